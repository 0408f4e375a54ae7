//! The story of a build: read the show, judge it, and if nothing stands against it write `public/`, media first, the lock
//! before the feed, the feed last.
//!
//! [`check`] and [`build`] are the library's functions over a folder. "Now" is an argument; the clock is the caller's.

mod feed;
mod import;
mod memory;
mod notes;
mod online;
mod relock;
mod status;
mod upkeep;
mod write;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use crate::check::{Baseline, Fixed, Level, Named, Policy, Settings, apply, apply_fixes};
use crate::diagnostic::{At, Diagnostic, Fix, Report, Severity, Skipped, Summary};
use crate::lock::{self, Accept};
use crate::net::Client;
use crate::output::{Output, OutputError};
use crate::project::{self, Loaded, ProjectError};
use crate::scalar::Fingerprint;
use crate::show::{ACCEPT_UNUSED, Assembled, Moment, STATIC_WINS, assemble};
use crate::site::{Artefact, Site, Theme};

pub use feed::feed;
pub use import::{Import, ImportError, ImportOptions, import, import_sources};
pub use notes::{NotesFormat, notes};
pub use relock::relock;
pub use status::{Entry, Status, status};
pub use write::{Made, build};

/// What a check or a build is asked for.
#[derive(Default)]
pub struct Options<'a> {
    /// Now; without it nothing is later than anything.
    pub now: DateTime<FixedOffset>,
    /// What the machine's clock says, where `now` is not from it.
    pub clock: Option<DateTime<FixedOffset>>,
    /// Drafts and scheduled episodes too.
    pub drafts: bool,
    /// Stands for `show.site`.
    pub base_url: Option<String>,
    /// Guarded changes that are let through.
    pub accept: Accept,
    /// Fail where the lock would change.
    pub frozen: bool,
    /// EPISODEs that the lock is renewed for, by NAME or `latest`; empty for all and for the show.
    pub only: Vec<String>,
    /// Asks the hosts of remote audio; none for no network.
    pub online: Option<&'a Client>,
    /// Where to write; `public` in the show's folder without it.
    pub out: Option<PathBuf>,
    /// Flags that change how findings are judged; `[lint]` of feed.toml comes before them.
    pub judging: Settings,
    /// Called with the number of steps done and of all.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
}

