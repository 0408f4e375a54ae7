//! Builds that are killed, and builds that meet.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{NOW, Scratch};

fn start(show: &Scratch) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_podwright"));
    command.args(["build", "--quiet"]).current_dir(show.path("")).env("SOURCE_DATE_EPOCH", NOW);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What a folder publishes; `.podwright` also remembers the disk.
fn published(show: &Scratch) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = show.files("public");
    files.remove(".podwright");
    files
}

#[test]
fn a_build_that_is_killed_leaves_the_old_feed_or_the_new_one() {
    let show = Scratch::example();
    show.run(&["build"]).ends(0);
    let old = show.read("public/feed.xml");
    let sources = ["episodes/trailer.md", "feed.toml"].map(|path| (path, show.read(path)));
    let began = Instant::now();
    start(&show).wait().unwrap();
    let whole = began.elapsed();
    // Every page changes, and the feed.
    let change = || {
        for (path, text) in &sources {
            show.write(path, text.replacen("title = \"", "title = \"New: ", 1));
        }
    };
    let undo = || sources.iter().for_each(|(path, text)| show.write(path, text));
    change();
    show.run(&["build"]).ends(0);
    let (new, new_site) = (show.read("public/feed.xml"), published(&show));
    undo();
    show.run(&["build"]).ends(0);
    let old_site = published(&show);
    for step in 0..24 {
        change();
        let mut child = start(&show);
        thread::sleep(whole * step / 20);
        let _ = child.kill();
        child.wait().unwrap();
        let feed = show.read("public/feed.xml");
        assert!(feed == old || feed == new, "half a feed after step {step}");
        let lock = show.read("podwright.lock");
        assert!(lock.starts_with("version = 1\n") && lock.ends_with('\n'));
        // Each page that is there is whole.
        for (path, bytes) in published(&show).into_iter().filter(|(path, _)| !path.starts_with(".podwright-")) {
            let whole = old_site.get(&path) == Some(&bytes) || new_site.get(&path) == Some(&bytes);
            assert!(whole, "half of {path} after step {step}");
        }
        if step % 6 == 5 {
            show.run(&["build"]).ends(0);
            assert!(published(&show) == new_site, "the next build did not make good what the killed one left");
            undo();
            show.run(&["build"]).ends(0);
            assert!(published(&show) == old_site);
        } else {
            undo();
        }
    }
}

#[test]
fn the_feed_that_cannot_be_written_waits_for_the_next_build() {
    let show = Scratch::show();
    show.write("public/feed.xml", "somebody else's");
    show.run(&["build"]).ends(2).says("feed.xml was not written by podwright");
    assert!(show.path("podwright.lock").exists(), "the lock is written before the feed");
    show.remove("public/feed.xml");
    show.run(&["build", "--frozen"]).ends(0);
    assert!(show.read("public/feed.xml").contains("g-hello"));
}

#[test]
fn two_builds_at_once_wait_for_each_other() {
    let show = Scratch::example();
    let apart = Scratch::example();
    apart.run(&["build"]).ends(0);
    for _ in 0..3 {
        let mut children: Vec<Child> = (0..3).map(|_| start(&show)).collect();
        thread::sleep(Duration::from_millis(1));
        for child in &mut children {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        assert!(published(&show) == published(&apart));
        std::fs::remove_dir_all(show.path("public")).unwrap();
    }
}
