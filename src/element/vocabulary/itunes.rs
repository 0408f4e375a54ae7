//! The itunes namespace: Apple, "A Podcaster's Guide to RSS", and what earlier editions of it had.

use crate::element::spec::{Kind, Spec, UrlUse, optional};

const LINE: Kind = Kind::Line(255);

const CHANNEL: &[&str] = &["channel"];
const ITEM: &[&str] = &["item"];
const BOTH: &[&str] = &["channel", "item"];
const OWNER: &[&str] = &["itunes:owner"];

pub(super) static SPECS: &[Spec] = &[
    Spec::value("itunes:applepodcastsverify", CHANNEL, LINE),
    Spec::value("itunes:author", BOTH, LINE),
    Spec::value("itunes:block", BOTH, Kind::Own),
    Spec::container("itunes:category", &["channel", "itunes:category"]).many().with(&[optional("text", Kind::Own)]),
    Spec::value("itunes:complete", CHANNEL, Kind::Own),
    Spec::value("itunes:duration", ITEM, Kind::Own),
    Spec::value("itunes:email", OWNER, Kind::Email),
    Spec::value("itunes:episode", ITEM, Kind::Own),
    Spec::value("itunes:episodeType", ITEM, Kind::Own),
    Spec::value("itunes:explicit", BOTH, Kind::Own),
    // Its faults are judged by a rule of its own.
    Spec::value("itunes:image", BOTH, Kind::Own).with(&[
        optional("href", Kind::Url(UrlUse::Fetched)),
        optional("url", Kind::Own),
        optional("title", Kind::Text),
        optional("rel", Kind::Text),
        optional("type", Kind::Text),
    ]),
    Spec::value("itunes:isClosedCaptioned", ITEM, Kind::Text),
    Spec::value("itunes:keywords", BOTH, Kind::Text),
    Spec::value("itunes:name", OWNER, LINE),
    Spec::value("itunes:new-feed-url", CHANNEL, Kind::Url(UrlUse::Fetched)),
    Spec::value("itunes:order", ITEM, Kind::Text),
    Spec::container("itunes:owner", CHANNEL).needs(&["itunes:email"]),
    Spec::value("itunes:pubDate", BOTH, Kind::Text),
    Spec::value("itunes:season", ITEM, Kind::Own),
    Spec::value("itunes:subtitle", BOTH, LINE),
    Spec::value("itunes:summary", BOTH, Kind::Html),
    Spec::value("itunes:title", BOTH, LINE),
    Spec::value("itunes:type", CHANNEL, Kind::Own),
];
