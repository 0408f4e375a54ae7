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
mod source;
mod toml;
mod value;
mod verbatim;

pub use rules::*;
pub use source::{Generator, import_sources};

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, FixedOffset, TimeZone, Utc};
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::judge::{Feed, Part};
use crate::scalar::{MEDIA_TYPES, MediaKind, media_type_of};
use crate::source::Place;
use crate::xml::read::{Document, Node};
use channel::Around;
use compare::OldItem;
use episode::Item;
use facts::{Facts, ShowFacts};
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
    /// How many episodes there are.
    pub episodes: usize,
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

/// A page of a feed: the feed itself, and what RFC 5005 lets follow it.
struct Page<'d> {
    feed: Feed<'d>,
    names: Names,
}

/// Turns a feed into a show, its further pages behind it; `None` for a document that is no RSS feed with a channel. `url` is where it was
/// fetched, if it was.
pub fn import(documents: &[Document], url: Option<&str>) -> Option<Imported> {
    let pages = pages(documents);
    let first = pages.first()?;
    let channel = first.feed.channel.as_ref()?;
    let declared = pages.last().map(|page| page.names.declared.clone()).unwrap_or_default();
    let mut findings = Vec::new();
    let seasons = seasons(&pages);
    let around = Around { seasons: &seasons, declared: &declared, url, followed: pages.len() > 1 };
    let show = channel::write(Taking::new(&first.feed, channel, &first.names, &mut findings), &around);
    let parts = parts(&pages);
    let items = items(channel, &parts, &mut findings);
    let base = show.inherited.base.as_deref();
    let facts: Vec<Facts> =
        parts.par_iter().map(|(page, part)| facts::of_item(&page.feed, part, &page.names, base)).collect();
    let written: Vec<(episode::Written, Vec<Diagnostic>)> = parts
        .par_iter()
        .zip(&items)
        .map(|((page, part), item)| {
            let mut findings = Vec::new();
            let taking = Taking::new(&page.feed, part, &page.names, &mut findings);
            (episode::write(taking, item, &show.inherited), findings)
        })
        .collect();
    let mut files = vec![("feed.toml".to_string(), show.text)];
    let mut old = Vec::new();
    let (mut more_than_notes, mut html_notes) = (false, 0);
    let named = names::names(&called(&parts, &items));
    let of_items = parts.iter().zip(items).zip(named).zip(facts).zip(written);
    for (((((_, part), item), name), facts), (written, of_item)) in of_items {
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
        episodes: old.len(),
        old,
        show: facts::show_facts(channel, base),
        at: channel.node.place(),
    })
}

/// Where a feed goes on: the next page, or the next older archive (RFC 5005, sections 3 and 4). `url` is its own address.
pub fn next_page(document: &Document, url: &str) -> Option<String> {
    let page = pages(std::slice::from_ref(document)).pop()?;
    let channel = page.feed.channel.as_ref()?;
    let relation = |wanted: &str| {
        let value = |node: Node<'_>, name: &str| node.attribute(name).map(|own| own.value().trim().to_string());
        let link = channel.all("atom:link").find(|node| value(*node, "rel").is_some_and(|rel| rel == wanted))?;
        episode::join(Some(url), &value(link, "href")?)
    };
    relation("next").or_else(|| relation("prev-archive"))
}

fn pages(documents: &[Document]) -> Vec<Page<'_>> {
    let mut pages: Vec<Page<'_>> = Vec::new();
    for document in documents {
        let Some(root) = document.root().filter(|root| root.local().eq_ignore_ascii_case("rss")) else { continue };
        let feed = Feed::new(document, root);
        let declared = pages.last().map(|page| page.names.declared.clone()).unwrap_or_default();
        let names = Names::new(&feed, declared);
        pages.push(Page { feed, names });
    }
    pages
}

