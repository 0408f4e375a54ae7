//! The words of the itunes namespace: the type of a show and of an episode.
//!
//! Apple, "A Podcaster's Guide to RSS". `itunes:explicit` is written `true` or `false`; the words of before 2018 are not.

crate::words! {
    /// In which order a show is to be heard.
    pub enum ShowType {
        /// Newest first.
        Episodic = "episodic",
        /// From the first on.
        Serial = "serial",
    }
}

crate::words! {
    /// What an episode is to its show.
    pub enum EpisodeType {
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
