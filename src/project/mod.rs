//! Find and read a show's folder.
//!
//! An edge: this is where the disk is read. What the names of files mean is decided in [`group`], which is pure; what their
//! contents mean is decided by the readers of the formats.

mod group;
mod path;
mod root;
mod walk;

pub use group::{EpisodeFiles, Role, RoleKind, group};

use crate::diagnostic::Rule;

/// The rules judged here.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    group::RULES.iter().chain(walk::RULES).copied()
}

pub use path::{Outside, parent, resolve};
pub use root::{ProjectError, find_root};
pub use walk::{FILE_OUTSIDE_SHOW, FileEntry, walk};
