//! Reads SRT: whatever has timing lines, with or without counters, empty lines, hours, milliseconds.

use std::ops::Range;
use std::sync::Arc;

use super::super::lines::{lines, trimmed};
use super::super::model::Transcript;
use super::super::raw::{Item, RawCue, assemble};
use super::super::rules::{CUE_EMPTY, SRT_STRUCTURE_INVALID};
use super::super::stamp;
use super::super::vtt::{Dialect, payload};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scalar::Millis;
use crate::source::Source;

/// Reads an SRT or SBV file.
pub(in crate::transcript) fn read(source: &Arc<Source>) -> (Transcript, Vec<Diagnostic>) {
    let text = source.text.as_str();
    let lines = lines(text);
    let content = |i: usize| lines.get(i).and_then(|line| text.get(line.clone())).unwrap_or_default();
    let timings: Vec<(usize, Timing)> =
        lines.iter().enumerate().filter_map(|(i, line)| Some((i, timing(text, line)?))).collect();
    // Whether the file counts its cues is seen above its first timing line.
    let first = timings.first().map_or(lines.len(), |(i, _)| *i);
    let counts = first.checked_sub(1).is_some_and(|above| is_counter(content(above)));

    let mut transcript = Transcript::default();
    let mut findings = Vec::new();
    let before: Vec<&str> = (0..first.saturating_sub(usize::from(counts)))
        .map(|i| content(i).trim())
        .filter(|line| !line.is_empty())
        .collect();
    if !before.is_empty() {
        let message = if timings.is_empty() { "no timing line" } else { "text before the first cue" };
        findings.push(Diagnostic::new(
            &SRT_STRUCTURE_INVALID,
            source.place(0..lines.get(first).map_or(text.len(), |l| l.start)),
            message,
        ));
        if !timings.is_empty() {
            transcript.comments.push(before.join("\n"));
        }
    }
    let mut items = Vec::with_capacity(timings.len());
    if timings.is_empty() && !before.is_empty() {
        items.push(Item::Cue(cue(text, 0..text.len(), None, None, &before.join("\n"))));
    }
    for (n, (at, timing)) in timings.iter().enumerate() {
        let next = timings.get(n + 1).map_or(lines.len(), |(i, _)| *i);
        let counter =
            n + 1 < timings.len() && counts && next.checked_sub(1).is_some_and(|i| i > *at && is_counter(content(i)));
        let end = next - usize::from(counter);
        report_timing(source, timing, &mut findings);
        report_gaps(source, &lines, *at, end, next < lines.len(), &mut findings);
        let body: Vec<&str> = (at + 1..end).map(content).filter(|line| !line.trim().is_empty()).collect();
        let timing_line = lines.get(*at).cloned().unwrap_or(0..0);
        if body.is_empty() {
            findings.push(Diagnostic::new(&CUE_EMPTY, source.place(timing_line), "a cue without text"));
            continue;
        }
        let span = timing_line.start..lines.get(end - 1).map_or(timing_line.end, |line| line.end);
        items.push(Item::Cue(cue(text, span, timing.start, timing.end, &body.join("\n"))));
    }
    transcript.parts = assemble(items);
    (transcript, findings)
}

fn cue(text: &str, span: Range<usize>, start: Option<Millis>, end: Option<Millis>, body: &str) -> RawCue {
    let (runs, _) = payload(body, start, end, Dialect::Srt);
    RawCue { start, end, runs, span: trimmed(text, &span), ends_paragraph: false }
}

/// A timing line.
struct Timing {
    start: Option<Millis>,
    end: Option<Millis>,
    span: Range<usize>,
    strict: bool,
}

