//! What people do to a show's files, and what of the feed stays as listeners' apps have it.

use std::collections::BTreeMap;

use crate::support::Scratch;

/// The addresses of an item by which apps and people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Addresses {
    link: String,
    enclosure: String,
    transcripts: Vec<String>,
}

/// The items of the feed by guid.
fn items(show: &Scratch) -> BTreeMap<String, Addresses> {
    let feed = show.read("public/feed.xml");
    let between = |text: &str, from: &str, to: &str| -> String {
        let rest = text.split(from).nth(1).unwrap_or_else(|| panic!("no {from} in {text}"));
        rest.split(to).next().unwrap().to_string()
    };
    let items = feed.split("<item>").skip(1).map(|item| {
        let transcripts =
            item.split("<podcast:transcript ").skip(1).map(|part| between(part, "url=\"", "\"")).collect();
        let guid = between(item, "<guid isPermaLink=\"false\">", "</guid>");
        let enclosure = between(item, "<enclosure url=\"", "\"");
        (guid, Addresses { link: between(item, "<link>", "</link>"), enclosure, transcripts })
    });
    items.collect()
}

/// Built, with a transcript.
fn built() -> Scratch {
    let show = Scratch::show();
    show.write("episodes/hello.vtt", "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>Gull one.\n");
    show.run(&["build"]).ends(0);
    assert_eq!(items(&show)["g-hello"].transcripts.len(), 5);
    show
}

/// Refused as it is, with the words of a rule, and nothing changed.
#[track_caller]
fn refuses(show: &Scratch, rules: &[&str]) {
    let before = (show.files("public"), show.read("podwright.lock"));
    let mut run = show.run(&["build"]).ends(1).says("nothing was written");
    for rule in rules {
        run = run.says(&format!("error[{rule}]")).says(&format!("--accept {rule}"));
    }
    assert_eq!(run.out.matches("error[").count(), rules.len(), "{}", run.out);
    assert!(before == (show.files("public"), show.read("podwright.lock")));
}

#[track_caller]
fn accepts(show: &Scratch, flags: &[&str]) {
    let flags: Vec<&str> = flags.iter().flat_map(|flag| ["--accept", flag]).collect();
    show.run(&[vec!["build"], flags].concat()).ends(0);
    show.run(&["build", "--frozen"]).ends(0).says("0 files written");
}

fn move_episode(show: &Scratch, from: &str, to: &str) {
    for ending in ["md", "mp3", "vtt"] {
        show.rename(&format!("episodes/{from}.{ending}"), &format!("episodes/{to}.{ending}"));
    }
}

#[test]
fn a_folder_of_its_own_changes_nothing_and_neither_does_the_way_back() {
    let show = built();
    let (before, lock) = (items(&show), show.read("podwright.lock"));
    show.rename("episodes/hello.md", "episodes/hello/index.md");
    show.rename("episodes/hello.mp3", "episodes/hello/talk.mp3");
    show.rename("episodes/hello.vtt", "episodes/hello/hello.vtt");
    show.run(&["build", "--frozen"]).ends(0);
    assert_eq!(items(&show), before);
    show.rename("episodes/hello/index.md", "episodes/hello.md");
    show.rename("episodes/hello/talk.mp3", "episodes/hello.mp3");
    show.rename("episodes/hello/hello.vtt", "episodes/hello.vtt");
    show.run(&["build", "--frozen"]).ends(0);
    assert_eq!((items(&show), show.read("podwright.lock")), (before, lock));
}

#[test]
fn a_folder_of_a_season_moves_the_page_and_the_sound() {
    let show = built();
    let before = items(&show);
    move_episode(&show, "hello", "s1/hello");
    refuses(&show, &["page-moved", "enclosure-moved"]);
    accepts(&show, &["page-moved:s1/hello", "enclosure-moved:s1/hello"]);
    let after = items(&show);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_eq!(after["g-hello"].link, "https://gulls.fm/episodes/s1/hello/");
    assert!(show.read("public/episodes/hello/index.html").contains("https://gulls.fm/episodes/s1/hello/"));
    move_episode(&show, "s1/hello", "hello");
    accepts(&show, &["page-moved:hello", "enclosure-moved:hello"]);
    assert_eq!(items(&show), before);
    assert!(show.read("public/episodes/s1/hello/index.html").contains("https://gulls.fm/episodes/hello/"));
}

