//! Small files of our own making, and the corpus where it is at hand.

use std::io::Cursor;

use super::*;

/// `count` frames of MPEG-1 layer III, 44.1 kHz, stereo, at a bitrate index.
fn frames(count: usize, index: u8) -> Vec<u8> {
    let kbit = [32, 40, 48, 56, 64, 80, 96, 112, 128][usize::from(index) - 1];
    let mut frame = vec![0; 144 * kbit * 1000 / 44_100];
    frame[..4].copy_from_slice(&[0xff, 0xfb, index << 4, 0x04]);
    frame.repeat(count)
}

fn duration(bytes: &[u8]) -> Option<u64> {
    read_audio(Cursor::new(bytes)).ok().and_then(|(facts, _)| facts.duration).map(|duration| duration.0)
}

#[test]
fn mp3_frames_are_walked_through_tags_and_changes_of_bitrate() {
    let mut bytes = b"ID3\x04\0\0\0\0\x01\0".to_vec();
    bytes.resize(10 + 128, 0);
    bytes.extend(frames(50, 9));
    bytes.extend(frames(50, 1));
    bytes.extend(b"TAG");
    bytes.resize(bytes.len() + 125, b' ');
    assert_eq!(duration(&bytes), Some(2612));
    bytes.truncate(bytes.len() - 128 - 10);
    assert_eq!(duration(&bytes), Some(2586));
}

#[test]
fn a_xing_header_is_believed_while_it_agrees() {
    let mut first = frames(1, 9);
    first[36..40].copy_from_slice(b"Xing");
    first[43] = 3;
    first[44..48].copy_from_slice(&100_u32.to_be_bytes());
    first[48..52].copy_from_slice(&(101 * 417_u32).to_be_bytes());
    first[52..61].copy_from_slice(b"LAME3.100");
    first[73..76].copy_from_slice(&[0x24, 0x04, 0x80]);
    let whole = [first.clone(), frames(100, 9)].concat();
    assert_eq!(duration(&whole), Some((100 * 1152 - 576 - 1152 + 22) * 10 / 441));
    let cut = [first, frames(10, 9)].concat();
    assert_eq!(duration(&cut), Some((10 * 1152 - 576 - 1152 + 22) * 10 / 441));
}

#[test]
fn what_is_no_audio_says_what_it_is() {
    let kind = |bytes: &[u8]| match read_audio(Cursor::new(bytes)) {
        Err(AudioError::NotAudio(kind)) => Some(kind),
        _ => None,
    };
    assert_eq!(kind(b""), Some(Kind::Empty));
    assert_eq!(kind(b"\xef\xbb\xbf <!DOCTYPE html><title>404"), Some(Kind::Html));
    assert_eq!(kind(b"\x89PNG\r\n\x1a\n"), Some(Kind::Image("image/png")));
    assert_eq!(kind(b"just text"), Some(Kind::Unknown));
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12345\n";
    assert_eq!(kind(pointer), Some(Kind::LfsPointer { sha256: "abc".into(), size: 12345 }));
    assert!(matches!(read_audio(Cursor::new(b"fLaC")), Err(AudioError::Unreadable { kind: Kind::Flac, .. })));
    let found = judge_audio("a.mp3", read_audio(Cursor::new(pointer)).as_ref().map(|(facts, _)| facts));
    assert_eq!(found[0].rule.id, "audio-unreadable");
    assert_eq!(found[0].message, "the file holds no audio but a git-lfs pointer");
    assert_eq!(found[0].found.as_deref(), Some("a pointer to 12345 bytes with sha256 abc"));
}

#[test]
fn endings_are_held_against_the_content() {
    let (facts, _) = read_audio(Cursor::new(frames(10, 9))).unwrap();
    assert_eq!((facts.channels, facts.sample_rate), (Some(2), Some(44_100)));
    assert!(judge_audio("a/B.MP3", Ok(&facts)).is_empty());
    let found = judge_audio("a.m4a", Ok(&facts));
    assert_eq!((found[0].rule.id, found[0].expected.as_deref()), ("audio-extension-mismatch", Some(".mp3, .mp2")));
}

/// A PNG up to its header: enough for size and colour.
fn png(width: u32, height: u32, color: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, color, 0, 0, 0]);
    bytes
}

#[test]
fn artwork_is_judged_by_type_size_and_color() {
    let rules = |name: &str, bytes: Vec<u8>| -> Vec<&str> {
        let read = read_image(Cursor::new(bytes));
        judge_artwork(name, ArtworkRole::Show, read.as_ref()).iter().map(|one| one.rule.id).collect()
    };
    assert_eq!(rules("a.png", png(1400, 1400, 2)), Vec::<&str>::new());
    assert_eq!(rules("a.jpg", png(3000, 3000, 2)), ["artwork-unreadable"]);
    assert_eq!(rules("a.png", png(1400, 1399, 2)), ["artwork-size"]);
    assert_eq!(rules("a.png", png(3001, 3001, 6)), ["artwork-size", "artwork-color"]);
    assert_eq!(rules("a.png", b"<html>".to_vec()), ["artwork-unreadable"]);
    let jpeg =
        b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x14\x08\x05\x78\x05\x78\x04\x01\x11\0\x02\x11\x01\x03\x11\x01\x04\x11\x01";
    let facts = read_image(Cursor::new(jpeg)).unwrap();
    assert_eq!((facts.width, facts.height, facts.color), (1400, 1400, Some(Color::Cmyk)));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_without_a_panic(head in 0..9_usize, tail in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let heads: [&[u8]; 9] = [b"", b"ID3\x04\0\0", b"\xff\xfb\x90", b"OggS", b"fLaC", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WAVE", b"\0\0\0\x20ftypM4A "];
        let bytes = [heads[head], &tail].concat();
        let _ = read_audio(Cursor::new(&bytes));
        let _ = read_image(Cursor::new(&bytes));
    }
}

/// Durations of real files against what decoding them gave, where they are at hand.
#[test]
fn corpus_durations_agree_with_decoding() {
    let folder = std::env::var("PODWRIGHT_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_string());
    let folder = std::path::Path::new(&folder);
    let Ok(manifest) = std::fs::read_to_string(folder.join("MANIFEST.toml")) else {
        println!("skipped: no corpus at {}; set PODWRIGHT_CORPUS", folder.display());
        return;
    };
    let (mut whole, mut agree) = (0, 0);
    for entry in manifest.split("[[file]]") {
        let field =
            |key: &str| entry.lines().find_map(|line| line.strip_prefix(key)).map(|value| value.trim_matches('"'));
        let (Some(file), Some(special)) = (field("file = "), field("special = ")) else { continue };
        let decoded = special.split_once("decoded ").and_then(|(_, rest)| rest.split_once(" s"));
        let decoded = decoded.and_then(|(seconds, _)| crate::scalar::Millis::parse(seconds));
        if !file.starts_with("audio/") {
            continue;
        }
        let Ok(bytes) = std::fs::File::open(folder.join(file)) else { continue };
        let read = read_audio(std::io::BufReader::new(bytes));
        let Some(decoded) = decoded.filter(|decoded| decoded.0 > 0 && !special.contains("damaged")) else { continue };
        whole += 1;
        let measured = read.as_ref().ok().and_then(|(facts, _)| facts.duration).unwrap_or_default();
        if measured.0.abs_diff(decoded.0) <= 50 {
            agree += 1;
        } else {
            println!("{file}: measured {measured}, decoded {decoded} {:?}", read.err());
        }
    }
    println!("{agree} of {whole} sound files agree within 50 ms");
    assert!(agree * 10 >= whole * 9, "{agree} of {whole}");
}
