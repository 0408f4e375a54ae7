//! `podwright status`: what a build would do, and when the next one is due. Reads, and changes nothing.

use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::{BuildError, Checked, Options, check};
use crate::lock::{Lock, Present};
use crate::output::Output;
use crate::site::episode_paths;

/// Where a show stands.
#[derive(Debug)]
pub struct Status {
    /// Now.
    pub now: DateTime<FixedOffset>,
    /// The show as it was judged.
    pub checked: Checked,
    /// Episodes that the feed has at this moment.
    pub published: usize,
    /// Of these, those that the output folder does not have yet: the next build publishes them. Newest first.
    pub next: Vec<Entry>,
    /// Scheduled episodes, the next one first.
    pub scheduled: Vec<Entry>,
    /// Drafts, by NAME.
    pub drafts: Vec<Entry>,
}

/// An episode in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// NAME.
    pub name: String,
    /// Title; a draft may have none.
    pub title: String,
    /// When it is published; a draft may have none.
    pub date: Option<DateTime<FixedOffset>>,
}

/// Where a show stands.
///
/// # Errors
/// As [`check`].
pub fn status(root: &Path, options: &Options<'_>) -> Result<Status, BuildError> {
    let checked = check(root, options)?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let output = Output::open(&out)?;
    let assembled = &checked.assembled;
    let entry = |name: &str| {
        let episode = assembled.present.episodes.iter().find(|episode| episode.name == name);
        let title = episode.map(|episode| episode.title.trim().to_string()).unwrap_or_default();
        Entry { name: name.to_string(), title, date: episode.and_then(|episode| episode.date) }
    };
    let new =
        assembled.show.episodes.iter().filter(|episode| !episode_paths(episode).iter().any(|path| output.has(path)));
    let next = new.map(|episode| entry(&episode.name)).collect();
    let scheduled = assembled.scheduled.iter().map(|(name, _)| entry(name)).collect();
    let mut drafts: Vec<Entry> = assembled.drafts.iter().map(|name| entry(name)).collect();
    drafts.sort_by(|a, b| a.name.cmp(&b.name));
    let published = assembled.show.episodes.len();
    Ok(Status { now: options.now, published, next, scheduled, drafts, checked })
}

/// NAMEs of the EPISODEs that people name; of the lock, too, for what was taken away.
pub(super) fn pick_all(
    present: &Present,
    lock: &Lock,
    now: &DateTime<FixedOffset>,
    given: &[String],
) -> Result<Vec<String>, BuildError> {
    let locked = |name: &String| lock.episodes.values().any(|episode| episode.name == *name);
    let pick = |name: &String| if locked(name) { Ok(name.clone()) } else { pick(present, now, name) };
    given.iter().map(pick).collect::<Result<_, _>>().map_err(BuildError::Usage)
}

/// NAME of the EPISODE that people name: a NAME as it is, `latest` for the newest published one.
///
/// # Errors
/// A sentence, if there is none of that name.
pub(super) fn pick(present: &Present, now: &DateTime<FixedOffset>, given: &str) -> Result<String, String> {
    if let Some(episode) = present.episodes.iter().find(|episode| episode.name == given) {
        return Ok(episode.name.clone());
    }
    if given == "latest" {
        let out = present.episodes.iter().filter(|episode| !episode.draft && !episode.private);
        let newest =
            out.filter(|episode| episode.date.is_some_and(|date| date <= *now)).max_by_key(|e| (e.date, &e.name));
        return newest.map(|episode| episode.name.clone()).ok_or_else(|| "no episode is published yet".to_string());
    }
    let near = crate::scalar::nearest(given, present.episodes.iter().map(|episode| episode.name.as_str()));
    let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    Err(format!("there is no episode {given}{near}"))
}
