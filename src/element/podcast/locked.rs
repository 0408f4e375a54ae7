//! `<podcast:locked>`: whether other hosting platforms may import the feed.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/locked>.

use super::yes_no;
use crate::element::spec::{Kind, Spec, optional};
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:locked", &["channel"], Kind::Own).with(&[optional("owner", Kind::Email)])];

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
