//! What changes for listeners between two feeds.
//!
//! Pure: two documents go in, changes and findings come out. Items are matched by guid, else by the file name of the enclosure,
//! else by title and a date within a day; so one new guid is one change, and not a loss and a gain.

mod compare;
mod facts;
mod matching;
mod rules;
#[cfg(test)]
mod tests;
mod write;

pub use compare::{Change, ChangeKind, Comparison, compare};
pub use facts::{FeedFacts, Field, ItemFacts};
pub use rules::RULES;
pub use write::{human, json, markdown};
