//! Media types by file ending: the one table of the project.
//!
//! What is written into enclosures follows Apple's list ("A Podcaster's Guide to RSS") where it has an entry, else IANA.

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// A still picture.
    Image,
    /// Text, data.
    Text,
}

/// A row of the table.
#[derive(Debug)]
pub struct MediaType {
    /// Lower-case ending without the dot.
    pub ending: &'static str,
    /// What we write.
    pub name: &'static str,
    /// Other spellings that mean the same and are accepted.
    pub also: &'static [&'static str],
    /// What it is.
    pub kind: MediaKind,
}

const fn row(ending: &'static str, name: &'static str, kind: MediaKind, also: &'static [&'static str]) -> MediaType {
    MediaType { ending, name, also, kind }
}

/// All endings the tool knows, in alphabetical order.
pub static MEDIA_TYPES: &[MediaType] = &[
    row("aac", "audio/aac", MediaKind::Audio, &["audio/x-aac", "audio/aacp"]),
    row("avif", "image/avif", MediaKind::Image, &[]),
    row("css", "text/css", MediaKind::Text, &[]),
    row("flac", "audio/flac", MediaKind::Audio, &["audio/x-flac"]),
    row("gif", "image/gif", MediaKind::Image, &[]),
    row("htm", "text/html", MediaKind::Text, &[]),
    row("html", "text/html", MediaKind::Text, &[]),
    row("jpeg", "image/jpeg", MediaKind::Image, &["image/jpg"]),
    row("jpg", "image/jpeg", MediaKind::Image, &["image/jpg"]),
    row("js", "text/javascript", MediaKind::Text, &["application/javascript"]),
    row("json", "application/json", MediaKind::Text, &[]),
    row("m3u8", "application/x-mpegURL", MediaKind::Video, &["application/vnd.apple.mpegurl", "audio/mpegurl"]),
    row("m4a", "audio/x-m4a", MediaKind::Audio, &["audio/m4a", "audio/mp4", "audio/aac"]),
    row("m4b", "audio/x-m4a", MediaKind::Audio, &["audio/mp4", "audio/x-m4b"]),
    row("m4v", "video/x-m4v", MediaKind::Video, &["video/m4v", "video/mp4"]),
    row("mkv", "video/matroska", MediaKind::Video, &["video/x-matroska"]),
    row("mov", "video/quicktime", MediaKind::Video, &[]),
    row("mp3", "audio/mpeg", MediaKind::Audio, &["audio/mp3", "audio/mpeg3", "audio/x-mpeg"]),
    row("mp4", "video/mp4", MediaKind::Video, &["audio/mp4"]),
    row("mpd", "application/dash+xml", MediaKind::Video, &[]),
    row("oga", "audio/ogg", MediaKind::Audio, &["application/ogg"]),
    row("ogg", "audio/ogg", MediaKind::Audio, &["application/ogg"]),
    row("opus", "audio/ogg", MediaKind::Audio, &["audio/opus"]),
    row("pdf", "application/pdf", MediaKind::Text, &[]),
    row("png", "image/png", MediaKind::Image, &[]),
    row("srt", "application/x-subrip", MediaKind::Text, &["application/srt", "text/srt"]),
    row("svg", "image/svg+xml", MediaKind::Image, &[]),
    row("txt", "text/plain", MediaKind::Text, &[]),
    row("vtt", "text/vtt", MediaKind::Text, &[]),
    row("wav", "audio/wav", MediaKind::Audio, &["audio/x-wav", "audio/wave", "audio/vnd.wave"]),
    row("weba", "audio/webm", MediaKind::Audio, &[]),
    row("webm", "video/webm", MediaKind::Video, &["audio/webm"]),
    row("webp", "image/webp", MediaKind::Image, &[]),
    row("xml", "application/xml", MediaKind::Text, &["text/xml", "application/rss+xml"]),
];

/// The row of a file name's or a URL path's ending, in any case.
pub fn media_type_of(path: &str) -> Option<&'static MediaType> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    MEDIA_TYPES.binary_search_by(|row| row.ending.cmp(ending.as_str())).ok().and_then(|i| MEDIA_TYPES.get(i))
}

/// `type/subtype` of RFC 6838, 4.2, with parameters or without.
pub fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim_end();
    let token = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.len() <= 127
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    essence.split_once('/').is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_found() {
        assert!(MEDIA_TYPES.is_sorted_by(|a, b| a.ending < b.ending));
        assert_eq!(media_type_of("a/b.MP3").map(|t| t.name), Some("audio/mpeg"));
        assert!(media_type_of("a.b/c").is_none());
    }
}
