//! Bytes to text: by byte order mark, by the pattern of the first bytes, by the declaration. XML 1.0, 4.3.3 and F; labels by the
//! Encoding Standard.
//!
//! Where they contradict each other the bytes win. Bytes that the encoding does not allow are read as windows-1252, which is what they
//! mostly are. UTF-32 and EBCDIC are not read.

use std::ops::Range;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::rules::{
    ENCODING_BOM, ENCODING_DECLARATION_MISMATCH, ENCODING_INVALID_BYTES, ENCODING_MIXED, ENCODING_NOT_UTF8,
    ENCODING_UNKNOWN,
};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Stride};

/// The declaration is looked for in so many bytes: plugins print whole notices before it.
const HEAD: usize = 64 * 1024;

/// The text of a document, with what is wrong with its encoding.
pub fn decode(name: &str, bytes: &[u8]) -> (Arc<Source>, Vec<Diagnostic>) {
    let declared = declared_label(bytes);
    let label = declared.clone().and_then(|range| bytes.get(range)).and_then(|label| std::str::from_utf8(label).ok());
    let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let wide = wide(bytes);
    let marked = bytes.starts_with(b"\xef\xbb\xbf");

    let mut findings = Vec::new();
    let (source, encoding) = match (wide, named) {
        (Some(encoding), _) => (decoded(name, bytes, encoding), encoding),
        (None, Some(encoding)) if encoding != UTF_8 && !is_wide(encoding) && !marked => {
            // Text that says it is something else and is UTF-8 throughout is UTF-8: by chance that does not happen.
            match std::str::from_utf8(bytes) {
                Ok(text) if text.is_ascii() => (Source::new(name, text), encoding),
                Ok(text) if only_one_byte(encoding) => (Source::new(name, text), UTF_8),
                _ => (decoded(name, bytes, encoding), encoding),
            }
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Source::new(name, text), UTF_8),
            Err(_) => (repaired(name, bytes, &mut findings), UTF_8),
        },
    };

    let label_place = |source: &Arc<Source>| {
        let found = declaration(&source.text).and_then(|whole| pseudo(&source.text, whole, "encoding"));
        found.map_or_else(|| source.place(0..0), |range| source.place(range))
    };
    if marked {
        let place = source.place(0..0);
        findings.push(Diagnostic::new(&ENCODING_BOM, place, "a byte order mark stands before the text"));
    }
    match (label, named) {
        (Some(label), None) => {
            let place = label_place(&source);
            let finding = Diagnostic::new(&ENCODING_UNKNOWN, &place, format!("no encoding is called `{label}`"));
            findings.push(finding.expected("UTF-8").fix(false, "declare UTF-8", &place, "UTF-8"));
        }
        (Some(label), Some(named)) if contradicts(label, named, encoding, marked) => {
            let place = label_place(&source);
            let message = format!("`{label}` is declared, and the bytes are {}", encoding.name());
            let finding = Diagnostic::new(&ENCODING_DECLARATION_MISMATCH, &place, message).expected(encoding.name());
            findings.push(finding.fix(encoding == UTF_8, "declare what it is", &place, encoding.name()));
            if encoding != UTF_8 {
                findings.push(not_utf8(&source, encoding.name(), label_place(&source)));
            }
        }
        _ if encoding != UTF_8 => {
            findings.push(not_utf8(&source, label.unwrap_or(encoding.name()), label_place(&source)));
        }
        _ => {}
    }
    if encoding != UTF_8 {
        invalid_characters(&source, encoding, &mut findings);
    }
    (source, findings)
}

/// Whether label and bytes say different things.
fn contradicts(label: &str, named: &'static Encoding, encoding: &'static Encoding, marked: bool) -> bool {
    if is_wide(named) || is_wide(encoding) {
        return is_wide(named) != is_wide(encoding);
    }
    // Names that mean the same set of bytes as long as all of them are ASCII.
    named != encoding && (encoding == UTF_8) && (marked || !label.is_empty())
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Whether a text in that encoding can be told from UTF-8: every byte is a character, so that UTF-8 by chance looks odd.
fn only_one_byte(encoding: &'static Encoding) -> bool {
    encoding.is_single_byte()
}

/// UTF-16, by its mark or by the zeros around `<`.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Where the declared label stands in bytes that look like ASCII.
fn declared_label(bytes: &[u8]) -> Option<Range<usize>> {
    let head = bytes.get(..HEAD.min(bytes.len()))?;
    let start = memchr::memmem::find(head, b"<?xml")?;
    // Only ASCII is looked for; whatever else there is keeps its number of bytes.
    let text: String =
        head.get(start..)?.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
    let whole = declaration(&text)?;
    let range = pseudo(&text, whole, "encoding")?;
    Some(start + range.start..start + range.end)
}

/// The XML declaration that a text begins with, or that stands before its first element.
pub(super) fn declaration(text: &str) -> Option<Range<usize>> {
    let mut head = HEAD.min(text.len());
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let head = text.get(..head)?;
    let blank =
        |at: &usize| head.as_bytes().get(at + 5).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'?');
    let start = head.match_indices("<?xml").map(|(at, _)| at).find(blank)?;
    if ["<rss", "<channel", "<feed", "<rdf:"]
        .iter()
        .any(|root| head.get(..start).is_some_and(|head| head.contains(root)))
    {
        return None;
    }
    let end = head.get(start..)?.find("?>").map(|end| start + end + 2)?;
    Some(start..end)
}

