//! `<podcast:medium>`: what the feed holds.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/medium>.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec};
use crate::keys::{FromNode, Node, Reader, quoted_like};
use crate::scalar::nearest;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:medium", &["channel"], Kind::Own)];

crate::rules! {
    /// Apps open music as albums and films as films; a word they do not know hides the feed from all of them.
    PODCAST_MEDIUM_UNKNOWN = "podcast-medium-unknown": Error, [Podcasting2], Safe;
        summary "a medium that is not in the namespace's list";
        bad "medium = \"Podcasts\"";
        good "medium = \"podcast\"";
        source "Podcast namespace, <podcast:medium>";
}

/// The media; all but `mixed` have a twin with an `L`, for feeds that hold lists.
const MEDIA: &[&str] = &[
    "podcast",
    "music",
    "video",
    "film",
    "audiobook",
    "newsletter",
    "blog",
    "publisher",
    "course",
    "podcastL",
    "musicL",
    "videoL",
    "filmL",
    "audiobookL",
    "newsletterL",
    "blogL",
    "publisherL",
    "courseL",
    "mixed",
];

/// One of the namespace's words for what a feed holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Medium(&'static str);

impl Medium {
    /// What every feed is that does not say otherwise.
    pub const PODCAST: Medium = Medium("podcast");
    /// A feed that points at the feeds of one publisher.
    pub const PUBLISHER: Medium = Medium("publisher");

    /// The medium of that name, whatever its case.
    pub fn of(text: &str) -> Option<Medium> {
        MEDIA.iter().find(|word| word.eq_ignore_ascii_case(text)).map(|word| Medium(word))
    }

    /// The word.
    pub fn word(self) -> &'static str {
        self.0
    }

    /// Whether the feed is meant to hold remote items only.
    pub fn is_list(self) -> bool {
        self.0 == "mixed" || self.0.ends_with('L')
    }

    /// The element.
    pub fn element(self) -> Element {
        Element::new("podcast:medium").text(self.0)
    }
}

impl FromNode for Medium {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        if let Some(word) = MEDIA.iter().find(|word| **word == text) {
            return Some(Medium(word));
        }
        let finding = Diagnostic::new(&PODCAST_MEDIUM_UNKNOWN, &node.place, format!("there is no medium \"{text}\""))
            .found(text.clone());
        let case = MEDIA.iter().find(|word| word.eq_ignore_ascii_case(&text));
        reader.report(match (case, nearest(&text, MEDIA.iter().copied())) {
            (Some(word), _) => finding.expected(*word).fix(
                true,
                format!("write `{word}`"),
                &node.place,
                quoted_like(&node.place, word),
            ),
            (None, Some(near)) => finding.expected(near).help(format!("did you mean \"{near}\"?")),
            (None, None) => finding.expected(MEDIA.join(", ")),
        });
        case.map(|word| Medium(word))
    }
    fn expected() -> String {
        "a medium of the podcast namespace, like \"podcast\" or \"music\"".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "enum": MEDIA })
    }
}
