//! Asks the hosts of remote audio what they serve: how long it is, what, and how long it plays.
//!
//! A ranged GET tells more than HEAD, which many hosts answer wrongly or not at all; a host without ranges (RFC 9110,
//! 14.2) still says the length. Headers and tags of the sound are read piece by piece through further ranges, never the
//! whole. What is learned of a recording here is its size, type and duration; its hash is not known.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::time::Duration;

use super::BuildError;
use crate::lock::{Lock, LockedMedia, PresentEpisode};
use crate::media::{AudioError, Kind, read_audio, sniff};
use crate::net::{Answer, Client, Limits, NetError};
use crate::scalar::{Millis, media_type_of};
use crate::show::{Addresses, Assembled, remote_key};

/// A piece that is asked for.
const PIECE: u64 = 128 << 10;
/// More pieces than this are not read to learn how long a recording plays.
const MOST_PIECES: usize = 64;

/// Fills in what hosts tell about the recordings that are elsewhere, of the episodes in `only` or of all.
///
/// # Errors
/// A line for each recording that could not be asked about.
pub(super) fn measure(
    client: &Client,
    assembled: &mut Assembled,
    lock: &Lock,
    only: &[String],
) -> Result<(), BuildError> {
    let addresses = &assembled.show.addresses;
    let wanted = |episode: &&mut PresentEpisode| !episode.draft && (only.is_empty() || only.contains(&episode.name));
    let mut remote: Vec<(&mut PresentEpisode, String)> = assembled
        .present
        .episodes
        .iter_mut()
        .filter(wanted)
        .filter_map(|episode| remote_url(episode, addresses).map(|url| (episode, url)))
        .collect();
    // Their author named them, so they may be anywhere.
    remote.iter().for_each(|(_, url)| client.trust(url));
    let urls: Vec<(String, Option<LockedMedia>)> = remote
        .iter()
        .map(|(episode, url)| {
            let locked = lock.episodes.get(&episode.guid).filter(|locked| locked.enclosure.as_ref() == Some(url));
            (url.clone(), locked.and_then(|locked| locked.media.get(&remote_key(url))).cloned())
        })
        .collect();
    let told = client.each(&urls, |(url, before)| ask(client, url, before.as_ref()));
    let mut failed = Vec::new();
    for ((episode, url), told) in remote.iter_mut().zip(told) {
        match told {
            Ok(facts) => {
                episode.media.insert(remote_key(url), facts);
            }
            Err(why) => failed.push(format!("{}: {why}", episode.name)),
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(BuildError::Usage(failed.join("\n"))) }
}

/// The enclosure's URL, if it is not a file of the show.
fn remote_url(episode: &PresentEpisode, addresses: &Addresses) -> Option<String> {
    let url = episode.enclosure.as_ref()?;
    let own = episode.media.keys().any(|key| addresses.media_url(key) == *url);
    (!own).then(|| url.clone())
}

/// What the host of one recording says. `before` is what is known of this URL: of the same size, it is not read again.
fn ask(client: &Client, url: &str, before: Option<&LockedMedia>) -> Result<LockedMedia, String> {
    let limits = Limits { bytes: PIECE, time: Duration::from_secs(60), ..Limits::default() };
    let words = |error: NetError| error.to_string();
    let first = client.range(url, 0, PIECE - 1, &limits).map_err(words)?;
    if !first.is_success() {
        return Err(format!("{}: the host answers with status {}", first.url, first.status));
    }
    let kind = sniff(&first.body);
    if kind.audio_endings().is_empty() && !matches!(kind, Kind::Unknown) {
        return Err(format!("{}: what the host sends is {}, no recording", first.url, kind.name()));
    }
    let bytes = match length(&first) {
        Some(bytes) => bytes,
        // Some hosts say it to HEAD alone.
        None => {
            let head = client.head(url, &limits).map_err(words)?;
            let length = header_number(&head, "content-length").filter(|_| head.is_success());
            length.ok_or_else(|| format!("{}: the host does not say how long the file is", first.url))?
        }
    };
    let media_type = media_type(url, &first);
    if let Some(before) = before.filter(|before| before.bytes == bytes && before.duration_ms.is_some()) {
        return Ok(LockedMedia::new(bytes, before.duration_ms, media_type, before.sha256.clone()));
    }
    let duration = match first.status {
        206 => {
            let pieces = Pieces { client, url: first.url.clone(), limits, bytes, at: 0, read: HashMap::new() };
            duration(pieces.holding(first.body))
        }
        _ if first.complete => duration(Cursor::new(first.body)),
        _ => None,
    };
    Ok(LockedMedia::new(bytes, duration.map(|duration| duration.0), media_type, None))
}

fn duration<R: Read + Seek>(reader: R) -> Option<Millis> {
    match read_audio(BufReader::new(reader)) {
        Ok((facts, _)) => facts.duration,
        // What is cut off or odd is the host's affair; its size is known all the same.
        Err(AudioError::Io(_) | AudioError::NotAudio(_) | AudioError::Unreadable { .. }) => None,
    }
}

/// The whole length: behind the `/` of `Content-Range`, else `Content-Length`, else what came.
fn length(answer: &Answer) -> Option<u64> {
    match answer.status {
        206 => answer.headers.get("content-range")?.rsplit_once('/')?.1.trim().parse().ok(),
        _ => header_number(answer, "content-length").or_else(|| answer.complete.then_some(answer.body.len() as u64)),
    }
}

fn header_number(answer: &Answer, name: &str) -> Option<u64> {
    answer.headers.get(name)?.trim().parse().ok()
}

/// By the ending, as for files of the show; else what the host says, if that is a recording's.
fn media_type(url: &str, answer: &Answer) -> String {
    let path = url::Url::parse(url).map(|url| url.path().to_string()).unwrap_or_default();
    if let Some(known) = media_type_of(&path) {
        return known.name.to_string();
    }
    let said = answer.headers.get("content-type").and_then(|value| value.split(';').next()).map(str::trim);
    let said = said.map(str::to_ascii_lowercase);
    said.filter(|said| said.starts_with("audio/") || said.starts_with("video/")).unwrap_or_else(|| "audio/mpeg".into())
}

/// A file at its host, read in pieces as they are needed.
struct Pieces<'a> {
    client: &'a Client,
    url: String,
    limits: Limits,
    bytes: u64,
    at: u64,
    read: HashMap<u64, Vec<u8>>,
}

impl Pieces<'_> {
    /// With its first piece.
    fn holding(mut self, first: Vec<u8>) -> Self {
        self.read.insert(0, first);
        self
    }

    fn piece(&mut self, number: u64) -> io::Result<&[u8]> {
        if !self.read.contains_key(&number) {
            if self.read.len() >= MOST_PIECES {
                return Err(io::Error::other("too much to read"));
            }
            let (first, last) = (number * PIECE, ((number + 1) * PIECE).min(self.bytes) - 1);
            let answer = self.client.range(&self.url, first, last, &self.limits).map_err(io::Error::other)?;
            if answer.status != 206 {
                return Err(io::Error::other("the host no longer answers ranges"));
            }
            self.read.insert(number, answer.body);
        }
        Ok(self.read.get(&number).map(Vec::as_slice).unwrap_or_default())
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.bytes {
            return Ok(0);
        }
        let (number, within) = (self.at / PIECE, (self.at % PIECE) as usize);
        let piece = self.piece(number)?.get(within..).unwrap_or_default();
        let count = piece.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), piece.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Pieces<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "before the begin"))?;
        Ok(self.at)
    }
}
