//! `<podcast:contentLink>`: another place where the episode can be seen or heard.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/content-link>.

use crate::element::spec::{Kind, Spec, UrlUse, required};
use crate::keys::Link;
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:contentLink", &["item"], Kind::Text)
    .many()
    .with(&[required("href", Kind::Url(UrlUse::Secure))])];

crate::keys! {
    /// Another place where the episode can be seen or heard. A live item needs one.
    pub struct ContentLink {
        /// Its address.
        href: Spanned<Link> = "href = \"https://video.example/watch/7\"";
        /// What the link says.
        text: Option<Spanned<String>> = "text = \"Watch\"";
    }
}

impl ContentLink {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:contentLink")
            .attr("href", &self.href.0)
            .text(self.text.as_ref().map(|text| text.trim()).unwrap_or_default())
    }
}
