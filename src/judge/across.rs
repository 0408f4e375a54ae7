//! What shows only when the items of a feed are looked at together: numbers, titles, dates and descriptions twice, gaps, order.
//!
//! Live items are left out, and items that repeat the guid of an earlier one: those have been said. The same guids and
//! recordings are judged with guids and recordings.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, FixedOffset};

use super::context::{Context, is_full, number};
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Edit, Fix, Rule};
use crate::scalar::{DateError, parse_date};
use crate::show::EPISODE_NUMBER_DUPLICATE;
use crate::xml::read::{Damage, Node};

crate::rules! {
    /// Apps sort by the number where there is one; then the older episode stands above the newer.
    EPISODE_NUMBER_ORDER = "episode-number-order": Warning, [Apple, Psp1], None;
        summary "a later episode with a lower number";
        bad "episode 8 of 5 June, episode 7 of 12 June";
        good "episode 7 of 5 June, episode 8 of 12 June";
        source "podwright";
    /// Listeners look for the number that is not there.
    EPISODE_NUMBER_GAP = "episode-number-gap": Advice, [Apple], None;
        summary "a number between two episodes that no episode has";
        bad "episodes 1, 2 and 4";
        good "episodes 1, 2 and 3";
        source "podwright";
    /// Apps group by season; what has none stands apart, or in the wrong one.
    SEASON_MISSING = "season-missing": Warning, [Apple], None;
        summary "an episode without a season, in a show of seasons";
        bad "<item> without <itunes:season> among others with one";
        good "<itunes:season>2</itunes:season>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:season>";
    /// In a list they look like one episode twice.
    TITLE_DUPLICATE = "title-duplicate": Warning, [], None;
        summary "two items with one title";
        bad "<title>News</title> in two items";
        good "<title>News of 5 June</title> and <title>News of 12 June</title>";
        source "podwright";
    /// Which of the two is newer is left to the app.
    PUB_DATE_DUPLICATE = "pub-date-duplicate": Advice, [], None;
        summary "two items of the same second";
        bad "<pubDate>Fri, 05 Jun 2026 05:00:00 +0000</pubDate> in two items";
        good "05:00:00 in the one and 05:00:01 in the other";
        source "W3C feed validator, DuplicateUpdated";
    /// It tells listeners nothing about the one episode.
    DESCRIPTION_DUPLICATE = "description-duplicate": Advice, [], None;
        summary "one description for three items or more";
        bad "<description>A podcast about tape and wire, every Friday.</description> in every item";
        good "a description for each item";
        source "podwright";
    /// Some apps show items in the order of the feed, and take the first one for the newest.
    ITEM_ORDER = "item-order": Advice, [], Safe;
        summary "items that are neither newest first nor oldest first";
        bad "items of 12 June, 5 June, 19 June";
        good "items of 19 June, 12 June, 5 June";
        source "podwright";
}

/// Shorter descriptions may well be alike.
const LONG_DESCRIPTION: usize = 40;
/// So many items with one description are too many.
const MANY: usize = 3;

/// An item with what is compared of it.
struct Entry<'f, 'd> {
    item: &'f Part<'d>,
    full: bool,
    date: Option<DateTime<FixedOffset>>,
    season: Option<u64>,
    episode: Option<u64>,
}

/// A description as it is written, and the item it is of.
type Described<'e, 'f, 'd> = (&'e str, &'e Entry<'f, 'd>);

/// Judges the items of a feed together. `repeats` says of each item whether its guid is that of an earlier one.
pub(super) fn judge(feed: &Feed<'_>, context: &Context, repeats: &[bool], findings: &mut Findings) {
    let items = feed.items.iter().zip(repeats).filter(|(item, repeats)| !item.is_live() && !**repeats);
    let entries: Vec<Entry<'_, '_>> = items.map(|(item, _)| entry(item)).collect();
    numbers_twice(&entries, findings);
    number_order(&entries, findings);
    seasons(&entries, findings);
    titles(&entries, findings);
    dates(&entries, findings);
    descriptions(&entries, findings);
    // A serial show may stand in any order.
    if !context.serial {
        order(&entries, findings);
    }
}

fn entry<'f, 'd>(item: &'f Part<'d>) -> Entry<'f, 'd> {
    let date = item.text("pubDate").and_then(|text| match parse_date(&text, None) {
        Ok(date) | Err(DateError::ZoneMissing(date)) => Some(date),
        Err(_) => None,
    });
    let (season, episode) = (number(item, "itunes:season"), number(item, "itunes:episode"));
    Entry { item, full: is_full(item), date, season, episode }
}

