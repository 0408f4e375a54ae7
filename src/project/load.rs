//! Reads a whole show: feed.toml, the lock, episodes with all that belongs to them, pages, templates.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono_tz::Tz;
use rayon::prelude::*;

use super::files::{References, episode_stem};
use super::group::{EpisodeFiles, Role, RoleKind, group};
use super::measure::{Measured, measure};
use super::walk::{FileEntry, walk};
use super::{ProjectError, files};
use crate::chapters::{self, Chapter, ChapterLocation, Chapters};
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::element::podcast::{ChapterKey, ChaptersKey};
use crate::keys::{CONFIG_INVALID, KEY_MISSING, PathOrUrl};
use crate::lock::{self, LOCK_FILE, Lock};
use crate::manifest::{FRONT_MATTER_MISSING, FeedToml, FrontMatter, read_episode, read_feed_toml, read_page};
use crate::media::ArtworkRole;
use crate::notes::{self, Notes};
use crate::scalar::{Millis, slug_path, time_zone};
use crate::show::*;
use crate::site::{LoadedTranscript, PageSource};
use crate::source::{Source, Spanned};
use crate::transcript::{self, Format, LintOptions, Part, Transcript};

/// Gives the facts of a recording that did not change since they were measured.
pub type Known<'a> = &'a (dyn Fn(&FileEntry) -> Option<MediaFacts> + Sync);

/// What a reader of a show may know beforehand.
#[derive(Default)]
pub struct LoadOptions<'a> {
    /// Facts of a recording that need not be read again, because it did not change since they were measured.
    pub known: Option<Known<'a>>,
    /// Called after each episode.
    pub progress: Option<&'a (dyn Fn() + Sync)>,
}

/// A show as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// feed.toml.
    pub keys: FeedToml,
    /// Its description.
    pub description: Notes,
    /// The episodes.
    pub sources: Vec<EpisodeSources>,
    /// Files with an address of their own.
    pub files: BTreeMap<String, PublishedFile>,
    /// podwright.lock; empty if there is none.
    pub lock: Lock,
    /// Whether it is there.
    pub has_lock: bool,
    /// The show's own templates.
    pub templates: Vec<Arc<Source>>,
    /// Pages of `pages/`.
    pub pages: Vec<PageSource>,
    /// Files below `static/`, from the show's folder.
    pub statics: Vec<String>,
    /// Findings.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that were judged.
    pub files_judged: usize,
    /// Transcript files that were judged.
    pub transcripts_judged: usize,
    /// Chapter lists that were judged.
    pub chapters_judged: usize,
}

