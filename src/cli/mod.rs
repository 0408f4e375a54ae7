//! The command line: arguments, and a thin file per command.
