//! Labels: `Name:` before what somebody says, told apart from sentences with a colon.

use std::collections::HashMap;

use super::raw::{Item, Run};

/// Words that stand before a colon without being anybody, unless they come again and again.
const NO_NAMES: &[&str] = &[
    "Note", "Warning", "Chapter", "Remember", "Question", "Answer", "Example", "Part", "Section", "Topic", "Location",
    "Date", "Title", "Source", "The", "This", "So", "And", "But", "Now", "Here", "First", "Second", "Update", "Tip",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "di", "del", "der", "den", "des", "van", "von", "la", "le", "el", "al", "bin", "ter", "y",
    "and",
];

/// A label at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// The name without colon.
    pub name: &'a str,
    /// What follows the colon, trimmed; empty where the label has the line for itself.
    pub rest: &'a str,
}

/// The label a line may begin with, by its form alone: see [`is_name`].
pub(super) fn candidate(line: &str) -> Option<Label<'_>> {
    let line = line.trim();
    let (at, colon) = line.char_indices().take(60).find(|(_, c)| matches!(c, ':' | '：'))?;
    let name = line.get(..at)?.trim();
    let after = line.get(at + colon.len_utf8()..)?;
    // `IDA BROOK, HOST:` as radio stations write it: what follows the comma is no part of the name.
    let name = match name.split_once(',') {
        Some((before, _)) if name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase) => before,
        _ => name,
    };
    let blank = after.is_empty() || after.starts_with(char::is_whitespace) || colon == '：';
    (blank && has_name_form(name)).then(|| Label { name, rest: after.trim() })
}

/// At most 40 characters and five words, begins with a letter, no punctuation of sentences.
pub(super) fn has_name_form(name: &str) -> bool {
    name.chars().count() <= 40
        && name.chars().next().is_some_and(char::is_alphabetic)
        && name.split_whitespace().count() <= 5
        && !name
            .contains(['?', '!', ',', ';', '"', '“', '/', '=', '<', '>', '[', ']', '…', '。', '，', '？', '！', '、'])
        && !name.ends_with('.')
        && !name.contains("http")
}

/// Whether each word begins as names do: a capital, a digit, a letter of a script without capitals.
pub(super) fn is_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.all(|word| {
        let first = word.trim_start_matches(['(', '-', '\'', '’']).chars().next().unwrap_or('A');
        !first.is_lowercase() || PARTICLES.contains(&word)
    })
}

/// Whether a label begins with a word that stands before colons without being anybody.
pub(super) fn is_common(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|first| NO_NAMES.contains(&first))
}

/// Who speaks without being named.
const ROLES: &[&str] = &["Announcer", "Narrator", "Moderator", "Audience", "Everyone", "Both", "All", "Recording"];

/// Which labels of a text are speakers.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    counts: HashMap<&'a str, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    alone: usize,
}

impl<'a> Evidence<'a> {
    /// Adds a label that was met.
    pub fn add(&mut self, label: Label<'a>) {
        let count = self.counts.entry(label.name).or_default();
        count.all += 1;
        count.alone += usize::from(label.rest.is_empty());
    }

    /// Whether a label is a speaker, for a text of so many cues or paragraphs.
    pub fn accepts(&self, name: &str, units: usize) -> bool {
        let Some(count) = self.counts.get(name) else { return false };
        let first = name.split_whitespace().next().unwrap_or_default();
        let no_name = NO_NAMES.contains(&first);
        let often = count.all >= 2 && count.all * 300 >= units;
        if !is_name(name) {
            return count.all >= 3 && count.all * 30 >= units && name.split_whitespace().count() <= 2;
        }
        if no_name {
            return count.all >= 3 && count.all * 20 >= units;
        }
        if often || name.split_whitespace().count() >= 2 || (count.alone > 0 && self.counts.len() > 1) {
            return true;
        }
        let shouted = name.chars().all(|c| !c.is_lowercase()) && name.chars().count() > 1;
        shouted
            || is_placeholder(name)
            || ROLES.contains(&name)
            || self
                .counts
                .keys()
                .any(|other| other.len() > name.len() && other.split_whitespace().any(|part| part == name))
    }
}

/// Names that a program gave: `Speaker 1`, `SPEAKER_00`, `Unknown`.
pub fn is_placeholder(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '_' | '#' | '-'));
    matches!(bare, "speaker" | "unknown" | "unknown speaker" | "spk" | "host" | "guest" | "interviewer" | ">>")
        || (bare.starts_with("speaker ") && bare.len() == 9)
}

/// Gives the cues of a file without voices the speakers of their labels.
pub(super) fn assign(items: &mut [Item]) {
    let mut evidence = Evidence::default();
    let mut units = 0;
    for item in items.iter() {
        let Item::Cue(cue) = item else { continue };
        units += 1;
        for label in cue.runs.iter().flat_map(|run| run.text.lines()).filter_map(candidate) {
            evidence.add(label);
        }
    }
    let split: Vec<Option<Vec<Run>>> = items
        .iter()
        .map(|item| match item {
            Item::Cue(cue) => split_runs(&cue.runs, &evidence, units),
            Item::Heading(_) => None,
        })
        .collect();
    for (item, runs) in items.iter_mut().zip(split) {
        if let (Item::Cue(cue), Some(runs)) = (item, runs) {
            cue.runs = runs;
        }
    }
}

/// The runs cut where a line begins with a speaker; `None` where none does.
fn split_runs(runs: &[Run], evidence: &Evidence<'_>, units: usize) -> Option<Vec<Run>> {
    let mut out: Vec<Run> = Vec::new();
    let mut any = false;
    for run in runs {
        let mut current = Run { words: run.words.clone(), ..Run::default() };
        for line in run.text.lines() {
            match candidate(line).filter(|label| evidence.accepts(label.name, units)) {
                Some(label) => {
                    any = true;
                    if !current.text.is_empty() {
                        out.push(std::mem::take(&mut current));
                    }
                    current.speaker = Some(label.name.split_whitespace().collect::<Vec<_>>().join(" "));
                    current.text.push_str(label.rest);
                    current.words.clear();
                }
                None => {
                    if !current.text.is_empty() {
                        current.text.push('\n');
                    }
                    current.text.push_str(line);
                }
            }
        }
        out.push(current);
    }
    any.then_some(out)
}
