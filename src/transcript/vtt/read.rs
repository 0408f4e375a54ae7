//! Reads WebVTT files: section 4 (syntax) with what section 6 (parsing) survives, and with what it does not.
//!
//! Text that browsers drop (behind an empty line, under a broken timing line) is kept and reported.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::super::lines::{lines, trimmed};
use super::super::model::{Heading, Origin, Transcript};
use super::super::raw::{Item, RawCue, assemble};
use super::super::rules::{
    CUE_EMPTY, VTT_HEADER_INVALID, VTT_MARKUP_INVALID, VTT_TEXT_OUTSIDE_CUE, VTT_TIMESTAMP_INVALID,
};
use super::super::stamp;
use super::{Dialect, payload};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::scalar::Millis;
use crate::source::Source;

/// Reads a WebVTT file.
pub(in crate::transcript) fn read(source: &Arc<Source>) -> (Transcript, Vec<Diagnostic>) {
    let lines = lines(&source.text);
    let mut reader = Reader {
        source,
        findings: Vec::new(),
        transcript: Transcript::default(),
        items: Vec::new(),
        pending: None,
        identifiers: HashSet::new(),
    };
    let from = reader.header(&lines);
    reader.blocks(lines.get(from..).unwrap_or_default());
    reader.flush();
    reader.transcript.parts = assemble(reader.items);
    (reader.transcript, reader.findings)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    findings: Vec<Diagnostic>,
    transcript: Transcript,
    items: Vec<Item>,
    pending: Option<Pending>,
    identifiers: HashSet<&'a str>,
}

