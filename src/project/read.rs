//! Files of the show as bytes and as texts.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ProjectError;
use crate::source::Source;

/// The bytes of a file.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, ProjectError> {
    fs::read(path).map_err(|source| ProjectError::Read { path: PathBuf::from(path), source })
}

/// A text of the show; bytes that are not UTF-8 are replaced, and the file is named by its path in the show.
pub(super) fn read_source(root: &Path, path: &str) -> Result<Arc<Source>, ProjectError> {
    let bytes = read_bytes(&root.join(path))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Source::new(path, text),
        Err(error) => Source::new(path, String::from_utf8_lossy(error.as_bytes()).into_owned()),
    })
}
