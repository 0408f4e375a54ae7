//! `podwright new`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::args::NewArgs;
use super::init::{carry_out, refuse_replacing};
use super::{Failure, Outcome, Talk, build, file, print};
use crate::media::sniff;
use crate::net::{Client, Limits, Settings};
use crate::project::{NewEpisode, plan_episode, show_zone};
use crate::scalar::{DateError, parse_date};

/// `podwright new`.
pub(super) fn run(talk: &Talk, args: &NewArgs) -> Outcome {
    let root = build::root(&args.root)?;
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
    // Kept until the copy is made.
    let spooled = match &args.audio {
        Some(path) if path.as_path() == Path::new("-") => Some(spool("-", file::read(path)?.1)?),
        Some(path) => match address(path) {
            Some(url) => Some(spool(&without_query(url), fetched(url, RECORDING)?)?),
            None => None,
        },
        None => None,
    };
    let audio = spooled.as_ref().map(|(_, path)| path.clone()).or_else(|| args.audio.clone());
    let transcript = match &args.transcript {
        Some(path) => Some(match address(path) {
            Some(url) => (PathBuf::from(without_query(url)), fetched(url, Limits::default())?),
            None => (path.clone(), file::read(path)?.1),
        }),
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

/// What a recording may cost: a gigabyte, half an hour.
const RECORDING: Limits =
    Limits { bytes: 1 << 30, redirects: 10, connect: Duration::from_secs(10), time: Duration::from_secs(1800) };

/// The address that stands in place of a file.
fn address(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| text.starts_with("http://") || text.starts_with("https://"))
}

fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/').to_string()
}

/// What an address gives. Whoever names one in a private network means it.
fn fetched(url: &str, limits: Limits) -> Result<Vec<u8>, Failure> {
    let client = Client::new(&Settings::default());
    client.trust(url);
    let answer = client.get(url, &limits).map_err(|error| Failure::of(url, error.cause.to_string()))?;
    if !answer.is_success() {
        return Err(Failure::of(url, format!("the host answers with status {}", answer.status)));
    }
    if !answer.complete {
        return Err(Failure::of(url, format!("is larger than {} MiB", limits.bytes >> 20)));
    }
    Ok(answer.body)
}

/// A recording as a file with the ending of what it holds, in a folder that goes when it is dropped.
fn spool(name: &str, bytes: Vec<u8>) -> Result<(TempDir, PathBuf), Failure> {
    let kind = sniff(&bytes);
    let Some(ending) = kind.audio_endings().first() else {
        return Err(Failure::of(name, format!("holds {}, and no recording", kind.name())));
    };
    let folder = TempDir::new()?;
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("-");
    let path = folder.path().join(format!("{stem}.{ending}"));
    std::fs::write(&path, bytes)?;
    Ok((folder, path))
}
