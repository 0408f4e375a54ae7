//! Short texts out of long ones.

/// At most `limit` characters (Unicode scalar values) of a text, in one line: up to the end of a sentence where that
/// leaves at least half of them, else to the end of a word, with `…`.
///
/// ```
/// use podwright::notes::summary_from;
/// assert_eq!(summary_from("Tom finds a tape. Nobody was meant to hear it.", 30), "Tom finds a tape.");
/// assert_eq!(summary_from("Tom finds a tape that nobody was meant to hear.", 20), "Tom finds a tape…");
/// ```
pub fn summary_from(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let mut characters = 0;
    // One word more than fits shows that something is cut.
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
            characters += 1;
        }
        line.push_str(word);
        characters += word.chars().count();
        if characters > limit {
            break;
        }
    }
    if characters <= limit {
        return line;
    }
    let kept: String = line.chars().take(limit).collect();
    // The character after the limit tells whether the last word is whole.
    let whole = line.chars().nth(limit) == Some(' ');
    let sentence = kept
        .char_indices()
        .filter(|(i, c)| {
            let after = i + c.len_utf8();
            let ended = kept.get(after..).is_some_and(|rest| rest.starts_with(' ') || rest.is_empty() && whole);
            matches!(c, '。' | '！' | '？') || matches!(c, '.' | '!' | '?' | '…') && ended
        })
        .map(|(i, c)| i + c.len_utf8())
        .next_back();
    if let Some(end) = sentence
        && kept.get(..end).is_some_and(|sentence| sentence.chars().count() * 2 >= limit)
    {
        return kept.get(..end).unwrap_or_default().to_string();
    }
    let room: String = kept.chars().take(limit.saturating_sub(1)).collect();
    let cut_in_word = line.chars().nth(limit.saturating_sub(1)) != Some(' ');
    let words = match room.rfind(' ') {
        Some(end) if cut_in_word => room.get(..end).unwrap_or_default(),
        _ => &room,
    };
    let words = words.trim_end_matches([' ', ',', ';', ':', '-', '–', '—']);
    if limit == 0 { String::new() } else { format!("{words}…") }
}
