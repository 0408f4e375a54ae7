//! Facts about pictures: type, size, and for PNG and JPEG how colours are stored.

use std::fmt;
use std::io::{BufRead, Cursor, Read, Seek};

use super::sniff::{Kind, sniff};

/// How much of a picture is looked at: enough for JPEG's embedded profiles before its size.
const LOOK: u64 = 1 << 20;

/// What can be told of a picture without decoding it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFacts {
    /// By content.
    pub media_type: &'static str,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// `None` where the format is none of those that are looked into.
    pub color: Option<Color>,
}

/// How colours are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Red, green and blue (JPEG: or luminance and two differences).
    Rgb,
    /// With an alpha channel.
    Alpha,
    /// Brightness only.
    Grey,
    /// An index into a palette.
    Palette,
    /// Four inks, for print.
    Cmyk,
}

/// Why there are no facts.
#[derive(Debug)]
pub enum ImageError {
    /// It is something else.
    NotImage(Kind),
    /// It begins like a picture of that media type, and its size can't be found.
    Unreadable(&'static str),
    /// The bytes can't be had.
    Io(std::io::Error),
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImageError::NotImage(kind) => write!(f, "no picture but {}", kind.name()),
            ImageError::Unreadable(media_type) => write!(f, "begins like {media_type}, but has no legible size"),
            ImageError::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImageError {}

/// Reads the facts of a picture from its first megabyte.
///
/// # Errors
/// What is no picture or has no size, and failures of the reader itself.
pub fn read_image<R: BufRead + Seek>(mut reader: R) -> Result<ImageFacts, ImageError> {
    let mut first = Vec::new();
    reader.rewind().map_err(ImageError::Io)?;
    reader.by_ref().take(LOOK).read_to_end(&mut first).map_err(ImageError::Io)?;
    let media_type = match sniff(&first) {
        Kind::Image(media_type) => media_type,
        other => return Err(ImageError::NotImage(other)),
    };
    let size = imagesize::reader_size(Cursor::new(&first)).map_err(|_| ImageError::Unreadable(media_type))?;
    let color = match media_type {
        "image/png" => png_color(&first),
        "image/jpeg" => jpeg_color(&first),
        _ => None,
    };
    Ok(ImageFacts { media_type, width: size.width, height: size.height, color })
}

/// PNG (third edition), 11.2.1 IHDR: the colour type is byte 25 of the file.
fn png_color(bytes: &[u8]) -> Option<Color> {
    match bytes.get(25)? {
        0 => Some(Color::Grey),
        2 => Some(Color::Rgb),
        3 => Some(Color::Palette),
        4 | 6 => Some(Color::Alpha),
        _ => None,
    }
}

/// ITU-T T.81, B.2.2: the frame header (SOF) holds the number of components.
fn jpeg_color(bytes: &[u8]) -> Option<Color> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (&[0xff, marker, high, low], _) = rest.split_first_chunk()? else { return None };
        if marker == 0xff {
            rest = rest.get(1..)?;
            continue;
        }
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return match rest.get(9)? {
                1 => Some(Color::Grey),
                3 => Some(Color::Rgb),
                4 => Some(Color::Cmyk),
                _ => None,
            };
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low])).max(2)..)?;
    }
}