/// Reads a show.
///
/// # Errors
/// The disk's, of feed.toml and podwright.lock; a lock of a newer version. What is wrong with any content is a finding.
pub fn load(root: &Path, options: &LoadOptions<'_>) -> Result<Loaded, ProjectError> {
    let feed_toml = read_source(root, "feed.toml")?;
    let (keys, mut diagnostics) = read_feed_toml(&feed_toml);
    let zone = keys.show.time_zone.as_ref().and_then(|zone| time_zone(zone));
    let (description, findings) = description(&keys);
    diagnostics.extend(findings);
    let (lock, has_lock) = read_lock(root, &mut diagnostics)?;

    let (entries, findings) = walk(root, "episodes");
    diagnostics.extend(findings);
    let by_path: BTreeMap<&str, &FileEntry> = entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let paths: Vec<&str> = by_path.keys().copied().collect();
    let (grouped, mut unused) = group(&paths);
    let prefixes: Vec<&str> = keys.namespaces.0.iter().map(|(prefix, _)| prefix.as_str()).collect();
    let context = Context { root, zone, prefixes: &prefixes, by_path: &by_path, lock: &lock, keys: &keys, options };
    let read: Vec<EpisodeRead> = grouped
        .par_iter()
        .map(|files| {
            let read = read_one(&context, files);
            if let Some(progress) = options.progress {
                progress();
            }
            read
        })
        .collect();

    let markdown: BTreeSet<String> = grouped.iter().map(|files| files.markdown.clone()).collect();
    let mut references = References::new(root);
    show_references(&keys, &mut references);
    let (pages, findings) = read_pages(root)?;
    diagnostics.extend(findings);
    let targets = Targets { root, markdown, pages: &pages, site: site_paths(&keys, &lock, &read, &pages) };
    let mut sources = Vec::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let (mut transcripts_judged, mut chapters_judged) = (0, 0);
    for mut read in read {
        transcripts_judged += read.transcripts;
        chapters_judged += usize::from(!read.sources.chapters.list.is_empty());
        used.extend(read.used);
        diagnostics.append(&mut read.diagnostics);
        episode_references(&read.sources, &mut references);
        let page = own_page(&read.sources);
        let file = read.sources.source.name.clone();
        link_references(&read.sources.notes, &file, &page, &targets, &mut references);
        sources.push(read.sources);
    }
    for page in &pages {
        link_references(&page.notes, &page.source.name, &page.path, &targets, &mut references);
    }
    // A file that a key names belongs to somebody after all.
    unused.retain(|finding| finding.at.file().is_none_or(|file| !used.contains(file)));
    diagnostics.append(&mut unused);
    let (files, findings) = references.publish();
    diagnostics.extend(findings);
    let templates = read_templates(root)?;
    let (statics, findings) = walk_static(root);
    diagnostics.extend(findings);
    let files_judged = 1 + grouped.len() + pages.len() + templates.len() + transcripts_judged;
    Ok(Loaded {
        keys,
        description,
        sources,
        files,
        lock,
        has_lock,
        templates,
        pages,
        statics,
        diagnostics,
        files_judged,
        transcripts_judged,
        chapters_judged,
    })
}

/// Reads the transcripts of an episode again, when it is rendered: they are too large to be kept for all of them.
///
/// # Errors
/// A file that could be read before and can't now.
pub fn load_transcripts(
    root: &Path,
    episode: &Episode,
    glossary: &[(&str, &str)],
) -> Result<Vec<LoadedTranscript>, ProjectError> {
    let mut loaded = Vec::new();
    for source in &episode.transcripts {
        let (mut transcript, _) = read_transcript(root, &source.path, source.format)?;
        if let Some((path, format)) = &source.structure {
            let (structure, _) = read_transcript(root, path, *format)?;
            transcript = transcript::with_structure(&transcript, &structure);
        }
        let corrected = transcript::apply_glossary(&mut transcript, glossary);
        let mut verbatim = Vec::new();
        for (name, path) in &source.verbatim {
            if let Some(format) = Format::by_name(name) {
                verbatim.push((format, read_bytes(&root.join(path))?));
            }
        }
        loaded.push(LoadedTranscript { transcript, verbatim, corrected });
    }
    Ok(loaded)
}

struct Context<'a> {
    root: &'a Path,
    zone: Option<Tz>,
    prefixes: &'a [&'a str],
    by_path: &'a BTreeMap<&'a str, &'a FileEntry>,
    lock: &'a Lock,
    keys: &'a FeedToml,
    options: &'a LoadOptions<'a>,
}

struct EpisodeRead {
    sources: EpisodeSources,
    diagnostics: Vec<Diagnostic>,
    transcripts: usize,
    /// Files that keys name.
    used: Vec<String>,
}