/// What stands in the way of the work itself.
#[derive(Debug)]
pub enum BuildError {
    /// The show can't be read.
    Project(ProjectError),
    /// `public/` can't be written.
    Output(OutputError),
    /// A request that makes no sense.
    Usage(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Project(error) => error.fmt(f),
            BuildError::Output(error) => error.fmt(f),
            BuildError::Usage(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<ProjectError> for BuildError {
    fn from(error: ProjectError) -> BuildError {
        BuildError::Project(error)
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> BuildError {
        BuildError::Output(error)
    }
}

/// A show that was read and judged.
#[derive(Debug)]
pub struct Checked {
    /// All findings, with levels and silencing applied.
    pub report: Report,
    /// The show.
    pub assembled: Assembled,
    /// The lock that a build would write.
    pub next_lock: lock::Lock,
    /// What differs from the present lock, a line each.
    pub lock_changes: Vec<String>,
    /// Fixes that belong to no finding: the lock's guid for files without one.
    pub unwritten_guids: Vec<Fix>,
    loaded: LoadedRest,
    theme: Option<Theme>,
    /// The folder as the last build left it, where it can be read.
    output: Option<Output>,
    /// Rendered to try the templates, and ready to be written.
    pages: Option<Vec<Artefact>>,
}

/// What is left of [`Loaded`] when the show was made from it.
#[derive(Debug)]
struct LoadedRest {
    has_lock: bool,
    pages: Vec<crate::site::PageSource>,
    statics: Vec<String>,
    transcripts: HashMap<String, project::KeyedTranscripts>,
    /// Of the last build.
    memory: memory::Memory,
    /// Of feed.toml and the templates.
    print: Fingerprint,
}

impl Checked {
    /// The show's files with what `check --fix` mends. A guid comes into a file when nothing else there is left to mend: a
    /// key may be spelt wrongly that holds it.
    pub fn fixed(&self, with_unsafe: bool) -> Vec<Fixed> {
        let files = |fix: &Fix| fix.edits.iter().map(|edit| edit.place.source.name.clone()).collect::<Vec<_>>();
        let findings = &self.report.diagnostics;
        let pending: BTreeSet<String> =
            findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(files).collect();
        let free = |fix: &&Fix| files(fix).iter().all(|file| !pending.contains(file));
        let mut fixed = apply_fixes(findings, with_unsafe);
        fixed.extend(apply(self.unwritten_guids.iter().filter(free), with_unsafe));
        fixed
    }
}

/// Reads and judges a show; writes nothing.
///
/// # Errors
/// What stands in the way of reading it: no feed.toml, a lock of a newer version, the disk.
pub fn check(root: &Path, options: &Options<'_>) -> Result<Checked, BuildError> {
    let steps = std::sync::atomic::AtomicUsize::new(0);
    let progress = || {
        if let Some(progress) = options.progress {
            progress(steps.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, 0);
        }
    };
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let output = Output::open(&out).ok();
    let memory = output.as_ref().map(|output| memory::Memory::read(root, output)).unwrap_or_default();
    let known = |entry: &project::FileEntry| memory.facts(entry);
    let known_transcripts = |file: &str, key: &str| memory.transcripts(file, key);
    let load_options = project::LoadOptions {
        known: Some(&known),
        known_transcripts: Some(&known_transcripts),
        progress: Some(&progress),
    };
    let loaded = project::load(root, &load_options)?;
    let Loaded {
        feed_toml,
        keys,
        description,
        sources,
        transcripts,
        files,
        lock,
        has_lock,
        templates,
        pages,
        statics,
        mut diagnostics,
        ..
    } = loaded;
    let mut print = Fingerprint::default();
    print.part(&feed_toml.text);
    for template in &templates {
        print.part(&template.name).part(&template.text);
    }

    let allow = sources
        .iter()
        .filter(|source| !source.keys.allow.is_empty())
        .map(|source| (source.source.name.clone(), source.keys.allow.iter().map(named).collect()))
        .collect();
    let settings = settings(root, &keys, &options.judging, allow)?;
    let (policy, findings) = Policy::new(settings);
    diagnostics.extend(findings);

    let items = sources.len();
    let moment = Moment { now: options.now, drafts: options.drafts, base_url: options.base_url.clone() };
    let mut assembled = assemble(keys, description, sources, files, &lock, &moment);
    diagnostics.append(&mut assembled.diagnostics);
    if let Some(trouble) = lock::clock_trouble(&lock, &options.now, options.clock.as_ref()) {
        return Err(BuildError::Usage(trouble));
    }
    let only = status::pick_all(&assembled.present, &lock, &options.now, &options.only)?;
    if let Some(client) = options.online {
        online::measure(client, &mut assembled, &lock, &only)?;
    }
    let mut outcome = lock::next(&lock, &assembled.present, &options.now, &options.accept);
    if !only.is_empty() {
        outcome = outcome.only(&lock, &only);
    }
    let unused = options.accept.unused(&outcome.accepted);
    diagnostics.extend(outcome.diagnostics);
    if options.frozen {
        diagnostics.extend(lock::outdated(&lock, &outcome.lock));
    }
    for value in unused {
        let message = format!("`--accept {value}` met no change");
        diagnostics.push(Diagnostic::new(&ACCEPT_UNUSED, At::Nowhere, message));
    }

    let (theme, findings) = Theme::new(templates);
    diagnostics.extend(findings);
    let sound = diagnostics.iter().all(|finding| finding.severity < Severity::Error);
    let mut rendered = None;
    if let Some(theme) = theme.as_ref().filter(|_| sound) {
        let (pages, findings) = try_templates(root, &assembled, theme, &pages, &outcome.lock);
        rendered = pages;
        diagnostics.extend(findings);
    }
    let generated = match statics.is_empty() {
        true => BTreeSet::new(),
        false => write::generated_paths(&assembled.show, &pages, &outcome.lock),
    };
    for path in &statics {
        let target = path.strip_prefix("static/").unwrap_or(path);
        if generated.contains(target) {
            let message = format!("this file takes the place of the generated {target}");
            diagnostics.push(Diagnostic::new(&STATIC_WINS, At::File(path.clone()), message));
        }
    }

    let (diagnostics, baseline) = policy.apply(diagnostics);
    let judged = Summary {
        files: loaded.files_judged,
        items,
        transcripts: loaded.transcripts_judged,
        chapters: loaded.chapters_judged,
        baseline,
        ..Summary::default()
    };
    let mut report = Report::new(diagnostics, judged);
    report.skipped = skipped(&assembled);
    let loaded = LoadedRest { has_lock, pages, statics, transcripts, memory, print };
    let unwritten_guids = lock::unwritten_guids(&lock, &assembled.present);
    let (next_lock, lock_changes) = (outcome.lock, outcome.changes);
    Ok(Checked { report, assembled, next_lock, lock_changes, unwritten_guids, loaded, theme, output, pages: rendered })
}

/// Renders each template once, so that a typing error in one stops the build before anything is written. What is made
/// of the show's own pages is kept.
fn try_templates(
    root: &Path,
    assembled: &Assembled,
    theme: &Theme,
    pages: &[crate::site::PageSource],
    lock: &lock::Lock,
) -> (Option<Vec<Artefact>>, Vec<Diagnostic>) {
    let site = Site::new(&assembled.show, theme, pages);
    let newest = assembled.show.episodes.first().zip(crate::site::frame_episode(&site, 0));
    let episode = match newest {
        Some((episode, frame)) => match project::load_transcripts(root, episode, &[]) {
            Ok(transcripts) => crate::site::render_episode(&site, episode, frame, &transcripts).map(|_| ()),
            Err(_) => Ok(()),
        },
        None => Ok(()),
    };
    let (pages, error) = match crate::site::render_pages(&site, pages, lock) {
        Ok(pages) => (Some(pages), None),
        Err(error) => (None, Some(error)),
    };
    (pages, episode.err().into_iter().chain(error).map(|error| *error.0).collect())
}

/// Rules that could not be judged, and why.
fn skipped(assembled: &Assembled) -> Vec<Skipped> {
    let away = |episode: &&crate::show::Episode| {
        episode.enclosure.as_ref().is_some_and(|enclosure| match &enclosure.file {
            Some(file) => file.source.is_none(),
            None => true,
        })
    };
    let episodes: Vec<_> = assembled.show.episodes.iter().filter(away).collect();
    if episodes.is_empty() {
        return Vec::new();
    }
    let file = match episodes.as_slice() {
        [one] => Some(one.source.name.clone()),
        _ => None,
    };
    let why = "the recording is not on this machine".to_string();
    vec![Skipped { rule: crate::media::AUDIO_UNREADABLE.id.to_string(), why, file, count: episodes.len() }]
}

/// `[lint]`, then the flags.
fn settings(
    root: &Path,
    keys: &crate::manifest::FeedToml,
    flags: &Settings,
    allow: Vec<(String, Vec<Named>)>,
) -> Result<Settings, BuildError> {
    let lint = &keys.lint;
    let mut settings = flags.clone();
    if settings.profiles.is_empty() {
        settings.profiles = lint.profiles.iter().map(|profile| profile.value).collect();
    }
    let mut levels: Vec<(Named, Level)> =
        lint.levels.0.iter().filter_map(|(rule, level)| Some((named(rule), Level::by_name(level.word())?))).collect();
    levels.append(&mut settings.levels);
    settings.levels = levels;
    settings.allow = allow;
    if let Some(file) = &lint.baseline {
        let path = crate::show::resolve("", &file.value).ok().map(|path| root.join(path));
        let Some(path) = path else {
            return Err(BuildError::Usage("lint.baseline leads out of the show's folder".into()));
        };
        let text =
            std::fs::read_to_string(&path).map_err(|source| ProjectError::Read { path: path.clone(), source })?;
        let known = Baseline::parse(&file.value, &text).map_err(BuildError::Usage)?;
        settings.baseline = std::mem::take(&mut settings.baseline).join(known);
    }
    Ok(settings)
}

fn named(id: &crate::source::Spanned<String>) -> Named {
    Named { id: id.value.clone(), at: At::from(&id.place) }
}

/// Whether a report lets a build go on.
fn refused(report: &Report, deny_warnings: bool) -> bool {
    report.exit_status(if deny_warnings { Severity::Warning } else { Severity::Error }) != 0
}
