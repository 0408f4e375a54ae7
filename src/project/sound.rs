//! The recordings of an episode: which file is the enclosure, which are alternates.

use super::episode::Reading;
use super::group::{Role, RoleKind};
use super::measure::{Measured, measure};
use super::walk::FileEntry;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::keys::PathOrUrl;
use crate::show::*;
use crate::source::Spanned;

/// The recordings of an episode.
#[derive(Default)]
pub(super) struct SoundRead {
    pub(super) audio: Option<Sound>,
    pub(super) alternates: Vec<AlternateSource>,
    pub(super) reported: bool,
}

/// The order in which endings are the recording, if there is no mp3 or m4a.
const OTHER_ENDINGS: &[&str] = &["ogg", "opus", "flac", "wav", "mp4", "m4v", "mov"];

/// Finds and measures the recordings.
pub(super) fn read_sound(reading: &mut Reading<'_>) -> SoundRead {
    let Reading { context, files, keys, references, diagnostics, used } = reading;
    let mut read = SoundRead::default();
    let ending = |path: &str| path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let media: Vec<&Role> = files.of(RoleKind::Media).collect();
    let plain: Vec<&&Role> = media.iter().filter(|role| role.language.is_none() && role.tag.is_none()).collect();
    let main: Option<String> = match &keys.audio {
        Some(Spanned { value: PathOrUrl::Url(_), .. }) => None,
        Some(audio) => {
            let path = references.key(audio);
            read.reported = path.is_none();
            path
        }
        None if keys.enclosure.is_some() => None,
        None => {
            let of = |wanted: &str| plain.iter().filter(|role| ending(&role.path) == wanted).collect::<Vec<_>>();
            let (mp3, m4a) = (of("mp3"), of("m4a"));
            let others: Vec<_> =
                plain.iter().filter(|role| OTHER_ENDINGS.contains(&ending(&role.path).as_str())).collect();
            let claims: Vec<&Role> = match (mp3.len(), m4a.len(), others.len()) {
                (0, 0, _) => others.iter().map(|role| **role).copied().collect(),
                _ => mp3.iter().chain(&m4a).map(|role| **role).copied().collect(),
            };
            match claims.as_slice() {
                [] => None,
                [one] => Some(one.path.clone()),
                [first, second, ..] => {
                    let message = format!("{} and {} both claim to be the recording", first.path, second.path);
                    let name = first.path.rsplit('/').next().unwrap_or(&first.path);
                    let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(files.markdown.clone()), message)
                        .help(format!("say which with `audio = \"{name}\"`"));
                    diagnostics.push(finding);
                    read.reported = true;
                    None
                }
            }
        }
    };
    let mut take = |path: &str, diagnostics: &mut Vec<Diagnostic>| -> Option<Sound> {
        used.push(path.to_string());
        let entry = FileEntry { path: path.to_string(), stamp: context.stamp(path)? };
        if let Some(facts) = context.options.known.and_then(|known| known(&entry)) {
            return Some(Sound { path: path.to_string(), facts });
        }
        let Measured { facts, diagnostics: findings } = measure(context.root, &entry, context.lock);
        diagnostics.extend(findings);
        Some(Sound { path: path.to_string(), facts: facts? })
    };
    if let Some(path) = &main {
        let before = diagnostics.len();
        read.audio = take(path, diagnostics);
        read.reported |= diagnostics.get(before..).is_some_and(|new| new.iter().any(|f| f.severity == Severity::Error));
    }
    for alternate in &keys.alternate_enclosure {
        let path = alternate.file.as_ref().and_then(|file| references.key(file));
        let sound = path.as_ref().and_then(|path| take(path, diagnostics));
        let stem = files.markdown.strip_suffix(".md").unwrap_or_default();
        let tag = path.as_ref().filter(|path| !path.starts_with(stem)).map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_string()
        });
        let named = path.as_ref().and_then(|path| media.iter().find(|role| role.path == *path));
        let tag = named.and_then(|role| role.tag.clone()).or(tag);
        let language = named.and_then(|role| role.language.clone());
        read.alternates.push(AlternateSource { keys: Some(alternate.clone()), sound, language, tag });
    }
    let named: Vec<String> = read.alternates.iter().filter_map(|a| a.sound.as_ref()).map(|s| s.path.clone()).collect();
    for role in &media {
        let source_only = matches!(ending(&role.path).as_str(), "wav" | "flac") && main.is_some();
        let is_main = main.as_deref() == Some(role.path.as_str());
        if is_main || source_only || named.contains(&role.path) || main.is_none() {
            continue;
        }
        if let Some(sound) = take(&role.path, diagnostics) {
            read.alternates.push(AlternateSource {
                keys: None,
                sound: Some(sound),
                language: role.language.clone(),
                tag: role.tag.clone(),
            });
        }
    }
    read
}
