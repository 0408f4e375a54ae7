//! What belongs to which episode, by names alone.
//!
//! One episode is `NAME.md` or a folder with `index.md`. Files that share its stem, or lie in its folder, belong to it;
//! what they are is told by their ending and by the part before it (a language, `chapters`, a tag).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{At, Diagnostic};
use crate::scalar::{MediaKind, check_language, media_type_of};
use crate::show::{EPISODE_FILE_AMBIGUOUS, FILE_UNUSED, parent};

/// The files of one episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpisodeFiles {
    /// NAME: from `episodes/`, without ending; normalised (NFC).
    pub name: String,
    /// The Markdown file.
    pub markdown: String,
    /// The NAME and language, if the file is `NAME.LANG.md` beside a `NAME.md`.
    pub translation: Option<(String, String)>,
    /// What else belongs to it, sorted by path.
    pub files: Vec<Role>,
}

/// A file and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// From the show's folder.
    pub path: String,
    /// What it is.
    pub kind: RoleKind,
    /// The language between stem and ending: `de` of `NAME.de.vtt`.
    pub language: Option<String>,
    /// Another word between stem and ending: `low` of `NAME.low.opus`.
    pub tag: Option<String>,
}

/// What a file of an episode is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleKind {
    /// Sound or moving pictures.
    Media,
    /// A transcript.
    Transcript,
    /// Chapters.
    Chapters,
    /// A picture.
    Artwork,
    /// Something else that the notes may link to.
    Other,
}

/// Sorts the files below `episodes/` into episodes. `files` are paths from the show's folder.
pub fn group(files: &[&str]) -> (Vec<EpisodeFiles>, Vec<Diagnostic>) {
    let mut files: Vec<&str> = files.to_vec();
    files.sort_unstable();
    let all: BTreeSet<&str> = files.iter().copied().collect();
    // Folders that are episodes; nothing below one is another.
    let mut with_index: Vec<&str> = files.iter().filter(|f| f.ends_with("/index.md")).map(|f| parent(f)).collect();
    with_index.sort_by_key(|folder| folder.len());
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for folder in with_index {
        let below = folders.iter().any(|other| folder.strip_prefix(other).is_some_and(|rest| rest.starts_with('/')));
        if folder != "episodes" && !below {
            folders.insert(folder);
        }
    }
    let folder_of = |file: &str| -> Option<&str> {
        let mut folder = parent(file);
        while !folder.is_empty() {
            if let Some(found) = folders.get(folder) {
                return Some(found);
            }
            folder = parent(folder);
        }
        None
    };

    let mut episodes: BTreeMap<String, EpisodeFiles> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let mut enter = |name: String, file: &str, of: Option<(String, String)>| {
        if let Some(first) = episodes.get(&name) {
            let message = format!("{} and {file} are both the episode \"{name}\"", first.markdown);
            let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(file.to_string()), message);
            diagnostics.push(finding.help("take one of them away, or give it another name"));
            return;
        }
        episodes.insert(name.clone(), EpisodeFiles::new(name, file, of));
    };
    // NAMEs by stem.
    let mut stems: HashMap<&str, String> = HashMap::new();
    for file in &files {
        let Some(stem) = file.strip_suffix(".md") else { continue };
        if stem.rsplit('/').next() == Some("README") {
            continue;
        }
        match folder_of(file) {
            Some(folder) => {
                let own = file.strip_prefix(folder).unwrap_or_default();
                let language = own.strip_prefix("/index.").and_then(|rest| rest.strip_suffix(".md"));
                let name = name_of(folder);
                if own == "/index.md" {
                    enter(name, file, None);
                } else if let Some(language) = language.filter(|l| is_language(l)) {
                    let translated = format!("{name}.{language}");
                    let of = Some((name, language.to_string()));
                    enter(translated, file, of);
                }
            }
            None => {
                let name = name_of(stem);
                let base = stem.rsplit_once('.').filter(|(base, language)| {
                    is_language(language) && (all.contains(format!("{base}.md").as_str()) || folders.contains(base))
                });
                let of = base.map(|(base, language)| (name_of(base), language.to_string()));
                enter(name.clone(), file, of);
                stems.insert(stem, name);
            }
        }
    }

    for file in &files {
        let name = match folder_of(file) {
            Some(folder) => {
                // A file of a translation beside its index.LANG.md.
                let rest = file.strip_prefix(folder).unwrap_or_default();
                let base = name_of(folder);
                let part = rest.split('.').nth(1).filter(|part| is_language(part));
                part.map(|language| format!("{base}.{language}")).filter(|n| episodes.contains_key(n)).or(Some(base))
            }
            None => {
                // The longest stem: one that another file has, up to one of the dots of this one's name.
                let folder = parent(file).len();
                let mut dots = file.rmatch_indices('.').map(|(at, _)| at).take_while(|at| *at > folder);
                dots.find_map(|at| stems.get(file.get(..at)?)).cloned()
            }
        };
        if file.ends_with(".md") {
            continue;
        }
        let Some(episode) = name.and_then(|name| episodes.get_mut(&name)) else {
            let role = role(file, "");
            if matches!(role.kind, RoleKind::Media | RoleKind::Transcript | RoleKind::Chapters) {
                let message = "this file belongs to no episode";
                let near = crate::scalar::nearest(stem_of(file), episodes.keys().map(String::as_str));
                let mut finding = Diagnostic::new(&FILE_UNUSED, At::File((*file).to_string()), message);
                finding = match near {
                    Some(near) => finding.help(format!("is it `{near}`'s? Then give it that name before its ending")),
                    None => finding.help("name it as the episode's file, or name it in the episode's front matter"),
                };
                diagnostics.push(finding);
            }
            continue;
        };
        let stem = episode.markdown.strip_suffix(".md").unwrap_or_default().to_string();
        episode.files.push(role(file, &stem));
    }
    (episodes.into_values().collect(), diagnostics)
}

