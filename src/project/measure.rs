//! Facts of a recording: read once, then known by its content.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::FileEntry;
use crate::diagnostic::{At, Diagnostic};
use crate::lock::Lock;
use crate::media::{AudioError, Kind, judge_audio, read_audio};
use crate::scalar::media_type_of;
use crate::show::{FILE_UNREADABLE, MediaFacts};

/// What measuring a file came to.
#[derive(Debug)]
pub struct Measured {
    /// The facts; none if it is no recording, or not here.
    pub facts: Option<MediaFacts>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Measures a recording: its bytes, how long it plays, its hash.
pub fn measure(root: &Path, file: &FileEntry, lock: &Lock) -> Measured {
    let path = root.join(&file.path);
    let at = || At::File(file.path.clone());
    let read = File::open(&path).and_then(|mut handle| {
        let tags = read_audio(BufReader::with_capacity(1 << 16, &mut handle));
        Ok((tags, sha256(&path)?))
    });
    let (audio, hash) = match read {
        Ok(read) => read,
        Err(error) => {
            let finding = Diagnostic::new(&FILE_UNREADABLE, at(), format!("can't be read: {error}"));
            return Measured { facts: None, diagnostics: vec![finding] };
        }
    };
    // A git-lfs pointer whose recording the lock knows: the audio is not on this machine.
    if let Err(AudioError::NotAudio(Kind::LfsPointer { sha256, .. })) = &audio {
        let known = lock
            .episodes
            .values()
            .any(|episode| episode.media.values().any(|media| media.sha256.as_ref() == Some(sha256)));
        if known {
            return Measured { facts: None, diagnostics: Vec::new() };
        }
    }
    let diagnostics = judge_audio(&file.path, audio.as_ref().map(|(facts, _)| facts));
    let facts = audio.ok().map(|(facts, _)| MediaFacts {
        bytes: file.stamp.size,
        duration: facts.duration,
        media_type: media_type_of(&file.path).map_or("application/octet-stream", |media| media.name).to_string(),
        sha256: Some(hash),
    });
    Measured { facts, diagnostics }
}

/// SHA-256 of a file in lower-case hex, read in pieces.
pub(super) fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
