//! A document as it was read: nodes in one arena, every one of them with its place.
//!
//! Nothing is copied out of the text: a node is a few numbers, and names, values and texts are looked up in the source. Values are
//! decoded when they are asked for, and a range of a decoded value leads back to the place it came from.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::reference::{Decoder, Piece};
use crate::source::{Place, Source};

/// The number of a namespace in [`Document::namespaces`]; [`NO_NAMESPACE`] is none at all.
pub type NamespaceId = u16;

/// Names without a namespace.
pub const NO_NAMESPACE: NamespaceId = 0;
/// Of `xml:lang` and its like.
pub const XML_NAMESPACE: NamespaceId = 1;
/// Of `xmlns` and `xmlns:…`.
pub const XMLNS_NAMESPACE: NamespaceId = 2;

/// A namespace that occurs in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// Declared, with this URI.
    Uri(String),
    /// A prefix that nothing declares.
    Undeclared(String),
}

/// A declaration `xmlns="…"` or `xmlns:…="…"`.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The prefix; empty for the default namespace.
    pub prefix: String,
    /// What it stands for.
    pub namespace: NamespaceId,
    /// The element that holds it.
    pub element: u32,
    /// The attribute: index into the document's attributes.
    pub attribute: u32,
    /// Whether an element or attribute in its scope is written with it.
    pub used: bool,
}

/// A byte range in the text of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bytes {
    pub start: u32,
    pub end: u32,
}

impl Bytes {
    pub fn new(range: Range<usize>) -> Bytes {
        // Sources beyond 4 GiB are not read at all.
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Bytes { start: small(range.start), end: small(range.end) }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// No node.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub kind: Kind,
    /// Start tag, text, comment …
    pub span: Bytes,
    pub parent: u32,
    pub next: u32,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Element(ElementEntry),
    /// `plain`: no reference and no carriage return in it.
    Text {
        plain: bool,
    },
    Cdata,
    Comment,
    Instruction,
    Doctype,
}

#[derive(Clone, Debug)]
pub(super) struct ElementEntry {
    pub name: Bytes,
    pub prefix_len: u16,
    pub namespace: NamespaceId,
    pub attributes: (u32, u32),
    pub first_child: u32,
    pub last_child: u32,
    /// The end tag; empty where there is none.
    pub end: Bytes,
    pub damage: Damage,
}

/// What is wrong with how an element is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Nothing.
    None,
    /// Its start tag could not be read whole: attributes may be missing that are there.
    Tag,
    /// Its end tag is missing: what follows looks like its content.
    End,
    /// The document ends inside it: what it seems to lack may have been cut off.
    Cut,
}

#[derive(Clone, Debug)]
pub(super) struct AttributeEntry {
    pub name: Bytes,
    pub prefix_len: u16,
    pub namespace: NamespaceId,
    pub value: Bytes,
}

/// A document.
#[derive(Debug)]
pub struct Document {
    /// Its text.
    pub source: Arc<Source>,
    /// The namespaces that occur; the first three are none, `xml` and `xmlns`.
    pub namespaces: Vec<Namespace>,
    /// All declarations of namespaces, in the order of the text.
    pub declarations: Vec<Declaration>,
    pub(super) entries: Vec<Entry>,
    pub(super) attributes: Vec<AttributeEntry>,
    pub(super) first: u32,
    pub(super) root: u32,
    pub(super) decoder: Decoder,
}

/// An element of a document.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    doc: &'d Document,
    id: u32,
    data: &'d ElementEntry,
    entry: &'d Entry,
}

/// An attribute of an element.
#[derive(Clone, Copy)]
pub struct Attribute<'d> {
    doc: &'d Document,
    data: &'d AttributeEntry,
}

