//! `tests/keys/findings.txt`: for each rule a wrong input, the right one, and exactly what is said about the wrong one.
//!
//! `=== show RULE` begins a case whose lines stand below `[show]`; `episode` and `yaml` are lines of a front matter, `feed`
//! and `front` a whole file. `--- good` follows the right input, `--- findings` what is found.

use std::collections::BTreeSet;

use super::{assert_file, episode, fixtures, mended, read, show, told};
use crate::diagnostic::{At, Diagnostic, FixKind};
use crate::manifest::{read_episode, read_feed_toml};
use crate::source::Source;
use crate::{element, keys, manifest};

#[test]
fn every_rule_is_broken_and_kept() {
    let path = fixtures().join("keys/findings.txt");
    let mut whole = String::new();
    let mut broken = BTreeSet::new();
    for case in read(&path).split("=== ").skip(1) {
        let (head, text) = case.split_once('\n').unwrap();
        let (place, rule) = head.split_once(' ').unwrap();
        let (bad, rest) = text.split_once("--- good\n").unwrap();
        let good = rest.split("--- findings\n").next().unwrap();
        let findings = judge(place, bad);
        assert!(findings.iter().any(|finding| finding.rule.id == rule), "{case}{:#?}", told(&findings));
        assert!(judge(place, good).is_empty(), "{case}{:#?}", told(&judge(place, good)));
        whole += &format!("=== {head}\n{bad}--- good\n{good}--- findings\n");
        for (line, finding) in told(&findings).iter().zip(&findings) {
            broken.insert(finding.rule.id);
            whole += &format!("{} {line}\n", finding.severity.name());
            for (what, words) in [("found", &finding.found), ("expected", &finding.expected), ("help", &finding.help)] {
                whole += &words.iter().map(|words| format!("  {what}: {words}\n")).collect::<String>();
            }
            whole += &mend(finding);
        }
    }
    let rules = element::rules().chain(manifest::rules()).chain(keys::RULES.iter().copied());
    let forgotten: Vec<&str> = rules.map(|rule| rule.id).filter(|id| !broken.contains(id)).collect();
    assert!(forgotten.is_empty(), "no case breaks {forgotten:?}");
    assert_file(&path, &whole);
}

fn judge(place: &str, text: &str) -> Vec<Diagnostic> {
    match place {
        "show" => show(text).1,
        "episode" => episode(text).1,
        "yaml" => read_episode(&Source::new("hello.md", format!("---\n{text}---\n")), None, &[]).2,
        "front" => read_episode(&Source::new("hello.md", text), None, &[]).2,
        "feed" => read_feed_toml(&Source::new("feed.toml", text)).1,
        _ => panic!("{place} is no place"),
    }
}

/// The line that a fix makes, after proof that its rule allows it and that the finding is gone then.
fn mend(finding: &Diagnostic) -> String {
    let Some(fix) = &finding.fix else { return String::new() };
    let allowed = if fix.safe { finding.rule.fix == FixKind::Safe } else { finding.rule.fix != FixKind::None };
    assert!(allowed, "{} declares no such fix", finding.rule.id);
    let At::Place(place) = &finding.at else { panic!("{finding:?}") };
    let text = mended(&place.source.text, fix);
    let source = Source::new(place.source.name.clone(), text.clone());
    let after =
        if place.source.name == "feed.toml" { read_feed_toml(&source).1 } else { read_episode(&source, None, &[]).2 };
    let same = |other: &&Diagnostic| other.rule.id == finding.rule.id && other.message == finding.message;
    let there = after.iter().find(|other| same(other) && other.found == finding.found);
    assert!(there.is_none(), "the fix leaves {there:?} in\n{text}");
    assert!(!after.iter().any(|other| other.rule.id == "config-invalid"), "the fix breaks\n{text}");
    let line = text.lines().nth(place.start().line - 1).unwrap();
    format!("  fix{}: {} → {line}\n", if fix.safe { "" } else { ", unsafe" }, fix.description)
}
