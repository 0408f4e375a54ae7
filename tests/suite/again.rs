//! A build that keeps what the last one made: the same bytes as a build into an empty folder, whatever changed in between.

use std::collections::BTreeMap;
use std::fs;

use podwright::build::{Made, Options, build};

use crate::support::Scratch;

/// A show in which episodes depend on each other, on files and on feed.toml in every way there is.
fn show() -> Scratch {
    let show = Scratch::show();
    let more = "people = [{ name = \"Ida Brook\", img = \"ida.png\" }]\n\
                [[show.season]]\nnumber = 1\nname = \"Spring\"\n[glossary]\n\"Gall\" = \"Gull\"\n";
    show.write("feed.toml", format!("{}{more}", show.read("feed.toml")));
    show.write("ida.png", "not much of a picture");
    show.write("pages/about.md", "+++\ntitle = \"About\"\n+++\nWe count.\n");
    show.episode("hello", "guid = \"g-hello\"\ndate = 2026-01-01T06:00:00Z\nseason = 1\n", "See [more](second.md).\n");
    show.episode("hello.de", "guid = \"g-de\"\ndate = 2026-01-02T06:00:00Z\n", "Hallo.\n");
    show.episode(
        "second",
        "date = 2026-01-03T06:00:00Z\n",
        "![map](map.png) and [us](/about/)\n\n00:00 Terns\n00:01 Gulls\n",
    );
    show.write("episodes/map.png", "a map");
    show.episode("third", "date = 2026-01-04T06:00:00Z\n", "By itself.\n");
    show.episode("due", "date = 2026-07-01T06:00:00Z\n", "Later.\n");
    show.episode("idea", "draft = true\n", "Never yet.\n");
    for name in ["hello", "second", "third", "due", "idea"] {
        show.write(&format!("episodes/{name}.vtt"), transcript(name));
    }
    show.write("episodes/third.txt", "## Counting\n\nIda Brook: Words of third, and more of them.\n");
    show.files("episodes").keys().for_each(|name| show.settle(&format!("episodes/{name}"), 0));
    show
}

fn transcript(word: &str) -> String {
    format!("WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>Words of {word}, and more of them.\n")
}

fn options(show: &Scratch, out: &str) -> Options<'static> {
    let now = chrono::DateTime::parse_from_rfc3339("2026-06-01T00:00:00Z").unwrap();
    Options { now, out: Some(show.path(out)), ..Options::default() }
}

fn made(show: &Scratch, options: &Options<'_>) -> Made {
    let (checked, made) = build(&show.path(""), options, false).unwrap();
    made.unwrap_or_else(|| panic!("{:?}", checked.report.diagnostics))
}

fn files(show: &Scratch, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = show.files(folder);
    files.remove(".podwright");
    files
}

