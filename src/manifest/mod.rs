//! The two file formats of a show: feed.toml and the front matter of an episode.
