//! What Spotify reads of a feed beyond what others read: limits, countries, chapters.
//!
//! Its delivery specification 1.8 as others quote it, and its help pages. What it takes is second-hand, so nothing here is an error.

use super::feed::Part;
use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::scalar::is_country;
use crate::xml::read::Node;
use crate::xml::read::Value;

crate::rules! {
    /// Spotify reads over it: the limit, or the countries, do not hold.
    SPOTIFY_VALUE_INVALID = "spotify-value-invalid": Warning, [Spotify], None;
        summary "a limit or a list of countries that Spotify does not read";
        bad "<spotify:countryOfOrigin>Germany</spotify:countryOfOrigin>";
        good "<spotify:countryOfOrigin>de at ch</spotify:countryOfOrigin>";
        source "Spotify podcast delivery specification 1.8, as quoted by others";
    /// Spotify shows chapters of Podlove's kind and time stamps in the description; it does not load a file of chapters.
    SPOTIFY_CHAPTERS_UNSEEN = "spotify-chapters-unseen": Advice, [Spotify], None;
        summary "chapters that Spotify does not see";
        bad "<podcast:chapters url=\"https://show.fm/1.json\" …/> alone";
        good "and lines like `00:00 Welcome` in the description";
        source "Spotify, Creating and managing chapters";
}

/// Fewer time stamps are no chapters to Spotify.
const FEW_STAMPS: usize = 3;

/// Judges an element that Spotify reads.
pub(super) fn element(node: Node<'_>, name: &str, findings: &mut Findings) {
    match name {
        "spotify:limit" => limit(node, findings),
        "spotify:countryOfOrigin" => countries(&Value::of(node), findings),
        "media:restriction" => restriction(node, findings),
        _ => {}
    }
}

fn limit(node: Node<'_>, findings: &mut Findings) {
    let Some(attribute) = node.attribute("recentCount") else { return };
    let value = Value::of_attribute(node, attribute);
    if value.trimmed().parse::<u64>().is_ok_and(|count| count >= 1) {
        return;
    }
    let message = format!("{} is \"{}\"", value.name(), value.trimmed());
    let finding = Diagnostic::new(&SPOTIFY_VALUE_INVALID, value.place(), message).found(value.trimmed());
    findings.push(finding.expected("a whole number, 1 or more"));
}

/// Codes with blanks between them, in either case.
fn countries(value: &Value<'_>, findings: &mut Findings) {
    let wrong = value.text.split_whitespace().find(|code| !is_country(&code.to_ascii_uppercase()));
    let Some(wrong) = wrong else { return };
    let start = value.text.find(wrong).unwrap_or_default();
    let place = value.locate(start..start + wrong.len());
    let finding = Diagnostic::new(&SPOTIFY_VALUE_INVALID, place, format!("\"{wrong}\" is no code of a country"));
    findings.push(finding.found(wrong).expected("codes of two letters (ISO 3166-1) with blanks between: de at ch"));
}

fn restriction(node: Node<'_>, findings: &mut Findings) {
    for (name, right) in [("relationship", "allow"), ("type", "country")] {
        let Some(attribute) = node.attribute(name) else { continue };
        let value = Value::of_attribute(node, attribute);
        if value.trimmed() != right {
            let message = format!("Spotify ignores a restriction whose `{name}` is \"{}\"", value.trimmed());
            let finding = Diagnostic::new(&SPOTIFY_VALUE_INVALID, value.place(), message);
            findings.push(finding.found(value.trimmed()).expected(right));
            return;
        }
    }
    if node.attribute("type").is_some() {
        countries(&Value::of(node), findings);
    }
}

/// Judges whether Spotify sees the chapters of an item.
pub(super) fn item(item: &Part<'_>, findings: &mut Findings) {
    let Some(chapters) = item.first("podcast:chapters") else { return };
    if item.first("psc:chapters").is_some() {
        return;
    }
    let stamps = |name: &str| item.first(name).is_some_and(|node| has_stamps(&node.text()));
    if stamps("description") || stamps("content:encoded") {
        return;
    }
    let message = "Spotify does not load a file of chapters, and the description holds none";
    let finding = Diagnostic::new(&SPOTIFY_CHAPTERS_UNSEEN, chapters.place(), message);
    findings.push(finding.help("add three lines or more to the description, the first like `00:00 Welcome`"));
}

/// Whether a text has lines that begin with a time, the first of them with nought.
fn has_stamps(text: &str) -> bool {
    let mut stamps = 0;
    // Lines end at line ends, and where a paragraph or a line of HTML does.
    for line in text.split(['\n', '<', '>']) {
        let line = line.trim_start().trim_start_matches(['(', '[']);
        let time = line.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
        let Some(time) = line.get(..time).filter(|time| super::itunes::duration_seconds(time).is_some()) else {
            continue;
        };
        if !time.contains(':') || (stamps == 0 && time.bytes().any(|byte| (b'1'..=b'9').contains(&byte))) {
            continue;
        }
        stamps += 1;
    }
    stamps >= FEW_STAMPS
}
