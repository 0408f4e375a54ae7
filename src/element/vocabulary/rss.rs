//! RSS 2.0.11, with what is left of 0.91 and 0.92.

use crate::element::spec::{Kind, Spec, UrlUse, optional, required};

const LINE: Kind = Kind::Line(255);
const FETCHED: Kind = Kind::Url(UrlUse::Fetched);
const OPENED: Kind = Kind::Url(UrlUse::Opened);

const CHANNEL: &[&str] = &["channel"];
const ITEM: &[&str] = &["item"];
const BOTH: &[&str] = &["channel", "item"];
const IMAGE: &[&str] = &["image"];

pub(super) static SPECS: &[Spec] = &[
    Spec::container("rss", &[]).with(&[optional("version", Kind::Own)]),
    Spec::container("channel", &["rss"]),
    Spec::container("item", CHANNEL).many(),
    Spec::value("title", &["channel", "item", "image", "textInput"], LINE),
    Spec::value("link", &["channel", "item", "image", "textInput"], OPENED),
    Spec::value("description", &["channel", "item", "image", "textInput"], Kind::Html),
    Spec::value("language", CHANNEL, Kind::Language),
    Spec::value("copyright", CHANNEL, LINE),
    Spec::value("managingEditor", CHANNEL, Kind::Email),
    Spec::value("webMaster", CHANNEL, Kind::Email),
    Spec::value("pubDate", BOTH, Kind::MailDate),
    Spec::value("lastBuildDate", CHANNEL, Kind::MailDate),
    Spec::value("category", BOTH, LINE).many().with(&[optional("domain", Kind::Text)]),
    Spec::value("generator", CHANNEL, LINE),
    Spec::value("docs", CHANNEL, OPENED),
    Spec::empty("cloud", CHANNEL).with(&[
        required("domain", Kind::Text),
        required("port", Kind::Integer(1)),
        required("path", Kind::Text),
        required("registerProcedure", Kind::Own),
        required("protocol", Kind::Text),
    ]),
    Spec::value("ttl", CHANNEL, Kind::Own),
    Spec::container("image", CHANNEL).needs(&["url", "title", "link"]),
    Spec::value("url", IMAGE, FETCHED),
    Spec::value("width", IMAGE, Kind::Own),
    Spec::value("height", IMAGE, Kind::Own),
    Spec::value("rating", CHANNEL, Kind::Text),
    Spec::container("textInput", CHANNEL).needs(&["title", "description", "name", "link"]),
    Spec::value("name", &["textInput"], LINE),
    Spec::container("skipHours", CHANNEL),
    Spec::value("hour", &["skipHours"], Kind::Own).many(),
    Spec::container("skipDays", CHANNEL),
    Spec::value("day", &["skipDays"], Kind::Own).many(),
    Spec::value("author", ITEM, Kind::Email),
    Spec::value("comments", ITEM, OPENED),
    // A second one is judged by a rule of its own.
    Spec::empty("enclosure", ITEM).many().with(&[
        optional("url", FETCHED),
        optional("length", Kind::Own),
        optional("type", Kind::Own),
    ]),
    Spec::value("guid", ITEM, Kind::Own).with(&[optional("isPermaLink", Kind::Own)]),
    Spec::value("source", ITEM, LINE).with(&[required("url", FETCHED)]),
];