/// Says it of an item, where one of its elements stands.
fn finding(rule: &'static Rule, entry: &Entry<'_, '_>, name: &str, message: impl Into<String>) -> Diagnostic {
    let place = entry.item.first(name).map_or_else(|| entry.item.node.place(), Node::value_place);
    Diagnostic::new(rule, place, message).item(entry.item.label())
}

fn with_first(finding: Diagnostic, first: &Entry<'_, '_>, name: &str) -> Diagnostic {
    match first.item.first(name) {
        Some(node) => finding.related(node.value_place(), "the other one is here"),
        None => finding,
    }
}

/// A season in words, for the end of a sentence.
fn of_season(season: Option<u64>) -> String {
    season.map(|season| format!(" of season {season}")).unwrap_or_default()
}

fn numbers_twice(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    let mut seen: HashMap<(Option<u64>, u64), &Entry<'_, '_>> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.full) {
        let Some(episode) = entry.episode else { continue };
        match seen.get(&(entry.season, episode)) {
            Some(first) => {
                let message = format!("another item is episode {episode}{} too", of_season(entry.season));
                let finding = finding(&EPISODE_NUMBER_DUPLICATE, entry, "itunes:episode", message);
                findings.push(with_first(finding, first, "itunes:episode"));
            }
            None => {
                seen.insert((entry.season, episode), entry);
            }
        }
    }
}

/// Numbers that fall while the dates rise, and numbers that are not there.
fn number_order(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    let mut of_seasons: BTreeMap<Option<u64>, Vec<(u64, &Entry<'_, '_>)>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.full) {
        if let Some(episode) = entry.episode {
            of_seasons.entry(entry.season).or_default().push((episode, entry));
        }
    }
    for (season, mut list) in of_seasons {
        list.sort_by_key(|(episode, _)| *episode);
        gaps(season, &list, findings);
        list.retain(|(_, entry)| entry.date.is_some());
        list.sort_by_key(|(_, entry)| entry.date);
        for pair in list.windows(2) {
            let [(before, earlier), (after, later)] = pair else { continue };
            if after < before && earlier.date < later.date {
                let message = format!("episode {after} is newer than episode {before}{}", of_season(season));
                let finding = finding(&EPISODE_NUMBER_ORDER, later, "itunes:episode", message);
                findings.push(with_first(finding, earlier, "itunes:episode"));
            }
        }
    }
}

fn gaps(season: Option<u64>, list: &[(u64, &Entry<'_, '_>)], findings: &mut Findings) {
    let (Some((lowest, _)), Some((highest, _))) = (list.first(), list.last()) else { return };
    // Numbers that leave out more than they hold (dates, for instance) do not count anything.
    let count = u64::try_from(list.len()).unwrap_or(u64::MAX);
    if list.len() < 3 || highest - lowest >= count.saturating_mul(2) {
        return;
    }
    for pair in list.windows(2) {
        let [(before, _), (after, entry)] = pair else { continue };
        let message = match after - before {
            0 | 1 => continue,
            2 => format!("there is no episode {}{}", before + 1, of_season(season)),
            _ => format!("there are no episodes {} to {}{}", before + 1, after - 1, of_season(season)),
        };
        findings.push(finding(&EPISODE_NUMBER_GAP, entry, "itunes:episode", message));
    }
}

fn seasons(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    let full = || entries.iter().filter(|entry| entry.full);
    let (all, with) = (full().count(), full().filter(|entry| entry.season.is_some()).count());
    if with == 0 || with * 2 < all {
        return;
    }
    // One that is there and no number has been said.
    for entry in full().filter(|entry| entry.item.first("itunes:season").is_none()) {
        let message = format!("{with} of {all} episodes have a season, and this one has none");
        let place = entry.item.node.place();
        findings.push(Diagnostic::new(&SEASON_MISSING, place, message).item(entry.item.label()));
    }
}

