//! Facts about audio and image bytes.
//!
//! Nothing here opens a file: callers hand over a reader. `lofty` reads tags and containers; MP3 frames are walked here,
//! header by header, where no header tells how many there are. Loudness, seek tables and writing tags are left out.

mod audio;
mod image;
mod judge;
mod mp3;
mod sniff;

pub use audio::{AudioError, AudioFacts, AudioTags, read_audio};
pub use image::{Color, ImageError, ImageFacts, read_image};
pub use judge::*;
pub use sniff::{Kind, sniff};

#[cfg(test)]
mod tests;
