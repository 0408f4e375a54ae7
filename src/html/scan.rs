//! Where tags, attributes and references stand in HTML, byte by byte.
//!
//! HTML Living Standard, section 13.2.5 (tokenization). It allocates nothing and builds no tree; `html5ever`'s tokenizer does not say
//! where its tokens stand. Left out: foreign content (`svg`, `math`) is scanned like all else.

use std::borrow::Cow;
use std::ops::Range;

use crate::xml::read::html_entity;

/// What stands between texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkupKind {
    /// `<p>`.
    Start,
    /// `</p>`.
    End,
    /// `<!-- … -->`, and what browsers take for one: `<?…>`, `<!…>`, `</ …>`.
    Comment,
    /// `<!doctype …>`.
    Doctype,
    /// A tag that the text ends in.
    Unfinished,
}

/// A tag or the like.
#[derive(Clone, Debug)]
pub struct Markup<'a> {
    /// What it is.
    pub kind: MarkupKind,
    /// Where it stands, with its brackets.
    pub range: Range<usize>,
    /// The name of a tag as written; empty for all else.
    pub name: &'a str,
    /// What stands behind the name of a tag.
    inside: Range<usize>,
    text: &'a str,
}

/// An attribute of a start tag.
#[derive(Clone, Debug)]
pub struct TagAttribute<'a> {
    /// Where name and value stand, with the quotes.
    pub range: Range<usize>,
    /// Its name as written.
    pub name: &'a str,
    /// Its value as written; empty where it has none.
    pub raw: &'a str,
}

/// Finds tags and comments in the order of the text.
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
}

/// Elements whose content is no markup.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// The tags and comments of a text.
pub fn scan(text: &str) -> Scan<'_> {
    Scan { text, at: 0 }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Markup<'a>;

    fn next(&mut self) -> Option<Markup<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at + memchr::memchr(b'<', bytes.get(self.at..)?)?;
            let rest = bytes.get(start..)?;
            let markup = match (rest.get(1), rest.get(2)) {
                (Some(first), _) if first.is_ascii_alphabetic() => self.tag(start, start + 1, MarkupKind::Start),
                (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => self.tag(start, start + 2, MarkupKind::End),
                (Some(b'/'), Some(b'>') | None) => {
                    self.at = start + 2;
                    continue;
                }
                (Some(b'!'), _) if rest.starts_with(b"<!--") => self.comment(start),
                (Some(b'!'), _) if rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) => {
                    self.until_bracket(start, MarkupKind::Doctype)
                }
                (Some(b'!' | b'?' | b'/'), _) => self.until_bracket(start, MarkupKind::Comment),
                _ => {
                    self.at = start + 1;
                    continue;
                }
            };
            self.at = markup.range.end;
            if markup.kind == MarkupKind::Start && RAW.iter().any(|raw| markup.is(raw)) {
                self.at = self.end_of_raw(markup.name);
            }
            return Some(markup);
        }
    }
}

impl<'a> Scan<'a> {
    fn markup(&self, kind: MarkupKind, range: Range<usize>) -> Markup<'a> {
        Markup { kind, range, name: "", inside: 0..0, text: self.text }
    }

    /// A tag, whose name begins at `name`.
    fn tag(&self, start: usize, name: usize, kind: MarkupKind) -> Markup<'a> {
        let bytes = self.text.as_bytes();
        let length = bytes.iter().skip(name).take_while(|b| !is_blank(**b) && !matches!(b, b'/' | b'>')).count();
        let inside = name + length;
        let (end, kind) = match end_of_tag(bytes, inside) {
            Some(end) => (end + 1, kind),
            None => (bytes.len(), MarkupKind::Unfinished),
        };
        let name = self.text.get(name..inside).unwrap_or_default();
        Markup { name, inside: inside..end.saturating_sub(1).max(inside), ..self.markup(kind, start..end) }
    }

    fn comment(&self, start: usize) -> Markup<'a> {
        let inside = start + "<!--".len();
        let rest = self.text.get(inside..).unwrap_or_default();
        let end = if rest.starts_with('>') {
            1
        } else if rest.starts_with("->") {
            2
        } else {
            rest.find("-->").map_or(rest.len(), |at| at + 3)
        };
        self.markup(MarkupKind::Comment, start..inside + end)
    }

    fn until_bracket(&self, start: usize, kind: MarkupKind) -> Markup<'a> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = memchr::memchr(b'>', rest).map_or(self.text.len(), |at| start + at + 1);
        self.markup(kind, start..end)
    }

    /// Where the end tag of a raw element begins, or the text ends.
    fn end_of_raw(&self, name: &str) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
            let start = at + found;
            let end = start + 2 + name.len();
            let is_it = bytes.get(start + 1) == Some(&b'/')
                && bytes.get(start + 2..end).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
                && bytes.get(end).is_none_or(|b| is_blank(*b) || matches!(b, b'/' | b'>'));
            if is_it {
                return start;
            }
            at = start + 1;
        }
        bytes.len()
    }
}

