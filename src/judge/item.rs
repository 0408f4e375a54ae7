//! Items: what RSS 2.0 and directories ask of each, and what stands in titles and descriptions that belongs elsewhere.
//!
//! Identity, recordings and the elements of iTunes are judged in files of their own, addresses, dates and HTML as values.

use std::ops::Range;

use super::context::{Context, is_full, number};
use super::edit::with_blanks;
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::xml::read::Value;
use crate::xml::read::{Damage, Node};

crate::rules! {
    /// There is nothing that a reader could show.
    ITEM_EMPTY = "item-empty": Error, [Rss], None;
        summary "an item with neither title nor description";
        bad "<item><guid>https://show.fm/1</guid></item>";
        good "<item><title>The first wire</title><guid>https://show.fm/1</guid></item>";
        source "RSS 2.0, Elements of <item>";
    /// Directories refuse an episode without a title; apps show a date in its place, or nothing.
    ITEM_TITLE_MISSING = "item-title-missing": Error, [Apple, Spotify, Psp1], None;
        summary "an item without a title";
        bad "<item><enclosure …/></item>";
        good "<item><title>The first wire</title><enclosure …/></item>";
        source "Apple, A Podcaster's Guide to RSS, <title>; PSP-1";
    /// Apps show season and number themselves, and would show them twice.
    TITLE_NUMBER = "title-number": Advice, [Apple, Psp1], Unsafe;
        summary "season or number in the title of an episode";
        bad "<title>S2E7: The first wire</title>";
        good "<title>The first wire</title><itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>";
        source "Apple, A Podcaster's Guide to RSS, <title>; PSP-1, <title>";
    /// Apps show the show's name beside; in a narrow list it is all that can be read of the title.
    TITLE_REPEATS_SHOW = "title-repeats-show": Advice, [Apple], Unsafe;
        summary "the show's name in the title of an episode";
        bad "<title>Tape and wire: The first wire</title>";
        good "<title>The first wire</title>";
        source "Apple, A Podcaster's Guide to RSS, <title>";
    /// Listeners choose by it, and search finds nothing else.
    ITEM_DESCRIPTION_MISSING = "item-description-missing": Warning, [Apple, Psp1], None;
        summary "an item without a description";
        bad "<item><title>The first wire</title></item>";
        good "<item><title>The first wire</title><description>Steel wire that spoke.</description></item>";
        source "PSP-1, <description>; Apple, A Podcaster's Guide to RSS, <description>";
    /// Some readers take the last of the two for the description, and older ones know only `<description>`.
    CONTENT_ENCODED_ORDER = "content-encoded-order": Advice, [Rss], Safe;
        summary "`<content:encoded>` without a description before it";
        bad "<content:encoded>…</content:encoded><description>…</description>";
        good "<description>…</description><content:encoded>…</content:encoded>";
        source "RSS best practices profile, <content:encoded>";
    /// Apps lead from the episode to its page by it.
    ITEM_LINK_MISSING = "item-link-missing": Advice, [Psp1], None;
        summary "an item without a link to its page";
        bad "<item><title>The first wire</title></item>";
        good "<item><title>The first wire</title><link>https://show.fm/wire/</link></item>";
        source "PSP-1, <link>";
    /// Some apps show the one, some the other.
    SUMMARY_DIFFERS = "summary-differs": Advice, [Apple], Unsafe;
        summary "`<itunes:summary>` says something else than `<description>`";
        bad "<description>All of it.</description><itunes:summary>Some of it.</itunes:summary>";
        good "<description>All of it.</description>";
        source "Apple, A Podcaster's Guide to RSS (no longer has <itunes:summary>)";
}

/// A longer title is not searched for the show's.
const LONGEST_TITLE: usize = 1000;
/// A shorter name of a show is a word like others.
const SHORTEST_NAME: usize = 4;

