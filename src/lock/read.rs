//! The lock out of any text: joined where git left both sides of a merge, line by line where it is broken.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Timelike};

use super::write::value;
use super::{Facts, LOCK_CONFLICT, Lock, LockedEpisode, LockedMedia, VERSION};
use crate::diagnostic::Diagnostic;
use crate::keys::{CONFIG_INVALID, Data, KEY_INVALID, KEY_MISSING, Node, read_toml};
use crate::scalar::parse_date;
use crate::source::{Place, Source};

/// A lock of a later version, which must not be touched by this one.
#[derive(Clone, Debug)]
pub struct Newer {
    /// What it says.
    pub version: i64,
    /// Where.
    pub place: Place,
}

impl fmt::Display for Newer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, version) = (&self.place.source.name, self.version);
        write!(f, "{name} has version {version}, this podwright knows {VERSION}; a newer podwright reads it")
    }
}

impl std::error::Error for Newer {}

/// Reads podwright.lock. What cannot be understood is left out and reported.
///
/// Of a file with git's conflict markers both sides are taken: facts of one side alone, and those that both sides
/// have alike, are joined; where they differ it is [`LOCK_CONFLICT`], and so is a fact that stands twice.
///
/// # Errors
/// A version that this one does not know.
pub fn read(source: &Arc<Source>) -> Result<(Lock, Vec<Diagnostic>), Newer> {
    let (facts, mut diagnostics) = facts(source);
    let facts = join(facts, &mut diagnostics)?;
    let mut reader = LockReader { lock: Lock::default(), episodes: BTreeMap::new(), diagnostics };
    if !facts.contains_key(&["version".to_string()] as &[String]) {
        let finding = Diagnostic::new(&KEY_MISSING, source.place(0..0), "the lock says no version");
        let help = "take the file back from git; a lock that is lost is made anew by `podwright build`";
        reader.diagnostics.push(finding.expected(format!("version = {VERSION}")).help(help));
    }
    for (path, fact) in &facts {
        reader.take(path, fact);
    }
    Ok(reader.finish())
}

/// A value that is no table, and the keys that lead to it.
struct Fact {
    path: Vec<String>,
    node: Node,
    /// The line, where lines were read one by one; else the value.
    place: Place,
    side: Side,
}

/// The side of a merge that has a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Theirs,
    /// What both came from, in git's diff3 style; not read.
    Base,
}

/// All facts of a text, in its order.
fn facts(source: &Arc<Source>) -> (Vec<Fact>, Vec<Diagnostic>) {
    if !source.text.lines().any(|line| marker(line).is_some()) {
        let (node, diagnostics) = read_toml(source, 0..source.text.len());
        if diagnostics.is_empty() {
            let mut facts = Vec::new();
            collect(&mut Vec::new(), &node, None, Side::Both, &mut facts);
            return (facts, diagnostics);
        }
    }
    facts_by_line(source)
}

/// One fact a line: what a conflict or a damage leaves readable.
fn facts_by_line(source: &Arc<Source>) -> (Vec<Fact>, Vec<Diagnostic>) {
    let (mut facts, mut diagnostics) = (Vec::new(), Vec::new());
    let mut table: Vec<String> = Vec::new();
    let mut table_before = Vec::new();
    let mut side = Side::Both;
    for range in lines(&source.text) {
        let line = source.text.get(range.clone()).unwrap_or_default();
        if let Some(next) = marker(line) {
            match next {
                Side::Ours => table_before.clone_from(&table),
                Side::Theirs => table.clone_from(&table_before),
                Side::Both | Side::Base => {}
            }
            side = next;
            continue;
        }
        if side == Side::Base {
            continue;
        }
        let (node, errors) = read_toml(source, range.clone());
        if !errors.is_empty() {
            diagnostics.extend(errors);
        } else if line.trim_start().starts_with('[') {
            match header(&node) {
                Some(path) => table = path,
                None => diagnostics.push(Diagnostic::new(
                    &CONFIG_INVALID,
                    source.place(range),
                    "the lock has no lists of tables",
                )),
            }
        } else {
            collect(&mut table.clone(), &node, Some(&source.place(range)), side, &mut facts);
        }
    }
    (facts, diagnostics)
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let range = *start..*start + line.trim_end_matches(['\n', '\r']).len();
        *start += line.len();
        Some(range)
    })
}

