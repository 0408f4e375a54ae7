//! Chapters: one model, a file per format.
//!
//! | format | standard |
//! | --- | --- |
//! | `json` | podcast namespace, JSON chapters 1.2 (a list of Podlove's web player is read too) |
//! | `psc` | Podlove Simple Chapters 1.2, as a file or inside a feed |
//! | `mp4chaps`, `list` | a line per chapter: `HH:MM:SS.mmm Title`; `HH:MM:SS Title`. OGM's `CHAPTER01=` pairs are read too |
//! | `ffmetadata` | FFmpeg's metadata file, version 1 |
//! | `vtt` | WebVTT, `kind="chapters"` |
//! | `audacity` | Audacity's label tracks |
//!
//! Reading keeps the order of the file, so that [`lint()`] can speak about it; writing sorts by start. Chapters inside audio
//! files are left out.

mod audacity;
mod ffmetadata;
mod json;
mod lines;
mod lint;
mod psc;
mod rules;
mod schema;
mod suggest;
mod text;
mod vtt;

pub use lines::{from_lines, lines};
pub use lint::lint;
pub use psc::{judge_psc, psc_element};
pub use rules::*;
pub use schema::schema;
pub use suggest::{from_headings, suggest};

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::{Place, Source};

/// The chapters of an episode and what their file says about the episode.
#[derive(Clone, Debug, Default)]
pub struct Chapters {
    /// In the order of the source.
    pub list: Vec<Chapter>,
    /// Of the episode.
    pub title: Option<String>,
    /// Of the episode.
    pub author: Option<String>,
    /// Name of the show.
    pub podcast_name: Option<String>,
    /// Of the episode.
    pub description: Option<String>,
    /// Of the audio.
    pub file_name: Option<String>,
    /// Whether to draw a route between the chapters' locations.
    pub waypoints: Option<bool>,
    /// What they were read from.
    pub place: Option<Place>,
}

/// One chapter.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// From the begin of the audio.
    pub start: Millis,
    /// Where it ends, if that is said; else at the next start.
    pub end: Option<Millis>,
    /// Never empty.
    pub title: Option<String>,
    /// A related page.
    pub url: Option<String>,
    /// An address (or, in an author's files, a path) of a picture.
    pub image: Option<String>,
    /// Shown in the table of contents; `false` is a silent marker.
    pub toc: bool,
    /// What place it is about.
    pub location: Option<ChapterLocation>,
    /// Where it was read.
    pub place: Option<Place>,
}

/// A place on earth that a chapter is about; attributes as those of `podcast:location`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChapterLocation {
    /// As people call it.
    pub name: String,
    /// A geo URI (RFC 5870).
    pub geo: Option<String>,
    /// An OpenStreetMap object.
    pub osm: Option<String>,
    /// `subject` or `creator`.
    pub rel: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

impl Chapter {
    /// A visible chapter of which only the start is known.
    pub fn new(start: Millis) -> Chapter {
        Chapter { start, end: None, title: None, url: None, image: None, toc: true, location: None, place: None }
    }

    /// With a title, unless it is blank.
    pub fn title(mut self, title: &str) -> Chapter {
        self.title = filled(title);
        self
    }
}

impl Chapters {
    /// Sorted by start; chapters of one start stay in their order.
    pub fn sorted(&self) -> Chapters {
        let mut sorted = self.clone();
        sorted.list.sort_by_key(|chapter| chapter.start);
        sorted
    }

    /// Starts and titles as an episode's front matter has them.
    pub fn front_matter(&self) -> String {
        let mut out = String::from("chapters = [\n");
        for chapter in &self.list {
            let title = toml::Value::String(one_line(chapter.title.as_deref()));
            out.push_str(&format!("  {{ start = \"{}\", title = {title} }},\n", chapter.start.clock_millis()));
        }
        out + "]\n"
    }

    /// Sorted, each end known: its own if it lies after the start, else the next later start, and the audio's duration for
    /// the last (if that is known and later).
    pub fn with_ends(&self, duration: Option<Millis>) -> Chapters {
        let mut filled = self.sorted();
        let mut later = duration;
        let mut starts = None;
        for chapter in filled.list.iter_mut().rev() {
            if starts.is_some_and(|start| start > chapter.start) {
                later = starts;
            }
            starts = Some(chapter.start);
            let lies_after = |end: &Millis| *end > chapter.start;
            chapter.end = chapter.end.filter(lies_after).or(later.filter(lies_after));
        }
        filled
    }
}

/// A file format of chapters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Podcast namespace JSON 1.2.
    Json,
    /// Podlove Simple Chapters 1.2.
    Psc,
    /// `HH:MM:SS.mmm Title`.
    Mp4chaps,
    /// `HH:MM:SS Title`.
    List,
    /// FFmpeg's metadata file.
    Ffmetadata,
    /// WebVTT chapters.
    Vtt,
    /// Audacity labels.
    Audacity,
}

