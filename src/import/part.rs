//! A channel or an item while its elements are turned into keys: what was taken, what is left, what had to be decided.

use std::collections::HashSet;

use super::keyed::{Home, key_of};
use super::rules::{IMPORT_LEFT_OUT, IMPORT_RESOLVED};
use super::toml::Toml;
use super::value::Resolved;
use super::verbatim::Names;
use crate::diagnostic::Diagnostic;
use crate::judge::{Feed, Part, Value};
use crate::keys::{FromNode, Reader, read_toml};
use crate::source::{Place, Source};
use crate::xml::read::Node;
use crate::xml::{Element, write_fragment};

/// A part of the feed, and what it becomes.
pub(super) struct Taking<'a, 'd> {
    pub feed: &'a Feed<'d>,
    pub part: &'a Part<'d>,
    pub names: &'a Names,
    /// What it becomes: keys with their values, as written.
    pub keys: Vec<(&'static str, String)>,
    pub findings: &'a mut Vec<Diagnostic>,
    taken: HashSet<u32>,
}

impl<'a, 'd> Taking<'a, 'd> {
    pub(super) fn new(
        feed: &'a Feed<'d>,
        part: &'a Part<'d>,
        names: &'a Names,
        findings: &'a mut Vec<Diagnostic>,
    ) -> Taking<'a, 'd> {
        Taking { feed, part, names, keys: Vec::new(), findings, taken: HashSet::new() }
    }

    /// Writes a key.
    pub(super) fn key(&mut self, key: &'static str, value: &Toml) {
        self.keys.push((key, value.write()));
    }

    /// Marks an element as taken.
    pub(super) fn take(&mut self, node: Node<'d>) {
        self.taken.insert(node.id());
    }

    /// Marks elements as taken by their numbers.
    pub(super) fn take_ids(&mut self, ids: &[u32]) {
        self.taken.extend(ids);
    }

    /// Takes all elements of a name.
    pub(super) fn take_all(&mut self, name: &str) {
        let ids: Vec<u32> = self.part.all(name).map(|node| node.id()).collect();
        self.take_ids(&ids);
    }

    /// Takes the first element of a name that is not empty, and those that are empty or say the same.
    pub(super) fn text(&mut self, name: &str) -> Option<Value<'d>> {
        let values: Vec<Value<'d>> = self.part.all(name).map(Value::of).collect();
        let first = values.iter().find(|value| !value.is_blank()).cloned();
        for value in &values {
            if value.is_blank() || first.as_ref().is_some_and(|first| first.trimmed() == value.trimmed()) {
                self.take(value.node);
            }
        }
        first
    }

