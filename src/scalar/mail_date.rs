//! Dates of mail as they stand in feeds: RFC 5322 section 3.3, its obsolete forms (4.3), and what else people write.
//!
//! The strict form is read without a second thought; all others word by word, with a note on each thing that the standard does
//! not have. Dates of ISO 8601 are recognised and not read. Numbers alone (`05/06/2026`) are no date here: nobody knows which of
//! them is the month.

use std::ops::Range;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Weekday};

/// A date as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDate {
    /// Day and time where it was written.
    pub local: NaiveDateTime,
    /// The zone.
    pub zone: MailZone,
    /// Where the zone stands; empty without one.
    pub zone_at: Range<usize>,
    /// The weekday that it names.
    pub weekday: Option<(Weekday, Range<usize>)>,
    /// What the standard does not have, in the order of the text.
    pub lenient: Vec<(Range<usize>, Lenient)>,
    /// What the standard calls obsolete: a year of two or three digits, a zone by name.
    pub obsolete: Vec<(Range<usize>, Obsolete)>,
}

/// The zone of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailZone {
    /// So far from UTC.
    Offset(FixedOffset),
    /// None is given.
    Missing,
    /// A name that the standard does not have.
    Unknown {
        /// What it means to most people.
        meant: Option<FixedOffset>,
        /// Whether it means that to all of them.
        sure: bool,
    },
}

/// What a lenient reader forgives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lenient {
    /// A name of day or month other than three letters: `Sept`, `Friday`.
    LongName,
    /// Letters in the wrong case.
    Case,
    /// No comma after the weekday, or one where none belongs.
    Comma,
    /// Parts that stand together, or are held together by `-`.
    Blank,
    /// Parts in another order.
    Order,
    /// An hour, minute or second of one digit.
    Digits,
    /// A fraction of a second.
    Fraction,
    /// `am` or `pm`.
    Noon,
    /// `UTC`, `GMT+1`, `+01:00`, `+1`.
    Zone,
    /// A comment in parentheses.
    Comment,
}

/// What is old-fashioned in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obsolete {
    /// Two or three digits.
    Year,
    /// `EST` to `PDT`.
    Zone,
    /// One letter: nobody knows whether the sign of the first standard is meant or the right one.
    Letter,
}

/// Why there is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMailDate {
    /// It is one of ISO 8601; read, if it has a zone.
    Iso,
    /// Day and month by names of another language.
    Foreign(DateTime<FixedOffset>),
    /// The 30th of February, hour 24.
    Impossible,
    /// There is a day and no time.
    NoTime,
    /// Something else.
    Other,
}

