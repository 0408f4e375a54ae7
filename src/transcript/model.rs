//! What a transcript is, in every format: headings and turns, turns of paragraphs, paragraphs of cues.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::scalar::Millis;
use crate::source::Span;

/// A file format for transcripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// WebVTT.
    Vtt,
    /// SubRip.
    Srt,
    /// JSON: the podcast namespace's; others are read too.
    Json,
    /// HTML with `<cite>`, `<time>`, `<p>`; ordinary pages are read too.
    Html,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
}

impl Format {
    /// All of them.
    pub const ALL: &[Format] = &[Format::Vtt, Format::Srt, Format::Json, Format::Html, Format::Text, Format::Markdown];

    /// The usual file ending, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Vtt => "vtt",
            Format::Srt => "srt",
            Format::Json => "json",
            Format::Html => "html",
            Format::Text => "txt",
            Format::Markdown => "md",
        }
    }

    /// The name on the command line and in `[transcripts] formats`.
    pub fn name(self) -> &'static str {
        self.ending()
    }

    /// As `<podcast:transcript type>` has it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Vtt => "text/vtt",
            Format::Srt => "application/x-subrip",
            Format::Json => "application/json",
            Format::Html => "text/html",
            Format::Text => "text/plain",
            Format::Markdown => "text/markdown",
        }
    }

    /// The format of that name.
    pub fn by_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format that a file name's ending stands for.
    pub fn by_ending(file: &str) -> Option<Format> {
        let ending = file.rsplit('/').next()?.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "vtt" | "webvtt" => Format::Vtt,
            "srt" | "sbv" => Format::Srt,
            "json" => Format::Json,
            "html" | "htm" | "xhtml" | "xml" => Format::Html,
            "txt" | "text" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            _ => return None,
        })
    }

    /// Whether the format is made of cues with times.
    pub fn is_timed(self) -> bool {
        matches!(self, Format::Vtt | Format::Srt | Format::Json)
    }
}

/// Everything that was said, by whom and, if known, when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// The language that the file declares, as it stands there.
    pub language: Option<String>,
    /// What stands before the first turn of a published page: not spoken.
    pub intro: Vec<Intro>,
    /// Headings and turns in order.
    pub parts: Vec<Part>,
    /// Remarks of whoever made the file (`NOTE` in WebVTT): not spoken.
    pub comments: Vec<String>,
}

/// A piece of a transcript.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A title above the turns that follow, or in the middle of one.
    Heading(Heading),
    /// What one speaker says until another does.
    Turn(Turn),
}

/// A title inside a transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 2 to 4, as in HTML; 1 is the page's own.
    pub level: u8,
    /// Without marks.
    pub text: String,
    /// A time that is written beside it.
    pub start: Option<Millis>,
    /// Where it was read.
    pub origin: Origin,
}

/// What one speaker says until another does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turn {
    /// The label, as it stands there; `None`: the file does not say.
    pub speaker: Option<String>,
    /// A time that is written beside the label, where the cues have none.
    pub start: Option<Millis>,
    /// A heading stands in the middle of what the speaker says: this is the rest of the turn above it.
    pub continued: bool,
    /// What is said; never empty in what the readers answer.
    pub paragraphs: Vec<Paragraph>,
    /// Where the label was read.
    pub origin: Origin,
}

/// A paragraph of a turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// Runs of text in order.
    pub cues: Vec<Cue>,
}

/// A run of text, with its time where one is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cue {
    /// When it is said.
    pub time: Option<CueTime>,
    /// The words; `\n` where a caption breaks its line.
    pub text: String,
    /// Times of single words, in order; empty where they are not known.
    pub words: Vec<Word>,
    /// Where it was read.
    pub origin: Origin,
}

/// From when to when, from the begin of the sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CueTime {
    /// First moment.
    pub start: Millis,
    /// Moment after the last.
    pub end: Millis,
}

/// A word with what a recogniser knows about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word with its punctuation.
    pub text: String,
    /// When it is said; recognisers leave it out for numbers.
    pub time: Option<CueTime>,
    /// How sure the recogniser was, in thousandths.
    pub confidence: Option<u16>,
}

/// What stands before the first turn of a published page.
#[derive(Clone, Debug, PartialEq)]
pub enum Intro {
    /// The page's title.
    Title(String),
    /// A paragraph about the episode.
    Paragraph(String),
    /// A list: the questions that are talked about, links.
    List {
        /// The entries without their marks.
        items: Vec<String>,
        /// Whether they were numbered.
        ordered: bool,
    },
    /// What belongs to the page and not to the episode: "Listen", "Read the full transcript".
    Furniture(String),
}

/// A byte range of the source, if there is one; two origins are always the same, so that transcripts compare by content.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin(pub Option<Span>);

impl PartialEq for Origin {
    fn eq(&self, _: &Origin) -> bool {
        true
    }
}

impl From<std::ops::Range<usize>> for Origin {
    fn from(range: std::ops::Range<usize>) -> Origin {
        Origin(Some(range.into()))
    }
}

/// How a transcript is written; the default is what podwright publishes.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Title of the HTML page; without one a fragment is written.
    pub title: Option<String>,
    /// Language of the HTML page where the transcript names none.
    pub language: Option<String>,
    /// Address and words of the link back to the episode, on the HTML page.
    pub back: Option<(String, String)>,
    /// Longest line in characters: captions are wrapped to it, and so are text and Markdown.
    pub wrap: Option<usize>,
    /// Word by word, where word times are known: a segment each in JSON, inner time tags in WebVTT.
    pub words: bool,
    /// Times before the turns of text and Markdown.
    pub times: bool,
}