/// Judges an item.
pub(super) fn judge(feed: &Feed<'_>, item: &Part<'_>, context: &Context, findings: &mut Findings) {
    let place = || item.node.place();
    if !item.is_live() && item.node.damage() == Damage::None {
        let lacks_title = feed.lacks(item, "title");
        if lacks_title {
            findings.push(Diagnostic::new(&ITEM_TITLE_MISSING, place(), "the item has no <title>"));
            if feed.lacks(item, "description") {
                let message = "the item has neither <title> nor <description>";
                findings.push(Diagnostic::new(&ITEM_EMPTY, place(), message));
            }
        }
        if feed.lacks(item, "link") {
            findings.push(Diagnostic::new(&ITEM_LINK_MISSING, place(), "the item has no <link>"));
        }
        description(feed, item, findings);
        content_order(feed, item, lacks_title, findings);
    }
    if let Some(title) = item.value("title").filter(|title| !title.is_blank()) {
        // Trailers and the like tell of the show, or of an episode.
        if is_full(item) {
            title_number(item, &title, findings);
            title_name(context, &title, findings);
        }
    }
    summary(item, findings);
}

fn description(feed: &Feed<'_>, item: &Part<'_>, findings: &mut Findings) {
    const HOLDERS: [&str; 3] = ["description", "content:encoded", "itunes:summary"];
    let mut there = false;
    for node in HOLDERS.iter().filter_map(|name| item.first(name)) {
        // That one of them is empty is said of it.
        if node.damage() != Damage::None || has_visible_text(node).unwrap_or(true) {
            return;
        }
        there = true;
    }
    if !there && !HOLDERS.iter().all(|name| feed.lacks(item, name)) {
        return;
    }
    let message = if there { "the item's description shows no text" } else { "the item has no <description>" };
    findings.push(Diagnostic::new(&ITEM_DESCRIPTION_MISSING, item.node.place(), message));
}

/// Whether something is left of a text without its tags; `None` for a blank text.
fn has_visible_text(node: Node<'_>) -> Option<bool> {
    // Mostly the first letter tells, and nothing need be decoded.
    if node.texts().next()?.raw().trim_start().starts_with(char::is_alphanumeric) {
        return Some(true);
    }
    let text = node.text();
    if text.trim().is_empty() {
        return None;
    }
    let (mut inside, mut hidden) = (false, false);
    for piece in text.replace("&nbsp;", " ").replace("&#160;", " ").split_inclusive(['<', '>']) {
        let words = piece.trim_end_matches(['<', '>']);
        if inside {
            let name = words.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
            let is = |own: [&str; 2]| own.iter().any(|own| own.eq_ignore_ascii_case(name));
            hidden = is(["script", "style"]) || (hidden && !is(["/script", "/style"]));
        } else if !(hidden || words.trim().is_empty()) {
            return Some(true);
        }
        inside = match piece.chars().next_back() {
            Some('<') => true,
            Some('>') => false,
            _ => inside,
        };
    }
    Some(false)
}

fn content_order(feed: &Feed<'_>, item: &Part<'_>, lacks_title: bool, findings: &mut Findings) {
    let Some(content) = item.first("content:encoded") else { return };
    match item.first("description") {
        None => {
            // With neither title nor description more has been said.
            if !lacks_title && feed.lacks(item, "description") {
                let message = format!("<{}> without a <description>", content.name());
                findings.push(
                    Diagnostic::new(&CONTENT_ENCODED_ORDER, content.place(), message)
                        .help("put a short text without HTML into <description>, before it"),
                );
            }
        }
        Some(description) if content.id() < description.id() => {
            let message = format!("<{}> stands before <description>", content.name());
            let mut finding = Diagnostic::new(&CONTENT_ENCODED_ORDER, content.place(), message)
                .related(description.place(), "the description is here");
            if content.damage() == Damage::None && description.damage() == Damage::None {
                let (first, second) = (content.whole_place(), description.whole_place());
                let edits = vec![
                    Edit { place: first.clone(), text: second.text().to_string() },
                    Edit { place: second, text: first.text().to_string() },
                ];
                finding.fix = Some(Fix { description: "swap them".into(), safe: true, edits });
            }
            findings.push(finding);
        }
        Some(_) => {}
    }
}