    /// Takes the first attribute of a name that is not empty.
    pub(super) fn attribute(&mut self, name: &str, attribute: &str) -> Option<Value<'d>> {
        let nodes: Vec<Node<'d>> = self.part.all(name).collect();
        let first = nodes.iter().find_map(|node| {
            let value = Value::of_attribute(*node, node.attribute(attribute)?);
            (!value.is_blank()).then_some(value)
        });
        let same = |node: &Node<'d>| {
            let own = node.attribute(attribute).map(|attribute| attribute.value().trim().to_string());
            own.as_deref().unwrap_or_default().is_empty() || own.as_deref() == first.as_ref().map(Value::trimmed)
        };
        let ids: Vec<u32> = nodes.iter().filter(|node| same(node)).map(|node| node.id()).collect();
        self.take_ids(&ids);
        first
    }

    /// A value that had to be decided on is said.
    pub(super) fn resolve<T>(&mut self, value: &Value<'d>, resolved: Option<Resolved<T>>) -> Option<T> {
        match resolved {
            Some(Resolved { value: result, decided: None }) => Some(result),
            Some(Resolved { value: result, decided: Some(words) }) => {
                self.decided(value.place(), format!("{}: {words}", value.name()), value.trimmed());
                Some(result)
            }
            None => {
                let message = format!("{} can't be read, and is left out", value.name());
                self.left_out(value.place(), message, value.trimmed());
                None
            }
        }
    }

    /// Says what was decided.
    pub(super) fn decided(&mut self, place: Place, message: String, found: &str) {
        let finding = Diagnostic::new(&IMPORT_RESOLVED, place, message);
        self.push(finding, found);
    }

    /// Says what is left out.
    pub(super) fn left_out(&mut self, place: Place, message: String, found: &str) {
        let finding = Diagnostic::new(&IMPORT_LEFT_OUT, place, message);
        self.push(finding, found);
    }

    fn push(&mut self, finding: Diagnostic, found: &str) {
        let shown: String = found.chars().take(120).collect();
        let finding = if shown.is_empty() { finding } else { finding.found(shown) };
        let label = self.part.label();
        let item = self.part.spec.name != "channel" && !label.is_empty();
        self.findings.push(if item { finding.item(label) } else { finding });
    }

    /// Turns elements of the podcast namespace into keys, where their keys say all of them.
    pub(super) fn podcast_elements(&mut self, home: Home, except: &[&str]) {
        let mut lists: Vec<(&'static str, Vec<Toml>)> = Vec::new();
        let nodes: Vec<(&'static str, bool, Node<'d>)> =
            self.part.children().map(|(spec, node)| (spec.name, spec.many, node)).collect();
        for (name, many, node) in nodes {
            let Some(key) = key_of(name, home).filter(|_| !except.contains(&name)) else { continue };
            let several = !many && lists.iter().any(|(own, _)| *own == key);
            let Some(value) =
                self.names.element(node).filter(|_| !several).and_then(|element| self.names.keyed(&element, home))
            else {
                continue;
            };
            self.take(node);
            match lists.iter_mut().find(|(own, _)| *own == key) {
                Some((_, list)) => list.push(value),
                None => lists.push((key, vec![value])),
            }
        }
        for (key, list) in lists {
            if let Some(value) = Toml::list(list) {
                self.key(key, &value);
            }
        }
    }

    /// What no key made, as it stood.
    pub(super) fn rest(&mut self) -> Vec<String> {
        let mut rest = Vec::new();
        let nodes: Vec<Node<'d>> = self.feed.elements_of(self.part.node).collect();
        for node in nodes {
            let item = self.feed.is(node, "item") || self.feed.is(node, "podcast:liveItem");
            if item || self.taken.contains(&node.id()) {
                continue;
            }
            // Of what may stand there once, apps take the first.
            let again = self.feed.spec(node).filter(|spec| !spec.many && spec.may_stand_in(self.part.spec));
            if again.is_some_and(|spec| self.part.first(spec.name).is_some_and(|first| first.id() != node.id())) {
                let message = format!("<{}> stands there before, and this one is left out", node.name());
                self.left_out(node.place(), message, node.text().trim());
                continue;
            }
            match self.names.element(node) {
                Some(element) if is_nothing(&element) => {}
                Some(element) => rest.push(write_fragment(&element)),
                None => {
                    let message = format!("<{}> is of no namespace that is declared, and is left out", node.name());
                    self.left_out(node.place(), message, "");
                }
            }
        }
        rest
    }

    /// The keys in the order of their table.
    pub(super) fn sorted(&mut self, order: &[&str]) -> Vec<(&'static str, String)> {
        let mut keys = std::mem::take(&mut self.keys);
        keys.sort_by_key(|(key, _)| order.iter().position(|own| own == key));
        keys
    }
}

/// Whether an element says nothing at all.
fn is_nothing(element: &Element) -> bool {
    element.attributes.is_empty() && element.content.is_empty()
}

/// Whether a value can stand under a key: read without a finding at `error`.
pub(super) fn reads<T: FromNode>(value: &Toml) -> bool {
    let source = Source::new("", format!("key = {}", value.write()));
    let (node, _) = read_toml(&source, 0..source.text.len());
    let mut reader = Reader::default();
    node.table().and_then(|table| table.get("key")).is_some_and(|node| T::from_node(node, &mut reader).is_some())
}
