//! A feed that is published elsewhere as the folder of a show: feed.toml, and a file for each episode.
//!
//! ```text
//! Document ──► channel ──► feed.toml           keys where they say all, else the element as it stood
//!         └──► episode ──► episodes/NAME.md    front matter, notes as Markdown where nothing is lost
//!         └──► facts ◄──── the rebuilt feed    compare: what apps would see of the difference
//! ```
//!
//! Pure: texts come out, and findings about what had to be decided or is left out. Recordings, artwork and transcripts stay
//! where they are. Not read: Atom and RSS 1.0, whose items hold no enclosures that podcast apps play.

mod address;
mod body;
mod channel;
mod compare;
mod episode;
mod facts;
mod keyed;
mod names;
mod part;
mod rules;
mod toml;
mod value;
mod verbatim;

pub use rules::*;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeZone, Utc};
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::judge::{Feed, Part};
use crate::source::Place;
use crate::xml::read::Document;
use compare::OldItem;
use episode::Item;
use facts::ShowFacts;
use part::Taking;
use verbatim::Names;

/// The file of findings that are known, beside feed.toml.
pub const BASELINE: &str = "baseline.json";

/// The show that a feed becomes.
#[derive(Debug)]
pub struct Imported {
    /// Paths from the show's folder, and texts; feed.toml first.
    pub files: Vec<(String, String)>,
    /// What had to be decided, what is left out.
    pub diagnostics: Vec<Diagnostic>,
    /// The show's title.
    pub title: String,
    /// Where the old feed is served, as it says itself.
    pub feed_url: Option<String>,
    /// Where the rebuilt one will be, while `show.site` stays as it is.
    pub new_feed_url: String,
    /// Episodes whose notes stay HTML, because Markdown would lose something.
    pub html_notes: usize,
    old: Vec<OldItem>,
    show: ShowFacts,
    at: Place,
}

/// Show notes as they were: nothing is added to them.
const NOTES_TEMPLATE: &str = "{#-
The show notes as the feed had them before it came here. Without this file podwright puts chapters, people, the transcript and where to
give money behind the notes of every episode.
-#}
{%- if episode.summary -%}
<p>{{ episode.summary }}</p>
{% endif -%}
{{ episode.notes_html | safe }}
";

/// Turns a feed into a show; `None` for a document that is no RSS feed with a channel.
pub fn import(document: &Document) -> Option<Imported> {
    let root = document.root().filter(|root| root.local().eq_ignore_ascii_case("rss"))?;
    let feed = Feed::new(document, root);
    let channel = feed.channel.as_ref()?;
    let names = Names::new(&feed);
    let mut findings = Vec::new();
    let seasons = seasons(&feed, &names);
    let show = channel::write(Taking::new(&feed, channel, &names, &mut findings), &seasons);
    let items = items(&feed, &mut findings);
    let called: Vec<names::Called> = feed
        .items
        .iter()
        .zip(&items)
        .map(|(part, item)| names::Called {
            date: item.date,
            link: part.text("link"),
            title: item.title.clone(),
            enclosure: part.first("enclosure").and_then(|node| node.attribute("url")).map(|url| url.value().to_string()),
        })
        .collect();
    let base = show.inherited.base.as_deref();
    let facts = facts::facts(&feed, &names, base);
    let written: Vec<(episode::Written, Vec<Diagnostic>)> = feed
        .items
        .par_iter()
        .zip(&items)
        .map(|(part, item)| {
            let mut findings = Vec::new();
            let written = episode::write(Taking::new(&feed, part, &names, &mut findings), item, &show.inherited);
            (written, findings)
        })
        .collect();
    let mut files = vec![("feed.toml".to_string(), show.text)];
    let mut old = Vec::new();
    let (mut more_than_notes, mut html_notes) = (false, 0);
    let of_items = feed.items.iter().zip(items).zip(names::names(&called)).zip(facts).zip(written);
    for ((((part, item), name), facts), (written, of_item)) in of_items {
        findings.extend(of_item);
        more_than_notes |= written.more_than_notes;
        html_notes += usize::from(!written.markdown);
        let file = format!("episodes/{name}.md");
        files.push((file.clone(), written.text));
        old.push(OldItem { facts, place: part.node.place(), guid: item.guid, file, dated: item.dated });
    }
    if more_than_notes {
        files.push(("templates/notes.html".into(), NOTES_TEMPLATE.into()));
    }
    Some(Imported {
        files,
        diagnostics: findings,
        title: show.title,
        feed_url: show.feed_url,
        new_feed_url: show.new_feed_url,
        html_notes,
        old,
        show: facts::show_facts(channel, base),
        at: channel.node.place(),
    })
}

