//! Podlove Simple Chapters 1.2. Starts and titles are judged as those of any chapters.

use crate::chapters::judge_psc;
use crate::element::spec::{Kind, Spec, UrlUse, optional};

pub(super) static SPECS: &[Spec] = &[
    Spec::container("psc:chapters", &["item"]).with(&[optional("version", Kind::Text)]).judged_by(judge_psc),
    Spec::empty("psc:chapter", &["psc:chapters"]).many().with(&[
        optional("start", Kind::Own),
        optional("title", Kind::Text),
        optional("href", Kind::Url(UrlUse::Opened)),
        optional("image", Kind::Url(UrlUse::Fetched)),
    ]),
];
