//! What templates are given: `docs/templates.md` describes it for their authors.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Links;
use super::links::episode_url;
use crate::chapters;
use crate::element::EpisodeType;
use crate::element::podcast::{Funding, License, Person};
use crate::keys::Node;
use crate::notes::Notes;
use crate::scalar::{date_rfc3339, language_subtag, slug};
use crate::show::{Episode, Picture, Show, TranscriptSource};
use crate::transcript::Format;

/// Ids that the default page uses itself.
const TAKEN_IDS: &[&str] = &["main", "player", "chapters", "notes", "people", "transcript", "episodes"];

#[derive(Serialize)]
pub(super) struct Assets {
    pub style: String,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct LinkContext {
    pub title: String,
    pub url: String,
}

#[derive(Serialize)]
pub(super) struct LanguageContext {
    pub language: String,
    pub url: String,
}

#[derive(Serialize)]
pub(super) struct PictureContext {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct PersonContext {
    name: String,
    role: String,
    group: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    img: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FundingContext {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize)]
pub(super) struct LicenseContext {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
pub(super) struct SeasonContext {
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ShowContext {
    title: String,
    description_html: String,
    description_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    language: String,
    url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    artwork: Option<PictureContext>,
    people: Vec<PersonContext>,
    funding: Vec<FundingContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<LicenseContext>,
    categories: Vec<String>,
    own: Map<String, Value>,
}

#[derive(Serialize)]
pub(super) struct DurationContext {
    seconds: u64,
    clock: String,
    iso: String,
}

#[derive(Serialize)]
pub(super) struct EnclosureContext {
    url: String,
    #[serde(rename = "type")]
    media_type: String,
    length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ChapterContext {
    start_ms: u64,
    start_seconds: String,
    time: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    id: String,
    toc: bool,
}

#[derive(Serialize)]
pub(super) struct LineContext {
    time: String,
    title: String,
}

#[derive(Serialize)]
pub(super) struct TranscriptContext {
    url: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    label: String,
    language: String,
    format: &'static str,
}

#[derive(Serialize)]
pub(super) struct LocationContext {
    name: String,
    rel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    osm: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

#[derive(Serialize)]
pub(super) struct TranslationContext {
    language: String,
    title: String,
    url: String,
}

#[derive(Serialize)]
pub(super) struct EpisodeContext {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    guid: String,
    tags: Vec<String>,
    explicit: bool,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_url: Option<String>,
    date: String,
    date_text: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    season: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    season_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episode_display: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    artwork: Option<PictureContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<DurationContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enclosure: Option<EnclosureContext>,
    alternates: Vec<EnclosureContext>,
    /// Rendered notes: as apps take them, or for the page.
    pub notes_html: String,
    pub notes_text: String,
    chapters: Vec<ChapterContext>,
    chapter_lines: Vec<LineContext>,
    transcripts: Vec<TranscriptContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript_html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcript_text_url: Option<String>,
    people: Vec<PersonContext>,
    funding: Vec<FundingContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<LicenseContext>,
    location: Vec<LocationContext>,
    translations: Vec<TranslationContext>,
    draft: bool,
    scheduled: bool,
    own: Map<String, Value>,
}

impl EpisodeContext {
    /// The ids that the page has before the transcript comes.
    pub fn page_ids(&self) -> HashSet<String> {
        let chapters = self.chapters.iter().map(|chapter| chapter.id.clone());
        TAKEN_IDS.iter().map(|id| (*id).to_string()).chain(chapters).collect()
    }
}

pub(super) fn show_context(show: &Show, links: &Links) -> ShowContext {
    let keys = &show.keys.show;
    let home = show.addresses.url("");
    let resolve = |address: &str| links.resolve("feed.toml", &home, address);
    ShowContext {
        title: show.title.clone(),
        description_html: show.description.page_html(&resolve),
        description_text: show.description.text(&resolve).trim().to_string(),
        author: keys.author.as_ref().map(|author| author.value.clone()),
        language: show.language.clone(),
        url: home.clone(),
        feed_url: show.addresses.feed_url(),
        artwork: show.artwork.as_ref().map(picture),
        people: show.people.iter().map(|person| person_context(show, "", person)).collect(),
        funding: keys.funding.iter().map(funding).collect(),
        copyright: keys.copyright.as_ref().map(|copyright| copyright.value.clone()),
        license: keys.license.as_ref().map(license),
        categories: keys.categories.iter().map(|category| category.name()).collect(),
        own: own(&keys.own),
    }
}

/// The seasons that episodes are of, in order.
pub(super) fn seasons(show: &Show) -> Vec<SeasonContext> {
    let mut numbers: Vec<u32> =
        show.episodes.iter().filter_map(|episode| episode.keys.season.as_ref()).map(|s| s.number.value).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|number| SeasonContext { number, name: season_name(show, number) }).collect()
}

fn season_name(show: &Show, number: u32) -> Option<String> {
    let seasons = show.keys.show.season.iter();
    seasons.filter(|season| season.number.value == number).find_map(|s| s.name.as_ref().map(|name| name.value.clone()))
}

/// An episode as lists of episodes show it: everything but notes and transcript.
pub(super) fn episode_context(show: &Show, episode: &Episode) -> EpisodeContext {
    let keys = &episode.keys;
    let folder = crate::show::parent(&episode.source.name);
    let season = keys.season.as_ref().map(|season| season.number.value);
    let page_url = keys.link.is_none().then(|| show.addresses.url(&episode.page_folder()));
    EpisodeContext {
        title: episode.title.clone(),
        summary: keys.summary.as_ref().map(|summary| summary.trim().to_string()),
        guid: episode.guid.clone(),
        tags: keys.tags.iter().map(|tag| tag.value.clone()).collect(),
        explicit: keys.explicit.or(show.keys.show.explicit.as_ref().map(|e| e.value)).unwrap_or(false),
        url: episode_url(show, episode),
        page_url,
        date: date_rfc3339(&episode.date),
        date_text: date_text(&episode.date, &episode.language),
        kind: keys.r#type.as_ref().map_or(EpisodeType::Full, |kind| kind.value).word(),
        season,
        season_name: keys
            .season
            .as_ref()
            .and_then(|season| season.name.as_ref().map(|name| name.value.clone()))
            .or_else(|| season.and_then(|number| season_name(show, number))),
        episode: keys.episode.as_ref().map(|number| number.number.0.clone()),
        episode_display: keys.episode.as_ref().and_then(|n| n.display.as_ref()).map(|display| display.value.clone()),
        artwork: episode.artwork.as_ref().map(picture),
        duration: episode.enclosure.as_ref().and_then(|e| e.duration).map(|duration| DurationContext {
            seconds: duration.rounded_seconds(),
            clock: crate::scalar::Millis::from_secs(duration.rounded_seconds()).short_clock(),
            iso: crate::scalar::Millis::from_secs(duration.rounded_seconds()).iso_duration(),
        }),
        enclosure: episode.enclosure.as_ref().map(|enclosure| EnclosureContext {
            url: enclosure.url.clone(),
            media_type: enclosure.media_type.clone(),
            length: enclosure.length,
            title: None,
        }),
        alternates: episode
            .alternates
            .iter()
            .filter_map(|alternate| {
                let media = alternate.media.as_ref()?;
                let title = alternate.keys.as_ref().and_then(|keys| keys.title.as_ref());
                Some(EnclosureContext {
                    url: media.url.clone(),
                    media_type: media.media_type.clone(),
                    length: media.length,
                    title: title.map(|title| title.value.clone()),
                })
            })
            .collect(),
        notes_html: String::new(),
        notes_text: String::new(),
        chapters: chapter_contexts(episode),
        chapter_lines: chapter_lines(episode, &episode.notes),
        transcripts: transcripts(show, episode),
        transcript_html: None,
        transcript_language: None,
        transcript_text_url: own_language(episode)
            .and_then(|transcript| transcript.formats.contains(&Format::Text).then_some(transcript))
            .map(|transcript| show.addresses.url(&episode.transcript_path(transcript, Format::Text))),
        people: episode.people.iter().map(|person| person_context(show, folder, person)).collect(),
        funding: keys.funding.iter().map(funding).collect(),
        license: keys.license.as_ref().map(license),
        location: keys
            .location
            .iter()
            .map(|location| LocationContext {
                name: location.name.value.clone(),
                rel: location.rel().word(),
                geo: location.geo.as_ref().map(|geo| geo.value.clone()),
                osm: location.osm.as_ref().map(|osm| osm.value.clone()),
                country: location.country.as_ref().map(|country| country.value.clone()),
            })
            .collect(),
        translations: episode
            .translations
            .iter()
            .filter_map(|(name, language)| {
                let other = show.episodes.iter().find(|other| other.name == *name)?;
                Some(TranslationContext {
                    language: language.clone(),
                    title: other.title.clone(),
                    url: episode_url(show, other),
                })
            })
            .collect(),
        draft: episode.state == crate::show::State::Draft,
        scheduled: episode.state == crate::show::State::Scheduled,
        own: own(&keys.own),
    }
}

/// The transcript in the episode's own language, else the first.
pub(super) fn own_language(episode: &Episode) -> Option<&TranscriptSource> {
    let own = episode.transcripts.iter().find(|transcript| transcript.language == episode.language);
    own.or_else(|| episode.transcripts.first())
}

fn transcripts(show: &Show, episode: &Episode) -> Vec<TranscriptContext> {
    let mut list = Vec::new();
    for transcript in &episode.transcripts {
        for format in &transcript.formats {
            let name = match format {
                Format::Vtt => "WebVTT",
                Format::Srt => "SRT",
                Format::Json => "JSON",
                Format::Html => "HTML",
                Format::Text | Format::Markdown => "Text",
            };
            let other = transcript.language != episode.language;
            list.push(TranscriptContext {
                url: show.addresses.url(&episode.transcript_path(transcript, *format)),
                media_type: format.media_type(),
                label: if other { format!("{name} ({})", transcript.language) } else { name.to_string() },
                language: transcript.language.clone(),
                format: format.name(),
            });
        }
    }
    list
}

fn chapter_contexts(episode: &Episode) -> Vec<ChapterContext> {
    let long = episode.chapters.list.iter().any(|chapter| chapter.start.0 >= 3_600_000);
    let mut ids: Vec<String> = Vec::new();
    episode
        .chapters
        .list
        .iter()
        .map(|chapter| {
            let title = chapter.title.clone().unwrap_or_default();
            let base = Some(slug(&title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "chapter".to_string());
            let free = |id: &String| !TAKEN_IDS.contains(&id.as_str()) && !ids.contains(id);
            let numbered = (2..).map(|number| format!("{base}-{number}"));
            let id = std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base.clone());
            ids.push(id.clone());
            let clock = chapter.start.clock();
            ChapterContext {
                start_ms: chapter.start.0,
                start_seconds: chapter.start.seconds(),
                time: if long { clock } else { clock.strip_prefix("00:").unwrap_or(&clock).to_string() },
                title,
                url: chapter.url.clone(),
                image: chapter.image.clone(),
                id,
                toc: chapter.toc,
            }
        })
        .collect()
}

/// The lines that apps turn into links; none where the notes hold such lines already.
fn chapter_lines(episode: &Episode, notes: &Notes) -> Vec<LineContext> {
    if !notes.typed_chapters().is_empty() {
        return Vec::new();
    }
    chapters::lines(&episode.chapters).into_iter().map(|(time, title)| LineContext { time, title }).collect()
}

fn picture(picture: &Picture) -> PictureContext {
    PictureContext {
        url: picture.url.clone(),
        width: picture.size.map(|(width, _)| width),
        height: picture.size.map(|(_, height)| height),
    }
}

fn person_context(show: &Show, folder: &str, person: &Person) -> PersonContext {
    // A person of feed.toml names a picture from there.
    let folder = if person.place.source.name == "feed.toml" { "" } else { folder };
    PersonContext {
        name: person.name.trim().to_string(),
        role: person.role_name().to_lowercase(),
        group: person.group_name().to_lowercase(),
        href: person.href.as_ref().map(|href| href.0.clone()),
        img: person.img.as_ref().map(|img| show.url_of(folder, &img.value)),
    }
}

fn funding(funding: &Funding) -> FundingContext {
    FundingContext { url: funding.url.0.clone(), text: funding.text.as_ref().map(|text| text.value.clone()) }
}

fn license(license: &License) -> LicenseContext {
    LicenseContext { id: license.name().to_string(), url: license.address() }
}

fn own(entries: &[(String, Node)]) -> Map<String, Value> {
    entries.iter().map(|(key, node)| (key.clone(), node.to_json())).collect()
}

/// A date for people: in words in English, else as `2026-11-27`.
fn date_text(date: &chrono::DateTime<chrono::FixedOffset>, language: &str) -> String {
    match language_subtag(language).as_str() {
        "en" => date.format("%-d %B %Y").to_string(),
        _ => date.format("%Y-%m-%d").to_string(),
    }
}

/// `rtl` for languages whose usual script runs from right to left.
pub(super) fn direction(language: &str) -> &'static str {
    match language_subtag(language).as_str() {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ks" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}
