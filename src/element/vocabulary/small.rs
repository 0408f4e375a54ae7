//! Namespaces of a few elements each: content, syndication, slash, well-formed web, GeoRSS and W3C geo, Creative Commons,
//! generator and administrator, Google Play, Spotify.

use crate::element::spec::{Kind, Spec, UrlUse, optional};

const CHANNEL: &[&str] = &["channel"];
const ITEM: &[&str] = &["item"];
const BOTH: &[&str] = &["channel", "item"];
const OWN: Kind = Kind::Own;

const fn geo(name: &'static str) -> Spec {
    Spec::value(name, BOTH, OWN).many().with(GEO_ATTRIBUTES)
}

const GEO_ATTRIBUTES: &[crate::element::AttributeSpec] = &[
    optional("featuretypetag", Kind::Text),
    optional("relationshiptag", Kind::Text),
    optional("featurename", Kind::Text),
    optional("elev", Kind::Own),
    optional("floor", Kind::Own),
    optional("radius", Kind::Own),
];

pub(super) static SPECS: &[Spec] = &[
    Spec::value("content:encoded", ITEM, Kind::Html),
    Spec::value("sy:updatePeriod", CHANNEL, OWN),
    Spec::value("sy:updateFrequency", CHANNEL, OWN),
    Spec::value("sy:updateBase", CHANNEL, OWN),
    Spec::value("slash:section", ITEM, Kind::Text),
    Spec::value("slash:department", ITEM, Kind::Text),
    Spec::value("slash:comments", ITEM, OWN),
    Spec::value("slash:hit_parade", ITEM, OWN),
    Spec::value("wfw:comment", ITEM, Kind::Url(UrlUse::Fetched)),
    Spec::value("wfw:commentRss", ITEM, Kind::Url(UrlUse::Fetched)),
    Spec::value("wfw:commentRSS", ITEM, Kind::Url(UrlUse::Fetched)),
    geo("georss:point"),
    geo("georss:line"),
    geo("georss:polygon"),
    geo("georss:box"),
    geo("georss:circle"),
    geo("georss:elev"),
    geo("georss:floor"),
    geo("georss:radius"),
    Spec::value("georss:where", BOTH, OWN).many(),
    Spec::value("georss:featurename", BOTH, Kind::Text).many(),
    Spec::value("georss:featuretypetag", BOTH, Kind::Text).many(),
    Spec::value("georss:relationshiptag", BOTH, Kind::Text).many(),
    Spec::value("geo:lat", &["channel", "item", "geo:Point"], OWN),
    Spec::value("geo:long", &["channel", "item", "geo:Point"], OWN),
    Spec::value("geo:alt", &["channel", "item", "geo:Point"], OWN),
    Spec::container("geo:Point", BOTH),
    Spec::value("creativeCommons:license", BOTH, OWN).many(),
    Spec::empty("cc:license", BOTH).many(),
    Spec::empty("admin:generatorAgent", CHANNEL),
    Spec::empty("admin:errorReportsTo", CHANNEL),
    Spec::value("googleplay:author", BOTH, Kind::Text),
    Spec::value("googleplay:block", BOTH, Kind::Text),
    Spec::empty("googleplay:category", CHANNEL).many().with(&[optional("text", Kind::Text)]),
    Spec::value("googleplay:description", BOTH, Kind::Text),
    Spec::value("googleplay:email", CHANNEL, Kind::Text),
    Spec::value("googleplay:explicit", BOTH, Kind::Text),
    Spec::value("googleplay:image", BOTH, Kind::Text).with(&[optional("href", Kind::Url(UrlUse::Fetched))]),
    Spec::value("googleplay:new-feed-url", CHANNEL, Kind::Text),
    Spec::value("googleplay:owner", CHANNEL, Kind::Text),
    Spec::container("spotify:access", BOTH),
    Spec::empty("spotify:partner", &["spotify:access"]).with(&[optional("id", Kind::Text)]),
    Spec::empty("spotify:sandbox", &["spotify:access"]).with(&[optional("enabled", Kind::Text)]),
    Spec::empty("spotify:entitlement", &["spotify:access"]).many().with(&[optional("name", Kind::Text)]),
    Spec::empty("spotify:limit", CHANNEL).with(&[optional("recentCount", OWN)]),
    Spec::value("spotify:countryOfOrigin", CHANNEL, OWN),
];
