//! From a judged show to `public/`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::feed::feed_of;
use super::memory::MadeBefore;
use super::upkeep::Upkeep;
use super::{BuildError, Checked, Options, check, memory, refused};
use crate::diagnostic::{Diagnostic, Report};
use crate::feed::{WrittenItem, live_element, write_item};
use crate::lock::{self, LOCK_FILE, Lock};
use crate::output::{Outcome, Output, OutputError, Turn};
use crate::project::{self, ProjectError};
use crate::show::{Episode, MediaFile, Show};
use crate::site::{Artefact, Body, PageSource, RenderedEpisode, Site, frame_episode, render_episode, render_pages};
use crate::xml::Element;

/// What a build made.
#[derive(Debug, Default)]
pub struct Made {
    /// Where.
    pub out: PathBuf,
    /// Files that were written because they are new or changed.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Episodes in the feed.
    pub episodes: usize,
    /// Those of them that were not made anew, because nothing that they are made from changed since the last build.
    pub kept: usize,
    /// The feed's address.
    pub feed_url: String,
    /// Whether it is a preview: with drafts, or for another address.
    pub preview: bool,
    /// Whether podwright.lock changed.
    pub lock_changed: bool,
    /// Words that the glossary corrected in published transcripts.
    pub corrected: usize,
    /// Tables of feed.toml that are read and that nothing is made from yet.
    pub not_made: Vec<&'static str>,
}

/// Checks a show, and writes it if nothing stands against it. `None` where something does: then nothing was written.
///
/// # Errors
/// What stands in the way of reading or writing. The old feed and lock are still there then.
pub fn build(root: &Path, options: &Options<'_>, deny_warnings: bool) -> Result<(Checked, Option<Made>), BuildError> {
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    check_out(root, &out)?;
    let _turn = Turn::wait(root);
    let mut checked = check(root, options)?;
    if refused(&checked.report, deny_warnings) {
        return Ok((checked, None));
    }
    let Some(theme) = checked.theme.take() else { return Ok((checked, None)) };
    let output = match checked.output.take() {
        Some(output) => output,
        None => Output::open(&out)?,
    };
    let made = write_all(root, output, &out, options, &checked, &theme);
    match made {
        Ok(made) => Ok((checked, Some(made))),
        Err(Stopped::Error(error)) => Err(error),
        Err(Stopped::Finding(finding)) => {
            let judged = checked.report.summary;
            let mut all = std::mem::take(&mut checked.report.diagnostics);
            all.push(*finding);
            checked.report = Report::new(all, judged);
            Ok((checked, None))
        }
    }
}

/// What an episode is in the feed.
enum Entry {
    Item(WrittenItem),
    Live(Element),
}

/// An episode whose files are written.
struct Built<'a> {
    episode: &'a Episode,
    entry: Entry,
    made: Option<MadeBefore>,
}

enum Stopped {
    Error(BuildError),
    Finding(Box<Diagnostic>),
}

impl<E: Into<BuildError>> From<E> for Stopped {
    fn from(error: E) -> Stopped {
        Stopped::Error(error.into())
    }
}

impl From<crate::site::ThemeError> for Stopped {
    fn from(error: crate::site::ThemeError) -> Stopped {
        Stopped::Finding(error.0)
    }
}

