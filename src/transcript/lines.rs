//! Lines of a text with their places.

use std::ops::Range;

/// The lines of a text, without their ends: LF, CR LF or CR, and nothing else (a line separator is a character).
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 32);
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'\n' | b'\r'))) {
        let end = at + found;
        lines.push(start..end);
        let double = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
        start = end + 1 + usize::from(double);
        at = start;
    }
    if start < text.len() {
        lines.push(start..text.len());
    }
    lines
}

/// The part of a range that is no blank.
pub(super) fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (slice.len() - slice.trim_start().len());
    start..start + slice.trim().len()
}
