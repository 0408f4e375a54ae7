//! `podwright import`: a feed as a show, and the proof that nothing is lost. `tests/import/` holds a feed and what becomes of it;
//! `PODWRIGHT_BLESS=1` writes the latter anew.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use podwright::build::{BuildError, ImportOptions, Options, build, import};
use podwright::diagnostic::Severity;
use podwright::xml::read::read_bytes;
use rayon::prelude::*;

use crate::server::{Server, reply};
use crate::support::{Scratch, repository};

fn scratch() -> Scratch {
    let here = Scratch::empty();
    here.copy("tests/import/feed.xml", "feed.xml");
    here
}

#[test]
fn a_feed_becomes_files_that_people_can_edit() {
    let here = scratch();
    let run = here.run(&["import", "feed.xml", "show"]).ends(0);
    let mut made: Vec<(String, String)> = vec![("report.txt".into(), format!("{}{}", run.out, run.err))];
    made.extend(here.files("show").into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())));
    let expected = repository().join("tests/import/show");
    if env::var_os("PODWRIGHT_BLESS").is_some() {
        for (path, text) in &made {
            let target = expected.join(path.trim_start_matches('.'));
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, text).unwrap();
        }
    }
    for (path, text) in &made {
        let there = fs::read_to_string(expected.join(path.trim_start_matches('.'))).unwrap_or_default();
        assert_eq!(*text, there, "{path}");
    }
}

#[test]
fn the_show_builds_at_once_and_its_feed_says_the_same() {
    let here = scratch();
    here.run(&["import", "feed.xml", "show"]).ends(0);
    here.run(&["build", "--root", "show"]).ends(0).says("3 episodes");
    let feed = here.read("show/public/rss.xml");
    for part in [
        "<guid isPermaLink=\"false\">gw-0003</guid>",
        "<pubDate>Fri, 06 Mar 2026 06:00:00 +0100</pubDate>",
        "url=\"https://cdn.gulls.fm/the%20last%20ferry.mp3\"",
        "<podcast:transcript language=\"en\" rel=\"captions\" type=\"text/vtt\" url=\"https://cdn.gulls.fm/3.vtt\"/>",
        "<podcast:transcript type=\"text/plain\" url=\"https://cdn.gulls.fm/text?of=3\"/>",
        "<podcast:chapters type=\"application/json+chapters\" url=\"https://cdn.gulls.fm/3.json\"/>",
        "<podcast:season name=\"Low water\">1</podcast:season>",
        "xmlns:harbour=\"https://harbour.test/ns#\"",
        "<harbour:height unit=\"m\">3</harbour:height>",
    ] {
        assert!(feed.contains(part), "no {part} in\n{feed}");
    }
    // What comes out comes in again, and is the same.
    here.run(&["import", "show/public/rss.xml", "again"]).ends(0);
    here.run(&["build", "--root", "again"]).ends(0);
    assert_eq!(here.read("again/public/rss.xml"), feed);
}

#[test]
fn a_dry_run_writes_nothing() {
    let here = scratch();
    here.run(&["import", "feed.xml", "show", "--dry-run"])
        .ends(0)
        .says("would write episodes/2026-03-06-the-last-ferry.md")
        .says("would write feed.toml");
    assert!(!here.path("show").exists());
}

#[test]
fn another_run_goes_on_and_replaces_nothing() {
    let here = scratch();
    here.run(&["import", "feed.xml", "show"]).ends(0).says("wrote 7 files");
    let ferry = "show/episodes/2026-03-06-the-last-ferry.md";
    let before = here.read(ferry);
    here.remove(ferry);
    here.remove("show/feed.toml");
    here.run(&["import", "feed.xml", "show"]).ends(0).says("wrote 2 files").says("3 were there already");
    assert_eq!(here.read(ferry), before);
    here.edit(ferry, "Tom waits", "Tom sits");
    let refused = here.run(&["import", "feed.xml", "show"]).ends(2);
    refused.says("episodes/2026-03-06-the-last-ferry.md is there already; --force replaces it");
    assert!(here.read(ferry).contains("Tom sits"));
    here.run(&["import", "feed.xml", "show", "--force"]).ends(0).says("wrote 1 file ");
    assert_eq!(here.read(ferry), before);
}

#[test]
fn files_of_others_stay() {
    let here = scratch();
    here.write("show/.gitignore", "*.wav");
    here.write("show/notes.txt", "mine");
    here.run(&["import", "feed.xml", "show"]).ends(0);
    assert_eq!(here.read("show/.gitignore"), "*.wav\npublic/\n");
    assert_eq!(here.read("show/notes.txt"), "mine");
    here.write("other/feed.toml", "[show]\n");
    here.run(&["import", "feed.xml", "other"]).ends(2).says("feed.toml is there already");
    assert!(!here.path("other/episodes").exists());
}

