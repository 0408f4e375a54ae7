//! The single values that keys hold.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use super::rules::{
    DATE_INVALID, EPISODE_DATE_ZONE_MISSING, LANGUAGE_INVALID, URL_INVALID, URL_RELATIVE, URL_SCHEME_UNSUPPORTED,
};
use super::{Data, FromNode, Node, Reader};
use crate::diagnostic::{Diagnostic, Edit, Fix, FixKind, Rule};
use crate::scalar::{
    DateError, Millis, check_language, date_rfc3339, is_decimal, is_url_stray, nearest, parse_date, percent_encoded,
};
use crate::source::{Place, Spanned};

impl FromNode for String {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = node.text();
        if text.is_none() {
            reader.wrong(node, &Self::expected());
        }
        text.map(str::to_string)
    }
    fn expected() -> String {
        "text".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string" })
    }
}

impl FromNode for bool {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Data::Bool(value) = node.data {
            return Some(value);
        }
        reader.wrong(node, "true or false");
        None
    }
    fn expected() -> String {
        "true or false".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "boolean" })
    }
}

macro_rules! whole_numbers {
    ($($type:ty),+) => {$(
        impl FromNode for $type {
            fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
                if let Data::Integer(number) = node.data {
                    if let Ok(number) = number.try_into() {
                        return Some(number);
                    }
                }
                reader.wrong(node, &Self::expected());
                None
            }
            fn expected() -> String {
                "a whole number from 0 on".into()
            }
            fn schema(_: &mut BTreeMap<String, Value>) -> Value {
                json!({ "type": "integer", "minimum": 0 })
            }
        }
    )+};
}
whole_numbers!(u32, u64);

/// Seconds (`12`, `754.5`), `"MM:SS"`, `"HH:MM:SS"`, either with a fraction; TOML's bare `00:48:12` too.
impl FromNode for Millis {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let millis = match &node.data {
            Data::Bool(_) => None,
            _ => node.scalar_text().and_then(|text| Millis::parse(text.trim())),
        };
        if millis.is_none() {
            reader.wrong(node, &Self::expected());
        }
        millis
    }
    fn expected() -> String {
        "a time: seconds (754.5), \"MM:SS\" or \"HH:MM:SS\"".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "anyOf": [
            { "type": "number", "minimum": 0 },
            { "type": "string", "pattern": r"^\d+(:[0-5]\d){0,2}(\.\d+)?$" },
        ] })
    }
}

/// A date with its offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub DateTime<FixedOffset>);

impl FromNode for Date {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let key = reader.key();
        let text = match &node.data {
            Data::Datetime(text) | Data::String(text) => text,
            _ => {
                reader.wrong(node, &Self::expected());
                return None;
            }
        };
        match parse_date(text, reader.zone) {
            Ok(date) => Some(Date(date)),
            Err(DateError::ZoneMissing(date)) => {
                let finding =
                    Diagnostic::new(&EPISODE_DATE_ZONE_MISSING, &node.place, format!("`{key}` says no offset; UTC is taken"))
                        .found(text.clone())
                        .help("add an offset (`+01:00`), or set `show.time_zone` in feed.toml to an IANA name like \"Europe/Lisbon\"");
                let edit = quoted_like(&node.place, &date_rfc3339(&date));
                reader.report(finding.fix(false, "say that it is UTC", &node.place, edit));
                Some(Date(date))
            }
            Err(DateError::NotInZone) => {
                let zone = reader.zone.map(|zone| zone.name()).unwrap_or_default();
                let message = format!("`{key}` is an hour that {zone} skips on that day: clocks are put forward");
                let finding = Diagnostic::new(&DATE_INVALID, &node.place, message)
                    .found(text.clone())
                    .expected("a time that exists, or one with an offset");
                reader.report(finding);
                None
            }
            Err(DateError::NotADate) => {
                let finding = Diagnostic::new(&DATE_INVALID, &node.place, format!("`{key}` is not a date"))
                    .found(text.clone())
                    .expected(Self::expected());
                reader.report(finding);
                None
            }
        }
    }
    fn expected() -> String {
        "a date like 2026-11-27T06:00:00+01:00".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "examples": ["2026-11-27T06:00:00+01:00"] })
    }
}

/// A decimal number as its digits: `315.5`, `0.00000005000`. Kept as text so that no float ever rounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal(pub String);