/// A cue that is being read.
struct Pending {
    start: Option<Millis>,
    end: Option<Millis>,
    timing: Range<usize>,
    lines: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn text(&self, range: &Range<usize>) -> &'a str {
        self.source.text.get(range.clone()).unwrap_or_default()
    }

    /// The first line and what stands right below it; answers with the number of the line to go on from.
    fn header(&mut self, lines: &[Range<usize>]) -> usize {
        let first = lines.first().cloned().unwrap_or(0..0);
        let title = self.text(&first);
        let right = title.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        if !right {
            let finding = Diagnostic::new(
                &VTT_HEADER_INVALID,
                self.source.place(first.clone()),
                "the file does not begin with WEBVTT",
            )
            .found(title.chars().take(40).collect::<String>())
            .expected("WEBVTT on a line of its own");
            let place = self.source.place(0..0);
            self.findings.push(finding.fix(true, "write the line", &place, "WEBVTT\n\n"));
            let meant = title.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("WEBVTT"));
            return usize::from(meant && !title.contains("-->"));
        }
        for (i, line) in lines.iter().enumerate().skip(1) {
            let text = self.text(line);
            if text.contains("-->") {
                let place = self.source.place(line.start..line.start);
                let finding =
                    Diagnostic::new(&VTT_HEADER_INVALID, &place, "no empty line between the header and the first cue")
                        .severity(Severity::Warning)
                        .fix(true, "add the empty line", &place, "\n");
                self.findings.push(finding);
                return i;
            }
            if text.is_empty() {
                return i;
            }
            if let Some(language) = text.strip_prefix("Language:") {
                self.language(language);
            }
        }
        lines.len()
    }

    fn language(&mut self, text: &str) {
        let language = text.trim();
        if !language.is_empty() {
            self.transcript.language.get_or_insert_with(|| language.to_string());
        }
    }

    fn blocks(&mut self, lines: &[Range<usize>]) {
        let mut at = 0;
        while at < lines.len() {
            let length = lines.iter().skip(at).take_while(|line| !line.is_empty()).count();
            let block = lines.get(at..at + length).unwrap_or_default();
            at += length + 1;
            if !block.is_empty() {
                let next = lines.iter().skip(at).find(|line| !line.is_empty());
                let before_cue = next.is_some_and(|line| self.text(line).contains("-->"));
                self.block(block, before_cue);
            }
        }
    }

    fn block(&mut self, block: &[Range<usize>], before_cue: bool) {
        let Some(first) = block.first() else { return };
        let word = self.text(first);
        if let Some(rest) = word.strip_prefix("NOTE").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return self.note(rest, block);
        }
        let arrow = |line: &Range<usize>| self.text(line).contains("-->");
        if matches!(word.trim_end(), "STYLE" | "REGION") && !block.get(1).is_some_and(arrow) {
            return;
        }
        let Some(timing) = block.iter().position(arrow) else { return self.outside(block, before_cue) };
        if timing > 1 {
            self.outside(block.get(..timing - 1).unwrap_or_default(), false);
        }
        if let Some(line) = timing.checked_sub(1).and_then(|i| block.get(i)) {
            self.identifier(line);
        }
        for (i, line) in block.iter().enumerate().skip(timing) {
            if self.text(line).contains("-->") {
                self.begin(line);
            } else if !(is_counter(self.text(line))
                && block.get(i + 1).is_some_and(|next| self.text(next).contains("-->")))
                && let Some(pending) = &mut self.pending
            {
                pending.lines.push(line.clone());
            }
        }
    }

    /// `NOTE language: en` and `NOTE heading 2: Words` are what podwright itself writes.
    fn note(&mut self, rest: &str, block: &[Range<usize>]) {
        let mut text = rest.trim().to_string();
        for line in block.iter().skip(1) {
            if self.text(line).contains("-->") {
                let message = "an arrow inside a NOTE makes it a cue for browsers";
                self.findings.push(Diagnostic::new(&VTT_MARKUP_INVALID, self.source.place(line.clone()), message));
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(self.text(line).trim_end());
        }
        if let Some(language) = text.strip_prefix("language:") {
            return self.language(language);
        }
        if let Some((level, words)) = text.strip_prefix("heading ").and_then(|rest| rest.split_once(": "))
            && let Ok(level @ 2..=4) = level.parse::<u8>()
        {
            self.flush();
            let origin = block.first().cloned().map(Origin::from).unwrap_or_default();
            self.items.push(Item::Heading(Heading { level, text: words.trim().to_string(), start: None, origin }));
            return;
        }
        if !text.is_empty() {
            self.transcript.comments.push(text);
        }
    }

    /// Lines that belong to no cue: kept with the cue before them.
    fn outside(&mut self, block: &[Range<usize>], before_cue: bool) {
        let kept: Vec<Range<usize>> = block
            .iter()
            .map(|line| trimmed(&self.source.text, line))
            .filter(|line| !line.is_empty() && self.text(line) != "WEBVTT")
            .collect();
        let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return };
        if before_cue && kept.len() == 1 && is_counter(self.text(first)) {
            return;
        }
        let place = self.source.place(first.start..last.end);
        match &mut self.pending {
            Some(pending) => {
                let message = "text behind an empty line: it belongs to no cue, and players show nothing of it";
                let finding = Diagnostic::new(&VTT_TEXT_OUTSIDE_CUE, place, message)
                    .help("delete the empty line above it, or give it a timing line");
                self.findings.push(finding);
                pending.lines.extend(kept);
            }
            None => {
                let message = "text before the first cue: players show nothing of it, and it is not read as speech";
                self.findings.push(Diagnostic::new(&VTT_TEXT_OUTSIDE_CUE, place, message).severity(Severity::Warning));
                let text: Vec<&str> = kept.iter().map(|line| self.text(line)).collect();
                self.transcript.comments.push(text.join("\n"));
            }
        }
    }

    fn identifier(&mut self, line: &Range<usize>) {
        let text = self.text(line).trim();
        if !text.is_empty() && !self.identifiers.insert(text) {
            let message = format!("the cue identifier '{text}' stands twice");
            self.findings.push(Diagnostic::new(&VTT_MARKUP_INVALID, self.source.place(line.clone()), message));
        }
    }

    /// A timing line: ends the cue before it and begins the next.
    fn begin(&mut self, line: &Range<usize>) {
        self.flush();
        let text = self.text(line);
        let Some((left, right)) = text.split_once("-->") else { return };
        let right_start = line.start + left.len() + 3;
        let start = trimmed(&self.source.text, &(line.start..line.start + left.len()));
        let end = trimmed(&self.source.text, &(right_start..right_start + right.len()));
        let end_length = self.text(&end).find([' ', '\t']).unwrap_or(end.len());
        let end = end.start..end.start + end_length;
        let mut told = false;
        for range in [&start, &end] {
            let (stamp, form) = (self.text(range), form(self.text(range)));
            if form == Form::Right || told {
                continue;
            }
            told = true;
            let place = self.source.place(range.clone());
            let read = stamp::lenient(stamp);
            let mut finding = Diagnostic::new(&VTT_TIMESTAMP_INVALID, &place, message(stamp, form, read.is_some()))
                .found(stamp)
                .expected("HH:MM:SS.mmm");
            if form == Form::Tolerated {
                finding = finding.severity(Severity::Warning);
            }
            if let Some(time) = read {
                finding = finding.fix(true, "write the time in the strict form", &place, time.clock_millis());
            }
            self.findings.push(finding);
        }
        self.pending = Some(Pending {
            start: stamp::lenient(self.text(&start)),
            end: stamp::lenient(self.text(&end)),
            timing: line.clone(),
            lines: Vec::new(),
        });
    }

    /// Takes in the cue that was being read.
    fn flush(&mut self) {
        let Some(pending) = self.pending.take() else { return };
        let (Some(first), Some(last)) = (pending.lines.first(), pending.lines.last()) else {
            self.empty(pending.timing);
            return;
        };
        let span = first.start..last.end;
        let contiguous = self.text(&span);
        let joined: String;
        let text = if contiguous.contains('\r') || contiguous.contains("\n\n") {
            joined = pending.lines.iter().map(|line| self.text(line)).collect::<Vec<_>>().join("\n");
            joined.as_str()
        } else {
            contiguous
        };
        let (runs, problems) = payload(text, pending.start, pending.end, Dialect::Vtt);
        if let Some(problem) = problems.first {
            let mut finding = Diagnostic::new(&VTT_MARKUP_INVALID, self.source.place(span.clone()), problem);
            if text.len() == contiguous.len() && !problems.escapes.is_empty() {
                let edit = |at: &usize| {
                    let place = self.source.place(span.start + at..span.start + at + 1);
                    let text = if place.text() == "<" { "&lt;" } else { "&amp;" };
                    Edit { place, text: text.to_string() }
                };
                let edits = problems.escapes.iter().map(edit).collect();
                finding.fix = Some(Fix { description: "escape it".to_string(), safe: true, edits });
            }
            self.findings.push(finding);
        }
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            self.empty(pending.timing);
            return;
        }
        self.items.push(Item::Cue(RawCue {
            start: pending.start,
            end: pending.end,
            runs,
            span: pending.timing.start..span.end,
            ends_paragraph: false,
        }));
    }

    fn empty(&mut self, timing: Range<usize>) {
        self.findings.push(Diagnostic::new(&CUE_EMPTY, self.source.place(timing), "a cue without text"));
    }
}