impl Format {
    /// All of them.
    pub const ALL: &[Format] =
        &[Format::Json, Format::Psc, Format::Mp4chaps, Format::List, Format::Ffmetadata, Format::Vtt, Format::Audacity];

    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Psc => "psc",
            Format::Mp4chaps => "mp4chaps",
            Format::List => "list",
            Format::Ffmetadata => "ffmetadata",
            Format::Vtt => "vtt",
            Format::Audacity => "audacity",
        }
    }

    /// The format of that name.
    pub fn by_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Endings of its files, without the dot; the first is the one that is written.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Json => &["json"],
            Format::Psc => &["psc.xml", "xml", "psc"],
            Format::Mp4chaps | Format::List | Format::Audacity => &["txt"],
            Format::Ffmetadata => &["ffmetadata", "ffmeta"],
            Format::Vtt => &["vtt"],
        }
    }

    /// The format that a file of that name is to be written in; `.txt` is [`Format::Mp4chaps`].
    pub fn by_ending(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let ends = |ending: &&'static str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
        Format::ALL.iter().copied().find(|format| format.endings().iter().any(ends))
    }

    /// The media type it is served and announced as.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json => "application/json+chapters",
            Format::Psc => "application/xml",
            Format::Vtt => "text/vtt",
            Format::Mp4chaps | Format::List | Format::Ffmetadata | Format::Audacity => "text/plain",
        }
    }
}

/// The format of a text: by what it holds, and by its name only where that says nothing.
pub fn detect(name: &str, text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return Some(Format::Psc);
    }
    if text.starts_with("WEBVTT") {
        return Some(Format::Vtt);
    }
    if text.starts_with(";FFMETADATA") || text_lines(text).any(|(_, line)| line.trim() == "[CHAPTER]") {
        return Some(Format::Ffmetadata);
    }
    if text.starts_with(['{', '[']) && !text::is_chapter_line(text) {
        return Some(Format::Json);
    }
    text_lines(text).find_map(|(_, line)| audacity::recognise(line).or_else(|| text::recognise(line))).or_else(|| {
        let by_ending = Format::by_ending(name)?;
        (by_ending != Format::Mp4chaps).then_some(by_ending)
    })
}

/// Reads chapters; whatever can't be read is left out and said.
pub fn read(source: &Arc<Source>, format: Format) -> (Chapters, Vec<Diagnostic>) {
    let (mut chapters, diagnostics) = match format {
        Format::Json => json::read(source),
        Format::Psc => psc::read(source),
        Format::Mp4chaps => text::read(source, text::Separator::Blank),
        Format::List => text::read(source, text::Separator::Sign),
        Format::Ffmetadata => ffmetadata::read(source),
        Format::Vtt => vtt::read(source),
        Format::Audacity => audacity::read(source),
    };
    chapters.place = Some(source.whole());
    (chapters, diagnostics)
}

/// What a format can't hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// In the plural: `links`.
    pub what: String,
    /// How many of them.
    pub count: usize,
}

/// Writes chapters sorted by start, and says what was left out.
///
/// An end that does not lie after its start is never written. Formats without silent markers leave those out.
pub fn write(chapters: &Chapters, format: Format) -> (String, Vec<Loss>) {
    let mut sorted = chapters.sorted();
    let mut losses = Vec::new();
    let backwards = |chapter: &Chapter| chapter.end.is_some_and(|end| end <= chapter.start);
    note(&mut losses, "ends that do not lie after their start", &sorted.list, backwards);
    for chapter in &mut sorted.list {
        chapter.end = chapter.end.filter(|end| *end > chapter.start);
    }
    if format != Format::Json {
        note(&mut losses, "silent markers", &sorted.list, |chapter| !chapter.toc);
        sorted.list.retain(|chapter| chapter.toc);
        note(&mut losses, "locations", &sorted.list, |chapter| chapter.location.is_some());
    }
    if !matches!(format, Format::Json | Format::Psc) {
        note(&mut losses, "links", &sorted.list, |chapter| chapter.url.is_some());
        note(&mut losses, "images", &sorted.list, |chapter| chapter.image.is_some());
    }
    if matches!(format, Format::Psc | Format::Mp4chaps | Format::List) {
        note(&mut losses, "ends", &sorted.list, |chapter| chapter.end.is_some());
    }
    if format == Format::List {
        note(&mut losses, "fractions of seconds", &sorted.list, |chapter| !chapter.start.0.is_multiple_of(1000));
    }
    let text = match format {
        Format::Json => json::write(&sorted),
        Format::Psc => psc::write(&sorted),
        Format::Mp4chaps => text::write(&sorted, Millis::clock_millis),
        Format::List => text::write(&sorted, Millis::clock),
        Format::Ffmetadata => ffmetadata::write(&sorted),
        Format::Vtt => vtt::write(&sorted),
        Format::Audacity => audacity::write(&sorted),
    };
    (text, losses)
}

fn note(losses: &mut Vec<Loss>, what: &str, list: &[Chapter], lost: impl Fn(&Chapter) -> bool) {
    let count = list.iter().filter(|chapter| lost(chapter)).count();
    if count > 0 {
        losses.push(Loss { what: what.to_string(), count });
    }
}

/// A text trimmed, unless nothing is left.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

/// A title for formats of one line: runs of blanks and line ends are one blank.
fn one_line(title: Option<&str>) -> String {
    title.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text with the offsets at which they begin; LF, CR LF and CR end a line.
fn text_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some((0, text));
    std::iter::from_fn(move || {
        let (start, line) = rest?;
        let end = line.find(['\n', '\r']).unwrap_or(line.len());
        let (line, tail) = line.split_at(end);
        let after = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r']));
        rest = after.map(|after| (start + end + tail.len() - after.len(), after));
        Some((start, line))
    })
}

/// Where a part that was borrowed from a text stands in it.
fn range_in(text: &str, part: &[u8]) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    start..(start + part.len()).min(text.len())
}

#[cfg(test)]
mod tests;
