//! The feed of a checked show, in memory: what a build would write last, and nothing else of it.

use std::path::Path;

use rayon::prelude::*;

use super::{BuildError, Checked};
use crate::feed::{FeedContent, WrittenFeed, WrittenItem, live_element, write_feed, write_item};
use crate::project;
use crate::site::{Site, frame_episode, render_episode};
use crate::xml::Element;

/// Apple's and PSP-1's limit of `description`, in bytes.
const DESCRIPTION_BYTES: usize = 4000;

/// The bytes of the feed; none of a show that no build would write.
///
/// # Errors
/// A transcript that can't be read, a template that can't be rendered.
pub fn feed(root: &Path, checked: &Checked) -> Result<Vec<u8>, BuildError> {
    let Some(theme) = &checked.theme else { return Ok(Vec::new()) };
    let show = &checked.assembled.show;
    let site = Site::new(show, theme, &checked.loaded.pages);
    let render = |index: usize| -> Result<Option<(Option<Element>, rss::Item)>, BuildError> {
        let Some((episode, frame)) = show.episodes.get(index).zip(frame_episode(&site, index)) else { return Ok(None) };
        let transcripts = project::load_transcripts(root, episode, &[])?;
        let rendered = render_episode(&site, episode, frame, &transcripts);
        let rendered = rendered.map_err(|error| BuildError::Usage(error.0.message))?;
        Ok(Some((live_element(episode, &rendered.item), rendered.item)))
    };
    let rendered = (0..show.episodes.len()).into_par_iter().map(render).collect::<Result<Vec<_>, _>>()?;
    let (mut items, mut live) = (Vec::new(), Vec::new());
    for (element, item) in rendered.into_iter().flatten() {
        match element {
            Some(element) => live.push(element),
            None => items.push(write_item(item)),
        }
    }
    Ok(feed_of(&site, items, live).xml)
}

/// The document around items.
pub(super) fn feed_of(site: &Site<'_>, items: Vec<WrittenItem>, live: Vec<Element>) -> WrittenFeed {
    let show = site.show;
    let home = show.addresses.url("");
    let resolve = |address: &str| site.links.resolve("feed.toml", &home, address);
    let description = show.description.feed_html_within(&resolve, DESCRIPTION_BYTES);
    write_feed(show, FeedContent { description, items, live })
}
