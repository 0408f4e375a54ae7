//! `podwright transcript …`.

use super::args::{ConvertArgs, LintArgs};
use super::lint::{Judge, severity};
use super::{Failure, Outcome, Talk, file};
use crate::check::Policy;
use crate::diagnostic::{At, Diagnostic, Report, Severity, Summary};
use crate::report;
use crate::scalar::nearest;
use crate::transcript::{self, Format, TRANSCRIPT_TIMES_MISSING, WriteOptions};

fn format_named(name: &str) -> Result<Format, Failure> {
    Format::by_name(name).ok_or_else(|| {
        let names = ["vtt", "srt", "json", "html", "txt", "md"];
        let near = nearest(name, names).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Failure::new(format!("there is no transcript format `{name}`; there are {}{near}", names.join(", ")))
    })
}

/// `podwright transcript convert`.
pub(super) fn convert(talk: &Talk, args: &ConvertArgs) -> Outcome {
    let out_name = args.output.to_string_lossy();
    let to = match &args.to {
        Some(name) => format_named(name)?,
        None => Format::by_ending(&out_name).ok_or_else(|| {
            Failure::new(format!("no transcript format has the ending of {out_name}; say which with --to"))
        })?,
    };
    let (name, bytes) = file::read(&args.input)?;
    let (source, mut findings) = transcript::decode(&name, &bytes);
    let from = match &args.from {
        Some(name) => format_named(name)?,
        None => transcript::detect(&name, &source.text),
    };
    let (read, more) = transcript::read(&source, from);
    findings.extend(more);
    let timed = !to.is_timed() || read.is_timed();
    if !timed {
        let message = format!("this text has no times, and {} can't be without them", to.name());
        findings.push(
            Diagnostic::new(&TRANSCRIPT_TIMES_MISSING, At::File(name.clone()), message)
                .severity(Severity::Error)
                .help("it can become html, txt or md"),
        );
    }
    // What was odd in the input was read all the same; it is said, and does not fail the conversion.
    let (findings, _) = Policy::default().apply(findings);
    let report = Report::new(findings, Summary { files: 1, transcripts: 1, ..Summary::default() });
    if !report.diagnostics.is_empty() {
        let options = report::Options::default();
        let text = report::render(&report, report::Format::Concise, &options);
        talk.say(text.trim_end());
    }
    if !timed {
        return Ok(1);
    }
    let (text, losses) = transcript::write(&read, to, &WriteOptions::default());
    file::write_whole(&args.output, text.as_bytes())?;
    for loss in losses {
        talk.say(format!("not carried over: {loss}"));
    }
    Ok(0)
}

/// `podwright transcript lint`.
pub(super) fn lint(talk: &Talk, args: &LintArgs) -> Outcome {
    let run = || -> Outcome {
        let judge = Judge::new(&args.judging)?;
        let (name, bytes) = file::read(&args.file)?;
        let (source, mut findings) = transcript::decode(&name, &bytes);
        let format = match &args.from {
            Some(name) => format_named(name)?,
            None => transcript::detect(&name, &source.text),
        };
        findings.extend(transcript::read_and_lint(&source, format, None, &[]).1);
        let (policy, unknown) = Policy::new(judge.settings.clone());
        findings.extend(unknown);
        let (findings, baseline) = policy.apply(findings);
        let report = Report::new(findings, Summary { files: 1, transcripts: 1, baseline, ..Summary::default() });
        judge.write_baseline(&report)?;
        talk.report(&report, args.judging.format.into(), severity(&args.judging));
        Ok(report.exit_status(severity(&args.judging)))
    };
    run().map_err(|failure| failure.in_format(args.judging.format.into()))
}