/// Where letters, digits or signs stand together.
#[derive(Clone, Debug)]
struct Token<'a> {
    at: Range<usize>,
    text: &'a str,
    kind: TokenKind,
    /// No blank stands before it.
    close: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TokenKind {
    Word,
    Number,
    Sign(char),
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Begins of months in German, Dutch, French, Spanish, Portuguese and Italian, where they are not those of English.
const FOREIGN_MONTHS: &[(&str, u32)] = &[
    ("abr", 4),
    ("ago", 8),
    ("août", 8),
    ("avr", 4),
    ("dez", 12),
    ("dic", 12),
    ("déc", 12),
    ("ene", 1),
    ("fev", 2),
    ("fév", 2),
    ("gen", 1),
    ("giu", 6),
    ("juil", 7),
    ("juin", 6),
    ("jän", 1),
    ("lug", 7),
    ("mag", 5),
    ("mai", 5),
    ("mei", 5),
    ("mrz", 3),
    ("mär", 3),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("set", 9),
];
/// Zones by name: hours, and the rest of minutes, from UTC. The names of the standard come first.
const ZONES: &[(&str, i32)] = &[
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];
/// Names that the standard does not have, with what they mean in minutes, and whether they mean it everywhere.
const OTHER_ZONES: &[(&str, i32, bool)] = &[
    ("CET", 60, true),
    ("CEST", 120, true),
    ("MEZ", 60, true),
    ("MESZ", 120, true),
    ("WET", 0, true),
    ("WEST", 60, true),
    ("EET", 120, true),
    ("EEST", 180, true),
    ("MSK", 180, true),
    ("JST", 540, true),
    ("KST", 540, true),
    ("AEST", 600, true),
    ("AEDT", 660, true),
    ("NZST", 720, true),
    ("NZDT", 780, true),
    ("AKST", -540, true),
    ("AKDT", -480, true),
    ("BST", 60, false),
    ("IST", 330, false),
    ("AST", -240, false),
    ("SAST", 120, true),
];

/// Reads a date.
///
/// # Errors
/// Why there is none.
pub fn read_mail_date(text: &str) -> Result<MailDate, NoMailDate> {
    if let Some(date) = strict(text) {
        return Ok(date);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 && text.as_bytes().get(4) == Some(&b'-') {
        return Err(NoMailDate::Iso);
    }
    let mut reader = Reader { tokens: Vec::new(), at: 0, lenient: Vec::new(), obsolete: Vec::new() };
    reader.split(text)?;
    reader.read()
}

/// `Fri, 09 Oct 2020 04:30:38 +0000`, or with `GMT`, letter by letter.
fn strict(text: &str) -> Option<MailDate> {
    let bytes = text.as_bytes();
    let number = |range: Range<usize>| -> Option<u32> {
        bytes.get(range)?.iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
    };
    let sign = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let signs = [(3, b','), (4, b' '), (7, b' '), (11, b' '), (16, b' '), (19, b':'), (22, b':'), (25, b' ')];
    if !signs.iter().all(|(at, wanted)| sign(*at, *wanted)) {
        return None;
    }
    let weekday = DAYS.iter().position(|day| day.get(..3) == text.get(..3))?;
    let month = 1 + MONTHS.iter().position(|month| month.get(..3) == text.get(8..11))?;
    let seconds = match text.get(26..)? {
        "GMT" => 0,
        zone if zone.len() == 5 => {
            let minutes = number(27..29)? * 60 + number(29..31).filter(|minutes| *minutes < 60)?;
            let seconds = i32::try_from(minutes * 60).ok()?;
            match bytes.get(26)? {
                b'+' => seconds,
                b'-' => -seconds,
                _ => return None,
            }
        }
        _ => return None,
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(number(12..16)?).ok()?, u32::try_from(month).ok()?, number(5..7)?)?;
    Some(MailDate {
        local: day.and_hms_opt(number(17..19)?, number(20..22)?, number(23..25)?)?,
        zone: MailZone::Offset(FixedOffset::east_opt(seconds)?),
        zone_at: 26..bytes.len(),
        weekday: Some((Weekday::try_from(u8::try_from(weekday).ok()?).ok()?, 0..3)),
        lenient: Vec::new(),
        obsolete: Vec::new(),
    })
}

impl MailDate {
    /// The instant, if the zone says it.
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        match self.zone {
            MailZone::Offset(offset) => offset.from_local_datetime(&self.local).single(),
            _ => None,
        }
    }

    /// Whether the weekday that it names is not that of its day, and which would be.
    pub fn wrong_weekday(&self) -> Option<(Range<usize>, Weekday)> {
        let (named, at) = self.weekday.as_ref()?;
        (*named != self.local.weekday()).then(|| (at.clone(), self.local.weekday()))
    }
}

struct Reader<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    lenient: Vec<(Range<usize>, Lenient)>,
    obsolete: Vec<(Range<usize>, Obsolete)>,
}

/// More words than this and it is no date.
const MOST_TOKENS: usize = 40;