/// What stands inside an element, or at the top of a document.
#[derive(Clone, Copy)]
pub enum Child<'d> {
    /// An element.
    Element(Node<'d>),
    /// Characters: text or a CDATA section.
    Text(Text<'d>),
    /// A comment: what stands between `<!--` and `-->`.
    Comment(&'d str, Range32),
    /// A processing instruction: what stands between `<?` and `?>`.
    Instruction(&'d str, Range32),
    /// A document type declaration, whole.
    Doctype(&'d str, Range32),
}

/// Where something that is no element stands.
#[derive(Clone, Copy, Debug)]
pub struct Range32(Bytes);

impl Range32 {
    /// As bytes of the source's text.
    pub fn range(self) -> Range<usize> {
        self.0.range()
    }
}

/// A text or CDATA section.
#[derive(Clone, Copy)]
pub struct Text<'d> {
    doc: &'d Document,
    bytes: Bytes,
    kind: &'d Kind,
}

impl Document {
    /// The root element.
    pub fn root(&self) -> Option<Node<'_>> {
        self.node(self.root)
    }

    /// What stands at the top: the root, and comments and the like around it.
    pub fn top(&self) -> impl Iterator<Item = Child<'_>> {
        self.chain(self.first)
    }

    /// The element of that number.
    pub fn node(&self, id: u32) -> Option<Node<'_>> {
        let entry = self.entries.get(id as usize)?;
        match &entry.kind {
            Kind::Element(data) => Some(Node { doc: self, id, data, entry }),
            _ => None,
        }
    }

    /// One more than the highest number of a node.
    pub fn node_count(&self) -> usize {
        self.entries.len()
    }

    /// All elements, in the order of their start tags.
    pub fn elements(&self) -> impl Iterator<Item = Node<'_>> {
        self.elements_in(0..u32::try_from(self.entries.len()).unwrap_or(NONE))
    }

    /// The elements with these numbers.
    pub fn elements_in(&self, ids: Range<u32>) -> impl Iterator<Item = Node<'_>> {
        ids.filter_map(|id| self.node(id))
    }

    /// The attribute of a declaration.
    pub fn declaration_attribute(&self, declaration: &Declaration) -> Option<Attribute<'_>> {
        self.attributes.get(declaration.attribute as usize).map(|data| Attribute { doc: self, data })
    }

    /// The URI of a namespace; `None` for none, and for a prefix without declaration.
    pub fn uri(&self, namespace: NamespaceId) -> Option<&str> {
        match self.namespaces.get(usize::from(namespace)) {
            Some(Namespace::Uri(uri)) if namespace != NO_NAMESPACE => Some(uri),
            _ => None,
        }
    }

    pub(super) fn slice(&self, bytes: Bytes) -> &str {
        self.source.text.get(bytes.range()).unwrap_or_default()
    }

    /// The first element of a chain of siblings.
    fn element_from(&self, mut id: u32) -> Option<Node<'_>> {
        loop {
            let entry = self.entries.get(id as usize)?;
            if let Kind::Element(data) = &entry.kind {
                return Some(Node { doc: self, id, data, entry });
            }
            id = entry.next;
        }
    }

    fn chain(&self, first: u32) -> impl Iterator<Item = Child<'_>> {
        let mut next = first;
        std::iter::from_fn(move || {
            let id = next;
            let entry = self.entries.get(id as usize)?;
            next = entry.next;
            let inside = |before: usize, after: usize| {
                let range = entry.span.range();
                let end = range.end.saturating_sub(after).max(range.start + before);
                self.source.text.get(range.start + before..end).unwrap_or_default()
            };
            Some(match &entry.kind {
                Kind::Element(data) => Child::Element(Node { doc: self, id, data, entry }),
                Kind::Text { .. } | Kind::Cdata => {
                    Child::Text(Text { doc: self, bytes: entry.span, kind: &entry.kind })
                }
                Kind::Comment => Child::Comment(inside(4, 3), Range32(entry.span)),
                Kind::Instruction => Child::Instruction(inside(2, 2), Range32(entry.span)),
                Kind::Doctype => Child::Doctype(inside(0, 0), Range32(entry.span)),
            })
        })
    }

    /// A raw value with its references replaced and its line ends made one.
    fn decode<'d>(&'d self, raw: &'d str) -> Cow<'d, str> {
        if needs_decoding(raw) { Cow::Owned(self.decoder.decode(raw)) } else { Cow::Borrowed(raw) }
    }

    /// Where a range of a decoded raw value stands, relative to the begin of the raw value.
    fn locate(&self, raw: &str, range: &Range<usize>) -> Range<usize> {
        if !needs_decoding(raw) {
            return range.clone();
        }
        let (mut start, mut end, mut at) = (None, raw.len(), 0);
        self.decoder.pieces(raw, |piece: Piece<'_>, from: Range<usize>| {
            let len = piece.len();
            // A piece that stands as it is maps byte by byte, a reference as a whole.
            let inside =
                |offset: usize, whole: usize| if piece.is_verbatim() { from.start + offset - at } else { whole };
            if start.is_none() && range.start < at + len {
                start = Some(inside(range.start, from.start));
            }
            if at < range.end && range.end <= at + len {
                end = inside(range.end, from.end);
            }
            at += len;
        });
        let start = start.unwrap_or(raw.len());
        if range.is_empty() { start..start } else { start..end.max(start) }
    }
}

