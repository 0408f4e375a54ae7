//! The text of a cue: WebVTT section 4.2.2 (and section 6.4 for what parsers make of it).
//!
//! SRT files hold the same tags and a few of their own, so that both are read here.

use std::borrow::Cow;

use super::super::model::{CueTime, Word, is_folded};
use super::super::raw::Run;
use super::super::stamp;
use crate::scalar::Millis;

/// Whose cue text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transcript) enum Dialect {
    /// Escapes and tags of WebVTT; everything else is a problem.
    Vtt,
    /// No rules: known tags go, everything else is text.
    Srt,
}

/// Tags that mark up and go; what stands between them stays.
const MARKUP: &[&str] = &["c", "i", "b", "u", "s", "lang", "ruby", "font", "span", "em", "strong", "br", "p"];

/// What is wrong with a cue's text.
#[derive(Debug, Default)]
pub(in crate::transcript) struct Problems {
    /// The first problem.
    pub first: Option<String>,
    /// Offsets of signs that must be escaped, where that mends all of it.
    pub escapes: Vec<usize>,
    /// Problems that no escape mends.
    others: usize,
}

/// The runs of a cue's text, one for each voice, and what is wrong in it.
pub(in crate::transcript) fn payload(
    text: &str,
    start: Option<Millis>,
    end: Option<Millis>,
    dialect: Dialect,
) -> (Vec<Run>, Problems) {
    if !text.contains(['<', '&', '{']) {
        return (vec![Run { text: text.to_string(), ..Run::default() }], Problems::default());
    }
    match one_voice(text) {
        Some(run) => (vec![run], Problems::default()),
        None => parsed(text, start, end, dialect),
    }
}

fn parsed(text: &str, start: Option<Millis>, end: Option<Millis>, dialect: Dialect) -> (Vec<Run>, Problems) {
    let mut parser = Parser {
        dialect,
        runs: Vec::new(),
        run: Run::default(),
        word_start: None,
        at: start,
        end,
        problems: Problems::default(),
        length: text.len(),
    };
    parser.all(text);
    parser.end_run();
    let voices = parser.runs.iter().filter(|run| run.speaker.is_some()).count();
    if voices > 0 {
        // The dash before each voice is how captions show that another one speaks.
        parser
            .runs
            .retain(|run| run.speaker.is_some() || !run.text.trim().trim_matches(['-', '–', '—']).trim().is_empty());
        for run in &mut parser.runs {
            run.text.truncate(without_dash(&run.text).len());
        }
    }
    if parser.problems.others > 0 {
        parser.problems.escapes.clear();
    }
    (parser.runs, parser.problems)
}

/// What most cues are: a voice and plain words.
fn one_voice(text: &str) -> Option<Run> {
    let (name, words) = text.split_at(near(text).find('>')?);
    let (name, words) = (name.strip_prefix("<v ")?, words.strip_prefix('>')?);
    let words = words.strip_suffix("</v>").unwrap_or(words);
    let plain = is_folded(name) && !name.is_empty() && !name.contains('&') && !words.contains(['<', '&', '{']);
    plain.then(|| Run { speaker: Some(name.to_string()), text: without_dash(words).to_string(), words: Vec::new() })
}

/// A text without the dash that stands before the next voice.
fn without_dash(text: &str) -> &str {
    text.trim_end().trim_end_matches("\n-").trim_end_matches("\n–")
}

struct Parser {
    dialect: Dialect,
    runs: Vec<Run>,
    run: Run,
    /// Where the word begins that stands behind an inner time, in the run's text.
    word_start: Option<usize>,
    at: Option<Millis>,
    end: Option<Millis>,
    problems: Problems,
    /// Of the whole text, in bytes.
    length: usize,
}

impl Parser {
    fn all(&mut self, text: &str) {
        let mut rest = text;
        let mut open: Vec<&str> = Vec::new();
        while let Some(at) = rest.find(['<', '&', '{']) {
            let (plain, found) = rest.split_at(at);
            self.run.text.push_str(plain);
            rest = match found.as_bytes().first() {
                Some(b'<') => self.tag(found, &mut open),
                Some(b'&') => self.reference(found),
                _ => self.brace(found),
            };
        }
        self.run.text.push_str(rest);
        if open.iter().any(|name| !matches!(*name, "v" | "br" | "p")) {
            self.tell("a tag is not closed");
        }
    }

    fn tell(&mut self, problem: &str) {
        if self.dialect == Dialect::Vtt {
            self.problems.first.get_or_insert_with(|| problem.to_string());
            self.problems.others += 1;
        }
    }

    /// A sign that stands for itself, `rest` being the text from it on.
    fn tell_escape(&mut self, problem: &str, rest: &str) {
        if self.dialect == Dialect::Vtt {
            self.problems.first.get_or_insert_with(|| problem.to_string());
            self.problems.escapes.push(self.length - rest.len());
        }
    }

