//! What a run has to say: its findings, what could not be judged, what could not be read, and the counts.

use super::{Diagnostic, Severity};

/// The outcome of a check. Renderings of it are in [`crate::report`].
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Rules that could not be judged.
    pub skipped: Vec<Skipped>,
    /// Files that could not be read.
    pub failed: Vec<Failed>,
    /// The counts.
    pub summary: Summary,
}

/// A rule that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The rule's id.
    pub rule: String,
    /// Why not: "no network".
    pub why: String,
    /// In which file; `None` for all.
    pub file: Option<String>,
    /// How often.
    pub count: usize,
}

/// Work that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The file it is about, if it is about one.
    pub file: Option<String>,
    /// The reason, without a full stop.
    pub why: String,
}

/// What was judged, and what came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Items or episodes.
    pub items: usize,
    /// Transcripts.
    pub transcripts: usize,
    /// Chapter files and lists.
    pub chapters: usize,
    /// Findings at `error`.
    pub errors: usize,
    /// Findings at `warning`.
    pub warnings: usize,
    /// Findings at `advice`.
    pub advice: usize,
    /// Findings left out because the baseline knows them.
    pub baseline: usize,
}

impl Report {
    /// A report of findings. `judged` holds the counts of what was read and of the baseline; those of the findings are
    /// made here.
    pub fn new(diagnostics: Vec<Diagnostic>, judged: Summary) -> Report {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        let summary = Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
            ..judged
        };
        Report { diagnostics, skipped: Vec::new(), failed: Vec::new(), summary }
    }

    /// The report of a command that could not do its work.
    pub fn failure(file: Option<String>, why: impl Into<String>) -> Report {
        Report { failed: vec![Failed { file, why: why.into() }], ..Report::default() }
    }

    /// The exit status: 2 if something could not be read, 1 if a finding is at least as bad as `fails_at`, else 0.
    pub fn exit_status(&self, fails_at: Severity) -> u8 {
        if !self.failed.is_empty() { 2 } else { u8::from(self.diagnostics.iter().any(|d| d.severity >= fails_at)) }
    }
}
