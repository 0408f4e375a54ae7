//! What listeners and apps have of a feed.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::judge::{Feed, Part};
use crate::scalar::{Millis, parse_date};
use crate::source::{Place, Source};
use crate::xml::read::{Document, Node};

/// A fact that can change, as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `guid`.
    Guid,
    /// `title`.
    Title,
    /// `pubDate`, as an instant.
    Date,
    /// The address of the enclosure.
    Enclosure,
    /// Its length in bytes.
    Length,
    /// Its media type.
    MediaType,
    /// `itunes:duration`, in whole seconds.
    Duration,
    /// `itunes:explicit`, as a truth.
    Explicit,
    /// The season's number.
    Season,
    /// The episode's number.
    Episode,
    /// `full`, `trailer`, `bonus`.
    EpisodeType,
    /// `link`.
    Link,
    /// The visible text of the notes.
    Notes,
    /// `podcast:person`.
    People,
    /// `podcast:transcript`.
    Transcripts,
    /// `podcast:chapters` and psc chapters.
    Chapters,
    /// The address of the artwork.
    Artwork,
    /// `language`.
    Language,
    /// `itunes:author`.
    Author,
    /// `itunes:category`.
    Categories,
    /// `podcast:guid`.
    PodcastGuid,
    /// The feed's own address.
    SelfLink,
    /// `itunes:new-feed-url`.
    NewFeedUrl,
}

impl Field {
    /// As in the machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Field::Guid => "guid",
            Field::Title => "title",
            Field::Date => "pubDate",
            Field::Enclosure => "enclosure",
            Field::Length => "length",
            Field::MediaType => "type",
            Field::Duration => "duration",
            Field::Explicit => "explicit",
            Field::Season => "season",
            Field::Episode => "episode",
            Field::EpisodeType => "episodeType",
            Field::Link => "link",
            Field::Notes => "notes",
            Field::People => "people",
            Field::Transcripts => "transcript",
            Field::Chapters => "chapters",
            Field::Artwork => "artwork",
            Field::Language => "language",
            Field::Author => "author",
            Field::Categories => "category",
            Field::PodcastGuid => "podcast:guid",
            Field::SelfLink => "self",
            Field::NewFeedUrl => "new-feed-url",
        }
    }

    /// What a change of it does to listeners.
    pub fn effect(self) -> &'static str {
        match self {
            Field::Guid => "every subscriber gets the episode again, as unheard",
            Field::Title => "apps show the new title at their next look",
            Field::Date => "apps sort the episode elsewhere, and some announce it again",
            Field::Enclosure => "some apps load it again; downloads under the old address stay",
            Field::Length => "other bytes: who has the old file keeps it",
            Field::MediaType => "apps that play only one of the two types show or hide the episode",
            Field::Duration => "apps show another length",
            Field::Explicit => "apps and parental controls show or hide it",
            Field::Season | Field::Episode | Field::EpisodeType => "apps number and sort it otherwise",
            Field::Link => "the link to the web page leads elsewhere",
            Field::Notes => "apps show the new notes at their next look",
            Field::People => "apps show other people",
            Field::Transcripts => "apps show another transcript, or none",
            Field::Chapters => "apps show other chapters, or none",
            Field::Artwork => "apps load another picture",
            Field::Language => "directories list the show under another language",
            Field::Author | Field::Categories => "directories list the show otherwise",
            Field::PodcastGuid => "directories see another show",
            Field::SelfLink => "apps that follow it ask at another address from now on",
            Field::NewFeedUrl => "apps move their subscribers to that address",
        }
    }
}

/// A value with its place.
pub(super) type Fact = (Field, String, Place);

/// A feed, as far as listeners and apps have it.
#[derive(Debug)]
pub struct FeedFacts {
    /// Where it was read.
    pub source: Arc<Source>,
    /// The channel's start tag, or the begin of the document.
    pub place: Place,
    /// The channel's facts.
    pub(super) facts: Vec<Fact>,
    /// Its items, live ones left out: they come and go.
    pub items: Vec<ItemFacts>,
}

