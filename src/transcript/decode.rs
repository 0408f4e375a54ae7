//! Bytes to text: UTF-8, UTF-16 by its mark or its zeros, and windows-1252 for what is neither.
//!
//! Encoding Standard (WHATWG). Other old encodings cannot be told apart with certainty and are read as windows-1252,
//! with a finding.

use std::sync::Arc;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::rules::TRANSCRIPT_UNREADABLE;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// The text of a transcript file, with a finding where it is not UTF-8.
pub fn decode(name: &str, bytes: &[u8]) -> (Arc<Source>, Vec<Diagnostic>) {
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return (Source::new(name, text), vec![foreign(name, encoding.name(), Severity::Error)]);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Source::new(name, text), Vec::new()),
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            let source = Source::new(name, text);
            // Up to there both texts are the same only where it is ASCII: the offset in the new one is counted anew.
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let start = WINDOWS_1252.decode_without_bom_handling(before).0.len();
            let length = source.text.get(start..).and_then(|text| text.chars().next()).map_or(0, char::len_utf8);
            let place = source.place(start..start + length);
            let finding =
                Diagnostic::new(&TRANSCRIPT_UNREADABLE, place, "the bytes are not UTF-8; read as windows-1252")
                    .expected("UTF-8")
                    .help("convert the file to UTF-8, and look whether the accents are right");
            (source, vec![finding])
        }
    }
}

fn foreign(name: &str, encoding: &str, severity: Severity) -> Diagnostic {
    Diagnostic::new(
        &TRANSCRIPT_UNREADABLE,
        crate::diagnostic::At::File(name.to_string()),
        format!("the file is {encoding}, which most apps cannot read"),
    )
    .severity(severity)
    .expected("UTF-8")
    .help("convert the file to UTF-8; 'podwright transcript convert' writes nothing else")
}

/// By byte order mark, else by zeros in every second of the first bytes.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = bytes.get(..16)?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 7..) => Some(UTF_16LE),
        (7.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_three_encodings() {
        let (source, findings) = decode("a.srt", "é".as_bytes());
        assert_eq!((source.text.as_str(), findings.len()), ("é", 0));
        let (source, findings) = decode("a.srt", b"\xe9t\xe9");
        assert_eq!((source.text.as_str(), findings.len()), ("été", 1));
        let (source, findings) = decode("a.srt", b"\xff\xfe1\0\n\0");
        assert_eq!((source.text.as_str(), findings.len()), ("1\n", 1));
        let wide: Vec<u8> = "WEBVTT and more".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode("a.vtt", &wide).0.text, "WEBVTT and more");
    }
}
