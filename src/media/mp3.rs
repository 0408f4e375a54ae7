//! The duration of MPEG audio (ISO 11172-3, 13818-3) from its frame headers, streaming.
//!
//! A Xing, Info or VBRI header is believed when it agrees with the bytes that are there to about 1 %; else (and where there
//! is none) all frames are walked. What the encoder says it added is taken off, as a gapless decoder does.

use std::io::{Read, Result, Seek, SeekFrom};

use crate::scalar::Millis;

/// How far after the tags a first frame is looked for.
const SEARCH: usize = 64 * 1024;

/// What the frames tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frames {
    pub(super) duration: Millis,
    pub(super) sample_rate: u32,
    pub(super) channels: u8,
    /// Mean, in kbit/s.
    pub(super) bitrate: u32,
}

/// Measures a file of `length` bytes; `None` without two frames one after the other.
pub(super) fn measure<R: Read + Seek>(reader: &mut R, length: u64) -> Result<Option<Frames>> {
    let begin = after_tags(reader)?;
    let Some((offset, first)) = first_frame(reader, begin, length)? else { return Ok(None) };
    let mut frame = vec![0; (first.bytes as usize).max(160)];
    reader.seek(SeekFrom::Start(offset))?;
    let read = fill(reader, &mut frame)?;
    frame.truncate(read);
    let available = length.saturating_sub(offset);
    let told = Told::read(&frame, &first);
    let rate = u64::from(first.sample_rate);
    let samples = match &told {
        Some(told) if told.agrees(available) => told.samples(&first),
        _ => {
            let skip = if told.is_some() { u64::from(first.bytes) } else { 0 };
            let trimmed = told.as_ref().map_or(0, |told| told.trimmed);
            (walk(reader, offset + skip, length, &first)? * u64::from(first.samples)).saturating_sub(trimmed)
        }
    };
    let duration = Millis((samples.saturating_mul(1000) + rate / 2) / rate);
    let bitrate = available.saturating_mul(8) / duration.0.max(1);
    let bitrate = u32::try_from(bitrate).unwrap_or(u32::MAX);
    Ok(Some(Frames { duration, sample_rate: first.sample_rate, channels: first.channels, bitrate }))
}

/// A frame's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    version: u8,
    layer: u8,
    sample_rate: u32,
    samples: u32,
    bytes: u32,
    channels: u8,
}

