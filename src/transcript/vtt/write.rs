//! Writes WebVTT: LF, times with hours, a voice tag on every cue, no styling.

use std::fmt::Write;

use super::super::model::{Transcript, Word, WriteOptions};
use super::super::timed::{Timed, one_line, timed_cues, wrap};

/// Writes a WebVTT file.
pub(in crate::transcript) fn write(transcript: &Transcript, options: &WriteOptions) -> String {
    let mut out = String::with_capacity(transcript.size());
    out.push_str("WEBVTT\n");
    if let Some(language) = &transcript.language {
        note(&mut out, &format!("language: {language}"));
    }
    for comment in &transcript.comments {
        note(&mut out, comment);
    }
    for cue in timed_cues(transcript) {
        for heading in &cue.headings {
            note(&mut out, &format!("heading {}: {}", heading.level, one_line(&heading.text)));
        }
        write_cue(&mut out, &cue, options);
    }
    out
}

/// A comment may hold neither an arrow nor an empty line.
fn note(out: &mut String, text: &str) {
    let text = text.replace("-->", "->").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "\nNOTE {}", lines.join("\n"));
    }
}

fn write_cue(out: &mut String, cue: &Timed<'_>, options: &WriteOptions) {
    let _ = writeln!(out, "\n{} --> {}", cue.time.start, cue.time.end);
    let several = cue.runs.len() > 1;
    for run in &cue.runs {
        if let Some(speaker) = run.speaker {
            out.push_str("<v ");
            escape(out, &one_line(speaker));
            out.push('>');
        }
        if options.words && cue.runs.len() == 1 && fits(run.words, &run.text) {
            write_words(out, run.words);
        } else {
            escape(out, &wrap(&run.text, options.wrap));
        }
        if several && run.speaker.is_some() {
            out.push_str("</v>");
        }
        out.push('\n');
    }
}

/// Word times are written where the words are the text.
fn fits(words: &[Word], text: &str) -> bool {
    !words.is_empty() && words.iter().flat_map(|word| word.text.split_whitespace()).eq(text.split_whitespace())
}

fn write_words(out: &mut String, words: &[Word]) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
            if let Some(time) = word.time {
                let _ = write!(out, "<{}>", time.start);
            }
        }
        escape(out, &one_line(&word.text));
    }
}

fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (i, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => continue,
        };
        out.push_str(text.get(from..i).unwrap_or_default());
        out.push_str(escaped);
        from = i + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
}
