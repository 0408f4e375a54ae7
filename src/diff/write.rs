//! A comparison in words, for machines, and for a pull request.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::compare::{Change, ChangeKind, Comparison};
use crate::diagnostic::Severity;

/// Longer values are cut for people.
const LONGEST: usize = 72;

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}

/// The changes of one item, or of the show, together.
fn grouped(changes: &[Change]) -> Vec<(Option<&Change>, Vec<&Change>)> {
    let mut order: Vec<Option<&str>> = Vec::new();
    let mut groups: BTreeMap<Option<&str>, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        let key = change.guid.as_deref().or(change.title.as_deref());
        if !groups.contains_key(&key) {
            order.push(key);
        }
        groups.entry(key).or_default().push(change);
    }
    let group = |key: Option<&str>| {
        let changes = groups.get(&key).cloned().unwrap_or_default();
        (key.and(changes.first().copied()), changes)
    };
    order.into_iter().map(group).collect()
}

fn title(change: Option<&Change>) -> String {
    match change {
        Some(change) => change.title.clone().or_else(|| change.guid.clone()).unwrap_or_default(),
        None => "the show".to_string(),
    }
}

fn line(change: &Change) -> String {
    let Some(field) = change.field else {
        let what = if change.kind == ChangeKind::Added { "new" } else { "gone" };
        return format!("{what}: {}", change.effect);
    };
    let name = field.name();
    let words = match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{name}: {} → {}", short(old), short(new)),
        (None, Some(new)) => format!("{name} added: {}", short(new)),
        (Some(old), None) => format!("{name} removed: {}", short(old)),
        (None, None) => name.to_string(),
    };
    format!("{words} ({})", change.effect)
}

/// For people: a paragraph an episode.
pub fn human(comparison: &Comparison) -> String {
    if comparison.changes.is_empty() {
        return "nothing changes for listeners\n".to_string();
    }
    let mut text = String::new();
    for (of, changes) in grouped(&comparison.changes) {
        let _ = writeln!(text, "{}", title(of));
        for change in changes {
            let mark = match change.kind {
                ChangeKind::Added => '+',
                ChangeKind::Removed => '-',
                ChangeKind::Changed => '~',
            };
            let _ = writeln!(text, "  {mark} {}", line(change));
        }
    }
    text
}

/// For a pull request: what breaks first, then a table of what changes.
pub fn markdown(comparison: &Comparison) -> String {
    let mut text = String::from("### What changes for listeners\n\n");
    if comparison.changes.is_empty() {
        text.push_str("Nothing.\n");
        return text;
    }
    for finding in &comparison.diagnostics {
        let sign = match finding.severity {
            Severity::Error => "❌",
            Severity::Warning => "⚠️",
            Severity::Advice => "💡",
        };
        let _ = writeln!(text, "- {sign} `{}`: {}", finding.rule.id, escaped(&finding.message));
    }
    if !comparison.diagnostics.is_empty() {
        text.push('\n');
    }
    text.push_str("| episode | change | effect |\n| --- | --- | --- |\n");
    for (of, changes) in grouped(&comparison.changes) {
        for change in changes {
            let words = line(change);
            let words = words.strip_suffix(&format!(" ({})", change.effect)).unwrap_or(&words);
            let words = words.strip_suffix(&format!(": {}", change.effect)).unwrap_or(words);
            let _ = writeln!(text, "| {} | {} | {} |", escaped(&title(of)), escaped(words), change.effect);
        }
    }
    text
}

/// A value inside a table of Markdown.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}

/// The changes for machines, to stand beside the findings.
pub fn json(comparison: &Comparison) -> Value {
    let change = |change: &Change| {
        let mut value = json!({ "kind": change.kind.name() });
        let mut put = |key: &str, text: Option<&str>| {
            if let (Some(map), Some(text)) = (value.as_object_mut(), text) {
                map.insert(key.to_string(), json!(text));
            }
        };
        put("guid", change.guid.as_deref());
        put("title", change.title.as_deref());
        put("field", change.field.map(|field| field.name()));
        put("old", change.old.as_deref());
        put("new", change.new.as_deref());
        put("effect", Some(change.effect));
        value
    };
    Value::Array(comparison.changes.iter().map(change).collect())
}
