//! A value of a feed: the text of an element or the value of an attribute, with the way back to where it stands.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Place;
use crate::xml::read::{Attribute, Node};

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
}
