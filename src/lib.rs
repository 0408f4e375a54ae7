//! Publishes a podcast from a folder of plain files.
//!
//! ```text
//! feed.toml  episodes/  transcripts  audio ──► project ──► show ──► check ──► site ──► output ──► public/
//!                                              (disk)     (model)  (rules)  (bytes)   (disk)
//! ```
//!
//! Modules in reading order, from the ground up; a module uses only those above it (`ARCHITECTURE.md`).

// ground
pub mod diagnostic;
pub mod keys;
pub mod scalar;
pub mod source;
// formats
pub mod chapters;
pub mod element;
pub mod html;
pub mod media;
pub mod notes;
pub mod transcript;
pub mod xml;
// model
pub mod feed;
pub mod lock;
pub mod manifest;
pub mod show;
// work
pub mod check;
pub mod diff;
pub mod import;
pub mod judge;
pub mod site;
// edges
pub mod build;
pub mod net;
pub mod output;
pub mod project;
pub mod validate;
// face
pub mod cli;
pub mod report;
