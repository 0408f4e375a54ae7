//! `podwright rules` and `podwright explain`.

use super::args::{ExplainArgs, ListFormat, RulesArgs};
use super::{Failure, Outcome, print};
use crate::check;

/// `podwright rules`.
pub(super) fn list(args: &RulesArgs) -> Outcome {
    print(&match args.format {
        ListFormat::Human => check::rules_text(),
        ListFormat::Json => check::rules_json(),
    });
    Ok(0)
}

/// `podwright explain`.
pub(super) fn explain(args: &ExplainArgs) -> Outcome {
    let text = match args.format {
        ListFormat::Human => check::explain(&args.rule),
        ListFormat::Json => check::explain_json(&args.rule),
    };
    print(&text.map_err(Failure::new)?);
    Ok(0)
}
