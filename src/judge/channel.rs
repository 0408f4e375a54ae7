//! The frame of a feed and its channel: RSS 2.0.11, the best practices profile, what directories ask of a show.
//!
//! Addresses, dates, languages and e-mail addresses are judged as values, the elements of iTunes in a file of their own.

use std::collections::HashSet;

use super::address::{ending, same_address};
use super::edit::{attribute_gap, with_blanks};
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::{At, Diagnostic, Edit, Fix, Profile, Severity};
use crate::element::podcast::Medium;
use crate::scalar::nearest;
use crate::xml::read::Value;
use crate::xml::read::{Damage, Node, XML_NAMESPACE};

crate::rules! {
    /// Readers choose by the version how to read; AntennaPod refuses a feed that names none.
    RSS_VERSION_MISSING = "rss-version-missing": Error, [], Safe;
        summary "`<rss>` names no version";
        bad "<rss>";
        good "<rss version=\"2.0\">";
        source "RSS 2.0";
    /// Readers that do not know the version refuse the feed, whatever is in it.
    RSS_VERSION_UNSUPPORTED = "rss-version-unsupported": Error, [], Safe;
        summary "a version of RSS that podcast apps do not read";
        bad "<rss version=\"2.1\">";
        good "<rss version=\"2.0\">";
        source "RSS 2.0";
    /// Everything of a feed stands in its channel; without one there is no show.
    CHANNEL_MISSING = "channel-missing": Error, [], None;
        summary "`<rss>` holds no channel";
        bad "<rss version=\"2.0\"></rss>";
        good "<rss version=\"2.0\"><channel>…</channel></rss>";
        source "RSS 2.0";
    /// Readers look for episodes in the channel and see none that stand behind it.
    ITEM_OUTSIDE_CHANNEL = "item-outside-channel": Error, [], Unsafe;
        summary "an item outside of the channel";
        bad "</channel><item>…</item></rss>";
        good "<item>…</item></channel></rss>";
        source "RSS 2.0, Elements of <item>";
    /// Directories put a show live when it has something to be heard.
    ITEM_NONE = "item-none": Advice, [], None;
        summary "a feed without an item";
        bad "<channel><title>Tape</title></channel>";
        good "<channel><title>Tape</title><item>…</item></channel>";
        source "Spotify, show metadata requirements; Apple, Create an episode";
        levels Apple = Error, Spotify = Error;
    /// The title is what people search and see; RSS demands it.
    CHANNEL_TITLE_MISSING = "channel-title-missing": Error, [], None;
        summary "the channel has no title";
        bad "<channel><link>https://show.fm/</link>";
        good "<channel><title>Tape</title><link>https://show.fm/</link>";
        source "RSS 2.0, Required channel elements; PSP-1";
    /// Apps lead from the show to its page by it; RSS demands it.
    CHANNEL_LINK_MISSING = "channel-link-missing": Error, [], None;
        summary "the channel has no link to its page";
        bad "<channel><title>Tape</title>";
        good "<channel><title>Tape</title><link>https://show.fm/</link>";
        source "RSS 2.0, Required channel elements; PSP-1";
    /// It is what people read before they subscribe; RSS and directories demand it.
    CHANNEL_DESCRIPTION_MISSING = "channel-description-missing": Error, [], None;
        summary "the channel has no description";
        bad "<channel><title>Tape</title>";
        good "<channel><title>Tape</title><description>How sound was kept.</description>";
        source "RSS 2.0, Required channel elements; Apple; PSP-1";
    /// Directories list shows by language, and Apple refuses one that names none: "There is no language tag in your feed, or the
    /// language tag is empty." An empty one counts as none.
    CHANNEL_LANGUAGE_MISSING = "channel-language-missing": Advice, [], None;
        summary "the channel names no language";
        bad "<channel><title>Tape</title>";
        good "<channel><title>Tape</title><language>en</language>";
        source "Apple, A Podcaster's Guide to RSS, <language>; PSP-1";
        levels Apple = Error, Psp1 = Error;
    /// PSP-1 wants the holder's name alone: apps put the sign before it themselves.
    CHANNEL_COPYRIGHT_FORM = "channel-copyright-form": Advice, [Psp1], Unsafe;
        summary "a copyright line with more than the holder's name";
        bad "<copyright>© 2026 Ines Ott</copyright>";
        good "<copyright>Ines Ott</copyright>";
        source "PSP-1, <copyright>";
    /// Readers of RSS scale or leave out a picture that is not as the standard has it.
    CHANNEL_IMAGE_INVALID = "channel-image-invalid": Warning, [Rss], None;
        summary "an RSS image of another size or format than RSS allows";
        bad "<image><url>https://show.fm/a.tiff</url>…<width>1400</width></image>";
        good "<image><url>https://show.fm/a.png</url>…<width>144</width></image>";
        source "RSS 2.0, <image>";
    /// The picture stands for the show: what is said with it and where it leads should be the same.
    CHANNEL_IMAGE_DIFFERS = "channel-image-differs": Advice, [Rss], Safe;
        summary "title or link of the RSS image are not those of the channel";
        bad "<title>Tape</title>…<image><title>logo</title>…</image>";
        good "<title>Tape</title>…<image><title>Tape</title>…</image>";
        source "RSS best practices profile, <image>";
    /// A time to live that is no number of minutes is ignored, and the feed is asked for as often as the reader likes.
    CHANNEL_TTL_INVALID = "channel-ttl-invalid": Warning, [Rss], None;
        summary "a time to live that is no whole number of minutes";
        bad "<ttl>1h</ttl>";
        good "<ttl>60</ttl>";
        source "RSS 2.0, <ttl>";
    /// Readers that follow it skip the wrong hours, or none.
    CHANNEL_SKIP_INVALID = "channel-skip-invalid": Warning, [Rss], Safe;
        summary "hours or days to skip that are none, or stand twice";
        bad "<skipHours><hour>24</hour></skipHours>";
        good "<skipHours><hour>0</hour></skipHours>";
        source "RSS 2.0, <skipHours> and <skipDays>";
    /// Readers that work while they load show episodes before they know whose they are.
    CHANNEL_ORDER = "channel-order": Advice, [Rss], Safe;
        summary "what is about the show stands behind an item";
        bad "<channel><item>…</item><title>Tape</title></channel>";
        good "<channel><title>Tape</title><item>…</item></channel>";
        source "RSS best practices profile; W3C feed validator, MisplacedItem";
    /// Hardly a reader does anything with it any more.
    RSS_ELEMENT_OBSOLETE = "rss-element-obsolete": Advice, [Rss], Unsafe;
        summary "an element of RSS that is out of use";
        bad "<textInput>…</textInput>";
        good "no <textInput> and no <rating>";
        source "RSS best practices profile, <textInput>";
    /// What is not as the module has it is ignored.
    SYNDICATION_VALUE_INVALID = "syndication-value-invalid": Warning, [Rss], None;
        summary "a rhythm of updates that no reader understands";
        bad "<sy:updatePeriod>often</sy:updatePeriod>";
        good "<sy:updatePeriod>daily</sy:updatePeriod>";
        source "RSS 1.0 syndication module";
    /// The W3C's validator refuses it, and every app loads all of it for every new episode.
    FEED_TOO_LARGE = "feed-too-large": Advice, [], None;
        summary "a feed of more than 5 MB";
        bad "20 years of full notes in one feed";
        good "the newest 300 episodes, older ones in further pages (RFC 5005)";
        source "W3C feed validator, MAXDATALENGTH";
}

