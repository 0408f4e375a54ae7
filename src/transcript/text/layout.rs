//! Labels that a page shows by its layout: a name on a line of its own, broken over two lines, beside a time, in front of
//! a dash, in a table.
//!
//! A single such line could be anything; what counts is that the same name comes again in the same form.

use std::collections::{HashMap, HashSet};

use super::super::label::{has_name_form, is_common, is_name};
use super::super::stamp;
use super::line::{Line, leading_stamp};
use super::read::PageLine;
use crate::scalar::Millis;

/// Turns lines that are labels by their layout into labels.
pub(super) fn recognise(text: &str, lines: &mut Vec<PageLine>) {
    table(text, lines);
    split_labels(text, lines);
    if lines.iter().filter(|line| line.line.name.is_some() && !line.line.text.is_empty()).count() * 2 < lines.len() {
        names_beside_times(text, lines);
        named_headings(lines);
        bare_names(text, lines);
        dashes(text, lines);
    }
    end_stamps(lines);
}

fn content<'t>(text: &'t str, line: &PageLine) -> &'t str {
    text.get(line.raw.clone()).unwrap_or_default()
}

/// The name that a line consists of, without emphasis and brackets.
fn whole_name(content: &str) -> Option<&str> {
    let mut name = content.trim();
    for (open, close) in [("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("[", "]")] {
        if let Some(inner) = name.strip_prefix(open).and_then(|inner| inner.strip_suffix(close)) {
            name = inner.trim();
        }
    }
    let name = name.trim_end_matches(':').trim_end();
    let plain = has_name_form(name) && is_name(name) && !is_common(name) && !name.contains([':', '*', '|']);
    if ANSWERS.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    (plain && name.split_whitespace().count() <= 4).then_some(name)
}

/// What people say in a word or two, so that it comes again and again on lines of its own.
const ANSWERS: &[&str] = &[
    "yeah",
    "yes",
    "yep",
    "no",
    "nope",
    "right",
    "okay",
    "ok",
    "sure",
    "exactly",
    "totally",
    "absolutely",
    "correct",
    "true",
    "wow",
    "oh",
    "hmm",
    "mm-hmm",
    "mhm",
    "uh-huh",
    "hi",
    "hello",
    "hey",
    "bye",
    "thanks",
    "thank you",
    "cool",
    "nice",
    "great",
    "good",
    "well",
    "music",
    "laughter",
    "ja",
    "nein",
    "genau",
    "gut",
    "danke",
    "oui",
    "non",
    "merci",
    "sí",
    "no",
    "claro",
    "gracias",
];

fn label(line: &mut PageLine, name: &str, words: String) {
    line.line.name = Some(name.to_string());
    line.line.marked = true;
    line.line.close = false;
    line.line.heading = None;
    line.line.list = None;
    line.line.text = words;
}

/// Names that come at least twice, if there are two of them, or three times.
fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let often = counts.values().filter(|count| **count >= 2).count();
    let least = if often >= 2 { 2 } else { 3 };
    counts.retain(|_, count| *count >= least);
    counts
}

/// `Ida` above `Brook: words`, and a name above `: words`, where that comes again or the whole name stands elsewhere.
fn split_labels(text: &str, lines: &mut Vec<PageLine>) {
    let mut joined: Vec<(usize, String)> = Vec::new();
    for (i, pair) in lines.windows(2).enumerate() {
        let [above, below] = pair else { continue };
        let Some(first) = whole_name(content(text, above)).filter(|_| above.line.name.is_none()) else { continue };
        if below.breaks || content(text, above).ends_with(':') || above.line.heading.is_some() {
            continue;
        }
        if content(text, below).starts_with(':') {
            joined.push((i, first.to_string()));
        } else if let Some(second) = below.line.name.as_deref().filter(|name| is_name(name)) {
            joined.push((i, format!("{first} {second}")));
        }
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name) in &joined {
        *counts.entry(name).or_default() += 1;
    }
    let known = |name: &str| {
        counts.get(name).is_some_and(|count| *count >= 2)
            || lines.iter().any(|line| line.line.name.as_deref() == Some(name))
            || text.contains(name)
    };
    let joined: HashMap<usize, &str> =
        joined.iter().filter(|(_, name)| known(name)).map(|(i, name)| (*i, name.as_str())).collect();
    if joined.is_empty() {
        return;
    }
    let mut kept: Vec<PageLine> = Vec::with_capacity(lines.len());
    let mut waiting: Option<(PageLine, &str)> = None;
    for (i, mut line) in std::mem::take(lines).into_iter().enumerate() {
        if let Some((above, name)) = waiting.take() {
            let words = match content(text, &line).strip_prefix(':') {
                Some(words) => words.trim().to_string(),
                None => line.line.text.clone(),
            };
            label(&mut line, name, words);
            line.raw.start = above.raw.start;
            line.breaks = above.breaks;
        }
        match joined.get(&i) {
            Some(name) => waiting = Some((line, name)),
            None => kept.push(line),
        }
    }
    *lines = kept;
}

