//! Pages in the styles that people publish, each with what is to be read from it: `tests/pages/NAME` and `NAME.read`.
//!
//! `PODWRIGHT_BLESS=1` writes the `.read` files anew.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::model::{Intro, Part, Transcript};
use super::super::{decode, detect, read};

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "read"));
    files.sort();
    files
}

fn read_page(path: &Path) -> Transcript {
    let name = path.file_name().unwrap().to_string_lossy();
    let (source, findings) = decode(&name, &fs::read(path).unwrap());
    assert!(findings.is_empty(), "{name}");
    read(&source, detect(&name, &source.text)).0
}

/// What was read, a line for each thing.
fn described(transcript: &Transcript) -> String {
    let mut out = String::new();
    for intro in &transcript.intro {
        match intro {
            Intro::Title(text) => out += &format!("title: {text}\n"),
            Intro::Paragraph(text) => out += &format!("intro: {text}\n"),
            Intro::List { items, ordered } => {
                items.iter().for_each(|item| out += &format!("intro {} {item}\n", if *ordered { "1." } else { "-" }))
            }
            Intro::Furniture(text) => out += &format!("page: {text}\n"),
        }
    }
    for part in &transcript.parts {
        match part {
            Part::Heading(heading) => {
                let time = heading.start.map(|time| format!(" [{time}]")).unwrap_or_default();
                out += &format!("\nheading {}{time}: {}\n", heading.level, heading.text);
            }
            Part::Turn(turn) => {
                let speaker = turn.speaker.as_deref().unwrap_or("?");
                let time = turn.begins().map(|time| format!(" [{time}]")).unwrap_or_default();
                out += &format!("\n{speaker}{time}{}\n", if turn.continued { ", still" } else { "" });
                for paragraph in &turn.paragraphs {
                    out += &format!("    {}\n", paragraph.text());
                }
            }
        }
    }
    transcript.comments.iter().for_each(|comment| out += &format!("\ncomment: {comment}\n"));
    out
}

#[test]
fn pages_are_read_as_people_read_them() {
    let mut wrong = Vec::new();
    for path in pages() {
        let expected = PathBuf::from(format!("{}.read", path.display()));
        let found = described(&read_page(&path));
        if std::env::var_os("PODWRIGHT_BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