impl FromNode for Decimal {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = match &node.data {
            Data::Integer(_) | Data::Float(_) | Data::String(_) => node.scalar_text(),
            _ => None,
        };
        let text = text.filter(|text| is_decimal(text.strip_prefix('-').unwrap_or(text)));
        if text.is_none() {
            reader.wrong(node, &Self::expected());
        }
        text.map(Decimal)
    }
    fn expected() -> String {
        "a decimal number".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": r"^-?\d+(\.\d+)?$" }] })
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A BCP 47 tag whose language is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(pub String);

impl FromNode for Language {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        // `language: no` is Norwegian, whatever YAML thinks.
        let Some(text) = node.text().or(node.plain.as_deref()) else {
            reader.wrong(node, &Self::expected());
            return None;
        };
        if let Err(meant) = check_language(text) {
            let key = reader.key();
            let mut finding = Diagnostic::new(&LANGUAGE_INVALID, &node.place, format!("`{key}` is not a language tag"))
                .found(text)
                .expected(Self::expected());
            if let Some(meant) = meant {
                let edit = quoted_like(&node.place, &meant);
                let safe = meant.eq_ignore_ascii_case(&text.replace('_', "-"));
                finding = finding.help(format!("did you mean `{meant}`?")).fix(
                    safe,
                    format!("write `{meant}`"),
                    &node.place,
                    edit,
                );
            }
            reader.report(finding);
            return None;
        }
        Some(Language(text.to_string()))
    }
    fn expected() -> String {
        "a language tag like en, pt-BR or zh-Hant".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" })
    }
}

/// The replacement of a quoted or unquoted text without quotes in it, quoted in the same way.
pub fn quoted_like(place: &Place, text: &str) -> String {
    match place.text().chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{text}{quote}"),
        _ => text.to_string(),
    }
}

/// An absolute http or https URL, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(pub String);

impl FromNode for Link {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        check_link(&text, &node.place, reader).then_some(Link(text))
    }
    fn expected() -> String {
        "a URL that begins with https://".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "format": "uri" })
    }
}

fn check_link(text: &str, place: &Place, reader: &mut Reader) -> bool {
    let key = reader.key();
    let finding = match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            // A path that holds another address (statistics prefixes) is legal, and so is any percent-encoding.
            let stray = text.char_indices().find(|(_, c)| is_url_stray(*c));
            let Some((at, stray)) = stray else { return true };
            let mut finding =
                Diagnostic::new(&URL_INVALID, place, format!("`{key}` holds a character that a URL must escape"))
                    .found(stray.to_string())
                    .expected(percent_encoded(&stray.to_string()));
            // Where the text stands in the file as it is read, without escapes of its own, each place is known.
            if let Some(begin) = place.text().find(text) {
                let part = |at: usize, c: char| place.part(begin + at..begin + at + c.len_utf8());
                let strays = text.char_indices().filter(|(_, c)| is_url_stray(*c));
                let edits =
                    strays.map(|(at, c)| Edit { place: part(at, c), text: percent_encoded(&c.to_string()) }).collect();
                finding.at = part(at, stray).into();
                finding.fix = Some(Fix { description: "escape it".into(), safe: true, edits });
            }
            finding
        }
        Ok(url) => Diagnostic::new(&URL_SCHEME_UNSUPPORTED, place, format!("`{key}` is not an http address"))
            .found(format!("{}:", url.scheme()))
            .expected("https:"),
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let finding = Diagnostic::new(&URL_RELATIVE, place, format!("`{key}` has no scheme and host"))
                .found(text)
                .expected("a URL that begins with https://");
            if text.starts_with("www.") {
                let right = format!("https://{text}");
                finding.fix(false, "put https:// before it", place, quoted_like(place, &right))
            } else {
                finding
            }
        }
        Err(error) => Diagnostic::new(&URL_INVALID, place, format!("`{key}` is not a URL: {error}")).found(text),
    };
    reader.report(finding);
    false
}

/// A file of the show, or a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathOrUrl {
    /// Relative to the file that names it; a leading `/` is the show's folder.
    Path(String),
    /// As written.
    Url(String),
}

impl FromNode for PathOrUrl {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::from_node(node, reader)?;
        if text.contains("://") || text.starts_with("mailto:") || text.starts_with("data:") {
            check_link(&text, &node.place, reader).then_some(PathOrUrl::Url(text))
        } else if text.trim().is_empty() {
            reader.wrong(node, &Self::expected());
            None
        } else {
            Some(PathOrUrl::Path(text))
        }
    }
    fn expected() -> String {
        "a file of the show, or a URL".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "minLength": 1 })
    }
}