/// Which side begins after one of git's conflict markers. None of them can begin a line of TOML.
fn marker(line: &str) -> Option<Side> {
    let (mark, rest) = line.split_at_checked(7)?;
    let side = match mark {
        "<<<<<<<" => Side::Ours,
        "|||||||" => Side::Base,
        "=======" => Side::Theirs,
        ">>>>>>>" => Side::Both,
        _ => return None,
    };
    (rest.is_empty() || rest.starts_with([' ', '\r', '\n'])).then_some(side)
}

/// The keys of a `[header]` that was read alone.
fn header(node: &Node) -> Option<Vec<String>> {
    let mut path = Vec::new();
    let mut node = node;
    loop {
        let table = node.table()?;
        match table.entries.first() {
            None => return Some(path),
            Some((name, below)) => {
                path.push(name.text.clone());
                node = below;
            }
        }
    }
}

/// Takes a tree apart into facts. The depth of the tree is bounded by the TOML reader.
fn collect(path: &mut Vec<String>, node: &Node, line: Option<&Place>, side: Side, facts: &mut Vec<Fact>) {
    match &node.data {
        Data::Table(table) if !table.entries.is_empty() => {
            for (name, below) in &table.entries {
                path.push(name.text.clone());
                collect(path, below, line, side, facts);
                path.pop();
            }
        }
        // The tables of the format may be empty; so may the text.
        Data::Table(_) if path.len() < 2 => {}
        _ => {
            let place = line.unwrap_or(&node.place).clone();
            facts.push(Fact { path: path.clone(), node: node.clone(), place, side });
        }
    }
}

/// The facts by their keys. What is said twice is reported and taken once, a pair of lines reported once.
fn join(facts: Vec<Fact>, diagnostics: &mut Vec<Diagnostic>) -> Result<BTreeMap<Vec<String>, Fact>, Newer> {
    let mut joined: BTreeMap<Vec<String>, Fact> = BTreeMap::new();
    let mut reported = HashSet::new();
    for fact in facts {
        if let (["version"], Data::Integer(version)) = (parts(&fact.path).as_slice(), &fact.node.data)
            && *version > VERSION
        {
            return Err(Newer { version: *version, place: fact.node.place });
        }
        let Some(other) = clash(&joined, &fact.path) else {
            joined.insert(fact.path.clone(), fact);
            continue;
        };
        let two_sides = matches!((other.side, fact.side), (Side::Ours, Side::Theirs) | (Side::Theirs, Side::Ours));
        let alike = other.path == fact.path && value(&other.node) == value(&fact.node);
        if (two_sides && alike) || !reported.insert((other.place.span, fact.place.span)) {
            continue;
        }
        let subject = match parts(&fact.path).as_slice() {
            ["episodes", guid, rest @ ..] => format!("`{}` of the episode {}", rest.join("."), short(guid)),
            _ => format!("`{}`", short_key(&fact.path)),
        };
        let message =
            if alike { format!("{subject} stands twice") } else { format!("two lines disagree about {subject}") };
        let finding = Diagnostic::new(&LOCK_CONFLICT, &fact.place, message)
            .found(fact.place.text().trim())
            .related(&other.place, other.place.text().trim())
            .help("keep the line that is true, delete the other and the conflict markers, then run `podwright build`");
        diagnostics.push(match fact.path.get(1) {
            Some(guid) if fact.path.len() > 2 => finding.item(guid),
            _ => finding,
        });
    }
    Ok(joined)
}

/// The fact that leaves no room for another: of the same keys, or a value where the other has a table.
fn clash<'a>(joined: &'a BTreeMap<Vec<String>, Fact>, path: &[String]) -> Option<&'a Fact> {
    let above = (1..=path.len()).find_map(|length| joined.get(path.get(..length)?));
    above.or_else(|| {
        joined.range(path.to_vec()..).next().filter(|(other, _)| other.starts_with(path)).map(|(_, fact)| fact)
    })
}

