//! Audacity's label tracks: `START<tab>END<tab>text`, seconds with decimals, a line per label.
//!
//! A label whose end is its start marks a point. Lines that begin with `\` hold a frequency range and are passed over. A
//! decimal comma is read; a full stop is written, with Audacity's six decimals.

use std::sync::Arc;

use super::{CHAPTERS_START_INVALID, Chapter, Chapters, Format, one_line, text_lines};
use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::Source;

pub(super) fn read(source: &Arc<Source>) -> (Chapters, Vec<Diagnostic>) {
    let mut chapters = Chapters::default();
    let mut diagnostics = Vec::new();
    for (offset, line) in text_lines(&source.text) {
        if line.trim().is_empty() || line.starts_with('\\') {
            continue;
        }
        let place = source.place(offset..offset + line.len());
        let Some((start, end, title)) = label(line) else {
            diagnostics.push(
                Diagnostic::new(&CHAPTERS_START_INVALID, place, "a label does not begin with its times")
                    .expected("start, tab, end, tab, text: seconds such as `94.500000`"),
            );
            continue;
        };
        let end = end.filter(|end| *end != start);
        chapters.list.push(Chapter { end, place: Some(place), ..Chapter::new(start).title(title) });
    }
    (chapters, diagnostics)
}

pub(super) fn write(chapters: &Chapters) -> String {
    let seconds = |time: Millis| format!("{}.{:03}000", time.0 / 1000, time.0 % 1000);
    let line = |chapter: &Chapter| {
        let end = chapter.end.unwrap_or(chapter.start);
        format!("{}\t{}\t{}\n", seconds(chapter.start), seconds(end), one_line(chapter.title.as_deref()))
    };
    chapters.list.iter().map(line).collect()
}

/// Whether a line is a label.
pub(super) fn recognise(line: &str) -> Option<Format> {
    label(line).map(|_| Format::Audacity)
}

/// Start, end and text; the oldest form has no end.
fn label(line: &str) -> Option<(Millis, Option<Millis>, &str)> {
    let (start, rest) = line.split_once('\t')?;
    let start = seconds(start)?;
    match rest.split_once('\t') {
        Some((end, text)) => Some((start, Some(seconds(end)?), text)),
        None => match seconds(rest) {
            Some(end) => Some((start, Some(end), "")),
            None => Some((start, None, rest)),
        },
    }
}

fn seconds(text: &str) -> Option<Millis> {
    Millis::parse_seconds(&text.trim().replace(',', "."))
}
