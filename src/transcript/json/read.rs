//! Reads JSON transcripts of every maker we know, and judges those of the podcast namespace.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::model::{CueTime, Transcript, Word};
use super::super::raw::{Item, RawCue, Run, assemble};
use super::super::rules::{CUE_EMPTY, TRANSCRIPT_JSON_END_MISSING, TRANSCRIPT_JSON_INVALID, TRANSCRIPT_UNREADABLE};
use super::places;
use super::shapes::{self, Found, Shape, recognise};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// Reads a JSON transcript.
pub(in crate::transcript) fn read(source: &Arc<Source>) -> (Transcript, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let root: Value = match serde_json::from_str(&source.text) {
        Ok(root) => root,
        Err(error) => {
            let at = offset(&source.text, error.line(), error.column());
            let message = format!("this is no JSON: {}", plain(&error));
            findings.push(Diagnostic::new(&TRANSCRIPT_UNREADABLE, source.place(at..at), message));
            return (Transcript::default(), findings);
        }
    };
    let Some(found) = recognise(&root) else {
        let place = source.place(0..0);
        let finding =
            Diagnostic::new(&TRANSCRIPT_JSON_INVALID, place, "no 'segments', and no other transcript that is known");
        findings.push(finding.expected("{ \"version\": \"1.0.0\", \"segments\": [ … ] }"));
        return (Transcript::default(), findings);
    };
    let places = places::elements(&source.text, found.key);
    let places = if places.len() == found.entries.len() { places } else { Vec::new() };
    report_shape(source, &root, &found, &mut findings);
    let mut transcript = Transcript { language: language(&root), ..Transcript::default() };
    let items = if found.shape == Shape::Aws {
        aws(&found.entries)
    } else {
        found
            .entries
            .iter()
            .enumerate()
            .filter_map(|(i, entry)| {
                let span = places.get(i).cloned();
                segment(source, found.shape, entry, span, found.entries.len() > i + 1, &mut findings).map(Item::Cue)
            })
            .collect()
    };
    transcript.parts = assemble(items);
    (transcript, findings)
}

fn language(root: &Value) -> Option<String> {
    let language = root.get("language").or_else(|| root.pointer("/result/language")).and_then(Value::as_str)?;
    Some(language.trim().to_string()).filter(|language| !language.is_empty())
}

fn report_shape(source: &Arc<Source>, root: &Value, found: &Found<'_>, findings: &mut Vec<Diagnostic>) {
    let place = source.place(0..usize::from(!source.text.is_empty()));
    if found.shape != Shape::Podcast {
        let message = format!("this is {}, which apps do not read", found.shape.name());
        findings.push(
            Diagnostic::new(&TRANSCRIPT_JSON_INVALID, place, message)
                .expected("segments with startTime, endTime and body")
                .help("'podwright transcript convert' writes it in the podcast namespace's form"),
        );
    } else if root.get("version").is_none() {
        let inside = source.text.find('{').map(|at| source.place(at + 1..at + 1));
        let finding = Diagnostic::new(&TRANSCRIPT_JSON_INVALID, place, "no version")
            .severity(Severity::Warning)
            .expected("\"version\": \"1.0.0\"");
        findings.push(match inside {
            Some(inside) => finding.fix(true, "write the version", &inside, "\n  \"version\": \"1.0.0\","),
            None => finding,
        });
    }
}

fn segment(
    source: &Arc<Source>,
    shape: Shape,
    value: &Value,
    span: Option<Range<usize>>,
    another_follows: bool,
    findings: &mut Vec<Diagnostic>,
) -> Option<RawCue> {
    let place = source.place(span.clone().unwrap_or(0..0));
    let Some(entry) = value.as_object() else {
        findings.push(Diagnostic::new(&TRANSCRIPT_JSON_INVALID, place, "a segment that is no object"));
        return None;
    };
    let (start, end) = shapes::times(shape, entry);
    let text = shapes::text(entry);
    if shape == Shape::Podcast {
        report_segment(&place, entry, findings);
    }
    let text = text?;
    if text.trim().is_empty() {
        let rule = if shape == Shape::Podcast { &TRANSCRIPT_JSON_END_MISSING } else { &CUE_EMPTY };
        findings.push(Diagnostic::new(rule, place, "a segment without words"));
        return None;
    }
    if end.is_none() && start.is_some() {
        let message = if another_follows {
            "a segment without an end; it is read as lasting until the next one begins"
        } else {
            "the last segment has no end"
        };
        findings.push(Diagnostic::new(&TRANSCRIPT_JSON_END_MISSING, place, message));
    }
    Some(RawCue {
        start,
        end,
        runs: vec![Run { speaker: shapes::speaker(entry), text: text.to_string(), words: words(entry) }],
        span: span.unwrap_or(0..0),
        ends_paragraph: shape == Shape::Podcast && text.ends_with('\n'),
    })
}

