//! Judges a transcript by what is in it: times, words, speakers.

use std::collections::HashMap;
use std::sync::Arc;

use super::label::is_placeholder;
use super::model::{CueTime, Format, Origin, SpokenCue, Transcript, words};
use super::rules::*;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::scalar::Millis;
use crate::source::Source;

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
            let others =
                speakers.iter().enumerate().filter(|(j, (_, c))| *j != i && (*c > *count || (*c == *count && *j < i)));
            let near = people
                .iter()
                .copied()
                .chain(others.map(|(_, (other, _))| *other))
                .find(|other| is_variant(name, other));
            if let Some(other) = near {
                let message = format!("'{name}' ({count} turns) is probably {other}");
                let finding =
                    Diagnostic::new(&TRANSCRIPT_SPEAKER_VARIANT, self.at(origin), message).found(*name).expected(other);
                self.findings.push(finding);
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

/// Case, blanks and punctuation folded the same, a title or surname away, or two letters off.
fn is_variant(name: &str, other: &str) -> bool {
    let fold = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .filter(|word| !matches!(word.as_str(), "dr" | "prof" | "professor" | "mr" | "mrs" | "ms"))
            .collect()
    };
    let (a, b) = (fold(name), fold(other));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (left, right) = (a.concat(), b.concat());
    if left == right
        || (a.len() == 1 && b.len() > 1 && b.first() == a.first())
        || (b.len() == 1 && a.len() > 1 && a.first() == b.first())
    {
        return true;
    }
    let has_number = left.chars().chain(right.chars()).any(char::is_numeric);
    !has_number
        && left.chars().count().min(right.chars().count()) >= 5
        && strsim::damerau_levenshtein(&left, &right) <= 2
}