fn read_one(context: &Context<'_>, files: &EpisodeFiles) -> EpisodeRead {
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
    let mut references = References::new(context.root);
    let mut used = Vec::new();

    let sound = read_sound(context, files, &keys, &mut references, &mut diagnostics, &mut used);
    let duration = sound.audio.as_ref().and_then(|sound| sound.facts.duration);
    let language = keys.language.as_ref().map(|language| language.0.clone());
    let language = language.or_else(|| files.translation.as_ref().map(|(_, language)| language.clone()));
    let language =
        language.or_else(|| context.keys.show.language.as_ref().map(|l| l.0.clone())).unwrap_or_else(|| "en".into());
    let (transcripts, mut headings) =
        read_transcripts(context, files, &keys, &language, duration, &mut references, &mut diagnostics, &mut used);
    let judged = transcripts.len();
    let chapters =
        read_chapters(context, files, &keys, &notes, &mut headings, &mut references, &mut diagnostics, &mut used);
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
    EpisodeRead { sources, diagnostics, transcripts: judged, used }
}

/// The folder of an episode's page, below `public/`.
fn own_page(source: &EpisodeSources) -> String {
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

#[derive(Default)]
struct SoundRead {
    audio: Option<Sound>,
    alternates: Vec<AlternateSource>,
    reported: bool,
}

/// The order in which endings are the recording, if there is no mp3 or m4a.
const OTHER_ENDINGS: &[&str] = &["ogg", "opus", "flac", "wav", "mp4", "m4v", "mov"];

fn read_sound(
    context: &Context<'_>,
    files: &EpisodeFiles,
    keys: &FrontMatter,
    references: &mut References<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    used: &mut Vec<String>,
) -> SoundRead {
    let mut read = SoundRead::default();
    let ending = |path: &str| path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let media: Vec<&Role> = files.of(RoleKind::Media).collect();
    let plain: Vec<&&Role> = media.iter().filter(|role| role.language.is_none() && role.tag.is_none()).collect();
    let main: Option<String> = match &keys.audio {
        Some(Spanned { value: PathOrUrl::Url(_), .. }) => None,
        Some(audio) => {
            let path = references.key(audio);
            read.reported = path.is_none();
            path
        }
        None if keys.enclosure.is_some() => None,
        None => {
            let of = |wanted: &str| plain.iter().filter(|role| ending(&role.path) == wanted).collect::<Vec<_>>();
            let (mp3, m4a) = (of("mp3"), of("m4a"));
            let others: Vec<_> =
                plain.iter().filter(|role| OTHER_ENDINGS.contains(&ending(&role.path).as_str())).collect();
            let claims: Vec<&Role> = match (mp3.len(), m4a.len(), others.len()) {
                (0, 0, _) => others.iter().map(|role| **role).copied().collect(),
                _ => mp3.iter().chain(&m4a).map(|role| **role).copied().collect(),
            };
            match claims.as_slice() {
                [] => None,
                [one] => Some(one.path.clone()),
                [first, second, ..] => {
                    let message = format!("{} and {} both claim to be the recording", first.path, second.path);
                    let name = second.path.rsplit('/').next().unwrap_or(&second.path);
                    let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(files.markdown.clone()), message)
                        .help(format!("say which with `audio = \"{name}\"`"));
                    diagnostics.push(finding);
                    read.reported = true;
                    None
                }
            }
        }
    };
    let mut take = |path: &str, diagnostics: &mut Vec<Diagnostic>| -> Option<Sound> {
        used.push(path.to_string());
        let entry = context.by_path.get(path).map(|entry| (*entry).clone()).or_else(|| stat(context.root, path))?;
        if let Some(facts) = context.options.known.and_then(|known| known(&entry)) {
            return Some(Sound { path: path.to_string(), facts });
        }
        let Measured { facts, diagnostics: findings } = measure(context.root, &entry, context.lock);
        diagnostics.extend(findings);
        Some(Sound { path: path.to_string(), facts: facts? })
    };
    if let Some(path) = &main {
        let before = diagnostics.len();
        read.audio = take(path, diagnostics);
        read.reported |= diagnostics.get(before..).is_some_and(|new| new.iter().any(|f| f.severity == Severity::Error));
    }
    for alternate in &keys.alternate_enclosure {
        let path = alternate.file.as_ref().and_then(|file| references.key(file));
        let sound = path.as_ref().and_then(|path| take(path, diagnostics));
        let stem = files.markdown.strip_suffix(".md").unwrap_or_default();
        let tag = path.as_ref().filter(|path| !path.starts_with(stem)).map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_string()
        });
        let named = path.as_ref().and_then(|path| media.iter().find(|role| role.path == *path));
        let tag = named.and_then(|role| role.tag.clone()).or(tag);
        let language = named.and_then(|role| role.language.clone());
        read.alternates.push(AlternateSource { keys: Some(alternate.clone()), sound, language, tag });
    }
    let named: Vec<String> = read.alternates.iter().filter_map(|a| a.sound.as_ref()).map(|s| s.path.clone()).collect();
    for role in &media {
        let source_only = matches!(ending(&role.path).as_str(), "wav" | "flac") && main.is_some();
        let is_main = main.as_deref() == Some(role.path.as_str());
        if is_main || source_only || named.contains(&role.path) || main.is_none() {
            continue;
        }
        if let Some(sound) = take(&role.path, diagnostics) {
            read.alternates.push(AlternateSource {
                keys: None,
                sound: Some(sound),
                language: role.language.clone(),
                tag: role.tag.clone(),
            });
        }
    }
    read
}