/// The items of all pages. Between two pages that were fetched one after the other an item may have moved from one to the next.
fn parts<'p, 'd>(pages: &'p [Page<'d>]) -> Vec<(&'p Page<'d>, &'p Part<'d>)> {
    let mut parts: Vec<(&Page<'_>, &Part<'_>)> = Vec::new();
    let mut before: HashSet<String> = HashSet::new();
    for page in pages {
        let known = |part: &&Part<'_>| part.text("guid").is_some_and(|guid| before.contains(&guid));
        let new: Vec<&Part<'_>> = page.feed.items.iter().filter(|part| !known(part)).collect();
        before.extend(new.iter().filter_map(|part| part.text("guid")));
        parts.extend(new.into_iter().map(|part| (page, part)));
    }
    parts
}

/// What NAMEs are made from.
fn called(parts: &[(&Page<'_>, &Part<'_>)], items: &[Item]) -> Vec<names::Called> {
    let one = |((_, part), item): (&(&Page<'_>, &Part<'_>), &Item)| names::Called {
        date: item.date,
        link: part.text("link"),
        title: item.title.clone(),
        enclosure: part.first("enclosure").and_then(|node| node.attribute("url")).map(|url| url.value().to_string()),
    };
    parts.iter().zip(items).map(one).collect()
}

/// A recording elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The file of its episode.
    pub episode: String,
    /// Its address.
    pub url: String,
    /// Where it belongs in the show: beside that file.
    pub path: String,
}

/// The text of an episode whose recording lies beside it: what is measured there need not be said.
pub fn beside(text: &str) -> String {
    // The keys that an import writes about a recording take a line each.
    let about = |line: &&str| line.starts_with("enclosure = ") || line.starts_with("duration = ");
    let Some((front, body)) = text.split_once("\n+++\n") else { return text.to_string() };
    let kept: Vec<&str> = front.split('\n').filter(|line| !about(line)).collect();
    format!("{}\n+++\n{body}", kept.join("\n"))
}

impl Imported {
    /// The recordings that can be fetched and kept beside the episodes.
    pub fn recordings(&self) -> Vec<Recording> {
        let ending = |url: &str, media_type: &str| {
            let path = url::Url::parse(url).ok()?.path().to_string();
            let named = media_type_of(&path).filter(|known| matches!(known.kind, MediaKind::Audio | MediaKind::Video));
            let typed = || MEDIA_TYPES.iter().find(|known| known.name == media_type);
            named.or_else(typed).map(|known| known.ending)
        };
        let one = |item: &OldItem| {
            let (url, _, media_type) = item.facts.enclosure.as_ref()?;
            let stem = item.file.strip_suffix(".md")?;
            let path = format!("{stem}.{}", ending(url, media_type)?);
            Some(Recording { episode: item.file.clone(), url: url.clone(), path })
        };
        self.old.iter().filter_map(one).collect()
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
        let names = Names::new(&feed, BTreeMap::new());
        let mut findings = compare::shows(&self.show, &facts::show_facts(channel, None), &self.at);
        let facts: Vec<Facts> = feed.items.par_iter().map(|part| facts::of_item(&feed, part, &names, None)).collect();
        findings.extend(compare::items(&self.old, &facts, held));
        findings
    }
}

