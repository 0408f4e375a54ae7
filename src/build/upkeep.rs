//! What need not be made again: an episode of which nothing changed keeps its files in `public/` and its item in the feed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::memory::{MadeBefore, Memory, hash};
use crate::feed::WrittenItem;
use crate::keys::PathOrUrl;
use crate::output::{Output, OutputError};
use crate::project::{KeyedTranscripts, Stamp};
use crate::scalar::Fingerprint;
use crate::show::{Episode, parent, resolve};
use crate::site::{Artefact, EpisodeFrame, Site, episode_paths};

/// What is looked at to tell whether an episode changed.
pub(super) struct Upkeep<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) output: &'a Output,
    /// Of the last build.
    pub(super) memory: &'a Memory,
    /// What was read of transcripts, by the Markdown file of their episode.
    pub(super) transcripts: &'a HashMap<String, KeyedTranscripts>,
    /// Paths that files of the author's stand at.
    pub(super) own: &'a BTreeSet<String>,
    /// Of what all episodes are made from.
    pub(super) print: Fingerprint,
}

impl Upkeep<'_> {
    /// A hash of all that an episode is made from but where its links lead, which is seen when it is rendered. `None` where
    /// a file may change unseen, and for live items, which are no pieces of the feed of their own.
    pub(super) fn key(&self, episode: &Episode, frame: &EpisodeFrame) -> Option<String> {
        let keyed = self.transcripts.get(&episode.source.name).filter(|_| episode.keys.live_item.is_none())?;
        let show = self.site.show;
        let mut print = self.print.clone();
        print.part(&episode.source.name).part(&episode.source.text).part(&keyed.key).json(frame);
        let media = episode.enclosure.iter().chain(episode.alternates.iter().filter_map(|other| other.media.as_ref()));
        for media in media {
            print.part(format!("{} {} {} {:?}", media.url, media.length, media.media_type, media.duration));
        }
        let languages: Vec<_> = episode.alternates.iter().map(|other| &other.language).collect();
        print.part(format!("{:?} {:?} {languages:?}", episode.transcripts, episode.chapters));
        // Where pictures are published, and their size, depends on their bytes.
        let pictures = episode.keys.image.images.iter().map(|image| &image.href);
        for picture in pictures.chain(episode.people.iter().filter_map(|person| person.img.as_ref())) {
            if let PathOrUrl::Path(path) = &picture.value {
                let path = resolve(parent(&picture.place.source.name), path).ok();
                print.part(format!("{:?}", path.and_then(|path| show.files.get(&path))));
            }
        }
        Some(print.hex())
    }

    /// Keeps what the last build made of an episode if it was made from the same, and lies there as it was left. The item is the
    /// one in the feed of the last build.
    pub(super) fn keep(&self, episode: &Episode, key: &str) -> Result<Option<(&MadeBefore, WrittenItem)>, OutputError> {
        let made = self.memory.made(&episode.source.name).filter(|made| made.key == key);
        let Some(made) = made else { return Ok(None) };
        let paths = episode_paths(episode);
        if paths.len() != made.files.len()
            || made.links.iter().any(|(address, led)| self.site.resolve(episode, address) != *led)
        {
            return Ok(None);
        }
        for (path, stamp) in paths.iter().zip(&made.files) {
            let same = match stamp {
                Some(stamp) => !self.own.contains(path) && self.output.keep(path, stamp)?,
                None => self.own.contains(path),
            };
            if !same {
                return Ok(None);
            }
        }
        let (range, hashed) = &made.item;
        let item = self.output.earlier(&self.site.show.addresses.feed, range).filter(|item| *hashed == hash(item));
        Ok(item.map(|item| (made, WrittenItem::again(item, made.prefixes.clone()))))
    }

    /// What the next build may know of an episode that was written; where its item stands is not known yet.
    pub(super) fn made(
        &self,
        key: String,
        artefacts: &[Artefact],
        links: BTreeMap<String, Option<String>>,
        corrected: usize,
        item: &WrittenItem,
    ) -> Option<MadeBefore> {
        let stamp = |path: &String| -> Option<Option<Stamp>> {
            if self.own.contains(path) { Some(None) } else { self.output.stamp(path).map(Some) }
        };
        Some(MadeBefore {
            key,
            links,
            files: artefacts.iter().map(|artefact| stamp(&artefact.path)).collect::<Option<_>>()?,
            corrected,
            item: (0..0, hash(item.xml())),
            prefixes: item.prefixes().clone(),
        })
    }
}
