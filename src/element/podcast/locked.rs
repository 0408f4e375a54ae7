//! `<podcast:locked>`: whether other hosting platforms may import the feed.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/locked>.

use super::yes_no;
use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional};
use crate::element::written::Written;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:locked", &["channel"], Kind::Own).with(&[optional("owner", Kind::Email)]).judged_by(judge)];

crate::rules! {
    /// Hosts and services read the two words `yes` and `no`; what they take any other word for, nobody knows.
    PODCAST_LOCKED_INVALID = "podcast-locked-invalid": Error, [Podcasting2, Psp1], Safe;
        summary "a lock or a block that is neither `yes` nor `no`";
        bad "<podcast:locked>true</podcast:locked>";
        good "<podcast:locked>yes</podcast:locked>";
        source "Podcast namespace, <podcast:locked>, <podcast:block>";
}

crate::keys! {
    /// Whether other hosting platforms must refuse to import the feed.
    pub struct Locked bare "value" {
        /// `true`: they must.
        value: bool = "value = true";
        /// An address that proves ownership when the show moves. It is public, and it is optional.
        owner: Option<Spanned<String>> = "owner = \"feed@needle.example.fm\"";
    }
}

impl Locked {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:locked")
            .attr_if("owner", self.owner.as_ref().map(|owner| owner.value.as_str()))
            .text(yes_no(self.value))
    }
}

/// Judges the words of a lock, or of a block.
pub(super) fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let value = Value::of(node);
    let word = value.trimmed();
    if value.is_blank() || word == yes_no(true) || word == yes_no(false) {
        return Vec::new();
    }
    let message = format!("{} is \"{word}\"", value.name());
    let finding =
        Diagnostic::new(&PODCAST_LOCKED_INVALID, value.place(), message).found(word).expected("`yes` or `no`");
    let lower = word.to_ascii_lowercase();
    let meant = match lower.as_str() {
        "yes" | "true" => yes_no(true),
        "no" | "false" => yes_no(false),
        _ => return vec![finding],
    };
    vec![(&value as &dyn Written).mended(finding, true, meant)]
}
