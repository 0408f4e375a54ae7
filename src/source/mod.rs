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
    /// Where the text is not what lies on disk, byte for byte: how the two run beside each other.
    strides: Vec<Stride>,
    lines: OnceLock<Vec<usize>>,
    columns: OnceLock<Vec<usize>>,
}

/// A stretch of a decoded text whose characters are all of one length there and of one length on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stride {
    /// Where it begins in the text.
    pub text: usize,
    /// Where it begins on disk.
    pub disk: usize,
    /// Bytes of each of its characters in the text; at least 1.
    pub text_step: usize,
    /// Bytes of each of its characters on disk.
    pub disk_step: usize,
}

/// So many bytes lie between two places whose characters were counted.
const COUNTED: usize = 4096;

impl Source {
    /// A source out of a text that may begin with a byte order mark.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        let mut text = text.into();
        let mut offset = 0;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
            offset = '\u{feff}'.len_utf8();
        }
        Arc::new(Source {
            name: name.into(),
            text,
            offset,
            strides: Vec::new(),
            lines: OnceLock::new(),
            columns: OnceLock::new(),
        })
    }

    /// A source whose text was decoded from bytes that are not UTF-8; the strides are in the order of the text.
    pub fn decoded(name: impl Into<String>, text: String, strides: Vec<Stride>) -> Arc<Source> {
        Arc::new(Source {
            name: name.into(),
            text,
            offset: 0,
            strides,
            lines: OnceLock::new(),
            columns: OnceLock::new(),
        })
    }

    /// Whether the text is what lies on disk, so that edits of the one are edits of the other.
    pub fn is_as_on_disk(&self) -> bool {
        self.strides.is_empty()
    }

    /// Where a byte of `text` lies on disk.
    pub fn on_disk(&self, offset: usize) -> usize {
        let after = self.strides.partition_point(|stride| stride.text <= offset);
        match after.checked_sub(1).and_then(|i| self.strides.get(i)) {
            Some(stride) => stride.disk + (offset - stride.text) / stride.text_step * stride.disk_step,
            None => self.offset + offset,
        }
    }

    /// How many characters stand before a byte offset that begins one. Counted once for the whole text, so that many findings on one huge
    /// line cost no more than on many lines.
    fn characters_before(&self, offset: usize) -> usize {
        let begins = |byte: &u8| (*byte as i8) >= -0x40;
        let bytes = self.text.as_bytes();
        let counted = self.columns.get_or_init(|| {
            let mut sum = 0;
            let sums = bytes.chunks(COUNTED).map(|chunk| {
                let before = sum;
                sum += chunk.iter().filter(|byte| begins(byte)).count();
                before
            });
            sums.collect()
        });
        let block = offset / COUNTED;
        let Some(before) = counted.get(block) else { return self.text[..offset].chars().count() };
        before + bytes[block * COUNTED..offset].iter().filter(|byte| begins(byte)).count()
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
        let start = starts[line];
        let column = match offset - start {
            // Counting a short line is cheaper than counting the text.
            0..COUNTED => self.text[start..offset].chars().count(),
            _ => self.characters_before(offset) - self.characters_before(start),
        };
        Position { line: line + 1, column: column + 1 }
    }

    /// The text of a line (from 1) without its line end; empty for a line that is not there.
    pub fn line(&self, line: usize) -> &str {
        if line == 1 {
            // Asked of every episode, most of which are never asked for another.
            return self.text.split(['\n', '\r']).next().unwrap_or_default();
        }
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

    #[test]
    fn columns_of_a_huge_line() {
        let text = format!("a\n{}x", "é".repeat(50_000));
        let source = Source::new("x", text.as_str());
        for n in [0, 1, 2047, 2048, 4096, 49_999, 50_000] {
            assert_eq!(source.position(2 + 2 * n), Position { line: 2, column: n + 1 });
        }
        assert_eq!(source.position(text.len()).column, 50_002);
    }

    #[test]
    fn offsets_on_disk() {
        assert_eq!(Source::new("x", "\u{feff}ab").on_disk(1), 4);
        let strides = [(0, 0, 1, 1), (3, 3, 2, 1), (7, 5, 1, 1)];
        let strides = strides.map(|(text, disk, text_step, disk_step)| Stride { text, disk, text_step, disk_step });
        let source = Source::decoded("x", "abcéüd".into(), strides.to_vec());
        let offsets: Vec<_> = [0, 2, 3, 5, 7, 8].iter().map(|offset| source.on_disk(*offset)).collect();
        assert_eq!(offsets, [0, 2, 3, 4, 5, 6]);
    }
}
