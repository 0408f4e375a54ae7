//! `podwright check` and `podwright build`.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};

use super::args::{BuildArgs, CheckArgs, Judging, Root};
use super::lint::{Judge, severity};
use super::progress::Progress;
use super::{Failure, Outcome, Talk, file, print};
use crate::build::{self, Checked, Made, Options};
use crate::check::unified_diff;
use crate::lock::Accept;
use crate::project::find_root;
use crate::scalar::{DateError, date_rfc3339, parse_date};

/// The show's folder.
pub(super) fn root(args: &Root) -> Result<PathBuf, Failure> {
    let present = std::env::current_dir()?;
    Ok(find_root(args.root.as_deref(), &present)?)
}

/// Now: `--at`, else `SOURCE_DATE_EPOCH`, else the clock. The second value is the clock, where it was not taken.
pub(super) fn now(
    root: &Path,
    at: Option<&str>,
) -> Result<(DateTime<FixedOffset>, Option<DateTime<FixedOffset>>), Failure> {
    let clock = Utc::now().fixed_offset();
    if let Some(at) = at {
        return match parse_date(at, crate::project::show_zone(root)) {
            Ok(date) | Err(DateError::ZoneMissing(date)) => Ok((date, None)),
            Err(_) => Err(Failure::new(format!("--at {at} is no date; write one like 2026-11-27T06:00:00+01:00"))),
        };
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let date = seconds.trim().parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
            let date =
                date.ok_or_else(|| Failure::new(format!("SOURCE_DATE_EPOCH is not a number of seconds: {seconds}")))?;
            Ok((date.fixed_offset(), Some(clock)))
        }
        Err(_) => Ok((clock, None)),
    }
}

/// `podwright check`.
pub(super) fn check(talk: &Talk, args: &CheckArgs) -> Outcome {
    let run = || -> Outcome {
        let judge = Judge::new(&args.judging)?;
        let root = root(&args.root)?;
        let (now, clock) = now(&root, None)?;
        let progress = Progress::new(talk);
        let step = |done, all| progress.step(done, all);
        let options =
            Options { now, clock, judging: judge.settings.clone(), progress: Some(&step), ..Options::default() };
        let mut checked = build::check(&root, &options)?;
        progress.end();
        if args.diff {
            let fixed = checked.fixed(args.fix_unsafe);
            print(&unified_diff(&fixed));
            return Ok(u8::from(!fixed.is_empty()));
        }
        if args.fix || args.fix_unsafe {
            // One round may make room for the next: of fixes that overlap, the first is applied.
            for _ in 0..ROUNDS {
                let mended = mend(&root, &checked, args.fix_unsafe)?;
                if mended.is_empty() {
                    break;
                }
                mended.iter().for_each(|(file, fixes)| talk.say(format!("mended {file}: {fixes}")));
                checked = build::check(&root, &options)?;
            }
        }
        finish(talk, &args.judging, &judge, &checked)
    };
    run().map_err(|failure| failure.in_format(args.judging.format.into()))
}

/// More rounds of fixes than this, and they undo each other.
pub(super) const ROUNDS: usize = 10;

/// Applies the fixes of a check to the show's files: which, and how many in each.
fn mend(root: &Path, checked: &Checked, with_unsafe: bool) -> Result<Vec<(String, usize)>, Failure> {
    let mut mended = Vec::new();
    for fixed in checked.fixed(with_unsafe) {
        let path = root.join(&fixed.file);
        // What is not on disk as it was judged is left alone.
        if std::fs::read(&path).is_ok_and(|bytes| bytes == fixed.before.as_bytes()) {
            file::write_whole(&path, fixed.after.as_bytes())?;
            mended.push((fixed.file, fixed.fixes));
        }
    }
    Ok(mended)
}

/// `podwright build`.
pub(super) fn build(talk: &Talk, args: &BuildArgs) -> Outcome {
    let run = || -> Outcome {
        let judge = Judge::new(&args.judging)?;
        let root = root(&args.root)?;
        let (now, clock) = now(&root, args.at.as_deref())?;
        let accept = Accept::parse(&args.accept).map_err(|errors| Failure::new(errors.join("\n")))?;
        if let Some(url) = &args.base_url {
            let right = url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
            if !right {
                return Err(Failure::new(format!(
                    "--base-url {url} is not a URL that begins with http:// or https://"
                )));
            }
        }
        let progress = Progress::new(talk);
        let step = |done, all| progress.step(done, all);
        let options = Options {
            now,
            clock,
            drafts: args.drafts,
            base_url: args.base_url.clone(),
            accept,
            frozen: args.frozen,
            out: args.out.clone(),
            judging: judge.settings.clone(),
            progress: Some(&step),
            ..Options::default()
        };
        let (checked, made) = build::build(&root, &options, args.judging.deny_warnings)?;
        progress.end();
        let mut status = finish(talk, &args.judging, &judge, &checked)?;
        match made {
            Some(made) => tell(talk, &checked, &made, args),
            None => {
                talk.say("nothing was written");
                status = 1;
            }
        }
        // The process ends here: a large show is given back as a whole and not piece by piece.
        std::mem::forget(checked);
        Ok(status)
    };
    run().map_err(|failure| failure.in_format(args.judging.format.into()))
}

fn finish(talk: &Talk, args: &Judging, judge: &Judge, checked: &Checked) -> Outcome {
    judge.write_baseline(&checked.report)?;
    let fails_at = severity(args);
    talk.report(&checked.report, args.format.into(), fails_at);
    for change in &checked.lock_changes {
        talk.say_more(format!("podwright.lock: {change}"));
    }
    Ok(checked.report.exit_status(fails_at))
}

/// What was made, and what is held back.
fn tell(talk: &Talk, checked: &Checked, made: &Made, args: &BuildArgs) {
    let files = made.written + made.unchanged;
    let episodes = if made.episodes == 1 { "1 episode".to_string() } else { format!("{} episodes", made.episodes) };
    let out = made.out.display();
    let preview = if made.preview { ", a preview" } else { "" };
    talk.say(format!(
        "{episodes} in {out}{preview}: {} files written, {} of {files} unchanged; the feed is {}",
        made.written, made.unchanged, made.feed_url
    ));
    if made.corrected > 0 {
        talk.say(format!("words that the glossary corrected in transcripts: {}", made.corrected));
    }
    if !made.not_made.is_empty() {
        talk.say(format!("read, but nothing is made from it yet: {}", made.not_made.join(", ")));
    }
    let assembled = &checked.assembled;
    if args.drafts {
        return;
    }
    if let Some((name, date)) = assembled.scheduled.first() {
        let more = match assembled.scheduled.len() {
            1 => String::new(),
            count => format!(" ({count} are scheduled)"),
        };
        talk.say(format!("held back until its date: {name}, due {}{more}; build again then", date_rfc3339(date)));
    }
    if !assembled.drafts.is_empty() {
        talk.say(format!("held back as drafts: {}", assembled.drafts.join(", ")));
    }
}
