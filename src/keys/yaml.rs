//! YAML 1.2 front matter through the events of `saphyr-parser`.
//!
//! One document, a mapping at the top. Anchors and aliases are followed up to a limit, tags are ignored.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::rules::CONFIG_INVALID;
use super::{Data, Name, Node, Table};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// More values than this, aliases included, and the rest is not read: nobody writes them by hand.
const MOST_VALUES: usize = 100_000;
/// Deeper than this and the rest is not read.
const DEEPEST: usize = 64;

/// Reads a range of a source as one YAML document; what can't be read is left out and reported.
pub fn read_yaml(source: &Arc<Source>, range: Range<usize>) -> (Node, Vec<Diagnostic>) {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let offsets: Vec<usize> =
        if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(i, _)| i).chain([text.len()]).collect() };
    let mut reader = YamlReader {
        source,
        base: range.start,
        length: text.len(),
        offsets,
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        values: 0,
        failed: false,
        diagnostics: Vec::new(),
    };
    let empty =
        Node { place: source.place(range.start..range.start), data: Data::Table(Table::default()), plain: None };
    let top = reader.document().unwrap_or_else(|| empty.clone());
    let mut diagnostics = reader.diagnostics;
    let top = match top.data {
        Data::Table(_) => Node { place: empty.place, ..top },
        Data::Null => empty,
        _ => {
            diagnostics.push(
                Diagnostic::new(&CONFIG_INVALID, top.place, "the front matter holds no keys")
                    .expected("lines of `key: value` between the `---`"),
            );
            empty
        }
    };
    (top, diagnostics)
}

struct YamlReader<'a> {
    source: &'a Arc<Source>,
    base: usize,
    length: usize,
    offsets: Vec<usize>,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    values: usize,
    /// The parser has given up; asked again it would say the same.
    failed: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> YamlReader<'a> {
    fn byte(&self, index: usize) -> usize {
        let byte =
            if self.offsets.is_empty() { index } else { self.offsets.get(index).copied().unwrap_or(self.length) };
        self.base + byte.min(self.length)
    }

    fn place(&self, span: saphyr_parser::Span) -> crate::source::Place {
        self.source.place(self.byte(span.start.index())..self.byte(span.end.index()))
    }

    fn next(&mut self) -> Option<(Event<'a>, saphyr_parser::Span)> {
        if self.failed {
            return None;
        }
        match self.parser.next_event()? {
            Ok(event) => Some(event),
            Err(error) => {
                self.failed = true;
                let at = self.byte(error.marker().index());
                let message = format!("not YAML: {}", error.info());
                self.diagnostics.push(Diagnostic::new(&CONFIG_INVALID, self.source.place(at..at), message));
                None
            }
        }
    }

    fn document(&mut self) -> Option<Node> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd | Event::DocumentEnd => return None,
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
                event => return self.node(event, span, 0),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: saphyr_parser::Span, depth: usize) -> Option<Node> {
        self.values += 1;
        if self.values > MOST_VALUES || depth > DEEPEST {
            if self.values <= MOST_VALUES + 1 {
                self.values = MOST_VALUES + 1;
                let message = "too many values, or too deeply nested";
                self.diagnostics.push(Diagnostic::new(&CONFIG_INVALID, self.place(span), message));
            }
            return None;
        }
        let place = self.place(span);
        let (node, anchor) = match event {
            Event::Alias(id) => {
                let target = self.anchors.get(&id).cloned();
                self.values += target.as_ref().map_or(0, count);
                return Some(target.map_or(Node { place: place.clone(), data: Data::Null, plain: None }, |target| {
                    Node { place, ..target }
                }));
            }
            Event::Scalar(text, style, anchor, _) => {
                let node = if style == ScalarStyle::Plain {
                    Node { place, data: plain(&text), plain: Some(text.into_owned()) }
                } else {
                    Node { place, data: Data::String(text.into_owned()), plain: None }
                };
                (node, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next() {
                        None | Some((Event::SequenceEnd, _)) => break,
                        Some((event, span)) => match self.node(event, span, depth + 1) {
                            Some(item) => items.push(item),
                            None => break,
                        },
                    }
                }
                (Node { place, data: Data::Array(items), plain: None }, anchor)
            }
            Event::MappingStart(anchor, _) => {
                let table = self.mapping(depth);
                (Node { place, data: Data::Table(table), plain: None }, anchor)
            }
            _ => return None,
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Some(node)
    }

    fn mapping(&mut self, depth: usize) -> Table {
        let mut table = Table::default();
        loop {
            let (event, span) = match self.next() {
                None | Some((Event::MappingEnd, _)) => break,
                Some(next) => next,
            };
            let Some(key) = self.node(event, span, depth + 1) else { break };
            let Some((event, span)) = self.next() else { break };
            let Some(value) = self.node(event, span, depth + 1) else { break };
            let Some(text) = key.scalar_text() else {
                let message = "a key must be a word, not a list or a table";
                self.diagnostics.push(Diagnostic::new(&CONFIG_INVALID, key.place, message));
                continue;
            };
            if let Some((first, _)) = table.entries.iter().find(|(name, _)| name.text == text) {
                let message = format!("the key `{text}` is there twice");
                let finding = Diagnostic::new(&CONFIG_INVALID, &key.place, message).related(&first.place, "first here");
                self.diagnostics.push(finding);
                continue;
            }
            table.entries.push((Name { text, place: key.place }, value));
        }
        table
    }
}

fn count(node: &Node) -> usize {
    match &node.data {
        Data::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Data::Table(table) => 1 + table.entries.iter().map(|(_, node)| count(node)).sum::<usize>(),
        _ => 1,
    }
}

/// YAML 1.2 core schema, section 10.3.2.
fn plain(text: &str) -> Data {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Data::Null,
        "true" | "True" | "TRUE" => return Data::Bool(true),
        "false" | "False" | "FALSE" => return Data::Bool(false),
        _ => {}
    }
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if whole && let Ok(value) = text.parse() {
        return Data::Integer(value);
    }
    let decimal = number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && number.bytes().filter(|b| *b == b'.').count() == 1
        && number.len() > 1;
    if decimal { Data::Float(text.to_string()) } else { Data::String(text.to_string()) }
}
