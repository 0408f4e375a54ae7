//! What the lock reads, writes, guards and remembers.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::scalar::parse_date;
use crate::source::Source;

const HELLO: &str = "0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11";

const LOCK: &str = r#"version = 1
[show]
guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
feeds = ["https://show.fm/feed.xml"]
[episodes]
"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11".name = "hello"
"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11".date = 2026-11-27T06:00:00+01:00
"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11".page = "episodes/hello/"
"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11".enclosure = "https://show.fm/media/hello.mp3"
"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11".media."hello.mp3" = { bytes = 48211002, duration_ms = 2892113, type = "audio/mpeg", sha256 = "aa" }
"#;

fn date(text: &str) -> DateTime<FixedOffset> {
    parse_date(text, None).unwrap()
}

fn after() -> DateTime<FixedOffset> {
    date("2026-12-01T00:00:00Z")
}

fn before() -> DateTime<FixedOffset> {
    date("2026-11-01T00:00:00Z")
}

/// Every finding as `place rule: message | found | expected | help`, with the related places.
fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|d| {
            let at = match &d.at {
                At::Place(place) => format!("{}:{}", place.source.name, place.start().line),
                at => at.file().unwrap_or("-").to_string(),
            };
            let mut line = format!("{at} {}: {}", d.rule.id, d.message);
            for part in [&d.found, &d.expected, &d.help].into_iter().flatten() {
                line.push_str(&format!(" | {part}"));
            }
            for related in &d.related {
                if let At::Place(place) = &related.at {
                    line.push_str(&format!(" | {place:?} {}", related.message));
                }
            }
            line
        })
        .collect()
}

fn read_text(text: &str) -> (Lock, Vec<String>) {
    let (lock, diagnostics) = read(&Source::new(LOCK_FILE, text)).unwrap();
    (lock, lines(&diagnostics))
}

fn sample() -> Lock {
    let (lock, findings) = read_text(LOCK);
    assert_eq!(findings, Vec::<String>::new());
    lock
}

fn rules_of(findings: &[String]) -> Vec<&str> {
    findings.iter().map(|line| line.split([' ', ':']).find(|w| w.contains('-')).unwrap_or_default()).collect()
}

// -- format ------------------------------------------------------------------------------------------------------------

#[test]
fn the_form_of_the_interface_is_read_and_written_byte_for_byte() {
    let lock = sample();
    assert_eq!(write(&lock), LOCK);
    let hello = &lock.episodes[HELLO];
    assert_eq!(hello.name, "hello");
    assert_eq!(hello.date, date("2026-11-27T06:00:00+01:00"));
    assert_eq!(
        hello.media["hello.mp3"],
        LockedMedia::new(48_211_002, Some(2_892_113), "audio/mpeg", Some("aa".into()))
    );
}

#[test]
fn an_empty_lock_has_its_version_alone() {
    assert_eq!(write(&Lock::default()), "version = 1\n");
    assert_eq!(read_text("version = 1\n"), (Lock::default(), Vec::new()));
}

#[test]
fn carriage_returns_and_a_byte_order_mark_change_nothing() {
    assert_eq!(read_text(&format!("\u{feff}{}", LOCK.replace('\n', "\r\n"))).0, sample());
}

#[test]
fn a_lock_laid_out_by_hand_says_the_same() {
    let text = format!(
        "version = 1\nshow = {{ guid = \"g\", feeds = [\n  \"https://a.fm/feed.xml\", # the first\n] }}\n[episodes.\"{HELLO}\"]\n\
         date = 2026-11-27 06:00:00Z\nname = 'hello'\n[episodes.{HELLO}.media.\"a.mp3\"]\nbytes = 0x10\ntype = \"audio/mpeg\"\nsha256 = \"aa\"\n"
    );
    let (lock, findings) = read_text(&text);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        write(&lock),
        format!(
            "version = 1\n[show]\nguid = \"g\"\nfeeds = [\"https://a.fm/feed.xml\"]\n[episodes]\n\"{HELLO}\".name = \"hello\"\n\
             \"{HELLO}\".date = 2026-11-27T06:00:00+00:00\n\"{HELLO}\".media.\"a.mp3\" = {{ bytes = 16, type = \"audio/mpeg\", sha256 = \"aa\" }}\n"
        )
    );
}

#[test]
fn facts_of_later_hands_are_kept() {
    let text = "version = 1\nfuture.\"a b\" = [1, { x = 1.5 }]\n[show]\nguid = \"g\"\nhub = \"https://hub.fm/\"\n[episodes]\n\
                \"a\".name = \"a\"\n\"a\".date = 2026-01-01T00:00:00+00:00\n\
                \"a\".media.\"a.mp3\" = { bytes = 1, type = \"audio/mpeg\", sha256 = \"aa\", loudness.lufs = -16 }\n\
                \"a\".mood = true\n";
    let (lock, findings) = read_text(text);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(write(&lock), text);
}

#[test]
fn a_newer_version_is_not_read() {
    let newer = read(&Source::new(LOCK_FILE, "version = 2\n[episodes]\n")).unwrap_err();
    assert_eq!(newer.version, 2);
    assert_eq!(newer.to_string(), "podwright.lock has version 2, this podwright knows 1; a newer podwright reads it");
    // Whatever else is wrong with it.
    assert!(read(&Source::new(LOCK_FILE, "version = 3\n<<<<<<< a\n= =")).is_err());
}

