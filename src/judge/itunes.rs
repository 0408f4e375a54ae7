//! The elements of iTunes: Apple, "A Podcaster's Guide to RSS", as of 2024, and what other directories ask of them.
//!
//! Categories are judged in a file of their own, addresses and e-mail addresses as values. Pictures and recordings themselves
//! are not looked at.

use super::Around;
use super::address::{ending, same_address};
use super::context::{Context, is_full};
use super::edit::with_blanks;
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Profile, Rule, Severity};
use crate::element::{ITUNES_EPISODE_TYPE_INVALID, ITUNES_TYPE_INVALID};
use crate::manifest::{ITUNES_AUTHOR_MISSING, ITUNES_CATEGORY_MISSING, ITUNES_EXPLICIT_MISSING, ITUNES_IMAGE_MISSING};
use crate::scalar::nearest;
use crate::show::{ITUNES_EPISODE_REQUIRED, ITUNES_NUMBER_INVALID};
use crate::xml::read::Value;
use crate::xml::read::{Damage, Node};

crate::rules! {
    /// Apple sees no picture, and refuses the show.
    ITUNES_IMAGE_INVALID = "itunes-image-invalid": Error, [], Safe;
        summary "artwork whose address is not in `href`";
        bad "<itunes:image>https://show.fm/cover.jpg</itunes:image>";
        good "<itunes:image href=\"https://show.fm/cover.jpg\"/>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:image>";
    /// Apple takes JPEG and PNG, and goes by the ending of the address.
    ITUNES_IMAGE_EXTENSION = "itunes-image-extension": Warning, [Apple, Psp1], None;
        summary "artwork whose address does not end in `.jpg` or `.png`";
        bad "<itunes:image href=\"https://show.fm/cover.webp\"/>";
        good "<itunes:image href=\"https://show.fm/cover.jpg\"/>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:image>; PSP-1";
        levels Apple = Error;
    /// Apple refuses the show, and apps differ in what they take it for.
    ITUNES_EXPLICIT_INVALID = "itunes-explicit-invalid": Error, [], None;
        summary "`<itunes:explicit>` is neither `true` nor `false`";
        bad "<itunes:explicit>maybe</itunes:explicit>";
        good "<itunes:explicit>false</itunes:explicit>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:explicit>";
    /// Apple had these words until 2018. Most apps still know them; some take `explicit` for `false`.
    ITUNES_EXPLICIT_LEGACY = "itunes-explicit-legacy": Warning, [], Safe;
        summary "`<itunes:explicit>` in a word of before 2018";
        bad "<itunes:explicit>clean</itunes:explicit>";
        good "<itunes:explicit>false</itunes:explicit>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:explicit>; PSP-1";
        levels Psp1 = Error;
    /// A show that calls itself clean and has an explicit episode is taken out of countries and family accounts when somebody
    /// complains.
    ITUNES_EXPLICIT_INCONSISTENT = "itunes-explicit-inconsistent": Advice, [Apple], None;
        summary "a show that is not explicit has an episode that is";
        bad "<itunes:explicit>false</itunes:explicit> in the channel, `true` in an item";
        good "<itunes:explicit>true</itunes:explicit> in the channel";
        source "podwright";
    /// Spotify, YouTube and others send a code to that address and refuse a show without. When it is claimed, the address may go.
    ITUNES_OWNER_MISSING = "itunes-owner-missing": Advice, [Rss, Spotify], None;
        summary "no owner with an e-mail address";
        bad "<channel> without <itunes:owner>";
        good "<itunes:owner><itunes:name>Ines</itunes:name><itunes:email>ines@show.fm</itunes:email></itunes:owner>";
        source "Spotify, Adding your email address to your RSS feed";
        levels Spotify = Warning;
    /// Apps show it in lists, and people look whether they have the time.
    ITUNES_DURATION_MISSING = "itunes-duration-missing": Advice, [Apple, Psp1], None;
        summary "an item does not say how long it is";
        bad "<item><enclosure …/></item>";
        good "<item><enclosure …/><itunes:duration>1800</itunes:duration></item>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:duration>; PSP-1";
    /// Apps show another duration, or none.
    ITUNES_DURATION_INVALID = "itunes-duration-invalid": Error, [], Safe;
        summary "a duration that apps cannot read";
        bad "<itunes:duration>1h 20m</itunes:duration>";
        good "<itunes:duration>4800</itunes:duration>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:duration>";
    /// Seconds are what every app reads in the same way: `75:30` is minutes to some and hours to others.
    ITUNES_DURATION_FORM = "itunes-duration-form": Advice, [Apple, Psp1], Safe;
        summary "a duration that is not in seconds";
        bad "<itunes:duration>01:20:00</itunes:duration>";
        good "<itunes:duration>4800</itunes:duration>";
        source "PSP-1, <itunes:duration>; Apple, A Podcaster's Guide to RSS";
    /// It is shown as it stands there.
    ITUNES_DURATION_IMPLAUSIBLE = "itunes-duration-implausible": Warning, [], None;
        summary "a duration that no episode has";
        bad "<itunes:duration>0</itunes:duration>";
        good "<itunes:duration>1800</itunes:duration>";
        source "podwright";
    /// Apple knows the word `Yes` alone. Whoever wrote `true` wanted to hide something that is still to be seen.
    ITUNES_FLAG_INEFFECTIVE = "itunes-flag-ineffective": Warning, [Apple, Psp1], Unsafe;
        summary "`<itunes:block>` or `<itunes:complete>` with a word that has no effect";
        bad "<itunes:block>true</itunes:block>";
        good "<itunes:block>Yes</itunes:block>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:block>";
    /// The whole show is taken out of Apple Podcasts. That may be meant; more often it was forgotten.
    ITUNES_BLOCK_ACTIVE = "itunes-block-active": Warning, [Apple], None;
        summary "the whole show is hidden from Apple Podcasts";
        bad "<itunes:block>Yes</itunes:block> in the channel";
        good "no <itunes:block> in the channel";
        source "Apple, A Podcaster's Guide to RSS, <itunes:block>";
    /// Apps follow it: subscribers leave this feed for that one.
    ITUNES_NEW_FEED_URL_DIFFERS = "itunes-new-feed-url-differs": Warning, [Apple], None;
        summary "the feed sends its subscribers to another one";
        bad "<itunes:new-feed-url>https://other.fm/feed.xml</itunes:new-feed-url> in https://show.fm/feed.xml";
        good "<itunes:new-feed-url>https://show.fm/feed.xml</itunes:new-feed-url>";
        source "Apple, A Podcaster's Guide to RSS, <itunes:new-feed-url>";
    /// Apple's guide no longer has it; nobody reads it but old apps.
    ITUNES_ELEMENT_DROPPED = "itunes-element-dropped": Advice, [Apple], Safe;
        summary "an element that Apple has given up";
        bad "<itunes:keywords>tape, wire</itunes:keywords>";
        good "no <itunes:keywords>";
        source "Apple, A Podcaster's Guide to RSS";
    /// Apple shows transcripts of these two formats only, and makes its own where it finds none.
    APPLE_TRANSCRIPT_FORMAT = "apple-transcript-format": Advice, [Apple], None;
        summary "an episode with transcripts, none of them VTT or SRT";
        bad "<podcast:transcript url=\"https://show.fm/1.html\" type=\"text/html\"/>";
        good "<podcast:transcript url=\"https://show.fm/1.vtt\" type=\"text/vtt\"/>";
        source "Apple, Transcripts on Apple Podcasts";
}

