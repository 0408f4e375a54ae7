//! A show as artefacts: pages from templates, transcripts, chapters, notes.

mod artefact;

pub use artefact::{Artefact, Body};