impl EpisodeFiles {
    fn new(name: String, markdown: &str, translation: Option<(String, String)>) -> EpisodeFiles {
        EpisodeFiles { name, markdown: markdown.to_string(), translation, files: Vec::new() }
    }

    /// The files of a kind.
    pub fn of(&self, kind: RoleKind) -> impl Iterator<Item = &Role> {
        self.files.iter().filter(move |role| role.kind == kind)
    }
}

/// NAME of a stem or folder below `episodes/`.
fn name_of(path: &str) -> String {
    path.strip_prefix("episodes/").unwrap_or(path).nfc().collect()
}

/// The last part of a path up to its first dot.
fn stem_of(path: &str) -> &str {
    path.strip_prefix("episodes/").unwrap_or(path).split('.').next().unwrap_or_default()
}

fn is_language(text: &str) -> bool {
    (2..=11).contains(&text.len()) && text.starts_with(|c: char| c.is_ascii_lowercase()) && check_language(text).is_ok()
}

/// What a file is, told by what follows the episode's stem (or by its own last two endings).
fn role(path: &str, stem: &str) -> Role {
    let name = path.rsplit('/').next().unwrap_or(path);
    let rest = path.strip_prefix(stem).filter(|rest| !stem.is_empty() && rest.starts_with('.'));
    let mut parts: Vec<&str> = match rest {
        Some(rest) => rest[1..].split('.').collect(),
        None => {
            let all: Vec<&str> = name.split('.').collect();
            all[1.min(all.len())..].to_vec()
        }
    };
    let ending = parts.pop().unwrap_or_default().to_ascii_lowercase();
    let before = parts.last().copied().unwrap_or_default();
    let kind = match (before, ending.as_str()) {
        ("chapters", "json" | "txt") | ("psc", "xml") => RoleKind::Chapters,
        (_, "vtt" | "srt" | "json" | "html" | "txt") => RoleKind::Transcript,
        (_, "jpg" | "jpeg" | "png" | "webp") => RoleKind::Artwork,
        _ => match media_type_of(name).map(|media| media.kind) {
            Some(MediaKind::Audio | MediaKind::Video) => RoleKind::Media,
            _ => RoleKind::Other,
        },
    };
    if kind == RoleKind::Chapters {
        parts.pop();
    }
    let word = parts.last().copied().filter(|word| !word.is_empty());
    // `low` and many other short words are ISO 639-3 codes: in the name of a recording only two letters mean a language.
    let could_be =
        |word: &&str| kind != RoleKind::Media || word.split('-').next().is_some_and(|first| first.len() == 2);
    let language = word.filter(|word| is_language(word)).filter(could_be).map(str::to_string);
    let tag = if language.is_some() { None } else { word.map(str::to_string) };
    Role { path: path.to_string(), kind, language, tag }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[&str]) -> Vec<String> {
        group(files).0.into_iter().map(|episode| episode.name).collect()
    }

    #[test]
    fn finds_episodes_by_file_and_by_folder() {
        let files = [
            "episodes/README.md",
            "episodes/hello.md",
            "episodes/s1/01-pilot.md",
            "episodes/s1/02/index.md",
            "episodes/s1/02/deep/index.md",
            "episodes/s1/02/notes.md",
        ];
        assert_eq!(names(&files), ["hello", "s1/01-pilot", "s1/02"]);
    }

    #[test]
    fn sorts_siblings_by_stem() {
        let (episodes, findings) = group(&[
            "episodes/a.md",
            "episodes/a.b.md",
            "episodes/a.mp3",
            "episodes/a.low.opus",
            "episodes/a.de.vtt",
            "episodes/a.chapters.json",
            "episodes/a.b.vtt",
            "episodes/a.jpg",
            "episodes/c.mp3",
        ]);
        let a = &episodes[0];
        let roles: Vec<_> =
            a.files.iter().map(|r| (r.path.as_str(), r.kind, r.language.as_deref(), r.tag.as_deref())).collect();
        assert_eq!(
            roles,
            [
                ("episodes/a.chapters.json", RoleKind::Chapters, None, None),
                ("episodes/a.de.vtt", RoleKind::Transcript, Some("de"), None),
                ("episodes/a.jpg", RoleKind::Artwork, None, None),
                ("episodes/a.low.opus", RoleKind::Media, None, Some("low")),
                ("episodes/a.mp3", RoleKind::Media, None, None),
            ]
        );
        assert_eq!(episodes[1].name, "a.b");
        assert_eq!(episodes[1].files.len(), 1);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule.id, "file-unused");
    }

    #[test]
    fn translations_stand_beside_what_they_translate() {
        let (episodes, _) = group(&["episodes/a.md", "episodes/a.de.md", "episodes/a.de.mp3", "episodes/a.mp3"]);
        assert_eq!(episodes[1].translation, Some(("a".into(), "de".into())));
        assert_eq!(episodes[1].files.len(), 1);
        assert_eq!(episodes[0].files.len(), 1);
        let (alone, _) = group(&["episodes/x.de.md"]);
        assert_eq!(alone[0].translation, None);
    }

    #[test]
    fn the_order_of_files_means_nothing() {
        let files = ["episodes/b.mp3", "episodes/a/index.md", "episodes/b.md", "episodes/a/a.vtt"];
        let mut turned = files;
        turned.reverse();
        assert_eq!(group(&files).0, group(&turned).0);
    }
}