/// The value of `version`, `encoding` or `standalone` in a declaration.
pub(super) fn pseudo(text: &str, declaration: Range<usize>, name: &str) -> Option<Range<usize>> {
    let inside = text.get(declaration.clone())?;
    for (at, _) in inside.match_indices(name) {
        let before = inside.get(..at).and_then(|before| before.chars().next_back());
        let rest = inside.get(at + name.len()..)?;
        let after = rest.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else { continue };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if let (Some(quote), Some(true)) = (quote, before.map(|c| c.is_ascii_whitespace())) {
            let start = declaration.start + inside.len() - value.len() + 1;
            let len = value.get(1..)?.find(quote)?;
            return Some(start..start + len);
        }
    }
    None
}

fn not_utf8(source: &Arc<Source>, encoding: &str, place: crate::source::Place) -> Diagnostic {
    let message = format!("the document is {encoding}");
    let finding = Diagnostic::new(&ENCODING_NOT_UTF8, place, message).expected("UTF-8");
    finding.fix(true, "write the document in UTF-8", &source.whole(), as_utf8(source))
}

/// The whole text with UTF-8 as its declared encoding.
fn as_utf8(source: &Source) -> String {
    let text = &source.text;
    let Some(label) = declaration(text).and_then(|whole| pseudo(text, whole, "encoding")) else { return text.clone() };
    let (before, after) = (text.get(..label.start).unwrap_or_default(), text.get(label.end..).unwrap_or_default());
    format!("{before}UTF-8{after}")
}

/// Decodes with an encoding that is not UTF-8, and notes how text and bytes run beside each other.
fn decoded(name: &str, bytes: &[u8], encoding: &'static Encoding) -> Arc<Source> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let marked = is_wide(encoding) && matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let mut text = text.into_owned();
    let mut at_disk = 0;
    if marked && text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
        at_disk = 2;
    }
    let mut strides = Strides::default();
    let mut buffer = [0; 4];
    for (at, c) in text.char_indices() {
        let disk = if is_wide(encoding) {
            2 * c.len_utf16()
        } else if encoding.is_single_byte() || c.is_ascii() {
            1
        } else {
            let (bytes, _, failed) = encoding.encode(c.encode_utf8(&mut buffer));
            if failed { 1 } else { bytes.len() }
        };
        strides.add(at, at_disk, c.len_utf8(), disk);
        at_disk += disk;
    }
    Source::decoded(name, text, strides.0)
}

#[derive(Default)]
struct Strides(Vec<Stride>);

impl Strides {
    fn add(&mut self, text: usize, disk: usize, text_step: usize, disk_step: usize) {
        if self.0.last().is_none_or(|last| (last.text_step, last.disk_step) != (text_step, disk_step)) {
            self.0.push(Stride { text, disk, text_step, disk_step });
        }
    }
}

/// Characters that stand for bytes the encoding does not have.
fn invalid_characters(source: &Arc<Source>, encoding: &'static Encoding, findings: &mut Vec<Diagnostic>) {
    let mut last_end = None;
    for (at, bad) in source.text.match_indices('\u{fffd}') {
        if last_end != Some(at) {
            let message = format!("these bytes are nothing in {}", encoding.name());
            findings.push(Diagnostic::new(&ENCODING_INVALID_BYTES, source.place(at..at + bad.len()), message));
        }
        last_end = Some(at + bad.len());
    }
}

/// Text of what should be UTF-8 and is not everywhere.
fn repaired(name: &str, bytes: &[u8], findings: &mut Vec<Diagnostic>) -> Arc<Source> {
    let offset = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut text = String::with_capacity(bytes.len());
    let mut strides = Strides::default();
    let mut runs: Vec<(Range<usize>, &[u8])> = Vec::new();
    let (mut at_disk, mut good) = (offset, 0);
    for chunk in bytes.get(offset..).unwrap_or_default().utf8_chunks() {
        if !chunk.valid().is_empty() {
            strides.add(text.len(), at_disk, 1, 1);
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            text.push_str(chunk.valid());
            at_disk += chunk.valid().len();
        }
        let bad = chunk.invalid();
        let start = text.len();
        let (characters, _) = WINDOWS_1252.decode_without_bom_handling(bad);
        for c in characters.chars() {
            strides.add(text.len(), at_disk, c.len_utf8(), 1);
            text.push(c);
            at_disk += 1;
        }
        if bad.is_empty() {
            continue;
        }
        match runs.last_mut() {
            Some((range, _)) if range.end == start => range.end = text.len(),
            _ => runs.push((start..text.len(), bad)),
        }
    }
    let source = Source::decoded(name, text, strides.0);
    let whole = source.whole();
    let letters = |(range, _): &&(Range<usize>, &[u8])| {
        let text = source.text.get(range.clone()).unwrap_or_default();
        text.chars().all(|c| c.is_alphabetic() || "‚„“”‘’«»–—…€•™©®°§¡¿·\u{a0}".contains(c))
    };
    let latin = runs.iter().filter(letters).count();
    let words = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
    let fix = "read those bytes as windows-1252 and write UTF-8";
    if good > 0 && latin > 0 {
        let Some((first, bad)) = runs.first() else { return source };
        let message = format!(
            "characters in UTF-8: {good}; places with bytes that are not, and make sense in windows-1252: {}",
            runs.len()
        );
        let finding = Diagnostic::new(&ENCODING_MIXED, source.place(first.clone()), message).found(words(bad));
        findings.push(finding.expected("UTF-8 throughout").fix(false, fix, &whole, as_utf8(&source)));
        return source;
    }
    for (n, (range, bad)) in runs.iter().enumerate() {
        let place = source.place(range.clone());
        let finding = Diagnostic::new(&ENCODING_INVALID_BYTES, place, "these bytes are not UTF-8").found(words(bad));
        let finding = finding.expected("UTF-8, or a declaration that names the encoding");
        // The text is written as a whole, so one finding carries the fix for all.
        findings.push(if n == 0 { finding.fix(false, fix, &whole, as_utf8(&source)) } else { finding });
    }
    source
}
