//! How much is said in a transcript, and by whom.

use serde::Serialize;

use super::model::{Transcript, words};
use crate::scalar::Millis;

/// The figures of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// Spoken words.
    pub words: usize,
    /// Turns; one that a heading cuts in two counts once.
    pub turns: usize,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Runs of text, each with its time where one is known.
    pub cues: usize,
    /// Headings.
    pub headings: usize,
    /// Whether times are known.
    pub timed: bool,
    /// The end of the last cue, in seconds.
    #[serde(serialize_with = "seconds", skip_serializing_if = "Option::is_none")]
    pub duration: Option<Millis>,
    /// Words in a minute of the whole, rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words_per_minute: Option<u64>,
    /// In the order of their first words.
    pub speakers: Vec<SpeakerStats>,
}

/// What one speaker says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerStats {
    /// The label; `None`: words that nobody is named for.
    pub name: Option<String>,
    /// Turns.
    pub turns: usize,
    /// Words.
    pub words: usize,
    /// Of all words, in thousandths, rounded.
    pub share_per_mille: u64,
    /// How long the speaker's cues are together, in seconds.
    #[serde(serialize_with = "seconds", skip_serializing_if = "Option::is_none")]
    pub duration: Option<Millis>,
    /// Words in a minute of those, rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words_per_minute: Option<u64>,
}

/// A number with the digits of the milliseconds.
fn seconds<S: serde::Serializer>(time: &Option<Millis>, serializer: S) -> Result<S::Ok, S::Error> {
    let number = time.and_then(|time| time.seconds().parse::<serde_json::Number>().ok());
    number.serialize(serializer)
}

/// Counts a transcript.
pub fn stats(transcript: &Transcript) -> Stats {
    let mut speakers: Vec<SpeakerStats> = Vec::new();
    for turn in transcript.turns() {
        let at = speakers.iter().position(|one| one.name == turn.speaker).unwrap_or_else(|| {
            speakers.push(SpeakerStats {
                name: turn.speaker.clone(),
                turns: 0,
                words: 0,
                share_per_mille: 0,
                duration: None,
                words_per_minute: None,
            });
            speakers.len() - 1
        });
        let Some(speaker) = speakers.get_mut(at) else { continue };
        speaker.turns += usize::from(!turn.continued);
        for cue in turn.paragraphs.iter().flat_map(|paragraph| &paragraph.cues) {
            speaker.words += words(&cue.text).count();
            if let Some(time) = cue.time {
                speaker.duration = Some(speaker.duration.unwrap_or_default().plus(time.end.since(time.start)));
            }
        }
    }
    let all: usize = speakers.iter().map(|speaker| speaker.words).sum();
    let timed = transcript.is_timed();
    for speaker in &mut speakers {
        speaker.share_per_mille = rounded(speaker.words as u64 * 1000, all as u64).unwrap_or(0);
        speaker.duration = speaker.duration.filter(|_| timed);
        speaker.words_per_minute = speaker.duration.and_then(|time| pace(speaker.words, time));
    }
    let duration = transcript.end().filter(|_| timed);
    Stats {
        words: all,
        turns: speakers.iter().map(|speaker| speaker.turns).sum(),
        paragraphs: transcript.turns().map(|turn| turn.paragraphs.len()).sum(),
        cues: transcript.cues().count(),
        headings: transcript.headings().count(),
        timed,
        duration,
        words_per_minute: duration.and_then(|time| pace(all, time)),
        speakers,
    }
}

/// Words a minute.
fn pace(words: usize, time: Millis) -> Option<u64> {
    rounded(words as u64 * 60_000, time.0)
}

fn rounded(part: u64, whole: u64) -> Option<u64> {
    part.saturating_add(whole / 2).checked_div(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::transcript::{Format, read};

    #[test]
    fn words_are_counted_for_each_speaker() {
        let vtt = "WEBVTT\n\n00:00.000 --> 00:30.000\n<v Ida>One two three four.\n\n00:30.000 --> 01:00.000\n<v Tom>Five – six.\n\n01:00.000 --> 01:10.000\n<v Ida>Seven.\n";
        let found = stats(&read(&Source::new("a.vtt", vtt), Format::Vtt).0);
        assert_eq!(
            (found.words, found.turns, found.duration, found.words_per_minute),
            (7, 3, Some(Millis(70_000)), Some(6))
        );
        let ida = &found.speakers[0];
        assert_eq!((ida.turns, ida.words, ida.share_per_mille, ida.duration), (2, 5, 714, Some(Millis(40_000))));
        let silent = stats(&Transcript::default());
        assert_eq!((silent.words, silent.words_per_minute), (0, None));
    }
}
