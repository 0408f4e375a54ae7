//! `podwright transcript …`.

use std::path::Path;
use std::sync::Arc;

use super::args::{ConvertArgs, LintArgs, ListFormat, ShiftArgs, StatsArgs};
use super::lint::{Judge, severity};
use super::{Failure, Outcome, Talk, file, print};
use crate::check::Policy;
use crate::diagnostic::{At, Diagnostic, Report, Severity, Summary};
use crate::report;
use crate::scalar::{Millis, nearest};
use crate::source::Source;
use crate::transcript::{self, Change, Format, Stats, TRANSCRIPT_TIMES_MISSING, Transcript, WriteOptions};

fn format_named(name: &str) -> Result<Format, Failure> {
    Format::by_name(name).ok_or_else(|| {
        let names = ["vtt", "srt", "json", "html", "txt", "md"];
        let near = nearest(name, names).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Failure::new(format!("there is no transcript format `{name}`; there are {}{near}", names.join(", ")))
    })
}

/// A transcript out of a file or standard input, with what is odd about it.
pub(super) fn read(
    path: &Path,
    from: Option<&String>,
) -> Result<(Arc<Source>, Format, Transcript, Vec<Diagnostic>), Failure> {
    let (name, bytes) = file::read(path)?;
    let (source, mut findings) = transcript::decode(&name, &bytes);
    let format = match from {
        Some(name) => format_named(name)?,
        None => transcript::detect(&name, &source.text),
    };
    let (read, more) = transcript::read(&source, format);
    findings.extend(more);
    Ok((source, format, read, findings))
}

/// What was odd in the input was read all the same; it is said, and does not fail the command.
fn say_findings(talk: &Talk, findings: Vec<Diagnostic>) {
    let (findings, _) = Policy::default().apply(findings);
    let report = Report::new(findings, Summary { files: 1, transcripts: 1, ..Summary::default() });
    if !report.diagnostics.is_empty() {
        let text = report::render(&report, report::Format::Concise, &report::Options::default());
        talk.say(text.trim_end());
    }
}

