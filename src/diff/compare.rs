//! Two feeds become a list of changes, and findings about those that cost listeners.

use super::facts::{Fact, FeedFacts, Field, ItemFacts};
use super::matching::{By, Matching, pair, same_address};
use super::rules::ITEM_BACKDATED;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lock::{
    ENCLOSURE_MOVED, ENCLOSURE_REPLACED, FEED_URL_CHANGED, GUID_CHANGED, GUID_REUSED, ITEM_REMOVED, PAGE_MOVED,
    PODCAST_GUID_CHANGED, PUB_DATE_MOVED,
};

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
}

impl ChangeKind {
    /// As in the machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
        }
    }
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The guid of the item in the new feed, in the old one for what is gone; `None` for the show.
    pub guid: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What differs; `None` where it is the whole item.
    pub field: Option<Field>,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// What apps do.
    pub effect: &'static str,
}

/// What changes between two feeds.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Every difference: the show's first, then by the order of the new feed, then what is gone.
    pub changes: Vec<Change>,
    /// What breaks or may surprise.
    pub diagnostics: Vec<Diagnostic>,
    /// Items of the new feed.
    pub items: usize,
}

/// Compares two feeds.
pub fn compare(old: &FeedFacts, new: &FeedFacts) -> Comparison {
    let mut out = Comparison { items: new.items.len(), ..Comparison::default() };
    show(old, new, &mut out);
    let matching = pair(old, new);
    let newest = old.items.iter().filter_map(|item| item.date).max();
    for (before, after, by) in &matching.pairs {
        if let (Some(before), Some(after)) = (old.items.get(*before), new.items.get(*after)) {
            item(before, after, *by, &mut out);
        }
    }
    for added in matching.new.iter().filter_map(|i| new.items.get(*i)) {
        out.changes.push(whole(ChangeKind::Added, added, "apps announce it at their next look"));
        if let (Some(date), Some(newest)) = (added.date, newest)
            && date < newest
        {
            let message = format!("\"{}\" is new, and older than what apps know as the newest", added.title);
            out.diagnostics.push(
                Diagnostic::new(&ITEM_BACKDATED, place_of(added, Field::Date), message)
                    .item(&added.guid)
                    .expected(format!("a date after {}", newest.to_rfc2822())),
            );
        }
    }
    removed(old, new, &matching, &mut out);
    out
}

fn whole(kind: ChangeKind, item: &ItemFacts, effect: &'static str) -> Change {
    let guid = Some(item.guid.clone()).filter(|guid| !guid.is_empty());
    let title = Some(item.title.clone()).filter(|title| !title.is_empty());
    Change { kind, guid, title, field: None, old: None, new: None, effect }
}

fn place_of(item: &ItemFacts, field: Field) -> crate::source::Place {
    item.facts.iter().find(|(own, ..)| *own == field).map_or_else(|| item.place.clone(), |(.., place)| place.clone())
}

/// The differences of two sorted lists of facts.
fn facts(old: &[Fact], new: &[Fact]) -> Vec<(Field, Option<String>, Option<String>)> {
    let mut fields: Vec<Field> = old.iter().chain(new).map(|(field, ..)| *field).collect();
    fields.sort_unstable();
    fields.dedup();
    let get = |facts: &[Fact], field| facts.iter().find(|(own, ..)| *own == field).map(|(_, value, _)| value.clone());
    let both = fields.into_iter().map(|field| (field, get(old, field), get(new, field)));
    both.filter(|(_, old, new)| old != new).collect()
}

fn kind_of(old: &Option<String>, new: &Option<String>) -> ChangeKind {
    match (old, new) {
        (None, _) => ChangeKind::Added,
        (_, None) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    }
}

fn show(old: &FeedFacts, new: &FeedFacts, out: &mut Comparison) {
    let place = |field| {
        let own = new.facts.iter().find(|(own, ..)| *own == field);
        own.map_or_else(|| new.place.clone(), |(.., place)| place.clone())
    };
    for (field, before, after) in facts(&old.facts, &new.facts) {
        let told = |finding: Diagnostic| {
            let finding = match &after {
                Some(after) => finding.found(after.clone()),
                None => finding,
            };
            finding.expected(before.clone().unwrap_or_default())
        };
        match (field, &before) {
            (Field::PodcastGuid, Some(_)) => {
                let message = match &after {
                    Some(_) => "podcast:guid is another than before: directories see another show",
                    None => "podcast:guid is gone",
                };
                out.diagnostics.push(told(Diagnostic::new(&PODCAST_GUID_CHANGED, place(field), message)));
            }
            (Field::SelfLink, Some(before)) if after.is_some() => {
                let says = |facts: &[Fact]| {
                    facts.iter().any(|(own, value, _)| *own == Field::NewFeedUrl && Some(value) == after.as_ref())
                };
                if !says(&new.facts) && !says(&old.facts) {
                    let message = format!(
                        "the feed calls itself by another address, and no itunes:new-feed-url in {before} says so"
                    );
                    let finding = told(Diagnostic::new(&FEED_URL_CHANGED, place(field), message));
                    out.diagnostics.push(finding.severity(Severity::Warning));
                }
            }
            _ => {}
        }
        let kind = kind_of(&before, &after);
        let effect = field.effect();
        out.changes.push(Change { kind, guid: None, title: None, field: Some(field), old: before, new: after, effect });
    }
}

