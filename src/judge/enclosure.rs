//! The recordings of items: RSS 2.0, `<enclosure>`, and what apps and directories play.
//!
//! The address as such is judged as a value. Live items point at streams, which have no size and often no ending.

use std::collections::{HashMap, HashSet};

use super::address::{ending, path};
use super::context::Context;
use super::edit::attribute_gap;
use super::feed::{Feed, Part};
use super::findings::Findings;
use super::itunes::duration_seconds;
use super::structure::is_media_type;
use crate::diagnostic::{Diagnostic, Profile, Severity};
use crate::scalar::{MediaKind, media_type_of};
use crate::xml::read::Value;
use crate::xml::read::{Damage, Node};

crate::rules! {
    /// There is nothing to play. Directories refuse the item (Apple: "Can't download episodes from your feed."), apps show a dead
    /// button.
    ENCLOSURE_MISSING = "enclosure-missing": Error, [Apple, Spotify, Psp1], None;
        summary "an item without a recording";
        bad "<item><title>The first wire</title></item>";
        good "<item><title>The first wire</title><enclosure url=\"https://show.fm/1.mp3\" …/></item>";
        source "Apple, A Podcaster's Guide to RSS, <enclosure>; PSP-1";
    /// Apps take the first, the last or none. Other versions of the recording have an element of their own.
    ENCLOSURE_MULTIPLE = "enclosure-multiple": Warning, [], Unsafe;
        summary "an item with more than one enclosure";
        bad "<enclosure url=\"https://show.fm/1.mp3\" …/><enclosure url=\"https://show.fm/1.m4a\" …/>";
        good "<enclosure url=\"https://show.fm/1.mp3\" …/><podcast:alternateEnclosure …/>";
        source "RSS best practices profile, <enclosure>; Apple, Podcast requirements";
        levels Apple = Error, Psp1 = Error;
    /// Without an address there is nothing to play.
    ENCLOSURE_URL_MISSING = "enclosure-url-missing": Error, [], None;
        summary "an enclosure without an address";
        bad "<enclosure length=\"28800000\" type=\"audio/mpeg\"/>";
        good "<enclosure url=\"https://show.fm/1.mp3\" length=\"28800000\" type=\"audio/mpeg\"/>";
        source "RSS 2.0, <enclosure>; Spotify, episode metadata requirements";
    /// Apps warn of large downloads by it, and some leave out an enclosure that lacks one of its three attributes.
    ENCLOSURE_LENGTH_MISSING = "enclosure-length-missing": Error, [], Unsafe;
        summary "an enclosure that does not say how many bytes it has";
        bad "<enclosure url=\"https://show.fm/1.mp3\" type=\"audio/mpeg\"/>";
        good "<enclosure url=\"https://show.fm/1.mp3\" length=\"28800000\" type=\"audio/mpeg\"/>";
        source "RSS 2.0, <enclosure>; Apple, Podcast requirements";
    /// Apps look at the type to know a recording from a picture, and leave out what has none.
    ENCLOSURE_TYPE_MISSING = "enclosure-type-missing": Error, [], Safe;
        summary "an enclosure that does not say what it is";
        bad "<enclosure url=\"https://show.fm/1.mp3\" length=\"28800000\"/>";
        good "<enclosure url=\"https://show.fm/1.mp3\" length=\"28800000\" type=\"audio/mpeg\"/>";
        source "RSS 2.0, <enclosure>; Apple, Podcast requirements";
    /// It is a number of bytes, in digits; readers stop at the first other character, or drop the enclosure.
    ENCLOSURE_LENGTH_INVALID = "enclosure-length-invalid": Error, [], Safe;
        summary "a length that is no number of bytes";
        bad "length=\"28,800,000\"";
        good "length=\"28800000\"";
        source "RSS 2.0, <enclosure>";
    /// Nought stands for \"unknown\"; apps then show no size, and directories complain.
    ENCLOSURE_LENGTH_ZERO = "enclosure-length-zero": Warning, [Apple, Spotify], None;
        summary "a length of 0 bytes";
        bad "length=\"0\"";
        good "length=\"28800000\"";
        source "RSS best practices profile, <enclosure>";
    /// Seconds, or kB, in the place of bytes: apps show a wrong size, and AntennaPod ignores one below 16 kB.
    ENCLOSURE_LENGTH_IMPLAUSIBLE = "enclosure-length-implausible": Warning, [], None;
        summary "a length that no recording of that duration has";
        bad "length=\"28800\" with <itunes:duration>1800</itunes:duration>";
        good "length=\"28800000\" with <itunes:duration>1800</itunes:duration>";
        source "podwright; AntennaPod, Rss20";
    /// Apps cannot tell from it whether they can play the recording.
    ENCLOSURE_TYPE_INVALID = "enclosure-type-invalid": Error, [], None;
        summary "a type that is no media type";
        bad "type=\"mp3\"";
        good "type=\"audio/mpeg\"";
        source "RFC 6838, 4.2; RSS 2.0, <enclosure>";
    /// Most apps guess right, those that look it up in a list do not.
    ENCLOSURE_TYPE_UNUSUAL = "enclosure-type-unusual": Warning, [], Safe;
        summary "a media type that is not written so";
        bad "type=\"audio/mp3\"";
        good "type=\"audio/mpeg\"";
        source "IANA, Media types; Apple, A Podcaster's Guide to RSS, <enclosure>";
    /// Some apps go by the type and some by the ending; for one of them the recording does not play.
    ENCLOSURE_TYPE_MISMATCH = "enclosure-type-mismatch": Error, [], Unsafe;
        summary "type and ending of an enclosure contradict each other";
        bad "url=\"https://show.fm/1.mp3\" type=\"video/mp4\"";
        good "url=\"https://show.fm/1.mp3\" type=\"audio/mpeg\"";
        source "podwright";
    /// Apple goes by the ending of the address; what has another one is not taken ("Can't download episodes from your feed.").
    ENCLOSURE_FORMAT_UNSUPPORTED = "enclosure-format-unsupported": Error, [Apple, Spotify, Psp1], None;
        summary "an enclosure whose address does not end like a format that the directory takes";
        bad "url=\"https://show.fm/1.ogg\"";
        good "url=\"https://show.fm/1.mp3\"";
        source "Apple, A Podcaster's Guide to RSS, <enclosure>; PSP-1, <enclosure>";
        levels Spotify = Warning, Psp1 = Warning;
    /// Apple ignores an episode whose recording another episode has already.
    ENCLOSURE_URL_DUPLICATE = "enclosure-url-duplicate": Error, [], None;
        summary "two items with one recording";
        bad "url=\"https://show.fm/1.mp3\" in two items";
        good "url=\"https://show.fm/1.mp3\" and url=\"https://show.fm/2.mp3\"";
        source "Apple, Podcast requirements";
        levels Rss = Warning;
    /// Each statistics host is one more that has to be up, and some apps give up after a few redirects.
    ENCLOSURE_PREFIX_CHAIN = "enclosure-prefix-chain": Advice, [], None;
        summary "an address that leads through many statistics hosts";
        bad "https://a.com/b.fm/c.io/d.net/e.com/f.fm/1.mp3";
        good "https://a.com/f.fm/1.mp3";
        source "podwright";
}

