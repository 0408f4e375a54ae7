//! FFmpeg's metadata file, version 1: `;FFMETADATA1`, then `[CHAPTER]` sections of `KEY=value` lines.
//!
//! `=`, `;`, `#`, `\` and line ends in values are escaped with `\`; lines that begin with `;` or `#` are remarks. START and
//! END count in units of TIMEBASE, of a nanosecond without one. Of the file's own tags those are kept that chapters have.

use std::ops::Range;
use std::sync::Arc;

use super::{CHAPTERS_START_INVALID, CHAPTERS_UNREADABLE, Chapter, Chapters, filled};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scalar::Millis;
use crate::source::Source;

pub(super) fn read(source: &Arc<Source>) -> (Chapters, Vec<Diagnostic>) {
    let mut chapters = Chapters::default();
    let mut diagnostics = Vec::new();
    if !source.text.starts_with(";FFMETADATA") {
        diagnostics.push(
            Diagnostic::new(
                &CHAPTERS_UNREADABLE,
                source.place(0..0),
                "FFmpeg does not take a file without its first line",
            )
            .severity(Severity::Warning)
            .expected("`;FFMETADATA1` as the first line")
            .fix(true, "write the first line", &source.place(0..0), ";FFMETADATA1\n"),
        );
    }
    let mut section: Option<Section> = None;
    let mut elsewhere = false;
    for range in logical_lines(&source.text) {
        let line = source.text.get(range.clone()).unwrap_or_default();
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with([';', '#']) {
            continue;
        }
        if trimmed.starts_with('[') && trimmed.ends_with(']') {
            finish(section.take(), source, &mut chapters, &mut diagnostics);
            elsewhere = trimmed != "[CHAPTER]";
            section = (!elsewhere).then(|| Section::new(range));
            continue;
        }
        let Some((key, value)) = key_and_value(line) else { continue };
        match &mut section {
            Some(section) => section.take(&key, value, range),
            None if !elsewhere => tag(&mut chapters, &key, &value),
            None => {}
        }
    }
    finish(section, source, &mut chapters, &mut diagnostics);
    (chapters, diagnostics)
}

pub(super) fn write(chapters: &Chapters) -> String {
    let mut out = String::from(";FFMETADATA1\n");
    let tags = [
        ("title", &chapters.title),
        ("artist", &chapters.author),
        ("album", &chapters.podcast_name),
        ("description", &chapters.description),
    ];
    for (key, value) in tags {
        if let Some(value) = value {
            out.push_str(&format!("{key}={}\n", escape(value)));
        }
    }
    for chapter in &chapters.with_ends(None).list {
        out.push_str(&format!("\n[CHAPTER]\nTIMEBASE=1/1000\nSTART={}\n", chapter.start.0));
        if let Some(end) = chapter.end {
            out.push_str(&format!("END={}\n", end.0));
        }
        if let Some(title) = &chapter.title {
            out.push_str(&format!("title={}\n", escape(title)));
        }
    }
    out
}

/// A `[CHAPTER]` section as it stands.
struct Section {
    place: Range<usize>,
    timebase: Option<String>,
    start: Option<(String, Range<usize>)>,
    end: Option<String>,
    title: Option<String>,
}

impl Section {
    fn new(place: Range<usize>) -> Section {
        Section { place, timebase: None, start: None, end: None, title: None }
    }

    fn take(&mut self, key: &str, value: String, line: Range<usize>) {
        self.place.end = line.end;
        match key.to_ascii_lowercase().as_str() {
            "timebase" => self.timebase = Some(value),
            "start" => self.start = Some((value, line)),
            "end" => self.end = Some(value),
            "title" => self.title = Some(value),
            _ => {}
        }
    }
}

fn finish(section: Option<Section>, source: &Arc<Source>, chapters: &mut Chapters, found: &mut Vec<Diagnostic>) {
    let Some(section) = section else { return };
    let base = match &section.timebase {
        None => Some((1, 1_000_000_000)),
        Some(text) => timebase(text),
    };
    let time = |text: &str| base.and_then(|base| millis(text.trim(), base));
    let start = section.start.as_ref().and_then(|(text, _)| time(text));
    let Some(start) = start else {
        let range = section.start.map_or(section.place, |(_, range)| range);
        found.push(
            Diagnostic::new(&CHAPTERS_START_INVALID, source.place(range), "a chapter's start can't be read")
                .expected("`START=` a whole number, after `TIMEBASE=1/1000`"),
        );
        return;
    };
    let mut chapter = Chapter::new(start).title(section.title.as_deref().unwrap_or_default());
    chapter.end = section.end.as_deref().and_then(time);
    chapter.place = Some(source.place(section.place));
    chapters.list.push(chapter);
}

fn tag(chapters: &mut Chapters, key: &str, value: &str) {
    match key.to_ascii_lowercase().as_str() {
        "title" => chapters.title = filled(value),
        "artist" => chapters.author = filled(value),
        "album" => chapters.podcast_name = filled(value),
        "description" => chapters.description = filled(value),
        _ => {}
    }
}

fn timebase(text: &str) -> Option<(u64, u64)> {
    let (numerator, denominator) = text.trim().split_once('/')?;
    let (numerator, denominator) = (numerator.trim().parse().ok()?, denominator.trim().parse().ok()?);
    (numerator > 0 && denominator > 0).then_some((numerator, denominator))
}

/// Units of a time base in milliseconds, rounded half up.
fn millis(text: &str, (numerator, denominator): (u64, u64)) -> Option<Millis> {
    let units: u64 = text.parse().ok()?;
    let (denominator, twice) = (u128::from(denominator), 2 * u128::from(denominator));
    let doubled = u128::from(units).checked_mul(u128::from(numerator))?.checked_mul(2000)?;
    u64::try_from(doubled.checked_add(denominator)? / twice).ok().map(Millis)
}

/// The lines of a text, where a line end after `\` is none.
fn logical_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (i, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' | b'\r' if !escaped => {
                lines.push(start..i);
                start = i + 1;
            }
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    lines.push(start..text.len());
    lines
}

/// Key and value, unescaped; the key ends at the first `=` that is not escaped.
fn key_and_value(line: &str) -> Option<(String, String)> {
    let mut key = None;
    let mut text = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '=' if key.is_none() => key = Some(std::mem::take(&mut text)),
            c => text.push(c),
        }
    }
    key.map(|key| (key.trim().to_string(), text))
}

fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, '=' | ';' | '#' | '\\' | '\n' | '\r') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
