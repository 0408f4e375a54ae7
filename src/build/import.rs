//! The story of an import: turn the feed into files, build the show beside its folder, compare, then write.
//!
//! What was wrong in the feed before becomes known to the show (`[lint] baseline`): it builds at once, and what is wrong from then on
//! is said. Nothing lies in the folder before the proof was made, and feed.toml comes last: whatever breaks on the way, the
//! next run goes on.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::{BuildError, Checked, Options, check, feed};
use crate::check::Baseline;
use crate::diagnostic::{At, Diagnostic};
use crate::import::{self, BASELINE, Generator, IMPORT_LEFT_OUT, Imported, Recording};
use crate::net::{Client, Limits};
use crate::output::write_whole;
use crate::project::ProjectError;
use crate::source::Source;
use crate::xml::read::{Document, read_bytes};

/// What an import is asked for.
#[derive(Clone, Copy)]
pub struct ImportOptions<'a> {
    /// Where the feed was fetched, if it was.
    pub url: Option<&'a str>,
    /// Now: what is dated later is held back by the build.
    pub now: DateTime<FixedOffset>,
    /// Replace files that are there.
    pub force: bool,
    /// Write nothing.
    pub dry_run: bool,
    /// Fetch the recordings with this, and keep them beside the episodes.
    pub audio: Option<&'a Client>,
    /// Called with the number of recordings fetched and of all.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// What an import did.
#[derive(Debug)]
pub struct Import {
    /// The show's title.
    pub title: String,
    /// How many episodes it has.
    pub episodes: usize,
    /// Of these, whose notes stay HTML.
    pub html_notes: usize,
    /// Files that were written, or would be; from the show's folder.
    pub written: Vec<String>,
    /// Files that were there as they should be.
    pub unchanged: usize,
    /// Where the old feed is served, as it says itself.
    pub feed_url: Option<String>,
    /// Where the rebuilt one will be.
    pub new_feed_url: String,
    /// What had to be decided, what is left out, what differs.
    pub diagnostics: Vec<Diagnostic>,
    /// Recordings that lie beside their episodes now, or would.
    pub recordings: usize,
    /// How many findings about the show are known from the start.
    pub known: usize,
}