/// Smaller ones are no recordings: AntennaPod ignores them.
const SMALLEST: u64 = 16_384;
/// Bits per second of sound.
const RATE_OF_SOUND: (u128, u128) = (8_000, 2_000_000);
/// Bits per second of moving pictures.
const RATE_OF_PICTURES: (u128, u128) = (50_000, 60_000_000);
/// Longer durations are wrong themselves.
const LONGEST: u64 = 24 * 60 * 60;
/// So many hosts in a path are a chain.
const LONG_CHAIN: usize = 5;

/// Spellings that nobody registered nor asks for, and the usual one.
const UNUSUAL: &[(&str, &str)] = &[
    ("audio/mp3", "audio/mpeg"),
    ("x-audio/mp3", "audio/mpeg"),
    ("audio/x-mp3", "audio/mpeg"),
    ("audio/mpeg3", "audio/mpeg"),
    ("audio/x-mpeg3", "audio/mpeg"),
    ("audio/x-mpeg-3", "audio/mpeg"),
    ("audio/x-mpeg", "audio/mpeg"),
    ("audio/mpg", "audio/mpeg"),
    ("audio/x-mpg", "audio/mpeg"),
    ("audio/aacp", "audio/aac"),
    ("video/x-mp4", "video/mp4"),
    ("video/mov", "video/quicktime"),
    ("image/jpg", "image/jpeg"),
];

