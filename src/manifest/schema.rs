//! What editors and readers are told about the two formats, made from the declarations of their tables.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{FeedToml, FrontMatter};
use crate::keys::{FromNode, KeyInfo, TableInfo, doc_text};

/// JSON Schema (2020-12) of feed.toml.
pub fn show_schema() -> Value {
    schema::<FeedToml>("feed.toml of podwright")
}

/// JSON Schema (2020-12) of the front matter of an episode.
pub fn episode_schema() -> Value {
    schema::<FrontMatter>("Front matter of an episode of podwright")
}

fn schema<T: FromNode>(title: &str) -> Value {
    let mut defs = BTreeMap::new();
    let root = T::schema(&mut defs);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": root["$ref"],
        "$defs": defs,
    })
}

/// `docs/formats.md`: every key of both formats, with an example.
pub fn formats_markdown() -> String {
    let mut text = String::from(
        "# The formats of a show\n\n<!-- Made from the declarations in src/manifest and src/element; \
         `PODWRIGHT_BLESS=1 cargo test formats` writes it anew. -->\n\nA key in **bold** is what a bare value stands for. Keys that begin with `x_` are your own, at any level, and reach \
         the templates.\n",
    );
    let mut seen = BTreeSet::new();
    for (heading, info) in [("feed.toml", FeedToml::INFO), ("Front matter of an episode", FrontMatter::INFO)] {
        text += &format!("\n## {heading}\n\n{}\n", doc_text(info.doc));
        table(&mut text, &info);
        let mut queue = nested(&info);
        while !queue.is_empty() {
            let info = queue.remove(0);
            if seen.insert(info.title) {
                text += &format!("\n### {}\n\n{}\n", info.title, doc_text(info.doc));
                table(&mut text, &info);
                queue.extend(nested(&info));
            }
        }
    }
    text
}

fn nested(info: &TableInfo) -> Vec<TableInfo> {
    (info.keys)().into_iter().filter_map(|key| key.table).collect()
}

fn table(text: &mut String, info: &TableInfo) {
    *text += "\n| key | what it is | value | example |\n| --- | --- | --- | --- |\n";
    for key in (info.keys)() {
        let name = if info.bare == Some(key.name) { format!("**{}**", key.name) } else { format!("`{}`", key.name) };
        let required = if key.required { " Required." } else { "" };
        *text += &format!(
            "| {name} | {}{required} | {} | `{}` |\n",
            cell(&doc_text(key.doc)),
            cell(&value(&key)),
            cell(key.example)
        );
    }
}

fn value(key: &KeyInfo) -> String {
    match key.table {
        Some(table) => format!("{} ({})", key.expected, table.title),
        None => key.expected.clone(),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