/// What stands in the way of an import.
#[derive(Debug)]
pub enum ImportError {
    /// It is no RSS feed.
    NoFeed,
    /// No file of the sources has a recording.
    NoEpisode,
    /// Files that are there and say something else: the first, and how many.
    There(String, usize),
    /// The show can't be built.
    Build(BuildError),
    /// The disk.
    Disk(PathBuf, io::Error),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::NoFeed => f.write_str("this is no RSS feed: no <rss> with a <channel> in it"),
            ImportError::NoEpisode => f.write_str("no file in it names a recording in its front matter"),
            ImportError::There(first, 1) => write!(f, "{first} is there already; --force replaces it"),
            ImportError::There(first, count) => {
                write!(
                    f,
                    "{first} and {} more are there already and say something else; --force replaces them",
                    count - 1
                )
            }
            ImportError::Build(error) => error.fmt(f),
            ImportError::Disk(path, error) => write!(f, "can't write {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for ImportError {}

impl<E: Into<BuildError>> From<E> for ImportError {
    fn from(error: E) -> ImportError {
        ImportError::Build(error.into())
    }
}

/// Lines that a show's folder has for git, in the files that hold them.
const FOR_GIT: &[(&str, &str)] = &[(".gitattributes", "podwright.lock text eol=lf"), (".gitignore", "public/")];

/// Turns a feed into the show in a folder, which need not be there. `pages` are the feed and the pages that follow it.
///
/// # Errors
/// What stands in the way; nothing was written then, or what was can be gone on with.
pub fn import(pages: &[Document], dir: &Path, options: &ImportOptions<'_>) -> Result<Import, ImportError> {
    let imported = import::import(pages, options.url).ok_or(ImportError::NoFeed)?;
    carry_out(imported, dir, options)
}

/// Turns the sources of a site into the show in a folder.
///
/// # Errors
/// As [`import()`].
pub fn import_sources(
    folder: &Path,
    dir: &Path,
    generator: Generator,
    options: &ImportOptions<'_>,
) -> Result<Import, ImportError> {
    let (config, files) = read_sources(folder, generator)?;
    let imported = import::import_sources(generator, config.as_ref(), &files);
    if imported.episodes == 0 {
        return Err(ImportError::NoEpisode);
    }
    carry_out(imported, dir, options)
}

fn carry_out(mut imported: Imported, dir: &Path, options: &ImportOptions<'_>) -> Result<Import, ImportError> {
    let stage = tempfile::tempdir().map_err(|error| ImportError::Disk(std::env::temp_dir(), error))?;
    let root = stage.path();
    write_all(root, &imported.files)?;
    let mut checked = checked(root, options)?;
    let mut known = 0;
    if !checked.report.diagnostics.is_empty() {
        imported.with_baseline();
        let unknown = Baseline::default().to_json();
        write_all(root, &[(BASELINE.to_string(), unknown)])?;
        write_all(root, imported.files.get(..1).unwrap_or_default())?;
        checked = self::checked(root, options)?;
        known = checked.report.diagnostics.len();
        imported.files.push((BASELINE.to_string(), Baseline::of(&checked.report.diagnostics).to_json()));
    }
    let rebuilt = feed(root, &checked)?;
    let (rebuilt, _) = read_bytes("feed.xml", &rebuilt);
    let held: Vec<String> = checked.assembled.scheduled.iter().map(|(name, _)| name.clone()).collect();
    let mut diagnostics = std::mem::take(&mut imported.diagnostics);
    diagnostics.extend(imported.compare(&rebuilt, &held));

    for (path, line) in FOR_GIT {
        let there = fs::read_to_string(dir.join(path)).unwrap_or_default();
        if !there.lines().any(|other| other.trim() == *line) {
            let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
            imported.files.push(((*path).to_string(), format!("{there}{gap}{line}\n")));
        }
    }
    // feed.toml makes a show of a folder: it comes last.
    imported.files.rotate_left(1);
    let all = imported.recordings();
    let here: BTreeSet<String> = match options.audio {
        Some(client) if !options.dry_run => fetch(client, dir, &all, options, &mut diagnostics),
        Some(_) => all.iter().map(|recording| recording.episode.clone()).collect(),
        None => all.iter().filter(|own| dir.join(&own.path).is_file()).map(|own| own.episode.clone()).collect(),
    };
    // Without its recording beside it or with, an episode is as an import leaves it.
    let left = |path: &str, text: &str| {
        fs::read(dir.join(path)).is_ok_and(|bytes| bytes == text.as_bytes() || bytes == import::beside(text).as_bytes())
    };
    let ours: BTreeSet<String> =
        imported.files.iter().filter(|(path, text)| left(path, text)).map(|(path, _)| path.clone()).collect();
    for (_, text) in imported.files.iter_mut().filter(|(path, _)| here.contains(path)) {
        *text = import::beside(text);
    }
    let same = |path: &str, text: &str| fs::read(dir.join(path)).is_ok_and(|bytes| bytes == text.as_bytes());
    let before = imported.files.len();
    imported.files.retain(|(path, text)| !same(path, text));
    let unchanged = before - imported.files.len();
    let additive = |path: &str| FOR_GIT.iter().any(|(own, _)| *own == path);
    let other = |(path, _): &&(String, String)| {
        !additive(path) && !ours.contains(path) && dir.join(path).symlink_metadata().is_ok()
    };
    let others: Vec<&String> = imported.files.iter().filter(other).map(|(path, _)| path).collect();
    if let (Some(first), false) = (others.first(), options.force) {
        return Err(ImportError::There((*first).clone(), others.len()));
    }
    if !options.dry_run {
        write_all(dir, &imported.files)?;
    }
    Ok(Import {
        episodes: imported.episodes,
        html_notes: imported.html_notes,
        title: imported.title,
        feed_url: imported.feed_url,
        new_feed_url: imported.new_feed_url,
        written: imported.files.into_iter().map(|(path, _)| path).collect(),
        unchanged,
        diagnostics,
        recordings: here.len(),
        known,
    })
}

/// Folders that hold no sources.
const NOT_SOURCES: &[&str] = &["_drafts", "_site", "node_modules", "public", "resources", "themes", "vendor"];

/// A configuration, and texts.
type SiteSources = (Option<Arc<Source>>, Vec<Arc<Source>>);

/// The configuration that lies highest, and every text that may be an episode, in the order of their paths.
fn read_sources(folder: &Path, generator: Generator) -> Result<SiteSources, ImportError> {
    let disk = |path: &Path| {
        let path = path.to_path_buf();
        move |source: io::Error| ImportError::Build(ProjectError::Read { path, source }.into())
    };
    fs::read_dir(folder).map_err(disk(folder))?;
    let inside = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || NOT_SOURCES.contains(&name.as_ref()))
    };
    let (mut configs, mut files) = (Vec::new(), Vec::new());
    for entry in
        walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(inside).filter_map(Result::ok)
    {
        let name = entry.file_name().to_string_lossy();
        let config = generator.configs().iter().position(|own| *own == name);
        let text = [".md", ".markdown", ".mdown"].iter().any(|ending| name.ends_with(ending));
        if !entry.file_type().is_file() || (config.is_none() && !text) {
            continue;
        }
        let bytes = fs::read(entry.path()).map_err(disk(entry.path()))?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        let source = Source::new(path, String::from_utf8_lossy(&bytes));
        match config {
            Some(rank) => configs.push((entry.depth(), rank, source)),
            None => files.push(source),
        }
    }
    configs.sort_by_key(|(depth, rank, _)| (*depth, *rank));
    Ok((configs.into_iter().next().map(|(.., source)| source), files))
}

