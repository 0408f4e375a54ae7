//! The show as it is published: identity, addresses, inheritance, order.
//!
//! Between what the author wrote (`manifest`) and what is made of it (`feed`, `site`). Pure: what lies on disk comes in as
//! [`EpisodeSources`] and facts about files.

mod address;
mod assemble;
mod path;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

pub use address::{Addresses, episode_path, folder_url, last_part, page_path, remote_key};
pub use assemble::{Assembled, Moment, assemble};
pub use path::{Outside, parent, resolve};
pub use rules::*;

use crate::chapters::Chapters;
use crate::element::podcast::{AlternateEnclosure, Person};
use crate::keys::PathOrUrl;
use crate::manifest::{FeedToml, FrontMatter};
use crate::notes::Notes;
use crate::scalar::Millis;
use crate::source::{Source, Spanned};
use crate::transcript::Format;

/// Everything about a show that a feed or a page is made from.
#[derive(Debug)]
pub struct Show {
    /// What stands in feed.toml.
    pub keys: FeedToml,
    /// Where it is served.
    pub addresses: Addresses,
    /// The name; empty if feed.toml has none (then there is an error, and nothing is built).
    pub title: String,
    /// The description, read as Markdown.
    pub description: Notes,
    /// BCP 47; `en` if feed.toml has none.
    pub language: String,
    /// `podcast:guid`, unless the site is a placeholder.
    pub guid: Option<String>,
    /// The cover.
    pub artwork: Option<Picture>,
    /// The regular people.
    pub people: Vec<Person>,
    /// Files of the show that are published under an address of their own, by path.
    pub files: BTreeMap<String, PublishedFile>,
    /// Those of this build, newest first.
    pub episodes: Vec<Episode>,
}

/// An episode that is published.
#[derive(Debug)]
pub struct Episode {
    /// Its file name without ending, or its folder's name.
    pub name: String,
    /// The address part made from it.
    pub path: String,
    /// Language of the folder its page is in, if it is a translation.
    pub translation: Option<String>,
    /// NAMEs of the same episode in other languages, with the language.
    pub translations: Vec<(String, String)>,
    /// What stands in the front matter.
    pub keys: FrontMatter,
    /// Its Markdown file.
    pub source: Arc<Source>,
    /// The show notes.
    pub notes: Notes,
    /// The title; empty only in a draft.
    pub title: String,
    /// Permanent identity.
    pub guid: String,
    /// When it is published; a draft may have none, then the moment of the build stands for it.
    pub date: DateTime<FixedOffset>,
    /// Whether it is in this build by `--drafts` only.
    pub state: State,
    /// BCP 47.
    pub language: String,
    /// The recording.
    pub enclosure: Option<Enclosure>,
    /// Other forms of the recording.
    pub alternates: Vec<Alternate>,
    /// Transcripts, a source per language.
    pub transcripts: Vec<TranscriptSource>,
    /// Chapters, from wherever they come; empty if there are none.
    pub chapters: Chapters,
    /// Whom the item names: the show's people and the episode's.
    pub people: Vec<Person>,
    /// A picture of its own.
    pub artwork: Option<Picture>,
}

/// Where an episode stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its date has come.
    Published,
    /// Its date is to come.
    Scheduled,
    /// Held back by its author.
    Draft,
}

/// A recording as the feed names it.
#[derive(Clone, Debug)]
pub struct Enclosure {
    /// Without tracking prefixes.
    pub url: String,
    /// In bytes; 0 for unknown.
    pub length: u64,
    /// Media type.
    pub media_type: String,
    /// How long it plays.
    pub duration: Option<Millis>,
    /// The file, if it is the show's own.
    pub file: Option<MediaFile>,
}

/// Another form of the recording.
#[derive(Clone, Debug)]
pub struct Alternate {
    /// What the author wrote about it, if it was not found by name.
    pub keys: Option<AlternateEnclosure>,
    /// The file, where it is the show's own.
    pub media: Option<Enclosure>,
    /// BCP 47, where it is not the episode's.
    pub language: Option<String>,
}

/// A recording in the show's folder (or one that the lock remembers).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// From the show's folder; `None` if the file is not on this machine.
    pub source: Option<String>,
    /// Below `media/`, and the name of its facts in the lock.
    pub key: String,
    /// What was measured.
    pub facts: MediaFacts,
}

