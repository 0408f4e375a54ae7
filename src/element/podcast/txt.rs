//! `<podcast:txt>`: free text with a purpose, as in DNS.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/txt>.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional};
use crate::element::written::Written;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:txt", &["channel", "item"], Kind::Line(4000))
    .many()
    .with(&[optional("purpose", Kind::Line(128))])
    .judged_by(judge_node)];

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
        self.purpose.as_ref().and_then(|purpose| judge(&self.text, purpose)).into_iter().collect()
    }
}

fn judge_node(node: Node<'_>) -> Vec<Diagnostic> {
    let purpose = Value::filled(node, "purpose");
    purpose.and_then(|purpose| judge(&Value::of(node), purpose.trimmed())).into_iter().collect()
}

fn judge(written: &dyn Written, purpose: &str) -> Option<Diagnostic> {
    let text = written.text();
    let expected = match purpose {
        "ai-content" if !matches!(text, "true" | "false") => "true or false",
        "verify" | "applepodcastsverify" if text.is_empty() => "the token you were given",
        _ => return None,
    };
    Some(written.finding(&PODCAST_TXT_INVALID, "this text does not fit its purpose").expected(expected))
}
