//! Addresses of feeds as keys take them: absolute, with what a URL cannot hold escaped.

use super::part::{Taking, reads};
use super::toml::Toml;
use crate::judge::Value;
use crate::keys::Link;

impl<'d> Taking<'_, 'd> {
    /// An http address: as it is where it is one, else escaped or completed with a word about it.
    pub(super) fn address(&mut self, value: &Value<'d>, base: Option<&str>) -> Option<String> {
        let text = value.trimmed().to_string();
        if is_address(&text) {
            return Some(text);
        }
        let mended = usable(&text, base);
        match &mended {
            Some(mended) => {
                let message = format!("{}: no app can ask for it so; {mended} is taken", value.name());
                self.decided(value.place(), message, &text);
            }
            None => {
                let message = format!("{} is no address that apps can open, and is left out", value.name());
                self.left_out(value.place(), message, &text);
            }
        }
        mended
    }
}

/// Whether a key takes an address as it is.
pub(super) fn is_address(text: &str) -> bool {
    reads::<Link>(&Toml::text(text))
}

/// What apps ask for when they are given an address that is none: escaped, or relative to the feed.
pub(super) fn usable(text: &str, base: Option<&str>) -> Option<String> {
    let text = text.trim();
    if is_address(text) {
        return Some(text.to_string());
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        let stray =
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '\\' | '^' | '|' | '`');
        match stray {
            true => c.to_string().bytes().for_each(|byte| escaped.push_str(&format!("%{byte:02X}"))),
            false => escaped.push(c),
        }
    }
    if is_address(&escaped) {
        return Some(escaped);
    }
    let joined = url::Url::parse(base?).ok()?.join(&escaped).ok()?.to_string();
    (!escaped.is_empty() && is_address(&joined)).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_for_is_mended() {
        let right = "https://a.example/s/https%3A%2F%2Fb.example%2Fc.m4a?e=1&n=%C3%A9%20b";
        assert_eq!(usable(right, None).as_deref(), Some(right));
        assert_eq!(usable("https://a.example/a b.mp3", None).as_deref(), Some("https://a.example/a%20b.mp3"));
        let base = Some("https://a.example/feed.xml");
        assert_eq!(usable("audio/b.mp3", base).as_deref(), Some("https://a.example/audio/b.mp3"));
        assert_eq!(usable("audio/b.mp3", None), None);
        assert_eq!(usable("ftp://a.example/b.mp3", base), None);
        assert_eq!(usable("", base), None);
    }
}
