//! Transcripts and chapters on the command line: counted, shifted, suggested, made into episodes.

use crate::server::{Server, reply};
use crate::support::Scratch;

const TALK: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ida Brook>Welcome to the pier.\n\n00:00:04.000 --> 00:00:06.000\n<v Tom Reed>Thank you.\n";

#[test]
fn a_transcript_is_counted() {
    let here = Scratch::empty();
    here.write("talk.vtt", TALK);
    let run = here.run(&["transcript", "stats", "talk.vtt"]).ends(0);
    assert_eq!(
        run.out,
        "6 words, 2 turns, 2 paragraphs, 0 headings\n00:00:06 long, 60 words a minute\n\
         Ida Brook   66.7 %       4 words      1 turns  00:00:03   80 words a minute\n\
         Tom Reed    33.3 %       2 words      1 turns  00:00:02   60 words a minute\n"
    );
    let run =
        here.run_with(&["transcript", "stats", "-", "--format", "json"], &[], "Ida: Hi there.\nTom: Yes.\n").ends(0);
    for part in ["\"version\": 1", "\"timed\": false", "\"words\": 3", "\"name\": \"Ida\"", "\"share_per_mille\": 667"]
    {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    here.run(&["transcript", "stats", "none.vtt"]).ends(2).says("none.vtt: can't be read");
}

#[test]
fn a_transcript_is_shifted() {
    let here = Scratch::empty();
    here.write("talk.vtt", TALK);
    let run = here.run(&["transcript", "shift", "talk.vtt", "--by", "10.5"]).ends(0);
    assert_eq!(
        run.out,
        TALK.replace("00:00:06.000", "00:00:16.500")
            .replace("00:00:04.000", "00:00:14.500")
            .replace("00:00:01.000", "00:00:11.500")
    );
    let run = here.run_with(&["transcript", "shift", "-", "--by", "-1"], &[], TALK).ends(0);
    assert!(run.out.contains("00:00:00.000 --> 00:00:03.000"), "{}", run.out);
    here.run(&["transcript", "shift", "talk.vtt", "--cut", "0-0:04", "-o", "talk.vtt"])
        .ends(0)
        .says("left out with the stretch that is gone: 4 words");
    assert_eq!(here.read("talk.vtt"), "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Tom Reed>Thank you.\n");
    here.run(&["transcript", "shift", "talk.vtt", "--scale", "2", "-o", "talk.srt"]).ends(0);
    assert_eq!(here.read("talk.srt"), "1\n00:00:00,000 --> 00:00:04,000\nTom Reed: Thank you.\n");
    let stamped = "Ida [0:10]\nHi there.\n\nTom [0:20]\nYes.\n";
    let run = here.run_with(&["transcript", "shift", "-", "--by", "5"], &[], stamped).ends(0);
    assert_eq!(run.out, "[00:00:15] Ida: Hi there.\n\n[00:00:25] Tom: Yes.\n");
    here.run_with(&["transcript", "shift", "-", "--by", "5"], &[], "Ida: Hi.\nTom: Yes.\n")
        .ends(1)
        .says("transcript-times-missing");
    for (wrong, says) in [
        (vec!["--cut", "5-4"], "the second time must be after the first"),
        (vec!["--scale", "0"], "a factor above 0"),
        (vec!["--by", "soon"], "write a time as"),
        (vec![], "--by <T>|--scale <X>|--cut <A-B>"),
        (vec!["--by", "1", "--scale", "2"], "cannot be used with"),
    ] {
        here.run(&[&["transcript", "shift", "talk.vtt"][..], &wrong[..]].concat()).ends(2).says(says);
    }
}

#[test]
fn chapters_are_suggested_as_front_matter() {
    let here = Scratch::empty();
    let vtt = TALK
        .replace("\n\n00:00:01", "\n\nNOTE heading 2: One \"two\"\n\n00:00:01")
        .replace("\n\n00:00:04.000 -", "\n\nNOTE heading 2: Three\n\n00:00:04.000 -");
    let run = here.run_with(&["chapters", "suggest", "-"], &[], &vtt).ends(0);
    assert_eq!(
        run.out,
        "chapters = [\n  { start = \"00:00:01.000\", title = 'One \"two\"' },\n  { start = \"00:00:04.000\", title = \"Three\" },\n]\n"
    );
    here.run_with(&["chapters", "suggest", "-"], &[], TALK).ends(0).says("too short");
    here.run_with(&["chapters", "suggest", "-"], &[], "Ida: Hi.\nTom: Yes.\n").ends(1).says("transcript-times-missing");
}

#[test]
fn a_page_from_standard_input_becomes_an_episode_that_builds() {
    let show = Scratch::show();
    let page = std::fs::read_to_string(crate::support::repository().join("tests/pages/names-shrink-to-first-names.md"))
        .unwrap();
    let run = show.run_with(&["new", "--transcript", "-"], &[], &page).ends(0);
    assert_eq!(run.out, "[show]/episodes/light-at-sea.md\n");
    let text = show.read("episodes/light-at-sea.md");
    for part in [
        "title = \"Light at sea\"",
        "summary = \"Ida Brook talks with Dr. Tom Reed, who kept a lighthouse for thirty years.\"",
        "{ name = \"Ida Brook\", role = \"host\", label = [\"Ida\"] }",
        "{ name = \"Dr. Tom Reed\", role = \"guest\", label = [\"Tom\"] }",
        "- the lamp\n- the keeper\n",
        "We talk about:\n\n- The storm of 1999\n",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    show.run(&["check"]).ends(0).keeps_from("transcript-speaker");
    // With a recording it is published, each speaker under the name that the front matter gives.
    show.copy("episodes/trailer.mp3", "episodes/light-at-sea.mp3");
    show.edit("episodes/light-at-sea.md", "draft = true", "#");
    show.run(&["build"]).ends(0);
    let html = show.read("public/episodes/light-at-sea/light-at-sea.html");
    assert!(html.contains("<cite>Dr. Tom Reed</cite>") && !html.contains("<cite>Tom</cite>"), "{html}");
}

#[test]
fn a_recording_comes_from_standard_input() {
    let show = Scratch::show();
    show.run_with(&["new", "X", "--audio", "-"], &[], "no sound").ends(2).says("and no recording");
    show.run(&["new", "--audio", "-", "--transcript", "-"]).ends(2).says("standard input can be one of them only");
    assert!(!show.path("episodes/x.md").exists());
}

#[test]
fn page_and_recording_come_from_their_addresses() {
    let sound = std::fs::read(crate::support::repository().join("episodes/trailer.mp3")).unwrap();
    let server = Server::start(move |request, stream| match request.path.as_str() {
        "/light?lang=en" => {
            let page = "<h1>Light</h1><p><b>Ida Brook:</b> Welcome.</p><p><b>Tom Reed:</b> Thank you.</p>";
            reply(stream, request, "200 OK", &["Content-Type: text/html"], page.as_bytes());
        }
        "/light.mp3" => reply(stream, request, "200 OK", &["Content-Type: audio/mpeg"], &sound),
        _ => reply(stream, request, "404 Not Found", &[], b"gone"),
    });
    let show = Scratch::show();
    let (page, sound) = (server.url("/light?lang=en"), server.url("/light.mp3"));
    show.run(&["new", "Light", "--transcript", &page, "--audio", &sound]).ends(0);
    assert!(show.path("episodes/light.mp3").is_file());
    assert_eq!(show.read("episodes/light.txt"), "Ida Brook: Welcome.\n\nTom Reed: Thank you.\n");
    show.run(&["new", "Gone", "--transcript", &server.url("/x")]).ends(2).says("the host answers with status 404");
    assert!(!show.path("episodes/gone.md").exists());
}

#[test]
fn labels_are_matched_to_people() {
    let show = Scratch::show();
    let people = "date = 2026-01-01T06:00:00+01:00\npeople = [{ name = \"Ida Brook\" }, { name = \"Tom Reed\", role = \"guest\" }]\n";
    show.episode("talk", people, "Notes.\n");
    let found = |labels: [&str; 2]| {
        let vtt = TALK.replace("Ida Brook", labels[0]).replace("Tom Reed", labels[1]);
        show.write("episodes/talk.vtt", vtt);
        show.run(&[
            "check",
            "--format",
            "concise",
            "--select",
            "transcript-speaker-variant,transcript-speaker-undeclared",
        ])
        .ends(0)
        .out
    };
    assert_eq!(found(["Dr. Ida Brook", "TR"]), "");
    assert!(found(["Ida", "Tom Reed"]).contains("'Ida' (1 turn) is probably Ida Brook"));
    assert!(found(["Ida Brook", "Tom Read"]).contains("'Tom Read' (1 turn) is probably Tom Reed"));
    assert!(found(["Ida Brook", "Ann Poe"]).contains("'Ann Poe' is no person of the episode or the show"));
}