fn stat(root: &Path, path: &str) -> Option<FileEntry> {
    let metadata = fs::metadata(root.join(path)).ok()?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Some(FileEntry {
        path: path.to_string(),
        size: metadata.len(),
        modified: modified.map_or(0, |time| time.as_nanos() as u64),
    })
}

/// A transcript file and what was read from it.
struct TranscriptFile {
    path: String,
    format: Format,
    captions: bool,
    transcript: Transcript,
    /// No finding at `error`, and no word of the glossary in it.
    clean: bool,
}

/// Headings of a timed transcript, as chapters.
type Headings = Vec<Chapter>;

#[allow(clippy::too_many_arguments)] // One call each; what they share is the episode being read.
fn read_transcripts(
    context: &Context<'_>,
    files: &EpisodeFiles,
    keys: &FrontMatter,
    language: &str,
    duration: Option<Millis>,
    references: &mut References<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    used: &mut Vec<String>,
) -> (Vec<TranscriptSource>, Headings) {
    // (path, language, captions, where it is named)
    let mut wanted: Vec<(String, String, bool)> = Vec::new();
    if keys.transcript.is_empty() {
        for role in files.of(RoleKind::Transcript).filter(|role| role.tag.is_none()) {
            wanted.push((role.path.clone(), role.language.clone().unwrap_or_else(|| language.to_string()), false));
        }
    } else {
        for entry in &keys.transcript {
            if let Some(path) = references.key(&entry.file) {
                let own = files.files.iter().find(|role| role.path == path).and_then(|role| role.language.clone());
                let language =
                    entry.language.as_ref().map(|l| l.0.clone()).or(own).unwrap_or_else(|| language.to_string());
                wanted.push((path, language, entry.rel.is_some()));
            }
        }
    }
    let mut by_language: BTreeMap<String, Vec<TranscriptFile>> = BTreeMap::new();
    let glossary: Vec<String> = context.keys.glossary.0.iter().map(|(heard, _)| heard.to_lowercase()).collect();
    let people: Vec<&str> = context
        .keys
        .show
        .people
        .iter()
        .chain(&keys.people)
        .flat_map(|person| std::iter::once(&person.name).chain(&person.label))
        .map(|name| name.as_str())
        .collect();
    for (path, language, captions) in wanted {
        used.push(path.clone());
        let bytes = match read_bytes(&context.root.join(&path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path.clone()), error.to_string()));
                continue;
            }
        };
        let (source, mut findings) = transcript::decode(&path, &bytes);
        let format = transcript::detect(&path, &source.text);
        let (transcript, more) = transcript::read(&source, format);
        findings.extend(more);
        let options = LintOptions { format: Some(format), people: &people };
        findings.extend(transcript::lint_with(&transcript, &source, duration, &options));
        let lower = (!glossary.is_empty()).then(|| source.text.to_lowercase());
        let corrected = lower.is_some_and(|lower| glossary.iter().any(|heard| lower.contains(heard.as_str())));
        let clean = !corrected && findings.iter().all(|finding| finding.severity != Severity::Error);
        diagnostics.extend(findings);
        let files = by_language.entry(language.clone()).or_default();
        if let Some(other) = files.iter().find(|other| other.format == format) {
            let message = format!("{} and {path} are both the transcript in {language}", other.path);
            let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(path.clone()), message)
                .help("take one away, or say which with `transcript`");
            diagnostics.push(finding);
            continue;
        }
        files.push(TranscriptFile { path, format, captions, transcript, clean });
    }
    let mut sources = Vec::new();
    let mut headings = Vec::new();
    for (its_language, mut files) in by_language {
        let rank = |format: Format| match format {
            Format::Json => 0,
            Format::Vtt => 1,
            Format::Srt => 2,
            Format::Html => 3,
            Format::Text | Format::Markdown => 4,
        };
        files.sort_by_key(|file| (!file.transcript.is_timed(), rank(file.format)));
        let Some(first) = files.first() else { continue };
        let timed = first.transcript.is_timed();
        let structure = files.iter().find(|file| timed && !file.transcript.is_timed());
        if timed && its_language == language {
            headings = match structure {
                Some(structure) => {
                    heading_chapters(&transcript::with_structure(&first.transcript, &structure.transcript))
                }
                None => heading_chapters(&first.transcript),
            };
        }
        // A timed file is published as it is, under its own format.
        let verbatim = files
            .iter()
            .filter(|file| file.clean && file.transcript.is_timed() && file.format.is_timed())
            .filter(|file| file.path.to_ascii_lowercase().ends_with(&format!(".{}", file.format.ending())))
            .map(|file| (file.format.name(), file.path.clone()))
            .collect();
        sources.push(TranscriptSource {
            path: first.path.clone(),
            format: first.format,
            structure: structure.map(|structure| (structure.path.clone(), structure.format)),
            language: its_language,
            timed,
            captions: first.captions,
            verbatim,
            formats: Vec::new(),
        });
    }
    // The episode's own language first.
    sources.sort_by_key(|source| (source.language != language, source.language.clone()));
    (sources, headings)
}

