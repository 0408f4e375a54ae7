//! What the disk tells of a file without reading it: enough to know that it is the one that was read before.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A file's size and times. Two files of one path with one stamp hold the same bytes, if the stamp was settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(u64, u64, u64)", into = "(u64, u64, u64)")]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// Last change of the bytes, in nanoseconds since 1970; 0 where the disk does not know.
    pub modified: u64,
    /// Last change of the bytes or of the entry, which no program can set; 0 where the disk does not know.
    changed: u64,
}

/// The coarsest times that file systems in use have.
const COARSEST: Duration = Duration::from_secs(2);

impl Stamp {
    /// Of what lies at a path; links are followed.
    ///
    /// # Errors
    /// The disk's.
    pub fn read(path: &Path) -> io::Result<Stamp> {
        Ok(Stamp::of(&std::fs::metadata(path)?))
    }

    /// Out of what the disk told.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Stamp {
            size: metadata.len(),
            modified: modified.map_or(0, |time| time.as_nanos() as u64),
            changed: changed(metadata),
        }
    }

    /// Whether another change after `now` would show: a file that was written in the same tick of the disk's clock may be
    /// written again without a new time.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let modified = UNIX_EPOCH + Duration::from_nanos(self.modified);
        self.modified > 0 && now.duration_since(modified).is_ok_and(|age| age > COARSEST)
    }
}

impl From<(u64, u64, u64)> for Stamp {
    fn from((size, modified, changed): (u64, u64, u64)) -> Stamp {
        Stamp { size, modified, changed }
    }
}

impl From<Stamp> for (u64, u64, u64) {
    fn from(stamp: Stamp) -> (u64, u64, u64) {
        (stamp.size, stamp.modified, stamp.changed)
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let nanos = metadata.ctime().checked_mul(1_000_000_000).and_then(|nanos| nanos.checked_add(metadata.ctime_nsec()));
    nanos.and_then(|nanos| u64::try_from(nanos).ok()).unwrap_or_default()
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> u64 {
    0
}
