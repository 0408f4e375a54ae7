//! Random sequences of what people do to a show, and what listeners must be able to rely on after each.
//!
//! A world is a show as its author sees it: files, keys, the text of the lock, the day. A sequence changes it, builds,
//! accepts or does not. The same steps run in memory (thousands of sequences: everything but disk and rendering is the
//! real code) and, a few of them, in folders, where the outcome must be the same.
//!
//! `PODWRIGHT_SEQUENCES=200000 cargo test --release --test suite machine` plays longer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use chrono::{DateTime, FixedOffset};
use podwright::build::Options;
use podwright::diagnostic::{Diagnostic, Severity};
use podwright::lock::{self, Accept, LOCK_FILE, Lock};
use podwright::manifest::{read_episode, read_feed_toml};
use podwright::notes::Notes;
use podwright::show::{Assembled, EpisodeSources, MediaFacts, Moment, Sound, assemble};
use podwright::site;
use podwright::source::Source;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sha2::{Digest, Sha256};

use crate::support::{FEED_TOML, Scratch};

// -- the world ---------------------------------------------------------------------------------------------------------

const NAMES: [&str; 4] = ["a", "b", "s1/a", "Ca fe"];
const SITES: [&str; 2] = ["https://gulls.fm/", "https://terns.fm/pod/"];
const MEDIA: [Option<&str>; 2] = [None, Some("https://cdn.gulls.fm/")];
const FEEDS: [&str; 2] = ["feed.xml", "podcast.xml"];
const SLUGS: [Option<&str>; 2] = [None, Some("other")];

/// An episode's file.
#[derive(Clone, Debug)]
struct File {
    title: String,
    guid: Option<String>,
    day: u32,
    slug: usize,
    draft: bool,
    private: bool,
    /// Which recording.
    sound: u8,
}

#[derive(Clone, Debug)]
struct World {
    files: BTreeMap<String, File>,
    trash: Vec<(String, File)>,
    site: usize,
    media: usize,
    feed: usize,
    /// Whether recordings are on this machine.
    sound_here: bool,
    lock: String,
    day: u32,
    made: u32,
}

/// What a person does.
#[derive(Clone, Debug)]
enum Move {
    New {
        name: usize,
        day: u32,
        written: bool,
    },
    Rename {
        from: usize,
        to: usize,
    },
    Copy {
        from: usize,
        to: usize,
    },
    Swap(usize, usize),
    Delete(usize),
    PutBack,
    Retitle(usize),
    Redate(usize, u32),
    Slug(usize, usize),
    Draft(usize),
    Private(usize),
    Sound(usize, u8),
    /// `check --fix`.
    WriteGuid(usize),
    ForgetGuid(usize),
    OtherGuid(usize),
    Site(usize),
    Media(usize),
    Feed(usize),
    LoseSound,
    FindSound,
    DaysPass(u32),
    /// A build at 1980.
    OldClock,
    /// A build that is killed after it wrote the lock.
    Killed,
    /// A branch that brings an episode and its lock; git leaves both sides of the lock with markers.
    Branch {
        name: usize,
        day: u32,
    },
    /// A build; `accept`: where it is refused, with the flags that it printed.
    Build {
        accept: bool,
    },
    Frozen,
}

