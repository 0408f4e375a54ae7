//! `<podcast:podping>`: whether changes of the feed are announced by Podping.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/podping>.

use crate::element::spec::{Kind, Spec, optional};
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[
    Spec::container("podcast:podping", &["channel"]).with(&[optional("usesPodping", Kind::Own)]),
    Spec::empty("podcast:hiveAccount", &["podcast:podping"]).many().with(&[optional("account", Kind::Text)]).proposed(),
];

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
