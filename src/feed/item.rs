//! An episode as an `<item>`.

use rss::extension::itunes::ITunesItemExtension;
use rss::{Enclosure, Guid, Item};

use super::clean;
use super::extension::add;
use crate::chapters::psc_element;
use crate::element::podcast::{
    Alternate as AlternateElement, AlternateEnclosure, ChaptersKey, EpisodeNumber, Image, ImageFacts, SocialInteract,
    TranscriptRel, chapters_element, transcript_element,
};
use crate::element::{EpisodeType, explicit_word};
use crate::keys::PathOrUrl;
use crate::scalar::{date_rfc2822, guid_is_link, media_type_of};
use crate::show::{Alternate, Episode, Show, parent};
use crate::source::Spanned;
use crate::transcript::Format;

/// What is rendered of an episode for its item.
#[derive(Clone, Debug, Default)]
pub struct ItemContent {
    /// `description`: HTML or plain text of at most 4000 bytes.
    pub description: String,
    /// `content:encoded`: the full show notes as HTML; none if the description holds them.
    pub full_notes: Option<String>,
}

/// The item of an episode.
pub fn feed_item(show: &Show, episode: &Episode, content: ItemContent) -> Item {
    let keys = &episode.keys;
    let folder = parent(&episode.source.name);
    let mut item = Item {
        title: Some(clean(&episode.title)),
        link: Some(page_url(show, episode)),
        description: Some(content.description).filter(|text| !text.is_empty()),
        content: content.full_notes.filter(|text| !text.is_empty()),
        pub_date: Some(date_rfc2822(&episode.date)),
        guid: Some(Guid { value: clean(&episode.guid), permalink: guid_is_link(&episode.guid) }),
        ..Item::default()
    };
    if let Some(enclosure) = &episode.enclosure {
        item.enclosure = Some(Enclosure {
            url: show.addresses.prefixed(&enclosure.url),
            length: enclosure.length.to_string(),
            mime_type: enclosure.media_type.clone(),
        });
    }
    let number = keys.episode.as_ref();
    let season = keys.season.as_ref();
    let kind = keys.r#type.as_ref().map_or(EpisodeType::Full, |kind| kind.value);
    item.itunes_ext = Some(ITunesItemExtension {
        author: keys.author.as_ref().map(|author| clean(author)),
        duration: episode
            .enclosure
            .as_ref()
            .and_then(|enclosure| enclosure.duration)
            .map(|duration| duration.rounded_seconds().max(1).to_string()),
        explicit: keys.explicit.map(|explicit| explicit_word(explicit).to_string()),
        image: episode.artwork.as_ref().map(|artwork| artwork.url.clone()),
        episode: number.and_then(EpisodeNumber::whole).map(|number| number.to_string()),
        season: season.map(|season| season.number.value).filter(|number| *number > 0).map(|number| number.to_string()),
        episode_type: Some(kind.word().to_string()),
        block: keys.block.unwrap_or(false).then(|| "Yes".to_string()),
        ..ITunesItemExtension::default()
    });

    let map = &mut item.extensions;
    for transcript in &episode.transcripts {
        for format in &transcript.formats {
            let path = episode.transcript_path(transcript, *format);
            let captions = transcript.captions && matches!(format, Format::Vtt | Format::Srt | Format::Json);
            let rel = captions.then_some(TranscriptRel::Captions);
            let language = Some(transcript.language.as_str());
            add(map, transcript_element(&show.addresses.url(&path), format.media_type(), language, rel));
        }
    }
    for transcript in &keys.transcript {
        let PathOrUrl::Url(url) = &transcript.file.value else { continue };
        let language = transcript.language.as_ref().map(|language| language.0.as_str());
        let rel = transcript.rel.as_ref().map(|rel| rel.value);
        add(map, transcript_element(url, type_by_ending(url), language, rel));
    }
    if let Some(ChaptersKey::File(Spanned { value: PathOrUrl::Url(url), .. })) = &keys.chapters {
        add(map, chapters_element(url));
    }
    if !episode.chapters.list.is_empty() {
        add(map, chapters_element(&show.addresses.url(&episode.file("chapters.json"))));
        add(map, psc_element(&episode.chapters));
    }
    let people = &episode.people;
    for person in people {
        // A person of feed.toml names a picture from there.
        let folder = parent(&person.place.source.name);
        add(map, person.element(&|value| show.url_of(folder, value)));
    }
    keys.soundbites.iter().for_each(|soundbite| add(map, soundbite.element()));
    if let Some(season) = season {
        let names = show.keys.show.season.iter();
        let name =
            names.filter(|named| named.number.value == season.number.value).find_map(|named| named.name.as_ref());
        add(map, season.element(name.map(|name| name.as_str())));
    }
    if let Some(number) = number {
        add(map, number.element());
    }
    keys.funding.iter().for_each(|funding| add(map, funding.element()));
    if let Some(license) = &keys.license {
        add(map, license.element());
    }
    keys.location.iter().for_each(|location| add(map, location.element()));
    for alternate in &episode.alternates {
        if let Some(element) = alternate_element(show, alternate) {
            add(map, element);
        }
    }
    keys.value.iter().for_each(|value| add(map, value.element()));
    keys.image.images.iter().for_each(|image| add(map, image_element(show, folder, image)));
    keys.content_link.iter().for_each(|link| add(map, link.element()));
    keys.social_interact.iter().map(SocialInteract::element).for_each(|element| add(map, element));
    keys.txt.iter().for_each(|txt| add(map, txt.element()));
    if let Some(chat) = &keys.chat {
        add(map, chat.element());
    }
    keys.extra.iter().for_each(|extra| add(map, extra.xml.0.clone()));
    item
}

/// The media type of a text elsewhere.
fn type_by_ending(url: &str) -> &'static str {
    media_type_of(url.split(['?', '#']).next().unwrap_or_default()).map_or("text/plain", |known| known.name)
}

/// The address of the page: the episode's own, or where its author says it is.
fn page_url(show: &Show, episode: &Episode) -> String {
    match &episode.keys.link {
        Some(link) => link.0.clone(),
        None => show.addresses.url(&episode.page_folder()),
    }
}

fn alternate_element(show: &Show, alternate: &Alternate) -> Option<crate::xml::Element> {
    let measured = alternate.media.as_ref().map(|media| AlternateElement {
        media_type: media.media_type.clone(),
        length: Some(media.length),
        lang: alternate.language.clone(),
        sources: vec![(show.addresses.prefixed(&media.url), None)],
        ..AlternateElement::default()
    });
    let merged = match (&alternate.keys, measured) {
        (Some(keys), measured) => AlternateEnclosure::over(keys, measured.unwrap_or_default()),
        (None, Some(measured)) => measured,
        (None, None) => return None,
    };
    Some(merged.element())
}

/// `podcast:image`, with what was measured of a file of the show.
pub(super) fn image_element(show: &Show, folder: &str, image: &Image) -> crate::xml::Element {
    let facts = match &image.href.value {
        PathOrUrl::Path(path) => crate::show::resolve(folder, path)
            .ok()
            .and_then(|path| show.files.get(&path))
            .map(|file| ImageFacts {
                width: file.size.map(|(width, _)| width),
                height: file.size.map(|(_, height)| height),
                media_type: file.media_type.clone(),
            })
            .unwrap_or_default(),
        PathOrUrl::Url(_) => ImageFacts::default(),
    };
    image.element(&|value| show.url_of(folder, value), &facts)
}