#[test]
fn until_it_is_published_all_but_the_guid_is_free() {
    let show = built();
    show.episode("later", "guid = \"g-later\"\ndate = 2026-07-01T06:00:00Z\n", "Soon.\n");
    show.run(&["build"]).ends(0);
    show.edit("episodes/later.md", "2026-07-01", "2026-08-01");
    show.edit("episodes/later.md", "title = \"later\"", "title = \"Much later\"\nslug = \"much-later\"");
    show.run(&["build"]).ends(0);
    show.rename("episodes/later.md", "episodes/last.md");
    show.rename("episodes/later.mp3", "episodes/last.mp3");
    show.run(&["build"]).ends(0);
    show.edit("episodes/last.md", "g-later", "g-last");
    refuses(&show, &["guid-changed"]);
    accepts(&show, &["guid-changed:last"]);
    show.run(&["build", "--frozen", "--at", "2026-08-02T00:00:00Z"]).ends(0);
    assert_eq!(items(&show)["g-last"].link, "https://gulls.fm/episodes/much-later/");
    // A guid that was given is never given again.
    assert!(show.read("podwright.lock").contains("\"g-later\".removed = true"));
}

#[test]
fn a_slug_moves_page_and_sound() {
    let show = built();
    show.edit("episodes/hello.md", "guid", "slug = \"welcome\"\nguid");
    refuses(&show, &["page-moved", "enclosure-moved"]);
    accepts(&show, &["page-moved", "enclosure-moved"]);
    assert!(show.read("public/episodes/hello/index.html").contains("https://gulls.fm/episodes/welcome/"));
    assert_eq!(items(&show).keys().collect::<Vec<_>>(), ["g-hello"]);
}

#[test]
fn the_path_of_the_feed() {
    let show = built();
    let before = items(&show);
    let guid =
        |show: &Scratch| show.read("podwright.lock").lines().find(|l| l.starts_with("guid")).unwrap().to_string();
    let own = guid(&show);
    show.write("feed.toml", format!("{}[feed]\npath = \"podcast.xml\"\n", show.read("feed.toml")));
    refuses(&show, &["feed-url-changed"]);
    show.run(&["build", "--accept", "feed-url-changed"]).ends(0);
    show.rename("public/podcast.xml", "public/feed.xml");
    assert_eq!(items(&show), before);
    assert_eq!(guid(&show), own, "the show's identity followed its address");
    assert!(show.read("podwright.lock").contains("moved = [\"https://gulls.fm/feed.xml\"]"));
}

#[test]
fn three_hundred_recordings_go_elsewhere_with_one_flag() {
    let show = Scratch::show();
    for number in 0..300 {
        let day = format!("2026-0{}-{:02}T06:00:00Z", 1 + number / 100, 1 + number % 28);
        show.write(
            &format!("episodes/e{number}.md"),
            format!("+++\ntitle = \"Number {number}\"\ndate = {day}\nguid = \"g{number}\"\n+++\nNotes.\n"),
        );
        show.write(
            &format!("episodes/e{number}.mp3"),
            [&recording()[..], &[number as u8, (number / 256) as u8]].concat(),
        );
    }
    show.run(&["build"]).ends(0);
    let before = items(&show);
    let text = show.read("feed.toml");
    show.write("feed.toml", format!("{text}[media]\nbase_url = \"https://cdn.gulls.fm/show\"\n"));
    let run = show.run(&["build"]).ends(1).says("error[enclosure-moved]");
    assert!(run.out.len() < 10_000, "{} bytes of findings that say the same", run.out.len());
    accepts(&show, &["enclosure-moved"]);
    for (guid, item) in items(&show) {
        let expected = before[&guid].enclosure.replace("https://gulls.fm/media/", "https://cdn.gulls.fm/show/");
        assert_eq!(item, Addresses { enclosure: expected, ..before[&guid].clone() });
    }
}

fn recording() -> Vec<u8> {
    // Its begin is a recording, too.
    let bytes = std::fs::read(crate::support::repository().join("episodes/trailer.mp3")).unwrap();
    bytes[..bytes.len().min(20_000)].to_vec()
}

#[test]
fn better_sound_under_a_new_name_is_the_same_episode() {
    let show = built();
    show.write("episodes/hello.mp3", [&recording()[..], b"better"].concat());
    show.run(&["build"]).ends(0).says("advice[enclosure-replaced]");
    // The cure that it names.
    move_episode(&show, "hello", "hello-2");
    refuses(&show, &["page-moved", "enclosure-moved"]);
    show.edit("episodes/hello-2.md", "guid", "aliases = [\"/h\"]\nguid");
    accepts(&show, &["page-moved:hello-2", "enclosure-moved:hello-2"]);
    assert_eq!(items(&show)["g-hello"].enclosure, "https://gulls.fm/media/hello-2.mp3");
}

