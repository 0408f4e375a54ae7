//! A show as an RSS 2.0 document.
//!
//! RSS 2.0 with the itunes, atom, content, podcast and psc namespaces, as PSP-1 and Apple ask for it. The `rss` crate writes;
//! what it has no type for goes in as its extensions, made from [`crate::xml::Element`]s.

mod channel;
mod extension;
mod item;

use crate::xml::xml_text;

pub use channel::{FeedContent, WrittenFeed, WrittenItem, live_element, write_feed, write_item};
pub use extension::element_of;
pub use item::{ItemContent, feed_item};

/// A text as the feed can hold it: without the characters that XML forbids, and trimmed.
fn clean(text: &str) -> String {
    xml_text(text.trim()).into_owned()
}
