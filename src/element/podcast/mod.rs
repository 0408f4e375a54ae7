//! The elements of the podcast namespace, a file each, and the table of them all.
//!
//! Namespace `https://podcastindex.org/namespace/1.0` as of 2026-05. Proposals and `podcast:images` (deprecated) are not
//! written; they go through `[[extra]]`.

mod alternate_enclosure;
mod block;
mod chapters;
mod chat;
mod content_link;
mod episode;
mod funding;
mod guid;
mod image;
mod license;
mod live_item;
mod location;
mod locked;
mod medium;
mod person;
mod podping;
mod proposed;
mod remote_item;
mod season;
mod social_interact;
mod soundbite;
mod trailer;
mod transcript;
mod txt;
mod update_frequency;
mod value;

pub use alternate_enclosure::{Alternate, AlternateEnclosure, AlternateSource, Integrity, IntegrityType};
pub use block::{Block, Blocks};
pub use chapters::{CHAPTERS_TYPE, ChapterKey, ChaptersFile, ChaptersKey, chapters_element};
pub use chat::Chat;
pub use content_link::ContentLink;
pub use episode::EpisodeNumber;
pub use funding::Funding;
pub use guid::ShowGuid;
pub use image::{Image, ImageFacts, Images};
pub use license::License;
pub use live_item::{LiveItem, LiveStatus};
pub use location::{Location, LocationRel, is_country};
pub use locked::Locked;
pub use medium::Medium;
pub use person::{DEFAULT_ROLE, Person};
pub use podping::Podping;
pub use remote_item::{RemoteItem, check_podroll, check_publisher, podroll_element, publisher_element};
pub use season::Season;
pub use social_interact::SocialInteract;
pub use soundbite::Soundbite;
pub use trailer::Trailer;
pub use transcript::{Transcript, TranscriptRel, transcript_element};
pub use txt::Txt;
pub use update_frequency::{IsoDate, UpdateFrequency};
pub use value::{Free, Recipient, TimeSplit, Value};

use super::spec::Spec;
use crate::diagnostic::Rule;

/// An element of the namespace and the key that makes it.
#[derive(Clone, Copy, Debug)]
pub struct ElementInfo {
    /// `podcast:alternateEnclosure`.
    pub name: &'static str,
    /// The key in `[show]` or in front matter.
    pub key: &'static str,
    /// May stand in `[show]`.
    pub show: bool,
    /// May stand in front matter.
    pub episode: bool,
    /// May stand there more than once.
    pub many: bool,
}

const fn row(name: &'static str, key: &'static str, (show, episode): (bool, bool), many: bool) -> ElementInfo {
    ElementInfo { name, key, show, episode, many }
}

const S: (bool, bool) = (true, false);
const E: (bool, bool) = (false, true);
const SE: (bool, bool) = (true, true);
const ONE: bool = false;
const MANY: bool = true;

/// All elements that a key makes: `S` in `[show]`, `E` in front matter.
pub static ELEMENTS: &[ElementInfo] = &[
    row("podcast:transcript", "transcript", E, MANY),
    row("podcast:chapters", "chapters", E, ONE),
    row("podcast:soundbite", "soundbites", E, MANY),
    row("podcast:person", "people", SE, MANY),
    row("podcast:locked", "locked", S, ONE),
    row("podcast:block", "block", S, MANY),
    row("podcast:guid", "guid", S, ONE),
    row("podcast:medium", "medium", S, ONE),
    row("podcast:funding", "funding", SE, MANY),
    row("podcast:location", "location", SE, MANY),
    row("podcast:season", "season", E, ONE),
    row("podcast:episode", "episode", E, ONE),
    row("podcast:trailer", "trailer", S, MANY),
    row("podcast:license", "license", SE, ONE),
    row("podcast:alternateEnclosure", "alternate_enclosure", E, MANY),
    row("podcast:value", "value", SE, MANY),
    row("podcast:image", "image", SE, MANY),
    row("podcast:liveItem", "live_item", E, ONE),
    row("podcast:contentLink", "content_link", E, MANY),
    row("podcast:socialInteract", "social_interact", SE, MANY),
    row("podcast:txt", "txt", SE, MANY),
    row("podcast:remoteItem", "remote_item", S, MANY),
    row("podcast:podroll", "podroll", S, MANY),
    row("podcast:publisher", "publisher", S, ONE),
    row("podcast:updateFrequency", "update_frequency", S, ONE),
    row("podcast:podping", "podping", S, ONE),
    row("podcast:chat", "chat", SE, ONE),
];

/// What the namespace says of each element, in the order of the table above.
pub(super) fn specs() -> impl Iterator<Item = &'static Spec> {
    [
        transcript::SPECS,
        chapters::SPECS,
        soundbite::SPECS,
        person::SPECS,
        locked::SPECS,
        block::SPECS,
        guid::SPECS,
        medium::SPECS,
        funding::SPECS,
        location::SPECS,
        season::SPECS,
        episode::SPECS,
        trailer::SPECS,
        license::SPECS,
        alternate_enclosure::SPECS,
        value::SPECS,
        image::SPECS,
        live_item::SPECS,
        content_link::SPECS,
        social_interact::SPECS,
        txt::SPECS,
        remote_item::SPECS,
        update_frequency::SPECS,
        podping::SPECS,
        chat::SPECS,
        proposed::SPECS,
    ]
    .into_iter()
    .flatten()
}

/// The rules that these elements judge.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        alternate_enclosure::RULES,
        block::RULES,
        chat::RULES,
        guid::RULES,
        image::RULES,
        license::RULES,
        live_item::RULES,
        location::RULES,
        medium::RULES,
        person::RULES,
        remote_item::RULES,
        social_interact::RULES,
        soundbite::RULES,
        txt::RULES,
        update_frequency::RULES,
        value::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The words of the namespace for flags that are no attributes.
fn yes_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}
