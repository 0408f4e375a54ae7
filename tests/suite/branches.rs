//! What git does to a show: branches with an episode each, renames beside edits, with and without conflict markers.

use std::process::Command;

use crate::support::Scratch;

/// Runs git in the show; whether it went well, and what it said.
fn try_git(show: &Scratch, arguments: &[&str]) -> Option<bool> {
    let mut command = Command::new("git");
    command
        .current_dir(show.path(""))
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Ida").env(format!("GIT_{role}_EMAIL"), "ida@gulls.fm");
    }
    Some(command.output().ok()?.status.success())
}

#[track_caller]
fn git(show: &Scratch, arguments: &[&str]) {
    assert_eq!(try_git(show, arguments), Some(true), "git {}", arguments.join(" "));
}

/// A show under git with one build in it; none where there is no git.
fn under_git() -> Option<Scratch> {
    let show = Scratch::show();
    if try_git(&show, &["init", "-q", "-b", "main"]).is_none() {
        eprintln!("skipped: there is no git");
        return None;
    }
    show.write(".gitignore", "public/\n");
    show.run(&["build"]).ends(0);
    commit(&show, "Begin");
    Some(show)
}

fn commit(show: &Scratch, words: &str) {
    git(show, &["add", "-A"]);
    git(show, &["commit", "-q", "-m", words]);
}

fn new_episode(show: &Scratch, branch: &str, guid: &str) {
    git(show, &["checkout", "-q", "-b", branch, "main"]);
    show.episode(branch, &format!("guid = \"{guid}\"\ndate = 2026-03-01T06:00:00Z\n"), "New.\n");
    show.run(&["build"]).ends(0);
    commit(show, branch);
}

#[test]
fn two_branches_with_an_episode_each() {
    // Far apart in the lock's order git joins them; side by side it leaves markers.
    for (guids, conflict) in [(["a-one", "z-two"], false), (["z-one", "z-two"], true)] {
        let Some(show) = under_git() else { return };
        new_episode(&show, "one", guids[0]);
        new_episode(&show, "two", guids[1]);
        assert_eq!(try_git(&show, &["merge", "-q", "--no-edit", "one"]), Some(!conflict));
        let markers = show.read("podwright.lock").contains("<<<<<<<");
        assert_eq!(markers, conflict);
        let command = if conflict { "lock" } else { "build" };
        show.run(&[command]).ends(0);
        show.run(&["build", "--frozen"]).ends(0);
        let lock = show.read("podwright.lock");
        assert!(!lock.contains("<<<<<<<") && guids.iter().all(|guid| lock.contains(guid)) && lock.contains("g-hello"));
        let feed = show.read("public/feed.xml");
        assert!(guids.iter().all(|guid| feed.contains(guid)), "{feed}");
    }
}

#[test]
fn one_branch_renames_while_the_other_edits() {
    let Some(show) = under_git() else { return };
    git(&show, &["checkout", "-q", "-b", "rename"]);
    show.rename("episodes/hello.md", "episodes/welcome.md");
    show.rename("episodes/hello.mp3", "episodes/welcome.mp3");
    show.run(&["build", "--accept", "page-moved", "--accept", "enclosure-moved"]).ends(0);
    commit(&show, "Rename");
    git(&show, &["checkout", "-q", "main"]);
    show.edit("episodes/hello.md", "title = \"hello\"", "title = \"Good evening\"");
    show.run(&["build", "--frozen"]).ends(0);
    commit(&show, "Edit");
    git(&show, &["merge", "-q", "--no-edit", "rename"]);
    show.run(&["build", "--frozen"]).ends(0);
    let feed = show.read("public/feed.xml");
    assert!(feed.contains("<title>Good evening</title>") && feed.contains("g-hello"));
    assert!(show.read("public/episodes/hello/index.html").contains("https://gulls.fm/episodes/welcome/"));
}

#[test]
fn two_branches_that_say_different_things_about_one_episode() {
    let Some(show) = under_git() else { return };
    for (branch, month) in [("february", "02"), ("march", "03")] {
        git(&show, &["checkout", "-q", "-b", branch, "main"]);
        show.edit("episodes/hello.md", "2026-01-01", &format!("2026-{month}-01"));
        show.run(&["build", "--accept", "pub-date-moved"]).ends(0);
        commit(&show, branch);
    }
    assert_eq!(try_git(&show, &["merge", "-q", "--no-edit", "february"]), Some(false));
    show.run(&["lock"]).ends(1).says("error[lock-conflict]").says("2026-02-01").says("2026-03-01");
    assert!(show.read("podwright.lock").contains("<<<<<<<"));
}

#[test]
fn a_checkout_with_line_ends_of_windows() {
    let Some(show) = under_git() else { return };
    let feed = show.read("public/feed.xml");
    git(&show, &["config", "core.autocrlf", "true"]);
    for path in ["feed.toml", "episodes/hello.md", "podwright.lock"] {
        show.remove(path);
    }
    git(&show, &["checkout", "-q", "--", "."]);
    assert!(show.read("podwright.lock").contains("\r\n") && show.read("episodes/hello.md").contains("\r\n"));
    show.run(&["build", "--frozen"]).ends(0);
    assert_eq!(show.read("public/feed.xml"), feed);
    // And a change is written as git expects the file.
    show.run(&["lock"]).ends(0).says("says all of it already");
}