/// Longer is no episode.
const LONGEST: u64 = 24 * 60 * 60;

/// Judges what the channel lacks, and what it says as a whole.
pub(super) fn channel(feed: &Feed<'_>, channel: &Part<'_>, around: &Around, findings: &mut Findings) {
    let place = || channel.node.place();
    if feed.lacks(channel, "itunes:image") {
        let message = match channel.first("image") {
            Some(_) => "the channel has no <itunes:image>; directories do not look at <image>",
            None => "the channel has no <itunes:image>",
        };
        findings.push(
            Diagnostic::new(&ITUNES_IMAGE_MISSING, place(), message)
                .expected("<itunes:image href=\"https://…/cover.jpg\"/>, 1400 to 3000 pixels wide"),
        );
    }
    let missing = |rule: &'static Rule, name: &str, expected: &str| {
        Diagnostic::new(rule, place(), format!("the channel has no <{name}>")).expected(expected)
    };
    if feed.lacks(channel, "itunes:category") {
        let expected = "<itunes:category text=\"…\"/> with a category of Apple's list";
        findings.push(missing(&ITUNES_CATEGORY_MISSING, "itunes:category", expected));
    }
    if feed.lacks(channel, "itunes:explicit") {
        let expected = "<itunes:explicit>false</itunes:explicit> or <itunes:explicit>true</itunes:explicit>";
        findings.push(missing(&ITUNES_EXPLICIT_MISSING, "itunes:explicit", expected));
    }
    if feed.lacks(channel, "itunes:author") {
        findings.push(missing(&ITUNES_AUTHOR_MISSING, "itunes:author", "<itunes:author>…</itunes:author>").asked_by(
            &[
                (Profile::Apple, Severity::Advice),
                (Profile::Psp1, Severity::Advice),
                (Profile::Spotify, Severity::Error),
            ],
        ));
    }
    // An owner without an address is one that lacks a child.
    if feed.lacks(channel, "itunes:owner") {
        let expected = "<itunes:owner><itunes:name>…</itunes:name><itunes:email>…</itunes:email></itunes:owner>";
        findings.push(missing(&ITUNES_OWNER_MISSING, "itunes:owner", expected));
    }
    if let Some(block) = channel.first("itunes:block").filter(|block| is_yes(&block.text())) {
        let message = "the whole show is hidden from Apple Podcasts";
        findings.push(Diagnostic::new(&ITUNES_BLOCK_ACTIVE, block.place(), message));
    }
    moves(channel, around, findings);
    consistent(feed, channel, findings);
}

