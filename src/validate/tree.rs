//! What a feed points at, where it lies beside the feed: in a built site, or a folder that is a copy of one.
//!
//! The feed's own address tells which part of an address is the folder: `https://show.fm/feed.xml` in `public/feed.xml` makes of
//! `https://show.fm/media/1.mp3` the file `public/media/1.mp3`.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::name_of;
use crate::diagnostic::Diagnostic;
use crate::judge::{Feed, Pointer, Target, pointers};
use crate::media::{judge_artwork, judge_audio, read_audio, read_image};
use crate::scalar::Millis;
use crate::{chapters, transcript};

/// A folder and the address it is served at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tree {
    folder: PathBuf,
    /// With the slash at its end.
    base: String,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub enclosures: usize,
    pub transcripts: usize,
    pub chapters: usize,
    pub artwork: usize,
}

impl Tree {
    /// The tree that a feed at `path` is part of: by the address it gives itself.
    pub fn around(feed: &Feed<'_>, path: &Path) -> Option<Tree> {
        let channel = feed.channel.as_ref()?;
        let own = channel
            .all("atom:link")
            .find(|link| link.attribute("rel").is_some_and(|rel| rel.value().trim() == "self"))?;
        let href = own.attribute("href")?.value().trim().to_string();
        let (base, name) = href.rsplit_once('/')?;
        if !base.contains("://") || path.file_name()?.to_str()? != name {
            return None;
        }
        let (mut folder, mut base) = (path.parent()?.to_path_buf(), base.to_string());
        // A feed in a folder of its own, as in `public/de/feed.xml`.
        while let (Some(name), Some((before, last))) =
            (folder.file_name().and_then(|n| n.to_str()), base.rsplit_once('/'))
        {
            if name != last || before.ends_with('/') {
                break;
            }
            base = before.to_string();
            folder = folder.parent()?.to_path_buf();
        }
        Some(Tree { folder, base: format!("{base}/") })
    }

    /// The file that an address means; `None` for one that is elsewhere.
    fn file(&self, url: &str) -> Option<PathBuf> {
        let rest = url.strip_prefix(&self.base)?.split(['?', '#']).next()?;
        let path = percent_encoding::percent_decode_str(rest).decode_utf8_lossy().into_owned();
        let plain = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        plain.then(|| self.folder.join(path))
    }
}

/// Judges the files that lie in the tree. Nothing is said where none of them does: then it is a feed alone.
pub(super) fn judge(feed: &Feed<'_>, tree: &Tree) -> (Vec<Diagnostic>, Seen) {
    let all = pointers(feed);
    let inside: Vec<(&Pointer, PathBuf)> =
        all.iter().filter_map(|pointer| Some((pointer, tree.file(&pointer.url)?))).collect();
    if !inside.iter().any(|(_, path)| path.is_file()) {
        return (Vec::new(), Seen::default());
    }
    // What the recordings really last is what the rest is held against.
    let (sound, rest): (Vec<_>, Vec<_>) = inside.iter().partition(|(pointer, _)| pointer.target == Target::Enclosure);
    let sound: Vec<(Vec<Diagnostic>, Option<Millis>, bool)> =
        sound.par_iter().map(|(pointer, path)| enclosure(pointer, path)).collect();
    let mut seen = Seen { enclosures: sound.iter().filter(|(.., there)| *there).count(), ..Seen::default() };
    let recordings = inside.iter().filter(|(pointer, _)| pointer.target == Target::Enclosure);
    let lengths: HashMap<&str, Millis> = recordings
        .zip(&sound)
        .filter_map(|((pointer, _), (_, measured, _))| Some((pointer.item.as_deref()?, (*measured)?)))
        .collect();
    let duration = |pointer: &Pointer| {
        let measured = pointer.item.as_deref().and_then(|item| lengths.get(item)).copied();
        measured.or_else(|| pointer.duration.as_ref().map(|(said, _)| *said))
    };
    let others: Vec<Vec<Diagnostic>> =
        rest.par_iter().map(|(pointer, path)| file(pointer, path, duration(pointer))).collect();
    for (pointer, path) in rest {
        let there = usize::from(path.is_file());
        match pointer.target {
            Target::Transcript => seen.transcripts += there,
            Target::Chapters => seen.chapters += there,
            Target::Artwork(_) => seen.artwork += there,
            Target::Enclosure => {}
        }
    }
    let findings = sound.into_iter().flat_map(|(findings, ..)| findings).chain(others.into_iter().flatten());
    (findings.collect(), seen)
}

/// Judges a recording: what is wrong with it, how long it is, whether it is there. One that is not may be kept elsewhere and
/// copied there.
fn enclosure(pointer: &Pointer, path: &Path) -> (Vec<Diagnostic>, Option<Millis>, bool) {
    let Ok(file) = File::open(path) else { return (Vec::new(), None, false) };
    let bytes = file.metadata().map(|data| data.len()).unwrap_or_default();
    let read = read_audio(BufReader::new(file));
    let mut findings: Vec<Diagnostic> = judge_audio(&name_of(path), read.as_ref().map(|(facts, _)| facts))
        .into_iter()
        .map(|finding| pointer.about(finding))
        .collect();
    findings.extend(pointer.judge_length(bytes));
    let measured = read.ok().and_then(|(facts, _)| facts.duration);
    findings.extend(measured.and_then(|measured| pointer.judge_duration(measured)));
    (findings, measured, true)
}

/// Judges a picture, a transcript or chapters.
fn file(pointer: &Pointer, path: &Path, duration: Option<Millis>) -> Vec<Diagnostic> {
    let name = name_of(path);
    let findings = match (pointer.target, std::fs::read(path)) {
        (_, Err(_)) => return vec![pointer.missing(&name)],
        (Target::Artwork(role), Ok(bytes)) => judge_artwork(&name, role, read_image(Cursor::new(bytes)).as_ref()),
        (Target::Chapters, Ok(bytes)) => judge_chapters(&name, &bytes, duration),
        (Target::Transcript, Ok(bytes)) => judge_transcript(&name, &bytes, duration, pointer.language.as_deref()),
        (Target::Enclosure, _) => Vec::new(),
    };
    findings.into_iter().map(|finding| pointer.about(finding)).collect()
}

/// Judges the content of a transcript.
pub(super) fn judge_transcript(
    name: &str,
    bytes: &[u8],
    duration: Option<Millis>,
    language: Option<&str>,
) -> Vec<Diagnostic> {
    let (source, mut findings) = transcript::decode(name, bytes);
    let format = transcript::detect(name, &source.text);
    findings.extend(transcript::read_and_lint(&source, format, duration, &[], language).1);
    findings
}

/// Judges the content of a chapter file.
pub(super) fn judge_chapters(name: &str, bytes: &[u8], duration: Option<Millis>) -> Vec<Diagnostic> {
    let source = crate::source::Source::new(name, String::from_utf8_lossy(bytes));
    let format = chapters::detect(name, &source.text).unwrap_or(chapters::Format::Json);
    let (read, mut findings) = chapters::read(&source, format);
    if findings.is_empty() {
        findings.extend(chapters::lint(&read, duration, Some(format)));
    }
    findings
}
