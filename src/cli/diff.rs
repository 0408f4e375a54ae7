//! `podwright diff`.

use std::path::Path;

use super::args::{DiffArgs, DiffFormat};
use super::build::now;
use super::{Failure, Outcome, Talk, file, print};
use crate::build::{self, Options};
use crate::check::Policy;
use crate::diagnostic::{Report, Severity, Summary};
use crate::diff::{self, FeedFacts};
use crate::net::{Client, Settings};
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

/// What listeners have of a feed: a file, an address, or what the next build of a show's folder would publish.
fn facts(path: &Path) -> Result<FeedFacts, Failure> {
    let (name, bytes) = bytes(path)?;
    let (document, _) = read_bytes(&name, &bytes);
    FeedFacts::read(&document).ok_or_else(|| Failure::of(name, "this is no RSS feed"))
}

fn bytes(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let name = path.to_string_lossy().replace('\\', "/");
    if file::is_url(&name) {
        let answer = file::fetch(&name, &Client::new(&Settings::default()));
        return answer.map(|answer| (name.clone(), answer.body)).map_err(|why| Failure::of(name.clone(), why));
    }
    if !path.is_dir() {
        return file::read(path);
    }
    if !path.join("feed.toml").is_file() {
        // A built site.
        return file::read(&path.join("feed.xml"));
    }
    let (now, clock) = now(path, None)?;
    let checked = build::check(path, &Options { now, clock, ..Options::default() })?;
    let feed = build::feed(path, &checked)?;
    // What the guards refuse is what a comparison is to show; anything else wrong would show what is not so.
    let guard = |rule: &str| crate::lock::RULES.iter().any(|guard| guard.id == rule);
    let wrong = checked.report.diagnostics.iter().any(|d| d.severity == Severity::Error && !guard(d.rule.id));
    if wrong || feed.is_empty() {
        return Err(Failure::of(name, "this show can't be built; `podwright check` says why"));
    }
    Ok((name, feed))
}
