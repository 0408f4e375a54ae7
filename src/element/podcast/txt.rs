//! `<podcast:txt>`: free text with a purpose, as in DNS.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/txt>.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional};
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:txt", &["channel", "item"], Kind::Line(4000))
    .many()
    .with(&[optional("purpose", Kind::Line(128))])];

crate::keys! {
    /// A text for a machine, such as a proof that the feed is yours.
    pub struct Txt bare "text" {
        /// The text; at most 4000 characters.
        text: Spanned<String> = "text = \"7a1c0e9e-5b64-4a3e-9c41-51f6f1a3d9b2\"";
        /// What it is for: `verify`, `applepodcastsverify`, `ai-content` or a word of your own.
        purpose: Option<Spanned<String>> = "purpose = \"applepodcastsverify\"";
    }
}

crate::rules! {
    /// The machine that looks for this purpose understands nothing else.
    PODCAST_TXT_INVALID = "podcast-txt-invalid": Warning, [Podcasting2], None;
        summary "a text that does not fit its purpose";
        bad "txt = { purpose = \"ai-content\", text = \"partly\" }";
        good "txt = { purpose = \"ai-content\", text = \"true\" }";
        source "Podcast namespace, <podcast:txt>";
}

impl Txt {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:txt")
            .attr_if("purpose", self.purpose.as_ref().map(|purpose| purpose.value.as_str()))
            .text(self.text.trim())
    }

    /// The text against its purpose.
    pub fn check(&self) -> Vec<Diagnostic> {
        let text = self.text.trim();
        let expected = match self.purpose.as_ref().map(|purpose| purpose.as_str()) {
            Some("ai-content") if !matches!(text, "true" | "false") => "true or false",
            Some("verify" | "applepodcastsverify") if text.is_empty() => "the token you were given",
            _ => return Vec::new(),
        };
        let message = "this text does not fit its purpose";
        vec![Diagnostic::new(&PODCAST_TXT_INVALID, &self.text.place, message).found(text).expected(expected)]
    }
}