fn item(before: &ItemFacts, after: &ItemFacts, by: By, out: &mut Comparison) {
    let differences = facts(&before.facts, &after.facts);
    let differs = |field| differences.iter().any(|(own, ..)| *own == field);
    let finding =
        |rule, field, message: String| Diagnostic::new(rule, place_of(after, field), message).item(&after.guid);
    if by == By::Looks && before.guid != after.guid {
        let message = format!("\"{}\" has another guid: every subscriber gets it again", after.title);
        let finding = finding(&GUID_CHANGED, Field::Guid, message)
            .found(&after.guid)
            .expected(&before.guid)
            .related(&before.place, "as it was published");
        let published = quick_xml::escape::escape(&before.guid).into_owned();
        let written = after.get(Field::Guid).is_some();
        out.diagnostics.push(match written {
            true => finding.fix(true, "write the published guid", &place_of(after, Field::Guid), published),
            false => finding.help("give it the published guid"),
        });
    } else if differs(Field::Title) && differs(Field::Date) && moved(before, after) && before.title != after.title {
        let message = format!("the guid of \"{}\" stands in another episode, \"{}\"", before.title, after.title);
        out.diagnostics.push(
            finding(&GUID_REUSED, Field::Guid, message)
                .found(&after.guid)
                .related(&before.place, "as it was published")
                .help("give the new episode a guid of its own"),
        );
    }
    if moved(before, after) {
        let message = format!("the audio of \"{}\" has another address", after.title);
        let found = after.get(Field::Enclosure).unwrap_or_default().to_string();
        out.diagnostics.push(
            finding(&ENCLOSURE_MOVED, Field::Enclosure, message)
                .severity(Severity::Advice)
                .found(found)
                .expected(before.get(Field::Enclosure).unwrap_or_default()),
        );
    } else if differs(Field::Length) && before.get(Field::Length).is_some_and(|length| length != "0") {
        let message = format!("the audio of \"{}\" has another length at the same address", after.title);
        out.diagnostics.push(finding(&ENCLOSURE_REPLACED, Field::Enclosure, message));
    }
    if let (Some(old), Some(new)) = (before.date, after.date)
        && (new - old).abs() > chrono::TimeDelta::days(1)
        && by == By::Guid
    {
        let message = format!("\"{}\" moved by {} days", after.title, (new - old).abs().num_days());
        out.diagnostics.push(finding(&PUB_DATE_MOVED, Field::Date, message).severity(Severity::Warning));
    }
    if let (Some(old), Some(new)) = (before.get(Field::Link), after.get(Field::Link))
        && old != new
    {
        let message = format!("the page of \"{}\" has another address", after.title);
        let finding = finding(&PAGE_MOVED, Field::Link, message).severity(Severity::Advice);
        out.diagnostics.push(finding.found(new).expected(old));
    }
    for (field, old, new) in differences {
        let change = whole(kind_of(&old, &new), after, field.effect());
        out.changes.push(Change { field: Some(field), old, new, ..change });
    }
}

/// Whether the enclosure has another address, statistics prefixes and queries left out.
fn moved(before: &ItemFacts, after: &ItemFacts) -> bool {
    match (before.get(Field::Enclosure), after.get(Field::Enclosure)) {
        (Some(old), Some(new)) => !same_address(old, new),
        _ => false,
    }
}

/// So many may go before it looks like an accident, and always at least [`A_FEW`].
const MANY: usize = 20;
/// One that goes was taken down.
const A_FEW: usize = 1;

fn removed(old: &FeedFacts, new: &FeedFacts, matching: &Matching, out: &mut Comparison) {
    let gone: Vec<&ItemFacts> = matching.gone.iter().filter_map(|i| old.items.get(*i)).collect();
    // A feed of the newest so many items loses one at its end for each that comes.
    let oldest_kept = matching.pairs.iter().filter_map(|(before, ..)| old.items.get(*before)?.date).min();
    let fell_out = |item: &ItemFacts| matches!((item.date, oldest_kept), (Some(date), Some(kept)) if date < kept);
    let window = gone.len() <= matching.new.len() && gone.iter().all(|item| fell_out(item));
    let accident = gone.len() > MANY || (gone.len() > A_FEW && gone.len() * 10 > old.items.len());
    for item in gone {
        let effect = "who has not loaded it can't any more; apps that keep lists drop it";
        out.changes.push(whole(ChangeKind::Removed, item, effect));
        if window {
            continue;
        }
        let severity = if accident { Severity::Error } else { Severity::Warning };
        let message = format!("\"{}\" was in the feed and is gone", item.title);
        out.diagnostics.push(
            Diagnostic::new(&ITEM_REMOVED, crate::diagnostic::At::File(new.source.name.clone()), message)
                .severity(severity)
                .item(&item.guid)
                .related(&item.place, "as it was published"),
        );
    }
}
