//! The TOML that is written: tables of a line, texts in quotes that need the fewest escapes.

use std::fmt::Write;

/// A value as it is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toml {
    /// A text.
    Text(String),
    /// A number, a date, `true`, `false`: as it stands.
    Bare(String),
    /// `{ key = value }`, in a line.
    Table(Vec<(String, Toml)>),
    /// `[a, b]`, in a line.
    List(Vec<Toml>),
    /// A list with a line for each value.
    Lines(Vec<Toml>),
}

impl Toml {
    /// A text.
    pub fn text(text: impl Into<String>) -> Toml {
        Toml::Text(text.into())
    }

    /// A value as it stands.
    pub fn bare(value: impl ToString) -> Toml {
        Toml::Bare(value.to_string())
    }

    /// A table.
    pub fn table<'a>(entries: impl IntoIterator<Item = (&'a str, Toml)>) -> Toml {
        Toml::Table(entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
    }

    /// A list in the shortest form: one value alone, texts in a line, tables in a line each.
    pub fn list(mut values: Vec<Toml>) -> Option<Toml> {
        match values.len() {
            0 => None,
            1 => values.pop(),
            _ if values.iter().all(|value| !matches!(value, Toml::Table(_))) => Some(Toml::List(values)),
            _ => Some(Toml::Lines(values)),
        }
    }

    /// As written.
    pub fn write(&self) -> String {
        match self {
            Toml::Text(text) => quoted(text),
            Toml::Bare(value) => value.clone(),
            Toml::Table(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{key} = {}", value.write())).collect();
                format!("{{ {} }}", entries.join(", "))
            }
            Toml::List(values) => format!("[{}]", values.iter().map(Toml::write).collect::<Vec<_>>().join(", ")),
            Toml::Lines(values) => {
                let lines: String = values.iter().map(|value| format!("  {},\n", value.write())).collect();
                format!("[\n{lines}]")
            }
        }
    }
}

/// A text in quotes, in one line.
pub fn quoted(text: &str) -> String {
    let literal = text.contains(['"', '\\']) && !text.contains('\'') && !text.chars().any(char::is_control);
    if literal {
        return format!("'{text}'");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in quotes, over several lines where it has some.
pub fn paragraphs(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    let plain = !text.chars().any(|c| c.is_control() && c != '\n');
    match text.contains('\n') {
        true if plain && !text.contains("'''") && !text.ends_with('\'') => format!("'''\n{text}'''"),
        _ => quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::read_toml;
    use crate::source::Source;

    #[test]
    fn short_forms() {
        let person = |name: &str| Toml::table([("name", Toml::text(name)), ("n", Toml::bare(1))]);
        assert_eq!(person("Ann \"A\"").write(), "{ name = 'Ann \"A\"', n = 1 }");
        assert_eq!(Toml::list(vec![Toml::text("a")]), Some(Toml::text("a")));
        assert_eq!(Toml::list(vec![]), None);
        let two = Toml::list(vec![person("a"), person("b")]).map(|list| list.write());
        assert_eq!(two.as_deref(), Some("[\n  { name = \"a\", n = 1 },\n  { name = \"b\", n = 1 },\n]"));
        assert_eq!(paragraphs("a\n\nb \\\nc\n"), "'''\na\n\nb \\\nc'''");
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in any::<String>()) {
            for written in [quoted(&text), paragraphs(&text)] {
                let source = Source::new("x", format!("a = {written}"));
                let (node, findings) = read_toml(&source, 0..source.text.len());
                prop_assert!(findings.is_empty(), "{written}");
                let read = node.table().and_then(|table| table.get("a")).and_then(|node| node.text()).map(str::to_string);
                let wanted = if written.contains("'''\n") { text.trim_end_matches('\n') } else { &text };
                prop_assert_eq!(read.as_deref().map(|t| t.trim_end_matches('\n')), Some(wanted.trim_end_matches('\n')));
            }
        }
    }
}
