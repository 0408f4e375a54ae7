//! Writes the JSON of the podcast namespace, version 1.0.0.

use serde_json::{Map, Number, Value};

use super::super::model::{CueTime, Transcript, WriteOptions};
use super::super::timed::{TimedRun, one_line, timed_cues};
use crate::scalar::Millis;

/// Writes a podcast JSON transcript: a segment a cue, or a word where options and times allow.
pub(in crate::transcript) fn write(transcript: &Transcript, options: &WriteOptions) -> String {
    let mut segments = Vec::new();
    for cue in timed_cues(transcript) {
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
    let mut root = Map::new();
    root.insert("version".into(), "1.0.0".into());
    root.insert("segments".into(), Value::Array(segments));
    let mut out = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    out.push('\n');
    out
}

fn of_run(run: &TimedRun<'_>, time: CueTime) -> Value {
    segment(run.speaker, time, &run.text, run.ends_paragraph)
}

fn segment(speaker: Option<&str>, time: CueTime, text: &str, ends_paragraph: bool) -> Value {
    let mut segment = Map::new();
    if let Some(speaker) = speaker {
        segment.insert("speaker".into(), speaker.into());
    }
    segment.insert("startTime".into(), seconds(time.start));
    segment.insert("endTime".into(), seconds(time.end));
    let mut body = one_line(text);
    if ends_paragraph {
        body.push('\n');
    }
    segment.insert("body".into(), body.into());
    Value::Object(segment)
}

/// A number of seconds with the digits of the milliseconds.
fn seconds(time: Millis) -> Value {
    time.seconds().parse::<Number>().map_or(Value::Null, Value::Number)
}