/// An item.
#[derive(Debug)]
pub struct ItemFacts {
    /// Its start tag.
    pub place: Place,
    /// Its guid; apps take the address of the enclosure where there is none.
    pub guid: String,
    /// Its title.
    pub title: String,
    /// When it came out.
    pub date: Option<DateTime<FixedOffset>>,
    /// All facts, in the order of [`Field`].
    pub(super) facts: Vec<Fact>,
}

impl FeedFacts {
    /// Reads them out of a document; `None` where it is no RSS.
    pub fn read(document: &Document) -> Option<FeedFacts> {
        let root = document.root().filter(|root| root.local() == "rss")?;
        let feed = Feed::new(document, root);
        let source = document.source.clone();
        let Some(channel) = &feed.channel else {
            let place = root.place();
            return Some(FeedFacts { source, place, facts: Vec::new(), items: Vec::new() });
        };
        let mut facts = Vec::new();
        let mut text = |field, name: &str| {
            facts.extend(channel.first(name).and_then(|node| fact(field, node, node.text().trim().to_string())));
        };
        text(Field::Title, "title");
        text(Field::Link, "link");
        text(Field::Language, "language");
        text(Field::Author, "itunes:author");
        text(Field::PodcastGuid, "podcast:guid");
        text(Field::NewFeedUrl, "itunes:new-feed-url");
        let own = channel.all("atom:link").find(|link| attribute(*link, "rel") == "self");
        facts.extend(own.and_then(|node| fact(Field::SelfLink, node, attribute(node, "href"))));
        facts.extend(shared(channel, &feed));
        let categories = channel.all("itunes:category").map(|node| {
            let inner = feed
                .part(node)
                .into_iter()
                .flat_map(|part| part.all("itunes:category").map(|node| attribute(node, "text")).collect::<Vec<_>>());
            std::iter::once(attribute(node, "text")).chain(inner).collect::<Vec<_>>().join(" > ")
        });
        let categories = categories.collect::<Vec<_>>().join("; ");
        facts.extend(channel.first("itunes:category").and_then(|node| fact(Field::Categories, node, categories)));
        facts.sort_by_key(|(field, ..)| *field);
        let explicit = facts.iter().find(|(field, ..)| *field == Field::Explicit).map(|(_, value, _)| value.clone());
        let items = feed.items.iter().filter(|item| !item.is_live());
        let items = items.map(|item| ItemFacts::read(item, &feed, explicit.as_deref())).collect();
        Some(FeedFacts { source, place: channel.node.place(), facts, items })
    }
}

