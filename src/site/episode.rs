//! One episode: its page, transcripts, chapters, notes, and the content of its feed item.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::context::{EpisodeContext, LinkContext, episode_context, own_language};
use super::links::episode_url;
use super::{Artefact, Body, Site, ThemeError};
use crate::chapters;
use crate::feed::{ItemContent, feed_item};
use crate::notes::Notes;
use crate::show::{Episode, TranscriptSource};
use crate::transcript::{self, Format, Transcript, WriteOptions};

/// Apple's and PSP-1's limit of `description`, in bytes.
const DESCRIPTION_BYTES: usize = 4000;

/// A transcript with its content, as it is needed while its episode is rendered.
#[derive(Debug)]
pub struct LoadedTranscript {
    /// What was read.
    pub transcript: Transcript,
    /// Bytes of the files that are published as they are, by format.
    pub verbatim: Vec<(Format, Vec<u8>)>,
    /// How many words the glossary corrected.
    pub corrected: usize,
}

/// All that templates are told of an episode before its notes and transcripts are rendered: what they are not told here, of
/// this episode and others, cannot change its files.
#[derive(Serialize)]
pub struct EpisodeFrame {
    episode: EpisodeContext,
    /// Episodes are newest first: the earlier one comes after this one.
    previous: Option<LinkContext>,
    next: Option<LinkContext>,
}

/// The frame of an episode; `None` past the last.
pub fn frame_episode(site: &Site<'_>, index: usize) -> Option<EpisodeFrame> {
    let show = site.show;
    let neighbour = |index: Option<usize>| {
        let other = index.and_then(|index| show.episodes.get(index))?;
        Some(LinkContext { title: other.title.clone(), url: episode_url(show, other) })
    };
    Some(EpisodeFrame {
        episode: episode_context(show, show.episodes.get(index)?),
        previous: neighbour(index.checked_add(1)),
        next: neighbour(index.checked_sub(1)),
    })
}

/// What an episode becomes.
#[derive(Debug)]
pub struct RenderedEpisode {
    /// Files of `public/`, those that [`episode_paths`] names, in its order.
    pub artefacts: Vec<Artefact>,
    /// The relative links of its notes, and where they lead.
    pub links: BTreeMap<String, Option<String>>,
    /// Its item.
    pub item: rss::Item,
}

/// Renders an episode in its frame. `transcripts` are in the order of the episode's.
///
/// # Errors
/// A template that can't be rendered.
pub fn render_episode(
    site: &Site<'_>,
    episode: &Episode,
    frame: EpisodeFrame,
    transcripts: &[LoadedTranscript],
) -> Result<RenderedEpisode, ThemeError> {
    let show = site.show;
    let here = show.addresses.url(&episode.page_folder());
    let read_at = episode_url(show, episode);
    let links = RefCell::new(BTreeMap::new());
    let resolve = |address: &str| {
        let found = site.resolve(episode, address);
        links.borrow_mut().entry(address.to_string()).or_insert(found).clone()
    };
    let EpisodeFrame { episode: mut context, previous, next } = frame;
    let mut artefacts = Vec::new();
    let folder = episode.page_folder();
    let mut add = |path: String, bytes: Vec<u8>| artefacts.push(Artefact { path, body: Body::Bytes(bytes) });

    // The notes as apps take them, and as text.
    context.notes_html = episode.notes.feed_html(&resolve);
    context.notes_text = episode.notes.text(&resolve);
    let mut notes_context = site.page_context(&episode.language, &here);
    notes_context.insert("episode", &context);
    let notes_html = site.theme.render("notes.html", &notes_context)?;
    let notes_text = site.theme.render("notes.txt", &notes_context)?;
    add(format!("{folder}notes.html"), notes_html.clone().into_bytes());
    add(format!("{folder}notes.txt"), notes_text.into_bytes());

    if !episode.chapters.list.is_empty() {
        add(episode.file("chapters.json"), chapters::write(&episode.chapters, chapters::Format::Json).0.into_bytes());
        add(episode.file("psc.xml"), chapters::write(&episode.chapters, chapters::Format::Psc).0.into_bytes());
    }

    for (source, loaded) in episode.transcripts.iter().zip(transcripts) {
        for format in &source.formats {
            let path = episode.transcript_path(source, *format);
            let bytes = match loaded.verbatim.iter().find(|(verbatim, _)| verbatim == format) {
                Some((_, bytes)) => bytes.clone(),
                None => transcript_bytes(&loaded.transcript, *format, source, episode, &read_at),
            };
            add(path, bytes);
        }
    }

    if episode.keys.link.is_none() {
        context.notes_html = episode.notes.page_html(&resolve);
        if let Some(own) = own_language(episode) {
            let at = episode.transcripts.iter().position(|source| std::ptr::eq(source, own));
            if let Some(loaded) = at.and_then(|at| transcripts.get(at)) {
                context.transcript_html =
                    Some(transcript::html_fragment_with(&loaded.transcript, &mut context.page_ids()));
                context.transcript_language = (own.language != episode.language).then(|| own.language.clone());
            }
        }
        let mut page = site.page_context(&episode.language, &here);
        page.insert("episode", &context);
        if let Some(earlier) = previous {
            page.insert("previous", &earlier);
        }
        if let Some(later) = next {
            page.insert("next", &later);
        }
        add(format!("{folder}index.html"), site.theme.render("episode.html", &page)?.into_bytes());
    }

    let full = notes_html.trim().to_string();
    let description = if full.len() <= DESCRIPTION_BYTES {
        full.clone()
    } else {
        Notes::from_html(&full).feed_html_within(&resolve, DESCRIPTION_BYTES)
    };
    let item = feed_item(show, episode, ItemContent { description, full_notes: Some(full) });
    Ok(RenderedEpisode { artefacts, links: links.into_inner(), item })
}

/// The paths below `public/` that an episode's rendering makes.
pub fn episode_paths(episode: &Episode) -> Vec<String> {
    let folder = episode.page_folder();
    let mut paths = vec![format!("{folder}notes.html"), format!("{folder}notes.txt")];
    if !episode.chapters.list.is_empty() {
        paths.extend([episode.file("chapters.json"), episode.file("psc.xml")]);
    }
    for source in &episode.transcripts {
        paths.extend(source.formats.iter().map(|format| episode.transcript_path(source, *format)));
    }
    if episode.keys.link.is_none() {
        paths.push(format!("{folder}index.html"));
    }
    paths
}

fn transcript_bytes(
    transcript: &Transcript,
    format: Format,
    source: &TranscriptSource,
    episode: &Episode,
    read_at: &str,
) -> Vec<u8> {
    let options = match format {
        Format::Html => WriteOptions {
            title: Some(episode.title.clone()),
            language: Some(source.language.clone()),
            back: Some((read_at.to_string(), episode.title.clone())),
            ..WriteOptions::default()
        },
        _ => WriteOptions::default(),
    };
    transcript::write_only(transcript, format, &options).into_bytes()
}
