//! The story of a build, from folder to folder.
