//! Typed tables: the trait, the open table that is read key by key, and the macro that declares both.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rules::{KEY_MISSING, KEY_UNKNOWN};
use super::synonyms::synonym;
use super::{Data, Name, Node, Reader, Table};
use crate::diagnostic::Diagnostic;
use crate::scalar::nearest;
use crate::source::{Place, Spanned};

/// A type that a value can be read into.
pub trait FromNode: Sized {
    /// Reads a value; reports what is wrong and answers `None` then.
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// What stands for a key that is not there; `None` makes the key required.
    fn absent() -> Option<Self> {
        None
    }

    /// What is expected, in words that follow "must be".
    fn expected() -> String;

    /// JSON Schema of the value. `defs` collects the schemas of tables by title.
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value;

    /// The table behind it, if there is one.
    fn table_info() -> Option<TableInfo> {
        None
    }
}

/// What is known about a table.
#[derive(Clone, Copy, Debug)]
pub struct TableInfo {
    /// Name of the schema definition.
    pub title: &'static str,
    /// Doc comment lines.
    pub doc: &'static [&'static str],
    /// The key that a bare value stands for.
    pub bare: Option<&'static str>,
    /// Its keys.
    pub keys: fn() -> Vec<KeyInfo>,
}

/// What is known about a key.
#[derive(Clone, Debug)]
pub struct KeyInfo {
    /// As written.
    pub name: &'static str,
    /// Doc comment lines.
    pub doc: &'static [&'static str],
    /// A line of TOML.
    pub example: &'static str,
    /// What is expected, in words.
    pub expected: String,
    /// Must be there.
    pub required: bool,
    /// The table it holds, if it holds one.
    pub table: Option<TableInfo>,
}

/// A table being read.
pub struct OpenTable<'a> {
    place: Place,
    entries: Vec<(&'a Name, &'a Node, bool)>,
    bare: Option<(&'static str, &'a Node)>,
}

impl<'a> OpenTable<'a> {
    /// Opens a table, or a bare value of a table that knows what that means.
    pub fn open(node: &'a Node, info: &TableInfo, reader: &mut Reader) -> Option<OpenTable<'a>> {
        match (&node.data, info.bare) {
            (Data::Table(Table { entries }), _) => Some(OpenTable {
                place: node.place.clone(),
                entries: entries.iter().map(|(name, node)| (name, node, false)).collect(),
                bare: None,
            }),
            (Data::Array(_) | Data::Null, Some(bare)) => {
                reader.wrong(node, &format!("a table, or its `{bare}` alone"));
                None
            }
            (_, None) => {
                let keys = (info.keys)();
                let needed: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.example).collect();
                let shown =
                    if needed.is_empty() { "{ … }".to_string() } else { format!("{{ {} }}", needed.join(", ")) };
                reader.wrong(node, &format!("a table, like `{shown}`"));
                None
            }
            (_, Some(bare)) => {
                Some(OpenTable { place: node.place.clone(), entries: Vec::new(), bare: Some((bare, node)) })
            }
        }
    }

    /// Reads the value of a key.
    pub fn take<T: FromNode>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        if let Some((bare, node)) = self.bare {
            return if bare == key { T::from_node(node, reader) } else { self.absent(key, reader) };
        }
        let Some(entry) = self.entries.iter_mut().find(|(name, ..)| name.text == key) else {
            return self.absent(key, reader);
        };
        entry.2 = true;
        let node = entry.1;
        match reader.within(key, |reader| T::from_node(node, reader)) {
            Some(value) => Some(value),
            None => T::absent(),
        }
    }

    fn absent<T: FromNode>(&self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let value = T::absent();
        if value.is_none() {
            let table = reader.key();
            let at = if table.is_empty() { String::new() } else { format!(" in `{table}`") };
            reader.report(
                Diagnostic::new(&KEY_MISSING, &self.place, format!("the key `{key}` is missing{at}"))
                    .expected(T::expected()),
            );
        }
        value
    }

    /// Reports keys that were not taken, and hands out the author's own (`x_…`).
    pub fn finish(self, info: &TableInfo, reader: &mut Reader) -> (Place, Vec<(String, Node)>) {
        let mut own = Vec::new();
        let written: Vec<&str> = self.entries.iter().map(|(name, ..)| name.text.as_str()).collect();
        for (name, node, taken) in &self.entries {
            if *taken {
                continue;
            }
            if name.text.starts_with("x_") {
                own.push((name.text.clone(), (*node).clone()));
            } else {
                reader.unknown_key(name, &written, info);
            }
        }
        (self.place, own)
    }
}

