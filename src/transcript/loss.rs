//! What a format cannot carry.

use std::fmt;

use super::model::{Format, Intro, Transcript, WriteOptions};

/// Something that is not in what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What.
    pub what: Lost,
    /// How many of them.
    pub count: usize,
}

/// Kinds of things that formats leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lost {
    /// Starts of cues.
    Starts,
    /// Ends of cues.
    Ends,
    /// Times of words.
    WordTimes,
    /// Headings.
    Headings,
    /// Paragraphs and lists of the introduction.
    Intro,
    /// Links and buttons of the page.
    Furniture,
    /// Comments.
    Comments,
    /// The language.
    Language,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            Lost::Starts => "times",
            Lost::Ends => "ends of cues",
            Lost::WordTimes => "times of words",
            Lost::Headings => "headings",
            Lost::Intro => "paragraphs before the first turn",
            Lost::Furniture => "lines of the page around it",
            Lost::Comments => "comments",
            Lost::Language => "language",
        };
        write!(f, "{what}: {}", self.count)
    }
}

pub(super) fn losses(transcript: &Transcript, format: Format, options: &WriteOptions) -> Vec<Loss> {
    let mut losses = Vec::new();
    let mut lose = |what, count| {
        if count > 0 {
            losses.push(Loss { what, count });
        }
    };
    let timed = transcript.cues().filter(|spoken| spoken.cue.time.is_some()).count();
    let words =
        transcript.cues().map(|spoken| spoken.cue.words.iter().filter(|word| word.time.is_some()).count()).sum();
    match format {
        Format::Vtt | Format::Srt | Format::Json => {
            if !(options.words && format != Format::Srt) {
                lose(Lost::WordTimes, words);
            }
        }
        Format::Html => {
            lose(Lost::Ends, timed);
            lose(Lost::WordTimes, words);
        }
        Format::Text | Format::Markdown => {
            lose(if options.times { Lost::Ends } else { Lost::Starts }, timed);
            lose(Lost::WordTimes, words);
        }
    }
    if matches!(format, Format::Srt | Format::Json) {
        lose(Lost::Headings, transcript.headings().count());
    }
    let furniture = transcript.intro.iter().filter(|intro| matches!(intro, Intro::Furniture(_))).count();
    if format.is_timed() {
        lose(Lost::Intro, transcript.intro.len() - furniture);
    }
    lose(Lost::Furniture, furniture);
    if format != Format::Vtt {
        lose(Lost::Comments, transcript.comments.len());
    }
    if matches!(format, Format::Srt | Format::Json | Format::Text | Format::Markdown) {
        lose(Lost::Language, usize::from(transcript.language.is_some()));
    }
    losses
}
