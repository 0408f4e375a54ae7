//! A show as artefacts: pages from templates, transcripts, chapters, notes.