/// Headings with the time of what follows them.
pub(super) fn heading_chapters(transcript: &Transcript) -> Headings {
    let mut chapters: Vec<Chapter> = Vec::new();
    for (i, part) in transcript.parts.iter().enumerate() {
        let Part::Heading(heading) = part else { continue };
        let next = transcript.parts.iter().skip(i + 1).find_map(|part| match part {
            Part::Turn(turn) => turn
                .paragraphs
                .iter()
                .flat_map(|paragraph| &paragraph.cues)
                .find_map(|cue| cue.time.map(|time| time.start)),
            Part::Heading(_) => None,
        });
        if let Some(start) = heading.start.or(next) {
            chapters.push(Chapter::new(start).title(&heading.text));
        }
    }
    chapters
}

#[allow(clippy::too_many_arguments)]
fn read_chapters(
    context: &Context<'_>,
    files: &EpisodeFiles,
    keys: &FrontMatter,
    notes: &Notes,
    headings: &mut Headings,
    references: &mut References<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    used: &mut Vec<String>,
) -> Chapters {
    let mut read_file = |path: &str, diagnostics: &mut Vec<Diagnostic>| -> Chapters {
        used.push(path.to_string());
        let bytes = match read_bytes(&context.root.join(path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path.to_string()), error.to_string()));
                return Chapters::default();
            }
        };
        let (source, findings) = transcript::decode(path, &bytes);
        diagnostics.extend(findings);
        let format = chapters::detect(path, &source.text).or_else(|| chapters::Format::by_ending(path));
        let (mut list, findings) = chapters::read(&source, format.unwrap_or(chapters::Format::List));
        diagnostics.extend(findings);
        for chapter in &mut list.list {
            chapter.image = chapter.image.take().map(|image| local_image(parent(path), image));
        }
        list
    };
    match &keys.chapters {
        Some(ChaptersKey::File(file)) => match references.key(file) {
            Some(path) => read_file(&path, diagnostics),
            None => Chapters::default(),
        },
        Some(ChaptersKey::List(list)) => {
            let place = keys.place.clone();
            Chapters { list: list.iter().map(chapter_of_key).collect(), place: Some(place), ..Chapters::default() }
        }
        None => {
            let beside: Vec<&Role> = files.of(RoleKind::Chapters).collect();
            match beside.as_slice() {
                [] if !headings.is_empty() => Chapters { list: std::mem::take(headings), ..Chapters::default() },
                [] => Chapters { list: chapters::from_lines(&notes.plain_lines()), ..Chapters::default() },
                [one] => read_file(&one.path, diagnostics),
                [first, second, ..] => {
                    let message = format!("{} and {} are both the chapters", first.path, second.path);
                    let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(second.path.clone()), message)
                        .help("take one away, or say which with `chapters`");
                    diagnostics.push(finding);
                    Chapters::default()
                }
            }
        }
    }
}

