//! `podwright chapters …`.

use super::args::{ConvertArgs, LintArgs, SuggestArgs};
use super::lint::{Judge, severity};
use super::transcript::{read as read_transcript, say_untimed};
use super::{Failure, Outcome, Talk, file, print};
use crate::chapters::{self, Format};
use crate::check::Policy;
use crate::diagnostic::{Report, Summary};
use crate::report;
use crate::scalar::nearest;
use crate::transcript::decode;

fn format_named(name: &str) -> Result<Format, Failure> {
    Format::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        let near =
            nearest(name, names.iter().copied()).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Failure::new(format!("there is no chapter format `{name}`; there are {}{near}", names.join(", ")))
    })
}

fn format_of(name: &str, text: &str, wanted: Option<&String>) -> Result<Format, Failure> {
    match wanted {
        Some(wanted) => format_named(wanted),
        None => chapters::detect(name, text)
            .or_else(|| Format::by_ending(name))
            .ok_or_else(|| Failure::of(name, "no chapter format fits; say which with --from")),
    }
}

/// `podwright chapters convert`.
pub(super) fn convert(talk: &Talk, args: &ConvertArgs) -> Outcome {
    let out_name = args.output.to_string_lossy();
    let to = match &args.to {
        Some(name) => format_named(name)?,
        None => Format::by_ending(&out_name).ok_or_else(|| {
            Failure::new(format!("no chapter format has the ending of {out_name}; say which with --to"))
        })?,
    };
    let (name, bytes) = file::read(&args.input)?;
    let (source, mut findings) = decode(&name, &bytes);
    let from = format_of(&name, &source.text, args.from.as_ref())?;
    let (list, more) = chapters::read(&source, from);
    findings.extend(more);
    let (findings, _) = Policy::default().apply(findings);
    let report = Report::new(findings, Summary { files: 1, chapters: 1, ..Summary::default() });
    if !report.diagnostics.is_empty() {
        let text = report::render(&report, report::Format::Concise, &report::Options::default());
        talk.say(text.trim_end());
    }
    if list.list.is_empty() {
        talk.say(format!("{name}: no chapter was found; nothing was written"));
        return Ok(1);
    }
    let (text, losses) = chapters::write(&list, to);
    file::write_whole(&args.output, text.as_bytes())?;
    for loss in losses {
        talk.say(format!("not carried over: {} ({})", loss.what, loss.count));
    }
    Ok(0)
}

/// `podwright chapters lint`.
pub(super) fn lint(talk: &Talk, args: &LintArgs) -> Outcome {
    let run = || -> Outcome {
        let judge = Judge::new(&args.judging)?;
        let (name, bytes) = file::read(&args.file)?;
        let (source, mut findings) = decode(&name, &bytes);
        let format = format_of(&name, &source.text, args.from.as_ref())?;
        let (list, more) = chapters::read(&source, format);
        findings.extend(more);
        findings.extend(chapters::lint(&list, None, Some(format)));
        let (policy, unknown) = Policy::new(judge.settings.clone());
        findings.extend(unknown);
        let (findings, baseline) = policy.apply(findings);
        let report = Report::new(findings, Summary { files: 1, chapters: 1, baseline, ..Summary::default() });
        judge.write_baseline(&report)?;
        talk.report(&report, args.judging.format.into(), severity(&args.judging));
        Ok(report.exit_status(severity(&args.judging)))
    };
    run().map_err(|failure| failure.in_format(args.judging.format.into()))
}

/// `podwright chapters suggest`.
pub(super) fn suggest(talk: &Talk, args: &SuggestArgs) -> Outcome {
    let (source, _, transcript, findings) = read_transcript(&args.file, args.from.as_ref())?;
    let found = chapters::suggest(&transcript);
    if found.list.is_empty() && !transcript.is_timed() {
        return say_untimed(talk, &source.name, "chapters can't be without them", findings);
    }
    if found.list.is_empty() {
        talk.say(format!("{}: too short or too much of one piece for chapters", source.name));
        return Ok(0);
    }
    print(&found.front_matter());
    Ok(0)
}
