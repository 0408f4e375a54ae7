//! Judging chapters, wherever they come from.
//!
//! What can't be read at all is said by the readers; here stands what is legible and wrong.

use super::*;
use crate::diagnostic::{At, Severity};

/// How far one chapter may reach into the next: times are rounded in many formats.
const TOLERANCE: Millis = Millis(1000);

/// A shorter chapter is said.
const SHORTEST: Millis = Millis::from_secs(10);

/// Judges chapters in their own order.
///
/// `duration` is that of the audio, if it is known; `format` what the chapters were read from, for the formats that are
/// stricter or laxer than the rest.
pub fn lint(chapters: &Chapters, duration: Option<Millis>, format: Option<Format>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    match chapters.list.as_slice() {
        [] => found.push(Diagnostic::new(&CHAPTERS_EMPTY, whole(chapters), "there is no chapter")),
        [one] => found.push(
            Diagnostic::new(&CHAPTERS_EMPTY, at(chapters, one), "there is a single chapter")
                .severity(Severity::Advice)
                .help("mark at least one more place, or publish no chapters"),
        ),
        _ => {}
    }
    found.extend(lint_marks(chapters, format));
    overlap(chapters, format, &mut found);
    too_short(chapters, duration, &mut found);
    for chapter in &chapters.list {
        if let Some(duration) = duration.filter(|duration| chapter.start >= *duration) {
            found.push(
                Diagnostic::new(
                    &CHAPTERS_PAST_END,
                    at(chapters, chapter),
                    "a chapter starts after the end of the audio",
                )
                .found(chapter.start.clock_millis())
                .expected(format!("a start before {}", duration.clock_millis())),
            );
        }
    }
    let first = chapters.list.iter().filter(|chapter| chapter.toc).min_by_key(|chapter| chapter.start);
    if let Some(first) = first.filter(|first| first.start > TOLERANCE) {
        found.push(
            Diagnostic::new(&CHAPTERS_FIRST_LATE, at(chapters, first), "the first chapter does not start at 0")
                .found(first.start.clock_millis())
                .help("add an opening chapter at 00:00:00"),
        );
    }
    found
}

/// Judges what one chapter says after the other: their order and their titles.
pub(super) fn lint_marks(chapters: &Chapters, format: Option<Format>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    order(chapters, format, &mut found);
    for chapter in chapters.list.iter().filter(|chapter| chapter.toc && chapter.title.is_none()) {
        let message = format!("the chapter at {} has no title", chapter.start.clock_millis());
        let severity = if format == Some(Format::Psc) { Severity::Error } else { CHAPTERS_TITLE_MISSING.severity };
        found.push(Diagnostic::new(&CHAPTERS_TITLE_MISSING, at(chapters, chapter), message).severity(severity));
    }
    found
}

/// Chapters that are over at once, told by their ends, else the next visible start and, for the last, the end of the audio.
fn too_short(chapters: &Chapters, duration: Option<Millis>, found: &mut Vec<Diagnostic>) {
    let mut visible: Vec<&Chapter> = chapters.list.iter().filter(|chapter| chapter.toc).collect();
    visible.sort_by_key(|chapter| chapter.start);
    let ends = visible.iter().skip(1).map(|next| Some(next.start)).chain([duration]);
    for (chapter, end) in visible.iter().zip(ends) {
        // Two at one moment, or one behind the end, are other faults.
        let end = chapter.end.filter(|own| *own > chapter.start).or(end);
        let length = end.map(|end| end.since(chapter.start)).filter(|length| *length > Millis(0));
        if let Some(length) = length.filter(|length| *length < SHORTEST) {
            found.push(
                Diagnostic::new(&CHAPTERS_TOO_SHORT, at(chapters, chapter), "a chapter is over within seconds")
                    .found(format!("{} s", length.seconds()))
                    .expected("10 s at least, better 30"),
            );
        }
    }
}

fn order(chapters: &Chapters, format: Option<Format>, found: &mut Vec<Diagnostic>) {
    for (before, chapter) in chapters.list.iter().zip(chapters.list.iter().skip(1)) {
        let (message, severity) = if chapter.start < before.start {
            let severity = if format == Some(Format::Psc) { Severity::Warning } else { CHAPTERS_ORDER.severity };
            ("a chapter starts before the one above it", severity)
        } else if chapter.start == before.start && chapter.toc && before.toc {
            ("two chapters start at the same time", Severity::Warning)
        } else {
            continue;
        };
        let mut one = Diagnostic::new(&CHAPTERS_ORDER, at(chapters, chapter), message)
            .severity(severity)
            .found(chapter.start.clock_millis())
            .expected(format!("a start after {}", before.start.clock_millis()));
        if let Some(place) = &before.place {
            one = one.related(place, "the chapter above");
        }
        found.push(one);
    }
}

fn overlap(chapters: &Chapters, format: Option<Format>, found: &mut Vec<Diagnostic>) {
    let mut next: Option<&Chapter> = None;
    let mut overlaps = Vec::new();
    for chapter in chapters.list.iter().rev() {
        if let Some(end) = chapter.end {
            // WebVTT nests sub-chapters: one that lies inside is no overlap.
            let nested = |next: &Chapter| format == Some(Format::Vtt) && next.end.is_some_and(|inner| inner <= end);
            let later =
                next.filter(|next| next.start >= chapter.start && end > next.start.plus(TOLERANCE) && !nested(next));
            if end <= chapter.start {
                overlaps.push(
                    Diagnostic::new(&CHAPTERS_OVERLAP, at(chapters, chapter), "a chapter does not end after its start")
                        .found(end.clock_millis())
                        .expected(format!("an end after {}", chapter.start.clock_millis())),
                );
            } else if let Some(later) = later {
                let mut one = Diagnostic::new(
                    &CHAPTERS_OVERLAP,
                    at(chapters, chapter),
                    "a chapter ends after the next has begun",
                )
                .found(end.clock_millis())
                .expected(format!("an end at {} or before", later.start.clock_millis()));
                if let Some(place) = &later.place {
                    one = one.related(place, "the next chapter");
                }
                overlaps.push(one);
            }
        }
        if chapter.toc {
            next = Some(chapter);
        }
    }
    found.extend(overlaps.into_iter().rev());
}

fn at(chapters: &Chapters, chapter: &Chapter) -> At {
    chapter.place.as_ref().map_or_else(|| whole(chapters), At::from)
}

/// A finding about the file as a whole has no line.
fn whole(chapters: &Chapters) -> At {
    chapters.place.as_ref().map_or(At::Nowhere, |place| At::File(place.source.name.clone()))
}
