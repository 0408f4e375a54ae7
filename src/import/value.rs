//! Values of feeds in all the forms that are met, and whether one had to be chosen.
//!
//! The rules about each form are those of `judge`; here a value is wanted, and a sentence where it could have been another.

use chrono::{DateTime, FixedOffset};

use crate::scalar::{DateError, Millis, parse_date};

/// A value, and what had to be decided to get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<T> {
    /// The value.
    pub value: T,
    /// A clause that says what was taken; `None` where there was no choice.
    pub decided: Option<String>,
}

impl<T> Resolved<T> {
    fn plain(value: T) -> Option<Resolved<T>> {
        Some(Resolved { value, decided: None })
    }

    fn decided(value: T, words: impl Into<String>) -> Option<Resolved<T>> {
        Some(Resolved { value, decided: Some(words.into()) })
    }
}

/// Names of zones that no standard of feeds has, with their offsets in minutes. Of names that several zones have, the one with most people
/// who write it so.
const ZONES: &[(&str, i32)] = &[
    ("ACST", 570),
    ("AEDT", 660),
    ("AEST", 600),
    ("AKST", -540),
    ("AST", -240),
    ("AWST", 480),
    ("BRT", -180),
    ("BST", 60),
    ("CEST", 120),
    ("CET", 60),
    ("EEST", 180),
    ("EET", 120),
    ("HKT", 480),
    ("HST", -600),
    ("IST", 330),
    ("JST", 540),
    ("KST", 540),
    ("MESZ", 120),
    ("MEZ", 60),
    ("MSK", 180),
    ("NZDT", 780),
    ("NZST", 720),
    ("SAST", 120),
    ("SGT", 480),
    ("WEST", 60),
    ("WET", 0),
];

/// Days of the week and months by their first three letters.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A date of RSS, or one that is meant to be. Without a zone it is UTC.
pub fn date(text: &str) -> Option<Resolved<DateTime<FixedOffset>>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match parse_date(&text, None) {
        Ok(date) => return Resolved::plain(date),
        Err(DateError::ZoneMissing(date)) => return Resolved::decided(date, "it says no zone, and UTC is taken"),
        Err(_) => {}
    }
    let (date, zone) = Mail::read(&text)?;
    let written = |offset: &str| DateTime::parse_from_str(&format!("{date} {offset}"), "%Y-%m-%d %H:%M:%S %z").ok();
    match zone {
        Zone::None => Resolved::decided(written("+0000")?, "it says no zone, and UTC is taken"),
        Zone::Offset(offset) => Resolved::decided(written(&offset)?, "it is read by its day, month, year and time"),
        Zone::Name(name) => {
            let mail = DateTime::parse_from_rfc2822(&format!("1 Jan 2020 00:00:00 {name}")).ok();
            let known = mail.map(|date| date.format("%z").to_string()).filter(|offset| offset != "-0000");
            if let Some(offset) = known {
                return Resolved::decided(written(&offset)?, "it is read by its day, month, year and time");
            }
            let found = ZONES.iter().find(|(zone, _)| *zone == name);
            let Some((_, minutes)) = found else {
                return Resolved::decided(
                    written("+0000")?,
                    format!("nobody knows the zone `{name}`, and UTC is taken"),
                );
            };
            let sign = if *minutes < 0 { '-' } else { '+' };
            let offset = format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60);
            Resolved::decided(
                written(&offset)?,
                format!("the zone `{name}` is none of mail dates, and {offset} is taken"),
            )
        }
    }
}

enum Zone {
    None,
    Offset(String),
    Name(String),
}

/// A date of words and numbers in any order that leaves no doubt: a month by its name, a year of four digits.
struct Mail;

impl Mail {
    fn read(text: &str) -> Option<(String, Zone)> {
        let (mut day, mut month, mut year, mut time, mut zone) = (None, None, None, None, Zone::None);
        let mut afternoon = None;
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let start: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
            let letters = word.trim_end_matches('.').chars().all(char::is_alphabetic);
            let number = word.trim_end_matches(['.', 's', 't', 'n', 'd', 'r', 'h']).parse::<u32>().ok();
            if letters && MONTHS.contains(&start.as_str()) && month.is_none() {
                month = MONTHS.iter().position(|name| *name == start).map(|at| at + 1);
            } else if letters && DAYS.contains(&start.as_str()) && time.is_none() {
            } else if word.contains(':') && time.is_none() {
                time = Some(clock(word)?);
            } else if word.starts_with(['+', '-']) && word.len() >= 5 {
                zone = Zone::Offset(word.replace(':', ""));
            } else if let (Some(number), true) = (number, year.is_none() || day.is_none()) {
                match number {
                    1..=31 if day.is_none() => day = Some(number),
                    1970..=2999 if year.is_none() => year = Some(number),
                    _ => return None,
                }
            } else if word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm") {
                afternoon = Some(word.eq_ignore_ascii_case("pm"));
            } else if letters && word.len() <= 5 {
                zone = Zone::Name(word.to_ascii_uppercase());
            } else {
                return None;
            }
        }
        let (mut hour, minute, second) = time.unwrap_or_default();
        match afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, u32::try_from(month?).ok()?, day?)?;
        let date = date.and_hms_opt(hour, minute, second)?;
        Some((date.format("%Y-%m-%d %H:%M:%S").to_string(), zone))
    }
}

fn clock(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split(':').map(|part| part.split('.').next().unwrap_or(part).parse::<u32>().ok());
    let time = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    parts.next().is_none().then_some(time)
}

