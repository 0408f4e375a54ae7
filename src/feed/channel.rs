//! A show as a `<channel>`, and the whole document.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rss::extension::itunes::{ITunesCategory, ITunesChannelExtension, ITunesOwner};
use rss::extension::{Extension, ExtensionMap};
use rss::{Channel, Item};

use super::clean;
use super::extension::{add, element_of};
use super::item::image_element;
use crate::element::podcast::{ShowGuid, check_publisher, podroll_element, publisher_element};
use crate::element::{EpisodeType, NAMESPACES, explicit_word};
use crate::keys::PathOrUrl;
use crate::scalar::date_rfc2822;
use crate::show::{Episode, Show};
use crate::xml::{Element, Filling, reindent};

/// What is rendered of a show for its channel.
#[derive(Clone, Debug, Default)]
pub struct FeedContent {
    /// `description`: HTML or plain text of at most 4000 bytes.
    pub description: String,
    /// The items, in the order of the feed.
    pub items: Vec<WrittenItem>,
    /// Live items.
    pub live: Vec<Element>,
}

/// An item as it stands in the feed: what is kept of an episode until the whole is written.
#[derive(Clone, Debug, Default)]
pub struct WrittenItem {
    xml: Vec<u8>,
    /// Namespaces it needs.
    prefixes: BTreeSet<String>,
}

impl WrittenItem {
    /// An item that was written before.
    pub fn again(xml: Vec<u8>, prefixes: BTreeSet<String>) -> WrittenItem {
        WrittenItem { xml, prefixes }
    }

    /// As it stands in the feed.
    pub fn xml(&self) -> &[u8] {
        &self.xml
    }

    /// Namespaces it needs.
    pub fn prefixes(&self) -> &BTreeSet<String> {
        &self.prefixes
    }
}

/// Writes an item for itself.
pub fn write_item(item: Item) -> WrittenItem {
    let mut prefixes = BTreeSet::new();
    collect_all(&item.extensions, &mut prefixes);
    let channel = Channel { items: vec![item], ..Channel::default() };
    let document = indented(&channel, &Filling::default());
    // Nothing but tags is around the item, so the first begin and the last end are its own.
    let begin = find(&document, b"    <item>").unwrap_or_default();
    let xml = document.get(begin..).and_then(|rest| rest.strip_suffix(AFTER_ITEMS)).unwrap_or_default().to_vec();
    WrittenItem { xml, prefixes }
}

/// What follows the items of a channel that has nothing else.
const AFTER_ITEMS: &[u8] = b"\n  </channel>\n</rss>\n";

fn find(bytes: &[u8], piece: &[u8]) -> Option<usize> {
    bytes.windows(piece.len()).position(|window| window == piece)
}

/// A channel as a document. Writing into memory has no way to fail, and what the crate writes is well-formed. Its own
/// indenting puts line ends into empty elements; hence the second pass.
fn indented(channel: &Channel, filling: &Filling<'_>) -> Vec<u8> {
    let plain = String::from_utf8(channel.write_to(Vec::new()).unwrap_or_default()).unwrap_or_default();
    reindent(&plain, filling).unwrap_or(plain.into_bytes())
}

/// A feed that was written.
#[derive(Debug)]
pub struct WrittenFeed {
    /// The document.
    pub xml: Vec<u8>,
    /// Where in it the items stand, in their order.
    pub items: Vec<Range<usize>>,
}

