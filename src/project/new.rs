//! The files of `podwright new`: an episode from what is at hand.

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

use super::ProjectError;
use crate::keys::read_toml;
use crate::media::{AudioTags, read_audio};
use crate::notes::summary_from;
use crate::scalar::{date_rfc3339, slug, time_zone};
use crate::source::Source;
use crate::transcript::{self, Format, Intro, Transcript, WriteOptions};

/// What an episode is made from.
#[derive(Clone, Debug, Default)]
pub struct NewEpisode {
    /// Its title.
    pub title: Option<String>,
    /// The recording.
    pub audio: Option<PathBuf>,
    /// The transcript: its name and bytes.
    pub transcript: Option<(PathBuf, Vec<u8>)>,
    /// When it comes out.
    pub date: Option<DateTime<FixedOffset>>,
}

/// Files to be written, and the words that go with them.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Path from the show's folder, and bytes.
    pub write: Vec<(String, Vec<u8>)>,
    /// Files to be copied: from where, to which path in the show's folder.
    pub copy: Vec<(PathBuf, String)>,
    /// The episode's file, if there is one.
    pub episode: Option<String>,
    /// What is worth knowing.
    pub words: Vec<String>,
}

/// Longest proposed summary, in characters.
const SUMMARY: usize = 300;

/// Plans a new episode in a show. `now` is the date of an episode that says none.
///
/// # Errors
/// A file that can't be read.
pub fn plan_episode(root: &Path, new: &NewEpisode, now: DateTime<FixedOffset>) -> Result<Plan, ProjectError> {
    let tags = match &new.audio {
        Some(path) => tags(path)?,
        None => AudioTags::default(),
    };
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().replace(['_', '-'], " "));
    let title = new
        .title
        .clone()
        .or_else(|| tags.title.clone())
        .or_else(|| new.audio.as_ref().and_then(stem))
        .or_else(|| new.transcript.as_ref().and_then(|(path, _)| stem(path)).filter(|stem| stem != " "))
        .unwrap_or_else(|| "Untitled".to_string());
    let title = title.trim().to_string();
    let name = free_name(root, &Some(slug(&title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "episode".into()));
    let mut plan = Plan { episode: Some(format!("episodes/{name}.md")), ..Plan::default() };
    let mut keys: Vec<String> = vec![
        format!("title = {}", quoted(&title)),
        format!("date = {}", date_rfc3339(&new.date.unwrap_or_else(|| now_in_zone(root, now)))),
        format!("guid = \"{}\"     # permanent: apps know the episode by it", Uuid::new_v4()),
    ];
    match &new.audio {
        Some(path) => keys.extend(take(root, path, &name, "audio", &mut plan)),
        None => {
            keys.push("draft = true     # until the recording is here: NAME.mp3 or NAME.m4a beside this file".into());
        }
    }
    let mut body = String::from("\nWhat this episode is about.\n");
    if let Some((path, bytes)) = &new.transcript {
        let (source, _) = transcript::decode(&path.to_string_lossy(), bytes);
        let format = transcript::detect(&path.to_string_lossy(), &source.text);
        let (read, _) = transcript::read(&source, format);
        let clean = match format {
            // A file of a standard format stays as it is.
            Format::Vtt | Format::Srt | Format::Json => None,
            _ if read.is_timed() => Some(Format::Vtt),
            _ => Some(Format::Text),
        };
        match clean {
            None if path.is_file() => keys.extend(take(root, path, &name, "transcript", &mut plan)),
            None => plan.write.push((format!("episodes/{name}.{}", format.ending()), bytes.clone())),
            Some(target) => {
                let (text, _) = transcript::write(&read, target, &WriteOptions::default());
                plan.write.push((format!("episodes/{name}.{}", target.ending()), text.into_bytes()));
            }
        }
        if !read.is_timed() {
            plan.words.push("the transcript has no times: it is published as text and HTML".into());
        }
        let people = people(&read);
        if let Some(summary) = summary(&read) {
            keys.push(format!("summary = {}", quoted(&summary)));
        }
        keys.extend(people);
        body = page_notes(&read).unwrap_or(body);
    }
    let text = format!("+++\n{}\n+++\n{body}", keys.join("\n"));
    plan.write.insert(0, (format!("episodes/{name}.md"), text.into_bytes()));
    Ok(plan)
}

