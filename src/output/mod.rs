//! `public/`: only what changed is written, each file whole or not at all.
//!
//! `.podwright` keeps what was written, a line `HASH PATH` each, sorted; a hash of `-` says that the file is announced
//! and perhaps written. Lines with `# remember ` are notes of a build to the next one ([`Output::remember`]), among them the stamps
//! of files that it may [keep](Output::keep) instead of writing. A build announces ([`Output::plan`]), writes ([`Output::write`], from any thread, the feed
//! last) and ends ([`Output::finish`]). Files are written at the top of the folder and renamed into their place; what a
//! build that was killed left there is removed by the next. Nothing is flushed to the
//! platter: what a power cut takes, the next build makes again.

mod turn;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

pub use turn::Turn;

use crate::project::Stamp;
use crate::show::parent;
use crate::site::{Artefact, Body};

/// The name of the list.
const LIST: &str = ".podwright";
/// How files begin that are being written.
const UNFINISHED: &str = ".podwright-";
const HEAD: &str = "# Written by podwright: the files it made here. Never upload this one.";
const PREVIEW: &str = "# preview";
const ANNOUNCED: &str = "-";
/// Before what a build wants to remember for the next one.
const REMEMBERED: &str = "# remember ";

/// A folder that is written to.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    preview: bool,
    /// Path and hash of what earlier builds wrote.
    before: BTreeMap<String, String>,
    /// What the last build remembered, a line each.
    memory: Vec<String>,
    /// Whether the list on disk says all that.
    listed: bool,
    written: Mutex<BTreeMap<String, String>>,
    /// Folders that are there, by their paths; the whole is the empty one.
    folders: Mutex<HashSet<String>>,
}

/// What writing a file did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new, or its bytes changed.
    Written,
    /// It lies there with these bytes, untouched.
    Unchanged,
}

/// What the disk refused.
#[derive(Debug)]
pub enum OutputError {
    /// Reading or writing failed.
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file lies in the way that no build wrote.
    Foreign(PathBuf),
    /// A link in the folder, or a path with `..`, leads out of it.
    Outside(PathBuf),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputError::Disk { path, error } => {
                let what = match error.kind() {
                    io::ErrorKind::StorageFull => "the disk is full".to_string(),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        "no permission to write there".to_string()
                    }
                    _ => error.to_string(),
                };
                write!(f, "{}: {what}", path.display())
            }
            OutputError::Foreign(path) => {
                write!(f, "{} was not written by podwright and would be replaced; move it away", path.display())
            }
            OutputError::Outside(path) => write!(f, "{} leads out of the folder that is written to", path.display()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OutputError::Disk { error, .. } => Some(error),
            OutputError::Foreign(_) | OutputError::Outside(_) => None,
        }
    }
}

/// An `io::Error` with the path it is about.
fn disk(path: &Path) -> impl FnOnce(io::Error) -> OutputError + use<> {
    let path = path.to_path_buf();
    move |error| OutputError::Disk { path, error }
}

