//! The tree that TOML and YAML become.

use crate::source::Place;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value's place; of a table written under a `[header]`, the header.
    pub place: Place,
    /// The value.
    pub data: Data,
    /// The raw text of a YAML plain scalar: `title: 1984` is a number by YAML's rules and a title by its author's.
    pub plain: Option<String>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Data {
    /// Keys and values.
    Table(Table),
    /// A list.
    Array(Vec<Node>),
    /// Text.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A number with decimals, as its digits: nothing here is ever a float.
    Float(String),
    /// `true`, `false`.
    Bool(bool),
    /// A TOML date, time or both, as its text.
    Datetime(String),
    /// YAML's null.
    Null,
}

/// The name of a key and where it stands.
#[derive(Clone, Debug)]
pub struct Name {
    /// The key.
    pub text: String,
    /// Its place.
    pub place: Place,
}

/// Keys and values in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The entries.
    pub entries: Vec<(Name, Node)>,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name.text == key).map(|(_, node)| node)
    }
}

impl Node {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Table(_) => "a table",
            Data::Array(_) => "a list",
            Data::String(_) => "text",
            Data::Integer(_) | Data::Float(_) => "a number",
            Data::Bool(_) => "true or false",
            Data::Datetime(_) => "a date or time",
            Data::Null => "nothing",
        }
    }

    /// The text of a value that is a single one, whatever its type; `None` for tables, lists and nothing.
    pub fn scalar_text(&self) -> Option<String> {
        if let Some(plain) = &self.plain {
            return Some(plain.clone());
        }
        match &self.data {
            Data::String(text) | Data::Float(text) | Data::Datetime(text) => Some(text.clone()),
            Data::Integer(number) => Some(number.to_string()),
            Data::Bool(value) => Some(value.to_string()),
            Data::Table(_) | Data::Array(_) | Data::Null => None,
        }
    }

    /// The text, where the value is text; YAML's plain scalars are text whatever they look like.
    pub fn text(&self) -> Option<&str> {
        match (&self.plain, &self.data) {
            (Some(plain), Data::Integer(_) | Data::Float(_) | Data::Bool(_)) => Some(plain),
            (_, Data::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The table, where the value is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// As JSON, for the author's own keys in templates.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.data {
            Data::Table(table) => {
                Value::Object(table.entries.iter().map(|(name, node)| (name.text.clone(), node.to_json())).collect())
            }
            Data::Array(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Data::String(text) | Data::Datetime(text) => Value::String(text.clone()),
            Data::Integer(number) => Value::from(*number),
            Data::Float(text) => text.parse::<f64>().map_or_else(|_| Value::String(text.clone()), Value::from),
            Data::Bool(value) => Value::Bool(*value),
            Data::Null => Value::Null,
        }
    }
}