impl<'a> Reader<'a> {
    /// Splits a text into words, numbers and signs; comments are noted and left out.
    fn split(&mut self, text: &'a str) -> Result<(), NoMailDate> {
        let mut chars = text.char_indices().peekable();
        let mut close = false;
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                close = false;
                continue;
            }
            if c == '(' {
                let end = chars.by_ref().find(|(_, c)| *c == ')').map_or(text.len(), |(at, _)| at + 1);
                self.lenient.push((start..end, Lenient::Comment));
                close = false;
                continue;
            }
            let kind = match c {
                c if c.is_ascii_digit() => TokenKind::Number,
                c if c.is_alphabetic() => TokenKind::Word,
                c => TokenKind::Sign(c),
            };
            let belongs = |c: char| match kind {
                TokenKind::Number => c.is_ascii_digit(),
                TokenKind::Word => c.is_alphabetic(),
                TokenKind::Sign(_) => false,
            };
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = chars.next_if(|(_, c)| belongs(*c)) {
                end = at + next.len_utf8();
            }
            let word = text.get(start..end).unwrap_or_default();
            self.tokens.push(Token { at: start..end, text: word, kind, close });
            close = true;
            if self.tokens.len() > MOST_TOKENS {
                return Err(NoMailDate::Other);
            }
        }
        Ok(())
    }

    fn peek(&self, ahead: usize) -> Option<&Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    fn take(&mut self, kind: TokenKind) -> Option<Token<'a>> {
        let token = self.peek(0).filter(|token| token.kind == kind).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn note(&mut self, at: &Range<usize>, what: Lenient) {
        self.lenient.push((at.clone(), what));
    }

    fn read(mut self) -> Result<MailDate, NoMailDate> {
        let mut foreign = false;
        let weekday = self.weekday(&mut foreign);
        let (mut day, mut month, mut year, mut time, mut zone) = (None, None, None, None, None);
        let mut zone_at = 0..0;
        while let Some(token) = self.peek(0).cloned() {
            let next = self.peek(1).map(|token| token.kind);
            match token.kind {
                TokenKind::Number if next == Some(TokenKind::Sign(':')) && time.is_none() => {
                    time = Some(self.time(&token)?);
                    continue;
                }
                TokenKind::Number if day.is_none() && token.text.len() <= 2 => {
                    day = token.text.parse::<u32>().ok();
                    if month.is_some() {
                        self.note(&token.at, Lenient::Order);
                    }
                }
                TokenKind::Number if year.is_none() && day.is_some() && month.is_some() => {
                    year = Some(self.year(&token)?);
                    if time.is_some() {
                        self.note(&token.at, Lenient::Order);
                    }
                }
                TokenKind::Word if month.is_none() => {
                    month = Some(self.month(&token, &mut foreign).ok_or(NoMailDate::Other)?);
                }
                TokenKind::Word | TokenKind::Sign('+' | '-') if time.is_some() && zone.is_none() => {
                    // A year behind the time, as in `Fri Jun  5 05:00:00 2026`, comes before any zone.
                    if token.close {
                        self.note(&token.at, Lenient::Blank);
                    }
                    zone = Some(self.zone()?);
                    let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
                    zone_at = token.at.start..last.map_or(token.at.end, |last| last.at.end);
                    continue;
                }
                TokenKind::Sign('-') if time.is_none() && token.close => self.note(&token.at, Lenient::Blank),
                TokenKind::Sign(',' | '.') => self.note(&token.at, Lenient::Comma),
                _ => return Err(NoMailDate::Other),
            }
            if token.close && !matches!(token.kind, TokenKind::Sign(_)) && self.at > 0 && !self.after_sign() {
                self.note(&token.at, Lenient::Blank);
            }
            self.at += 1;
        }
        let (Some(day), Some(month), Some(year)) = (day, month, year) else { return Err(NoMailDate::Other) };
        let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(NoMailDate::Impossible)?;
        let (hour, minute, second) = time.ok_or(NoMailDate::NoTime)?;
        // A leap second is legal; the instant is that of the second before.
        let local = date.and_hms_opt(hour, minute, second.min(59)).filter(|_| second <= 60);
        let local = local.ok_or(NoMailDate::Impossible)?;
        self.lenient.sort_by_key(|(at, _)| at.start);
        let zone = zone.unwrap_or(MailZone::Missing);
        let date = MailDate { local, zone, zone_at, weekday, lenient: self.lenient, obsolete: self.obsolete };
        match date.instant().filter(|_| foreign) {
            Some(instant) => Err(NoMailDate::Foreign(instant)),
            None if foreign => Err(NoMailDate::Other),
            None => Ok(date),
        }
    }

    /// Whether the token before is a sign that holds parts together.
    fn after_sign(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| matches!(token.kind, TokenKind::Sign(_)))
    }

    fn weekday(&mut self, foreign: &mut bool) -> Option<(Weekday, Range<usize>)> {
        let token = self.peek(0).filter(|token| token.kind == TokenKind::Word).cloned()?;
        if month_of(token.text).is_some() {
            return None;
        }
        self.at += 1;
        let day = DAYS.iter().position(|day| is_name(token.text, day));
        match day.and_then(|day| DAYS.get(day)) {
            Some(day) => self.spelling(&token, day),
            None => *foreign = true,
        }
        let stop = self.take(TokenKind::Sign('.'));
        if self.take(TokenKind::Sign(',')).is_none() {
            self.note(&token.at, Lenient::Comma);
        } else if let Some(stop) = stop {
            self.note(&stop.at, Lenient::LongName);
        }
        let day = day.and_then(|day| u8::try_from(day).ok()).and_then(|day| Weekday::try_from(day).ok())?;
        Some((day, token.at))
    }

    /// Notes what is not in the spelling of the standard: three letters, the first of them large.
    fn spelling(&mut self, token: &Token<'_>, name: &str) {
        if Some(token.text) == name.get(..3) {
            return;
        }
        let what = if token.text.len() == 3 { Lenient::Case } else { Lenient::LongName };
        self.note(&token.at, what);
    }

    fn month(&mut self, token: &Token<'_>, foreign: &mut bool) -> Option<u32> {
        if let Some(month) = month_of(token.text) {
            self.spelling(token, MONTHS.get(month)?);
            return u32::try_from(month + 1).ok();
        }
        *foreign = true;
        let lower = token.text.to_lowercase();
        FOREIGN_MONTHS.iter().find(|(begin, _)| lower.starts_with(begin)).map(|(_, month)| *month)
    }

    fn year(&mut self, token: &Token<'_>) -> Result<i32, NoMailDate> {
        let year: i32 = token.text.parse().map_err(|_| NoMailDate::Other)?;
        match token.text.len() {
            4 => return Ok(year),
            2 | 3 => self.obsolete.push((token.at.clone(), Obsolete::Year)),
            _ => return Err(NoMailDate::Other),
        }
        Ok(if token.text.len() == 2 && year < 50 { year + 2000 } else { year + 1900 })
    }

    /// Hour, minute and second.
    fn time(&mut self, hour: &Token<'_>) -> Result<(u32, u32, u32), NoMailDate> {
        let mut parts = [0, 0, 0];
        for (i, part) in parts.iter_mut().enumerate() {
            if i == 2 && self.peek(0).is_none_or(|token| token.kind != TokenKind::Sign(':')) {
                break;
            }
            if i > 0 {
                self.take(TokenKind::Sign(':')).ok_or(NoMailDate::Other)?;
            }
            let token = self.take(TokenKind::Number).ok_or(NoMailDate::Other)?;
            *part = token.text.parse().map_err(|_| NoMailDate::Impossible)?;
            if token.text.len() != 2 {
                self.note(&token.at, Lenient::Digits);
            }
        }
        if self.peek(0).is_some_and(|token| token.kind == TokenKind::Sign('.') && token.close) && self.at > 0 {
            let fraction = self.peek(1).filter(|token| token.kind == TokenKind::Number && token.close).cloned();
            if let Some(fraction) = fraction {
                self.note(&fraction.at, Lenient::Fraction);
                self.at += 2;
            }
        }
        let [mut hours, minutes, seconds] = parts;
        if let Some((late, length, at)) = self.noon() {
            if !(1..=12).contains(&hours) {
                return Err(NoMailDate::Impossible);
            }
            hours = hours % 12 + if late { 12 } else { 0 };
            self.note(&at, Lenient::Noon);
            self.at += length;
        }
        if minutes > 59 || hours > 23 || hour.text.len() > 2 {
            return Err(NoMailDate::Impossible);
        }
        Ok((hours, minutes, seconds))
    }

    /// `pm`, `p.m.`: whether it is after noon, how many tokens, and where.
    fn noon(&self) -> Option<(bool, usize, Range<usize>)> {
        let first = self.peek(0).filter(|token| token.kind == TokenKind::Word)?;
        let whole: &[&str] = &["am", "pm"];
        if whole.iter().any(|word| first.text.eq_ignore_ascii_case(word)) {
            return Some((first.text.starts_with(['p', 'P']), 1, first.at.clone()));
        }
        let dotted = first.text.len() == 1 && first.text.starts_with(['a', 'p', 'A', 'P']);
        let m = self.peek(2).filter(|token| token.text.eq_ignore_ascii_case("m"))?;
        let dot = |ahead: usize| self.peek(ahead).is_some_and(|token| token.kind == TokenKind::Sign('.'));
        let length = if dot(3) { 4 } else { 3 };
        (dotted && dot(1)).then(|| (first.text.starts_with(['p', 'P']), length, first.at.start..m.at.end))
    }

    fn zone(&mut self) -> Result<MailZone, NoMailDate> {
        let name = self.take(TokenKind::Word);
        let Some(name) = name else { return self.offset(None) };
        let upper = name.text.to_ascii_uppercase();
        let standard = matches!(upper.as_str(), "GMT" | "UT" | "UTC" | "Z");
        let signed = self.peek(0).is_some_and(|token| matches!(token.kind, TokenKind::Sign('+' | '-')));
        if standard && signed {
            return self.offset(Some(name.at));
        }
        let east = |minutes: i32| FixedOffset::east_opt(minutes * 60);
        let in_us = ZONES.iter().find(|(own, _)| *own == upper).map(|(_, minutes)| *minutes);
        if standard || in_us.is_some() {
            if upper == "UTC" {
                self.note(&name.at, Lenient::Zone);
            } else if name.text != upper {
                self.note(&name.at, Lenient::Case);
            }
            if in_us.is_some() {
                self.obsolete.push((name.at, Obsolete::Zone));
            }
            return east(in_us.unwrap_or(0)).map(MailZone::Offset).ok_or(NoMailDate::Other);
        }
        if name.text.len() == 1 && name.text.is_ascii() && upper != "J" {
            self.obsolete.push((name.at, Obsolete::Letter));
            return east(0).map(MailZone::Offset).ok_or(NoMailDate::Other);
        }
        // `Europe/Berlin`, `America/New_York`: the rest belongs to the name.
        while self.peek(0).is_some_and(|token| token.close) {
            self.at += 1;
        }
        let known = OTHER_ZONES.iter().find(|(own, ..)| *own == upper);
        Ok(MailZone::Unknown {
            meant: known.and_then(|(_, minutes, _)| east(*minutes)),
            sure: known.is_some_and(|(.., sure)| *sure),
        })
    }

    /// `+0100`, and forgivingly `+01:00`, `+1`, or any of them behind `GMT`.
    fn offset(&mut self, name: Option<Range<usize>>) -> Result<MailZone, NoMailDate> {
        let west = match self.peek(0).map(|token| token.kind) {
            Some(TokenKind::Sign('-')) => true,
            Some(TokenKind::Sign('+')) => false,
            _ => return Err(NoMailDate::Other),
        };
        let start = name.clone().or(self.peek(0).map(|token| token.at.clone())).unwrap_or_default().start;
        self.at += 1;
        let digits = self.take(TokenKind::Number).ok_or(NoMailDate::Other)?;
        let number: i32 = digits.text.parse().map_err(|_| NoMailDate::Other)?;
        let mut end = digits.at.end;
        let (hours, minutes) = match digits.text.len() {
            1 | 2 => {
                let colon = self.peek(0).is_some_and(|token| token.kind == TokenKind::Sign(':') && token.close);
                let minutes = if colon { self.peek(1).filter(|token| token.text.len() == 2).cloned() } else { None };
                if let Some(minutes) = &minutes {
                    end = minutes.at.end;
                    self.at += 2;
                }
                (number, minutes.map_or(Ok(0), |minutes| minutes.text.parse()).map_err(|_| NoMailDate::Other)?)
            }
            3 | 4 => (number / 100, number % 100),
            _ => return Err(NoMailDate::Other),
        };
        if digits.text.len() != 4 || name.is_some() {
            self.note(&(start..end), Lenient::Zone);
        }
        let seconds = (hours * 60 + minutes) * 60;
        let offset = FixedOffset::east_opt(if west { -seconds } else { seconds }).filter(|_| minutes < 60);
        offset.map(MailZone::Offset).ok_or(NoMailDate::Impossible)
    }
}

