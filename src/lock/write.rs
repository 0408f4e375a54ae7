//! The lock as text. What is written reads back equal, and is written the same again.

use super::{Facts, Lock, LockedEpisode, LockedMedia, VERSION};
use crate::keys::{Data, Node};
use crate::scalar::date_rfc3339;

/// The bytes of podwright.lock, UTF-8 with LF.
pub fn write(lock: &Lock) -> String {
    let mut text = String::new();
    for (key, value) in top_facts(lock) {
        line(&mut text, "", &key, &value);
    }
    header(&mut text, "show", show_facts(lock));
    let mut episodes = lock.episodes.iter().peekable();
    if episodes.peek().is_some() {
        text.push_str("[episodes]\n");
    }
    for (guid, episode) in episodes {
        let guid = format!("{}.", quoted(guid));
        for (key, value) in episode_facts(episode) {
            line(&mut text, &guid, &key, &value);
        }
    }
    text
}

/// A fact: its key and its value, both as TOML.
pub(super) type Line = (String, String);

fn top_facts(lock: &Lock) -> Vec<Line> {
    let mut facts = vec![("version".to_string(), VERSION.to_string())];
    facts.extend(extra(&lock.extra));
    facts
}

/// The facts of the show.
pub(super) fn show_facts(lock: &Lock) -> Vec<Line> {
    let mut facts = Vec::new();
    facts.extend(lock.guid.as_ref().map(|guid| ("guid".to_string(), quoted(guid))));
    facts.extend(list("feeds", &lock.feeds));
    facts.extend(list("moved", &lock.moved_feeds));
    facts.extend(extra(&lock.show_extra));
    facts
}

/// The facts of an episode, without its guid.
pub(super) fn episode_facts(episode: &LockedEpisode) -> Vec<Line> {
    let mut facts =
        vec![("name".to_string(), quoted(&episode.name)), ("date".to_string(), date_rfc3339(&episode.date))];
    facts.extend(episode.page.as_ref().map(|page| ("page".to_string(), quoted(page))));
    facts.extend(episode.enclosure.as_ref().map(|url| ("enclosure".to_string(), quoted(url))));
    facts.extend(episode.media.iter().map(|(file, media)| (format!("media.{}", quoted(file)), media_table(media))));
    facts.extend(list("moved", &episode.moved));
    facts.extend(episode.removed.then(|| ("removed".to_string(), "true".to_string())));
    facts.extend(episode.private.then(|| ("private".to_string(), "true".to_string())));
    facts.extend(extra(&episode.extra));
    facts
}

fn media_table(media: &LockedMedia) -> String {
    let mut facts = vec![("bytes".to_string(), media.bytes.to_string())];
    facts.extend(media.duration_ms.map(|duration| ("duration_ms".to_string(), duration.to_string())));
    facts.push(("type".to_string(), quoted(&media.media_type)));
    facts.extend(media.sha256.as_ref().map(|hash| ("sha256".to_string(), quoted(hash))));
    facts.extend(extra(&media.extra));
    let facts: Vec<String> = facts.into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", facts.join(", "))
}

fn list(key: &str, items: &[String]) -> Option<Line> {
    let texts: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    (!items.is_empty()).then(|| (key.to_string(), format!("[{}]", texts.join(", "))))
}

fn extra(facts: &Facts) -> impl Iterator<Item = Line> + '_ {
    facts.iter().map(|(path, value)| {
        let key = path.iter().map(|part| key(part)).collect::<Vec<_>>().join(".");
        (key, value.clone())
    })
}

fn header(text: &mut String, name: &str, facts: Vec<Line>) {
    if !facts.is_empty() {
        text.push_str(&format!("[{name}]\n"));
    }
    for (key, value) in facts {
        line(text, "", &key, &value);
    }
}

fn line(text: &mut String, before: &str, key: &str, value: &str) {
    for part in [before, key, " = ", value, "\n"] {
        text.push_str(part);
    }
}

/// A key, bare where TOML allows it.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { name.to_string() } else { quoted(name) }
}

/// A basic string of TOML 1.0 in one line. YAML reads it between double quotes as the same text.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Line ends to some editors and diff viewers, and marks that nobody can see.
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Any value in one line.
pub(super) fn value(node: &Node) -> String {
    match &node.data {
        Data::String(text) => quoted(text),
        Data::Integer(number) => number.to_string(),
        // Whole numbers beyond 64 bits come here with whatever digits they had.
        Data::Float(text) if text.parse::<f64>().is_ok() => text.clone(),
        Data::Float(text) => quoted(text),
        Data::Bool(value) => value.to_string(),
        Data::Datetime(text) => text.clone(),
        Data::Null => quoted(""),
        Data::Array(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Data::Table(table) if table.entries.is_empty() => "{}".into(),
        Data::Table(table) => {
            let facts: Vec<String> =
                table.entries.iter().map(|(name, node)| format!("{} = {}", key(&name.text), value(node))).collect();
            format!("{{ {} }}", facts.join(", "))
        }
    }
}