fn any_move() -> impl Strategy<Value = Move> {
    let name = 0..NAMES.len();
    prop_oneof![
        4 => (name.clone(), 1..6_u32, any::<bool>()).prop_map(|(name, day, written)| Move::New { name, day, written }),
        2 => (name.clone(), name.clone()).prop_map(|(from, to)| Move::Rename { from, to }),
        1 => (name.clone(), name.clone()).prop_map(|(from, to)| Move::Copy { from, to }),
        1 => (name.clone(), name.clone()).prop_map(|(a, b)| Move::Swap(a, b)),
        1 => name.clone().prop_map(Move::Delete),
        1 => Just(Move::PutBack),
        1 => name.clone().prop_map(Move::Retitle),
        1 => (name.clone(), 1..6_u32).prop_map(|(name, day)| Move::Redate(name, day)),
        1 => (name.clone(), 0..SLUGS.len()).prop_map(|(name, slug)| Move::Slug(name, slug)),
        1 => name.clone().prop_map(Move::Draft),
        1 => name.clone().prop_map(Move::Private),
        1 => (name.clone(), 0..3_u8).prop_map(|(name, sound)| Move::Sound(name, sound)),
        1 => name.clone().prop_map(Move::WriteGuid),
        1 => name.clone().prop_map(Move::ForgetGuid),
        1 => name.clone().prop_map(Move::OtherGuid),
        1 => (0..SITES.len()).prop_map(Move::Site),
        1 => (0..MEDIA.len()).prop_map(Move::Media),
        1 => (0..FEEDS.len()).prop_map(Move::Feed),
        1 => Just(Move::LoseSound),
        1 => Just(Move::FindSound),
        1 => (1..3_u32).prop_map(Move::DaysPass),
        1 => Just(Move::OldClock),
        1 => Just(Move::Killed),
        1 => (name, 1..6_u32).prop_map(|(name, day)| Move::Branch { name, day }),
        8 => any::<bool>().prop_map(|accept| Move::Build { accept }),
        1 => Just(Move::Frozen),
    ]
}

impl World {
    fn new() -> World {
        World {
            files: BTreeMap::new(),
            trash: Vec::new(),
            site: 0,
            media: 0,
            feed: 0,
            sound_here: true,
            lock: String::new(),
            day: 3,
            made: 0,
        }
    }

    fn now(&self) -> DateTime<FixedOffset> {
        date(self.day)
    }

    fn fresh(&mut self) -> u32 {
        self.made += 1;
        self.made
    }

    /// Changes files and keys; builds are the caller's.
    fn act(&mut self, step: &Move) {
        let name = |index: &usize| NAMES[*index].to_string();
        match step {
            Move::New { name: index, day, written } if !self.files.contains_key(NAMES[*index]) => {
                let number = self.fresh();
                let file = File {
                    title: format!("Number {number}"),
                    guid: written.then(|| format!("g-{number}")),
                    day: *day,
                    slug: 0,
                    draft: false,
                    private: false,
                    sound: 10 + (number % 200) as u8,
                };
                self.files.insert(name(index), file);
            }
            Move::Rename { from, to } if !self.files.contains_key(NAMES[*to]) => {
                if let Some(file) = self.files.remove(NAMES[*from]) {
                    self.files.insert(name(to), file);
                }
            }
            Move::Copy { from, to } if !self.files.contains_key(NAMES[*to]) => {
                if let Some(file) = self.files.get(NAMES[*from]).cloned() {
                    self.files.insert(name(to), file);
                }
            }
            Move::Swap(a, b) => {
                let (one, other) = (self.files.remove(NAMES[*a]), self.files.remove(NAMES[*b]));
                self.files.extend(one.map(|file| (name(b), file)));
                self.files.extend(other.map(|file| (name(a), file)));
            }
            Move::Delete(index) => {
                self.trash.extend(self.files.remove(NAMES[*index]).map(|file| (name(index), file)));
            }
            Move::PutBack => {
                if let Some((name, file)) = self.trash.pop() {
                    self.files.entry(name).or_insert(file);
                }
            }
            Move::WriteGuid(index) => {
                let (lock, _) = read_lock(&self.lock);
                let of_name =
                    |(_, episode): &(&String, &lock::LockedEpisode)| episode.name == NAMES[*index] && !episode.removed;
                let guid = lock.episodes.iter().find(of_name).map(|(guid, _)| guid.clone());
                if let (Some(file), Some(guid)) = (self.files.get_mut(NAMES[*index]), guid) {
                    file.guid.get_or_insert(guid);
                }
            }
            Move::OtherGuid(index) => {
                let number = self.fresh();
                if let Some(file) = self.files.get_mut(NAMES[*index]) {
                    file.guid = Some(format!("g-{number}"));
                }
            }
            Move::Retitle(index)
            | Move::Redate(index, _)
            | Move::Slug(index, _)
            | Move::Draft(index)
            | Move::Private(index)
            | Move::Sound(index, _)
            | Move::ForgetGuid(index) => {
                let Some(file) = self.files.get_mut(NAMES[*index]) else { return };
                match step {
                    Move::Retitle(_) => file.title.push('!'),
                    Move::Redate(_, day) => file.day = *day,
                    Move::Slug(_, slug) => file.slug = *slug,
                    Move::Draft(_) => file.draft = !file.draft,
                    Move::Private(_) => file.private = !file.private,
                    Move::Sound(_, sound) => file.sound = *sound,
                    _ => file.guid = None,
                }
            }
            Move::Site(site) => self.site = *site,
            Move::Media(media) => self.media = *media,
            Move::Feed(feed) => self.feed = *feed,
            Move::LoseSound => self.sound_here = false,
            Move::FindSound => self.sound_here = true,
            Move::DaysPass(days) => self.day += days,
            Move::Branch { name: index, day } if !self.lock.is_empty() && !self.files.contains_key(NAMES[*index]) => {
                let mut other = self.clone();
                other.act(&Move::New { name: *index, day: *day, written: true });
                let built = build(&other, &[]);
                if !built.refused.is_empty() {
                    return;
                }
                (self.files, self.made) = (other.files, other.made);
                let joined = format!("<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", self.lock, built.lock);
                // Where both say something about one episode, its author takes what the branch says.
                self.lock = if read_lock(&joined).1.is_empty() { joined } else { built.lock };
            }
            _ => {}
        }
    }