fn write_all(
    root: &Path,
    mut output: Output,
    out: &Path,
    options: &Options<'_>,
    checked: &Checked,
    theme: &crate::site::Theme,
) -> Result<Made, Stopped> {
    let assembled = &checked.assembled;
    let show = &assembled.show;
    let loaded = &checked.loaded;
    let site = Site::new(show, theme, &loaded.pages);
    let preview = options.drafts || options.base_url.is_some();

    // Media of episodes and of scheduled ones, static files, files that something names.
    let mut first: Vec<Artefact> = Vec::new();
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut remembered = Vec::new();
    let media = show.episodes.iter().flat_map(Episode::media_files).chain(&assembled.early_media);
    for file in media {
        remembered.extend(memory::line(root, file));
        if show.addresses.media.is_none() {
            media_artefact(root, file, &mut first, &mut kept);
        }
    }
    remembered.sort();
    remembered.dedup();
    // Recordings that the lock names are never removed because their source is not here.
    let public = |guid: &String, episode: &lock::LockedEpisode| !episode.removed && !assembled.private.contains(guid);
    for (_, episode) in checked.next_lock.episodes.iter().filter(|(guid, episode)| public(guid, episode)) {
        kept.extend(episode.media.keys().map(|key| format!("media/{key}")));
    }
    for path in &loaded.statics {
        let target = path.strip_prefix("static/").unwrap_or(path).to_string();
        first.push(Artefact { path: target, body: Body::File(root.join(path)) });
    }
    let own: BTreeSet<String> = first.iter().map(|artefact| artefact.path.clone()).collect();
    for (path, file) in &show.files {
        if !own.contains(&file.path) {
            first.push(Artefact { path: file.path.clone(), body: Body::File(root.join(path)) });
        }
    }

    let generated = generated_paths(show, &loaded.pages, &checked.next_lock);
    let planned: BTreeSet<&str> = std::iter::once(theme.style_path.as_str())
        .chain(generated.iter().map(String::as_str))
        .chain(first.iter().map(|artefact| artefact.path.as_str()))
        .collect();
    let before = memory::lines_of_episodes(output.memory());
    output.remember(remembered.iter().cloned().chain(before).collect());
    output.plan(planned.iter().copied(), preview)?;

    let (written, unchanged) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let write = |artefact: &Artefact| -> Result<(), OutputError> {
        match output.write(artefact)? {
            Outcome::Written => written.fetch_add(1, Ordering::Relaxed),
            Outcome::Unchanged => unchanged.fetch_add(1, Ordering::Relaxed),
        };
        Ok(())
    };
    first.par_iter().try_for_each(write)?;

    let glossary: Vec<(&str, &str)> =
        show.keys.glossary.0.iter().map(|(heard, meant)| (heard.as_str(), meant.as_str())).collect();
    let (corrected, kept_episodes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let steps = AtomicUsize::new(0);
    let total = show.episodes.len();
    let mut print = loaded.print.clone();
    print.part(format!("{:?}", show.addresses));
    site.print(&mut print);
    let upkeep = Upkeep {
        site: &site,
        output: &output,
        memory: &loaded.memory,
        transcripts: &loaded.transcripts,
        own: &own,
        print,
    };
    let episodes: Vec<Built<'_>> = (0..total)
        .into_par_iter()
        .map(|index| -> Result<Option<Built<'_>>, Stopped> {
            let Some((episode, frame)) = show.episodes.get(index).zip(frame_episode(&site, index)) else {
                return Ok(None);
            };
            if let Some(progress) = options.progress {
                progress(steps.fetch_add(1, Ordering::Relaxed) + 1, total);
            }
            let key = upkeep.key(episode, &frame);
            if let Some(key) = &key
                && let Some((made, item)) = upkeep.keep(episode, key)?
            {
                unchanged.fetch_add(made.files.iter().flatten().count(), Ordering::Relaxed);
                corrected.fetch_add(made.corrected, Ordering::Relaxed);
                kept_episodes.fetch_add(1, Ordering::Relaxed);
                return Ok(Some(Built { episode, entry: Entry::Item(item), made: Some(made.clone()) }));
            }
            let transcripts = project::load_transcripts(root, episode, &glossary)?;
            let mended: usize = transcripts.iter().map(|loaded| loaded.corrected).sum();
            corrected.fetch_add(mended, Ordering::Relaxed);
            let rendered = render_episode(&site, episode, frame, &transcripts)?;
            for artefact in rendered.artefacts.iter().filter(|artefact| !own.contains(&artefact.path)) {
                write(artefact)?;
            }
            let RenderedEpisode { artefacts, links, item } = rendered;
            if let Some(element) = live_element(episode, &item) {
                return Ok(Some(Built { episode, entry: Entry::Live(element), made: None }));
            }
            let item = write_item(item);
            let made = key.and_then(|key| upkeep.made(key, &artefacts, links, mended, &item));
            Ok(Some(Built { episode, entry: Entry::Item(item), made }))
        })
        .collect::<Result<Vec<_>, Stopped>>()?
        .into_iter()
        .flatten()
        .collect();

    let pages = match &checked.pages {
        Some(pages) => Cow::Borrowed(pages.as_slice()),
        None => Cow::Owned(render_pages(&site, &loaded.pages, &checked.next_lock)?),
    };
    for artefact in pages.iter().filter(|artefact| !own.contains(&artefact.path)) {
        write(artefact)?;
    }

    let lock_changed = write_lock(root, &checked.next_lock, loaded.has_lock)?;

    let (mut plain, mut live, mut made_of) = (Vec::new(), Vec::new(), Vec::new());
    for Built { episode, entry, made } in episodes {
        match entry {
            Entry::Live(element) => live.push(element),
            Entry::Item(item) => {
                plain.push(item);
                made_of.push((episode.source.name.as_str(), made));
            }
        }
    }
    let feed = feed_of(&site, plain, live);
    let standing = made_of.into_iter().zip(feed.items);
    let made_of: HashMap<&str, MadeBefore> =
        standing.filter_map(|((file, made), range)| Some((file, made?.standing_at(range)))).collect();
    remembered.extend(memory::lines(&loaded.transcripts, &made_of));
    let feed = Artefact { path: show.addresses.feed.clone(), body: Body::Bytes(feed.xml) };
    if !own.contains(&feed.path) {
        write(&feed)?;
    }
    let made = Made {
        out: out.to_path_buf(),
        written: written.into_inner(),
        unchanged: unchanged.into_inner(),
        episodes: total,
        kept: kept_episodes.into_inner(),
        feed_url: show.addresses.feed_url(),
        preview,
        lock_changed,
        corrected: corrected.into_inner(),
        not_made: not_made(show),
    };
    output.remember(remembered);
    output.finish(&|path| kept.contains(path))?;
    Ok(made)
}

