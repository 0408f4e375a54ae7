//! The findings of an earlier run that are not to be said again.
//!
//! A JSON file: `{ "version": 1, "findings": [ { "fingerprint": …, "rule": …, "file": …, "message": … } ] }`. Only the
//! fingerprint counts; the rest is for the people who read the file.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Named;
use crate::diagnostic::{At, Diagnostic};

/// Known findings, by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The file it was read from.
    name: String,
    findings: BTreeMap<String, Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    fingerprint: String,
    #[serde(default)]
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default)]
    message: String,
}

#[derive(Serialize, Deserialize)]
struct Document {
    version: u64,
    findings: Vec<Known>,
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// A sentence, when the text is not JSON of the form above, or of a newer version.
    pub fn parse(name: &str, text: &str) -> Result<Baseline, String> {
        let text = text.trim_start_matches('\u{feff}');
        let document: Document =
            serde_json::from_str(text).map_err(|error| format!("{name} is no baseline file: {error}"))?;
        if document.version != 1 {
            return Err(format!("{name} is a baseline of version {}; known is version 1", document.version));
        }
        let findings = document.findings.into_iter().map(|known| (known.fingerprint.clone(), known)).collect();
        Ok(Baseline { name: name.to_string(), findings })
    }

    /// The baseline that keeps back these findings.
    pub fn of(diagnostics: &[Diagnostic]) -> Baseline {
        let known = |diagnostic: &Diagnostic| {
            let fingerprint = diagnostic.fingerprint.clone()?;
            let known = Known {
                fingerprint: fingerprint.clone(),
                rule: diagnostic.rule.id.to_string(),
                file: diagnostic.at.file().map(str::to_string),
                message: diagnostic.message.clone(),
            };
            Some((fingerprint, known))
        };
        Baseline { name: String::new(), findings: diagnostics.iter().filter_map(known).collect() }
    }

    /// This baseline with another's findings added.
    pub fn join(mut self, other: Baseline) -> Baseline {
        self.findings.extend(other.findings);
        self
    }

    /// The file's text: sorted by file, rule and fingerprint, so that git shows what came and went.
    pub fn to_json(&self) -> String {
        let mut findings: Vec<Known> = self.findings.values().cloned().collect();
        findings.sort_by(|a, b| (&a.file, &a.rule, &a.fingerprint).cmp(&(&b.file, &b.rule, &b.fingerprint)));
        // A tree of texts and a number: there is nothing in it that JSON could not hold.
        let mut text = serde_json::to_string_pretty(&Document { version: 1, findings }).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Whether a finding is known.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.findings.contains_key(fingerprint)
    }

    /// The rules it names, each once.
    pub(super) fn rules(&self) -> Vec<Named> {
        let ids: BTreeSet<&str> =
            self.findings.values().map(|known| &*known.rule).filter(|id| !id.is_empty()).collect();
        ids.into_iter().map(|id| Named { id: id.to_string(), at: At::File(self.name.clone()) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_it_is_read() {
        let text = r#"{
  "version": 1,
  "findings": [
    {
      "fingerprint": "00ff",
      "rule": "key-unknown",
      "file": "feed.toml",
      "message": "no key is called `titel`"
    }
  ]
}
"#;
        let baseline = Baseline::parse("known.json", text).unwrap();
        assert!(baseline.knows("00ff"));
        assert!(!baseline.knows("00fe"));
        assert_eq!(baseline.to_json(), text);
        let joined = Baseline::default().join(baseline);
        assert!(joined.knows("00ff"));
    }

    #[test]
    fn refuses_what_it_cannot_mean() {
        assert!(Baseline::parse("b.json", "[]").unwrap_err().starts_with("b.json is no baseline file: "));
        assert_eq!(
            Baseline::parse("b.json", r#"{"version":2,"findings":[]}"#).unwrap_err(),
            "b.json is a baseline of version 2; known is version 1"
        );
    }
}
