//! The command line: arguments, and a thin file per command.
//!
//! Findings go to standard output, words about the run to standard error. Exit status: 0 nothing at `error`, 1 findings or a
//! refusal, 2 the command could not do its work.

mod args;
mod build;
mod chapters;
mod diff;
mod file;
mod import;
mod init;
mod lint;
mod lock;
mod machine;
mod new;
mod notes;
mod progress;
mod rules;
mod status;
mod transcript;
mod validate;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, ValueEnum};

pub use args::Cli;
use args::{ChaptersCommand, Color, Command, Common, TranscriptCommand};

use crate::diagnostic::{Report, Severity};
use crate::report::{self, Format, Options};

/// What a command ends with.
type Outcome = Result<u8, Failure>;

/// Why a command could not do its work.
#[derive(Debug)]
pub struct Failure {
    /// The file it is about, if it is about one.
    file: Option<String>,
    /// The reason, without a full stop.
    why: String,
    /// How findings were asked for: machines get their object even now.
    format: Option<Format>,
}

impl Failure {
    fn new(why: impl Into<String>) -> Failure {
        Failure { file: None, why: why.into(), format: None }
    }

    fn of(file: impl Into<String>, why: impl Into<String>) -> Failure {
        Failure { file: Some(file.into()), why: why.into(), format: None }
    }

    fn in_format(mut self, format: Format) -> Failure {
        self.format = Some(format);
        self
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::new(error.to_string())
    }
}

/// How this run talks.
struct Talk {
    common: Common,
}

impl Talk {
    /// Words about the run.
    fn say(&self, words: impl AsRef<str>) {
        if !self.common.quiet {
            let _ = writeln!(io::stderr(), "{}", words.as_ref());
        }
    }

    /// More words about the run.
    fn say_more(&self, words: impl AsRef<str>) {
        if self.common.verbose {
            let _ = writeln!(io::stderr(), "{}", words.as_ref());
        }
    }

    /// Findings, and the closing line.
    fn report(&self, report: &Report, format: Format, fails_at: Severity) {
        let options = Options {
            color: self.color(),
            width: width(),
            unfolded: self.common.verbose,
            without_summary: true,
            fails_at,
        };
        print(&report::render(report, format, &options));
        if matches!(format, Format::Human | Format::Concise) {
            self.say(report::summary_line(report));
        }
    }

    fn color(&self) -> bool {
        match self.common.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let off = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                io::stdout().is_terminal() && !off
            }
        }
    }
}

/// Writes to standard output; a reader that went away ends the output, not the command.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}

/// Runs what the arguments ask for.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            if error.use_stderr()
                && let Some(format) = format_asked_for(std::env::args().skip(1))
            {
                let words = error.to_string();
                let why = words.lines().next().unwrap_or_default().trim_start_matches("error: ");
                print(&report::render(&Report::failure(None, why.to_string()), format, &Options::default()));
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let talk = Talk { common: cli.common };
    match run(&talk, cli.command) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            let report = Report::failure(failure.file.clone(), failure.why.clone());
            match failure.format {
                Some(format) if !matches!(format, Format::Human | Format::Concise) => {
                    talk.report(&report, format, Severity::Error);
                }
                _ => {}
            }
            let about = failure.file.map(|file| format!("{file}: ")).unwrap_or_default();
            let _ = writeln!(io::stderr(), "podwright: {about}{}", failure.why);
            ExitCode::from(2)
        }
    }
}

/// The `--format` for machines among arguments that make no sense as a whole: who asked for one gets its object even so.
fn format_asked_for(mut arguments: impl Iterator<Item = String>) -> Option<Format> {
    let mut asked = None;
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--format") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_string),
            None => None,
        };
        asked = value.and_then(|value| args::Format::from_str(&value, false).ok()).or(asked);
    }
    asked.map(Format::from).filter(|format| !matches!(format, Format::Human | Format::Concise))
}

fn run(talk: &Talk, command: Command) -> Outcome {
    match command {
        Command::Init(args) => init::run(talk, &args),
        Command::New(args) => new::run(talk, &args),
        Command::Check(args) => build::check(talk, &args),
        Command::Build(args) => build::build(talk, &args),
        Command::Diff(args) => diff::run(talk, &args),
        Command::Import(args) => import::run(talk, &args),
        Command::Validate(args) => validate::run(talk, &args),
        Command::Status(args) => status::run(talk, &args),
        Command::Lock(args) => lock::run(talk, &args),
        Command::Notes(args) => notes::run(&args),
        Command::Transcript(TranscriptCommand::Convert(args)) => transcript::convert(talk, &args),
        Command::Transcript(TranscriptCommand::Lint(args)) => transcript::lint(talk, &args),
        Command::Transcript(TranscriptCommand::Stats(args)) => transcript::stats(&args),
        Command::Transcript(TranscriptCommand::Shift(args)) => transcript::shift(talk, &args),
        Command::Chapters(ChaptersCommand::Convert(args)) => chapters::convert(talk, &args),
        Command::Chapters(ChaptersCommand::Lint(args)) => chapters::lint(talk, &args),
        Command::Chapters(ChaptersCommand::Suggest(args)) => chapters::suggest(talk, &args),
        Command::Rules(args) => rules::list(&args),
        Command::Explain(args) => rules::explain(&args),
        Command::Schema(args) => machine::schema(&args),
        Command::Completions(args) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "podwright", &mut script);
            print(&String::from_utf8_lossy(&script));
            Ok(0)
        }
        Command::Man => machine::man(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_format_in_a_wrong_command_line() {
        let asked = |line: &str| format_asked_for(line.split(' ').map(str::to_string));
        assert_eq!(asked("check --format json --nope"), Some(Format::Json));
        assert_eq!(asked("check --nope --format=sarif"), Some(Format::Sarif));
        assert_eq!(asked("check --format human"), None);
        assert_eq!(asked("check --format"), None);
        assert_eq!(asked("check --format jsn"), None);
    }
}