/// More bytes than that are refused by the W3C's validator.
const MOST_BYTES: usize = 5_000_000;

const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Judges `<rss>` and what its channel holds and lacks.
pub(super) fn judge(feed: &Feed<'_>, findings: &mut Findings) {
    size(feed, findings);
    version(feed, findings);
    let Some(channel) = &feed.channel else {
        let misspelt = feed.rss.elements().any(|node| node.local().eq_ignore_ascii_case("channel"));
        if !misspelt && feed.rss.damage() == Damage::None {
            findings.push(Diagnostic::new(&CHANNEL_MISSING, feed.rss.place(), "<rss> holds no <channel>"));
        }
        return;
    };
    missing(feed, channel, findings);
    items(feed, channel, findings);
    order(feed, channel, findings);
    image(feed, channel, findings);
}

/// Judges an element that stands in the channel, wherever that is.
pub(super) fn element(feed: &Feed<'_>, node: Node<'_>, name: &str, findings: &mut Findings) {
    match name {
        "copyright" => copyright(node, findings),
        "width" => measure(node, 144, findings),
        "height" => measure(node, 400, findings),
        "url" => format(node, findings),
        "ttl" => ttl(node, findings),
        "skipHours" => skip(feed, node, "hour", findings),
        "skipDays" => skip(feed, node, "day", findings),
        "textInput" | "rating" => {
            let message = format!("<{name}> is out of use");
            let finding = Diagnostic::new(&RSS_ELEMENT_OBSOLETE, node.place(), message);
            findings.push(finding.fix(false, "delete it", &with_blanks(node), ""));
        }
        "sy:updatePeriod" | "sy:updateFrequency" | "sy:updateBase" => syndication(node, name, findings),
        _ => {}
    }
}