#[test]
fn what_was_wrong_before_is_known() {
    let here = Scratch::empty();
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gulls</title><link>https://gulls.fm</link>\
                <description>Birds.</description><item><title>No sound</title><guid>1</guid><guid>2</guid>\
                <pubDate>Fri, 06 Mar 2026 06:00:00 GMT</pubDate></item></channel></rss>";
    let imported = here.run_with(&["import", "-", "show"], &[], feed).ends(0);
    imported.says("the feed says no language").says("<guid> stands there before").says("lint.baseline");
    here.run(&["build", "--root", "show"]).ends(0).says("known findings left out (baseline)").keeps_from("error[");
    // What is wrong from now on is said.
    here.edit("show/feed.toml", "title = \"Gulls\"", "titel = \"Gulls\"");
    here.run(&["check", "--root", "show"]).ends(0).says("warning[key-unknown]");
}

#[test]
fn what_is_to_come_is_held_back_and_said() {
    let here = scratch();
    here.edit("feed.xml", "Fri, 06 Mar 2026 06:00:00 CET", "Fri, 06 Nov 2026 06:00:00 +0100");
    here.run(&["import", "feed.xml", "show"]).ends(0).says("advice[import-differs]: it is held back until its date");
}

#[test]
fn what_is_no_feed_is_refused() {
    let here = Scratch::empty();
    here.write("a.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title></feed>");
    here.write("b.xml", "");
    here.run(&["import", "a.xml", "show"]).ends(2).says("this is no RSS feed");
    here.run(&["import", "b.xml", "show"]).ends(2).says("this is no RSS feed");
    here.run(&["import", "c.xml", "show"]).ends(2).says("c.xml: can't be read");
    assert!(!here.path("show").exists());
}

/// Of the corpus, in bytes: what a debug build can do in a few seconds.
const LARGEST: u64 = 32_000;

#[test]
fn feeds_of_others_lose_nothing() {
    let corpus = env::var_os("PODWRIGHT_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let Ok(manifest) = fs::read_to_string(corpus.join("MANIFEST.toml")) else {
        println!("skipped: no corpus at {}; set PODWRIGHT_CORPUS", corpus.display());
        return;
    };
    let manifest: toml::Table = manifest.parse().unwrap();
    let files = manifest["file"].as_array().unwrap().iter();
    let real = files.filter(|file| file["class"].as_str() == Some("real"));
    let paths: Vec<PathBuf> = real
        .map(|file| corpus.join(file["file"].as_str().unwrap()))
        .filter(|path| path.starts_with(corpus.join("feeds")))
        .filter(|path| fs::metadata(path).is_ok_and(|facts| facts.len() < LARGEST))
        .collect();
    let outcomes: Vec<Option<Result<(), String>>> = paths.par_iter().map(|path| import_and_build(path)).collect();
    let tried: Vec<&Result<(), String>> = outcomes.iter().flatten().collect();
    let failed: Vec<&String> = tried.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert!(!tried.is_empty());
    assert!(failed.len() * 20 <= tried.len(), "{} of {}:\n{failed:#?}", failed.len(), tried.len());
}

/// `None` for what is not well-formed or no RSS.
fn import_and_build(path: &Path) -> Option<Result<(), String>> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let (document, findings) = read_bytes(&name, &fs::read(path).unwrap());
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    let show = tempfile::tempdir().unwrap();
    let now = DateTime::parse_from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let options = ImportOptions { url: None, now, force: false, dry_run: false, audio: None, progress: None };
    let imported = import(&[document], show.path(), &options).ok().filter(|_| !broken)?;
    let mut lost = imported.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    if let Some(lost) = lost.next() {
        return Some(Err(format!("{name}: {} ({:?}, {:?})", lost.message, lost.found, lost.expected)));
    }
    Some(match build(show.path(), &Options { now, ..Options::default() }, false) {
        Ok((_, Some(_))) => Ok(()),
        Ok((checked, None)) => Err(format!("{name}: {:?}", checked.report.diagnostics.first().map(|d| &d.message))),
        Err(BuildError::Usage(words)) => Err(format!("{name}: {words}")),
        Err(error) => Err(format!("{name}: {error}")),
    })
}

#[test]
fn further_pages_of_an_address_are_followed() {
    let page = |title: &str, guid: &str, next: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\
             <title>Gulls</title><link>https://gulls.fm/</link><description>Birds.</description><language>en</language>{next}\
             <item><title>{title}</title><guid>{guid}</guid><pubDate>Fri, 06 Mar 2026 06:00:00 GMT</pubDate>\
             <enclosure url=\"https://gulls.fm/{guid}.mp3\" length=\"1\" type=\"audio/mpeg\"/></item></channel></rss>"
        )
    };
    let server = Server::start(move |request, stream| {
        let body = match request.path.as_str() {
            "/feed" => page("Two", "2", "<atom:link rel=\"next\" href=\"/feed?page=2\"/>"),
            "/feed?page=2" => page("One", "1", "<atom:link rel=\"next\" href=\"/feed\"/>"),
            _ => return reply(stream, request, "404 Not Found", &[], b""),
        };
        reply(stream, request, "200 OK", &[], body.as_bytes());
    });
    let here = Scratch::empty();
    here.run(&["import", &server.url("/feed"), "show"]).ends(0).says("2 episodes").says(&server.url("/feed"));
    assert_eq!(server.seen(), ["GET /feed", "GET /feed?page=2"]);
    here.run(&["build", "--root", "show"]).ends(0).says("2 episodes");
    here.run(&["import", &server.url("/else"), "else"]).ends(2).says("the host answers with status 404");
    assert!(!here.path("else").exists());
}