impl ItemFacts {
    fn read(item: &Part<'_>, feed: &Feed<'_>, explicit: Option<&str>) -> ItemFacts {
        let mut facts = Vec::new();
        let mut text = |field, names: &[&str], read: fn(&str) -> String| {
            let node = names.iter().find_map(|name| item.first(name));
            facts.extend(node.and_then(|node| fact(field, node, read(node.text().trim()))));
        };
        let same = |text: &str| text.to_string();
        text(Field::Guid, &["guid"], same);
        text(Field::Title, &["title", "itunes:title"], |text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        text(Field::Date, &["pubDate", "dc:date"], |text| match parse_date(text, None) {
            Ok(date) => date.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            Err(_) => text.to_string(),
        });
        text(Field::Duration, &["itunes:duration"], |text| match Millis::parse(text) {
            Some(length) => length.rounded_seconds().to_string(),
            None => text.to_string(),
        });
        text(Field::Season, &["podcast:season", "itunes:season"], same);
        text(Field::Episode, &["podcast:episode", "itunes:episode"], same);
        text(Field::EpisodeType, &["itunes:episodeType"], str::to_ascii_lowercase);
        text(Field::Link, &["link"], same);
        if let Some(node) = item.first("enclosure") {
            facts.extend(fact(Field::Enclosure, node, attribute(node, "url")));
            facts.extend(fact(Field::Length, node, attribute(node, "length")));
            facts.extend(fact(Field::MediaType, node, attribute(node, "type")));
        }
        facts.extend(shared(item, feed));
        // An item that says nothing is what the channel is.
        if let Some(explicit) = explicit.filter(|_| item.first("itunes:explicit").is_none()) {
            facts.extend(fact(Field::Explicit, item.node, explicit.to_string()));
        }
        let list = |field, name: &str, words: &[&str]| {
            let mut all: Vec<String> = item.all(name).map(|node| words_of(node, words)).collect();
            all.sort();
            item.first(name).and_then(|node| fact(field, node, all.join("; ")))
        };
        facts.extend(list(Field::Transcripts, "podcast:transcript", &["url", "type", "language"]));
        let chapters = list(Field::Chapters, "podcast:chapters", &["url"]);
        facts.extend(chapters.or_else(|| {
            let node = item.first("psc:chapters")?;
            let all: Vec<String> = node.elements().map(|chapter| words_of(chapter, &["start", "title"])).collect();
            fact(Field::Chapters, node, all.join("; "))
        }));
        facts.sort_by_key(|(field, ..)| *field);

        let get = |field| facts.iter().find(|(own, ..)| *own == field).map(|(_, value, _)| value.clone());
        let guid = get(Field::Guid).or_else(|| get(Field::Enclosure)).unwrap_or_default();
        let date = get(Field::Date).and_then(|date| DateTime::parse_from_rfc3339(&date).ok());
        let title = get(Field::Title).unwrap_or_default();
        ItemFacts { place: item.node.place(), guid, title, date, facts }
    }

    /// A fact by its name.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.facts.iter().find(|(own, ..)| *own == field).map(|(_, value, _)| value.as_str())
    }
}

/// What a channel and an item have alike.
fn shared(part: &Part<'_>, feed: &Feed<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let explicit = part.first("itunes:explicit");
    facts.extend(explicit.and_then(|node| {
        let word = node.text().trim().to_ascii_lowercase();
        let truth = match word.as_str() {
            "yes" | "explicit" | "true" => "true".to_string(),
            "no" | "clean" | "false" => "false".to_string(),
            _ => word,
        };
        fact(Field::Explicit, node, truth)
    }));
    facts.extend(part.first("itunes:image").and_then(|node| {
        let child = node.elements().find(|child| feed.is(*child, "url") || child.local() == "url");
        let text = child.map_or_else(|| node.text().trim().to_string(), |child| child.text().trim().to_string());
        let href = attribute(node, "href");
        fact(Field::Artwork, node, if href.is_empty() { text } else { href })
    }));
    let people: Vec<String> = part
        .all("podcast:person")
        .map(|node| {
            let or = |name: &str, default: &str| {
                let value = attribute(node, name);
                if value.is_empty() { default.to_string() } else { value.to_ascii_lowercase() }
            };
            format!("{} ({}, {})", node.text().trim(), or("role", "host"), or("group", "cast"))
        })
        .collect();
    facts.extend(part.first("podcast:person").and_then(|node| fact(Field::People, node, people.join("; "))));
    let notes = ["content:encoded", "description", "itunes:summary"].iter().find_map(|name| {
        let node = part.first(name)?;
        let text = visible_text(&node.text());
        (!text.is_empty()).then_some((node, text))
    });
    facts.extend(notes.and_then(|(node, text)| fact(Field::Notes, node, text)));
    facts
}

fn fact(field: Field, node: Node<'_>, value: String) -> Option<Fact> {
    (!value.is_empty()).then(|| (field, value, node.value_place()))
}

fn attribute(node: Node<'_>, name: &str) -> String {
    node.attribute(name).map(|attribute| attribute.value().trim().to_string()).unwrap_or_default()
}

fn words_of(node: Node<'_>, names: &[&str]) -> String {
    let words = names.iter().map(|name| attribute(node, name)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The words of a piece of HTML, with single blanks between them.
fn visible_text(html: &str) -> String {
    let plain = crate::notes::html_to_text(html);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
