//! Judges a transcript by what is in it: times, words, speakers.

mod language;
mod speech;

use std::collections::HashMap;
use std::sync::Arc;

use super::label::is_placeholder;
use super::model::{CueTime, Format, Origin, SpokenCue, Transcript};
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
    /// The language that the show declares, where the file says nothing.
    pub language: Option<&'a str>,
}

/// Times closer than this are the same.
const TOLERANCE: u64 = 50;

/// A longer silence is said.
const LONGEST_GAP: Millis = Millis::from_secs(60);
/// Characters a second that a caption may have.
const FASTEST: u64 = 25;

/// The begin of a text, for a sentence about it.
fn shortened(text: &str) -> String {
    let mut words: String = text.trim().chars().take(30).collect();
    if words.len() < text.trim().len() {
        words.push('…');
    }
    words
}

/// Judges a transcript that was read from `source`, of audio that is `duration` long.
///
/// The format is taken from the source's name; [`lint_with`] is told it, and the people.
pub fn lint(transcript: &Transcript, source: &Arc<Source>, duration: Option<Millis>) -> Vec<Diagnostic> {
    let options = LintOptions { format: Format::by_ending(&source.name), ..LintOptions::default() };
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
    if options.format.is_some_and(Format::is_timed) {
        lint.gaps(&cues);
    }
    lint.words(transcript, &cues, options.language);
    lint.loops(&cues);
    lint.broken_turns(transcript);
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
        let mut previous: Option<(CueTime, Option<&str>, Origin)> = None;
        for (i, spoken) in cues.iter().enumerate() {
            let Some(time) = spoken.cue.time else { continue };
            let origin = spoken.cue.origin;
            let reversed = match format {
                // A word of JSON may take no time that a millisecond can tell; captions of that kind are never shown.
                Some(Format::Json) => time.end < time.start,
                _ => time.end <= time.start,
            };
            let next = cues.get(i + 1).and_then(|next| next.cue.time).map(|next| next.start);
            if reversed {
                let message = format!("the cue ends at {}, not after it begins ({})", time.end, time.start);
                let finding = Diagnostic::new(&CUE_TIMES_REVERSED, self.at(origin), message);
                let later = next.filter(|next| *next > time.start).unwrap_or(time.start.plus(Millis(500)));
                self.findings.push(self.with_end_fix(finding, origin, later));
            } else if let Some((last, speaker, last_origin)) = previous {
                if time.start < last.start {
                    let message = format!("the cue begins at {}, before the one above it ({})", time.start, last.start);
                    self.tell(&CUE_ORDER, origin, message);
                } else if time != last
                    && last.end.since(time.start).0 > TOLERANCE
                    && (speaker == spoken.speaker || format == Some(Format::Srt))
                {
                    let message = format!("the cue begins at {}, before the last one ends ({})", time.start, last.end);
                    let finding = Diagnostic::new(&CUE_OVERLAP, self.at(origin), message);
                    let shortened = time.start > last.start;
                    self.findings.push(if shortened {
                        self.with_end_fix(finding, last_origin, time.start)
                    } else {
                        finding
                    });
                }
            }
            if format == Some(Format::Srt)
                && let Some((before, _)) = spoken.cue.text.split_once(": ")
            {
                let message =
                    format!("apps may take '{}' for a speaker, and leave out what follows", shortened(before));
                self.tell(&SRT_COLON_AMBIGUOUS, origin, message);
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
            if previous.is_none_or(|(last, ..)| time.start >= last.start) {
                previous = Some((time, spoken.speaker, origin));
            }
        }
    }

    /// The finding with the edit that gives a cue of WebVTT or SRT another end.
    fn with_end_fix(&self, finding: Diagnostic, origin: Origin, end: Millis) -> Diagnostic {
        let place = origin.0.and_then(|span| {
            let text = self.source.text.get(span.start..span.end)?;
            let line = text.lines().next()?;
            let after = line.find("-->")? + 3;
            let rest = line.get(after..)?;
            let start = span.start + after + (rest.len() - rest.trim_start().len());
            Some(self.source.place(start..start + rest.split_whitespace().next()?.len()))
        });
        let Some(place) = place else { return finding };
        let comma = place.text().contains(',');
        let stamp = if comma { end.clock_millis().replace('.', ",") } else { end.clock_millis() };
        finding.fix(false, "let the cue end where the next begins", &place, stamp)
    }

    /// Long silences, and cues that nobody can read in their time.
    fn gaps(&mut self, cues: &[SpokenCue<'_>]) {
        let mut end: Option<Millis> = None;
        for spoken in cues {
            let Some(time) = spoken.cue.time else { continue };
            if let Some(end) = end.filter(|end| time.start.since(*end) > LONGEST_GAP) {
                let message = format!("nothing is said between {} and {}", end.clock(), time.start.clock());
                self.tell(&CUE_GAP, spoken.cue.origin, message);
            }
            end = Some(end.map_or(time.end, |end| end.max(time.end)));
            let length = time.end.since(time.start).0;
            let rate = spoken.cue.text.chars().count() as u64 * 1000 / length.max(1);
            if length >= 1000 && rate > FASTEST {
                let message = format!("{rate} characters a second: nobody reads so fast");
                self.tell(&CUE_READING_SPEED, spoken.cue.origin, message);
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
                Some(Likeness::Same) if name.contains('(') || other.contains('(') => false,
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