fn parts(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

struct LockReader {
    lock: Lock,
    episodes: BTreeMap<String, PartEpisode>,
    diagnostics: Vec<Diagnostic>,
}

/// An episode as far as it was read.
struct PartEpisode {
    place: Place,
    name: Option<String>,
    date: Option<DateTime<FixedOffset>>,
    page: Option<String>,
    enclosure: Option<String>,
    media: BTreeMap<String, PartMedia>,
    moved: Vec<String>,
    removed: bool,
    private: bool,
    extra: Facts,
    /// A fact of it was of the wrong type and is reported already.
    reported: bool,
}

struct PartMedia {
    place: Place,
    bytes: Option<u64>,
    duration_ms: Option<u64>,
    media_type: Option<String>,
    sha256: Option<String>,
    extra: Facts,
}

impl LockReader {
    fn take(&mut self, path: &[String], fact: &Fact) {
        match parts(path).as_slice() {
            ["version"] => {
                if !matches!(fact.node.data, Data::Integer(VERSION)) {
                    self.wrong(path, fact, "1");
                }
            }
            ["show"] | ["episodes"] | ["episodes", _] => self.wrong(path, fact, "a table"),
            ["version", ..] => self.wrong(path, fact, "1"),
            ["show", key @ ..] => self.show(path, key, fact),
            ["episodes", guid, key @ ..] => self.episode(path, guid, key, fact),
            _ => {
                self.lock.extra.insert(path.to_vec(), value(&fact.node));
            }
        }
    }

    fn show(&mut self, path: &[String], key: &[&str], fact: &Fact) {
        match key {
            ["guid", ..] => self.lock.guid = self.text(path, key, fact),
            ["feeds", ..] => self.lock.feeds = self.texts(path, key, fact),
            ["moved", ..] => self.lock.moved_feeds = self.texts(path, key, fact),
            _ => {
                self.lock.show_extra.insert(owned(key), value(&fact.node));
            }
        }
    }

    fn episode(&mut self, path: &[String], guid: &str, key: &[&str], fact: &Fact) {
        let mut episode = self.episodes.remove(guid).unwrap_or_else(|| PartEpisode {
            place: fact.place.clone(),
            name: None,
            date: None,
            page: None,
            enclosure: None,
            media: BTreeMap::new(),
            moved: Vec::new(),
            removed: false,
            private: false,
            extra: Facts::new(),
            reported: false,
        });
        let findings = self.diagnostics.len();
        match key {
            ["name", ..] => episode.name = self.text(path, key, fact),
            ["page", ..] => episode.page = self.text(path, key, fact),
            ["enclosure", ..] => episode.enclosure = self.text(path, key, fact),
            ["moved", ..] => episode.moved = self.texts(path, key, fact),
            ["date", ..] => episode.date = self.date(path, key, fact),
            ["removed", ..] => episode.removed = self.flag(path, key, fact),
            ["private", ..] => episode.private = self.flag(path, key, fact),
            ["media"] | ["media", _] => self.wrong(path, fact, "a table"),
            ["media", file, key @ ..] => {
                let media = episode.media.entry((*file).to_string()).or_insert_with(|| PartMedia {
                    place: fact.place.clone(),
                    bytes: None,
                    duration_ms: None,
                    media_type: None,
                    sha256: None,
                    extra: Facts::new(),
                });
                match key {
                    ["bytes", ..] => media.bytes = self.number(path, key, fact),
                    ["duration_ms", ..] => media.duration_ms = self.number(path, key, fact),
                    ["type", ..] => media.media_type = self.text(path, key, fact),
                    ["sha256", ..] => media.sha256 = self.text(path, key, fact),
                    _ => {
                        media.extra.insert(owned(key), value(&fact.node));
                    }
                }
            }
            _ => {
                episode.extra.insert(owned(key), value(&fact.node));
            }
        }
        episode.reported |= self.diagnostics.len() > findings;
        self.episodes.insert(guid.to_string(), episode);
    }

    fn flag(&mut self, path: &[String], key: &[&str], fact: &Fact) -> bool {
        match (&fact.node.data, key.len()) {
            (Data::Bool(flag), 1) => *flag,
            _ => {
                self.wrong(path, fact, "true or false");
                false
            }
        }
    }

    fn text(&mut self, path: &[String], key: &[&str], fact: &Fact) -> Option<String> {
        match (&fact.node.data, key.len()) {
            (Data::String(text), 1) => Some(text.clone()),
            _ => {
                self.wrong(path, fact, "text");
                None
            }
        }
    }

    fn texts(&mut self, path: &[String], key: &[&str], fact: &Fact) -> Vec<String> {
        let texts = match (&fact.node.data, key.len()) {
            (Data::Array(items), 1) => items
                .iter()
                .map(|item| match &item.data {
                    Data::String(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        texts.unwrap_or_else(|| {
            self.wrong(path, fact, "a list of texts");
            Vec::new()
        })
    }

    fn number(&mut self, path: &[String], key: &[&str], fact: &Fact) -> Option<u64> {
        let number = match (&fact.node.data, key.len()) {
            (Data::Integer(number), 1) => u64::try_from(*number).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(path, fact, "a whole number, 0 or more");
        }
        number
    }

    fn date(&mut self, path: &[String], key: &[&str], fact: &Fact) -> Option<DateTime<FixedOffset>> {
        let date = match (&fact.node.data, key.len()) {
            (Data::Datetime(text), 1) => parse_date(text, None).ok().and_then(|date| date.with_nanosecond(0)),
            _ => None,
        };
        if date.is_none() {
            self.wrong(path, fact, "a date with time and offset");
        }
        date
    }

    fn wrong(&mut self, path: &[String], fact: &Fact, expected: &str) {
        let found = fact.node.scalar_text().unwrap_or_else(|| fact.node.kind().to_string());
        let message = format!("`{}` must be {expected}", short_key(path));
        self.diagnostics.push(Diagnostic::new(&KEY_INVALID, &fact.node.place, message).found(found).expected(expected));
    }

    fn missing(&mut self, place: &Place, guid: &str, what: &str) {
        let message = format!("the lock says no {what} of the episode {}", short(guid));
        let help = "take the line back from git";
        self.diagnostics.push(Diagnostic::new(&KEY_MISSING, place, message).item(guid).help(help));
    }

    fn finish(mut self) -> (Lock, Vec<Diagnostic>) {
        let mut names: BTreeMap<String, (String, Place)> = BTreeMap::new();
        for (guid, part) in std::mem::take(&mut self.episodes) {
            let mut media = BTreeMap::new();
            let reported = part.reported;
            for (file, part) in part.media {
                let media_place = part.place.clone();
                let PartMedia { bytes: Some(bytes), media_type: Some(media_type), sha256, .. } = part else {
                    if !reported {
                        self.missing(&media_place, &guid, &format!("bytes or type of {}", short(&file)));
                    }
                    continue;
                };
                let duration_ms = part.duration_ms;
                media.insert(file, LockedMedia { bytes, duration_ms, media_type, sha256, extra: part.extra });
            }
            let (Some(name), Some(date)) = (part.name.clone(), part.date) else {
                if !reported {
                    self.missing(&part.place, &guid, if part.name.is_none() { "name" } else { "date" });
                }
                continue;
            };
            if !part.removed {
                if let Some((other, place)) = names.get(&name) {
                    let message =
                        format!("two episodes have the name {}: {} and {}", short(&name), short(other), short(&guid));
                    let finding = Diagnostic::new(&LOCK_CONFLICT, &part.place, message)
                        .found(part.place.text().trim())
                        .related(place, place.text().trim())
                        .item(&guid)
                        .help("delete the lines of the one that was never published, or give it `removed = true`");
                    self.diagnostics.push(finding);
                }
                names.entry(name.clone()).or_insert((guid.clone(), part.place));
            }
            let PartEpisode { page, enclosure, moved, removed, private, extra, .. } = part;
            self.lock
                .episodes
                .insert(guid, LockedEpisode { name, date, page, enclosure, media, moved, removed, private, extra });
        }
        (self.lock, self.diagnostics)
    }
}

fn owned(key: &[&str]) -> Vec<String> {
    key.iter().map(|part| (*part).to_string()).collect()
}

/// A text for a message: quoted, in one line, not longer than people read.
fn short(text: &str) -> String {
    const MOST: usize = 80;
    let shown: String = text.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let more = if text.chars().nth(MOST).is_some() { "…" } else { "" };
    format!("\"{shown}{more}\"")
}

/// Keys for a message, the guid and other keys of a free form between quotes.
fn short_key(path: &[String]) -> String {
    let bare =
        |part: &str| part.len() < 40 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    path.iter().map(|part| if bare(part) { part.clone() } else { short(part) }).collect::<Vec<_>>().join(".")
}
