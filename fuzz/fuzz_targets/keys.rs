//! Any text as TOML and as YAML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use podwright::keys::{read_toml, read_yaml};
use podwright::source::Source;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz", text);
    let _ = read_toml(&source, 0..source.text.len());
    let _ = read_yaml(&source, 0..source.text.len());
});