#[test]
fn the_lock_is_lost() {
    let show = built();
    show.copy("episodes/trailer.mp3", "episodes/plain.mp3");
    show.write("episodes/plain.md", "+++\ntitle = \"Plain\"\ndate = 2026-02-01T06:00:00Z\n+++\nNo guid.\n");
    show.run(&["build"]).ends(0);
    let (before, lock) = (items(&show), show.read("podwright.lock"));
    show.remove("podwright.lock");
    show.run(&["build", "--frozen"]).ends(1).says("lock-outdated");
    show.run(&["build"]).ends(0);
    // One with a guid keeps it; so does one without, while site and name are what they were.
    assert_eq!((items(&show), show.read("podwright.lock")), (before, lock));
}

#[test]
fn an_episode_copied_as_the_template_of_the_next() {
    let show = built();
    let before = items(&show);
    show.copy("episodes/trailer.mp3", "episodes/next.mp3");
    show.write(
        "episodes/next.md",
        show.read("episodes/hello.md").replace("\"hello\"", "\"Next\"").replace("01-01", "03-01"),
    );
    let run = show.run(&["build"]).ends(1).says("error[guid-reused]").says("the episode gets one of its own");
    assert!(run.out.contains("episodes/next.md"), "{}", run.out);
    show.run(&["build", "--accept", "guid-reused"]).ends(1);
    show.edit("episodes/next.md", "guid = \"g-hello\"\n", "");
    show.run(&["build"]).ends(0);
    assert_eq!(items(&show)["g-hello"], before["g-hello"]);
    assert_eq!(items(&show).len(), 2);
}

#[test]
fn a_published_episode_turns_private() {
    let show = built();
    show.edit("episodes/hello.md", "guid", "private = true\nguid");
    refuses(&show, &["item-removed"]);
    accepts(&show, &["item-removed:hello"]);
    assert!(items(&show).is_empty());
    for (path, bytes) in show.files("public").into_iter().filter(|(path, _)| path != ".podwright") {
        assert!(!path.contains("hello"), "{path}");
        assert!(!String::from_utf8_lossy(&bytes).contains("hello"), "{path}");
    }
}

#[test]
fn a_draft_is_published_taken_back_and_published_again() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid", "draft = true\nguid");
    show.run(&["build"]).ends(0);
    assert!(!show.read("podwright.lock").contains("hello"));
    show.edit("episodes/hello.md", "draft = true\n", "");
    show.run(&["build"]).ends(0);
    let before = items(&show);
    show.edit("episodes/hello.md", "guid", "draft = true\nguid");
    refuses(&show, &["item-removed"]);
    accepts(&show, &["item-removed:hello"]);
    assert!(items(&show).is_empty() && !show.path("public/episodes/hello").exists());
    show.edit("episodes/hello.md", "draft = true\n", "");
    show.run(&["build"]).ends(0);
    assert_eq!(items(&show), before);
}

#[test]
fn an_episode_falls_due_in_a_frozen_clone_without_sound() {
    let show = built();
    show.episode("later", "guid = \"g-later\"\ndate = 2026-07-01T06:00:00Z\n", "A surprise.\n");
    show.run(&["build"]).ends(0);
    let lock = show.read("podwright.lock");
    let clone = Scratch::empty();
    for (path, bytes) in show.files("").into_iter().filter(|(path, _)| !path.starts_with("public/")) {
        if !path.ends_with(".mp3") {
            clone.write(&path, bytes);
        }
    }
    clone.run(&["build", "--frozen"]).ends(0);
    assert_eq!(items(&clone), items(&show));
    let due = ["build", "--frozen", "--at", "2026-07-01T06:00:00Z"];
    clone.run(&due).ends(0);
    show.run(&due).ends(0);
    assert_eq!(clone.read("public/feed.xml"), show.read("public/feed.xml"));
    assert_eq!(items(&clone)["g-later"].enclosure, "https://gulls.fm/media/later.mp3");
    assert_eq!(clone.read("podwright.lock"), lock);
}

