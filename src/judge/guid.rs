//! The identity of items: RSS 2.0, `<guid>`.
//!
//! Apps know an episode again by its guid, to the letter. No fix here changes one.

use std::collections::HashMap;

use super::address::is_web_address;
use super::edit::{attribute_gap, insertion};
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::show::GUID_WHITESPACE;
use crate::xml::read::Value;
use crate::xml::read::{Damage, Node};

crate::rules! {
    /// Without one, apps take the address of the recording or of the page, or drop the episode; when that address changes,
    /// everybody gets the episode again.
    GUID_MISSING = "guid-missing": Warning, [], Unsafe;
        summary "an item without a guid";
        bad "<item><title>The first wire</title>…</item>";
        good "<item><title>The first wire</title><guid isPermaLink=\"false\">tape-0001</guid>…</item>";
        source "Apple, Technical updates for hosting providers; PSP-1; Spotify, episode metadata requirements";
        levels Apple = Error, Spotify = Error, Psp1 = Error;
    /// To an app it is the episode it has already: the new one is not shown. Apple does not process it.
    GUID_DUPLICATE = "guid-duplicate": Error, [], None;
        summary "two items with one guid";
        bad "<guid>tape-0001</guid> in two items";
        good "<guid>tape-0001</guid> and <guid>tape-0002</guid>";
        source "RSS 2.0, <guid>; Apple, Technical updates for hosting providers";
    /// Some apps make guids alike before they compare them, others do not: for some of them it is one episode.
    GUID_NEAR_DUPLICATE = "guid-near-duplicate": Warning, [], None;
        summary "two guids that differ in nothing but how they are written";
        bad "http://show.fm/1 and https://show.fm/1/";
        good "http://show.fm/1 and http://show.fm/2";
        source "podwright";
    /// Apps open it as a page. Some put the feed's own address before it, and the episode has another identity as soon as the
    /// feed moves.
    GUID_PERMALINK_NOT_URL = "guid-permalink-not-url": Error, [], Safe;
        summary "a guid that says it is an address, and is none";
        bad "<guid>tape-0001</guid>";
        good "<guid isPermaLink=\"false\">tape-0001</guid>";
        source "RSS 2.0, <guid>";
    /// Readers differ in what they make of another word, and so in what the guid is.
    GUID_ISPERMALINK_INVALID = "guid-ispermalink-invalid": Error, [], Safe;
        summary "`isPermaLink` is neither `true` nor `false`";
        bad "<guid isPermaLink=\"no\">tape-0001</guid>";
        good "<guid isPermaLink=\"false\">tape-0001</guid>";
        source "RSS 2.0, <guid>";
    /// A short number is soon given out twice, and other feeds have it too.
    GUID_WEAK = "guid-weak": Warning, [], None;
        summary "a guid that is hardly unique";
        bad "<guid isPermaLink=\"false\">17</guid>";
        good "<guid isPermaLink=\"false\">tape-2026-0017</guid>";
        source "W3C feed validator, NotSufficientlyUnique";
    /// With the next host or statistics prefix the address changes; if the guid goes with it, everybody gets everything again.
    GUID_IS_ENCLOSURE_URL = "guid-is-enclosure-url": Advice, [], None;
        summary "the guid is the address of the recording";
        bad "<guid>https://show.fm/1.mp3</guid> beside <enclosure url=\"https://show.fm/1.mp3\" …/>";
        good "<guid isPermaLink=\"false\">tape-0001</guid>";
        source "podwright";
}

/// Fewer digits than that are no guid.
const FEW_DIGITS: usize = 9;
/// Fewer characters neither.
const FEW_CHARACTERS: usize = 5;

/// Judges whether an item has a guid, and one of its own.
pub(super) fn item(feed: &Feed<'_>, item: &Part<'_>, findings: &mut Findings) {
    let address = item.attribute("enclosure", "url");
    let Some(node) = item.first("guid") else {
        // Of a live item it is said with what else it must hold.
        if !item.is_live() && feed.lacks(item, "guid") {
            let finding = Diagnostic::new(&GUID_MISSING, item.node.place(), "the item has no <guid>")
                .expected("<guid isPermaLink=\"false\">…</guid>");
            let element = address.filter(|address| !address.is_blank()).map(|address| {
                let guid = quick_xml::escape::escape(address.trimmed()).into_owned();
                format!("<guid isPermaLink=\"false\">{guid}</guid>")
            });
            findings.push(match element.and_then(|element| insertion(item.node, &element)) {
                Some((place, text)) => {
                    let finding = finding.help("most apps take the address of the recording so far: keep that one");
                    finding.fix(false, "take the address of the recording", &place, text)
                }
                None => finding,
            });
        }
        return;
    };
    let guid = Value::of(node);
    if !guid.is_blank() && address.is_some_and(|address| address.trimmed() == guid.trimmed()) {
        let message = "the guid is the address of the recording, which changes with the next host";
        let finding = Diagnostic::new(&GUID_IS_ENCLOSURE_URL, guid.place(), message);
        findings.push(finding.help("keep the guids of published episodes; give new ones a guid of another kind"));
    }
}

