//! Any bytes as a transcript of each format: read, judged, joined, written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use podwright::scalar::Millis;
use podwright::transcript::{Format, WriteOptions, decode, detect, lint, read, stats, with_structure, write};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let (source, _) = decode("fuzz", bytes);
    let chosen = Format::ALL[usize::from(*first) % Format::ALL.len()];
    for format in [chosen, detect("fuzz", &source.text)] {
        let (transcript, _) = read(&source, format);
        let _ = lint(&transcript, &source, Some(Millis(60_000)));
        let _ = stats(&transcript);
        let _ = with_structure(&transcript, &transcript);
        for to in Format::ALL {
            let _ = write(&transcript, *to, &WriteOptions { words: true, wrap: Some(32), ..WriteOptions::default() });
        }
    }
});
