//! The small commands around a show: `status`, `notes`, `lock`.

use serde_json::{Value, json};

use crate::server::{Server, reply};
use crate::support::{Run, Scratch, repository};

fn object(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", run.out, run.err))
}

// -- status ------------------------------------------------------------------------------------------------------------

#[test]
fn status_says_what_is_held_back_and_what_comes() {
    let show = Scratch::show();
    show.episode("later", "date = 2026-08-01T06:00:00+02:00\n", "Later.\n");
    show.episode("soon", "date = 2026-07-01T06:00:00+02:00\n", "Soon.\n");
    show.write("episodes/idea.md", "+++\ntitle = \"An idea\"\ndraft = true\n+++\nNot yet.\n");
    let before = show.files("");
    let run = show.run(&["status"]).ends(0);
    assert_eq!(
        run.out,
        "1 episode published\n\
         \n\
         The next build publishes:\n  \
           2026-01-01T06:00:00+01:00  hello (hello)\n\
         \n\
         Scheduled; build again at 2026-07-01T06:00:00+02:00:\n  \
           2026-07-01T06:00:00+02:00  soon (soon)\n  \
           2026-08-01T06:00:00+02:00  later (later)\n\
         \n\
         Drafts:\n  \
           idea (An idea)\n\
         \n\
         podwright.lock would change:\n  \
           show: feeds [\"https://gulls.fm/feed.xml\"] is new\n  \
           show: guid \"f5ae3bc4-f2fe-55f9-83e9-81a3235da2e1\" is new\n  \
           hello: new, guid g-hello\n  \
           later: new, guid 40d5bdbb-b35e-5d4c-8b6c-0d6e22ae8b8b\n  \
           soon: new, guid 1be6b4c0-8ddd-5b29-a2d2-2ff3b5f2e4ae\n"
            .replace("40d5bdbb-b35e-5d4c-8b6c-0d6e22ae8b8b", &guid_of("later"))
            .replace("1be6b4c0-8ddd-5b29-a2d2-2ff3b5f2e4ae", &guid_of("soon"))
    );
    assert!(before == show.files(""));
    show.run(&["build"]).ends(0);
    assert_eq!(
        object(&show.run(&["status", "--format", "json", "--at", "2026-07-01T04:00:00Z"]).ends(0)),
        json!({
            "version": 1,
            "now": "2026-07-01T04:00:00+00:00",
            "published": 2,
            "publishes": [{ "name": "soon", "title": "soon", "date": "2026-07-01T06:00:00+02:00" }],
            "scheduled": [{ "name": "later", "title": "later", "date": "2026-08-01T06:00:00+02:00" }],
            "due": "2026-08-01T06:00:00+02:00",
            "drafts": [{ "name": "idea", "title": "An idea", "date": null }],
            "lock": { "changes": [] },
            "refused": [],
        })
    );
}

fn guid_of(name: &str) -> String {
    podwright::scalar::episode_guid("https://gulls.fm/", name)
}

#[test]
fn status_says_what_a_build_would_refuse() {
    let show = Scratch::show();
    show.run(&["build"]).ends(0);
    show.run(&["status"]).ends(0).keeps_from("would change").keeps_from("publishes");
    show.edit("episodes/hello.md", "2026-01-01", "2026-02-01");
    let run = show.run(&["status"]).ends(1).says("A build would refuse").says("--accept pub-date-moved:hello");
    assert!(run.err.is_empty(), "{}", run.err);
    let status = object(&show.run(&["status", "--format", "json"]).ends(1));
    assert_eq!(status["refused"][0]["rule"], "pub-date-moved");
    let nowhere = Scratch::empty();
    let status = object(&nowhere.run(&["status", "--format", "json"]).ends(2));
    assert!(status["failed"][0]["why"].as_str().unwrap().starts_with("no feed.toml here or above"));
}

// -- notes -------------------------------------------------------------------------------------------------------------

#[test]
fn notes_are_what_the_build_writes_and_can_be_piped() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "Hello, world.", "Hello, [friends](friends.md) at [0:01](#t=1).\n\n- *one*\n- two");
    show.episode("friends", "date = 2026-01-02T06:00:00Z\n", "All of them.\n");
    show.run(&["build"]).ends(0);
    for (arguments, file) in [(vec![], "html"), (vec!["--format", "html"], "html"), (vec!["--format", "text"], "txt")] {
        let run = show.run(&[vec!["notes", "hello"], arguments].concat()).ends(0);
        assert_eq!(run.out, show.read(&format!("public/episodes/hello/notes.{file}")));
        assert_eq!(run.err, "");
    }
    let run = show.run(&["notes", "hello", "--format", "markdown"]).ends(0);
    assert_eq!(
        run.out,
        "Hello, [friends](https://gulls.fm/episodes/friends/) at [0:01](https://gulls.fm/episodes/hello/#t=1).\n\n- *one*\n- two\n"
    );
}

