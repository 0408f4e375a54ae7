//! One line for each finding: `file:line:column: severity[rule]: message`, as editors read it.

use std::fmt::Write;

use super::{Options, summary_line};
use crate::diagnostic::{At, Report, Severity};

pub(super) fn render(report: &Report, options: &Options) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        match &diagnostic.at {
            At::Place(place) => {
                let at = place.start();
                let _ = write!(text, "{}:{}:{}: ", place.source.name, at.line, at.column);
            }
            At::File(name) => {
                let _ = write!(text, "{name}: ");
            }
            At::Nowhere => {}
        }
        let severity = diagnostic.severity.name();
        let (on, off) = colors(diagnostic.severity, options.color);
        let message = one_line(&diagnostic.message);
        let _ = writeln!(text, "{on}{severity}[{}]{off}: {message}", diagnostic.rule.id);
    }
    for failed in &report.failed {
        let file = failed.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
        let _ = writeln!(text, "{file}error: {}", one_line(&failed.why));
    }
    if !options.without_summary {
        let _ = writeln!(text, "{}", summary_line(report));
    }
    text
}

fn colors(severity: Severity, color: bool) -> (&'static str, &'static str) {
    match severity {
        _ if !color => ("", ""),
        Severity::Error => ("\u{1b}[1;91m", "\u{1b}[0m"),
        Severity::Warning => ("\u{1b}[1;93m", "\u{1b}[0m"),
        Severity::Advice => ("\u{1b}[1;92m", "\u{1b}[0m"),
    }
}

/// Without line ends and other control characters: a message may quote what a hostile feed holds.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_line_each() {
        assert_eq!(
            render(&sample::report(), &Options::default()),
            "\
advice[show-advice]: the show has no trailer
episodes/a b.mp3: advice[show-advice]: the sound is quiet
feed.xml:2:15: error[xml-ampersand-unescaped]: an ampersand that begins no reference
feed.xml:3:1: error[enclosure-length-missing]: the enclosure has no length
feed.xml:6:7: error[xml-truncated]: the file ends inside `<item>`
3 errors, 2 advice in 1 file; 1 episode judged; 3 checks skipped (no network)
"
        );
    }

    #[test]
    fn coloured_and_failed() {
        let mut report = Report::failure(Some("a.xml".into()), "is a\nfolder");
        report.diagnostics.push(sample::report().diagnostics.remove(0));
        assert_eq!(
            render(&report, &Options { color: true, ..Options::default() }),
            "\u{1b}[1;92madvice[show-advice]\u{1b}[0m: the show has no trailer\na.xml: error: is a folder\n\
             nothing found; 1 file not read\n"
        );
    }
}
