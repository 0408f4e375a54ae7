//! A channel as feed.toml.

use std::collections::BTreeMap;

use super::address::{is_address, usable};
use super::body::{self, Body, body};
use super::episode::{Inherited, attribute_of, image_list, join, text_of};
use super::keyed::Home;
use super::part::Taking;
use super::toml::{Toml, paragraphs, quoted};
use super::value::{self, Resolved};
use crate::element::{Category, ShowType};
use crate::keys::Words;
use crate::manifest::ShowKeys;
use crate::scalar::{check_language, podcast_guid};
use crate::show::{Addresses, folder_url};
use crate::xml::read::Node;
use crate::xml::{Content, Element};

/// What feed.toml came out as.
#[derive(Debug)]
pub(super) struct Written {
    /// Its text up to `[lint]`.
    pub text: String,
    pub inherited: Inherited,
    pub title: String,
    /// Where the old feed is served, as it says itself.
    pub feed_url: Option<String>,
    /// Where the rebuilt one will be.
    pub new_feed_url: String,
}

/// Relations of `atom:link` that are about the old feed itself.
const OWN_RELATIONS: &[&str] =
    &["current", "first", "last", "next", "next-archive", "prev", "prev-archive", "previous", "self", ""];

/// Elements that every build makes anew.
const MADE: &[&str] = &["docs", "fh:archive", "fh:complete", "generator", "lastBuildDate", "pubDate"];

/// What is known around a channel.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The names that its items give to seasons.
    pub seasons: &'a BTreeMap<u32, String>,
    /// Prefixes to declare, with their URIs.
    pub declared: &'a BTreeMap<String, String>,
    /// Where the feed was fetched.
    pub url: Option<&'a str>,
    /// Whether its further pages are here.
    pub followed: bool,
}

/// feed.toml of a channel.
pub(super) fn write(mut take: Taking<'_, '_>, around: &Around<'_>) -> Written {
    let Around { seasons, declared, url, followed } = *around;
    let part = take.part;
    MADE.iter().for_each(|name| take.take_all(name));
    let link = take.text("link");
    let (own_url, hubs) = atom_links(&mut take, followed);
    let feed_url = own_url.or_else(|| url.map(str::to_string));
    let base = feed_url.clone().or_else(|| link.as_ref().map(|link| link.trimmed().to_string()));

    let title = take.text("title").map(|title| title.trimmed().split_whitespace().collect::<Vec<_>>().join(" "));
    take.take_all("title");
    let title = title.unwrap_or_default();
    take.key("title", &Toml::text(&title));
    let resolve = |address: &str| join(base.as_deref(), address);
    let Body { text: description, lines, taken, .. } = body(part, &resolve);
    take.take_ids(&taken);
    take.keys.push(("description", paragraphs(&description)));
    if take
        .part
        .text("itunes:subtitle")
        .is_some_and(|subtitle| body::is_part_of(&subtitle, &lines) || subtitle == title)
    {
        take.take_all("itunes:subtitle");
    }

    let site = site(&mut take, link, base.as_deref());
    take.key("site", &Toml::text(&site));
    language(&mut take);
    let author = words(&mut take, base.as_deref());
    owner(&mut take);
    categories(&mut take);
    blocks(&mut take);
    moves(&mut take);
    take.podcast_elements(Home::Show, &["podcast:block", "podcast:guid"]);
    identity(&mut take, feed_url.as_deref());
    if let Some((node, list)) = image_list(&take).filter(|_| !take.keys.iter().any(|(key, _)| *key == "image")) {
        take.take(node);
        if let Some(value) = Toml::list(list) {
            take.key("image", &value);
        }
    }
    let names =
        seasons.iter().map(|(number, name)| Toml::table([("number", Toml::bare(number)), ("name", Toml::text(name))]));
    if let Some(value) = Toml::list(names.collect()) {
        take.key("season", &value);
    }
    let people = people(&take);
    let rest = take.rest();
    let order: Vec<&str> = (ShowKeys::INFO.keys)().iter().map(|key| key.name).collect();
    let keys: String = take.sorted(&order).iter().map(|(key, value)| line(key, value)).collect();
    let mut text = format!("podwright = 1\n\n[show]\n{keys}");
    let new_feed_url = feed_table(&site, feed_url.as_deref(), &hubs, &mut text);
    if !declared.is_empty() {
        text.push_str("\n[namespaces]\n");
        declared.iter().for_each(|(prefix, uri)| text.push_str(&format!("{prefix} = {}\n", quoted(uri))));
    }
    rest.iter().for_each(|xml| text.push_str(&format!("\n[[extra]]\nxml = {}\n", quoted(xml))));
    let seasons = seasons.iter().map(|(number, name)| (*number, name.clone())).collect();
    let inherited = Inherited { people, seasons, base, author };
    Written { text, inherited, title, feed_url, new_feed_url }
}

fn line(key: &str, value: &str) -> String {
    match key {
        "site" => format!("{key} = {value}     # the address that public/ will be served at\n"),
        _ => format!("{key} = {value}\n"),
    }
}

