//! Find and read a show's folder.
//!
//! An edge: this is where the disk is read. What the names of files mean is decided in [`group()`], which is pure; what their
//! contents mean is decided by the readers of the formats.

mod chapters;
mod episode;
mod files;
mod group;
mod init;
mod load;
mod measure;
mod name;
mod new;
mod pages;
mod read;
mod root;
mod sound;
mod stamp;
mod transcripts;
mod walk;

pub use files::References;
pub use group::{EpisodeFiles, Role, RoleKind, group};
pub use init::{NewShow, plan_show};
pub use load::{Known, KnownTranscripts, LoadOptions, Loaded, load};
pub use measure::{Measured, measure};
pub use name::episode_name;
pub use new::{NewEpisode, Plan, plan_episode, show_zone};
pub use root::{ProjectError, find_root};
pub use stamp::Stamp;
pub use transcripts::{KeyedTranscripts, ReadTranscripts, load_transcripts};
pub use walk::{FileEntry, walk};
