//! An item as the file of an episode.

use chrono::{DateTime, FixedOffset};

use super::address::usable;
use super::body::{self, Body, body};
use super::keyed::Home;
use super::part::{Taking, reads};
use super::rules::IMPORT_RESOLVED;
use super::toml::{Toml, quoted};
use super::value::{self, Resolved};
use crate::chapters::from_lines;
use crate::diagnostic::Diagnostic;
use crate::element::EpisodeType;
use crate::judge::Part;
use crate::keys::{Link, Words};
use crate::manifest::FrontMatter;
use crate::notes::summary_from;
use crate::scalar::{Millis, date_rfc3339};
use crate::xml::read::Node;
use crate::xml::{Content, Element};

/// What is known about an item before its file is made.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What apps know it by, or what they take in place of a guid.
    pub guid: String,
    /// Its title, or what stands for it.
    pub title: String,
    /// When it came out.
    pub date: DateTime<FixedOffset>,
    /// Whether the feed says so itself.
    pub dated: bool,
}

/// What an episode takes from the show, and need not say itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    /// `show.people`, as written.
    pub people: Vec<Toml>,
    /// Names of seasons that `[[show.season]]` has.
    pub seasons: Vec<(u32, String)>,
    /// The address that relative ones are relative to.
    pub base: Option<String>,
    /// `show.author`.
    pub author: Option<String>,
}

/// What a file of an episode came out as.
#[derive(Debug)]
pub(super) struct Written {
    pub text: String,
    /// Whether its notes are Markdown, and not HTML that stands in its place.
    pub markdown: bool,
    /// Whether the built-in show notes would say more than these.
    pub more_than_notes: bool,
}

/// Longest title made from notes, in characters.
const TITLE: usize = 80;

