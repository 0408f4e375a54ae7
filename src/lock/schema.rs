//! The JSON Schema of podwright.lock.

use serde_json::{Value, json};

use super::VERSION;

/// JSON Schema (2020-12) of podwright.lock.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "podwright.lock",
        "description": "Identity and measured facts of every episode. Written by podwright, kept in git.",
        "type": "object",
        "required": ["version"],
        "properties": {
            "version": { "const": VERSION },
            "show": {
                "type": "object",
                "properties": {
                    "guid": { "type": "string", "description": "podcast:guid" },
                    "feeds": { "type": "array", "items": { "type": "string", "format": "uri" } },
                    "moved": { "type": "array", "items": { "type": "string", "format": "uri" } }
                }
            },
            "episodes": {
                "type": "object",
                "description": "By guid",
                "additionalProperties": {
                    "type": "object",
                    "required": ["name", "date"],
                    "properties": {
                        "name": { "type": "string", "description": "NAME" },
                        "date": { "description": "TOML date-time with offset" },
                        "page": { "type": "string", "description": "Path of the page, with / at the end" },
                        "enclosure": { "type": "string", "format": "uri", "description": "Without prefix" },
                        "moved": { "type": "array", "items": { "type": "string" }, "description": "Former pages" },
                        "removed": { "type": "boolean", "description": "Taken away; the guid is never given out again" },
                        "private": { "type": "boolean", "description": "In private feeds only" },
                        "media": {
                            "type": "object",
                            "description": "By path below media/",
                            "additionalProperties": {
                                "type": "object",
                                "required": ["bytes", "type"],
                                "properties": {
                                    "bytes": { "type": "integer", "minimum": 0 },
                                    "duration_ms": { "type": "integer", "minimum": 0 },
                                    "type": { "type": "string" },
                                    "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}
