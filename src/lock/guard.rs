//! The guards: what the sources say now against what listeners have, and the lock that follows.
//!
//! Every change is made to the next lock or refused, one by one; the lock of an [`Outcome`] with a refused change is
//! the old one in that point, and is not meant to be written.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Datelike, FixedOffset, Timelike};

use super::write::quoted;
use super::*;
use crate::diagnostic::{At, Diagnostic, Edit, Fix, Rule};
use crate::scalar::{date_rfc3339, slug};
use crate::source::Place;

/// What the sources say now.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// `podcast:guid`; none while the site is a placeholder, and then the lock's stays.
    pub guid: Option<String>,
    /// Where `show.guid` stands.
    pub guid_at: Option<Place>,
    /// Addresses of the feeds, the first one first.
    pub feeds: Vec<String>,
    /// All episodes, drafts included, in any order.
    pub episodes: Vec<PresentEpisode>,
}

/// An episode as its files say it.
#[derive(Clone, Debug)]
pub struct PresentEpisode {
    /// NAME.
    pub name: String,
    /// The one in the front matter, else [`guid_for`], else [`new_guid`].
    pub guid: String,
    /// Title, to know a renamed file by.
    pub title: String,
    /// Its date; an episode without one is not locked.
    pub date: Option<DateTime<FixedOffset>>,
    /// Path of its page in `public/`, with `/` at the end; none where the page is elsewhere.
    pub page: Option<String>,
    /// The enclosure's URL, without prefix; none where nothing is known of it, and then the lock's stays.
    pub enclosure: Option<String>,
    /// Facts of its media files: measured, or the lock's where the file is not here.
    pub media: BTreeMap<String, LockedMedia>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether it is in private feeds only.
    pub private: bool,
    /// Where its facts stand.
    pub places: Places,
}

/// Where the facts of an episode stand.
#[derive(Clone, Debug)]
pub struct Places {
    /// The episode's file.
    pub file: At,
    /// `guid`, or where it would stand.
    pub guid: Option<GuidPlace>,
    /// `date`.
    pub date: Option<Place>,
    /// `audio` or `enclosure`.
    pub enclosure: Option<Place>,
    /// `slug`.
    pub slug: Option<Place>,
}

/// Where the guid of a front matter is, or goes.
#[derive(Clone, Debug)]
pub enum GuidPlace {
    /// The value that is written there, with its quotes.
    Written(Place),
    /// An empty place at the begin of a line of TOML that is outside all tables.
    Toml(Place),
    /// An empty place at the begin of a line of YAML at the top level.
    Yaml(Place),
}

/// The next lock, and what stands against it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What is to be written, where nothing is refused.
    pub lock: Lock,
    /// Changes that are refused (errors), and advice.
    pub diagnostics: Vec<Diagnostic>,
    /// Guarded changes that were let through.
    pub accepted: Vec<Accepted>,
    /// What differs from the old lock, a line each.
    pub changes: Vec<String>,
}

impl Outcome {
    /// The same for some episodes only: what the old lock says about the show and about all others stays.
    pub fn only(mut self, old: &Lock, names: &[String]) -> Outcome {
        let named = |episode: Option<&LockedEpisode>| episode.is_some_and(|episode| names.contains(&episode.name));
        let meant = |lock: &Lock, guid: &str| named(old.episodes.get(guid)) || named(lock.episodes.get(guid));
        let next = std::mem::take(&mut self.lock);
        self.diagnostics.retain(|finding| finding.item.as_ref().is_some_and(|guid| meant(&next, guid)));
        self.lock = old.clone();
        if old.episodes.is_empty() {
            self.lock.guid.clone_from(&next.guid);
            self.lock.feeds.clone_from(&next.feeds);
        }
        for (guid, episode) in &next.episodes {
            if meant(&next, guid) {
                self.lock.episodes.insert(guid.clone(), episode.clone());
            }
        }
        self.changes = differences(old, &self.lock);
        self
    }
}

/// The lock that follows from the old one and the sources.
///
/// `now` and `accept` decide which changes are refused, never what an unrefused change looks like.
pub fn next(lock: &Lock, present: &Present, now: &DateTime<FixedOffset>, accept: &Accept) -> Outcome {
    let mut judge = Judge { old: lock, now, accept, lock: lock.clone(), diagnostics: Vec::new(), accepted: Vec::new() };
    judge.show(present);
    let mut episodes: Vec<&PresentEpisode> = present.episodes.iter().collect();
    episodes.sort_by(|a, b| a.name.cmp(&b.name));
    judge.episodes(&episodes);
    judge.redirects();
    judge.accepted.sort();
    let changes = differences(lock, &judge.lock);
    Outcome { lock: judge.lock, diagnostics: judge.diagnostics, accepted: judge.accepted, changes }
}