fn report_segment(place: &crate::source::Place, entry: &Map<String, Value>, findings: &mut Vec<Diagnostic>) {
    let finding = |message: String| Diagnostic::new(&TRANSCRIPT_JSON_INVALID, place, message);
    if entry.get("body").and_then(Value::as_str).is_none() {
        findings.push(finding("a segment without 'body'".to_string()));
        return;
    }
    for key in ["startTime", "endTime"] {
        match entry.get(key) {
            None if key == "startTime" => findings.push(finding("a segment without 'startTime'".to_string())),
            None | Some(Value::Null) if key == "endTime" => {}
            Some(Value::Number(number)) if number.as_f64().is_some_and(|n| n < 0.0) => {
                findings.push(finding("a negative time".to_string()));
            }
            Some(Value::Number(_)) => {}
            Some(Value::String(text)) => {
                let message = format!("'{key}' is text and must be a number of seconds");
                findings.push(with_number(finding(message), place, key, text));
            }
            _ => findings.push(finding(format!("'{key}' is no number"))),
        }
    }
}

/// The finding with the edit that makes a number of a text, where that is one.
fn with_number(finding: Diagnostic, place: &crate::source::Place, key: &str, text: &str) -> Diagnostic {
    let Some(time) = shapes::seconds_or_clock(&Value::String(text.to_string())) else { return finding };
    let (segment, quoted) = (place.text(), format!("\"{text}\""));
    let at = segment.find(&format!("\"{key}\"")).and_then(|at| Some(at + segment.get(at..)?.find(&quoted)?));
    match at {
        Some(at) => finding.fix(true, "write a number", &place.part(at..at + quoted.len()), time.seconds()),
        None => finding,
    }
}

/// Word times of Whisper and WhisperX.
fn words(entry: &Map<String, Value>) -> Vec<Word> {
    let Some(words) = entry.get("words").and_then(Value::as_array) else { return Vec::new() };
    words
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|word| {
            let text = shapes::text(word)?.trim();
            let time = match shapes::times(Shape::Whisper, word) {
                (Some(start), Some(end)) => Some(CueTime { start, end }),
                _ => None,
            };
            let confidence = ["probability", "score", "confidence"].iter().find_map(|key| word.get(*key)?.as_f64());
            let confidence = confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| (c * 1000.0).round() as u16);
            Some(Word { text: text.to_string(), time, confidence })
        })
        .collect()
}

/// Amazon gives a word or a punctuation mark each; they become cues of a sentence.
fn aws(entries: &[&Value]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut cue = RawCue::default();
    for entry in entries.iter().filter_map(|entry| entry.as_object()) {
        let content = entry.get("alternatives").and_then(|list| list.get(0)).and_then(|first| first.get("content"));
        let Some(content) = content.and_then(Value::as_str) else { continue };
        let speaker = shapes::speaker(entry);
        let mark = entry.get("type").and_then(Value::as_str) == Some("punctuation");
        let changes = !mark && cue.runs.last().is_some_and(|run| run.speaker != speaker);
        if changes {
            items.push(Item::Cue(std::mem::take(&mut cue)));
        }
        let (start, end) = shapes::times(Shape::Aws, entry);
        cue.start = cue.start.or(start);
        cue.end = end.or(cue.end);
        match cue.runs.last_mut() {
            Some(run) if mark => run.text.push_str(content),
            Some(run) => {
                run.text.push(' ');
                run.text.push_str(content);
            }
            None => cue.runs.push(Run { speaker, text: content.to_string(), words: Vec::new() }),
        }
        if mark && matches!(content, "." | "?" | "!") {
            items.push(Item::Cue(std::mem::take(&mut cue)));
        }
    }
    if !cue.runs.is_empty() {
        items.push(Item::Cue(cue));
    }
    items
}

/// The byte offset of a line and column of `serde_json`, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The reason without the position, which the place says.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_string()
}
