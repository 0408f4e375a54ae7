//! References: `&amp;`, `&#233;`, `&name;`. XML 1.0, 4.1 and 4.4.
//!
//! What a reference stands for is found in a fixed order: the five names of XML, what the document declares, the names of
//! HTML (a finding says that XML does not know them). A lone `&` stands for itself.

use std::collections::HashMap;
use std::ops::Range;

use crate::xml::is_xml_char;

/// What an `&` begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference<'a> {
    /// A character by its number.
    Character(char),
    /// A number that stands for no character of XML.
    Forbidden,
    /// A number written with `&#X`, and the character meant.
    UpperX(char),
    /// A name.
    Named(&'a str),
    /// Nothing: the `&` stands alone.
    Bare,
}

/// Reads the reference that `raw` begins with, and its length in bytes.
pub(super) fn reference(raw: &str) -> (Reference<'_>, usize) {
    let Some(inside) = raw.get(1..) else { return (Reference::Bare, raw.len()) };
    if let Some(number) = inside.strip_prefix('#') {
        let (radix, digits, upper) = match number.as_bytes().first() {
            Some(b'x') => (16, number.get(1..).unwrap_or_default(), false),
            Some(b'X') => (16, number.get(1..).unwrap_or_default(), true),
            _ => (10, number, false),
        };
        let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        if count == 0 || digits.as_bytes().get(count) != Some(&b';') {
            return (Reference::Bare, 1);
        }
        let len = raw.len() - digits.len() + count + 1;
        let value = digits.get(..count).and_then(|digits| u32::from_str_radix(digits, radix).ok());
        return match value.and_then(char::from_u32).filter(|c| is_xml_char(*c)) {
            Some(c) if upper => (Reference::UpperX(c), len),
            Some(c) => (Reference::Character(c), len),
            None => (Reference::Forbidden, len),
        };
    }
    let mut end = 0;
    for (at, c) in inside.char_indices() {
        if c == ';' && at > 0 {
            end = at;
            break;
        }
        if !(if at == 0 { is_name_start(c) } else { is_name_char(c) }) || at > NAME_LIMIT {
            break;
        }
    }
    match inside.get(..end) {
        Some(name) if end > 0 => (Reference::Named(name), end + 2),
        _ => (Reference::Bare, 1),
    }
}

/// Names longer than this are not read to their end.
pub(super) const NAME_LIMIT: usize = 1024;

/// XML 1.0, production 4 (NameStartChar).
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '_' | ':' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// XML 1.0, production 4a (NameChar).
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
}

/// What HTML means by a name.
pub fn html_entity(name: &str) -> Option<String> {
    let (first, second) = *html5ever::data::NAMED_ENTITIES.get(&*format!("{name};"))?;
    let characters = [first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32);
    Some(characters.collect()).filter(|text: &String| !text.is_empty())
}

/// What XML means by a name.
pub(super) fn xml_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

/// Replaces references in the values of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoder {
    /// What the document declares; `None` where it may not be expanded.
    pub declared: HashMap<String, Option<String>>,
}

/// A part of a decoded value.
#[derive(Clone, Debug)]
pub(super) enum Piece<'a> {
    /// As it stands.
    Verbatim(&'a str),
    /// A character for a reference or a line end.
    Character(char),
    /// A text for a reference.
    Replaced(String),
}

impl Piece<'_> {
    pub fn len(&self) -> usize {
        match self {
            Piece::Verbatim(text) => text.len(),
            Piece::Character(c) => c.len_utf8(),
            Piece::Replaced(text) => text.len(),
        }
    }

    pub fn is_verbatim(&self) -> bool {
        matches!(self, Piece::Verbatim(_))
    }
}

impl Decoder {
    /// Gives the pieces of a raw value one after the other, with the bytes they come from.
    pub fn pieces<'a>(&self, raw: &'a str, mut each: impl FnMut(Piece<'a>, Range<usize>)) {
        let mut at = 0;
        while let Some(found) = raw.get(at..).and_then(|rest| memchr::memchr2(b'&', b'\r', rest.as_bytes())) {
            let here = at + found;
            if found > 0 {
                each(Piece::Verbatim(raw.get(at..here).unwrap_or_default()), at..here);
            }
            let rest = raw.get(here..).unwrap_or_default();
            if rest.starts_with('\r') {
                let len = if rest.starts_with("\r\n") { 2 } else { 1 };
                each(Piece::Character('\n'), here..here + len);
                at = here + len;
                continue;
            }
            let (kind, len) = reference(rest);
            let piece = match kind {
                Reference::Character(c) | Reference::UpperX(c) => Piece::Character(c),
                Reference::Forbidden => Piece::Replaced(String::new()),
                Reference::Bare => Piece::Verbatim(rest.get(..len).unwrap_or_default()),
                Reference::Named(name) => match (xml_entity(name), self.declared.get(name)) {
                    (Some(text), _) => Piece::Character(text.chars().next().unwrap_or('&')),
                    (None, Some(Some(text))) => Piece::Replaced(text.clone()),
                    (None, Some(None)) => Piece::Verbatim(rest.get(..len).unwrap_or_default()),
                    (None, None) => match html_entity(name) {
                        Some(text) => Piece::Replaced(text),
                        None => Piece::Verbatim(rest.get(..len).unwrap_or_default()),
                    },
                },
            };
            each(piece, here..here + len);
            at = here + len;
        }
        if at < raw.len() {
            each(Piece::Verbatim(raw.get(at..).unwrap_or_default()), at..raw.len());
        }
    }

    /// The decoded value.
    pub fn decode(&self, raw: &str) -> String {
        let mut value = String::with_capacity(raw.len());
        self.pieces(raw, |piece, _| match piece {
            Piece::Verbatim(text) => value.push_str(text),
            Piece::Character(c) => value.push(c),
            Piece::Replaced(text) => value.push_str(&text),
        });
        value
    }

    /// The decoded value of an attribute: blanks, tabs and line ends that stand there themselves become blanks
    /// (XML 1.0, 3.3.3).
    pub fn decode_attribute(&self, raw: &str) -> String {
        let mut value = String::with_capacity(raw.len());
        self.pieces(raw, |piece, from| match piece {
            Piece::Verbatim(text) => value.extend(text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })),
            Piece::Character('\n') if raw.get(from).is_some_and(|text| text.starts_with('\r')) => value.push(' '),
            Piece::Character(c) => value.push(c),
            Piece::Replaced(text) => value.push_str(&text),
        });
        value
    }
}
