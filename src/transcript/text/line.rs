//! One line of a page: its marks, its time, its label.

use std::ops::Range;

use super::super::label;
use super::super::stamp;
use crate::scalar::Millis;

/// A line taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Level of a Markdown heading.
    pub heading: Option<u8>,
    /// Mark of a list entry: whether it is numbered.
    pub list: Option<bool>,
    /// A time at the start or beside the name.
    pub stamp: Option<Millis>,
    /// What may be a speaker.
    pub name: Option<String>,
    /// Whether the form of the label leaves no doubt: emphasis, brackets, a time beside it.
    pub marked: bool,
    /// Another speaker begins who is not named.
    pub changes: bool,
    /// No blank behind the colon, which only a page that does so throughout can mean as a label.
    pub close: bool,
    /// The words.
    pub text: String,
    /// Where the line stands.
    pub span: Range<usize>,
}

/// Takes a line apart.
pub(super) fn parse(line: &str, span: Range<usize>) -> Line {
    let mut rest = line.trim();
    let mut out = Line { span, ..Line::default() };
    // `>>` is how captions say that another one speaks, `>` is a quotation of Markdown.
    if let Some(inner) = rest.strip_prefix(">>") {
        rest = inner.trim_start_matches('>').trim_start();
        out.changes = true;
    }
    while let Some(inner) = rest.strip_prefix('>') {
        rest = inner.trim_start();
    }
    let marks = rest.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&marks) && rest.get(marks..).is_some_and(|text| text.starts_with(' ')) {
        out.heading = Some(marks as u8);
        let mut title = rest.get(marks..).unwrap_or_default().trim().trim_end_matches('#').trim();
        if let Some((time, after)) = leading_stamp(title).filter(|(_, after)| !after.trim().is_empty()) {
            out.stamp = Some(time);
            title = after.trim_start_matches([' ', '-', '–', ':']);
        } else if let Some((before, time)) = trailing_stamp(title).filter(|(before, _)| !before.is_empty()) {
            out.stamp = Some(time);
            title = before;
        }
        out.text = title.to_string();
        return out;
    }
    if let Some((ordered, item)) = list_item(rest) {
        out.list = Some(ordered);
        if ordered || !(emphasised(item, &mut out) || stamped_label(item, &mut out)) {
            out.text = item.to_string();
        }
        return out;
    }
    if emphasised(rest, &mut out) {
        return out;
    }
    if let Some((time, after)) = leading_stamp(rest) {
        out.stamp = Some(time);
        rest = after.trim_start_matches([':', '-', '–']).trim_start();
        if emphasised(rest, &mut out) {
            return out;
        }
    }
    label_of(rest, &mut out);
    out
}

/// `**Name:** text`, `__Name__: text`, `*Name (0:15)*: text`, `**[00:00] Name:** text`, `[Name] [00:00] text`, `<v Name>text`.
fn emphasised(rest: &str, out: &mut Line) -> bool {
    if let Some(inner) = rest.strip_prefix("<v ")
        && let Some((name, text)) = inner.split_once('>')
    {
        out.name = Some(name.trim().to_string());
        out.marked = true;
        out.text = text.trim().trim_end_matches("</v>").to_string();
        return true;
    }
    if let Some((name, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']'))
        && label::has_name_form(name)
        && let Some((time, text)) = leading_stamp(after.trim_start())
    {
        out.name = Some(name.trim().to_string());
        out.stamp = Some(time);
        out.marked = true;
        out.text = text.trim().to_string();
        return true;
    }
    if let Some((inside, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        // `[Name]: words`, `[Name 00:12] words`
        let words = after.trim_start().strip_prefix(':');
        if let Some(words) = words.filter(|words| label::has_name_form(inside) && !is_address(words)) {
            out.name = Some(inside.trim().to_string());
            out.marked = true;
            out.text = words.trim().to_string();
            return true;
        }
        if let Some((name, time)) = bare_stamp(inside) {
            out.name = Some(name.to_string());
            out.stamp = Some(time);
            out.marked = true;
            out.text = after.trim_start_matches([':', ' ']).trim().to_string();
            return true;
        }
    }
    for mark in ["**", "__", "*", "_"] {
        let Some((inside, after)) = rest.strip_prefix(mark).and_then(|inner| inner.split_once(mark)) else { continue };
        let mut name = inside.trim();
        let mut colon = false;
        if let Some((time, after)) = leading_stamp(name) {
            out.stamp = Some(time);
            name = after.trim();
        }
        if let Some(before) = name.strip_suffix(':') {
            name = before.trim_end();
            colon = true;
        }
        if let Some((before, time)) = trailing_stamp(name) {
            out.stamp = Some(time);
            name = before;
        }
        let text = after.trim_start();
        let (text, after_colon) = match text.strip_prefix(':') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let timed = out.stamp.is_some() || leading_stamp(text).is_some_and(|_| label::is_name(name));
        if !(colon || after_colon || timed) || !label::has_name_form(name) {
            out.stamp = None;
            continue;
        }
        out.name = Some(name.to_string());
        out.marked = true;
        out.text = text.trim().to_string();
        if let Some((time, after)) = leading_stamp(&out.text) {
            out.stamp = out.stamp.or(Some(time));
            out.text = after.trim().to_string();
        }
        return true;
    }
    false
}

/// `[word]: https://…` is where Markdown keeps the address of a link.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '<']);
    ["http", "www.", "mailto:", "/", "{{"].iter().any(|begin| text.starts_with(begin))
}

