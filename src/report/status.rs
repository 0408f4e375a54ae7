//! Where a show stands, for people and machines.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{counted, diagnostic_value};
use crate::build::{Entry, Status};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scalar::date_rfc3339;

/// More entries than this are counted, not listed.
const MOST: usize = 10;

/// A status for people.
pub fn status_text(status: &Status) -> String {
    let mut text = format!("{} published\n", counted(status.published, "episode").unwrap_or("no episode".into()));
    let mut list = |title: &str, lines: &[String]| {
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n{title}");
        lines.iter().take(MOST).for_each(|line| {
            let _ = writeln!(text, "  {line}");
        });
        if lines.len() > MOST {
            let _ = writeln!(text, "  … and {} more", lines.len() - MOST);
        }
    };
    let lines = |entries: &[Entry]| entries.iter().map(entry_line).collect::<Vec<_>>();
    list("The next build publishes:", &lines(&status.next));
    let due = status.scheduled.first().and_then(|entry| entry.date);
    let due = due.map(|date| format!("Scheduled; build again at {}:", date_rfc3339(&date)));
    list(&due.unwrap_or_default(), &lines(&status.scheduled));
    list("Drafts:", &lines(&status.drafts));
    list("podwright.lock would change:", &status.checked.lock_changes);
    let against: Vec<String> = refusals(status)
        .map(|finding| match &finding.help {
            Some(help) => format!("{}: {}; {help}", finding.rule.id, finding.message),
            None => format!("{}: {}", finding.rule.id, finding.message),
        })
        .collect();
    list("A build would refuse (`podwright check` shows where):", &against);
    text
}

fn entry_line(entry: &Entry) -> String {
    let date = entry.date.map(|date| format!("{}  ", date_rfc3339(&date))).unwrap_or_default();
    match entry.title.as_str() {
        "" => format!("{date}{}", entry.name),
        title => format!("{date}{} ({title})", entry.name),
    }
}

/// A status for machines: one object, complete.
pub fn status_json(status: &Status) -> String {
    let entries = |entries: &[Entry]| -> Value {
        let value = |entry: &Entry| json!({ "name": entry.name, "title": entry.title, "date": entry.date.as_ref().map(date_rfc3339) });
        entries.iter().map(value).collect()
    };
    let due = status.scheduled.first().and_then(|entry| entry.date);
    let object = json!({
        "version": 1,
        "now": date_rfc3339(&status.now),
        "published": status.published,
        "publishes": entries(&status.next),
        "scheduled": entries(&status.scheduled),
        "due": due.as_ref().map(date_rfc3339),
        "drafts": entries(&status.drafts),
        "lock": { "changes": status.checked.lock_changes },
        "refused": refusals(status).map(diagnostic_value).collect::<Value>(),
    });
    format!("{object:#}\n")
}

fn refusals(status: &Status) -> impl Iterator<Item = &Diagnostic> {
    status.checked.report.diagnostics.iter().filter(|finding| finding.severity == Severity::Error)
}
