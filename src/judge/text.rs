//! Characters that nobody meant: text that was decoded wrongly, replacement characters, characters that nobody sees.
//!
//! Unicode 16 (default ignorable characters; joiners as in UAX 31), the WHATWG index of windows-1252. Other mix-ups of encodings than
//! UTF-8 read as windows-1252 are not recognised: they leave no trace that could not be meant.

use std::ops::Range;

use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::element::spec::Kind;
use crate::xml::read::Value;

crate::rules! {
    /// UTF-8 was read as if it were windows-1252, and written so: every listener sees it.
    TEXT_MOJIBAKE = "text-mojibake": Warning, [], Unsafe;
        summary "characters that are UTF-8 read as another encoding";
        bad "<title>CafÃ© Central</title>";
        good "<title>Café Central</title>";
        source "W3C feed validator, BadCharacters";
    /// Some program could not read a character and put this in its place; the character itself is lost.
    TEXT_REPLACEMENT_CHARACTER = "text-replacement-character": Warning, [], None;
        summary "a replacement character where another one was";
        bad "<title>Caf\u{fffd} Central</title>";
        good "<title>Café Central</title>";
        source "Unicode, 23.8";
    /// Nobody sees it, and programs do: a search does not find the title, an address leads nowhere, two names are not the same.
    TEXT_INVISIBLE_CHARACTER = "text-invisible-character": Warning, [], Safe;
        summary "a character that nobody sees";
        bad "<title>Tape&#x200B; and wire</title>";
        good "<title>Tape and wire</title>";
        source "Unicode, 23.2";
}

/// Judges the characters of a value.
pub(super) fn judge(value: &Value<'_>, kind: Kind, findings: &mut Findings) {
    let text = &*value.text;
    if text.is_ascii() {
        return;
    }
    if let Some(at) = text.find('\u{fffd}') {
        let message = format!("{} holds a replacement character", value.name());
        let place = value.locate(at..at + '\u{fffd}'.len_utf8());
        findings.push(Diagnostic::new(&TEXT_REPLACEMENT_CHARACTER, place, message).help("write what stood there"));
    }
    let wrong = if is_suspicious(text) { mojibake(text) } else { Vec::new() };
    if let Some((range, meant)) = wrong.first().cloned() {
        let found = text.get(range.clone()).unwrap_or_default();
        let name = value.name();
        let message = match found.chars().next().filter(|c| c.is_control()) {
            Some(c) => {
                format!("{name} holds the control character U+{:04X}; in windows-1252 it is \"{meant}\"", u32::from(c))
            }
            None => format!("{name} holds \"{found}\", which was \"{meant}\" before it was decoded wrongly"),
        };
        let mut finding = Diagnostic::new(&TEXT_MOJIBAKE, value.locate(range), message).found(found).expected(meant);
        let edits = wrong.into_iter().map(|(range, meant)| value.edit(range, &meant)).collect();
        finding.fix = Some(Fix { description: "decode it again".into(), safe: false, edits });
        findings.push(finding);
    }
    let is_guid = value.attribute.is_none() && value.node.local() == "guid";
    if is_guid || matches!(kind, Kind::Line(_) | Kind::Url(_)) {
        findings.extend(invisible(value, is_guid || matches!(kind, Kind::Url(_))));
    }
}

/// The finding about characters that nobody sees; `identity` where taking one away makes another thing of the value.
fn invisible(value: &Value<'_>, identity: bool) -> Option<Diagnostic> {
    let text = &*value.text;
    let ranges: Vec<Range<usize>> = text
        .char_indices()
        .filter(|(at, c)| is_invisible(*c) && (identity || !is_joiner_at_work(text, *at, *c)))
        .map(|(at, c)| at..at + c.len_utf8())
        .collect();
    let first = ranges.first()?.clone();
    let c = text.get(first.clone())?.chars().next()?;
    let message = format!("{} holds U+{:04X}, which nobody sees", value.name(), u32::from(c));
    let mut finding = Diagnostic::new(&TEXT_INVISIBLE_CHARACTER, value.locate(first), message);
    if !identity {
        let edits: Vec<Edit> = ranges.into_iter().map(|range| value.edit(range, "")).collect();
        finding.fix = Some(Fix { description: "delete it".into(), safe: true, edits });
    }
    Some(finding)
}

/// Characters without a look of their own: soft hyphen, joiners, marks of direction, invisible operators, a lost byte order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character of that kind does something where it stands: joins letters of a script that joins, makes one sign of several,
/// or sets the direction of a text that runs from right to left.
fn is_joiner_at_work(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back()).unwrap_or(' ');
    let after = text.get(at + c.len_utf8()..).and_then(|text| text.chars().next()).unwrap_or(' ');
    match c {
        '\u{200c}' | '\u{200d}' => {
            let joins = |c: char| matches!(c, '\u{600}'..='\u{1cff}' | '\u{a840}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
            let is_sign = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
            (joins(before) && (joins(after) || after == ' ')) || (is_sign(before) && is_sign(after))
        }
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'))
        }
        _ => false,
    }
}

