//! Chapters as lines: mp4chaps (`HH:MM:SS.mmm Title`), plain lists (`HH:MM:SS Title`, hours only where needed), and OGM's
//! pairs (`CHAPTER01=00:00:00.000`, `CHAPTER01NAME=Title`), which are read but never written.
//!
//! A line without a time is a heading or a remark: it is passed over, unless no line has one.

use std::collections::HashMap;
use std::sync::Arc;

use super::{CHAPTERS_START_INVALID, CHAPTERS_UNREADABLE, Chapter, Chapters, Format, filled, one_line, text_lines};
use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::Source;

/// What stands between time and title.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// Blanks; whatever follows is the title.
    Blank,
    /// Blanks and perhaps one sign, as people type lists: `0:00 - Title`.
    Sign,
}

/// Reads either kind of lines, and OGM pairs.
pub(super) fn read(source: &Arc<Source>, separator: Separator) -> (Chapters, Vec<Diagnostic>) {
    let mut chapters = Chapters::default();
    let mut diagnostics = Vec::new();
    let mut numbered: HashMap<&str, usize> = HashMap::new();
    for (offset, raw) in text_lines(&source.text) {
        let line = raw.trim();
        let start = offset + raw.len() - raw.trim_start().len();
        let place = source.place(start..start + line.len());
        if let Some((number, key, value)) = ogm(line) {
            if key.eq_ignore_ascii_case("NAME") {
                if let Some(chapter) = numbered.get(number).and_then(|i| chapters.list.get_mut(*i)) {
                    chapter.title = filled(value);
                }
            } else if let Some(start) = Millis::parse(value.trim()) {
                numbered.insert(number, chapters.list.len());
                chapters.list.push(Chapter { place: Some(place), ..Chapter::new(start) });
            } else {
                diagnostics.push(wrong_time(value.trim(), place));
            }
        } else if let Some((start, rest)) = stamp(line) {
            let (end, title) = if separator == Separator::Sign { typed_title(start, rest) } else { (None, rest) };
            chapters.list.push(Chapter { end, place: Some(place), ..Chapter::new(start).title(title) });
        } else if line.split_whitespace().next().is_some_and(looks_like_time) {
            diagnostics.push(wrong_time(line.split_whitespace().next().unwrap_or_default(), place));
        }
    }
    if chapters.list.is_empty() && diagnostics.is_empty() && !source.text.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(&CHAPTERS_UNREADABLE, source.place(0..0), "no line begins with a time")
                .expected("lines such as `00:04:10 The harbour`"),
        );
    }
    (chapters, diagnostics)
}

fn wrong_time(found: &str, place: crate::source::Place) -> Diagnostic {
    Diagnostic::new(&CHAPTERS_START_INVALID, place, "a chapter's time can't be read")
        .found(found)
        .expected("hours, minutes and seconds: `00:04:10.500`")
}

/// Writes a line per chapter, the time in the given form.
pub(super) fn write(chapters: &Chapters, time: impl Fn(Millis) -> String) -> String {
    let mut out = String::new();
    for chapter in &chapters.list {
        let line = format!("{} {}", time(chapter.start), one_line(chapter.title.as_deref()));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The kind of lines that a line is of.
pub(super) fn recognise(line: &str) -> Option<Format> {
    let line = line.trim();
    if ogm(line).is_some() {
        return Some(Format::Mp4chaps);
    }
    let (_, rest) = stamp(line)?;
    let time = line.strip_suffix(rest).unwrap_or(line);
    Some(if time.contains('.') { Format::Mp4chaps } else { Format::List })
}

/// Whether a text begins with a line of a list, such as `[00:00] Intro`.
pub(super) fn is_chapter_line(text: &str) -> bool {
    stamp(text.lines().next().unwrap_or_default()).is_some()
}

/// The time that begins a line, perhaps in brackets, and what follows it. There is a colon in it: `12` is a number.
pub(super) fn stamp(line: &str) -> Option<(Millis, &str)> {
    let (inner, close) = match line.chars().next()? {
        '(' => (line.get(1..)?, Some(')')),
        '[' => (line.get(1..)?, Some(']')),
        _ => (line, None),
    };
    let end = inner.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(inner.len());
    let (time, rest) = inner.split_at_checked(end)?;
    // `0:00: Title` and `0:00. Title`: the last sign belongs to what follows.
    let time_only = time.trim_end_matches([':', '.']);
    let sign = time.len() > time_only.len();
    let rest = match close {
        Some(close) => rest.strip_prefix(close)?,
        None if sign => inner.get(time_only.len()..)?,
        None => rest,
    };
    let apart = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || is_sign(c));
    let start = if time_only.contains(':') { Millis::parse(time_only)? } else { return None };
    apart.then_some((start, rest))
}

/// The end, for those who type `0:00 - 4:10 Title`, and the title, without the one sign that may stand before each.
pub(super) fn typed_title(start: Millis, rest: &str) -> (Option<Millis>, &str) {
    let title = after_sign(rest);
    match stamp(title) {
        Some((end, rest)) if end > start => (Some(end), after_sign(rest)),
        _ => (None, title),
    }
}

fn after_sign(rest: &str) -> &str {
    let rest = rest.trim();
    rest.strip_prefix(is_sign).map_or(rest, str::trim_start)
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | ':' | '.' | '|' | '=' | '>' | '•')
}

fn looks_like_time(word: &str) -> bool {
    word.contains(':')
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',' | b'-'))
}

/// Number, rest of the key (`` or `NAME`) and value of an OGM line.
fn ogm(line: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = line.split_once('=')?;
    let rest = key.get(..7).filter(|word| word.eq_ignore_ascii_case("CHAPTER")).and_then(|_| key.get(7..))?;
    let (number, kind) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))?;
    let known = kind.is_empty() || kind.eq_ignore_ascii_case("NAME");
    (known && !number.is_empty()).then_some((number, kind, value))
}
