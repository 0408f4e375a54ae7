//! The files of `podwright init`: a show that builds at once.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::ProjectError;
use super::new::{Plan, plan_from_audio, quoted};
use crate::scalar::{MediaKind, media_type_of};

/// What a new show says about itself.
#[derive(Clone, Debug, Default)]
pub struct NewShow {
    /// Its title.
    pub title: Option<String>,
    /// Where `public/` will be served.
    pub site: Option<String>,
    /// The language spoken.
    pub language: Option<String>,
}

/// Plans the files of a new show in a folder, which need not be there. Audio files that lie in it become episodes.
///
/// # Errors
/// The disk's.
pub fn plan_show(dir: &Path, new: &NewShow, now: DateTime<FixedOffset>) -> Result<Plan, ProjectError> {
    let folder =
        dir.canonicalize().ok().and_then(|dir| dir.file_name().map(|name| name.to_string_lossy().into_owned()));
    let title =
        new.title.clone().or(folder).filter(|title| !title.trim().is_empty()).unwrap_or_else(|| "My show".into());
    let site = new.site.clone().unwrap_or_else(|| "https://example.com/".into());
    let language = new.language.clone().unwrap_or_else(|| "en".into());
    let mut plan = Plan::default();
    plan.write.push(("feed.toml".into(), feed_toml(&title, &site, &language).into_bytes()));
    for (path, line) in [(".gitattributes", "podwright.lock text eol=lf"), (".gitignore", "public/")] {
        let there = fs::read_to_string(dir.join(path)).unwrap_or_default();
        if !there.lines().any(|other| other.trim() == line) {
            let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
            plan.write.push((path.into(), format!("{there}{gap}{line}\n").into_bytes()));
        }
    }
    for path in audio_files(dir)? {
        match plan_from_audio(dir, &path, now) {
            Ok(episode) => {
                plan.write.extend(episode.write);
                plan.words.push(format!("{path} becomes {}", episode.episode.unwrap_or_default()));
            }
            Err(error) => plan.words.push(format!("left alone: {error}")),
        }
    }
    Ok(plan)
}

/// Recordings at the top of a folder, and those below `episodes/` that have no episode yet.
fn audio_files(dir: &Path) -> Result<Vec<String>, ProjectError> {
    let mut found = Vec::new();
    for folder in ["", "episodes"] {
        let Ok(entries) = fs::read_dir(dir.join(folder)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let audio = media_type_of(&name).is_some_and(|media| media.kind == MediaKind::Audio);
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            let has_episode = dir.join(folder).join(format!("{stem}.md")).exists();
            if audio && !has_episode && !name.starts_with(['.', '_']) {
                found.push(if folder.is_empty() { name } else { format!("{folder}/{name}") });
            }
        }
    }
    found.sort();
    Ok(found)
}

fn feed_toml(title: &str, site: &str, language: &str) -> String {
    format!(
        r#"# Your show. Take the `#` away from what you need; `podwright schema show` explains every key to your editor.
podwright = 1

[show]
title = {title}
description = "What this show is about, in Markdown."
site = {site}     # the address that public/ will be served at
language = {language}
# author = "Your name"
# owner = {{ name = "Your name", email = "you@example.com" }}     # public; directories write to it
# artwork = "artwork.jpg"     # square JPEG or PNG, 1400 to 3000 pixels; Apple and Spotify ask for it
# categories = ["Technology"]     # of Apple's list; Apple asks for it
# explicit = false     # Apple asks for it
# type = "episodic"     # or "serial", to be heard from the first on
# time_zone = "Europe/Berlin"     # for dates without an offset
# copyright = "Your name"
# license = "CC-BY-4.0"
# locked = true     # other hosts must not import the feed

# [[show.people]]
# name = "Your name"
# role = "host"

# [[show.funding]]
# url = "https://example.com/support"
# text = "Support the show"
"#,
        title = quoted(title),
        site = quoted(site),
        language = quoted(language),
    )
}
