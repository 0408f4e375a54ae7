//! `<podcast:funding>`: where listeners can give money.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/funding>.

use crate::element::spec::{Kind, Spec, UrlUse, required};
use crate::keys::Link;
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:funding", &["channel", "item"], Kind::Line(128))
    .many()
    .with(&[required("url", Kind::Url(UrlUse::Secure))])];

crate::keys! {
    /// A page where listeners can give money.
    pub struct Funding {
        /// Its address.
        url: Spanned<Link> = "url = \"https://needle.example.fm/support\"";
        /// What the button says; at most 128 characters.
        text: Option<Spanned<String>> = "text = \"Buy the band a coffee\"";
    }
}

impl Funding {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:funding")
            .attr("url", &self.url.0)
            .text(self.text.as_ref().map(|text| text.trim()).unwrap_or_default())
    }
}
