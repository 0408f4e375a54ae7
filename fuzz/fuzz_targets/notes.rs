//! Any text as show notes, and as HTML of somebody's feed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use podwright::notes::{html_to_text, read};
use podwright::source::Source;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz", text);
    let _ = read(&source, 0..source.text.len());
    let _ = html_to_text(text);
});