/// A duration: seconds, `MM:SS`, `HH:MM:SS`, and what people write besides: `1:2:3`, `75:30`, `15 min`, `1h 2m`, `PT28M19S`.
pub fn duration(text: &str) -> Option<Resolved<Millis>> {
    let text = text.trim();
    if let Some(duration) = Millis::parse(text) {
        return Resolved::plain(duration);
    }
    let decided = |duration: Millis| Resolved::decided(duration, format!("it is read as {}", duration.short_clock()));
    if text.contains(':') {
        let parts: Vec<&str> = text.split(':').map(str::trim).collect();
        let filled = parts.iter().enumerate().map(|(i, part)| match *part {
            part if i > 0 && part.len() == 1 => format!("0{part}"),
            "" => "00".to_string(),
            part => part.to_string(),
        });
        let mut filled: Vec<String> = filled.collect();
        // Hours, minutes, seconds, and frames of a film.
        filled.truncate(3);
        return decided(Millis::parse(&filled.join(":"))?);
    }
    decided(Millis::from_secs(in_units(text)?))
}

/// Numbers with units: `1h 2m 3s`, `15 min`, `PT28M19S`.
fn in_units(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    let mut rest = lower.strip_prefix("pt").unwrap_or(&lower).trim_start();
    let (mut total, mut any) = (0_u64, false);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let factor = match rest.get(..letters)? {
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(factor)?)?;
        any = true;
        rest = rest.get(letters..)?.trim_start_matches(['.', ',', ' ']);
    }
    any.then_some(total)
}

/// `itunes:explicit`, in the words of all its versions.
pub fn explicit(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "explicit" => Some(true),
        "false" | "no" | "clean" => Some(false),
        _ => None,
    }
}

/// Bytes: a whole number, with blanks or separators between thousands too.
pub fn bytes(text: &str) -> Option<Resolved<u64>> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Resolved::plain(number);
    }
    let groups: Vec<&str> = text.split([',', '.', ' ', '\u{a0}']).collect();
    let thousands = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    let number = groups.concat().parse().ok().filter(|_| thousands)?;
    Resolved::decided(number, format!("it is read as {number} bytes"))
}

/// The whole number of an episode or a season: `7`, and `07`, `#7`, `S01E07`, `7.0` with a word.
pub fn number(text: &str) -> Option<Resolved<u32>> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Resolved::plain(number);
    }
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let end = whole.len() - whole.bytes().rev().take_while(u8::is_ascii_digit).count();
    let number = whole.get(end..)?.parse().ok()?;
    Resolved::decided(number, format!("it is read as {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::date_rfc3339;

    #[test]
    fn dates_of_all_kinds() {
        let read = |text: &str| date(text).map(|date| (date_rfc3339(&date.value), date.decided.is_some()));
        let plain = |text: &str| Some((text.to_string(), false));
        let decided = |text: &str| Some((text.to_string(), true));
        assert_eq!(read("Mon, 07 Sep 2009 16:05:00 EST"), plain("2009-09-07T16:05:00-05:00"));
        assert_eq!(read("\n Wed, 09 Oct 2013 18:20 PDT "), plain("2013-10-09T18:20:00-07:00"));
        assert_eq!(read("2020-03-01T06:00:00.000Z"), plain("2020-03-01T06:00:00+00:00"));
        assert_eq!(read("2020-03-01"), decided("2020-03-01T00:00:00+00:00"));
        assert_eq!(read("Sun, 01 Mar 2020 06:00:00 CET"), decided("2020-03-01T06:00:00+01:00"));
        assert_eq!(read("Sun, 01 Mar 2020 06:00:00 XYZ"), decided("2020-03-01T06:00:00+00:00"));
        assert_eq!(read("Fri, 01 Mar 2020 06:00:00 -0330"), decided("2020-03-01T06:00:00-03:30"));
        assert_eq!(read("September 9, 2014 10:00:00 +0000"), decided("2014-09-09T10:00:00+00:00"));
        assert_eq!(read("Tuesday, 9th September 2014 1:30 pm EDT"), decided("2014-09-09T13:30:00-04:00"));
        assert_eq!(read("Date"), None);
        assert_eq!(read("03/04/2020"), None);
        assert_eq!(read("31 Feb 2020 00:00:00 GMT"), None);
    }

    #[test]
    fn durations_and_numbers_of_all_kinds() {
        let read = |text: &str| duration(text).map(|duration| (duration.value.0 / 1000, duration.decided.is_some()));
        assert_eq!(read(" 1561 "), Some((1561, false)));
        assert_eq!(read("1:02:03"), Some((3723, false)));
        assert_eq!(read("1:2:3"), Some((3723, true)));
        assert_eq!(read("00:44:12:00"), Some((2652, true)));
        assert_eq!(read("15 min"), Some((900, true)));
        assert_eq!(read("PT28M19S"), Some((1699, true)));
        assert_eq!(read("1h 2m"), Some((3720, true)));
        assert_eq!(read("[DURATION]"), None);
        assert_eq!(read(""), None);
        assert_eq!(number("S01E07").map(|number| number.value), Some(7));
        assert_eq!(number("7").and_then(|number| number.decided), None);
        assert_eq!(number("seven"), None);
        assert_eq!(bytes("24,986,001").map(|bytes| bytes.value), Some(24_986_001));
        assert_eq!(bytes("3.9 MB"), None);
        assert_eq!(explicit("Clean"), Some(false));
        assert_eq!(explicit(""), None);
    }
}
