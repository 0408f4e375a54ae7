//! Reads one episode: its Markdown file and what belongs to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use chrono_tz::Tz;

use super::LoadOptions;
use super::chapters::read_chapters;
use super::files::References;
use super::group::{EpisodeFiles, Role, RoleKind};
use super::read::read_source;
use super::sound::read_sound;
use super::stamp::Stamp;
use super::transcripts::{KeyedTranscripts, ReadTranscripts, read_transcripts};
use super::walk::FileEntry;
use crate::diagnostic::{At, Diagnostic};
use crate::keys::CONFIG_INVALID;
use crate::lock::Lock;
use crate::manifest::{FRONT_MATTER_MISSING, FeedToml, FrontMatter, read_episode};
use crate::notes;
use crate::show::*;
use crate::source::Source;

/// What all episodes are read with.
pub(super) struct Context<'a> {
    pub(super) root: &'a Path,
    pub(super) zone: Option<Tz>,
    pub(super) prefixes: &'a [&'a str],
    pub(super) by_path: &'a BTreeMap<&'a str, &'a FileEntry>,
    pub(super) lock: &'a Lock,
    pub(super) keys: &'a FeedToml,
    pub(super) options: &'a LoadOptions<'a>,
    /// Before anything was read.
    pub(super) began: SystemTime,
}

impl Context<'_> {
    /// The size and times of a file, as they were before it was read; `None` if it is not there.
    pub(super) fn stamp(&self, path: &str) -> Option<Stamp> {
        let walked = self.by_path.get(path).map(|entry| entry.stamp);
        walked.or_else(|| Stamp::read(&self.root.join(path)).ok())
    }
}

pub(super) struct EpisodeRead {
    pub(super) sources: EpisodeSources,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) transcripts: usize,
    /// Files that keys name.
    pub(super) used: Vec<String>,
    /// What the next reader may know of the transcripts.
    pub(super) keyed: Option<KeyedTranscripts>,
}

pub(super) fn read_one(context: &Context<'_>, files: &EpisodeFiles) -> EpisodeRead {
    let mut diagnostics = Vec::new();
    let source = match read_source(context.root, &files.markdown) {
        Ok(source) => source,
        Err(error) => {
            diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(files.markdown.clone()), error.to_string()));
            Source::new(files.markdown.clone(), "+++\n+++\n")
        }
    };
    let (keys, body, findings) = read_episode(&source, context.zone, context.prefixes);
    let broken = findings.iter().any(|f| f.rule.id == CONFIG_INVALID.id || f.rule.id == FRONT_MATTER_MISSING.id);
    diagnostics.extend(findings);
    let (notes, findings) = notes::read(&source, body);
    diagnostics.extend(findings);
    let folder = parent(&files.markdown).to_string();
    let references = References::new(context.root);
    let mut reading = Reading { context, files, keys: &keys, references, diagnostics, used: Vec::new() };

    let sound = read_sound(&mut reading);
    let duration = sound.audio.as_ref().and_then(|sound| sound.facts.duration);
    let language = keys.language.as_ref().map(|language| language.0.clone());
    let language = language.or_else(|| files.translation.as_ref().map(|(_, language)| language.clone()));
    let language =
        language.or_else(|| context.keys.show.language.as_ref().map(|l| l.0.clone())).unwrap_or_else(|| "en".into());
    let (ReadTranscripts { sources: transcripts, headings }, keyed) =
        read_transcripts(&mut reading, &language, duration);
    let judged = transcripts.len();
    let chapters = read_chapters(&mut reading, &notes, headings);
    let Reading { mut references, mut diagnostics, mut used, .. } = reading;
    let mut artwork = keys.artwork.as_ref().and_then(|artwork| references.key(artwork));
    if artwork.is_none() && keys.artwork.is_none() {
        artwork = files
            .of(RoleKind::Artwork)
            .find(|role| role.tag.is_none() && own_stem(files, role))
            .map(|r| r.path.clone());
    }
    used.extend(artwork.clone());
    diagnostics.append(&mut references.diagnostics);
    let sources = EpisodeSources {
        name: files.name.clone(),
        translation: files.translation.clone(),
        source,
        folder,
        keys,
        notes,
        audio: sound.audio,
        alternates: sound.alternates,
        broken,
        audio_reported: sound.reported || broken,
        transcripts,
        chapters,
        artwork,
    };
    EpisodeRead { sources, diagnostics, transcripts: judged, used, keyed }
}

/// The folder of an episode's page, below `public/`.
pub(super) fn own_page(source: &EpisodeSources) -> String {
    let (name, language) = match &source.translation {
        Some((name, language)) => (name, Some(language.as_str())),
        None => (&source.name, None),
    };
    page_path(&episode_path(name, source.keys.slug.as_ref().map(|slug| slug.as_str())), language)
}

/// Whether a file has the stem of the episode: in a folder, its name, `index`, or anything.
fn own_stem(files: &EpisodeFiles, role: &Role) -> bool {
    let stem = files.markdown.strip_suffix(".md").unwrap_or(&files.markdown);
    if stem.ends_with("/index") { parent(&role.path) == parent(&files.markdown) } else { role.path.starts_with(stem) }
}

/// An episode while its files are read.
pub(super) struct Reading<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) files: &'a EpisodeFiles,
    pub(super) keys: &'a FrontMatter,
    /// What keys name.
    pub(super) references: References<'a>,
    /// Findings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Files that belong to it because a key names them.
    pub(super) used: Vec<String>,
}
