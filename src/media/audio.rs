//! Facts and tags of an audio file: `lofty` for containers and tags, the frame reader of this module for MP3.

use std::fmt;
use std::io::{Read, Seek, SeekFrom};

use lofty::config::{ParseOptions, ParsingMode};
use lofty::file::{AudioFile, FileType, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::{Accessor, ItemKey};

use super::mp3;
use super::sniff::{Kind, sniff};
use crate::scalar::Millis;

/// What can be told of an audio file without decoding it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioFacts {
    /// By content.
    pub kind: Kind,
    /// As decoding would find it; `None` where no header tells.
    pub duration: Option<Millis>,
    /// Mean bitrate of the sound in kbit/s.
    pub bitrate: Option<u32>,
    /// Number of channels.
    pub channels: Option<u8>,
    /// In hertz.
    pub sample_rate: Option<u32>,
}

/// The tags that matter to a podcast; never empty texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AudioTags {
    /// Of the episode.
    pub title: Option<String>,
    /// Who speaks.
    pub artist: Option<String>,
    /// The show.
    pub album: Option<String>,
    /// As written in the file.
    pub date: Option<String>,
    /// Free text.
    pub comment: Option<String>,
    /// Number of the episode.
    pub track: Option<u32>,
}

/// Why there are no facts.
#[derive(Debug)]
pub enum AudioError {
    /// It is something else.
    NotAudio(Kind),
    /// It begins like audio, and no sound can be found in it.
    Unreadable {
        /// What it begins like.
        kind: Kind,
        /// What the reader of that format says.
        reason: String,
    },
    /// The bytes can't be had.
    Io(std::io::Error),
}

impl fmt::Display for AudioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AudioError::NotAudio(Kind::Unknown) => f.write_str("no audio that is known here"),
            AudioError::NotAudio(kind) => write!(f, "no audio but {}", kind.name()),
            AudioError::Unreadable { kind, reason } => write!(f, "begins like {}, but: {reason}", kind.name()),
            AudioError::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AudioError {}

impl From<std::io::Error> for AudioError {
    fn from(error: std::io::Error) -> AudioError {
        AudioError::Io(error)
    }
}

/// Reads facts and tags, streaming: headers and tags, never the sound.
///
/// # Errors
/// What is no audio or has no sound in it, and failures of the reader itself.
pub fn read_audio<R: Read + Seek>(mut reader: R) -> Result<(AudioFacts, AudioTags), AudioError> {
    let length = reader.seek(SeekFrom::End(0))?;
    reader.rewind()?;
    let mut first = Vec::new();
    reader.by_ref().take(1024).read_to_end(&mut first)?;
    let kind = sniff(&first);
    if kind.audio_endings().is_empty() && kind != Kind::Unknown {
        return Err(AudioError::NotAudio(kind));
    }
    // Junk before the first frame is common in MP3 files; so is FLAC after an ID3 tag, which lofty tells apart.
    let frames = match kind {
        Kind::Mp3 | Kind::Unknown => mp3::measure(&mut reader, length)?,
        _ => None,
    };
    reader.rewind()?;
    let options = ParseOptions::new().parsing_mode(ParsingMode::Relaxed).read_cover_art(false);
    let tagged = match file_type(&kind, &first) {
        Some(file_type) => Probe::with_file_type(&mut reader, file_type).options(options).read(),
        None => Probe::new(&mut reader).options(options).guess_file_type()?.read(),
    };
    let tags = tagged.as_ref().map(tags).unwrap_or_default();
    let found = tagged.as_ref().map(AudioFile::properties);
    let other = tagged.as_ref().is_ok_and(|file| file.file_type() != FileType::Mpeg);
    match (frames.filter(|_| !other), found) {
        (Some(frames), _) => {
            let facts = AudioFacts {
                kind: Kind::Mp3,
                duration: Some(frames.duration),
                bitrate: Some(frames.bitrate),
                channels: Some(frames.channels),
                sample_rate: Some(frames.sample_rate),
            };
            Ok((facts, tags))
        }
        (None, Ok(found)) if other => {
            let duration = u64::try_from(found.duration().as_millis()).ok().filter(|millis| *millis > 0).map(Millis);
            let facts = AudioFacts {
                kind: tagged.as_ref().ok().and_then(|file| kind_of(file.file_type())).unwrap_or(kind),
                duration,
                bitrate: found.audio_bitrate().filter(|bitrate| *bitrate > 0),
                channels: found.channels().filter(|channels| *channels > 0),
                sample_rate: found.sample_rate().filter(|rate| *rate > 0),
            };
            Ok((facts, tags))
        }
        // lofty has no reader for Matroska: the format is known, and nothing else.
        _ if kind == Kind::Matroska => {
            Ok((AudioFacts { kind, duration: None, bitrate: None, channels: None, sample_rate: None }, tags))
        }
        _ if kind == Kind::Unknown => Err(AudioError::NotAudio(kind)),
        (_, Err(error)) => Err(AudioError::Unreadable { kind, reason: error.to_string() }),
        (_, Ok(_)) => Err(AudioError::Unreadable { kind, reason: "no two frames follow each other".to_string() }),
    }
}

/// The type to read a file as where its first bytes leave no doubt; else lofty looks for itself.
fn file_type(kind: &Kind, first: &[u8]) -> Option<FileType> {
    match kind {
        Kind::Mp3 if !first.starts_with(b"ID3") => Some(FileType::Mpeg),
        Kind::Aac => Some(FileType::Aac),
        Kind::Mp4 => Some(FileType::Mp4),
        Kind::Flac => Some(FileType::Flac),
        Kind::Wav => Some(FileType::Wav),
        Kind::Aiff => Some(FileType::Aiff),
        _ => None,
    }
}

fn kind_of(file_type: FileType) -> Option<Kind> {
    match file_type {
        FileType::Mpeg => Some(Kind::Mp3),
        FileType::Aac => Some(Kind::Aac),
        FileType::Mp4 => Some(Kind::Mp4),
        FileType::Flac => Some(Kind::Flac),
        FileType::Wav => Some(Kind::Wav),
        FileType::Aiff => Some(Kind::Aiff),
        FileType::Vorbis | FileType::Opus | FileType::Speex => Some(Kind::Ogg),
        _ => None,
    }
}

fn tags(file: &lofty::file::TaggedFile) -> AudioTags {
    let Some(tag) = file.primary_tag().or_else(|| file.first_tag()) else { return AudioTags::default() };
    let text = |value: Option<&str>| value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_string);
    AudioTags {
        title: text(tag.title().as_deref()),
        artist: text(tag.artist().as_deref()),
        album: text(tag.album().as_deref()),
        date: text(tag.get_string(ItemKey::RecordingDate).or_else(|| tag.get_string(ItemKey::Year))),
        comment: text(tag.comment().as_deref()),
        track: tag.track(),
    }
}