/// The address that the feed says it has, and its hubs.
fn atom_links(take: &mut Taking<'_, '_>, followed: bool) -> (Option<String>, Vec<String>) {
    let nodes: Vec<Node<'_>> = take.part.all("atom:link").collect();
    let (mut own, mut hubs) = (None, Vec::new());
    for node in nodes {
        let value = |name: &str| node.attribute(name).map(|own| own.value().trim().to_string()).unwrap_or_default();
        let (relation, address) = (value("rel").to_ascii_lowercase(), value("href"));
        if relation == "hub" && is_address(&address) {
            take.take(node);
            hubs.push(address);
            continue;
        }
        if !OWN_RELATIONS.contains(&relation.as_str()) {
            continue;
        }
        take.take(node);
        match relation.as_str() {
            "self" if own.is_none() => own = usable(&address, None),
            "next" | "prev-archive" if !followed => {
                let message = "the feed goes on at another address; what is there is not imported".to_string();
                take.left_out(node.place(), message, &address);
            }
            _ => {}
        }
    }
    (own, hubs)
}

/// Where the show will be served: at the address it links to, until its author says otherwise.
fn site(take: &mut Taking<'_, '_>, link: Option<crate::judge::Value<'_>>, base: Option<&str>) -> String {
    let own = link.as_ref().and_then(|link| usable(link.trimmed(), base));
    if let Some(link) = &link {
        let node = take.part.first("link");
        if let Some(node) = node.filter(|node| node.id() == link.node.id()) {
            take.take(node);
        }
    }
    if let Some(url) = own.and_then(|url| url::Url::parse(&url).ok()) {
        // `site` is a folder: a page in it, and what is asked of it, are no part of that.
        let mut url = url;
        url.set_query(None);
        url.set_fragment(None);
        let page = url.path_segments().and_then(|mut parts| parts.next_back()).is_some_and(|last| last.contains('.'));
        if page && let Ok(mut parts) = url.path_segments_mut() {
            parts.pop();
        }
        return folder_url(url.as_str());
    }
    let place = take.part.node.place();
    let message =
        "the feed links to no site; https://example.com/ is written, and `show.site` is yours to set".to_string();
    take.decided(place, message, link.map(|link| link.trimmed().to_string()).unwrap_or_default().as_str());
    "https://example.com/".into()
}

fn language(take: &mut Taking<'_, '_>) {
    let Some(language) = take.text("language") else {
        let place = take.part.node.place();
        let message = "the feed says no language; until `show.language` does, its feed says en".to_string();
        return take.decided(place, message, "");
    };
    let resolved = match check_language(language.trimmed()) {
        Ok(()) => Some(Resolved { value: language.trimmed().to_string(), decided: None }),
        Err(Some(meant)) => {
            let decided = Some(format!("no such language is registered, and {meant} is taken"));
            Some(Resolved { value: meant, decided })
        }
        Err(None) => None,
    };
    if let Some(language) = take.resolve(&language, resolved) {
        take.key("language", &Toml::text(language));
    }
}

/// Single words. Answers the author.
fn words(take: &mut Taking<'_, '_>, base: Option<&str>) -> Option<String> {
    let author = take.text("itunes:author").map(|author| author.trimmed().to_string());
    if let Some(author) = &author {
        take.key("author", &Toml::text(author));
    }
    if let Some(image) = take.attribute("itunes:image", "href")
        && let Some(address) = take.address(&image, base)
    {
        take.key("artwork", &Toml::text(address));
    }
    if let Some(explicit) = take.text("itunes:explicit") {
        let known = value::explicit(explicit.trimmed()).map(|value| Resolved { value, decided: None });
        if let Some(explicit) = take.resolve(&explicit, known) {
            take.key("explicit", &Toml::bare(explicit));
        }
    }
    if let Some(kind) = take.text("itunes:type") {
        match ShowType::of_word(&kind.trimmed().to_ascii_lowercase()) {
            Some(kind) => take.key("type", &Toml::text(kind.word())),
            None => take.left_out(kind.place(), "this is no type of a show, and is left out".into(), kind.trimmed()),
        }
    }
    if let Some(copyright) = take.text("copyright") {
        take.key("copyright", &Toml::text(copyright.trimmed()));
    }
    if let Some(complete) = take.text("itunes:complete")
        && complete.trimmed().eq_ignore_ascii_case("yes")
    {
        take.key("complete", &Toml::bare(true));
    }
    author
}

fn owner(take: &mut Taking<'_, '_>) {
    let Some(node) = take.part.first("itunes:owner") else { return };
    take.take(node);
    let part = |name: &str| {
        let child = take.feed.elements_of(node).find(|child| take.feed.is(*child, name))?;
        Some(child.text().trim().to_string()).filter(|text| !text.is_empty())
    };
    let entries = [("name", part("itunes:name")), ("email", part("itunes:email"))];
    let entries: Vec<_> = entries.into_iter().filter_map(|(key, value)| Some((key, Toml::text(value?)))).collect();
    if !entries.is_empty() {
        take.key("owner", &Toml::table(entries));
    }
}

