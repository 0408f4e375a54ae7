//! Language tags: BCP 47 in form, ISO 639 in their first part, ISO 3166-1 and UN M.49 in the region.

use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Fix};
use crate::keys::LANGUAGE_INVALID;
use crate::scalar::{check_language, unknown_region};
use crate::xml::read::Value;

crate::rules! {
    /// Directories put the show into no country's list, and screen readers take the wrong voice.
    LANGUAGE_REGION_UNKNOWN = "language-region-unknown": Warning, [], Unsafe;
        summary "a language tag whose region is none";
        bad "<language>en-UK</language>";
        good "<language>en-GB</language>";
        source "BCP 47; ISO 3166-1; UN M.49";
}

/// Judges a language tag.
pub(super) fn judge(value: &Value<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    // Most feeds are in one of these.
    if text.is_empty() || ["en", "en-us", "en-US"].contains(&text) {
        return;
    }
    let start = value.text.len() - value.text.trim_start().len();
    if let Err(meant) = check_language(text) {
        let message = format!("{} is not a language tag", value.name());
        let mut finding = Diagnostic::new(&LANGUAGE_INVALID, value.place(), message)
            .found(text)
            .expected("a language tag like `en`, `pt-BR` or `zh-Hant`");
        if let Some(meant) = meant {
            let safe = meant.eq_ignore_ascii_case(&text.replace('_', "-")) && unknown_region(&meant).is_none();
            let edits = vec![value.edit(start..start + text.len(), &meant)];
            finding = finding.help(format!("did you mean `{meant}`?"));
            finding.fix = Some(Fix { description: format!("write `{meant}`"), safe, edits });
        }
        findings.push(finding);
        return;
    }
    let Some(region) = unknown_region(text) else { return };
    let found = text.get(region.clone()).unwrap_or_default();
    let range = start + region.start..start + region.end;
    let message = format!("{} names the region `{found}`, which is none", value.name());
    let mut finding = Diagnostic::new(&LANGUAGE_REGION_UNKNOWN, value.locate(range.clone()), message)
        .found(found)
        .expected("a code of ISO 3166-1, like `GB`");
    if found.eq_ignore_ascii_case("UK") {
        let edits = vec![value.edit(range, "GB")];
        finding.fix = Some(Fix { description: "write `GB`".into(), safe: false, edits });
    }
    findings.push(finding);
}