#[test]
fn a_look_ahead_before_the_first_build_decides_nothing() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid = \"g-hello\"\n", "");
    show.episode("idea", "draft = true\n", "Perhaps.\n");
    show.episode("later", "date = 2026-07-01T06:00:00Z\n", "Soon.\n");
    let plain = Scratch::show();
    show.files("").iter().for_each(|(path, bytes)| plain.write(path, bytes));
    show.run(&[
        "build",
        "--drafts",
        "--base-url",
        "http://localhost:8000/",
        "--at",
        "2030-01-01T00:00:00Z",
        "--out",
        "a",
    ])
    .ends(0);
    show.run(&["build"]).ends(0);
    plain.run(&["build"]).ends(0);
    assert_eq!(show.read("podwright.lock"), plain.read("podwright.lock"));
    assert_eq!(show.read("public/feed.xml"), plain.read("public/feed.xml"));
}

#[test]
fn names_that_differ_by_case_alone() {
    let show = built();
    let before = items(&show);
    // As a rename on a disk that does not tell them apart: the address stays, so nobody is asked.
    move_episode(&show, "hello", "Hello");
    show.run(&["build"]).ends(0);
    assert_eq!(items(&show), before);
    show.episode("hello", "date = 2026-05-01T06:00:00Z\n", "Another.\n");
    show.run(&["build"]).ends(1).says("error[episode-slug-duplicate]");
    show.remove("episodes/hello.md");
    show.remove("episodes/hello.mp3");
    show.edit("episodes/Hello.md", "guid", "audio = \"HELLO.mp3\"\nguid");
    show.run(&["build"]).ends(1).says("Hello.mp3");
}

#[test]
fn one_name_in_two_forms_of_unicode() {
    let show = Scratch::show();
    show.episode("caf\u{e9}", "guid = \"g-cafe\"\ndate = 2026-02-01T06:00:00Z\n", "In NFC.\n");
    show.run(&["build"]).ends(0);
    let (before, lock) = (items(&show), show.read("podwright.lock"));
    for ending in ["md", "mp3"] {
        show.rename(&format!("episodes/caf\u{e9}.{ending}"), &format!("episodes/cafe\u{301}.{ending}"));
    }
    show.run(&["build", "--frozen"]).ends(0);
    assert_eq!((items(&show), show.read("podwright.lock")), (before, lock));
}

#[test]
fn guids_of_every_kind() {
    for guid in [" blanks ", "two\\nlines", "\u{1f426}\u{1f426}", &"g".repeat(10_000)] {
        let show = Scratch::show();
        show.edit("episodes/hello.md", "g-hello", guid);
        let run = show.run(&["build"]).ends(0);
        assert_eq!(run.out.contains("guid-whitespace"), guid.contains([' ', '\\']), "{guid}");
        let lock = show.read("podwright.lock");
        show.run(&["build", "--frozen"]).ends(0).says("0 files written");
        assert_eq!(show.read("podwright.lock"), lock);
    }
    let show = Scratch::show();
    show.edit("episodes/hello.md", "g-hello", "  ");
    show.run(&["build"]).ends(1).says("an empty guid is no identity");
}

#[test]
fn locks_that_are_no_plain_file() {
    let show = built();
    let lock = show.read("podwright.lock");
    show.remove("podwright.lock");
    show.write("podwright.lock/x", "");
    show.run(&["build"]).ends(2).says("podwright.lock");
    show.remove("podwright.lock/x");
    std::fs::remove_dir(show.path("podwright.lock")).unwrap();
    show.write("podwright.lock", lock.replace("bytes = ", "bytes = \"many\" # "));
    show.run(&["build"]).ends(1).says("podwright.lock");
    // What need not change is not written, so it may be read-only.
    show.write("podwright.lock", &lock);
    let mut mode = std::fs::metadata(show.path("podwright.lock")).unwrap().permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(show.path("podwright.lock"), mode).unwrap();
    show.run(&["build"]).ends(0);
    show.run(&["lock"]).ends(0);
    assert_eq!(show.read("podwright.lock"), lock);
}

#[test]
fn two_files_of_one_name_are_never_one_episode() {
    let show = built();
    show.write("episodes/hello/index.md", "+++\ntitle = \"Other\"\ndate = 2026-02-01T06:00:00Z\n+++\nOther.\n");
    show.run(&["build"]).ends(1).says(
        "error[episode-file-ambiguous]: episodes/hello.md and episodes/hello/index.md are both the episode \"hello\"",
    );
}
