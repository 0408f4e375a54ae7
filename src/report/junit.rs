//! JUnit XML as continuous integrations read it: a suite per file, a case per finding.
//!
//! Findings that fail the run are `failure`s; others are passed cases with their words as output, so that the report says
//! what the exit status says.

use std::fmt::Write;

use super::Options;
use crate::diagnostic::{At, Diagnostic, Report};
use crate::xml::{Element, write_document};

/// The suite of findings that are about no file.
const NO_FILE: &str = "podwright";

pub(super) fn render(report: &Report, options: &Options) -> String {
    let mut suites: Vec<Suite> = Vec::new();
    for diagnostic in &report.diagnostics {
        let fails = diagnostic.severity >= options.fails_at;
        let suite = suite_of(&mut suites, diagnostic.at.file());
        suite.failures += usize::from(fails);
        suite.cases.push(case(diagnostic, fails));
    }
    for failed in &report.failed {
        let suite = suite_of(&mut suites, failed.file.as_deref());
        suite.errors += 1;
        let error = Element::new("error").attr("message", &failed.why);
        suite.cases.push(Element::new("testcase").attr("name", "read").attr("classname", &suite.name).child(error));
    }
    for skipped in &report.skipped {
        let suite = suite_of(&mut suites, skipped.file.as_deref());
        suite.skipped += 1;
        let why = Element::new("skipped").attr("message", &skipped.why);
        let case = Element::new("testcase").attr("name", &skipped.rule).attr("classname", &suite.name);
        suite.cases.push(case.child(why));
    }
    if suites.is_empty() {
        // Some readers take a report without a case for a broken one.
        let case = Element::new("testcase").attr("name", "no findings").attr("classname", NO_FILE);
        suite_of(&mut suites, None).cases.push(case);
    }
    let sum = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    let root = Element::new("testsuites")
        .attr("name", "podwright")
        .attr("tests", sum(|suite| suite.cases.len()))
        .attr("failures", sum(|suite| suite.failures))
        .attr("errors", sum(|suite| suite.errors))
        .children(suites.into_iter().map(Suite::element));
    String::from_utf8(write_document(&root)).unwrap_or_default()
}

struct Suite {
    name: String,
    failures: usize,
    errors: usize,
    skipped: usize,
    cases: Vec<Element>,
}

impl Suite {
    fn element(self) -> Element {
        Element::new("testsuite")
            .attr("name", self.name)
            .attr("tests", self.cases.len())
            .attr("failures", self.failures)
            .attr("errors", self.errors)
            .attr("skipped", self.skipped)
            .children(self.cases)
    }
}

/// The suite of a file. Findings are sorted by file, so the one wanted is nearly always the last.
fn suite_of<'a>(suites: &'a mut Vec<Suite>, file: Option<&str>) -> &'a mut Suite {
    let name = file.unwrap_or(NO_FILE);
    let index = suites.iter().rposition(|suite| suite.name == name).unwrap_or(suites.len());
    if index == suites.len() {
        suites.push(Suite { name: name.to_string(), failures: 0, errors: 0, skipped: 0, cases: Vec::new() });
    }
    &mut suites[index]
}

fn case(diagnostic: &Diagnostic, fails: bool) -> Element {
    let (at, line) = match &diagnostic.at {
        At::Place(place) => {
            let start = place.start();
            (format!(" at {}:{}", start.line, start.column), Some(start.line))
        }
        At::File(_) | At::Nowhere => (String::new(), None),
    };
    let case = Element::new("testcase")
        .attr("name", format!("{}{at}", diagnostic.rule.id))
        .attr("classname", diagnostic.at.file().unwrap_or(NO_FILE))
        .attr_if("file", diagnostic.at.file())
        .attr_if("line", line);
    let mut words = format!("{}[{}]: {}", diagnostic.severity.name(), diagnostic.rule.id, diagnostic.message);
    let lines = [("found", &diagnostic.found), ("expected", &diagnostic.expected), ("help", &diagnostic.help)];
    for (name, text) in lines {
        if let Some(text) = text {
            let _ = write!(words, "\n{name}: {text}");
        }
    }
    let outcome = if fails {
        Element::new("failure").attr("type", diagnostic.severity.name()).attr("message", &diagnostic.message)
    } else {
        Element::new("system-out")
    };
    case.child(outcome.text(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::report::sample;

    #[test]
    fn a_suite_per_file() {
        let mut report = sample::report();
        report.diagnostics.drain(3..);
        report.failed = Report::failure(Some("b.xml".into()), "is a folder").failed;
        assert_eq!(
            render(&report, &Options::default()),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="podwright" tests="5" failures="1" errors="1">
  <testsuite name="podwright" tests="2" failures="0" errors="0" skipped="1">
    <testcase name="show-advice" classname="podwright">
      <system-out>advice[show-advice]: the show has no trailer</system-out>
    </testcase>
    <testcase name="http-status" classname="podwright">
      <skipped message="no network"/>
    </testcase>
  </testsuite>
  <testsuite name="episodes/a b.mp3" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="show-advice" classname="episodes/a b.mp3" file="episodes/a b.mp3">
      <system-out>advice[show-advice]: the sound is quiet</system-out>
    </testcase>
  </testsuite>
  <testsuite name="feed.xml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="xml-ampersand-unescaped at 2:15" classname="feed.xml" file="feed.xml" line="2">
      <failure type="error" message="an ampersand that begins no reference">error[xml-ampersand-unescaped]: an ampersand that begins no reference
expected: `&amp;amp;`</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.xml" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="read" classname="b.xml">
      <error message="is a folder"/>
    </testcase>
  </testsuite>
</testsuites>
"#
        );
    }

    #[test]
    fn fails_where_the_run_fails_and_never_stays_empty() {
        let options = Options { fails_at: Severity::Advice, ..Options::default() };
        assert!(render(&sample::report(), &options).contains("tests=\"6\" failures=\"5\""));
        assert!(render(&Report::default(), &options).contains("name=\"no findings\""));
    }
}
