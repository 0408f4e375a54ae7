//! Feed elements: a file each, with its keys, its specification and how it is written.

mod categories;
mod itunes;
mod namespaces;
pub mod podcast;
mod raw;
pub mod spec;
mod vocabulary;
mod written;

pub use categories::{
    CATEGORIES, Category, ITUNES_CATEGORY_UNKNOWN, ITUNES_SUBCATEGORY_MISPLACED, Misnamed, TopCategory, top_names,
};
pub use itunes::{EpisodeType, ITUNES_EPISODE_TYPE_INVALID, ITUNES_TYPE_INVALID, ShowType, explicit_word};
pub use namespaces::{NAMESPACES, Namespace, namespace_by_prefix, namespace_by_uri};
pub use raw::{Extra, RawElement};
pub use spec::{AttributeSpec, Spec};
pub use vocabulary::{has_vocabulary, spec as spec_of, specs_of};

use crate::diagnostic::Rule;
use crate::keys::PathOrUrl;

/// Gives the address of a file of the show, or of what is elsewhere: what the site decides, elements only write.
pub type Addresses<'a> = &'a dyn Fn(&PathOrUrl) -> String;

/// The rules that only a feed can break: what the author writes is read into the right form, or not at all.
pub fn rules_of_feeds() -> impl Iterator<Item = &'static Rule> {
    podcast::rules_of_feeds().chain(vocabulary::rules())
}

/// The rules that elements judge, in the author's files and in feeds.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    categories::RULES.iter().chain(itunes::RULES).copied().chain(podcast::rules())
}