#[test]
fn a_lock_cut_in_half_loses_its_last_line_alone() {
    let cut = &LOCK[..LOCK.find("2892113").unwrap()];
    let (lock, findings) = read_text(cut);
    assert_eq!(lock.episodes[HELLO].page.as_deref(), Some("episodes/hello/"));
    assert_eq!(findings.len(), 1);
    assert!(findings[0].starts_with("podwright.lock:10 config-invalid: not TOML: "), "{}", findings[0]);
    let (lock, findings) = read_text(&LOCK[..LOCK.find("\"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11\".date").unwrap()]);
    assert!(lock.episodes.is_empty());
    assert_eq!(
        findings,
        [format!(
            "podwright.lock:6 key-missing: the lock says no date of the episode \"{HELLO}\" | take the line back from git"
        )]
    );
    let (_, findings) = read_text("");
    assert_eq!(
        findings,
        [
            "podwright.lock:1 key-missing: the lock says no version | version = 1 | take the file back from git; a lock that is lost is made anew by `podwright build`"
        ]
    );
}

#[test]
fn wrong_types_are_said_once_and_where() {
    let text = LOCK.replace("2026-11-27T06:00:00+01:00", "\"soon\"").replace("48211002", "-1");
    let (lock, findings) = read_text(&text);
    assert!(lock.episodes.is_empty());
    assert_eq!(
        findings,
        [
            format!(
                "podwright.lock:7 key-invalid: `episodes.{HELLO}.date` must be a date with time and offset | soon | a date with time and offset"
            ),
            format!(
                "podwright.lock:10 key-invalid: `episodes.{HELLO}.media.\"hello.mp3\".bytes` must be a whole number, 0 or more | -1 | a whole number, 0 or more"
            ),
        ]
    );
    for (text, key) in [
        ("version = \"1\"", "version"),
        ("version = 1\nshow = 3", "show"),
        ("version = 1\nepisodes = []", "episodes"),
        ("version = 1\n[episodes]\na = 3", "episodes.a"),
        ("version = 1\n[show]\nfeeds = [1]", "show.feeds"),
        ("version = 1\n[show]\nguid.x = 1", "show.guid.x"),
        ("version = 1\n[episodes]\na.name.x = 1", "episodes.a.name.x"),
        ("version = 1\n[episodes]\na.media = 1", "episodes.a.media"),
        ("version = 1\n[episodes]\na.removed = 1", "episodes.a.removed"),
    ] {
        let (_, findings) = read_text(text);
        assert!(
            findings.len() == 1 && findings[0].contains(&format!("key-invalid: `{key}` must be ")),
            "{text}: {findings:?}"
        );
    }
}

#[test]
fn a_media_fact_without_its_size_is_missing() {
    let (lock, findings) = read_text(&LOCK.replace("bytes = 48211002, ", ""));
    assert!(lock.episodes[HELLO].media.is_empty());
    assert_eq!(
        findings,
        [format!(
            "podwright.lock:10 key-missing: the lock says no bytes or type of \"hello.mp3\" of the episode \"{HELLO}\" | take the line back from git"
        )]
    );
}

#[test]
fn a_recording_that_only_its_host_has_needs_no_hash() {
    let (lock, findings) = read_text(&LOCK.replace(", sha256 = \"aa\"", ""));
    assert_eq!(findings, Vec::<String>::new());
    let media = lock.episodes[HELLO].media["hello.mp3"].clone();
    assert_eq!(media, LockedMedia::new(48_211_002, Some(2_892_113), "audio/mpeg", None));
    // Two that are not known are not the same.
    assert!(!lock.episodes[HELLO].shares_media(&BTreeMap::from([("x".into(), media)])));
}

// -- both sides of a merge ---------------------------------------------------------------------------------------------

