//! A value: the text of an element or the value of an attribute, with the way back to where it stands.

use std::borrow::Cow;
use std::ops::Range;

use super::{Attribute, Child, Node, Text};
use crate::diagnostic::Edit;
use crate::source::Place;

/// A value, decoded.
#[derive(Clone)]
pub struct Value<'d> {
    /// What it is, with the blanks around it.
    pub text: Cow<'d, str>,
    /// The element it belongs to.
    pub node: Node<'d>,
    /// The attribute it is of; without one it is the element's text.
    pub attribute: Option<Attribute<'d>>,
}

impl<'d> Value<'d> {
    /// The text of an element.
    pub fn of(node: Node<'d>) -> Value<'d> {
        Value { text: node.text(), node, attribute: None }
    }

    /// The value of an attribute.
    pub fn of_attribute(node: Node<'d>, attribute: Attribute<'d>) -> Value<'d> {
        Value { text: attribute.value(), node, attribute: Some(attribute) }
    }

    /// The value of the attribute of that name, if the element has it.
    pub fn named(node: Node<'d>, name: &str) -> Option<Value<'d>> {
        node.attribute(name).map(|attribute| Value::of_attribute(node, attribute))
    }

    /// The value of the attribute of that name, unless there is nothing in it.
    pub fn filled(node: Node<'d>, name: &str) -> Option<Value<'d>> {
        Value::named(node, name).filter(|value| !value.is_blank())
    }

    /// Without the blanks around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Whether nothing but blanks is there.
    pub fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// How people name it: `<link>`, `enclosure@url`.
    pub fn name(&self) -> String {
        match self.attribute {
            Some(attribute) => format!("`{}` of <{}>", attribute.name(), self.node.name()),
            None => format!("<{}>", self.node.name()),
        }
    }

    /// Where it stands, without the blanks around it. An empty value: the attribute, or the start tag.
    pub fn place(&self) -> Place {
        match self.attribute {
            Some(attribute) if self.is_blank() => attribute.place(),
            Some(_) => {
                let start = self.text.len() - self.text.trim_start().len();
                self.locate(start..start + self.trimmed().len())
            }
            None => self.node.value_place(),
        }
    }

    /// Where a range of `text` stands.
    pub fn locate(&self, range: Range<usize>) -> Place {
        match self.attribute {
            Some(attribute) => attribute.locate(range),
            None => self.node.locate(range),
        }
    }

    /// What to write in place of it, at [`place`](Value::place): escaped as that asks for.
    pub fn escaped(&self, text: &str) -> String {
        let cdata = self.attribute.is_none() && self.node.is_in_cdata();
        if cdata && !text.contains("]]>") { text.to_string() } else { quick_xml::escape::escape(text).into_owned() }
    }

    /// The edit that writes a text in place of a range of `text`. Over several text and CDATA sections it takes their frames
    /// with it.
    pub fn edit(&self, range: Range<usize>, text: &str) -> Edit {
        if let Some(attribute) = self.attribute {
            return Edit { place: attribute.locate(range), text: quick_xml::escape::escape(text).into_owned() };
        }
        let (mut at, mut first, mut last) = (0, None, None);
        for piece in self.node.texts() {
            let end = at + piece.value().len();
            first = first.or((range.start < end).then_some((at, piece)));
            last = last.or((range.end <= end).then_some((at, piece)));
            at = end;
        }
        let place = self.locate(range.clone());
        let (Some((from, first)), Some((to, last))) = (first, last) else {
            return Edit { place, text: quick_xml::escape::partial_escape(text).into_owned() };
        };
        if from == to {
            let text = match first.is_cdata() {
                true => text.replace("]]>", "]]]]><![CDATA[>"),
                false => quick_xml::escape::partial_escape(text).into_owned(),
            };
            return Edit { place, text };
        }
        let kept = |piece: Text<'_>, range: Range<usize>| match piece.is_cdata() {
            true => piece.value().get(range).unwrap_or_default().to_string(),
            false => String::new(),
        };
        let before = kept(first, 0..range.start - from);
        let after = kept(last, range.end - to..last.value().len());
        let start = if first.is_cdata() { first.place().span.start } else { place.span.start };
        let end = if last.is_cdata() { last.place().span.end } else { place.span.end };
        let text = quick_xml::escape::partial_escape(format!("{before}{text}{after}")).into_owned();
        Edit { place: place.source.place(start..end), text }
    }

    /// The edit that writes a text in place of all of an element's content, as a CDATA section. `None` where there is more than one
    /// text, or the section would end too early.
    pub fn cdata(&self, text: &str) -> Option<Edit> {
        let mut children = self.node.children();
        let only = match (children.next(), children.next()) {
            (Some(Child::Text(only)), None) if self.attribute.is_none() && !text.contains("]]>") => only,
            _ => return None,
        };
        Some(Edit { place: only.place(), text: format!("<![CDATA[{text}]]>") })
    }
}
