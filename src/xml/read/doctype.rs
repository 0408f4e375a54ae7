//! A document type declaration: nothing of it is loaded, but the entities that it declares inside are known.
//!
//! XML 1.0, 2.8 and 4.2. Expansion is bounded: the whole of it to 1 MiB, its depth to 8, each entity to twenty times the bytes of
//! its declaration.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::reference::{Reference, reference, xml_entity};

/// All expansions together.
const TOTAL_LIMIT: usize = 1 << 20;
/// Entities inside entities.
const DEPTH_LIMIT: usize = 8;
/// Against the bytes of the declaration.
const GROWTH_LIMIT: usize = 20;

/// What a document type declares.
#[derive(Debug, Default)]
pub(super) struct Doctype {
    /// Names with their replacement text; `None` where it may not be expanded.
    pub entities: HashMap<String, Option<String>>,
    /// Names that stand for something outside, with the place of the declaration.
    pub external: HashMap<String, Range<usize>>,
    /// Where parameter entities are declared or used.
    pub parameter: Option<Range<usize>>,
}

/// Reads the declarations out of a document type declaration.
pub(super) fn read(text: &str) -> Doctype {
    let mut doctype = Doctype::default();
    let Some(open) = text.find('[') else { return doctype };
    let mut literals: HashMap<String, String> = HashMap::new();
    let mut at = open + 1;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['<', '%'])) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        if rest.starts_with('%') {
            doctype.parameter.get_or_insert(start..start + 1);
            at = start + 1;
            continue;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = start + comment.find("-->").map_or(rest.len(), |end| end + "<!---->".len());
            continue;
        }
        let end = start + declaration_len(rest);
        if let Some(declaration) = text.get(start..end).and_then(|text| text.strip_prefix("<!ENTITY")) {
            entity(declaration, start..end, &mut doctype, &mut literals);
        }
        at = end.max(start + 1);
    }
    let mut budget = TOTAL_LIMIT;
    let mut names: Vec<&String> = literals.keys().collect();
    names.sort();
    for name in names {
        let mut open = HashSet::new();
        let size = literals.get(name).map_or(0, String::len);
        let limit = budget.min(size.max(64) * GROWTH_LIMIT);
        let mut text = String::new();
        let whole = expand(name, &literals, &mut open, limit, &mut text).is_some();
        budget -= if whole { text.len() } else { 0 };
        doctype.entities.insert(name.clone(), whole.then_some(text));
    }
    doctype
}

/// Bytes of a declaration up to its `>`, which may stand in quotes before.
fn declaration_len(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn entity(declaration: &str, place: Range<usize>, doctype: &mut Doctype, literals: &mut HashMap<String, String>) {
    let rest = declaration.trim_start();
    if rest.starts_with('%') {
        doctype.parameter.get_or_insert(place);
        return;
    }
    let Some((name, value)) = rest.split_once(|c: char| c.is_ascii_whitespace()) else { return };
    let value = value.trim_start();
    let name = name.to_string();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let literal = value.get(1..).and_then(|value| value.split(quote).next()).unwrap_or_default();
            // The first declaration of a name counts (XML 1.0, 4.2).
            literals.entry(name).or_insert_with(|| literal.to_string());
        }
        _ if value.starts_with("SYSTEM") || value.starts_with("PUBLIC") => {
            doctype.external.entry(name).or_insert(place);
        }
        _ => {}
    }
}

/// Appends what an entity stands for; `None` where it would grow beyond the limit, or holds itself.
fn expand<'a>(
    name: &'a str,
    literals: &'a HashMap<String, String>,
    open: &mut HashSet<&'a str>,
    limit: usize,
    out: &mut String,
) -> Option<()> {
    let literal = literals.get(name)?;
    if open.len() >= DEPTH_LIMIT || !open.insert(name) {
        return None;
    }
    let mut rest = literal.as_str();
    while let Some(found) = rest.find('&') {
        out.push_str(rest.get(..found)?);
        let (kind, len) = reference(rest.get(found..)?);
        match kind {
            Reference::Character(c) | Reference::UpperX(c) => out.push(c),
            Reference::Forbidden => {}
            Reference::Bare => out.push('&'),
            Reference::Named(inner) => match xml_entity(inner) {
                Some(text) => out.push_str(text),
                None if literals.contains_key(inner) => expand(inner, literals, open, limit, out)?,
                None => out.push_str(rest.get(found..found + len)?),
            },
        }
        if out.len() > limit {
            return None;
        }
        rest = rest.get(found + len..)?;
    }
    out.push_str(rest);
    open.remove(name);
    (out.len() <= limit).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_entities_are_known_and_bombs_are_not_expanded() {
        let doctype = read("<!DOCTYPE rss [<!-- <!ENTITY no 'no'> --><!ENTITY a 'x&#233;'><!ENTITY b \"&a;&a;>\">]>");
        assert_eq!(doctype.entities.get("b"), Some(&Some("xéxé>".to_string())));
        assert_eq!(doctype.entities.len(), 2);

        let mut text = String::from("<!DOCTYPE l [<!ENTITY l0 'lol'>");
        for n in 1..10 {
            text.push_str(&format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)));
        }
        let bomb = read(&format!("{text}]>"));
        assert_eq!(bomb.entities.get("l1"), Some(&Some("lol".repeat(10))));
        assert_eq!(bomb.entities.get("l9"), Some(&None));
        assert_eq!(read("<!DOCTYPE l [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>").entities.get("a"), Some(&None));
    }

    #[test]
    fn what_lies_outside_is_named() {
        let doctype = read("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p 'y'>]>");
        assert!(doctype.external.contains_key("x") && doctype.parameter.is_some());
    }
}
