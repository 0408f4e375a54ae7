//! Tests of the binary, a module per subject. `support` makes a scratch show and runs podwright in it.

mod again;
mod anywhere;
mod bad_input;
mod beside;
mod branches;
mod broken_off;
mod build;
mod careful;
mod cli;
mod commands;
#[cfg(target_os = "linux")]
mod full_disk;
mod import;
mod kept;
mod machine;
mod moves;
mod net;
mod rules;
mod server;
mod support;
mod tidy;
mod transcripts;
mod validate;