    fn feed_toml(&self) -> String {
        let mut text = FEED_TOML.replace(SITES[0], SITES[self.site]);
        text.push_str(&format!("[feed]\npath = \"{}\"\n", FEEDS[self.feed]));
        text.extend(MEDIA[self.media].map(|base| format!("[media]\nbase_url = \"{base}\"\n")));
        text
    }
}

impl File {
    fn text(&self) -> String {
        let mut text =
            format!("+++\ntitle = \"{}\"\ndate = {}\n", self.title, podwright::scalar::date_rfc3339(&date(self.day)));
        text.extend(self.guid.as_ref().map(|guid| format!("guid = \"{guid}\"\n")));
        text.extend(SLUGS[self.slug].map(|slug| format!("slug = \"{slug}\"\n")));
        text.extend(self.draft.then_some("draft = true\n"));
        text.extend(self.private.then_some("private = true\n"));
        text.push_str("+++\n");
        text
    }
}

fn date(day: u32) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-05-01T06:00:00Z").unwrap() + chrono::Days::new(u64::from(day))
}

// -- a build -----------------------------------------------------------------------------------------------------------

/// What a build came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Built {
    /// Rules at `error`, with the flags that they name; empty if it went through.
    refused: Vec<(String, Option<String>)>,
    /// The lock then.
    lock: String,
    /// The feed, with its address and the show's guid.
    feed: Feed,
    /// Paths of pages and redirects.
    paths: BTreeSet<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Feed {
    url: String,
    show: Option<String>,
    /// Path of the page, enclosure, date; by guid.
    items: BTreeMap<String, (String, String, DateTime<FixedOffset>)>,
}

fn read_lock(text: &str) -> (Lock, Vec<Diagnostic>) {
    if text.is_empty() { Default::default() } else { lock::read(&Source::new(LOCK_FILE, text)).unwrap() }
}

fn flag(finding: &Diagnostic) -> (String, Option<String>) {
    let flag = finding.help.as_ref().and_then(|help| {
        let value = help.split("--accept ").nth(1)?.split('`').next()?;
        Some(value.trim_matches('\'').to_string())
    });
    (finding.rule.id.to_string(), flag)
}

