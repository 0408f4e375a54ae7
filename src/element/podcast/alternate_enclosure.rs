//! `<podcast:alternateEnclosure>` with `<podcast:source>` and `<podcast:integrity>`: the episode in another form.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/alternate-enclosure>, `…/source`, `…/integrity`; W3C Subresource Integrity 3.1.
//! A PGP signature is judged by its alphabet only.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, UrlUse, optional, required};
use crate::element::written::Written;
use crate::keys::{Decimal, KEY_MISSING, Language, PathOrUrl, Words};
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[
    Spec::container("podcast:alternateEnclosure", &["item"])
        .many()
        .with(&[
            required("type", Kind::MediaType),
            optional("length", Kind::Integer(0)),
            optional("bitrate", Kind::Decimal),
            optional("height", Kind::Integer(1)),
            optional("lang", Kind::Language),
            optional("title", Kind::Line(32)),
            optional("rel", Kind::Line(32)),
            optional("codecs", Kind::Text),
            optional("default", Kind::Boolean),
        ])
        .needs(&["podcast:source"]),
    Spec::empty("podcast:source", &["podcast:alternateEnclosure"])
        .many()
        .with(&[required("uri", Kind::Url(UrlUse::Any)), optional("contentType", Kind::MediaType)]),
    Spec::empty("podcast:integrity", &["podcast:alternateEnclosure"])
        .with(&[required("type", Kind::Word(&["sri", "pgp-signature"])), required("value", Kind::Own)])
        .judged_by(judge_integrity),
];

crate::keys! {
    /// The episode in another form: another codec, a film, another language.
    pub struct AlternateEnclosure {
        /// A file of the show; what can be measured is.
        file: Option<Spanned<PathOrUrl>> = "file = \"hello.opus\"";
        /// Its media type.
        r#type: Option<Spanned<String>> = "type = \"video/mp4\"";
        /// Its bytes.
        length: Option<Spanned<u64>> = "length = 302511221";
        /// Bits a second.
        bitrate: Option<Spanned<Decimal>> = "bitrate = 1400000";
        /// Height of the picture in pixels.
        height: Option<Spanned<u32>> = "height = 1080";
        /// RFC 6381 codecs.
        codecs: Option<Spanned<String>> = "codecs = \"avc1.640028,mp4a.40.2\"";
        /// Where it can be had.
        source: Vec<AlternateSource> = "source = [\"https://cdn.example.fm/hello.mp4\"]";
        /// A hash or a signature of the file.
        integrity: Option<Integrity> = "integrity = { type = \"sri\", value = \"sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn\" }";
        /// Its language.
        lang: Option<Spanned<Language>> = "lang = \"en\"";
        /// What apps call it; at most 32 characters.
        title: Option<Spanned<String>> = "title = \"Video\"";
        /// A group of alternates with other content; at most 32 characters.
        rel: Option<Spanned<String>> = "rel = \"video\"";
        /// Whether it is the file of the enclosure and to be preferred.
        default: Option<bool> = "default = false";
    }
}

crate::keys! {
    /// An address of an alternate.
    pub struct AlternateSource bare "uri" {
        /// Its address, of any scheme.
        uri: Spanned<String> = "uri = \"ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi\"";
        /// What the address delivers, where that is not the file itself.
        content_type: Option<Spanned<String>> = "content_type = \"application/x-bittorrent\"";
    }
}

crate::keys! {
    /// How to know that the file is the right one.
    pub struct Integrity {
        /// `sri` or `pgp-signature`.
        r#type: Spanned<IntegrityType> = "type = \"sri\"";
        /// The hash in the form of Subresource Integrity, or the signature in base64.
        value: Spanned<String> = "value = \"sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn\"";
    }
}

crate::words! {
    /// What the value of an integrity is.
    pub enum IntegrityType {
        /// Subresource Integrity.
        Sri = "sri",
        /// A PGP signature.
        PgpSignature = "pgp-signature",
    }
}

crate::rules! {
    /// An app that checks a hash it cannot read refuses the file.
    PODCAST_INTEGRITY_INVALID = "podcast-integrity-invalid": Error, [Podcasting2], None;
        summary "an integrity value that is neither a hash nor a signature";
        bad "integrity = { type = \"sri\", value = \"d41d8cd98f00b204e9800998ecf8427e\" }";
        good "integrity = { type = \"sri\", value = \"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\" }";
        source "Podcast namespace, <podcast:integrity>; Subresource Integrity, 3.1";
}

/// An alternate as it is published: what was measured, what the author says, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternate {
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub length: Option<u64>,
    /// Bits a second, decimal text.
    pub bitrate: Option<String>,
    /// Pixels.
    pub height: Option<u32>,
    /// Language tag.
    pub lang: Option<String>,
    /// What apps call it.
    pub title: Option<String>,
    /// Group.
    pub rel: Option<String>,
    /// RFC 6381.
    pub codecs: Option<String>,
    /// The file of the enclosure, preferred.
    pub default: bool,
    /// Addresses, each with the type of what it delivers where that is another.
    pub sources: Vec<(String, Option<String>)>,
    /// `sri` or `pgp-signature`, and its value.
    pub integrity: Option<(IntegrityType, String)>,
}