/// Whether a word is an English name, or its begin of at least three letters, in any case.
fn is_name(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

/// The English month of that name, from 0.
fn month_of(word: &str) -> Option<usize> {
    MONTHS.iter().position(|month| is_name(word, month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::date_rfc2822;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        match read_mail_date(text) {
            Ok(date) => {
                let instant = date.instant().map_or_else(|| format!("{:?}", date.zone), |date| date_rfc2822(&date));
                let marks = date.lenient.iter().map(|(at, what)| format!(" {what:?}={}", &text[at.clone()]));
                let old = date.obsolete.iter().map(|(at, what)| format!(" {what:?}={}", &text[at.clone()]));
                marks.chain(old).fold(instant, |all, one| all + &one)
            }
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("Fri, 09 Oct 2020 04:30:38 +0000", "Fri, 09 Oct 2020 04:30:38 +0000"),
            ("Fri, 9 Oct 2020 04:30 GMT", "Fri, 09 Oct 2020 04:30:00 +0000"),
            ("9 Oct 2020 04:30:60 -0230", "Fri, 09 Oct 2020 04:30:59 -0230"),
            ("Fri, 09 Oct 2020 04:30:38 UTC", "Fri, 09 Oct 2020 04:30:38 +0000 Zone=UTC"),
            ("Fri, 09 Oct 2020 04:30:38 +01:00", "Fri, 09 Oct 2020 04:30:38 +0100 Zone=+01:00"),
            ("Fri, 09 Oct 2020 04:30:38 GMT+1", "Fri, 09 Oct 2020 04:30:38 +0100 Zone=GMT+1"),
            ("Fri Oct 09 2020 04:30:38 GMT-0400", "Fri, 09 Oct 2020 04:30:38 -0400 Comma=Fri Order=09 Zone=GMT-0400"),
            ("Fri, 09 Oct 2020 04:30:38 +0100 (CET)", "Fri, 09 Oct 2020 04:30:38 +0100 Comment=(CET)"),
            (
                "Friday, 09 October 2020 4:5:38 pm EST",
                "Fri, 09 Oct 2020 16:05:38 -0500 LongName=Friday LongName=October Digits=4 Digits=5 Noon=pm Zone=EST",
            ),
            (
                "October 9, 2020 12:30 a.m. +0000",
                "Fri, 09 Oct 2020 00:30:00 +0000 LongName=October Order=9 Comma=, Noon=a.m",
            ),
            ("fri, 09 OCT 2020 04:30:38 gmt", "Fri, 09 Oct 2020 04:30:38 +0000 Case=fri Case=OCT Case=gmt"),
            ("Fri Oct  9 04:30:38 2020", "Missing Comma=Fri Order=9 Order=2020"),
            ("09-Oct-2020 04:30:38 GMT", "Fri, 09 Oct 2020 04:30:38 +0000 Blank=- Blank=-"),
            ("Fri, 09Oct 2020 04:30:38 GMT", "Fri, 09 Oct 2020 04:30:38 +0000 Blank=Oct"),
            ("Fri, 09 Oct 20 04:30:38 Z", "Fri, 09 Oct 2020 04:30:38 +0000 Year=20"),
            ("Fri, 09 Oct 2020 04:30:38 A", "Fri, 09 Oct 2020 04:30:38 +0000 Letter=A"),
            ("Fri, 09 Oct 2020 04:30:38", "Missing"),
            ("Fri, 09 Oct 2020 04:30:38 Europe/Berlin", "Unknown { meant: None, sure: false }"),
            ("Fri, 09 Oct 2020 04:30:38 CET", "Unknown { meant: Some(+01:00), sure: true }"),
            ("Fri, 09 Oct 2020", "NoTime"),
            ("Fri, 31 Sep 2020 04:30:38 GMT", "Impossible"),
            ("Fri, 09 Oct 2020 24:00:00 GMT", "Impossible"),
            ("2020-10-09T04:30:38Z", "Iso"),
            ("Fr, 09 Okt 2020 04:30:38 +0200", "Foreign(2020-10-09T04:30:38+02:00)"),
            ("09/10/2020 04:30:38", "Other"),
            ("Invalid Date", "Other"),
            ("", "Other"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,40}") {
            let _ = read_mail_date(&text);
        }

        #[test]
        fn what_is_written_is_read(seconds in 0i64..4_000_000_000, minutes in -720i32..840) {
            let zone = FixedOffset::east_opt(minutes * 60).unwrap();
            let date = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&zone);
            let read = read_mail_date(&date_rfc2822(&date)).unwrap();
            prop_assert_eq!(read.instant(), Some(date));
            prop_assert_eq!(read.wrong_weekday(), None);
            prop_assert!(read.lenient.is_empty() && read.obsolete.is_empty());
        }
    }
}
