//! Chapters as lines of the show notes: what Apple Podcasts, Spotify and YouTube turn into chapters and links.
//!
//! Written in the form that all three take: `00:00 Title`, with hours everywhere as soon as one chapter needs them. Read
//! with care: one sentence that begins with a time of day is no list.

use super::{Chapter, Chapters, filled, text};
use crate::scalar::Millis;

/// Time and title of the visible chapters that have one, sorted: `("00:00", "Intro")`, or `("00:00:00", "Intro")` if any
/// of them starts after an hour or more.
pub fn lines(chapters: &Chapters) -> Vec<(String, String)> {
    let mut shown: Vec<_> = chapters.list.iter().filter(|chapter| chapter.toc && chapter.title.is_some()).collect();
    shown.sort_by_key(|chapter| chapter.start);
    let hours = shown.iter().any(|chapter| chapter.start >= Millis::from_secs(3600));
    let time = |start: Millis| {
        let clock = start.clock();
        clock.strip_prefix("00:").filter(|_| !hours).map(str::to_string).unwrap_or(clock)
    };
    shown.iter().map(|chapter| (time(chapter.start), super::one_line(chapter.title.as_deref()))).collect()
}

/// The chapters that somebody typed as lines of the show notes (text or Markdown): the longest run of at least two lines
/// `0:00 Title` with rising times, nothing but blank lines between them.
///
/// A line may begin with a list mark, the time may stand in brackets, one sign may stand between time and title. Where all
/// titles end like sentences it is prose, and no list.
pub fn from_lines(text: &str) -> Vec<Chapter> {
    let mut best = Vec::new();
    let mut run: Vec<Chapter> = Vec::new();
    for (_, line) in super::text_lines(text) {
        if line.trim().is_empty() {
            continue;
        }
        match typed_line(line) {
            Some(chapter) => run.push(chapter),
            None => keep_better(&mut best, std::mem::take(&mut run)),
        }
    }
    keep_better(&mut best, run);
    best
}

fn keep_better(best: &mut Vec<Chapter>, run: Vec<Chapter>) {
    let rising = run.is_sorted_by(|a, b| a.start < b.start);
    let prose = run.iter().all(|chapter| chapter.title.as_deref().is_some_and(|title| title.ends_with(['.', ','])));
    if run.len() >= 2 && run.len() > best.len() && rising && !prose {
        *best = run;
    }
}

fn typed_line(line: &str) -> Option<Chapter> {
    let line = line.trim();
    let line = line.strip_prefix(['-', '*', '+', '•']).map_or(line, str::trim_start);
    let (start, rest) = text::stamp(line)?;
    let (end, title) = text::typed_title(start, rest);
    let (title, url) = link(title);
    let mut chapter = Chapter { end, ..Chapter::new(start).title(title) };
    chapter.url = url.and_then(filled);
    chapter.title.is_some().then_some(chapter)
}

/// Text and address of a title that is a Markdown link and nothing else.
fn link(title: &str) -> (&str, Option<&str>) {
    let inner = title.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(')'));
    match inner.and_then(|inner| inner.split_once("](")) {
        Some((text, url)) if !text.contains(['[', ']']) && !url.contains(['(', ')', ' ']) => (text, Some(url)),
        _ => (title, None),
    }
}