/// The lock and what is made from it. `None` where the clock is refused.
fn judge(world: &World, now: DateTime<FixedOffset>, accept: &[String]) -> Option<(Built, Assembled, Lock)> {
    let (keys, findings) = read_feed_toml(&Source::new("feed.toml", world.feed_toml()));
    let mut diagnostics = findings;
    let (lock, findings) = read_lock(&world.lock);
    diagnostics.extend(findings);
    let sources = world.files.iter().map(|(name, file)| {
        let source = Source::new(format!("episodes/{name}.md"), file.text());
        let (keys, _, findings) = read_episode(&source, None, &[]);
        diagnostics.extend(findings);
        EpisodeSources {
            name: name.clone(),
            translation: None,
            source,
            folder: "episodes".into(),
            keys,
            notes: Notes::default(),
            audio: world.sound_here.then(|| Sound { path: format!("episodes/{name}.mp3"), facts: facts(file.sound) }),
            alternates: Vec::new(),
            broken: false,
            audio_reported: false,
            transcripts: Vec::new(),
            chapters: Default::default(),
            artwork: None,
        }
    });
    let sources = sources.collect();
    let moment = Moment { now, drafts: false, base_url: None };
    let mut assembled = assemble(keys, Notes::default(), sources, BTreeMap::new(), &lock, &moment);
    diagnostics.append(&mut assembled.diagnostics);
    if lock::clock_trouble(&lock, &now, None).is_some() {
        return None;
    }
    let outcome = lock::next(&lock, &assembled.present, &now, &Accept::parse(accept).unwrap());
    diagnostics.extend(outcome.diagnostics);
    diagnostics.retain(|finding| finding.severity == Severity::Error);
    let refused: Vec<_> = diagnostics.iter().map(flag).collect();
    let built = Built { refused, lock: lock::write(&outcome.lock), ..Built::default() };
    Some((built, assembled, outcome.lock))
}

fn build(world: &World, accept: &[String]) -> Built {
    let (mut built, Assembled { show, .. }, lock) =
        judge(world, world.now(), accept).expect("the clock never goes back");
    if !built.refused.is_empty() {
        built.lock.clone_from(&world.lock);
        return built;
    }
    built.paths = site::page_paths(&show, &[], &lock);
    built.paths.extend(show.episodes.iter().map(|episode| format!("{}index.html", episode.page_folder())));
    built.feed = Feed { url: show.addresses.feed_url(), show: show.guid.clone(), items: BTreeMap::new() };
    for episode in &show.episodes {
        let url = episode.enclosure.as_ref().map(|enclosure| enclosure.url.clone()).unwrap_or_default();
        let item = (episode.page_folder(), url, episode.date);
        assert!(built.feed.items.insert(episode.guid.clone(), item).is_none(), "one guid, two items");
    }
    built
}

// -- what listeners have -----------------------------------------------------------------------------------------------

/// What apps and bookmarks know.
#[derive(Debug, Default)]
struct Listeners {
    feed: Option<Feed>,
    /// Every page that an item ever had, by guid.
    pages: BTreeMap<String, BTreeSet<String>>,
}

