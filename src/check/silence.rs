//! Comments that silence findings: `# podwright: allow RULE` and `<!-- podwright: allow RULE, RULE -->`.
//!
//! A comment reaches the line it stands on and the next line that is not blank and not another such comment. Where that
//! line begins with a tag, the whole start tag is reached, over however many lines it goes.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::diagnostic::{At, Diagnostic};
use crate::source::Source;

/// The comments of the sources seen so far, each source read once. It holds on to the sources, so that no other can come
/// to lie at the address of one.
#[derive(Default)]
pub(super) struct Silencer {
    sources: HashMap<*const Source, (Arc<Source>, Silenced)>,
}

/// For each rule the lines on which it is silenced.
type Silenced = HashMap<String, HashSet<usize>>;

impl Silencer {
    /// Whether a comment in the finding's own text silences it.
    pub(super) fn silences(&mut self, diagnostic: &Diagnostic) -> bool {
        let At::Place(place) = &diagnostic.at else { return false };
        let source = &place.source;
        let entry = self.sources.entry(Arc::as_ptr(source));
        let (_, silenced) = entry.or_insert_with(|| (source.clone(), read(source)));
        // Most texts hold no such comment: no line need be counted for them.
        silenced.get(diagnostic.rule.id).is_some_and(|lines| lines.contains(&place.start().line))
    }
}

const MARK: &str = "podwright: allow ";

fn read(source: &Source) -> Silenced {
    let mut silenced = Silenced::new();
    for (offset, _) in source.text.match_indices(MARK) {
        let before = source.text.get(..offset).unwrap_or_default().trim_end_matches([' ', '\t']);
        if !before.ends_with('#') && !before.ends_with("<!--") {
            continue;
        }
        let line = source.position(offset).line;
        let rest = source.text.get(offset + MARK.len()..).unwrap_or_default();
        for rule in rule_names(rest) {
            silenced.entry(rule.to_string()).or_default().extend(reach(source, line));
        }
    }
    silenced
}

/// The names after the mark: separated by commas, to the end of the line or the comment, or to the first word that no
/// comma joins (a reason may follow).
fn rule_names(rest: &str) -> impl Iterator<Item = &str> {
    let line = rest.lines().next().unwrap_or_default();
    let list = line.split("-->").next().unwrap_or_default();
    let mut done = false;
    list.split(',').map_while(move |part| {
        let mut words = part.split_whitespace();
        let name = words.next().filter(|_| !done)?;
        done = words.next().is_some();
        Some(name)
    })
}

fn reach(source: &Source, comment: usize) -> RangeInclusive<usize> {
    // Far more than anyone leaves blank; keeps hostile input linear.
    const FAR: usize = 100;
    let mut last = comment + 1;
    while last < comment + FAR && (source.line(last).trim().is_empty() || is_only_a_comment(source.line(last))) {
        last += 1;
    }
    if source.line(last).trim_start().starts_with('<') {
        let to = (last..last + FAR).find(|line| source.line(*line).contains('>'));
        last = to.unwrap_or(last);
    }
    comment..=last
}

fn is_only_a_comment(line: &str) -> bool {
    let line = line.trim();
    line.contains(MARK) && (line.starts_with('#') || (line.starts_with("<!--") && line.ends_with("-->")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{KEY_INVALID, KEY_UNKNOWN};

    fn lines(text: &str, rule: &str) -> Vec<usize> {
        let source = Source::new("x", text);
        let mut lines: Vec<usize> = read(&source).remove(rule).unwrap_or_default().into_iter().collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn on_its_line_and_the_next() {
        assert_eq!(lines("a = 1\nb = 2 # podwright: allow key-unknown\nc = 3\nd = 4\n", "key-unknown"), [2, 3]);
        assert_eq!(lines("# podwright: allow x\n\n# podwright: allow y\na = 1\n", "x"), [1, 2, 3, 4]);
        assert_eq!(lines("text podwright: allow x\n", "x"), [0; 0]);
    }

    #[test]
    fn several_rules_and_a_reason() {
        let text = "# podwright: allow key-unknown, key-invalid because of old tools, sadly\n";
        let mut rules: Vec<String> = read(&Source::new("x", text)).into_keys().collect();
        rules.sort();
        assert_eq!(rules, ["key-invalid", "key-unknown"]);
    }

    #[test]
    fn before_an_element_the_whole_start_tag() {
        let text = "<item>\r\n<!-- podwright: allow a,b -->\r\n\r\n<enclosure\r\n  url=\"x\"\r\n  length=\"\"/>\r\n<guid>1</guid>\r\n";
        assert_eq!(lines(text, "a"), [2, 3, 4, 5, 6]);
        assert_eq!(lines(text, "b"), [2, 3, 4, 5, 6]);
        assert_eq!(lines("<!-- podwright: allow a --><b/>\n<c/>\n<d/>\n", "a"), [1, 2]);
    }

    #[test]
    fn only_the_named_rule() {
        let source = Source::new("x.toml", "titel = 1 # podwright: allow key-unknown\n");
        let mut silencer = Silencer::default();
        assert!(silencer.silences(&Diagnostic::new(&KEY_UNKNOWN, source.place(0..5), "no")));
        assert!(!silencer.silences(&Diagnostic::new(&KEY_INVALID, source.place(8..9), "no")));
        assert!(!silencer.silences(&Diagnostic::new(&KEY_UNKNOWN, At::File("x.toml".into()), "no")));
    }
}
