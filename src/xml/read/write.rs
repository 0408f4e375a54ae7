//! A document written again from its nodes.
//!
//! What another reader makes of it is the same: elements, attributes with their order and namespaces, texts, CDATA sections, comments,
//! instructions. Blanks inside of tags and the way a character was written (`&#233;`, `é`) are not kept; references that the document
//! declares become what they stand for, and the document type declaration is left out with them. What no parser would accept is
//! written so that all do.

use std::borrow::Cow;

use quick_xml::escape::escape;

use super::document::{Child, Document, Node};
use crate::xml::is_xml_char;

impl Document {
    /// The document as XML in UTF-8; line ends are `\n`.
    pub fn to_xml(&self) -> String {
        let mut out = String::with_capacity(self.source.text.len());
        // Each entry is something still to be written, the innermost last; documents are not deeper than their reader allows.
        let mut rest: Vec<Task<'_>> = vec![Task::Children(Box::new(self.top()))];
        while let Some(task) = rest.last_mut() {
            let next = match task {
                Task::Children(children) => children.next(),
                Task::End(_) => None,
            };
            let Some(child) = next else {
                if let Some(Task::End(name)) = rest.pop() {
                    out.push_str("</");
                    out.push_str(name);
                    out.push('>');
                }
                continue;
            };
            if let Some(node) = child_into(child, &mut out) {
                rest.push(Task::End(node.name()));
                rest.push(Task::Children(Box::new(node.children())));
            }
        }
        out
    }
}

enum Task<'d> {
    Children(Box<dyn Iterator<Item = Child<'d>> + 'd>),
    End(&'d str),
}

/// Writes what stands at one place; an element whose content and end are still to come is given back.
fn child_into<'d>(child: Child<'d>, out: &mut String) -> Option<Node<'d>> {
    match child {
        Child::Element(node) => {
            let empty = node.children().next().is_none();
            start_tag(node, empty, out);
            return (!empty).then_some(node);
        }
        Child::Text(text) if text.is_cdata() => {
            out.push_str("<![CDATA[");
            out.push_str(&allowed(text.value()));
            out.push_str("]]>");
        }
        Child::Text(text) => out.push_str(&escape(allowed(text.value()))),
        Child::Comment(text, _) => framed("<!--", &text.replace("--", "- -"), "-->", out),
        Child::Instruction(text, _) if text.starts_with("xml ") => {
            out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        }
        Child::Instruction(text, _) => framed("<?", text, "?>", out),
        Child::Doctype(..) => {}
    }
    None
}

fn framed(open: &str, text: &str, close: &str, out: &mut String) {
    out.push_str(open);
    out.push_str(&allowed(Cow::Borrowed(text)).replace("\r\n", "\n"));
    out.push_str(close);
}

fn start_tag(node: Node<'_>, empty: bool, out: &mut String) {
    out.push('<');
    out.push_str(node.name());
    let mut written: Vec<&str> = Vec::new();
    for attribute in node.attributes().filter(|attribute| !attribute.name().is_empty()) {
        // Of an attribute that stands twice the first counts.
        if written.contains(&attribute.name()) {
            continue;
        }
        written.push(attribute.name());
        // Tabs and line ends that are meant are written as references, or they would become blanks.
        let value = escape(allowed(attribute.value())).replace('\t', "&#9;").replace('\n', "&#10;");
        out.push_str(&format!(" {}=\"{}\"", attribute.name(), value.replace('\r', "&#13;")));
    }
    out.push_str(if empty { "/>" } else { ">" });
}

/// Without the characters that XML forbids.
fn allowed(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.chars().all(is_xml_char) { text } else { Cow::Owned(text.chars().filter(|c| is_xml_char(*c)).collect()) }
}