/// Whether a text may hold what `mojibake` looks for: a letter that is the first byte of a character in UTF-8, and a sign behind it that
/// is a further one; or a control character. A look at the bytes, because nearly every text is in order.
fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    memchr::memchr2_iter(0xc2, 0xc3, bytes).any(|at| match byte(at) {
        0xc2 => byte(at + 1) < 0xa0,
        _ => (0x82..=0xb4).contains(&byte(at + 1)) && matches!(byte(at + 2), 0xc2 | 0xc5 | 0xc6 | 0xcb | 0xe2),
    })
}

/// What is UTF-8 read as windows-1252, run by run, and what it was.
fn mojibake(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut run: Option<(usize, Vec<u8>)> = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let byte = if c.is_ascii() { None } else { byte_of(c) };
        match (byte, &mut run) {
            (Some(byte), Some((_, bytes))) => bytes.push(byte),
            (Some(byte), None) => run = Some((at, vec![byte])),
            (None, _) => {
                if let Some((start, bytes)) = run.take() {
                    decode_again(text, start, &bytes, &mut found);
                }
            }
        }
    }
    if found.is_empty() {
        // A control character that no text needs is the byte of a sign in windows-1252.
        let controls = text.char_indices().filter(|(_, c)| matches!(c, '\u{80}'..='\u{9f}'));
        found.extend(controls.filter_map(|(at, c)| {
            let meant = HIGH.get(usize::from(byte_of(c)?.checked_sub(0x80)?))?;
            Some((at..at + c.len_utf8(), meant.to_string()))
        }));
    }
    found
}

/// Finds the parts of a run of characters (given as their bytes in windows-1252) that read as UTF-8.
fn decode_again(text: &str, start: usize, bytes: &[u8], found: &mut Vec<(Range<usize>, String)>) {
    // Where each character of the run ends, one for each byte.
    let ends = text.get(start..).unwrap_or_default().char_indices().map(|(at, c)| start + at + c.len_utf8());
    let ends: Vec<usize> = ends.take(bytes.len()).collect();
    let mut from = 0;
    while let Some(rest) = bytes.get(from..).filter(|rest| !rest.is_empty()) {
        let valid = match std::str::from_utf8(rest) {
            Ok(valid) => valid,
            Err(error) => std::str::from_utf8(rest.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default(),
        };
        // Not every pair that happens to be UTF-8 is one: `Ã»` and `Ã…` may end a word in capitals.
        let punctuation = rest.get(1).is_some_and(|byte| matches!(byte, 0x85 | 0x91..=0x97 | 0xab | 0xbb));
        let by_chance = from == 0 && valid.chars().count() == 1 && punctuation && ends_in_capital(text, start);
        let listed = rest.first().is_some_and(|byte| matches!(byte, 0xc2 | 0xc3 | 0xe2 | 0xf0)) && !by_chance;
        let end = from + valid.len();
        if !valid.is_empty() && (listed || valid.chars().count() > 2) {
            let begin = from.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(start);
            let end = ends.get(end - 1).copied().unwrap_or(begin);
            found.push((begin..end, valid.to_string()));
        }
        from = end.max(from + 1);
    }
}

fn ends_in_capital(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_uppercase)
}

/// The byte that windows-1252 has for a character; C1 controls are the bytes that it leaves open.
fn byte_of(c: char) -> Option<u8> {
    if let c @ '\u{80}'..='\u{ff}' = c {
        return u8::try_from(u32::from(c)).ok();
    }
    let at = HIGH.iter().position(|high| *high == c)?;
    u8::try_from(0x80 + at).ok()
}

/// What windows-1252 has from 0x80 to 0x9F.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_what_was_decoded_wrongly() {
        let meant = |text: &str| {
            let found = mojibake(text).into_iter().next().map(|(range, meant)| (text[range].to_string(), meant));
            assert!(found.is_none() || is_suspicious(text), "{text}");
            found
        };
        assert_eq!(meant("CafÃ© noir"), Some(("Ã©".into(), "é".into())));
        assert_eq!(meant("Itâ€™s"), Some(("â€™".into(), "’".into())));
        assert_eq!(mojibake("Ã©Ã¨ Ã¼").len(), 2);
        assert_eq!(meant("aÂ\u{a0}b"), Some(("Â\u{a0}".into(), "\u{a0}".into())));
        assert_eq!(meant("öâ€“ü"), Some(("â€“".into(), "–".into())));
        assert_eq!(meant("Ð¿Ñ€Ð¸"), Some(("Ð¿Ñ€Ð¸".into(), "при".into())));
        assert_eq!(meant("a\u{93}b"), Some(("\u{93}".into(), "“".into())));
        for right in ["Café", "NÃO", "«IRMÃ»", "AMANHÃ…", "Änderung – größer", "100 €", "Ünï", "Ã", "â€"]
        {
            assert_eq!(meant(right), None, "{right}");
        }
    }

    #[test]
    fn joiners_that_join_stay() {
        let works = |text: &str| {
            let (at, c) = text.char_indices().find(|(_, c)| is_invisible(*c)).unwrap();
            is_joiner_at_work(text, at, c)
        };
        assert!(works("می\u{200c}خواهم") && works("👩\u{200d}🔬") && works("שלום\u{200e} (1)"));
        assert!(!works("Tape\u{200b} and") && !works("Ta\u{200d}pe") && !works("\u{feff}Tape"));
    }
}