/// A table whose keys the author chooses, in the order of the text.
#[derive(Clone, Debug)]
pub struct Pairs<T>(pub Vec<(Spanned<String>, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<T: FromNode> FromNode for Pairs<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.table() else {
            reader.wrong(node, &Self::expected());
            return None;
        };
        let mut pairs = Vec::new();
        for (name, node) in &table.entries {
            if let Some(value) = reader.within(&name.text, |reader| T::from_node(node, reader)) {
                pairs.push((Spanned::new(name.text.clone(), name.place.clone()), value));
            }
        }
        Some(Pairs(pairs))
    }
    fn absent() -> Option<Self> {
        Some(Pairs::default())
    }
    fn expected() -> String {
        "a table".into()
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "object", "additionalProperties": T::schema(defs) })
    }
}

/// Any value, as it stands: for tables whose meaning is another module's.
impl FromNode for Node {
    fn from_node(node: &Node, _: &mut Reader) -> Option<Self> {
        Some(node.clone())
    }
    fn expected() -> String {
        "any value".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({})
    }
}

/// A word of a closed list. Declared with [`words!`](crate::words!).
pub trait Words: Copy + Sized + 'static {
    /// All values with their words.
    const WORDS: &'static [(&'static str, Self)];

    /// The value of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
    }
}

/// Reads a word of a closed list, offering the nearest; another word breaks `rule`. Where the rule has a safe fix, a word in
/// other case is mended and counts.
pub fn word_from_node<T: Words>(node: &Node, reader: &mut Reader, rule: &'static Rule) -> Option<T> {
    let text = node.scalar_text().unwrap_or_else(|| node.kind().to_string());
    let (value, finding) = judge_word(&text, &reader.key(), &node.place, rule, &|word| quoted_like(&node.place, word));
    finding.into_iter().for_each(|finding| reader.report(finding));
    value
}

/// Judges a word of a closed list that stands at a place under a name: the value, also of a word that the rule mends, and what
/// is wrong with it. `edit` writes another word there.
pub fn judge_word<T: Words>(
    text: &str,
    name: &str,
    place: &Place,
    rule: &'static Rule,
    edit: &dyn Fn(&str) -> String,
) -> (Option<T>, Option<Diagnostic>) {
    if let Some(value) = T::of_word(text) {
        return (Some(value), None);
    }
    let list = T::WORDS.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let message = format!("`{name}` must be one of {list}");
    let finding = Diagnostic::new(rule, place, message).found(text).expected(format!("one of {list}"));
    let same = T::WORDS.iter().find(|(word, _)| rule.fix == FixKind::Safe && word.eq_ignore_ascii_case(text));
    let near = nearest(text, T::WORDS.iter().map(|(word, _)| *word));
    let finding = match (same, near) {
        (Some((word, _)), _) => finding.fix(true, format!("write `{word}`"), place, edit(word)),
        (None, Some(near)) => finding.help(format!("did you mean \"{near}\"?")),
        (None, None) => finding,
    };
    (same.map(|(_, value)| *value), Some(finding))
}

/// Declares an enum of words and reads it from a key. `judged by RULE` names the rule that another word breaks, where that
/// is not `key-invalid`.
#[macro_export]
macro_rules! words {
    ($(#[doc = $doc:literal])+ pub enum $Name:ident $(judged by $rule:path)? { $($(#[doc = $word_doc:literal])+ $Variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $Name { $($(#[doc = $word_doc])+ $Variant,)+ }

        impl $Name {
            /// As written.
            pub fn word(self) -> &'static str {
                match self { $($Name::$Variant => $word),+ }
            }
        }
        impl $crate::keys::Words for $Name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $Name::$Variant)),+];
        }
        impl $crate::keys::FromNode for $Name {
            fn from_node(node: &$crate::keys::Node, reader: &mut $crate::keys::Reader) -> Option<Self> {
                $crate::keys::word_from_node(node, reader, $crate::words!(@rule $($rule)?))
            }
            fn expected() -> String {
                [$(concat!("\"", $word, "\"")),+].join(" or ")
            }
            fn schema(
                _: &mut std::collections::BTreeMap<String, serde_json::Value>,
            ) -> serde_json::Value {
                serde_json::json!({ "enum": [$($word),+] })
            }
        }
    };
    (@rule) => { &$crate::keys::KEY_INVALID };
    (@rule $rule:path) => { &$rule };
}