/// A picture of a chapter file: a URL as it is, a path from the show's folder.
fn local_image(folder: &str, image: String) -> String {
    if image.contains("://") { image } else { resolve(folder, &image).unwrap_or(image) }
}

fn chapter_of_key(key: &ChapterKey) -> Chapter {
    let image = key.image.as_ref().map(|image| match &image.value {
        PathOrUrl::Url(url) => url.clone(),
        PathOrUrl::Path(path) => local_image(parent(&image.place.source.name), path.clone()),
    });
    let location = key.location.as_ref().map(|location| ChapterLocation {
        name: location.name.value.clone(),
        geo: location.geo.as_ref().map(|geo| geo.value.clone()),
        osm: location.osm.as_ref().map(|osm| osm.value.clone()),
        rel: location.rel.as_ref().map(|_| location.rel().word().to_string()),
        country: location.country.as_ref().map(|country| country.value.clone()),
    });
    Chapter {
        start: key.start.value,
        end: key.end.as_ref().map(|end| end.value),
        title: key.title.as_ref().map(|title| title.trim().to_string()).filter(|title| !title.is_empty()),
        url: key.url.as_ref().map(|url| url.0.clone()),
        image,
        toc: key.toc.unwrap_or(true),
        location,
        place: Some(key.start.place.clone()),
    }
}

fn show_references(keys: &FeedToml, references: &mut References<'_>) {
    let show = &keys.show;
    if let Some(path) = show.artwork.as_ref().and_then(|artwork| references.key(artwork)) {
        references.artwork(path, "artwork", ArtworkRole::Show);
    }
    show.people.iter().filter_map(|person| person.img.as_ref()).for_each(|img| references.picture(img));
    show.image.iter().for_each(|image| references.picture(&image.href));
    show.trailer.iter().for_each(|trailer| references.picture(&trailer.url));
}

fn episode_references(sources: &EpisodeSources, references: &mut References<'_>) {
    let keys = &sources.keys;
    if let Some(path) = &sources.artwork {
        references.artwork(path.clone(), &episode_stem(&sources.name), ArtworkRole::Episode);
    }
    keys.people.iter().filter_map(|person| person.img.as_ref()).for_each(|img| references.picture(img));
    keys.image.images.iter().for_each(|image| references.picture(&image.href));
    if let Some(ChaptersKey::List(list)) = &keys.chapters {
        list.iter().filter_map(|chapter| chapter.image.as_ref()).for_each(|image| references.picture(image));
    }
}

