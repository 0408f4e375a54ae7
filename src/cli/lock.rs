//! `podwright lock`.

use super::args::LockArgs;
use super::progress::Progress;
use super::{Failure, Outcome, Talk, build, print};
use crate::build::{Options, relock};
use crate::diagnostic::Severity;
use crate::lock::{Accept, LOCK_FILE};
use crate::net::{Client, Settings};
use crate::project::episode_name;
use crate::report;

/// `podwright lock`.
pub(super) fn run(talk: &Talk, args: &LockArgs) -> Outcome {
    let root = build::root(&args.root)?;
    let (now, clock) = build::now(&root, None)?;
    let accept = Accept::parse(&args.accept).map_err(|errors| Failure::new(errors.join("\n")))?;
    let only = args.episodes.iter().map(|episode| episode_name(&root, episode)).collect();
    let client = args
        .online
        .then(|| Client::new(&Settings { allow_private: args.network.allow_private, ..Settings::default() }));
    let progress = Progress::new(talk);
    let step = |done, all| progress.step(done, all);
    let options =
        Options { now, clock, accept, only, online: client.as_ref(), progress: Some(&step), ..Options::default() };
    let (checked, written) = relock(&root, &options, args.dry_run)?;
    progress.end();
    talk.report(&checked.report, report::Format::Human, Severity::Error);
    match written {
        None => {
            talk.say("nothing was written");
            return Ok(1);
        }
        Some(false) => talk.say(format!("{LOCK_FILE} says all of it already")),
        Some(true) if checked.lock_changes.is_empty() => {
            talk.say(format!("{LOCK_FILE}: other lines, the same facts"));
        }
        Some(true) if args.dry_run => {
            checked.lock_changes.iter().for_each(|change| print(&format!("would change {change}\n")));
        }
        Some(true) => checked.lock_changes.iter().for_each(|change| talk.say(format!("{LOCK_FILE}: {change}"))),
    }
    Ok(0)
}
