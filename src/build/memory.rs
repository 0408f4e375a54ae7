//! What the last build knew, so that this one need not find it out again.
//!
//! Kept in the list that the output folder has anyway. A lost memory, one of another program, or one that somebody wrote into, costs
//! time and never changes what is made. Of recordings: size, time of change and hash (how long one plays is the lock's knowledge).
//! Of episodes: what was read of their transcripts, and which files and which part of the feed were made of them, each by a hash
//! of all that it was made from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::lock::{self, Lock};
use crate::output::Output;
use crate::project::{FileEntry, KeyedTranscripts, ReadTranscripts, Stamp};
use crate::scalar::{Fingerprint, Millis};
use crate::show::{MediaFacts, MediaFile};
use crate::source::Source;

/// How the line begins that names the program whose memory it is.
const PROGRAM: &str = "program ";
/// How the line of an episode begins; a hash of the rest and the rest follow.
const EPISODE: &str = "episode ";

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Recordings by path: size, time of change, hash.
    seen: HashMap<String, (u64, u64, String)>,
    /// Facts by hash.
    facts: HashMap<String, MediaFacts>,
    /// Episodes by their Markdown files.
    episodes: HashMap<String, EpisodeMemory>,
}

/// What is remembered of an episode.
#[derive(Debug, Deserialize)]
struct EpisodeMemory {
    /// Its Markdown file.
    file: String,
    /// What was read of its transcripts.
    transcripts: Option<KeyedTranscripts>,
    /// What was made of it.
    made: Option<MadeBefore>,
}

/// The same, to be written.
#[derive(Serialize)]
struct EpisodeLine<'a> {
    file: &'a str,
    transcripts: Option<&'a KeyedTranscripts>,
    made: Option<&'a MadeBefore>,
}

/// What was made of an episode.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MadeBefore {
    /// A hash of all that it was made from, links aside.
    pub(super) key: String,
    /// Where the relative links of its notes led.
    pub(super) links: BTreeMap<String, Option<String>>,
    /// Its files in the order of their paths' list; `None` for those that the author's own stand for.
    pub(super) files: Vec<Option<Stamp>>,
    /// How many words the glossary corrected.
    pub(super) corrected: usize,
    /// Where its item stands in the feed, and a hash of it.
    pub(super) item: (Range<usize>, String),
    /// Namespaces the item needs.
    pub(super) prefixes: BTreeSet<String>,
}

impl MadeBefore {
    /// With the place of its item in the feed.
    pub(super) fn standing_at(mut self, range: Range<usize>) -> MadeBefore {
        self.item.0 = range;
        self
    }
}

impl Memory {
    /// What an output folder and the lock hold; nothing where the lock can't be read.
    pub(super) fn read(root: &Path, output: &Output) -> Memory {
        let mut memory = Memory::default();
        let lines = output.memory();
        if lines.iter().any(|line| line.strip_prefix(PROGRAM).is_some_and(|name| Some(name) == program().as_deref())) {
            let episodes = lines.par_iter().filter_map(|line| read_line(line));
            memory.episodes = episodes.map(|episode| (episode.file.clone(), episode)).collect();
        }
        for line in lines {
            let mut parts = line.splitn(4, ' ');
            let (Some(hash), Some(size), Some(time), Some(path)) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let (Ok(size), Ok(time)) = (size.parse(), time.parse()) {
                memory.seen.insert(path.to_string(), (size, time, hash.to_string()));
            }
        }
        if memory.seen.is_empty() {
            return memory;
        }
        let lock = std::fs::read_to_string(root.join(lock::LOCK_FILE)).ok();
        let lock = lock.and_then(|text| lock::read(&Source::new(lock::LOCK_FILE, text)).ok());
        let lock: Lock = lock.map(|(lock, _)| lock).unwrap_or_default();
        for media in lock.episodes.values().flat_map(|episode| episode.media.values()) {
            let Some(hash) = &media.sha256 else { continue };
            let facts = MediaFacts {
                bytes: media.bytes,
                duration: media.duration_ms.map(Millis),
                media_type: media.media_type.clone(),
                sha256: media.sha256.clone(),
            };
            memory.facts.insert(hash.clone(), facts);
        }
        memory
    }

    /// The facts of a file that has the size and time of change it had.
    pub(super) fn facts(&self, entry: &FileEntry) -> Option<MediaFacts> {
        let (size, time, hash) = self.seen.get(&entry.path)?;
        let same = *size == entry.stamp.size && *time == entry.stamp.modified && *time > 0;
        self.facts.get(hash).filter(|facts| same && facts.bytes == entry.stamp.size).cloned()
    }

    /// What was read of the transcripts of an episode, if they have the key they had.
    pub(super) fn transcripts(&self, file: &str, key: &str) -> Option<ReadTranscripts> {
        let keyed = self.episodes.get(file)?.transcripts.as_ref()?;
        keyed.read.clone().filter(|_| keyed.key == key)
    }

    /// What was made of an episode.
    pub(super) fn made(&self, file: &str) -> Option<&MadeBefore> {
        self.episodes.get(file)?.made.as_ref()
    }
}

/// The program that runs: not only its version, or one that is being worked on would take over what it made before the last change.
fn program() -> Option<String> {
    let stamp = Stamp::read(&std::env::current_exe().ok()?).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), stamp.size, stamp.modified))
}

/// The lines of a list that are about episodes: as they were, for a build that breaks off.
pub(super) fn lines_of_episodes(lines: &[String]) -> impl Iterator<Item = String> {
    lines.iter().filter(|line| line.starts_with(PROGRAM) || line.starts_with(EPISODE)).cloned()
}

/// What the next build is to remember of episodes: what was read of their transcripts, and what was made of them.
pub(super) fn lines(transcripts: &HashMap<String, KeyedTranscripts>, made: &HashMap<&str, MadeBefore>) -> Vec<String> {
    let Some(program) = program() else { return Vec::new() };
    let mut lines = vec![format!("{PROGRAM}{program}")];
    let mut episodes: Vec<_> = transcripts.iter().collect();
    episodes.sort_by_key(|(file, _)| *file);
    lines.par_extend(episodes.par_iter().filter_map(|(file, keyed)| {
        let transcripts = Some(*keyed).filter(|keyed| keyed.read.is_some());
        let text = serde_json::to_string(&EpisodeLine { file, transcripts, made: made.get(file.as_str()) }).ok()?;
        Some(format!("{EPISODE}{} {text}", hash(&text)))
    }));
    lines
}

fn read_line(line: &str) -> Option<EpisodeMemory> {
    let (hashed, text) = line.strip_prefix(EPISODE)?.split_once(' ')?;
    if hashed == hash(text) { serde_json::from_str(text).ok() } else { None }
}

pub(super) fn hash(bytes: impl AsRef<[u8]>) -> String {
    Fingerprint::default().part(bytes).hex()
}

/// What the next build is to remember of a recording.
pub(super) fn line(root: &Path, file: &MediaFile) -> Option<String> {
    let source = file.source.as_ref()?;
    let stamp = Stamp::read(&root.join(source)).ok().filter(|stamp| stamp.modified > 0)?;
    let hash = file.facts.sha256.as_ref()?;
    Some(format!("{hash} {} {} {source}", stamp.size, stamp.modified))
}
