//! Judges a transcript by what is in it: times, words, speakers.

use std::collections::HashMap;
use std::sync::Arc;

use super::label::is_placeholder;
use super::model::{CueTime, Format, Origin, SpokenCue, Transcript, words};
use super::people::{Likeness, likeness, person_for};
use super::rules::*;
use crate::diagnostic::{At, Diagnostic, Edit, Fix, Severity};
use crate::scalar::Millis;
use crate::source::{Place, Source};

/// What else is known about the transcript.
#[derive(Clone, Copy, Debug, Default)]
pub struct LintOptions<'a> {
    /// The format it was read from.
    pub format: Option<Format>,
    /// Names of the people of episode and show, with their labels; empty: not known.
    pub people: &'a [&'a str],
}

/// Times closer than this are the same.
const TOLERANCE: u64 = 50;

/// Judges a transcript that was read from `source`, of audio that is `duration` long.
///
/// The format is taken from the source's name; [`lint_with`] is told it, and the people.
pub fn lint(transcript: &Transcript, source: &Arc<Source>, duration: Option<Millis>) -> Vec<Diagnostic> {
    let options = LintOptions { format: Format::by_ending(&source.name), people: &[] };
    lint_with(transcript, source, duration, &options)
}

/// Judges a transcript with all that is known about it.
pub fn lint_with(
    transcript: &Transcript,
    source: &Arc<Source>,
    duration: Option<Millis>,
    options: &LintOptions<'_>,
) -> Vec<Diagnostic> {
    let mut lint = Lint { source, findings: Vec::new() };
    if transcript.word_count() == 0 {
        lint.findings.push(Diagnostic::new(
            &TRANSCRIPT_EMPTY,
            At::File(source.name.clone()),
            "no word is spoken in it",
        ));
        return lint.findings;
    }
    let cues: Vec<SpokenCue<'_>> = transcript.cues().collect();
    lint.times(&cues, duration, options.format);
    lint.coverage(transcript, &cues, duration);
    lint.words(&cues, transcript.language.as_deref());
    lint.loops(&cues);
    lint.speakers(transcript, options.people);
    lint.findings
}

struct Lint<'a> {
    source: &'a Arc<Source>,
    findings: Vec<Diagnostic>,
}

