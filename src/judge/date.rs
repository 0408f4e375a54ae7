//! Dates: of mail (RFC 5322, 3.3), as RSS has them, and of ISO 8601 (RFC 3339, W3C-DTF), as its extensions have them.
//!
//! "Now" is an argument: without it nothing is too late.

use std::ops::Range;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};

use super::feed::{Feed, Part};
use super::findings::Findings;
use super::structure::Standing;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::keys::DATE_INVALID;
use crate::scalar::{Lenient, MailDate, MailZone, NoMailDate, Obsolete, date_rfc2822, parse_date, read_mail_date};
use crate::xml::read::Value;

crate::rules! {
    /// Apps sort by it and show it. Spotify does not publish the episode at all, Apple puts it in a place of its own choice.
    PUB_DATE_MISSING = "pub-date-missing": Warning, [Apple, Spotify, Psp1], None;
        summary "an item without `<pubDate>`";
        bad "<item><title>Tape</title></item>";
        good "<item><title>Tape</title><pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate></item>";
        source "Spotify, Podcast delivery specification; Apple, A Podcaster's Guide to RSS; PSP-1";
        levels Apple = Error, Spotify = Error;
    /// One of the two is wrong, and a reader that believes the weekday puts the episode on another day.
    DATE_WEEKDAY_WRONG = "date-weekday-wrong": Warning, [], Safe;
        summary "a weekday that is not the one of the date";
        bad "<pubDate>Mon, 27 Nov 2026 05:00:00 +0000</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate>";
        source "RFC 5322, 3.3";
    /// The standard lets it out; Apple's description of the date has it.
    DATE_WEEKDAY_MISSING = "date-weekday-missing": Advice, [Apple], Safe;
        summary "a date without the weekday";
        bad "<pubDate>27 Nov 2026 05:00:00 +0000</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate>";
        source "Apple, Podcast requirements";
    /// Lenient readers guess, each in its own way: one takes `+01:00` for UTC, another drops what it does not know.
    DATE_FORM_NONSTANDARD = "date-form-nonstandard": Warning, [], Safe;
        summary "a date that only lenient readers understand";
        bad "<pubDate>Fri, 27 November 2026 5:00 UTC</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate>";
        source "RFC 5322, 3.3";
    /// Readers take their own zone or UTC: the episode comes hours too early or too late.
    DATE_ZONE_MISSING = "date-zone-missing": Error, [], Unsafe;
        summary "a date without a zone";
        bad "<pubDate>Fri, 27 Nov 2026 06:00:00</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 06:00:00 +0100</pubDate>";
        source "RFC 5322, 3.3";
    /// Readers take a name that they do not know for UTC, and say nothing.
    DATE_ZONE_UNKNOWN = "date-zone-unknown": Error, [], Safe;
        summary "a zone by a name that mail dates do not have";
        bad "<pubDate>Fri, 27 Nov 2026 06:00:00 CET</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 06:00:00 +0100</pubDate>";
        source "RFC 5322, 4.3";
    /// Such dates must be read and should no longer be written: zones by name and short years are misread.
    DATE_FORM_OBSOLETE = "date-form-obsolete": Advice, [], Safe;
        summary "a zone by name, or a year of fewer than four digits";
        bad "<pubDate>Fri, 27 Nov 26 05:00:00 EST</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 -0500</pubDate>";
        source "RFC 5322, 4.3";
    /// Apple hides the episode until then, some apps drop the date, others show it at the top for weeks.
    DATE_FUTURE = "date-future": Warning, [], None;
        summary "an item from the future";
        bad "<pubDate>Fri, 27 Nov 2099 05:00:00 +0000</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate>";
        source "W3C feed validator, ImplausibleDate";
    /// There were no feeds then, or the feed cannot have been made yet: some program wrote a zero or took one number for another.
    DATE_IMPLAUSIBLE = "date-implausible": Warning, [], None;
        summary "a date that cannot be right";
        bad "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate>";
        source "W3C feed validator, ImplausibleDate";
    /// Some readers look at this date first, and leave the feed alone if it has not changed.
    BUILD_DATE_STALE = "build-date-stale": Advice, [Rss], None;
        summary "the channel's date is older than its newest item";
        bad "a <lastBuildDate> of last year";
        good "a <lastBuildDate> not before the newest <pubDate>";
        source "RSS 2.0, <lastBuildDate>";
    /// What cannot be read is left out by apps: the live show is announced without a time.
    DATE_ISO_INVALID = "date-iso-invalid": Warning, [], Safe;
        summary "a date that is not of ISO 8601, or lacks its zone";
        bad "<podcast:liveItem start=\"2026-11-27 20:00\" …>";
        good "<podcast:liveItem start=\"2026-11-27T20:00:00+01:00\" …>";
        source "ISO 8601; W3C-DTF; podcast namespace, <podcast:liveItem>";
}