#[test]
fn two_branches_with_an_episode_each_are_joined() {
    let text = "version = 1\n[episodes]\n\"a\".name = \"a\"\n\"a\".date = 2026-01-01T00:00:00+00:00\n<<<<<<< HEAD\n\
                \"b\".name = \"b\"\n\"b\".date = 2026-01-02T00:00:00+00:00\n||||||| 1a2b3c\n\"x\".name = \"x\"\n=======\r\n\"c\".name = \"c\"\n\
                \"c\".date = 2026-01-03T00:00:00+00:00\n\"b\".name = \"b\"\n>>>>>>> theirs\n\"d\".name = \"d\"\n\
                \"d\".date = 2026-01-04T00:00:00+00:00\n";
    let (lock, findings) = read_text(text);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(lock.episodes.keys().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
}

#[test]
fn a_header_inside_a_conflict_holds_for_its_side() {
    let text = "version = 1\n<<<<<<< HEAD\n[show]\nguid = \"g\"\n[episodes]\na.name = \"a\"\n=======\n[show]\nguid = \"g\"\n[episodes]\n\
                b.name = \"b\"\nb.date = 2026-01-01T00:00:00Z\n>>>>>>> theirs\na.date = 2026-01-01T00:00:00Z\n";
    let (lock, findings) = read_text(text);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(lock.guid.as_deref(), Some("g"));
    assert_eq!(lock.episodes.len(), 2);
}

#[test]
fn sides_that_differ_are_a_conflict_with_both_lines() {
    let text = LOCK.replace(
        "\"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11\".page = \"episodes/hello/\"\n",
        "<<<<<<< HEAD\n\"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11\".page = \"episodes/hello/\"\n=======\n\"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11\".page = \"episodes/hallo/\"\n>>>>>>> b\n",
    );
    let (_, findings) = read_text(&text);
    assert_eq!(
        findings,
        [format!(
            "podwright.lock:11 lock-conflict: two lines disagree about `page` of the episode \"{HELLO}\" | \"{HELLO}\".page = \"episodes/hallo/\" \
             | keep the line that is true, delete the other and the conflict markers, then run `podwright build` \
             | podwright.lock:9:1 \"{HELLO}\".page = \"episodes/hello/\""
        )]
    );
}

#[test]
fn media_lines_that_differ_in_several_facts_are_one_conflict() {
    let line = |n: u8| format!("a.media.\"a.mp3\" = {{ bytes = {n}, type = \"audio/mpeg\", sha256 = \"{n}\" }}\n");
    let text = format!(
        "version = 1\n[episodes]\na.name = \"a\"\na.date = 2026-01-01T00:00:00Z\n<<<<<<< a\n{}=======\n{}>>>>>>> b\n",
        line(1),
        line(2)
    );
    assert_eq!(rules_of(&read_text(&text).1), ["lock-conflict"]);
}

#[test]
fn a_fact_that_stands_twice_is_a_conflict() {
    let twice = LOCK.replace("[episodes]\n", &format!("[episodes]\n\"{HELLO}\".name = \"hello\"\n"));
    let (_, findings) = read_text(&twice);
    assert_eq!(findings.len(), 1);
    assert!(
        findings[0]
            .starts_with(&format!("podwright.lock:7 lock-conflict: `name` of the episode \"{HELLO}\" stands twice"))
    );
    // A value and a table of one name cannot both be kept.
    let (lock, findings) = read_text("version = 1\n<<<<<<< a\nx = 1\n=======\nx.y = 1\n>>>>>>> b\n");
    assert_eq!(rules_of(&findings), ["lock-conflict"]);
    assert_eq!(write(&lock), "version = 1\nx = 1\n");
}

#[test]
fn two_guids_of_one_name_are_a_conflict() {
    let text = format!("{LOCK}\"1b\".name = \"hello\"\n\"1b\".date = 2026-11-27T06:00:00+01:00\n");
    let (_, findings) = read_text(&text);
    assert!(
        findings[0].contains(&format!("lock-conflict: two episodes have the name \"hello\": \"{HELLO}\" and \"1b\"")),
        "{findings:?}"
    );
    assert_eq!(read_text(&format!("{text}\"1b\".removed = true\n")).1, Vec::<String>::new());
}

// -- identity ----------------------------------------------------------------------------------------------------------

#[test]
fn a_file_without_guid_takes_that_of_its_name() {
    let mut lock = sample();
    let none = BTreeMap::new();
    assert_eq!(guid_for(&lock, "hello", None, &none), Some(HELLO));
    assert_eq!(guid_for(&lock, "other", None, &none), None);
    lock.episodes.get_mut(HELLO).unwrap().removed = true;
    assert_eq!(guid_for(&lock, "hello", None, &none), None);
    assert_eq!(guid_for(&lock, "hello", Some(&date("2026-11-27T05:00:00Z")), &none), Some(HELLO));
    let audio = BTreeMap::from([("other.mp3".to_string(), LockedMedia::new(1, None, "audio/mpeg", Some("aa".into())))]);
    assert_eq!(guid_for(&lock, "hello", None, &audio), Some(HELLO));
}

#[test]
fn a_new_guid_is_never_one_that_is_taken() {
    let mut lock = sample();
    let first = new_guid(&lock, "https://show.fm", "new");
    assert_eq!(first, episode_guid("https://show.fm", "new"));
    let taken = LockedEpisode { name: "renamed".into(), ..lock.episodes[HELLO].clone() };
    lock.episodes.insert(first.clone(), taken);
    let second = new_guid(&lock, "https://show.fm", "new");
    assert_ne!(second, first);
    assert_eq!(second, new_guid(&lock, "https://show.fm/", "new"));
}

#[test]
fn a_clock_at_1980_is_told() {
    let lock = sample();
    let dawn = date("1980-01-01T00:00:00Z");
    assert_eq!(clock_trouble(&lock, &after(), None), None);
    assert_eq!(clock_trouble(&lock, &before(), None), None, "a show whose first episode is scheduled");
    assert_eq!(clock_trouble(&Lock::default(), &dawn, None), None);
    let said = "now is said to be 1980-01-01T00:00:00+00:00, which would take the published episode out of the feed; \
                unset SOURCE_DATE_EPOCH, set the clock, or give the time with --at";
    assert_eq!(clock_trouble(&lock, &dawn, None).as_deref(), Some(said));
    assert_eq!(clock_trouble(&lock, &dawn, Some(&after())).as_deref(), Some(said));
    assert!(clock_trouble(&lock, &before(), Some(&after())).is_some());
}

// -- guards ------------------------------------------------------------------------------------------------------------

fn episode(name: &str, guid: &str) -> PresentEpisode {
    let source = Source::new(format!("episodes/{name}.md"), format!("+++\nguid = \"{guid}\"\ndate = x\n+++\n"));
    let at = |part: &str| source.text.find(part).map(|start| source.place(start..start + part.len()));
    PresentEpisode {
        name: name.into(),
        guid: guid.into(),
        title: format!("About {name}"),
        date: Some(date("2026-11-27T06:00:00+01:00")),
        page: Some(format!("episodes/{name}/")),
        enclosure: Some(format!("https://show.fm/media/{name}.mp3")),
        media: BTreeMap::from([(
            format!("{name}.mp3"),
            LockedMedia::new(48_211_002, Some(2_892_113), "audio/mpeg", Some("aa".into())),
        )]),
        draft: false,
        private: false,
        places: Places {
            file: At::File(format!("episodes/{name}.md")),
            guid: at(&format!("\"{guid}\"")).map(GuidPlace::Written),
            date: at("date"),
            enclosure: None,
            slug: None,
        },
    }
}

/// Another episode than `hello` in everything.
fn stranger(name: &str, guid: &str) -> PresentEpisode {
    let mut episode = episode(name, guid);
    episode.date = Some(date("2026-11-28T06:00:00+01:00"));
    episode.media =
        BTreeMap::from([(format!("{name}.mp3"), LockedMedia::new(1, None, "audio/mpeg", Some("bb".into())))]);
    episode
}

fn present(episodes: Vec<PresentEpisode>) -> Present {
    Present {
        guid: Some("917393e3-1b1e-5cef-ace4-edaa54e1f810".into()),
        guid_at: None,
        feeds: vec!["https://show.fm/feed.xml".into()],
        episodes,
    }
}

fn judge(present: &Present, now: DateTime<FixedOffset>, accept: &[&str]) -> Outcome {
    next(&sample(), present, &now, &Accept::parse(accept).unwrap())
}

/// The change is refused with these findings; let through by `flag`, it is made; before the date nobody asks.
#[track_caller]
fn guarded(present: &Present, flag: &str, findings: &[&str]) -> Outcome {
    let refused = judge(present, after(), &[]);
    assert_eq!(lines(&refused.diagnostics), findings);
    let through = judge(present, after(), &[flag]);
    assert_eq!(lines(&through.diagnostics), Vec::<String>::new());
    assert!(Accept::parse(&[flag]).unwrap().unused(&through.accepted).is_empty());
    assert_ne!(through.lock, sample());
    let general = flag.split(':').next().unwrap();
    assert_eq!(judge(present, after(), &[general]).lock, through.lock);
    let again = next(&through.lock, present, &after(), &Accept::default());
    assert_eq!((lines(&again.diagnostics), again.changes), (Vec::new(), Vec::new()), "a second build changes nothing");
    assert_eq!(read_text(&write(&through.lock)), (through.lock.clone(), Vec::new()));
    through
}

#[test]
fn nothing_changed_changes_nothing() {
    for now in [before(), after()] {
        let outcome = judge(&present(vec![episode("hello", HELLO)]), now, &[]);
        assert_eq!(lines(&outcome.diagnostics), Vec::<String>::new());
        assert_eq!(outcome.changes, Vec::<String>::new());
        assert!(outdated(&sample(), &outcome.lock).is_none());
    }
}

#[test]
fn a_new_episode_and_another_title_are_free() {
    let mut hello = episode("hello", HELLO);
    hello.title = "Something else".into();
    let outcome = judge(&present(vec![stranger("next", "n1"), hello]), after(), &[]);
    assert_eq!(lines(&outcome.diagnostics), Vec::<String>::new());
    assert_eq!(outcome.changes, ["next: new, guid n1"]);
    let frozen = outdated(&sample(), &outcome.lock).unwrap();
    assert_eq!(
        lines(&[frozen]),
        [
            "podwright.lock lock-outdated: podwright.lock would change: next: new, guid n1 | run `podwright build`, look at the change, and commit podwright.lock"
        ]
    );
}

#[test]
fn guid_changed_in_the_front_matter() {
    let through = guarded(
        &present(vec![episode("hello", "new")]),
        "guid-changed:hello",
        &[&format!(
            "episodes/hello.md:2 guid-changed: the episode \"hello\" has another guid than before | new | {HELLO} \
             | write `guid = \"{HELLO}\"` into the front matter, or let it through with `--accept guid-changed:hello`"
        )],
    );
    assert!(through.lock.episodes[HELLO].removed && !through.lock.episodes["new"].removed);
    let refused = judge(&present(vec![episode("hello", "new")]), after(), &[]);
    let fix = refused.diagnostics[0].fix.as_ref().unwrap();
    assert!(fix.safe);
    assert_eq!((fix.edits[0].place.text(), fix.edits[0].text.as_str()), ("\"new\"", format!("\"{HELLO}\"").as_str()));
    // The guid is the one thing that an unpublished episode keeps as well.
    assert_eq!(judge(&present(vec![episode("hello", "new")]), before(), &[]).diagnostics.len(), 1);
}

#[test]
fn a_renamed_file_without_guid_is_known_by_its_audio_its_title_or_its_date() {
    let source = Source::new("episodes/renamed.md", "+++\ntitle = \"x\"\n+++\n");
    let renamed = |change: fn(&mut PresentEpisode)| {
        let mut episode = stranger("renamed", "made");
        change(&mut episode);
        episode.places.guid = Some(GuidPlace::Toml(source.place(4..4)));
        present(vec![episode])
    };
    let finding = format!(
        "episodes/renamed.md guid-changed: \"renamed\" seems to be the published episode \"hello\", under another guid | made | {HELLO} \
         | write `guid = \"{HELLO}\"` into the front matter, or let it through with `--accept guid-changed:renamed`"
    );
    type Change = fn(&mut PresentEpisode);
    let changes: [(Change, bool); 3] = [
        (
            |e| e.media = BTreeMap::from([("x".into(), LockedMedia::new(1, None, "audio/mpeg", Some("aa".into())))]),
            true,
        ),
        (|e| e.title = "Hello!".into(), false),
        (|e| e.date = Some(date("2026-11-27T05:00:00Z")), false),
    ];
    for (change, safe) in changes {
        let present = renamed(change);
        guarded(&present, "guid-changed:renamed", &[&finding]);
        let refused = judge(&present, after(), &[]);
        let fix = refused.diagnostics[0].fix.as_ref().unwrap();
        assert_eq!(fix.safe, safe);
        assert_eq!(fix.edits[0].text, format!("guid = \"{HELLO}\"\n"));
    }
    let strange = judge(&renamed(|_| ()), after(), &[]);
    assert_eq!(rules_of(&lines(&strange.diagnostics)), ["item-removed"]);
    assert_eq!(judge(&renamed(|_| ()), before(), &[]).diagnostics.len(), 0);
}

#[test]
fn a_renamed_file_with_its_guid_keeps_it() {
    let mut renamed = episode("s1/hello", HELLO);
    renamed.page = Some("episodes/hello/".into());
    renamed.enclosure = Some("https://show.fm/media/hello.mp3".into());
    renamed.media = sample().episodes[HELLO].media.clone();
    let outcome = judge(&present(vec![renamed]), after(), &[]);
    assert_eq!(lines(&outcome.diagnostics), Vec::<String>::new());
    assert_eq!(outcome.changes, ["s1/hello: renamed from hello"]);
    let lines = write(&outcome.lock).lines().zip(LOCK.lines()).filter(|(a, b)| a != b).count();
    assert_eq!(lines, 1, "a rename is one changed line");
}

#[test]
fn guid_reused_by_a_copy() {
    let refused = judge(&present(vec![stranger("a-copy", HELLO), episode("hello", HELLO)]), after(), &["guid-reused"]);
    assert_eq!(
        lines(&refused.diagnostics),
        [
            "episodes/a-copy.md:2 guid-reused: the guid of the episode \"hello\" stands in \"a-copy\" too | 0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11 \
          | delete the guid here; the episode gets one of its own | episodes/hello.md:2:8 its own episode"
        ]
    );
    assert_eq!(refused.lock, sample());
}

#[test]
fn guid_reused_for_another_episode_after_its_own_is_gone() {
    guarded(
        &present(vec![stranger("next", HELLO)]),
        "guid-reused:next",
        &[&format!(
            "episodes/next.md:2 guid-reused: \"next\" has the guid of the published episode \"hello\" and nothing else of it | {HELLO} \
             | delete the guid; the episode gets one of its own, or let it through with `--accept guid-reused:next`"
        )],
    );
}

#[test]
fn item_removed_and_put_back() {
    let through = guarded(
        &present(Vec::new()),
        "item-removed:hello",
        &[
            "podwright.lock item-removed: the published episode \"hello\" is gone | put its file back, or let it through with `--accept item-removed:hello`",
        ],
    );
    assert_eq!(through.changes, ["hello: removed"]);
    assert_eq!(write(&through.lock), format!("{LOCK}\"{HELLO}\".removed = true\n"));
    let back = next(&through.lock, &present(vec![episode("hello", HELLO)]), &after(), &Accept::default());
    assert_eq!((lines(&back.diagnostics), back.lock), (Vec::new(), sample()));
    // Its guid is not for others.
    let other = next(&through.lock, &present(vec![stranger("other", HELLO)]), &after(), &Accept::default());
    assert_eq!(rules_of(&lines(&other.diagnostics)), ["guid-reused"]);
    assert!(other.diagnostics[0].message.contains("removed episode \"hello\""));
    // Taken away before its date nobody minds, but the guid is remembered all the same.
    let early = judge(&present(Vec::new()), before(), &[]);
    assert_eq!((lines(&early.diagnostics), early.lock), (Vec::new(), through.lock));
}

#[test]
fn item_removed_by_becoming_a_draft() {
    let mut draft = episode("hello", HELLO);
    draft.draft = true;
    guarded(
        &present(vec![draft]),
        "item-removed:hello",
        &[
            "episodes/hello.md item-removed: the published episode \"hello\" is a draft | delete `draft = true`, or let it through with `--accept item-removed:hello`",
        ],
    );
}

#[test]
fn item_removed_by_becoming_private() {
    let mut private = episode("hello", HELLO);
    (private.private, private.page) = (true, None);
    let through = guarded(
        &present(vec![private.clone()]),
        "item-removed:hello",
        &[
            "episodes/hello.md item-removed: the published episode \"hello\" is private | delete `private = true`, or let it through with `--accept item-removed:hello`",
        ],
    );
    let hello = &through.lock.episodes[HELLO];
    assert!(hello.private && !hello.removed);
    assert!(write(&through.lock).contains(".private = true\n"));
    // From then on it is no news, and free to come back.
    let again = next(&through.lock, &present(vec![private]), &after(), &Accept::default());
    assert_eq!(again.changes, Vec::<String>::new());
    let back = next(&through.lock, &present(vec![episode("hello", HELLO)]), &after(), &Accept::default());
    assert_eq!(lines(&back.diagnostics), Vec::<String>::new());
}

#[test]
fn some_episodes_only() {
    let (mut hello, other) = (episode("hello", HELLO), stranger("other", "new"));
    hello.date = Some(date("2026-12-24T00:00:00Z"));
    let show = present(vec![hello, other]);
    let only = |name: &str| next(&sample(), &show, &after(), &Accept::default()).only(&sample(), &[name.to_string()]);
    let other = only("other");
    assert_eq!(lines(&other.diagnostics), Vec::<String>::new());
    assert_eq!(other.changes, ["other: new, guid new"]);
    assert_eq!(other.lock.episodes[HELLO], sample().episodes[HELLO]);
    assert_eq!(rules_of(&lines(&only("hello").diagnostics)), ["pub-date-moved"]);
}

#[test]
fn pub_date_moved() {
    let mut moved = episode("hello", HELLO);
    moved.date = Some(date("2026-11-28T06:00:00+01:00"));
    guarded(
        &present(vec![moved.clone()]),
        "pub-date-moved:hello",
        &[
            "episodes/hello.md:3 pub-date-moved: the date of the published episode \"hello\" changed | 2026-11-28T06:00:00+01:00 | 2026-11-27T06:00:00+01:00 \
           | write `date = 2026-11-27T06:00:00+01:00`, or let it through with `--accept pub-date-moved:hello`",
        ],
    );
    assert_eq!(judge(&present(vec![moved.clone()]), before(), &[]).diagnostics.len(), 0);
    // The same moment by another clock, or with a fraction that feeds cannot say, is no move.
    moved.date = Some(date("2026-11-27T05:00:00.250Z"));
    assert_eq!(judge(&present(vec![moved]), after(), &[]).diagnostics.len(), 0);
}

#[test]
fn page_moved_leaves_a_redirect() {
    let mut moved = episode("hello", HELLO);
    moved.page = Some("episodes/hi/".into());
    let through = guarded(
        &present(vec![moved.clone()]),
        "page-moved:hello",
        &[
            "episodes/hello.md page-moved: the page of the published episode \"hello\" has another address | episodes/hi/ | episodes/hello/ \
           | put the file name and `slug` back, or let it through with `--accept page-moved:hello`",
        ],
    );
    assert_eq!(through.lock.episodes[HELLO].moved, ["episodes/hello/"]);
    assert_eq!(
        through.changes,
        ["hello: page \"episodes/hello/\" becomes \"episodes/hi/\"", "hello: episodes/hello/ redirects"]
    );
    // Moved back, the address is a page again and the other one redirects.
    let accept = Accept::parse(&["page-moved"]).unwrap();
    let back = next(&through.lock, &present(vec![episode("hello", HELLO)]), &after(), &accept);
    assert_eq!(back.lock.episodes[HELLO].moved, ["episodes/hi/"]);
    assert_eq!(judge(&present(vec![moved.clone()]), before(), &[]).lock, through.lock);
    moved.page = None;
    assert_eq!(rules_of(&lines(&judge(&present(vec![moved]), after(), &[]).diagnostics)), ["page-moved"]);
}

#[test]
fn enclosure_moved() {
    let mut moved = episode("hello", HELLO);
    moved.enclosure = Some("https://cdn.show.fm/hello.mp3".into());
    guarded(
        &present(vec![moved.clone()]),
        "enclosure-moved",
        &[
            "episodes/hello.md enclosure-moved: the audio of the published episode \"hello\" has another URL | https://cdn.show.fm/hello.mp3 | https://show.fm/media/hello.mp3 \
           | put the address back, or let it through with `--accept enclosure-moved:hello`",
        ],
    );
    assert_eq!(judge(&present(vec![moved.clone()]), before(), &[]).diagnostics.len(), 0);
    moved.enclosure = None;
    assert_eq!(judge(&present(vec![moved]), after(), &[]).lock, sample(), "unknown is not moved");
}

#[test]
fn enclosure_replaced_is_advice() {
    let mut replaced = episode("hello", HELLO);
    replaced.media.get_mut("hello.mp3").unwrap().sha256 = Some("cc".into());
    let outcome = judge(&present(vec![replaced.clone()]), after(), &[]);
    assert_eq!(outcome.diagnostics[0].severity, Severity::Advice);
    assert_eq!(
        lines(&outcome.diagnostics),
        [
            "episodes/hello.md enclosure-replaced: hello.mp3 of the published episode \"hello\" has other bytes under its old URL | cc | aa \
          | give the episode's files a new name and keep the guid, and the URL is new; apps that have the old file keep it otherwise"
        ]
    );
    assert_eq!(outcome.lock.episodes[HELLO].media["hello.mp3"].sha256.as_deref(), Some("cc"));
    assert_eq!(judge(&present(vec![replaced.clone()]), before(), &[]).diagnostics.len(), 0);
    replaced.enclosure = Some("https://show.fm/media/hello-2.mp3".into());
    assert_eq!(rules_of(&lines(&judge(&present(vec![replaced]), after(), &[]).diagnostics)), ["enclosure-moved"]);
}

#[test]
fn podcast_guid_changed() {
    let mut show = present(vec![episode("hello", HELLO)]);
    show.guid = Some("other".into());
    guarded(
        &show,
        "podcast-guid-changed",
        &[
            "podwright.lock podcast-guid-changed: the guid of the show is another than the published one | other | 917393e3-1b1e-5cef-ace4-edaa54e1f810 \
           | write `guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"` under [show], or let it through with `--accept podcast-guid-changed`",
        ],
    );
    assert_eq!(judge(&show, before(), &[]).diagnostics.len(), 0);
    show.guid = None;
    assert_eq!(judge(&show, after(), &[]).lock, sample());
}

#[test]
fn feed_url_changed() {
    let mut show = present(vec![episode("hello", HELLO)]);
    show.feeds = vec!["https://show.fm/rss.xml".into()];
    let through = guarded(
        &show,
        "feed-url-changed",
        &[
            "feed.toml feed-url-changed: nothing answers any longer at the published feed https://show.fm/feed.xml | https://show.fm/rss.xml | https://show.fm/feed.xml \
           | put the address back, or let it through with `--accept feed-url-changed`",
        ],
    );
    assert_eq!(through.lock.moved_feeds, ["https://show.fm/feed.xml"]);
    show.feeds.push("https://show.fm/feed.xml".into());
    assert_eq!(judge(&show, after(), &[]).diagnostics.len(), 0);
}

#[test]
fn what_is_known_of_the_same_bytes_stays() {
    let text = LOCK.replace("sha256 = \"aa\"", "sha256 = \"aa\", loudness = -16");
    let (lock, _) = read_text(&text);
    let mut hello = episode("hello", HELLO);
    hello.media.get_mut("hello.mp3").unwrap().duration_ms = None;
    let same = next(&lock, &present(vec![hello.clone()]), &after(), &Accept::default());
    assert_eq!(write(&same.lock), text);
    hello.media.get_mut("hello.mp3").unwrap().sha256 = Some("cc".into());
    let other = next(&lock, &present(vec![hello]), &after(), &Accept::default());
    assert!(!write(&other.lock).contains("loudness"));
}

// -- --accept ----------------------------------------------------------------------------------------------------------

#[test]
fn accept_names_a_guard_and_an_episode() {
    let accept =
        Accept::parse(&["item-removed:episodes/s1/01 pilot.md", "page-moved", "guid-changed:a/index.md"]).unwrap();
    assert!(accept.allows(&ITEM_REMOVED, Some("s1/01 pilot")) && !accept.allows(&ITEM_REMOVED, Some("b")));
    assert!(accept.allows(&PAGE_MOVED, Some("anything")) && accept.allows(&GUID_CHANGED, Some("a")));
    assert_eq!(
        accept.unused(&[Accepted { rule: "page-moved", episode: Some("b".into()) }]),
        ["item-removed:s1/01 pilot", "guid-changed:a"]
    );
    assert_eq!(
        Accept::parse(&["item-remove", "podcast-guid-changed:a", "page-moved:", "zzz"]).unwrap_err(),
        [
            "--accept item-remove: `item-remove` is no guard; did you mean `item-removed`?",
            "--accept podcast-guid-changed:a: `podcast-guid-changed` is about the show; write `--accept podcast-guid-changed`",
            "--accept page-moved:: no episode after the colon; without it, all are meant: `--accept page-moved`",
            "--accept zzz: `zzz` is no guard; the guards are guid-changed, guid-reused, item-removed, enclosure-moved, \
             pub-date-moved, podcast-guid-changed, feed-url-changed, page-moved",
        ]
    );
}

// -- properties --------------------------------------------------------------------------------------------------------

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[\"'\\\\\n\r\t\u{0}\u{7f}\u{85}\u{feff}\u{2028}a.=#\\[ ]{0,12}",
        "😀{1,3}",
        "[a-z0-9-]{1,12}"
    ]
}

prop_compose! {
    fn any_media()(bytes in 0..i64::MAX as u64, duration in proptest::option::of(0..i64::MAX as u64), kind in any_text(), sha in proptest::option::of(any_text())) -> LockedMedia {
        LockedMedia::new(bytes, duration, kind, sha)
    }
}

prop_compose! {
    fn any_episode(number: usize)(
        name in any_text(), seconds in 0..250_000_000_000_i64, offset in -1439..1440_i32,
        page in proptest::option::of(any_text()), enclosure in proptest::option::of(any_text()),
        media in proptest::collection::btree_map(any_text(), any_media(), 0..3),
        moved in proptest::collection::vec(any_text(), 0..3), removed: bool, private: bool,
    ) -> LockedEpisode {
        let date = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&FixedOffset::east_opt(offset * 60).unwrap());
        LockedEpisode { name: format!("{number}{name}"), date, page, enclosure, media, moved, removed, private, extra: Facts::new() }
    }
}

fn any_lock() -> impl Strategy<Value = Lock> {
    let episodes = proptest::collection::vec((any_text(), any_episode(0)), 0..4);
    let feeds = || proptest::collection::vec(any_text(), 0..3);
    (proptest::option::of(any_text()), feeds(), feeds(), episodes).prop_map(|(guid, feeds, moved_feeds, list)| {
        let mut episodes = BTreeMap::new();
        for (number, (guid, mut episode)) in list.into_iter().enumerate() {
            episode.name = format!("{number}{}", episode.name);
            episodes.insert(guid, episode);
        }
        Lock { guid, feeds, moved_feeds, episodes, ..Lock::default() }
    })
}

/// A few names, guids and values that meet often.
fn any_present_episode() -> impl Strategy<Value = PresentEpisode> {
    let guid = prop_oneof![6 => Just(None), 1 => (0..6_u8).prop_map(Some)];
    (0..5_u8, guid, 0..4_u32, 0..4_u8, 0..6_u8, 0..8_u8).prop_map(|(name, guid, day, sha, page, draft)| {
        let mut episode = episode(&format!("e{name}"), &guid.map(|guid| format!("g{guid}")).unwrap_or_default());
        episode.date = Some(date(&format!("2026-11-0{}T00:00:00Z", day + 1)));
        episode.page = Some(format!("episodes/{}/", if page == 0 { "p".into() } else { format!("e{name}") }));
        episode.media.values_mut().for_each(|media| media.sha256 = Some(format!("s{sha}")));
        episode.draft = draft == 0;
        episode
    })
}

fn any_state() -> impl Strategy<Value = Vec<PresentEpisode>> {
    proptest::collection::vec(any_present_episode(), 0..5).prop_map(|episodes| {
        let by_name: HashMap<String, PresentEpisode> = episodes.into_iter().map(|e| (e.name.clone(), e)).collect();
        by_name.into_values().collect()
    })
}

/// Gives a guid to files without one, as the caller of [`next`] does.
fn identified(lock: &Lock, mut episodes: Vec<PresentEpisode>) -> Vec<PresentEpisode> {
    for episode in &mut episodes {
        if episode.guid.is_empty() {
            episode.guid = guid_for(lock, &episode.name, episode.date.as_ref(), &episode.media)
                .map_or_else(|| new_guid(lock, "https://show.fm/", &episode.name), str::to_string);
        }
    }
    episodes
}

const ALL: [&str; 8] = [
    "guid-changed",
    "guid-reused",
    "item-removed",
    "enclosure-moved",
    "pub-date-moved",
    "podcast-guid-changed",
    "feed-url-changed",
    "page-moved",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_reads_back_equal(lock in any_lock()) {
        let text = write(&lock);
        let (back, findings) = read_text(&text);
        prop_assert_eq!(findings, Vec::<String>::new());
        prop_assert_eq!(write(&back), text.clone());
        prop_assert_eq!(back, lock);
        let strays = ['\r', '\u{85}', '\u{2028}'];
        prop_assert!(!text.contains(strays));
    }

    #[test]
    fn any_text_is_read(text in "([\\PC\n]{0,40}|(\\[episodes\\]|a\\.name = |\"g\"\\.media\\.f = \\{|<<<<<<< x|=======|>>>>>>> |\\|{7}|\n|version = |1|\"|\\}|2026-01-01T00:00:00Z){0,20})") {
        if let Ok((lock, _)) = read(&Source::new(LOCK_FILE, text)) {
            let (back, findings) = read_text(&write(&lock));
            prop_assert_eq!(findings.iter().filter(|f| !f.contains("lock-conflict: two episodes")).count(), 0);
            prop_assert_eq!(back, lock);
        }
    }

    #[test]
    fn a_lock_cut_anywhere_is_read(lock in any_lock(), at in 0.0..1.0_f64) {
        let text = write(&lock);
        let mut at = (text.len() as f64 * at) as usize;
        while !text.is_char_boundary(at) { at -= 1; }
        let _ = read(&Source::new(LOCK_FILE, &text[..at]));
    }

    #[test]
    fn both_sides_of_a_merge_are_joined(lock in any_lock()) {
        let text = write(&lock);
        prop_assert_eq!(read_text(&format!("<<<<<<< a\n{text}=======\n{text}>>>>>>> b\n")), (lock, Vec::new()));
    }

    #[test]
    fn whatever_people_do_no_guid_is_lost_or_shared(states in proptest::collection::vec((any_state(), any::<bool>(), 1..6_u32), 1..8)) {
        let mut lock = Lock::default();
        for (state, accepts, day) in states {
            let now = date(&format!("2026-11-0{day}T12:00:00Z"));
            let show = present(identified(&lock, state));
            let refusing = next(&lock, &show, &now, &Accept::default());
            let refused = |outcome: &Outcome| outcome.diagnostics.iter().any(|d| d.severity == Severity::Error);
            // Nothing published changes in a build that was not told to.
            if !refused(&refusing) {
                for (guid, before) in lock.episodes.iter().filter(|(_, e)| e.is_published(&now)) {
                    let after = &refusing.lock.episodes[guid];
                    prop_assert_eq!((&before.page, before.date, &before.enclosure, false), (&after.page, after.date, &after.enclosure, after.removed));
                }
            }
            let all = next(&lock, &show, &now, &Accept::parse(&ALL).unwrap());
            let outcome = if accepts { all } else { refusing };
            if refused(&outcome) { continue; }
            // The lock follows from the sources, not from the clock.
            let timeless = next(&lock, &show, &date("2000-01-01T00:00:00Z"), &Accept::parse(&ALL).unwrap());
            prop_assert_eq!(&timeless.lock, &outcome.lock);
            for (guid, before) in &lock.episodes {
                let after = outcome.lock.episodes.get(guid);
                prop_assert!(after.is_some(), "a guid left the lock");
                let pages: Vec<&String> = outcome.lock.episodes.values().filter(|e| !e.removed).filter_map(|e| e.page.as_ref()).collect();
                for old in before.moved.iter().chain(&before.page) {
                    let after = after.unwrap();
                    prop_assert!(pages.contains(&old) || after.moved.contains(old) || after.page.as_ref() == Some(old));
                }
            }
            let mut names: Vec<&String> = outcome.lock.episodes.values().filter(|e| !e.removed).map(|e| &e.name).collect();
            names.sort();
            prop_assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
            prop_assert_eq!(read_text(&write(&outcome.lock)), (outcome.lock.clone(), Vec::new()));
            let show = present(identified(&outcome.lock, show.episodes));
            let again = next(&outcome.lock, &show, &now, &Accept::default());
            prop_assert_eq!(again.changes, Vec::<String>::new());
            lock = outcome.lock;
        }
    }
}

#[test]
fn long_rubbish_is_read_in_time() {
    for piece in ["= =\n", "a\n", "[", "{", "\"", "<<<<<<< a\nx = 1\n", "a.", "a = [\n", "=======\n[x]\nx = 1\n"] {
        let _ = read(&Source::new(LOCK_FILE, piece.repeat(5_000)));
    }
    let guid = "😀".repeat(10_000);
    let (_, findings) = read_text(&format!("version = 1\n[episodes]\n\"{guid}\".name = 1\n"));
    assert!(findings.len() == 1 && findings[0].len() < 800);
}