/// What the author asks for and this version does not make: said, not passed over.
fn not_made(show: &Show) -> Vec<&'static str> {
    let keys = &show.keys;
    let asked = [
        ("[[feeds]]", !keys.feeds.is_empty()),
        ("feed.only", keys.feed.only.is_some()),
        ("feed.limit", keys.feed.limit.is_some()),
        ("media.tag", keys.media.tag.unwrap_or(false)),
        ("[site]", keys.site.is_some()),
        ("[hosting]", keys.hosting.is_some()),
        ("[deploy]", keys.deploy.is_some()),
        ("[announce]", keys.announce.is_some()),
        ("[network]", keys.network.is_some()),
    ];
    asked.into_iter().filter(|(_, asked)| *asked).map(|(name, _)| name).collect()
}

fn media_artefact(root: &Path, file: &MediaFile, artefacts: &mut Vec<Artefact>, kept: &mut BTreeSet<String>) {
    let path = format!("media/{}", file.key);
    match &file.source {
        Some(source) => artefacts.push(Artefact { path, body: Body::File(root.join(source)) }),
        None => {
            kept.insert(path);
        }
    }
}

/// The paths below `public/` that a build makes, the files of the show aside.
pub(super) fn generated_paths(show: &Show, pages: &[PageSource], lock: &Lock) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = crate::site::page_paths(show, pages, lock);
    paths.extend(show.episodes.iter().flat_map(crate::site::episode_paths));
    paths.insert(show.addresses.feed.clone());
    paths
}

/// The text of a lock, if podwright.lock does not hold it already.
pub(super) fn new_lock_text(root: &Path, lock: &Lock, has_lock: bool) -> Option<String> {
    let text = lock::write(lock);
    let old = if has_lock { fs::read(root.join(LOCK_FILE)).unwrap_or_default() } else { Vec::new() };
    let same = has_lock && String::from_utf8_lossy(&old).replace("\r\n", "\n") == text;
    (!same).then_some(text)
}

/// Writes podwright.lock, whole, if it says something new.
pub(super) fn write_lock(root: &Path, lock: &Lock, has_lock: bool) -> Result<bool, BuildError> {
    let path = root.join(LOCK_FILE);
    let Some(text) = new_lock_text(root, lock, has_lock) else { return Ok(false) };
    let write = || -> std::io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".podwright.lock.");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(root)?;
        file.write_all(text.as_bytes())?;
        file.persist(&path)?;
        Ok(())
    };
    write().map_err(|source| BuildError::Project(ProjectError::Write { path: path.clone(), source }))?;
    Ok(true)
}

/// `--out` may not be the show's folder, one above it, or one of its source folders.
fn check_out(root: &Path, out: &Path) -> Result<(), BuildError> {
    let absolute = |path: &Path| -> PathBuf {
        // What is not there yet is known by the nearest folder above that is.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let there = path.ancestors().find_map(|above| Some((above.to_path_buf(), above.canonicalize().ok()?)));
        match there {
            Some((above, real)) if above == path => real,
            Some((above, real)) => path.strip_prefix(&above).map(|rest| real.join(rest)).unwrap_or(path),
            None => path,
        }
    };
    let (show, out) = (absolute(root), absolute(out));
    let inside = ["episodes", "templates", "static", "pages"].iter().any(|folder| out.starts_with(show.join(folder)));
    if show.starts_with(&out) || inside {
        let message = format!(
            "--out {} is the show's folder, one above it, or one of its source folders: it would mix what you write with \
             what is made; name a folder of its own",
            out.display()
        );
        return Err(BuildError::Usage(message));
    }
    if out.exists() && !out.is_dir() {
        return Err(BuildError::Usage(format!("--out {} is a file, not a folder", out.display())));
    }
    Ok(())
}