/// What a recording may take: two gigabytes, two hours.
const RECORDING: Limits =
    Limits { bytes: 2 << 30, redirects: 10, connect: Duration::from_secs(10), time: Duration::from_secs(2 * 60 * 60) };

/// Fetches the recordings that are not beside their episodes yet. Answers the episodes whose is; one that can't be had stays where it
/// is, with a word about it.
fn fetch(
    client: &Client,
    dir: &Path,
    recordings: &[Recording],
    options: &ImportOptions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<String> {
    let done = AtomicUsize::new(0);
    let one = |recording: &Recording| -> Result<(), String> {
        let target = dir.join(&recording.path);
        let fetched = if target.is_file() { Ok(()) } else { download(client, &recording.url, &target) };
        if let Some(progress) = options.progress {
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, recordings.len());
        }
        fetched
    };
    let mut here = BTreeSet::new();
    for (recording, fetched) in recordings.iter().zip(client.each(recordings, one)) {
        match fetched {
            Ok(()) => {
                here.insert(recording.episode.clone());
            }
            Err(why) => {
                let message = format!("the recording can't be fetched ({why}), and stays where it is");
                let finding = Diagnostic::new(&IMPORT_LEFT_OUT, At::File(recording.episode.clone()), message);
                diagnostics.push(finding.found(recording.url.clone()).help("run the import again to go on"));
            }
        }
    }
    here
}

fn download(client: &Client, url: &str, target: &Path) -> Result<(), String> {
    let answer = client.get(url, &RECORDING).map_err(|error| error.cause.to_string())?;
    match (answer.is_success(), answer.complete) {
        (true, true) => write_whole(target, &answer.body).map_err(|error| error.to_string()),
        (true, false) => Err("it is larger than 2 GiB".to_string()),
        (false, _) => Err(format!("the host answers with status {}", answer.status)),
    }
}

fn checked(root: &Path, options: &ImportOptions<'_>) -> Result<Checked, ImportError> {
    Ok(check(root, &Options { now: options.now, ..Options::default() })?)
}

fn write_all(root: &Path, files: &[(String, String)]) -> Result<(), ImportError> {
    Ok(files.iter().try_for_each(|(path, text)| write_whole(&root.join(path), text.as_bytes()))?)
}
