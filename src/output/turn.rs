//! One build of a show at a time on a machine.
//!
//! A second one waits for the first: both would write the same files, and each would take the other's unfinished ones for
//! what a killed build left. The lock is the system's and goes with its process, however that ends. It is taken on a file
//! of the temporary folder, so that nothing appears in the show. Left out: two machines that share a disk.

use std::fs::{File, OpenOptions};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::hex;

/// The right to write; it ends when this goes.
#[derive(Debug)]
pub struct Turn {
    _file: Option<File>,
}

impl Turn {
    /// Waits until no other process has its turn at a show. Where the system knows no such locks, nothing is waited for.
    pub fn wait(show: &Path) -> Turn {
        let show = show.canonicalize().unwrap_or_else(|_| show.to_path_buf());
        let name = hex(&Sha256::digest(show.as_os_str().as_encoded_bytes()));
        let path = std::env::temp_dir().join(format!("podwright-{}.turn", name.get(..16).unwrap_or(&name)));
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        Turn { _file: file.ok().filter(|file| file.lock().is_ok()) }
    }
}
