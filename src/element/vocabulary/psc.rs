//! Podlove Simple Chapters 1.2.

use crate::element::spec::{Kind, Spec, UrlUse, optional, required};

pub(super) static SPECS: &[Spec] = &[
    Spec::container("psc:chapters", &["item"]).with(&[optional("version", Kind::Text)]),
    Spec::empty("psc:chapter", &["psc:chapters"]).many().with(&[
        required("start", Kind::Own),
        required("title", Kind::Text),
        optional("href", Kind::Url(UrlUse::Opened)),
        optional("image", Kind::Url(UrlUse::Fetched)),
    ]),
];