/// Fixes that write the lock's guid into the files that have none: of each file's own NAME, and safe.
pub fn unwritten_guids(lock: &Lock, present: &Present) -> Vec<Fix> {
    let known = |episode: &&PresentEpisode| {
        let unwritten = matches!(episode.places.guid, Some(GuidPlace::Toml(_) | GuidPlace::Yaml(_)));
        unwritten && lock.episodes.get(&episode.guid).is_some_and(|locked| locked.name == episode.name)
    };
    let episodes = present.episodes.iter().filter(known);
    episodes.filter_map(|episode| episode.guid_fix(true, "write the guid that the lock has", &episode.guid)).collect()
}

struct Judge<'a> {
    old: &'a Lock,
    now: &'a DateTime<FixedOffset>,
    accept: &'a Accept,
    lock: Lock,
    diagnostics: Vec<Diagnostic>,
    accepted: Vec<Accepted>,
}

impl Judge<'_> {
    /// Whether a guarded change is let through; if not, the finding is kept, with the flag that would.
    fn lets(&mut self, rule: &'static Rule, name: Option<&str>, finding: Diagnostic) -> bool {
        if self.accept.allows(rule, name) {
            self.accepted.push(Accepted { rule: rule.id, episode: name.map(str::to_string) });
            return true;
        }
        let flag = match name {
            Some(name) => format!("--accept {}", shell(&format!("{}:{name}", rule.id))),
            None => format!("--accept {}", rule.id),
        };
        let help = match &finding.help {
            Some(help) => format!("{help}, or let it through with `{flag}`"),
            None => format!("let it through with `{flag}`"),
        };
        self.diagnostics.push(finding.help(help));
        false
    }

    fn show(&mut self, present: &Present) {
        let published = self.old.episodes.values().any(|episode| episode.is_published(self.now));
        let lock_file = || At::File(LOCK_FILE.into());
        if let Some(guid) = &present.guid
            && self.old.guid.as_ref() != Some(guid)
        {
            let through = match self.old.guid.as_ref().filter(|_| published) {
                None => true,
                Some(old) => {
                    let at = present.guid_at.as_ref().map_or_else(lock_file, At::from);
                    let message = "the guid of the show is another than the published one";
                    let mut finding = Diagnostic::new(&PODCAST_GUID_CHANGED, at, message)
                        .found(guid)
                        .expected(old)
                        .help(format!("write `guid = {}` under [show]", quoted(old)));
                    if let Some(place) = &present.guid_at {
                        finding = finding.fix(true, "write the published guid", place, quoted(old));
                    }
                    self.lets(&PODCAST_GUID_CHANGED, None, finding)
                }
            };
            if through {
                self.lock.guid = Some(guid.clone());
            }
        }
        let gone: Vec<String> = self.old.feeds.iter().filter(|feed| !present.feeds.contains(feed)).cloned().collect();
        let through = gone.is_empty() || !published || {
            let message = format!("nothing answers any longer at the published feed {}", gone.join(", "));
            let finding = Diagnostic::new(&FEED_URL_CHANGED, At::File("feed.toml".into()), message)
                .found(present.feeds.join(", "))
                .expected(self.old.feeds.join(", "))
                .help("put the address back");
            self.lets(&FEED_URL_CHANGED, None, finding)
        };
        if through {
            let in_use: HashSet<&str> = present.feeds.iter().map(String::as_str).collect();
            self.lock.feeds = present.feeds.clone();
            remember_moves(&mut self.lock.moved_feeds, gone, &in_use);
        }
    }

    fn episodes(&mut self, episodes: &[&PresentEpisode]) {
        let old = self.old;
        let owners = self.owners(episodes);
        let names: BTreeMap<&str, &str> = old
            .episodes
            .iter()
            .filter(|(_, episode)| !episode.removed)
            .map(|(guid, episode)| (episode.name.as_str(), guid.as_str()))
            .collect();
        let mut lost: BTreeSet<&str> = old
            .episodes
            .iter()
            .filter(|(guid, episode)| !episode.removed && !owners.contains_key(guid.as_str()))
            .map(|(guid, _)| guid.as_str())
            .collect();
        let drafts: BTreeMap<&str, &PresentEpisode> = episodes
            .iter()
            .filter(|episode| episode.draft)
            .flat_map(|episode| {
                [Some(episode.guid.as_str()), names.get(episode.name.as_str()).copied()]
                    .into_iter()
                    .flatten()
                    .map(|guid| (guid, *episode))
            })
            .collect();
        // A file that keeps its NAME is surely the same episode; the others are known by what they hold.
        let mut unknown = Vec::new();
        for episode in owners.values() {
            if let Some(before) = old.episodes.get(&episode.guid) {
                self.known(before, episode);
            } else if let Some(guid) = names.get(episode.name.as_str()).filter(|guid| lost.remove(*guid)) {
                self.another_guid(guid, episode, true);
            } else {
                unknown.push(*episode);
            }
        }
        unknown.sort_by(|a, b| a.name.cmp(&b.name));
        let likenesses: [(Likeness, bool); 3] = [(same_media, true), (same_title, false), (same_date, false)];
        for (resembles, sure) in likenesses {
            unknown.retain(|episode| {
                let of = lost.iter().copied().find(|guid| {
                    let before = old.episodes.get(*guid);
                    !drafts.contains_key(guid)
                        && before.is_some_and(|before| before.is_published(self.now) && resembles(before, episode))
                });
                let Some(guid) = of else { return true };
                lost.remove(guid);
                self.another_guid(guid, episode, sure);
                false
            });
        }
        for episode in unknown {
            self.enter(episode);
        }
        for guid in lost {
            self.remove(guid, drafts.get(guid).copied());
        }
    }

    /// The one episode of each guid. Of several it is the one that the lock names, else the first; drafts have no say.
    fn owners<'e>(&mut self, episodes: &[&'e PresentEpisode]) -> BTreeMap<&'e str, &'e PresentEpisode> {
        let mut owners: BTreeMap<&str, &PresentEpisode> = BTreeMap::new();
        let mut others = Vec::new();
        for episode in episodes.iter().copied().filter(|episode| !episode.draft) {
            let locked = self.old.episodes.get(&episode.guid).is_some_and(|before| before.name == episode.name);
            match owners.get(episode.guid.as_str()) {
                Some(_) if !locked => others.push(episode),
                owner => {
                    others.extend(owner.copied());
                    owners.insert(&episode.guid, episode);
                }
            }
        }
        for episode in others {
            let Some(owner) = owners.get(episode.guid.as_str()) else { continue };
            let message = format!("the guid of the episode \"{}\" stands in \"{}\" too", owner.name, episode.name);
            let finding = Diagnostic::new(&GUID_REUSED, episode.guid_at(), message)
                .found(&episode.guid)
                .item(&episode.guid)
                .related(owner.guid_at(), "its own episode")
                .help("delete the guid here; the episode gets one of its own");
            self.diagnostics.push(finding);
        }
        owners
    }

    /// An episode whose guid the lock has.
    fn known(&mut self, before: &LockedEpisode, episode: &PresentEpisode) {
        let renamed = before.name != episode.name;
        let resembles = same_media(before, episode) || same_date(before, episode) || same_title(before, episode);
        let resembles = resembles || (before.enclosure.is_some() && before.enclosure == episode.enclosure);
        let guarded = before.removed || before.is_published(self.now);
        let another = guarded && renamed && !resembles;
        if another {
            let what = if before.removed { "removed" } else { "published" };
            let message = format!(
                "\"{}\" has the guid of the {what} episode \"{}\" and nothing else of it",
                episode.name, before.name
            );
            let finding = Diagnostic::new(&GUID_REUSED, episode.guid_at(), message)
                .found(&episode.guid)
                .item(&episode.guid)
                .help("delete the guid; the episode gets one of its own");
            if !self.lets(&GUID_REUSED, Some(&episode.name), finding) {
                return;
            }
        }
        // Of an episode that takes another one's guid with leave, nothing is asked a second time.
        let published = !another && before.is_published(self.now);
        let after = self.update(before, episode, published);
        self.lock.episodes.insert(episode.guid.clone(), after);
    }

    /// What the lock will say about an episode that goes on. `published`: its facts are guarded.
    fn update(&mut self, before: &LockedEpisode, episode: &PresentEpisode, published: bool) -> LockedEpisode {
        let name = Some(episode.name.as_str());
        let mut after = before.clone();
        after.name.clone_from(&episode.name);
        after.removed = false;
        let hidden = published && episode.private && !before.private;
        if hidden {
            let message = format!("the published episode \"{}\" is private", episode.name);
            let finding = Diagnostic::new(&ITEM_REMOVED, episode.places.file.clone(), message)
                .item(&episode.guid)
                .help("delete `private = true`");
            after.private = self.lets(&ITEM_REMOVED, name, finding);
        } else {
            after.private = episode.private;
        }
        if let Some(date) = episode.whole_date() {
            let through = !published || date.timestamp() == before.date.timestamp() || {
                let (old, new) = (date_rfc3339(&before.date), date_rfc3339(&date));
                let message = format!("the date of the published episode \"{}\" changed", episode.name);
                let at = episode.places.date.as_ref().map_or_else(|| episode.places.file.clone(), At::from);
                let finding = Diagnostic::new(&PUB_DATE_MOVED, at, message)
                    .found(new)
                    .expected(&old)
                    .item(&episode.guid)
                    .help(format!("write `date = {old}`"));
                self.lets(&PUB_DATE_MOVED, name, finding)
            };
            if through {
                after.date = date;
            }
        }
        if let Some(old) = &before.page
            && before.page != episode.page
        {
            // A page that goes because its episode is private goes with the item.
            let through = !published || hidden || {
                let message = format!("the page of the published episode \"{}\" has another address", episode.name);
                let at = episode.places.slug.as_ref().map_or_else(|| episode.places.file.clone(), At::from);
                let finding = Diagnostic::new(&PAGE_MOVED, at, message)
                    .found(episode.page.as_deref().unwrap_or("no page"))
                    .expected(old)
                    .item(&episode.guid)
                    .help("put the file name and `slug` back");
                self.lets(&PAGE_MOVED, name, finding)
            };
            if through {
                after.page.clone_from(&episode.page);
                after.moved.push(old.clone());
            }
        } else {
            after.page.clone_from(&episode.page);
        }
        if let Some(url) = &episode.enclosure {
            let through = match &before.enclosure {
                Some(old) if published && old != url => {
                    let message = format!("the audio of the published episode \"{}\" has another URL", episode.name);
                    let at = episode.places.enclosure.as_ref().map_or_else(|| episode.places.file.clone(), At::from);
                    let finding = Diagnostic::new(&ENCLOSURE_MOVED, at, message)
                        .found(url)
                        .expected(old)
                        .item(&episode.guid)
                        .help("put the address back");
                    self.lets(&ENCLOSURE_MOVED, name, finding)
                }
                _ => true,
            };
            if through {
                after.enclosure = Some(url.clone());
            }
        }
        if published && (episode.enclosure.is_none() || episode.enclosure == before.enclosure) {
            self.replaced(before, episode);
        }
        after.media =
            episode.media.iter().map(|(file, now)| (file.clone(), joined(before.media.get(file), now))).collect();
        after
    }

    /// Other bytes under the same address.
    fn replaced(&mut self, before: &LockedEpisode, episode: &PresentEpisode) {
        for (file, now) in &episode.media {
            let Some(then) = before.media.get(file) else { continue };
            // Of a recording that only its host has, the size is all there is to compare.
            let (was, is) = match (&then.sha256, &now.sha256) {
                (Some(was), Some(is)) => (was.clone(), is.clone()),
                _ => (format!("{} bytes", then.bytes), format!("{} bytes", now.bytes)),
            };
            if was == is {
                continue;
            }
            let message =
                format!("{file} of the published episode \"{}\" has other bytes under its old URL", episode.name);
            let at = episode.places.enclosure.as_ref().map_or_else(|| episode.places.file.clone(), At::from);
            let finding = Diagnostic::new(&ENCLOSURE_REPLACED, at, message)
                .found(is)
                .expected(was)
                .item(&episode.guid)
                .help("give the episode's files a new name and keep the guid, and the URL is new; apps that have the old file keep it otherwise");
            self.diagnostics.push(finding);
        }
    }

    /// An episode that the lock knows under another guid. `sure`: by its NAME or its audio.
    fn another_guid(&mut self, old_guid: &str, episode: &PresentEpisode, sure: bool) {
        let Some(before) = self.old.episodes.get(old_guid) else { return };
        let message = if before.name == episode.name {
            format!("the episode \"{}\" has another guid than before", episode.name)
        } else {
            format!("\"{}\" seems to be the published episode \"{}\", under another guid", episode.name, before.name)
        };
        let mut finding = Diagnostic::new(&GUID_CHANGED, episode.guid_at(), message)
            .found(&episode.guid)
            .expected(old_guid)
            .item(old_guid)
            .help(format!("write `guid = {}` into the front matter", quoted(old_guid)));
        finding.fix = episode.guid_fix(sure, "write the guid that it was published with", old_guid);
        if self.lets(&GUID_CHANGED, Some(&episode.name), finding) {
            self.mark_removed(old_guid);
            self.enter(episode);
        }
    }

    /// An episode that is gone, or a draft again.
    fn remove(&mut self, guid: &str, draft: Option<&PresentEpisode>) {
        let Some(before) = self.old.episodes.get(guid) else { return };
        let through = !before.is_published(self.now) || {
            let finding = match draft {
                Some(draft) => {
                    let message = format!("the published episode \"{}\" is a draft", before.name);
                    Diagnostic::new(&ITEM_REMOVED, draft.places.file.clone(), message).help("delete `draft = true`")
                }
                None => {
                    let message = format!("the published episode \"{}\" is gone", before.name);
                    Diagnostic::new(&ITEM_REMOVED, At::File(LOCK_FILE.into()), message).help("put its file back")
                }
            };
            self.lets(&ITEM_REMOVED, Some(&before.name), finding.item(guid))
        };
        if through {
            self.mark_removed(guid);
        }
    }

    fn mark_removed(&mut self, guid: &str) {
        if let Some(episode) = self.lock.episodes.get_mut(guid) {
            episode.removed = true;
        }
    }

    /// An episode that the lock does not know yet.
    fn enter(&mut self, episode: &PresentEpisode) {
        let Some(date) = episode.whole_date() else { return };
        let entry = LockedEpisode {
            name: episode.name.clone(),
            date,
            page: episode.page.clone(),
            enclosure: episode.enclosure.clone(),
            media: episode.media.clone(),
            moved: Vec::new(),
            removed: false,
            private: episode.private,
            extra: Facts::new(),
        };
        self.lock.episodes.insert(episode.guid.clone(), entry);
    }

    /// An address that a page has again redirects no longer. What another episode's page has now stays remembered: that
    /// one may not be published yet, and once it is, its page wins over the redirect.
    fn redirects(&mut self) {
        for episode in self.lock.episodes.values_mut() {
            let own: HashSet<&str> = episode.page.as_deref().filter(|_| !episode.removed).into_iter().collect();
            let moved = std::mem::take(&mut episode.moved);
            remember_moves(&mut episode.moved, moved, &own);
        }
    }
}

