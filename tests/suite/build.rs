//! `podwright build`: what is made, the same everywhere, and nothing twice.

use std::fs;

use crate::support::Scratch;

/// Paths with the hashes taken out.
fn names(show: &Scratch, folder: &str) -> Vec<String> {
    let without_hash = |name: String| match name.rsplit_once('.').and_then(|(stem, ending)| {
        let (stem, hash) = stem.rsplit_once('-')?;
        (hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_hexdigit())).then(|| format!("{stem}-HASH.{ending}"))
    }) {
        Some(name) => name,
        None => name,
    };
    show.files(folder).into_keys().map(without_hash).collect()
}

#[test]
fn the_example_show_becomes_a_site() {
    let show = Scratch::example();
    show.run(&["build", "--frozen"]).ends(0).says("4 episodes in [show]/public");
    let expected = "\
.nojekyll .podwright 404.html about/index.html assets/style-HASH.css \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.chapters.json \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.de.html \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.de.json \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.de.srt \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.de.txt \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.de.vtt \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.html \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.json \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.psc.xml \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.srt \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.txt \
episodes/s1/01-a-folder-is-enough/01-a-folder-is-enough.vtt \
episodes/s1/01-a-folder-is-enough/index.html episodes/s1/01-a-folder-is-enough/notes.html \
episodes/s1/01-a-folder-is-enough/notes.txt episodes/s1/02-words-first/02-words-first.chapters.json \
episodes/s1/02-words-first/02-words-first.html episodes/s1/02-words-first/02-words-first.psc.xml \
episodes/s1/02-words-first/02-words-first.txt episodes/s1/02-words-first/index.html \
episodes/s1/02-words-first/notes.html episodes/s1/02-words-first/notes.txt \
episodes/s2/01-moving-house/01-moving-house.chapters.json episodes/s2/01-moving-house/01-moving-house.html \
episodes/s2/01-moving-house/01-moving-house.json episodes/s2/01-moving-house/01-moving-house.psc.xml \
episodes/s2/01-moving-house/01-moving-house.srt episodes/s2/01-moving-house/01-moving-house.txt \
episodes/s2/01-moving-house/01-moving-house.vtt episodes/s2/01-moving-house/index.html \
episodes/s2/01-moving-house/notes.html episodes/s2/01-moving-house/notes.txt episodes/trailer/index.html \
episodes/trailer/notes.html episodes/trailer/notes.txt episodes/trailer/trailer.html episodes/trailer/trailer.json \
episodes/trailer/trailer.srt episodes/trailer/trailer.txt episodes/trailer/trailer.vtt feed.xml \
images/artwork-HASH.jpg images/s2/01-moving-house-HASH.jpg index.html media/s1/01-a-folder-is-enough.mp3 \
media/s1/02-words-first.m4a media/s2/01-moving-house.mp3 media/trailer.mp3 robots.txt sitemap.xml";
    assert_eq!(names(&show, "public").join(" "), expected);
}

#[test]
fn the_feed_of_the_example_says_what_the_sources_say() {
    let show = Scratch::example();
    show.run(&["build"]).ends(0);
    let feed = show.read("public/feed.xml");
    for part in [
        "<atom:link href=\"https://podwright.github.io/plain-files/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>",
        "<podcast:guid>d70a99a9-bda1-5659-900c-d8b12b160bc4</podcast:guid>",
        "<podcast:locked owner=\"plain-files@example.com\">yes</podcast:locked>",
        "<podcast:funding url=\"https://podwright.github.io/plain-files/about/#support\">Buy us a sheet of paper</podcast:funding>",
        "<podcast:license url=\"https://creativecommons.org/licenses/by/4.0/\">CC-BY-4.0</podcast:license>",
        "<podcast:location country=\"DE\" geo=\"geo:51.3397,12.3731\" rel=\"creator\">Leipzig</podcast:location>",
        "<podcast:trailer length=\"107921\" pubdate=\"Mon, 05 Jan 2026 06:00:00 +0100\" type=\"audio/mpeg\"",
        "<itunes:category text=\"Education\">\n      <itunes:category text=\"How To\"/>\n    </itunes:category>",
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:type>episodic</itunes:type>",
        "<lastBuildDate>Mon, 09 Feb 2026 06:00:00 +0100</lastBuildDate>",
        "<guid isPermaLink=\"false\">da49db1c-3137-4041-8caa-2aafae978205</guid>",
        "<pubDate>Mon, 09 Feb 2026 06:00:00 +0100</pubDate>",
        "length=\"244927\" type=\"audio/mpeg\"/>",
        "<itunes:duration>49</itunes:duration>",
        "<itunes:episodeType>trailer</itunes:episodeType>",
        "<podcast:season name=\"Out of the house\">2</podcast:season>",
        "<podcast:episode>1</podcast:episode>",
        "<podcast:soundbite duration=\"15.4\" startTime=\"14.897\">The same door</podcast:soundbite>",
        "<podcast:chapters type=\"application/json+chapters\"",
        "<psc:chapter start=\"00:00:00.000\" title=\"On the platform\"/>",
        "<podcast:transcript language=\"de\" type=\"text/vtt\"",
        "<podcast:person group=\"Cast\" href=\"https://podwright.github.io/plain-files/about/#baltasar\" role=\"Guest\">Baltasar Reed</podcast:person>",
        "<p>00:14 A feed is a promise</p>",
    ] {
        assert!(feed.contains(part), "no {part} in the feed");
    }
    // The transcript without times: as a page and as text, and in no form that needs times.
    assert!(feed.contains("02-words-first/02-words-first.txt"));
    assert!(!feed.contains("02-words-first/02-words-first.vtt"));
}

