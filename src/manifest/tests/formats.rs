//! All keys at once: fixtures that use each, the examples of the declarations, YAML beside TOML, and the page about them.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use super::{assert_file, fixtures, read, told};
use crate::element::Extra;
use crate::element::podcast::*;
use crate::keys::{Data, FromNode, Node, Reader, TableInfo, read_toml};
use crate::manifest::*;
use crate::source::Source;

/// A table and all tables below it, each once.
fn tables(info: TableInfo, seen: &mut Vec<TableInfo>) {
    if seen.iter().any(|known| known.title == info.title) {
        return;
    }
    seen.push(info);
    for table in (info.keys)().into_iter().filter_map(|key| key.table) {
        tables(table, seen);
    }
}

/// The keys of a tree as `Table.key`, below the tables they stand in.
fn used(node: &Node, info: TableInfo, into: &mut BTreeSet<String>) {
    match &node.data {
        Data::Array(items) => items.iter().for_each(|item| used(item, info, into)),
        Data::Table(table) => {
            for (name, value) in &table.entries {
                into.insert(format!("{}.{}", info.title, name.text));
                if let Some(table) =
                    (info.keys)().into_iter().find(|key| key.name == name.text).and_then(|key| key.table)
                {
                    used(value, table, into);
                }
            }
        }
        _ => {
            into.extend(info.bare.map(|bare| format!("{}.{bare}", info.title)));
        }
    }
}

fn every_key(info: TableInfo) -> BTreeSet<String> {
    let mut all = Vec::new();
    tables(info, &mut all);
    let names = |table: &TableInfo| {
        (table.keys)().into_iter().map(|key| format!("{}.{}", table.title, key.name)).collect::<Vec<_>>()
    };
    all.iter().flat_map(names).collect()
}

fn front_matter(text: &str, fence: &str) -> String {
    text.split(fence).nth(1).unwrap().to_string()
}

#[test]
fn every_key_is_read_without_a_finding() {
    let feed = read(&fixtures().join("keys/feed.toml"));
    let source = Source::new("feed.toml", feed);
    let (_, findings) = read_feed_toml(&source);
    assert!(findings.is_empty(), "{:#?}", told(&findings));
    let mut there = BTreeSet::new();
    used(&read_toml(&source, 0..source.text.len()).0, FeedToml::INFO, &mut there);

    let episode = Source::new("episode.md", read(&fixtures().join("keys/episode.md")));
    let (keys, body, findings) = read_episode(&episode, None, &["own"]);
    assert!(findings.is_empty(), "{:#?}", told(&findings));
    assert_eq!(episode.text[body].trim(), "Show notes.");
    assert_eq!(keys.own.len(), 1);
    let front = Source::new("episode.md", front_matter(&episode.text, "+++\n"));
    used(&read_toml(&front, 0..front.text.len()).0, FrontMatter::INFO, &mut there);

    let all: BTreeSet<String> = every_key(FeedToml::INFO).union(&every_key(FrontMatter::INFO)).cloned().collect();
    let forgotten: Vec<&String> = all.difference(&there).collect();
    assert!(forgotten.is_empty(), "no fixture uses {forgotten:?}");
}

#[test]
fn yaml_says_the_same_as_toml() {
    let read = |name: &str| {
        let source = Source::new("episode", read(&fixtures().join("keys").join(name)));
        let (keys, _, findings) = read_episode(&source, None, &["own"]);
        assert!(findings.is_empty(), "{name}: {:#?}", told(&findings));
        without_places(&format!("{keys:#?}"))
    };
    let (toml, yaml) = (read("episode.md"), read("episode.yaml.md"));
    let different = toml.lines().zip(yaml.lines()).find(|(toml, yaml)| toml != yaml);
    assert!(toml == yaml, "{different:?}");
}

/// The debug form of keys without what differs between two files, the places.
fn without_places(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("place:")).collect();
    lines.join("\n")
}

#[test]
fn every_example_is_read_without_a_finding() {
    let mut read = BTreeSet::new();
    macro_rules! examples {
        ($($Table:ty),+) => { $(read.insert(read_examples::<$Table>());)+ };
    }
    examples!(FeedToml, ShowKeys, OwnerKeys, MediaKeys, FeedKeys, MoreFeed, OnlyKeys, TranscriptsKeys, LintKeys);
    examples!(FrontMatter, EnclosureKeys, PageKeys, Person, Funding, Season, EpisodeNumber, Location, Image, Trailer);
    examples!(SocialInteract, Txt, Value, Recipient, TimeSplit, RemoteItem, UpdateFrequency, Podping, Chat, License);
    examples!(Locked, Block, Extra, Transcript, ChapterKey, ChaptersFile, Soundbite, LiveItem, ContentLink);
    examples!(AlternateEnclosure, AlternateSource, Integrity);
    let mut all = Vec::new();
    tables(FeedToml::INFO, &mut all);
    tables(FrontMatter::INFO, &mut all);
    let forgotten: Vec<&str> = all.iter().map(|info| info.title).filter(|title| !read.contains(title)).collect();
    assert!(forgotten.is_empty(), "the list above has no {forgotten:?}");
}

/// Reads all examples of a table as one table, and answers its title.
fn read_examples<T: FromNode>() -> &'static str {
    let info = T::table_info().unwrap();
    let keys = (info.keys)();
    for key in &keys {
        assert!(key.example.starts_with(&format!("{} = ", key.name)), "{}.{}", info.title, key.name);
    }
    let source = Source::new(info.title, keys.iter().map(|key| format!("{}\n", key.example)).collect::<String>());
    let (node, mut findings) = read_toml(&source, 0..source.text.len());
    let mut reader = Reader::default();
    let read = T::from_node(&node, &mut reader);
    findings.append(&mut reader.diagnostics);
    assert!(read.is_some() && findings.is_empty(), "{}: {:#?}", info.title, told(&findings));
    info.title
}

#[test]
fn the_sheets_of_the_interface_are_read_without_a_finding() {
    let corpus = env::var_os("PODWRIGHT_CORPUS").map(PathBuf::from);
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = corpus.unwrap_or(shared).join("../reference");
    let (feed, episode) = (folder.join("example-feed.toml"), folder.join("example-episode.md"));
    if !feed.is_file() || !episode.is_file() {
        eprintln!("skipped: no example-feed.toml and example-episode.md in {}", folder.display());
        return;
    }
    let (keys, findings) = read_feed_toml(&Source::new("example-feed.toml", read(&feed)));
    assert!(findings.is_empty(), "{:#?}", told(&findings));
    assert!(keys.show.title.is_some());
    let (keys, _, findings) = read_episode(&Source::new("example-episode.md", read(&episode)), None, &["spotify"]);
    assert!(findings.is_empty(), "{:#?}", told(&findings));
    assert_eq!(keys.value.len(), 1);
}

#[test]
fn the_page_about_the_formats_is_made_from_the_declarations() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    assert_file(&path, &formats_markdown());
}
