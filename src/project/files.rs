//! Files of the show that are published because something names them: pictures, what notes link to.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::measure::sha256;
use super::walk::real_inside;
use crate::diagnostic::{At, Diagnostic};
use crate::keys::PathOrUrl;
use crate::media::{ArtworkRole, judge_artwork, read_image};
use crate::scalar::{MediaKind, media_type_of, nearest, slug, slug_path};
use crate::show::{
    ARTWORK_TOO_LARGE, EPISODE_FILE_MISSING, FILE_OUTSIDE_SHOW, FILE_UNREADABLE, PublishedFile, parent, resolve,
};
use crate::source::Spanned;

/// In bytes: larger artwork is worth a word.
const LARGE_ARTWORK: u64 = 512_000;

/// Collects what is named, and says where it is published.
#[derive(Debug)]
pub struct References<'a> {
    root: &'a Path,
    /// By path: what it is published as.
    wanted: BTreeMap<String, Wanted>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
struct Wanted {
    /// `artwork`, a NAME, the stem of the file: the name before the hash, for pictures.
    stem: String,
    /// Where it goes if it is no picture.
    folder: String,
    role: Option<ArtworkRole>,
}

impl<'a> References<'a> {
    /// Of a show's folder.
    pub fn new(root: &'a Path) -> References<'a> {
        References { root, wanted: BTreeMap::new(), diagnostics: Vec::new() }
    }

    /// A key that names a file, or a URL: the file's path if it is one of the show's and there.
    pub fn key(&mut self, value: &Spanned<PathOrUrl>) -> Option<String> {
        let PathOrUrl::Path(path) = &value.value else { return None };
        match resolve(parent(&value.place.source.name), path) {
            Ok(found) => self.there(&found, &value.place, path).then_some(found),
            Err(_) => {
                self.outside(At::from(&value.place), path);
                None
            }
        }
    }

    /// A picture that a key names; published by its own name.
    pub fn picture(&mut self, value: &Spanned<PathOrUrl>) {
        if let Some(path) = self.key(value) {
            self.want(path, None, None);
        }
    }

    /// Artwork, published as `images/STEM-HASH.ENDING` and judged by Apple's rules.
    pub fn artwork(&mut self, path: String, stem: &str, role: ArtworkRole) {
        self.want(path, Some(stem.to_string()), Some(role));
    }

    /// A file that notes link to; published beside the page, a picture among the images.
    pub fn linked(&mut self, path: String, page_folder: &str) {
        self.wanted.entry(path.clone()).or_insert_with(|| Wanted {
            stem: stem_of(&path),
            folder: page_folder.to_string(),
            role: None,
        });
    }

    fn want(&mut self, path: String, stem: Option<String>, role: Option<ArtworkRole>) {
        let stem = stem.unwrap_or_else(|| stem_of(&path));
        let wanted = Wanted { stem, folder: "assets/".into(), role };
        let entry = self.wanted.entry(path).or_insert_with(|| wanted.clone());
        if entry.role.is_none() {
            entry.role = role;
        }
    }

    fn outside(&mut self, at: At, path: &str) {
        let finding = Diagnostic::new(&FILE_OUTSIDE_SHOW, at, "this path leads out of the show's folder")
            .found(path)
            .help("copy the file into the show's folder and name it there");
        self.diagnostics.push(finding);
    }

    /// Whether a file is there and inside; else a finding with the nearest name.
    pub fn there(&mut self, path: &str, place: &crate::source::Place, written: &str) -> bool {
        let full = self.root.join(path);
        if full.is_file() {
            if real_inside(self.root, &full) {
                return true;
            }
            self.outside(At::from(place), written);
            return false;
        }
        let mut finding = Diagnostic::new(&EPISODE_FILE_MISSING, place, "this file is not there").found(path);
        if let Some(near) = near_file(self.root, path) {
            finding = finding.help(format!("there is `{near}` beside it"));
        }
        self.diagnostics.push(finding);
        false
    }

    /// Reads what was collected: each file's published path, by its path in the show.
    pub fn publish(mut self) -> (BTreeMap<String, PublishedFile>, Vec<Diagnostic>) {
        let mut published = BTreeMap::new();
        for (path, wanted) in &self.wanted {
            let full = self.root.join(path);
            let hash = match sha256(&full) {
                Ok(hash) => hash,
                Err(error) => {
                    let message = format!("can't be read: {error}");
                    self.diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File(path.clone()), message));
                    continue;
                }
            };
            let known = media_type_of(path);
            let is_picture = wanted.role.is_some() || known.is_some_and(|known| known.kind == MediaKind::Image);
            let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
            let mut file = PublishedFile {
                path: match is_picture {
                    true => format!("images/{}-{}.{ending}", wanted.stem, hash.get(..10).unwrap_or(&hash)),
                    false => format!("{}{}.{ending}", wanted.folder, stem_of(path)),
                },
                size: None,
                media_type: known.map(|known| known.name.to_string()),
            };
            if is_picture {
                let read = File::open(&full).map_err(crate::media::ImageError::Io);
                let read = read.and_then(|handle| read_image(BufReader::new(handle)));
                let size = std::fs::metadata(&full).map_or(0, |metadata| metadata.len());
                if wanted.role.is_some() && size > LARGE_ARTWORK {
                    let message = format!("the picture has {} kB", size / 1000);
                    let finding = Diagnostic::new(&ARTWORK_TOO_LARGE, At::File(path.clone()), message)
                        .expected(format!("at most {} kB", LARGE_ARTWORK / 1000))
                        .help("save it as JPEG with less quality");
                    self.diagnostics.push(finding);
                }
                if let Some(role) = wanted.role {
                    self.diagnostics.extend(judge_artwork(path, role, read.as_ref()));
                }
                if let Ok(facts) = read {
                    let pixels = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                    file.size = Some((pixels(facts.width), pixels(facts.height)));
                    file.media_type = Some(facts.media_type.to_string());
                }
            }
            published.insert(path.clone(), file);
        }
        (published, self.diagnostics)
    }
}

fn stem_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Some(slug(stem)).filter(|stem| !stem.is_empty()).unwrap_or_else(|| "file".to_string())
}

/// The stem of an episode's picture.
pub(super) fn episode_stem(name: &str) -> String {
    slug_path(name)
}

/// A file of the same folder that was probably meant.
pub(super) fn near_file(root: &Path, path: &str) -> Option<String> {
    let entries = std::fs::read_dir(root.join(parent(path))).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    let name = path.rsplit('/').next().unwrap_or(path);
    let same_stem = |other: &&String| {
        let stem = |text: &str| text.rsplit_once('.').map_or(text, |(stem, _)| stem).to_lowercase();
        stem(other) == stem(name)
    };
    let near = nearest(name, names.iter().map(String::as_str)).map(str::to_string);
    near.or_else(|| names.iter().find(same_stem).cloned())
}
