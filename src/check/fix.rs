//! Fixes applied to texts: what `--fix`, `--fix-unsafe` and `--diff` do.
//!
//! Pure: texts go in, texts come out. Everything outside the edits stays byte for byte. Of fixes that overlap the first is
//! applied; the next round sees the rest.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Source;

/// A file with edits applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Its name.
    pub file: String,
    /// What was in it, byte order mark and all.
    pub before: String,
    /// What is in it now.
    pub after: String,
    /// How many fixes were applied.
    pub fixes: usize,
}

/// Applies the fixes of findings: the safe ones, or the unsafe ones too. Files without a change are not among the answers.
pub fn apply_fixes(diagnostics: &[Diagnostic], with_unsafe: bool) -> Vec<Fixed> {
    apply(diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()), with_unsafe)
}

/// The same for fixes, whoever they come from.
pub fn apply<'a>(fixes: impl Iterator<Item = &'a Fix>, with_unsafe: bool) -> Vec<Fixed> {
    let mut taken: BTreeMap<String, (Arc<Source>, Vec<Edit>, usize)> = BTreeMap::new();
    for fix in fixes.filter(|fix| fix.safe || with_unsafe) {
        if !fits(fix, &taken) {
            continue;
        }
        for (i, edit) in fix.edits.iter().enumerate() {
            let source = edit.place.source.clone();
            let entry = taken.entry(source.name.clone()).or_insert_with(|| (source, Vec::new(), 0));
            entry.1.push(edit.clone());
            entry.2 += usize::from(i == 0);
        }
    }
    taken
        .into_values()
        .map(|(source, edits, fixes)| {
            let bom = if source.offset > 0 { "\u{feff}" } else { "" };
            let before = format!("{bom}{}", source.text);
            Fixed { file: source.name.clone(), after: format!("{bom}{}", edited(&source.text, edits)), before, fixes }
        })
        .filter(|fixed| fixed.before != fixed.after)
        .collect()
}

/// Whether all edits of a fix are free of those already taken: all or none.
fn fits(fix: &Fix, taken: &BTreeMap<String, (Arc<Source>, Vec<Edit>, usize)>) -> bool {
    fix.edits.iter().all(|edit| {
        let others = taken.get(&edit.place.source.name).map(|(_, edits, _)| edits.as_slice()).unwrap_or_default();
        let span = edit.place.span;
        others.iter().all(|other| {
            let there = other.place.span;
            span.end < there.start
                || there.end < span.start
                || (span != there && (span.end == there.start || there.end == span.start))
        })
    })
}

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.place.span.start, edit.place.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.place.span;
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = span.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The changes as a unified diff, for people and for `patch`.
pub fn unified_diff(fixed: &[Fixed]) -> String {
    let mut text = String::new();
    for file in fixed {
        let diff = similar::TextDiff::from_lines(&file.before, &file.after);
        let _ = write!(text, "{}", diff.unified_diff().context_radius(2).header(&file.file, &file.file));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KEY_UNKNOWN;

    fn finding(source: &Arc<Source>, range: std::ops::Range<usize>, text: &str, safe: bool) -> Diagnostic {
        let place = source.place(range);
        Diagnostic::new(&KEY_UNKNOWN, &place, "x").fix(safe, "rename it", &place, text)
    }

    #[test]
    fn safe_fixes_are_applied_and_everything_else_stays() {
        let source = Source::new("a.md", "\u{feff}one two three\r\nfour\r\n");
        let findings = [
            finding(&source, 4..7, "2", true),
            finding(&source, 0..3, "1", true),
            finding(&source, 5..9, "overlaps", true),
            finding(&source, 15..19, "4", false),
        ];
        let fixed = apply_fixes(&findings, false);
        assert_eq!(fixed.len(), 1);
        assert_eq!(fixed[0].after, "\u{feff}1 2 three\r\nfour\r\n");
        assert_eq!(fixed[0].fixes, 2);
        assert_eq!(apply_fixes(&findings, true)[0].after, "\u{feff}1 2 three\r\n4\r\n");
        assert!(unified_diff(&fixed).contains("-\u{feff}one two three\r\n+\u{feff}1 2 three\r\n"));
        assert!(apply_fixes(&[], true).is_empty());
    }
}
