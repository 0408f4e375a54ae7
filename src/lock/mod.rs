//! podwright.lock: identity and measured facts of every published episode, and the guards over them.
//!
//! Format: TOML 1.0, `version = 1`, one fact a line, sorted by guid, the guid on every line. Besides the facts of the
//! interface the lock remembers what must never be forgotten:
//!
//! ```toml
//! [show]
//! moved = ["https://show.fm/old.xml"]           # addresses that feeds had before, oldest first
//! [episodes]
//! "G".moved = ["episodes/old-name/"]            # addresses that the page had before, oldest first: each redirects
//! "G".removed = true                            # no longer published; the guid is never given to another episode
//! "G".private = true                            # in private feeds only
//! ```
//!
//! A removed episode keeps its other facts, so that taking one away, or putting it back, is one changed line. Facts
//! that this version does not know are kept as they are.
//!
//! The next lock is a function of the old one and of the sources alone. "Now" decides only which changes are refused
//! ([`next`]): an episode that falls due changes the feed, not the lock. Left out: reading and writing the file, and
//! measuring media (`project`, `media`).

mod accept;
mod compare;
mod guard;
mod read;
mod rules;
mod schema;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Datelike, FixedOffset};

use crate::scalar::episode_guid;

pub(crate) use accept::name_of;
pub use accept::{Accept, Accepted};
pub use compare::{differences, outdated};
pub use guard::{GuidPlace, Outcome, Places, Present, PresentEpisode, next, unwritten_guids};
pub use read::{Newer, read};
pub use rules::*;
pub use schema::schema;
pub use write::write;

/// The file's name, in the show's folder.
pub const LOCK_FILE: &str = "podwright.lock";

/// The version that is written, and the newest that is read.
pub const VERSION: i64 = 1;

/// What podwright.lock says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// `podcast:guid`.
    pub guid: Option<String>,
    /// Addresses of the feeds, the first one first.
    pub feeds: Vec<String>,
    /// Addresses that feeds had before.
    pub moved_feeds: Vec<String>,
    /// By guid.
    pub episodes: BTreeMap<String, LockedEpisode>,
    /// Facts beside the tables that this version does not know.
    extra: Facts,
    /// Facts of the show that this version does not know.
    show_extra: Facts,
}

/// What the lock says about an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedEpisode {
    /// NAME.
    pub name: String,
    /// When it is published, in whole seconds.
    pub date: DateTime<FixedOffset>,
    /// Path of its page in `public/`, with `/` at the end; none where the page is elsewhere.
    pub page: Option<String>,
    /// The enclosure's URL, without prefix.
    pub enclosure: Option<String>,
    /// What was measured, by the path of the file as the lock names it.
    pub media: BTreeMap<String, LockedMedia>,
    /// Addresses that the page had before, oldest first.
    pub moved: Vec<String>,
    /// Whether it was taken away.
    pub removed: bool,
    /// Whether it is in private feeds only.
    pub private: bool,
    extra: Facts,
}

/// What was measured of a media file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedMedia {
    /// Its length; at most `i64::MAX`, the largest number of TOML.
    pub bytes: u64,
    /// How long it plays, in milliseconds.
    pub duration_ms: Option<u64>,
    /// Media type.
    pub media_type: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal; not known of a file that only its host has.
    pub sha256: Option<String>,
    extra: Facts,
}

/// Unknown facts: the keys below the table they stand in, and the value as TOML in one line.
type Facts = BTreeMap<Vec<String>, String>;

impl LockedMedia {
    /// What a measurement found.
    pub fn new(
        bytes: u64,
        duration_ms: Option<u64>,
        media_type: impl Into<String>,
        sha256: Option<String>,
    ) -> LockedMedia {
        LockedMedia { bytes, duration_ms, media_type: media_type.into(), sha256, extra: Facts::new() }
    }

    /// Whether both are known to be the same bytes.
    fn same_bytes(&self, other: &LockedMedia) -> bool {
        self.sha256.is_some() && self.sha256 == other.sha256
    }
}

impl LockedEpisode {
    /// Whether listeners have it: not removed, and its date not after `now`.
    pub fn is_published(&self, now: &DateTime<FixedOffset>) -> bool {
        !self.removed && self.date <= *now
    }

    /// Whether one of these files has the bytes of one of its own.
    fn shares_media(&self, media: &BTreeMap<String, LockedMedia>) -> bool {
        self.media.values().any(|ours| media.values().any(|theirs| ours.same_bytes(theirs)))
    }
}

/// The guid that the lock gives to a file without one: that of its NAME.
///
/// A removed episode's guid goes only to a file that is plainly the same episode put back: of its NAME, with its date
/// or its audio.
pub fn guid_for<'a>(
    lock: &'a Lock,
    name: &str,
    date: Option<&DateTime<FixedOffset>>,
    media: &BTreeMap<String, LockedMedia>,
) -> Option<&'a str> {
    let of_name = || lock.episodes.iter().filter(|(_, episode)| episode.name == name);
    let put_back = |episode: &LockedEpisode| {
        date.is_some_and(|date| date.timestamp() == episode.date.timestamp()) || episode.shares_media(media)
    };
    of_name()
        .find(|(_, episode)| !episode.removed)
        .or_else(|| of_name().find(|(_, episode)| put_back(episode)))
        .map(|(guid, _)| guid.as_str())
}

/// The guid of a file that has none and that the lock does not know: UUIDv5 of `site` and NAME, and where the lock
/// has given that one away already, of NAME with a number behind it.
pub fn new_guid(lock: &Lock, site: &str, name: &str) -> String {
    let first = episode_guid(site, name);
    std::iter::once(first.clone())
        .chain((2..=lock.episodes.len() + 2).map(|number| episode_guid(site, &format!("{name}#{number}"))))
        .find(|guid| !lock.episodes.contains_key(guid))
        .unwrap_or(first)
}

/// Why a build at `now` must be refused: the time would hold back every published episode, as the fixed 1980 of some
/// build shells does. `clock` is what the machine's own clock says, where `now` does not come from it.
pub fn clock_trouble(
    lock: &Lock,
    now: &DateTime<FixedOffset>,
    clock: Option<&DateTime<FixedOffset>>,
) -> Option<String> {
    /// Nothing with an enclosure is older: an earlier time is a clock that was never set.
    const FIRST_YEAR: i32 = 2001;
    let published = |time: &DateTime<FixedOffset>| lock.episodes.values().filter(|e| e.is_published(time)).count();
    let live = lock.episodes.values().filter(|episode| !episode.removed).count();
    if live == 0 || published(now) > 0 {
        return None;
    }
    let held_back = match clock {
        Some(clock) if published(clock) > 0 => published(clock),
        _ if now.year() < FIRST_YEAR => live,
        _ => return None,
    };
    let now = crate::scalar::date_rfc3339(now);
    let episodes =
        if held_back == 1 { "the published episode".into() } else { format!("all {held_back} published episodes") };
    Some(format!(
        "now is said to be {now}, which would take {episodes} out of the feed; unset SOURCE_DATE_EPOCH, set the clock, or give the time with --at"
    ))
}

/// Addresses after one of them moved: the old one is remembered, what is in use again is not.
fn remember_moves(moved: &mut Vec<String>, gone: impl IntoIterator<Item = String>, in_use: &HashSet<&str>) {
    for address in gone {
        moved.retain(|other| *other != address);
        moved.push(address);
    }
    moved.retain(|address| !in_use.contains(address.as_str()));
}
