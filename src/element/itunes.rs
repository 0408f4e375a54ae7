//! The words of the itunes namespace: the type of a show and of an episode.
//!
//! Apple, "A Podcaster's Guide to RSS". `itunes:explicit` is written `true` or `false`; the words of before 2018 are not.

crate::rules! {
    /// Apps list a serial show from its first episode on; with a word they do not know they list it the other way round.
    ITUNES_TYPE_INVALID = "itunes-type-invalid": Error, [Rss, Apple, Spotify, Psp1, Podcasting2], Safe;
        summary "a type of show that is neither `episodic` nor `serial`";
        bad "type = \"Serial\"";
        good "type = \"serial\"";
        source "Apple, A Podcaster's Guide to RSS, <itunes:type>";
    /// Apps show trailers at the top and bonuses apart; under another word an episode is one like all others.
    ITUNES_EPISODE_TYPE_INVALID = "itunes-episode-type-invalid": Error, [Rss, Apple, Spotify, Psp1, Podcasting2], Safe;
        summary "a type of episode that is not `full`, `trailer` or `bonus`";
        bad "type = \"Trailer\"";
        good "type = \"trailer\"";
        source "Apple, A Podcaster's Guide to RSS, <itunes:episodeType>";
}

crate::words! {
    /// In which order a show is to be heard.
    pub enum ShowType judged by ITUNES_TYPE_INVALID {
        /// Newest first.
        Episodic = "episodic",
        /// From the first on.
        Serial = "serial",
    }
}

crate::words! {
    /// What an episode is to its show.
    pub enum EpisodeType judged by ITUNES_EPISODE_TYPE_INVALID {
        /// An episode.
        Full = "full",
        /// Something that makes people want the show, the season or an episode.
        Trailer = "trailer",
        /// Something beside.
        Bonus = "bonus",
    }
}

/// The text of `itunes:explicit`.
pub fn explicit_word(explicit: bool) -> &'static str {
    if explicit { "true" } else { "false" }
}
