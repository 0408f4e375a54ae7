//! Media RSS 1.5.1. Values that its lists and types exclude are judged by a rule of their own.

mod values;

use crate::element::spec::{AttributeSpec, Form, Kind, Spec, UrlUse, optional, required};
use values::judge;

pub(super) use values::RULES;

/// Whatever may stand at any level.
const LEVELS: &[&str] = &["channel", "item", "media:group", "media:content"];
const TEXT: Kind = Kind::Text;
const OWN: Kind = Kind::Own;
const FETCHED: Kind = Kind::Url(UrlUse::Fetched);
const OPENED: Kind = Kind::Url(UrlUse::Opened);
const NUMBER: Kind = Kind::Form(Form::Number);
const WHOLE: Kind = Kind::Form(Form::Whole(0));
const POSITIVE: Kind = Kind::Form(Form::Whole(1));
const TIME: Kind = Kind::Form(Form::PlayTime);
const TYPE: Kind = Kind::Form(Form::MediaType);
const LANGUAGE: Kind = Kind::Form(Form::Language);
const URI: Kind = Kind::Form(Form::Uri);
const PLAIN: Kind = Kind::Form(Form::Plain);

const fn word(words: &'static [&'static str]) -> Kind {
    Kind::Form(Form::Word(words))
}

const fn text(name: &'static str, kind: Kind) -> Spec {
    Spec::value(name, LEVELS, kind).judged_by(judge)
}

const fn empty(name: &'static str, parents: &'static [&'static str]) -> Spec {
    Spec::empty(name, parents).judged_by(judge)
}

const SHOWN_AS: AttributeSpec = optional("type", word(&["plain", "html"]));

pub(super) static SPECS: &[Spec] = &[
    Spec::container("media:group", &["item"]).many().judged_by(judge),
    Spec::container("media:content", &["item", "media:group", "channel"])
        .many()
        .with(&[
            optional("url", OPENED),
            optional("fileSize", POSITIVE),
            optional("type", TYPE),
            optional("medium", word(&["image", "audio", "video", "document", "executable"])),
            optional("isDefault", word(&["true", "false"])),
            optional("expression", word(&["sample", "full", "nonstop"])),
            optional("bitrate", NUMBER),
            optional("framerate", NUMBER),
            optional("samplingrate", NUMBER),
            optional("channels", WHOLE),
            optional("duration", NUMBER),
            optional("height", POSITIVE),
            optional("width", POSITIVE),
            optional("lang", LANGUAGE),
        ])
        .judged_by(judge),
    text("media:adult", OWN),
    text("media:rating", OWN).many().with(&[optional("scheme", OWN)]),
    text("media:title", OWN).with(&[SHOWN_AS]),
    text("media:description", OWN).with(&[SHOWN_AS]),
    text("media:keywords", TEXT),
    empty("media:thumbnail", LEVELS).many().with(&[
        optional("url", FETCHED),
        optional("width", POSITIVE),
        optional("height", POSITIVE),
        optional("time", TIME),
    ]),
    text("media:category", TEXT).many().with(&[optional("scheme", URI), optional("label", PLAIN)]),
    text("media:hash", OWN).many().with(&[optional("algo", word(&["md5", "sha-1"]))]),
    Spec::container("media:player", LEVELS)
        .with(&[optional("url", OPENED), optional("height", POSITIVE), optional("width", POSITIVE)])
        .judged_by(judge),
    text("media:credit", PLAIN).many().with(&[optional("role", OWN), optional("scheme", URI)]),
    text("media:copyright", PLAIN).with(&[optional("url", OPENED)]),
    text("media:text", OWN).many().with(&[
        SHOWN_AS,
        optional("lang", LANGUAGE),
        optional("start", TIME),
        optional("end", TIME),
    ]),
    text("media:restriction", OWN).many().with(&[
        optional("relationship", word(&["allow", "deny"])),
        optional("type", word(&["country", "uri", "sharing"])),
    ]),
    Spec::container("media:community", LEVELS),
    empty("media:starRating", &["media:community"]).with(&[
        optional("average", NUMBER),
        optional("count", WHOLE),
        optional("min", WHOLE),
        optional("max", WHOLE),
    ]),
    empty("media:statistics", &["media:community"]).with(&[optional("views", WHOLE), optional("favorites", WHOLE)]),
    Spec::value("media:tags", &["media:community"], TEXT),
    Spec::container("media:comments", LEVELS),
    Spec::value("media:comment", &["media:comments"], TEXT).many(),
    Spec::container("media:embed", LEVELS)
        .with(&[optional("url", OPENED), optional("width", POSITIVE), optional("height", POSITIVE)])
        .judged_by(judge),
    Spec::value("media:param", &["media:embed", "media:player"], TEXT)
        .many()
        .with(&[optional("name", TEXT)])
        .judged_by(judge),
    Spec::container("media:responses", LEVELS),
    Spec::value("media:response", &["media:responses"], URI).many().judged_by(judge),
    Spec::container("media:backLinks", LEVELS),
    Spec::value("media:backLink", &["media:backLinks"], URI).many().judged_by(judge),
    empty("media:status", LEVELS)
        .with(&[optional("state", word(&["active", "blocked", "deleted"])), optional("reason", TEXT)]),
    text("media:price", TEXT).many().with(&[
        optional("type", word(&["rent", "purchase", "package", "subscription"])),
        optional("info", TEXT),
        optional("price", NUMBER),
        optional("currency", Kind::Form(Form::Currency)),
    ]),
    text("media:license", TEXT).with(&[optional("type", TYPE), optional("href", OPENED)]),
    empty("media:subTitle", LEVELS).many().with(&[
        required("href", FETCHED),
        optional("type", TYPE),
        optional("lang", LANGUAGE),
    ]),
    empty("media:peerLink", LEVELS).many().with(&[optional("type", TYPE), optional("href", Kind::Url(UrlUse::Any))]),
    Spec::container("media:location", LEVELS)
        .many()
        .with(&[optional("description", TEXT), optional("start", TIME), optional("end", TIME)])
        .judged_by(judge),
    empty("media:rights", LEVELS).with(&[optional("status", word(&["userCreated", "official"]))]),
    Spec::container("media:scenes", LEVELS),
    Spec::container("media:scene", &["media:scenes"]).many(),
    // The specification writes the parts of a scene without prefix, and feeds write them with it.
    scene_part("sceneTitle", TEXT),
    scene_part("sceneDescription", TEXT),
    scene_part("sceneStartTime", TIME),
    scene_part("sceneEndTime", TIME),
    scene_part("media:sceneTitle", TEXT),
    scene_part("media:sceneDescription", TEXT),
    scene_part("media:sceneStartTime", TIME),
    scene_part("media:sceneEndTime", TIME),
];

const fn scene_part(name: &'static str, kind: Kind) -> Spec {
    Spec::value(name, &["media:scene"], kind).judged_by(judge)
}
