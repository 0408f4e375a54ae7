//! Reads pages of text and Markdown: what is an introduction, a turn, a heading, told by general evidence.
//!
//! Evidence is how often a label occurs, what form it has, whether paragraphs end as sentences do, and whether the next
//! paragraph repeats a line's words. Left out: tables and footnotes, which are read as text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::super::builder::Builder;
use super::super::label::{Evidence, Label, is_common, is_name};
use super::super::lines::{lines, trimmed};
use super::super::model::{Cue, Heading, Intro, Origin, Transcript, words};
use super::super::stamp;
use super::furniture;
use super::layout;
use super::line::{Line, list_item, parse};
use super::yaml;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Reads a text or Markdown transcript.
pub(in crate::transcript) fn read(source: &Arc<Source>) -> (Transcript, Vec<Diagnostic>) {
    let transcript = yaml::read(source, 0..front_matter(&source.text))
        .or_else(|| yaml::read_list(source))
        .unwrap_or_else(|| read_text(&source.text));
    (transcript, Vec::new())
}

/// Reads the text of a page.
pub(in crate::transcript) fn read_text(text: &str) -> Transcript {
    let page = Page::new(text);
    let first = page.first_turn();
    let mut transcript = Transcript { intro: page.intro(first), ..Transcript::default() };
    let mut builder = Builder::default();
    let mut stamps = Vec::new();
    let mut speaker: Option<String> = None;
    // A label or a time has been read whose words stand below it.
    let mut fresh = false;
    let spoken = page.spoken_end(first);
    for i in first..page.lines.len() {
        let Some(line) = page.lines.get(i) else { break };
        let origin = Origin::from(line.raw.clone());
        let joined = i > first && !line.breaks && page.joins;
        if i >= spoken {
            let text = page.get(i).to_string();
            if page.is_furniture(i) {
                transcript.intro.push(Intro::Furniture(text));
            } else {
                transcript.comments.push(text);
            }
            continue;
        }
        if let Some(level) = page.heading(i) {
            let text = page.heading_text(i);
            if furniture::is_furniture(&text) {
                transcript.intro.push(Intro::Furniture(text));
            } else if !text.is_empty() {
                builder.heading(Heading { level, text, start: line.line.stamp, origin });
            }
            continue;
        }
        let named = page.speaker(i);
        if let Some(name) = &named {
            if !page.continues(i, speaker.as_deref()) {
                builder.end_turn();
            }
            speaker = Some(name.clone());
        } else if line.line.changes {
            builder.end_turn();
            speaker = None;
        }
        let text = if named.is_some() { line.line.text.as_str() } else { page.unlabelled(i) };
        if joined
            && line.line.list.is_none()
            && !fresh
            && named.is_none()
            && line.line.stamp.is_none()
            && let Some(cue) = builder.last_cue()
        {
            cue.text.push(' ');
            cue.text.push_str(text.trim());
            if let Some(span) = &mut cue.origin.0 {
                span.end = line.raw.end;
            }
            continue;
        }
        let begins = (line.breaks || !page.joins) && (line.line.stamp.is_none() || page.stamped_paragraphs);
        if named.is_none() && (begins || line.line.list.is_some()) {
            builder.end_paragraph();
        }
        let pending = text.trim().is_empty();
        if pending && named.is_none() {
            builder.end_paragraph();
        }
        let time = line.line.stamp.or_else(|| page.inherited_stamp(i));
        if pending {
            fresh = true;
            continue;
        }
        fresh = false;
        stamps.push(time);
        builder.cue(speaker.as_deref(), origin, Cue { text: text.to_string(), origin, ..Cue::default() });
    }
    transcript.parts = builder.finish();
    stamp::apply(&mut transcript, &stamps);
    transcript
}

/// A line with what stands around it.
pub(super) struct PageLine {
    pub line: Line,
    /// The trimmed text.
    pub raw: Range<usize>,
    /// An empty line stands above it.
    pub breaks: bool,
}

/// How a possible label occurs.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    all: usize,
    /// The line where it comes first.
    first: usize,
    marked: bool,
    close: usize,
    alone: usize,
}

