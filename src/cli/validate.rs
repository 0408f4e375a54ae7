//! `podwright validate`.

use std::path::Path;

use super::args::ValidateArgs;
use super::build::{ROUNDS, now};
use super::lint::{Judge, severity};
use super::{Failure, Outcome, Talk, file, print};
use crate::check::{Fixed, Policy, apply_fixes, unified_diff};
use crate::diagnostic::Failed;
use crate::judge::Around;
use crate::net::{Client, Settings};
use crate::validate::{self, Input, Options, find_feeds, listed, shard};
use crate::xml::read::decode;

pub(super) fn run(talk: &Talk, args: &ValidateArgs) -> Outcome {
    validate(talk, args).map_err(|failure| failure.in_format(args.judging.format.into()))
}

fn validate(talk: &Talk, args: &ValidateArgs) -> Outcome {
    let judge = Judge::new(&args.judging)?;
    // A client reads the machine's certificates, which takes longer than to judge a feed.
    let client = std::cell::OnceCell::new();
    let client = || {
        let settings = Settings { allow_private: args.network.allow_private, ..Settings::default() };
        client.get_or_init(|| Client::new(&settings))
    };
    let (inputs, missing) = inputs(args, &client)?;
    let (policy, about_flags) = Policy::new(judge.settings.clone());
    let around = Around { now: Some(now(Path::new("."), None)?.0), url: None };
    let online = args.online.then(client);
    let options = Options { around, policy, about_flags, online };
    let mut report = validate::validate(&inputs, &options);
    if args.diff {
        let fixed = apply_fixes(&report.diagnostics, args.fix_unsafe);
        print(&unified_diff(&fixed));
        return Ok(u8::from(!fixed.is_empty()));
    }
    if args.fix || args.fix_unsafe {
        if inputs.iter().any(|input| input.bytes.is_some()) {
            return Err(Failure::new(
                "--fix writes into files; of standard input and addresses `--diff` shows what it would do",
            ));
        }
        // One round may make room for the next: of fixes that overlap, the first is applied.
        for _ in 0..ROUNDS {
            let mut mended = false;
            for fixed in apply_fixes(&report.diagnostics, args.fix_unsafe) {
                if mend(&fixed)? {
                    talk.say(format!("mended {}: {}", fixed.file, fixed.fixes));
                    mended = true;
                }
            }
            if !mended {
                break;
            }
            report = validate::validate(&inputs, &options);
        }
    }
    report.failed.extend(missing);
    judge.write_baseline(&report)?;
    talk.report(&report, args.judging.format.into(), severity(&args.judging));
    Ok(report.exit_status(severity(&args.judging)))
}

/// The feeds that are meant, and what was named and is not there.
fn inputs<'c>(args: &ValidateArgs, client: &dyn Fn() -> &'c Client) -> Result<(Vec<Input>, Vec<Failed>), Failure> {
    let mut named = args.feeds.clone();
    if let Some(list) = &args.files_from {
        let (name, bytes) = file::read(list)?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::of(name, "the list of feeds is not UTF-8"))?;
        named.extend(listed(&text));
    }
    let (mut inputs, mut missing) = (Vec::new(), Vec::new());
    for path in &named {
        if path == Path::new("-") {
            let (name, bytes) = file::read(path)?;
            inputs.push(Input::bytes(&name, bytes));
            continue;
        }
        let name = path.to_string_lossy().replace('\\', "/");
        if file::is_url(&name) {
            match file::fetch(&name, client()) {
                Ok(answer) => inputs.push(Input::fetched(&name, &answer.url, answer.body)),
                Err(why) => missing.push(Failed { file: Some(name), why }),
            }
            continue;
        }
        match find_feeds(path) {
            Ok(feeds) => inputs.extend(feeds),
            Err(why) => {
                missing.push(crate::diagnostic::Failed { file: Some(path.to_string_lossy().replace('\\', "/")), why })
            }
        }
    }
    if let Some(part) = &args.shard {
        let numbers = part.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
        let Some((index, count)) = numbers.filter(|(index, count)| (1..=*count).contains(index)) else {
            return Err(Failure::new(format!("--shard {part}: write I/N, the first of eight is 1/8")));
        };
        inputs = shard(inputs, index, count);
    }
    Ok((inputs, missing))
}

/// Writes a mended feed, if the file still is what was judged.
fn mend(fixed: &Fixed) -> Result<bool, Failure> {
    let path = Path::new(&fixed.file);
    let Ok(bytes) = std::fs::read(path) else { return Ok(false) };
    let (source, _) = decode(&fixed.file, &bytes);
    if source.text != fixed.before.trim_start_matches('\u{feff}') {
        return Ok(false);
    }
    file::write_whole(path, fixed.after.as_bytes())?;
    Ok(true)
}
