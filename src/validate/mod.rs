//! Anyone's feeds, from bytes or from disk, to a report: what `podwright validate` does.
//!
//! [`validate_bytes`] and [`validate`] are the library's functions. "Now" is an argument; the clock is the caller's.

mod find;
mod online;
mod tree;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::chapters::CHAPTERS_UNREADABLE;
use crate::check::Policy;
use crate::diagnostic::{Diagnostic, Failed, Report, Rule, Skipped, Summary};
use crate::judge::{self, Around, ENCLOSURE_LENGTH_DIFFERS, Feed, Judged};
use crate::media::ARTWORK_UNREADABLE;
use crate::net::Client;
use crate::transcript::TRANSCRIPT_UNREADABLE;
use crate::xml::read::{Document, read_bytes};
use tree::{Seen, Tree};

pub use find::{Input, find_feeds, shard};

/// What is judged and how.
#[derive(Default)]
pub struct Options<'a> {
    /// What is known around the feeds.
    pub around: Around,
    /// Levels, profiles, silencing.
    pub policy: Policy,
    /// Findings about the flags themselves.
    pub about_flags: Vec<Diagnostic>,
    /// Asks the hosts of what the feeds point at; without it no network is used.
    pub online: Option<&'a Client>,
}

/// Judges a feed that is at hand; `name` is what findings call it.
pub fn validate_bytes(name: &str, bytes: &[u8], around: &Around) -> (Vec<Diagnostic>, Judged) {
    let (_, findings, judged) = read_and_judge(name, bytes, around);
    (findings, judged)
}

fn read_and_judge(name: &str, bytes: &[u8], around: &Around) -> (Document, Vec<Diagnostic>, Judged) {
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
    (document, findings, judged)
}

/// A feed that was judged, with what it points at as far as that is at hand.
struct Outcome {
    findings: Vec<Diagnostic>,
    judged: Judged,
    seen: Seen,
    skipped: Vec<Skipped>,
}

fn judge_input(input: &Input, options: &Options<'_>) -> Result<Outcome, Failed> {
    let bytes = input.read().map_err(|why| Failed { file: Some(input.name.clone()), why })?;
    let around = Around { url: input.url.clone().or_else(|| options.around.url.clone()), ..options.around.clone() };
    let (document, mut findings, judged) = read_and_judge(&input.name, &bytes, &around);
    let mut seen = Seen::default();
    if let (Some(client), Some(feed)) = (options.online, Feed::of(&document)) {
        let (more, files) = online::judge(&feed, client);
        findings.extend(more);
        seen = files;
    } else if input.bytes.is_none()
        && let Some(feed) = Feed::of(&document)
        && let Some(tree) = Tree::around(&feed, &input.path)
    {
        let (more, files) = tree::judge(&feed, &tree);
        findings.extend(more);
        seen = files;
    }
    let pointed = judged.pointed;
    let left: [(&Rule, usize); 4] = [
        (&ENCLOSURE_LENGTH_DIFFERS, pointed.enclosures.saturating_sub(seen.enclosures)),
        (&TRANSCRIPT_UNREADABLE, pointed.transcripts.saturating_sub(seen.transcripts)),
        (&CHAPTERS_UNREADABLE, pointed.chapters.saturating_sub(seen.chapters)),
        (&ARTWORK_UNREADABLE, pointed.artwork.saturating_sub(seen.artwork)),
    ];
    let skipped = left.into_iter().filter(|(_, count)| *count > 0).map(|(rule, count)| {
        let why = "the file is not here, and no network without --online".to_string();
        Skipped { rule: rule.id.to_string(), why, file: Some(input.name.clone()), count }
    });
    Ok(Outcome { skipped: skipped.collect(), findings, judged, seen })
}

/// Judges feeds side by side. What can't be read is among the failures of the report.
pub fn validate(inputs: &[Input], options: &Options<'_>) -> Report {
    let outcomes: Vec<Result<Outcome, Failed>> = inputs.par_iter().map(|input| judge_input(input, options)).collect();
    let (mut findings, mut failed, mut skipped) = (options.about_flags.clone(), Vec::new(), Vec::new());
    let mut summary = Summary::default();
    for outcome in outcomes {
        match outcome {
            Ok(outcome) => {
                findings.extend(outcome.findings);
                skipped.extend(outcome.skipped);
                summary.files += 1;
                summary.items += outcome.judged.items;
                summary.transcripts += outcome.seen.transcripts;
                summary.chapters += outcome.seen.chapters;
            }
            Err(failure) => failed.push(failure),
        }
    }
    let (findings, baseline) = options.policy.apply(findings);
    let mut report = Report::new(findings, Summary { baseline, ..summary });
    (report.failed, report.skipped) = (failed, skipped);
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
