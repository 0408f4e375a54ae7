//! Elements as the `rss` crate takes what it has no type for.

use std::collections::BTreeMap;

use rss::extension::{Extension, ExtensionMap};

use crate::xml::{Content, Element, xml_text};

/// Adds an element to a map of extensions; of one name the order is kept.
pub(super) fn add(map: &mut ExtensionMap, element: Element) {
    let (prefix, local) = match element.name.split_once(':') {
        Some((prefix, local)) => (prefix.to_string(), local.to_string()),
        None => (String::new(), element.name.clone()),
    };
    map.entry(prefix).or_default().entry(local).or_default().push(extension(element));
}

fn extension(element: Element) -> Extension {
    let mut value = String::new();
    let mut children: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    for content in element.content {
        match content {
            Content::Text(text) => value.push_str(&xml_text(&text)),
            // The key only sorts: children of one name stay in order, and a document reads the same in any.
            Content::Element(child) => children.entry(child.name.clone()).or_default().push(extension(child)),
        }
    }
    Extension {
        name: element.name,
        value: Some(value).filter(|value| !value.is_empty()),
        attrs: element.attributes.into_iter().map(|(name, value)| (name, xml_text(&value).into_owned())).collect(),
        children,
    }
}

/// An element back out of an extension.
pub fn element_of(extension: &Extension) -> Element {
    let mut element = Element::new(extension.name.clone());
    for (name, value) in &extension.attrs {
        element = element.attr(name, value);
    }
    let children = extension.children.values().flatten().map(element_of).collect::<Vec<_>>();
    element.text(extension.value.clone().unwrap_or_default()).children(children)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_attributes_text_and_children() {
        let element = Element::new("podcast:value")
            .attr("type", "lightning")
            .child(Element::new("podcast:valueRecipient").attr("split", "90"))
            .child(Element::new("podcast:valueRecipient").attr("split", "10"));
        let mut map = ExtensionMap::new();
        add(&mut map, element.clone());
        assert_eq!(element_of(&map["podcast"]["value"][0]), element);
    }
}
