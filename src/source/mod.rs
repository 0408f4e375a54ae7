//! Source texts and places in them.
//!
//! Everything that is read (feed.toml, an episode, a transcript, somebody's feed) becomes a [`Source`]; every value
//! that comes out of it keeps a [`Place`]: the source and a byte range. This is the only module that counts lines
//! and columns. Lines end at LF, CR LF or CR; columns count Unicode scalar values from 1; a byte order mark is no column.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// A text with the name people know it by.
pub struct Source {
    /// As given on the command line, or relative to the show's folder; always with `/`.
    pub name: String,
    /// The text after the byte order mark, if there was one.
    pub text: String,
    /// Bytes on disk before `text` begins: 3 after a UTF-8 byte order mark, else 0.
    pub offset: usize,
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// A source out of a text that may begin with a byte order mark.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        let mut text = text.into();
        let mut offset = 0;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
            offset = '\u{feff}'.len_utf8();
        }
        Arc::new(Source { name: name.into(), text, offset, lines: OnceLock::new() })
    }

    /// The byte offsets at which the lines begin; the first is 0.
    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (i, byte) in bytes.iter().enumerate() {
                let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
                if ends {
                    starts.push(i + 1);
                }
            }
            starts
        })
    }

    /// Line and column of a byte offset into `text`. Offsets past the end or inside a character are moved back.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset) - 1;
        Position { line: line + 1, column: self.text[starts[line]..offset].chars().count() + 1 }
    }

    /// The text of a line (from 1) without its line end; empty for a line that is not there.
    pub fn line(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let Some(start) = line.checked_sub(1).and_then(|i| starts.get(i)) else { return "" };
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\n', '\r'])
    }

    /// The place of a byte range of `text`.
    pub fn place(self: &Arc<Self>, range: Range<usize>) -> Place {
        Place { source: self.clone(), span: Span { start: range.start, end: range.end } }
    }

    /// The place of the whole text.
    pub fn whole(self: &Arc<Self>) -> Place {
        self.place(0..self.text.len())
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.name)
    }
}

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Unicode scalar values from the begin of the line, from 1.
    pub column: usize,
}

/// A byte range of a source's text; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

/// A byte range of a named source.
#[derive(Clone)]
pub struct Place {
    /// The text it points into.
    pub source: Arc<Source>,
    /// The range in [`Source::text`].
    pub span: Span,
}

/// The beginning of a text without words and name, for values that nobody wrote.
impl Default for Place {
    fn default() -> Place {
        Source::new("", "").place(0..0)
    }
}

impl Place {
    /// The text at this place.
    pub fn text(&self) -> &str {
        self.source.text.get(self.span.start..self.span.end).unwrap_or_default()
    }

    /// Where it begins.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Where it ends (exclusive).
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }

    /// A part of this place, relative to its begin.
    pub fn part(&self, range: Range<usize>) -> Place {
        self.source.place(self.span.start + range.start..self.span.start + range.end)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.start();
        write!(f, "{}:{}:{}", self.source.name, at.line, at.column)
    }
}

/// A value and where it was read.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value read at a place.
    pub fn new(value: T, place: Place) -> Spanned<T> {
        Spanned { value, place }
    }

    /// The value changed, at the same place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), place: self.place }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Two values are the same wherever they stand.
impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_three_ways_and_columns_count_characters() {
        let source = Source::new("x", "\u{feff}é b\r\nc\rd\n");
        assert_eq!(source.offset, 3);
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(6), Position { line: 2, column: 1 });
        assert_eq!(source.position(8), Position { line: 3, column: 1 });
        assert_eq!(source.line(1), "é b");
        assert_eq!(source.line(3), "d");
        assert_eq!(source.line(9), "");
        assert_eq!(source.position(999), Position { line: 4, column: 1 });
    }
}