impl Listeners {
    /// Judges a build that went through. `flags`: what it was allowed.
    fn judge(&mut self, world: &World, built: &Built, flags: &[String]) -> Result<(), TestCaseError> {
        let allowed = |rule: &str| flags.iter().any(|flag| flag.split(':').next() == Some(rule));
        let after = &built.feed;
        if let Some(before) = &self.feed {
            let had_items = !before.items.is_empty();
            prop_assert!(before.show == after.show || !had_items || allowed("podcast-guid-changed"), "the show's guid");
            prop_assert!(before.url == after.url || !had_items || allowed("feed-url-changed"), "the feed's address");
            for (guid, (page, enclosure, date)) in &before.items {
                let Some((new_page, new_enclosure, new_date)) = after.items.get(guid) else {
                    let gone = allowed("item-removed") || allowed("guid-changed");
                    prop_assert!(gone || allowed("pub-date-moved"), "the item {} vanished", guid);
                    continue;
                };
                // Whoever lets another episode have a guid says so once.
                if allowed("guid-reused") {
                    continue;
                }
                prop_assert!(page == new_page || allowed("page-moved"), "{}: {} became {}", guid, page, new_page);
                prop_assert!(
                    enclosure == new_enclosure || allowed("enclosure-moved"),
                    "{}: {} became {}",
                    guid,
                    enclosure,
                    new_enclosure
                );
                prop_assert!(date == new_date || allowed("pub-date-moved"), "{}: another date", guid);
            }
        }
        for (guid, (page, ..)) in &after.items {
            self.pages.entry(guid.clone()).or_default().insert(page.clone());
        }
        for (guid, pages) in self.pages.iter().filter(|(guid, _)| after.items.contains_key(*guid)) {
            for page in pages {
                prop_assert!(built.paths.contains(&format!("{page}index.html")), "{}: nothing at {}", guid, page);
            }
        }
        self.feed = Some(after.clone());
        let (lock, findings) = read_lock(&built.lock);
        prop_assert!(findings.is_empty(), "{:?}\n{}", findings, built.lock);
        prop_assert_eq!(lock::write(&lock), built.lock.clone());
        let known = |guid: &String| lock.episodes.contains_key(guid);
        prop_assert!(self.pages.keys().all(known), "the lock forgot a guid");
        for (guid, (page, enclosure, date)) in &after.items {
            let locked = lock.episodes.get(guid);
            let facts = locked.map(|locked| (locked.page.as_ref(), locked.enclosure.as_ref(), &locked.date));
            prop_assert_eq!(facts, Some((Some(page), Some(enclosure), date)), "the lock says something else");
        }
        let again = build(&World { lock: built.lock.clone(), ..world.clone() }, &[]);
        prop_assert_eq!(&again, built, "a second build changes something");
        Ok(())
    }
}

