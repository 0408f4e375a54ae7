//! The files of `podwright new`: an episode from what is at hand.

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

use super::ProjectError;
use crate::chapters::{Chapters, from_headings};
use crate::diagnostic::Severity;
use crate::keys::{read_toml, read_yaml};
use crate::media::{AudioTags, read_audio};
use crate::notes::summary_from;
use crate::scalar::{date_rfc3339, slug, time_zone};
use crate::source::Source;
use crate::transcript::{self, Format, Intro, Likeness, Transcript, WriteOptions};

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
    let page = new.transcript.as_ref().map(|(path, bytes)| Page::read(path, bytes));
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().replace(['_', '-'], " "));
    let title = [
        new.title.clone(),
        tags.title.clone(),
        page.as_ref().and_then(Page::title),
        new.audio.as_ref().and_then(stem),
        new.transcript.as_ref().and_then(|(path, _)| stem(path)),
    ];
    let title = title.into_iter().flatten().map(|title| title.trim().to_string()).find(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| "Untitled".to_string());
    let name = free_name(root, &name_from(&title));
    let mut plan = Plan { episode: Some(format!("episodes/{name}.md")), ..Plan::default() };
    let mut keys: Vec<String> = vec![
        format!("title = {}", quoted(&title)),
        format!("date = {}", date_rfc3339(&new.date.unwrap_or_else(|| now_in_zone(root, now)))),
        format!("guid = \"{}\"     # permanent: apps know the episode by it", Uuid::new_v4()),
    ];
    match &new.audio {
        Some(path) => keys.extend(take(root, path, &name, "audio", &mut plan)),
        None => {
            keys.push(format!(
                "draft = true     # until the recording is here: {name}.mp3 or {name}.m4a beside this file"
            ));
        }
    }
    let mut body = String::from("\nWhat this episode is about.\n");
    if let (Some(page), Some((path, bytes))) = (page, &new.transcript) {
        keys.extend(place_transcript(root, &page, path, bytes, &name, &mut plan));
        keys.extend(page.summary().map(|summary| format!("summary = {}", quoted(&summary))));
        keys.extend(page.chapters());
        keys.extend(page.people());
        body = page.notes(show_text(root, "language").as_deref()).unwrap_or(body);
    }
    let text = format!("+++\n{}\n+++\n{body}", keys.join("\n"));
    plan.write.insert(0, (format!("episodes/{name}.md"), text.into_bytes()));
    Ok(plan)
}

