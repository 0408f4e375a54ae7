//! A value to be judged, written in a file of the author's or in a feed: what is said of it is the same.

use crate::diagnostic::{Diagnostic, Rule};
use crate::keys::{Words, judge_word, quoted_like};
use crate::source::{Place, Spanned};
use crate::xml::read::Value;

/// A value, and how to write another one in its place.
pub trait Written {
    /// What stands there, without the blanks around it.
    fn text(&self) -> &str;
    /// Where.
    fn place(&self) -> Place;
    /// What to write there so that it reads `text`.
    fn edit(&self, text: &str) -> String;
}

impl<T: AsRef<str>> Written for Spanned<T> {
    fn text(&self) -> &str {
        self.value.as_ref().trim()
    }
    fn place(&self) -> Place {
        self.place.clone()
    }
    fn edit(&self, text: &str) -> String {
        quoted_like(&self.place, text)
    }
}

impl Written for Value<'_> {
    fn text(&self) -> &str {
        self.trimmed()
    }
    fn place(&self) -> Place {
        Value::place(self)
    }
    fn edit(&self, text: &str) -> String {
        self.escaped(text)
    }
}

impl dyn Written + '_ {
    /// A finding about the value.
    pub fn finding(&self, rule: &'static Rule, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(rule, self.place(), message).found(self.text())
    }

    /// The finding with what stands there replaced.
    pub fn mended(&self, finding: Diagnostic, safe: bool, to: &str) -> Diagnostic {
        finding.fix(safe, format!("write `{to}`"), &self.place(), self.edit(to))
    }

    /// The finding with the nearest word, or the whole list where none is near.
    pub fn offering(&self, finding: Diagnostic, words: &[&'static str]) -> Diagnostic {
        match crate::scalar::nearest(self.text(), words.iter().copied()) {
            Some(near) => finding.expected(near).help(format!("did you mean \"{near}\"?")),
            None => finding.expected(words.join(", ")),
        }
    }
}

/// Judges an attribute of a feed whose value is a word of a closed list.
pub(super) fn word<T: Words>(value: &Value<'_>, name: &str, rule: &'static Rule) -> Option<Diagnostic> {
    judge_word::<T>(value.trimmed(), name, &value.place(), rule, &|text| value.escaped(text)).1
}