/// Names of seasons that all items agree on.
fn seasons(pages: &[Page<'_>]) -> BTreeMap<u32, String> {
    let mut seasons: BTreeMap<u32, Option<String>> = BTreeMap::new();
    for (page, part) in pages.iter().flat_map(|page| page.feed.items.iter().map(move |part| (page, part))) {
        let Some(element) = part.first("podcast:season").and_then(|node| page.names.element(node)) else { continue };
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
fn items(channel: &Part<'_>, parts: &[(&Page<'_>, &Part<'_>)], findings: &mut Vec<Diagnostic>) -> Vec<Item> {
    let dates: Vec<Option<DateTime<FixedOffset>>> = parts.iter().map(|(_, part)| date(part, findings)).collect();
    let last = || channel.text("lastBuildDate").or_else(|| channel.text("pubDate"));
    let first_known = dates.iter().flatten().next().copied();
    let mut near = first_known.or_else(|| value::date(&last()?).map(|date| date.value));
    let mut items = Vec::new();
    for ((_, part), own) in parts.iter().zip(&dates) {
        let date = own.or(near).unwrap_or_else(|| Utc.timestamp_nanos(0).fixed_offset());
        near = Some(date);
        if own.is_none() {
            let message = format!("this item has no date; {} is taken from beside it", date.format("%Y-%m-%d"));
            findings.push(Diagnostic::new(&IMPORT_RESOLVED, part.node.place(), message).item(part.label()));
        }
        let title = episode::title(part, findings);
        let guid = part.text("guid").unwrap_or_else(|| {
            let enclosure = part
                .first("enclosure")
                .and_then(|node| node.attribute("url"))
                .map(|url| url.value().trim().to_string());
            let guid =
                enclosure.filter(|url| !url.is_empty()).or_else(|| part.text("link")).unwrap_or_else(|| title.clone());
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::keys::CONFIG_INVALID;
    use crate::manifest::{FRONT_MATTER_MISSING, read_episode, read_feed_toml};
    use crate::source::Source;
    use crate::xml::read::read;

    #[test]
    fn a_recording_beside_an_episode_speaks_for_itself() {
        let text = "+++\ntitle = \"A\"\nenclosure = { url = \"https://a.example/1.mp3\" }\nduration = \"1:00\"\nextra = '<a/>'\n+++\n\nduration = 1\n";
        assert_eq!(beside(text), "+++\ntitle = \"A\"\nextra = '<a/>'\n+++\n\nduration = 1\n");
        assert_eq!(beside(&beside(text)), beside(text));
    }

    const PARTS: &[&str] = &[
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<guid>",
        "</guid>",
        "<pubDate>Fri, 06 Mar 2026 06:00:00 CET</pubDate>",
        "a'b\"c\\",
        "<enclosure url=\"https://a.example/a b.mp3\" length=\"x\" type=\"\"/>",
        "<itunes:duration>1:2</itunes:duration>",
        "+++\n",
        "\n\n",
        "&#9;",
        "<description>",
        "</description>",
        "<![CDATA[<p>a <b>b</b>]]>",
        "<podcast:person role=\"Host\">Ann</podcast:person>",
        "<podcast:value type=\"x\">",
        "</podcast:value>",
        "<x:y xmlns:x=\"urn:x\" x:z=\"'\">",
        "</x:y>",
        "<podcast:season name=\"'''\">3</podcast:season>",
        "<u:v/>",
        "<link>a b</link>",
        "<itunes:episode>S1E2</itunes:episode>",
        "<psc:chapters><psc:chapter start=\"0\" title=\"'\"/></psc:chapters>",
        "<category/>",
        "\u{1}",
        "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn whatever_the_feed_the_files_can_be_read(parts in prop::collection::vec(prop::sample::select(PARTS), 0..30)) {
            let xml = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" \
                 xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" xmlns:psc=\"http://podlove.org/simple-chapters\"><channel>{}</channel></rss>",
                parts.concat()
            );
            let (document, _) = read(&Source::new("feed.xml", xml));
            let Some(imported) = import(&[document], None) else { return Ok(()) };
            for (path, text) in imported.files.iter().filter(|(path, _)| !path.starts_with("templates/")) {
                let source = Source::new(path.as_str(), text.as_str());
                let findings = match path.as_str() {
                    "feed.toml" => read_feed_toml(&source).1,
                    _ => read_episode(&source, None, &["x"]).2,
                };
                let unread = [CONFIG_INVALID.id, FRONT_MATTER_MISSING.id, "key-invalid", "key-unknown"];
                let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
                let wrong = errors.find(|finding| unread.contains(&finding.rule.id));
                prop_assert!(wrong.is_none(), "{:?}\n{text}", wrong);
            }
        }
    }
}
