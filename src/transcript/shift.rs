//! Other times for the same words: an intro was added, an advertisement cut out, the sound runs at another speed.

use super::model::{CueTime, Part, Transcript, words};
use crate::scalar::Millis;

/// What became of the sound that a transcript was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Everything is said later.
    Later(Millis),
    /// Everything is said earlier; what would begin before 0 is no longer there.
    Earlier(Millis),
    /// Times are multiplied by `numerator / denominator`.
    Scale {
        /// Not 0.
        numerator: u64,
        /// Not 0.
        denominator: u64,
    },
    /// The stretch is gone, and what was said in it.
    Cut {
        /// Its begin.
        from: Millis,
        /// Its end.
        to: Millis,
    },
}

impl Change {
    /// The time after the change; `None`: it lies in a stretch that is gone.
    fn apply(self, time: Millis) -> Option<Millis> {
        match self {
            Change::Later(by) => Some(time.plus(by)),
            Change::Earlier(by) => (time >= by).then(|| time.since(by)),
            Change::Scale { numerator, denominator } => {
                let doubled = u128::from(time.0) * 2 * u128::from(numerator);
                let denominator = u128::from(denominator.max(1));
                u64::try_from((doubled + denominator) / (2 * denominator)).ok().map(Millis).or(Some(Millis(u64::MAX)))
            }
            Change::Cut { from, .. } if time < from => Some(time),
            Change::Cut { from, to } => (time >= to).then(|| time.since(to).plus(from)),
        }
    }

    /// The nearest time that is still there.
    fn clamped(self, time: Millis) -> Millis {
        self.apply(time).unwrap_or(match self {
            Change::Cut { from, .. } => from,
            _ => Millis(0),
        })
    }

    /// A stretch after the change: what reaches into what is gone is shortened. `None`: nothing of it is left.
    fn stretch(self, time: CueTime) -> Option<CueTime> {
        let changed = CueTime { start: self.clamped(time.start), end: self.clamped(time.end) };
        let gone = self.apply(time.start).is_none() && changed.end <= changed.start;
        (!gone).then_some(changed)
    }
}

/// Changes all times; answers how many words went with the stretch that is gone.
pub fn shift(transcript: &mut Transcript, change: Change) -> usize {
    let mut gone = 0;
    for part in &mut transcript.parts {
        match part {
            Part::Heading(heading) => heading.start = heading.start.map(|time| change.clamped(time)),
            Part::Turn(turn) => {
                turn.start = turn.start.map(|time| change.clamped(time));
                for paragraph in &mut turn.paragraphs {
                    paragraph.cues.retain_mut(|cue| {
                        let Some(time) = cue.time else { return true };
                        let Some(changed) = change.stretch(time) else {
                            gone += words(&cue.text).count();
                            return false;
                        };
                        cue.time = Some(changed);
                        for word in &mut cue.words {
                            word.time = word.time.and_then(|time| change.stretch(time));
                        }
                        true
                    });
                }
                turn.paragraphs.retain(|paragraph| !paragraph.cues.is_empty());
            }
        }
    }
    transcript.parts.retain(|part| !matches!(part, Part::Turn(turn) if turn.paragraphs.is_empty()));
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::transcript::{Format, WriteOptions, read, write_only};

    const TALK: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n00:02.000 --> 00:04.000\nTwo two.\n\n00:05.000 --> 00:06.000\nThree.\n";

    fn times(change: Change) -> (Vec<String>, usize) {
        let (mut transcript, _) = read(&Source::new("a.vtt", TALK), Format::Vtt);
        let gone = shift(&mut transcript, change);
        let text = write_only(&transcript, Format::Vtt, &WriteOptions::default());
        let lines = text.lines().filter(|line| line.contains("-->"));
        (lines.map(|line| line.replace("00:00:0", "")).collect(), gone)
    }

    #[test]
    fn times_move_stretch_and_close_up() {
        let of = |lines: &[&str], gone| (lines.iter().map(|line| (*line).to_string()).collect::<Vec<_>>(), gone);
        assert_eq!(
            times(Change::Later(Millis(500))),
            of(&["1.500 --> 2.500", "2.500 --> 4.500", "5.500 --> 6.500"], 0)
        );
        assert_eq!(times(Change::Earlier(Millis(2500))), of(&["0.000 --> 1.500", "2.500 --> 3.500"], 1));
        assert_eq!(
            times(Change::Scale { numerator: 1001, denominator: 1000 }),
            of(&["1.001 --> 2.002", "2.002 --> 4.004", "5.005 --> 6.006"], 0)
        );
        let cut = Change::Cut { from: Millis(1500), to: Millis(4000) };
        assert_eq!(times(cut), of(&["1.000 --> 1.500", "2.500 --> 3.500"], 2));
    }
}
