//! Times and durations in whole milliseconds.
//!
//! Everything in the field that is written as a float of seconds is one of these inside: parsed from its digits and
//! printed from its digits, so that no rounding ever creeps in.

use std::fmt::{self, Write};

/// A time from the begin of the audio, or a duration, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub u64);

impl Millis {
    /// Whole seconds.
    pub const fn from_secs(seconds: u64) -> Millis {
        Millis(seconds.saturating_mul(1000))
    }

    /// Reads `12`, `754.5`, `MM:SS`, `HH:MM:SS`, either with a fraction of any number of digits; `None` for anything else.
    ///
    /// Seconds alone may be any number, and so may the first part of a form with colons (`75:30`); later parts are
    /// two digits, 00 to 59. A fraction finer than a millisecond is rounded half up. A comma is no decimal mark here.
    pub fn parse(text: &str) -> Option<Millis> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, fraction),
            None => (text, "0"),
        };
        let mut parts = whole.split(':');
        let mut total = digits(parts.next()?, None)?;
        let mut count = 1;
        for part in parts {
            let value = digits(part, Some(2))?;
            if value > 59 {
                return None;
            }
            total = total.checked_mul(60)?.checked_add(value)?;
            count += 1;
        }
        if count > 3 {
            return None;
        }
        total.checked_mul(1000)?.checked_add(fraction_millis(fraction)?).map(Millis)
    }

    /// Reads decimal seconds only (`94`, `94.5`), as JSON chapters and soundbites have them.
    pub fn parse_seconds(text: &str) -> Option<Millis> {
        if text.contains(':') { None } else { Millis::parse(text) }
    }

    /// `00:12:34.567`; hours grow past two digits.
    pub fn clock_millis(self) -> String {
        self.to_string()
    }

    /// `00:12:34`, the fraction cut off.
    pub fn clock(self) -> String {
        let mut text = self.clock_millis();
        text.truncate(text.len() - ".000".len());
        text
    }

    /// `0:53`, `12:34`, `1:02:03`: as people write it.
    pub fn short_clock(self) -> String {
        let s = self.0 / 1000;
        if s >= 3600 {
            format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
        } else {
            format!("{}:{:02}", s / 60, s % 60)
        }
    }

    /// Seconds with as many decimals as needed: `94`, `94.5`, `0.001`.
    pub fn seconds(self) -> String {
        let (s, ms) = (self.0 / 1000, self.0 % 1000);
        let mut text = s.to_string();
        if ms > 0 {
            text.push('.');
            text.extend([ms / 100, ms / 10 % 10, ms % 10].map(|digit| char::from(b'0' + digit as u8)));
            text.truncate(text.trim_end_matches('0').len());
        }
        text
    }

    /// Whole seconds, rounded half up.
    pub fn rounded_seconds(self) -> u64 {
        (self.0 + 500) / 1000
    }

    /// An ISO 8601 duration for `<time datetime>` of HTML: `PT1H2M3S`, `PT53.5S`.
    pub fn iso_duration(self) -> String {
        let s = self.0 / 1000;
        let mut text = String::from("PT");
        if s >= 3600 {
            text += &format!("{}H", s / 3600);
        }
        if !(s / 60).is_multiple_of(60) {
            text += &format!("{}M", s / 60 % 60);
        }
        let rest = Millis(self.0 % 60_000);
        if rest.0 > 0 || text.len() == 2 {
            text += &format!("{}S", rest.seconds());
        }
        text
    }

    /// The time this one is after another; 0 where it is not after it.
    pub fn since(self, earlier: Millis) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }

    /// The two added, at most the largest there is.
    pub fn plus(self, other: Millis) -> Millis {
        Millis(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Transcripts are made of these: digit by digit is four times as fast as numbers with a width.
        let s = self.0 / 1000;
        let two = |number: u64| [char::from(b'0' + (number / 10 % 10) as u8), char::from(b'0' + (number % 10) as u8)];
        let hours = s / 3600;
        if hours > 99 {
            write!(f, "{}", hours / 100)?;
        }
        let ([h, hh], [m, mm], [s, ss]) = (two(hours), two(s / 60 % 60), two(s % 60));
        let (hundreds, [t, tt]) = (char::from(b'0' + (self.0 % 1000 / 100) as u8), two(self.0 % 100));
        for c in [h, hh, ':', m, mm, ':', s, ss, '.', hundreds, t, tt] {
            f.write_char(c)?;
        }
        Ok(())
    }
}

fn digits(text: &str, length: Option<usize>) -> Option<u64> {
    let right = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && length.is_none_or(|n| text.len() == n);
    if right { text.parse().ok() } else { None }
}

fn fraction_millis(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digit = |i: usize| text.as_bytes().get(i).map_or(0, |b| u64::from(b - b'0'));
    Some(digit(0) * 100 + digit(1) * 10 + digit(2) + u64::from(digit(3) >= 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_interface_names() {
        let ms = |text: &str| Millis::parse(text).map(|m| m.0);
        assert_eq!(ms("12"), Some(12_000));
        assert_eq!(ms("754.5"), Some(754_500));
        assert_eq!(ms("04:10"), Some(250_000));
        assert_eq!(ms("00:17:05.500"), Some(1_025_500));
        assert_eq!(ms("75:30"), Some(4_530_000));
        assert_eq!(ms("0.0005"), Some(1));
        assert_eq!(ms("00:02:20.123456789"), Some(140_123));
        for wrong in ["", ":", "1:2:3:4", "1:60", "1:5", "-1", "1.", ".5", "1,5", "1h", " 1", "99999999999999999999"] {
            assert_eq!(ms(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn prints_what_it_reads() {
        assert_eq!(Millis(3_723_050).clock_millis(), "01:02:03.050");
        assert_eq!(Millis(123 * 3_600_000 + 4_567).clock_millis(), "123:00:04.567");
        assert_eq!(Millis(100 * 3_600_000).clock(), "100:00:00");
        assert_eq!(Millis(u64::MAX).clock(), "5124095576030:25:51");
        assert_eq!(Millis(53_000).short_clock(), "0:53");
        assert_eq!(Millis(3_723_000).short_clock(), "1:02:03");
        assert_eq!(Millis(94_500).seconds(), "94.5");
        assert_eq!(Millis(1).seconds(), "0.001");
        assert_eq!(Millis(3_723_500).iso_duration(), "PT1H2M3.5S");
        assert_eq!(Millis(0).iso_duration(), "PT0S");
        assert_eq!(Millis(3_600_000).iso_duration(), "PT1H");
    }
}
