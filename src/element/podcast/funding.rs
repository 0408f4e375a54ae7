//! `<podcast:funding>`: where listeners can give money.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/funding>.

use crate::keys::Link;
use crate::source::Spanned;
use crate::xml::Element;

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
