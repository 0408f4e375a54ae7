//! What is published of sources, without a disk.

use std::collections::BTreeMap;

use chrono::DateTime;

use super::*;
use crate::lock::Lock;
use crate::manifest::{read_episode, read_feed_toml};
use crate::source::Source;

const FEED: &str = "[show]\ntitle = \"T\"\ndescription = \"D\"\nsite = \"https://rope.fm/\"\nlanguage = \"en\"\n";

fn source(name: &str, keys: &str, with_audio: bool) -> EpisodeSources {
    let text = format!("+++\ntitle = \"One\"\n{keys}\n+++\n");
    let source = Source::new(format!("episodes/{name}.md"), text);
    let (keys, _, _) = read_episode(&source, None, &[]);
    let facts = MediaFacts { bytes: 9, duration: None, media_type: "audio/mpeg".into(), sha256: Some("ab".into()) };
    EpisodeSources {
        name: name.into(),
        translation: None,
        source,
        folder: "episodes".into(),
        keys,
        notes: Notes::default(),
        audio: with_audio.then(|| Sound { path: format!("episodes/{name}.mp3"), facts }),
        alternates: Vec::new(),
        broken: false,
        audio_reported: false,
        transcripts: Vec::new(),
        chapters: Chapters::default(),
        artwork: None,
    }
}

fn assembled(feed: &str, sources: Vec<EpisodeSources>, lock: &Lock, drafts: bool) -> Assembled {
    let (keys, _) = read_feed_toml(&Source::new("feed.toml", feed));
    let now = DateTime::parse_from_rfc3339("2026-06-01T06:00:00Z").unwrap();
    let moment = Moment { now, drafts, base_url: None };
    assemble(keys, Notes::default(), sources, BTreeMap::new(), lock, &moment)
}

fn remembered(enclosure: &str, media: &[&str]) -> Lock {
    let mut text = format!(
        "version = 1\n[show]\nfeeds = [\"https://rope.fm/feed.xml\"]\n[episodes]\n\"g\".name = \"one\"\n\
         \"g\".date = 2026-01-01T06:00:00Z\n\"g\".enclosure = \"{enclosure}\"\n"
    );
    for key in media {
        text += &format!(
            "\"g\".media.\"{key}\" = {{ bytes = 9, duration_ms = 1000, type = \"audio/mpeg\", sha256 = \"ab\" }}\n"
        );
    }
    let (lock, findings) = crate::lock::read(&Source::new("podwright.lock", text)).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    lock
}

#[test]
fn of_a_private_episode_nothing_is_published() {
    for date in ["2026-01-01", "2027-01-01"] {
        let keys = format!("guid = \"g\"\ndate = {date}T06:00:00Z\nprivate = true");
        let result = assembled(FEED, vec![source("one", &keys, true)], &Lock::default(), false);
        assert!(result.show.episodes.is_empty());
        assert!(result.early_media.is_empty());
        assert!(result.scheduled.is_empty());
        assert!(result.private.contains("g"));
        assert_eq!(result.present.episodes[0].page, None);
    }
}

#[test]
fn recordings_that_are_not_here_come_from_the_lock() {
    let lock = remembered("https://rope.fm/media/one.mp3", &["one.de.mp3", "one.low.mp3", "one.mp3"]);
    let keys = "guid = \"g\"\ndate = 2026-01-01T06:00:00Z";
    let result = assembled(FEED, vec![source("one", keys, false)], &lock, false);
    let [episode] = result.show.episodes.as_slice() else { panic!("{:?}", result.diagnostics) };
    assert_eq!(episode.enclosure.as_ref().unwrap().url, "https://rope.fm/media/one.mp3");
    let alternates: Vec<_> = episode
        .alternates
        .iter()
        .map(|alternate| (alternate.media.as_ref().unwrap().url.as_str(), alternate.language.as_deref()))
        .collect();
    let expected = [("https://rope.fm/media/one.de.mp3", Some("de")), ("https://rope.fm/media/one.low.mp3", None)];
    assert_eq!(alternates, expected);

    // The same after a move to another host.
    let moved = format!("{FEED}[media]\nbase_url = \"https://cdn.rope.fm/x\"\n");
    let result = assembled(&moved, vec![source("one", keys, false)], &lock, false);
    assert_eq!(result.show.episodes[0].enclosure.as_ref().unwrap().url, "https://cdn.rope.fm/x/one.mp3");

    // With its recording at hand, what lies beside it is what there is.
    let result = assembled(FEED, vec![source("one", keys, true)], &lock, false);
    assert!(result.show.episodes[0].alternates.is_empty());
}

#[test]
fn a_draft_without_title_or_sound_is_shown_by_its_name() {
    let mut draft = source("s1/02-rope", "draft = true", false);
    draft.keys.title = None;
    let result = assembled(FEED, vec![draft], &Lock::default(), true);
    assert_eq!(result.show.episodes[0].title, "02-rope");
    assert!(result.show.episodes[0].enclosure.is_none());
}

#[test]
fn a_show_that_cannot_be_read_is_one_finding() {
    for text in ["[show\n", "podwright = 1\n", "show = 3\n"] {
        let result = assembled(text, Vec::new(), &Lock::default(), false);
        assert!(result.diagnostics.is_empty(), "{:?}", result.diagnostics);
    }
    let (_, findings) = read_feed_toml(&Source::new("feed.toml", FEED));
    let rules: Vec<_> = findings.iter().map(|finding| finding.rule.id).collect();
    let expected =
        ["itunes-image-missing", "itunes-category-missing", "itunes-explicit-missing", "itunes-author-missing"];
    assert_eq!(rules, expected);
    assert!(findings.iter().all(|finding| finding.at.file() == Some("feed.toml")));
}