impl Lint<'_> {
    fn at(&self, origin: Origin) -> At {
        match origin.0 {
            Some(span) if span.end > 0 => At::Place(self.source.place(span.start..span.end)),
            _ => At::File(self.source.name.clone()),
        }
    }

    fn tell(&mut self, rule: &'static crate::diagnostic::Rule, origin: Origin, message: impl Into<String>) {
        self.findings.push(Diagnostic::new(rule, self.at(origin), message));
    }

    fn times(&mut self, cues: &[SpokenCue<'_>], duration: Option<Millis>, format: Option<Format>) {
        let mut previous: Option<(CueTime, Option<&str>)> = None;
        for spoken in cues {
            let Some(time) = spoken.cue.time else { continue };
            let origin = spoken.cue.origin;
            if time.end <= time.start {
                self.tell(
                    &CUE_TIMES_REVERSED,
                    origin,
                    format!("the cue ends at {}, not after it begins ({})", time.end, time.start),
                );
            } else if let Some((last, speaker)) = previous {
                if time.start < last.start {
                    let message = format!("the cue begins at {}, before the one above it ({})", time.start, last.start);
                    self.tell(&CUE_ORDER, origin, message);
                } else if time != last
                    && last.end.since(time.start).0 > TOLERANCE
                    && (speaker == spoken.speaker || format == Some(Format::Srt))
                {
                    let message = format!("the cue begins at {}, before the last one ends ({})", time.start, last.end);
                    self.tell(&CUE_OVERLAP, origin, message);
                }
            }
            if let Some(duration) = duration {
                if time.start >= duration.plus(Millis(1000)) {
                    self.tell(
                        &CUE_PAST_END,
                        origin,
                        format!("the cue begins at {}, the audio ends at {duration}", time.start),
                    );
                } else if time.end > duration.plus(Millis(5000)) {
                    let message = format!("the cue ends at {}, the audio at {duration}", time.end);
                    let finding = Diagnostic::new(&CUE_PAST_END, self.at(origin), message).severity(Severity::Warning);
                    self.findings.push(finding);
                }
            }
            if previous.is_none_or(|(last, _)| time.start >= last.start) {
                previous = Some((time, spoken.speaker));
            }
        }
    }

    fn coverage(&mut self, transcript: &Transcript, cues: &[SpokenCue<'_>], duration: Option<Millis>) {
        let Some(duration) = duration.filter(|duration| duration.0 >= 60_000) else { return };
        let start = cues.iter().filter_map(|spoken| spoken.cue.time).map(|time| time.start).min();
        let rate = transcript.word_count() as u64 * 60_000 / duration.0;
        let message = match (start, transcript.end()) {
            (Some(_), Some(end)) if end.0.saturating_mul(10) < duration.0.saturating_mul(9) => {
                format!("the words end at {}, the audio at {}", end.clock(), duration.clock())
            }
            (Some(start), _) if start.0 > 120_000 => format!("the words begin at {} only", start.clock()),
            _ if !(30..=300).contains(&rate) => {
                format!("{rate} words a minute: it is not of this audio, or not all of it")
            }
            _ => return,
        };
        self.findings.push(Diagnostic::new(&TRANSCRIPT_COVERAGE, At::File(self.source.name.clone()), message));
    }

    fn words(&mut self, cues: &[SpokenCue<'_>], language: Option<&str>) {
        let english = language.is_some_and(|language| language.to_ascii_lowercase().starts_with("en"));
        for spoken in cues {
            let text: Vec<&str> = spoken.cue.text.split_whitespace().collect();
            for pair in text.windows(2) {
                if let [first, second] = pair
                    && doubled(first, second)
                {
                    let at = self.word_place(spoken.cue.origin, &format!("{first} {second}"));
                    let finding =
                        Diagnostic::new(&TRANSCRIPT_DOUBLED_WORD, at, format!("'{first}' stands twice in a row"));
                    self.findings.push(finding.found(format!("{first} {second}")).expected((*second).to_string()));
                }
            }
            for (i, word) in text.iter().enumerate().filter(|_| english) {
                let neighbour = |at: Option<usize>| {
                    at.and_then(|at| text.get(at))
                        .is_some_and(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).chars().count() <= 1)
                };
                if stray(word) && !neighbour(i.checked_sub(1)) && !neighbour(Some(i + 1)) {
                    let message = format!("the letter '{word}' stands alone");
                    self.findings.push(Diagnostic::new(&TRANSCRIPT_STRAY_LETTER, self.at(spoken.cue.origin), message));
                }
            }
        }
    }

    /// The place of a piece of a cue, where it stands there as it is.
    fn word_place(&self, origin: Origin, piece: &str) -> At {
        let found = origin.0.and_then(|span| {
            let at = self.source.text.get(span.start..span.end)?.find(piece)? + span.start;
            Some(self.source.place(at..at + piece.len()))
        });
        found.map_or_else(|| self.at(origin), At::Place)
    }

    /// The same cue three times running.
    fn loops(&mut self, cues: &[SpokenCue<'_>]) {
        let text = |at: usize| cues.get(at).map(|spoken| spoken.cue.text.trim().to_lowercase());
        let mut from = 0;
        let mut repeated = text(from);
        for i in 1..=cues.len() {
            let next = text(i);
            if next.is_some() && next == repeated {
                continue;
            }
            repeated = next;
            let count = i - from;
            if count >= 3
                && let Some(first) = cues.get(from)
                && words(&first.cue.text).count() >= 2
            {
                self.tell(&TRANSCRIPT_LOOP, first.cue.origin, format!("the same words {count} times in a row"));
            }
            from = i;
        }
    }

    /// The finding with the edits that give every such label the right name, where each of them can be found.
    fn with_label_fix(&self, mut finding: Diagnostic, transcript: &Transcript, label: &str, name: &str) -> Diagnostic {
        let mut edits: Vec<Edit> = Vec::new();
        for turn in transcript.turns().filter(|turn| turn.speaker.as_deref() == Some(label)) {
            let cues = turn.paragraphs.iter().flat_map(|paragraph| &paragraph.cues).map(|cue| cue.origin);
            let own = self.label_place(turn.origin, label);
            if own.is_none() && !turn.continued {
                return finding;
            }
            edits.extend(
                own.into_iter()
                    .chain(cues.filter_map(|origin| self.label_place(origin, label)))
                    .map(|place| Edit { place, text: name.to_string() }),
            );
        }
        edits.sort_by_key(|edit| edit.place.span);
        edits.dedup_by_key(|edit| edit.place.span);
        finding.fix = Some(Fix { description: format!("write {name}"), safe: false, edits });
        finding
    }

    /// Where a label stands in the text of its turn or cue.
    fn label_place(&self, origin: Origin, label: &str) -> Option<Place> {
        let span = origin.0?;
        let text = self.source.text.get(span.start..span.end)?;
        let at = text.match_indices(label).find_map(|(at, _)| {
            let before = text.get(..at)?.chars().next_back();
            let after = text.get(at + label.len()..)?.chars().next();
            let opens = before.is_none_or(|c| matches!(c, '"' | '*' | '_' | '[' | '>' | '\n' | ' '));
            (opens && after.is_none_or(|c| matches!(c, ':' | '：' | '"' | '>' | ']' | '*' | '_' | ' ' | '\n')))
                .then_some(at)
        })?;
        Some(self.source.place(span.start + at..span.start + at + label.len()))
    }

    fn speakers(&mut self, transcript: &Transcript, people: &[&str]) {
        let mut first: HashMap<&str, Origin> = HashMap::new();
        for turn in transcript.turns() {
            if let Some(speaker) = &turn.speaker {
                first.entry(speaker).or_insert(turn.origin);
            }
        }
        let speakers = transcript.speakers();
        for (i, (name, count)) in speakers.iter().enumerate() {
            let origin = first.get(name).copied().unwrap_or_default();
            if is_placeholder(name) {
                self.tell(&TRANSCRIPT_SPEAKER_PLACEHOLDER, origin, format!("'{name}' is no name ({count} turns)"));
                continue;
            }
            if people.contains(name) {
                continue;
            }
            let nearest = person_for(name, people);
            if nearest.is_some_and(|(_, near)| near <= Likeness::Initials) {
                continue;
            }
            // Of a name and its shorter form the whole one is right; of two spellings the one that comes more often.
            let right = |j: usize, other: &str, times: usize| match likeness(name, other) {
                Some(Likeness::Shortened | Likeness::Initials | Likeness::Same) => other.len() > name.len(),
                Some(_) => times > *count || (times == *count && j < i),
                None => false,
            };
            let others: Vec<&str> = speakers
                .iter()
                .enumerate()
                .filter(|(j, (other, times))| *j != i && !is_placeholder(other) && right(*j, other, *times))
                .map(|(_, (other, _))| *other)
                .collect();
            let meant = nearest.or_else(|| person_for(name, &others));
            if let Some((other, _)) = meant {
                let turns = if *count == 1 { "1 turn".to_string() } else { format!("{count} turns") };
                let message = format!("'{name}' ({turns}) is probably {other}");
                let finding =
                    Diagnostic::new(&TRANSCRIPT_SPEAKER_VARIANT, self.at(origin), message).found(*name).expected(other);
                self.findings.push(self.with_label_fix(finding, transcript, name, other));
            } else if !people.is_empty() {
                self.tell(
                    &TRANSCRIPT_SPEAKER_UNDECLARED,
                    origin,
                    format!("'{name}' is no person of the episode or the show"),
                );
            }
        }
    }
}

/// Words that speakers double on purpose.
const NATURAL: &[&str] = &[
    "that", "had", "very", "no", "bye", "yes", "yeah", "really", "so", "is", "ha", "okay", "ok", "right", "well",
    "hey", "hi", "knock", "many", "much", "long", "far", "more", "is", "you", "sie", "die", "der", "das", "nous",
    "vous", "never", "sure", "good", "oh", "please", "wait", "go", "la", "na", "hello", "again",
];

fn doubled(first: &str, second: &str) -> bool {
    let fold = |word: &str| word.to_lowercase();
    // Nearly all pairs differ in their first letter, and are not folded whole.
    let begin = |word: &str| word.chars().next().map(|c| c.to_lowercase().next());
    if begin(first) != begin(second) {
        return false;
    }
    let bare = second.trim_end_matches([',', '.', '?', '!', ';', ':', '"', '”', '’', ')']);
    first.chars().all(char::is_alphabetic)
        && first.chars().count() > 1
        && fold(first) == fold(bare)
        && !NATURAL.contains(&fold(first).as_str())
}

/// A lower-case consonant alone.
fn stray(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some('b'..='h' | 'j'..='n' | 'p'..='z'), None))
}