/// The titles of an item: its own, else that of iTunes, else the begin of its notes.
pub(super) fn title(part: &Part<'_>, findings: &mut Vec<Diagnostic>) -> String {
    let own = part.text("title").or_else(|| part.text("itunes:title"));
    if let Some(title) = own {
        return title.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let notes = ["description", "content:encoded", "itunes:summary"].iter().find_map(|name| part.text(name));
    let words = body::notes_of(&notes.unwrap_or_default()).plain_lines();
    let title = summary_from(words.lines().next().unwrap_or_default(), TITLE);
    let title = if title.is_empty() { "Untitled".to_string() } else { title };
    let message = format!("this item has no title; \"{title}\" is taken");
    findings.push(Diagnostic::new(&IMPORT_RESOLVED, part.node.place(), message).item(part.label()));
    title
}

/// The file of an episode.
pub(super) fn write(mut take: Taking<'_, '_>, item: &Item, inherited: &Inherited) -> Written {
    let part = take.part;
    ["title", "pubDate", "guid"].iter().filter_map(|name| part.first(name)).for_each(|node| take.take(node));
    take.key("title", &Toml::text(&item.title));
    take.key("date", &Toml::bare(date_rfc3339(&item.date)));
    take.key("guid", &Toml::text(&item.guid));
    if part.text("itunes:title").is_none_or(|title| title.split_whitespace().eq(item.title.split_whitespace())) {
        take.take_all("itunes:title");
    }
    let base = page(&mut take, inherited);
    recording(&mut take, inherited);
    numbers(&mut take, inherited);
    words(&mut take, inherited);
    live(&mut take);
    let people = people(&mut take, inherited);
    let chapters = chapters(&mut take);
    take.podcast_elements(
        Home::Episode,
        &["podcast:person", "podcast:season", "podcast:episode", "podcast:chapters", "podcast:liveItem"],
    );
    images(&mut take);
    let funding = part.first("podcast:funding").is_some();

    let base = base.or_else(|| inherited.base.clone());
    let resolve = |address: &str| join(base.as_deref(), address);
    let Body { text, markdown, lines, summary, taken } = body(part, &resolve);
    take.take_ids(&taken);
    if let Some(summary) = &summary {
        take.key("summary", &Toml::text(summary));
    }
    redundant(&mut take, &lines);
    let rest = take.rest();
    if !rest.is_empty() {
        let lines: String = rest.iter().map(|xml| format!("  {},\n", quoted(xml))).collect();
        let value = match rest.as_slice() {
            [one] => quoted(one),
            _ => format!("[\n{lines}]"),
        };
        take.keys.push(("extra", value));
    }
    let order: Vec<&str> = (FrontMatter::INFO.keys)().iter().map(|key| key.name).collect();
    let keys: String = take.sorted(&order).iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    let timed = chapters || !from_lines(&lines).is_empty();
    let gap = if text.is_empty() { "" } else { "\n" };
    Written { text: format!("+++\n{keys}+++\n{gap}{text}"), markdown, more_than_notes: people || funding || timed }
}

/// An address relative to another.
pub(super) fn join(base: Option<&str>, address: &str) -> Option<String> {
    Some(url::Url::parse(base?).ok()?.join(address).ok()?.to_string())
}

/// The page, which is elsewhere.
fn page(take: &mut Taking<'_, '_>, inherited: &Inherited) -> Option<String> {
    let link = take.text("link")?;
    let link = take.address(&link, inherited.base.as_deref())?;
    take.key("link", &Toml::text(&link));
    Some(link)
}

fn recording(take: &mut Taking<'_, '_>, inherited: &Inherited) {
    let url = |node: &Node<'_>| node.attribute("url").is_some_and(|url| !url.value().trim().is_empty());
    let nodes: Vec<Node<'_>> = take.part.all("enclosure").filter(url).collect();
    if let Some(node) = nodes.first().copied() {
        take.take(node);
        let value = |name: &str| node.attribute(name).map(|own| crate::judge::Value::of_attribute(node, own));
        let address = value("url").and_then(|url| take.address(&url, inherited.base.as_deref()));
        if let Some(address) = address {
            let mut entries = vec![("url", Toml::text(address))];
            if let Some(length) = value("length").filter(|length| !length.is_blank()) {
                let bytes = take.resolve(&length, value::bytes(length.trimmed()));
                entries.extend(bytes.map(|bytes| ("length", Toml::bare(bytes))));
            }
            if let Some(kind) = value("type").filter(|kind| !kind.is_blank()) {
                entries.push(("type", Toml::text(kind.trimmed())));
            }
            take.key("enclosure", &Toml::table(entries));
        }
    }
    further_recordings(take, inherited, nodes.get(1..).unwrap_or_default());
    if let Some(duration) = take.text("itunes:duration") {
        let resolved = value::duration(duration.trimmed());
        // Nothing lasts no time: it was never measured.
        let zero = resolved.as_ref().is_some_and(|resolved| resolved.value.rounded_seconds() == 0);
        if !zero && let Some(length) = take.resolve(&duration, resolved) {
            take.key("duration", &time(length));
        }
    }
}

/// RSS has one recording for an item; what stands there besides is another form of it.
fn further_recordings<'d>(take: &mut Taking<'_, 'd>, inherited: &Inherited, nodes: &[Node<'d>]) {
    if take.part.first("podcast:alternateEnclosure").is_some() {
        return;
    }
    let mut list = Vec::new();
    for node in nodes.iter().copied() {
        let own =
            |name: &str| node.attribute(name).map(|own| own.value().trim().to_string()).filter(|text| !text.is_empty());
        let address = own("url").and_then(|url| usable(&url, inherited.base.as_deref()));
        if let (Some(address), Some(kind)) = (address, own("type")) {
            let length = own("length").and_then(|length| value::bytes(&length)).filter(|bytes| bytes.value > 0);
            let length = length.map(|length| ("length", Toml::bare(length.value)));
            let entries =
                [("type", Toml::text(kind))].into_iter().chain(length).chain([("source", Toml::text(address))]);
            list.push(Toml::table(entries));
            take.take(node);
            let message = "an item has one <enclosure>; this one becomes an alternate".to_string();
            take.decided(node.place(), message, "");
        }
    }
    if let Some(value) = Toml::list(list) {
        take.key("alternate_enclosure", &value);
    }
}

/// A time as people write it.
pub(super) fn time(time: Millis) -> Toml {
    let fraction = Millis(time.0 % 1000).seconds();
    Toml::text(format!("{}{}", time.short_clock(), fraction.trim_start_matches('0')))
}