#[test]
fn every_address_of_the_feed_leads_to_a_file() {
    let show = Scratch::example();
    show.run(&["build"]).ends(0);
    let feed = show.read("public/feed.xml");
    let mut count = 0;
    for part in feed.split("https://podwright.github.io/plain-files/").skip(1) {
        let path = part.split(['"', '<', '#', '&', '\'']).next().unwrap();
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
        assert!(show.path("public").join(&path).is_file(), "{path} is not there");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let here = Scratch::example();
    here.run(&["build"]).ends(0);
    let there = Scratch::example();
    there.run_with(&["build"], &[("TZ", "Asia/Kathmandu"), ("LC_ALL", "de_DE.UTF-8")], "").ends(0);
    let (mut ours, mut theirs) = (here.files("public"), there.files("public"));
    // The list also remembers when recordings were changed on that disk.
    ours.remove(".podwright");
    theirs.remove(".podwright");
    assert!(ours == theirs);
    assert_eq!(here.read("podwright.lock"), there.read("podwright.lock"));
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let show = Scratch::example();
    show.run(&["build"]).ends(0);
    let mut before = show.files("public");
    for (path, bytes) in show.files("").into_iter().filter(|(path, _)| !path.starts_with("public")) {
        // Files that are published byte for byte keep their line ends.
        if path.ends_with(".md") || path.ends_with(".toml") || path.ends_with(".lock") {
            show.write(&path, String::from_utf8(bytes).unwrap().replace('\n', "\r\n"));
        }
    }
    show.run(&["build", "--frozen"]).ends(0);
    let mut after = show.files("public");
    before.remove(".podwright");
    after.remove(".podwright");
    for (path, bytes) in &before {
        assert!(after.get(path) == Some(bytes), "{path} changed");
    }
}

#[test]
fn a_second_build_touches_nothing() {
    let show = Scratch::example();
    show.run(&["build"]).ends(0);
    let times = |show: &Scratch| -> Vec<_> {
        let files = show.files("public").into_keys();
        files.map(|path| (fs::metadata(show.path("public").join(&path)).unwrap().modified().unwrap(), path)).collect()
    };
    let before = times(&show);
    show.run(&["build"]).ends(0).says("0 files written, 54 of 54 unchanged");
    assert_eq!(before, times(&show));
}

#[test]
fn stale_files_go_and_foreign_ones_stay() {
    let show = Scratch::show();
    show.episode("gone", "draft = false\ndate = 2026-07-01T06:00:00Z\n", "Soon.\n");
    show.run(&["build", "--at", "2026-08-01T00:00:00Z"]).ends(0);
    assert!(show.path("public/episodes/gone/index.html").exists());
    show.write("public/CNAME", "gulls.fm");
    show.edit("episodes/gone.md", "draft = false", "draft = true");
    show.remove("podwright.lock");
    show.run(&["build"]).ends(0);
    assert!(!show.path("public/episodes/gone").exists());
    assert_eq!(show.read("public/CNAME"), "gulls.fm");
    show.write("public/robots.txt", "mine");
    show.run(&["build"]).ends(0);
    assert!(show.read("public/robots.txt").contains("Sitemap"));
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let show = Scratch::show();
    show.write("public/index.html", "mine");
    show.run(&["build"]).ends(2).says("public/index.html was not written by podwright and would be replaced");
    assert_eq!(show.read("public/index.html"), "mine");
    assert!(!show.path("public/feed.xml").exists());
    assert!(!show.path("podwright.lock").exists());
}

#[test]
fn a_scheduled_episode_shows_its_sound_and_nothing_else() {
    let show = Scratch::show();
    show.episode("later", "date = 2026-07-01T06:00:00+02:00\n", "A surprise.\n");
    show.run(&["build"])
        .ends(0)
        .says("held back until its date: later, due 2026-07-01T06:00:00+02:00; build again then");
    assert!(show.path("public/media/later.mp3").is_file());
    assert!(!show.path("public/episodes/later").exists());
    for (path, bytes) in show.files("public").into_iter().filter(|(path, _)| path != ".podwright") {
        assert!(!String::from_utf8_lossy(&bytes).contains("surprise"), "{path}");
    }
    let lock = show.read("podwright.lock");
    assert!(lock.contains(".name = \"later\""));
    // Falling due changes the feed and not the lock.
    show.run(&["build", "--frozen", "--at", "2026-07-01T04:00:00Z"]).ends(0);
    assert_eq!(show.read("podwright.lock"), lock);
    assert!(show.read("public/feed.xml").contains("<title>later</title>"));
}

#[test]
fn drafts_and_another_address_make_a_preview() {
    let show = Scratch::show();
    show.write("episodes/idea.md", "+++\ntitle = \"An idea\"\ndraft = true\n+++\nNot yet.\n");
    show.run(&["build"]).ends(0).says("held back as drafts: idea");
    assert!(!show.path("public/episodes/idea").exists());
    let lock = show.read("podwright.lock");
    let preview = ["build", "--drafts", "--base-url", "http://localhost:8000", "--out", "preview"];
    show.run(&preview).ends(0).says("a preview").says("http://localhost:8000/feed.xml");
    assert!(show.path("preview/episodes/idea/index.html").is_file());
    assert!(show.read("preview/.podwright").contains("# preview"));
    assert!(!show.read("preview/feed.xml").contains("gulls.fm"));
    assert_eq!(show.read("podwright.lock"), lock);
}

#[test]
fn out_may_not_be_a_source() {
    let show = Scratch::show();
    for out in [".", "..", "episodes", "static/x"] {
        show.run(&["build", "--out", out]).ends(2).says("name a folder of its own");
    }
}

#[test]
fn static_files_win() {
    let show = Scratch::show();
    show.write("static/robots.txt", "User-agent: *\nDisallow: /\n");
    show.write("static/.well-known/x", "1");
    show.run(&["build"])
        .ends(0)
        .says("advice[static-file-wins]: this file takes the place of the generated robots.txt");
    assert_eq!(show.read("public/robots.txt"), "User-agent: *\nDisallow: /\n");
    assert_eq!(show.read("public/.well-known/x"), "1");
}

#[test]
fn old_addresses_lead_to_the_page() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid", "aliases = [\"/2020/hello.html\", \"old\"]\nguid");
    show.run(&["build"]).ends(0);
    for path in ["public/2020/hello.html", "public/old/index.html"] {
        assert!(show.read(path).contains("https://gulls.fm/episodes/hello/"), "{path}");
    }
}