/// `Name: words` behind the mark of a list: only with a colon and a capital.
fn stamped_label(item: &str, out: &mut Line) -> bool {
    if let Some((time, after)) = leading_stamp(item) {
        out.stamp = Some(time);
        return stamped_label(after.trim_start(), out);
    }
    let found = label::candidate(item).filter(|label| label::is_name(label.name) && !label.rest.is_empty());
    if let Some(label) = found {
        out.name = Some(label.name.to_string());
        out.text = label.rest.to_string();
    }
    out.name.is_some()
}

/// `Name  0:12`, `Name, 00:12`, `Name – 1:02:03`: a name and a time, and nothing else.
fn bare_stamp(text: &str) -> Option<(&str, Millis)> {
    let text = text.trim();
    let (before, time) = text.rsplit_once([' ', '\t'])?;
    let time = stamp::lenient(time)?;
    let name = before.trim_end_matches([' ', '\t', '-', '–', '—', '|', '·', '•', ',', '@', ':']);
    let plain = label::has_name_form(name) && label::is_name(name) && !label::is_common(name);
    plain.then_some((name, time))
}

/// `Name: text`, `Name (00:12): text`, `Name [00:12:34]`, `Name: 00:00:15`, `Name  0:12`.
fn label_of(rest: &str, out: &mut Line) {
    if let Some((name, time)) = bare_stamp(rest) {
        out.name = Some(name.to_string());
        out.stamp = out.stamp.or(Some(time));
        out.marked = true;
        return;
    }
    if let Some((before, time, after)) = middle_stamp(rest) {
        out.name = Some(before.to_string());
        out.stamp = out.stamp.or(Some(time));
        out.marked = true;
        out.text = after.to_string();
        return;
    }
    if let Some(label) = label::candidate(rest).filter(|label| !is_address(label.rest)) {
        out.name = Some(label.name.to_string());
        out.text = label.rest.to_string();
        if out.stamp.is_none()
            && let Some((time, after)) = leading_stamp(label.rest)
            && after.trim().is_empty()
        {
            out.stamp = Some(time);
            out.marked = true;
            out.text.clear();
        }
        return;
    }
    if let Some((name, text)) = rest.split_once(':')
        && name.chars().count() <= 30
        && label::has_name_form(name.trim())
        && label::is_name(name.trim())
        && text.starts_with(char::is_alphabetic)
    {
        out.name = Some(name.trim().to_string());
        out.close = true;
        out.text = text.trim().to_string();
        return;
    }
    out.text = rest.to_string();
}

/// `Name (00:12): text` and `Name [00:12:34] text`, the colon optional where nothing follows.
fn middle_stamp(rest: &str) -> Option<(&str, Millis, &str)> {
    let open = rest.char_indices().take(60).find(|(_, c)| matches!(c, '(' | '['))?.0;
    let before = rest.get(..open)?.trim().trim_end_matches(':').trim_end();
    let close = rest.get(open..)?.char_indices().take(20).find(|(_, c)| matches!(c, ')' | ']'))?.0;
    let time = stamp::lenient(rest.get(open + 1..open + close)?.trim())?;
    let after = rest.get(open + close + 1..)?;
    let colon = after.trim_start().strip_prefix(':');
    if colon.is_none() && !after.trim().is_empty() && !label::is_name(before) {
        return None;
    }
    (label::has_name_form(before) && !before.contains(':')).then(|| (before, time, colon.unwrap_or(after).trim()))
}

fn trailing_stamp(name: &str) -> Option<(&str, Millis)> {
    let inner = name.strip_suffix([')', ']'])?;
    let at = inner.rfind(['(', '['])?;
    Some((inner.get(..at)?.trim_end(), stamp::lenient(inner.get(at + 1..)?.trim())?))
}

/// `[00:12:34]`, `(12:34)`, `00:12:34 `, `[0.16 --> 4.02]`, `[12.5s]`, also with the brackets escaped as in Markdown.
pub(super) fn leading_stamp(text: &str) -> Option<(Millis, &str)> {
    let bracketed = text.strip_prefix("\\[").or_else(|| text.strip_prefix(['[', '(']));
    if let Some(inner) = bracketed {
        let close = inner.char_indices().take(40).find(|(_, c)| matches!(c, ']' | ')'))?.0;
        let inside = inner.get(..close)?.trim_end_matches('\\').trim();
        let first = inside.split("-->").next()?.trim();
        let arrow = first.len() != inside.len();
        let time = stamp::lenient(first)
            .or_else(|| first.strip_suffix('s').and_then(stamp::seconds))
            .or_else(|| stamp::seconds(first).filter(|_| arrow))?;
        return Some((time, inner.get(close + 1..)?));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let word = text.get(..end)?;
    if !word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((stamp::lenient(word.trim_end_matches([':', '-']))?, text.get(end..)?))
}

/// Whether a list entry is numbered, and its words.
pub(super) fn list_item(rest: &str) -> Option<(bool, &str)> {
    for mark in ["- ", "* ", "+ ", "• "] {
        if let Some(item) = rest.strip_prefix(mark) {
            return Some((false, item.trim()));
        }
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    rest.get(digits..)?.strip_prefix(['.', ')']).filter(|item| item.starts_with(' ')).map(|item| (true, item.trim()))
}
