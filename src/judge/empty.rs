//! Elements that must hold a text and hold none: RSS 2.0, iTunes, and the small namespaces. The podcast
//! namespace has elements whose text may be left out; what must be there is judged with each.

use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::Spec;
use crate::element::spec::Content;
use crate::xml::read::{Damage, Node};

crate::rules! {
    /// Apps show a gap, or take it for something that it does not say; a template printed nothing.
    ELEMENT_EMPTY = "element-empty": Warning, [], None;
        summary "an element without the text that it must hold";
        bad "<itunes:author></itunes:author>";
        good "<itunes:author>Ines</itunes:author>";
        source "RSS 2.0; W3C feed validator, NotBlank";
}

/// Without these nothing can be done with a feed or an item, or Apple refuses the show.
const VITAL: &[&str] = &["title", "link", "guid", "language", "itunes:explicit"];

/// Whose emptiness is judged with what else is wrong with them, or that say enough with their attributes.
const ELSEWHERE: &[&str] = &[
    "itunes:image",
    "itunes:isClosedCaptioned",
    "itunes:keywords",
    "itunes:order",
    "itunes:pubDate",
    "itunes:subtitle",
    "itunes:summary",
    "source",
];

/// Judges whether an element holds what it must.
pub(super) fn judge(node: Node<'_>, spec: &Spec, findings: &mut Findings) {
    if !matches!(spec.content, Content::Value(_)) {
        return;
    }
    let elsewhere = !["", "itunes", "content", "dc", "sy"].contains(&spec.prefix()) || ELSEWHERE.contains(&spec.name);
    if elsewhere || matches!(node.damage(), Damage::End | Damage::Cut) {
        return;
    }
    let blank = node.texts().all(|text| text.raw().trim().is_empty());
    // What holds elements where text should be has been said.
    if !blank || node.elements().next().is_some() {
        return;
    }
    let severity = if VITAL.contains(&spec.name) { Severity::Error } else { Severity::Warning };
    let finding = Diagnostic::new(&ELEMENT_EMPTY, node.place(), format!("<{}> is empty", node.name()));
    findings.push(finding.severity(severity));
}
