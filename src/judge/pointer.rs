//! What a feed points at: media, artwork, transcripts, chapters; and how what was found there compares with what the feed says.
//!
//! Finding and reading the files is the caller's.

use super::feed::{Feed, Part};
use crate::diagnostic::{At, Diagnostic};
use crate::media::ArtworkRole;
use crate::scalar::Millis;
use crate::source::Place;
use crate::xml::read::Value;

crate::rules! {
    /// Apps show a wrong size and a wrong progress of the download; some stop at the promised byte.
    ENCLOSURE_LENGTH_DIFFERS = "enclosure-length-differs": Error, [], Safe;
        summary "`length` is not the number of bytes of the file";
        bad "<enclosure … length=\"1000\" …/> for a file of 48211002 bytes";
        good "<enclosure … length=\"48211002\" …/>";
        source "RSS 2.0, <enclosure>";
    /// Apps show another length than they play; time stamps and progress are off.
    ITUNES_DURATION_DIFFERS = "itunes-duration-differs": Warning, [], Safe;
        summary "the duration in the feed is not that of the recording";
        bad "<itunes:duration>1800</itunes:duration> for a recording of 48 minutes";
        good "<itunes:duration>2892</itunes:duration>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:duration>";
    /// Whoever follows it gets an error page: no sound, no picture, no transcript.
    POINTED_FILE_MISSING = "pointed-file-missing": Error, [], None;
        summary "the feed points at a file of its own site that is not there";
        bad "<podcast:transcript url=\"https://show.fm/1.vtt\" …/> without public/1.vtt";
        good "public/1.vtt beside public/feed.xml";
        source "podwright";
}

/// What stands behind an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Sound or moving pictures.
    Enclosure,
    /// A transcript.
    Transcript,
    /// JSON chapters.
    Chapters,
    /// A picture.
    Artwork(ArtworkRole),
}

/// A value that was read, with its place.
type Read<T> = Option<(T, Place)>;

/// An address in a feed.
#[derive(Clone, Debug)]
pub struct Pointer {
    /// What stands there.
    pub target: Target,
    /// The address, trimmed.
    pub url: String,
    /// Where it stands in the feed.
    pub place: Place,
    /// The item it belongs to.
    pub item: Option<String>,
    /// What the feed says of the media type.
    pub media_type: Option<String>,
    /// The language of a transcript; that of the channel where it says none.
    pub language: Option<String>,
    /// What it says of the bytes.
    pub length: Read<u64>,
    /// What it says of the duration of the item's recording.
    pub duration: Read<Millis>,
}

/// How many addresses of each kind a feed holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointed {
    /// Enclosures.
    pub enclosures: usize,
    /// Transcripts.
    pub transcripts: usize,
    /// Chapter files.
    pub chapters: usize,
    /// Pictures.
    pub artwork: usize,
}

/// Counts without collecting.
pub(super) fn count(feed: &Feed<'_>) -> Pointed {
    let mut counted = Pointed::default();
    for (spec, _) in feed.channel.iter().chain(&feed.items).flat_map(Part::children) {
        match spec.name {
            "enclosure" => counted.enclosures += 1,
            "podcast:transcript" => counted.transcripts += 1,
            "podcast:chapters" => counted.chapters += 1,
            "itunes:image" => counted.artwork += 1,
            _ => {}
        }
    }
    counted
}

/// Every address of media, artwork, transcripts and chapters, in the order of the text.
pub fn pointers(feed: &Feed<'_>) -> Vec<Pointer> {
    let mut all = Vec::new();
    let spoken = feed.channel.as_ref().and_then(|channel| channel.text("language"));
    for part in feed.channel.iter().chain(&feed.items) {
        let of_item = part.spec.name != "channel";
        let item = Some(part.label()).filter(|label| of_item && !label.is_empty());
        let duration = part.value("itunes:duration").filter(|_| !part.is_live());
        let duration = duration.and_then(|value| Some((Millis::parse(value.trimmed())?, value.place())));
        for (spec, node) in part.children() {
            let (target, name) = match spec.name {
                "enclosure" => (Target::Enclosure, "url"),
                "podcast:transcript" => (Target::Transcript, "url"),
                "podcast:chapters" => (Target::Chapters, "url"),
                "itunes:image" if of_item => (Target::Artwork(ArtworkRole::Episode), "href"),
                "itunes:image" => (Target::Artwork(ArtworkRole::Show), "href"),
                _ => continue,
            };
            let get = |name| node.attribute(name).map(|attribute| Value::of_attribute(node, attribute));
            let Some(url) = get(name).filter(|url| !url.is_blank()) else { continue };
            let length = get("length").filter(|_| target == Target::Enclosure);
            all.push(Pointer {
                target,
                url: url.trimmed().to_string(),
                place: url.place(),
                item: item.clone(),
                media_type: get("type").map(|value| value.trimmed().to_string()).filter(|text| !text.is_empty()),
                language: get("language").map(|value| value.trimmed().to_string()).or_else(|| spoken.clone()),
                length: length.and_then(|value| Some((value.trimmed().parse().ok()?, value.place()))),
                duration: duration.clone(),
            });
        }
    }
    all
}

impl Pointer {
    /// Adds what every finding about it has.
    pub fn about(&self, mut finding: Diagnostic) -> Diagnostic {
        finding.item.clone_from(&self.item);
        if !matches!(&finding.at, At::Place(place) if place.source.name == self.place.source.name) {
            finding = finding.related(&self.place, "the feed points at it here");
        }
        finding
    }

    /// The finding that nothing is there.
    pub fn missing(&self, path: &str) -> Diagnostic {
        let message = format!("{path} is not there, and the feed points at it");
        self.about(Diagnostic::new(&POINTED_FILE_MISSING, &self.place, message).found(&self.url))
    }

    /// Compares `length` with the bytes of the file. Zero means unknown.
    pub fn judge_length(&self, bytes: u64) -> Option<Diagnostic> {
        let (said, place) = self.length.as_ref().filter(|(said, _)| *said != 0 && *said != bytes)?;
        let message = format!("`length` says {said} bytes, and the file has {bytes}");
        let finding = Diagnostic::new(&ENCLOSURE_LENGTH_DIFFERS, place, message).found(said.to_string());
        let right = bytes.to_string();
        Some(self.about(finding.expected(&right).fix(true, "write the real length", place, right.clone())))
    }

    /// Compares the duration with what was measured: more than 2 seconds and 1 % are too much.
    pub fn judge_duration(&self, measured: Millis) -> Option<Diagnostic> {
        let (said, place) = self.duration.as_ref()?;
        let off = said.0.abs_diff(measured.0);
        if off <= 2_000 || off * 100 <= measured.0 {
            return None;
        }
        let (said, real) = (said.clock(), measured.clock());
        let message = format!("the feed says {said}, and the recording lasts {real}");
        let right = measured.rounded_seconds().to_string();
        let finding = Diagnostic::new(&ITUNES_DURATION_DIFFERS, place, message).found(said).expected(&right);
        Some(self.about(finding.fix(true, "write the real duration", place, right)))
    }
}
