//! The feed of a checked show, in memory: what a build would write last, and nothing else of it.

use std::path::Path;

use rayon::prelude::*;

use super::{BuildError, Checked};
use crate::feed::{FeedContent, WrittenItem, live_element, write_feed, write_item};
use crate::project;
use crate::site::{Site, render_episode};
use crate::xml::Element;

/// Apple's and PSP-1's limit of `description`, in bytes.
pub(super) const DESCRIPTION_BYTES: usize = 4000;

enum Entry {
    Item(WrittenItem),
    Live(Element),
}

/// The bytes of the feed; none of a show that no build would write.
///
/// # Errors
/// A transcript that can't be read, a template that can't be rendered.
pub fn feed(root: &Path, checked: &Checked) -> Result<Vec<u8>, BuildError> {
    let Some(theme) = &checked.theme else { return Ok(Vec::new()) };
    let show = &checked.assembled.show;
    let site = Site::new(show, theme, &checked.loaded.pages);
    let entry = |index: usize| -> Result<Option<Entry>, BuildError> {
        let Some(episode) = show.episodes.get(index) else { return Ok(None) };
        let transcripts = project::load_transcripts(root, episode, &[])?;
        let rendered = render_episode(&site, index, &transcripts);
        let rendered = rendered.map_err(|error| BuildError::Usage(error.0.message))?;
        Ok(rendered.map(|rendered| match live_element(episode, &rendered.item) {
            Some(element) => Entry::Live(element),
            None => Entry::Item(write_item(rendered.item)),
        }))
    };
    let entries = (0..show.episodes.len()).into_par_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let (mut items, mut live) = (Vec::new(), Vec::new());
    for entry in entries.into_iter().flatten() {
        match entry {
            Entry::Live(element) => live.push(element),
            Entry::Item(item) => items.push(item),
        }
    }
    let home = show.addresses.url("");
    let resolve = |address: &str| site.links.resolve("feed.toml", &home, address);
    let description = show.description.feed_html_within(&resolve, DESCRIPTION_BYTES);
    Ok(write_feed(show, FeedContent { description, items, live }))
}
