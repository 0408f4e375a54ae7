//! What stands beside the episodes: `static/`, `pages/`, and the keys that say where a page is and who may see it.

use crate::support::Scratch;

#[cfg(unix)]
#[test]
fn a_folder_in_static_that_lies_elsewhere_is_one_finding() {
    let (show, elsewhere) = (Scratch::show(), Scratch::empty());
    ["a", "b", "c"].iter().for_each(|name| elsewhere.write(name, name));
    show.write("static/CNAME", "gulls.fm");
    std::os::unix::fs::symlink(elsewhere.path(""), show.path("static/there")).unwrap();
    let run = show.run(&["build"]).ends(1).says("static/there").says("this link leads out of the show's folder");
    assert_eq!(run.out.matches("file-outside-show").count(), 1, "{}", run.out);
    std::fs::remove_file(show.path("static/there")).unwrap();
    show.run(&["build"]).ends(0);
    assert_eq!(show.read("public/CNAME"), "gulls.fm");
}

#[test]
fn static_files_keep_their_names_and_win_over_what_is_generated() {
    let show = Scratch::show();
    for path in ["_headers", ".well-known/podcast", "deep/er/File.TXT", "feed.xml", "episodes/hello/index.html"] {
        show.write(&format!("static/{path}"), "mine");
    }
    let run = show.run(&["build"]).ends(0);
    assert_eq!(run.out.matches("static-file-wins").count(), 2, "{}", run.out);
    for path in ["_headers", ".well-known/podcast", "deep/er/File.TXT", "feed.xml", "episodes/hello/index.html"] {
        assert_eq!(show.read(&format!("public/{path}")), "mine");
    }
    show.remove("static/feed.xml");
    show.run(&["build"]).ends(0);
    assert!(show.read("public/feed.xml").contains("g-hello"));
    show.write("static/.podwright", "no list");
    show.run(&["build"]).ends(2).says(".podwright");
}

#[test]
fn pages_are_built_listed_and_linked() {
    let show = Scratch::show();
    show.write("pages/about.md", "+++\ntitle = \"About us\"\n+++\nWe count [gulls](../episodes/hello.md).\n");
    show.write("pages/legal/imprint.md", "+++\ntitle = \"Imprint\"\n+++\nIda Brook, Aberdeen.\n");
    show.write("pages/_draft.md", "not read");
    show.write("pages/README.md", "not read either");
    show.write("templates/404.html", "{% for page in pages %}{{ page.title }} {{ page.url }};{% endfor %}");
    show.edit("episodes/hello.md", "Hello, world.", "Who we are: [about us](../pages/about.md), [again](/about/).");
    show.run(&["build"]).ends(0).says("nothing found");
    assert!(show.read("public/about/index.html").contains("<a href=\"https://gulls.fm/episodes/hello/\">gulls</a>"));
    assert!(show.read("public/legal/imprint/index.html").contains("Ida Brook, Aberdeen."));
    assert_eq!(
        show.read("public/404.html"),
        "About us https://gulls.fm/about/;Imprint https://gulls.fm/legal/imprint/;"
    );
    assert!(show.read("public/sitemap.xml").contains("<loc>https://gulls.fm/about/</loc>"));
    assert_eq!(show.read("public/episodes/hello/index.html").matches("https://gulls.fm/about/").count(), 2);
    assert!(!show.path("public/_draft").exists() && !show.path("public/readme").exists());
    show.write("pages/About.md", "+++\ntitle = \"Twice\"\n+++\n");
    show.write("pages/episodes.md", "+++\ntitle = \"Kept\"\n+++\n");
    show.write("pages/de.md", "+++\ntitle = \"Deutsch\"\n+++\n");
    show.run(&["build"])
        .ends(1)
        .says("two pages would lie at /about/")
        .says("the address /episodes/, which is kept")
        .says("the address /de/, which is kept");
}

#[test]
fn an_address_that_is_a_page_again_is_no_redirect() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid", "aliases = [\"/old/\", \"/about/\", \"/a?b=1\"]\nguid");
    show.write("pages/about.md", "+++\ntitle = \"About us\"\n+++\nWe count gulls.\n");
    show.run(&["build"]).ends(0);
    assert!(show.read("public/about/index.html").contains("We count gulls."));
    for path in ["old", "a"] {
        let page = show.read(&format!("public/{path}/index.html"));
        assert!(page.contains("http-equiv=\"refresh\"") && page.contains("https://gulls.fm/episodes/hello/"), "{page}");
        assert!(page.contains("<link rel=\"canonical\""), "{page}");
    }
    // One that is taken out of the list goes, and nothing else.
    show.edit("episodes/hello.md", "\"/old/\", ", "");
    show.run(&["build"]).ends(0);
    assert!(!show.path("public/old").exists() && show.path("public/a/index.html").exists());
}