/// Whether a value needs decoding at all.
fn needs_decoding(raw: &str) -> bool {
    memchr::memchr2(b'&', b'\r', raw.as_bytes()).is_some()
}

impl<'d> Node<'d> {
    /// Its number in the document.
    pub fn id(self) -> u32 {
        self.id
    }

    /// Its own number and those of all that stands inside it.
    pub fn subtree(self) -> Range<u32> {
        let mut entry = self.entry;
        while entry.next == NONE {
            match self.doc.entries.get(entry.parent as usize) {
                Some(parent) => entry = parent,
                None => return self.id..u32::try_from(self.doc.entries.len()).unwrap_or(NONE),
            }
        }
        self.id..entry.next
    }

    /// The document it stands in.
    pub fn document(self) -> &'d Document {
        self.doc
    }

    /// Its name as written: `itunes:image`.
    pub fn name(self) -> &'d str {
        self.doc.slice(self.data.name)
    }

    /// Its prefix as written, without the colon; empty without one.
    pub fn prefix(self) -> &'d str {
        self.name().get(..usize::from(self.data.prefix_len).saturating_sub(1)).unwrap_or_default()
    }

    /// Its name without the prefix.
    pub fn local(self) -> &'d str {
        self.name().get(usize::from(self.data.prefix_len)..).unwrap_or_default()
    }

    /// Its namespace.
    pub fn namespace(self) -> NamespaceId {
        self.data.namespace
    }

    /// What is wrong with how it is written.
    pub fn damage(self) -> Damage {
        self.data.damage
    }

    /// The element around it.
    pub fn parent(self) -> Option<Node<'d>> {
        self.doc.node(self.entry.parent)
    }

    /// What stands inside it.
    pub fn children(self) -> impl Iterator<Item = Child<'d>> {
        self.doc.chain(self.data.first_child)
    }

    /// The first element inside it.
    pub fn first_element(self) -> Option<Node<'d>> {
        self.doc.element_from(self.data.first_child)
    }

    /// The next element beside it.
    pub fn next_element(self) -> Option<Node<'d>> {
        self.doc.element_from(self.entry.next)
    }

    /// The elements inside it.
    pub fn elements(self) -> impl Iterator<Item = Node<'d>> {
        self.children().filter_map(|child| match child {
            Child::Element(node) => Some(node),
            _ => None,
        })
    }

    /// Its attributes, declarations of namespaces among them.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d>> {
        let (from, to) = self.data.attributes;
        let all = self.doc.attributes.get(from as usize..to as usize).unwrap_or_default();
        all.iter().map(|data| Attribute { doc: self.doc, data })
    }

    /// The attribute of that name in no namespace.
    pub fn attribute(self, name: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.namespace() == NO_NAMESPACE && attribute.local() == name)
    }

    /// The characters directly inside it, decoded; comments and elements left out.
    pub fn text(self) -> Cow<'d, str> {
        let mut texts = self.texts();
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let mut value = first.value();
        for text in texts {
            value.to_mut().push_str(&text.value());
        }
        value
    }

    /// The text and CDATA sections directly inside it.
    pub fn texts(self) -> impl Iterator<Item = Text<'d>> {
        self.children().filter_map(|child| match child {
            Child::Text(text) => Some(text),
            _ => None,
        })
    }

    /// Where a range of [`text`](Node::text) stands.
    pub fn locate(self, range: Range<usize>) -> Place {
        let (mut at, mut start, mut end) = (0, None, None);
        for text in self.texts() {
            let len = text.value().len();
            let part = |range: Range<usize>| text.locate(range);
            if start.is_none() && range.start < at + len {
                start = Some(part(range.start - at..(range.start - at + 1).min(len)).start);
            }
            if at < range.end && range.end <= at + len {
                end = Some(part((range.end - 1).max(at) - at..range.end - at).end);
            }
            at += len;
        }
        match (start, end) {
            (Some(start), Some(end)) if !range.is_empty() => self.doc.source.place(start..end.max(start)),
            (Some(start), _) => self.doc.source.place(start..start),
            _ => self.value_place(),
        }
    }

    /// Where its text stands, without the blanks around it; the start tag where there is none.
    pub fn value_place(self) -> Place {
        let mut span: Option<Range<usize>> = None;
        let in_cdata = self.is_in_cdata();
        for text in self.texts() {
            let raw = text.raw();
            let trimmed = raw.trim();
            if trimmed.is_empty() {
                continue;
            }
            let start = text.inner().range().start + (raw.len() - raw.trim_start().len());
            let Range { start, end } = match text.kind {
                // Where plain text stands beside it, the frame of a CDATA section is a part of what is written.
                Kind::Cdata if !in_cdata => text.bytes.range(),
                _ => start..start + trimmed.len(),
            };
            span = Some(span.map_or(start..end, |span| span.start..end));
        }
        span.map_or_else(|| self.place(), |span| self.doc.source.place(span))
    }

    /// Whether its text stands in CDATA sections, and nothing but blanks beside them.
    pub fn is_in_cdata(self) -> bool {
        let mut visible = self.texts().filter(|text| !text.raw().trim().is_empty()).peekable();
        visible.peek().is_some() && visible.all(Text::is_cdata)
    }

    /// Its start tag.
    pub fn place(self) -> Place {
        self.doc.source.place(self.entry.span.range())
    }

    /// The name in its start tag.
    pub fn name_place(self) -> Place {
        self.doc.source.place(self.data.name.range())
    }

    /// Its end tag, where there is one that is its own.
    pub fn end_place(self) -> Option<Place> {
        let range = self.data.end.range();
        (!range.is_empty()).then(|| self.doc.source.place(range))
    }

    /// From its start tag to the end of its end tag.
    pub fn whole_place(self) -> Place {
        let start = self.entry.span.range();
        let end = if self.data.end.range().is_empty() { start.end } else { self.data.end.range().end };
        self.doc.source.place(start.start..end)
    }

    /// Whether it is written `<name/>`.
    pub fn is_self_closed(self) -> bool {
        self.doc.slice(self.entry.span).ends_with("/>")
    }
}