/// A label like `S2E7`, `Episode 7` or `#7` at one end of a title: where, and the numbers in it.
fn label(title: &str) -> Option<(Range<usize>, Vec<u64>)> {
    let starts = title.char_indices().filter(|(at, c)| {
        let before = title.get(..*at).and_then(|before| before.chars().next_back());
        !c.is_whitespace() && before.is_none_or(|before| !before.is_alphanumeric())
    });
    let mut last = None;
    for (at, _) in starts {
        let Some((length, numbers)) = label_at(title.get(at..)?) else { continue };
        let end = at + length;
        let rest = title.get(end..)?;
        if rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        if at == 0 {
            return Some((0..end, numbers));
        }
        if rest.trim_matches(is_joint).is_empty() {
            last = last.or(Some((at..end, numbers)));
        }
    }
    last
}

/// What stands between a label and a title.
fn is_joint(c: char) -> bool {
    c.is_whitespace() || ":.,;-–—|()[]".contains(c)
}

/// A label that begins here: an optional season, a word for an episode, a number.
fn label_at(text: &str) -> Option<(usize, Vec<u64>)> {
    const WORDS: &[&str] = &["episode", "episodio", "épisode", "folge", "ep", "e", "#"];
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str, length: usize| text.get(..length).and_then(|digits| digits.parse::<u64>().ok());
    let gap = |text: &str| text.len() - text.trim_start_matches(|c: char| c == ' ' || ".:x-".contains(c)).len();
    let (mut at, mut numbers) = (0, Vec::new());
    if text.starts_with(['s', 'S']) {
        let length = digits(text.get(1..)?);
        if length > 0 {
            numbers.push(number(text.get(1..)?, length)?);
            at = 1 + length;
            at += gap(text.get(at..)?);
        }
    }
    let rest = text.get(at..)?;
    let word = WORDS.iter().find_map(|word| {
        let begin: String = rest.chars().take(word.chars().count()).collect();
        (begin.to_lowercase() == **word).then_some(begin.len())
    })?;
    at += word;
    let length = gap(text.get(at..)?);
    // `E` alone is a letter like others: `E 7`, `E-7`.
    if length > 0 && word == 1 && rest.starts_with(['e', 'E']) && numbers.is_empty() {
        return None;
    }
    at += length;
    let length = digits(text.get(at..)?);
    numbers.push(number(text.get(at..)?, length)?);
    Some((at + length, numbers))
}

fn title_number(item: &Part<'_>, title: &Value<'_>, findings: &mut Findings) {
    let text = title.trimmed();
    // Without a digit there is no number.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let Some((range, numbers)) = label(text) else { return };
    let lead = title.text.len() - title.text.trim_start().len();
    let place = title.locate(lead + range.start..lead + range.end);
    let found = text.get(range.clone()).unwrap_or_default();
    let finding =
        Diagnostic::new(&TITLE_NUMBER, place, format!("apps show the number themselves, and \"{found}\" with it"))
            .found(found);
    let episode = number(item, "itunes:episode");
    findings.push(match (cut(text, range), numbers.last().copied() == episode) {
        (Some(rest), true) => finding.expected(&*rest).fix(false, "cut it out", &title.place(), title.escaped(&rest)),
        _ => finding.help("put it into <itunes:episode> and <itunes:season>"),
    });
}

/// A title without a part of it and without what joined the two; `None` where nothing would be left.
fn cut(title: &str, range: Range<usize>) -> Option<String> {
    let before = title.get(..range.start)?.trim_end_matches(is_joint);
    let after = title.get(range.end..)?.trim_start_matches(is_joint);
    let rest = match (before.is_empty(), after.is_empty()) {
        (true, _) => after.to_string(),
        (_, true) => before.to_string(),
        _ => format!("{before}: {after}"),
    };
    rest.contains(char::is_alphanumeric).then_some(rest)
}