/// The feed as bytes.
///
/// `lastBuildDate` is the date of the newest item: it changes with the content and never with the clock.
pub fn write_feed(show: &Show, content: FeedContent) -> WrittenFeed {
    let keys = &show.keys.show;
    let address = |value: &PathOrUrl| show.url_of("", value);
    let newest = show.episodes.iter().map(|episode| episode.date).max();
    let mut channel = Channel {
        title: clean(&show.title),
        link: show.addresses.url(""),
        description: content.description,
        language: Some(show.language.clone()),
        copyright: keys.copyright.as_ref().map(|copyright| clean(copyright)),
        last_build_date: newest.map(|date| date_rfc2822(&date)),
        generator: Some("podwright".to_string()),
        docs: Some("https://www.rssboard.org/rss-specification".to_string()),
        // One empty item stands for all of them.
        items: vec![Item::default(); content.items.len().min(1)],
        ..Channel::default()
    };
    channel.itunes_ext = Some(ITunesChannelExtension {
        author: keys.author.as_ref().map(|author| clean(author)),
        block: keys.block.as_ref().is_some_and(|block| block.all()).then(|| "Yes".to_string()),
        categories: categories(show),
        image: show.artwork.as_ref().map(|artwork| artwork.url.clone()),
        explicit: keys.explicit.as_ref().map(|explicit| explicit_word(explicit.value).to_string()),
        complete: keys.complete.unwrap_or(false).then(|| "Yes".to_string()),
        new_feed_url: keys.new_feed_url.as_ref().map(|url| url.0.clone()),
        owner: keys.owner.as_ref().map(|owner| ITunesOwner {
            name: owner.name.as_ref().map(|name| clean(name)),
            email: owner.email.as_ref().map(|email| clean(email)),
        }),
        r#type: keys.r#type.as_ref().map(|kind| kind.word().to_string()),
        ..ITunesChannelExtension::default()
    });

    let map = &mut channel.extensions;
    let own = show.addresses.feed_url();
    add(map, Element::new("atom:link").attr("rel", "self").attr("type", "application/rss+xml").attr("href", own));
    for hub in &show.keys.feed.hub {
        add(map, Element::new("atom:link").attr("rel", "hub").attr("href", &hub.0));
    }
    if let Some(guid) = &show.guid {
        add(map, ShowGuid(guid.clone()).element());
    }
    if let Some(locked) = &keys.locked {
        add(map, locked.element());
    }
    for block in keys.block.iter().flat_map(|block| block.elements()) {
        add(map, block);
    }
    if let Some(medium) = &keys.medium {
        add(map, medium.element());
    }
    keys.funding.iter().for_each(|funding| add(map, funding.element()));
    keys.people.iter().for_each(|person| add(map, person.element(&address)));
    keys.location.iter().for_each(|location| add(map, location.element()));
    if let Some(license) = &keys.license {
        add(map, license.element());
    }
    keys.trailer.iter().for_each(|trailer| add(map, trailer.element(&address)));
    for episode in &show.episodes {
        if let Some(trailer) = trailer_element(show, episode) {
            add(map, trailer);
        }
    }
    keys.image.iter().for_each(|image| add(map, image_element(show, "", image)));
    keys.value.iter().for_each(|value| add(map, value.element()));
    keys.social_interact.iter().for_each(|thread| add(map, thread.element()));
    keys.txt.iter().for_each(|txt| add(map, txt.element()));
    keys.remote_item.iter().for_each(|feed| add(map, feed.element()));
    if let Some(podroll) = podroll_element(&keys.podroll) {
        add(map, podroll);
    }
    if let Some(publisher) = keys.publisher.as_ref().filter(|publisher| check_publisher(publisher).is_empty()) {
        add(map, publisher_element(publisher));
    }
    if let Some(frequency) = &keys.update_frequency {
        add(map, frequency.element());
    }
    if let Some(podping) = &keys.podping {
        add(map, podping.element());
    }
    if let Some(chat) = &keys.chat {
        add(map, chat.element());
    }
    show.keys.extra.iter().for_each(|extra| add(map, extra.xml.0.clone()));
    content.live.into_iter().for_each(|live| add(map, live));
    let mut prefixes: BTreeSet<String> = ["atom", "content", "itunes", "podcast"].map(str::to_string).into();
    collect_all(&channel.extensions, &mut prefixes);
    prefixes.extend(content.items.iter().flat_map(|item| item.prefixes.iter().cloned()));
    channel.namespaces = namespaces(show, &prefixes);
    let pieces: Vec<&[u8]> = content.items.iter().map(|item| item.xml.as_slice()).collect();
    let xml = indented(&channel, &Filling { name: "item", pieces: &pieces });
    // They follow each other, a line end between them.
    let mut end = pieces.first().and_then(|first| find(&xml, first)).unwrap_or_default();
    let range = |piece: &&[u8]| {
        let start = end;
        end += piece.len() + 1;
        start..start + piece.len()
    };
    let items = pieces.iter().map(range).collect();
    WrittenFeed { xml, items }
}

