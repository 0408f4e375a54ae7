//! What `check`, `build` and the lints share: flags that change how findings are judged.

use std::path::PathBuf;

use super::Failure;
use super::args::{self, Judging};
use crate::check::{Baseline, Level, Named, Settings};
use crate::diagnostic::{At, Profile, Report, Severity};
use crate::report::Format;
use crate::scalar::nearest;

impl From<args::Format> for Format {
    fn from(format: args::Format) -> Format {
        match format {
            args::Format::Human => Format::Human,
            args::Format::Concise => Format::Concise,
            args::Format::Json => Format::Json,
            args::Format::Sarif => Format::Sarif,
            args::Format::Github => Format::Github,
            args::Format::Junit => Format::Junit,
        }
    }
}

/// From which severity on a run fails.
pub(super) fn severity(args: &Judging) -> Severity {
    if args.deny_warnings { Severity::Warning } else { Severity::Error }
}

/// The flags, understood.
pub(super) struct Judge {
    pub settings: Settings,
    write_baseline: Option<PathBuf>,
}

impl Judge {
    /// Reads the flags.
    pub(super) fn new(args: &Judging) -> Result<Judge, Failure> {
        let mut settings = Settings::default();
        for name in &args.profiles {
            match Profile::by_name(name) {
                Some(profile) => settings.profiles.push(profile),
                None if name == "all" => settings.profiles.extend(Profile::ALL),
                None => {
                    let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name()).chain(["all"]).collect();
                    let near = nearest(name, names.iter().copied()).map(|near| format!("; did you mean {near}?"));
                    let why = format!("--profile {name}: there are {}{}", names.join(", "), near.unwrap_or_default());
                    return Err(Failure::new(why));
                }
            }
        }
        for value in &args.levels {
            let parsed = value.split_once('=').and_then(|(rule, level)| Some((rule, Level::by_name(level)?)));
            let Some((rule, level)) = parsed else {
                let why = format!("--level {value}: write RULE=LEVEL, and LEVEL is one of {}", Level::NAMES.join(", "));
                return Err(Failure::new(why));
            };
            settings.levels.push((Named { id: rule.to_string(), at: At::Nowhere }, level));
        }
        settings.select = args.select.iter().flat_map(|rules| Named::list(rules)).collect();
        settings.ignore = args.ignore.iter().flat_map(|rules| Named::list(rules)).collect();
        if let Some(path) = &args.baseline {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| Failure::of(name.clone(), error.to_string()))?;
            settings.baseline = Baseline::parse(&name, &text).map_err(Failure::new)?;
        }
        Ok(Judge { settings, write_baseline: args.write_baseline.clone() })
    }

    /// Writes the present findings as known, if that was asked for.
    pub(super) fn write_baseline(&self, report: &Report) -> Result<(), Failure> {
        let Some(path) = &self.write_baseline else { return Ok(()) };
        super::file::write_whole(path, Baseline::of(&report.diagnostics).to_json().as_bytes())
    }
}