fn title_name(context: &Context, title: &Value<'_>, findings: &mut Findings) {
    let Some(name) = &context.title else { return };
    let text = title.trimmed();
    if text.len() > LONGEST_TITLE || name.len() > text.len() || name.chars().count() < SHORTEST_NAME {
        return;
    }
    let Some(range) = words_in(text, name) else { return };
    let lead = title.text.len() - title.text.trim_start().len();
    let place = title.locate(lead + range.start..lead + range.end);
    let message = "the title repeats the name of the show, which stands beside it";
    let finding =
        Diagnostic::new(&TITLE_REPEATS_SHOW, place, message).found(text.get(range.clone()).unwrap_or_default());
    // In the middle of a sentence it cannot be cut out.
    let rest = if is_set_apart(text, &range) { cut(text, range) } else { None };
    findings.push(match rest {
        Some(rest) => finding.expected(&*rest).fix(false, "cut it out", &title.place(), title.escaped(&rest)),
        None => finding,
    });
}

/// Whether a part of a title stands at one end of it, with a sign between.
fn is_set_apart(title: &str, range: &Range<usize>) -> bool {
    let is_sign = |c: char| is_joint(c) && !c.is_whitespace();
    let before = title.get(..range.start).unwrap_or_default().trim_end();
    let after = title.get(range.end..).unwrap_or_default().trim_start();
    (before.is_empty() && after.starts_with(is_sign))
        || (before.ends_with(is_sign) && after.trim_matches(is_joint).is_empty())
}

/// Where whole words stand in a text, whatever their case.
fn words_in(text: &str, words: &str) -> Option<Range<usize>> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.char_indices().find_map(|(at, _)| {
        if is_word(text.get(..at)?.chars().next_back()) {
            return None;
        }
        let mut here = text.get(at..)?.char_indices();
        for wanted in words.chars() {
            let (_, found) = here.next()?;
            if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
        }
        let end = here.next().map_or(text.len(), |(length, _)| at + length);
        (!is_word(text.get(end..)?.chars().next())).then_some(at..end)
    })
}

fn summary(item: &Part<'_>, findings: &mut Findings) {
    let (Some(summary), Some(description)) = (item.first("itunes:summary"), item.first("description")) else { return };
    // Written alike they are alike, and nothing need be decoded.
    if summary.value_place().text() == description.value_place().text() {
        return;
    }
    let (own, other) = (plain(&summary.text()), plain(&description.text()));
    if own.is_empty() || other.is_empty() || own == other {
        return;
    }
    let message =
        format!("<{}> says something else than <description>: apps differ in which they show", summary.name());
    let finding = Diagnostic::new(&SUMMARY_DIFFERS, summary.place(), message)
        .related(description.place(), "the description is here");
    findings.push(finding.fix(false, "delete it", &with_blanks(summary), ""));
}

/// A text without tags and blanks.
fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside || c.is_whitespace() || c == '\u{a0}' => {}
            _ => kept.push(c),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_at_the_ends_of_titles() {
        let found = |title: &'static str| label(title).map(|(range, numbers)| (&title[range], numbers));
        assert_eq!(found("S2E7: Wire"), Some(("S2E7", vec![2, 7])));
        assert_eq!(found("s02 e07 Wire"), Some(("s02 e07", vec![2, 7])));
        assert_eq!(found("Épisode 7 – Fil"), Some(("Épisode 7", vec![7])));
        assert_eq!(found("Wire (Ep. 12)"), Some(("Ep. 12", vec![12])));
        assert_eq!(found("Wire #12"), Some(("#12", vec![12])));
        assert_eq!(found("12 monkeys"), None);
        assert_eq!(found("Step 12"), None);
        assert_eq!(found("Apollo 13"), None);
        assert_eq!(found("The episode 7 of it"), None);
        assert_eq!(found("S3 and other buckets"), None);
    }

    #[test]
    fn cuts_a_title() {
        assert_eq!(cut("S2E7: Wire", 0..4).as_deref(), Some("Wire"));
        assert_eq!(cut("Wire (Ep. 12)", 6..12).as_deref(), Some("Wire"));
        assert_eq!(cut("#12", 0..3), None);
        assert_eq!(words_in("TAPE and wire: one", "Tape and Wire"), Some(0..13));
        assert_eq!(words_in("Tapes", "Tape"), None);
    }
}
