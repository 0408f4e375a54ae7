//! Elements that no key makes, as they stood: for `[[extra]]`, with the namespaces they need.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use super::keyed::{Home, keyed};
use super::toml::Toml;
use crate::element::{namespace_by_prefix, namespace_by_uri};
use crate::judge::Feed;
use crate::scalar::slug;
use crate::xml::read::{Child, NO_NAMESPACE, Namespace, NamespaceId, Node, XML_NAMESPACE, XMLNS_NAMESPACE};
use crate::xml::{Content, Element, write_fragment};

/// Deeper than this nothing is nested in earnest.
const DEEPEST: usize = 60;

/// The names of a feed's elements: the customary prefix for known namespaces, one of their own for others.
pub struct Names {
    by_id: Vec<Option<String>>,
    /// Prefixes that the show has to declare, with their URIs.
    pub declared: BTreeMap<String, String>,
    /// What elements became: the same person stands in every item.
    known: Mutex<HashMap<(String, Home), Option<Toml>>>,
}

impl Names {
    /// The names of all namespaces of a feed, where some are declared already for its other pages.
    pub fn new(feed: &Feed<'_>, declared: BTreeMap<String, String>) -> Names {
        let document = feed.document;
        let mut names = Names { by_id: Vec::new(), declared, known: Mutex::default() };
        for (id, namespace) in document.namespaces.iter().enumerate() {
            let prefix = NamespaceId::try_from(id).ok().and_then(|id| names.prefix(feed, id, namespace));
            names.by_id.push(prefix);
        }
        names
    }

    fn prefix(&mut self, feed: &Feed<'_>, id: NamespaceId, namespace: &Namespace) -> Option<String> {
        match id {
            NO_NAMESPACE => return Some(String::new()),
            XML_NAMESPACE => return Some("xml".into()),
            XMLNS_NAMESPACE => return None,
            _ => {}
        }
        if let Some(meaning) = feed.meaning(id) {
            return Some(meaning.prefix.to_string());
        }
        let Namespace::Uri(uri) = namespace else { return None };
        if let Some(known) = namespace_by_uri(uri) {
            return Some(known.prefix.to_string());
        }
        if let Some((prefix, _)) = self.declared.iter().find(|(_, own)| *own == uri) {
            return Some(prefix.clone());
        }
        let own = feed.document.declarations.iter().find(|declaration| declaration.namespace == id);
        let own = own.map(|declaration| declaration.prefix.clone()).filter(|prefix| is_name(prefix));
        let last = uri.trim_end_matches(['/', '#']).rsplit(['/', ':', '.']).next().map(slug);
        let base = own.or(last.filter(|last| is_name(last))).unwrap_or_else(|| "ns".into());
        let taken = |prefix: &str| self.declared.contains_key(prefix) || namespace_by_prefix(prefix).is_some();
        let numbered = (2..).map(|number| format!("{base}{number}"));
        let prefix = std::iter::once(base.clone()).chain(numbered).find(|prefix| !taken(prefix))?;
        self.declared.insert(prefix.clone(), uri.clone());
        Some(prefix)
    }

    fn name(&self, namespace: NamespaceId, local: &str) -> Option<String> {
        let prefix = self.by_id.get(usize::from(namespace))?.as_ref()?;
        Some(if prefix.is_empty() { local.to_string() } else { format!("{prefix}:{local}") })
    }

    /// An element with all that is in it; `None` where a prefix is declared nowhere.
    pub fn element(&self, node: Node<'_>) -> Option<Element> {
        self.nested(node, 0)
    }

    /// An element as the value of its key; `None` where the key would not say all of it.
    pub fn keyed(&self, element: &Element, home: Home) -> Option<Toml> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let name = (write_fragment(element), home);
        if let Some(value) = known().get(&name) {
            return value.clone();
        }
        let value = keyed(element, home);
        known().insert(name, value.clone());
        value
    }

    fn nested(&self, node: Node<'_>, depth: usize) -> Option<Element> {
        if depth > DEEPEST {
            return None;
        }
        let mut element = Element::new(self.name(node.namespace(), node.local())?);
        for attribute in node.attributes().filter(|attribute| attribute.namespace() != XMLNS_NAMESPACE) {
            let name = match attribute.namespace() {
                NO_NAMESPACE => attribute.local().to_string(),
                namespace => self.name(namespace, attribute.local())?,
            };
            element = element.attr(&name, attribute.value());
        }
        let holds_elements = node.elements().next().is_some();
        for child in node.children() {
            match child {
                Child::Element(child) => element = element.child(self.nested(child, depth + 1)?),
                Child::Text(text) => {
                    let value = text.value();
                    if !holds_elements || !value.trim().is_empty() {
                        push_text(&mut element, &value);
                    }
                }
                Child::Comment(..) | Child::Instruction(..) | Child::Doctype(..) => {}
            }
        }
        // Blanks around a text are the indent of the old feed.
        if let ([Content::Text(text)], false) = (element.content.as_mut_slice(), holds_elements) {
            *text = text.trim().to_string();
        }
        element.content.retain(|content| !matches!(content, Content::Text(text) if text.is_empty()));
        Some(element)
    }
}

fn push_text(element: &mut Element, text: &str) {
    match element.content.last_mut() {
        Some(Content::Text(last)) => last.push_str(text),
        _ => element.content.push(Content::Text(text.to_string())),
    }
}

fn is_name(prefix: &str) -> bool {
    prefix.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && prefix.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && !prefix.to_ascii_lowercase().starts_with("xml")
}
