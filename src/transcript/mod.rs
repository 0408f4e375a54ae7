//! Transcripts: one model, a folder per format.
//!
//! A transcript is read from any of the formats people have (WebVTT, SRT, the JSON of the podcast namespace and of
//! recognisers, HTML, plain text, Markdown) into one [`Transcript`], and written into any of them. Readers answer with a
//! value and findings, whatever the text; what a target cannot hold is counted as [`Loss`]. No time is ever invented:
//! a text without times becomes a transcript without them.
//!
//! Left out: styles, regions and positions of captions, which mean nothing for sound.

mod builder;
mod decode;
mod detect;
mod glossary;
mod html;
mod json;
mod label;
mod lines;
mod lint;
mod loss;
mod model;
mod people;
mod raw;
mod rules;
mod shift;
mod srt;
mod stamp;
mod stats;
mod structure;
#[cfg(test)]
mod tests;
mod text;
mod timed;
mod vtt;

use std::sync::Arc;

pub use decode::decode;
pub use detect::detect;
pub use glossary::apply_glossary;
pub use html::{html_fragment, html_fragment_with};
pub use label::is_placeholder;
pub use lint::{LintOptions, lint, lint_with};
pub use loss::{Loss, Lost};
pub use model::{
    Cue, CueTime, Format, Heading, Intro, Origin, Paragraph, Part, SpokenCue, Transcript, Turn, Word, WriteOptions,
};
pub use people::{Likeness, likeness, name_speakers, person_for};
pub use rules::*;
pub use shift::{Change, shift};
pub use stats::{SpeakerStats, Stats, stats};
pub use structure::{with_structure, words_apart};

use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::Source;

/// Reads a text as a transcript of the given format; [`detect()`] knows which it is.
///
/// Every spoken word of the text is in the answer. Findings are about what the format's readers elsewhere would trip
/// over; [`lint()`] judges the transcript itself.
pub fn read(source: &Arc<Source>, format: Format) -> (Transcript, Vec<Diagnostic>) {
    match format {
        Format::Vtt => vtt::read(source),
        Format::Srt => srt::read(source),
        Format::Json => json::read(source),
        Format::Html => html::read(source),
        Format::Text | Format::Markdown => text::read(source),
    }
}

/// Reads a transcript and judges it, of audio that is `duration` long.
///
/// One cause, one finding: a text that could not be read at all is not also called empty.
pub fn read_and_lint(
    source: &Arc<Source>,
    format: Format,
    duration: Option<Millis>,
    people: &[&str],
    language: Option<&str>,
) -> (Transcript, Vec<Diagnostic>) {
    let (transcript, mut findings) = read(source, format);
    findings.extend(detect::another_format(source, format));
    let unreadable = findings.iter().any(|finding| finding.rule.id == TRANSCRIPT_UNREADABLE.id);
    if transcript.word_count() > 0 || !unreadable {
        let options = LintOptions { format: Some(format), people, language };
        findings.extend(lint_with(&transcript, source, duration, &options));
    }
    (transcript, findings)
}

/// Writes a transcript, and tells what the format could not take.
///
/// Cues without times cannot be written into the timed formats: ask [`Transcript::is_timed`] first. Where only some
/// words have times, the others join the timed cue before them.
pub fn write(transcript: &Transcript, format: Format, options: &WriteOptions) -> (String, Vec<Loss>) {
    (write_only(transcript, format, options), loss::losses(transcript, format, options))
}

/// Writes a transcript as [`write()`] does, where nobody asks what the format could not take.
pub fn write_only(transcript: &Transcript, format: Format, options: &WriteOptions) -> String {
    match format {
        Format::Vtt => vtt::write(transcript, options),
        Format::Srt => srt::write(transcript, options),
        Format::Json => json::write(transcript, options),
        Format::Html => html::write(transcript, options),
        Format::Text => text::write(transcript, options, text::Style::Plain),
        Format::Markdown => text::write(transcript, options, text::Style::Markdown),
    }
}