/// What links of notes may lead to.
struct Targets<'a> {
    root: &'a Path,
    /// Markdown files of episodes.
    markdown: BTreeSet<String>,
    pages: &'a [PageSource],
    /// Paths of the site itself: folders of pages, redirects, the feed.
    site: BTreeSet<String>,
}

impl Targets<'_> {
    /// Whether a page comes out of the Markdown file, or the folder, at a path.
    fn is_page(&self, target: &str) -> bool {
        let index = format!("{}/index.md", target.trim_end_matches('/'));
        let page = |page: &PageSource| page.source.name == target || page.path.trim_end_matches('/') == target;
        self.pages.iter().any(page) || self.markdown.contains(target) || self.markdown.contains(&index)
    }

    /// Whether there is something at a path of the site: a page, or a file below one.
    fn is_on_site(&self, target: &str) -> bool {
        let above = target.match_indices('/').filter_map(|(at, _)| target.get(..at));
        target.is_empty()
            || above.chain([target]).any(|path| self.site.contains(path))
            || self.root.join("static").join(target).exists()
    }
}

/// The paths of the site that links may name by a leading `/`.
fn site_paths(keys: &FeedToml, lock: &Lock, episodes: &[EpisodeRead], pages: &[PageSource]) -> BTreeSet<String> {
    let mut paths: Vec<String> = vec!["media".into(), "sitemap.xml".into()];
    paths.push(keys.feed.path.as_ref().map_or("feed.xml", |path| path.as_str()).to_string());
    paths.extend(pages.iter().map(|page| page.path.clone()));
    paths.extend(lock.episodes.values().flat_map(|episode| episode.moved.iter().cloned()));
    for EpisodeRead { sources, .. } in episodes {
        paths.push(own_page(sources));
        paths.extend(sources.keys.aliases.iter().map(|alias| alias.value.clone()));
        paths.extend(sources.translation.iter().map(|(_, language)| format!("{language}/")));
    }
    paths.iter().map(|path| path.trim_matches('/').to_string()).collect()
}

/// Relative links of notes: what they lead to is published, what is not there is a finding.
fn link_references(
    notes: &Notes,
    file: &str,
    page_folder: &str,
    targets: &Targets<'_>,
    references: &mut References<'_>,
) {
    for (address, place) in notes.links() {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let path = crate::site::percent_decode(path);
        let Ok(target) = resolve(parent(file), &path) else {
            let finding = Diagnostic::new(&FILE_OUTSIDE_SHOW, place, "this link leads out of the show's folder")
                .found(address.clone());
            references.diagnostics.push(finding);
            continue;
        };
        if targets.is_page(&target) {
            continue;
        }
        if targets.root.join(&target).is_file() {
            if references.there(&target, place, address) {
                references.linked(target, page_folder);
            }
            continue;
        }
        if path.starts_with('/') && targets.is_on_site(&target) {
            continue;
        }
        let mut finding = Diagnostic::new(&NOTES_LINK_BROKEN, place, "this link leads nowhere").found(address.clone());
        if let Some(near) = files::near_file(targets.root, &target) {
            finding = finding.help(format!("there is `{near}` in that folder"));
        }
        references.diagnostics.push(finding);
    }
}

fn description(keys: &FeedToml) -> (Notes, Vec<Diagnostic>) {
    // The value's text is unescaped already; as a source of its own its places would point into feed.toml wrongly, so
    // findings point at the key.
    let Some(description) = &keys.show.description else { return (Notes::default(), Vec::new()) };
    let source = Source::new("feed.toml", description.value.clone());
    let (notes, mut findings) = notes::read(&source, 0..source.text.len());
    findings.iter_mut().for_each(|finding| finding.at = At::from(&description.place));
    (notes, findings)
}

