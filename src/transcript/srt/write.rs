//! Writes SRT: the strict form, a speaker where another one begins, no two cues at once.

use std::borrow::Cow;
use std::fmt::Write;

use super::super::model::{Transcript, WriteOptions};
use super::super::timed::{one_line, timed_cues, wrap};
use super::read::comma;

/// Writes an SRT file.
pub(in crate::transcript) fn write(transcript: &Transcript, options: &WriteOptions) -> String {
    let cues = timed_cues(transcript);
    let mut out = String::with_capacity(transcript.size());
    let mut speaker: Option<&str> = None;
    for (i, cue) in cues.iter().enumerate() {
        let next = cues.get(i + 1).map(|next| next.time.start).filter(|next| *next > cue.time.start);
        let end = next.map_or(cue.time.end, |next| next.min(cue.time.end));
        if i > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "{}\n{} --> {}", i + 1, comma(cue.time.start), comma(end));
        for run in &cue.runs {
            let text = match run.speaker {
                Some(name) if speaker != Some(name) => Cow::Owned(format!("{}: {}", one_line(name), run.text)),
                _ => Cow::Borrowed(run.text.as_ref()),
            };
            speaker = run.speaker.or(speaker);
            let text = wrap(&text, options.wrap);
            // An arrow would begin the next cue.
            match text.contains("-->") {
                true => out.push_str(&text.replace("-->", "->")),
                false => out.push_str(&text),
            }
            out.push('\n');
        }
    }
    out
}
