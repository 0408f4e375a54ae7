//! Keys and values that people write: TOML and YAML into one tree with places, and from there into typed tables.
//!
//! A table is declared once, with [`keys!`](crate::keys!): its fields are the keys, their doc comments the
//! documentation, their types the checks, the trailing literal an example. Reading, unknown-key findings, JSON schema
//! and `docs/formats.md` all come from that declaration.

mod node;
mod reader;
mod rules;
mod synonyms;
mod table;
mod toml;
mod types;
mod yaml;

pub use node::{Data, Name, Node, Table};
pub use reader::Reader;
pub use rules::*;
pub use table::{FromNode, KeyInfo, OpenTable, TableInfo, doc_text, table_schema};
pub use toml::read_toml;
pub use types::{Date, Decimal, Language, Link, Pairs, PathOrUrl, Words, judge_word, quoted_like, word_from_node};
pub use yaml::read_yaml;