/// Judges the recordings of an item.
pub(super) fn judge(feed: &Feed<'_>, item: &Part<'_>, context: &Context, findings: &mut Findings) {
    let mut enclosures = item.all("enclosure");
    let Some(first) = enclosures.next() else {
        missing(feed, item, context, findings);
        return;
    };
    for second in enclosures {
        multiple(feed, first, second, findings);
    }
    let duration = item.value("itunes:duration");
    // What stands in a tag that could not be read whole may not be what was meant.
    for node in item.all("enclosure").filter(|node| node.damage() != Damage::Tag) {
        enclosure(item, node, duration.as_ref(), findings);
    }
}

fn missing(feed: &Feed<'_>, item: &Part<'_>, context: &Context, findings: &mut Findings) {
    if item.is_live() || !context.played || !feed.lacks(item, "enclosure") {
        return;
    }
    let message = match context.items {
        all if all > 1 && all == context.silent => {
            format!("the item has no <enclosure>, like all {all} items: there is nothing to play in this feed")
        }
        _ => "the item has no <enclosure>: there is nothing to play".to_string(),
    };
    findings.push(Diagnostic::new(&ENCLOSURE_MISSING, item.node.place(), message));
}

fn multiple(feed: &Feed<'_>, first: Node<'_>, second: Node<'_>, findings: &mut Findings) {
    let message = "a second <enclosure>: apps take the first, the last or none";
    let finding = Diagnostic::new(&ENCLOSURE_MULTIPLE, second.place(), message)
        .related(first.place(), "the first is here")
        .help("other versions of a recording belong into <podcast:alternateEnclosure>");
    let declared = feed.document.declarations.iter().any(|declaration| {
        declaration.prefix == "podcast"
            && feed.meaning(declaration.namespace).is_some_and(|own| own.prefix == "podcast")
    });
    let raw = |name: &str| second.attribute(name).map(|attribute| attribute.raw()).filter(|raw| !raw.contains('"'));
    findings.push(match (raw("url"), raw("type"), declared && second.damage() == Damage::None) {
        (Some(url), Some(kind), true) => {
            let length = raw("length").map(|length| format!(" length=\"{length}\"")).unwrap_or_default();
            let text = format!(
                "<podcast:alternateEnclosure type=\"{kind}\"{length}><podcast:source uri=\"{url}\"/></podcast:alternateEnclosure>"
            );
            finding.fix(false, "make it a <podcast:alternateEnclosure>", &second.whole_place(), text)
        }
        _ => finding,
    });
}

/// The value of an attribute that an enclosure must have; `None` after saying that it lacks it, with what mends it.
fn needed<'d>(
    node: Node<'d>,
    name: &str,
    findings: &mut Findings,
    mended: impl FnOnce(Diagnostic) -> Diagnostic,
) -> Option<Value<'d>> {
    let rule = match name {
        "url" => &ENCLOSURE_URL_MISSING,
        "length" => &ENCLOSURE_LENGTH_MISSING,
        _ => &ENCLOSURE_TYPE_MISSING,
    };
    let Some(attribute) = node.attribute(name) else {
        // Another case has been said.
        if !node.attributes().any(|other| other.local().eq_ignore_ascii_case(name)) {
            findings.push(mended(Diagnostic::new(rule, node.place(), format!("the enclosure has no `{name}`"))));
        }
        return None;
    };
    let value = Value::of_attribute(node, attribute);
    if value.is_blank() {
        findings.push(mended(Diagnostic::new(rule, attribute.place(), format!("`{name}` of the enclosure is empty"))));
        return None;
    }
    Some(value)
}

/// The edit that gives an enclosure the value of an attribute that it lacks.
fn given(finding: Diagnostic, node: Node<'_>, name: &str, text: &str, safe: bool) -> Diagnostic {
    match node.attribute(name) {
        Some(attribute) => finding.fix(safe, format!("write {text}"), &attribute.value_place(), text),
        None => finding.fix(safe, "add it", &attribute_gap(node), format!(" {name}=\"{text}\"")),
    }
}