impl<'d> Attribute<'d> {
    /// Its name as written.
    pub fn name(self) -> &'d str {
        self.doc.slice(self.data.name)
    }

    /// Its prefix as written, without the colon.
    pub fn prefix(self) -> &'d str {
        self.name().get(..usize::from(self.data.prefix_len).saturating_sub(1)).unwrap_or_default()
    }

    /// Its name without the prefix.
    pub fn local(self) -> &'d str {
        self.name().get(usize::from(self.data.prefix_len)..).unwrap_or_default()
    }

    /// Its namespace; attributes without a prefix have none.
    pub fn namespace(self) -> NamespaceId {
        self.data.namespace
    }

    /// Its value, decoded; line ends and tabs become blanks (XML 1.0, 3.3.3).
    pub fn value(self) -> Cow<'d, str> {
        let raw = self.raw();
        if raw.bytes().any(|byte| matches!(byte, b'&' | b'\r' | b'\n' | b'\t')) {
            Cow::Owned(self.doc.decoder.decode_attribute(raw))
        } else {
            Cow::Borrowed(raw)
        }
    }

    /// Its value as written.
    pub fn raw(self) -> &'d str {
        self.doc.slice(self.data.value)
    }

    /// Where a range of the value stands.
    pub fn locate(self, range: Range<usize>) -> Place {
        let inside = self.doc.locate(self.raw(), &range);
        let start = self.data.value.range().start;
        self.doc.source.place(start + inside.start..start + inside.end)
    }

    /// Its value, without the quotes.
    pub fn value_place(self) -> Place {
        self.doc.source.place(self.data.value.range())
    }

    /// Name and value.
    pub fn place(self) -> Place {
        let end = self.data.value.range().end;
        let quote = self.doc.source.text.as_bytes().get(end).is_some_and(|byte| matches!(byte, b'"' | b'\''));
        self.doc.source.place(self.data.name.range().start..end + usize::from(quote))
    }

    /// Its name.
    pub fn name_place(self) -> Place {
        self.doc.source.place(self.data.name.range())
    }
}