/// Puts the transcript beside the episode: as it is where apps read it so, else written anew. Answers the key that names it,
/// if it stays where it is.
fn place_transcript(
    root: &Path,
    page: &Page,
    path: &Path,
    bytes: &[u8],
    name: &str,
    plan: &mut Plan,
) -> Option<String> {
    let shown = path.display();
    if page.read.word_count() == 0 {
        plan.words.push(format!("no spoken word was found in {shown}: the episode has no transcript"));
        return None;
    }
    if !page.read.is_timed() {
        let outline = if page.read.headings().next().is_some() && page.chapters().is_empty() {
            "; its headings stand in the notes, and become chapters once 'align' (which is to come) has found times"
        } else {
            ""
        };
        plan.words.push(format!("the transcript has no times: it is published as text and HTML{outline}"));
    }
    if page.format.is_timed() && page.trouble.is_none() {
        if path.is_file() {
            return take(root, path, name, "transcript", plan);
        }
        plan.write.push((format!("episodes/{name}.{}", page.format.ending()), bytes.to_vec()));
        return None;
    }
    let target = if page.read.is_timed() { Format::Vtt } else { Format::Text };
    let written = format!("episodes/{name}.{}", target.ending());
    if let Some(trouble) = page.trouble.as_ref().filter(|_| page.format.is_timed()) {
        plan.words.push(format!("{shown}: {trouble}; what could be read of it is written to {written}"));
    }
    // A page that lies there already is the transcript.
    if path.canonicalize().is_ok_and(|real| root.join(&written).canonicalize().is_ok_and(|there| there == real)) {
        return None;
    }
    // The introduction stands in the show notes; nobody speaks it.
    let spoken = Transcript { intro: Vec::new(), ..page.read.clone() };
    let (text, _) = transcript::write(&spoken, target, &WriteOptions::default());
    plan.write.push((written, text.into_bytes()));
    None
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

/// A NAME out of a title. Without dots: what stands behind a dot tells files of an episode apart.
fn name_from(title: &str) -> String {
    match slug(&slug(title).replace('.', "-")) {
        name if name.is_empty() => "episode".to_string(),
        name => name,
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

/// The zone of dates without an offset: the show's `time_zone`.
pub fn show_zone(root: &Path) -> Option<chrono_tz::Tz> {
    time_zone(&show_text(root, "time_zone")?)
}

/// A text of `[show]`.
fn show_text(root: &Path, key: &str) -> Option<String> {
    let source = Source::new("feed.toml", fs::read_to_string(root.join("feed.toml")).ok()?);
    let (node, _) = read_toml(&source, 0..source.text.len());
    node.table()?.get("show")?.table()?.get(key)?.text().map(str::to_string)
}

/// Now, in the show's own zone.
fn now_in_zone(root: &Path, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    use chrono::Offset;
    match show_zone(root) {
        Some(zone) => {
            let local = now.with_timezone(&zone);
            let offset = local.offset().fix();
            local.with_timezone(&offset)
        }
        None => now,
    }
}

/// A transcript as it was given, or the page it was published on.
struct Page {
    source: Arc<Source>,
    format: Format,
    read: Transcript,
    /// Why apps can't read the file as it is.
    trouble: Option<String>,
}

impl Page {
    fn read(path: &Path, bytes: &[u8]) -> Page {
        let name = path.to_string_lossy();
        let (source, mut findings) = transcript::decode(&name, bytes);
        let format = transcript::detect(&name, &source.text);
        let (read, more) = transcript::read(&source, format);
        findings.extend(more);
        let trouble = findings.into_iter().find(|finding| finding.severity == Severity::Error);
        Page { source, format, read, trouble: trouble.map(|finding| finding.message) }
    }

    /// A title: of the page's front matter, its first heading, else its guests.
    fn title(&self) -> Option<String> {
        let front = self.source.text.strip_prefix("---\n").and_then(|rest| rest.find("\n---")).and_then(|end| {
            let (node, _) = read_yaml(&self.source, 4..4 + end + 1);
            Some(node.table()?.get("title")?.text()?.to_string())
        });
        let heading = || {
            self.read.intro.iter().find_map(|intro| match intro {
                Intro::Title(title) => Some(title.clone()),
                _ => None,
            })
        };
        let guests = || {
            // Of many speakers nobody stands for the episode; nor does anybody where no page introduces them.
            let people = self.speakers();
            let guests = people.get(1..).filter(|guests| (1..=3).contains(&guests.len()))?;
            let names: Vec<&str> = guests.iter().map(|guest| guest.name).collect();
            (!self.read.intro.is_empty()).then(|| names.join(", "))
        };
        front.or_else(heading).or_else(guests)
    }

    /// The first paragraph of the introduction that is a sentence, else its first line.
    fn summary(&self) -> Option<String> {
        let paragraphs = || {
            self.read.intro.iter().filter_map(|intro| match intro {
                Intro::Paragraph(text) => Some(text),
                _ => None,
            })
        };
        let sentence =
            paragraphs().find(|text| text.split_whitespace().count() > 3 && text.ends_with(['.', '!', '?', '…', '。']));
        sentence.or_else(|| paragraphs().next()).map(|text| summary_from(text, SUMMARY))
    }

    /// Introduction and lists as show notes; the headings too, where no times make chapters of them.
    fn notes(&self, language: Option<&str>) -> Option<String> {
        let mut notes = String::new();
        for intro in &self.read.intro {
            match intro {
                Intro::Paragraph(text) => notes += &format!("\n{text}\n"),
                Intro::List { items, ordered } => {
                    notes.push('\n');
                    for (i, item) in items.iter().enumerate() {
                        let mark = if *ordered { format!("{}.", i + 1) } else { "-".to_string() };
                        notes += &format!("{mark} {item}\n");
                    }
                }
                Intro::Title(_) | Intro::Furniture(_) => {}
            }
        }
        let headings: Vec<&str> = self.read.headings().map(|heading| heading.text.as_str()).collect();
        if self.chapters().is_empty() && !headings.is_empty() {
            notes.push('\n');
            if let Some(words) = self.read.language.as_deref().or(language).and_then(outline_title) {
                notes += &format!("{words}\n\n");
            }
            headings.iter().for_each(|heading| notes += &format!("- {heading}\n"));
        }
        (!notes.trim().is_empty()).then_some(notes)
    }

    /// The headings of a page with times, as chapters. A file that stays as it is keeps its own.
    fn chapters(&self) -> Vec<String> {
        if self.format.is_timed() && self.trouble.is_none() {
            return Vec::new();
        }
        let chapters = from_headings(&self.read);
        let rising = chapters.windows(2).all(|pair| matches!(pair, [a, b] if a.start < b.start));
        if chapters.len() < 2 || !rising {
            return Vec::new();
        }
        let chapters = Chapters { list: chapters, ..Chapters::default() };
        chapters.front_matter().lines().map(str::to_string).collect()
    }

    /// Who speaks, in the order of their first words; a shorter form of a name is the same person.
    fn speakers(&self) -> Vec<Speaker<'_>> {
        let mut labels: Vec<&str> = Vec::new();
        for turn in self.read.turns() {
            if let Some(label) = turn.speaker.as_deref().filter(|label| !labels.contains(label)) {
                labels.push(label);
            }
        }
        let whole = |label: &str| -> Option<usize> {
            let longer: Vec<&str> = labels.iter().copied().filter(|other| other.len() > label.len()).collect();
            let (name, near) = transcript::person_for(label, &longer)?;
            (near < Likeness::Near).then(|| labels.iter().position(|other| *other == name))?
        };
        // Of each label the longest form of its name.
        let names: Vec<usize> = labels
            .iter()
            .enumerate()
            .map(|(i, label)| whole(label).map_or(i, |at| labels.get(at).and_then(|name| whole(name)).unwrap_or(at)))
            .collect();
        let mut people: Vec<(usize, Speaker<'_>)> = Vec::new();
        for (label, name) in labels.iter().zip(&names) {
            let Some(full) = labels.get(*name) else { continue };
            let (bare, role) = name_and_role(full);
            match people.iter_mut().find(|(other, _)| other == name) {
                Some((_, person)) => person.labels.push(label),
                None => people.push((*name, Speaker { name: bare, role, labels: vec![label] })),
            }
        }
        people.into_iter().map(|(_, person)| person).collect()
    }

    /// The speakers as people. Whoever speaks first welcomes the others: a host and guests, where the labels do not say.
    fn people(&self) -> Vec<String> {
        let named = |speaker: &Speaker<'_>| !transcript::is_placeholder(speaker.name);
        let speakers: Vec<Speaker<'_>> = self.speakers().into_iter().filter(named).collect();
        if speakers.is_empty() {
            return Vec::new();
        }
        let line = |(i, speaker): (usize, &Speaker<'_>)| {
            let role = speaker.role.unwrap_or(if i == 0 { "host" } else { "guest" });
            let labels: Vec<String> =
                speaker.labels.iter().filter(|label| **label != speaker.name).map(|label| quoted(label)).collect();
            let label = if labels.is_empty() { String::new() } else { format!(", label = [{}]", labels.join(", ")) };
            format!("  {{ name = {}, role = \"{role}\"{label} }},", quoted(speaker.name))
        };
        let lines = speakers.iter().enumerate().map(line);
        std::iter::once("people = [".to_string()).chain(lines).chain(["]".to_string()]).collect()
    }
}

/// Somebody who speaks in a transcript.
struct Speaker<'a> {
    name: &'a str,
    /// As the label says it.
    role: Option<&'static str>,
    /// How the transcript calls the person.
    labels: Vec<&'a str>,
}

/// `Ida Brook (Host)`: the name, and the role in parentheses if it is one.
fn name_and_role(label: &str) -> (&str, Option<&'static str>) {
    let inside = label.strip_suffix([')', ']']).and_then(|rest| rest.split_once(['(', '[']));
    let role = |word: &str| match word.trim().to_lowercase().as_str() {
        "host" | "moderator" | "interviewer" => Some("host"),
        "co-host" | "cohost" => Some("co-host"),
        "guest" | "gast" | "invité" | "invitado" => Some("guest"),
        _ => None,
    };
    match inside.map(|(name, word)| (name.trim(), role(word))) {
        Some((name, Some(role))) if !name.is_empty() => (name, Some(role)),
        _ => (label, None),
    }
}

/// What stands above the list of headings, in the languages podcasts are most published in.
fn outline_title(language: &str) -> Option<&'static str> {
    Some(match language.split('-').next()?.to_ascii_lowercase().as_str() {
        "en" => "We talk about:",
        "de" => "Wir sprechen über:",
        "es" => "Hablamos de:",
        "fr" => "Au programme :",
        "it" => "Parliamo di:",
        "nl" => "We praten over:",
        "pt" => "Falamos de:",
        _ => return None,
    })
}

/// A TOML basic string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "In this episode Ann Reed is joined by Dr. Bo Marsh, who writes about rope.\nJoin us as we explore:\n1. What is rope?\n\
        2. Who makes it?\nListen\nWatch\nRead the full transcript\n\
        Ann Reed: Welcome to the show about rope, where we speak with the people who make it.\n\
        Bo Marsh: Thanks for having me.\n\
        ## How rope is made\n\
        Ann Reed: So how is rope made, and who was the first to make it in this town of ours?\n\
        Bo Marsh: It is twisted, and then it is twisted the other way around.\n\
        Ann Reed: And that holds?\nBo Marsh: It has held for four thousand years.\n";

    fn plan(name: &str, text: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
        let root = tempfile::tempdir().unwrap();
        let new = NewEpisode { transcript: Some((PathBuf::from(name), text.to_vec())), ..NewEpisode::default() };
        let now = DateTime::parse_from_rfc3339("2026-01-05T06:00:00Z").unwrap();
        let plan = plan_episode(root.path(), &new, now).unwrap();
        let files = plan.write.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
        (files, plan.words)
    }

    #[test]
    fn a_page_becomes_an_episode() {
        let (files, _) = plan("page.txt", PAGE.as_bytes());
        let (path, episode) = &files[0];
        assert_eq!(path, "episodes/bo-marsh.md");
        for part in [
            "title = \"Bo Marsh\"\n",
            "summary = \"In this episode Ann Reed is joined by Dr. Bo Marsh, who writes about rope.\"\n",
            "{ name = \"Ann Reed\", role = \"host\" },",
            "{ name = \"Bo Marsh\", role = \"guest\" },",
            "\n1. What is rope?\n2. Who makes it?\n",
            "\n- How rope is made\n",
        ] {
            assert!(episode.contains(part), "{part} in {episode}");
        }
        // The introduction is in the notes and in nobody's mouth.
        let (path, spoken) = &files[1];
        assert_eq!(path, "episodes/bo-marsh.txt");
        assert!(spoken.starts_with("Ann Reed: Welcome to the show"), "{spoken}");
        assert!(spoken.contains("## How rope is made\n"));
    }

    #[test]
    fn names_have_no_dots() {
        assert_eq!(name_from("Dr. Bo Marsh, Vol. 2"), "dr-bo-marsh-vol-2");
        assert_eq!(name_from("…"), "episode");
    }

    #[test]
    fn files_that_no_app_reads_are_written_anew() {
        let whisper =
            r#"{"text":"a","segments":[{"id":0,"start":0.0,"end":2.5,"text":" Hello there."}],"language":"en"}"#;
        let (files, words) = plan("talk.json", whisper.as_bytes());
        assert_eq!(files[1].0, "episodes/talk.vtt");
        assert!(files[1].1.contains("Hello there."));
        assert!(words.iter().any(|words| words.contains("written to episodes/talk.vtt")), "{words:?}");
    }

    #[test]
    fn a_page_where_nobody_speaks_gives_no_transcript() {
        let (files, words) = plan("page.md", b"---\ntitle: 'All about: rope'\n---\n");
        assert_eq!(files.len(), 1);
        assert!(files[0].1.contains("title = \"All about: rope\""));
        assert_eq!(words.len(), 1);
    }
}
