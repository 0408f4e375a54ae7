//! Dates of episodes: read in the three forms of the interface, written for RSS (RFC 5322 section 3.3) and for machines
//! (RFC 3339).
//!
//! The strict reader for authors' files. What stands in other people's feeds is judged elsewhere.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// What [`parse_date`] has to say about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// No date in any of the forms.
    NotADate,
    /// A date without an offset and no time zone given; read in UTC.
    ZoneMissing(DateTime<FixedOffset>),
    /// A local time that the zone skips (clocks put forward).
    NotInZone,
}

/// Reads a TOML date-time, RFC 3339 or RFC 2822; a local date-time or a date alone (then 00:00) in `zone`.
///
/// The offset is kept. Of a local time that the zone has twice, the first is taken.
pub fn parse_date(text: &str, zone: Option<Tz>) -> Result<DateTime<FixedOffset>, DateError> {
    let text = text.trim();
    if let Ok(date) = DateTime::parse_from_rfc3339(text) {
        return Ok(date);
    }
    if let Some(date) = offset_date_time(text) {
        return Ok(date);
    }
    if let Ok(date) = DateTime::parse_from_rfc2822(text) {
        return Ok(date);
    }
    let local = local_date_time(text).ok_or(DateError::NotADate)?;
    match zone {
        None => Err(DateError::ZoneMissing(Utc.from_utc_datetime(&local).fixed_offset())),
        Some(zone) => match zone.from_local_datetime(&local) {
            LocalResult::Single(date) | LocalResult::Ambiguous(date, _) => Ok(date.with_timezone(&date.offset().fix())),
            LocalResult::None => Err(DateError::NotInZone),
        },
    }
}

/// RFC 3339 without seconds, or with a blank for the `T`: TOML 1.1 and YAML write them.
fn offset_date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    for form in [
        "%Y-%m-%dT%H:%M%:z",
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M:%S%.f %:z",
        "%Y-%m-%d %H:%M%:z",
        "%Y-%m-%dT%H:%M:%S%.f%z",
    ] {
        if let Ok(date) = DateTime::parse_from_str(&text.replace(['Z', 'z'], "+00:00"), form) {
            return Some(date);
        }
    }
    None
}

fn local_date_time(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time.trim())),
        None => (text, None),
    };
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let time = match time {
        None => NaiveTime::MIN,
        Some(time) => {
            NaiveTime::parse_from_str(time, "%H:%M:%S%.f").or_else(|_| NaiveTime::parse_from_str(time, "%H:%M")).ok()?
        }
    };
    Some(date.and_time(time))
}

/// `Fri, 09 Oct 2020 04:30:38 +0000`: the form every reader of RSS takes.
pub fn date_rfc2822(date: &DateTime<FixedOffset>) -> String {
    date.format("%a, %d %b %Y %H:%M:%S %z").to_string()
}

/// `2020-10-09T04:30:38+00:00`.
pub fn date_rfc3339(date: &DateTime<FixedOffset>) -> String {
    date.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The IANA time zone of that name, in any case.
pub fn time_zone(name: &str) -> Option<Tz> {
    Tz::from_str_insensitive(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_form_and_keeps_the_offset() {
        let read = |text: &str| parse_date(text, None).map(|d| date_rfc3339(&d));
        assert_eq!(read("2026-11-27T06:00:00+01:00").as_deref(), Ok("2026-11-27T06:00:00+01:00"));
        assert_eq!(read("2026-11-27 06:00:00Z").as_deref(), Ok("2026-11-27T06:00:00+00:00"));
        assert_eq!(read("Fri, 27 Nov 2026 06:00:00 +0545").as_deref(), Ok("2026-11-27T06:00:00+05:45"));
        assert_eq!(read("2026-11-27T06:00:00.000-0600").as_deref(), Ok("2026-11-27T06:00:00-06:00"));
        assert_eq!(read("27.11.2026"), Err(DateError::NotADate));
        assert_eq!(read("2026-02-30"), Err(DateError::NotADate));
    }

    #[test]
    fn local_times_take_the_zone_of_that_day() {
        let lisbon = time_zone("europe/lisbon");
        assert!(lisbon.is_some());
        let read = |text: &str| parse_date(text, lisbon).map(|d| date_rfc3339(&d));
        assert_eq!(read("2026-07-01").as_deref(), Ok("2026-07-01T00:00:00+01:00"));
        assert_eq!(read("2026-12-01T06:00").as_deref(), Ok("2026-12-01T06:00:00+00:00"));
        assert_eq!(read("2026-03-29T01:30:00"), Err(DateError::NotInZone));
        assert!(matches!(parse_date("2026-07-01", None), Err(DateError::ZoneMissing(_))));
    }

    #[test]
    fn writes_the_mail_form_with_two_digits() {
        let date = parse_date("2020-10-09T04:30:38Z", None).unwrap();
        assert_eq!(date_rfc2822(&date), "Fri, 09 Oct 2020 04:30:38 +0000");
    }
}
