//! Each rule about feeds: cases that break it and cases that keep it, with the complete report. `tests/rules/README.md` says how
//! they are written.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use podwright::check::{Policy, apply_fixes};
use podwright::diagnostic::{At, Diagnostic};
use podwright::judge::{self, Around};
use podwright::validate::validate_bytes;
use proptest::prelude::*;

use crate::support::repository;

const NOW: &str = "2026-07-01T00:00:00Z";

struct Case {
    bad: bool,
    name: String,
    /// The lines of the case as written, without those of the report.
    lines: Vec<String>,
    report: Vec<String>,
}

fn folder() -> PathBuf {
    repository().join("tests/rules")
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            let (kind, name) = name.split_once(": ").unwrap_or((name, ""));
            assert!(["bad", "good"].contains(&kind), "a case is bad or good: {line}");
            cases.push(Case { bad: kind == "bad", name: name.into(), lines: vec![], report: vec![] });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix("=> ") {
                Some(finding) => case.report.push(finding.to_string()),
                None => case.lines.push(line.to_string()),
            }
        }
    }
    cases
}

/// The bytes of a raw document: `\xE9` is a byte.
fn unescaped(text: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find('\\') {
        bytes.extend(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        if let Some(hex) = rest.strip_prefix('x') {
            bytes.push(u8::from_str_radix(&hex[..2], 16).expect("two hex digits"));
            rest = &hex[2..];
        } else {
            bytes.push(b'\\');
            rest = &rest[1..];
        }
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// The document of a case.
fn document(case: &Case, base: &str) -> Vec<u8> {
    let lines: Vec<&str> = case.lines.iter().map(String::as_str).collect();
    if lines.first() == Some(&"raw") {
        let text = lines[1..].join("\n");
        return unescaped(text.trim_end_matches('\n'));
    }
    let mut base: Vec<String> = base.lines().map(str::to_string).collect();
    let mut at = 0;
    for line in lines.iter().filter(|line| !line.trim().is_empty() && !line.starts_with("from ")) {
        if let Some(old) = line.strip_prefix("- ") {
            let old = old.trim();
            let places: Vec<usize> = (0..base.len()).filter(|i| base[*i].trim() == old).collect();
            at = *places.first().unwrap_or_else(|| panic!("not in base.xml: {old}"));
            base.remove(at);
        } else if let Some(new) = line.strip_prefix("+ ") {
            base.insert(at, new.to_string());
            at += 1;
        } else if let Some(after) = line.strip_prefix("@ ") {
            at = 1 + base.iter().position(|line| line.trim() == after.trim()).unwrap_or_else(|| panic!("no {after}"));
        } else if let Some(bytes) = line.strip_prefix("~ ") {
            base.insert(at, " ".repeat(bytes.parse().expect("a number of blanks")));
            at += 1;
        } else {
            panic!("a line of a case begins with `- `, `+ `, `@ ` or `~ `: {line}");
        }
    }
    (base.join("\n") + "\n").into_bytes()
}

/// Where the feed of a case was fetched.
fn url(case: &Case) -> Option<&str> {
    case.lines.iter().find_map(|line| line.strip_prefix("from "))
}

fn judged(bytes: &[u8], url: Option<&str>) -> Vec<Diagnostic> {
    let now = Some(DateTime::parse_from_rfc3339(NOW).unwrap());
    let around = Around { now, url: url.map(str::to_string) };
    let (findings, _) = validate_bytes("feed.xml", bytes, &around);
    Policy::default().apply(findings).0
}

fn line(finding: &Diagnostic) -> String {
    let place = match &finding.at {
        At::Place(place) => format!("{}:{}", place.start().line, place.start().column),
        _ => "-".to_string(),
    };
    format!("{place} {}[{}]: {}", finding.severity.name(), finding.rule.id, finding.message)
}

/// Which rules are broken, and how often.
fn tally(findings: &[Diagnostic]) -> Vec<(&'static str, usize)> {
    let mut ids: Vec<&'static str> = findings.iter().map(|finding| finding.rule.id).collect();
    ids.sort_unstable();
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for id in ids {
        match counts.last_mut() {
            Some((last, n)) if *last == id => *n += 1,
            _ => counts.push((id, 1)),
        }
    }
    counts
}

/// A safe fix removes its finding and brings no other.
fn fixes_hold(bytes: &[u8], url: Option<&str>, findings: &[Diagnostic], about: &str, wrong: &mut Vec<String>) {
    let Ok(_) = std::str::from_utf8(bytes) else { return };
    for finding in findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe)) {
        let fixed = apply_fixes(std::slice::from_ref(finding), false);
        let Some(fixed) = fixed.first() else { continue };
        let after = judged(fixed.after.as_bytes(), url);
        let (before, after) = (tally(findings), tally(&after));
        let count = |tally: &[(&str, usize)], id| tally.iter().find(|(own, _)| *own == id).map_or(0, |(_, n)| *n);
        let gone = count(&after, finding.rule.id) < count(&before, finding.rule.id);
        let new: Vec<_> = after.iter().filter(|(id, n)| *n > count(&before, id)).map(|(id, _)| *id).collect();
        if !gone || !new.is_empty() {
            wrong.push(format!("{about}: the fix of {} leaves it (gone: {gone}) or brings {new:?}", finding.rule.id));
        }
    }
}

fn write_back(path: &Path, cases: &[Case]) {
    let mut text = String::new();
    for case in cases {
        text.push_str(&format!("== {}: {}\n", if case.bad { "bad" } else { "good" }, case.name));
        let mut lines: Vec<&str> = case.lines.iter().map(String::as_str).collect();
        while lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        lines.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        case.report.iter().for_each(|finding| text.push_str(&format!("=> {finding}\n")));
        text.push('\n');
    }
    fs::write(path, text.trim_end().to_string() + "\n").unwrap();
}

#[test]
fn the_base_has_no_finding() {
    let base = fs::read(folder().join("base.xml")).unwrap();
    let report: Vec<String> = judged(&base, None).iter().map(line).collect();
    assert!(report.is_empty(), "\n{}", report.join("\n"));
}

#[test]
fn rules_say_what_their_cases_expect() {
    let bless = std::env::var_os("PODWRIGHT_BLESS").is_some();
    let base = fs::read_to_string(folder().join("base.xml")).unwrap();
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    for path in &files {
        let id = path.file_stem().unwrap().to_str().unwrap();
        let mut cases = cases(&fs::read_to_string(path).unwrap());
        for kind in [true, false] {
            if !cases.iter().any(|case| case.bad == kind) {
                wrong.push(format!("{id} has no {} case", if kind { "bad" } else { "good" }));
            }
        }
        for case in &mut cases {
            let about = format!("{id}: {}", case.name);
            let bytes = document(case, &base);
            let findings = judged(&bytes, url(case));
            let report: Vec<String> = findings.iter().map(line).collect();
            if findings.iter().any(|finding| finding.rule.id == id) != case.bad {
                wrong.push(format!(
                    "{about}: the rule should {}be broken\n  {}",
                    if case.bad { "" } else { "not " },
                    report.join("\n  ")
                ));
            }
            if bless {
                case.report = report;
            } else if case.report != report {
                wrong.push(format!("{about}:\n  expected {:#?}\n  found {report:#?}", case.report));
            }
            fixes_hold(&bytes, url(case), &findings, &about, &mut wrong);
        }
        if bless {
            write_back(path, &cases);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Rules about files beside a feed: their cases are in `validate.rs`.
const WITH_FILES: &[&str] = &["enclosure-length-differs", "itunes-duration-differs", "pointed-file-missing"];
/// The same for rules about hosts.
const ONLINE: &str = "http-";

#[test]
fn no_rule_lacks_its_cases() {
    let read = podwright::xml::read::RULES.iter().copied();
    let rules = judge::rules().chain(read).chain(podwright::element::podcast::rules());
    let lacking: Vec<&str> = rules
        .map(|rule| rule.id)
        .filter(|id| !WITH_FILES.contains(id) && !id.starts_with(ONLINE))
        .filter(|id| !folder().join(format!("{id}.txt")).exists())
        .collect();
    assert!(lacking.is_empty(), "no tests/rules/ID.txt for: {}", lacking.join(" "));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Feeds that were cut and patched are judged, and the safe fixes break nothing that could be read.
    #[test]
    fn any_feed_is_judged(cuts in prop::collection::vec((0_usize..6000, 0_usize..40, 0_usize..16), 1..6)) {
        const PIECES: [&str; 16] = [
            "", "<item>", "</item>", "<![CDATA[", "]]>", "\"", "&amp;", "é", " ", "<itunes:category text=\"News\">", "<guid>",
            "</channel>", "<enclosure url=\"https://tape.fm/\u{1F3B5}.mp3?", "<!--", "<itunes:image/>", "<title>S1E1</title>",
        ];
        let mut text = fs::read_to_string(folder().join("base.xml")).unwrap();
        for (at, length, piece) in cuts {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let (start, end) = (floor(at), floor(at.saturating_add(length)));
            text.replace_range(start..end, PIECES[piece]);
        }
        let findings = judged(text.as_bytes(), None);
        let is_broken = |findings: &[Diagnostic]| findings.iter().any(|finding| finding.rule.id.starts_with("xml-"));
        for fixed in apply_fixes(&findings, false) {
            let after = judged(fixed.after.as_bytes(), None);
            prop_assert!(is_broken(&findings) || !is_broken(&after), "{}", fixed.after);
        }
    }
}
