//! `podwright schema` and `podwright man`: for editors and shells.

use clap::CommandFactory;
use serde_json::Value;

use super::args::{Cli, SchemaArgs, SchemaOf};
use super::{Failure, Outcome, print};
use crate::{chapters, lock, manifest, report};

/// `podwright schema`.
pub(super) fn schema(args: &SchemaArgs) -> Outcome {
    let schema: Value = match args.of {
        SchemaOf::Show => manifest::show_schema(),
        SchemaOf::Episode => manifest::episode_schema(),
        SchemaOf::Chapters => chapters::schema(),
        SchemaOf::Lock => lock::schema(),
        SchemaOf::Findings => report::schema(),
    };
    print(&format!("{schema:#}\n"));
    Ok(0)
}

/// `podwright man`.
pub(super) fn man() -> Outcome {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| Failure::new(format!("the manual page can't be made: {error}")))?;
    print(&String::from_utf8_lossy(&page));
    Ok(0)
}