impl PresentEpisode {
    /// Writes a guid into the front matter, with the line ends that it has.
    fn guid_fix(&self, safe: bool, description: &str, guid: &str) -> Option<Fix> {
        let guid = quoted(guid);
        let (place, text) = match self.places.guid.as_ref()? {
            GuidPlace::Written(place) => (place, guid),
            GuidPlace::Toml(place) => (place, format!("guid = {guid}{}", line_end(place))),
            GuidPlace::Yaml(place) => (place, format!("guid: {guid}{}", line_end(place))),
        };
        let edits = vec![Edit { place: place.clone(), text }];
        Some(Fix { description: description.into(), safe, edits })
    }

    fn guid_at(&self) -> At {
        match &self.places.guid {
            Some(GuidPlace::Written(place)) => place.into(),
            _ => self.places.file.clone(),
        }
    }

    /// Its date as feeds and the lock can say it: in whole seconds, in years of four digits.
    fn whole_date(&self) -> Option<DateTime<FixedOffset>> {
        self.date.and_then(|date| date.with_nanosecond(0)).filter(|date| (0..=9999).contains(&date.year()))
    }
}

/// How the line before a place ends.
fn line_end(place: &Place) -> &'static str {
    let before = place.source.text.get(..place.span.start).unwrap_or_default();
    if before.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// Whether an episode of the sources seems to be one of the lock.
type Likeness = fn(&LockedEpisode, &PresentEpisode) -> bool;

fn same_media(before: &LockedEpisode, episode: &PresentEpisode) -> bool {
    before.shares_media(&episode.media)
}

/// The lock has no titles, but a NAME mostly is one.
fn same_title(before: &LockedEpisode, episode: &PresentEpisode) -> bool {
    let title = slug(&episode.title);
    !title.is_empty() && before.name.rsplit('/').next().is_some_and(|name| slug(name) == title)
}

fn same_date(before: &LockedEpisode, episode: &PresentEpisode) -> bool {
    episode.date.is_some_and(|date| date.timestamp() == before.date.timestamp())
}

/// What is known of a file: of the same bytes, what was known before goes on being true.
fn joined(before: Option<&LockedMedia>, now: &LockedMedia) -> LockedMedia {
    let mut media = now.clone();
    if let Some(before) = before.filter(|before| before.same_bytes(now)) {
        media.duration_ms = now.duration_ms.or(before.duration_ms);
        for (key, value) in &before.extra {
            media.extra.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    media
}

/// A word as a POSIX shell takes it.
fn shell(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ','));
    if plain { word.to_string() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