const LAYER_1: [u32; 14] = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
const LAYER_2: [u32; 14] = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const LAYER_3: [u32; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const LOW_LAYER_1: [u32; 14] = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
const LOW_LAYER_2_3: [u32; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

impl Header {
    fn parse(bytes: &[u8]) -> Option<Header> {
        let [0xff, b, c, d, ..] = *bytes else { return None };
        if b & 0xe0 != 0xe0 {
            return None;
        }
        let (version, layer) = (b >> 3 & 3, 4 - (b >> 1 & 3));
        let index = usize::from(c >> 4).checked_sub(1)?;
        let (table, slots, samples) = match (version, layer) {
            (1, _) | (_, 4) => return None,
            (3, 1) => (LAYER_1, 12, 384),
            (3, 2) => (LAYER_2, 144, 1152),
            (3, _) => (LAYER_3, 144, 1152),
            (_, 1) => (LOW_LAYER_1, 12, 384),
            (_, 2) => (LOW_LAYER_2_3, 144, 1152),
            (_, _) => (LOW_LAYER_2_3, 72, 576),
        };
        let bitrate = table.get(index)? * 1000;
        let full = [44_100, 48_000, 32_000].get(usize::from(c >> 2 & 3)).copied()?;
        let sample_rate = match version {
            3 => full,
            2 => full / 2,
            _ => full / 4,
        };
        let padded = slots * bitrate / sample_rate + u32::from(c >> 1 & 1);
        let bytes = if layer == 1 { padded * 4 } else { padded };
        Some(Header { version, layer, sample_rate, samples, bytes, channels: if d >> 6 == 3 { 1 } else { 2 } })
    }

    fn like(&self, other: &Header) -> bool {
        (self.version, self.layer, self.sample_rate) == (other.version, other.layer, other.sample_rate)
    }
}

/// What a Xing, Info or VBRI header says.
struct Told {
    frames: u64,
    bytes: Option<u64>,
    trimmed: u64,
}

impl Told {
    fn read(frame: &[u8], header: &Header) -> Option<Told> {
        let offset = match (header.version, header.channels) {
            (3, 1) => 21,
            (3, _) => 36,
            (_, 1) => 13,
            _ => 21,
        };
        if let Some(xing) = frame.get(offset..).filter(|rest| rest.starts_with(b"Xing") || rest.starts_with(b"Info")) {
            let flags = number(xing, 4)?;
            let frames = if flags & 1 != 0 { number(xing, 8)? } else { return None };
            let bytes = if flags & 2 != 0 { number(xing, 12) } else { None };
            let fields = [(1, 4), (2, 4), (4, 100), (8, 4)];
            let size = |(flag, size): &(u64, usize)| if flags & flag != 0 { *size } else { 0 };
            let encoder = xing.get(8 + fields.iter().map(size).sum::<usize>()..).unwrap_or_default();
            let known = [b"LAME", b"Lavf", b"Lavc", b"L3.9"].iter().any(|name| encoder.starts_with(*name));
            let trimmed = match encoder.get(21..24) {
                Some(&[a, b, c]) if known => {
                    (u64::from(a) << 4 | u64::from(b) >> 4) + (u64::from(b & 15) << 8 | u64::from(c))
                }
                _ => 0,
            };
            return Some(Told { frames, bytes, trimmed });
        }
        let vbri = frame.get(36..).filter(|rest| rest.starts_with(b"VBRI"))?;
        Some(Told { frames: number(vbri, 14)?, bytes: number(vbri, 10), trimmed: 0 })
    }

    /// Whether as many bytes are there as it says, to about 1 % (and the tags at the end).
    fn agrees(&self, available: u64) -> bool {
        let told = self.bytes.filter(|bytes| *bytes > 0);
        self.frames > 0 && told.is_none_or(|told| told.abs_diff(available) <= told / 100 + 4096)
    }

    fn samples(&self, header: &Header) -> u64 {
        (self.frames * u64::from(header.samples)).saturating_sub(self.trimmed)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(|four| u64::from(u32::from_be_bytes(four)))
}

/// Where the sound begins: after any number of ID3v2 tags.
fn after_tags<R: Read + Seek>(reader: &mut R) -> Result<u64> {
    let mut offset = 0;
    loop {
        reader.seek(SeekFrom::Start(offset))?;
        let mut head = [0; 10];
        if fill(reader, &mut head)? < head.len() || !head.starts_with(b"ID3") {
            return Ok(offset);
        }
        let [_, _, _, _, _, flags, a, b, c, d] = head;
        let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7f));
        offset += 10 + size + if flags & 0x10 != 0 { 10 } else { 0 };
    }
}

/// The first header that a second, alike, follows (or the end of the file).
fn first_frame<R: Read + Seek>(reader: &mut R, begin: u64, length: u64) -> Result<Option<(u64, Header)>> {
    reader.seek(SeekFrom::Start(begin))?;
    let mut window = vec![0; SEARCH];
    let read = fill(reader, &mut window)?;
    window.truncate(read);
    for at in 0..window.len() {
        let Some(header) = window.get(at..).and_then(Header::parse) else { continue };
        let next = at + header.bytes as usize;
        let follows = match window.get(next..).filter(|rest| rest.len() >= 4) {
            Some(rest) => Header::parse(rest).is_some_and(|second| second.like(&header)) || rest.starts_with(b"TAG"),
            None => begin + next as u64 == length,
        };
        if follows {
            return Ok(Some((begin + at as u64, header)));
        }
    }
    Ok(None)
}

/// The number of frames from an offset on. Bytes that are none are passed over; a frame that the file cuts off counts not.
fn walk<R: Read + Seek>(reader: &mut R, offset: u64, length: u64, first: &Header) -> Result<u64> {
    let mut reader = std::io::BufReader::with_capacity(SEARCH, reader);
    reader.seek(SeekFrom::Start(offset))?;
    let (mut at, mut frames) = (offset, 0);
    let mut head = [0; 4];
    let mut have = 0;
    while at + 4 <= length {
        if fill(&mut reader, head.get_mut(have..).unwrap_or_default())? < 4 - have {
            break;
        }
        match Header::parse(&head).filter(|header| header.like(first)) {
            Some(header) if at + u64::from(header.bytes) <= length => {
                frames += 1;
                at += u64::from(header.bytes);
                reader.seek_relative(i64::from(header.bytes) - 4)?;
                have = 0;
            }
            _ => {
                at += 1;
                head.rotate_left(1);
                have = 3;
            }
        }
    }
    Ok(frames)
}

/// Reads until the buffer is full or the input ends.
fn fill<R: Read>(reader: &mut R, buffer: &mut [u8]) -> Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
