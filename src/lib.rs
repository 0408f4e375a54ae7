//! Publishes a podcast from a folder of plain files.
//!
//! ```text
//! feed.toml  episodes/  transcripts  audio ──► project ──► show ──► check ──► site ──► output ──► public/
//!                                              (disk)     (model)  (rules)  (bytes)   (disk)
//! ```
//!
//! Modules in reading order, from the ground up; a module uses only those above it (`ARCHITECTURE.md`):
//!
//! - ground: [`source`] texts and places, [`diagnostic`] findings and rules, [`scalar`] small values, [`keys`] TOML and YAML;
//! - formats, bytes in and bytes out: [`xml`].

pub mod diagnostic;
pub mod keys;
pub mod scalar;
pub mod source;
pub mod xml;
