//! Findings for people and machines, a file per rendering.
//!
//! A rendering is a pure function from a [`Report`] to text. People get repeats folded and long lines cropped; machines
//! get everything, with places as in the file on disk.

mod concise;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod schema;
mod status;

pub use json::{diagnostic_value, value as json_value};
pub use schema::schema;
pub use status::{status_json, status_text};

use std::fmt::Write;

use crate::diagnostic::{Report, Severity};

/// The renderings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The lines with carets under them, and what to do
    #[default]
    Human,
    /// One line for each finding
    Concise,
    /// One object, with everything
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit XML, for test reports
    Junit,
}

/// How a report is rendered.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// ANSI colours (human and concise).
    pub color: bool,
    /// Columns of the terminal (human).
    pub width: usize,
    /// Repeats are written out (human).
    pub unfolded: bool,
    /// The closing line of counts is left out (human and concise): the caller says it elsewhere.
    pub without_summary: bool,
    /// From which severity on a finding fails the run (junit): `Warning` with `--deny-warnings`.
    pub fails_at: Severity,
}

impl Default for Options {
    fn default() -> Options {
        Options { color: false, width: 100, unfolded: false, without_summary: false, fails_at: Severity::Error }
    }
}

/// The report in a format, with its last line end.
pub fn render(report: &Report, format: Format, options: &Options) -> String {
    match format {
        Format::Human => human::render(report, options),
        Format::Concise => concise::render(report, options),
        Format::Json => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
        Format::Junit => junit::render(report, options),
    }
}

/// The closing line for people: "3 errors, 1 warning in 2 files; 12 episodes, 3 transcripts judged; 2 checks skipped
/// (no network)".
pub fn summary_line(report: &Report) -> String {
    let summary = &report.summary;
    let found = [(summary.errors, "error"), (summary.warnings, "warning")].map(|(n, word)| counted(n, word));
    let advice = (summary.advice > 0).then(|| format!("{} advice", summary.advice));
    let found: Vec<String> = found.into_iter().flatten().chain(advice).collect();
    let mut line = if found.is_empty() { "nothing found".to_string() } else { found.join(", ") };
    if let Some(files) = counted(summary.files, "file") {
        let _ = write!(line, " in {files}");
    }
    let judged = [(summary.items, "episode"), (summary.transcripts, "transcript"), (summary.chapters, "chapter list")];
    let judged: Vec<String> = judged.into_iter().filter_map(|(n, word)| counted(n, word)).collect();
    if !judged.is_empty() {
        let _ = write!(line, "; {} judged", judged.join(", "));
    }
    if let Some(known) = counted(summary.baseline, "known finding") {
        let _ = write!(line, "; {known} left out (baseline)");
    }
    if let Some(checks) = counted(report.skipped.iter().map(|skipped| skipped.count).sum(), "check") {
        let mut reasons: Vec<&str> = Vec::new();
        for skipped in &report.skipped {
            if !reasons.contains(&&*skipped.why) {
                reasons.push(&skipped.why);
            }
        }
        let _ = write!(line, "; {checks} skipped ({})", reasons.join(", "));
    }
    if let Some(failed) = counted(report.failed.len(), "file") {
        let _ = write!(line, "; {failed} not read");
    }
    line
}

/// "1 error", "2 errors"; nothing for none.
fn counted(n: usize, word: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{n} {word}s")),
    }
}

/// Who minds a finding, and where it is written: "apple, psp-1 (RSS 2.0, `<enclosure>`)".
fn asked_by(profiles: &[crate::diagnostic::Profile], source: &str) -> String {
    if profiles.is_empty() || profiles.len() == crate::diagnostic::Profile::ALL.len() {
        return source.to_string();
    }
    let profiles: Vec<&str> = profiles.iter().map(|profile| profile.name()).collect();
    format!("{} ({source})", profiles.join(", "))
}

#[cfg(test)]
mod sample;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Skipped, Summary};

    #[test]
    fn the_closing_line_counts_everything() {
        let summary = Summary {
            files: 2,
            items: 12,
            transcripts: 3,
            chapters: 1,
            errors: 3,
            warnings: 1,
            advice: 0,
            baseline: 4,
        };
        let skipped = |rule: &str, why: &str| Skipped { rule: rule.into(), why: why.into(), file: None, count: 1 };
        let skipped = vec![skipped("http-status", "no network"), skipped("http-tls", "no network")];
        let report = Report { summary, skipped, ..Report::default() };
        assert_eq!(
            summary_line(&report),
            "3 errors, 1 warning in 2 files; 12 episodes, 3 transcripts, 1 chapter list judged; \
             4 known findings left out (baseline); 2 checks skipped (no network)"
        );
        assert_eq!(summary_line(&Report::default()), "nothing found");
    }
}