fn enclosure(item: &Part<'_>, node: Node<'_>, duration: Option<&Value<'_>>, findings: &mut Findings) {
    let url = needed(node, "url", findings, |finding| finding);
    let row = url.as_ref().and_then(|url| media_type_of(path(url.trimmed())));
    let kind = needed(node, "type", findings, |finding| match row {
        Some(row) => given(finding, node, "type", row.name, true).expected(format!("type=\"{}\"", row.name)),
        None => finding,
    });
    if let Some(kind) = kind {
        media_type(&kind, url.as_ref(), findings);
    }
    let length = needed(node, "length", findings, |finding| {
        given(finding.expected("the number of bytes, or 0 where nobody knows"), node, "length", "0", false)
    });
    if let Some(length) = length {
        self::length(&length, item.is_live(), duration, findings);
    }
    if let Some(url) = url {
        if !item.is_live() {
            format(&url, findings);
        }
        chain(&url, findings);
    }
}

fn media_type(value: &Value<'_>, url: Option<&Value<'_>>, findings: &mut Findings) {
    let text = value.trimmed();
    let finding = |rule, message: String| Diagnostic::new(rule, value.place(), message).found(text);
    if !is_media_type(text) {
        let finding = finding(&ENCLOSURE_TYPE_INVALID, format!("\"{text}\" is no media type"));
        let row = url.and_then(|url| media_type_of(path(url.trimmed())));
        findings.push(finding.expected(row.map_or("a media type, like audio/mpeg", |row| row.name)));
        return;
    }
    let essence = text.split(';').next().unwrap_or_default().trim_end();
    let usual = UNUSUAL.iter().find(|(unusual, _)| unusual.eq_ignore_ascii_case(essence)).map(|(_, usual)| *usual);
    if let Some(usual) = usual {
        let finding = finding(&ENCLOSURE_TYPE_UNUSUAL, format!("`{essence}` is usually written `{usual}`"));
        let lead = value.text.len() - value.text.trim_start().len();
        let place = value.locate(lead..lead + essence.len());
        findings.push(finding.expected(usual).fix(true, format!("write {usual}"), &place, usual));
    }
    let Some(ending) = url.and_then(|url| ending(url.trimmed())) else { return };
    let Some(row) = media_type_of(&format!(".{ending}")) else { return };
    let essence = usual.map_or_else(|| essence.to_ascii_lowercase(), str::to_string);
    if contradict(&essence, row.name, row.also, row.kind, row.ending) {
        let message = format!("the type says {essence}, and the address ends in `.{ending}`");
        let finding = finding(&ENCLOSURE_TYPE_MISMATCH, message).expected(row.name);
        findings.push(finding.fix(false, format!("write {}", row.name), &value.place(), row.name));
    }
}

/// Whether a type is another one than that of an ending.
fn contradict(essence: &str, name: &str, also: &[&str], kind: MediaKind, ending: &str) -> bool {
    // Containers that hold sound alone or pictures with it.
    const OPEN: &[&str] = &["mp4", "ogg", "webm", "mkv", "mov"];
    if essence.eq_ignore_ascii_case(name) || also.iter().any(|also| also.eq_ignore_ascii_case(essence)) {
        return false;
    }
    let top = |text: &str| text.split('/').next().unwrap_or_default().to_string();
    let same_top = top(essence) == top(name);
    match (family(essence), family(name)) {
        (Some(own), Some(of_ending)) => own != of_ending || !(same_top || OPEN.contains(&ending)),
        // Kinds of text and data have too many names to tell.
        _ if kind == MediaKind::Text => matches!(&*top(essence), "audio" | "video" | "image"),
        _ => !same_top,
    }
}

/// What is inside, as far as a type says.
fn family(essence: &str) -> Option<&'static str> {
    let subtype = essence.split_once('/')?.1;
    Some(match subtype.strip_prefix("x-").unwrap_or(subtype) {
        "mpeg" if essence.starts_with("audio") => "mp3",
        // AAC is mostly in MP4, and QuickTime is its ancestor.
        "mp4" | "m4a" | "m4v" | "m4b" | "aac" | "quicktime" | "mp4a-latm" => "mp4",
        "ogg" | "opus" | "vorbis" | "vorbis+ogg" | "theora" => "ogg",
        "webm" | "matroska" => "webm",
        "flac" => "flac",
        "wav" | "wave" | "vnd.wave" => "wav",
        _ => return None,
    })
}

