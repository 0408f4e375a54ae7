//! Media RSS 1.5.1. Values that its lists and types exclude are judged by a rule of their own.

use crate::element::spec::{Kind, Spec, UrlUse, optional, required};

/// Whatever may stand at any level.
const LEVELS: &[&str] = &["channel", "item", "media:group", "media:content"];
const OWN: Kind = Kind::Own;
const TEXT: Kind = Kind::Text;
const FETCHED: Kind = Kind::Url(UrlUse::Fetched);

pub(super) static SPECS: &[Spec] = &[
    Spec::container("media:group", &["item"]).many(),
    Spec::container("media:content", &["item", "media:group", "channel"]).many().with(&[
        optional("url", FETCHED),
        optional("fileSize", OWN),
        optional("type", OWN),
        optional("medium", OWN),
        optional("isDefault", OWN),
        optional("expression", OWN),
        optional("bitrate", OWN),
        optional("framerate", OWN),
        optional("samplingrate", OWN),
        optional("channels", OWN),
        optional("duration", OWN),
        optional("height", OWN),
        optional("width", OWN),
        optional("lang", OWN),
    ]),
    Spec::value("media:adult", LEVELS, OWN),
    Spec::value("media:rating", LEVELS, OWN).many().with(&[optional("scheme", OWN)]),
    Spec::value("media:title", LEVELS, OWN).with(&[optional("type", OWN)]),
    Spec::value("media:description", LEVELS, OWN).with(&[optional("type", OWN)]),
    Spec::value("media:keywords", LEVELS, TEXT),
    Spec::empty("media:thumbnail", LEVELS).many().with(&[
        optional("url", FETCHED),
        optional("width", OWN),
        optional("height", OWN),
        optional("time", OWN),
    ]),
    Spec::value("media:category", LEVELS, TEXT).many().with(&[optional("scheme", TEXT), optional("label", TEXT)]),
    Spec::value("media:hash", LEVELS, OWN).many().with(&[optional("algo", OWN)]),
    Spec::container("media:player", LEVELS).with(&[
        optional("url", FETCHED),
        optional("height", OWN),
        optional("width", OWN),
    ]),
    Spec::value("media:credit", LEVELS, OWN).many().with(&[optional("role", OWN), optional("scheme", OWN)]),
    Spec::value("media:copyright", LEVELS, TEXT).with(&[optional("url", Kind::Url(UrlUse::Opened))]),
    Spec::value("media:text", LEVELS, OWN).many().with(&[
        optional("type", OWN),
        optional("lang", OWN),
        optional("start", OWN),
        optional("end", OWN),
    ]),
    Spec::value("media:restriction", LEVELS, OWN).many().with(&[optional("relationship", OWN), optional("type", OWN)]),
    Spec::container("media:community", LEVELS),
    Spec::empty("media:starRating", &["media:community"]).with(&[
        optional("average", OWN),
        optional("count", OWN),
        optional("min", OWN),
        optional("max", OWN),
    ]),
    Spec::empty("media:statistics", &["media:community"]).with(&[optional("views", OWN), optional("favorites", OWN)]),
    Spec::value("media:tags", &["media:community"], TEXT),
    Spec::container("media:comments", LEVELS),
    Spec::value("media:comment", &["media:comments"], TEXT).many(),
    Spec::value("media:embed", LEVELS, Kind::Own).with(&[
        optional("url", FETCHED),
        optional("width", OWN),
        optional("height", OWN),
    ]),
    Spec::value("media:param", &["media:embed", "media:player"], TEXT).many().with(&[optional("name", TEXT)]),
    Spec::container("media:responses", LEVELS),
    Spec::value("media:response", &["media:responses"], TEXT).many(),
    Spec::container("media:backLinks", LEVELS),
    Spec::value("media:backLink", &["media:backLinks"], TEXT).many(),
    Spec::empty("media:status", LEVELS).with(&[optional("state", OWN), optional("reason", TEXT)]),
    Spec::value("media:price", LEVELS, OWN).many().with(&[
        optional("type", OWN),
        optional("info", TEXT),
        optional("price", OWN),
        optional("currency", OWN),
    ]),
    Spec::value("media:license", LEVELS, TEXT)
        .with(&[optional("type", OWN), optional("href", Kind::Url(UrlUse::Opened))]),
    Spec::empty("media:subTitle", LEVELS).many().with(&[
        required("href", FETCHED),
        optional("type", OWN),
        optional("lang", OWN),
    ]),
    Spec::empty("media:peerLink", LEVELS)
        .many()
        .with(&[optional("type", OWN), optional("href", Kind::Url(UrlUse::Any))]),
    Spec::value("media:location", LEVELS, OWN).many().with(&[
        optional("description", TEXT),
        optional("start", OWN),
        optional("end", OWN),
    ]),
    Spec::empty("media:rights", LEVELS).with(&[optional("status", OWN)]),
    Spec::container("media:scenes", LEVELS),
    Spec::container("media:scene", &["media:scenes"]).many(),
];
