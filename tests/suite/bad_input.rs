//! What people get wrong, and what they are told.

use crate::support::{FEED_TOML, Scratch};

#[test]
fn toml_and_yaml_that_are_broken() {
    let show = Scratch::show();
    show.write("episodes/hello.md", "+++\ntitle = \"Hello\ndate = 2026-01-01T06:00:00Z\n+++\n");
    show.run(&["check"]).ends(1).says(
        "error[config-invalid]: not TOML: invalid basic string, expected `\"`\n --> episodes/hello.md:2:15\n  |\n2 | title = \"Hello\n  |               ^\n",
    );
    show.write("episodes/hello.md", "---\ntitle: [unclosed\n---\n");
    show.run(&["check", "--format", "concise"]).ends(1).says("error[config-invalid]: not YAML");
    show.write("episodes/hello.md", "Just text.\n");
    show.run(&["check", "--format", "concise"])
        .ends(1)
        .says("episodes/hello.md:1:1: error[front-matter-missing]: there is no front matter");
    show.write("feed.toml", "[show\n");
    show.run(&["check", "--format", "concise"]).ends(1).says("feed.toml:1:6: error[config-invalid]");
}

#[test]
fn all_findings_come_in_one_run() {
    let show = Scratch::show();
    show.write(
        "feed.toml",
        FEED_TOML.replace("title", "titel").replace("\"en\"", "\"en_US\"").replace("Nature", "Natur")
            + "[media]\nauthor = \"x\"\n",
    );
    show.write(
        "episodes/hello.md",
        "+++\ntitle = \"A\"\ndate = \"27.11.2026\"\nsesaon = 2\nexplicit = \"no\"\n+++\n[x](gone.md)\n",
    );
    let run = show.run(&["check", "--format", "concise"]).ends(1);
    for line in [
        "feed.toml:2:1: warning[key-unknown]: there is no key `show.titel`",
        "feed.toml:5:12: error[language-invalid]: `show.language` is not a language tag",
        "feed.toml:8:15: error[itunes-category-unknown]: Apple has no category \"Science > Natur\"",
        "feed.toml:11:1: warning[key-unknown]: there is no key `media.author`",
        "episodes/hello.md:3:8: error[date-invalid]: `date` is not a date",
        "episodes/hello.md:4:1: warning[key-unknown]: there is no key `sesaon`",
        "episodes/hello.md:5:12: error[key-invalid]: `explicit` must be true or false",
        "episodes/hello.md:7:1: error[notes-link-broken]: this link leads nowhere",
    ] {
        assert!(run.out.contains(line), "no {line}\n{}", run.out);
    }
    show.run(&["check"])
        .says("did you mean `season`?")
        .says("did you mean `en-US`?")
        .says("`author` is a key of `[show]`: move it there");
    show.run(&["build"]).ends(1).says("nothing was written");
    assert!(!show.path("public").exists());
}

#[test]
fn recordings_that_are_none() {
    let show = Scratch::show();
    show.remove("episodes/hello.mp3");
    show.run(&["check"])
        .ends(1)
        .says("error[episode-audio-missing]: there is no recording of this episode")
        .says("hello.mp3 or hello.m4a beside it");
    show.write("episodes/hello.mp3", "<!doctype html><title>404</title>");
    show.run(&["check"]).ends(1).says("error[audio-unreadable]").says("a web page").keeps_from("episode-audio-missing");
    show.write("episodes/hello.mp3", "");
    show.run(&["check"]).ends(1).says("error[audio-unreadable]");
    show.remove("episodes/hello.mp3");
    show.copy("episodes/trailer.mp3", "episodes/hello.mp3");
    show.copy("episodes/trailer.mp3", "episodes/hello.m4a");
    show.run(&["check"]).ends(1).says("error[episode-file-ambiguous]").says("say which with `audio = \"hello.mp3\"`");
    show.edit("episodes/hello.md", "guid", "audio = \"helo.mp3\"\nguid");
    show.run(&["check"]).ends(1).says("error[episode-file-missing]: this file is not there").says("there is `hello.m");
}

#[test]
fn chapters_after_the_end() {
    let show = Scratch::show();
    show.edit(
        "episodes/hello.md",
        "guid",
        "chapters = [{ start = 0, title = \"A\" }, { start = \"10:00\", title = \"B\" }]\nguid",
    );
    show.run(&["check"]).ends(1).says("error[chapters-past-end]").says("episodes/hello.md:3:");
}

