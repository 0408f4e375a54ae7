//! Any bytes as chapters of each format: read, judged, written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use podwright::chapters::{Format, detect, lint, read, write};
use podwright::source::Source;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let source = Source::new("fuzz", String::from_utf8_lossy(bytes));
    let chosen = Format::ALL[usize::from(*first) % Format::ALL.len()];
    for format in [Some(chosen), detect("fuzz", &source.text)].into_iter().flatten() {
        let (chapters, _) = read(&source, format);
        let _ = lint(&chapters, None, Some(format));
        for to in Format::ALL {
            let _ = write(&chapters, *to);
        }
    }
});