/// Builds into the folder that earlier builds wrote to, and into an empty one; the answer is how many episodes were kept.
#[track_caller]
fn same_as_clean(show: &Scratch, what: &str, change: impl Fn(&mut Options<'_>)) -> usize {
    let (mut again, mut clean) = (options(show, "public"), options(show, "clean"));
    change(&mut again);
    change(&mut clean);
    let kept = made(show, &again).kept;
    assert_eq!(made(show, &clean).kept, 0, "{what}");
    let (again, clean) = (files(show, "public"), files(show, "clean"));
    fs::remove_dir_all(show.path("clean")).unwrap();
    assert_eq!(again.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{what}");
    for (path, bytes) in &again {
        assert!(clean.get(path) == Some(bytes), "{what}: {path} differs from a clean build's");
    }
    kept
}

#[test]
fn whatever_changes_the_bytes_are_those_of_a_clean_build() {
    let show = show();
    let plain = |what: &str| same_as_clean(&show, what, |_| {});
    assert_eq!(plain("first"), 0);
    assert_eq!(plain("nothing"), 4);

    show.edit("episodes/third.md", "By itself", "By its very self");
    assert_eq!(plain("the text of an episode"), 3);
    show.edit("episodes/third.md", "title = \"third\"", "title = \"The third\"");
    assert_eq!(plain("the title of an episode and of a neighbour"), 2);
    show.edit("episodes/third.md", "date = 2026-01-04", "slug = \"no-3\"\ndate = 2026-01-04");
    same_as_clean(&show, "the address of a neighbour", |options| {
        options.accept =
            podwright::lock::Accept::parse(&["page-moved".to_string(), "enclosure-moved".to_string()]).unwrap();
    });
    show.edit("episodes/hello.de.md", "title = \"hello.de\"", "title = \"Hallo\"");
    assert_eq!(plain("the title of a translation"), 1);
    show.edit("feed.toml", "Birds, and", "Birds and");
    assert_eq!(plain("feed.toml"), 0);
    show.edit("feed.toml", "\"Spring\"", "\"Summer\"");
    plain("the name of a season");
    show.edit("feed.toml", "name = \"Ida Brook\"", "name = \"Ida Rook\"");
    plain("the name of a person");
    show.edit("feed.toml", "\"Gall\" = \"Gull\"", "\"Words\" = \"Worlds\"");
    plain("the glossary");
    assert!(show.read("public/episodes/second/second.srt").contains("Worlds of second"));
    show.edit("feed.toml", "\"Words\" = \"Worlds\"", "\"Words\" = \"Swords\"");
    plain("what a word of the glossary means");
    show.write("templates/notes.txt", "{{ episode.title }}\n");
    plain("a template that comes");
    show.write("templates/notes.txt", "{{ episode.title }}!\n");
    plain("a template");
    show.remove("templates/notes.txt");
    plain("a template that goes");
    show.write("ida.png", "much of a picture");
    plain("a picture of a person");
    show.write("episodes/map.png", "another map");
    assert_eq!(plain("a picture in the notes"), 3);
    show.write("episodes/second.png", "no artwork at all");
    show.remove("episodes/second.png");
    plain("artwork that came and went");
    show.rename("pages/about.md", "pages/us.md");
    show.edit("episodes/second.md", "/about/", "/us/");
    plain("a page that moved");
    show.episode("fourth", "date = 2026-01-05T06:00:00Z\n", "Sudden.\n");
    plain("an episode that comes");
}

#[test]
fn a_transcript_is_read_again_when_its_file_changed() {
    let show = show();
    let plain = |what: &str| same_as_clean(&show, what, |_| {});
    plain("first");
    show.write("episodes/second.vtt", transcript("sickle"));
    show.settle("episodes/second.vtt", 0);
    assert_eq!(plain("other words"), 3);
    let length = show.read("episodes/second.vtt").len();
    show.write("episodes/second.vtt", transcript("fickle"));
    show.settle("episodes/second.vtt", 1);
    assert_eq!(show.read("episodes/second.vtt").len(), length);
    assert_eq!(plain("other words of the same length"), 3);
    assert!(show.read("public/feed.xml").contains("second.vtt"));
    assert!(show.read("public/episodes/second/second.txt").contains("fickle"));
    // Written this moment: it could be written again without a trace.
    show.write("episodes/second.vtt", transcript("pickle"));
    assert_eq!(plain("just now"), 3);
    assert_eq!(plain("just now, and again"), 3);
    show.write("episodes/third.txt", "## Recounting\n\nIda Brook: Words of third, and more of them.\n");
    show.settle("episodes/third.txt", 1);
    plain("the headings' file");
    assert!(show.read("public/episodes/third/third.chapters.json").contains("Recounting"));
    show.remove("episodes/third.txt");
    plain("a transcript that goes");
}

#[test]
fn findings_of_what_is_kept_are_found_again() {
    let show = show();
    show.write("episodes/second.vtt", "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n<v Ida Brook>The the terns.\n");
    show.settle("episodes/second.vtt", 0);
    let findings = || {
        let (checked, made) = build(&show.path(""), &options(&show, "public"), false).unwrap();
        let found: Vec<_> = checked.report.diagnostics.iter().map(|finding| finding.message.clone()).collect();
        (found, made.map(|made| made.kept))
    };
    let (first, kept) = findings();
    assert_eq!(kept, Some(0));
    assert!(first.iter().any(|message| message.contains("stands twice")), "{first:?}");
    let (second, kept) = findings();
    assert_eq!((second, kept), (first, Some(4)));
}

#[test]
fn a_moment_and_an_address_make_another_build() {
    let show = show();
    same_as_clean(&show, "first", |_| {});
    let july = chrono::DateTime::parse_from_rfc3339("2026-07-02T00:00:00Z").unwrap();
    assert_eq!(same_as_clean(&show, "an episode falls due", |options| options.now = july), 3);
    same_as_clean(&show, "it is taken back", |_| {});
    same_as_clean(&show, "drafts", |options| options.drafts = true);
    same_as_clean(&show, "another address", |options| options.base_url = Some("http://localhost:8000/".to_string()));
    same_as_clean(&show, "as before", |_| {});
    assert_eq!(same_as_clean(&show, "and nothing changed", |_| {}), 4);
}

#[test]
fn what_was_done_to_the_output_is_mended() {
    let show = show();
    let plain = |what: &str| same_as_clean(&show, what, |_| {});
    plain("first");
    show.write("public/episodes/second/second.srt", "mine");
    assert_eq!(plain("a file that was damaged"), 3);
    let page = show.read("public/episodes/hello/index.html").replace("hello", "HELLO");
    show.write("public/episodes/hello/index.html", page);
    assert_eq!(plain("a file that kept its length"), 3);
    show.remove("public/episodes/third/third.json");
    assert_eq!(plain("a file that was removed"), 3);
    show.edit("public/feed.xml", "By itself", "By itsELF");
    assert_eq!(plain("an item of the feed"), 3);
    show.edit("public/feed.xml", "By itself", "By");
    plain("the length of an item");
    show.remove("public/feed.xml");
    assert_eq!(plain("no feed"), 0);
    fs::remove_dir_all(show.path("public/episodes")).unwrap();
    assert_eq!(plain("no pages but those of the translation"), 1);
    show.write("static/episodes/second/second.srt", "mine");
    plain("a file of the author's takes the place of one");
    show.remove("static/episodes/second/second.srt");
    plain("and goes");
}

#[test]
fn a_damaged_memory_costs_time_only() {
    let show = show();
    let plain = |what: &str| same_as_clean(&show, what, |_| {});
    plain("first");
    let list = show.read("public/.podwright");
    for (from, to) in [("\"file\":", ""), ("hello.md", "hallo.md"), ("\"corrected\":0", "\"corrected\":7")] {
        let lines =
            list.lines().map(|line| if line.starts_with('#') { line.replace(from, to) } else { line.to_string() });
        show.write("public/.podwright", lines.collect::<Vec<_>>().join("\n"));
        plain(from);
    }
    let half = list.lines().map(|line| if line.starts_with('#') { &line[..line.len() / 2] } else { line });
    show.write("public/.podwright", half.collect::<Vec<_>>().join("\n"));
    assert_eq!(plain("lines cut in half"), 0);
    show.write("public/.podwright", list.replace("# remember program ", "# remember program 9"));
    assert_eq!(plain("another program's"), 0);
    assert_eq!(plain("and one's own again"), 4);
}