fn timing(text: &str, line: &Range<usize>) -> Option<Timing> {
    let content = text.get(line.clone())?;
    if !content.trim_start().as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let span = trimmed(text, line);
    for arrow in ["-->", "—>", "–>", "->"] {
        if let Some((left, right)) = content.split_once(arrow) {
            let right = right.trim_start();
            let end_text = right.split_whitespace().next().unwrap_or_default();
            let (start, end) = (stamp::lenient(&close_up(left)), stamp::lenient(end_text));
            if start.is_none() && end.is_none() && arrow != "-->" {
                return None;
            }
            let strict = arrow == "-->" && left.ends_with(' ') && strict(left.trim()) && strict(right);
            return Some(Timing { start, end, span, strict });
        }
    }
    let (left, right) = content.trim().split_once(',')?;
    let clock = |text: &str| if text.contains(':') { stamp::lenient(text) } else { None };
    match (clock(left), clock(right)) {
        (None, None) => None,
        (None, Some(_)) | (Some(_), None) if !(left.contains(':') && right.contains(':') && right.contains('.')) => {
            None
        }
        (start, end) => Some(Timing { start, end, span, strict: false }),
    }
}

/// `00:00: 01, 500`, as translators' programs leave it.
fn close_up(text: &str) -> String {
    text.split_whitespace().collect()
}

/// `HH:MM:SS,mmm`, and nothing else.
fn strict(text: &str) -> bool {
    let Some((clock, millis)) = text.split_once(',') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = clock.split(':');
    millis.len() == 3
        && digits(millis)
        && parts.next().is_some_and(|hours| hours.len() >= 2 && digits(hours))
        && parts.next().is_some_and(|part| part.len() == 2 && digits(part) && part < "60")
        && parts.next().is_some_and(|part| part.len() == 2 && digits(part) && part < "60")
        && parts.next().is_none()
}

fn report_timing(source: &Arc<Source>, timing: &Timing, findings: &mut Vec<Diagnostic>) {
    let place = source.place(timing.span.clone());
    let found = place.text().to_string();
    match (timing.start, timing.end) {
        _ if timing.strict => {}
        (Some(start), Some(end)) => findings.push(
            Diagnostic::new(&SRT_STRUCTURE_INVALID, &place, "a timing line in a form that strict apps skip")
                .severity(Severity::Warning)
                .found(found)
                .expected("HH:MM:SS,mmm --> HH:MM:SS,mmm")
                .fix(true, "write it in the strict form", &place, format!("{} --> {}", comma(start), comma(end))),
        ),
        _ => findings.push(
            Diagnostic::new(&SRT_STRUCTURE_INVALID, &place, "a timing line that no reader understands")
                .found(found)
                .expected("HH:MM:SS,mmm --> HH:MM:SS,mmm"),
        ),
    }
}

/// Empty lines inside a cue, and none between two.
fn report_gaps(
    source: &Arc<Source>,
    lines: &[Range<usize>],
    timing: usize,
    end: usize,
    another_follows: bool,
    findings: &mut Vec<Diagnostic>,
) {
    let empty = |i: usize| lines.get(i).is_none_or(|line| trimmed(&source.text, line).is_empty());
    let last_text = (timing + 1..end).rev().find(|i| !empty(*i));
    let Some(last_text) = last_text else { return };
    if let Some(gap) = (timing + 1..last_text).find(|i| empty(*i)) {
        let behind = lines.get(gap + 1).map_or(0..0, |line| trimmed(&source.text, line));
        let message = "an empty line inside a cue: players end the cue there and lose what follows";
        findings.push(Diagnostic::new(&SRT_STRUCTURE_INVALID, source.place(behind), message));
    }
    if another_follows && last_text + 1 == end {
        let start = lines.get(end).map_or(0, |line| line.start);
        let place = source.place(start..start);
        let message = "no empty line between two cues";
        findings.push(Diagnostic::new(&SRT_STRUCTURE_INVALID, &place, message).fix(
            true,
            "add the empty line",
            &place,
            "\n",
        ));
    }
}

/// `00:00:01,500`.
pub(super) fn comma(time: Millis) -> String {
    let mut text = time.clock_millis();
    let fraction = text.len() - ".000".len();
    text.replace_range(fraction..=fraction, ",");
    text
}

fn is_counter(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