/// A cue with its speaker.
#[derive(Clone, Copy, Debug)]
pub struct SpokenCue<'a> {
    /// The turn's label.
    pub speaker: Option<&'a str>,
    /// The cue.
    pub cue: &'a Cue,
    /// Whether it is the last of its paragraph.
    pub ends_paragraph: bool,
}

impl Transcript {
    /// Whether times are known well enough for WebVTT, SRT and JSON: there are words, and each turn begins with a time.
    pub fn is_timed(&self) -> bool {
        let mut any = false;
        for turn in self.turns() {
            let mut cues = turn.paragraphs.iter().flat_map(|p| &p.cues).filter(|cue| !cue.text.trim().is_empty());
            match cues.next() {
                Some(cue) if cue.time.is_none() => return false,
                Some(_) => any = true,
                None => {}
            }
        }
        any
    }

    /// The turns in order.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.parts.iter().filter_map(|part| match part {
            Part::Turn(turn) => Some(turn),
            Part::Heading(_) => None,
        })
    }

    /// The headings in order.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.parts.iter().filter_map(|part| match part {
            Part::Heading(heading) => Some(heading),
            Part::Turn(_) => None,
        })
    }

    /// The cues in order, each with its speaker.
    pub fn cues(&self) -> impl Iterator<Item = SpokenCue<'_>> {
        self.turns().flat_map(|turn| {
            turn.paragraphs.iter().flat_map(move |paragraph| {
                let last = paragraph.cues.len().saturating_sub(1);
                paragraph.cues.iter().enumerate().map(move |(i, cue)| SpokenCue {
                    speaker: turn.speaker.as_deref(),
                    cue,
                    ends_paragraph: i == last,
                })
            })
        })
    }

    /// The speakers in the order they first speak, each with the number of turns.
    ///
    /// A turn that a heading cuts in two counts once.
    pub fn speakers(&self) -> Vec<(&str, usize)> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for turn in self.turns().filter(|turn| !turn.continued) {
            if let Some(name) = turn.speaker.as_deref() {
                let at = *known.entry(name).or_insert_with(|| {
                    counts.push((name, 0));
                    counts.len() - 1
                });
                if let Some((_, count)) = counts.get_mut(at) {
                    *count += 1;
                }
            }
        }
        counts
    }

    /// How many words are spoken: runs of signs between blanks that hold a letter or a digit.
    pub fn word_count(&self) -> usize {
        self.cues().map(|spoken| words(&spoken.cue.text).count()).sum()
    }

    /// About how many bytes a file needs that it is written into.
    pub(super) fn size(&self) -> usize {
        // With a cue go two times, line ends and marks, and often its speaker.
        self.cues().map(|spoken| spoken.cue.text.len() + spoken.speaker.map_or(0, str::len) + 48).sum()
    }

    /// Leaves out where everything was read: the places are those of another text.
    pub(super) fn forget_origins(&mut self) {
        for part in &mut self.parts {
            match part {
                Part::Heading(heading) => heading.origin = Origin::default(),
                Part::Turn(turn) => {
                    turn.origin = Origin::default();
                    let cues = turn.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.cues);
                    cues.for_each(|cue| cue.origin = Origin::default());
                }
            }
        }
    }

    /// The end of the last cue that has a time.
    pub fn end(&self) -> Option<Millis> {
        self.cues().filter_map(|spoken| spoken.cue.time).map(|time| time.end).max()
    }
}

impl Turn {
    /// When the turn begins, if that is known.
    pub fn begins(&self) -> Option<Millis> {
        let first = self.paragraphs.iter().flat_map(|paragraph| &paragraph.cues).next();
        first.and_then(|cue| cue.time).map(|time| time.start).or(self.start)
    }
}

impl Paragraph {
    /// The words of all its cues, joined by blanks, on one line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for cue in &self.cues {
            push_words(&mut text, &cue.text);
        }
        text
    }
}

impl Cue {
    /// A run of text without a time.
    pub fn untimed(text: impl Into<String>) -> Cue {
        Cue { text: text.into(), ..Cue::default() }
    }
}

/// The words of a text: runs between blanks that hold a letter or a digit.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Whether a text is words with one blank between them each, as nearly all are.
pub(super) fn is_folded(text: &str) -> bool {
    let mut after_blank = true;
    let mut ascii = true;
    for byte in text.bytes() {
        match byte {
            b' ' if after_blank => return false,
            b' ' => after_blank = true,
            b'\t'..=b'\r' => return false,
            _ => {
                after_blank = false;
                ascii &= byte.is_ascii();
            }
        }
    }
    let other_blanks = || text.chars().any(|c| c != ' ' && c.is_whitespace());
    text.is_empty() || (!after_blank && (ascii || !other_blanks()))
}

/// Appends a text with its blanks folded, a blank between it and what stands there.
pub(super) fn push_words(out: &mut String, text: &str) {
    if is_folded(text) {
        if !out.is_empty() && !text.is_empty() {
            out.push(' ');
        }
        out.push_str(text);
        return;
    }
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}
