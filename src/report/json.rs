//! The machine-readable form, version 1: one object, every finding, byte offsets as in the file on disk.
//!
//! Under version 1 fields may come; none goes or changes its meaning.

use serde_json::{Map, Value, json};

use crate::diagnostic::{At, Diagnostic, Fix, Related, Report};
use crate::source::Place;

pub(super) fn render(report: &Report) -> String {
    format!("{:#}\n", value(report))
}

/// The object itself, for commands that add to it.
pub fn value(report: &Report) -> Value {
    let summary = &report.summary;
    let skipped = report.skipped.iter().map(|skipped| {
        let mut value = Map::new();
        value.insert("rule".into(), json!(skipped.rule));
        value.insert("why".into(), json!(skipped.why));
        insert_some(&mut value, "file", skipped.file.as_deref());
        value.insert("count".into(), json!(skipped.count));
        Value::Object(value)
    });
    let failed = report.failed.iter().map(|failed| {
        let mut value = Map::new();
        insert_some(&mut value, "file", failed.file.as_deref());
        value.insert("why".into(), json!(failed.why));
        Value::Object(value)
    });
    json!({
        "version": 1,
        "diagnostics": report.diagnostics.iter().map(diagnostic_value).collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "failed": failed.collect::<Vec<_>>(),
        "summary": {
            "files": summary.files,
            "items": summary.items,
            "transcripts": summary.transcripts,
            "chapters": summary.chapters,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "advice": summary.advice,
            "baseline": summary.baseline,
        },
    })
}

/// A finding as an entry of `diagnostics`.
pub fn diagnostic_value(diagnostic: &Diagnostic) -> Value {
    let mut value = Map::new();
    value.insert("rule".into(), json!(diagnostic.rule.id));
    value.insert("severity".into(), json!(diagnostic.severity.name()));
    value.insert("message".into(), json!(diagnostic.message));
    insert_place(&mut value, &diagnostic.at);
    if let At::Place(place) = &diagnostic.at {
        let end = place.end();
        value.insert("end_line".into(), json!(end.line));
        value.insert("end_column".into(), json!(end.column));
        insert_span(&mut value, place);
    }
    insert_some(&mut value, "found", diagnostic.found.as_deref());
    insert_some(&mut value, "expected", diagnostic.expected.as_deref());
    insert_some(&mut value, "help", diagnostic.help.as_deref());
    let profiles = diagnostic.profiles();
    if !profiles.is_empty() {
        let profiles: Vec<&str> = profiles.iter().map(|profile| profile.name()).collect();
        value.insert("profiles".into(), json!(profiles));
    }
    value.insert("source".into(), json!(diagnostic.rule.source));
    insert_some(&mut value, "item", diagnostic.item.as_deref());
    if !diagnostic.related.is_empty() {
        value.insert("related".into(), diagnostic.related.iter().map(related_value).collect());
    }
    insert_some(&mut value, "fingerprint", diagnostic.fingerprint.as_deref());
    if let Some(fix) = &diagnostic.fix {
        value.insert("fix".into(), fix_value(fix));
    }
    Value::Object(value)
}

fn related_value(related: &Related) -> Value {
    let mut value = Map::new();
    value.insert("message".into(), json!(related.message));
    insert_place(&mut value, &related.at);
    Value::Object(value)
}

fn fix_value(fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        let mut value = Map::new();
        value.insert("file".into(), json!(edit.place.source.name));
        insert_span(&mut value, &edit.place);
        value.insert("text".into(), json!(edit.text));
        Value::Object(value)
    });
    json!({ "description": fix.description, "safe": fix.safe, "edits": edits.collect::<Vec<_>>() })
}

/// `file`, `line`, `column`; without a place `line` is null.
fn insert_place(value: &mut Map<String, Value>, at: &At) {
    insert_some(value, "file", at.file());
    match at {
        At::Place(place) => {
            let start = place.start();
            value.insert("line".into(), json!(start.line));
            value.insert("column".into(), json!(start.column));
        }
        At::File(_) | At::Nowhere => {
            value.insert("line".into(), Value::Null);
        }
    }
}

/// `start`, `end`: bytes on disk, where a byte order mark counts.
fn insert_span(value: &mut Map<String, Value>, place: &Place) {
    value.insert("start".into(), json!(place.source.on_disk(place.span.start)));
    value.insert("end".into(), json!(place.source.on_disk(place.span.end)));
}

fn insert_some(value: &mut Map<String, Value>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        value.insert(key.into(), json!(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn everything_in_one_object() {
        let mut report = sample::report();
        for (i, diagnostic) in report.diagnostics.iter_mut().enumerate() {
            assert_eq!(diagnostic.fingerprint.as_ref().map(String::len), Some(16));
            diagnostic.fingerprint = Some(i.to_string());
        }
        let expected = json!({
            "version": 1,
            "diagnostics": [
                { "rule": "show-advice", "severity": "advice", "message": "the show has no trailer", "line": null,
                  "source": "podwright", "fingerprint": "0" },
                { "rule": "show-advice", "severity": "advice", "message": "the sound is quiet",
                  "file": "episodes/a b.mp3", "line": null, "source": "podwright", "fingerprint": "1" },
                { "rule": "xml-ampersand-unescaped", "severity": "error",
                  "message": "an ampersand that begins no reference",
                  "file": "feed.xml", "line": 2, "column": 15, "end_line": 2, "end_column": 16, "start": 30, "end": 31,
                  "expected": "`&amp;`", "profiles": ["rss", "apple", "spotify", "psp-1", "podcasting2"],
                  "source": "XML 1.0, 2.4", "fingerprint": "2",
                  "fix": { "description": "write `&amp;`", "safe": true, "edits": [
                      { "file": "feed.xml", "start": 30, "end": 31, "text": "&amp;" } ] } },
                { "rule": "enclosure-length-missing", "severity": "error", "message": "the enclosure has no length",
                  "file": "feed.xml", "line": 3, "column": 1, "end_line": 5, "end_column": 13, "start": 48, "end": 83,
                  "found": "url, type", "expected": "the size of the file in bytes", "help": "add length=\"…\"",
                  "profiles": ["apple", "psp-1"], "source": "RSS 2.0, <enclosure>", "item": "Folge: 1, 100 %",
                  "fingerprint": "3" },
                { "rule": "xml-truncated", "severity": "error", "message": "the file ends inside `<item>`",
                  "file": "feed.xml", "line": 6, "column": 7, "end_line": 6, "end_column": 7, "start": 91, "end": 91,
                  "source": "XML 1.0, 2.1",
                  "related": [ { "message": "opened here", "file": "feed.xml", "line": 6, "column": 1 } ],
                  "fingerprint": "4" }
            ],
            "skipped": [ { "rule": "http-status", "why": "no network", "count": 3 } ],
            "failed": [],
            "summary": { "files": 1, "items": 1, "transcripts": 0, "chapters": 0, "errors": 3, "warnings": 0,
                         "advice": 2, "baseline": 0 }
        });
        assert_eq!(render(&report), format!("{expected:#}\n"));
    }

    #[test]
    fn one_object_whatever_happens() {
        let value: Value = serde_json::from_str(&render(&Report::failure(Some("-".into()), "no feed"))).unwrap();
        assert_eq!(value["failed"], json!([{ "file": "-", "why": "no feed" }]));
        assert_eq!(value["diagnostics"], json!([]));
        let value: Value = serde_json::from_str(&render(&Report::failure(None, "bad usage"))).unwrap();
        assert_eq!(value["failed"], json!([{ "why": "bad usage" }]));
    }
}