/// Plays a sequence. `also` sees each build that is made.
fn play(moves: &[Move], mut also: impl FnMut(&World, &[String], &Built)) -> Result<(), TestCaseError> {
    let (mut world, mut listeners) = (World::new(), Listeners::default());
    for step in moves {
        world.act(step);
        match step {
            Move::Build { accept } => {
                let built = build(&world, &[]);
                also(&world, &[], &built);
                if built.refused.is_empty() {
                    listeners.judge(&world, &built, &[])?;
                    world.lock = built.lock;
                    continue;
                }
                let guards: Vec<String> = built.refused.iter().filter_map(|(_, flag)| flag.clone()).collect();
                // What no flag lets through waits for the author.
                if !accept || guards.len() < built.refused.len() {
                    continue;
                }
                // The flags that it printed let it through, all of them and with nothing left to ask.
                let accepted = build(&world, &guards);
                also(&world, &guards, &accepted);
                prop_assert!(accepted.refused.is_empty(), "{:?} after {:?}", accepted.refused, guards);
                listeners.judge(&world, &accepted, &guards)?;
                world.lock = accepted.lock;
            }
            Move::Killed => {
                let built = build(&world, &[]);
                if built.refused.is_empty() {
                    world.lock = built.lock;
                }
            }
            Move::OldClock => {
                let old = DateTime::parse_from_rfc3339("1980-01-01T00:00:00Z").unwrap();
                let published = |(_, locked): (&String, &lock::LockedEpisode)| locked.is_published(&world.now());
                let (lock, _) = read_lock(&world.lock);
                if lock.episodes.iter().any(published) {
                    prop_assert!(judge(&world, old, &[]).is_none(), "a build at 1980 takes every episode away");
                }
            }
            Move::Frozen => {
                let (built, _, next) = judge(&world, world.now(), &[]).expect("the clock never goes back");
                let (lock, findings) = read_lock(&world.lock);
                if built.refused.is_empty() && findings.is_empty() {
                    prop_assert_eq!(lock::outdated(&lock, &next).is_some(), lock::write(&lock) != built.lock);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn sequences(default: u32) -> u32 {
    std::env::var("PODWRIGHT_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

#[test]
fn whatever_people_do_costs_no_listener_unasked() {
    let config = Config { max_shrink_iters: 4000, failure_persistence: None, ..Config::with_cases(sequences(2000)) };
    let strategy = prop::collection::vec(any_move(), 1..25);
    TestRunner::new(config).run(&strategy, |moves| play(&moves, |_, _, _| ())).unwrap();
}

#[test]
fn folders_and_memory_agree() {
    let config = Config {
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::with_cases(sequences(2000).div_ceil(150))
    };
    let strategy = prop::collection::vec(any_move(), 6..20);
    TestRunner::new(config)
        .run(&strategy, |moves| {
            let show = Scratch::empty();
            show.copy("artwork.jpg", "artwork.jpg");
            let mut differs = Ok(());
            play(&moves, |world, flags, built| {
                if differs.is_ok() {
                    differs = agree(&show, world, flags, built);
                }
            })?;
            differs
        })
        .unwrap();
}

/// Builds a world in a folder, over what was built there before, and compares.
fn agree(show: &Scratch, world: &World, accept: &[String], built: &Built) -> Result<(), TestCaseError> {
    let _ = std::fs::remove_dir_all(show.path("episodes"));
    show.write("feed.toml", world.feed_toml());
    for (name, file) in &world.files {
        show.write(&format!("episodes/{name}.md"), file.text());
        if world.sound_here {
            show.write(&format!("episodes/{name}.mp3"), recording(file.sound));
        }
    }
    match world.lock.is_empty() {
        true => _ = std::fs::remove_file(show.path(LOCK_FILE)),
        false => show.write(LOCK_FILE, &world.lock),
    }
    let accept = Accept::parse(accept).unwrap();
    let options = Options { now: world.now(), accept, ..Options::default() };
    let (checked, made) = podwright::build::build(&show.path(""), &options, false).unwrap();
    let errors = checked.report.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    let sorted = |mut list: Vec<_>| {
        list.sort();
        list
    };
    prop_assert_eq!(sorted(errors.map(flag).collect()), sorted(built.refused.clone()));
    prop_assert_eq!(made.is_some(), built.refused.is_empty());
    if made.is_none() {
        return Ok(());
    }
    prop_assert_eq!(show.read(LOCK_FILE), built.lock.clone());
    for path in &built.paths {
        prop_assert!(show.path("public").join(path).is_file(), "{} is not there", path);
    }
    let feed = show.read(&format!("public/{}", FEEDS[world.feed]));
    let channel = rss::Channel::read_from(feed.as_bytes()).unwrap();
    let items = channel.items().iter().map(|item| {
        let page = item.link().unwrap().strip_prefix(SITES[world.site]).unwrap().to_string();
        let date = DateTime::parse_from_rfc2822(item.pub_date().unwrap()).unwrap();
        (item.guid().unwrap().value.clone(), (page, item.enclosure().unwrap().url.clone(), date))
    });
    prop_assert_eq!(items.collect::<BTreeMap<_, _>>(), built.feed.items.clone());
    Ok(())
}

/// A recording that is like no other.
fn recording(number: u8) -> Vec<u8> {
    let bytes = std::fs::read(crate::support::repository().join("episodes/trailer.mp3")).unwrap();
    [&bytes[..20_000.min(bytes.len())], &[number]].concat()
}

fn facts(number: u8) -> MediaFacts {
    static KNOWN: Mutex<BTreeMap<u8, MediaFacts>> = Mutex::new(BTreeMap::new());
    let measure = || {
        let bytes = recording(number);
        let duration = podwright::media::read_audio(std::io::Cursor::new(&bytes)).unwrap().0.duration;
        let hash = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let media_type = "audio/mpeg".to_string();
        MediaFacts { bytes: bytes.len() as u64, duration, media_type, sha256: Some(hash) }
    };
    KNOWN.lock().unwrap().entry(number).or_insert_with(measure).clone()
}