fn size(feed: &Feed<'_>, findings: &mut Findings) {
    let source = &feed.document.source;
    let bytes = source.on_disk(source.text.len());
    if bytes > MOST_BYTES {
        let tenths = bytes / 100_000;
        let message =
            format!("{}.{} MB, and every app loads all of it for every new episode", tenths / 10, tenths % 10);
        let finding = Diagnostic::new(&FEED_TOO_LARGE, At::File(source.name.clone()), message);
        findings
            .push(finding.expected("at most 5 MB").help("shorten the notes, or put older episodes into further pages"));
    }
}

fn version(feed: &Feed<'_>, findings: &mut Findings) {
    let rss = feed.rss;
    let Some(attribute) = rss.attribute("version") else {
        let misspelt = rss.attributes().any(|attribute| attribute.local().eq_ignore_ascii_case("version"));
        if !misspelt && rss.damage() != Damage::Tag {
            let finding = Diagnostic::new(&RSS_VERSION_MISSING, rss.place(), "<rss> names no version");
            findings.push(finding.expected("version=\"2.0\"").fix(
                true,
                "add it",
                &attribute_gap(rss),
                " version=\"2.0\"",
            ));
        }
        return;
    };
    let value = Value::of_attribute(rss, attribute);
    if value.text == "2.0" {
        return;
    }
    if value.is_blank() {
        let finding = Diagnostic::new(&RSS_VERSION_MISSING, attribute.place(), "the version of <rss> is empty");
        findings.push(finding.expected("version=\"2.0\"").fix(true, "write 2.0", &attribute.value_place(), "2.0"));
        return;
    }
    let version = value.trimmed();
    let message = format!("version `{}` of RSS is not what podcast apps read", value.text);
    let finding =
        Diagnostic::new(&RSS_VERSION_UNSUPPORTED, attribute.value_place(), message).found(version).expected("2.0");
    let old = ["0.91", "0.92", "0.93", "0.94"].contains(&version);
    let meant = version == "2" || version == "2.0" || version.starts_with("2.0.");
    findings.push(if old {
        finding.severity(Severity::Warning)
    } else if meant {
        finding.fix(true, "write 2.0", &attribute.value_place(), "2.0")
    } else {
        finding
    });
}

fn missing(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    for (rule, name) in [
        (&CHANNEL_TITLE_MISSING, "title"),
        (&CHANNEL_LINK_MISSING, "link"),
        (&CHANNEL_DESCRIPTION_MISSING, "description"),
    ] {
        if feed.lacks(channel, name) {
            findings.push(Diagnostic::new(rule, channel.node.place(), format!("the channel has no <{name}>")));
        }
    }
    if feed.lacks(channel, "language") {
        let finding = Diagnostic::new(&CHANNEL_LANGUAGE_MISSING, channel.node.place(), "the channel has no <language>");
        let said = |node: Node<'_>| {
            node.attributes().any(|attribute| attribute.namespace() == XML_NAMESPACE && attribute.local() == "lang")
        };
        // Readers of RSS take the language from elsewhere too, directories do not.
        let elsewhere = channel.first("dc:language").is_some() || said(feed.rss) || said(channel.node);
        findings.push(if elsewhere {
            finding.asked_by(&[(Profile::Apple, Severity::Error), (Profile::Psp1, Severity::Error)])
        } else {
            finding
        });
    }
}

fn items(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    let medium = channel.text("podcast:medium").and_then(|word| Medium::of(&word));
    let lists = medium.is_some_and(|medium| medium.is_list() || medium == Medium::PUBLISHER);
    if feed.items.is_empty() && !lists && feed.lacks(channel, "item") {
        findings.push(Diagnostic::new(&ITEM_NONE, channel.node.place(), "the feed holds no <item>"));
    }
    for item in
        feed.items.iter().filter(|item| feed.parent_of(item.node).is_some_and(|node| node.id() == feed.rss.id()))
    {
        let mut finding = Diagnostic::new(
            &ITEM_OUTSIDE_CHANNEL,
            item.node.place(),
            format!("<{}> stands outside of <channel>", item.node.name()),
        )
        .item(item.label());
        if let Some(end) = channel.node.end_place().filter(|end| end.span.end <= item.node.place().span.start) {
            let gap = end.source.place(end.span.start..end.span.start);
            let edits = vec![
                Edit { place: gap, text: format!("{}\n", item.node.whole_place().text()) },
                Edit { place: with_blanks(item.node), text: String::new() },
            ];
            finding.fix = Some(Fix { description: "move it into the channel".into(), safe: false, edits });
        }
        findings.push(finding);
    }
}

