//! Anyone's feeds, from bytes or from disk, to a report: what `podwright validate` does.
//!
//! [`validate_bytes`] and [`validate`] are the library's functions. "Now" is an argument; the clock is the caller's.

mod find;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::check::Policy;
use crate::diagnostic::{Diagnostic, Failed, Report, Summary};
use crate::judge::{self, Around, Judged};
use crate::xml::read::read_bytes;

pub use find::{Input, find_feeds, shard};

/// What is judged and how.
#[derive(Default)]
pub struct Options {
    /// What is known around the feeds.
    pub around: Around,
    /// Levels, profiles, silencing.
    pub policy: Policy,
    /// Findings about the flags themselves.
    pub about_flags: Vec<Diagnostic>,
}

/// Judges a feed that is at hand; `name` is what findings call it.
pub fn validate_bytes(name: &str, bytes: &[u8], around: &Around) -> (Vec<Diagnostic>, Judged) {
    let (document, mut findings) = read_bytes(name, bytes);
    let (more, judged) = judge::judge(&document, around);
    findings.extend(more);
    if !document.source.is_as_on_disk() {
        // An edit of the decoded text fits the file only if it replaces the whole of it.
        let whole = document.source.whole().span;
        for finding in &mut findings {
            finding.fix = finding.fix.take().filter(|fix| fix.edits.iter().all(|edit| edit.place.span == whole));
        }
    }
    (findings, judged)
}

/// Judges feeds side by side. What can't be read is among the failures of the report.
pub fn validate(inputs: &[Input], options: &Options) -> Report {
    let judged: Vec<Result<(Vec<Diagnostic>, Judged), Failed>> = inputs
        .par_iter()
        .map(|input| {
            let bytes = input.read().map_err(|why| Failed { file: Some(input.name.clone()), why })?;
            Ok(validate_bytes(&input.name, &bytes, &options.around))
        })
        .collect();
    let (mut findings, mut failed) = (options.about_flags.clone(), Vec::new());
    let mut summary = Summary::default();
    for outcome in judged {
        match outcome {
            Ok((more, judged)) => {
                findings.extend(more);
                summary.files += 1;
                summary.items += judged.items;
            }
            Err(failure) => failed.push(failure),
        }
    }
    let (findings, baseline) = options.policy.apply(findings);
    let mut report = Report::new(findings, Summary { baseline, ..summary });
    report.failed = failed;
    report
}

/// A path as findings name it.
fn name_of(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Reads a list of feeds, one a line; blank lines and what begins with `#` are left out.
pub fn listed(text: &str) -> Vec<PathBuf> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(PathBuf::from).collect()
}