impl Reader {
    /// `written` are the keys beside it.
    fn unknown_key(&mut self, name: &Name, written: &[&str], info: &TableInfo) {
        let table = self.key();
        let shown = if table.is_empty() { name.text.clone() } else { format!("{table}.{}", name.text) };
        let mut finding =
            Diagnostic::new(&KEY_UNKNOWN, &name.place, format!("there is no key `{shown}`")).found(name.text.clone());
        let keys: Vec<&str> = (info.keys)().iter().map(|key| key.name).collect();
        let same = synonym(&name.text, &keys);
        let home = self.homes.iter().find(|(home, other)| {
            *home != table && other.title != info.title && (other.keys)().iter().any(|key| key.name == name.text)
        });
        if let (Some((home, _)), true) = (home, same.is_none_or(|same| written.contains(&same))) {
            finding = finding.help(if home.is_empty() {
                format!("`{}` belongs to the top of the block: move it above the table it stands in", name.text)
            } else {
                format!("`{}` is a key of `[{home}]`: move it there", name.text)
            });
        } else if let Some(right) = same.or_else(|| nearest(&name.text, keys)) {
            finding = finding.expected(right);
            finding = if written.contains(&right) {
                // Renamed, the key would stand there twice, and the file would be no TOML.
                finding.help(format!("did you mean `{right}`, which is there too?"))
            } else {
                let description = format!("rename it to `{right}`");
                finding.help(format!("did you mean `{right}`?")).fix(false, description, &name.place, right)
            };
        } else {
            finding = finding.help("keys of your own begin with `x_`");
        }
        self.report(finding);
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::from_node(node, reader).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn expected() -> String {
        T::expected()
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        T::schema(defs)
    }
    fn table_info() -> Option<TableInfo> {
        T::table_info()
    }
}

impl<T: FromNode> FromNode for Spanned<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::from_node(node, reader).map(|value| Spanned::new(value, node.place.clone()))
    }
    fn absent() -> Option<Self> {
        None
    }
    fn expected() -> String {
        T::expected()
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        T::schema(defs)
    }
    fn table_info() -> Option<TableInfo> {
        T::table_info()
    }
}

/// A list, or a single value that stands for a list of one. What is wrong in one entry does not lose the others.
impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.data {
            Data::Array(items) => Some(items.iter().filter_map(|item| T::from_node(item, reader)).collect()),
            Data::Null => Some(Vec::new()),
            _ => T::from_node(node, reader).map(|value| vec![value]),
        }
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
    fn expected() -> String {
        format!("{}, or a list of them", T::expected())
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        let one = T::schema(defs);
        json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
    fn table_info() -> Option<TableInfo> {
        T::table_info()
    }
}

