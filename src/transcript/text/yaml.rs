//! A transcript that stands as a list in a page's YAML front matter: `transcript:` with entries of `header`, or of `line`, `who`,
//! `time` or `sec`.

use std::ops::Range;
use std::sync::Arc;

use super::super::builder::Builder;
use super::super::model::{Cue, Heading, Origin, Transcript};
use super::super::stamp;
use crate::keys::{Data, Table, read_yaml};
use crate::source::Source;

/// The transcript of a front matter, if it holds one.
pub(super) fn read(source: &Arc<Source>, range: Range<usize>) -> Option<Transcript> {
    if !source.text.get(range.clone())?.contains("\ntranscript:") {
        return None;
    }
    let (root, _) = read_yaml(source, range);
    let Data::Array(entries) = &root.table()?.get("transcript")?.data else { return None };
    let mut transcript = Transcript::default();
    let mut builder = Builder::default();
    let mut stamps = Vec::new();
    let mut speaker: Option<String> = None;
    for entry in entries {
        let Some(table) = entry.table() else { continue };
        let origin = Origin(Some(entry.place.span));
        let start = value(table, &["time", "start"])
            .and_then(|time| stamp::lenient(&time))
            .or_else(|| value(table, &["sec", "seconds", "start"]).and_then(|seconds| stamp::seconds(&seconds)));
        if let Some(text) = value(table, &["header", "heading", "title"]) {
            builder.heading(Heading { level: 2, text, start, origin });
        }
        let Some(text) = value(table, &["line", "text", "words"]) else { continue };
        speaker = value(table, &["who", "speaker", "name"]).or(speaker);
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
