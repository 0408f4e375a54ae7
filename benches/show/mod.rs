//! A made-up show of any size, the same each time, as a folder of podwright's and as a site of Hugo's.
//!
//! Recordings are said to lie elsewhere (`enclosure`), so that what is measured is the work on text.

pub mod transcript;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use transcript::{CUE_MS, Dice, SPEAKERS, WORDS, cues};

/// How large the show is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Episodes.
    pub episodes: usize,
    /// Words of notes in each.
    pub words: usize,
    /// Chapters in each.
    pub chapters: usize,
    /// Cues in each transcript.
    pub cues: usize,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape { episodes: 1000, words: 400, chapters: 8, cues: 100 }
    }
}

const SITE: &str = "https://long-show.fm/";

fn title(index: usize) -> String {
    let words = Dice::new(index, 1).sentence(4);
    format!("{} {}", words.trim_end_matches('.'), index + 1)
}

fn summary(index: usize) -> String {
    Dice::new(index, 2).sentence(14)
}

/// A day later than the one before.
fn date(index: usize) -> String {
    let day = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date") + chrono::Days::new(index as u64);
    format!("{day}T06:00:00+01:00")
}

fn guid(index: usize) -> String {
    format!("0c0ffee0-0000-4000-8000-{index:012}")
}

fn audio(index: usize) -> (String, usize) {
    (format!("https://cdn.long-show.fm/{:05}.mp3", index + 1), 9_600_000 + index)
}

fn name(index: usize) -> String {
    format!("episode-{:05}", index + 1)
}

fn chapters(index: usize, shape: &Shape) -> Vec<(u64, String)> {
    let mut dice = Dice::new(index, 3);
    let step = shape.cues as u64 * CUE_MS / shape.chapters.max(1) as u64 / 1000;
    (0..shape.chapters as u64).map(|n| (n * step, dice.sentence(3).trim_end_matches('.').to_string())).collect()
}

/// Markdown: paragraphs, a list, links, some of them to other episodes.
fn notes(index: usize, shape: &Shape) -> String {
    let mut dice = Dice::new(index, 4);
    let mut text = String::new();
    let mut left = shape.words;
    while left > 0 {
        let words = left.min(80);
        left -= words;
        let half = words / 2;
        let link = dice.sentence(2);
        let (link, strong) = (link.trim_end_matches('.'), dice.sentence(2));
        let rest = (words - half).saturating_sub(4).max(1);
        let _ = write!(
            text,
            "{} [{link}](https://{}.example.net/{}) **{}** {}\n\n",
            dice.sentence(half.max(1)),
            WORDS[dice.below(WORDS.len())],
            dice.below(9000),
            strong.trim_end_matches('.'),
            dice.sentence(rest),
        );
    }
    text
}

fn episode(index: usize, shape: &Shape, extra: &str) -> String {
    let (url, length) = audio(index);
    let list: String = chapters(index, shape)
        .iter()
        .map(|(start, title)| format!("  {{ start = {start}, title = \"{title}\" }},\n"))
        .collect();
    format!(
        "+++\ntitle = \"{}\"\nguid = \"{}\"\ndate = {}\nsummary = \"{}\"\nduration = {}\n\
         enclosure = {{ url = \"{url}\", length = {length}, type = \"audio/mpeg\" }}\nchapters = [\n{list}]\n+++\n\n{}{extra}",
        title(index),
        guid(index),
        date(index),
        summary(index),
        shape.cues as u64 * CUE_MS / 1000,
        notes(index, shape),
    )
}

/// Writes the show as podwright reads it.
pub fn write(root: &Path, shape: &Shape) -> io::Result<()> {
    let people: String =
        SPEAKERS.iter().map(|name| format!("\n[[show.people]]\nname = \"{name}\"\nrole = \"host\"\n")).collect();
    let show = format!(
        "podwright = 1\n\n[show]\ntitle = \"A long show\"\ndescription = \"It never ends.\"\nsite = \"{SITE}\"\n\
         language = \"en\"\nauthor = \"Ada Quill\"\ncategories = [\"Technology\"]\nexplicit = false\n{people}"
    );
    fs::create_dir_all(root.join("episodes"))?;
    fs::write(root.join("feed.toml"), show)?;
    for index in 0..shape.episodes {
        let path = root.join("episodes").join(name(index));
        fs::write(path.with_extension("md"), episode(index, shape, ""))?;
        fs::write(path.with_extension("vtt"), transcript::vtt(index, shape.cues))?;
    }
    Ok(())
}

/// Gives the notes of one episode another sentence, another one for each `time`.
pub fn change(root: &Path, shape: &Shape, time: usize) -> io::Result<()> {
    let index = shape.episodes / 2;
    let text = episode(index, shape, &format!("{} {time}\n", Dice::new(time, 6).sentence(9)));
    fs::write(root.join("episodes").join(name(index)).with_extension("md"), text)
}

/// Writes the same show for Hugo: notes as content, transcripts as data, and layouts for the same pages and feed.
pub fn write_hugo(root: &Path, shape: &Shape) -> io::Result<()> {
    for folder in ["content/episodes", "data/transcripts"] {
        fs::create_dir_all(root.join(folder))?;
    }
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/hugo");
    for file in
        walkdir::WalkDir::new(&site).into_iter().filter_map(Result::ok).filter(|file| file.file_type().is_file())
    {
        let target = root.join(file.path().strip_prefix(&site).unwrap_or(file.path()));
        fs::create_dir_all(target.parent().unwrap_or(root))?;
        fs::copy(file.path(), target)?;
    }
    for index in 0..shape.episodes {
        let (url, length) = audio(index);
        let list: String = chapters(index, shape)
            .iter()
            .map(|(start, title)| {
                let clock = format!("{:02}:{:02}:{:02}", start / 3600, start / 60 % 60, start % 60);
                format!("[[chapters]]\nstart = {start}\nclock = \"{clock}\"\ntitle = \"{title}\"\n")
            })
            .collect();
        let text = format!(
            "+++\ntitle = \"{}\"\nguid = \"{}\"\ndate = {}\nsummary = \"{}\"\nduration = {}\naudio = \"{url}\"\n\
             length = {length}\ntranscript = \"{}\"\n{list}+++\n\n{}",
            title(index),
            guid(index),
            date(index),
            summary(index),
            shape.cues as u64 * CUE_MS / 1000,
            name(index),
            notes(index, shape),
        );
        fs::write(root.join("content/episodes").join(name(index)).with_extension("md"), text)?;
        let cues: Vec<_> = cues(index, shape.cues)
            .into_iter()
            .map(|(start, end, speaker, body)| {
                serde_json::json!({ "startTime": start / 1000, "endTime": end / 1000, "speaker": speaker, "body": body })
            })
            .collect();
        let data = serde_json::json!({ "segments": cues });
        fs::write(root.join("data/transcripts").join(name(index)).with_extension("json"), data.to_string())?;
    }
    Ok(())
}
