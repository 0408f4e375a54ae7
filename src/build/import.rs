//! The story of an import: turn the feed into files, build the show beside its folder, compare, then write.
//!
//! What was wrong in the feed before becomes known to the show (`[lint] baseline`): it builds at once, and what is wrong from then on
//! is said. Nothing lies in the folder before the proof was made, and feed.toml comes last: whatever breaks on the way, the
//! next run goes on.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::{BuildError, Checked, Options, check, feed};
use crate::check::Baseline;
use crate::diagnostic::Diagnostic;
use crate::import::{self, BASELINE};
use crate::output::write_whole;
use crate::xml::read::{Document, read_bytes};

/// What an import is asked for.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions {
    /// Now: what is dated later is held back by the build.
    pub now: DateTime<FixedOffset>,
    /// Replace files that are there.
    pub force: bool,
    /// Write nothing.
    pub dry_run: bool,
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
    /// How many findings about the show are known from the start.
    pub known: usize,
}

/// What stands in the way of an import.
#[derive(Debug)]
pub enum ImportError {
    /// It is no RSS feed.
    NoFeed,
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
            ImportError::There(first, 1) => write!(f, "{first} is there already; --force replaces it"),
            ImportError::There(first, count) => {
                write!(f, "{first} and {} more are there already and say something else; --force replaces them", count - 1)
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

/// Turns a feed into the show in a folder, which need not be there.
///
/// # Errors
/// What stands in the way; nothing was written then, or what was can be gone on with.
pub fn import(document: &Document, dir: &Path, options: &ImportOptions) -> Result<Import, ImportError> {
    let mut imported = import::import(document).ok_or(ImportError::NoFeed)?;
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
    let same = |path: &str, text: &str| fs::read(dir.join(path)).is_ok_and(|bytes| bytes == text.as_bytes());
    let before = imported.files.len();
    imported.files.retain(|(path, text)| !same(path, text));
    let unchanged = before - imported.files.len();
    let additive = |path: &str| FOR_GIT.iter().any(|(own, _)| *own == path);
    let other = |(path, _): &&(String, String)| !additive(path) && dir.join(path).symlink_metadata().is_ok();
    let others: Vec<&String> = imported.files.iter().filter(other).map(|(path, _)| path).collect();
    if let (Some(first), false) = (others.first(), options.force) {
        return Err(ImportError::There((*first).clone(), others.len()));
    }
    if !options.dry_run {
        write_all(dir, &imported.files)?;
    }
    Ok(Import {
        episodes: imported.episodes(),
        html_notes: imported.html_notes,
        title: imported.title,
        feed_url: imported.feed_url,
        new_feed_url: imported.new_feed_url,
        written: imported.files.into_iter().map(|(path, _)| path).collect(),
        unchanged,
        diagnostics,
        known,
    })
}

fn checked(root: &Path, options: &ImportOptions) -> Result<Checked, ImportError> {
    Ok(check(root, &Options { now: options.now, ..Options::default() })?)
}

fn write_all(root: &Path, files: &[(String, String)]) -> Result<(), ImportError> {
    Ok(files.iter().try_for_each(|(path, text)| write_whole(&root.join(path), text.as_bytes()))?)
}