fn is_yes(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("yes")
}

fn moves(channel: &Part<'_>, around: &Around, findings: &mut Findings) {
    let Some(new) = channel.value("itunes:new-feed-url").filter(|new| !new.is_blank()) else { return };
    let own =
        channel.all("atom:link").find(|link| link.attribute("rel").is_some_and(|rel| rel.value().trim() == "self"));
    let href = own.and_then(|link| link.attribute("href"));
    let here = match (href, &around.url) {
        (Some(href), _) => href.value().trim().to_string(),
        (None, Some(url)) => url.clone(),
        (None, None) => return,
    };
    if here.is_empty() || same_address(new.trimmed(), &here) {
        return;
    }
    let message = "apps that follow it leave this feed for that one";
    let finding =
        Diagnostic::new(&ITUNES_NEW_FEED_URL_DIFFERS, new.place(), message).found(new.trimmed()).expected(here);
    findings.push(match href {
        Some(href) => finding.related(href.value_place(), "the feed says that it lives here"),
        None => finding,
    });
}

fn consistent(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    let Some(show) = channel.value("itunes:explicit").filter(|show| explicit(show.trimmed()) == Some(false)) else {
        return;
    };
    let is_explicit = |item: &&Part<'_>| item.text("itunes:explicit").is_some_and(|text| explicit(&text) == Some(true));
    let mut items = feed.items.iter().filter(is_explicit);
    let Some(first) = items.next() else { return };
    let message = match items.count() {
        0 => "the show is not explicit, and an item is".to_string(),
        more => format!("the show is not explicit, and {} items are", more + 1),
    };
    let finding = Diagnostic::new(&ITUNES_EXPLICIT_INCONSISTENT, show.place(), message);
    findings.push(match first.first("itunes:explicit") {
        Some(node) => finding.related(node.place(), "the first is here"),
        None => finding,
    });
}

/// What is meant by a word of today or of before 2018.
fn explicit(word: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|own| own.eq_ignore_ascii_case(word));
    match word {
        _ if is(&["true", "yes", "explicit"]) => Some(true),
        _ if is(&["false", "no", "clean"]) => Some(false),
        _ => None,
    }
}

/// Judges what an item lacks.
pub(super) fn item(feed: &Feed<'_>, item: &Part<'_>, context: &Context, findings: &mut Findings) {
    transcripts(item, findings);
    if item.is_live() {
        return;
    }
    if context.serial && is_full(item) && feed.lacks(item, "itunes:episode") {
        let message = "a serial show numbers its episodes, and this one has no <itunes:episode>";
        findings.push(
            Diagnostic::new(&ITUNES_EPISODE_REQUIRED, item.node.place(), message)
                .expected("<itunes:episode>…</itunes:episode>"),
        );
    }
    let Some(enclosure) = item.first("enclosure") else { return };
    let kind = enclosure.attribute("type").map(|kind| kind.value().trim().to_ascii_lowercase()).unwrap_or_default();
    let is_text =
        ["text/", "image/", "application/pdf", "application/epub"].iter().any(|begin| kind.starts_with(begin));
    if !is_text && feed.lacks(item, "itunes:duration") {
        findings.push(
            Diagnostic::new(&ITUNES_DURATION_MISSING, item.node.place(), "the item has no <itunes:duration>")
                .expected("<itunes:duration>SECONDS</itunes:duration>"),
        );
    }
    lasts(item, findings);
}

