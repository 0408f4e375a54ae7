//! `<podcast:transcript>`: where a transcript of the episode lies.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/transcript>. The files themselves are the work of
//! [`crate::transcript`]; here is the key that names them, and the element that points at them.

use super::{ending, essence};
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, UrlUse, optional, required};
use crate::element::written::Written;
use crate::keys::{Language, PathOrUrl, Words};
use crate::scalar::nearest;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::empty("podcast:transcript", &["item"])
    .many()
    .with(&[
        required("url", Kind::Url(UrlUse::Secure)),
        required("type", Kind::MediaType),
        optional("language", Kind::Language),
        optional("rel", Kind::Own),
    ])
    .judged_by(judge)];

crate::rules! {
    /// Apps choose a transcript by its type; one of a type they do not know is as good as none.
    PODCAST_TRANSCRIPT_TYPE = "podcast-transcript-type": Warning, [Podcasting2], Safe;
        summary "a transcript of an outdated type, or of one that no app reads";
        bad "<podcast:transcript url=\"https://show.fm/1.srt\" type=\"application/srt\"/>";
        good "<podcast:transcript url=\"https://show.fm/1.srt\" type=\"application/x-subrip\"/>";
        source "Podcast namespace, <podcast:transcript>";
    /// An app that reads WebVTT as SRT shows nothing, or the times as words.
    PODCAST_TRANSCRIPT_MISMATCH = "podcast-transcript-mismatch": Error, [Podcasting2], Unsafe;
        summary "the ending of a transcript's address says another format than its type";
        bad "<podcast:transcript url=\"https://show.fm/1.srt\" type=\"text/vtt\"/>";
        good "<podcast:transcript url=\"https://show.fm/1.vtt\" type=\"text/vtt\"/>";
        source "our own judgement";
    /// `captions` promises times, so that apps show the words while they are spoken; plain text has none.
    PODCAST_TRANSCRIPT_CAPTIONS_UNTIMED = "podcast-transcript-captions-untimed": Warning, [Podcasting2], Safe;
        summary "captions without times, or another word than `captions`";
        bad "<podcast:transcript url=\"https://show.fm/1.txt\" type=\"text/plain\" rel=\"captions\"/>";
        good "<podcast:transcript url=\"https://show.fm/1.txt\" type=\"text/plain\"/>";
        source "Podcast namespace, <podcast:transcript>";
}

const SUBRIP: &str = "application/x-subrip";
const WEBVTT: &str = "text/vtt";

/// The types of transcripts that apps read, each with the endings of its files and with what it was called before.
const TYPES: &[(&str, &[&str], &[&str])] = &[
    (WEBVTT, &["vtt"], &["text/x-vtt", "application/vtt", "text/webvtt"]),
    (SUBRIP, &["srt"], &["application/srt", "application/x-srt", "text/srt", "text/x-srt"]),
    ("application/json", &["json"], &[]),
    ("text/html", &["html", "htm"], &[]),
    ("text/plain", &["txt"], &[]),
];

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

fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let written = Value::filled(node, "type");
    let essence = written.as_ref().map_or("", |written| essence(written.trimmed()));
    let is = |name: &&str| name.eq_ignore_ascii_case(essence);
    let meant = TYPES.iter().find(|(name, _, old)| is(name) || old.iter().any(is));
    // What is no media type at all is judged by its kind.
    if let Some(written) = written.as_ref().filter(|_| essence.contains('/')) {
        findings.extend(judge_type(written, essence, meant.map(|(name, ..)| *name)));
    }
    if let (Some((name, endings, _)), Some(written)) = (meant, &written) {
        findings.extend(judge_ending(node, written, name, endings));
    }
    if let Some(rel) = Value::named(node, "rel") {
        findings.extend(judge_rel(&rel, essence));
    }
    findings
}

fn judge_type(written: &dyn Written, essence: &str, meant: Option<&'static str>) -> Option<Diagnostic> {
    match meant {
        Some(name) if name.eq_ignore_ascii_case(essence) => None,
        Some(name) => {
            let message = format!("\"{essence}\" is an old name of `{name}`");
            let finding = written.finding(&PODCAST_TRANSCRIPT_TYPE, message).expected(name);
            Some(written.mended(finding, true, name))
        }
        None => {
            let message = format!("apps read no transcripts of the type \"{essence}\"");
            let finding = written.finding(&PODCAST_TRANSCRIPT_TYPE, message).severity(Severity::Advice);
            Some(match nearest(essence, TYPES.iter().map(|(name, ..)| *name)) {
                Some(near) => finding.expected(near).help(format!("did you mean `{near}`?")),
                None => finding
                    .expected("`text/vtt`, `application/x-subrip`, `application/json`, `text/html` or `text/plain`"),
            })
        }
    }
}

fn judge_ending(node: Node<'_>, written: &dyn Written, name: &str, endings: &[&str]) -> Option<Diagnostic> {
    let ending = ending(Value::filled(node, "url")?.trimmed())?;
    let by_ending = TYPES.iter().find(|(_, endings, _)| endings.contains(&ending.as_str()))?.0;
    (!endings.contains(&ending.as_str())).then(|| {
        let message = format!("the address ends in .{ending}, and the type is {name}");
        let finding = written.finding(&PODCAST_TRANSCRIPT_MISMATCH, message).expected(by_ending);
        written.mended(finding, false, by_ending)
    })
}

fn judge_rel(rel: &Value<'_>, essence: &str) -> Option<Diagnostic> {
    let captions = TranscriptRel::of_word(rel.trimmed()).is_some();
    if captions && !essence.eq_ignore_ascii_case("text/plain") {
        return None;
    }
    let attribute = rel.attribute?.place();
    let message = if captions {
        "plain text has no times, and captions need them".to_string()
    } else {
        format!("`rel` is \"{}\", and apps know only `captions`", rel.trimmed())
    };
    let finding = Diagnostic::new(&PODCAST_TRANSCRIPT_CAPTIONS_UNTIMED, &attribute, message).found(rel.trimmed());
    let blank = attribute.source.place(attribute.span.start.saturating_sub(1)..attribute.span.end);
    Some(finding.fix(true, "delete `rel`", &blank, ""))
}