/// What a date of mail looks like.
const FORM: &str = "a date like `Fri, 27 Nov 2026 05:00:00 +0000`";

/// A day: so much earlier or later is no matter of zones.
const DAY: TimeDelta = TimeDelta::days(1);

/// A date in a feed.
struct Date<'v, 'd> {
    value: &'v Value<'d>,
    text: &'v str,
    base: usize,
}

/// Judges a date of mail.
pub(super) fn judge(value: &Value<'_>, standing: &Standing<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    if text.is_empty() {
        return;
    }
    let date = Date { value, text, base: value.text.len() - value.text.trim_start().len() };
    match read_mail_date(text) {
        Ok(read) => date.judge(&read, standing, findings),
        Err(why) => findings.push(date.unreadable(why)),
    }
}

/// Judges the date of an item as a whole.
pub(super) fn item(part: &Part<'_>, findings: &mut Findings) {
    if part.first("pubDate").is_none() && !part.is_live() {
        let message = format!("<{}> without <pubDate>", part.node.name());
        findings.push(Diagnostic::new(&PUB_DATE_MISSING, part.node.place(), message));
    }
}

/// Judges the channel's date beside those of the items.
pub(super) fn channel(feed: &Feed<'_>, findings: &mut Findings) {
    let Some(channel) = &feed.channel else { return };
    let instant = |part: &Part<'_>, name: &str| read_mail_date(&part.text(name)?).ok()?.instant();
    let Some(name) = ["lastBuildDate", "pubDate"].into_iter().find(|name| channel.first(name).is_some()) else {
        return;
    };
    let newest =
        feed.items.iter().filter_map(|item| Some((instant(item, "pubDate")?, item))).max_by_key(|(date, _)| *date);
    let (Some(own), Some((newest, item))) = (instant(channel, name), newest) else { return };
    if own + DAY < newest {
        let Some(value) = channel.value(name) else { return };
        let place = item.value("pubDate").map_or_else(|| item.node.place(), |value| value.place());
        let message = format!("<{name}> is older than the newest item");
        findings.push(
            Diagnostic::new(&BUILD_DATE_STALE, value.place(), message)
                .found(value.trimmed())
                .expected(format!("not before {}", date_rfc2822(&newest)))
                .related(place, "the newest item is of this date"),
        );
    }
}

impl Date<'_, '_> {
    fn finding(&self, rule: &'static crate::diagnostic::Rule, at: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(rule, self.value.locate(self.base + at.start..self.base + at.end), message)
    }

    fn fix(
        &self,
        safe: bool,
        description: String,
        edits: impl IntoIterator<Item = (Range<usize>, String)>,
    ) -> Option<Fix> {
        let edits = edits
            .into_iter()
            .map(|(at, text)| self.value.edit(self.base + at.start..self.base + at.end, &text))
            .collect();
        Some(Fix { description, safe, edits })
    }

    /// The fix that writes the same instant in the form of the standard.
    fn canonical(&self, safe: bool, instant: &DateTime<FixedOffset>) -> Option<Fix> {
        let right = date_rfc2822(instant);
        self.fix(safe, format!("write `{right}`"), [(0..self.text.len(), right)])
    }