impl Output {
    /// A folder, which need not be there, with what earlier builds wrote into it.
    pub fn open(root: &Path) -> Result<Output, OutputError> {
        let list = root.join(LIST);
        let text = match fs::read_to_string(&list) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(disk(&list)(error)),
        };
        let preview = text.lines().any(|line| line == PREVIEW);
        let memory = text.lines().filter_map(|line| line.strip_prefix(REMEMBERED)).map(str::to_string).collect();
        let entries = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
        let before = entries.map(|(hash, path)| (path.to_string(), hash.to_string())).collect();
        Ok(Output {
            root: root.to_path_buf(),
            preview,
            before,
            memory,
            listed: !text.is_empty(),
            written: Mutex::default(),
            folders: Mutex::default(),
        })
    }

    /// Whether the build before this one was a preview.
    pub fn was_preview(&self) -> bool {
        self.preview
    }

    /// Whether an earlier build wrote this path.
    pub fn has(&self, path: &str) -> bool {
        self.before.get(path).is_some_and(|hash| hash != ANNOUNCED)
    }

    /// What the last build remembered for this one, a line each.
    pub fn memory(&self) -> &[String] {
        &self.memory
    }

    /// What the next build is to remember, in place of what this one was told: one line each.
    pub fn remember(&mut self, lines: Vec<String>) {
        self.listed &= self.memory == lines;
        self.memory = lines;
    }

    /// Names in the list what will be written, beside what earlier builds wrote.
    pub fn plan<'a>(&mut self, paths: impl IntoIterator<Item = &'a str>, preview: bool) -> Result<(), OutputError> {
        self.remove_unfinished()?;
        self.listed &= self.preview == preview;
        self.preview = preview;
        let mut entries = self.before.clone();
        for path in paths {
            let target = self.target(path)?;
            // A file that is no earlier build's must not look like one after a build that broke off.
            if !entries.contains_key(path) && fs::symlink_metadata(&target).is_err() {
                entries.insert(path.to_string(), ANNOUNCED.to_string());
            }
        }
        // What is listed already need not be said again.
        if !self.listed || entries.len() > self.before.len() {
            self.write_list(&entries)?;
        }
        self.before = entries;
        Ok(())
    }

    /// A piece of a file that an earlier build wrote, if it is there and can be read.
    pub fn earlier(&self, path: &str, range: &Range<usize>) -> Option<Vec<u8>> {
        self.before.get(path).filter(|hash| *hash != ANNOUNCED)?;
        let mut file = File::open(self.target(path).ok()?).ok()?;
        file.seek(SeekFrom::Start(range.start as u64)).ok()?;
        let mut bytes = Vec::with_capacity(range.len());
        file.take(range.len() as u64).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Keeps a file that an earlier build wrote as it is, in place of writing it, if it lies there with the stamp that it had then.
    pub fn keep(&self, path: &str, stamp: &Stamp) -> Result<bool, OutputError> {
        let Some(hash) = self.before.get(path).filter(|hash| *hash != ANNOUNCED) else { return Ok(false) };
        let there = fs::symlink_metadata(self.target(path)?);
        let same = there.is_ok_and(|there| there.is_file() && Stamp::of(&there) == *stamp);
        if same {
            self.note(path, hash.clone());
        }
        Ok(same)
    }

    /// The stamp of a file that was written, for [`Output::keep`] in the next build.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        fs::symlink_metadata(self.target(path).ok()?).ok().map(|there| Stamp::of(&there))
    }

    fn note(&self, path: &str, hash: String) {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_string(), hash);
    }

    /// Writes one file, if its bytes changed.
    pub fn write(&self, artefact: &Artefact) -> Result<Outcome, OutputError> {
        let target = self.target(&artefact.path)?;
        self.make_folder(&artefact.path)?;
        let there = match fs::symlink_metadata(&target) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(disk(&target)(error)),
        };
        let before = self.before.get(&artefact.path);
        let file = there.as_ref().filter(|there| there.is_file());
        let (hash, same) = match &artefact.body {
            Body::Bytes(bytes) => {
                let same = match file.filter(|file| file.len() == bytes.len() as u64) {
                    Some(_) => fs::read(&target).map_err(disk(&target))? == *bytes,
                    None => false,
                };
                (hex(&Sha256::digest(bytes)), same)
            }
            Body::File(path) => {
                let source = fs::metadata(path).map_err(disk(path))?;
                let file = file.filter(|file| file.len() == source.len());
                // A copy carries the time of its source: hours of sound are not read again to learn that they are
                // the same.
                let untouched = file.is_some_and(|file| file.modified().ok() == source.modified().ok());
                match before.filter(|before| untouched && *before != ANNOUNCED) {
                    Some(before) => (before.clone(), true),
                    None => {
                        let hash = hash_file(path)?;
                        let same = file.is_some() && hash_file(&target)? == hash;
                        (hash, same)
                    }
                }
            }
        };
        let outcome = if same { Outcome::Unchanged } else { Outcome::Written };
        if !same {
            if there.is_some() && before.is_none() {
                return Err(OutputError::Foreign(target));
            }
            self.replace(&target, &artefact.body)?;
        }
        self.note(&artefact.path, hash);
        Ok(outcome)
    }

    /// Removes what earlier builds wrote and this one did not, save what `keep` holds, and folders that are empty then;
    /// writes the list.
    pub fn finish(self, keep: &dyn Fn(&str) -> bool) -> Result<(), OutputError> {
        let mut entries = std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner));
        let mut folders = BTreeSet::new();
        for (path, hash) in &self.before {
            if entries.contains_key(path) {
                continue;
            }
            if keep(path) {
                entries.insert(path.clone(), hash.clone());
                continue;
            }
            // What the list names outside the folder, or behind a link, is not ours to remove.
            let Ok(target) = self.target(path) else { continue };
            match fs::remove_file(&target) {
                Ok(()) => {}
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                Err(error) => return Err(disk(&target)(error)),
            }
            let above = target.ancestors().skip(1).take_while(|folder| *folder != self.root);
            folders.extend(above.map(Path::to_path_buf));
        }
        for folder in folders.iter().rev() {
            // Refused while something lies in it.
            let _ = fs::remove_dir(folder);
        }
        self.write_list(&entries)
    }

    /// Where a path lies; refused if it leads out of the folder.
    fn target(&self, path: &str) -> Result<PathBuf, OutputError> {
        let outside = path.contains(['\\', '\n', ':']) || path.split('/').any(|part| matches!(part, "" | "." | ".."));
        if outside {
            return Err(OutputError::Outside(self.root.join(path)));
        }
        // A folder that was made or looked at in this build is no link, and neither is one above it.
        let known = |folder: &str| self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder);
        let folder = parent(path);
        if !folder.is_empty() && !known(folder) {
            for (end, _) in path.match_indices('/') {
                let Some(above) = path.get(..end).filter(|above| !known(above)) else { continue };
                let there = self.root.join(above);
                match fs::symlink_metadata(&there) {
                    Ok(found) if found.is_symlink() => return Err(OutputError::Outside(there)),
                    Ok(found) if found.is_dir() => self.know(above),
                    _ => {}
                }
            }
        }
        Ok(self.root.join(path))
    }

    fn know(&self, folder: &str) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_string());
    }

    /// Makes the folder of a path.
    fn make_folder(&self, path: &str) -> Result<(), OutputError> {
        let folder = parent(path);
        if self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        let there = self.root.join(folder);
        fs::create_dir_all(&there).map_err(disk(&there))?;
        path.match_indices('/').filter_map(|(end, _)| path.get(..end)).chain([folder]).for_each(|made| self.know(made));
        Ok(())
    }

    fn write_list(&self, entries: &BTreeMap<String, String>) -> Result<(), OutputError> {
        let mut text = format!("{HEAD}\n");
        if self.preview {
            text.push_str(PREVIEW);
            text.push('\n');
        }
        for line in &self.memory {
            text.extend([REMEMBERED, line, "\n"]);
        }
        for (path, hash) in entries {
            text.extend([hash, " ", path, "\n"]);
        }
        let list = self.root.join(LIST);
        if fs::read(&list).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(());
        }
        self.make_folder(LIST)?;
        self.replace(&list, &Body::Bytes(text.into_bytes()))
    }

    /// Writes a body under another name and renames it; a body that can't be written leaves nothing.
    fn replace(&self, target: &Path, body: &Body) -> Result<(), OutputError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        // Readable by the server that the folder is for, as far as the user's mask allows.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(&self.root).map_err(disk(target))?;
        match body {
            Body::Bytes(bytes) => file.write_all(bytes).map_err(disk(target))?,
            Body::File(path) => {
                let mut source = File::open(path).map_err(disk(path))?;
                io::copy(&mut source, file.as_file_mut()).map_err(disk(target))?;
                let time = source.metadata().and_then(|source| source.modified()).map_err(disk(path))?;
                file.as_file().set_modified(time).map_err(disk(target))?;
            }
        }
        file.persist(target).map_err(|error| disk(target)(error.error))?;
        Ok(())
    }

    /// Removes what a build that was killed was writing.
    fn remove_unfinished(&self) -> Result<(), OutputError> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(disk(&self.root)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(disk(&self.root))?;
            let unfinished = entry.file_name().to_str().is_some_and(|name| name.starts_with(UNFINISHED));
            if unfinished && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                fs::remove_file(entry.path()).map_err(disk(&entry.path()))?;
            }
        }
        Ok(())
    }
}

/// Writes a file outside of any output folder, whole or not at all, and the folders above it.
///
/// # Errors
/// The disk's.
pub fn write_whole(target: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(disk(folder))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(disk(target))?;
    file.write_all(bytes).map_err(disk(target))?;
    file.persist(target).map_err(|error| disk(target)(error.error))?;
    Ok(())
}

/// SHA-256 of a file, read piece by piece.
fn hash_file(path: &Path) -> Result<String, OutputError> {
    let mut file = File::open(path).map_err(disk(path))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(disk(path))?;
        if read == 0 {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