impl Imported {
    /// How many episodes there are.
    pub fn episodes(&self) -> usize {
        self.old.len()
    }

    /// feed.toml names a file of findings that are known.
    pub fn with_baseline(&mut self) {
        if let Some((_, text)) = self.files.first_mut() {
            let lint = format!("\n[lint]\nbaseline = \"{BASELINE}\"     # what was wrong in the feed before\n");
            // `[[extra]]` stands last: what follows it would be its own.
            let at = text.find("\n[[extra]]").unwrap_or(text.len());
            text.insert_str(at, &lint);
        }
    }

    /// What differs between the old feed and the rebuilt one. `held` are NAMEs whose date is to come.
    pub fn compare(&self, rebuilt: &Document, held: &[String]) -> Vec<Diagnostic> {
        let Some(root) = rebuilt.root() else { return Vec::new() };
        let feed = Feed::new(rebuilt, root);
        let Some(channel) = feed.channel.as_ref() else { return Vec::new() };
        let names = Names::new(&feed);
        let mut findings = compare::shows(&self.show, &facts::show_facts(channel, None), &self.at);
        findings.extend(compare::items(&self.old, &facts::facts(&feed, &names, None), held));
        findings
    }
}

/// Names of seasons that all items agree on.
fn seasons(feed: &Feed<'_>, names: &Names) -> BTreeMap<u32, String> {
    let mut seasons: BTreeMap<u32, Option<String>> = BTreeMap::new();
    for part in &feed.items {
        let Some(element) = part.first("podcast:season").and_then(|node| names.element(node)) else { continue };
        let Ok(number) = episode::text_of(&element).parse::<u32>() else { continue };
        let name = episode::attribute_of(&element, "name");
        let entry = seasons.entry(number).or_insert_with(|| name.clone());
        if *entry != name {
            *entry = None;
        }
    }
    seasons.into_iter().filter_map(|(number, name)| Some((number, name?))).collect()
}

/// Guid, title and date of every item; what one does not say is taken from what it does say, or from its neighbours.
fn items(feed: &Feed<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Item> {
    let dates: Vec<Option<DateTime<FixedOffset>>> = feed.items.iter().map(|part| date(part, findings)).collect();
    let last = || feed.channel.as_ref().and_then(|channel| channel.text("lastBuildDate").or_else(|| channel.text("pubDate")));
    let first_known = dates.iter().flatten().next().copied();
    let mut near = first_known.or_else(|| value::date(&last()?).map(|date| date.value));
    let mut items = Vec::new();
    for (part, own) in feed.items.iter().zip(&dates) {
        let date = own.or(near).unwrap_or_else(|| Utc.timestamp_nanos(0).fixed_offset());
        near = Some(date);
        if own.is_none() {
            let message = format!("this item has no date; {} is taken from beside it", date.format("%Y-%m-%d"));
            findings.push(Diagnostic::new(&IMPORT_RESOLVED, part.node.place(), message).item(part.label()));
        }
        let title = episode::title(part, findings);
        let guid = part.text("guid").unwrap_or_else(|| {
            let enclosure = part.first("enclosure").and_then(|node| node.attribute("url")).map(|url| url.value().trim().to_string());
            let guid = enclosure.filter(|url| !url.is_empty()).or_else(|| part.text("link")).unwrap_or_else(|| title.clone());
            let message = "this item has no guid; what apps take in its place is taken";
            findings.push(Diagnostic::new(&IMPORT_RESOLVED, part.node.place(), message).found(guid.clone()));
            guid
        });
        items.push(Item { guid, title, date, dated: part.text("pubDate").is_some() && own.is_some() });
    }
    items
}

/// The date of an item, or of a live one its begin.
fn date(part: &Part<'_>, findings: &mut Vec<Diagnostic>) -> Option<DateTime<FixedOffset>> {
    let start = part.is_live().then(|| part.node.attribute("start")).flatten();
    let start = start.map(|start| crate::judge::Value::of_attribute(part.node, start));
    let value = part.value("pubDate").or_else(|| part.value("dc:date")).filter(|value| !value.is_blank()).or(start)?;
    let resolved = value::date(value.trimmed());
    let message = match &resolved {
        Some(value::Resolved { decided: None, .. }) => None,
        Some(value::Resolved { decided: Some(words), .. }) => Some(format!("{}: {words}", value.name())),
        None => Some(format!("{} is no date", value.name())),
    };
    if let Some(message) = message {
        let finding = Diagnostic::new(&IMPORT_RESOLVED, value.place(), message).item(part.label());
        findings.push(finding.found(value.trimmed()));
    }
    resolved.map(|date| date.value)
}
