//! Address parts out of names.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// One path segment: NFC, letters outside ASCII transliterated, lower case, each run of other characters than
/// `a-z 0-9 . _ -` one `-`, none at the ends. May be empty (for a name of nothing but signs).
///
/// ```
/// assert_eq!(podwright::scalar::slug("Füße & Möwen!"), "fusse-mowen");
/// ```
pub fn slug(name: &str) -> String {
    let ascii = if name.is_ascii() {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(deunicode::deunicode(&name.nfc().collect::<String>()))
    };
    let mut slug = String::with_capacity(ascii.len());
    for c in ascii.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_string()
}

/// The slug of a NAME: each part by itself, `/` stays.
pub fn slug_path(name: &str) -> String {
    name.split('/').map(slug).collect::<Vec<_>>().join("/")
}

/// A path as part of a URL: everything but unreserved characters and `/` percent-encoded (RFC 3986 section 2.3).
pub fn percent_encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_to_ascii_and_to_one_dash() {
        assert_eq!(slug("The  last -- fado"), "the-last-fado");
        assert_eq!(slug("s01e02.v2_final"), "s01e02.v2_final");
        assert_eq!(slug("A\u{308}pfel"), slug("\u{c4}pfel"));
        assert_eq!(slug("北京"), "bei-jing");
        assert_eq!(slug("!?"), "");
        assert_eq!(slug_path("s1/01 Pilot"), "s1/01-pilot");
        assert_eq!(percent_encode_path("a b/ü"), "a%20b/%C3%BC");
    }
}
