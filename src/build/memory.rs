//! What the last build knew of recordings: their size, their time of change, their hash. An unchanged file is not read again.
//!
//! Kept in the list that the output folder has anyway; how long a recording plays is the lock's knowledge.

use std::collections::HashMap;
use std::path::Path;

use crate::lock::{self, Lock};
use crate::output::Output;
use crate::project::FileEntry;
use crate::scalar::Millis;
use crate::show::{MediaFacts, MediaFile};
use crate::source::Source;

/// Recordings by path.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Size, time of change, hash.
    seen: HashMap<String, (u64, u64, String)>,
    /// Facts by hash.
    facts: HashMap<String, MediaFacts>,
}

impl Memory {
    /// What lies in the output folder and the lock; nothing where they can't be read.
    pub(super) fn read(root: &Path, out: Option<&Path>) -> Memory {
        let folder = out.map_or_else(|| root.join("public"), Path::to_path_buf);
        let Ok(output) = Output::open(&folder) else { return Memory::default() };
        let mut memory = Memory::default();
        for line in output.memory() {
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
        let same = *size == entry.size && *time == entry.modified && entry.modified > 0;
        self.facts.get(hash).filter(|facts| same && facts.bytes == entry.size).cloned()
    }
}

/// What the next build is to remember of a recording.
pub(super) fn line(root: &Path, file: &MediaFile) -> Option<String> {
    let source = file.source.as_ref()?;
    let metadata = std::fs::metadata(root.join(source)).ok()?;
    let time = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos();
    let hash = file.facts.sha256.as_ref()?;
    Some(format!("{hash} {} {time} {source}", metadata.len()))
}