fn transcripts(item: &Part<'_>, findings: &mut Findings) {
    let mut first = None;
    for node in item.all("podcast:transcript") {
        first = first.or(Some(node));
        let text =
            |name: &str| node.attribute(name).map(|own| own.value().trim().to_ascii_lowercase()).unwrap_or_default();
        let kind = text("type");
        let timed = ["vtt", "subrip", "srt"].iter().any(|word| kind.contains(word));
        if timed || ending(&text("url")).is_some_and(|ending| ["vtt", "srt"].contains(&ending)) {
            return;
        }
    }
    let Some(node) = first else { return };
    let message = "Apple shows transcripts in VTT and SRT, and this item has neither";
    findings.push(Diagnostic::new(&APPLE_TRANSCRIPT_FORMAT, node.place(), message));
}

/// Judges a duration by what else the item says.
fn lasts(item: &Part<'_>, findings: &mut Findings) {
    let Some(value) = item.value("itunes:duration") else { return };
    let Some(seconds) = duration_seconds(value.trimmed()) else { return };
    let length = item.attribute("enclosure", "length").and_then(|length| length.trimmed().parse::<u64>().ok());
    let message = match seconds {
        0 => "an episode that lasts no time".to_string(),
        // A small number in both places is the duration, and the length is wrong.
        seconds if Some(seconds) == length && seconds >= 16_384 => {
            "the duration is the number of bytes of the enclosure".to_string()
        }
        seconds if seconds > LONGEST => format!("an episode of {} hours", seconds / 3600),
        _ => return,
    };
    let finding = Diagnostic::new(&ITUNES_DURATION_IMPLAUSIBLE, value.place(), message).found(value.trimmed());
    findings.push(finding.expected("the duration in seconds"));
}

/// Judges an element of iTunes, wherever it stands.
pub(super) fn element(feed: &Feed<'_>, node: Node<'_>, name: &str, findings: &mut Findings) {
    match name {
        "itunes:image" => image(feed, node, findings),
        "itunes:keywords"
        | "itunes:subtitle"
        | "itunes:summary"
        | "itunes:order"
        | "itunes:isClosedCaptioned"
        | "itunes:pubDate" => dropped(node, name, findings),
        _ => {}
    }
    let value = Value::of(node);
    // That it is empty has been said.
    if value.is_blank() || node.damage() == Damage::End {
        return;
    }
    match name {
        "itunes:explicit" => explicit_word(&value, findings),
        "itunes:type" => word(&value, &ITUNES_TYPE_INVALID, &["episodic", "serial"], findings),
        "itunes:episodeType" => word(&value, &ITUNES_EPISODE_TYPE_INVALID, &["full", "trailer", "bonus"], findings),
        "itunes:episode" | "itunes:season" => number(&value, findings),
        "itunes:duration" => duration(&value, findings),
        "itunes:block" | "itunes:complete" => flag(node, &value, name, findings),
        _ => {}
    }
}

fn image(feed: &Feed<'_>, node: Node<'_>, findings: &mut Findings) {
    if node.damage() == Damage::Tag {
        return;
    }
    let href = node.attribute("href");
    if let Some(href) = href.filter(|href| !href.raw().trim().is_empty()) {
        let value = Value::of_attribute(node, href);
        if !is_picture(value.trimmed()) {
            let message = "the address of the artwork does not end in `.jpg` or `.png`";
            let finding = Diagnostic::new(&ITUNES_IMAGE_EXTENSION, value.place(), message);
            findings.push(finding.expected("`.jpg`, `.jpeg` or `.png`"));
        }
        return;
    }
    let misspelt = node.attributes().any(|other| other.local().eq_ignore_ascii_case("href"));
    if href.is_none() && misspelt {
        return;
    }
    // Where else the address may stand.
    let attribute = node.attribute("url").map(|url| (url.value().into_owned(), "in `url`"));
    let child =
        || feed.elements_of(node).find(|child| child.local() == "url").map(|url| (url.text().into_owned(), "in <url>"));
    let text = || Some((node.text().into_owned(), "between the tags"));
    let elsewhere = attribute.or_else(child).or_else(text).filter(|(address, _)| !address.trim().is_empty());
    let place = href.map_or_else(|| node.place(), |href| href.place());
    let finding = Diagnostic::new(
        &ITUNES_IMAGE_INVALID,
        place,
        match &elsewhere {
            Some((_, place)) => format!("the address of the artwork belongs into `href`, and stands {place}"),
            None => format!("<{}> without `href` shows nothing", node.name()),
        },
    );
    findings.push(match elsewhere {
        Some((address, _)) => {
            let start = node.name();
            let right = format!("<{start} href=\"{}\"/>", quick_xml::escape::escape(address.trim()));
            // One with another ending than Apple wants would be the next fault.
            let safe = is_picture(address.trim());
            finding.expected(&*right).fix(safe, "write it there", &node.whole_place(), right)
        }
        None => finding.expected("`href`"),
    });
}

