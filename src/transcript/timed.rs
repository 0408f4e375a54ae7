//! A transcript as the timed formats need it: every word under a time, in order of time.

use std::borrow::Cow;

use super::model::{CueTime, Heading, Part, Transcript, Word, is_folded, push_words};
use crate::scalar::Millis;

/// A time and what is said in it.
#[derive(Debug)]
pub(super) struct Timed<'a> {
    pub time: CueTime,
    /// More than one where several speak at the same time.
    pub runs: Vec<TimedRun<'a>>,
    /// What stands above.
    pub headings: Vec<&'a Heading>,
}

/// What one speaker says in a cue.
#[derive(Debug)]
pub(super) struct TimedRun<'a> {
    pub speaker: Option<&'a str>,
    pub text: Cow<'a, str>,
    pub words: &'a [Word],
    pub ends_paragraph: bool,
}

/// The timed cues in order; words without a time join the cue before them. Empty without any time.
///
/// Ends are later than starts, by a millisecond where the source has it otherwise.
pub(super) fn timed_cues(transcript: &Transcript) -> Vec<Timed<'_>> {
    let mut cues: Vec<Timed<'_>> = Vec::new();
    let mut headings: Vec<&Heading> = Vec::new();
    let mut early: Vec<TimedRun<'_>> = Vec::new();
    for part in &transcript.parts {
        let turn = match part {
            Part::Heading(heading) => {
                headings.push(heading);
                continue;
            }
            Part::Turn(turn) => turn,
        };
        for paragraph in &turn.paragraphs {
            let last = paragraph.cues.len().saturating_sub(1);
            for (i, cue) in paragraph.cues.iter().enumerate() {
                let run = TimedRun {
                    speaker: turn.speaker.as_deref(),
                    text: Cow::Borrowed(&cue.text),
                    words: &cue.words,
                    ends_paragraph: i == last,
                };
                match (cue.time, cues.last_mut()) {
                    (Some(time), Some(previous)) if previous.time == time && headings.is_empty() => previous.push(run),
                    (Some(time), _) => {
                        let end = time.end.max(time.start.plus(Millis(1)));
                        let mut runs = std::mem::take(&mut early);
                        runs.push(run);
                        let headings = std::mem::take(&mut headings);
                        cues.push(Timed { time: CueTime { start: time.start, end }, runs, headings });
                    }
                    (None, Some(previous)) => previous.push(run),
                    (None, None) => early.push(run),
                }
            }
        }
    }
    cues.sort_by_key(|cue| cue.time.start);
    cues
}

impl<'a> Timed<'a> {
    fn push(&mut self, run: TimedRun<'a>) {
        match self.runs.last_mut() {
            Some(last) if last.speaker == run.speaker => {
                let text = last.text.to_mut();
                text.push('\n');
                text.push_str(&run.text);
                last.words = &[];
                last.ends_paragraph = run.ends_paragraph;
            }
            _ => self.runs.push(run),
        }
    }
}

/// A text in lines of at most `width` characters, broken between words only; without a width as it is broken already.
pub(super) fn wrap(text: &str, width: Option<usize>) -> Cow<'_, str> {
    let Some(width) = width else {
        if !text.contains('\n') {
            return Cow::Borrowed(text.trim());
        }
        let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        return Cow::Owned(lines.join("\n"));
    };
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    Cow::Owned(out)
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    push_words(&mut out, text);
    Cow::Owned(out)
}