fn categories(show: &Show) -> Vec<ITunesCategory> {
    show.keys
        .show
        .categories
        .iter()
        .map(|category| ITunesCategory {
            text: category.top.to_string(),
            subcategory: category.sub.map(|sub| Box::new(ITunesCategory { text: sub.to_string(), subcategory: None })),
        })
        .collect()
}

/// An episode of `type = "trailer"` as a `podcast:trailer` of the show.
fn trailer_element(show: &Show, episode: &Episode) -> Option<Element> {
    let kind = episode.keys.r#type.as_ref()?.value;
    let enclosure = episode.enclosure.as_ref().filter(|_| kind == EpisodeType::Trailer)?;
    Some(
        Element::new("podcast:trailer")
            .attr("pubdate", date_rfc2822(&episode.date))
            .attr("url", show.addresses.prefixed(&enclosure.url))
            .attr("length", enclosure.length)
            .attr("type", &enclosure.media_type)
            .attr_if("season", episode.keys.season.as_ref().map(|season| season.number.value))
            .text(clean(&episode.title)),
    )
}

/// The customary namespaces always (directories ask for the declarations), others where they are used.
fn namespaces(show: &Show, used: &BTreeSet<String>) -> BTreeMap<String, String> {
    let own = show.keys.namespaces.0.iter().map(|(prefix, uri)| (prefix.value.as_str(), uri.value.as_str()));
    let known = NAMESPACES.iter().map(|namespace| (namespace.prefix, namespace.uri));
    let mut namespaces = BTreeMap::new();
    for (prefix, uri) in known.chain(own) {
        if used.contains(prefix) {
            namespaces.insert(prefix.to_string(), uri.to_string());
        }
    }
    namespaces
}

fn collect_all(map: &ExtensionMap, used: &mut BTreeSet<String>) {
    used.extend(map.keys().cloned());
    map.values().flat_map(|by_name| by_name.values()).flatten().for_each(|extension| collect(extension, used));
}

fn collect(extension: &Extension, used: &mut BTreeSet<String>) {
    for (prefix, _) in std::iter::once(&extension.name).chain(extension.attrs.keys()).filter_map(|n| n.split_once(':'))
    {
        if !used.contains(prefix) {
            used.insert(prefix.to_string());
        }
    }
    extension.children.values().flatten().for_each(|child| collect(child, used));
}

/// A live item: what an item holds, inside `podcast:liveItem`.
pub fn live_element(episode: &Episode, item: &Item) -> Option<Element> {
    let live = episode.keys.live_item.as_ref()?;
    let text = |name: &str, value: &Option<String>| value.as_ref().map(|value| Element::new(name).text(value.clone()));
    let mut children: Vec<Element> = Vec::new();
    children.extend(text("title", &item.title));
    children.extend(text("link", &item.link));
    children.extend(text("description", &item.description));
    children.extend(
        item.guid
            .as_ref()
            .map(|guid| Element::new("guid").attr("isPermaLink", guid.permalink).text(guid.value.clone())),
    );
    children.extend(item.enclosure.as_ref().map(|enclosure| {
        Element::new("enclosure")
            .attr("url", &enclosure.url)
            .attr("length", &enclosure.length)
            .attr("type", &enclosure.mime_type)
    }));
    children.extend(text("content:encoded", &item.content));
    if let Some(artwork) = &episode.artwork {
        children.push(Element::new("itunes:image").attr("href", &artwork.url));
    }
    children.extend(item.extensions.values().flat_map(|by_name| by_name.values()).flatten().map(element_of));
    Some(live.element(children))
}
