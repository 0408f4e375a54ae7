//! The events of `quick-xml` become the nodes of a document. Where the parser stops, the cause is named, and reading goes on at
//! the next place that makes sense.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::Event;

use super::doctype;
use super::document::{
    Bytes, Damage, Declaration, Document, ElementEntry, Entry, Kind, NO_NAMESPACE, NONE, Namespace, NamespaceId,
    XML_NAMESPACE, XMLNS_NAMESPACE,
};
use super::reference::{
    Decoder, NAME_LIMIT, Reference, html_entity, is_name_char, is_name_start, reference, xml_entity,
};
use super::rules::{
    XML_AMPERSAND_UNESCAPED, XML_CHARACTER_FORBIDDEN, XML_ENTITY_EXPANSION, XML_ENTITY_UNDEFINED, XML_EXTERNAL_ENTITY,
    XML_LEADING_CONTENT, XML_LIMIT_EXCEEDED, XML_NOT_WELL_FORMED, XML_TAG_MISMATCH, XML_TRAILING_COMMENT,
    XML_TRAILING_CONTENT,
};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::{Place, Source};

/// Elements inside each other.
const DEPTH_LIMIT: usize = 256;

/// Reads a text whose XML declaration, if it has one, begins at `start`.
pub(super) fn scan(source: &Arc<Source>, start: usize, findings: &mut Vec<Diagnostic>) -> Document {
    let document = Document {
        source: source.clone(),
        namespaces: vec![
            Namespace::Uri(String::new()),
            Namespace::Uri("http://www.w3.org/XML/1998/namespace".to_string()),
            Namespace::Uri("http://www.w3.org/2000/xmlns/".to_string()),
        ],
        declarations: Vec::new(),
        entries: Vec::new(),
        attributes: Vec::new(),
        first: NONE,
        root: NONE,
        decoder: Decoder::default(),
    };
    let mut scanner = Scanner {
        source,
        text: &source.text,
        document,
        last: NONE,
        open: Vec::new(),
        scope: Vec::new(),
        external: HashMap::new(),
        ended: false,
        trailing: false,
        unclosed: 0,
        stopped: false,
        findings,
    };
    scanner.forbidden_characters();
    scanner.run(start);
    scanner.finish()
}

/// An element that is open.
pub(super) struct Open {
    pub node: u32,
    pub name: Bytes,
    /// Declarations in scope around it.
    scope: usize,
    /// An end tag was ignored inside it: that its own is missing has been said.
    pub said: bool,
    /// Whether it holds an element.
    pub holds: bool,
}

pub(super) struct Scanner<'s, 'f> {
    pub source: &'s Arc<Source>,
    pub text: &'s str,
    pub document: Document,
    /// The last node at the top.
    last: u32,
    pub open: Vec<Open>,
    /// Indices of the declarations in scope, innermost last.
    pub scope: Vec<u32>,
    external: HashMap<String, Range<usize>>,
    ended: bool,
    trailing: bool,
    pub unclosed: usize,
    /// Reading ended early, for a reason that has been said.
    pub stopped: bool,
    pub findings: &'f mut Vec<Diagnostic>,
}

/// How to go on after an event.
pub(super) enum Flow {
    On,
    Restart(usize),
    Stop,
}

