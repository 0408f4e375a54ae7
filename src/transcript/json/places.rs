//! Where the elements of an array stand in a JSON text, which `serde_json` does not tell.

use std::ops::Range;

/// The byte ranges of the elements of the array under a key of the top object, or of the top array itself.
///
/// The text must have been parsed before: here only strings and brackets are looked at.
pub(super) fn elements(text: &str, key: Option<&str>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut depth = 0usize;
    // The array's own depth, once it has begun.
    let mut inside: Option<usize> = None;
    let mut element: Option<usize> = None;
    let mut last_string: Option<Range<usize>> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                if inside == Some(depth) && element.is_none() {
                    found.push(at..end);
                }
                last_string = Some(at + 1..end.saturating_sub(1));
                at = end;
                continue;
            }
            b'[' | b'{' => {
                let wanted = match key {
                    None => depth == 0,
                    Some(key) => {
                        depth == 1 && last_string.as_ref().and_then(|range| text.get(range.clone())) == Some(key)
                    }
                };
                if inside == Some(depth) && element.is_none() {
                    element = Some(at);
                }
                depth += 1;
                if inside.is_none() && *byte == b'[' && wanted && found.is_empty() {
                    inside = Some(depth);
                }
            }
            b']' | b'}' => {
                if inside == Some(depth) {
                    inside = None;
                }
                depth = depth.saturating_sub(1);
                if inside == Some(depth)
                    && let Some(start) = element.take()
                {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The offset behind the closing quote.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_elements() {
        let text = r#"{"a":[{"x":1}],"s":[ {"b":"]\"}"}, {"c":[1]} ],"z":[{}]}"#;
        let found: Vec<&str> = elements(text, Some("s")).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(found, [r#"{"b":"]\"}"}"#, r#"{"c":[1]}"#]);
        assert_eq!(elements("[{},{}]", None), [1..3, 4..6]);
    }
}
