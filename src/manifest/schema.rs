//! What editors and readers are told about the two formats, made from the declarations of their tables.

use std::collections::BTreeMap;

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
    let mut sections = Vec::new();
    collect(FeedToml::INFO, File::Feed, "", &mut sections);
    let of_feed = sections.len();
    collect(FrontMatter::INFO, File::Episode, "", &mut sections);
    let mut text = String::from(INTRODUCTION);
    for (at, section) in sections.iter().enumerate() {
        if section.paths.is_empty() {
            text += if at < of_feed { "\n## feed.toml\n" } else { "\n## Front matter of an episode\n" };
        }
        text += &section.markdown(&sections);
    }
    text
}

const INTRODUCTION: &str = "\
# The formats of a show

<!-- Made from the declarations in src/manifest and src/element; `PODWRIGHT_BLESS=1 cargo test formats` writes it anew. -->

A show is a folder with a `feed.toml` and a file for each episode, Markdown below a front matter. Both hold keys and values in
[TOML](https://toml.io/); a front matter between `---` instead of `+++` is YAML, with the same keys.

- **Tables** may be written in one line, `owner = { name = \"Ines\" }`, or below a header, `[show.owner]`. What stands below a header
  belongs to it, so single keys come first.
- **Lists**: where a list is allowed, one value alone is a list of one. Tables of a list may each have a header, `[[show.people]]`.
- **Short forms**: a key in **bold** is what a bare value stands for: `license = \"CC-BY-4.0\"` is `license = { id = \"CC-BY-4.0\" }`.
- **Dates**: `2026-11-27T06:00:00+01:00`. Without an offset, or as a date alone, they are read in `show.time_zone`.
- **Times and durations**: seconds (`12`, `754.5`), `\"MM:SS\"` or `\"HH:MM:SS\"`, either with a fraction.
- **Files** are named from the file that names them; a leading `/` is the show's folder. A URL will do as well.
- **Your own keys** begin with `x_`, at any level; they reach the templates.
";

#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Feed,
    Episode,
}

/// A table and where it may stand: no path for a file's own keys.
struct Section {
    info: TableInfo,
    paths: Vec<(File, String)>,
}

/// The tables of a table, each once and before those it holds itself.
fn collect(info: TableInfo, file: File, path: &str, sections: &mut Vec<Section>) {
    let here = Some((file, path.to_string())).filter(|(_, path)| !path.is_empty());
    if let Some(known) = sections.iter_mut().find(|section| section.info.title == info.title) {
        known.paths.extend(here);
        return;
    }
    sections.push(Section { info, paths: here.into_iter().collect() });
    for key in (info.keys)() {
        if let Some(table) = key.table {
            let below = if path.is_empty() { key.name.to_string() } else { format!("{path}.{}", key.name) };
            collect(table, file, &below, sections);
        }
    }
}

impl Section {
    /// The path that it is known by: the least deep.
    fn heading(&self) -> Option<&(File, String)> {
        self.paths.iter().min_by_key(|(file, path)| (*file == File::Episode, path.matches('.').count()))
    }

    fn markdown(&self, all: &[Section]) -> String {
        let mut text = String::new();
        let heading = self.heading();
        if let Some((_, path)) = heading {
            text += &format!("\n### `{path}`\n");
        }
        text += &format!("\n{}", doc_text(self.info.doc));
        for (file, words) in [(File::Feed, "Also"), (File::Episode, "In front matter")] {
            let others =
                self.paths.iter().filter(|known| known.0 == file && heading.is_some_and(|path| path != *known));
            let others: Vec<String> = others.map(|(_, path)| format!("`{path}`")).collect();
            if !others.is_empty() {
                text += &format!(" {words}: {}.", others.join(", "));
            }
        }
        text += "\n\n| key | what it is | value | example |\n| --- | --- | --- | --- |\n";
        for key in (self.info.keys)() {
            let bare = self.info.bare == Some(key.name);
            let name = if bare { format!("**{}**", key.name) } else { format!("`{}`", key.name) };
            let required = if key.required { " Required." } else { "" };
            let (what, value) = (cell(&doc_text(key.doc)), cell(&value(&key, all)));
            text += &format!("| {name} | {what}{required} | {value} | `{}` |\n", cell(key.example));
        }
        text
    }

    /// The fragment that its heading has on the usual hosts of code.
    fn fragment(&self) -> String {
        self.heading().map(|(_, path)| path.replace('.', "")).unwrap_or_default()
    }
}

/// What is expected, with a link to the table that may stand there.
fn value(key: &KeyInfo, all: &[Section]) -> String {
    let section = key.table.and_then(|table| all.iter().find(|section| section.info.title == table.title));
    let Some(fragment) = section.map(Section::fragment) else { return key.expected.clone() };
    if key.expected.contains("a table") {
        key.expected.replacen("a table", &format!("[a table](#{fragment})"), 1)
    } else {
        format!("{} ([keys](#{fragment}))", key.expected)
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
