//! `podwright status`.

use super::args::{ListFormat, StatusArgs};
use super::progress::Progress;
use super::{Failure, Outcome, Talk, build, print};
use crate::build::{Options, status};
use crate::diagnostic::Severity;
use crate::report::{Format, status_json, status_text};

/// `podwright status`.
pub(super) fn run(talk: &Talk, args: &StatusArgs) -> Outcome {
    let run = || -> Outcome {
        let root = build::root(&args.root)?;
        let (now, clock) = build::now(&root, args.at.as_deref())?;
        let progress = Progress::new(talk);
        let step = |done, all| progress.step(done, all);
        let options = Options { now, clock, out: args.out.clone(), progress: Some(&step), ..Options::default() };
        let status = status(&root, &options)?;
        progress.end();
        print(&match args.format {
            ListFormat::Human => status_text(&status),
            ListFormat::Json => status_json(&status),
        });
        Ok(status.checked.report.exit_status(Severity::Error))
    };
    run().map_err(|failure: Failure| match args.format {
        ListFormat::Human => failure,
        ListFormat::Json => failure.in_format(Format::Json),
    })
}
