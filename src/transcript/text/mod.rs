//! Plain text and Markdown, as published pages are.

mod furniture;
mod layout;
mod line;
mod read;
mod write;
mod yaml;

pub(super) use read::{read, read_text};
pub(super) use write::{Style, readable, write};

#[cfg(test)]
mod tests;