/// What is measured of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFacts {
    /// Size.
    pub bytes: u64,
    /// Length in time, if it can be told.
    pub duration: Option<Millis>,
    /// By content.
    pub media_type: String,
    /// Lower-case hex; not known of a recording that only its host has.
    pub sha256: Option<String>,
}

/// A picture as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Absolute.
    pub url: String,
    /// In pixels, if known.
    pub size: Option<(u32, u32)>,
    /// Media type, if known.
    pub media_type: Option<String>,
}

/// A file of the show that gets an address of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// Below `public/`.
    pub path: String,
    /// In pixels, of a picture.
    pub size: Option<(u32, u32)>,
    /// Media type by content, else by ending.
    pub media_type: Option<String>,
}

/// The transcript of one language, and what is published of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TranscriptSource {
    /// From the show's folder.
    pub path: String,
    /// How it is written.
    pub format: Format,
    /// An untimed one of the same language whose headings and speakers are taken over.
    pub structure: Option<(String, Format)>,
    /// BCP 47.
    pub language: String,
    /// Whether cues have times.
    pub timed: bool,
    /// Whether its author calls it captions.
    pub captions: bool,
    /// Published formats whose file is copied byte for byte: from which path.
    pub verbatim: BTreeMap<Format, String>,
    /// What is published, in the order of the feed.
    #[serde(skip)]
    pub formats: Vec<Format>,
}

/// An episode's files as they were read from disk.
#[derive(Debug)]
pub struct EpisodeSources {
    /// NAME.
    pub name: String,
    /// NAME and language of what it translates, told by the file's name.
    pub translation: Option<(String, String)>,
    /// Its Markdown file.
    pub source: Arc<Source>,
    /// Its folder, from the show's.
    pub folder: String,
    /// What stands in the front matter.
    pub keys: FrontMatter,
    /// The body.
    pub notes: Notes,
    /// The recording, if it is a file of the show and here.
    pub audio: Option<Sound>,
    /// Other recordings, found by name or named.
    pub alternates: Vec<AlternateSource>,
    /// Whether the front matter could not be read whole: what is missing there may be behind the fault.
    pub broken: bool,
    /// Whether a problem with the recording was reported already.
    pub audio_reported: bool,
    /// Transcripts, without their published formats.
    pub transcripts: Vec<TranscriptSource>,
    /// Chapters of files, of the front matter, of a transcript's headings or of the notes.
    pub chapters: Chapters,
    /// The picture that lies beside it or that a key names, from the show's folder.
    pub artwork: Option<String>,
}

/// A recording that was found and measured.
#[derive(Clone, Debug)]
pub struct Sound {
    /// From the show's folder.
    pub path: String,
    /// What was measured.
    pub facts: MediaFacts,
}

/// Another form of the recording as it was found.
#[derive(Clone, Debug)]
pub struct AlternateSource {
    /// What the author wrote, if anything.
    pub keys: Option<AlternateEnclosure>,
    /// The file, if it is one of the show's.
    pub sound: Option<Sound>,
    /// Language in its name.
    pub language: Option<String>,
    /// The word in its name: `low` of `NAME.low.opus`.
    pub tag: Option<String>,
}

impl Show {
    /// The URL of something that a key names: a URL as it is, a path by where the file is published.
    pub fn url_of(&self, folder: &str, value: &PathOrUrl) -> String {
        match value {
            PathOrUrl::Url(url) => url.clone(),
            PathOrUrl::Path(path) => {
                let resolved = resolve(folder, path).unwrap_or_default();
                match self.files.get(&resolved) {
                    Some(file) => self.addresses.url(&file.path),
                    None => self.addresses.url(&resolved),
                }
            }
        }
    }

    /// The same, for the keys of one episode.
    pub fn url_of_spanned(&self, value: &Spanned<PathOrUrl>) -> String {
        self.url_of(parent(&value.place.source.name), &value.value)
    }
}

impl Episode {
    /// The folder of the page, below `public/`.
    pub fn page_folder(&self) -> String {
        page_path(&self.path, self.translation.as_deref())
    }

    /// A file beside the page: `NAME.vtt`, `NAME.de.vtt`, `NAME.chapters.json`.
    pub fn file(&self, rest: &str) -> String {
        format!("{}{}.{rest}", self.page_folder(), last_part(&self.path))
    }

    /// A published transcript's path.
    pub fn transcript_path(&self, transcript: &TranscriptSource, format: Format) -> String {
        if transcript.language == self.language {
            self.file(format.ending())
        } else {
            self.file(&format!("{}.{}", transcript.language, format.ending()))
        }
    }
}