/// Where the `>` of a tag stands, whose name ends at `at`.
fn end_of_tag(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at),
            // Only what follows `=` may be in quotes.
            b'=' => {
                at += 1;
                while is_blank(*bytes.get(at)?) {
                    at += 1;
                }
                if let quote @ (b'"' | b'\'') = bytes.get(at)? {
                    at += 1 + memchr::memchr(*quote, bytes.get(at + 1..)?)?;
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

impl<'a> Markup<'a> {
    /// Whether it is a tag of that name, which is given in small letters.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The attributes of a start tag.
    pub fn attributes(&self) -> impl Iterator<Item = TagAttribute<'a>> + use<'a> {
        let (text, end, mut at) = (self.text, self.inside.end, self.inside.start);
        std::iter::from_fn(move || {
            let bytes = text.as_bytes().get(..end)?;
            let skip = |from: usize, wanted: &dyn Fn(u8) -> bool| {
                from + bytes.iter().skip(from).take_while(|b| wanted(**b)).count()
            };
            let start = skip(at, &|b| is_blank(b) || b == b'/');
            if start >= end {
                return None;
            }
            // A name may begin with `=`.
            let name_end = skip(start + 1, &|b| !is_blank(b) && !matches!(b, b'/' | b'='));
            let name = text.get(start..name_end)?;
            let equals = skip(name_end, &is_blank);
            if bytes.get(equals) != Some(&b'=') {
                at = name_end;
                return Some(TagAttribute { range: start..name_end, name, raw: "" });
            }
            let value = skip(equals + 1, &is_blank);
            let (inside, whole_end) = match bytes.get(value) {
                Some(quote @ (b'"' | b'\'')) => {
                    let close = skip(value + 1, &|b| b != *quote);
                    (value + 1..close, (close + 1).min(end))
                }
                _ => {
                    let close = skip(value, &|b| !is_blank(b));
                    (value..close, close)
                }
            };
            at = whole_end;
            Some(TagAttribute { range: start..whole_end, name, raw: text.get(inside)? })
        })
    }

    /// The value of an attribute, decoded.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(|own| decode(own.raw))
    }
}

/// The reference that a text begins with, by its length and what it stands for. A number may lack its semicolon, a name may not.
pub fn reference(text: &str) -> Option<(usize, String)> {
    let inside = text.strip_prefix('&')?;
    if let Some(number) = inside.strip_prefix('#') {
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let count = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
        let value = digits.get(..count).and_then(|digits| u32::from_str_radix(digits, radix).ok());
        let length = text.len() - digits.len() + count + usize::from(digits.as_bytes().get(count) == Some(&b';'));
        return value.and_then(char::from_u32).map(|c| (length, c.to_string()));
    }
    let count = inside.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let name =
        inside.get(..count).filter(|name| !name.is_empty() && inside.as_bytes().get(name.len()) == Some(&b';'))?;
    html_entity(name).map(|character| (count + 2, character))
}

/// No reference of HTML has a longer name.
const LONGEST_NAME: usize = 40;

/// A text with its references replaced.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match reference(from) {
            Some((length, character)) => {
                out.push_str(&character);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let one = |markup: Markup<'_>| {
            let attributes = markup.attributes().map(|own| format!(" {}={}", own.name, own.raw)).collect::<String>();
            format!("{:?}({}{attributes})@{}", markup.kind, markup.name, &text[markup.range])
        };
        scan(text).map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn finds_tags_as_browsers_do() {
        assert_eq!(shown("a <p>b</p> <3 < x"), "Start(p)@<p> End(p)@</p>");
        assert_eq!(
            shown("<a href=\"x>y\" b='\"' c = d e/>"),
            "Start(a href=x>y b=\" c=d e=)@<a href=\"x>y\" b='\"' c = d e/>"
        );
        assert_eq!(
            shown("<!-- <p> --><!DOCTYPE html><?x?></ y><!>"),
            "Comment()@<!-- <p> --> Doctype()@<!DOCTYPE html> Comment()@<?x?> Comment()@</ y> Comment()@<!>"
        );
        assert_eq!(shown("<script>a<b</scripts></SCRIPT >c"), "Start(script)@<script> End(SCRIPT)@</SCRIPT >");
        assert_eq!(shown("<b>x<a href=\"y"), "Start(b)@<b> Unfinished(a href=)@<a href=\"y");
        assert_eq!(
            shown("<br/><img src=a.png/ alt>"),
            "Start(br)@<br/> Start(img src=a.png/ alt=)@<img src=a.png/ alt>"
        );
    }

    #[test]
    fn decodes_references() {
        assert_eq!(decode("R &amp; B &#233;&#xE9; &nbsp;&amp;amp; &foo; &"), "R & B éé \u{a0}&amp; &foo; &");
        assert_eq!(decode("java&#115cript:"), "javascript:");
    }

    proptest! {
        #[test]
        fn any_text_is_scanned(text in "[<>/!?a-c\"'= &;#-]{0,60}|\\PC{0,40}") {
            let mut at = 0;
            for markup in scan(&text) {
                prop_assert!(markup.range.start >= at && markup.range.end <= text.len() && !markup.range.is_empty());
                at = markup.range.end;
                for own in markup.attributes() {
                    prop_assert!(text.get(own.range).is_some());
                }
            }
            let _ = decode(&text);
        }
    }
}