#[test]
fn notes_of_an_episode_however_it_is_named() {
    let show = Scratch::show();
    show.write("episodes/idea/index.md", "+++\ntitle = \"An idea\"\ndraft = true\n+++\nNot yet.\n");
    show.episode("later", "date = 2026-08-01T06:00:00+02:00\n", "A surprise.\n");
    for name in ["hello", "episodes/hello.md", "./episodes/hello.md", "latest"] {
        show.run(&["notes", name]).ends(0).says("Hello, world.");
    }
    let absolute = show.path("episodes/hello.md").display().to_string();
    show.run(&["notes", &absolute]).ends(0).says("Hello, world.");
    let root = show.path("").display().to_string();
    Scratch::empty().run(&["notes", "idea", "--root", &root]).ends(0).says("Not yet.");
    show.run(&["notes", "episodes/idea/index.md"]).ends(0).says("Not yet.");
    show.run(&["notes", "later"]).ends(0).says("A surprise.");
    show.run(&["notes", "helo"]).ends(2).says("there is no episode helo; did you mean hello?");
    show.run(&["notes"]).ends(2);
    assert!(!show.path("public").exists());
}

// -- lock --------------------------------------------------------------------------------------------------------------

#[test]
fn lock_writes_the_lock_and_nothing_else() {
    let show = Scratch::show();
    let before = show.files("");
    show.run(&["lock", "--dry-run"]).ends(0).says("would change hello: new, guid g-hello");
    assert!(before == show.files(""));
    show.run(&["lock"]).ends(0).says("podwright.lock: hello: new, guid g-hello");
    let lock = show.read("podwright.lock");
    assert_eq!(show.files("").len(), before.len() + 1);
    show.run(&["lock"]).ends(0).says("podwright.lock says all of it already");
    show.run(&["build", "--frozen"]).ends(0);
    assert_eq!(show.read("podwright.lock"), lock);
}

#[test]
fn lock_refuses_what_build_refuses() {
    let show = Scratch::show();
    show.run(&["lock"]).ends(0);
    let lock = show.read("podwright.lock");
    show.edit("episodes/hello.md", "2026-01-01", "2026-02-01");
    show.run(&["lock"]).ends(1).says("error[pub-date-moved]").says("nothing was written");
    show.run(&["lock", "--dry-run"]).ends(1);
    assert_eq!(show.read("podwright.lock"), lock);
    show.run(&["lock", "--accept", "pub-date-moved:hello"]).ends(0).says("hello: date");
    show.run(&["build", "--frozen"]).ends(0);
    show.run(&["lock", "--accept", "pub-date"]).ends(2).says("is no guard");
}

#[test]
fn lock_of_some_episodes_leaves_the_others() {
    let show = Scratch::show();
    show.run(&["lock"]).ends(0);
    show.edit("episodes/hello.md", "2026-01-01", "2026-02-01");
    show.episode("two", "guid = \"g-two\"\ndate = 2026-03-01T06:00:00Z\n", "Two.\n");
    show.episode("three", "guid = \"g-three\"\ndate = 2026-04-01T06:00:00Z\n", "Three.\n");
    show.run(&["lock", "episodes/two.md"]).ends(0);
    let lock = show.read("podwright.lock");
    assert!(lock.contains("g-two") && !lock.contains("g-three"), "{lock}");
    assert!(lock.contains(".date = 2026-01-01T06:00:00+01:00"));
    show.run(&["lock", "latest", "two"]).ends(0);
    assert!(show.read("podwright.lock").contains("g-three"));
    show.run(&["lock", "hello"]).ends(1).says("pub-date-moved");
    show.run(&["lock", "for"]).ends(2).says("there is no episode for");
}

#[test]
fn lock_joins_both_sides_of_a_merge() {
    let show = Scratch::show();
    show.run(&["lock"]).ends(0);
    let base = show.read("podwright.lock");
    show.episode("two", "guid = \"g-two\"\ndate = 2026-03-01T06:00:00Z\n", "Two.\n");
    show.run(&["lock"]).ends(0);
    let ours = show.read("podwright.lock");
    let added = ours.strip_prefix(&base).unwrap();
    let theirs = added.replace("g-two", "g-three").replace("two", "three");
    show.episode("three", "guid = \"g-three\"\ndate = 2026-03-01T06:00:00Z\n", "Three.\n");
    show.write("podwright.lock", format!("{base}<<<<<<< ours\n{added}=======\n{theirs}>>>>>>> theirs\n"));
    show.run(&["lock"]).ends(0).says("podwright.lock: other lines, the same facts");
    let joined = show.read("podwright.lock");
    assert!(!joined.contains("<<<<") && joined.contains("g-two") && joined.contains("g-three"), "{joined}");
    show.write(
        "podwright.lock",
        format!("{base}<<<<<<< ours\n{added}=======\n{}>>>>>>> theirs\n", added.replace("06:00:00", "07:00:00")),
    );
    show.run(&["lock"]).ends(1).says("error[lock-conflict]").says("06:00:00").says("07:00:00");
}