#[test]
fn an_episode_whose_page_is_elsewhere() {
    let show = Scratch::show();
    show.edit("episodes/hello.md", "guid", "link = \"https://ida.blog/hello\"\nguid");
    show.write("episodes/hello.vtt", "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>Gull one.\n");
    show.run(&["build"]).ends(0);
    assert!(!show.path("public/episodes/hello/index.html").exists());
    assert!(show.path("public/episodes/hello/hello.vtt").is_file());
    assert!(show.read("public/feed.xml").contains("<link>https://ida.blog/hello</link>"));
    assert!(show.read("public/index.html").contains("https://ida.blog/hello"));
    assert!(!show.read("public/sitemap.xml").contains("episodes/hello"));
    assert!(!show.read("podwright.lock").contains(".page"));
    // Back again it gets its page; away again the page is guarded.
    show.edit("episodes/hello.md", "link = \"https://ida.blog/hello\"\n", "");
    show.run(&["build"]).ends(0);
    show.edit("episodes/hello.md", "guid", "link = \"https://ida.blog/hello\"\nguid");
    show.run(&["build"]).ends(1).says("error[page-moved]");
    show.run(&["build", "--accept", "page-moved:hello"]).ends(0);
    assert!(show.read("public/episodes/hello/index.html").contains("url=https://ida.blog/hello"));
}

#[test]
fn of_a_private_episode_nothing_is_public() {
    let show = Scratch::show();
    show.episode(
        "secret",
        "guid = \"g-secret\"\ndate = 2026-02-01T06:00:00Z\nprivate = true\ntags = [\"hush\"]\n",
        "Hush.\n",
    );
    show.write("episodes/secret.vtt", "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>Hush.\n");
    show.run(&["build"]).ends(0);
    for (path, bytes) in show.files("public").into_iter().filter(|(path, _)| path != ".podwright") {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!path.contains("secret") && !text.contains("secret") && !text.contains("hush"), "{path}");
    }
    assert!(!show.read("public/.podwright").contains("secret"));
    assert!(show.read("podwright.lock").contains("\"g-secret\".private = true"));
    show.run(&["build", "--frozen"]).ends(0);
}

#[test]
fn translations_by_name_and_by_key() {
    let show = Scratch::show();
    show.episode("hello.pt", "guid = \"g-pt\"\ndate = 2026-01-02T06:00:00+01:00\n", "Olá.\n");
    show.write("episodes/hello.pt.vtt", "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>Olá.\n");
    show.episode(
        "hallo",
        "guid = \"g-de\"\nlanguage = \"de\"\ntranslation_of = \"hello\"\ndate = 2026-01-03T06:00:00+01:00\n",
        "Hallo.\n",
    );
    show.copy("episodes/trailer.mp3", "episodes/hello.fr.mp3");
    show.run(&["build"]).ends(0);
    let pages = [
        ("public/episodes/hello/index.html", ["pt", "de"]),
        ("public/pt/episodes/hello/index.html", ["en", "de"]),
        ("public/episodes/hallo/index.html", ["en", "pt"]),
    ];
    for (page, others) in pages {
        let text = show.read(page);
        for other in others {
            assert!(text.contains(&format!("hreflang=\"{other}\"")), "{page}: {other}");
        }
    }
    let feed = show.read("public/feed.xml");
    let item = |guid: &str| feed.split("<item>").find(|item| item.contains(guid)).unwrap().to_string();
    // A recording in a language that has no episode of its own is another one of this episode.
    assert!(item("g-hello").contains("lang=\"fr\"") && item("g-hello").contains("media/hello.fr.mp3"));
    assert!(item("g-pt").contains("https://gulls.fm/media/hello.pt.mp3"));
    assert!(item("g-pt").contains("https://gulls.fm/pt/episodes/hello/hello.vtt"), "{}", item("g-pt"));
    assert!(!item("g-hello").contains("podcast:transcript"));
    show.edit("episodes/hallo.md", "= \"hello\"", "= \"helo\"");
    show.run(&["build"]).ends(1).says("`translation_of` names no episode of this show").says("did you mean \"hello\"?");
}

#[test]
fn a_time_zone_that_is_none_is_one_finding() {
    let show = Scratch::show();
    show.edit("feed.toml", "[show]", "[show]\ntime_zone = \"Europe/Berln\"");
    show.edit("episodes/hello.md", "T06:00:00+01:00", "T06:00:00");
    let run = show.run(&["check"]).ends(1).says("`show.time_zone` must be an IANA time zone");
    assert!(run.err.contains("1 error in"), "{}\n{}", run.out, run.err);
}

#[test]
fn templates_that_include_each_other_are_named() {
    let show = Scratch::show();
    show.write("templates/index.html", "{% include \"a.html\" %}");
    show.write("templates/a.html", "{% include \"index.html\" %}");
    show.run(&["check", "--format", "concise"]).ends(1).says("templates/a.html: error[template-invalid]");
}

#[test]
fn an_old_address_leads_to_one_page() {
    let show = Scratch::show();
    show.episode(
        "two",
        "guid = \"g-two\"\ndate = 2026-01-02T06:00:00+01:00\naliases = [\"/old/\", \"/episodes/hello/\"]\n",
        "",
    );
    show.episode("three", "guid = \"g-three\"\ndate = 2026-01-03T06:00:00+01:00\naliases = [\"old\"]\n", "");
    let run = show.run(&["check", "--format", "concise"]).ends(0);
    let said = |line: &&str| line.contains("warning[episode-slug-duplicate]");
    assert_eq!(run.out.lines().filter(said).count(), 2, "{}", run.out);
}
