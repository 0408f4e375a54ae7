//! `podwright diff`.

use std::path::Path;

use super::args::{DiffArgs, DiffFormat};
use super::{Failure, Outcome, Talk, file, print};
use crate::check::Policy;
use crate::diagnostic::{Report, Severity, Summary};
use crate::diff::{self, FeedFacts};
use crate::report::{self, Format};
use crate::xml::read::read_bytes;

pub(super) fn run(talk: &Talk, args: &DiffArgs) -> Outcome {
    compare(talk, args).map_err(|failure| match args.format {
        DiffFormat::Json => failure.in_format(Format::Json),
        DiffFormat::Human | DiffFormat::Markdown => failure,
    })
}

fn compare(talk: &Talk, args: &DiffArgs) -> Outcome {
    let (old, new) = (facts(&args.old)?, facts(&args.new)?);
    let mut comparison = diff::compare(&old, &new);
    let (diagnostics, _) = Policy::default().apply(std::mem::take(&mut comparison.diagnostics));
    let judged = Summary { files: 2, items: comparison.items, ..Summary::default() };
    let report = Report::new(diagnostics, judged);
    comparison.diagnostics.clone_from(&report.diagnostics);
    match args.format {
        DiffFormat::Human => {
            print(&diff::human(&comparison));
            if !report.diagnostics.is_empty() {
                print("\n");
                talk.report(&report, Format::Human, Severity::Error);
            }
        }
        DiffFormat::Json => {
            let mut object = report::json_value(&report);
            if let Some(object) = object.as_object_mut() {
                object.insert("changes".to_string(), diff::json(&comparison));
            }
            print(&format!("{object:#}\n"));
        }
        DiffFormat::Markdown => print(&diff::markdown(&comparison)),
    }
    Ok(report.exit_status(Severity::Error))
}

/// What listeners have of a feed.
fn facts(path: &Path) -> Result<FeedFacts, Failure> {
    let (name, bytes) = file::read(path)?;
    let (document, _) = read_bytes(&name, &bytes);
    FeedFacts::read(&document).ok_or_else(|| Failure::of(name, "this is no RSS feed"))
}