/// An audio file that lies in the show already, as an episode: for `init`.
pub(super) fn plan_from_audio(root: &Path, path: &str, date: DateTime<FixedOffset>) -> Result<Plan, ProjectError> {
    let full = root.join(path);
    let date = tags(&full)?
        .date
        .as_ref()
        .and_then(|date| crate::scalar::parse_date(date, Some(chrono_tz::UTC)).ok())
        .unwrap_or(date);
    let new = NewEpisode { audio: Some(full), date: Some(date), ..NewEpisode::default() };
    plan_episode(root, &new, date)
}

/// The key that names a file, or the copy of it: a file inside the show stays, one from elsewhere is copied beside the episode.
fn take(root: &Path, path: &Path, name: &str, key: &str, plan: &mut Plan) -> Option<String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    match real.strip_prefix(&real_root) {
        Ok(inside) => {
            let inside: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let inside = inside.join("/");
            (inside != format!("episodes/{name}.{ending}"))
                .then(|| format!("{key} = {}", quoted(&format!("/{inside}"))))
        }
        Err(_) => {
            plan.copy.push((path.to_path_buf(), format!("episodes/{name}.{ending}")));
            None
        }
    }
}

fn tags(path: &Path) -> Result<AudioTags, ProjectError> {
    let file = fs::File::open(path).map_err(|source| ProjectError::Read { path: path.to_path_buf(), source })?;
    match read_audio(BufReader::new(file)) {
        Ok((_, tags)) => Ok(tags),
        Err(error) => {
            let source = std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string());
            Err(ProjectError::Read { path: path.to_path_buf(), source })
        }
    }
}

/// A NAME that no file of `episodes/` has yet.
fn free_name(root: &Path, base: &str) -> String {
    let taken = |name: &String| {
        root.join("episodes").join(format!("{name}.md")).exists() || root.join("episodes").join(name).is_dir()
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.to_string()).chain(numbered).find(|name| !taken(name)).unwrap_or_else(|| base.to_string())
}

/// Now, in the show's own zone.
fn now_in_zone(root: &Path, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    use chrono::Offset;
    let zone = fs::read_to_string(root.join("feed.toml")).ok().and_then(|text| {
        let source = Source::new("feed.toml", text);
        let (node, _) = read_toml(&source, 0..source.text.len());
        let show = node.table()?.get("show")?.table()?.get("time_zone")?;
        time_zone(show.text()?)
    });
    match zone {
        Some(zone) => {
            let local = now.with_timezone(&zone);
            let offset = local.offset().fix();
            local.with_timezone(&offset)
        }
        None => now,
    }
}

/// The first paragraph of the introduction.
fn summary(read: &Transcript) -> Option<String> {
    read.intro.iter().find_map(|intro| match intro {
        Intro::Paragraph(text) => Some(summary_from(text, SUMMARY)),
        _ => None,
    })
}

/// Introduction and lists of a page as show notes.
fn page_notes(read: &Transcript) -> Option<String> {
    let mut notes = String::new();
    for intro in &read.intro {
        match intro {
            Intro::Paragraph(text) => notes += &format!("\n{text}\n"),
            Intro::List { items, ordered } => {
                notes.push('\n');
                for (i, item) in items.iter().enumerate() {
                    let mark = if *ordered { format!("{}.", i + 1) } else { "-".to_string() };
                    notes += &format!("{mark} {item}\n");
                }
            }
            Intro::Furniture(_) => {}
        }
    }
    let headings: Vec<&str> = read.headings().map(|heading| heading.text.as_str()).collect();
    if !read.is_timed() && !headings.is_empty() {
        notes += "\nWe talk about:\n\n";
        headings.iter().for_each(|heading| notes += &format!("- {heading}\n"));
    }
    (!notes.trim().is_empty()).then_some(notes)
}

/// The speakers as people. Whoever speaks first welcomes the others: a host and guests.
fn people(read: &Transcript) -> Vec<String> {
    let mut order: Vec<&str> = Vec::new();
    for turn in read.turns() {
        if let Some(speaker) = turn.speaker.as_deref().filter(|speaker| !order.contains(speaker)) {
            order.push(speaker);
        }
    }
    if order.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["people = [".to_string()];
    for (i, speaker) in order.iter().enumerate() {
        let role = if i == 0 { "host" } else { "guest" };
        lines.push(format!("  {{ name = {}, role = \"{role}\" }},", quoted(speaker)));
    }
    lines.push("]".to_string());
    lines
}

/// A TOML basic string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}
