//! Times of one transcript, structure of another: the words are aligned, and headings and speakers taken over.

use std::collections::HashMap;

use super::builder::Builder;
use super::model::{Cue, Heading, Origin, Part, Transcript, words};

/// The timed transcript with headings, speakers and paragraphs of the untimed one.
///
/// A cue takes the speaker of the word it begins with. Where the words disagree the timed transcript stays as it is; none of its
/// words is lost, and none comes from the untimed one.
pub fn with_structure(timed: &Transcript, untimed: &Transcript) -> Transcript {
    let spoken: Vec<(Option<&str>, &Cue)> = timed.cues().map(|spoken| (spoken.speaker, spoken.cue)).collect();
    let left: Vec<(String, usize)> =
        spoken.iter().enumerate().flat_map(|(i, (_, cue))| words(&cue.text).map(move |word| (fold(word), i))).collect();
    let plan = Plan::of(untimed);
    let matches = align(&left, &plan.words);
    let matched = matches.iter().filter(|found| found.is_some()).count();
    if matched * 2 < left.len().min(plan.words.len()) || matched == 0 {
        return timed.clone();
    }
    // The place in the untimed text of the first matched word of each cue.
    let mut places: Vec<Option<usize>> = vec![None; spoken.len()];
    for ((_, cue), found) in left.iter().zip(&matches) {
        if let (Some(place), Some(found)) = (places.get_mut(*cue), found) {
            place.get_or_insert(*found);
        }
    }
    let mut builder = Builder::default();
    let mut headings = plan.headings.iter().peekable();
    let mut turn: Option<usize> = None;
    let mut paragraph: Option<usize> = None;
    for ((own, cue), place) in spoken.iter().zip(&places) {
        let at = place.and_then(|place| plan.at.get(place));
        if let (Some(at), Some(place)) = (at, place) {
            while let Some((_, heading)) = headings.next_if(|(before, _)| before <= place) {
                builder.heading((*heading).clone());
            }
            if turn != Some(at.turn) {
                builder.end_turn();
            } else if paragraph != Some(at.paragraph) {
                builder.end_paragraph();
            }
            (turn, paragraph) = (Some(at.turn), Some(at.paragraph));
        }
        let speaker = turn.and_then(|turn| plan.speakers.get(turn).copied().flatten()).or(*own);
        builder.cue(speaker, Origin::default(), (*cue).clone());
    }
    for (_, heading) in headings {
        builder.heading((*heading).clone());
    }
    Transcript {
        language: timed.language.clone().or_else(|| untimed.language.clone()),
        intro: untimed.intro.clone(),
        parts: builder.finish(),
        comments: timed.comments.clone(),
    }
}

/// How many words one of two transcripts has and the other has not, case and punctuation aside, in thousandths of the longer.
pub fn words_apart(one: &Transcript, other: &Transcript) -> usize {
    let count = |transcript: &Transcript| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for spoken in transcript.cues() {
            words(&spoken.cue.text).for_each(|word| *counts.entry(fold(word)).or_default() += 1);
        }
        counts
    };
    let (left, right) = (count(one), count(other));
    let shared: usize = left.iter().map(|(word, count)| right.get(word).copied().unwrap_or(0).min(*count)).sum();
    let longer = left.values().sum::<usize>().max(right.values().sum());
    ((longer - shared) * 1000).checked_div(longer).unwrap_or(0)
}

/// The words of the untimed transcript, and where each stands.
struct Plan<'a> {
    words: Vec<String>,
    at: Vec<Position>,
    speakers: Vec<Option<&'a str>>,
    /// Each heading before the word of that number.
    headings: Vec<(usize, &'a Heading)>,
}

#[derive(Clone, Copy)]
struct Position {
    turn: usize,
    paragraph: usize,
}

impl<'a> Plan<'a> {
    fn of(transcript: &'a Transcript) -> Plan<'a> {
        let mut plan = Plan { words: Vec::new(), at: Vec::new(), speakers: Vec::new(), headings: Vec::new() };
        let mut paragraphs = 0;
        for part in &transcript.parts {
            match part {
                Part::Heading(heading) => plan.headings.push((plan.words.len(), heading)),
                Part::Turn(turn) => {
                    if !turn.continued || plan.speakers.is_empty() {
                        plan.speakers.push(turn.speaker.as_deref());
                    }
                    let number = plan.speakers.len() - 1;
                    for paragraph in &turn.paragraphs {
                        for word in paragraph.cues.iter().flat_map(|cue| words(&cue.text)) {
                            plan.words.push(fold(word));
                            plan.at.push(Position { turn: number, paragraph: paragraphs });
                        }
                        paragraphs += 1;
                    }
                }
            }
        }
        plan
    }
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// For each word on the left the one on the right it is, in rising order: runs of equal words, resumed behind a
/// difference where three words in a row agree again nearby.
fn align(left: &[(String, usize)], right: &[String]) -> Vec<Option<usize>> {
    const WINDOW: usize = 400;
    let key = |words: [&str; 3]| words.join(" ");
    let mut triples: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, window) in right.windows(3).enumerate() {
        if let [a, b, c] = window {
            triples.entry(key([a, b, c])).or_default().push(i);
        }
    }
    let mut matches = vec![None; left.len()];
    let mut next = 0;
    let mut i = 0;
    while i < left.len() {
        let same = |i: usize, j: usize| matches!((left.get(i), right.get(j)), (Some((a, _)), Some(b)) if a == b);
        if same(i, next) {
            if let Some(found) = matches.get_mut(i) {
                *found = Some(next);
            }
            next += 1;
        } else if let (Some((a, _)), Some((b, _)), Some((c, _))) = (left.get(i), left.get(i + 1), left.get(i + 2))
            && let Some(places) = triples.get(&key([a, b, c]))
            && let Some(place) =
                places.get(places.partition_point(|place| *place < next)).filter(|place| **place < next + WINDOW)
        {
            if let Some(found) = matches.get_mut(i) {
                *found = Some(*place);
            }
            next = place + 1;
        }
        i += 1;
    }
    matches
}
