//! The transcripts of an episode: which file is the source of a language, what is published as it is.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::ProjectError;
use super::episode::{Context, Reading};
use super::group::RoleKind;
use super::read::read_bytes;
use crate::chapters::from_headings;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::scalar::{Fingerprint, Millis};
use crate::show::*;
use crate::site::LoadedTranscript;
use crate::transcript::{self, Format, Transcript};

/// Reads the transcripts of an episode again, when it is rendered: they are too large to be kept for all of them.
///
/// # Errors
/// A file that could be read before and can't now.
pub fn load_transcripts(
    root: &Path,
    episode: &Episode,
    glossary: &[(&str, &str)],
) -> Result<Vec<LoadedTranscript>, ProjectError> {
    let people: Vec<(&str, &str)> = episode
        .people
        .iter()
        .flat_map(|person| {
            let name = person.name.as_str();
            std::iter::once(name).chain(person.label.iter().map(|label| label.as_str())).map(move |label| (label, name))
        })
        .collect();
    let mut loaded = Vec::new();
    for source in &episode.transcripts {
        let (mut transcript, bytes) = read_transcript(root, &source.path, source.format)?;
        if let Some((path, format)) = &source.structure {
            let (structure, _) = read_transcript(root, path, *format)?;
            transcript = transcript::with_structure(&transcript, &structure);
        }
        transcript::name_speakers(&mut transcript, &people);
        let corrected = transcript::apply_glossary(&mut transcript, glossary);
        let mut verbatim = Vec::new();
        for (format, path) in source.verbatim.iter().filter(|(_, path)| **path != source.path) {
            verbatim.push((*format, read_bytes(&root.join(path))?));
        }
        if source.verbatim.get(&source.format) == Some(&source.path) {
            verbatim.push((source.format, bytes));
        }
        loaded.push(LoadedTranscript { transcript, verbatim, corrected });
    }
    Ok(loaded)
}

/// So many words in a thousand may differ between two files of one language.
const RENDITIONS_APART: usize = 10;

/// A transcript file and what was read from it.
struct TranscriptFile {
    path: String,
    format: Format,
    captions: bool,
    transcript: Transcript,
    /// No finding at `error`, and no word of the glossary in it.
    clean: bool,
}

/// What was read of an episode's transcripts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReadTranscripts {
    /// A source for each language, the episode's own first.
    pub sources: Vec<TranscriptSource>,
    /// Headings of the timed one in the episode's language: milliseconds and words.
    pub headings: Headings,
}

/// What was read, by a hash of all that it depends on: where that is the same, reading again comes to the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyedTranscripts {
    /// Of the files' names, sizes and times, and of what they were judged by.
    pub key: String,
    /// `None` where there are findings: what is known is not judged again, so a finding must be found anew each time.
    pub read: Option<ReadTranscripts>,
}

/// Headings of a timed transcript: milliseconds and words.
pub(super) type Headings = Vec<(u64, String)>;

/// A transcript file that an episode names or that lies beside it.
struct Wanted {
    path: String,
    language: String,
    captions: bool,
}

/// Finds and judges the transcripts; the second value is what the next reader may know of them.
pub(super) fn read_transcripts(
    reading: &mut Reading<'_>,
    language: &str,
    duration: Option<Millis>,
) -> (ReadTranscripts, Option<KeyedTranscripts>) {
    let wanted = wanted(reading, language);
    let context = reading.context;
    let keys = reading.keys;
    let people: Vec<&str> = context
        .keys
        .show
        .people
        .iter()
        .chain(&keys.people)
        .flat_map(|person| std::iter::once(&person.name).chain(&person.label))
        .map(|name| name.as_str())
        .collect();
    reading.used.extend(wanted.iter().map(|wanted| wanted.path.clone()));
    let key = key(context, &wanted, language, duration, &people);
    let known = context.options.known_transcripts;
    let known = key.as_ref().zip(known).and_then(|(key, known)| known(&reading.files.markdown, key));
    let before = reading.diagnostics.len();
    let read = known.unwrap_or_else(|| read_wanted(reading, wanted, language, duration, &people));
    let sound = reading.diagnostics.len() == before;
    let keyed = key.map(|key| KeyedTranscripts { key, read: sound.then(|| read.clone()) });
    (read, keyed)
}

/// A hash of all that reading transcripts depends on; `None` where a file may change and look the same.
fn key(
    context: &Context<'_>,
    wanted: &[Wanted],
    language: &str,
    duration: Option<Millis>,
    people: &[&str],
) -> Option<String> {
    let mut print = Fingerprint::default();
    print.part(language).part(duration.map_or("-".to_string(), |duration| duration.0.to_string()));
    people.iter().for_each(|name| {
        print.part(name);
    });
    print.part("");
    for (heard, _) in &context.keys.glossary.0 {
        print.part(heard.as_str());
    }
    for Wanted { path, language, captions } in wanted {
        let stamp = context.stamp(path).filter(|stamp| stamp.is_settled(context.began))?;
        print.part("").part(path).part(language).part(format!("{captions} {stamp:?}"));
    }
    Some(print.hex())
}