/// A show whose one recording is elsewhere.
fn remote(server: &Server, path: &str) -> Scratch {
    let show = Scratch::show();
    show.remove("episodes/hello.mp3");
    show.edit("episodes/hello.md", "guid", &format!("audio = \"{}\"\nguid", server.url(path)));
    show
}

fn recording() -> Vec<u8> {
    std::fs::read(repository().join("episodes/trailer.mp3")).unwrap()
}

#[test]
fn lock_online_asks_a_host_that_answers_well() {
    let bytes = recording();
    let length = bytes.len();
    let server = Server::start(move |request, stream| {
        let range = request.header("range").and_then(|range| range.strip_prefix("bytes=")?.split_once('-'));
        let (first, last) = range.map(|(a, b)| (a.parse().unwrap(), b.parse::<usize>().unwrap())).unwrap();
        let last = last.min(bytes.len() - 1);
        let said = format!("Content-Range: bytes {first}-{last}/{}", bytes.len());
        reply(stream, request, "206 Partial Content", &[&said, "Content-Type: audio/mpeg"], &bytes[first..=last]);
    });
    let show = remote(&server, "/a/hello.mp3");
    show.run(&["lock"]).ends(0);
    assert!(server.seen().is_empty(), "the network was asked without --online");
    show.run(&["lock", "--online"]).ends(0);
    let seconds = podwright::media::read_audio(std::io::Cursor::new(recording())).unwrap().0.duration.unwrap().0;
    let fact = format!("media.\"hello.mp3\" = {{ bytes = {length}, duration_ms = {seconds}, type = \"audio/mpeg\" }}");
    assert!(show.read("podwright.lock").contains(&fact), "{}", show.read("podwright.lock"));
    show.run(&["build", "--frozen"]).ends(0);
    let feed = show.read("public/feed.xml");
    assert!(feed.contains(&format!("hello.mp3\" length=\"{length}\" type=\"audio/mpeg\"/>")), "{feed}");
    assert!(feed.contains("<itunes:duration>"));
    // What is known is not read again.
    let asked = server.seen().len();
    show.run(&["lock", "--online"]).ends(0).says("says all of it already");
    assert_eq!(server.seen().len(), asked + 1);
}

#[test]
fn lock_online_gets_along_with_hosts_that_answer_badly() {
    let server = Server::start(move |request, stream| match (request.method.as_str(), request.path.as_str()) {
        // HEAD is refused, ranges are passed over.
        ("HEAD", "/no-head.mp3") => reply(stream, request, "405 Method Not Allowed", &[], b""),
        ("GET", "/no-head.mp3") => reply(stream, request, "200 OK", &[], &recording()),
        // The length is said to HEAD alone.
        ("HEAD", "/chunked.mp3") => reply(stream, request, "200 OK", &[], &recording()),
        ("GET", "/chunked.mp3") => {
            use std::io::Write;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(&recording().repeat(2));
        }
        (_, "/moved.mp3") => reply(stream, request, "302 Found", &["Location: /no-head.mp3"], b""),
        (_, "/page.mp3") => reply(stream, request, "200 OK", &[], b"<!doctype html><title>Gone</title>"),
        _ => reply(stream, request, "404 Not Found", &[], b""),
    });
    let length = recording().len();
    for path in ["/no-head.mp3", "/chunked.mp3", "/moved.mp3"] {
        let show = remote(&server, path);
        show.run(&["lock", "--online"]).ends(0);
        let lock = show.read("podwright.lock");
        assert!(lock.contains(&format!("{{ bytes = {length}, ")), "{path}: {lock}");
        // The address that the author wrote stays.
        assert!(lock.contains(&format!("enclosure = \"{}\"", server.url(path))));
    }
    let show = remote(&server, "/gone.mp3");
    show.run(&["lock", "--online"]).ends(2).says("the host answers with status 404");
    assert!(!show.path("podwright.lock").exists());
    remote(&server, "/page.mp3").run(&["lock", "--online"]).ends(2).says("is a web page, no recording");
}

#[test]
fn lock_online_is_not_led_into_a_private_network() {
    let inner = Server::start(|request, stream| reply(stream, request, "200 OK", &[], &recording()));
    let target = inner.url("/secret.mp3");
    let outer = Server::start(move |request, stream| {
        reply(stream, request, "301 Moved Permanently", &[&format!("Location: {target}")], b"");
    });
    let show = remote(&outer, "/a.mp3");
    show.run(&["lock", "--online"]).ends(2).says("127.0.0.1 is in a private network; it was not asked");
    assert!(inner.seen().is_empty());
    show.run(&["lock", "--online", "--allow-private"]).ends(0);
    assert!(!inner.seen().is_empty());
}
