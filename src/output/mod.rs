//! Write artefacts: only what changed, each file whole or not at all, the feed last.
