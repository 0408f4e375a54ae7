//! The rules about audio and artwork files.

use super::{AudioError, AudioFacts, Color, ImageError, ImageFacts, Kind};
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::scalar::media_type_of;

crate::rules! {
    /// Listeners download a file that no app can play. A git-lfs pointer looks right in every folder listing.
    AUDIO_UNREADABLE = "audio-unreadable": Error, [], None;
        summary "a file that should be audio holds no sound that can be found";
        bad "episodes/pilot.mp3 holds `version https://git-lfs.github.com/spec/v1`";
        good "episodes/pilot.mp3 holds MPEG frames";
        source "podwright";
    /// Hosts choose the media type by the ending, and players the decoder by the media type.
    AUDIO_EXTENSION_MISMATCH = "audio-extension-mismatch": Error, [], None;
        summary "an audio file of another format than its ending says";
        bad "pilot.mp3 holds an MP4";
        good "pilot.m4a holds an MP4";
        source "podwright";
    /// Directories refuse a show whose picture they can't open.
    ARTWORK_UNREADABLE = "artwork-unreadable": Error, [], None;
        summary "artwork that is no picture, or of another type than its ending says";
        bad "cover.png holds a WebP picture";
        good "cover.png holds a PNG picture";
        source "podwright";
    /// Apple refuses a show's picture outside these bounds; other apps crop or blur it.
    ARTWORK_SIZE = "artwork-size": Error, [], None;
        summary "artwork that is not square, or not between 1400 and 3000 pixels";
        bad "cover.jpg of 1200 by 800 pixels";
        good "cover.jpg of 3000 by 3000 pixels";
        source "Apple Podcasts, Artwork requirements; PSP-1, itunes:image";
    /// Pictures for print, in grey, with a palette or with transparency come out in other colours, or are refused.
    ARTWORK_COLOR = "artwork-color": Warning, [], None;
        summary "artwork that is not stored as plain RGB";
        bad "cover.png with an alpha channel";
        good "cover.png of 24 bits per pixel";
        source "Apple Podcasts, Artwork requirements";
}

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtworkRole {
    /// The show's cover.
    Show,
    /// An episode's own.
    Episode,
}

/// Judges what reading an audio file gave against its name.
pub fn judge_audio(name: &str, read: Result<&AudioFacts, &AudioError>) -> Vec<Diagnostic> {
    let at = At::File(name.to_string());
    let facts = match read {
        Ok(facts) => facts,
        Err(error) => {
            let mut one = Diagnostic::new(&AUDIO_UNREADABLE, at, format!("the file holds {error}"));
            if let AudioError::Unreadable { .. } | AudioError::Io(_) = error {
                one.message = format!("the file can't be read as audio: {error}");
            }
            if let AudioError::NotAudio(Kind::Unknown) = error {
                one.message = "the file is no recording: its bytes are of no audio format that is known".to_string();
            }
            if let AudioError::NotAudio(Kind::LfsPointer { sha256, size }) = error {
                one = one.found(format!("a pointer to {size} bytes with sha256 {sha256}")).help("git lfs pull");
            }
            return vec![one];
        }
    };
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let fitting = facts.kind.audio_endings();
    if fitting.is_empty() || fitting.contains(&ending.as_str()) {
        return Vec::new();
    }
    let expected = fitting.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ");
    let message = format!("the file is {}, its ending says otherwise", facts.kind.name());
    vec![Diagnostic::new(&AUDIO_EXTENSION_MISMATCH, at, message).found(format!(".{ending}")).expected(expected)]
}

/// Judges what reading a picture gave against its name and its role.
pub fn judge_artwork(name: &str, role: ArtworkRole, read: Result<&ImageFacts, &ImageError>) -> Vec<Diagnostic> {
    let at = || At::File(name.to_string());
    let facts = match read {
        Ok(facts) => facts,
        Err(error) => {
            return vec![Diagnostic::new(&ARTWORK_UNREADABLE, at(), format!("the picture can't be read: {error}"))];
        }
    };
    let mut found = Vec::new();
    if media_type_of(name).is_none_or(|row| row.name != facts.media_type) {
        let message = "the picture is of another type than its ending says";
        found.push(Diagnostic::new(&ARTWORK_UNREADABLE, at(), message).found(facts.media_type));
    }
    let bounds = 1400..=3000;
    if facts.width != facts.height || !bounds.contains(&facts.width) {
        let severity = if role == ArtworkRole::Show { ARTWORK_SIZE.severity } else { Severity::Warning };
        found.push(
            Diagnostic::new(&ARTWORK_SIZE, at(), "the picture is not square or not of the right size")
                .severity(severity)
                .found(format!("{} × {} pixels", facts.width, facts.height))
                .expected("a square of 1400 to 3000 pixels"),
        );
    }
    let stored = match facts.color {
        None | Some(Color::Rgb) => return found,
        Some(Color::Alpha) => "an alpha channel",
        Some(Color::Grey) => "grey only",
        Some(Color::Palette) => "a palette",
        Some(Color::Cmyk) => "CMYK, for print",
    };
    let one = Diagnostic::new(&ARTWORK_COLOR, at(), "the picture is not stored as plain RGB");
    found.push(one.found(stored).expected("RGB without transparency"));
    found
}
