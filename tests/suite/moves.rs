//! The guards: what would cost a listener is refused, with the flag that lets it through, and nothing is written.

use crate::support::Scratch;

fn built() -> Scratch {
    let show = Scratch::show();
    show.run(&["build"]).ends(0);
    show
}

/// Refused with these words and nothing written; let through by the flag; then quiet.
#[track_caller]
fn refused_then_accepted(show: &Scratch, words: &str, accept: &[&str]) {
    let before = (show.files("public"), show.read("podwright.lock"));
    show.run(&["build"]).ends(1).says(words).says("nothing was written");
    assert!(before == (show.files("public"), show.read("podwright.lock")));
    let mut arguments = vec!["build"];
    for flag in accept {
        arguments.extend(["--accept", flag]);
    }
    show.run(&arguments).ends(0);
    show.run(&["build", "--frozen"]).ends(0);
}

#[test]
fn a_changed_guid() {
    let show = built();
    show.edit("episodes/hello.md", "g-hello", "g-other");
    refused_then_accepted(&show, "error[guid-changed]", &["guid-changed:hello"]);
}

#[test]
fn an_episode_taken_away_and_put_back() {
    let show = built();
    show.rename("episodes/hello.md", "hello.md");
    show.rename("episodes/hello.mp3", "hello.mp3");
    refused_then_accepted(
        &show,
        "put its file back, or let it through with `--accept item-removed:hello`",
        &["item-removed:hello"],
    );
    assert!(show.read("podwright.lock").contains("\"g-hello\".removed = true"));
    show.rename("hello.md", "episodes/hello.md");
    show.rename("hello.mp3", "episodes/hello.mp3");
    show.run(&["build"]).ends(0);
    assert!(show.read("public/feed.xml").contains("g-hello"));
}

#[test]
fn a_renamed_file() {
    let show = built();
    show.rename("episodes/hello.md", "episodes/salut.md");
    show.rename("episodes/hello.mp3", "episodes/salut.mp3");
    refused_then_accepted(&show, "error[page-moved]", &["page-moved:salut", "enclosure-moved:salut"]);
    // The old page leads to the new one.
    assert!(show.read("public/episodes/hello/index.html").contains("https://gulls.fm/episodes/salut/"));
}

#[test]
fn a_moved_date_and_address() {
    let show = built();
    show.edit("episodes/hello.md", "2026-01-01", "2026-02-01");
    refused_then_accepted(&show, "error[pub-date-moved]", &["pub-date-moved"]);
    show.edit("feed.toml", "gulls.fm", "terns.fm");
    let run = show.run(&["build"]).ends(1).says("error[feed-url-changed]").says("error[enclosure-moved]");
    assert!(run.out.contains("--accept feed-url-changed"));
    show.run(&["build", "--accept", "feed-url-changed", "--accept", "enclosure-moved"]).ends(0);
    // The show's identity stays the one made from its first address: UUIDv5 of gulls.fm/feed.xml.
    assert!(
        show.read("podwright.lock")
            .contains(&format!("guid = \"{}\"", podwright::scalar::podcast_guid("https://gulls.fm/feed.xml")))
    );
}

#[test]
fn a_title_may_change() {
    let show = built();
    show.edit("episodes/hello.md", "title = \"hello\"", "title = \"Good evening\"");
    show.run(&["build", "--frozen"]).ends(0);
    assert!(show.read("public/feed.xml").contains("<title>Good evening</title>"));
    assert!(show.read("public/feed.xml").contains("https://gulls.fm/media/hello.mp3"));
}

#[test]
fn two_files_with_one_guid() {
    let show = built();
    show.episode("copy", "guid = \"g-hello\"\ndate = 2026-02-01T06:00:00Z\n", "Copied.\n");
    show.run(&["build"]).ends(1).says("error[guid-reused]").says("nothing was written");
}

#[test]
fn a_clone_without_the_sound_builds_the_same_feed() {
    let show = built();
    let feed = show.read("public/feed.xml");
    show.remove("episodes/hello.mp3");
    show.run(&["build", "--frozen", "--out", "clone"]).ends(0).says("the recording is not on this machine");
    assert_eq!(show.read("clone/feed.xml"), feed);
    // What is published stays, although its source is not here.
    show.run(&["build", "--frozen"]).ends(0);
    assert!(show.path("public/media/hello.mp3").is_file());
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 107921\n";
    let lock = show.read("podwright.lock");
    let hash = lock.split("sha256 = \"").nth(1).unwrap().split('"').next().unwrap();
    show.write("episodes/hello.mp3", pointer.replace("{}", hash));
    show.run(&["build", "--frozen", "--out", "clone"]).ends(0);
    assert_eq!(show.read("clone/feed.xml"), feed);
    show.write("episodes/hello.mp3", pointer.replace("{}", &"0".repeat(64)));
    show.run(&["build"]).ends(1).says("audio-unreadable").says("git lfs pull");
}

#[test]
fn frozen_says_what_would_change() {
    let show = built();
    show.episode("two", "date = 2026-03-01T06:00:00Z\n", "Two.\n");
    show.run(&["build", "--frozen"]).ends(1).says("error[lock-outdated]").says("nothing was written");
    show.run(&["build", "--frozen", "--accept", "item-removed"]).ends(2);
    show.run(&["build"]).ends(0);
    show.run(&["build", "--frozen"]).ends(0);
}

#[test]
fn a_guid_that_nobody_wrote_outlives_the_site_and_the_name() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid = \"g-hello\"\n", "");
    show.run(&["build"]).ends(0);
    let guid = show.read("public/feed.xml").split("<guid isPermaLink=\"false\">").nth(1).unwrap()[..36].to_string();
    show.edit("feed.toml", "gulls.fm", "terns.fm");
    show.run(&["build", "--accept", "feed-url-changed", "--accept", "enclosure-moved"]).ends(0);
    assert!(show.read("public/feed.xml").contains(&guid));
}

#[test]
fn a_clock_at_1980_is_refused() {
    let show = built();
    let run = show.run_with(&["build"], &[("SOURCE_DATE_EPOCH", "315532800")], "");
    run.ends(2).keeps_from("item-removed");
}

#[test]
fn other_bytes_under_a_published_address_are_told() {
    let show = built();
    let mut bytes = std::fs::read(show.path("episodes/hello.mp3")).unwrap();
    let half = bytes.len() / 2;
    bytes.truncate(half);
    show.write("episodes/hello.mp3", bytes);
    show.run(&["build"]).ends(0).says("advice[enclosure-replaced]");
}

#[test]
fn an_accept_that_is_none() {
    let show = built();
    show.run(&["build", "--accept", "item-remove"]).ends(2).says("did you mean `item-removed`?");
    show.run(&["build", "--accept", "item-removed:helo"]).ends(0).says("warning[accept-unused]");
}

#[test]
fn locks_that_are_broken_or_newer() {
    let show = built();
    let lock = show.read("podwright.lock");
    show.write("podwright.lock", &lock[..lock.len() - 20]);
    show.run(&["build"]).ends(1).says("podwright.lock").says("nothing was written");
    show.write("podwright.lock", lock.replace("version = 1", "version = 2"));
    show.run(&["build"]).ends(2).says("version");
    show.write("podwright.lock", format!("<<<<<<< ours\n{lock}=======\n{lock}>>>>>>> theirs\n"));
    show.run(&["build"]).ends(0);
    assert_eq!(show.read("podwright.lock"), lock);
}
