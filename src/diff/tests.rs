//! Changes of small feeds, in full.

use super::*;
use crate::source::Source;
use crate::xml::read::read;

fn item(guid: &str, title: &str, day: u32, file: &str) -> String {
    format!(
        "<item><title>{title}</title><guid isPermaLink=\"false\">{guid}</guid>\
         <pubDate>{day:02} May 2026 05:00:00 +0000</pubDate>\
         <enclosure url=\"https://tape.fm/{file}\" length=\"1000\" type=\"audio/mpeg\"/></item>"
    )
}

fn facts(channel: &str, items: &[String]) -> FeedFacts {
    let text = format!(
        "<rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\
         <channel><title>Tape</title>{channel}{}</channel></rss>",
        items.concat()
    );
    let (document, _) = read(&Source::new("feed.xml", text));
    FeedFacts::read(&document).unwrap()
}

fn three() -> Vec<String> {
    vec![
        item("c", "Third", 15, "third-a.mp3"),
        item("b", "Second", 8, "second-a.mp3"),
        item("a", "First", 1, "first-a.mp3"),
    ]
}

/// Rules with their levels, and changes as `kind title field`.
fn said(old: &FeedFacts, new: &FeedFacts) -> (Vec<String>, Vec<String>) {
    let comparison = compare(old, new);
    let rules = comparison.diagnostics.iter().map(|d| format!("{} {}", d.severity.name(), d.rule.id)).collect();
    let changes = comparison.changes.iter().map(|change| {
        let title = change.title.as_deref().unwrap_or("-");
        format!("{} {title} {}", change.kind.name(), change.field.map_or("item", Field::name))
    });
    (rules, changes.collect())
}

#[test]
fn nothing_changes() {
    let feed = facts("", &three());
    assert_eq!(said(&feed, &facts("", &three())), (vec![], vec![]));
    assert_eq!(human(&compare(&feed, &feed)), "nothing changes for listeners\n");
}

#[test]
fn a_new_guid_is_one_change() {
    let mut items = three();
    items[1] = item("B", "Second", 8, "second-a.mp3");
    let (rules, changes) = said(&facts("", &three()), &facts("", &items));
    assert_eq!(rules, ["error guid-changed"]);
    assert_eq!(changes, ["changed Second guid"]);
    // Where the file has another name too, title and date tell.
    items[1] = item("B", "Second", 8, "other.mp3");
    assert_eq!(said(&facts("", &three()), &facts("", &items)).0, ["error guid-changed", "advice enclosure-moved"]);
}

#[test]
fn a_guid_on_another_episode() {
    let mut items = three();
    items[0] = item("c", "Fourth", 22, "fourth-a.mp3");
    let (rules, _) = said(&facts("", &three()), &facts("", &items));
    assert_eq!(rules, ["error guid-reused", "advice enclosure-moved", "warning pub-date-moved"]);
}

#[test]
fn signed_and_prefixed_addresses_are_the_same() {
    let mut items = three();
    items[0] = items[0].replace("third-a.mp3", "third-a.mp3?token=1");
    items[1] = items[1].replace("https://tape.fm/", "https://op3.dev/e/tape.fm/");
    let (rules, changes) = said(&facts("", &three()), &facts("", &items));
    assert_eq!(rules, [""; 0]);
    assert_eq!(changes, ["changed Third enclosure", "changed Second enclosure"]);
}

#[test]
fn what_goes_and_what_comes() {
    let old = facts("", &three());
    assert_eq!(said(&old, &facts("", &three()[..2])).0, ["warning item-removed"]);
    assert_eq!(said(&old, &facts("", &three()[..1])).0, ["error item-removed", "error item-removed"]);
    // One comes, the oldest goes: a feed of the newest three.
    let mut rolling = vec![item("d", "Fourth", 22, "fourth-a.mp3")];
    rolling.extend_from_slice(&three()[..2]);
    let (rules, changes) = said(&old, &facts("", &rolling));
    assert_eq!((rules, changes), (vec![], vec!["added Fourth item".to_string(), "removed First item".to_string()]));
    let mut backdated = three();
    backdated.push(item("e", "Between", 10, "between.mp3"));
    assert_eq!(said(&old, &facts("", &backdated)).0, ["warning item-backdated"]);
}

#[test]
fn the_show() {
    let channel =
        |guid: &str, url: &str| format!("<podcast:guid>{guid}</podcast:guid><atom:link rel=\"self\" href=\"{url}\"/>");
    let old = facts(&channel("1", "https://tape.fm/feed.xml"), &three());
    let new = facts(&channel("2", "https://tape.fm/rss.xml"), &three());
    let (rules, changes) = said(&old, &new);
    assert_eq!(rules, ["error podcast-guid-changed", "warning feed-url-changed"]);
    assert_eq!(changes, ["changed - podcast:guid", "changed - self"]);
}

#[test]
fn in_words_for_a_pull_request_and_for_machines() {
    let mut items = three();
    items[2] = item("a", "First | again", 1, "first-a.mp3");
    items.insert(0, item("d", "Fourth", 22, "fourth-a.mp3"));
    let comparison = compare(&facts("", &three()), &facts("", &items));
    assert_eq!(
        human(&comparison),
        "First | again\n  ~ title: First → First | again (apps show the new title at their next look)\n\
         Fourth\n  + new: apps announce it at their next look\n"
    );
    assert_eq!(
        markdown(&comparison),
        "### What changes for listeners\n\n| episode | change | effect |\n| --- | --- | --- |\n\
         | First \\| again | title: First → First \\| again | apps show the new title at their next look |\n\
         | Fourth | new | apps announce it at their next look |\n"
    );
    assert_eq!(json(&comparison)[0]["field"], "title");
    assert_eq!(json(&comparison)[1]["kind"], "added");
}
