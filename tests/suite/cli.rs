//! The commands a first day needs, and those for machines.

use crate::support::Scratch;

#[test]
fn a_new_show_builds_at_once() {
    let show = Scratch::empty();
    show.run(&["init"]).ends(0).says("podwright build");
    show.run(&["build"]).ends(0).says("0 episodes").says("warning[show-site-placeholder]");
    assert!(show.read("public/feed.xml").contains("<rss version=\"2.0\""));
    assert!(!show.read("podwright.lock").contains("guid"));
    assert_eq!(show.read(".gitattributes"), "podwright.lock text eol=lf\n");
    assert_eq!(show.read(".gitignore"), "public/\n");
    show.run(&["init"]).ends(2).says("feed.toml: is there already; --force replaces it");
    let run =
        show.run(&["init", "x", "--title", "A \"B\"", "--site", "https://b.fm", "--language", "pt-BR", "--dry-run"]);
    run.ends(0).says("would write feed.toml");
    assert!(!show.path("x").exists());
}

#[test]
fn sound_that_lies_there_becomes_episodes() {
    let show = Scratch::empty();
    show.copy("episodes/trailer.mp3", "First try.mp3");
    show.run(&["init", "--title", "Gulls", "--site", "https://gulls.fm/"])
        .ends(0)
        .says("First try.mp3 becomes episodes/");
    show.run(&["build"]).ends(0).says("1 episode in");
    assert!(show.path("First try.mp3").is_file());
}

#[test]
fn an_episode_from_what_is_at_hand() {
    let show = Scratch::show();
    let run = show.run(&["new", "The Second One"]).ends(0);
    assert_eq!(run.out, "[show]/episodes/the-second-one.md\n");
    assert!(show.read("episodes/the-second-one.md").contains("draft = true"));
    let elsewhere = Scratch::empty();
    elsewhere.copy("episodes/trailer.mp3", "talk.mp3");
    elsewhere.write(
        "page.txt",
        "In this episode we talk to Tom.\n\nWe ask:\n1. Why gulls?\n2. Why now?\n\nIda Brook: Welcome.\nTom Reed: Thank you, and good morning.\n\
         Ida Brook: Why gulls?\nTom Reed: They were there.\nIda Brook: Why now?\nTom Reed: They still are.\n",
    );
    let (audio, page) = (elsewhere.path("talk.mp3"), elsewhere.path("page.txt"));
    let (audio, page) = (audio.to_str().unwrap(), page.to_str().unwrap());
    let date = ["--date", "2026-03-01T06:00:00+01:00"];
    let more = ["new", "Tom", "--audio", audio, "--transcript", page];
    show.run(&[&more[..], &date[..]].concat()).ends(0);
    let text = show.read("episodes/tom.md");
    for part in [
        "title = \"Tom\"",
        "date = 2026-03-01T06:00:00+01:00",
        "{ name = \"Ida Brook\", role = \"host\" }",
        "{ name = \"Tom Reed\", role = \"guest\" }",
        "1. Why gulls?\n2. Why now?\n",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(show.read("episodes/tom.txt").contains("Ida Brook: Why gulls?"));
    show.run(&["build"]).ends(0).says("2 episodes");
    assert!(show.path("public/episodes/tom/tom.txt").is_file());
    assert!(!show.path("public/episodes/tom/tom.vtt").exists());
    // A second one of that title gets another name.
    show.run(&["new", "Tom", "--dry-run"]).ends(0).says("would write episodes/tom-2.md");
}

#[test]
fn every_command_has_an_example_in_its_help() {
    let show = Scratch::empty();
    show.run(&[]).ends(2).says("podwright init my-show");
    show.run(&["--help"]).ends(0).says("init").says("A first day");
    for command in [
        vec!["init"],
        vec!["new"],
        vec!["check"],
        vec!["build"],
        vec!["import"],
        vec!["transcript", "convert"],
        vec!["transcript", "lint"],
        vec!["chapters", "convert"],
        vec!["chapters", "lint"],
        vec!["explain"],
        vec!["schema"],
        vec!["completions"],
    ] {
        let help: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        show.run(&help).ends(0).says("Example");
    }
}

#[test]
fn machines_are_served() {
    let show = Scratch::empty();
    for of in ["show", "episode", "chapters", "lock", "findings"] {
        let run = show.run(&["schema", of]).ends(0);
        let schema: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{of}");
    }
    for shell in ["bash", "zsh", "fish"] {
        show.run(&["completions", shell]).ends(0).says("podwright");
    }
    show.run(&["man"]).ends(0).says(".TH podwright 1");
    let rules = show.run(&["rules", "--format", "json"]).ends(0);
    assert!(serde_json::from_str::<serde_json::Value>(&rules.out).is_ok());
    show.run(&["explain", "guid-changed"]).ends(0).says("guid-changed");
    show.run(&["explain", "guid-chnged"]).ends(2).says("guid-changed");
}

#[test]
fn transcripts_and_chapters_through_pipes() {
    let show = Scratch::empty();
    let srt = "1\n00:00:01,000 --> 00:00:02,000\nIda: Hello & welcome.\n\n2\n00:00:03,000 --> 00:00:04,000\nTom: Yes.\n\n\
               3\n00:00:05,000 --> 00:00:06,000\nIda: Good.\n\n4\n00:00:07,000 --> 00:00:08,000\nTom: Good.\n";
    let run = show.run_with(&["transcript", "convert", "-", "-", "--from", "srt", "--to", "vtt"], &[], srt).ends(0);
    assert_eq!(
        run.out.split("\n\n00:00:05").next().unwrap(),
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ida>Hello &amp; welcome.\n\n00:00:03.000 --> 00:00:04.000\n<v Tom>Yes."
    );
    let text = "Ida: Hello.\n\nTom: Yes.\n\nIda: Good.\n";
    show.write("a.txt", text);
    show.run(&["transcript", "convert", "a.txt", "a.vtt"]).ends(1).says("transcript-times-missing");
    assert!(!show.path("a.vtt").exists());
    show.run(&["transcript", "convert", "a.txt", "a.html"]).ends(0);
    assert!(show.read("a.html").contains("<cite>Ida</cite>"));
    show.write("b.vtt", "WEBVTT\n\n00:01,000 --> 00:02,000\nx\n");
    show.run(&["transcript", "lint", "b.vtt", "--format", "concise"])
        .ends(1)
        .says("b.vtt:3:1: error[vtt-timestamp-invalid]");
    let list = "00:00 Intro\n12:34 The tide\n";
    let run = show.run_with(&["chapters", "convert", "-", "-", "--from", "list", "--to", "json"], &[], list).ends(0);
    let chapters: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(chapters["chapters"][1]["startTime"], 754);
    show.run(&["chapters", "convert", "missing.txt", "x.json"]).ends(2).says("missing.txt: can't be read");
}
