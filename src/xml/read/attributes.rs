//! The attributes of a start tag: with their places, their namespaces, and what is wrong with how they are written.

use std::ops::Range;

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::document::{AttributeEntry, Bytes, NO_NAMESPACE, XMLNS_NAMESPACE};
use super::rules::{XML_ATTRIBUTE_DUPLICATE, XML_LIMIT_EXCEEDED, XML_NOT_WELL_FORMED};
use super::scan::Scanner;
use crate::diagnostic::Diagnostic;

/// Attributes on a tag.
const COUNT_LIMIT: usize = 200;
/// Bytes of a value.
const VALUE_LIMIT: usize = 1 << 20;

impl Scanner<'_, '_> {
    /// Reads the attributes of a tag whose inside lies at `content` and begins with a name of `name_len` bytes. Answers which of the
    /// document's attributes they are, and whether all could be read. Of a tag that was `cut` the fault has been said.
    pub fn attributes(
        &mut self,
        content: Range<usize>,
        name_len: usize,
        element: u32,
        cut: bool,
    ) -> ((u32, u32), bool) {
        let count = |entries: &Vec<AttributeEntry>| u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let first = count(&self.document.attributes);
        if content.len() <= name_len {
            return ((first, first), true);
        }
        let mut whole = true;
        let text = self.text.get(content.clone()).unwrap_or_default();
        let tag = BytesStart::from_content(text, name_len);
        let base = text.as_ptr() as usize;
        let inside = |slice: &[u8]| {
            let start = (slice.as_ptr() as usize).wrapping_sub(base);
            content.start + start..content.start + start + slice.len()
        };
        let mut attributes = tag.attributes();
        attributes.with_checks(false);
        let mut seen = 0;
        for attribute in attributes {
            seen += 1;
            if seen > COUNT_LIMIT {
                let message = format!("more than {COUNT_LIMIT} attributes on one tag; the rest is not read");
                self.find(&XML_LIMIT_EXCEEDED, content.clone(), message);
                whole = false;
                break;
            }
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    whole = false;
                    if !cut {
                        self.attribute_error(&error, content.clone(), text);
                    }
                    continue;
                }
            };
            let std::borrow::Cow::Borrowed(raw) = attribute.value else { continue };
            let (name, value) = (inside(attribute.key.as_ref()), inside(raw));
            if value.len() > VALUE_LIMIT {
                let message = format!("an attribute of more than {VALUE_LIMIT} bytes; it is not judged");
                self.find(&XML_LIMIT_EXCEEDED, name.clone(), message);
                whole = false;
                continue;
            }
            if !self.names_are_well_formed(name.clone()) {
                whole = false;
                continue;
            }
            let before = name.start.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
            if !cut && !before.is_some_and(u8::is_ascii_whitespace) {
                self.find(&XML_NOT_WELL_FORMED, name.clone(), "a blank is missing before this attribute");
            }
            let raw = self.text.get(value.clone()).unwrap_or_default();
            self.references(raw, value.start);
            let prefix_len = self.text.get(name.clone()).and_then(|name| name.find(':')).map_or(0, |colon| colon + 1);
            self.document.attributes.push(AttributeEntry {
                name: Bytes::new(name.clone()),
                prefix_len: u16::try_from(prefix_len).unwrap_or(u16::MAX),
                namespace: NO_NAMESPACE,
                value: Bytes::new(value),
            });
            let text = self.text.get(name.clone()).unwrap_or_default();
            if text == "xmlns" || text.starts_with("xmlns:") {
                let uri = self.document.decoder.decode_attribute(raw);
                let prefix = text.get("xmlns:".len()..).unwrap_or_default();
                self.declare(prefix, &uri, element, count(&self.document.attributes) - 1);
                if let Some(entry) = self.document.attributes.last_mut() {
                    entry.namespace = XMLNS_NAMESPACE;
                }
            }
        }
        let last = count(&self.document.attributes);
        self.resolve(first..last);
        self.duplicates(first..last);
        ((first, last), whole)
    }

    /// Gives prefixed attributes their namespace, when all declarations of the tag are known.
    fn resolve(&mut self, range: Range<u32>) {
        for at in range {
            let Some(entry) = self.document.attributes.get(at as usize) else { continue };
            if entry.namespace != NO_NAMESPACE || entry.prefix_len == 0 {
                continue;
            }
            let start = entry.name.range().start;
            let prefix = self.text.get(start..start + usize::from(entry.prefix_len) - 1).unwrap_or_default();
            let namespace = self.namespace(prefix, false);
            if let Some(entry) = self.document.attributes.get_mut(at as usize) {
                entry.namespace = namespace;
            }
        }
    }

    fn duplicates(&mut self, range: Range<u32>) {
        let entries = self.document.attributes.get(range.start as usize..range.end as usize).unwrap_or_default();
        let key = |entry: &AttributeEntry| {
            let name = self.document.slice(entry.name);
            let local = name.get(usize::from(entry.prefix_len)..).unwrap_or_default();
            (entry.namespace, local)
        };
        let mut twice = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let earlier = entries.get(..at).unwrap_or_default();
            if let Some(first) = earlier.iter().find(|earlier| key(earlier) == key(entry)) {
                twice.push((entry.clone(), first.name, self.document.slice(entry.name).to_string()));
            }
        }
        for (second, first, name) in twice {
            let end = second.value.range().end;
            let place = self.place(second.name.range().start..end + 1);
            let blank = self.place(place.span.start.saturating_sub(1)..place.span.end);
            self.findings.push(
                Diagnostic::new(&XML_ATTRIBUTE_DUPLICATE, place, format!("`{name}` stands twice on this tag"))
                    .related(self.place(first.range()), "the first is here, and counts")
                    .fix(false, "delete the second", &blank, ""),
            );
        }
    }

    fn attribute_error(&mut self, error: &AttrError, content: Range<usize>, text: &str) {
        let (at, message) = match error {
            AttrError::ExpectedEq(at) => (*at, "an attribute without `=` and a value"),
            AttrError::ExpectedValue(at) => (*at, "an attribute without a value"),
            AttrError::UnquotedValue(at) => (*at, "the value of an attribute stands in quotes"),
            AttrError::ExpectedQuote(at, _) => (*at, "the value of this attribute is not closed by its quote"),
            AttrError::Duplicated(at, _) => (*at, "an attribute stands twice on this tag"),
        };
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let len = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.find(&XML_NOT_WELL_FORMED, content.start + at..content.start + at + len, message);
    }
}
