//! Atom inside RSS: RFC 4287, and the extensions for threads (RFC 4685) and paging (RFC 5005).

use crate::element::spec::{Kind, Spec, UrlUse, optional, required};

const BOTH: &[&str] = &["channel", "item"];
const PERSON: &[&str] = &["atom:author", "atom:contributor"];
const DATE: Kind = Kind::IsoDate { date_only: false };

pub(super) static SPECS: &[Spec] = &[
    Spec::container("atom:author", BOTH).many(),
    Spec::empty("atom:category", BOTH).many().with(&[
        required("term", Kind::Text),
        optional("scheme", Kind::Text),
        optional("label", Kind::Text),
    ]),
    Spec::value("atom:content", &["item"], Kind::Text)
        .with(&[optional("type", Kind::Text), optional("src", Kind::Text)]),
    Spec::container("atom:contributor", BOTH).many(),
    Spec::value("atom:email", PERSON, Kind::Email),
    Spec::value("atom:generator", &["channel"], Kind::Text)
        .with(&[optional("uri", Kind::Text), optional("version", Kind::Text)]),
    Spec::value("atom:icon", &["channel"], Kind::Url(UrlUse::Fetched)),
    Spec::value("atom:id", BOTH, Kind::Text),
    Spec::empty("atom:link", BOTH).many().with(&[
        required("href", Kind::Url(UrlUse::Any)),
        optional("rel", Kind::Own),
        optional("type", Kind::MediaType),
        optional("hreflang", Kind::Language),
        optional("title", Kind::Line(255)),
        optional("length", Kind::Integer(0)),
    ]),
    Spec::value("atom:logo", &["channel"], Kind::Url(UrlUse::Fetched)),
    Spec::value("atom:name", PERSON, Kind::Line(255)),
    Spec::value("atom:published", &["item"], DATE),
    Spec::value("atom:rights", BOTH, Kind::Text).with(&[optional("type", Kind::Text)]),
    Spec::container("atom:source", &["item"]),
    Spec::value("atom:subtitle", &["channel"], Kind::Text).with(&[optional("type", Kind::Text)]),
    Spec::value("atom:summary", &["item"], Kind::Text).with(&[optional("type", Kind::Text)]),
    Spec::value("atom:title", BOTH, Kind::Text).with(&[optional("type", Kind::Text)]),
    Spec::value("atom:updated", BOTH, DATE),
    Spec::value("atom:uri", PERSON, Kind::Url(UrlUse::Any)),
    Spec::empty("fh:archive", &["channel"]),
    Spec::empty("fh:complete", &["channel"]),
    Spec::empty("fh:incremental", &["channel"]),
    Spec::value("thr:total", &["item"], Kind::Integer(0)),
    Spec::empty("thr:in-reply-to", &["item"]).many().with(&[
        required("ref", Kind::Text),
        optional("href", Kind::Text),
        optional("source", Kind::Text),
        optional("type", Kind::Text),
    ]),
];
