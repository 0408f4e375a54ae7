//! Reads a whole show: feed.toml, the lock, episodes with all that belongs to them, pages, templates.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::episode::{Context, EpisodeRead, own_page, read_one};
use super::files::{References, episode_stem};
use super::group::group;
use super::pages::{read_pages, read_templates, walk_static};
use super::read::read_source;
use super::transcripts::{KeyedTranscripts, ReadTranscripts};
use super::walk::{FileEntry, walk};
use super::{ProjectError, files};
use crate::diagnostic::{At, Diagnostic};
use crate::element::podcast::ChaptersKey;
use crate::lock::{self, LOCK_FILE, Lock};
use crate::manifest::{FeedToml, read_feed_toml};
use crate::media::ArtworkRole;
use crate::notes::{self, Notes};
use crate::scalar::time_zone;
use crate::show::*;
use crate::site::PageSource;
use crate::source::Source;

/// Gives the facts of a recording that did not change since they were measured.
pub type Known<'a> = &'a (dyn Fn(&FileEntry) -> Option<MediaFacts> + Sync);

/// Gives what was read of an episode's transcripts, by the episode's file and the key of what it was read from.
pub type KnownTranscripts<'a> = &'a (dyn Fn(&str, &str) -> Option<ReadTranscripts> + Sync);

/// What a reader of a show may know beforehand.
#[derive(Default)]
pub struct LoadOptions<'a> {
    /// Facts of a recording that need not be read again, because it did not change since they were measured.
    pub known: Option<Known<'a>>,
    /// Transcripts that need not be read again, for the same reason.
    pub known_transcripts: Option<KnownTranscripts<'a>>,
    /// Called after each episode.
    pub progress: Option<&'a (dyn Fn() + Sync)>,
}

/// A show as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// feed.toml as a text.
    pub feed_toml: Arc<Source>,
    /// What it says.
    pub keys: FeedToml,
    /// Its description.
    pub description: Notes,
    /// The episodes.
    pub sources: Vec<EpisodeSources>,
    /// What was read of the transcripts of an episode, by its Markdown file; not of those that may change unseen.
    pub transcripts: HashMap<String, KeyedTranscripts>,
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
    let began = SystemTime::now();
    let feed_toml = read_source(root, "feed.toml")?;
    let (keys, mut diagnostics) = read_feed_toml(&feed_toml);
    // A zone that is none is reported once, and not at every date.
    let zone = keys.show.time_zone.as_ref().map(|zone| time_zone(zone).unwrap_or(chrono_tz::Tz::UTC));
    let (description, findings) = description(&keys);
    diagnostics.extend(findings);
    let (lock, (entries, more)) = rayon::join(|| read_lock(root), || walk(root, "episodes"));
    let (lock, findings) = lock?;
    diagnostics.extend(findings.into_iter().chain(more));
    let has_lock = lock.is_some();
    let lock = lock.unwrap_or_default();
    let by_path: BTreeMap<&str, &FileEntry> = entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let paths: Vec<&str> = by_path.keys().copied().collect();
    let (grouped, mut unused) = group(&paths);
    let prefixes: Vec<&str> = keys.namespaces.0.iter().map(|(prefix, _)| prefix.as_str()).collect();
    let context =
        Context { root, zone, prefixes: &prefixes, by_path: &by_path, lock: &lock, keys: &keys, options, began };
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
    let mut transcripts = HashMap::new();
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
        transcripts.extend(read.keyed.map(|keyed| (file.clone(), keyed)));
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
    let (templates, findings) = read_templates(root)?;
    diagnostics.extend(findings);
    let (statics, findings) = walk_static(root);
    diagnostics.extend(findings);
    let files_judged = 1 + grouped.len() + pages.len() + templates.len() + transcripts_judged;
    Ok(Loaded {
        feed_toml,
        keys,
        description,
        sources,
        transcripts,
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

fn read_lock(root: &Path) -> Result<(Option<Lock>, Vec<Diagnostic>), ProjectError> {
    let path = root.join(LOCK_FILE);
    if fs::symlink_metadata(&path).is_err() {
        return Ok((None, Vec::new()));
    }
    let source = read_source(root, LOCK_FILE)?;
    match lock::read(&source) {
        Ok((lock, findings)) => Ok((Some(lock), findings)),
        Err(newer) => {
            Err(ProjectError::Read { path, source: io::Error::new(io::ErrorKind::InvalidData, newer.to_string()) })
        }
    }
}