/// A key as the schema needs it: name, required, doc comment lines, the schema of its value.
pub type Property = (&'static str, bool, &'static [&'static str], fn(&mut BTreeMap<String, Value>) -> Value);

/// The JSON Schema of a table: a reference, its definition put into `defs`.
pub fn table_schema(info: TableInfo, properties: Vec<Property>, defs: &mut BTreeMap<String, Value>) -> Value {
    let reference = json!({ "$ref": format!("#/$defs/{}", info.title) });
    let mut bare_schema = None;
    if !defs.contains_key(info.title) {
        defs.insert(info.title.to_string(), Value::Null);
        let mut map = serde_json::Map::new();
        let mut required = Vec::new();
        for (name, needed, doc, schema) in properties {
            let mut value = schema(defs);
            if info.bare == Some(name) {
                bare_schema = Some(value.clone());
            }
            if let Value::Object(object) = &mut value {
                object.insert("description".into(), Value::String(doc_text(doc)));
            }
            map.insert(name.to_string(), value);
            if needed {
                required.push(Value::String(name.to_string()));
            }
        }
        let mut schema = json!({
            "type": "object",
            "description": doc_text(info.doc),
            "properties": map,
            "patternProperties": { "^x_": {} },
            "additionalProperties": false,
        });
        if !required.is_empty() {
            schema["required"] = Value::Array(required);
        }
        let schema = match bare_schema {
            Some(bare) => json!({ "anyOf": [bare, schema] }),
            None => schema,
        };
        defs.insert(info.title.to_string(), schema);
    }
    reference
}

/// Doc comment lines as one text.
pub fn doc_text(doc: &[&str]) -> String {
    doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_string()
}

/// Declares a table of keys: a struct with a field for each key, read from TOML or YAML by [`FromNode`].
///
/// `bare KEY` names the key that a bare value stands for; `#[derive(Default)]` is for tables whose keys may all be absent.
/// Each key ends in an example, one line of TOML.
#[macro_export]
macro_rules! keys {
    ($(#[doc = $doc:literal])+ $(#[derive($Derive:ident)])? pub struct $Name:ident $(bare $bare:literal)? {
        $($(#[doc = $key_doc:literal])+ $key:ident : $type:ty = $example:literal;)*
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug $(, $Derive)?)]
        pub struct $Name {
            $($(#[doc = $key_doc])+ pub $key: $type,)*
            /// Where the table stands.
            pub place: $crate::source::Place,
            /// The author's own keys (`x_…`), for templates.
            pub own: Vec<(String, $crate::keys::Node)>,
        }

        impl $Name {
            /// The declaration, for schemas and documentation.
            pub const INFO: $crate::keys::TableInfo = $crate::keys::TableInfo {
                title: stringify!($Name),
                doc: &[$($doc),+],
                bare: $crate::keys!(@bare $($bare)?),
                keys: Self::keys,
            };

            fn keys() -> Vec<$crate::keys::KeyInfo> {
                vec![$($crate::keys::KeyInfo {
                    name: stringify!($key).trim_start_matches("r#"),
                    doc: &[$($key_doc),+],
                    example: $example,
                    expected: <$type as $crate::keys::FromNode>::expected(),
                    required: <$type as $crate::keys::FromNode>::absent().is_none(),
                    table: <$type as $crate::keys::FromNode>::table_info(),
                }),*]
            }
        }


        impl $crate::keys::FromNode for $Name {
            fn from_node(node: &$crate::keys::Node, reader: &mut $crate::keys::Reader) -> Option<Self> {
                let mut table = $crate::keys::OpenTable::open(node, &Self::INFO, reader)?;
                $(let $key: Option<$type> = table.take(stringify!($key).trim_start_matches("r#"), reader);)*
                let (place, own) = table.finish(&Self::INFO, reader);
                Some($Name { $($key: $key?,)* place, own })
            }
            fn expected() -> String {
                match Self::INFO.bare {
                    Some(bare) => format!("a table, or its `{bare}` alone"),
                    None => "a table".to_string(),
                }
            }
            fn schema(
                defs: &mut std::collections::BTreeMap<String, serde_json::Value>,
            ) -> serde_json::Value {
                $crate::keys::table_schema(
                    Self::INFO,
                    vec![$((
                        stringify!($key).trim_start_matches("r#"),
                        <$type as $crate::keys::FromNode>::absent().is_none(),
                        &[$($key_doc),+],
                        <$type as $crate::keys::FromNode>::schema,
                    )),*],
                    defs,
                )
            }
            fn table_info() -> Option<$crate::keys::TableInfo> {
                Some(Self::INFO)
            }
        }
    };
    (@bare $bare:literal) => { Some($bare) };
    (@bare) => { None };
}
