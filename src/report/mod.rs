//! Findings for people and machines, a file per rendering.
