//! SARIF 2.1.0 (OASIS, with errata 01), as code scanning services take it: one run, the rules that spoke, every finding.
//!
//! Left out: graphs, threads, code flows. Columns count Unicode scalar values; fixes are given by line and column.

use serde_json::{Map, Value, json};

use super::asked_by;
use crate::diagnostic::{At, Diagnostic, Report, Rule, Severity};
use crate::scalar::percent_encode_path;
use crate::source::Place;

pub(super) fn render(report: &Report) -> String {
    let mut rules: Vec<&'static Rule> = report.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    let results: Vec<Value> = report.diagnostics.iter().map(|diagnostic| result(diagnostic, &rules)).collect();
    let failed = report.failed.iter().map(|failed| {
        let mut value = Map::new();
        value.insert("level".into(), json!("error"));
        value.insert("message".into(), json!({ "text": failed.why }));
        if let Some(file) = &failed.file {
            value.insert("locations".into(), json!([{ "physicalLocation": { "artifactLocation": artifact(file) } }]));
        }
        Value::Object(value)
    });
    let skipped = report.skipped.iter().map(|skipped| {
        let times = if skipped.count == 1 { String::new() } else { format!(", {} times", skipped.count) };
        json!({
            "level": "note",
            "message": { "text": format!("{} was not judged{times}: {}", skipped.rule, skipped.why) },
            "associatedRule": { "id": skipped.rule },
        })
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "podwright",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": report.failed.is_empty(),
                "toolExecutionNotifications": failed.chain(skipped).collect::<Vec<_>>(),
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    let why = rule.why.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": why },
        "help": { "text": format!("{why}\n\nNot so:\n\n{}\n\nBut so:\n\n{}\n\n{}", rule.bad, rule.good, asked_by(rule.profiles, rule.source)) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": rule.profiles.iter().map(|profile| profile.name()).collect::<Vec<_>>() },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[&'static Rule]) -> Value {
    let mut value = Map::new();
    value.insert("ruleId".into(), json!(diagnostic.rule.id));
    if let Ok(index) = rules.binary_search_by_key(&diagnostic.rule.id, |rule| rule.id) {
        value.insert("ruleIndex".into(), json!(index));
    }
    value.insert("level".into(), json!(level(diagnostic.severity)));
    value.insert("message".into(), json!({ "text": message(diagnostic) }));
    if let Some(location) = location(&diagnostic.at) {
        value.insert("locations".into(), json!([location]));
    }
    let related = diagnostic.related.iter().filter_map(|related| {
        let mut location = location(&related.at)?;
        location.insert("message".into(), json!({ "text": related.message }));
        Some(Value::Object(location))
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        value.insert("relatedLocations".into(), json!(related));
    }
    if let Some(fingerprint) = &diagnostic.fingerprint {
        value.insert("partialFingerprints".into(), json!({ "podwright/v1": fingerprint }));
    }
    if let Some(fix) = &diagnostic.fix {
        // One change for each file, the edits in it in order.
        let mut changes: Vec<(&str, Vec<Value>)> = Vec::new();
        for edit in &fix.edits {
            let replacement = json!({ "deletedRegion": region(&edit.place), "insertedContent": { "text": edit.text } });
            let file = &*edit.place.source.name;
            match changes.iter_mut().find(|(name, _)| *name == file) {
                Some((_, replacements)) => replacements.push(replacement),
                None => changes.push((file, vec![replacement])),
            }
        }
        let changes = changes.into_iter();
        let changes = changes.map(|(file, edits)| json!({ "artifactLocation": artifact(file), "replacements": edits }));
        let description = json!({ "text": fix.description });
        value.insert(
            "fixes".into(),
            json!([{ "description": description, "artifactChanges": changes.collect::<Vec<_>>() }]),
        );
    }
    Value::Object(value)
}

fn message(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let parts = [("found ", &diagnostic.found), ("expected ", &diagnostic.expected), ("", &diagnostic.help)];
    for (word, part) in parts {
        if let Some(part) = part {
            text.push_str("; ");
            text.push_str(word);
            text.push_str(part);
        }
    }
    text
}

fn location(at: &At) -> Option<Map<String, Value>> {
    let mut physical = Map::new();
    physical.insert("artifactLocation".into(), artifact(at.file()?));
    if let At::Place(place) = at {
        physical.insert("region".into(), region(place));
    }
    let mut location = Map::new();
    location.insert("physicalLocation".into(), Value::Object(physical));
    Some(location)
}

fn region(place: &Place) -> Value {
    let (start, end) = (place.start(), place.end());
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// The file as a URI reference: paths are percent-encoded, addresses are one already.
fn artifact(file: &str) -> Value {
    let address = ["http://", "https://"].iter().any(|scheme| file.starts_with(scheme));
    json!({ "uri": if address { file.to_string() } else { percent_encode_path(file) } })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn log(report: &Report) -> Value {
        serde_json::from_str(&render(report)).unwrap()
    }

    /// The properties that the standard calls required, section by section, for all that is written here.
    #[test]
    fn holds_what_the_standard_requires() {
        let mut report = sample::report();
        report.failed = Report::failure(Some("a b.xml".into()), "is a folder").failed;
        let log = log(&report);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["name"].is_string());
        assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), sample::RULES.len());
        for rule in rules {
            assert!(
                rule["id"].is_string()
                    && rule["help"]["text"].is_string()
                    && rule["shortDescription"]["text"].is_string()
            );
        }
        for result in run["results"].as_array().unwrap() {
            assert!(result["message"]["text"].is_string());
            assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            for location in result["locations"].as_array().into_iter().flatten() {
                let place = &location["physicalLocation"];
                assert!(!place["artifactLocation"]["uri"].as_str().unwrap().contains(' '));
                if let Some(region) = place["region"].as_object() {
                    assert!(region.values().all(|n| n.as_u64().unwrap() >= 1));
                }
            }
            for fix in result["fixes"].as_array().into_iter().flatten() {
                for change in fix["artifactChanges"].as_array().unwrap() {
                    assert!(change["artifactLocation"]["uri"].is_string());
                    assert!(change["replacements"][0]["deletedRegion"].is_object());
                }
            }
        }
        for note in run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap() {
            assert!(note["message"]["text"].is_string());
        }
    }

    #[test]
    fn a_result() {
        let log = log(&sample::report());
        let result = &log["runs"][0]["results"][2];
        let region = json!({ "startLine": 2, "startColumn": 15, "endLine": 2, "endColumn": 16 });
        assert_eq!(
            *result,
            json!({
                "ruleId": "xml-ampersand-unescaped",
                "ruleIndex": 2,
                "level": "error",
                "message": { "text": "an ampersand that begins no reference; expected `&amp;`" },
                "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "feed.xml" }, "region": region } } ],
                "partialFingerprints": { "podwright/v1": sample::report().diagnostics[2].fingerprint },
                "fixes": [ { "description": { "text": "write `&amp;`" }, "artifactChanges": [ {
                    "artifactLocation": { "uri": "feed.xml" },
                    "replacements": [ { "deletedRegion": region, "insertedContent": { "text": "&amp;" } } ]
                } ] } ]
            })
        );
        assert_eq!(log["runs"][0]["results"][4]["relatedLocations"][0]["message"]["text"], "opened here");
        assert_eq!(log["runs"][0]["results"][0].get("locations"), None);
        let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(notes[0]["message"]["text"], "http-status was not judged, 3 times: no network");
    }
}
