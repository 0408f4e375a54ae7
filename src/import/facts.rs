//! What apps take from a feed, in a form that two feeds can be compared in.

use chrono::{DateTime, FixedOffset};

use super::address::usable;
use super::body::visible;
use super::episode::join;
use super::value;
use super::verbatim::Names;
use crate::element::ShowType;
use crate::judge::{Feed, Part};
use crate::keys::Words;
use crate::scalar::Millis;
use crate::xml::Element;

/// What apps take from an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Identity.
    pub guid: Option<String>,
    /// Title.
    pub title: String,
    /// When it came out.
    pub date: Option<DateTime<FixedOffset>>,
    /// Address, bytes, media type of the recording.
    pub enclosure: Option<(String, Option<u64>, String)>,
    /// In whole seconds.
    pub duration: Option<u64>,
    /// Its own word, or the channel's.
    pub explicit: Option<bool>,
    /// Number.
    pub episode: Option<u32>,
    /// Number of its season.
    pub season: Option<u32>,
    /// `trailer`, `bonus`; `None` for a full episode.
    pub kind: Option<String>,
    /// Its picture.
    pub artwork: Option<String>,
    /// Its own people, or the channel's: name, role, picture, page.
    pub people: Vec<[String; 4]>,
    /// Addresses and languages.
    pub transcripts: Vec<(String, String)>,
    /// The address of a chapter file.
    pub chapters: Option<String>,
    /// Begin and title of each chapter that stands in the item.
    pub inline_chapters: Vec<(Option<Millis>, String)>,
    /// Visible words of the notes, without blanks.
    pub notes: String,
    /// The addresses that links in the notes lead to.
    pub links: Vec<String>,
}

/// What apps take from a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShowFacts {
    /// Each with its name.
    pub facts: Vec<(&'static str, String)>,
    /// Visible words of the description, without blanks.
    pub description: String,
}

/// The facts of an item. `base` is what relative addresses are relative to.
pub fn of_item(feed: &Feed<'_>, part: &Part<'_>, names: &Names, base: Option<&str>) -> Facts {
    let channel = feed.channel.as_ref();
    let explicit = channel.and_then(|channel| value::explicit(&channel.text("itunes:explicit")?));
    let attribute = |name: &str, attribute: &str| {
        let nodes = part.all(name).filter_map(|node| node.attribute(attribute));
        nodes.map(|value| value.value().trim().to_string()).find(|text| !text.is_empty())
    };
    let enclosure =
        part.all("enclosure").find(|node| node.attribute("url").is_some_and(|url| !url.value().trim().is_empty()));
    let enclosure = enclosure.and_then(|node| {
        let own = |name: &str| node.attribute(name).map(|value| value.value().trim().to_string()).unwrap_or_default();
        Some((
            usable(&own("url"), base)?,
            value::bytes(&own("length")).map(|bytes| bytes.value).filter(|bytes| *bytes > 0),
            own("type"),
        ))
    });
    let number = |name: &str| value::number(&part.text(name)?).map(|number| number.value).filter(|number| *number > 0);
    let own_people = people(part, names);
    let link = part.text("link").and_then(|link| usable(&link, base));
    let base_of_notes = link.as_deref().or(base);
    let (notes, links) = visible(part, &|address| join(base_of_notes, address));
    let title = part.text("title").or_else(|| part.text("itunes:title")).unwrap_or_default();
    let playable = enclosure.is_some();
    Facts {
        guid: part.text("guid"),
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        date: part.text("pubDate").and_then(|text| value::date(&text)).map(|date| date.value),
        enclosure,
        duration: part
            .text("itunes:duration")
            .and_then(|text| value::duration(&text))
            .map(|duration| duration.value.rounded_seconds())
            // Nothing that is not there plays for so long.
            .filter(|seconds| *seconds > 0 && playable),
        explicit: part.text("itunes:explicit").and_then(|text| value::explicit(&text)).or(explicit),
        episode: number("itunes:episode"),
        season: number("itunes:season"),
        kind: part
            .text("itunes:episodeType")
            .map(|kind| kind.to_ascii_lowercase())
            .filter(|kind| matches!(kind.as_str(), "trailer" | "bonus")),
        artwork: attribute("itunes:image", "href").and_then(|address| usable(&address, base)),
        people: match channel {
            Some(channel) if own_people.is_empty() => people(channel, names),
            _ => own_people,
        },
        transcripts: part
            .all("podcast:transcript")
            .filter_map(|node| {
                let own = |name: &str| node.attribute(name).map(|value| value.value().trim().to_string());
                Some((own("url")?, own("language").unwrap_or_default()))
            })
            .collect(),
        chapters: attribute("podcast:chapters", "url"),
        inline_chapters: inline_chapters(part, names),
        notes,
        links,
    }
}

fn own(element: &Element, name: &str) -> String {
    let value = element.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim().to_string());
    value.unwrap_or_default()
}

fn people(part: &Part<'_>, names: &Names) -> Vec<[String; 4]> {
    let people = part.all("podcast:person").filter_map(|node| names.element(node));
    people
        .map(|person| {
            let role = Some(own(&person, "role").to_lowercase()).filter(|role| !role.is_empty());
            [
                super::episode::text_of(&person),
                role.unwrap_or_else(|| crate::element::podcast::DEFAULT_ROLE.to_lowercase()),
                own(&person, "img"),
                own(&person, "href"),
            ]
        })
        .collect()
}

fn inline_chapters(part: &Part<'_>, names: &Names) -> Vec<(Option<Millis>, String)> {
    let Some(list) = part.first("psc:chapters").and_then(|node| names.element(node)) else { return Vec::new() };
    let chapters = list.content.iter().filter_map(|content| match content {
        crate::xml::Content::Element(chapter) => {
            let title = own(chapter, "title").split_whitespace().collect::<Vec<_>>().join(" ");
            Some((Millis::parse(&own(chapter, "start")), title))
        }
        crate::xml::Content::Text(_) => None,
    });
    chapters.collect()
}

/// The facts of a channel. `base` as above.
pub fn show_facts(part: &Part<'_>, base: Option<&str>) -> ShowFacts {
    let text = |name: &str| part.text(name).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let artwork =
        part.first("itunes:image").and_then(|node| node.attribute("href")).map(|href| href.value().trim().to_string());
    let mut categories: Vec<String> = part
        .all("itunes:category")
        .filter_map(|node| node.attribute("text").map(|text| text.value().trim().to_string()))
        .filter(|text| !text.is_empty())
        .collect();
    // Those that left Apple's list stand apart from the others.
    categories.sort();
    categories.dedup();
    let explicit = value::explicit(&text("itunes:explicit")).map(|explicit| explicit.to_string());
    let kind = ShowType::of_word(&text("itunes:type").to_lowercase());
    ShowFacts {
        facts: vec![
            ("title", text("title")),
            ("artwork", artwork.and_then(|address| usable(&address, base)).unwrap_or_default()),
            ("explicit", explicit.unwrap_or_default()),
            ("type", kind.map(|kind| kind.word().to_string()).unwrap_or_default()),
            ("author", text("itunes:author")),
            // Another text than a UUID is no identity.
            (
                "podcast:guid",
                Some(text("podcast:guid")).filter(|guid| uuid::Uuid::parse_str(guid).is_ok()).unwrap_or_default(),
            ),
            ("categories", categories.join(", ")),
        ],
        description: visible(part, &|address| join(base, address)).0,
    }
}
