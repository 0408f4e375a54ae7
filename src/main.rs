//! Parse arguments, run the command, turn its outcome into an exit status; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    podwright::cli::main()
}