struct Page<'a> {
    text: &'a str,
    lines: Vec<PageLine>,
    /// Names that are speakers.
    speakers: HashMap<String, usize>,
    /// Paragraphs are divided by empty lines, and lines between belong together.
    joins: bool,
    /// The page marks its headings, so that no other line is one.
    marked_headings: bool,
    /// Most paragraphs end as sentences do, so that a line which does not is no speech.
    punctuated: bool,
    /// What stands behind a time is a paragraph of its own, and no line of captions.
    stamped_paragraphs: bool,
}

impl<'a> Page<'a> {
    fn new(text: &'a str) -> Page<'a> {
        let mut page = Page {
            text,
            lines: Vec::new(),
            speakers: HashMap::new(),
            marked_headings: false,
            joins: false,
            punctuated: false,
            stamped_paragraphs: false,
        };
        let mut breaks = true;
        let mut breaks_count = 0;
        let from = front_matter(text);
        for range in lines(text.get(from..).unwrap_or_default()) {
            let raw = trimmed(text, &(range.start + from..range.end + from));
            let content = text.get(raw.clone()).unwrap_or_default();
            if content.trim_start_matches(['>', ' ']).is_empty()
                || content.bytes().all(|b| matches!(b, b'-' | b'*' | b'_' | b' '))
            {
                breaks_count += usize::from(!breaks);
                breaks = true;
                continue;
            }
            page.lines.push(PageLine { line: parse(content, raw.clone()), raw, breaks });
            breaks = false;
        }
        page.joins = breaks_count * 8 > page.lines.len();
        layout::recognise(text, &mut page.lines);
        page.punctuated = page.is_punctuated();
        let (stamped, ending) = page
            .lines
            .iter()
            .filter(|line| line.line.stamp.is_some() && !line.line.text.is_empty())
            .fold((0, 0), |(all, ending), line| (all + 1, ending + usize::from(ends_sentence(&line.line.text))));
        page.stamped_paragraphs = stamped > 0 && ending * 10 >= stamped * 9;
        page.find_speakers();
        let first = page
            .lines
            .iter()
            .position(|line| line.line.name.as_ref().is_some_and(|name| page.speakers.contains_key(name)));
        page.marked_headings =
            first.is_some_and(|first| page.lines.iter().skip(first).any(|line| line.line.heading.is_some()));
        page
    }

    /// Whether paragraphs end as sentences do. Where lines are wrapped only the last one of each can tell.
    fn is_punctuated(&self) -> bool {
        let ends_paragraph =
            |i: usize| !self.joins || self.lines.get(i + 1).is_none_or(|next| next.breaks || next.line.name.is_some());
        let said =
            |line: &PageLine| line.line.heading.is_none() && line.line.list.is_none() && !line.line.text.is_empty();
        let lines: Vec<&PageLine> = (0..self.lines.len())
            .filter(|i| ends_paragraph(*i))
            .filter_map(|i| self.lines.get(i))
            .filter(|line| said(line))
            .collect();
        let ends = lines.iter().filter(|line| ends_sentence(&line.line.text)).count();
        ends * 4 >= lines.len() * 3 || (self.joins && ends * 2 >= lines.len())
    }

    fn find_speakers(&mut self) {
        let mut evidence = Evidence::default();
        let mut counts: HashMap<&str, Seen> = HashMap::new();
        for (i, line) in self.lines.iter().enumerate() {
            if let Some(name) = &line.line.name {
                evidence.add(Label { name, rest: &line.line.text });
                let seen = counts.entry(name).or_insert(Seen { first: i, ..Seen::default() });
                seen.all += 1;
                seen.marked |= line.line.marked;
                seen.close += usize::from(line.line.close);
                seen.alone += usize::from(line.line.text.is_empty());
            }
        }
        let units = self.lines.len();
        let often = |seen: &&Seen| seen.all >= 2;
        let labelled: usize = counts.values().filter(often).map(|seen| seen.all).sum();
        let often_from = counts.values().filter(often).map(|seen| seen.first).min().unwrap_or(0);
        let alone: usize = counts.values().filter(often).map(|seen| seen.alone).sum();
        let close: usize = counts.values().filter(|seen| seen.all >= 3).map(|seen| seen.close).sum();
        // A short text in which every line has its label.
        let named = |line: &&PageLine| line.line.name.as_deref().is_some_and(is_name) && !line.line.close;
        let dense = (2..20).contains(&units) && self.lines.iter().filter(named).count() * 4 >= units * 3;
        let fits = |name: &str, seen: &Seen| {
            if seen.marked || (dense && is_name(name)) {
                return true;
            }
            // A label without a blank behind it counts where many are so.
            if seen.close == seen.all && (close < 6 || close * 10 < units) {
                return false;
            }
            // One that comes once must look like the others; where most lines have labels a single word will do.
            let alike = (seen.alone > 0) == (alone * 2 > labelled);
            if alike && labelled * 3 > units && seen.first > often_from && is_name(name) && !is_common(name) {
                return true;
            }
            // A page of one speaker bears one label, at its top.
            let whole = |name: &str| is_name(name) && !is_common(name);
            let others = |seen: &Seen| counts.values().all(|other| other.first == seen.first || other.all == 1);
            if seen.first == 0 && name.contains(' ') && whole(name) && others(seen) {
                return true;
            }
            // Each speaker speaks once, and at length: the first line and others bear names, and nothing else does.
            if counts.len() <= 6 && counts.values().any(|seen| seen.first == 0) && counts.keys().all(|name| whole(name))
            {
                return counts.len() >= 2;
            }
            evidence.accepts(name, units) && (seen.all >= 2 || (labelled >= 2 && alike) || units < 8)
        };
        let speakers =
            counts.iter().filter(|(name, seen)| fits(name, seen)).map(|(name, seen)| ((*name).to_string(), seen.all));
        self.speakers = speakers.collect();
    }

    fn get(&self, i: usize) -> &str {
        self.lines.get(i).and_then(|line| self.text.get(line.raw.clone())).unwrap_or_default()
    }

    /// The speaker whose label the line bears.
    fn speaker(&self, i: usize) -> Option<String> {
        let name = self.lines.get(i)?.line.name.as_ref()?;
        let known = self.speakers.contains_key(name) && !self.is_named_heading(i);
        known.then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The words of a line that bears no label: without its time, but with what only looked like a name.
    fn unlabelled(&self, i: usize) -> &str {
        let Some(line) = self.lines.get(i) else { return "" };
        if line.line.name.is_none() && line.line.list.is_none() {
            return &line.line.text;
        }
        let raw = self.get(i).trim_start_matches(['>', ' ']);
        match super::line::leading_stamp(raw) {
            Some((_, rest)) if line.line.stamp.is_some() => rest.trim(),
            _ => raw,
        }
    }

    /// A label alone on its line gives its time to the text below.
    fn inherited_stamp(&self, i: usize) -> Option<crate::scalar::Millis> {
        let above = self.lines.get(i.checked_sub(1)?)?;
        if above.line.text.is_empty() { above.line.stamp } else { None }
    }

    /// Whether a label repeats the speaker who is speaking and only carries a time or goes on.
    fn continues(&self, i: usize, speaker: Option<&str>) -> bool {
        let Some(line) = self.lines.get(i) else { return false };
        line.line.name.as_deref() == speaker && line.line.stamp.is_some()
    }

    /// The line with which speech begins.
    fn first_turn(&self) -> usize {
        let labelled = (0..self.lines.len()).find(|i| self.speaker(*i).is_some());
        let stamped = || {
            let all = self.lines.iter().filter(|line| line.line.stamp.is_some()).count();
            (all * 3 > self.lines.len()).then(|| self.lines.iter().position(|line| line.line.stamp.is_some())).flatten()
        };
        let words_in = |range: Range<usize>| -> usize {
            self.lines.get(range).unwrap_or_default().iter().map(|line| words(&line.line.text).count()).sum()
        };
        let Some(first) = labelled.or_else(stamped) else {
            // Below the page's title and a few facts a heading says where the words begin.
            let title = self.lines.first().is_some_and(|line| line.line.heading == Some(1));
            let below = self.lines.iter().position(|line| line.line.heading.is_some_and(|level| level > 1));
            if let Some(at) = below.filter(|at| title && words_in(0..*at) * 8 < words_in(0..self.lines.len())) {
                return at;
            }
            return (0..self.lines.len()).take_while(|i| self.is_furniture(*i)).count();
        };
        // Where a good part of the words stands above the first label they are no introduction: a talk with questions.
        if words_in(0..first) * 4 > words_in(0..self.lines.len()) && first > 10 {
            return (0..first).take_while(|i| self.is_furniture(*i)).count();
        }
        // A heading right above the first turn belongs to it, and is no part of the introduction; nor is one of the first
        // level where others of that level follow.
        let level = |i: usize| self.lines.get(i).and_then(|line| line.line.heading);
        let lowest = if (first..self.lines.len()).any(|i| level(i) == Some(1)) { 1 } else { 2 };
        (0..first).rev().take_while(|i| level(*i).is_some_and(|level| level >= lowest)).last().unwrap_or(first)
    }

    /// The line behind the last spoken one: buttons and credits may follow.
    fn spoken_end(&self, first: usize) -> usize {
        let unspoken = |i: usize| {
            self.speaker(i).is_none()
                && self.lines.get(i).is_some_and(|line| {
                    line.line.stamp.is_none()
                        && (furniture::is_credit(self.get(i)) || (line.breaks && self.is_furniture(i)))
                })
        };
        let from = first.max(self.lines.len().saturating_sub(40));
        self.lines.len() - (from..self.lines.len()).rev().take_while(|i| unspoken(*i)).count()
    }

    fn intro(&self, first: usize) -> Vec<Intro> {
        let mut intro: Vec<Intro> = Vec::new();
        let mut previous_list = false;
        for i in 0..first {
            let Some(line) = self.lines.get(i) else { break };
            if let Some((numbered, item)) = list_item(self.get(i).trim_start_matches(['>', ' '])) {
                match intro.last_mut() {
                    Some(Intro::List { items, ordered }) if previous_list && *ordered == numbered => {
                        items.push(item.to_string())
                    }
                    _ => intro.push(Intro::List { items: vec![item.to_string()], ordered: numbered }),
                }
                previous_list = true;
                continue;
            }
            previous_list = false;
            let text = if line.line.heading.is_some() { line.line.text.clone() } else { self.get(i).to_string() };
            if self.is_furniture(i) {
                intro.push(Intro::Furniture(text));
                continue;
            }
            if line.line.heading == Some(1) && !intro.iter().any(|one| matches!(one, Intro::Title(_))) {
                intro.push(Intro::Title(text));
                continue;
            }
            match intro.last_mut() {
                Some(Intro::Paragraph(paragraph)) if self.joins && !line.breaks && line.line.heading.is_none() => {
                    paragraph.push(' ');
                    paragraph.push_str(&text);
                }
                _ => intro.push(Intro::Paragraph(text)),
            }
        }
        intro
    }

    fn is_furniture(&self, i: usize) -> bool {
        self.lines.get(i).is_some_and(|line| furniture::is_furniture(&line.line.text))
    }

    /// The level of a heading, if the line is one.
    fn heading(&self, i: usize) -> Option<u8> {
        let line = &self.lines.get(i)?.line;
        if let Some(level) = line.heading {
            return Some(level.clamp(2, 4));
        }
        (self.is_named_heading(i) || self.is_bare_heading(i)).then_some(2)
    }

    fn heading_text(&self, i: usize) -> String {
        let Some(line) = self.lines.get(i) else { return String::new() };
        if line.line.heading.is_some() {
            return line.line.text.trim_matches(['*', '_']).to_string();
        }
        self.get(i).trim_matches(['*', '_']).to_string()
    }

    /// A heading that begins with somebody's name and a colon: no full stop, and the next paragraph says it again.
    fn is_named_heading(&self, i: usize) -> bool {
        let Some(line) = self.lines.get(i) else { return false };
        let Some(name) = line.line.name.as_deref().filter(|_| !line.line.marked) else { return false };
        if self.joins && !(line.breaks && self.stands_alone(i)) {
            return false;
        }
        // Of a name that labels other turns too it must go on as no turn begins.
        if self.speakers.get(name).is_some_and(|count| *count > 2)
            && (!line.line.text.starts_with(char::is_lowercase) || self.inside_a_sentence(i))
        {
            return false;
        }
        if is_several(&line.line.text) {
            return false;
        }
        let short = line.line.text.chars().count() <= 100 && words(&line.line.text).count() >= 3;
        short && self.punctuated && !line.line.text.ends_with(['.', '!', '…', ',']) && self.repeated(i, &line.line.text)
    }

    /// A short line on its own that is no sentence, or a question that the next paragraphs repeat.
    fn is_bare_heading(&self, i: usize) -> bool {
        let Some(line) = self.lines.get(i) else { return false };
        if line.line.name.as_deref().is_some_and(|name| self.speakers.contains_key(name))
            || line.line.stamp.is_some()
            || line.line.list.is_some()
            || self.speakers.is_empty()
            || self.marked_headings
            || !self.punctuated
            || i + 1 >= self.lines.len()
            || (self.joins && !(line.breaks && self.stands_alone(i)))
        {
            return false;
        }
        let text = self.get(i);
        let length = text.chars().count();
        let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        // What follows a label alone on its line is what that speaker says.
        let under_label = i
            .checked_sub(1)
            .and_then(|above| self.lines.get(above))
            .is_some_and(|above| above.line.name.is_some() && above.line.text.is_empty());
        if !(3..=120).contains(&length) || !begins || under_label || text.starts_with(['[', '(', '♪']) {
            return false;
        }
        if is_several(text) {
            return false;
        }
        match text.chars().last() {
            Some('?') => self.repeated(i, text),
            Some(last) if last.is_alphanumeric() || matches!(last, ')' | '”' | '"' | '’') => {
                !(is_broken_off(text) || self.inside_a_sentence(i)) || self.repeated(i, text)
            }
            _ => false,
        }
    }

    /// Another speaks below, and the line above ends no sentence, or theirs goes on: somebody was interrupted.
    fn inside_a_sentence(&self, i: usize) -> bool {
        let line = |at: Option<usize>| at.and_then(|at| self.lines.get(at)).map(|line| &line.line);
        let open = line(i.checked_sub(1)).is_some_and(|line| line.text.ends_with([',', ';', '-', '—']));
        line(Some(i + 1)).is_some_and(|line| line.name.is_some() && (open || line.text.starts_with(char::is_lowercase)))
    }

    fn stands_alone(&self, i: usize) -> bool {
        self.lines.get(i + 1).is_none_or(|next| next.breaks)
    }

    /// Whether the two paragraphs that follow say a good part of the words again, in the same order without a gap.
    fn repeated(&self, i: usize, text: &str) -> bool {
        let fold = |text: &str| -> Vec<String> {
            words(text)
                .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
                .collect()
        };
        let wanted = fold(text);
        let length = (wanted.len() / 2).max(4).min(wanted.len());
        if length < 3 {
            return false;
        }
        let runs: HashSet<&[String]> = wanted.windows(length).collect();
        (i + 1..i + 3)
            .filter_map(|at| self.lines.get(at))
            .any(|line| fold(&line.line.text).windows(length).any(|run| runs.contains(run)))
    }
}

/// More than one sentence.
fn is_several(text: &str) -> bool {
    let inside = text.trim_end_matches('?');
    [". ", "? ", "! ", "… "].iter().any(|end| inside.contains(end))
}

/// Begins or ends as speech that was cut off does, and no title.
fn is_broken_off(text: &str) -> bool {
    const BEGINS: &[&str] =
        &["and", "but", "so", "because", "like", "well", "yeah", "um", "uh", "okay", "yes", "no", "oh", "right"];
    const ENDS: &[&str] = &[
        "a", "an", "the", "of", "to", "and", "or", "but", "with", "for", "from", "about", "be", "is", "was", "are",
        "i", "you", "we", "that", "if", "my", "your", "like", "because",
    ];
    let is = |word: Option<&str>, list: &[&str]| word.is_some_and(|word| list.contains(&word.to_lowercase().as_str()));
    let mut all = text.split_whitespace();
    is(all.next(), BEGINS) || is(all.next_back(), ENDS)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '*', '_', ']'])
        .ends_with(['.', '?', '!', '…', ',', ':', ';', '-', '—', '。'])
}

/// The offset behind a front matter between two lines of `---` (or more) or `+++`.
fn front_matter(text: &str) -> usize {
    let is_mark = |line: &str, sign: char| line.len() >= 3 && line.chars().all(|c| c == sign);
    let Some(sign) = text.trim_start().chars().next().filter(|sign| matches!(sign, '-' | '+')) else { return 0 };
    let all = lines(text);
    let mut marks =
        all.iter().filter(|line| text.get((*line).clone()).is_some_and(|line| is_mark(line.trim_end(), sign)));
    match (marks.next(), marks.next()) {
        (Some(first), Some(second)) if text.get(..first.start).is_some_and(|before| before.trim().is_empty()) => {
            second.end
        }
        _ => 0,
    }
}
