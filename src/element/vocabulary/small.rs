//! Namespaces of a few elements each: content, syndication, slash, well-formed web, Creative Commons, generator and
//! administrator, Google Play, Spotify.

use super::form;
use crate::diagnostic::Diagnostic;
use crate::element::spec::{Form, Kind, Spec, UrlUse, optional};
use crate::xml::read::{NO_NAMESPACE, Node, Value};

const CHANNEL: &[&str] = &["channel"];
const ITEM: &[&str] = &["item"];
const BOTH: &[&str] = &["channel", "item"];
const OWN: Kind = Kind::Own;

crate::rules! {
    /// Readers of these namespaces take the value as what its standard says, and drop the rest.
    EXTENSION_VALUE_INVALID = "extension-value-invalid": Warning, [Rss], Unsafe;
        summary "a place, a number of comments or a license that cannot be read";
        bad "<georss:point>Lisbon</georss:point>";
        good "<georss:point>38.7223 -9.1393</georss:point>";
        source "GeoRSS; W3C Basic Geo; RSS 1.0 slash module; Comment API; Creative Commons module; DCMI Metadata Terms";
}

const WHOLE: Kind = Kind::Form(Form::Whole(0));

pub(super) static SPECS: &[Spec] = &[
    Spec::value("content:encoded", ITEM, Kind::Html),
    Spec::value("sy:updatePeriod", CHANNEL, OWN),
    Spec::value("sy:updateFrequency", CHANNEL, OWN),
    Spec::value("sy:updateBase", CHANNEL, OWN),
    Spec::value("slash:section", ITEM, Kind::Text),
    Spec::value("slash:department", ITEM, Kind::Text),
    Spec::value("slash:comments", ITEM, WHOLE).judged_by(judge_slash),
    Spec::value("slash:hit_parade", ITEM, Kind::Form(Form::WholeNumbers)).judged_by(judge_slash),
    Spec::value("wfw:comment", ITEM, Kind::Url(UrlUse::Fetched)),
    Spec::value("wfw:commentRss", ITEM, Kind::Url(UrlUse::Fetched)),
    Spec::value("wfw:commentRSS", ITEM, Kind::Url(UrlUse::Fetched)).judged_by(judge_comments),
    Spec::value("creativeCommons:license", BOTH, Kind::Form(Form::Uri)).many().judged_by(judge_license),
    Spec::empty("cc:license", BOTH).many().judged_by(judge_pointer),
    Spec::empty("admin:generatorAgent", CHANNEL).judged_by(judge_pointer),
    Spec::empty("admin:errorReportsTo", CHANNEL).judged_by(judge_pointer),
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

fn judge_slash(node: Node<'_>) -> Vec<Diagnostic> {
    form::judge(node, "slash", &EXTENSION_VALUE_INVALID)
}

fn judge_license(node: Node<'_>) -> Vec<Diagnostic> {
    form::judge(node, "creativeCommons", &EXTENSION_VALUE_INVALID)
}

/// The name that one page of the Comment API spelt so, and no other.
fn judge_comments(node: Node<'_>) -> Vec<Diagnostic> {
    let message = format!("readers know <{}> by the name commentRss", node.name());
    vec![Diagnostic::new(&EXTENSION_VALUE_INVALID, node.place(), message).expected("<wfw:commentRss>")]
}

/// Judges an element that must point somewhere with `rdf:resource`.
fn judge_pointer(node: Node<'_>) -> Vec<Diagnostic> {
    if resource(node).is_none() {
        let message = format!("<{}> without `rdf:resource`", node.name());
        return vec![Diagnostic::new(&EXTENSION_VALUE_INVALID, node.place(), message)];
    }
    judge_resource(node)
}

/// Judges where an element points with `rdf:resource`, if it does.
pub(super) fn judge_resource(node: Node<'_>) -> Vec<Diagnostic> {
    let target = resource(node);
    target.and_then(|target| form::judge_value(&target, Form::Uri, &EXTENSION_VALUE_INVALID)).into_iter().collect()
}

fn resource(node: Node<'_>) -> Option<Value<'_>> {
    let mut attributes = node.attributes();
    let own = attributes.find(|one| one.local() == "resource" && one.namespace() != NO_NAMESPACE)?;
    Some(Value::of_attribute(node, own))
}