fn length(value: &Value<'_>, is_live: bool, duration: Option<&Value<'_>>, findings: &mut Findings) {
    let (text, node) = (&*value.text, value.node);
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("the length of the enclosure is \"{text}\"");
        let finding = Diagnostic::new(&ENCLOSURE_LENGTH_INVALID, value.place(), message).found(text);
        let finding = finding.expected("a number of bytes, in digits");
        findings.push(match (digits(text), value.attribute) {
            (Some(digits), Some(attribute)) => {
                // What is no size of a recording either was perhaps not meant so.
                let safe = digits.parse::<u64>().is_ok_and(|bytes| bytes >= SMALLEST);
                finding.fix(safe, format!("write {digits}"), &attribute.value_place(), digits)
            }
            _ => finding,
        });
        return;
    }
    if is_live {
        return;
    }
    let implausible = |message: String| {
        let finding = Diagnostic::new(&ENCLOSURE_LENGTH_IMPLAUSIBLE, value.place(), message);
        finding.found(text).expected("the number of bytes")
    };
    let Ok(bytes) = text.parse::<u64>() else {
        return findings.push(implausible("no recording has so many bytes".to_string()));
    };
    if bytes == 0 {
        let message = "a length of 0 stands for \"unknown\"";
        findings.push(Diagnostic::new(&ENCLOSURE_LENGTH_ZERO, value.place(), message).expected("the number of bytes"));
        return;
    }
    let url = node.attribute("url").map(|url| url.value()).unwrap_or_default();
    let kind = node.attribute("type").map(|kind| kind.value().to_ascii_lowercase()).unwrap_or_default();
    let row = media_type_of(path(&url)).map(|row| row.kind);
    let rates = match kind.split('/').next().unwrap_or_default() {
        "audio" => RATE_OF_SOUND,
        "video" => RATE_OF_PICTURES,
        _ => match row {
            Some(MediaKind::Audio) => RATE_OF_SOUND,
            Some(MediaKind::Video) => RATE_OF_PICTURES,
            _ => return,
        },
    };
    let seconds = duration.and_then(|duration| duration_seconds(duration.trimmed()));
    let seconds = seconds.filter(|seconds| (1..=LONGEST).contains(seconds));
    if bytes < SMALLEST {
        let message = match seconds {
            Some(seconds) if bytes == seconds => {
                format!("{bytes} bytes: that is the duration in seconds, and no recording is so small")
            }
            _ => format!("{bytes} bytes: no recording is so small"),
        };
        return findings.push(implausible(message));
    }
    let Some(seconds) = seconds else { return };
    let rate = u128::from(bytes) * 8 / u128::from(seconds);
    if rate < rates.0 || rate > rates.1 {
        let word = if rate < rates.0 { "too little" } else { "too much" };
        let rate = if rate < 1000 { format!("{rate} bit/s") } else { format!("{} kbit/s", rate / 1000) };
        let finding = implausible(format!("{bytes} bytes in {seconds} s are {rate}, which is {word}"));
        findings.push(match duration {
            Some(duration) => finding.related(duration.place(), "the duration is here"),
            None => finding,
        });
    }
}

/// The digits of a number whose thousands are set apart, or that has blanks around it.
fn digits(text: &str) -> Option<String> {
    let text = text.trim();
    let is_separator = |c: char| matches!(c, ',' | '.' | '\'' | '_' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '’');
    let groups: Vec<&str> = text.split(is_separator).collect();
    let right = |(i, group): (usize, &&str)| {
        let length = if i == 0 { (1..=3).contains(&group.len()) || groups.len() == 1 } else { group.len() == 3 };
        length && !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit())
    };
    groups.iter().enumerate().all(right).then(|| groups.concat())
}

/// Endings that each directory takes.
const APPLE: &[&str] = &["m4a", "mp3", "mov", "mp4", "m4v", "pdf"];
const PSP_1: &[&str] = &["mp3", "m4a", "m4v", "mp4"];
const SPOTIFY: &[&str] = &["mp3", "m4a"];

