//! For people: the line with carets under it, what was found, what was expected, what to do.
//!
//! The layout is that of `annotate-snippets`, which gets one line of the source and crops it around the place: feeds have
//! lines of ten thousand characters. A place over several lines is marked in its first. Repeats are folded.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Options, asked_by, summary_line};
use crate::diagnostic::{At, Diagnostic, Report, Severity};
use crate::source::Place;

pub(super) fn render(report: &Report, options: &Options) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() }.term_width(options.width);
    let mut text = String::new();
    for (diagnostic, repeats) in folded(report, options) {
        text.push_str(&renderer.render(&groups(diagnostic, &repeats)));
        text.push_str("\n\n");
    }
    for failed in &report.failed {
        let mut group = Group::with_title(Level::ERROR.primary_title(clean(&failed.why)));
        if let Some(file) = &failed.file {
            group = group.element(Origin::path(clean(file)));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    if !options.without_summary {
        let _ = writeln!(text, "{}", summary_line(report));
    }
    text
}

/// The findings to be shown, each with those that repeat it. A repeat says the same under the same rule; where a rule has
/// more than twelve different things to say, they all count as one.
fn folded<'a>(report: &'a Report, options: &Options) -> Vec<(&'a Diagnostic, Vec<&'a Diagnostic>)> {
    const DIFFERENT: usize = 12;
    let mut messages: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for diagnostic in &report.diagnostics {
        let said = messages.entry(diagnostic.rule.id).or_default();
        if said.len() <= DIFFERENT {
            said.insert(&diagnostic.message);
        }
    }
    let mut shown: Vec<(&Diagnostic, Vec<&Diagnostic>)> = Vec::new();
    let mut first: HashMap<(&str, Severity, Option<&str>), usize> = HashMap::new();
    for diagnostic in &report.diagnostics {
        let many = messages.get(diagnostic.rule.id).is_some_and(|said| said.len() > DIFFERENT);
        let key = (diagnostic.rule.id, diagnostic.severity, (!many).then_some(&*diagnostic.message));
        match first.get(&key).and_then(|index| shown.get_mut(*index)) {
            Some((_, repeats)) if !options.unfolded => repeats.push(diagnostic),
            _ => {
                first.insert(key, shown.len());
                shown.push((diagnostic, Vec::new()));
            }
        }
    }
    shown
}

fn groups<'a>(diagnostic: &'a Diagnostic, repeats: &[&Diagnostic]) -> Vec<Group<'a>> {
    let title = level(diagnostic.severity).primary_title(clean(&diagnostic.message)).id(diagnostic.rule.id);
    let mut group = Group::with_title(title);
    let expected = diagnostic.expected.as_deref().map(clean);
    let short = expected.clone().filter(|text| text.chars().count() <= 50 && matches!(diagnostic.at, At::Place(_)));
    match &diagnostic.at {
        At::Place(place) => {
            let label = short.as_ref().map(|text| format!("expected {text}"));
            group = with_place(group, place, AnnotationKind::Primary, label);
        }
        At::File(name) => group = group.element(Origin::path(clean(name))),
        At::Nowhere => {}
    }
    let note = |name: &'static str, text: String| Level::NOTE.with_name(name).message(text);
    let quoted = |found: &str| matches!(&diagnostic.at, At::Place(place) if place.text() == found);
    if let Some(found) = diagnostic.found.as_deref().filter(|found| !quoted(found)) {
        group = group.element(note("found", clean(found)));
    }
    if let Some(expected) = expected.filter(|_| short.is_none()) {
        group = group.element(note("expected", expected));
    }
    if let Some(item) = &diagnostic.item {
        group = group.element(note("item", clean(item)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    if let Some(fix) = &diagnostic.fix {
        let flag = if fix.safe { "--fix" } else { "--fix-unsafe" };
        group = group.element(note("fix", format!("{} ({flag})", clean(&fix.description))));
    }
    group = group.element(note("source", asked_by(&diagnostic.profiles(), diagnostic.rule.source)));
    if !repeats.is_empty() {
        group = group.element(note("repeats", more(repeats)));
    }
    let mut groups = vec![group];
    for related in &diagnostic.related {
        let group = Group::with_title(Level::NOTE.secondary_title(clean(&related.message)));
        groups.push(match &related.at {
            At::Place(place) => with_place(group, place, AnnotationKind::Context, None),
            At::File(name) => group.element(Origin::path(clean(name))),
            At::Nowhere => group,
        });
    }
    groups
}

/// "and 60 more: feed.xml:31:7, feed.xml:44:7, feed.xml:57:7, …"
fn more(repeats: &[&Diagnostic]) -> String {
    const NAMED: usize = 3;
    let mut text = format!("and {} more", repeats.len());
    let places = repeats.iter().filter_map(|repeat| match &repeat.at {
        At::Place(place) => Some(format!("{place:?}")),
        At::File(name) => Some(clean(name)),
        At::Nowhere => None,
    });
    for (i, place) in places.take(NAMED).enumerate() {
        text.push_str(if i == 0 { ": " } else { ", " });
        text.push_str(&place);
    }
    if repeats.len() > NAMED {
        text.push_str(", …");
    }
    text
}

fn with_place<'a>(group: Group<'a>, place: &Place, kind: AnnotationKind, label: Option<String>) -> Group<'a> {
    let (start, end) = (place.start(), place.end());
    let line = place.source.line(start.line);
    let from = byte_of_column(line, start.column);
    let to = if end.line == start.line { byte_of_column(line, end.column) } else { line.len() };
    let label = match (label, end.line - start.line) {
        (label, 0) => label,
        (Some(label), _) => Some(format!("{label} (to line {})", end.line)),
        (None, _) => Some(format!("to line {}", end.line)),
    };
    let (text, span) = (clean_line(line), from..to);
    let annotation = kind.span(span).label(label);
    group.element(Snippet::source(text).path(clean(&place.source.name)).line_start(start.line).annotation(annotation))
}

