//! `<podcast:guid>`: the one identity of a show, wherever it moves.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/guid>. How one is made is [`crate::scalar::podcast_guid`].

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec};
use crate::element::written::Written;
use crate::keys::{FromNode, Node, Reader};
use crate::source::Spanned;
use crate::xml::{Element, read};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:guid", &["channel"], Kind::Own).judged_by(judge_node)];

crate::rules! {
    /// Apps and the index find a show again by this one value; in another form it finds nothing.
    PODCAST_GUID_INVALID = "podcast-guid-invalid": Error, [Podcasting2, Psp1], None;
        summary "a podcast:guid that is not a UUID";
        bad "guid = \"my-show\"";
        good "guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"";
        source "Podcast namespace, <podcast:guid>";
}

/// A UUID as a show's identity: as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShowGuid(pub String);

impl ShowGuid {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:guid").text(&self.0)
    }
}

/// What is expected where there is no UUID.
pub(super) const A_UUID: &str = "a UUID like 917393e3-1b1e-5cef-ace4-edaa54e1f810";

fn judge_node(node: read::Node<'_>) -> Vec<Diagnostic> {
    let value = read::Value::of(node);
    (!value.is_blank()).then(|| judge(&value)).flatten().into_iter().collect()
}

fn judge(guid: &dyn Written) -> Option<Diagnostic> {
    let finding = |message| guid.finding(&PODCAST_GUID_INVALID, message);
    if !is_uuid(guid.text()) {
        return Some(finding("this is not a UUID").expected(A_UUID));
    }
    (guid.text().as_bytes().get(14) != Some(&b'5')).then(|| {
        finding("this UUID was not made from a feed URL (version 5)")
            .severity(Severity::Warning)
            .help("keep it if apps already know the show by it")
    })
}

/// Whether a text is 8-4-4-4-12 hex digits.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

impl FromNode for ShowGuid {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = Spanned::new(String::from_node(node, reader)?, node.place.clone());
        if let Some(finding) = judge(&text) {
            let unreadable = finding.severity == Severity::Error;
            reader.report(finding);
            if unreadable {
                return None;
            }
        }
        Some(ShowGuid(text.value))
    }
    fn expected() -> String {
        A_UUID.into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" })
    }
}