/// A name with its time above or below on a line of its own, or on the same line: `00:02 Ida Brook`.
fn names_beside_times(text: &str, lines: &mut Vec<PageLine>) {
    let alone = |line: &PageLine| -> Option<Millis> {
        (line.line.name.is_none() && line.line.text.is_empty()).then_some(line.line.stamp).flatten()
    };
    // (line of the name, its time, line that goes)
    let mut found: Vec<(usize, &str, Millis, Option<usize>)> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if line.line.name.is_some() || line.line.heading.is_some() {
            continue;
        }
        if let Some(time) = line.line.stamp {
            let rest = leading_stamp(content(text, line)).map_or("", |(_, rest)| rest.trim_start_matches(SEPARATORS));
            if let Some(name) = whole_name(rest) {
                found.push((i, name, time, None));
            }
            continue;
        }
        let Some(name) = whole_name(content(text, line)) else { continue };
        let above = i.checked_sub(1).filter(|_| !line.breaks);
        if let Some((at, time)) = above.and_then(|at| Some((at, alone(lines.get(at)?)?))) {
            found.push((i, name, time, Some(at)));
        } else if let Some(time) = lines.get(i + 1).filter(|next| !next.breaks).and_then(alone) {
            found.push((i, name, time, Some(i + 1)));
        }
    }
    let often = repeated(found.iter().map(|(_, name, ..)| *name));
    // On a short page of such lines a name that comes once is one too; times before different titles are a list of chapters.
    let distinct = found.iter().map(|(_, name, ..)| *name).collect::<HashSet<_>>().len();
    let all = found.len() >= 3 && found.len() * 5 >= lines.len() && distinct * 3 <= (found.len() + 1) * 2;
    if !all && often.values().sum::<usize>() * 2 < found.len() {
        return;
    }
    let mut gone = vec![false; lines.len()];
    for (i, name, time, other) in found {
        if !(all || often.contains_key(name)) {
            continue;
        }
        let breaks = other.and_then(|at| lines.get(at)).is_some_and(|line| line.breaks);
        if let Some(line) = lines.get_mut(i) {
            label(line, name, String::new());
            line.line.stamp = Some(time);
            line.breaks |= breaks;
        }
        if let Some(gone) = other.and_then(|at| gone.get_mut(at)) {
            *gone = true;
        }
    }
    let mut gone = gone.into_iter();
    lines.retain(|_| !gone.next().unwrap_or(false));
}

/// Headings that are the speakers: most headings of their level, and the same again and again.
fn named_headings(lines: &mut [PageLine]) {
    let name_of = |line: &PageLine| {
        line.line.heading?;
        whole_name(&line.line.text).map(str::to_string)
    };
    let names: Vec<Option<String>> = lines.iter().map(name_of).collect();
    let often = repeated(names.iter().flatten().map(String::as_str));
    let headings = lines.iter().filter(|line| line.line.heading.is_some()).count();
    if often.values().sum::<usize>() * 2 <= headings {
        return;
    }
    for (line, name) in lines.iter_mut().zip(&names) {
        if let Some(name) = name.as_deref().filter(|name| often.contains_key(name)) {
            label(line, name, String::new());
        }
    }
}

/// Names alone on their lines, or emphasised at the begin of one, without a colon.
fn bare_names(text: &str, lines: &mut [PageLine]) {
    let name_of = |line: &PageLine| -> Option<(&str, &str)> {
        if line.line.name.is_some() || line.line.heading.is_some() || line.line.stamp.is_some() {
            return None;
        }
        let content = content(text, line);
        if let Some(name) = whole_name(content) {
            return Some((name, ""));
        }
        let (name, words) = ["**", "__"].iter().find_map(|mark| content.strip_prefix(mark)?.split_once(mark))?;
        whole_name(name).map(|name| (name, words.trim()))
    };
    let found: Vec<Option<(&str, &str)>> = lines.iter().map(name_of).collect();
    // Something is said below a name; what stands below nothing but itself is a refrain.
    let followed = |i: usize| found.get(i + 1).is_some_and(|next| next.is_none_or(|(_, words)| !words.is_empty()));
    let names =
        found.iter().enumerate().filter(|(i, name)| name.is_some_and(|(_, words)| !words.is_empty() || followed(*i)));
    let often = repeated(names.filter_map(|(_, name)| name.map(|(name, _)| name)));
    if often.values().sum::<usize>() * 8 < lines.len() {
        return;
    }
    for (line, found) in lines.iter_mut().zip(&found) {
        if let Some((name, words)) = found.filter(|(name, _)| often.contains_key(name)) {
            label(line, name, words.to_string());
        }
    }
}

