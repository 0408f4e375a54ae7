//! `podwright new`.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::args::NewArgs;
use super::init::{carry_out, refuse_replacing};
use super::{Failure, Outcome, Talk, build, file, print};
use crate::media::sniff;
use crate::project::{NewEpisode, plan_episode, show_zone};
use crate::scalar::{DateError, parse_date};

/// `podwright new`.
pub(super) fn run(talk: &Talk, args: &NewArgs) -> Outcome {
    let root = build::root(&args.root)?;
    for (flag, value) in [("--audio", &args.audio), ("--transcript", &args.transcript)] {
        if let Some(value) = value.as_ref().filter(|value| value.to_string_lossy().contains("://")) {
            let why = format!("{flag} {}: files only for now; download it first", value.display());
            return Err(Failure::new(why));
        }
    }
    let date = match &args.date {
        None => None,
        Some(text) => match parse_date(text, show_zone(&root)) {
            Ok(date) | Err(DateError::ZoneMissing(date)) => Some(date),
            Err(_) => {
                return Err(Failure::new(format!(
                    "--date {text} is no date; write one like 2026-11-27T06:00:00+01:00"
                )));
            }
        },
    };
    let standard_input = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
    if standard_input(&args.audio) && standard_input(&args.transcript) {
        return Err(Failure::new("--audio - --transcript -: standard input can be one of them only"));
    }
    let spooled = if standard_input(&args.audio) { Some(spool()?) } else { None };
    let audio = spooled.as_ref().map(|(_, path)| path.clone()).or_else(|| args.audio.clone());
    let transcript = match &args.transcript {
        Some(path) => Some((path.clone(), file::read(path)?.1)),
        None => None,
    };
    let new = NewEpisode { title: args.title.clone(), audio, transcript, date };
    let plan = plan_episode(&root, &new, build::now(&root, None)?.0)?;
    refuse_replacing(&root, &plan, args.force, &[])?;
    carry_out(talk, &root, &plan, args.dry_run)?;
    if let Some(path) = plan.episode.filter(|_| !args.dry_run) {
        print(&format!("{}\n", root.join(path).display()));
    }
    Ok(0)
}

/// Standard input as a file with the ending of what it holds, in a folder that goes when it is dropped.
fn spool() -> Result<(TempDir, PathBuf), Failure> {
    let (name, bytes) = file::read(Path::new("-"))?;
    let kind = sniff(&bytes);
    let Some(ending) = kind.audio_endings().first() else {
        return Err(Failure::of(name, format!("holds {}, and no recording", kind.name())));
    };
    let folder = TempDir::new()?;
    let path = folder.path().join(format!("-.{ending}"));
    std::fs::write(&path, bytes)?;
    Ok((folder, path))
}
