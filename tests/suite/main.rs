//! Tests of the binary, a module per subject. `support` makes a scratch show and runs podwright in it.

mod bad_input;
mod build;
mod cli;
mod moves;
mod support;
mod tidy;