/// Judges the form of a guid.
pub(super) fn element(node: Node<'_>, findings: &mut Findings) {
    let guid = Value::of(node);
    if node.damage() != Damage::Tag {
        permalink(node, &guid, findings);
    }
    let text = guid.trimmed();
    if text.is_empty() {
        return;
    }
    if text.len() < guid.text.len() || text.contains(['\n', '\r']) {
        let message = "apps differ in whether they see these blanks: the episode has two identities";
        let finding = Diagnostic::new(&GUID_WHITESPACE, guid.locate(0..guid.text.len()), message);
        findings.push(
            finding.found(format!("{:?}", guid.text)).help("leave it as it is published; write new ones without"),
        );
    }
    let characters = text.chars().count();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if characters < FEW_CHARACTERS || (digits && characters < FEW_DIGITS) {
        let message = format!("\"{text}\" is hardly unique");
        let finding = Diagnostic::new(&GUID_WEAK, guid.place(), message).found(text);
        findings.push(finding.help("keep the guids of published episodes; give new ones a longer one"));
    }
}

fn permalink(node: Node<'_>, guid: &Value<'_>, findings: &mut Findings) {
    let attribute = node.attribute("isPermaLink");
    // Another case has been said.
    if attribute.is_none() && node.attributes().any(|other| other.local().eq_ignore_ascii_case("isPermaLink")) {
        return;
    }
    let said = attribute.map(|attribute| (attribute, attribute.value()));
    match &said {
        Some((_, word)) if word == "false" => return,
        Some((attribute, word)) if word != "true" => {
            let message = format!("`isPermaLink` is \"{word}\"");
            let place = if word.trim().is_empty() { attribute.place() } else { attribute.value_place() };
            let finding = Diagnostic::new(&GUID_ISPERMALINK_INVALID, place, message)
                .found(word.to_string())
                .expected("`true` or `false`");
            let right = word.trim().to_ascii_lowercase();
            // `true` beside what is no address would be the next fault.
            let mends = right == "false" || (right == "true" && is_web_address(guid.trimmed()));
            findings.push(if mends {
                finding.fix(true, format!("write `{right}`"), &attribute.value_place(), right)
            } else {
                finding
            });
            return;
        }
        _ => {}
    }
    let text = guid.trimmed();
    if text.is_empty() || is_web_address(text) {
        return;
    }
    let message = match said {
        Some(_) => "the guid says that it is an address, and is none",
        None => "without `isPermaLink=\"false\"` a guid is an address, and this is none",
    };
    let finding =
        Diagnostic::new(&GUID_PERMALINK_NOT_URL, guid.place(), message).found(text).expected("isPermaLink=\"false\"");
    findings.push(match said {
        Some((attribute, _)) => finding.fix(true, "write `false`", &attribute.value_place(), "false"),
        None => finding.fix(true, "add it", &attribute_gap(node), " isPermaLink=\"false\""),
    });
}

/// Judges the guids of all items together. Answers for each item whether an earlier one has its guid.
pub(super) fn across(feed: &Feed<'_>, findings: &mut Findings) -> Vec<bool> {
    let mut exact: HashMap<String, Value<'_>> = HashMap::new();
    let mut near: HashMap<String, Value<'_>> = HashMap::new();
    let mut repeats = Vec::with_capacity(feed.items.len());
    for item in &feed.items {
        let guid = item.value("guid").filter(|guid| !guid.is_blank());
        let Some(guid) = guid else {
            repeats.push(false);
            continue;
        };
        let first = exact.get(&*guid.text);
        repeats.push(first.is_some());
        if let Some(first) = first {
            let message = format!("the guid \"{}\" is that of an earlier item", guid.trimmed());
            findings.push(
                Diagnostic::new(&GUID_DUPLICATE, guid.place(), message)
                    .item(item.label())
                    .related(first.place(), "the earlier one is here")
                    .help("give the newer episode a guid of its own, if it is another episode"),
            );
            continue;
        }
        exact.insert(guid.text.clone().into_owned(), guid.clone());
        let folded = folded(guid.trimmed());
        match near.get(&folded) {
            Some(first) => findings.push(
                Diagnostic::new(&GUID_NEAR_DUPLICATE, guid.place(), "the guid is an earlier one, written otherwise")
                    .item(item.label())
                    .found(guid.trimmed())
                    .related(first.place(), format!("the earlier one: {}", first.trimmed())),
            ),
            None => {
                near.insert(folded, guid);
            }
        }
    }
    repeats
}

/// A guid without what apps may make alike: case, scheme, a slash at the end, needless percent encoding.
fn folded(guid: &str) -> String {
    let mut bytes = Vec::with_capacity(guid.len());
    let mut rest = guid.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        let decoded = match behind {
            [high, low, ..] if *byte == b'%' => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        // What is reserved means another thing when it is encoded.
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        match decoded.and_then(|byte| u8::try_from(byte).ok()).filter(plain) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let plain = text.strip_prefix("https://").map_or(text.clone(), |rest| format!("http://{rest}"));
    plain.trim_end_matches('/').to_string()
}
