//! One build of a show at a time on a machine.
//!
//! A second one waits for the first: both would write the same files, and each would take the other's unfinished ones for
//! what a killed build left. The lock is the system's and goes with its process, however that ends. It is taken on the
//! show's folder; where folders can't be locked, on a file of the temporary folder. Left out: two machines that share a
//! disk.

use std::fs::File;
use std::io;
use std::path::Path;

/// The right to write; it ends when this goes.
#[derive(Debug)]
pub struct Turn {
    _locked: Option<File>,
}

impl Turn {
    /// Waits until no other process has its turn at a show. Where the system knows no such locks, nothing is waited for.
    pub fn wait(show: &Path) -> Turn {
        Turn { _locked: lockable(show).ok().filter(|file| file.lock().is_ok()) }
    }
}

#[cfg(unix)]
fn lockable(show: &Path) -> io::Result<File> {
    File::open(show)
}

#[cfg(not(unix))]
fn lockable(show: &Path) -> io::Result<File> {
    use sha2::{Digest, Sha256};
    let name = super::hex(&Sha256::digest(show.canonicalize()?.as_os_str().as_encoded_bytes()));
    let path = std::env::temp_dir().join(format!("podwright-{name}.turn"));
    File::options().read(true).write(true).create(true).truncate(false).open(path)
}
