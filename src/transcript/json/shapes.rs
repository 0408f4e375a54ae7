//! Which program wrote a JSON transcript, told by its keys, and where it keeps time, speaker and words.

use serde_json::{Map, Value};

use super::super::stamp;
use crate::scalar::Millis;

/// A schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The podcast namespace.
    Podcast,
    /// Whisper and its kin: `segments` of `start`, `end`, `text`.
    Whisper,
    /// whisper.cpp: `transcription` with `offsets` in milliseconds.
    WhisperCpp,
    /// Podlove: an array, or `transcripts`, of `start`, `end`, `speaker`, `text`.
    Podlove,
    /// DOTe: `lines` with `speakerDesignation`.
    Dote,
    /// AssemblyAI: `utterances` in milliseconds.
    AssemblyAi,
    /// Deepgram: `results.utterances`, or the words of the first channel.
    Deepgram,
    /// Amazon Transcribe: `results.items`.
    Aws,
}

impl Shape {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Podcast => "a podcast transcript",
            Shape::Whisper => "the output of Whisper",
            Shape::WhisperCpp => "the output of whisper.cpp",
            Shape::Podlove => "a Podlove transcript",
            Shape::Dote => "a DOTe transcript",
            Shape::AssemblyAi => "the output of AssemblyAI",
            Shape::Deepgram => "the output of Deepgram",
            Shape::Aws => "the output of Amazon Transcribe",
        }
    }
}

/// The entries of a transcript, and what they are.
pub(super) struct Found<'a> {
    pub shape: Shape,
    /// Key of the top object that holds the array; `None`: the top is the array, or it lies deeper.
    pub key: Option<&'static str>,
    pub entries: Vec<&'a Value>,
}

/// Tells the shape by its keys.
pub(super) fn recognise(root: &Value) -> Option<Found<'_>> {
    let list = |key: &str| root.get(key).and_then(Value::as_array);
    if let Some(segments) = list("segments") {
        let podcast = segments.iter().take(20).any(|s| s.get("startTime").is_some() || s.get("body").is_some());
        let whisper = segments.iter().take(20).any(|s| s.get("text").is_some());
        let shape = if whisper && !podcast { Shape::Whisper } else { Shape::Podcast };
        return Some(Found { shape, key: Some("segments"), entries: segments.iter().collect() });
    }
    if let Some(lines) = list("transcription") {
        return Some(Found { shape: Shape::WhisperCpp, key: Some("transcription"), entries: lines.iter().collect() });
    }
    if let Some(lines) = list("transcripts") {
        return Some(Found { shape: Shape::Podlove, key: Some("transcripts"), entries: flatten(lines) });
    }
    if let Some(lines) = list("lines") {
        return Some(Found { shape: Shape::Dote, key: Some("lines"), entries: lines.iter().collect() });
    }
    if let Some(lines) = list("utterances") {
        return Some(Found { shape: Shape::AssemblyAi, key: Some("utterances"), entries: lines.iter().collect() });
    }
    if let Some(results) = root.get("results") {
        if let Some(items) = results.get("items").and_then(Value::as_array) {
            return Some(Found { shape: Shape::Aws, key: None, entries: items.iter().collect() });
        }
        if let Some(lines) = results.get("utterances").and_then(Value::as_array) {
            return Some(Found { shape: Shape::Deepgram, key: None, entries: lines.iter().collect() });
        }
        let words = results.pointer("/channels/0/alternatives/0/words").and_then(Value::as_array)?;
        return Some(Found { shape: Shape::Deepgram, key: None, entries: words.iter().collect() });
    }
    let array = root.as_array()?;
    let known = |value: &Value| {
        value.get("text").is_some() || value.get("body").is_some() || value.get("items").is_some_and(Value::is_array)
    };
    array.iter().take(20).any(known).then(|| Found { shape: Shape::Podlove, key: None, entries: flatten(array) })
}

/// The grouped form of Podlove nests what one speaker says.
fn flatten(entries: &[Value]) -> Vec<&Value> {
    entries
        .iter()
        .flat_map(|entry| match entry.get("items").and_then(Value::as_array) {
            Some(items) => items.iter().collect::<Vec<_>>(),
            None => vec![entry],
        })
        .collect()
}

/// What an entry says.
pub(super) fn text(entry: &Map<String, Value>) -> Option<&str> {
    ["body", "text", "transcript", "punctuated_word", "word", "line", "content"]
        .iter()
        .find_map(|key| entry.get(*key).and_then(Value::as_str))
}

/// Who says it. A bare number becomes `Speaker 0`.
pub(super) fn speaker(entry: &Map<String, Value>) -> Option<String> {
    for key in ["speaker", "speakerDesignation", "voice", "speaker_label", "speaker_name"] {
        match entry.get(key) {
            Some(Value::String(name)) if !name.trim().is_empty() => {
                return Some(name.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            Some(Value::Number(number)) if entry.get("voice").and_then(Value::as_str).is_none_or(str::is_empty) => {
                return Some(format!("Speaker {number}"));
            }
            Some(Value::Object(object)) => {
                if let Some(name) = object.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty()) {
                    return Some(name.trim().to_string());
                }
            }
            _ => {}
        }
    }
    None
}

/// Start and end of an entry.
pub(super) fn times(shape: Shape, entry: &Map<String, Value>) -> (Option<Millis>, Option<Millis>) {
    if let Some(offsets) = entry.get("offsets") {
        return (offsets.get("from").and_then(milliseconds), offsets.get("to").and_then(milliseconds));
    }
    let of = |keys: [&str; 3]| {
        let value = keys.iter().find_map(|key| entry.get(*key))?;
        if shape == Shape::AssemblyAi { milliseconds(value) } else { seconds_or_clock(value) }
    };
    let spare = |key: &str| entry.get(key).and_then(milliseconds);
    (
        of(["startTime", "start", "start_time"]).or_else(|| spare("start_ms")),
        of(["endTime", "end", "end_time"]).or_else(|| spare("end_ms")),
    )
}

fn milliseconds(value: &Value) -> Option<Millis> {
    match value {
        Value::Number(number) => number.as_u64().map(Millis).or_else(|| {
            let whole = number.to_string();
            whole.split('.').next().and_then(|whole| whole.parse().ok()).map(Millis)
        }),
        _ => None,
    }
}

/// Seconds as a number or as text, or a clock.
pub(super) fn seconds_or_clock(value: &Value) -> Option<Millis> {
    match value {
        Value::Number(number) => {
            let digits = number.to_string();
            if digits.contains(['e', 'E']) {
                // Tiny or huge: the shortest form has an exponent.
                return Millis::parse_seconds(&format!("{:.4}", number.as_f64()?));
            }
            Millis::parse_seconds(&digits)
        }
        Value::String(text) => {
            let text = text.trim();
            if text.contains(':') { stamp::lenient(text) } else { Millis::parse_seconds(text) }
        }
        _ => None,
    }
}
