//! Where findings are collected.

use crate::diagnostic::Diagnostic;

/// Findings, and the item they are about.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    item: Option<String>,
}

impl Findings {
    /// Findings about an item, by its guid or title.
    pub fn of_item(label: String) -> Findings {
        Findings { list: Vec::new(), item: Some(label).filter(|label| !label.is_empty()) }
    }

    /// Adds one.
    pub fn push(&mut self, mut finding: Diagnostic) {
        if finding.item.is_none() {
            finding.item.clone_from(&self.item);
        }
        self.list.push(finding);
    }

    /// Adds all of them.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        for finding in findings {
            self.push(finding);
        }
    }

    /// All of them.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
