//! Which new item is which old one.

use std::collections::HashMap;

use super::facts::{FeedFacts, Field, ItemFacts};

/// How two items were found to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Guid,
    /// The file name of the enclosure, or title and date.
    Looks,
}

/// Pairs of items, and what has no pair: indices into the items of each feed.
#[derive(Debug, Default)]
pub(super) struct Matching {
    pub pairs: Vec<(usize, usize, By)>,
    pub gone: Vec<usize>,
    pub new: Vec<usize>,
}

pub(super) fn pair(old: &FeedFacts, new: &FeedFacts) -> Matching {
    let mut matching = Matching::default();
    let mut free_old: Vec<bool> = vec![true; old.items.len()];
    let mut free_new: Vec<bool> = vec![true; new.items.len()];
    let mut take = |pairs: Vec<(usize, usize)>, by| {
        for (before, after) in pairs {
            if let (Some(a @ true), Some(b @ true)) = (free_old.get_mut(before), free_new.get_mut(after)) {
                (*a, *b) = (false, false);
                matching.pairs.push((before, after, by));
            }
        }
    };
    take(by_key(old, new, |item| Some(item.guid.clone()).filter(|guid| !guid.is_empty())), By::Guid);
    take(by_key(old, new, |item| item.get(Field::Enclosure).and_then(file_name)), By::Looks);
    take(by_title_and_date(old, new), By::Looks);
    let left = |free: Vec<bool>| free.into_iter().enumerate().filter(|(_, free)| *free).map(|(i, _)| i).collect();
    matching.gone = left(free_old);
    matching.new = left(free_new);
    matching.pairs.sort_by_key(|(_, after, _)| *after);
    matching
}

/// Pairs of items with one key, where no other item of either feed has it.
fn by_key(old: &FeedFacts, new: &FeedFacts, key: impl Fn(&ItemFacts) -> Option<String>) -> Vec<(usize, usize)> {
    let index = |feed: &FeedFacts| {
        let mut map: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, item) in feed.items.iter().enumerate() {
            if let Some(key) = key(item) {
                map.entry(key).or_default().push(i);
            }
        }
        map
    };
    let (before, after) = (index(old), index(new));
    let mut pairs: Vec<(usize, usize)> = before
        .iter()
        .filter_map(|(key, old)| match (old.as_slice(), after.get(key)?.as_slice()) {
            ([old], [new]) => Some((*old, *new)),
            // One that stands twice is judged by its first.
            ([old, ..], [new, ..]) => Some((*old, *new)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

fn by_title_and_date(old: &FeedFacts, new: &FeedFacts) -> Vec<(usize, usize)> {
    let mut titles: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, item) in new.items.iter().enumerate().filter(|(_, item)| !item.title.is_empty()) {
        titles.entry(&item.title).or_default().push(i);
    }
    let near = |a: &ItemFacts, b: &ItemFacts| match (a.date, b.date) {
        (Some(a), Some(b)) => (a - b).abs() <= chrono::TimeDelta::days(1),
        _ => false,
    };
    let mut pairs = Vec::new();
    for (i, item) in old.items.iter().enumerate() {
        let same = titles.get(item.title.as_str()).into_iter().flatten();
        let found = same.copied().find(|other| new.items.get(*other).is_some_and(|other| near(item, other)));
        pairs.extend(found.map(|other| (i, other)));
    }
    pairs
}

/// The last part of an address, without query: what stays when a feed moves to another host.
fn file_name(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    // `default.mp3` or `audio` says nothing.
    let telling = name.len() >= 6 && name.contains('.') && !name.to_ascii_lowercase().starts_with("default");
    telling.then(|| name.to_string())
}

/// Whether two addresses differ at most by statistics prefixes before them, or by their query.
pub(super) fn same_address(a: &str, b: &str) -> bool {
    let plain = |url: &str| {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        url.split_once("://").map_or(url, |(_, rest)| rest).to_string()
    };
    let (a, b) = (plain(a), plain(b));
    let behind = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('/'))
    };
    behind(&a, &b) || behind(&b, &a)
}