fn wanted(reading: &mut Reading<'_>, language: &str) -> Vec<Wanted> {
    let Reading { files, keys, references, .. } = reading;
    let own_language = || language.to_string();
    if keys.transcript.is_empty() {
        let beside = files.of(RoleKind::Transcript).filter(|role| role.tag.is_none());
        let wanted = beside.map(|role| Wanted {
            path: role.path.clone(),
            language: role.language.clone().unwrap_or_else(own_language),
            captions: false,
        });
        return wanted.collect();
    }
    let named = keys.transcript.iter().filter_map(|entry| {
        let path = references.key(&entry.file)?;
        let own = files.files.iter().find(|role| role.path == path).and_then(|role| role.language.clone());
        let language = entry.language.as_ref().map(|l| l.0.clone()).or(own).unwrap_or_else(own_language);
        Some(Wanted { path, language, captions: entry.rel.is_some() })
    });
    named.collect()
}

fn read_wanted(
    reading: &mut Reading<'_>,
    wanted: Vec<Wanted>,
    language: &str,
    duration: Option<Millis>,
    people: &[&str],
) -> ReadTranscripts {
    let Reading { context, diagnostics, .. } = reading;
    let mut by_language: BTreeMap<String, Vec<TranscriptFile>> = BTreeMap::new();
    let glossary: Vec<String> = context.keys.glossary.0.iter().map(|(heard, _)| heard.to_lowercase()).collect();
    for Wanted { path, language, captions } in wanted {
        let bytes = match read_bytes(&context.root.join(&path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path.clone()), error.to_string()));
                continue;
            }
        };
        let (source, mut findings) = transcript::decode(&path, &bytes);
        let format = transcript::detect(&path, &source.text);
        let (transcript, more) = transcript::read_and_lint(&source, format, duration, people, Some(&language));
        findings.extend(more);
        let lower = (!glossary.is_empty()).then(|| source.text.to_lowercase());
        let corrected = lower.is_some_and(|lower| glossary.iter().any(|heard| lower.contains(heard.as_str())));
        let clean = !corrected && findings.iter().all(|finding| finding.severity != Severity::Error);
        diagnostics.extend(findings);
        let files = by_language.entry(language.clone()).or_default();
        if let Some(other) = files.iter().find(|other| other.format == format) {
            let message = format!("{} and {path} are both the transcript in {language}", other.path);
            let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(path.clone()), message)
                .help("take one away, or say which with `transcript`");
            diagnostics.push(finding);
            continue;
        }
        files.push(TranscriptFile { path, format, captions, transcript, clean });
    }
    let mut sources = Vec::new();
    let mut headings = Vec::new();
    for (its_language, mut files) in by_language {
        let rank = |format: Format| match format {
            Format::Json => 0,
            Format::Vtt => 1,
            Format::Srt => 2,
            Format::Html => 3,
            Format::Text | Format::Markdown => 4,
        };
        files.sort_by_key(|file| (!file.transcript.is_timed(), rank(file.format)));
        let Some(first) = files.first() else { continue };
        for other in files.iter().skip(1) {
            let apart = transcript::words_apart(&first.transcript, &other.transcript);
            if apart > RENDITIONS_APART {
                let message = format!("{}.{} % of the words are not those of {}", apart / 10, apart % 10, first.path);
                let at = At::File(other.path.clone());
                diagnostics.push(Diagnostic::new(&transcript::TRANSCRIPT_RENDITIONS_DIFFER, at, message));
            }
        }
        let timed = first.transcript.is_timed();
        let structure = files.iter().find(|file| timed && !file.transcript.is_timed());
        if timed && its_language == language {
            headings = match structure {
                Some(structure) => headings_of(&transcript::with_structure(&first.transcript, &structure.transcript)),
                None => headings_of(&first.transcript),
            };
        }
        // A timed file is published as it is, under its own format.
        let verbatim = files
            .iter()
            .filter(|file| file.clean && file.transcript.is_timed() && file.format.is_timed())
            .filter(|file| file.path.to_ascii_lowercase().ends_with(&format!(".{}", file.format.ending())))
            .map(|file| (file.format, file.path.clone()))
            .collect();
        sources.push(TranscriptSource {
            path: first.path.clone(),
            format: first.format,
            structure: structure.map(|structure| (structure.path.clone(), structure.format)),
            language: its_language,
            timed,
            captions: first.captions,
            verbatim,
            formats: Vec::new(),
        });
    }
    // The episode's own language first.
    sources.sort_by_key(|source| (source.language != language, source.language.clone()));
    ReadTranscripts { sources, headings }
}

/// Headings with the time of what follows them.
fn headings_of(transcript: &Transcript) -> Headings {
    let chapters = from_headings(transcript).into_iter();
    chapters.map(|chapter| (chapter.start.0, chapter.title.unwrap_or_default())).collect()
}

/// A transcript, and the bytes that it was read from.
fn read_transcript(root: &Path, path: &str, format: Format) -> Result<(Transcript, Vec<u8>), ProjectError> {
    let bytes = read_bytes(&root.join(path))?;
    let (source, _) = transcript::decode(path, &bytes);
    let (transcript, _) = transcript::read(&source, format);
    Ok((transcript, bytes))
}
