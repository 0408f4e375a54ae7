//! WebVTT chapters (W3C WebVTT, sections 4 and 6): a cue per chapter, its text is the title.
//!
//! Blocks without a timing line (NOTE, STYLE, REGION, the header's own lines) are passed over; tags are taken out of titles.
//! Nested cues stay as they are. WebVTT demands an end: a chapter that has none, with none after it, is written with
//! [`OPEN`], and a cue with that end is read as one without.

use std::sync::Arc;

use super::{CHAPTERS_START_INVALID, CHAPTERS_UNREADABLE, Chapter, Chapters, one_line, text_lines};
use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::Source;

/// `99:59:59.999`: to the end, whenever that is.
const OPEN: Millis = Millis(359_999_999);

pub(super) fn read(source: &Arc<Source>) -> (Chapters, Vec<Diagnostic>) {
    let mut chapters = Chapters::default();
    let mut diagnostics = Vec::new();
    let header = source.text.strip_prefix("WEBVTT");
    if !header.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])) {
        diagnostics.push(
            Diagnostic::new(&CHAPTERS_UNREADABLE, source.place(0..0), "the file does not begin with `WEBVTT`")
                .expected("`WEBVTT` alone on the first line"),
        );
    }
    let mut open: Option<(Chapter, String)> = None;
    for (offset, line) in text_lines(&source.text) {
        let place = source.place(offset..offset + line.len());
        if line.contains("-->") {
            chapters.list.extend(open.take().map(close));
            match timing(line) {
                Some((start, end)) => {
                    if let Some(comma) = line.find(',').filter(|_| timing_has_comma(line)) {
                        diagnostics.push(
                            Diagnostic::new(
                                &CHAPTERS_START_INVALID,
                                &place,
                                "a comma in a time makes browsers drop the cue",
                            )
                            .expected("a full stop: `00:04:10.500`")
                            .found(line.get(..comma + 1).unwrap_or_default()),
                        );
                    }
                    let end = (end != OPEN).then_some(end);
                    open = Some((Chapter { end, place: Some(place), ..Chapter::new(start) }, String::new()));
                }
                None => diagnostics.push(
                    Diagnostic::new(&CHAPTERS_START_INVALID, place, "a timing line can't be read")
                        .found(line.trim())
                        .expected("`00:00:00.000 --> 00:04:10.500`"),
                ),
            }
        } else if line.is_empty() {
            chapters.list.extend(open.take().map(close));
        } else if let Some((_, title)) = &mut open {
            title.push_str(line);
            title.push(' ');
        }
    }
    chapters.list.extend(open.map(close));
    (chapters, diagnostics)
}

fn close((chapter, title): (Chapter, String)) -> Chapter {
    chapter.title(&one_line(Some(&plain(&title))))
}

/// Start and end; settings after the end are for captions.
fn timing(line: &str) -> Option<(Millis, Millis)> {
    let (start, rest) = line.split_once("-->")?;
    let time = |text: &str| text.contains(':').then(|| Millis::parse(&text.replace(',', "."))).flatten();
    Some((time(start.trim())?, time(rest.split_whitespace().next()?)?))
}

fn timing_has_comma(line: &str) -> bool {
    line.split_once("-->").is_some_and(|(start, rest)| {
        start.contains(',') || rest.split_whitespace().next().is_some_and(|end| end.contains(','))
    })
}

/// Cue text without tags, its references resolved.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if tail.starts_with('<') {
            rest = tail.find('>').and_then(|end| tail.get(end + 1..)).unwrap_or_default();
        } else {
            let known = REFERENCES.iter().find_map(|(name, c)| tail.strip_prefix(name).map(|after| (c, after)));
            let (c, after) = known.unwrap_or((&"&", tail.get(1..).unwrap_or_default()));
            out.push_str(c);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The references of WebVTT's own syntax (section 4.2.2).
const REFERENCES: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{a0}"),
    ("&lrm;", "\u{200e}"),
    ("&rlm;", "\u{200f}"),
    ("&quot;", "\""),
    ("&#39;", "'"),
];

pub(super) fn write(chapters: &Chapters) -> String {
    let mut list = chapters.with_ends(None).list;
    // Of chapters that begin together the longer is the outer.
    list.sort_by_key(|chapter| (chapter.start, std::cmp::Reverse(chapter.end.unwrap_or(OPEN))));
    nest(&mut list);
    let mut out = String::from("WEBVTT\n");
    for chapter in &list {
        let end = chapter.end.unwrap_or(OPEN);
        let title = one_line(chapter.title.as_deref()).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        out.push_str(&format!("\n{} --> {}\n", chapter.start.clock_millis(), end.clock_millis()));
        if !title.is_empty() {
            out.push_str(&title);
            out.push('\n');
        }
    }
    out
}

/// Cuts each chapter that would partly overlap a later one: WebVTT chapters lie side by side or one inside the other.
fn nest(list: &mut [Chapter]) {
    let mut open: Vec<usize> = Vec::new();
    for i in 0..list.len() {
        let Some((start, end)) = list.get(i).map(|chapter| (chapter.start, chapter.end.unwrap_or(OPEN))) else {
            continue;
        };
        while let Some(outer) = open.last().and_then(|outer| list.get_mut(*outer)) {
            let outer_end = outer.end.unwrap_or(OPEN);
            if outer_end > start && outer_end >= end {
                break;
            }
            if outer_end > start {
                outer.end = Some(start);
            }
            open.pop();
        }
        open.push(i);
    }
}
