//! What has to be known of a feed to judge one of its items: gathered once, so that items are judged independently.

use super::feed::{Feed, Part};
use crate::element::podcast::Medium;

/// What holds for all items of a feed.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The show's title, without the blanks around it.
    pub title: Option<String>,
    /// The show is to be heard from its first episode on.
    pub serial: bool,
    /// Items are to be played: the feed is no newsletter and no list.
    pub played: bool,
    /// Items (live ones left out), and how many of them have no enclosure.
    pub items: usize,
    /// Of these, those without an enclosure.
    pub silent: usize,
}

impl Context {
    /// Looks at a feed.
    pub fn of(feed: &Feed<'_>) -> Context {
        let text = |name: &str| feed.channel.as_ref().and_then(|channel| channel.text(name));
        let medium = text("podcast:medium").and_then(|word| Medium::of(&word)).unwrap_or(Medium::PODCAST);
        let episodes = || feed.items.iter().filter(|item| !item.is_live());
        Context {
            title: text("title"),
            serial: text("itunes:type").is_some_and(|kind| kind.eq_ignore_ascii_case("serial")),
            played: !medium.is_list() && !["newsletter", "blog", "publisher"].contains(&medium.word()),
            items: episodes().count(),
            silent: episodes().filter(|item| item.first("enclosure").is_none()).count(),
        }
    }
}

/// Whether an item is an episode like others, and no trailer or bonus.
pub(super) fn is_full(item: &Part<'_>) -> bool {
    !item.is_live() && item.text("itunes:episodeType").is_none_or(|kind| kind.eq_ignore_ascii_case("full"))
}

/// The number of an episode or a season, if it is one.
pub(super) fn number(item: &Part<'_>, name: &str) -> Option<u64> {
    item.text(name)?.parse().ok().filter(|number| *number > 0)
}