/// That a command needs times which a text does not have.
pub(super) fn say_untimed(talk: &Talk, name: &str, what: &str, mut findings: Vec<Diagnostic>) -> Outcome {
    let finding = Diagnostic::new(
        &TRANSCRIPT_TIMES_MISSING,
        At::File(name.to_string()),
        format!("this text has no times, and {what}"),
    );
    findings.push(finding.severity(Severity::Error));
    say_findings(talk, findings);
    Ok(1)
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
    let (source, _, read, findings) = read(&args.input, args.from.as_ref())?;
    if to.is_timed() && !read.is_timed() {
        let what = format!("{} can't be without them: it can become html, txt or md", to.name());
        return say_untimed(talk, &source.name, &what, findings);
    }
    say_findings(talk, findings);
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
        findings.extend(transcript::read_and_lint(&source, format, None, &[], None).1);
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

/// `podwright transcript stats`.
pub(super) fn stats(args: &StatsArgs) -> Outcome {
    let (source, format, read, _) = read(&args.file, args.from.as_ref())?;
    let stats = transcript::stats(&read);
    match args.format {
        ListFormat::Human => print(&table(&stats)),
        ListFormat::Json => {
            let about = serde_json::json!({
                "version": 1, "file": source.name, "from": format.name(), "language": read.language,
            });
            let serde_json::Value::Object(mut object) = about else { return Ok(0) };
            if let serde_json::Value::Object(figures) = serde_json::to_value(&stats)? {
                object.extend(figures);
            }
            object.retain(|_, value| !value.is_null());
            print(&format!("{}\n", serde_json::to_string_pretty(&object)?));
        }
    }
    Ok(0)
}

fn table(stats: &Stats) -> String {
    let mut out = format!(
        "{} words, {} turns, {} paragraphs, {} headings",
        stats.words, stats.turns, stats.paragraphs, stats.headings
    );
    match (stats.duration, stats.words_per_minute) {
        (Some(time), Some(pace)) => out += &format!("\n{} long, {pace} words a minute\n", time.clock()),
        _ => out += "\nwithout times\n",
    }
    let name = |one: &transcript::SpeakerStats| one.name.clone().unwrap_or_else(|| "(nobody named)".to_string());
    let width = stats.speakers.iter().map(|one| name(one).chars().count()).max().unwrap_or(0);
    for one in &stats.speakers {
        let (whole, tenth) = (one.share_per_mille / 10, one.share_per_mille % 10);
        out += &format!("{:width$}  {whole:>3}.{tenth} %  {:>6} words  {:>5} turns", name(one), one.words, one.turns);
        if let (Some(time), Some(pace)) = (one.duration, one.words_per_minute) {
            out += &format!("  {}  {pace:>3} words a minute", time.clock());
        }
        out.push('\n');
    }
    out
}

/// `podwright transcript shift`.
pub(super) fn shift(talk: &Talk, args: &ShiftArgs) -> Outcome {
    let change = change(args)?;
    let (source, from, mut read, findings) = read(&args.file, args.from.as_ref())?;
    let stamped =
        read.turns().any(|turn| turn.begins().is_some()) || read.headings().any(|heading| heading.start.is_some());
    if !stamped {
        return say_untimed(talk, &source.name, "there is nothing to shift", findings);
    }
    let to = match &args.to {
        Some(name) => format_named(name)?,
        None => Format::by_ending(&args.output.to_string_lossy()).unwrap_or(from),
    };
    if to.is_timed() && !read.is_timed() {
        return say_untimed(talk, &source.name, &format!("{} can't be without them", to.name()), findings);
    }
    say_findings(talk, findings);
    let gone = transcript::shift(&mut read, change);
    if gone > 0 {
        talk.say(format!("left out with the stretch that is gone: {gone} words"));
    }
    let (text, losses) = transcript::write(
        &read,
        to,
        &WriteOptions { times: true, words: to == Format::Vtt, ..WriteOptions::default() },
    );
    file::write_whole(&args.output, text.as_bytes())?;
    for loss in losses {
        talk.say(format!("not carried over: {loss}"));
    }
    Ok(0)
}

/// What the flags ask for.
fn change(args: &ShiftArgs) -> Result<Change, Failure> {
    let no_time = |flag: &str, value: &str| {
        Failure::new(format!("{flag} {value}: write a time as 12, 12.5, MM:SS or HH:MM:SS.mmm"))
    };
    if let Some(by) = &args.by {
        let (earlier, time) = match by.strip_prefix('-') {
            Some(time) => (true, time),
            None => (false, by.strip_prefix('+').unwrap_or(by)),
        };
        let time = Millis::parse(time).ok_or_else(|| no_time("--by", by))?;
        return Ok(if earlier { Change::Earlier(time) } else { Change::Later(time) });
    }
    if let Some(cut) = &args.cut {
        let (from, to) = cut
            .split_once(['-', '–'])
            .ok_or_else(|| Failure::new(format!("--cut {cut}: write two times, as 12:00-13:30")))?;
        let time = |text: &str| Millis::parse(text.trim()).ok_or_else(|| no_time("--cut", cut));
        let (from, to) = (time(from)?, time(to)?);
        if to <= from {
            return Err(Failure::new(format!("--cut {cut}: the second time must be after the first")));
        }
        return Ok(Change::Cut { from, to });
    }
    let scale = args.scale.as_deref().unwrap_or_default();
    let (numerator, denominator) = scale.split_once('/').unwrap_or((scale, "1"));
    match (factor(numerator), factor(denominator)) {
        (Some(numerator), Some(denominator)) => Ok(Change::Scale { numerator, denominator }),
        _ => Err(Failure::new(format!("--scale {scale}: write a factor above 0, as 1.001 or 25/23.976"))),
    }
}

/// A decimal number above 0 in millionths.
fn factor(text: &str) -> Option<u64> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || fraction.len() > 6 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let value = format!("{whole}{fraction:0<6}").parse().ok()?;
    (value > 0).then_some(value)
}
