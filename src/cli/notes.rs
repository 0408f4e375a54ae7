//! `podwright notes`.

use super::args::{NotesArgs, NotesFormat};
use super::{Outcome, build, print};
use crate::build::{self as library, Options};
use crate::project::episode_name;

impl From<NotesFormat> for library::NotesFormat {
    fn from(format: NotesFormat) -> library::NotesFormat {
        match format {
            NotesFormat::Html => library::NotesFormat::Html,
            NotesFormat::Text => library::NotesFormat::Text,
            NotesFormat::Markdown => library::NotesFormat::Markdown,
        }
    }
}

/// `podwright notes`.
pub(super) fn run(args: &NotesArgs) -> Outcome {
    let root = build::root(&args.root)?;
    let (now, clock) = build::now(&root, None)?;
    let options = Options { now, clock, ..Options::default() };
    print(&library::notes(&root, &options, &episode_name(&root, &args.episode), args.format.into())?);
    Ok(0)
}