fn format(url: &Value<'_>, findings: &mut Findings) {
    let text = url.trimmed();
    let own = ending(text).map(str::to_ascii_lowercase);
    // An address can be made to end like one: `…/play?format=.mp3`.
    let last = text.rsplit_once('.').map(|(_, last)| last.to_ascii_lowercase());
    let takes = |list: &[&str]| [&own, &last].into_iter().flatten().any(|ending| list.contains(&ending.as_str()));
    let levels: &'static [(Profile, Severity)] = match (takes(APPLE), takes(PSP_1), takes(SPOTIFY)) {
        (true, true, true) => return,
        (true, true, false) => &[(Profile::Spotify, Severity::Warning)],
        (true, ..) => &[(Profile::Psp1, Severity::Warning), (Profile::Spotify, Severity::Warning)],
        (false, ..) => &[
            (Profile::Apple, Severity::Error),
            (Profile::Psp1, Severity::Warning),
            (Profile::Spotify, Severity::Warning),
        ],
    };
    let names: Vec<&str> = levels.iter().map(|(profile, _)| profile.name()).collect();
    let message = match &own {
        Some(ending) => format!("`.{ending}` is not taken by {}", names.join(", ")),
        None => format!("the address has no ending, and {} go by it", names.join(", ")),
    };
    let expected = match levels.len() {
        1 => SPOTIFY,
        2 => PSP_1,
        _ => APPLE,
    };
    let finding = Diagnostic::new(&ENCLOSURE_FORMAT_UNSUPPORTED, url.place(), message).asked_by(levels);
    findings.push(finding.expected(expected.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")));
}

fn chain(url: &Value<'_>, findings: &mut Findings) {
    let path = path(url.trimmed());
    let mut parts: Vec<&str> = path.split('/').collect();
    // The last is the file.
    parts.pop();
    let hosts: Vec<&str> = parts.into_iter().filter(|part| is_host(part)).collect();
    let mut seen = HashSet::new();
    let message = match hosts.iter().find(|host| !seen.insert(**host)) {
        Some(host) => format!("the address leads through {host} twice"),
        None if hosts.len() >= LONG_CHAIN => format!("the address leads through {} more hosts", hosts.len()),
        None => return,
    };
    let finding = Diagnostic::new(&ENCLOSURE_PREFIX_CHAIN, url.place(), message);
    findings.push(finding.help("take out the statistics that nobody looks at any more"));
}

/// Whether a part of a path looks like a host and not like a file.
fn is_host(part: &str) -> bool {
    let Some((name, top)) = part.rsplit_once('.') else { return false };
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (2..=6).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && name.split('.').all(label)
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && media_type_of(part).is_none()
        && !["php", "aspx", "asp", "cgi", "jsp"].contains(&top)
}

/// Judges the recordings of all items together; items that repeat an earlier one's guid have been said.
pub(super) fn across(feed: &Feed<'_>, repeats: &[bool], findings: &mut Findings) {
    let mut seen: HashMap<String, Value<'_>> = HashMap::new();
    let items = feed.items.iter().zip(repeats).filter(|(item, repeats)| !item.is_live() && !**repeats);
    for (item, _) in items {
        let Some(url) = item.attribute("enclosure", "url").filter(|url| !url.is_blank()) else { continue };
        let text = url.trimmed();
        let plain = text.split('#').next().unwrap_or(text).to_string();
        match seen.get(&plain) {
            Some(first) => findings.push(
                Diagnostic::new(&ENCLOSURE_URL_DUPLICATE, url.place(), "the recording is that of an earlier item")
                    .item(item.label())
                    .found(text)
                    .related(first.place(), "the earlier one is here"),
            ),
            None => {
                seen.insert(plain, url);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_thousands() {
        assert_eq!(digits("28,800,000").as_deref(), Some("28800000"));
        assert_eq!(digits(" 1234 ").as_deref(), Some("1234"));
        assert_eq!(digits("1.5"), None);
        assert_eq!(digits("3456.0"), None);
        assert_eq!(digits("1.5 MB"), None);
        assert_eq!(digits("-1"), None);
    }

    #[test]
    fn hosts_in_paths() {
        let hosts = ["chrt.fm", "redirect.mp3", "v1.2", "pdst.fm", "www.podtrac.com", "a.php", "e", "Mr.Smith"];
        let found: Vec<&str> = hosts.into_iter().filter(|part| is_host(part)).collect();
        assert_eq!(found, ["chrt.fm", "pdst.fm", "www.podtrac.com"]);
    }
}
