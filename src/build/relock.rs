//! `podwright lock`: the lock alone, of all episodes or of some.

use std::path::Path;

use super::write::{new_lock_text, write_lock};
use super::{BuildError, Checked, Options, check, refused};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::lock;
use crate::output::Turn;

/// Measures what is new or changed and writes podwright.lock, if nothing stands against it; nothing else is written, and
/// with `dry_run` nothing at all. The second value tells whether it was (or would be) written.
///
/// # Errors
/// What stands in the way of reading, asking or writing. The old lock is still there then.
pub fn relock(root: &Path, options: &Options<'_>, dry_run: bool) -> Result<(Checked, Option<bool>), BuildError> {
    let _turn = Turn::wait(root);
    let mut checked = check(root, options)?;
    // What else there is to say about the show is `check`'s to say.
    let all = std::mem::take(&mut checked.report);
    let of_lock = |finding: &Diagnostic| lock::RULES.iter().any(|rule| rule.id == finding.rule.id);
    let about = |finding: &Diagnostic| finding.severity == Severity::Error || of_lock(finding);
    let told = all.diagnostics.into_iter().filter(about).collect();
    checked.report = Report { skipped: all.skipped, ..Report::new(told, all.summary) };
    if refused(&checked.report, false) {
        return Ok((checked, None));
    }
    let written = match dry_run {
        true => new_lock_text(root, &checked.next_lock, checked.loaded.has_lock).is_some(),
        false => write_lock(root, &checked.next_lock, checked.loaded.has_lock)?,
    };
    Ok((checked, Some(written)))
}