/// One finding, however much stands behind the first item: it was put there by one hand.
fn order(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    let whole = |node: Node<'_>| node.damage() == Damage::None;
    if !whole(channel.node) || !feed.items.iter().all(|item| whole(item.node)) {
        return;
    }
    let of_items = |name: &str| matches!(name, "item" | "podcast:liveItem");
    let mut behind = channel.children().skip_while(|(spec, _)| spec.name != "item");
    let Some((_, first)) = behind.next() else { return };
    let late: Vec<Node<'_>> = behind.filter(|(spec, _)| !of_items(spec.name)).map(|(_, node)| node).collect();
    let Some(one) = late.first() else { return };
    let message = match late.len() - 1 {
        0 => format!("<{}> stands behind an item", one.name()),
        more => format!("<{}> and {more} more stand behind an item", one.name()),
    };
    let mut finding =
        Diagnostic::new(&CHANNEL_ORDER, one.place(), message).related(first.place(), "the first item is here");
    if late.iter().all(|node| whole(*node)) {
        let start = first.place().span.start;
        let source = &feed.document.source;
        let before = source.text.get(..start).unwrap_or_default();
        let blanks = before.get(before.trim_end().len()..).unwrap_or_default();
        let moved: String = late.iter().map(|node| format!("{}{blanks}", node.whole_place().text())).collect();
        let mut edits = vec![Edit { place: source.place(start..start), text: moved }];
        edits.extend(late.iter().map(|node| Edit { place: with_blanks(*node), text: String::new() }));
        finding.fix = Some(Fix { description: "move it up".into(), safe: true, edits });
    }
    findings.push(finding);
}

fn copyright(node: Node<'_>, findings: &mut Findings) {
    let value = Value::of(node);
    let text = value.trimmed();
    let rest = holder(text);
    if rest == text {
        return;
    }
    let message = "apps put the sign themselves; the holder's name is enough";
    let finding = Diagnostic::new(&CHANNEL_COPYRIGHT_FORM, value.place(), message).found(text);
    findings.push(if rest.is_empty() {
        finding.expected("the name of the holder")
    } else {
        let edit = value.escaped(&rest);
        finding.expected(&*rest).fix(false, "keep the name", &value.place(), edit)
    });
}

/// A copyright line without the word, the sign and the years.
fn holder(text: &str) -> String {
    let is_year = |word: &str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    let signs = text.replace(['©', '℗'], " ").replace("(c)", " ").replace("(C)", " ");
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    let is_noise = |word: &str| {
        let plain = plain(word);
        let years = plain.split(['-', '–', '—', '/', ',']).all(|part| is_year(part) || part.is_empty());
        plain.eq_ignore_ascii_case("copyright") || (!plain.is_empty() && years)
    };
    let words: Vec<&str> = signs.split_whitespace().collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !is_noise(word)).collect();
    if kept.len() == words.len() && signs == text {
        return text.to_string();
    }
    kept.join(" ").trim_matches(|c: char| c.is_whitespace() || "-–—,;:|&".contains(c)).to_string()
}

fn measure(node: Node<'_>, most: u64, findings: &mut Findings) {
    let value = Value::of(node);
    if value.is_blank() || value.trimmed().parse::<u64>().is_ok_and(|number| (1..=most).contains(&number)) {
        return;
    }
    let message = format!("<{}> of an RSS image is \"{}\"", node.name(), value.trimmed());
    findings.push(
        Diagnostic::new(&CHANNEL_IMAGE_INVALID, value.place(), message)
            .found(value.trimmed())
            .expected(format!("a whole number from 1 to {most}")),
    );
}

fn format(node: Node<'_>, findings: &mut Findings) {
    let value = Value::of(node);
    let Some(ending) = ending(value.trimmed()) else { return };
    if ["gif", "jpg", "jpeg", "png"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return;
    }
    let message = format!("an RSS image is GIF, JPEG or PNG, and this address ends in `.{ending}`");
    findings.push(
        Diagnostic::new(&CHANNEL_IMAGE_INVALID, value.place(), message)
            .found(format!(".{ending}"))
            .expected("`.gif`, `.jpg` or `.png`"),
    );
}

