//! Tests of the two formats and of the elements their keys become.

mod elements;
mod findings;
mod formats;
mod spelling;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Fix};
use crate::keys::read_toml;
use crate::manifest::{FeedToml, FrontMatter, read_episode, read_feed_toml};
use crate::source::Source;

/// A `[show]` that nothing can be said against.
const SHOW: &str = "[show]\ntitle = \"Needle & Thread\"\ndescription = \"Songs\"\nsite = \"https://needle.example.fm/\"\n\
                    language = \"en\"\nauthor = \"Ines Prado\"\nartwork = \"artwork.jpg\"\ncategories = [\"Music\"]\n\
                    explicit = false\n";

/// feed.toml with [`SHOW`] before the text, without the keys that the text has itself.
fn show(text: &str) -> (FeedToml, Vec<Diagnostic>) {
    let key = |line: &str| line.split(' ').next().unwrap_or_default().to_string();
    let twice = |line: &str| text.lines().take_while(|own| !own.starts_with('[')).any(|own| key(own) == key(line));
    let head: String = SHOW.split_inclusive('\n').filter(|line| !twice(line)).collect();
    read_feed_toml(&Source::new("feed.toml", format!("{head}{text}")))
}

/// A front matter with a title before the text.
fn episode(text: &str) -> (FrontMatter, Vec<Diagnostic>) {
    let text = format!("+++\ntitle = \"Hello\"\n{text}\n+++\nNotes\n");
    let (keys, _, findings) = read_episode(&Source::new("hello.md", text), None, &[]);
    (keys, findings)
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compares a text with a file of the repository; `PODWRIGHT_BLESS=1` writes the file.
fn assert_file(path: &Path, text: &str) {
    if std::env::var_os("PODWRIGHT_BLESS").is_some() {
        fs::write(path, text).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == text, "{} is stale: run the tests once with PODWRIGHT_BLESS=1\n{text}", path.display());
}

/// Line, column, rule and message of each finding.
fn told(findings: &[Diagnostic]) -> Vec<String> {
    let one = |finding: &Diagnostic| match &finding.at {
        crate::diagnostic::At::Place(place) => {
            let at = place.start();
            format!("{}:{} {}: {}", at.line, at.column, finding.rule.id, finding.message)
        }
        other => format!("{other:?} {}: {}", finding.rule.id, finding.message),
    };
    findings.iter().map(one).collect()
}

/// A text after the edits of a fix.
fn mended(text: &str, fix: &Fix) -> String {
    let mut text = text.to_string();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    text
}

/// Whether a text is TOML.
fn is_toml(text: &str) -> bool {
    let source = Source::new("x", text);
    read_toml(&source, 0..source.text.len()).1.is_empty()
}