/// `Ida Brook – words`, where most paragraphs are so.
fn dashes(text: &str, lines: &mut [PageLine]) {
    let split = |line: &PageLine| -> Option<(&str, &str)> {
        if line.line.name.is_some() || line.line.heading.is_some() || line.line.list.is_some() {
            return None;
        }
        let content = content(text, line);
        let (name, words) = [" - ", " – ", " — ", " | "]
            .iter()
            .filter_map(|dash| content.split_once(dash))
            .min_by_key(|(name, _)| name.len())?;
        whole_name(name).map(|name| (name, words.trim()))
    };
    let found: Vec<Option<(&str, &str)>> = lines.iter().map(split).collect();
    let often = repeated(found.iter().flatten().map(|(name, _)| *name));
    if often.values().sum::<usize>() * 3 < lines.len() {
        return;
    }
    for (line, found) in lines.iter_mut().zip(&found) {
        if let Some((name, words)) = found.filter(|(name, _)| often.contains_key(name)) {
            label(line, name, words.to_string());
        }
    }
}

/// Between a name and its time.
const SEPARATORS: &[char] = &[' ', '\t', '-', '–', '—', '|', '·', '•', ',', ':'];

/// A table whose rows are turns: one column of words, and one of names or times.
fn table(text: &str, lines: &mut Vec<PageLine>) {
    let cells = |line: &PageLine| -> Option<Vec<String>> {
        let inner = content(text, line).strip_prefix('|')?.trim_end().strip_suffix('|')?;
        let cells: Vec<String> =
            inner.split('|').map(|cell| cell.trim().trim_matches(['*', '`']).to_string()).collect();
        (2..=4).contains(&cells.len()).then_some(cells)
    };
    let rows: Vec<(usize, Vec<String>)> =
        lines.iter().enumerate().filter_map(|(i, line)| Some((i, cells(line)?))).collect();
    let is_rule = |cells: &[String]| {
        cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | ' ')))
    };
    let Some(rule) = rows.iter().position(|(_, cells)| is_rule(cells)) else { return };
    let Some(body) = rows.get(rule + 1..).filter(|body| body.len() >= 3) else { return };
    let width = body.first().map_or(0, |(_, cells)| cells.len());
    let column = |at: usize| body.iter().filter_map(move |(_, cells)| cells.get(at));
    let times =
        (0..width).find(|at| column(*at).all(|cell| stamp::lenient(cell.trim_matches(['[', ']', '(', ')'])).is_some()));
    let length = |at: &usize| column(*at).map(String::len).sum::<usize>();
    let Some(words) = (0..width).filter(|at| Some(*at) != times).max_by_key(length) else { return };
    let names = (0..width).find(|at| {
        Some(*at) != times
            && *at != words
            && column(*at).all(|cell| cell.is_empty() || (has_name_form(cell) && is_name(cell)))
    });
    if times.is_none() && names.is_none() {
        return;
    }
    let mut gone = vec![false; lines.len()];
    for (i, _) in rows.iter().take(rule + 1) {
        if let Some(gone) = gone.get_mut(*i) {
            *gone = true;
        }
    }
    for (i, cells) in body {
        let Some(line) = lines.get_mut(*i) else { continue };
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).filter(|cell| !cell.is_empty());
        let span = line.line.span.clone();
        line.line = Line { text: cell(Some(words)).cloned().unwrap_or_default(), span, ..Line::default() };
        line.line.stamp = cell(times).and_then(|time| stamp::lenient(time.trim_matches(['[', ']', '(', ')'])));
        line.line.name = cell(names).map(|name| name.trim_end_matches(':').to_string());
        line.line.marked = line.line.name.is_some();
        line.breaks = true;
    }
    let mut gone = gone.into_iter();
    lines.retain(|_| !gone.next().unwrap_or(false));
}

/// `words [00:12:34]` at the ends of paragraphs: when the next one begins, or, if the first says 0:00, when this one does.
fn end_stamps(lines: &mut [PageLine]) {
    let found: Vec<Option<(usize, Millis)>> = lines
        .iter()
        .map(|line| {
            let words = line.line.text.trim_end();
            let inner = words.strip_suffix([']', ')'])?;
            let open = inner.rfind(['[', '('])?;
            let time = stamp::lenient(inner.get(open + 1..)?.trim())?;
            let before = inner.get(..open)?.trim_end();
            (line.line.stamp.is_none() && !before.is_empty()).then_some((before.len(), time))
        })
        .collect();
    let stamps: Vec<Millis> = found.iter().flatten().map(|(_, time)| *time).collect();
    if stamps.len() < 3 || stamps.len() * 3 < lines.len() || !stamps.is_sorted() {
        return;
    }
    let own = stamps.first() == Some(&Millis(0));
    let mut waiting = None;
    for (line, found) in lines.iter_mut().zip(found) {
        if let Some(time) = waiting.take() {
            line.line.stamp = line.line.stamp.or(Some(time));
        }
        let Some((length, time)) = found else { continue };
        line.line.text.truncate(length);
        if own {
            line.line.stamp = Some(time);
        } else {
            waiting = Some(time);
        }
    }
}
