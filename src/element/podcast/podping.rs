//! `<podcast:podping>`: whether changes of the feed are announced by Podping.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/podping>.

use crate::xml::Element;

crate::keys! {
    /// Whether changes of the feed are announced by Podping.
    pub struct Podping bare "uses_podping" {
        /// `true`: apps need not ask for changes.
        uses_podping: bool = "uses_podping = true";
    }
}

impl Podping {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:podping").attr("usesPodping", self.uses_podping)
    }
}
