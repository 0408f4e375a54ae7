//! Transcripts: one model, a file per format.