fn numbers(take: &mut Taking<'_, '_>, inherited: &Inherited) {
    let episode = take.text("itunes:episode");
    let of_itunes = episode.as_ref().and_then(|number| take.resolve(number, value::number(number.trimmed())));
    let own = element(take, "podcast:episode");
    let own_text = own.as_ref().map(|(_, element)| text_of(element)).unwrap_or_default();
    // Both say the same number, or the decimal one is for the podcast namespace alone.
    let agree = of_itunes.is_none_or(|number| own_text.parse() == Ok(number));
    match own.filter(|_| agree).and_then(|(node, element)| Some((node, take.names.keyed(&element, Home::Episode)?))) {
        Some((node, value)) => {
            take.take(node);
            take.key("episode", &value);
        }
        None => {
            if let Some(number) = of_itunes {
                take.key("episode", &Toml::bare(number));
                if take.part.first("podcast:episode").is_some() {
                    let place = take.part.node.place();
                    take.take_all("podcast:episode");
                    let message =
                        format!("<itunes:episode> says {number}, <podcast:episode> another number; the first is taken");
                    take.decided(place, message, &own_text);
                }
            }
        }
    }
    let season = take.text("itunes:season");
    let of_itunes = season.as_ref().and_then(|number| take.resolve(number, value::number(number.trimmed())));
    let own = element(take, "podcast:season");
    let own_number = own.as_ref().and_then(|(_, element)| text_of(element).parse::<u32>().ok());
    let Some(number) = of_itunes.filter(|number| *number > 0).or(own_number) else { return };
    let name = own.as_ref().and_then(|(_, element)| attribute_of(element, "name"));
    if own_number == Some(number) || own_number.is_none() {
        take.take_all("podcast:season");
    }
    let known = name.as_ref().is_none_or(|name| inherited.seasons.iter().any(|(n, own)| *n == number && own == name));
    match name.filter(|_| !known && own_number == Some(number)) {
        Some(name) => take.key("season", &Toml::table([("number", Toml::bare(number)), ("name", Toml::text(name))])),
        None => take.key("season", &Toml::bare(number)),
    }
}

/// The first element of a name as it stands.
fn element<'d>(take: &Taking<'_, 'd>, name: &str) -> Option<(Node<'d>, Element)> {
    let node = take.part.first(name)?;
    Some((node, take.names.element(node)?))
}

pub(super) fn text_of(element: &Element) -> String {
    let texts = element.content.iter().map(|content| match content {
        Content::Text(text) => text.as_str(),
        Content::Element(_) => "",
    });
    texts.collect::<String>().trim().to_string()
}

pub(super) fn attribute_of(element: &Element, name: &str) -> Option<String> {
    let value = element.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim().to_string());
    value.filter(|value| !value.is_empty())
}

/// Single words of iTunes.
fn words(take: &mut Taking<'_, '_>, inherited: &Inherited) {
    if let Some(kind) = take.text("itunes:episodeType") {
        match EpisodeType::of_word(&kind.trimmed().to_ascii_lowercase()) {
            Some(EpisodeType::Full) => {}
            Some(kind) => take.key("type", &Toml::text(kind.word())),
            None => {
                take.left_out(kind.place(), "this is no type of an episode, and is left out".into(), kind.trimmed())
            }
        }
    }
    if let Some(explicit) = take.text("itunes:explicit") {
        let known = value::explicit(explicit.trimmed()).map(|value| Resolved { value, decided: None });
        if let Some(explicit) = take.resolve(&explicit, known) {
            take.key("explicit", &Toml::bare(explicit));
        }
    }
    if let Some(author) = take.text("itunes:author")
        && inherited.author.as_deref() != Some(author.trimmed())
    {
        take.key("author", &Toml::text(author.trimmed()));
    }
    if let Some(image) = take.attribute("itunes:image", "href")
        && let Some(address) = take.address(&image, inherited.base.as_deref())
    {
        take.key("artwork", &Toml::text(address));
    }
    let block = take.part.text("itunes:block");
    take.take_all("itunes:block");
    if block.is_some_and(|block| block.eq_ignore_ascii_case("yes")) {
        take.key("block", &Toml::bare(true));
    }
}

fn live(take: &mut Taking<'_, '_>) {
    if !take.part.is_live() {
        return;
    }
    let node = take.part.node;
    let mut entries: Vec<(&str, Toml)> = Vec::new();
    let value = |name: &str| node.attribute(name).map(|own| crate::judge::Value::of_attribute(node, own));
    if let Some(status) = value("status") {
        entries.push(("status", Toml::text(status.trimmed().to_ascii_lowercase())));
    }
    for name in ["start", "end"] {
        let Some(date) = value(name) else { continue };
        let resolved = take.resolve(&date, value::date(date.trimmed()));
        entries.extend(resolved.map(|date| (name, Toml::bare(date_rfc3339(&date)))));
    }
    take.key("live_item", &Toml::table(entries));
}

