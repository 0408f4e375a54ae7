//! Chapters: one model, a file per format.