    fn unreadable(&self, why: NoMailDate) -> Diagnostic {
        let name = self.value.name();
        let iso = parse_date(self.text, None).ok().filter(|_| why == NoMailDate::Iso);
        let message = match why {
            NoMailDate::Iso => format!("{name} is a date of ISO 8601, and RSS has dates of mail"),
            NoMailDate::Foreign(_) => format!("{name} is a date in another language than English"),
            NoMailDate::Impossible => format!("{name} names a day or an hour that does not exist"),
            NoMailDate::NoTime => format!("{name} has no time of day"),
            NoMailDate::Other => format!("{name} is no date"),
        };
        let mut finding = Diagnostic::new(&DATE_INVALID, self.value.place(), message).found(self.text).expected(FORM);
        finding.fix = match (why, iso) {
            (NoMailDate::Foreign(instant), _) => self.canonical(false, &instant),
            (_, Some(instant)) => self.canonical(true, &instant),
            _ => None,
        };
        finding
    }

    fn judge(&self, read: &MailDate, standing: &Standing<'_>, findings: &mut Findings) {
        findings.extend(self.form(read));
        findings.extend(self.weekday(read));
        findings.extend(self.zone(read));
        findings.extend(self.obsolete(read));
        let Some(instant) = read.instant() else { return };
        if let Some(message) = self.implausible(&instant, standing) {
            findings.push(message);
        }
    }

    /// What only lenient readers take, told by the first of it.
    fn form(&self, read: &MailDate) -> Option<Diagnostic> {
        let (at, what) = read.lenient.first()?.clone();
        let found = self.text.get(at.clone()).unwrap_or_default();
        let what = match what {
            Lenient::LongName => format!("`{found}`, and days and months are three letters"),
            Lenient::Case => format!("`{found}` in the wrong case"),
            Lenient::Comma if found == "," => "a comma where none belongs".to_string(),
            Lenient::Comma => format!("no comma behind `{found}`"),
            Lenient::Blank if found == "-" => "`-` instead of blanks".to_string(),
            Lenient::Blank => format!("no blank before `{found}`"),
            Lenient::Order => "its parts in another order".to_string(),
            Lenient::Digits => format!("`{found}` where two digits belong"),
            Lenient::Fraction => "a fraction of a second".to_string(),
            Lenient::Noon => format!("`{found}`, and hours are counted to 23"),
            Lenient::Zone => format!("`{found}` as its zone"),
            Lenient::Comment => "a comment".to_string(),
        };
        let message = format!("{} has {what}: not every reader takes that", self.value.name());
        let mut finding = self.finding(&DATE_FORM_NONSTANDARD, at, message).found(self.text);
        let letter = read.obsolete.iter().any(|(_, what)| *what == Obsolete::Letter);
        if let Some(instant) = read.instant() {
            finding = finding.expected(date_rfc2822(&instant));
            finding.fix = self.canonical(!letter, &instant);
        }
        Some(finding)
    }

    fn weekday(&self, read: &MailDate) -> Option<Diagnostic> {
        let name = self.value.name();
        if let Some((at, right)) = read.wrong_weekday() {
            let found = self.text.get(at.clone()).unwrap_or_default();
            let message = format!("{name} says {found}, and that day is a {right}");
            let mut finding =
                self.finding(&DATE_WEEKDAY_WRONG, at.clone(), message).found(found).expected(right.to_string());
            finding.fix = self.fix(true, format!("write `{right}`"), [(at, right.to_string())]);
            return Some(finding);
        }
        // Where the whole form is not that of the standard, more has been said.
        if read.weekday.is_some() || !read.lenient.is_empty() {
            return None;
        }
        let right = read.local.weekday();
        let message = format!("{name} does not say the weekday");
        let mut finding = self
            .finding(&DATE_WEEKDAY_MISSING, 0..self.text.len(), message)
            .expected(format!("{right}, {}", self.text));
        let first = self.text.chars().next().map_or(0, char::len_utf8);
        let begin = self.text.get(..first).unwrap_or_default();
        finding.fix = self.fix(true, format!("write `{right},` before it"), [(0..first, format!("{right}, {begin}"))]);
        Some(finding)
    }