/// Apple's categories; one that is not in its list stays as it is.
fn categories(take: &mut Taking<'_, '_>) {
    let nodes: Vec<Node<'_>> = take.part.all("itunes:category").collect();
    let mut list: Vec<String> = Vec::new();
    for node in nodes {
        let Some(element) = take.names.element(node) else { continue };
        let Some(top) = attribute_of(&element, "text") else {
            take.take(node);
            continue;
        };
        let subs: Vec<String> = element
            .content
            .iter()
            .filter_map(|content| match content {
                Content::Element(sub) => attribute_of(sub, "text"),
                Content::Text(_) => None,
            })
            .collect();
        let names = match subs.is_empty() {
            true => vec![top],
            false => subs.iter().map(|sub| format!("{top} > {sub}")).collect(),
        };
        let known: Option<Vec<String>> =
            names.iter().map(|name| Category::of_name(name).map(|category| category.name())).collect();
        if let Some(known) = known {
            take.take(node);
            list.extend(known);
        }
    }
    let mut seen = Vec::new();
    list.retain(|name| {
        let new = !seen.contains(name);
        seen.push(name.clone());
        new
    });
    if !list.is_empty() {
        take.key("categories", &Toml::List(list.into_iter().map(Toml::text).collect()));
    }
}

/// `itunes:block` and `podcast:block`: one key, where both say the same.
fn blocks(take: &mut Taking<'_, '_>) {
    let apple = take.part.text("itunes:block").is_some_and(|block| block.eq_ignore_ascii_case("yes"));
    let nodes: Vec<Node<'_>> = take.part.all("podcast:block").collect();
    let elements: Vec<Element> = nodes.iter().filter_map(|node| take.names.element(*node)).collect();
    let all =
        elements.iter().any(|element| element.attributes.is_empty() && text_of(element).eq_ignore_ascii_case("yes"));
    let values: Option<Vec<Toml>> = elements.iter().map(|element| take.names.keyed(element, Home::Show)).collect();
    if !apple {
        take.take_all("itunes:block");
    }
    if all != apple || elements.is_empty() {
        return;
    }
    let Some(values) = values.filter(|values| values.len() == nodes.len()) else { return };
    take.take_all("itunes:block");
    nodes.iter().for_each(|node| take.take(*node));
    let tables = values.into_iter().map(|value| match value {
        // In a list, what is said to all is a table.
        Toml::Bare(value) if nodes.len() > 1 => Toml::table([("value", Toml::Bare(value))]),
        value => value,
    });
    if let Some(value) = Toml::list(tables.collect()) {
        take.key("block", &value);
    }
}

/// Where the feed moves to: back to the old host it must not lead.
fn moves(take: &mut Taking<'_, '_>) {
    if let Some(moved) = take.text("itunes:new-feed-url") {
        let message = "apps would be sent back to the old address, so this is left out".to_string();
        take.left_out(moved.place(), message, moved.trimmed());
    }
    take.take_all("itunes:new-feed-url");
}

/// The guid, kept; of a feed without one it follows from the address it has now, as directories make it.
fn identity(take: &mut Taking<'_, '_>, feed_url: Option<&str>) {
    let node = take.part.first("podcast:guid");
    let own = node.and_then(|node| Some((node, take.names.keyed(&take.names.element(node)?, Home::Show)?)));
    if let Some((node, value)) = own {
        take.take(node);
        return take.key("guid", &value);
    }
    if let Some(node) = node {
        take.take(node);
        take.left_out(
            node.place(),
            "this is no UUID, and no directory knows the show by it; it is left out".into(),
            &node.text(),
        );
    }
    let Some(url) = feed_url else { return };
    let at = Addresses { site: folder_url(url), media: None, prefixes: Vec::new(), feed: String::new() };
    if !at.is_placeholder() {
        take.key("guid", &Toml::text(podcast_guid(url)));
    }
}

/// The people as the key has them, one by one.
fn people(take: &Taking<'_, '_>) -> Vec<Toml> {
    let people = take.part.all("podcast:person");
    people.filter_map(|node| take.names.keyed(&take.names.element(node)?, Home::Show)).collect()
}

/// `[feed]`: the path, where the old one can be kept, and the hubs. Answers the address of the feed.
fn feed_table(site: &str, feed_url: Option<&str>, hubs: &[String], text: &mut String) -> String {
    let path = feed_url.and_then(|url| url.strip_prefix(site)).filter(|path| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
        path.ends_with(".xml") && path.chars().all(plain) && !path.starts_with('/')
    });
    let path = path.unwrap_or("feed.xml");
    let mut lines = String::new();
    if path != "feed.xml" {
        lines.push_str(&format!("path = {}\n", quoted(path)));
    }
    if let Some(hubs) = Toml::list(hubs.iter().map(Toml::text).collect()) {
        lines.push_str(&format!("hub = {}\n", hubs.write()));
    }
    if !lines.is_empty() {
        text.push_str(&format!("\n[feed]\n{lines}"));
    }
    format!("{site}{path}")
}
