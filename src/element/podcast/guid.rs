//! `<podcast:guid>`: the one identity of a show, wherever it moves.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/guid>. How one is made is [`crate::scalar::podcast_guid`].

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec};
use crate::keys::{FromNode, Node, Reader};
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:guid", &["channel"], Kind::Own)];

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

/// Whether a text is 8-4-4-4-12 hex digits.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

impl FromNode for ShowGuid {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        if !is_uuid(&text) {
            let finding = Diagnostic::new(&PODCAST_GUID_INVALID, &node.place, "this is not a UUID")
                .found(text)
                .expected(Self::expected());
            reader.report(finding);
            return None;
        }
        if text.as_bytes().get(14) != Some(&b'5') {
            let message = "this UUID was not made from a feed URL (version 5)";
            let finding = Diagnostic::new(&PODCAST_GUID_INVALID, &node.place, message)
                .severity(Severity::Warning)
                .found(text.clone())
                .help("keep it if apps already know the show by it");
            reader.report(finding);
        }
        Some(ShowGuid(text))
    }
    fn expected() -> String {
        "a UUID like 917393e3-1b1e-5cef-ace4-edaa54e1f810".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" })
    }
}