/// The people, if they are others than the show's. Answers whether there are any at all.
fn people(take: &mut Taking<'_, '_>, inherited: &Inherited) -> bool {
    let nodes: Vec<Node<'_>> = take.part.all("podcast:person").collect();
    if nodes.is_empty() {
        return !inherited.people.is_empty();
    }
    let mut own = Vec::new();
    for node in &nodes {
        let value = take.names.element(*node).and_then(|element| take.names.keyed(&element, Home::Episode));
        // One that no key makes stays as it is, and then so do all: their order is theirs.
        let Some(value) = value else { return true };
        own.push(value);
    }
    nodes.iter().for_each(|node| take.take(*node));
    // What the build puts together: the show's people, then those of the episode.
    let begins = own.get(..inherited.people.len()) == Some(inherited.people.as_slice());
    let (others, only) = match own.get(inherited.people.len()..) {
        Some(others) if begins => (others.to_vec(), false),
        _ => (own, true),
    };
    if let Some(value) = Toml::list(others) {
        take.key("people", &value);
    }
    if only {
        take.key("people_only", &Toml::bare(true));
    }
    true
}

/// The chapters: of a file elsewhere, else those that stand in the item. Answers whether the latter.
fn chapters(take: &mut Taking<'_, '_>) -> bool {
    if let Some((node, element)) = element(take, "podcast:chapters") {
        // Where no key says it all, none are to be made from the times in the notes.
        let value = take.names.keyed(&element, Home::Episode).inspect(|_| take.take(node));
        take.key("chapters", &value.unwrap_or(Toml::List(Vec::new())));
        return false;
    }
    let Some(node) = take.part.first("psc:chapters") else { return false };
    let list = take.names.element(node).and_then(|element| psc(&element)).inspect(|_| take.take(node));
    let made = list.is_some();
    take.key("chapters", &list.map_or(Toml::List(Vec::new()), Toml::Lines));
    made
}

/// Chapters of Podlove as a list; `None` where a key could not say all of one.
fn psc(element: &Element) -> Option<Vec<Toml>> {
    let mut list = Vec::new();
    for content in &element.content {
        let Content::Element(chapter) = content else { continue };
        let start = Millis::parse(&attribute_of(chapter, "start")?)?;
        let mut entries = vec![("start", time(start)), ("title", Toml::text(attribute_of(chapter, "title")?))];
        for (attribute, key) in [("href", "url"), ("image", "image")] {
            if let Some(address) = attribute_of(chapter, attribute) {
                let value = Toml::text(address);
                if !reads::<Link>(&value) {
                    return None;
                }
                entries.push((key, value));
            }
        }
        if chapter.attributes.iter().any(|(name, _)| !matches!(name.as_str(), "start" | "title" | "href" | "image")) {
            return None;
        }
        list.push(Toml::table(entries));
    }
    (!list.is_empty()).then_some(list)
}

/// `podcast:images`, the form of before: a list of addresses with widths.
fn images(take: &mut Taking<'_, '_>) {
    if take.keys.iter().any(|(key, _)| *key == "image") {
        return;
    }
    if let Some((node, list)) = image_list(take) {
        take.take(node);
        if let Some(value) = Toml::list(list) {
            take.key("image", &value);
        }
    }
}

/// The pictures of `podcast:images`; `None` where it is not the form of the namespace.
pub(super) fn image_list<'d>(take: &Taking<'_, 'd>) -> Option<(Node<'d>, Vec<Toml>)> {
    let node = take.part.first("podcast:images")?;
    let set = node.attribute("srcset")?.value().to_string();
    let mut list = Vec::new();
    for entry in set.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let (address, width) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
        let address = Toml::text(address);
        if !reads::<Link>(&address) {
            return None;
        }
        let mut entries = vec![("href", address)];
        if let Some(width) = width.trim().strip_suffix('w') {
            entries.push(("width", Toml::bare(width.parse::<u32>().ok()?)));
        }
        list.push(Toml::table(entries));
    }
    (!list.is_empty()).then_some((node, list))
}

/// Texts of iTunes that say nothing new.
fn redundant(take: &mut Taking<'_, '_>, lines: &str) {
    let Some(subtitle) = take.part.text("itunes:subtitle") else { return };
    if body::is_part_of(&subtitle, lines) || take.part.text("title").as_deref() == Some(subtitle.as_str()) {
        take.take_all("itunes:subtitle");
    }
}