    fn zone(&self, read: &MailDate) -> Option<Diagnostic> {
        let name = self.value.name();
        match read.zone {
            MailZone::Offset(_) => None,
            MailZone::Missing => {
                let message = format!("{name} says no zone");
                let mut finding = Diagnostic::new(&DATE_ZONE_MISSING, self.value.place(), message)
                    .found(self.text)
                    .expected(format!("{} +0000, or with another offset", self.text));
                if read.lenient.is_empty() {
                    let last = self.text.char_indices().next_back().map_or(0, |(at, _)| at);
                    let end = self.text.get(last..).unwrap_or_default();
                    let edit = (last..self.text.len(), format!("{end} +0000"));
                    finding.fix = self.fix(false, "say that it is UTC".into(), [edit]);
                }
                Some(finding)
            }
            MailZone::Unknown { meant, sure } => {
                let found = self.text.get(read.zone_at.clone()).unwrap_or_default();
                let message = format!("{name} has the zone `{found}`, which dates of mail do not know");
                let mut finding = self
                    .finding(&DATE_ZONE_UNKNOWN, read.zone_at.clone(), message)
                    .found(found)
                    .expected("an offset like `+0100`");
                if let Some(meant) = meant {
                    let offset = meant.to_string().replace(':', "");
                    finding = finding.help(if sure {
                        format!("`{found}` is `{offset}`")
                    } else {
                        format!("`{found}` means several zones; one of them is `{offset}`")
                    });
                    finding.fix = self.fix(sure, format!("write `{offset}`"), [(read.zone_at.clone(), offset)]);
                }
                Some(finding)
            }
        }
    }

    fn obsolete(&self, read: &MailDate) -> Option<Diagnostic> {
        let (at, what) = read.obsolete.first()?.clone();
        let found = self.text.get(at.clone()).unwrap_or_default();
        let what = match what {
            Obsolete::Year => format!("the year `{found}`"),
            Obsolete::Zone => format!("the zone `{found}` by name"),
            Obsolete::Letter => format!("the zone `{found}`, a letter that readers take in two ways"),
        };
        let mut finding =
            self.finding(&DATE_FORM_OBSOLETE, at, format!("{} has {what}", self.value.name())).found(found);
        let MailZone::Offset(offset) = read.zone else { return Some(finding) };
        let right = |what: Obsolete| match what {
            Obsolete::Year => read.local.year().to_string(),
            Obsolete::Zone | Obsolete::Letter => offset.to_string().replace(':', ""),
        };
        let edits: Vec<_> = read.obsolete.iter().map(|(at, what)| (at.clone(), right(*what))).collect();
        finding = finding.expected(edits.iter().map(|(_, text)| format!("`{text}`")).collect::<Vec<_>>().join(" and "));
        let safe = read.obsolete.iter().all(|(_, what)| *what != Obsolete::Letter);
        finding.fix = self.fix(safe, "write offset and year in four digits".into(), edits);
        Some(finding)
    }

    /// Too early or too late.
    fn implausible(&self, instant: &DateTime<FixedOffset>, standing: &Standing<'_>) -> Option<Diagnostic> {
        let name = self.value.name();
        let at = 0..self.text.len();
        if instant.date_naive() < NaiveDate::from_ymd_opt(1990, 1, 1)? {
            let message = format!("{name} is of {}, before there were feeds", instant.year());
            return Some(self.finding(&DATE_IMPLAUSIBLE, at, message).found(self.text));
        }
        let now = standing.around.now.filter(|now| *instant > *now + DAY)?;
        let days = (*instant - now).num_days();
        let in_item = standing.parent.is_some_and(|parent| matches!(parent.name, "item" | "podcast:liveItem"));
        let rule = if in_item { &DATE_FUTURE } else { &DATE_IMPLAUSIBLE };
        let days = if days == 1 { "1 day".to_string() } else { format!("{days} days") };
        Some(self.finding(rule, at, format!("{name} is {days} in the future")).found(self.text))
    }
}