fn read_lock(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<(Lock, bool), ProjectError> {
    let path = root.join(LOCK_FILE);
    if fs::symlink_metadata(&path).is_err() {
        return Ok((Lock::default(), false));
    }
    let source = read_source(root, LOCK_FILE)?;
    match lock::read(&source) {
        Ok((lock, findings)) => {
            diagnostics.extend(findings);
            Ok((lock, true))
        }
        Err(newer) => {
            Err(ProjectError::Read { path, source: io::Error::new(io::ErrorKind::InvalidData, newer.to_string()) })
        }
    }
}

fn read_templates(root: &Path) -> Result<Vec<Arc<Source>>, ProjectError> {
    let (entries, _) = walk(root, "templates");
    entries
        .iter()
        .filter(|entry| entry.path.ends_with(".html") || entry.path.ends_with(".txt") || entry.path.ends_with(".css"))
        .map(|entry| read_source(root, &entry.path))
        .collect()
}

fn read_pages(root: &Path) -> Result<(Vec<PageSource>, Vec<Diagnostic>), ProjectError> {
    let (entries, mut diagnostics) = walk(root, "pages");
    let mut pages = Vec::new();
    for entry in entries.iter().filter(|entry| entry.path.ends_with(".md")) {
        let Some(name) = entry.path.strip_prefix("pages/").and_then(|name| name.strip_suffix(".md")) else { continue };
        let source = read_source(root, &entry.path)?;
        let (keys, body, findings) = read_page(&source);
        diagnostics.extend(findings);
        let (notes, findings) = notes::read(&source, body);
        diagnostics.extend(findings);
        let title = keys.and_then(|keys| keys.title).map(|title| title.value);
        if title.is_none() {
            let first = source.place(0..source.line(1).len());
            let finding = Diagnostic::new(&KEY_MISSING, first, "the page has no title")
                .severity(Severity::Warning)
                .help("begin the file with `+++`, `title = \"About\"`, `+++`");
            diagnostics.push(finding);
        }
        let title = title.unwrap_or_else(|| name.to_string());
        pages.push(PageSource { source, title, notes, path: format!("{}/", slug_path(name)) });
    }
    Ok((pages, diagnostics))
}

/// The files of `static/`: copied as they are, names with a dot in front (`.well-known`) too.
fn walk_static(root: &Path) -> (Vec<String>, Vec<Diagnostic>) {
    let top = root.join("static");
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    if !top.is_dir() {
        return (files, diagnostics);
    }
    for entry in walkdir::WalkDir::new(&top).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let parts = entry.path().strip_prefix(root).ok();
                let parts = parts.map(|p| p.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>());
                let Some(path) = parts.map(|parts| parts.join("/")) else { continue };
                if super::walk::real_inside(root, entry.path()) {
                    files.push(path);
                } else {
                    let message = "this link leads out of the show's folder";
                    diagnostics.push(Diagnostic::new(&FILE_OUTSIDE_SHOW, At::File(path), message));
                }
            }
            Ok(_) => {}
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File("static".into()), error.to_string()));
            }
        }
    }
    (files, diagnostics)
}

fn read_transcript(root: &Path, path: &str, format: Format) -> Result<(Transcript, Vec<Diagnostic>), ProjectError> {
    let bytes = read_bytes(&root.join(path))?;
    let (source, _) = transcript::decode(path, &bytes);
    Ok(transcript::read(&source, format))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ProjectError> {
    fs::read(path).map_err(|source| ProjectError::Read { path: PathBuf::from(path), source })
}

/// A text of the show; bytes that are not UTF-8 are replaced, and the file is named by its path in the show.
fn read_source(root: &Path, path: &str) -> Result<Arc<Source>, ProjectError> {
    let bytes = read_bytes(&root.join(path))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Source::new(path, text),
        Err(error) => Source::new(path, String::from_utf8_lossy(error.as_bytes()).into_owned()),
    })
}