#[test]
fn recordings_come_beside_their_episodes() {
    let sound = fs::read(repository().join("episodes/trailer.mp3")).unwrap();
    let length = sound.len();
    let server = Server::start(move |request, stream| match request.path.as_str() {
        "/feed" => {
            let host = request.header("host").unwrap_or_default().to_string();
            let item = |name: &str, hour: u8| {
                format!(
                    "<item><title>{name}</title><guid>{name}</guid><pubDate>Fri, 06 Mar 2026 0{hour}:00:00 GMT</pubDate>\
                     <itunes:duration>5</itunes:duration><enclosure url=\"http://{host}/{name}.mp3?x=1\" length=\"{length}\" type=\"audio/mpeg\"/></item>"
                )
            };
            let feed = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">\
                 <channel><title>Gulls</title><link>https://gulls.fm/</link><description>Birds.</description><language>en</language>{}{}\
                 </channel></rss>",
                item("gone", 7),
                item("hello", 6)
            );
            reply(stream, request, "200 OK", &[], feed.as_bytes());
        }
        "/hello.mp3?x=1" => reply(stream, request, "200 OK", &[], &sound),
        _ => reply(stream, request, "404 Not Found", &[], b""),
    });
    let here = Scratch::empty();
    let feed = server.url("/feed");
    here.run(&["import", &feed, "show", "--audio", "--dry-run"]).ends(0);
    assert!(!here.path("show").exists());
    here.run(&["import", &feed, "show"]).ends(0);
    assert!(here.read("show/episodes/2026-03-06-hello.md").contains("enclosure = "));
    let run = here.run(&["import", &feed, "show", "--audio"]).ends(0);
    run.says("the recording can't be fetched (the host answers with status 404)").says("wrote 1 file ");
    let text = here.read("show/episodes/2026-03-06-hello.md");
    assert!(!text.contains("enclosure") && !text.contains("duration"), "{text}");
    assert!(here.path("show/episodes/2026-03-06-hello.mp3").is_file());
    assert!(here.read("show/episodes/2026-03-06-gone.md").contains("enclosure = "));
    // What is there is not asked for again.
    here.run(&["import", &feed, "show", "--audio"]).ends(0).says("wrote 0 files");
    here.run(&["import", &feed, "show"]).ends(0).says("wrote 0 files");
    assert_eq!(server.seen().iter().filter(|line| line.contains("/hello.mp3")).count(), 1);
    here.run(&["build", "--root", "show"]).ends(0);
    assert!(here.read("show/public/feed.xml").contains("https://gulls.fm/media/2026-03-06-hello.mp3"));
}

#[test]
fn sources_of_a_site_become_a_show() {
    let here = Scratch::empty();
    here.write("old/_config.yml", "title: Gull Watch\nurl: https://gulls.fm\nlang: en\n");
    here.write(
        "old/_posts/2026-03-06-the-ferry.md",
        "---\ntitle: The ferry\ndate: 2026-03-06 06:00:00 +0100\nguid: g1\nfile: /audio/1.mp3\nlength: 24986001\nduration: \"26:01\"\n---\n\nNotes.\n",
    );
    here.write("old/_posts/2026-03-07-news.md", "---\ntitle: News\n---\nNo sound.\n");
    here.write("old/node_modules/x/README.md", "---\nfile: https://gulls.fm/x.mp3\n---\n");
    let run = here.run(&["import", "--from", "jekyll", "old", "show"]).ends(0);
    run.says("the recording is taken to lie at https://gulls.fm/audio/1.mp3").says("left out: 1").says("1 episode:");
    let text = here.read("show/episodes/2026-03-06-the-ferry.md");
    assert!(text.contains("guid = \"g1\"") && text.contains("duration = \"26:01\""), "{text}");
    here.run(&["build", "--root", "show"]).ends(0).says("1 episode");
    here.run(&["import", "--from", "hugo", "show/public", "none"]).ends(2).says("no file in it names a recording");
    here.run(&["import", "--from", "hugo", "nowhere", "none"]).ends(2).says("can't read");
    here.run(&["import", "--from", "hugo", "old", "none", "--audio"]).ends(2);
}
