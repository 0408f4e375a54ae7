//! Workflow commands of GitHub Actions: each finding becomes an annotation at its line.

use std::fmt::Write;

use super::summary_line;
use crate::diagnostic::{At, Diagnostic, Report, Severity};

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let _ = writeln!(text, "::{command} {}::{}", properties(diagnostic), data(&body(diagnostic)));
    }
    for failed in &report.failed {
        let file = failed.file.as_ref().map(|file| format!(" file={}", property(file))).unwrap_or_default();
        let _ = writeln!(text, "::error{file}::{}", data(&failed.why));
    }
    let _ = writeln!(text, "{}", data(&summary_line(report)));
    text
}

fn properties(diagnostic: &Diagnostic) -> String {
    let mut properties = String::new();
    if let Some(file) = diagnostic.at.file() {
        let _ = write!(properties, "file={},", property(file));
    }
    if let At::Place(place) = &diagnostic.at {
        let (start, end) = (place.start(), place.end());
        let _ = write!(properties, "line={},endLine={},", start.line, end.line);
        // Columns are understood within one line only.
        if start.line == end.line {
            let _ = write!(properties, "col={},endColumn={},", start.column, end.column);
        }
    }
    let _ = write!(properties, "title={}", property(diagnostic.rule.id));
    properties
}

fn body(diagnostic: &Diagnostic) -> String {
    let mut body = diagnostic.message.clone();
    let lines = [("found", &diagnostic.found), ("expected", &diagnostic.expected), ("help", &diagnostic.help)];
    for (name, text) in lines {
        if let Some(text) = text {
            let _ = write!(body, "\n{name}: {text}");
        }
    }
    body
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn annotations() {
        assert_eq!(
            render(&sample::report()),
            "\
::notice title=show-advice::the show has no trailer
::notice file=episodes/a b.mp3,title=show-advice::the sound is quiet
::error file=feed.xml,line=2,endLine=2,col=15,endColumn=16,title=xml-ampersand-unescaped::\
an ampersand that begins no reference%0Aexpected: `&amp;`
::error file=feed.xml,line=3,endLine=5,title=enclosure-length-missing::the enclosure has no length%0A\
found: url, type%0Aexpected: the size of the file in bytes%0Ahelp: add length=\"…\"
::error file=feed.xml,line=6,endLine=6,col=7,endColumn=7,title=xml-truncated::the file ends inside `<item>`
3 errors, 2 advice in 1 file; 1 episode judged; 3 checks skipped (no network)
"
        );
    }

    #[test]
    fn no_text_begins_a_command() {
        let report = Report::failure(Some("a,b:c%.xml".into()), "one\n::error::two\r\n");
        assert_eq!(
            render(&report),
            "::error file=a%2Cb%3Ac%25.xml::one%0A::error::two%0D%0A\nnothing found; 1 file not read\n"
        );
    }
}
