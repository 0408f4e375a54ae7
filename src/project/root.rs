//! The show's folder, and what can go wrong with the disk.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The world's problems with a show's folder.
#[derive(Debug)]
pub enum ProjectError {
    /// No feed.toml here or above.
    NoShow,
    /// A file that can't be written.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder that can't be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProjectError::NoShow => f.write_str("no feed.toml here or above; 'podwright init' makes one"),
            ProjectError::Write { path, source } => write!(f, "can't write {}: {source}", path.display()),
            ProjectError::Read { path, source } => write!(f, "can't read {}: {source}", path.display()),
        }
    }
}

impl std::error::Error for ProjectError {}

/// The folder that holds `feed.toml`: `given`, else the present one or the nearest above.
///
/// # Errors
/// [`ProjectError::NoShow`] where there is none.
pub fn find_root(given: Option<&Path>, present: &Path) -> Result<PathBuf, ProjectError> {
    match given {
        Some(root) if root.join("feed.toml").is_file() => Ok(root.to_path_buf()),
        Some(_) => Err(ProjectError::NoShow),
        None => present
            .ancestors()
            .find(|folder| folder.join("feed.toml").is_file())
            .map(Path::to_path_buf)
            .ok_or(ProjectError::NoShow),
    }
}
