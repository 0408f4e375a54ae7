//! `podwright validate` and `podwright diff`, as people and scripts run them.

use std::fs;

use serde_json::Value;

use crate::server::{Request, Server, reply};
use crate::support::{Scratch, repository};

/// A feed without a finding.
fn feed() -> String {
    let text = fs::read_to_string(repository().join("tests/rules/base.xml")).unwrap();
    // The moment of these tests is before that of the cases.
    text.replace("Fri, 05 Jun 2026", "Sat, 30 May 2026")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_feed_on_disk_by_pipe_by_list_and_in_shards() {
    let here = Scratch::empty();
    here.write("a.xml", feed());
    here.write("b.xml", feed().replace("<title>The first wire</title>", "<title>R & B</title>"));
    here.run(&["validate", "a.xml"]).ends(0).says("nothing found in 1 file; 2 episodes");
    here.run(&["validate", "b.xml"])
        .ends(1)
        .says("error[xml-ampersand-unescaped]")
        .says("b.xml:31:10")
        .says("<title>R & B</title>");
    here.run_with(&["validate", "-", "--format", "concise"], &[], &here.read("b.xml")).ends(1).says("-:31:10: error");
    here.write("list", "# feeds\na.xml\n\nb.xml\n");
    here.run(&["validate", "--files-from", "list"]).ends(1).says("in 2 files");
    here.run(&["validate", "--files-from", "list", "--shard", "1/2"]).ends(0).says("in 1 file");
    here.run(&["validate", "--files-from", "list", "--shard", "3/2"]).ends(2).says("the first of eight is 1/8");
    here.run(&["validate"]).ends(2);
}

#[test]
fn a_folder_means_its_feeds_and_not_its_sitemap() {
    let here = Scratch::empty();
    here.write("site/feed.xml", feed());
    here.write("site/old/show.rss", "<rss version=\"2.0\"/>");
    here.write("site/sitemap.xml", "<?xml version=\"1.0\"?><urlset/>");
    here.write("site/1.psc.xml", "<psc:chapters xmlns:psc=\"http://podlove.org/simple-chapters\"/>");
    let report = json(&here.run(&["validate", "site", "--format", "json"]).ends(1).out);
    assert_eq!(report["summary"]["files"], 2);
    here.run(&["validate", "site/sitemap.xml"]).ends(1).says("rss-root-missing");
    here.write("none/readme.txt", "");
    here.run(&["validate", "none"]).ends(2).says("no *.xml or *.rss in this folder");
}

#[test]
fn what_is_not_there_is_said_beside_what_is() {
    let here = Scratch::empty();
    here.write("a.xml", feed());
    let report = json(&here.run(&["validate", "a.xml", "gone.xml", "--format", "json"]).ends(2).out);
    assert_eq!(report["failed"][0]["file"], "gone.xml");
    assert_eq!(report["summary"]["files"], 1);
    let skipped: Vec<&str> = report["skipped"].as_array().unwrap().iter().filter_map(|s| s["rule"].as_str()).collect();
    assert!(skipped.contains(&"transcript-unreadable") && skipped.contains(&"enclosure-length-differs"), "{skipped:?}");
}

#[test]
fn profiles_levels_silence_and_baselines() {
    let here = Scratch::empty();
    let text = feed().replace("<itunes:author>", "<!-- podwright: allow value-whitespace -->\n<itunes:author> ");
    here.write("a.xml", &text);
    here.run(&["validate", "a.xml", "--deny-warnings"]).ends(0);
    let text = text.replace("<!-- podwright: allow value-whitespace -->\n", "");
    here.write("a.xml", &text);
    here.run(&["validate", "a.xml", "--deny-warnings"]).ends(1).says("warning[value-whitespace]");
    here.run(&["validate", "a.xml", "--deny-warnings", "--profile", "rss"]).ends(0).keeps_from("value-whitespace");
    here.run(&["validate", "a.xml", "--ignore", "value-whitespace", "--deny-warnings"]).ends(0);
    here.run(&["validate", "a.xml", "--level", "value-whitespace=error"]).ends(1);
    here.run(&["validate", "a.xml", "--write-baseline", "known.json"]).ends(0);
    here.run(&["validate", "a.xml", "--baseline", "known.json", "--deny-warnings"]).ends(0).says("1 known finding");
}

#[test]
fn fixes_are_shown_applied_and_leave_the_rest_byte_for_byte() {
    let here = Scratch::empty();
    let text = feed().replace('\n', "\r\n").replace("<title>The first wire</title>", "<title>R & B</title>\t ");
    here.write("a.xml", &text);
    here.run(&["validate", "a.xml", "--diff"]).ends(1).says("+<title>R &amp; B</title>");
    assert_eq!(here.read("a.xml"), text);
    here.run(&["validate", "a.xml", "--fix"]).ends(0).says("mended a.xml: 1");
    assert_eq!(here.read("a.xml"), text.replace("R & B", "R &amp; B"));
    here.run(&["validate", "a.xml", "--fix"]).ends(0).keeps_from("mended");
    here.run_with(&["validate", "-", "--fix"], &[], &text).ends(2).says("--diff");
}

#[test]
fn an_old_encoding_is_written_anew_as_a_whole() {
    let here = Scratch::empty();
    let text = feed().replace("UTF-8", "ISO-8859-1").replace("The first wire", "Caf\u{e9} &");
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    fs::write(here.path("a.xml"), &bytes).unwrap();
    let report = json(&here.run(&["validate", "a.xml", "--format", "json"]).ends(1).out);
    let rules: Vec<&str> =
        report["diagnostics"].as_array().unwrap().iter().filter_map(|d| d["rule"].as_str()).collect();
    assert_eq!(rules, ["encoding-not-utf8", "xml-ampersand-unescaped"]);
    let at = report["diagnostics"][1]["start"].as_u64().unwrap();
    assert_eq!(bytes[usize::try_from(at).unwrap()], b'&');
    here.run(&["validate", "a.xml", "--fix"]).ends(0);
    assert_eq!(here.read("a.xml"), feed().replace("The first wire", "Caf\u{e9} &amp;"));
}

#[test]
fn a_built_site_is_judged_with_all_its_files() {
    let show = Scratch::example();
    show.run(&["build", "--base-url", "https://show.fm/"]).ends(0);
    let run = show.run(&["validate", "public"]).ends(0);
    assert!(run.err.contains("transcripts") && run.err.contains("chapter lists"), "{}", run.err);

    let feed = show.read("public/feed.xml");
    let length = feed.split("<enclosure ").nth(1).and_then(|rest| rest.split("length=\"").nth(1)?.split('"').next());
    let length = length.unwrap().to_string();
    let duration = feed.split("<itunes:duration>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_string();
    let wrong = feed.replacen(&format!("length=\"{length}\""), "length=\"99000\"", 1).replacen(
        &format!("<itunes:duration>{duration}<"),
        "<itunes:duration>9999<",
        1,
    );
    show.write("public/feed.xml", &wrong);
    show.run(&["validate", "public", "--format", "concise"])
        .says("error[enclosure-length-differs]: `length` says 99000 bytes")
        .says("warning[itunes-duration-differs]: the feed says 02:46:39");
    show.run(&["validate", "public/feed.xml", "--fix", "--select", "enclosure-length-differs,itunes-duration-differs"])
        .ends(0);
    assert_eq!(show.read("public/feed.xml"), feed);

    let transcripts = feed.split("<podcast:transcript ").nth(1).unwrap();
    let transcript = transcripts.split("https://show.fm/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    fs::remove_file(show.path(&format!("public/{transcript}"))).unwrap();
    show.run(&["validate", "public"]).ends(1).says("error[pointed-file-missing]");
}

#[test]
fn changes_between_two_feeds() {
    let here = Scratch::empty();
    here.write("old.xml", feed());
    here.write("new.xml", feed().replace("tape-wire-0001", "tape-wire-0002"));
    here.run(&["diff", "old.xml", "old.xml"]).ends(0).says("nothing changes for listeners");
    here.run(&["diff", "old.xml", "new.xml"])
        .ends(1)
        .says("~ guid: tape-wire-0001 → tape-wire-0002 (every subscriber gets the episode again, as unheard)")
        .says("error[guid-changed]");
    let object = json(&here.run(&["diff", "old.xml", "new.xml", "--format", "json"]).ends(1).out);
    assert_eq!(object["diagnostics"][0]["rule"], "guid-changed");
    assert_eq!(object["changes"][0]["field"], "guid");
    here.run_with(&["diff", "-", "new.xml", "--format", "markdown"], &[], &feed())
        .ends(1)
        .says("| The first wire | guid:");
    here.write("page.html", "<html></html>");
    let object = json(&here.run(&["diff", "old.xml", "page.html", "--format", "json"]).ends(2).out);
    assert_eq!(object["failed"][0]["file"], "page.html");
}

/// The base feed with everything it points at on a server of this machine, and podwright's report of it, online.
fn online(answer: impl Fn(&Request, &mut std::net::TcpStream) + Send + Sync + 'static) -> Vec<String> {
    let server = Server::start(answer);
    let here = Scratch::empty();
    here.write("feed.xml", feed().replace("https://tape.fm/", &server.url("/")));
    let rules = "http-status,http-head-refused,http-range-refused,http-content-type,http-length-differs,http-redirects,\
                 http-tls,http-cors-missing,http-private-redirect,transcript-empty,artwork-unreadable";
    let run = here.run(&["validate", "feed.xml", "--online", "--allow-private", "--format", "json", "--select", rules]);
    let report = json(&run.out);
    let finding =
        |d: &Value| format!("{}:{} {}", d["line"], d["rule"].as_str().unwrap(), d["message"].as_str().unwrap());
    report["diagnostics"].as_array().unwrap().iter().map(finding).collect()
}

/// What a good host answers.
fn good(request: &Request, stream: &mut std::net::TcpStream) {
    match request.path.rsplit('.').next().unwrap_or_default() {
        "mp3" => {
            let length = if request.path.contains("needle") { 28_800_000 } else { 19_200_000 };
            if request.method == "HEAD" {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: audio/mpeg\r\nContent-Length: {length}\r\n\r\n"
                );
                let _ = std::io::Write::write_all(stream, head.as_bytes());
            } else {
                let range = format!("Content-Range: bytes 0-1/{length}");
                reply(stream, request, "206 Partial Content", &["Content-Type: audio/mpeg", &range], b"ID");
            }
        }
        "vtt" => {
            let body = b"WEBVTT\n\n00:00.000 --> 00:02.000\nA needle.\n";
            reply(stream, request, "200 OK", &["Content-Type: text/vtt", "Access-Control-Allow-Origin: *"], body);
        }
        "jpg" => {
            let cover = fs::read(repository().join("artwork.jpg")).unwrap();
            reply(stream, request, "200 OK", &["Content-Type: image/jpeg"], &cover);
        }
        _ => reply(stream, request, "404 Not Found", &[], b""),
    }
}

#[test]
fn a_good_host_has_nothing_to_hear() {
    assert_eq!(online(good), [""; 0]);
}

#[test]
fn a_host_that_misbehaves_in_each_way() {
    let with = |path: &'static str, other: fn(&Request, &mut std::net::TcpStream)| {
        online(
            move |request, stream| {
                if request.path.contains(path) { other(request, stream) } else { good(request, stream) }
            },
        )
    };
    assert_eq!(
        with("needle.mp3", |r, s| reply(s, r, "404 Not Found", &[], b"")),
        ["24:http-status the recording is not there (404)"]
    );
    assert_eq!(
        with("needle.mp3", |r, s| reply(s, r, "401 Unauthorized", &[], b"")),
        ["24:http-status the recording asks for a login (401)"]
    );
    let no_head: fn(&Request, &mut std::net::TcpStream) = |r, s| match r.method.as_str() {
        "HEAD" => reply(s, r, "405 Method Not Allowed", &[], b""),
        _ => good(r, s),
    };
    assert_eq!(
        with("needle.mp3", no_head),
        ["24:http-head-refused the host of the recording refuses HEAD (405) and answers GET"]
    );
    let no_range: fn(&Request, &mut std::net::TcpStream) = |r, s| match r.method.as_str() {
        "HEAD" => good(r, s),
        _ => reply(s, r, "200 OK", &["Content-Type: audio/mpeg"], b"ID3 and so on"),
    };
    assert_eq!(
        with("needle.mp3", no_range),
        ["24:http-range-refused the host sends the whole recording where a part was asked for"]
    );
    assert_eq!(
        with("needle.vtt", |r, s| reply(
            s,
            r,
            "200 OK",
            &["Content-Type: text/plain"],
            b"WEBVTT\n\n00:00.000 --> 00:01.000\nA.\n"
        )),
        [
            "28:http-content-type the host sends the transcript as text/plain",
            "28:http-cors-missing web players of other sites may not read the transcript",
        ]
    );
    assert_eq!(
        with("cover.jpg", |r, s| reply(s, r, "200 OK", &["Content-Type: text/html"], b"<html>")),
        ["12:http-content-type the host sends the picture as text/html",]
    );
    assert_eq!(
        with("needle.mp3", |r, s| reply(s, r, "302 Found", &["Location: /needle.mp3"], b"")),
        ["24:http-redirects the recording: the redirects go round in a circle"]
    );
    assert_eq!(with("needle.mp3", |r, s| reply(s, r, "302 Found", &["Location: https://127.0.0.1:1/x"], b"")).len(), 1);
}

#[test]
fn private_networks_are_not_asked_and_addresses_are_fetched() {
    let server = Server::start(good);
    let here = Scratch::empty();
    here.write("feed.xml", feed().replace("https://tape.fm/", &server.url("/")));
    here.run(&["validate", "feed.xml", "--online", "--select", "http-status,http-private-redirect"]).ends(0);
    assert_eq!(server.seen(), [""; 0]);

    let text = feed();
    let feeds = Server::start(move |request, stream| match request.path.as_str() {
        "/feed.xml" => reply(stream, request, "200 OK", &["Content-Type: application/rss+xml"], text.as_bytes()),
        _ => reply(stream, request, "404 Not Found", &[], b""),
    });
    here.run(&["validate", &feeds.url("/feed.xml")]).says("2 episodes judged");
    here.run(&["validate", &feeds.url("/none.xml")]).ends(2).says("the host answers with status 404");
}

#[test]
fn changes_of_a_show_against_what_is_published() {
    let show = Scratch::show();
    show.run(&["build"]).ends(0);
    show.run(&["diff", "public", "."]).ends(0).says("nothing changes for listeners");
    show.edit("episodes/hello.md", "title = \"hello\"", "title = \"Good morning\"");
    show.run(&["diff", "public/feed.xml", "."]).ends(0).says("~ title: hello → Good morning");
    show.edit("episodes/hello.md", "date = ", "date = nonsense");
    show.run(&["diff", "public", "."]).ends(2).says("`podwright check` says why");

    let text = show.read("public/feed.xml");
    let server = Server::start(move |request, stream| reply(stream, request, "200 OK", &[], text.as_bytes()));
    show.run(&["diff", &server.url("/feed.xml"), "public"]).ends(0).says("nothing changes");
}
