//! What a build makes: a path in `public/` and what lies there.

use std::path::PathBuf;

/// A file of `public/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artefact {
    /// Relative to `public/`, ASCII, parts divided by `/`.
    pub path: String,
    /// What it holds.
    pub body: Body,
}

/// What a file of `public/` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Bytes that were made.
    Bytes(Vec<u8>),
    /// The bytes of a file of the show, such as a recording; never read into memory as a whole.
    File(PathBuf),
}
