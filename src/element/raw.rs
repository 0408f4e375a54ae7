//! `[[extra]] xml = "…"`: elements that no key makes, as their author writes them.
//!
//! One element with its content, well-formed; its prefixes are declared in `[namespaces]` or known to everybody. No
//! document type, no comments or instructions, no entities but XML's own.

use std::collections::BTreeMap;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Value, json};

use super::namespace_by_prefix;
use crate::diagnostic::Diagnostic;
use crate::keys::{FromNode, KEY_INVALID, Node, Reader};
use crate::source::Spanned;
use crate::xml::Element;

/// Deeper than this no element is nested by hand.
const DEEPEST: usize = 64;

crate::keys! {
    /// An element that no key makes.
    pub struct Extra bare "xml" {
        /// The element as it is to stand in the feed.
        xml: Spanned<RawElement> = "xml = '<spotify:countryOfOrigin>pt gb</spotify:countryOfOrigin>'";
    }
}

/// A well-formed element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawElement(pub Element);

impl Extra {
    /// That each prefix is declared in `[namespaces]` or known.
    pub fn check(&self, declared: &[&str]) -> Vec<Diagnostic> {
        let mut prefixes = Vec::new();
        collect_prefixes(&self.xml.0, &mut prefixes);
        prefixes.sort_unstable();
        prefixes.dedup();
        prefixes.retain(|p| *p != "xml" && !declared.contains(p) && namespace_by_prefix(p).is_none());
        let finding = |prefix: &&str| {
            Diagnostic::new(&KEY_INVALID, &self.xml.place, format!("the prefix `{prefix}` is not declared"))
                .help(format!("add `{prefix} = \"URI\"` under `[namespaces]` in feed.toml"))
        };
        prefixes.iter().map(finding).collect()
    }
}

fn collect_prefixes<'a>(element: &'a Element, prefixes: &mut Vec<&'a str>) {
    let names = std::iter::once(&element.name).chain(element.attributes.iter().map(|(name, _)| name));
    prefixes.extend(names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix));
    for content in &element.content {
        if let crate::xml::Content::Element(child) = content {
            collect_prefixes(child, prefixes);
        }
    }
}

impl FromNode for RawElement {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        match parse(text.trim()) {
            Ok(element) => Some(RawElement(element)),
            Err(problem) => {
                let message = format!("`{}` is not one well-formed element: {problem}", reader.key());
                reader.report(Diagnostic::new(&KEY_INVALID, &node.place, message));
                None
            }
        }
    }
    fn expected() -> String {
        "one XML element".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "pattern": "^\\s*<" })
    }
}

fn parse(text: &str) -> Result<Element, String> {
    let mut reader = XmlReader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let done = match event {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err("it is nested too deeply".into());
                }
                open.push(start_of(&start)?);
                None
            }
            Event::Empty(start) => Some(start_of(&start)?),
            Event::End(_) => open.pop(),
            Event::Text(text) => {
                let text = text.decode().map_err(|error| error.to_string())?;
                add_text(&mut open, &text)?;
                None
            }
            Event::CData(text) => {
                let text = text.decode().map_err(|error| error.to_string())?;
                add_text(&mut open, &text)?;
                None
            }
            Event::GeneralRef(name) => {
                let name = name.decode().map_err(|error| error.to_string())?;
                let text =
                    quick_xml::escape::unescape(&format!("&{name};")).map_err(|error| error.to_string())?.into_owned();
                add_text(&mut open, &text)?;
                None
            }
            Event::Eof if open.is_empty() => return root.ok_or_else(|| "there is none".to_string()),
            Event::Eof => return Err("it is not closed".into()),
            _ => return Err("comments, instructions and document types have no place here".into()),
        };
        if let Some(element) = done {
            match open.last_mut() {
                Some(parent) => parent.content.push(crate::xml::Content::Element(element)),
                None if root.is_none() => root = Some(element),
                None => return Err("there is a second one; give it an `[[extra]]` of its own".into()),
            }
        }
    }
}

fn add_text(open: &mut [Element], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.content.push(crate::xml::Content::Text(text.to_string())),
        None if text.trim().is_empty() => {}
        None => return Err("there is text outside of it".into()),
    }
    Ok(())
}

fn start_of(start: &BytesStart<'_>) -> Result<Element, String> {
    let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut element = Element::new(name(start.name().as_ref()));
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let raw = name(&attribute.value);
        let value = quick_xml::escape::unescape(&raw).map_err(|error| error.to_string())?;
        element = element.attr(&name(attribute.key.as_ref()), value);
    }
    Ok(element)
}
