//! The same folder gives the same bytes: whatever the machine, the order its files were made in, or where one stands.

use std::collections::BTreeMap;

use crate::support::Scratch;

/// What a folder publishes. `.podwright` also remembers when recordings were changed on that disk.
fn published(show: &Scratch, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = show.files(folder);
    files.remove(".podwright");
    files
}

/// The paths whose bytes differ, or that only one side has.
fn differences(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    paths.into_iter().filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

fn is_recording(path: &str) -> bool {
    path.ends_with(".mp3") || path.ends_with(".m4a")
}

#[test]
fn files_made_in_another_order_in_another_time_zone() {
    // `example` copies each folder backwards; this one is made forwards.
    let backwards = Scratch::example();
    let forwards = Scratch::empty();
    backwards.files("").iter().for_each(|(path, bytes)| forwards.write(path, bytes));
    backwards.run(&["build"]).ends(0);
    forwards.run_with(&["build"], &[("TZ", "Asia/Tokyo")], "").ends(0);
    assert_eq!(differences(&published(&backwards, "public"), &published(&forwards, "public")), Vec::<String>::new());
    assert_eq!(backwards.read("podwright.lock"), forwards.read("podwright.lock"));
}

#[test]
fn a_date_without_offset_is_of_the_show_and_not_of_the_machine() {
    let show = Scratch::show();
    show.edit("feed.toml", "[show]", "[show]\ntime_zone = \"Europe/Berlin\"");
    show.edit("episodes/hello.md", "2026-01-01T06:00:00+01:00", "2026-01-01T06:00:00");
    show.run_with(&["build"], &[("TZ", "Asia/Tokyo")], "").ends(0);
    assert!(show.read("public/feed.xml").contains("<pubDate>Thu, 01 Jan 2026 06:00:00 +0100</pubDate>"));
}

#[test]
fn from_another_folder() {
    let show = Scratch::example();
    show.run(&["build"]).ends(0);
    let elsewhere = Scratch::empty();
    let root = show.path("").display().to_string();
    elsewhere.run(&["build", "--root", &root, "--out", "there"]).ends(0);
    assert_eq!(differences(&published(&show, "public"), &published(&elsewhere, "there")), Vec::<String>::new());
}

#[test]
fn a_clone_without_any_sound() {
    let show = Scratch::example();
    show.run(&["build", "--out", "with"]).ends(0);
    show.files("").into_keys().filter(|path| path.starts_with("episodes/") && is_recording(path)).for_each(|path| {
        show.remove(&path);
    });
    show.run(&["build", "--frozen", "--out", "without"]).ends(0);
    let missing = differences(&published(&show, "with"), &published(&show, "without"));
    assert!(missing.iter().all(|path| is_recording(path)), "{missing:?}");
    assert_eq!(missing.len(), 4, "{missing:?}");
}

#[test]
fn line_ends_of_windows_in_every_source() {
    let show = Scratch::example();
    show.run(&["build", "--out", "unix"]).ends(0);
    for (path, bytes) in show.files("").into_iter().filter(|(path, _)| !path.starts_with("unix/")) {
        if let Ok(text) = String::from_utf8(bytes) {
            show.write(&path, text.replace('\n', "\r\n"));
        }
    }
    show.run(&["build", "--frozen", "--out", "windows"]).ends(0);
    // Transcripts without a finding are published byte for byte, so with the line ends that they have.
    let (unix, windows) = (published(&show, "unix"), published(&show, "windows"));
    for path in differences(&unix, &windows) {
        assert!(path.ends_with(".vtt"), "{path}");
        assert_eq!(
            String::from_utf8_lossy(&windows[&path]).replace("\r\n", "\n"),
            String::from_utf8_lossy(&unix[&path])
        );
    }
}
