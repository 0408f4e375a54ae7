//! HTML transcripts: the `<cite>`, `<time>`, `<p>` profile of the podcast namespace, ordinary pages, and the fragment
//! for an episode's page.

mod fragment;
mod read;
mod write;

pub use fragment::{html_fragment, html_fragment_with};
pub(super) use read::read;
pub(super) use write::write;
