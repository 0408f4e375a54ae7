//! Times as people and programs write them in transcripts, more kinds than [`Millis::parse`] takes for keys.

use super::model::{Cue, CueTime, Part, Transcript, words};
use crate::scalar::Millis;

/// Reads `H:MM:SS`, `M:SS`, each with `.` or `,` and any number of digits of fraction; parts of one or more digits.
///
/// Seconds alone are no time here; minutes without hours may be over 59. `None` for anything else.
pub(super) fn lenient(text: &str) -> Option<Millis> {
    if let Some(time) = strict(text) {
        return Some(time);
    }
    let (whole, fraction) = match text.find(['.', ',']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let mut total: u64 = 0;
    let mut count = 0;
    for part in whole.split(':') {
        if part.is_empty() || part.len() > 9 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let value: u64 = part.parse().ok()?;
        if count > 0 && value > 99 {
            return None;
        }
        total = total.checked_mul(60)?.checked_add(value)?;
        count += 1;
    }
    if !(2..=3).contains(&count) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Millis(total.checked_mul(1000)?.checked_add(fraction_millis(fraction))?))
}

/// Reads `HH:MM:SS.mmm` and nothing else: what nearly all stamps are, read in one go.
pub(super) fn strict(text: &str) -> Option<Millis> {
    let [h, hh, b':', m, mm, b':', s, ss, b'.', fraction @ ..] = text.as_bytes() else { return None };
    let [f, ff, fff] = fraction else { return None };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    let two = |tens: &u8, ones: &u8| Some(digit(tens)? * 10 + digit(ones)?);
    let (minutes, seconds) = (two(m, mm)?, two(s, ss)?);
    let millis = digit(f)? * 100 + two(ff, fff)?;
    let clock = (two(h, hh)? * 60 + minutes) * 60 + seconds;
    (minutes < 60 && seconds < 60).then(|| Millis(clock * 1000 + millis))
}

/// Seconds with decimals (`94`, `94.52`) as some tools stamp their lines.
pub(super) fn seconds(text: &str) -> Option<Millis> {
    if text.len() > 16 { None } else { Millis::parse_seconds(text) }
}

fn fraction_millis(digits: &str) -> u64 {
    let digit = |i: usize| digits.as_bytes().get(i).map_or(0, |b| u64::from(b - b'0'));
    digit(0) * 100 + digit(1) * 10 + digit(2) + u64::from(digit(3) >= 5)
}

/// When a cue ends of which only the start is known and nothing follows: at a usual pace of speech.
pub(super) fn spoken_end(start: Millis, text: &str) -> Millis {
    start.plus(Millis((words(text).count() as u64 * 400).max(1000)))
}

/// Gives starts their ends: the next start, or a usual pace of speech where it would be earlier than the start or
/// there is none.
pub(super) fn end_at_next_start(cues: &mut [(Millis, &mut Cue)]) {
    // Whole seconds make neighbours begin at the same time: they end together.
    let mut above: Option<(Millis, Option<Millis>)> = None;
    for (start, cue) in cues.iter_mut().rev() {
        let next = match above {
            Some((same, next)) if same == *start => next,
            Some((later, _)) => Some(later),
            None => None,
        };
        let end = next.filter(|next| *next > *start).unwrap_or_else(|| spoken_end(*start, &cue.text));
        cue.time = Some(CueTime { start: *start, end });
        above = Some((*start, next));
    }
}

/// Turns stamps into the times of cues where every turn has one, so that nothing stays without a time.
///
/// `stamps` holds the stamp of each cue in order. Stamps every few minutes say where the reader is, not when a sentence
/// is spoken: they stay what they are, the start of their turn.
pub(super) fn apply(transcript: &mut Transcript, stamps: &[Option<Millis>]) {
    let mut stamps = stamps.iter();
    let mut complete = true;
    let mut timed: Vec<(Millis, &mut Cue)> = Vec::new();
    for part in &mut transcript.parts {
        let Part::Turn(turn) = part else { continue };
        let mut first = true;
        for cue in turn.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.cues) {
            match stamps.next().copied().flatten() {
                Some(start) => {
                    if first {
                        turn.start = Some(start);
                    }
                    timed.push((start, cue));
                }
                None if first => complete = false,
                None => {}
            }
            first = false;
        }
    }
    if complete && timed.is_sorted_by(|a, b| a.0 <= b.0) && !timed.is_empty() {
        end_at_next_start(&mut timed);
        for part in &mut transcript.parts {
            if let Part::Turn(turn) = part {
                turn.start = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_files_hold() {
        let ms = |text: &str| lenient(text).map(|m| m.0);
        assert_eq!(ms("1:02.5"), Some(62_500));
        assert_eq!(ms("00:00:01,04"), Some(1_040));
        assert_eq!(ms("75:00.000"), Some(4_500_000));
        assert_eq!(ms("100:00:01.0006"), Some(360_001_001));
        assert_eq!(ms("0:00:2.000"), Some(2_000));
        assert_eq!(ms("01:02:03.050"), Some(3_723_050));
        assert_eq!(strict("01:02:03.050"), Some(Millis(3_723_050)));
        for wrong in ["01:02:03,050", "1:02:03.050", "01:60:03.050", "01:02:03.05", "01:02:03.0501", "0a:02:03.050"] {
            assert_eq!(strict(wrong), None, "{wrong}");
        }
        for wrong in ["", "12", "1:2:3:4", "0f:00:04.000", "1:", ":1", "1:100", "1:02.x", "9999999999:00"] {
            assert_eq!(ms(wrong), None, "{wrong}");
        }
    }
}
