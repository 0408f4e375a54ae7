//! The transcripts of an episode: which file is the source of a language, what is published as it is.

use std::collections::BTreeMap;
use std::path::Path;

use super::ProjectError;
use super::episode::Reading;
use super::group::RoleKind;
use super::read::read_bytes;
use crate::chapters::{Chapter, from_headings};
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::scalar::Millis;
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
        let (mut transcript, _) = read_transcript(root, &source.path, source.format)?;
        if let Some((path, format)) = &source.structure {
            let (structure, _) = read_transcript(root, path, *format)?;
            transcript = transcript::with_structure(&transcript, &structure);
        }
        transcript::name_speakers(&mut transcript, &people);
        let corrected = transcript::apply_glossary(&mut transcript, glossary);
        let mut verbatim = Vec::new();
        for (name, path) in &source.verbatim {
            if let Some(format) = Format::by_name(name) {
                verbatim.push((format, read_bytes(&root.join(path))?));
            }
        }
        loaded.push(LoadedTranscript { transcript, verbatim, corrected });
    }
    Ok(loaded)
}

/// A transcript file and what was read from it.
struct TranscriptFile {
    path: String,
    format: Format,
    captions: bool,
    transcript: Transcript,
    /// No finding at `error`, and no word of the glossary in it.
    clean: bool,
}

/// Headings of a timed transcript, as chapters.
pub(super) type Headings = Vec<Chapter>;

/// Finds and judges the transcripts, a source for each language; the headings of the timed one in `language` as chapters.
pub(super) fn read_transcripts(
    reading: &mut Reading<'_>,
    language: &str,
    duration: Option<Millis>,
) -> (Vec<TranscriptSource>, Headings) {
    let Reading { context, files, keys, references, diagnostics, used } = reading;
    // (path, language, captions, where it is named)
    let mut wanted: Vec<(String, String, bool)> = Vec::new();
    if keys.transcript.is_empty() {
        for role in files.of(RoleKind::Transcript).filter(|role| role.tag.is_none()) {
            wanted.push((role.path.clone(), role.language.clone().unwrap_or_else(|| language.to_string()), false));
        }
    } else {
        for entry in &keys.transcript {
            if let Some(path) = references.key(&entry.file) {
                let own = files.files.iter().find(|role| role.path == path).and_then(|role| role.language.clone());
                let language =
                    entry.language.as_ref().map(|l| l.0.clone()).or(own).unwrap_or_else(|| language.to_string());
                wanted.push((path, language, entry.rel.is_some()));
            }
        }
    }
    let mut by_language: BTreeMap<String, Vec<TranscriptFile>> = BTreeMap::new();
    let glossary: Vec<String> = context.keys.glossary.0.iter().map(|(heard, _)| heard.to_lowercase()).collect();
    let people: Vec<&str> = context
        .keys
        .show
        .people
        .iter()
        .chain(&keys.people)
        .flat_map(|person| std::iter::once(&person.name).chain(&person.label))
        .map(|name| name.as_str())
        .collect();
    for (path, language, captions) in wanted {
        used.push(path.clone());
        let bytes = match read_bytes(&context.root.join(&path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path.clone()), error.to_string()));
                continue;
            }
        };
        let (source, mut findings) = transcript::decode(&path, &bytes);
        let format = transcript::detect(&path, &source.text);
        let (transcript, more) = transcript::read_and_lint(&source, format, duration, &people, Some(&language));
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
        let timed = first.transcript.is_timed();
        let structure = files.iter().find(|file| timed && !file.transcript.is_timed());
        if timed && its_language == language {
            headings = match structure {
                Some(structure) => from_headings(&transcript::with_structure(&first.transcript, &structure.transcript)),
                None => from_headings(&first.transcript),
            };
        }
        // A timed file is published as it is, under its own format.
        let verbatim = files
            .iter()
            .filter(|file| file.clean && file.transcript.is_timed() && file.format.is_timed())
            .filter(|file| file.path.to_ascii_lowercase().ends_with(&format!(".{}", file.format.ending())))
            .map(|file| (file.format.name(), file.path.clone()))
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
    (sources, headings)
}

fn read_transcript(root: &Path, path: &str, format: Format) -> Result<(Transcript, Vec<Diagnostic>), ProjectError> {
    let bytes = read_bytes(&root.join(path))?;
    let (source, _) = transcript::decode(path, &bytes);
    Ok(transcript::read(&source, format))
}
