//! `podwright notes`: the show notes of one episode, to paste elsewhere.

use std::path::Path;

use super::status::pick;
use super::{BuildError, Options};
use crate::manifest::read_episode;
use crate::notes::absolute_markdown;
use crate::project::{self, FileEntry, Loaded};
use crate::scalar::media_type_of;
use crate::show::{Episode, MediaFacts, Moment, assemble};
use crate::site::{Body, Site, Theme, frame_episode, render_episode};

/// How show notes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesFormat {
    /// `notes.html` as `build` writes it.
    Html,
    /// `notes.txt` as `build` writes it.
    Text,
    /// The author's own Markdown, with absolute addresses.
    Markdown,
}

/// The show notes of an episode, whatever its state: a draft's and a scheduled one's too.
///
/// Nothing is measured or judged for it.
///
/// # Errors
/// The disk's; no such episode; templates that can't be used.
pub fn notes(root: &Path, options: &Options<'_>, name: &str, format: NotesFormat) -> Result<String, BuildError> {
    let known = |entry: &FileEntry| Some(unmeasured(entry));
    let load_options = project::LoadOptions { known: Some(&known), ..project::LoadOptions::default() };
    let loaded = project::load(root, &load_options)?;
    let Loaded { keys, description, mut sources, files, lock, templates, pages, .. } = loaded;
    // Whoever asks for the notes of an episode may see them.
    sources.iter_mut().for_each(|source| source.keys.private = None);
    let moment = Moment { now: options.now, drafts: true, base_url: options.base_url.clone() };
    let assembled = assemble(keys, description, sources, files, &lock, &moment);
    let name = pick(&assembled.present, &options.now, name).map_err(BuildError::Usage)?;
    let show = &assembled.show;
    let found = show.episodes.iter().enumerate().find(|(_, episode)| episode.name == name);
    let (index, episode) = found.ok_or_else(|| BuildError::Usage(format!("the episode {name} can't be read")))?;
    let (theme, findings) = Theme::new(templates);
    let broken = || findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join("; ");
    let theme = theme.ok_or_else(|| BuildError::Usage(broken()))?;
    let site = Site::new(show, &theme, &pages);
    if format == NotesFormat::Markdown {
        return Ok(markdown(&site, episode));
    }
    let file = format!("{}notes.{}", episode.page_folder(), if format == NotesFormat::Html { "html" } else { "txt" });
    let Some(frame) = frame_episode(&site, index) else { return Ok(String::new()) };
    let rendered = render_episode(&site, episode, frame, &[]).map_err(|error| BuildError::Usage(error.0.message))?;
    let written = rendered.artefacts.into_iter().find(|artefact| artefact.path == file);
    let text = written.and_then(|artefact| match artefact.body {
        Body::Bytes(bytes) => String::from_utf8(bytes).ok(),
        Body::File(_) => None,
    });
    Ok(text.unwrap_or_default())
}

/// The body as its author wrote it, with addresses that hold elsewhere too.
fn markdown(site: &Site<'_>, episode: &Episode) -> String {
    let source = &episode.source;
    let (_, body, _) = read_episode(source, None, &[]);
    let read_at = match &episode.keys.link {
        Some(link) => link.0.clone(),
        None => site.show.addresses.url(&episode.page_folder()),
    };
    let resolve = |address: &str| site.links.resolve(&source.name, &read_at, address);
    let text = absolute_markdown(source.text.get(body).unwrap_or_default(), &resolve);
    format!("{}\n", text.trim())
}

/// Facts that no reading is needed for: show notes are about words.
fn unmeasured(entry: &FileEntry) -> MediaFacts {
    let media_type = media_type_of(&entry.path).map_or("audio/mpeg", |known| known.name).to_string();
    MediaFacts { bytes: entry.stamp.size, duration: None, media_type, sha256: None }
}