fn byte_of_column(line: &str, column: usize) -> usize {
    line.char_indices().nth(column - 1).map_or(line.len(), |(i, _)| i)
}

/// A message on its way to a terminal: control characters could move the cursor or colour what follows.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

/// A line of the source likewise, with every byte where it was.
fn clean_line(line: &str) -> String {
    line.chars().map(|c| if c.is_ascii_control() && c != '\t' { '?' } else { c }).collect()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{KEY_INVALID, KEY_UNKNOWN};
    use crate::report::sample;
    use crate::source::Source;

    #[test]
    fn lines_carets_and_notes() {
        assert_eq!(
            render(&sample::report(), &Options::default()),
            "\
advice[show-advice]: the show has no trailer
 |
 = source: podwright

advice[show-advice]: the sound is quiet
--> episodes/a b.mp3
 = source: podwright

error[xml-ampersand-unescaped]: an ampersand that begins no reference
 --> feed.xml:2:15
  |
2 |     <title>日本語 R & B 🎧</title>
  |                     ^ expected `&amp;`
  |
  = fix: write `&amp;` (--fix)
  = source: XML 1.0, 2.4

error[enclosure-length-missing]: the enclosure has no length
 --> feed.xml:3:1
  |
3 | <enclosure
  | ^^^^^^^^^^ expected the size of the file in bytes (to line 5)
  |
  = found: url, type
  = item: Folge: 1, 100 %
  = help: add length=\"…\"
  = source: apple, psp-1 (RSS 2.0, <enclosure>)

error[xml-truncated]: the file ends inside `<item>`
 --> feed.xml:6:7
  |
6 | <item>
  |       ^
  |
  = source: XML 1.0, 2.1
note: opened here
 --> feed.xml:6:1
  |
6 | <item>
  | ------

3 errors, 2 advice in 1 file; 1 episode judged; 3 checks skipped (no network)
"
        );
    }

    #[test]
    fn long_lines_are_cropped_around_the_place() {
        let line = format!("{}<b>{}", "ä".repeat(5000), "x".repeat(5000));
        let source = Source::new("f.xml", line);
        let finding = Diagnostic::new(&KEY_INVALID, source.place(10000..10003), "not here");
        let report = Report { diagnostics: vec![finding], ..Report::default() };
        assert_eq!(
            render(&report, &Options { width: 60, ..Options::default() }),
            "\
error[key-invalid]: not here
 --> f.xml:1:5001
  |
1 | ...äääääääääääääääääääääää<b>xxxxxxxxxxxxxxxxxxxxxxxx...
  |                           ^^^
  |
  = source: podwright formats

nothing found
"
        );
        let whole = Diagnostic::new(&KEY_INVALID, source.whole(), "all of it");
        let report = Report { diagnostics: vec![whole], ..Report::default() };
        let text = render(&report, &Options { width: 60, ..Options::default() });
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let source = Source::new("f.xml", "a\u{1b}[31m\rb\u{0}c\u{9b}");
        let finding = Diagnostic::new(&KEY_INVALID, source.place(1..2), "no \u{1b}[2J").found("\u{7}");
        let text = render(&Report { diagnostics: vec![finding], ..Report::default() }, &Options::default());
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }

    #[test]
    fn repeats_are_folded() {
        let text = "titel = 1\n".repeat(61);
        let source = Source::new("feed.toml", text);
        let finding = |i: usize| Diagnostic::new(&KEY_UNKNOWN, source.place(i * 10..i * 10 + 5), "no key `titel`");
        let mut report = Report { diagnostics: (0..61).map(finding).collect(), ..Report::default() };
        let folded = render(&report, &Options::default());
        assert_eq!(
            folded,
            "\
warning[key-unknown]: no key `titel`
 --> feed.toml:1:1
  |
1 | titel = 1
  | ^^^^^
  |
  = source: podwright formats
  = repeats: and 60 more: feed.toml:2:1, feed.toml:3:1, feed.toml:4:1, …

nothing found
"
        );
        let unfolded = render(&report, &Options { unfolded: true, ..Options::default() });
        assert_eq!(unfolded.matches("warning[key-unknown]").count(), 61);
        for (i, diagnostic) in report.diagnostics.iter_mut().enumerate() {
            diagnostic.message = format!("no key {}", i % 2);
        }
        assert_eq!(render(&report, &Options::default()).matches("warning[key-unknown]").count(), 2);
        for (i, diagnostic) in report.diagnostics.iter_mut().enumerate() {
            diagnostic.message = format!("no key {i}");
        }
        assert_eq!(render(&report, &Options::default()).matches("warning[key-unknown]").count(), 1);
    }
}
