//! The JSON Schema of what `--format json` prints.

use serde_json::{Value, json};

/// JSON Schema (2020-12) of the object of findings, version 1.
pub fn schema() -> Value {
    let count = json!({ "type": "integer", "minimum": 0 });
    let position = json!({ "type": ["integer", "null"], "minimum": 1 });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Findings of podwright",
        "type": "object",
        "required": ["version", "diagnostics", "skipped", "failed", "summary"],
        "properties": {
            "version": { "const": 1 },
            "diagnostics": { "type": "array", "items": { "$ref": "#/$defs/diagnostic" } },
            "skipped": { "type": "array", "items": {
                "type": "object",
                "required": ["rule", "why"],
                "properties": {
                    "rule": { "type": "string" }, "why": { "type": "string" },
                    "file": { "type": "string" }, "count": count
                }
            } },
            "failed": { "type": "array", "items": {
                "type": "object",
                "required": ["why"],
                "properties": { "file": { "type": "string" }, "why": { "type": "string" } }
            } },
            "summary": {
                "type": "object",
                "properties": {
                    "files": count, "items": count, "transcripts": count, "chapters": count,
                    "errors": count, "warnings": count, "advice": count, "baseline": count
                }
            }
        },
        "$defs": {
            "edit": {
                "type": "object",
                "required": ["file", "start", "end", "text"],
                "properties": {
                    "file": { "type": "string" }, "start": count, "end": count, "text": { "type": "string" }
                }
            },
            "diagnostic": {
                "type": "object",
                "required": ["rule", "severity", "message", "line"],
                "properties": {
                    "rule": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
                    "severity": { "enum": ["error", "warning", "advice"] },
                    "message": { "type": "string" },
                    "file": { "type": "string" },
                    "line": position, "column": position, "end_line": position, "end_column": position,
                    "start": count, "end": count,
                    "found": { "type": "string" }, "expected": { "type": "string" }, "help": { "type": "string" },
                    "profiles": { "type": "array", "items": { "type": "string" } },
                    "source": { "type": "string" },
                    "item": { "type": "string" },
                    "related": { "type": "array", "items": {
                        "type": "object",
                        "required": ["message"],
                        "properties": {
                            "message": { "type": "string" }, "file": { "type": "string" },
                            "line": position, "column": position
                        }
                    } },
                    "fingerprint": { "type": "string" },
                    "fix": {
                        "type": "object",
                        "required": ["description", "safe", "edits"],
                        "properties": {
                            "description": { "type": "string" }, "safe": { "type": "boolean" },
                            "edits": { "type": "array", "items": { "$ref": "#/$defs/edit" } }
                        }
                    }
                }
            }
        }
    })
}
