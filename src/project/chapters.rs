//! The chapters of an episode, from wherever they come.

use super::episode::Reading;
use super::group::{Role, RoleKind};
use super::read::read_bytes;
use super::transcripts::Headings;
use crate::chapters::{self, Chapter, ChapterLocation, Chapters};
use crate::diagnostic::{At, Diagnostic};
use crate::element::podcast::{ChapterKey, ChaptersKey};
use crate::keys::PathOrUrl;
use crate::notes::Notes;
use crate::scalar::Millis;
use crate::show::*;
use crate::transcript;

/// The chapters: of the front matter, of a file, of the transcript's headings, or of times typed in the notes.
pub(super) fn read_chapters(reading: &mut Reading<'_>, notes: &Notes, headings: Headings) -> Chapters {
    let Reading { context, files, keys, references, diagnostics, used } = reading;
    let mut read_file = |path: &str, diagnostics: &mut Vec<Diagnostic>| -> Chapters {
        used.push(path.to_string());
        let bytes = match read_bytes(&context.root.join(path)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path.to_string()), error.to_string()));
                return Chapters::default();
            }
        };
        let (source, findings) = transcript::decode(path, &bytes);
        diagnostics.extend(findings);
        let format = chapters::detect(path, &source.text).or_else(|| chapters::Format::by_ending(path));
        let (mut list, findings) = chapters::read(&source, format.unwrap_or(chapters::Format::List));
        diagnostics.extend(findings);
        for chapter in &mut list.list {
            chapter.image = chapter.image.take().map(|image| local_image(parent(path), image));
        }
        list
    };
    match &keys.chapters {
        Some(ChaptersKey::File(file)) => match references.key(file) {
            Some(path) => read_file(&path, diagnostics),
            None => Chapters::default(),
        },
        Some(ChaptersKey::List(list)) => {
            let place = keys.place.clone();
            Chapters { list: list.iter().map(chapter_of_key).collect(), place: Some(place), ..Chapters::default() }
        }
        None => {
            let beside: Vec<&Role> = files.of(RoleKind::Chapters).collect();
            match beside.as_slice() {
                [] if !headings.is_empty() => {
                    let chapter = |(start, title): &(u64, String)| Chapter::new(Millis(*start)).title(title);
                    Chapters { list: headings.iter().map(chapter).collect(), ..Chapters::default() }
                }
                [] => Chapters { list: notes.typed_chapters(), ..Chapters::default() },
                [one] => read_file(&one.path, diagnostics),
                [first, second, ..] => {
                    let message = format!("{} and {} are both the chapters", first.path, second.path);
                    let finding = Diagnostic::new(&EPISODE_FILE_AMBIGUOUS, At::File(second.path.clone()), message)
                        .help("take one away, or say which with `chapters`");
                    diagnostics.push(finding);
                    Chapters::default()
                }
            }
        }
    }
}

/// A picture of a chapter file: a URL as it is, a path from the show's folder.
fn local_image(folder: &str, image: String) -> String {
    if image.contains("://") { image } else { resolve(folder, &image).unwrap_or(image) }
}

fn chapter_of_key(key: &ChapterKey) -> Chapter {
    let image = key.image.as_ref().map(|image| match &image.value {
        PathOrUrl::Url(url) => url.clone(),
        PathOrUrl::Path(path) => local_image(parent(&image.place.source.name), path.clone()),
    });
    let location = key.location.as_ref().map(|location| ChapterLocation {
        name: location.name.value.clone(),
        geo: location.geo.as_ref().map(|geo| geo.value.clone()),
        osm: location.osm.as_ref().map(|osm| osm.value.clone()),
        rel: location.rel.as_ref().map(|_| location.rel().word().to_string()),
        country: location.country.as_ref().map(|country| country.value.clone()),
    });
    Chapter {
        start: key.start.value,
        end: key.end.as_ref().map(|end| end.value),
        title: key.title.as_ref().map(|title| title.trim().to_string()).filter(|title| !title.is_empty()),
        url: key.url.as_ref().map(|url| url.0.clone()),
        image,
        toc: key.toc.unwrap_or(true),
        location,
        place: Some(key.start.place.clone()),
    }
}