    fn literal<'t>(&mut self, found: &'t str, length: usize) -> &'t str {
        let (taken, rest) = found.split_at(length);
        self.run.text.push_str(taken);
        rest
    }

    fn tag<'t>(&mut self, found: &'t str, open: &mut Vec<&'t str>) -> &'t str {
        let Some(close) = near(found).find('>') else {
            self.tell_escape("a '<' that begins no tag must be written &lt;", found);
            return self.literal(found, 1);
        };
        let inside = found.get(1..close).unwrap_or_default();
        let rest = found.get(close + 1..).unwrap_or_default();
        if inside.as_bytes().first().is_some_and(u8::is_ascii_digit)
            && let Some(time) = stamp::lenient(inside)
        {
            self.end_word(Some(time));
            self.word_start = Some(self.run.text.len());
            self.at = Some(time);
            return rest;
        }
        if let Some(name) = inside.strip_prefix('/') {
            let name = name.trim();
            if open.last() == Some(&name) {
                open.pop();
            }
            if name == "v" {
                self.end_run();
                return rest;
            }
            if !MARKUP.contains(&name.to_ascii_lowercase().as_str()) && name != "rt" {
                self.tell("an end tag that WebVTT does not have");
            }
            return rest;
        }
        let name_length = inside.find([' ', '\t', '\n', '.', '/']).unwrap_or(inside.len());
        let (name, annotation) = inside.split_at(name_length);
        if name == "v" {
            let annotation = annotation.split_once([' ', '\t', '\n']).map_or("", |(_, name)| name);
            let speaker = decode_references(annotation).split_whitespace().collect::<Vec<_>>().join(" ");
            self.end_run();
            if speaker.is_empty() {
                self.tell("a voice tag without a name");
            } else {
                self.run.speaker = Some(speaker);
            }
            open.push("v");
            return rest;
        }
        let lower = name.to_ascii_lowercase();
        if lower == "rt" {
            // The reading of a character is no word of its own.
            return near(rest).find("</rt>").and_then(|end| rest.get(end + 5..)).unwrap_or(rest);
        }
        if MARKUP.contains(&lower.as_str()) {
            if lower == "br" {
                self.run.text.push('\n');
            } else {
                open.push(name);
            }
            return rest;
        }
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if is_name && closes(rest, name) {
            self.tell("a tag that WebVTT does not have");
            return rest;
        }
        self.tell_escape("a '<' that begins no tag must be written &lt;", found);
        self.literal(found, 1)
    }

    fn reference<'t>(&mut self, found: &'t str) -> &'t str {
        match reference(found) {
            Some((character, length)) => {
                self.run.text.push(character);
                found.get(length..).unwrap_or_default()
            }
            None => {
                self.tell_escape("'&' must be written &amp;", found);
                self.literal(found, 1)
            }
        }
    }

    /// `{\an8}`, `{b}`: what players of SRT read as orders.
    fn brace<'t>(&mut self, found: &'t str) -> &'t str {
        let order = near(found).find('}').and_then(|close| found.get(1..close)).filter(|inside| {
            inside.starts_with('\\') || matches!(*inside, "b" | "/b" | "i" | "/i" | "u" | "/u" | "y:i" | "y:b")
        });
        match order {
            Some(inside) if self.dialect == Dialect::Srt => found.get(inside.len() + 2..).unwrap_or_default(),
            _ => self.literal(found, 1),
        }
    }

    /// Ends the word that began behind the last inner time.
    fn end_word(&mut self, until: Option<Millis>) {
        let from = self.word_start.take().unwrap_or(0);
        let text = self.run.text.get(from..).unwrap_or_default().trim();
        if !text.is_empty() {
            let time = match (self.at, until) {
                (Some(start), Some(end)) if end >= start => Some(CueTime { start, end }),
                _ => None,
            };
            self.run.words.push(Word { text: text.to_string(), time, confidence: None });
        }
    }

    fn end_run(&mut self) {
        if self.word_start.is_some() {
            self.end_word(self.end);
        } else {
            self.run.words.clear();
        }
        let run = std::mem::take(&mut self.run);
        if run.speaker.is_some() || !run.text.is_empty() {
            self.runs.push(run);
        }
    }
}

/// The text up to where marks are looked for: a mark is short, and looking no further keeps hostile text linear.
fn near(text: &str) -> &str {
    let mut end = text.len().min(1000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether an end tag of that name follows, not too far away.
fn closes(rest: &str, name: &str) -> bool {
    near(rest).match_indices("</").any(|(at, _)| {
        let tail = rest.get(at + 2..).and_then(|tail| tail.strip_prefix(name));
        tail.is_some_and(|tail| tail.starts_with('>'))
    })
}

/// A text with its character references decoded.
pub(in crate::transcript) fn decode_references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (plain, found) = rest.split_at(at);
        out.push_str(plain);
        match reference(found) {
            Some((character, length)) => {
                out.push(character);
                rest = found.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = found.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of a reference at the start of the text, and the length of the reference.
fn reference(found: &str) -> Option<(char, usize)> {
    let end = found.bytes().take(12).position(|b| b == b';')?;
    let name = found.get(1..end)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "copy" => '©',
        "eacute" => 'é',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        "szlig" => 'ß',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_comes_to_the_same(text in "<v [ab <.&\n]{0,4}>?[ab {<>&\n–-]{0,6}(</v>)?(</v>)?") {
            for dialect in [Dialect::Vtt, Dialect::Srt] {
                if let Some(run) = one_voice(&text) {
                    let (runs, problems) = parsed(&text, Some(Millis(0)), Some(Millis(1)), dialect);
                    prop_assert_eq!((vec![run], None), (runs, problems.first));
                }
            }
        }
    }
}