impl Alternate {
    /// The element.
    pub fn element(&self) -> Element {
        let sources = self.sources.iter().map(|(uri, content_type)| {
            Element::new("podcast:source").attr("uri", uri).attr_if("contentType", content_type.as_ref())
        });
        let integrity = self
            .integrity
            .iter()
            .map(|(kind, value)| Element::new("podcast:integrity").attr("type", kind.word()).attr("value", value));
        Element::new("podcast:alternateEnclosure")
            .attr("type", &self.media_type)
            .attr_if("length", self.length)
            .attr_if("bitrate", self.bitrate.as_ref())
            .attr_if("height", self.height)
            .attr_if("lang", self.lang.as_ref())
            .attr_if("title", self.title.as_ref())
            .attr_if("rel", self.rel.as_ref())
            .attr_if("codecs", self.codecs.as_ref())
            .attr_if("default", self.default.then_some("true"))
            .children(sources)
            .children(integrity)
    }
}

impl AlternateEnclosure {
    /// What the author wrote over what was measured. Written sources come after the file's own address.
    pub fn over(&self, measured: Alternate) -> Alternate {
        let text = |written: &Option<Spanned<String>>, other: Option<String>| {
            written.as_ref().map(|text| text.value.clone()).or(other)
        };
        let mut sources = measured.sources;
        sources.extend(
            self.source.iter().map(|s| (s.uri.value.clone(), s.content_type.as_ref().map(|t| t.value.clone()))),
        );
        Alternate {
            media_type: self.r#type.as_ref().map(|name| name.value.clone()).unwrap_or(measured.media_type),
            length: self.length.as_ref().map(|length| length.value).or(measured.length),
            bitrate: self.bitrate.as_ref().map(|bitrate| bitrate.0.clone()).or(measured.bitrate),
            height: self.height.as_ref().map(|height| height.value).or(measured.height),
            lang: self.lang.as_ref().map(|lang| lang.0.clone()).or(measured.lang),
            title: text(&self.title, measured.title),
            rel: text(&self.rel, measured.rel),
            codecs: text(&self.codecs, measured.codecs),
            default: self.default.unwrap_or(measured.default),
            sources,
            integrity: self.integrity.as_ref().map(|i| (i.r#type.value, i.value.value.clone())).or(measured.integrity),
        }
    }

    /// That there is something to play, and that the integrity is one.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        if self.file.is_none() && (self.r#type.is_none() || self.source.is_empty()) {
            let message = "this alternate has no file, and not both a type and a source";
            let finding = Diagnostic::new(&KEY_MISSING, &self.place, message)
                .help("add `file`, or `type` and `source = [\"https://…\"]`");
            findings.push(finding);
        }
        findings.extend(self.integrity.as_ref().and_then(|integrity| judge(integrity.r#type.value, &integrity.value)));
        findings
    }
}

fn judge_integrity(node: Node<'_>) -> Vec<Diagnostic> {
    let kind = Value::named(node, "type").and_then(|kind| IntegrityType::of_word(kind.trimmed()));
    let value = Value::filled(node, "value");
    kind.zip(value).and_then(|(kind, value)| judge(kind, &value)).into_iter().collect()
}

fn judge(kind: IntegrityType, value: &dyn Written) -> Option<Diagnostic> {
    let text = value.text();
    let (right, expected) = match kind {
        IntegrityType::Sri => (
            !text.is_empty() && text.split_whitespace().all(is_hash),
            "sha256-, sha384- or sha512- and the hash in base64",
        ),
        IntegrityType::PgpSignature => {
            let digits: String = text.split_whitespace().collect();
            (base64_bytes(&digits).is_some_and(|bytes| bytes > 0), "the signature in base64")
        }
    };
    let finding = || value.finding(&PODCAST_INTEGRITY_INVALID, "this integrity value cannot be read");
    (!right).then(|| finding().expected(expected))
}

/// `sha384-BASE64`, options after `?` ignored; the hash must have the length of its kind.
fn is_hash(text: &str) -> bool {
    let text = text.split('?').next().unwrap_or_default();
    let Some((kind, digest)) = text.split_once('-') else { return false };
    let bytes = match kind {
        "sha256" => 32,
        "sha384" => 48,
        "sha512" => 64,
        _ => return false,
    };
    base64_bytes(digest) == Some(bytes)
}

/// The bytes that a padded standard base64 text stands for (RFC 4648, 4); `None` if it is not one.
fn base64_bytes(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let right = text.len().is_multiple_of(4)
        && padding <= 2
        && digits.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'));
    right.then(|| (text.len() / 4 * 3).saturating_sub(padding))
}