impl<'d> Text<'d> {
    /// What stands there, without the frame of a CDATA section.
    fn inner(self) -> Bytes {
        match self.kind {
            Kind::Cdata => {
                let (open, close) = ("<![CDATA[".len(), "]]>".len());
                let raw = self.doc.slice(self.bytes);
                let end = if raw.ends_with("]]>") { raw.len() - close } else { raw.len() };
                let start = self.bytes.range().start;
                Bytes::new(start + open..start + end.max(open))
            }
            _ => self.bytes,
        }
    }

    /// Whether it is a CDATA section.
    pub fn is_cdata(self) -> bool {
        matches!(self.kind, Kind::Cdata)
    }

    /// The characters it stands for.
    pub fn value(self) -> Cow<'d, str> {
        let raw = self.doc.slice(self.inner());
        match self.kind {
            Kind::Text { plain: true } => Cow::Borrowed(raw),
            Kind::Cdata if !raw.contains('\r') => Cow::Borrowed(raw),
            Kind::Cdata => Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")),
            _ => self.doc.decode(raw),
        }
    }

    /// The bytes of a range of the value.
    fn locate(self, range: Range<usize>) -> Range<usize> {
        let raw = self.doc.slice(self.inner());
        let start = self.inner().range().start;
        let inside = match self.kind {
            Kind::Cdata => cdata_range(raw, &range),
            _ => self.doc.locate(raw, &range),
        };
        start + inside.start..start + inside.end
    }

    /// Where it stands, a CDATA section with its frame.
    pub fn place(self) -> Place {
        self.doc.source.place(self.bytes.range())
    }

    /// What is written there, without the frame of a CDATA section.
    pub fn raw(self) -> &'d str {
        self.doc.slice(self.inner())
    }
}

/// In a CDATA section only line ends change: two bytes become one.
fn cdata_range(raw: &str, range: &Range<usize>) -> Range<usize> {
    if !raw.contains("\r\n") {
        return range.clone();
    }
    let back = |offset: usize| {
        let mut at = 0;
        for (i, (start, _)) in raw.match_indices("\r\n").enumerate() {
            if start + 1 > offset + i {
                break;
            }
            at = i + 1;
        }
        offset + at
    };
    back(range.start)..back(range.end)
}