/// Judges a date of ISO 8601.
pub(super) fn judge_iso(value: &Value<'_>, date_only: bool, findings: &mut Findings) {
    let text = value.trimmed();
    if text.is_empty() || is_iso(text, date_only) {
        return;
    }
    let name = value.name();
    let read = parse_date(text, None).ok();
    let begins_like_one = text.bytes().take_while(u8::is_ascii_digit).count() == 4;
    let message = match &read {
        Some(_) if begins_like_one => format!("{name} is not quite a date of ISO 8601"),
        Some(_) => format!("{name} is a date of mail, and ISO 8601 belongs here"),
        None if is_iso(text, true) => format!("{name} has no time of day"),
        None if parse_date(text, Some(chrono_tz::UTC)).is_ok() => format!("{name} says no zone"),
        None => format!("{name} is no date of ISO 8601"),
    };
    let mut finding = Diagnostic::new(&DATE_ISO_INVALID, value.place(), message)
        .found(text)
        .expected("a date like `2026-11-27T20:00:00+01:00`");
    // What the pages of the namespace themselves write is only less than right.
    if begins_like_one && read.is_some() {
        finding = finding.severity(Severity::Advice);
    }
    if let Some(right) = read.map(|date| crate::scalar::date_rfc3339(&date)) {
        let start = value.text.len() - value.text.trim_start().len();
        let edits = vec![value.edit(start..start + text.len(), &right)];
        finding.fix = Some(Fix { description: format!("write `{right}`"), safe: true, edits });
    }
    findings.push(finding);
}

/// `YYYY-MM-DDThh:mm`, with seconds and a fraction or without, and a zone; a date alone, with fewer parts too, where that will do.
fn is_iso(text: &str, date_only: bool) -> bool {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let parts: Vec<&str> = date.split('-').collect();
    let date_is_right = match parts.as_slice() {
        [year] => date_only && digits(year, 4),
        [year, month] => date_only && digits(year, 4) && digits(month, 2) && (1..=12).contains(&number(month)),
        [year, month, day] => {
            digits(year, 4)
                && digits(month, 2)
                && digits(day, 2)
                && NaiveDate::from_ymd_opt(year.parse().unwrap_or_default(), number(month), number(day)).is_some()
        }
        _ => false,
    };
    let Some(time) = time else { return date_is_right && date_only };
    let below = |text: &str, limit: u32| digits(text, 2) && number(text) < limit;
    let (clock, zone_is_right) = match time.find(['Z', '+', '-']) {
        Some(at) => match (time.get(..at), time.get(at..)) {
            (Some(clock), Some("Z")) => (clock, true),
            (Some(clock), Some(zone)) => {
                let offset = zone.get(1..).unwrap_or_default().split_once(':');
                (clock, offset.is_some_and(|(hours, minutes)| below(hours, 24) && below(minutes, 60)))
            }
            _ => (time, false),
        },
        None => (time, false),
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let limits = [24, 60, 61];
    let units: Vec<&str> = whole.split(':').collect();
    let clock_is_right = (2..=3).contains(&units.len())
        && units.iter().zip(limits).all(|(unit, limit)| below(unit, limit))
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
        && parts.len() == 3;
    date_is_right && clock_is_right && zone_is_right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates() {
        for right in
            ["2026-11-27T20:00:00+01:00", "2026-11-27T20:00Z", "2026-11-27T20:00:00.25-05:45", "2024-02-29T00:00:60Z"]
        {
            assert!(is_iso(right, false), "{right}");
        }
        for only in ["2026-11-27", "2026-11", "2026"] {
            assert!(is_iso(only, true) && !is_iso(only, false), "{only}");
        }
        for wrong in [
            "2026-11-27T20:00:00",
            "2026-11-27T20:00:00+0100",
            "2026-11-27 20:00:00Z",
            "2026-11-31T20:00:00Z",
            "2026-11T20:00:00Z",
            "2026-11-27T25:00:00Z",
            "2026-11-27T20Z",
            "2026-11-27T20:00:00.Z",
            "27 Nov 2026",
            "2026-1-27",
            "2026-13",
        ] {
            assert!(!is_iso(wrong, true), "{wrong}");
        }
    }
}
