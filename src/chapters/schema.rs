//! The JSON Schema of JSON chapters 1.2.

use serde_json::{Value, json};

/// JSON Schema (2020-12) of a chapter file of the podcast namespace, version 1.2.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "JSON chapters 1.2 of the podcast namespace",
        "type": "object",
        "required": ["version", "chapters"],
        "properties": {
            "version": { "type": "string", "description": "\"1.2.0\"" },
            "author": { "type": "string" },
            "title": { "type": "string", "description": "Title of the episode" },
            "podcastName": { "type": "string" },
            "description": { "type": "string" },
            "fileName": { "type": "string" },
            "waypoints": { "type": "boolean" },
            "chapters": {
                "type": "array",
                "description": "Ascending by startTime",
                "items": {
                    "type": "object",
                    "required": ["startTime"],
                    "properties": {
                        "startTime": { "type": "number", "minimum": 0, "description": "Seconds" },
                        "endTime": { "type": "number", "minimum": 0, "description": "Seconds" },
                        "title": { "type": "string" },
                        "img": { "type": "string", "format": "uri" },
                        "url": { "type": "string", "format": "uri" },
                        "toc": { "type": "boolean", "description": "false: a silent marker" },
                        "location": {
                            "type": "object",
                            "required": ["name", "geo"],
                            "properties": {
                                "name": { "type": "string" },
                                "geo": { "type": "string", "pattern": "^geo:" },
                                "osm": { "type": "string" }
                            }
                        }
                    }
                }
            }
        }
    })
}
