//! TOML 1.0 (and the 1.1 forms of times) through the `toml` crate, with all errors of a file in one go.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::rules::CONFIG_INVALID;
use super::{Data, Name, Node, Table};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Reads a range of a source as a TOML document; what can't be read is left out and reported.
pub fn read_toml(source: &Arc<Source>, range: Range<usize>) -> (Node, Vec<Diagnostic>) {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(text);
    let base = Base { source, offset: range.start };
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut reported = HashSet::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let place = base.place(span.start..span.end.max(span.start));
        // One cause, one finding: the recovering parser complains again about what follows on the line.
        if reported.insert(place.start().line) {
            let message = error.message().lines().collect::<Vec<_>>().join(": ");
            diagnostics.push(Diagnostic::new(&CONFIG_INVALID, place, format!("not TOML: {message}")));
        }
    }
    let table = base.table(table.get_ref());
    (Node { place: source.place(range.start..range.start), data: Data::Table(table), plain: None }, diagnostics)
}

struct Base<'a> {
    source: &'a Arc<Source>,
    offset: usize,
}

impl Base<'_> {
    fn place(&self, span: Range<usize>) -> crate::source::Place {
        self.source.place(self.offset + span.start..self.offset + span.end)
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let entries = table
            .iter()
            .map(|(key, value)| {
                let name = Name { text: key.get_ref().to_string(), place: self.place(key.span()) };
                (name, self.node(value))
            })
            .collect::<Vec<_>>();
        let mut table = Table { entries };
        table.entries.sort_by_key(|(name, _)| name.place.span.start);
        table
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let data = match value.get_ref() {
            DeValue::String(text) => Data::String(text.to_string()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Data::Integer(number),
                Err(_) => Data::Float(number.as_str().to_string()),
            },
            DeValue::Float(number) => Data::Float(number.as_str().to_string()),
            DeValue::Boolean(value) => Data::Bool(*value),
            DeValue::Datetime(value) => Data::Datetime(value.to_string()),
            DeValue::Array(items) => Data::Array(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Data::Table(self.table(table)),
        };
        Node { place: self.place(value.span()), data, plain: None }
    }
}
