//! Writes the JSON of the podcast namespace, version 1.0.0.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::model::{CueTime, Transcript, WriteOptions};
use super::super::timed::{TimedRun, one_line, timed_cues};
use crate::scalar::Millis;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    segments: Vec<Segment<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Segment<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
    start_time: Box<RawValue>,
    end_time: Box<RawValue>,
    body: Cow<'a, str>,
}

/// Writes a podcast JSON transcript: a segment a cue, or a word where options and times allow.
pub(in crate::transcript) fn write(transcript: &Transcript, options: &WriteOptions) -> String {
    let mut segments = Vec::new();
    let cues = timed_cues(transcript);
    for cue in &cues {
        for run in &cue.runs {
            let by_word = options.words && !run.words.is_empty() && run.words.iter().all(|word| word.time.is_some());
            if by_word {
                let last = run.words.len() - 1;
                for (i, word) in run.words.iter().enumerate() {
                    let time = word.time.unwrap_or(cue.time);
                    segments.push(segment(run.speaker, time, &word.text, i == last && run.ends_paragraph));
                }
            } else {
                segments.push(of_run(run, cue.time));
            }
        }
    }
    let document = Document { version: "1.0.0", segments };
    let mut out = Vec::with_capacity(2 * transcript.size());
    // Writing into memory has no way to fail.
    let _ = serde_json::to_writer_pretty(&mut out, &document);
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

fn of_run<'a>(run: &'a TimedRun<'_>, time: CueTime) -> Segment<'a> {
    segment(run.speaker, time, &run.text, run.ends_paragraph)
}

fn segment<'a>(speaker: Option<&'a str>, time: CueTime, text: &'a str, ends_paragraph: bool) -> Segment<'a> {
    let mut body = one_line(text);
    if ends_paragraph {
        body.to_mut().push('\n');
    }
    Segment { speaker, start_time: seconds(time.start), end_time: seconds(time.end), body }
}

/// A number of seconds with the digits of the milliseconds.
fn seconds(time: Millis) -> Box<RawValue> {
    RawValue::from_string(time.seconds()).unwrap_or_default()
}
