//! What is there stays: nothing is replaced unasked, a dry run writes nothing, and standard input is as good as a file.

use crate::support::Scratch;

const LIST: &str = "00:00 Intro\n12:34 The tide\n";

#[test]
fn a_dry_run_writes_nothing() {
    let show = Scratch::show();
    show.copy("episodes/trailer.mp3", "talk.mp3");
    let before = show.files("");
    show.run(&["new", "Talk", "--audio", "talk.mp3", "--dry-run"]).ends(0).says("would write episodes/talk.md");
    assert!(before == show.files(""));
    let folder = Scratch::empty();
    folder.copy("episodes/trailer.mp3", "talk.mp3");
    folder.run(&["init", "--dry-run"]).ends(0).says("would write feed.toml");
    assert_eq!(folder.files("").into_keys().collect::<Vec<_>>(), ["talk.mp3"]);
}

#[test]
fn check_writes_nothing() {
    let show = Scratch::show();
    let before = show.files("");
    show.run(&["check"]).ends(0);
    assert!(before == show.files(""));
}

#[test]
fn init_replaces_only_with_force() {
    let show = Scratch::empty();
    show.write("feed.toml", "mine");
    show.write(".gitignore", "*.wav\n");
    show.run(&["init", "--title", "Gulls"]).ends(2).says("--force replaces it");
    assert_eq!(show.files("").len(), 2);
    assert_eq!(show.read("feed.toml"), "mine");
    show.run(&["init", "--title", "Gulls", "--force"]).ends(0);
    assert!(show.read("feed.toml").contains("title = \"Gulls\""));
    assert_eq!(show.read(".gitignore"), "*.wav\npublic/\n");
}

#[test]
fn a_file_may_be_converted_in_its_place() {
    let show = Scratch::empty();
    show.write("a.txt", LIST);
    show.run(&["chapters", "convert", "a.txt", "a.txt", "--from", "list", "--to", "mp4chaps"]).ends(0);
    assert_eq!(show.read("a.txt"), "00:00:00.000 Intro\n00:12:34.000 The tide\n");
}

#[test]
fn a_refused_conversion_leaves_the_old_file() {
    let show = Scratch::empty();
    show.write("a.txt", "Ida: Hello.\n\nTom: Yes.\n");
    show.write("a.vtt", "old");
    show.run(&["transcript", "convert", "a.txt", "a.vtt"]).ends(1).says("transcript-times-missing");
    assert_eq!(show.read("a.vtt"), "old");
    show.run(&["transcript", "convert", "a.txt", "a.xyz"]).ends(2).says("say which with --to");
}

#[test]
fn lints_read_standard_input() {
    let show = Scratch::empty();
    let vtt = "WEBVTT\n\n00:01,000 --> 00:02,000\nx\n";
    show.run_with(&["transcript", "lint", "-", "--format", "concise"], &[], vtt)
        .ends(1)
        .says("-:3:1: error[vtt-timestamp-invalid]");
    show.run_with(&["chapters", "lint", "-"], &[], LIST).ends(0);
    show.run_with(&["chapters", "lint", "-"], &[], "{ \"chapters\": ").ends(1);
}

#[test]
fn bad_usage_is_an_object_for_machines_too() {
    let show = Scratch::show();
    let run = show.run(&["check", "--nope", "--format", "json"]).ends(2);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["failed"][0]["why"], "unexpected argument '--nope' found");
}

#[test]
fn every_command_that_the_help_lists_has_an_example() {
    let show = Scratch::empty();
    let commands = |of: &[&str]| -> Vec<String> {
        let help = show.run(&[of, &["--help"]].concat()).ends(0).out;
        let list = help.split("Commands:\n").nth(1).unwrap_or_default().split("\n\n").next().unwrap_or_default();
        let names = list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next().map(str::to_string));
        names.filter(|name| !name.is_empty() && name != "help").collect()
    };
    let all = commands(&[]);
    assert!(all.len() > 8, "{all:?}");
    for command in &all {
        let below = commands(&[command]);
        let lines: Vec<Vec<&str>> = match below.is_empty() {
            true => vec![vec![command]],
            false => below.iter().map(|name| vec![command.as_str(), name]).collect(),
        };
        for line in lines {
            show.run(&[&line[..], &["--help"]].concat()).ends(0).says("Example");
        }
    }
}