fn titles(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    let mut seen: HashMap<String, &Entry<'_, '_>> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let is_trailer =
            || entry.item.text("itunes:episodeType").is_some_and(|kind| kind.eq_ignore_ascii_case("trailer"));
        let Some(title) = entry.item.text("title") else { continue };
        let folded = title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        match seen.get(&folded) {
            Some(first) if !is_trailer() => {
                let finding = finding(&TITLE_DUPLICATE, entry, "title", "another item has this title");
                findings.push(with_first(finding.found(title), first, "title"));
            }
            Some(_) => {}
            None if is_trailer() => {}
            None => {
                seen.insert(folded, entry);
            }
        }
    }
}

fn dates(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    let mut seen: HashMap<i64, &Entry<'_, '_>> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let Some(date) = entry.date else { continue };
        match seen.get(&date.timestamp()) {
            Some(first) => {
                let message = "another item is of the same second: which is newer?";
                findings.push(with_first(finding(&PUB_DATE_DUPLICATE, entry, "pubDate", message), first, "pubDate"));
            }
            None => {
                seen.insert(date.timestamp(), entry);
            }
        }
    }
}

fn descriptions(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    // Most differ in length or in their first letters, so that few are compared whole.
    const BEGIN: usize = 64;
    let mut alike: HashMap<(usize, &[u8]), Vec<Described<'_, '_, '_>>> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let Some(text) = entry.item.first("description").and_then(written) else { continue };
        let begin = text.as_bytes().get(..BEGIN.min(text.len())).unwrap_or_default();
        alike.entry((text.len(), begin)).or_default().push((text, entry));
    }
    let mut groups: HashMap<&str, Vec<&Entry<'_, '_>>> = HashMap::new();
    for (text, entry) in alike.into_values().filter(|list| list.len() >= MANY).flatten() {
        groups.entry(text).or_default().push(entry);
    }
    let enough =
        |text: &str| text.chars().filter(|c| c.is_alphabetic()).take(LONG_DESCRIPTION).count() == LONG_DESCRIPTION;
    for (text, list) in groups {
        let (Some((first, rest)), true) = (list.split_first(), list.len() >= MANY && enough(text)) else { continue };
        for entry in rest {
            let message = format!("{} items have this description", list.len());
            let finding = finding(&DESCRIPTION_DUPLICATE, entry, "description", message);
            findings.push(with_first(finding, first, "description"));
        }
    }
}

/// A text as it is written, without the blanks around it; `None` where comments or CDATA sections cut it into pieces.
fn written(node: Node<'_>) -> Option<&str> {
    let mut texts = node.texts().map(|text| text.raw().trim()).filter(|raw| !raw.is_empty());
    let first = texts.next()?;
    texts.next().is_none().then_some(first)
}

fn order(entries: &[Entry<'_, '_>], findings: &mut Findings) {
    let dated: Vec<(&Entry<'_, '_>, DateTime<FixedOffset>)> =
        entries.iter().filter_map(|entry| Some((entry, entry.date?))).collect();
    let pairs = || dated.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    let falls = pairs().filter(|(one, other)| one.1 > other.1).count();
    let rises = pairs().filter(|(one, other)| one.1 < other.1).count();
    if falls == 0 || rises == 0 {
        return;
    }
    let newest_first = falls >= rises;
    let mut fix = (dated.len() == entries.len()).then(|| sorted(&dated)).flatten();
    for (one, other) in pairs() {
        if if newest_first { one.1 >= other.1 } else { one.1 <= other.1 } {
            continue;
        }
        let message = if newest_first {
            "the item is newer than the one before it, while most are older"
        } else {
            "the item is older than the one before it, while most are newer"
        };
        let mut finding = Diagnostic::new(&ITEM_ORDER, other.0.item.node.place(), message).item(other.0.item.label());
        // One edit mends them all.
        finding.fix = fix.take();
        findings.push(finding);
    }
}

/// The edits that put the newest item first.
fn sorted(dated: &[(&Entry<'_, '_>, DateTime<FixedOffset>)]) -> Option<Fix> {
    if dated.iter().any(|(entry, _)| entry.item.node.damage() != Damage::None) {
        return None;
    }
    let mut target: Vec<_> = dated.iter().collect();
    target.sort_by_key(|(_, date)| std::cmp::Reverse(*date));
    let moved = dated.iter().zip(target).filter(|((one, _), (other, _))| one.item.node.id() != other.item.node.id());
    let edits = moved.map(|((one, _), (other, _))| Edit {
        place: one.item.node.whole_place(),
        text: other.item.node.whole_place().text().to_string(),
    });
    Some(Fix { description: "put the newest first".into(), safe: true, edits: edits.collect() })
}