/// Whether an address ends like a picture that Apple takes.
fn is_picture(address: &str) -> bool {
    ending(address).is_some_and(|ending| ["jpg", "jpeg", "png"].iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

fn dropped(node: Node<'_>, name: &str, findings: &mut Findings) {
    let most = match name {
        "itunes:summary" => 4000,
        "itunes:keywords" | "itunes:subtitle" => 255,
        _ => usize::MAX,
    };
    let place = node.value_place();
    let raw = place.text();
    // Characters are counted where there are enough bytes.
    let length = if raw.len() > most { node.text().trim().chars().count() } else { 0 };
    let message = if length > most {
        format!("<{}> is no longer read by Apple, and was to have {most} characters, not {length}", node.name())
    } else if name == "itunes:keywords" && raw.trim().contains(' ') && !raw.contains(',') {
        format!("<{}> is no longer read by Apple, and was to have commas between the words", node.name())
    } else {
        format!("<{}> is no longer read by Apple", node.name())
    };
    let finding = Diagnostic::new(&ITUNES_ELEMENT_DROPPED, node.place(), message);
    let safe = name != "itunes:summary";
    findings.push(if node.damage() == Damage::None {
        finding.fix(safe, "delete it", &with_blanks(node), "")
    } else {
        finding
    });
}

fn explicit_word(value: &Value<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    let finding =
        |rule, message: String| Diagnostic::new(rule, value.place(), message).found(text).expected("`true` or `false`");
    match explicit(text) {
        _ if matches!(text, "true" | "false") => {}
        None => findings.push(finding(&ITUNES_EXPLICIT_INVALID, format!("{} is \"{text}\"", value.name()))),
        Some(meant) => {
            let right = crate::element::explicit_word(meant);
            let finding = finding(&ITUNES_EXPLICIT_LEGACY, format!("\"{text}\" is written `{right}` today"));
            let finding = finding.fix(true, format!("write `{right}`"), &value.place(), right);
            let case = right.eq_ignore_ascii_case(text);
            findings.push(if case { finding.severity(Severity::Advice) } else { finding });
        }
    }
}

fn word(value: &Value<'_>, rule: &'static Rule, words: &[&'static str], findings: &mut Findings) {
    let text = value.trimmed();
    if words.contains(&text) {
        return;
    }
    let expected: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let finding = Diagnostic::new(rule, value.place(), format!("{} is \"{text}\"", value.name())).found(text);
    let case = words.iter().find(|word| word.eq_ignore_ascii_case(text));
    findings.push(match (case, nearest(text, words.iter().copied())) {
        (Some(right), _) => finding.expected(*right).fix(true, format!("write `{right}`"), &value.place(), *right),
        (None, Some(near)) => finding.expected(near).help(format!("did you mean `{near}`?")),
        (None, None) => finding.expected(expected.join(" or ")),
    });
}

fn number(value: &Value<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    let is_number = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
    };
    if is_number(text) {
        return;
    }
    let finding = Diagnostic::new(&ITUNES_NUMBER_INVALID, value.place(), format!("{} is \"{text}\"", value.name()))
        .found(text)
        .expected("a whole number, 1 or more");
    // `3.0` and `+3` are 3.
    let whole = text.split_once('.').filter(|(_, fraction)| fraction.bytes().all(|byte| byte == b'0'));
    let plain = whole.map_or(text, |(whole, _)| whole);
    let plain = plain.strip_prefix('+').unwrap_or(plain);
    findings.push(if is_number(plain) {
        finding.fix(true, format!("write {plain}"), &value.place(), plain)
    } else {
        finding
    });
}

/// A duration as apps read it: seconds, `M:SS`, `H:MM:SS`; the first number may have any size.
pub(super) fn duration_seconds(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut seconds = parts.next().filter(|part| digits(part))?.parse::<u64>().ok()?;
    let mut more = 0;
    for part in parts {
        let number = part.parse::<u64>().ok().filter(|number| digits(part) && part.len() == 2 && *number < 60)?;
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
        more += 1;
    }
    (more <= 2).then_some(seconds)
}

fn duration(value: &Value<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    if let Some(seconds) = duration_seconds(text) {
        // Nought is wrong in any form.
        if text.contains(':') && seconds > 0 {
            let finding = Diagnostic::new(&ITUNES_DURATION_FORM, value.place(), "the duration is not in seconds");
            let seconds = seconds.to_string();
            findings.push(finding.found(text).expected(&*seconds).fix(
                true,
                format!("write {seconds}"),
                &value.place(),
                seconds,
            ));
        }
        return;
    }
    let finding = Diagnostic::new(&ITUNES_DURATION_INVALID, value.place(), format!("the duration is \"{text}\""))
        .found(text)
        .expected("seconds, or H:MM:SS");
    findings.push(match (rounded(text), in_words(text)) {
        (Some(seconds), _) => {
            let safe = seconds <= LONGEST;
            finding.fix(safe, format!("write {seconds}"), &value.place(), seconds.to_string())
        }
        (None, Some(seconds)) => finding.fix(false, format!("write {seconds}"), &value.place(), seconds.to_string()),
        (None, None) => finding,
    });
}

/// A duration that is right but for a fraction of a second, rounded; at least one second.
fn rounded(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once(['.', ','])?;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let up = u64::from(fraction.as_bytes().first().is_some_and(|digit| *digit >= b'5'));
    Some((duration_seconds(whole)? + up).max(1))
}

/// Hours, minutes and seconds with their names: `1h 20m`, `45 minutes`.
fn in_words(text: &str) -> Option<u64> {
    const NAMES: &[(&[&str], u64)] = &[
        (&["h", "hr", "hrs", "hour", "hours", "std"], 3600),
        (&["m", "min", "mins", "minute", "minutes", "'"], 60),
        (&["s", "sec", "secs", "second", "seconds", "''", "\""], 1),
    ];
    let lower = text.to_lowercase();
    let (mut rest, mut seconds, mut least) = (lower.trim(), 0_u64, u64::MAX);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest.get(..letters)?.trim_end_matches(['.', ',']);
        let (_, unit) = NAMES.iter().find(|(names, _)| names.contains(&name))?;
        // From large to small, each once.
        if *unit >= least {
            return None;
        }
        least = *unit;
        seconds = seconds.checked_add(number.checked_mul(*unit)?)?;
        rest = rest.get(letters..)?.trim_start();
    }
    (seconds > 0).then_some(seconds)
}

fn flag(node: Node<'_>, value: &Value<'_>, name: &str, findings: &mut Findings) {
    let text = value.trimmed();
    if is_yes(text) || text.eq_ignore_ascii_case("no") {
        return;
    }
    let message = format!("\"{text}\" has no effect in <{}>", node.name());
    let finding = Diagnostic::new(&ITUNES_FLAG_INEFFECTIVE, value.place(), message).found(text).expected("`Yes`");
    // What hides or ends a show is nobody's to do but its author's.
    findings.push(if text.eq_ignore_ascii_case("true") {
        let effect =
            if name == "itunes:block" { "hides it from Apple Podcasts" } else { "says that no episode will follow" };
        finding.help(format!("`Yes` {effect}")).fix(false, "write `Yes`", &value.place(), "Yes")
    } else {
        finding.fix(false, "delete it", &with_blanks(node), "")
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_apps_read_them() {
        for (text, seconds) in
            [("1800", 1800), ("75:30", 4530), ("1:02:03", 3723), ("00:30", 30), ("100:00:00", 360_000)]
        {
            assert_eq!(duration_seconds(text), Some(seconds), "{text}");
        }
        for text in ["", "1801.5", "01:75:99", "-5", "1h 20m", "1:2:3", "1:02:03:04", ":30", "1:"] {
            assert_eq!(duration_seconds(text), None, "{text}");
        }
    }

    #[test]
    fn durations_that_are_meant() {
        assert_eq!(rounded("1801.5"), Some(1802));
        assert_eq!(rounded("00:30:01.2"), Some(1801));
        assert_eq!(in_words("1h 20m"), Some(4800));
        assert_eq!(in_words("1hr20min5s"), Some(4805));
        assert_eq!(in_words("45 minutes"), Some(2700));
        assert_eq!(in_words("20m 1h"), None);
        assert_eq!(in_words("about an hour"), None);
    }
}
