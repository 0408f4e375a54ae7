//! Addresses in notes: which may stand in a link, and where bare ones stand in a text.
//!
//! RFC 3986 section 3.1 for schemes; control characters and blanks are removed first, as browsers do (WHATWG URL,
//! section 4.4). What a relative address resolves to is the caller's knowledge.

use std::ops::Range;

/// What kind of address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Means the same everywhere, and may be opened.
    Absolute,
    /// Relative to the page, or a fragment of it.
    Relative,
    /// Runs as a program.
    Script,
    /// Of a scheme that pages and apps do not open.
    Foreign,
}

/// Longer than this and it is no scheme anybody registered.
const LONGEST_SCHEME: usize = 32;

/// Judges an address.
pub fn kind(address: &str) -> Kind {
    if address.trim_start().starts_with("//") {
        return Kind::Absolute;
    }
    let mut scheme = String::new();
    let mut chars = address.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    loop {
        match chars.next() {
            Some(':') if !scheme.is_empty() => break,
            Some(c) if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            Some(c @ ('0'..='9' | '+' | '-' | '.')) if !scheme.is_empty() => scheme.push(c),
            _ => return Kind::Relative,
        }
        if scheme.len() > LONGEST_SCHEME {
            return Kind::Relative;
        }
    }
    match scheme.as_str() {
        "http" | "https" | "mailto" | "tel" => Kind::Absolute,
        "javascript" | "vbscript" => Kind::Script,
        "data" => {
            let rest: String = chars.take("text/html".len()).collect();
            if rest.eq_ignore_ascii_case("text/html") { Kind::Script } else { Kind::Foreign }
        }
        _ => Kind::Foreign,
    }
}

/// An address as it is written: without control characters, blanks inside escaped, `//host` with a scheme.
pub(super) fn normalise(address: &str) -> String {
    let address = address.trim();
    let mut out = String::with_capacity(address.len());
    if address.starts_with("//") {
        out.push_str("https:");
    }
    for c in address.chars() {
        match c {
            ' ' => out.push_str("%20"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Where `http://…` and `https://…` stand in a text, without the punctuation that belongs to the sentence.
pub(super) fn bare(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("http")).map(|at| from + at) {
        from = start + "http".len();
        let inside_word = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let rest = &text[from..];
        let Some(host) = rest.strip_prefix("://").or_else(|| rest.strip_prefix("s://")) else { continue };
        if inside_word || !host.starts_with(char::is_alphanumeric) {
            continue;
        }
        let host_at = text.len() - host.len();
        let ends =
            |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '“' | '”' | '«' | '»');
        let length = host.find(ends).unwrap_or(host.len());
        let end = host_at + without_punctuation(&host[..length]);
        found.push(start..end);
        from = end;
    }
    found
}

/// The length of an address without the punctuation after it; brackets stay where they are opened in it.
fn without_punctuation(address: &str) -> usize {
    let count = |wanted: char| address.chars().filter(|c| *c == wanted).count();
    let mut surplus_round = count(')').saturating_sub(count('('));
    let mut surplus_square = count(']').saturating_sub(count('['));
    let kept = address.trim_end_matches(|c: char| match c {
        ')' if surplus_round > 0 => {
            surplus_round -= 1;
            true
        }
        ']' if surplus_square > 0 => {
            surplus_square -= 1;
            true
        }
        c => matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '’' | '…'),
    });
    kept.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes() {
        assert_eq!(kind("https://a.example"), Kind::Absolute);
        assert_eq!(kind("//a.example/x"), Kind::Absolute);
        assert_eq!(kind("tel:+49"), Kind::Absolute);
        assert_eq!(kind("a/b:c"), Kind::Relative);
        assert_eq!(kind("#t=754"), Kind::Relative);
        assert_eq!(kind(" java\nscript:alert(1)"), Kind::Script);
        assert_eq!(kind("data:text/html,x"), Kind::Script);
        assert_eq!(kind("ftp://a.example"), Kind::Foreign);
    }

    #[test]
    fn bare_addresses_end_before_the_sentence_does() {
        let texts = |text: &'static str| bare(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(
            texts("See https://a.example/x_(y), or http://b.example."),
            ["https://a.example/x_(y)", "http://b.example"]
        );
        assert_eq!(texts("(https://a.example/)"), ["https://a.example/"]);
        assert_eq!(texts("xhttps://a.example https:// http"), [""; 0]);
    }
}
