//! Cues as caption files have them, before they are put together to turns.

use std::ops::Range;

use super::builder::Builder;
use super::label;
use super::model::{Cue, CueTime, Heading, Origin, Part, Word};
use super::stamp;
use crate::scalar::Millis;

/// What stands in a caption file, in order.
#[derive(Debug)]
pub(super) enum Item {
    /// A cue.
    Cue(RawCue),
    /// A heading that one of our own files carries.
    Heading(Heading),
}

/// A cue with the runs of its speakers.
#[derive(Debug, Default)]
pub(super) struct RawCue {
    /// When it begins, if that could be read.
    pub start: Option<Millis>,
    /// When it ends, if that could be read.
    pub end: Option<Millis>,
    /// What is said in it.
    pub runs: Vec<Run>,
    /// The timing line and the text.
    pub span: Range<usize>,
    /// Whether a paragraph ends with it.
    pub ends_paragraph: bool,
}

/// What one speaker says in a cue.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    /// Named in this run; without a name the one before goes on.
    pub speaker: Option<String>,
    /// The words, lines as they are broken.
    pub text: String,
    /// Words with times.
    pub words: Vec<Word>,
}

/// Turns and headings out of the items: names out of labels where the format has none, speakers that go on, missing ends.
pub(super) fn assemble(mut items: Vec<Item>) -> Vec<Part> {
    let named = |item: &Item| matches!(item, Item::Cue(cue) if cue.runs.iter().any(|run| run.speaker.is_some()));
    if !items.iter().any(named) {
        label::assign(&mut items);
    }
    fill_ends(&mut items);
    let mut builder = Builder::default();
    let mut speaker: Option<String> = None;
    for item in items {
        match item {
            Item::Heading(heading) => builder.heading(heading),
            Item::Cue(raw) => {
                let time = match (raw.start, raw.end) {
                    (Some(start), Some(end)) => Some(CueTime { start, end }),
                    _ => None,
                };
                let origin = Origin::from(raw.span);
                for run in raw.runs {
                    if run.text.trim().is_empty() {
                        continue;
                    }
                    if run.speaker.is_some() {
                        speaker = run.speaker;
                    }
                    builder.cue(speaker.as_deref(), origin, Cue { time, text: run.text, words: run.words, origin });
                }
                if raw.ends_paragraph {
                    builder.end_paragraph();
                }
            }
        }
    }
    builder.finish()
}

/// A cue whose end could not be read lasts until the next begins.
fn fill_ends(items: &mut [Item]) {
    let mut next: Option<Millis> = None;
    for item in items.iter_mut().rev() {
        let Item::Cue(cue) = item else { continue };
        if let (Some(start), None) = (cue.start, cue.end) {
            let text = cue.runs.first().map_or("", |run| run.text.as_str());
            cue.end = Some(next.filter(|next| *next > start).unwrap_or_else(|| stamp::spoken_end(start, text)));
        }
        next = cue.start.or(next);
    }
}
