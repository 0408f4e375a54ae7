//! `<podcast:transcript>`: where a transcript of the episode lies.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/transcript>. The files themselves are the work of
//! [`crate::transcript`]; here is the key that names them, and the element that points at them.

use crate::element::spec::{Kind, Spec, UrlUse, optional, required};
use crate::keys::{Language, PathOrUrl};
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::empty("podcast:transcript", &["item"]).many().with(&[
    required("url", Kind::Url(UrlUse::Secure)),
    required("type", Kind::Own),
    optional("language", Kind::Language),
    optional("rel", Kind::Own),
])];

crate::keys! {
    /// A transcript file of the episode.
    pub struct Transcript bare "file" {
        /// The file: vtt, srt, json, html or txt.
        file: Spanned<PathOrUrl> = "file = \"hello.vtt\"";
        /// Its language, where it is not the episode's.
        language: Option<Spanned<Language>> = "language = \"pt\"";
        /// `captions` says that it is a closed-captions file, with times.
        rel: Option<Spanned<TranscriptRel>> = "rel = \"captions\"";
    }
}

crate::words! {
    /// What a transcript is to the episode.
    pub enum TranscriptRel {
        /// A closed-captions file.
        Captions = "captions",
    }
}

/// The element that points at one published transcript.
pub fn transcript_element(url: &str, media_type: &str, language: Option<&str>, rel: Option<TranscriptRel>) -> Element {
    Element::new("podcast:transcript")
        .attr("url", url)
        .attr("type", media_type)
        .attr_if("language", language)
        .attr_if("rel", rel.map(TranscriptRel::word))
}
