//! What readers of keys share: findings, the path to the present key, the time zone.

use chrono_tz::Tz;

use super::rules::KEY_INVALID;
use super::{Node, TableInfo};
use crate::diagnostic::Diagnostic;

/// Collects findings while a tree is read into tables.
#[derive(Default)]
pub struct Reader {
    /// What was found so far.
    pub diagnostics: Vec<Diagnostic>,
    /// The zone of dates without an offset.
    pub zone: Option<Tz>,
    /// Tables by dotted name, so that a key in the wrong one can be told where it belongs.
    pub homes: Vec<(&'static str, TableInfo)>,
    path: Vec<String>,
}

impl Reader {
    /// A reader that takes local dates in this zone.
    pub fn new(zone: Option<Tz>) -> Reader {
        Reader { zone, ..Reader::default() }
    }

    /// The dotted name of the key being read.
    pub fn key(&self) -> String {
        self.path.join(".")
    }

    /// Reads below a key.
    pub fn within<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.path.push(key.to_string());
        let value = read(self);
        self.path.pop();
        value
    }

    /// Adds a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds a `key-invalid` finding about a value: "`show.explicit` must be true or false".
    pub fn wrong(&mut self, node: &Node, expected: &str) {
        let found = node.scalar_text().unwrap_or_else(|| node.kind().to_string());
        let message = format!("`{}` must be {expected}", self.key());
        self.report(Diagnostic::new(&KEY_INVALID, &node.place, message).found(found).expected(expected));
    }
}