/// How near a time stamp is to the grammar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Right,
    /// Browsers take it, stricter apps do not.
    Tolerated,
    Rejected,
}

fn form(text: &str) -> Form {
    if stamp::strict(text).is_some() {
        return Form::Right;
    }
    let Some((clock, fraction)) = text.split_once('.') else { return Form::Rejected };
    if fraction.len() != 3 || !is_counter(fraction) {
        return Form::Rejected;
    }
    let sixty = |part: &str| part.len() == 2 && is_counter(part) && part < "60";
    let mut parts = clock.rsplit(':');
    let (Some(seconds), Some(minutes)) = (parts.next(), parts.next()) else { return Form::Rejected };
    if !sixty(seconds) || !sixty(minutes) {
        return Form::Rejected;
    }
    match (parts.next(), parts.next()) {
        (None, _) => Form::Right,
        (Some(hours), None) if is_counter(hours) => {
            if hours.len() == 2 {
                Form::Right
            } else {
                Form::Tolerated
            }
        }
        _ => Form::Rejected,
    }
}

fn message(stamp: &str, form: Form, read: bool) -> String {
    match (form, read) {
        (Form::Tolerated, _) => format!("{stamp} is read by browsers, but some apps drop the whole file for it"),
        (_, true) => format!("browsers do not read {stamp} as a time, and the cue is never shown"),
        (_, false) => format!("'{stamp}' is no time, and the cue is never shown"),
    }
}

fn is_counter(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
