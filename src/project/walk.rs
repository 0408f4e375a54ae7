//! The files below a folder of the show, with links followed as far as the show reaches.

use std::path::Path;

use walkdir::WalkDir;

use super::Stamp;

use crate::diagnostic::{At, Diagnostic};
use crate::show::{FILE_OUTSIDE_SHOW, FILE_UNREADABLE};

/// A file of the show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// From the show's folder, with `/`.
    pub path: String,
    /// Its size and times.
    pub stamp: Stamp,
}

/// All files below a folder of the show, sorted by path. Names that begin with `_` or `.` are left out.
///
/// A folder that is not there is an empty one. Links that leave the show, or lead in a circle, are findings.
pub fn walk(root: &Path, folder: &str) -> (Vec<FileEntry>, Vec<Diagnostic>) {
    walk_names(root, folder, |name| !name.starts_with(['_', '.']))
}

/// The same with every name.
pub fn walk_all(root: &Path, folder: &str) -> (Vec<FileEntry>, Vec<Diagnostic>) {
    walk_names(root, folder, |_| true)
}

fn walk_names(root: &Path, folder: &str, read: fn(&str) -> bool) -> (Vec<FileEntry>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    let top = root.join(folder);
    if !top.exists() {
        return (files, diagnostics);
    }
    let mut entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().and_then(|path| relative(root, path)).unwrap_or_else(|| folder.to_string());
                let message = match error.loop_ancestor() {
                    Some(ancestor) => format!(
                        "this link leads in a circle, to {}",
                        relative(root, ancestor).unwrap_or_else(|| folder.to_string())
                    ),
                    None => match error.io_error() {
                        Some(io) => format!("can't be read: {io}"),
                        None => "can't be read".to_string(),
                    },
                };
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path), message));
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy();
        if entry.depth() > 0 && !read(&name) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        let Some(path) = relative(root, entry.path()) else { continue };
        if entry.path_is_symlink() && !real_inside(root, entry.path()) {
            let message = "this link leads out of the show's folder";
            let finding = Diagnostic::new(&FILE_OUTSIDE_SHOW, At::File(path), message);
            diagnostics.push(finding.help("put the file itself there"));
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_file() {
            let stamp = entry.metadata().map(|metadata| Stamp::of(&metadata)).unwrap_or_default();
            files.push(FileEntry { path, stamp });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, diagnostics)
}

/// Whether a file lies inside a folder when all links are followed.
pub(super) fn real_inside(root: &Path, path: &Path) -> bool {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    path.canonicalize().is_ok_and(|real| real.starts_with(real_root))
}

/// A path from the show's folder, with `/`.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Vec<_> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}
