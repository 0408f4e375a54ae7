//! The nearest right word for a wrong one.

/// The candidate that is meant, if one is near enough: equal without case, blanks, `-`, `_` and a plural s, else within an
/// edit distance of a third of its length (at most 3).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let length = folded.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = fold(candidate);
        if other == folded {
            return Some(candidate);
        }
        let others = other.chars().count();
        let limit = (length.max(others) / 3).min(3);
        // What differs more in length need not be compared: a word may be a megabyte.
        if length.abs_diff(others) > limit {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&folded, &other);
        if distance <= limit && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A word without what is often written otherwise: case, blanks, `-`, `_` and a plural s.
pub fn fold(word: &str) -> String {
    let kept: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    kept.strip_suffix('s').map(str::to_string).unwrap_or(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let keys = ["people", "soundbites", "social_interact", "title", "type"];
        assert_eq!(nearest("soundbite", keys), Some("soundbites"));
        assert_eq!(nearest("socialInteract", keys), Some("social_interact"));
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("banana", keys), None);
    }
}