fn image(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    let Some(image) = channel.first("image").and_then(|node| feed.part(node)) else { return };
    for name in ["title", "link"] {
        let (Some(own), Some(right)) = (image.value(name), channel.text(name)) else { continue };
        let text = own.trimmed();
        let same = if name == "link" { same_address(text, &right) } else { text == right };
        if text.is_empty() || same {
            continue;
        }
        let message = format!("<{name}> of the image is not that of the channel");
        let finding = Diagnostic::new(&CHANNEL_IMAGE_DIFFERS, own.place(), message).found(text).expected(&*right);
        findings.push(finding.fix(true, format!("take the channel's {name}"), &own.place(), own.escaped(&right)));
    }
}

fn ttl(node: Node<'_>, findings: &mut Findings) {
    let value = Value::of(node);
    if value.is_blank() || value.trimmed().parse::<u64>().is_ok_and(|minutes| minutes >= 1) {
        return;
    }
    let message = format!("<ttl> is \"{}\"", value.trimmed());
    findings.push(
        Diagnostic::new(&CHANNEL_TTL_INVALID, value.place(), message)
            .found(value.trimmed())
            .expected("a whole number of minutes, 1 or more"),
    );
}

fn skip(feed: &Feed<'_>, node: Node<'_>, name: &str, findings: &mut Findings) {
    let inner: Vec<Node<'_>> = feed.elements_of(node).filter(|inner| feed.is(*inner, name)).collect();
    if inner.is_empty() {
        if node.damage() == Damage::None && node.elements().next().is_none() {
            let message = format!("<{}> holds no <{name}>", node.name());
            findings.push(Diagnostic::new(&CHANNEL_SKIP_INVALID, node.place(), message));
        }
        return;
    }
    let mut seen = HashSet::new();
    for one in inner {
        let value = Value::of(one);
        let text = value.trimmed();
        let hour = text.parse::<u8>().ok().filter(|hour| *hour <= 24);
        let number = match name {
            "hour" => hour.map(|hour| hour % 24),
            _ => DAYS.iter().position(|day| *day == text).and_then(|at| u8::try_from(at).ok()),
        };
        let finding =
            |message: String| Diagnostic::new(&CHANNEL_SKIP_INVALID, value.place(), message).found(text.to_string());
        match number {
            _ if text.is_empty() => {}
            Some(number) if !seen.insert(number) => {
                findings.push(finding(format!("{text} stands twice in <{}>", node.name())));
            }
            Some(_) if hour == Some(24) => {
                let finding = finding("24 is midnight, which is written 0".to_string());
                findings.push(finding.expected("0").fix(true, "write 0", &value.place(), "0"));
            }
            Some(_) => {}
            None => {
                let finding = finding(format!("\"{text}\" is no {name}"));
                findings.push(if name == "hour" {
                    finding.expected("a whole number from 0 to 23")
                } else {
                    finding.expected(nearest(text, DAYS.iter().copied()).unwrap_or("an English day of the week"))
                });
            }
        }
    }
}

fn syndication(node: Node<'_>, name: &str, findings: &mut Findings) {
    let value = Value::of(node);
    let text = value.trimmed();
    const PERIODS: &[&str] = &["hourly", "daily", "weekly", "monthly", "yearly"];
    let (right, expected) = match name {
        "sy:updatePeriod" => (PERIODS.contains(&text), "hourly, daily, weekly, monthly or yearly"),
        "sy:updateFrequency" => (text.parse::<u64>().is_ok_and(|times| times >= 1), "a whole number, 1 or more"),
        _ => (is_w3c_date(text), "a date like 2026-06-05T05:00:00Z"),
    };
    if !right && !text.is_empty() {
        let message = format!("<{}> is \"{text}\"", node.name());
        findings
            .push(Diagnostic::new(&SYNDICATION_VALUE_INVALID, value.place(), message).found(text).expected(expected));
    }
}

/// A date of the W3C's profile of ISO 8601, with or without a time.
fn is_w3c_date(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        let padded = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_string(),
        };
        return chrono::NaiveDate::parse_from_str(&padded, "%Y-%m-%d").is_ok();
    };
    let zoned = |form: &str| chrono::DateTime::parse_from_str(&text.replace('Z', "+00:00"), form).is_ok();
    date.len() == 10 && !time.is_empty() && (zoned("%Y-%m-%dT%H:%M:%S%.f%:z") || zoned("%Y-%m-%dT%H:%M%:z"))
}
