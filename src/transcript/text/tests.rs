//! Pages in the styles that people publish, each with what is to be read from it: `tests/pages/NAME` and `NAME.read`.
//!
//! `PODWRIGHT_BLESS=1` writes the `.read` files anew.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::super::model::{Intro, Part, Transcript};
use super::super::{Format, WriteOptions, decode, detect, lint, read, with_structure, write};
use crate::source::Source;

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

/// What a page carries comes back from our own text, Markdown and HTML of it.
#[test]
fn pages_are_read_again_from_what_was_written() {
    for path in pages() {
        let once = read_page(&path);
        let words = |transcript: &Transcript| -> Vec<(Option<String>, String)> {
            let turns = transcript.turns();
            turns.map(|turn| (turn.speaker.clone(), turn.paragraphs.iter().map(|p| p.text() + " ").collect())).collect()
        };
        for format in [Format::Text, Format::Markdown, Format::Html] {
            let (text, _) = write(&once, format, &WriteOptions::default());
            let (again, _) = read(&Source::new("a", text), format);
            let name = format!("{} as {}", path.display(), format.name());
            assert_eq!(words(&again), words(&once), "{name}");
            assert_eq!(again.headings().count(), once.headings().count(), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A page with pieces cut out, doubled and moved, and bytes changed, is read, judged and written all the same.
    #[test]
    fn mutated_pages_break_nothing(
        page in 0usize..1000,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..40, any::<prop::sample::Index>(), any::<u8>()), 1..12),
        format in 0usize..6,
    ) {
        let pages = pages();
        let mut bytes = fs::read(&pages[page % pages.len()]).unwrap();
        for (at, length, to, byte) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let piece: Vec<u8> = bytes.iter().skip(at).take(length).copied().collect();
            match byte % 3 {
                0 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
                1 => { let to = to.index(bytes.len() + 1); bytes.splice(to..to, piece); }
                _ => if let Some(old) = bytes.get_mut(at) { *old = byte },
            }
        }
        let (source, _) = decode("page", &bytes);
        for format in [Format::ALL[format], detect("page", &source.text)] {
            let (transcript, findings) = read(&source, format);
            for finding in findings.into_iter().chain(lint(&transcript, &source, None)) {
                if let crate::diagnostic::At::Place(place) = finding.at {
                    prop_assert!(place.span.start <= place.span.end && place.span.end <= source.text.len());
                    prop_assert!(source.text.get(place.span.start..place.span.end).is_some(), "{}", finding.rule.id);
                }
            }
            let _ = with_structure(&transcript, &transcript);
            for to in Format::ALL {
                let _ = write(&transcript, *to, &WriteOptions::default());
            }
        }
    }
}

/// A page of HTML is read by way of its text, and places in that are none in the page.
#[test]
fn findings_about_html_have_no_places_of_another_text() {
    let source = Source::new("a.html", "<p>é</p><p>Ida: So the the Ã© came.</p><p>Tom: Yes.</p>");
    let (transcript, _) = read(&source, Format::Html);
    let findings = lint(&transcript, &source, None);
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|finding| matches!(finding.at, crate::diagnostic::At::File(_))));
}
