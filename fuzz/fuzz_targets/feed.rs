//! Any bytes as somebody's feed: XML, encodings, every rule.
#![no_main]

use libfuzzer_sys::fuzz_target;
use podwright::judge::Around;
use podwright::validate::validate_bytes;

fuzz_target!(|bytes: &[u8]| {
    let _ = validate_bytes("fuzz", bytes, &Around::default());
});
