//! Any bytes as a recording and as a picture.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use podwright::media::{read_audio, read_image, sniff};

fuzz_target!(|bytes: &[u8]| {
    let _ = sniff(bytes);
    let _ = read_audio(Cursor::new(bytes));
    let _ = read_image(Cursor::new(bytes));
});
