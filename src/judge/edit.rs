//! Places where edits of a feed are made.

use super::feed::Feed;
use crate::source::Place;
use crate::xml::read::Node;

/// Where an attribute can be added: behind the name of the start tag.
pub(super) fn attribute_gap(node: Node<'_>) -> Place {
    let name = node.name_place();
    name.source.place(name.span.end..name.span.end)
}

/// Where an element can be added as the first of another, with the blanks before it; `None` in `<empty/>`.
pub(super) fn insertion(node: Node<'_>, element: &str) -> Option<(Place, String)> {
    if node.is_self_closed() {
        return None;
    }
    let place = node.place();
    let behind = place.source.text.get(place.span.end..)?;
    let blanks = behind.len() - behind.trim_start().len();
    let lead = behind.get(..blanks)?;
    Some((place.source.place(place.span.end..place.span.end), format!("{lead}{element}")))
}

/// An element with the blanks before it, so that nothing is left where it stood.
pub(super) fn with_blanks(node: Node<'_>) -> Place {
    let place = node.whole_place();
    let before = place.source.text.get(..place.span.start).unwrap_or_default();
    place.source.place(before.trim_end().len()..place.span.end)
}

/// An element of a namespace, written with a prefix that the feed declares, else with a declaration of its own.
pub(super) fn start_of(feed: &Feed<'_>, prefix: &str, uri: &str, local: &str) -> String {
    let declared = feed.document.declarations.iter().find(|declaration| {
        declaration.element == feed.rss.id()
            && !declaration.prefix.is_empty()
            && feed.meaning(declaration.namespace).is_some_and(|meaning| meaning.prefix == prefix)
    });
    match declared {
        Some(declaration) => format!("<{}:{local}", declaration.prefix),
        None => format!("<{prefix}:{local} xmlns:{prefix}=\"{uri}\""),
    }
}
