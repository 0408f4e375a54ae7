//! What a file is, by its first bytes. The first kilobyte is enough; [`sniff`] never looks further.

/// What the first bytes show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// MPEG audio, perhaps after an ID3 tag.
    Mp3,
    /// ADTS frames.
    Aac,
    /// MP4, M4A, MOV: the ISO base media family.
    Mp4,
    /// Ogg with Vorbis, Opus, Speex or FLAC in it.
    Ogg,
    /// FLAC.
    Flac,
    /// RIFF WAVE, or RF64.
    Wav,
    /// AIFF or AIFC.
    Aiff,
    /// Matroska or WebM.
    Matroska,
    /// A picture, by its media type.
    Image(&'static str),
    /// A page, mostly one that says the file is not there.
    Html,
    /// What git-lfs leaves where the file was not fetched.
    LfsPointer {
        /// Of the file, in hexadecimal digits.
        sha256: String,
        /// Of the file, in bytes.
        size: u64,
    },
    /// No bytes.
    Empty,
    /// None of these.
    Unknown,
}

impl Kind {
    /// For sentences: `an MP3`.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Mp3 => "an MP3",
            Kind::Aac => "AAC frames",
            Kind::Mp4 => "an MP4",
            Kind::Ogg => "an Ogg file",
            Kind::Flac => "a FLAC",
            Kind::Wav => "a WAV",
            Kind::Aiff => "an AIFF",
            Kind::Matroska => "a Matroska or WebM file",
            Kind::Image(_) => "a picture",
            Kind::Html => "a web page",
            Kind::LfsPointer { .. } => "a git-lfs pointer",
            Kind::Empty => "an empty file",
            Kind::Unknown => "no known format",
        }
    }

    /// The endings (lower case) that such a file may have; none for what is no audio.
    pub fn audio_endings(&self) -> &'static [&'static str] {
        match self {
            Kind::Mp3 => &["mp3", "mp2"],
            Kind::Aac => &["aac"],
            Kind::Mp4 => &["m4a", "m4b", "m4v", "mp4", "mov"],
            Kind::Ogg => &["ogg", "oga", "opus", "spx"],
            Kind::Flac => &["flac"],
            Kind::Wav => &["wav"],
            Kind::Aiff => &["aif", "aiff"],
            Kind::Matroska => &["mkv", "webm", "weba", "mka"],
            _ => &[],
        }
    }
}

/// What bytes begin like.
pub fn sniff(first: &[u8]) -> Kind {
    let at = |offset: usize, magic: &[u8]| first.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    match first {
        [] => Kind::Empty,
        _ if at(0, b"version https://git-lfs.github.com/spec/") => lfs_pointer(first),
        _ if at(4, b"ftypavif") => Kind::Image("image/avif"),
        _ if at(4, b"ftyp") => Kind::Mp4,
        _ if at(0, b"OggS") => Kind::Ogg,
        _ if at(0, b"fLaC") => Kind::Flac,
        _ if (at(0, b"RIFF") || at(0, b"RF64")) && at(8, b"WAVE") => Kind::Wav,
        _ if at(0, b"RIFF") && at(8, b"WEBP") => Kind::Image("image/webp"),
        _ if at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")) => Kind::Aiff,
        _ if at(0, b"\x1a\x45\xdf\xa3") => Kind::Matroska,
        _ if at(0, b"\x89PNG\r\n\x1a\n") => Kind::Image("image/png"),
        _ if at(0, b"\xff\xd8\xff") => Kind::Image("image/jpeg"),
        _ if at(0, b"GIF8") => Kind::Image("image/gif"),
        _ if at(0, b"ID3") => Kind::Mp3,
        // Sync and layer bits: layer 00 is no MPEG audio, but ADTS.
        [0xff, second, ..] if second & 0xf6 == 0xf0 => Kind::Aac,
        [0xff, second, ..] if second & 0xe0 == 0xe0 && second & 0x06 != 0 => Kind::Mp3,
        _ => text(first),
    }
}

fn text(first: &[u8]) -> Kind {
    let first = first.get(..first.len().min(1024)).unwrap_or_default();
    let begin = String::from_utf8_lossy(first).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if begin.starts_with("<!doctype html") || begin.starts_with("<html") {
        Kind::Html
    } else if begin.starts_with("<svg") || (begin.starts_with("<?xml") && begin.contains("<svg")) {
        Kind::Image("image/svg+xml")
    } else {
        Kind::Unknown
    }
}

/// git-lfs specification, "The Pointer": lines of key and value.
fn lfs_pointer(first: &[u8]) -> Kind {
    let first = first.get(..first.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(first);
    let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_string();
    Kind::LfsPointer { sha256: value("oid sha256:"), size: value("size ").parse().unwrap_or_default() }
}
