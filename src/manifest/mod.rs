//! The two file formats of a show: feed.toml and the front matter of an episode.
//!
//! interface.md, "Keys". Each table is declared once with [`keys!`](crate::keys!); schemas and `docs/formats.md` are made from
//! the declarations.

mod feed_toml;
mod front_matter;
mod schema;
#[cfg(test)]
mod tests;

pub use feed_toml::{
    FeedKeys, FeedToml, ITUNES_AUTHOR_MISSING, ITUNES_CATEGORY_MISSING, ITUNES_EXPLICIT_MISSING, ITUNES_IMAGE_MISSING,
    LintKeys, MediaKeys, MoreFeed, OnlyKeys, OwnerKeys, ShowKeys, TranscriptsKeys, read_feed_toml,
};
pub use front_matter::{EnclosureKeys, FRONT_MATTER_MISSING, FrontMatter, PageKeys, read_episode, read_page};
pub use schema::{episode_schema, formats_markdown, show_schema};

use crate::diagnostic::Rule;

/// The rules judged here.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    feed_toml::RULES.iter().chain(front_matter::RULES).copied()
}
