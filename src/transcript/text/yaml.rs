//! A transcript that stands as a list in a page's YAML front matter: `transcript:` with entries of `header`, or of `line`, `who`,
//! `time` or `sec`.

use std::ops::Range;
use std::sync::Arc;

use super::super::builder::Builder;
use super::super::model::{Cue, Heading, Origin, Transcript};
use super::super::stamp;
use crate::keys::{Data, Node, Table, read_yaml};
use crate::source::Source;

/// The transcript of a front matter, if it holds one.
pub(super) fn read(source: &Arc<Source>, range: Range<usize>) -> Option<Transcript> {
    if !source.text.get(range.clone())?.contains("\ntranscript:") {
        return None;
    }
    let (root, _) = read_yaml(source, range);
    entries(root.table()?.get("transcript")?, 0)
}

/// The transcript of a file that is such a list, or holds one under `transcript:`.
pub(super) fn read_list(source: &Arc<Source>) -> Option<Transcript> {
    let text = source.text.trim_start();
    let list = text.starts_with("- ") && text.lines().any(|line| KEYS.words.iter().any(|key| has_key(line, key)));
    if !list && !text.starts_with("transcript:\n") && !text.starts_with("transcript:\r\n") {
        return None;
    }
    if !list {
        let (root, _) = read_yaml(source, 0..source.text.len());
        return entries(root.table()?.get("transcript")?, 0);
    }
    // The reader of front matter wants a key at the top; the places are put right again.
    const KEY: &str = "transcript:\n";
    let below = Source::new(source.name.as_str(), format!("{KEY}{}", source.text));
    let (root, _) = read_yaml(&below, 0..below.text.len());
    entries(root.table()?.get("transcript")?, KEY.len())
}

/// Whether a line has the key, as the first of an entry or another one.
fn has_key(line: &str, key: &str) -> bool {
    let line = line.trim_start().trim_start_matches("- ");
    line.strip_prefix(key).is_some_and(|rest| rest.starts_with(": "))
}

/// As people call the parts of an entry.
struct Keys {
    time: &'static [&'static str],
    seconds: &'static [&'static str],
    heading: &'static [&'static str],
    words: &'static [&'static str],
    speaker: &'static [&'static str],
}

const KEYS: Keys = Keys {
    time: &["time", "start", "timestamp"],
    seconds: &["sec", "seconds", "start", "time"],
    heading: &["header", "heading", "title"],
    words: &["line", "text", "words", "content", "body"],
    speaker: &["who", "speaker", "name"],
};

/// What the entries say; `shift` is how far in front of the source their places count from.
fn entries(node: &Node, shift: usize) -> Option<Transcript> {
    let Data::Array(entries) = &node.data else { return None };
    let mut transcript = Transcript::default();
    let mut builder = Builder::default();
    let mut stamps = Vec::new();
    let mut speaker: Option<String> = None;
    for entry in entries {
        let Some(table) = entry.table() else { continue };
        let span = entry.place.span;
        let origin = Origin::from(span.start.saturating_sub(shift)..span.end.saturating_sub(shift));
        let start = value(table, KEYS.time)
            .and_then(|time| stamp::lenient(&time))
            .or_else(|| value(table, KEYS.seconds).and_then(|seconds| stamp::seconds(&seconds)));
        if let Some(text) = value(table, KEYS.heading) {
            builder.heading(Heading { level: 2, text, start, origin });
        }
        let Some(text) = value(table, KEYS.words) else { continue };
        speaker = value(table, KEYS.speaker).or(speaker);
        if !text.trim().is_empty() {
            stamps.push(start);
            builder.end_paragraph();
            builder.cue(speaker.as_deref(), origin, Cue { text, origin, ..Cue::default() });
        }
    }
    transcript.parts = builder.finish();
    stamp::apply(&mut transcript, &stamps);
    (!transcript.parts.is_empty()).then_some(transcript)
}

fn value(table: &Table, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| table.get(key)).and_then(|node| node.scalar_text())
}
