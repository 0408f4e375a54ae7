//! Keys as people spell them before they have read what they are called here.

use super::{episode, is_toml, mended, show};
use crate::diagnostic::{At, Diagnostic};

/// The key that is offered for a wrong one; its file is well-formed after the fix.
fn offered(key: &str, findings: &[Diagnostic]) -> Option<String> {
    let finding = findings.iter().find(|finding| finding.rule.id == "key-unknown").unwrap();
    assert_eq!(finding.found.as_deref(), Some(key));
    if let (Some(fix), At::Place(place)) = (&finding.fix, &finding.at) {
        assert!(!fix.safe);
        assert!(is_toml(
            mended(&place.source.text, fix).trim_matches(|c| c == '+' || c == '\n').split("\n+++").next().unwrap()
        ));
    }
    finding.expected.clone()
}

#[test]
fn in_front_matter() {
    for (written, meant) in [
        ("person", "people"),
        ("persons", "people"),
        ("hosts", "people"),
        ("guests", "people"),
        ("podcast_person", "people"),
        ("tag", "tags"),
        ("keywords", "tags"),
        ("categories", "tags"),
        ("soundbite", "soundbites"),
        ("chapter", "chapters"),
        ("transcripts", "transcript"),
        ("alternateEnclosure", "alternate_enclosure"),
        ("alternate-enclosure", "alternate_enclosure"),
        ("socialInteract", "social_interact"),
        ("contentLink", "content_link"),
        ("liveItem", "live_item"),
        ("pubDate", "date"),
        ("pub_date", "date"),
        ("published", "date"),
        ("enclosure_url", "audio"),
        ("audioUrl", "audio"),
        ("images", "image"),
        ("cover", "artwork"),
        ("itunes_image", "image"),
        ("itunes_episode", "episode"),
        ("episodeType", "type"),
        ("episode_number", "episode"),
        ("description", "summary"),
        ("subtitle", "summary"),
        ("lang", "language"),
        ("permalink", "slug"),
        ("titel", "title"),
        ("Title", "title"),
        ("translationOf", "translation_of"),
    ] {
        let text = format!("+++\n{written} = \"x\"\n+++\n");
        let source = crate::source::Source::new("hello.md", text);
        let (_, _, findings) = crate::manifest::read_episode(&source, None, &[]);
        assert_eq!(offered(written, &findings).as_deref(), Some(meant), "{written}");
    }
}

#[test]
fn in_the_show() {
    for (written, meant) in [
        ("persons", "people"),
        ("hosts", "people"),
        ("category", "categories"),
        ("images", "image"),
        ("logo", "artwork"),
        ("url", "site"),
        ("website", "site"),
        ("link", "site"),
        ("timezone", "time_zone"),
        ("timeZone", "time_zone"),
        ("newFeedUrl", "new_feed_url"),
        ("updateFrequency", "update_frequency"),
        ("remoteItem", "remote_item"),
        ("trailers", "trailer"),
        ("lang", "language"),
        ("licence", "license"),
        ("seasons", "season"),
    ] {
        let (_, findings) = show(&format!("{written} = \"x\"\n"));
        assert_eq!(offered(written, &findings).as_deref(), Some(meant), "{written}");
    }
}

#[test]
fn in_tables() {
    for (table, written, meant) in [
        ("people", "image", "img"),
        ("people", "url", "href"),
        ("people", "roles", "role"),
        ("funding", "href", "url"),
        ("funding", "title", "text"),
        ("soundbites", "startTime", "start"),
        ("soundbites", "start_time", "start"),
        ("soundbites", "length", "duration"),
        ("chapters", "endTime", "end"),
        ("transcript", "lang", "language"),
        ("transcript", "url", "file"),
        ("alternate_enclosure", "language", "lang"),
        ("alternate_enclosure", "mimeType", "type"),
        ("image", "src", "href"),
        ("image", "aspectRatio", "aspect_ratio"),
        ("image", "aspect-ratio", "aspect_ratio"),
        ("value", "valueRecipient", "recipient"),
        ("value", "valueTimeSplit", "time_split"),
        ("social_interact", "accountId", "account_id"),
        ("social_interact", "url", "uri"),
        ("chat", "room", "space"),
        ("enclosure", "size", "length"),
    ] {
        let (_, findings) = episode(&format!("{table} = [{{ {written} = \"x\" }}]"));
        let (_, of_one) = episode(&format!("{table} = {{ {written} = \"x\" }}"));
        let findings = if matches!(table, "chat" | "enclosure") { of_one } else { findings };
        assert_eq!(offered(written, &findings).as_deref(), Some(meant), "{table}.{written}");
    }
}