#[test]
fn recordings_elsewhere_are_named_and_not_copied() {
    let show = Scratch::show();
    show.edit(
        "feed.toml",
        "[show]",
        "media = { base_url = \"https://cdn.gulls.fm/a\", prefix = [\"https://op3.dev/e/\"] }\n[show]",
    );
    show.run(&["build"]).ends(0);
    assert!(show.read("public/feed.xml").contains("<enclosure url=\"https://op3.dev/e/cdn.gulls.fm/a/hello.mp3\""));
    assert!(show.read("podwright.lock").contains("enclosure = \"https://cdn.gulls.fm/a/hello.mp3\""));
    assert!(!show.path("public/media").exists());
}

#[test]
fn a_template_of_the_show_takes_the_place_of_ours() {
    let show = Scratch::show();
    show.edit("feed.toml", "[show]", "[show]\nx_motto = \"Count twice\"");
    show.write("templates/index.html", "<p>{{ show.own.x_motto }}: {{ episodes | length }}</p>");
    show.run(&["build"]).ends(0);
    assert_eq!(show.read("public/index.html"), "<p>Count twice: 1</p>");
}

#[test]
fn the_glossary_corrects_what_is_published() {
    let show = Scratch::show();
    show.write("feed.toml", format!("{}\n[glossary]\n\"Gall\" = \"Gull\"\n", show.read("feed.toml")));
    let source = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>Gall one, Gall two.\n";
    show.write("episodes/hello.vtt", source);
    show.run(&["build"]).ends(0).says("words that the glossary corrected in transcripts: 2");
    assert!(show.read("public/episodes/hello/hello.vtt").contains("Gull one, Gull two."));
    assert_eq!(show.read("episodes/hello.vtt"), source);
}

#[test]
fn a_translation_is_an_episode_of_its_own() {
    let show = Scratch::show();
    show.episode("hello.de", "guid = \"g-de\"\ndate = 2026-01-02T06:00:00+01:00\n", "Hallo.\n");
    show.run(&["build"]).ends(0);
    let page = show.read("public/de/episodes/hello/index.html");
    assert!(page.contains("<html lang=\"de\""));
    assert!(page.contains("hreflang=\"en\""));
    assert!(show.read("public/episodes/hello/index.html").contains("https://gulls.fm/de/episodes/hello/"));
    assert!(show.path("public/media/hello.de.mp3").is_file());
    assert!(show.path("public/de/index.html").is_file());
}

#[test]
fn a_person_of_the_show_has_one_picture_in_channel_and_items() {
    let show = Scratch::show();
    show.write("ida.png", "not much of a picture");
    let people = "people = [{ name = \"Ida Brook\", img = \"ida.png\" }]\n";
    show.write("feed.toml", format!("{}{people}", show.read("feed.toml")));
    show.run(&["build"]).ends(0);
    assert_eq!(show.read("public/feed.xml").matches("img=\"https://gulls.fm/images/ida-").count(), 2);
}