#[test]
fn paths_that_leave_the_show() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid", "transcript = \"../../secret.vtt\"\nguid");
    show.write("episodes/two.md", "+++\ntitle = \"Two\"\ndraft = true\n+++\n[x](../../../etc/passwd)\n");
    show.run(&["check", "--format", "concise"])
        .ends(1)
        .says("episodes/hello.md:3:14: error[file-outside-show]")
        .says("episodes/two.md:5:1: error[file-outside-show]");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_or_in_a_circle() {
    let show = Scratch::show();
    std::os::unix::fs::symlink(show.path("episodes"), show.path("episodes/loop")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", show.path("episodes/hello.txt")).unwrap();
    show.run(&["check", "--format", "concise"])
        .ends(1)
        .says("episodes/loop: error[file-unreadable]: this link leads in a circle")
        .says("episodes/hello.txt: error[file-outside-show]: this link leads out of the show's folder");
}

#[cfg(unix)]
#[test]
fn templates_that_lie_elsewhere() {
    let show = Scratch::show();
    std::fs::create_dir(show.path("templates")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", show.path("templates/index.html")).unwrap();
    show.run(&["build"])
        .ends(1)
        .says("error[file-outside-show]: this link leads out of the show's folder")
        .says("templates/index.html");
    assert!(!show.path("public").exists());
}

#[test]
fn names_of_every_kind_become_plain_addresses() {
    let show = Scratch::show();
    for (name, path) in
        [("Möwen & Maße", "mowen-masse"), ("it's 5 o'clock", "it-s-5-o-clock"), ("tern 🐦", "tern-bird")]
    {
        show.episode(name, "date = 2026-01-01T06:00:00Z\n", "x\n");
        show.write(&format!("episodes/{name}.txt"), "Ida: Hello.\n\nTom: Yes.\n\nIda: Good.\n");
        show.run(&["build"]).ends(0);
        assert!(show.path(&format!("public/episodes/{path}/{path}.txt")).is_file(), "{path}");
        assert!(show.read("public/feed.xml").contains(&format!("https://gulls.fm/media/{path}.mp3")));
    }
    assert!(show.files("public").keys().all(|path| path.is_ascii()));
}

#[test]
fn two_names_with_one_address() {
    let show = Scratch::show();
    show.episode("Hello", "date = 2026-01-02T06:00:00Z\n", "x\n");
    show.run(&["check"]).ends(1).says("error[episode-slug-duplicate]: two episodes would lie at episodes/hello/");
    show.edit("episodes/Hello.md", "date", "slug = \"hello-2\"\ndate");
    show.run(&["check"]).ends(0);
}

#[test]
fn notes_of_ten_megabytes() {
    let show = Scratch::show();
    let line = "Some *words* with [a link](https://terns.fm/) and a few more, <b>bold</b> ones.\n\n";
    show.episode("long", "date = 2026-01-02T06:00:00Z\n", &line.repeat(10_000_000 / line.len()));
    let before = std::time::Instant::now();
    show.run(&["check"]).ends(0);
    assert!(before.elapsed().as_secs() < 120);
}

#[test]
fn a_transcript_that_cannot_be_read_is_one_finding() {
    let show = Scratch::empty();
    show.write("a.json", "{\"version\":\"1.0.0\",\"segments\":[{\"startTime\"");
    let run = show.run(&["transcript", "lint", "a.json", "--format", "concise"]).ends(1);
    run.says("a.json:1:43: error[transcript-unreadable]").keeps_from("transcript-empty");
}

#[test]
fn an_empty_folder() {
    let show = Scratch::empty();
    for command in ["check", "build"] {
        show.run(&[command]).ends(2).says("no feed.toml here or above; 'podwright init' makes one");
    }
    let run = show.run(&["check", "--format", "json"]).ends(2);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["failed"][0]["why"], "no feed.toml here or above; 'podwright init' makes one");
}

#[test]
fn machines_get_one_object_whatever_happens() {
    let show = Scratch::show();
    let read = |arguments: &[&str], status: i32| -> serde_json::Value {
        serde_json::from_str(&show.run(arguments).ends(status).out).unwrap()
    };
    let report = read(&["check", "--format", "json"], 0);
    assert_eq!(report["summary"]["items"], 1);
    show.write("episodes/hello.md", "+++\ntitle = 7\n+++\n");
    let report = read(&["check", "--format", "json"], 1);
    let finding = report["diagnostics"].as_array().unwrap().iter().find(|d| d["rule"] == "key-invalid").unwrap();
    assert_eq!(
        (&finding["file"], &finding["line"], &finding["column"]),
        (&"episodes/hello.md".into(), &2.into(), &9.into())
    );
    assert_eq!((&finding["start"], &finding["end"]), (&12.into(), &13.into()));
    show.write("podwright.lock", "version = 9\n");
    read(&["build", "--format", "json"], 2);
}

#[test]
fn templates_with_a_typing_error() {
    let show = Scratch::show();
    show.write("templates/index.html", "<p>\n{{ show.titel }}</p>");
    show.run(&["build"]).ends(1).says("error[template-invalid]").says("templates/index.html:2:");
    show.write("templates/index.html", "<p>\n{% if %}</p>");
    show.run(&["build"]).ends(1).says("error[template-invalid]").says("templates/index.html:2:");
    show.write("templates/index.html", "ok");
    show.write("templates/epsiode.html", "x");
    show.run(&["build"]).ends(0).says("warning[template-unused]").says("did you mean `episode.html`?");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let show = Scratch::show();
    show.write("locked/x", "");
    std::fs::set_permissions(show.path("locked"), std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(show.path("locked/probe"), "").is_ok() {
        println!("skipped: this user may write everywhere, so a read-only folder can't be shown");
        return;
    }
    show.run(&["build", "--out", "locked/public"]).ends(2).says("no permission to write there");
    assert!(!show.path("podwright.lock").exists());
}

#[test]
fn what_lies_in_the_way_of_the_output() {
    let show = Scratch::show();
    show.write("public", "a file");
    show.run(&["build"]).ends(2).says("is a file, not a folder");
    assert_eq!(show.read("public"), "a file");
}

#[test]
fn fixes_mend_and_settle() {
    let show = Scratch::show();
    show.edit("feed.toml", "\"en\"", "\"en_GB\"   # spoken");
    show.run(&["check", "--diff"]).ends(1).says("-language = \"en_GB\"   # spoken\n+language = \"en-GB\"   # spoken\n");
    assert!(show.read("feed.toml").contains("en_GB"));
    show.run(&["check", "--fix"]).ends(0).says("mended feed.toml: 1");
    assert!(show.read("feed.toml").contains("language = \"en-GB\"   # spoken"));
    show.run(&["check", "--diff"]).ends(0);
}

#[test]
fn a_fix_writes_the_guid_of_the_lock_into_files_without_one() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid = \"g-hello\"\n", "# no guid yet\n");
    show.copy("episodes/trailer.mp3", "episodes/two.mp3");
    show.write("episodes/two.md", "---\r\ntitle: two   # the second\r\ndate: 2026-02-01T06:00:00Z\r\n---\r\nTwo.\r\n");
    // Before its first build an episode has none to be written.
    show.run(&["check", "--diff"]).ends(0);
    show.run(&["build"]).ends(0);
    let lock = show.read("podwright.lock");
    let guid = |name: &str| podwright::scalar::episode_guid("https://gulls.fm/", name);
    show.run(&["check"]).ends(0).says("nothing found");
    show.run(&["check", "--diff"]).ends(1).says(&format!("+guid = \"{}\"", guid("hello")));
    show.run(&["check", "--fix"]).ends(0).says("mended episodes/hello.md: 1").says("mended episodes/two.md: 1");
    assert_eq!(
        show.read("episodes/hello.md"),
        format!(
            "+++\nguid = \"{}\"\ntitle = \"hello\"\n# no guid yet\ndate = 2026-01-01T06:00:00+01:00\n+++\nHello, world.\n",
            guid("hello")
        )
    );
    assert_eq!(
        show.read("episodes/two.md"),
        format!(
            "---\r\nguid: \"{}\"\r\ntitle: two   # the second\r\ndate: 2026-02-01T06:00:00Z\r\n---\r\nTwo.\r\n",
            guid("two")
        )
    );
    show.run(&["check", "--diff"]).ends(0);
    show.run(&["build", "--frozen"]).ends(0);
    assert_eq!(show.read("podwright.lock"), lock);
}

#[test]
fn a_guid_under_a_wrong_key_is_not_written_twice() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid =", "date = 2026-01-01T06:00:00+01:00\nGuid =");
    show.edit("episodes/hello.md", "\ndate = 2026-01-01T06:00:00+01:00\n+++", "\n+++");
    show.write(
        "podwright.lock",
        "version = 1\n[episodes]\n\"g-hello\".name = \"hello\"\n\"g-hello\".date = 2026-01-01T06:00:00+01:00\n",
    );
    show.run(&["check", "--fix"]);
    assert_eq!(show.read("episodes/hello.md").to_lowercase().matches("guid").count(), 1);
}
