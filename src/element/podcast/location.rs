//! `<podcast:location>`: what it is about, or where it was made.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/location> (revised 2025), RFC 5870, ISO 3166-1 alpha-2. Coordinate reference systems
//! other than WGS 84 are passed through and not judged.

use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional};
use crate::keys::quoted_like;
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:location", &["channel", "item"], Kind::Line(128)).many().with(&[
        optional("rel", Kind::Own),
        optional("geo", Kind::Own),
        optional("osm", Kind::Own),
        optional("country", Kind::Own),
    ])];

crate::keys! {
    /// A place.
    pub struct Location bare "name" {
        /// What people call it.
        name: Spanned<String> = "name = \"Lisbon\"";
        /// `subject`: what it is about (the default); `creator`: where it was made.
        rel: Option<Spanned<LocationRel>> = "rel = \"subject\"";
        /// Latitude and longitude, as a geo URI.
        geo: Option<Spanned<String>> = "geo = \"geo:38.7223,-9.1393\"";
        /// The place in OpenStreetMap: `N`, `W` or `R` and its id.
        osm: Option<Spanned<String>> = "osm = \"R5400890\"";
        /// Its country, two letters.
        country: Option<Spanned<String>> = "country = \"PT\"";
    }
}

crate::words! {
    /// What a place is to the show.
    pub enum LocationRel {
        /// What it is about.
        Subject = "subject",
        /// Where it was made.
        Creator = "creator",
    }
}

crate::rules! {
    /// Apps put these on a map, and a value they cannot read puts the show nowhere, or into the wrong sea.
    PODCAST_LOCATION_INVALID = "podcast-location-invalid": Error, [Podcasting2], Safe;
        summary "coordinates, a map id or a country that cannot be read";
        bad "location = { name = \"Lisbon\", geo = \"38.7223, -9.1393\" }";
        good "location = { name = \"Lisbon\", geo = \"geo:38.7223,-9.1393\" }";
        source "Podcast namespace, <podcast:location>; RFC 5870; ISO 3166-1";
}

/// The codes of ISO 3166-1 alpha-2.
static COUNTRIES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("countries.txt").split_whitespace().collect());

/// Whether a text is a code of ISO 3166-1 alpha-2, in any case.
pub fn is_country(code: &str) -> bool {
    COUNTRIES.iter().any(|country| country.eq_ignore_ascii_case(code))
}

impl Location {
    /// The element. `rel` is always written: its default has changed meaning for readers of the older text.
    pub fn element(&self) -> Element {
        let rel = self.rel().word();
        Element::new("podcast:location")
            .attr("rel", rel)
            .attr_if("geo", self.geo.as_ref().map(|geo| geo.trim()))
            .attr_if("osm", self.osm.as_ref().map(|osm| osm.trim()))
            .attr_if("country", self.country.as_ref().map(|country| country.trim().to_ascii_uppercase()))
            .text(self.name.trim())
    }

    /// What the place is to the show; a subject where nothing is said.
    pub fn rel(&self) -> LocationRel {
        self.rel.as_ref().map_or(LocationRel::Subject, |rel| rel.value)
    }

    /// Coordinates, map id and country.
    pub fn check(&self) -> Vec<Diagnostic> {
        let finding = |value: &Spanned<String>, message: &str, expected: &str| {
            Diagnostic::new(&PODCAST_LOCATION_INVALID, &value.place, message)
                .found(value.value.clone())
                .expected(expected)
        };
        let mut findings = Vec::new();
        if let Some(geo) = &self.geo {
            match judge_geo(geo) {
                Geo::Right => {}
                Geo::Malformed => {
                    findings.push(finding(geo, "these coordinates cannot be read", "geo:LATITUDE,LONGITUDE"));
                }
                Geo::Swapped(right) => {
                    let swapped = finding(geo, "latitude comes before longitude; these seem swapped", &right);
                    let edit = quoted_like(&geo.place, &right);
                    findings.push(swapped.fix(false, "swap them", &geo.place, edit));
                }
                Geo::OutOfRange => {
                    let expected = "a latitude from -90 to 90 and a longitude from -180 to 180";
                    findings.push(finding(geo, "these coordinates are on no map", expected));
                }
            }
        }
        if let Some(osm) = self.osm.as_ref().filter(|osm| !osm_is_right(osm)) {
            let message = "this is no object of OpenStreetMap";
            findings.push(finding(osm, message, "N, W or R and the id of the object, like R5400890"));
        }
        if let Some(country) = &self.country {
            let upper = country.trim().to_ascii_uppercase();
            let right = if upper == "UK" { "GB" } else { upper.as_str() };
            if !COUNTRIES.contains(&right) {
                findings.push(finding(country, "this is no code of a country", "two letters of ISO 3166-1, like PT"));
            } else if right != country.value {
                let edit = quoted_like(&country.place, right);
                let wrong = finding(country, "this country is written otherwise", right);
                findings.push(wrong.fix(true, format!("write `{right}`"), &country.place, edit));
            }
        }
        findings
    }
}

enum Geo {
    Right,
    Malformed,
    Swapped(String),
    OutOfRange,
}

fn judge_geo(text: &str) -> Geo {
    let Some(rest) = text.strip_prefix("geo:") else { return Geo::Malformed };
    let mut parts = rest.split(';');
    let coordinates: Vec<&str> = parts.next().unwrap_or_default().split(',').collect();
    let parameters: Vec<&str> = parts.collect();
    let named = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if !(2..=3).contains(&coordinates.len())
        || !coordinates.iter().all(|c| is_number(c))
        || !parameters.iter().all(named)
    {
        return Geo::Malformed;
    }
    let other_system = parameters.iter().any(|p| {
        p.split_once('=')
            .is_some_and(|(name, value)| name.eq_ignore_ascii_case("crs") && !value.eq_ignore_ascii_case("wgs84"))
    });
    let (latitude, longitude) = match coordinates.as_slice() {
        [latitude, longitude, ..] => (*latitude, *longitude),
        _ => return Geo::Malformed,
    };
    if other_system || (within(latitude, 90) && within(longitude, 180)) {
        Geo::Right
    } else if within(longitude, 90) && within(latitude, 180) {
        Geo::Swapped(text.replacen(&format!("{latitude},{longitude}"), &format!("{longitude},{latitude}"), 1))
    } else {
        Geo::OutOfRange
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a number's absolute value is at most `most`, decided on its digits.
fn within(number: &str, most: u32) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    match whole.parse::<u32>() {
        Ok(whole) => whole < most || (whole == most && fraction.bytes().all(|b| b == b'0')),
        Err(_) => false,
    }
}

fn osm_is_right(text: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let Some(rest) = text.strip_prefix(['N', 'W', 'R']) else { return false };
    let (id, revision) = rest.split_once('#').unwrap_or((rest, "0"));
    number(id) && !id.starts_with('0') && number(revision)
}