impl<'s> Scanner<'s, '_> {
    pub fn find(&mut self, rule: &'static Rule, range: Range<usize>, message: impl Into<String>) {
        self.findings.push(Diagnostic::new(rule, self.source.place(range), message));
    }

    /// The same, with what would be right.
    fn find_expecting(&mut self, rule: &'static Rule, range: Range<usize>, message: impl Into<String>, right: &str) {
        self.findings.push(Diagnostic::new(rule, self.source.place(range), message).expected(right));
    }

    pub fn place(&self, range: Range<usize>) -> Place {
        self.source.place(range)
    }

    pub fn slice(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    /// Characters that XML forbids, in the whole text.
    fn forbidden_characters(&mut self) {
        let forbidden =
            |bytes: &[u8]| bytes.iter().any(|b| (*b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || *b == 0xef);
        let mut at = 0;
        for chunk in self.text.as_bytes().chunks(1024) {
            let range = at..at + chunk.len();
            at = range.end;
            if !forbidden(chunk) {
                continue;
            }
            let (mut start, mut end) = (range.start, range.end);
            while !self.text.is_char_boundary(start) {
                start += 1;
            }
            while !self.text.is_char_boundary(end) {
                end += 1;
            }
            for (i, c) in self.slice(start..end).char_indices() {
                if !crate::xml::is_xml_char(c) {
                    let here = start + i..start + i + c.len_utf8();
                    let place = self.place(here.clone());
                    let finding = Diagnostic::new(
                        &XML_CHARACTER_FORBIDDEN,
                        &place,
                        format!("the character U+{:04X} may not stand in XML", u32::from(c)),
                    );
                    self.findings.push(finding.fix(true, "delete the character", &place, ""));
                }
            }
        }
    }

    fn run(&mut self, start: usize) {
        let mut at = start;
        'restart: while at < self.text.len() {
            // The parser takes a mark at its begin for the byte order mark of a file.
            if self.slice(at..at + '\u{feff}'.len_utf8()) == "\u{feff}" {
                self.characters(at..at + '\u{feff}'.len_utf8());
                at += '\u{feff}'.len_utf8();
                continue;
            }
            let mut reader = Reader::from_str(self.slice(at..self.text.len()));
            let config = reader.config_mut();
            config.allow_dangling_amp = true;
            config.allow_unmatched_ends = true;
            config.check_end_names = false;
            let base = at;
            let position =
                |reader: &Reader<&[u8]>| base + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            loop {
                let before = position(&reader);
                if self.slice(before..before + 1) == "<" && !markup_follows(self.slice(before + 1..self.text.len())) {
                    self.less_than(before);
                    self.characters(before..before + 1);
                    at = before + 1;
                    continue 'restart;
                }
                let flow = match reader.read_event() {
                    Ok(Event::Eof) => Flow::Stop,
                    Ok(event) => self.event(&event, before..position(&reader)),
                    Err(Error::IllFormed(_)) => {
                        self.find(&XML_NOT_WELL_FORMED, before..position(&reader), "this declaration says nothing");
                        Flow::On
                    }
                    Err(error) => self.recover(&error, before),
                };
                match flow {
                    Flow::On => {}
                    Flow::Restart(next) => {
                        at = next.max(before + 1);
                        continue 'restart;
                    }
                    Flow::Stop => return,
                }
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, span: Range<usize>) -> Flow {
        match event {
            Event::Start(tag) => return self.start(tag.len(), span, false),
            Event::Empty(tag) => return self.start(tag.len(), span, true),
            Event::End(_) => self.end(span),
            Event::Text(_) | Event::GeneralRef(_) => self.characters(span),
            Event::CData(_) => {
                if self.open.is_empty() {
                    self.outside(span.clone(), "a CDATA section");
                }
                self.add(Kind::Cdata, span);
            }
            Event::Comment(_) => self.comment(span),
            Event::Decl(_) if self.document.first == NONE => {
                self.add(Kind::Instruction, span);
            }
            Event::Decl(_) => {
                let message = "an XML declaration in the middle of the document";
                self.find_expecting(
                    &XML_NOT_WELL_FORMED,
                    span.clone(),
                    message,
                    "one declaration, as the first thing of the file",
                );
                self.add(Kind::Instruction, span);
            }
            Event::PI(_) => self.add(Kind::Instruction, span),
            Event::DocType(_) => {
                let declared = doctype::read(self.slice(span.clone()));
                if let Some(parameter) = declared.parameter {
                    let range = span.start + parameter.start..span.start + parameter.end;
                    self.find(&XML_EXTERNAL_ENTITY, range, "a parameter entity; nothing is made of it");
                }
                self.document.decoder.declared.extend(declared.entities);
                let moved = |range: Range<usize>| span.start + range.start..span.start + range.end;
                self.external.extend(declared.external.into_iter().map(|(name, range)| (name, moved(range))));
                self.add(Kind::Doctype, span);
            }
            Event::Eof => return Flow::Stop,
        }
        Flow::On
    }

    /// Adds a node below the element that is open.
    pub fn add(&mut self, kind: Kind, span: Range<usize>) {
        let id = u32::try_from(self.document.entries.len()).unwrap_or(NONE);
        let parent = self.open.last().map_or(NONE, |open| open.node);
        self.document.entries.push(Entry { kind, span: Bytes::new(span), parent, next: NONE });
        let before = match self.document.entries.get_mut(parent as usize).map(|entry| &mut entry.kind) {
            Some(Kind::Element(element)) => {
                let before = std::mem::replace(&mut element.last_child, id);
                if before == NONE {
                    element.first_child = id;
                }
                before
            }
            _ => {
                let before = std::mem::replace(&mut self.last, id);
                if before == NONE {
                    self.document.first = id;
                }
                before
            }
        };
        if let Some(entry) = self.document.entries.get_mut(before as usize) {
            entry.next = id;
        }
    }

    fn comment(&mut self, span: Range<usize>) {
        let inside = self.slice(span.start + 4..span.end.saturating_sub(3));
        if let Some(at) = inside.find("--").or_else(|| inside.ends_with('-').then(|| inside.len() - 1)) {
            let at = span.start + 4 + at;
            self.find_expecting(
                &XML_NOT_WELL_FORMED,
                at..at + 2,
                "`--` inside a comment",
                "another dash, or one alone",
            );
        }
        if self.ended {
            let place = self.place(span.clone());
            let finding = Diagnostic::new(&XML_TRAILING_COMMENT, &place, "a comment after the end of the root element");
            self.findings.push(finding.fix(true, "delete the comment", &place, ""));
        }
        self.add(Kind::Comment, span);
    }

    /// Characters and references, which the parser gives apart.
    pub fn characters(&mut self, span: Range<usize>) {
        let raw = self.slice(span.clone());
        if self.open.is_empty() && !raw.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
            let start = span.start + (raw.len() - raw.trim_start().len());
            self.outside(start..start + raw.trim().len(), "text");
        }
        self.references(raw, span.start);
        // Looking for one byte is much cheaper than looking for three, and it is hardly ever there.
        if memchr::memchr(b']', raw.as_bytes()).is_some()
            && let Some(at) = memchr::memmem::find(raw.as_bytes(), b"]]>")
        {
            let at = span.start + at;
            let right = "`]]&gt;`, or nothing where it is the end of a CDATA section that another one ended before";
            self.find_expecting(&XML_NOT_WELL_FORMED, at..at + 3, "`]]>` may not stand in text", right);
        }
        let plain = memchr::memchr2(b'&', b'\r', raw.as_bytes()).is_none();
        let last = self.open.last().map_or(self.last, |open| self.last_child(open.node));
        if let Some(entry) = self.document.entries.get_mut(last as usize)
            && let Kind::Text { plain: before } = &mut entry.kind
            && entry.span.range().end == span.start
        {
            *before &= plain;
            entry.span = Bytes::new(entry.span.range().start..span.end);
            return;
        }
        self.add(Kind::Text { plain }, span);
    }

    fn last_child(&self, node: u32) -> u32 {
        match self.document.entries.get(node as usize).map(|entry| &entry.kind) {
            Some(Kind::Element(element)) => element.last_child,
            _ => NONE,
        }
    }

    /// Something that only comments and instructions may be outside of: before or after the root.
    fn outside(&mut self, span: Range<usize>, what: &str) {
        if self.ended {
            if !std::mem::replace(&mut self.trailing, true) {
                let place = self.place(span);
                let finding =
                    Diagnostic::new(&XML_TRAILING_CONTENT, &place, format!("{what} after the end of the root element"));
                let to_end = self.place(place.span.start..self.text.trim_end().len());
                self.findings.push(finding.fix(false, "delete what follows the root element", &to_end, ""));
            }
        } else if self.document.root == NONE {
            self.find(&XML_LEADING_CONTENT, span, format!("{what} before the root element"));
        }
    }

    /// Judges the references of a raw value that begins at `base`.
    pub fn references(&mut self, raw: &str, base: usize) {
        for at in memchr::memchr_iter(b'&', raw.as_bytes()) {
            let rest = raw.get(at..).unwrap_or_default();
            let (kind, len) = reference(rest);
            let here = base + at..base + at + len;
            let written = rest.get(..len).unwrap_or_default();
            let place = self.place(here.clone());
            let finding = match kind {
                Reference::Character(_) => continue,
                Reference::Bare => Diagnostic::new(&XML_AMPERSAND_UNESCAPED, &place, "an `&` that begins no reference")
                    .expected("`&amp;`")
                    .fix(true, "write `&amp;`", &place, "&amp;"),
                Reference::Forbidden => {
                    let message = format!("`{written}` stands for a character that may not stand in XML");
                    Diagnostic::new(&XML_CHARACTER_FORBIDDEN, &place, message).fix(true, "delete it", &place, "")
                }
                Reference::UpperX(_) => {
                    let message = format!("`{written}`: the x of a reference is lower case");
                    let lower = written.replacen('X', "x", 1);
                    Diagnostic::new(&XML_CHARACTER_FORBIDDEN, &place, message).fix(
                        true,
                        "write a lower-case x",
                        &place,
                        lower,
                    )
                }
                Reference::Named(name) if xml_entity(name).is_some() => continue,
                Reference::Named(name) => match (self.document.decoder.declared.get(name), self.external.get(name)) {
                    (Some(Some(_)), _) => continue,
                    (Some(None), _) => {
                        let message =
                            format!("`{written}` would grow beyond measure, or holds itself; it stays as it is");
                        Diagnostic::new(&XML_ENTITY_EXPANSION, &place, message)
                    }
                    (None, Some(declared)) => {
                        let message =
                            format!("`{written}` stands for something outside the document; it is not fetched");
                        Diagnostic::new(&XML_EXTERNAL_ENTITY, &place, message)
                            .related(self.place(declared.clone()), "declared here")
                    }
                    (None, None) => {
                        let message = format!("`{written}` is not known to XML");
                        let finding = Diagnostic::new(&XML_ENTITY_UNDEFINED, &place, message);
                        match html_entity(name) {
                            Some(text) => {
                                let escaped = quick_xml::escape::escape(&*text).into_owned();
                                let numbers: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
                                finding.expected(format!("the character itself, or `{numbers}`")).fix(
                                    true,
                                    "write the character",
                                    &place,
                                    escaped,
                                )
                            }
                            None => finding.help(format!("write `&amp;{name};` if that is to be read")),
                        }
                    }
                },
            };
            self.findings.push(finding);
        }
    }

    /// A start tag, or an empty element, whose inside has `len` bytes.
    fn start(&mut self, len: usize, span: Range<usize>, empty: bool) -> Flow {
        let content = span.start + 1..span.start + 1 + len;
        if let Some(inner) = memchr::memchr(b'<', self.slice(content.clone()).as_bytes()) {
            let inner = content.start + inner;
            // A quote that is not closed swallows what follows; a tag does not hold the end of another one before its own.
            if self.slice(content.start..inner).contains(['>', '\n', '\r']) {
                self.find(&XML_NOT_WELL_FORMED, self.cut(span.start, inner), "a quote in this tag is not closed");
                return self.cut_tag(span.start, inner);
            }
            self.less_than(inner);
        }
        self.element(content, span, empty, false)
    }

    /// An element whose tag lies at `span` and has `content` inside; `cut` if that is not all of it.
    pub fn element(&mut self, content: Range<usize>, span: Range<usize>, empty: bool, cut: bool) -> Flow {
        if self.open.len() >= DEPTH_LIMIT {
            self.find(
                &XML_LIMIT_EXCEEDED,
                span,
                format!("more than {DEPTH_LIMIT} elements inside each other; reading ends here"),
            );
            self.stopped = true;
            return Flow::Stop;
        }
        let raw = self.slice(content.clone());
        let name_len = raw.find([' ', '\t', '\r', '\n', '/']).unwrap_or(raw.len());
        let name = content.start..content.start + name_len;
        if self.open.is_empty() && self.document.root != NONE {
            self.outside(span.clone(), "an element");
        }
        if !self.names_are_well_formed(name.clone()) {
            return Flow::Stop;
        }
        if let Some(open) = self.open.last_mut() {
            open.holds = true;
        }
        let id = u32::try_from(self.document.entries.len()).unwrap_or(NONE);
        let scope = self.scope.len();
        let (attributes, whole) = self.attributes(content, name_len, id, cut);
        let prefix_len = self.slice(name.clone()).find(':').map_or(0, |colon| colon + 1);
        let namespace = self.namespace(self.slice(name.start..name.start + prefix_len.saturating_sub(1)), true);
        let damage = if cut || !whole { Damage::Tag } else { Damage::None };
        self.add(
            Kind::Element(ElementEntry {
                name: Bytes::new(name.clone()),
                prefix_len: u16::try_from(prefix_len).unwrap_or(u16::MAX),
                namespace,
                attributes,
                first_child: NONE,
                last_child: NONE,
                end: Bytes::default(),
                damage,
            }),
            span,
        );
        if self.document.root == NONE {
            self.document.root = id;
        }
        if empty {
            self.scope.truncate(scope);
            self.ended |= self.open.is_empty();
        } else {
            self.open.push(Open { node: id, name: Bytes::new(name), scope, said: false, holds: false });
        }
        Flow::On
    }

    /// Whether reading can go on with that name.
    pub fn names_are_well_formed(&mut self, name: Range<usize>) -> bool {
        let text = self.slice(name.clone());
        if text.len() > NAME_LIMIT {
            self.find(&XML_LIMIT_EXCEEDED, name, format!("a name of more than {NAME_LIMIT} bytes; reading ends here"));
            self.stopped = true;
            return false;
        }
        let plain = |byte: u8| byte.is_ascii_alphabetic();
        if text.bytes().all(plain) && !text.is_empty() {
            return true;
        }
        let mut characters = text.chars();
        let begins = characters.next().is_some_and(|c| is_name_start(c) && c != ':');
        if !begins || !characters.all(is_name_char) || text.ends_with(':') || text.matches(':').count() > 1 {
            let right = "letters, digits, `-`, `_`, `.`; one colon after a prefix; a letter first";
            self.find_expecting(&XML_NOT_WELL_FORMED, name, format!("`{text}` is no name"), right);
        }
        true
    }

    /// The namespace of a prefix where reading stands.
    pub fn namespace(&mut self, prefix: &str, element: bool) -> NamespaceId {
        match prefix {
            "xml" => return XML_NAMESPACE,
            "xmlns" => return XMLNS_NAMESPACE,
            "" if !element => return NO_NAMESPACE,
            _ => {}
        }
        for index in self.scope.iter().rev() {
            if let Some(declaration) = self.document.declarations.get_mut(*index as usize)
                && declaration.prefix == prefix
            {
                declaration.used = true;
                return declaration.namespace;
            }
        }
        if prefix.is_empty() { NO_NAMESPACE } else { self.intern(Namespace::Undeclared(prefix.to_string())) }
    }

    fn intern(&mut self, namespace: Namespace) -> NamespaceId {
        let known = self.document.namespaces.iter().position(|own| *own == namespace);
        let index = known.unwrap_or_else(|| {
            self.document.namespaces.push(namespace);
            self.document.namespaces.len() - 1
        });
        NamespaceId::try_from(index).unwrap_or(NO_NAMESPACE)
    }

    /// Notes a declaration of a namespace.
    pub fn declare(&mut self, prefix: &str, uri: &str, element: u32, attribute: u32) {
        let namespace = if uri.is_empty() { NO_NAMESPACE } else { self.intern(Namespace::Uri(uri.to_string())) };
        let index = u32::try_from(self.document.declarations.len()).unwrap_or(NONE);
        self.document.declarations.push(Declaration {
            prefix: prefix.to_string(),
            namespace,
            element,
            attribute,
            used: false,
        });
        self.scope.push(index);
    }

    fn end(&mut self, span: Range<usize>) {
        let inside = self.slice(span.start + 2..span.end.saturating_sub(1));
        let name = inside.trim_end_matches([' ', '\t', '\r', '\n']);
        let fits = |open: &Open| self.slice(open.name.range()) == name;
        if self.open.last().is_some_and(fits) {
            self.close(Some(span));
            return;
        }
        let Some(at) = self.open.iter().rposition(fits) else {
            self.stray(span, name);
            return;
        };
        let inner = self.open.get(at + 1..).unwrap_or_default();
        if !inner.iter().any(|open| open.said)
            && let Some(innermost) = inner.last()
        {
            let open = self.slice(innermost.name.range()).to_string();
            let start = self.place(innermost.name.range());
            let place = self.place(span.clone());
            self.findings.push(
                Diagnostic::new(&XML_TAG_MISMATCH, place, format!("`</{name}>` comes while `<{open}>` is open"))
                    .expected(format!("`</{open}>` before it"))
                    .related(start, format!("`<{open}>` begins here")),
            );
        }
        while self.open.len() > at + 1 {
            self.close(None);
        }
        self.close(Some(span));
    }

    /// Closes the innermost element; without an end tag where another one's closes it too.
    pub fn close(&mut self, span: Option<Range<usize>>) {
        let Some(open) = self.open.pop() else { return };
        if let Some(Kind::Element(element)) =
            self.document.entries.get_mut(open.node as usize).map(|entry| &mut entry.kind)
        {
            match span {
                Some(span) => element.end = Bytes::new(span),
                None => element.damage = Damage::End,
            }
        }
        self.scope.truncate(open.scope);
        self.ended |= self.open.is_empty();
    }
}

/// Whether what follows a `<` makes it the begin of a tag, a comment or the like.
fn markup_follows(rest: &str) -> bool {
    match rest.chars().next() {
        Some('/' | '!' | '?') => true,
        Some(c) => is_name_start(c),
        // The text ends: the parser says so.
        None => true,
    }
}
