//! The network module against a server that misbehaves.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use podwright::net::{Cause, Client, Limits, Method, Settings};

use crate::server::{Server, reply};

fn client() -> Client {
    Client::new(&Settings { allow_private: true, ..Settings::default() })
}

fn quick() -> Limits {
    Limits { time: Duration::from_millis(400), ..Limits::default() }
}

#[test]
fn an_answer_of_any_status_is_an_answer() {
    let server = Server::start(|request, stream| {
        let agent = request.header("user-agent").unwrap_or_default();
        assert!(agent.starts_with("podwright/"), "{agent}");
        match request.path.as_str() {
            "/feed.xml" => reply(stream, request, "200 OK", &["Content-Type: application/rss+xml"], b"<rss/>"),
            _ => reply(stream, request, "404 Not Found", &[], b"gone"),
        }
    });
    let client = client();
    let feed = client.get(&server.url("/feed.xml#part"), &Limits::default()).unwrap();
    assert_eq!((feed.status, feed.body.as_slice(), feed.complete), (200, b"<rss/>".as_slice(), true));
    assert_eq!(feed.headers.get("CONTENT-TYPE"), Some("application/rss+xml"));
    assert!(feed.is_success());
    let missing = client.get(&server.url("/x"), &Limits::default()).unwrap();
    assert_eq!((missing.status, missing.body.as_slice(), missing.is_success()), (404, b"gone".as_slice(), false));
    let head = client.head(&server.url("/feed.xml"), &Limits::default()).unwrap();
    assert_eq!((head.status, head.body.len(), head.headers.get("content-length")), (200, 0, Some("6")));
}

#[test]
fn redirects_are_followed_one_by_one_and_shown() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/old" => reply(stream, request, "301 Moved Permanently", &["Location: middle?a=1"], b""),
        "/middle?a=1" => reply(stream, request, "302 Found", &["Location: /new"], b""),
        "/round" => reply(stream, request, "307 Temporary Redirect", &["Location: /about"], b""),
        "/about" => reply(stream, request, "308 Permanent Redirect", &["Location: /round"], b""),
        "/ftp" => reply(stream, request, "302 Found", &["Location: ftp://gulls.fm/x"], b""),
        "/new" => reply(stream, request, "200 OK", &[], b"here"),
        path => {
            let next = path.trim_start_matches('/').parse::<u32>().unwrap_or_default() + 1;
            reply(stream, request, "302 Found", &[&format!("Location: /{next}")], b"");
        }
    });
    let client = client();
    let answer = client.get(&server.url("/old"), &Limits::default()).unwrap();
    assert_eq!((answer.url, answer.body.as_slice()), (server.url("/new"), b"here".as_slice()));
    let hops: Vec<_> = answer.hops.iter().map(|hop| (hop.status, hop.from.clone(), hop.to.clone())).collect();
    let url = |path: &str| server.url(path);
    assert_eq!(hops, [(301, url("/old"), url("/middle?a=1")), (302, url("/middle?a=1"), url("/new"))]);

    let error = client.get(&url("/round"), &Limits::default()).unwrap_err();
    assert_eq!((error.cause, error.hops.len()), (Cause::RedirectLoop, 2));
    let error = client.get(&url("/1"), &Limits { redirects: 3, ..Limits::default() }).unwrap_err();
    assert_eq!((error.cause, error.hops.len()), (Cause::TooManyRedirects(3), 4));
    let error = client.get(&url("/ftp"), &Limits::default()).unwrap_err();
    assert_eq!(error.url, "ftp://gulls.fm/x");
    assert_eq!(
        error.to_string(),
        format!(
            "ftp://gulls.fm/x: the address can't be asked: ftp: is neither http nor https (redirected from {})",
            url("/ftp")
        )
    );
}

#[test]
fn a_body_ends_at_the_limit_and_gzip_is_unpacked() {
    let server = Server::start(|request, stream| {
        if request.header("accept-encoding") == Some("gzip") {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packer.write_all(&[b'a'; 1 << 20]).unwrap();
            reply(stream, request, "200 OK", &["Content-Encoding: gzip"], &packer.finish().unwrap());
        } else {
            reply(stream, request, "200 OK", &[], &[b'b'; 1 << 20]);
        }
    });
    let client = client();
    let whole = client.get(&server.url("/"), &Limits::default()).unwrap();
    assert_eq!((whole.body.len(), whole.complete), (1 << 20, true));
    assert!(whole.body.iter().all(|byte| *byte == b'a'));
    let few = Limits { bytes: 1000, ..Limits::default() };
    let part = client.get(&server.url("/"), &few).unwrap();
    assert_eq!((part.body.len(), part.complete), (1000, false));
    let plain = client.ask(Method::Get, &server.url("/"), &[], &few).unwrap();
    assert_eq!((plain.body, plain.complete), (vec![b'b'; 1000], false));
    let exact = client.ask(Method::Get, &server.url("/"), &[], &Limits { bytes: 1 << 20, ..few }).unwrap();
    assert!(exact.complete);
}

#[test]
fn a_range_is_asked_for_and_its_refusal_is_seen() {
    let server = Server::start(|request, stream| match (request.path.as_str(), request.header("range")) {
        ("/good", Some("bytes=2-3")) => {
            reply(stream, request, "206 Partial Content", &["Content-Range: bytes 2-3/6"], b"cd");
        }
        _ => reply(stream, request, "200 OK", &[], b"abcdef"),
    });
    let client = client();
    let few = Limits { bytes: 2, ..Limits::default() };
    let good = client.range(&server.url("/good"), 2, 3, &few).unwrap();
    assert_eq!((good.status, good.body.as_slice(), good.complete), (206, b"cd".as_slice(), true));
    let bad = client.range(&server.url("/bad"), 2, 3, &few).unwrap();
    assert_eq!((bad.status, bad.body.as_slice(), bad.complete), (200, b"ab".as_slice(), false));
}

#[test]
fn a_server_that_breaks_off_or_talks_nonsense_is_an_error_in_words() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/cut" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
        }
        "/silent" => thread::sleep(Duration::from_secs(10)),
        "/slow" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for _ in 0..500 {
                if stream.write_all(b"x").is_err() {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
        "/nonsense" => {
            let _ = stream.write_all(b"220 gulls.fm ESMTP\r\n\r\n");
        }
        _ => {}
    });
    let client = client();
    let cause_within = |path: &str, limits| client.get(&server.url(path), &limits).unwrap_err().cause;
    let cause = |path: &str| cause_within(path, Limits::default());
    assert_eq!(cause("/cut"), Cause::Cut);
    let began = Instant::now();
    assert_eq!(cause_within("/silent", quick()), Cause::TimeOut);
    assert_eq!(cause_within("/slow", quick()), Cause::TimeOut);
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    assert!(matches!(cause("/nonsense"), Cause::Protocol(_)), "{:?}", cause("/nonsense"));
    assert_eq!(cause("/closes"), Cause::Cut);
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let safe = format!("https://{}/", plain.local_addr().unwrap());
    thread::spawn(move || {
        let mut stream = plain.accept().unwrap().0;
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    let error = client.get(&safe, &Limits::default()).unwrap_err();
    assert!(matches!(error.cause, Cause::Tls(_)), "{error}");

    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = format!("http://127.0.0.1:{port}/");
    assert!(matches!(client.get(&nobody, &Limits::default()).unwrap_err().cause, Cause::Connect(_)));
    assert!(matches!(client.get("mailto:ida@gulls.fm", &quick()).unwrap_err().cause, Cause::Url(_)));
    assert!(matches!(client.get("/feed.xml", &quick()).unwrap_err().cause, Cause::Url(_)));
}

#[test]
fn private_addresses_are_refused_unless_a_person_named_them() {
    let inner = Server::start(|request, stream| reply(stream, request, "200 OK", &[], b"secret"));
    let target = inner.url("/");
    let outer = Server::start(move |request, stream| {
        reply(stream, request, "302 Found", &[&format!("Location: {target}")], b"");
    });
    let client = Client::new(&Settings::default());
    let error = client.get(&outer.url("/"), &Limits::default()).unwrap_err();
    assert_eq!(error.cause, Cause::Private { host: "127.0.0.1".into(), address: None });
    assert!(error.to_string().ends_with("127.0.0.1 is in a private network; it was not asked"), "{error}");
    assert!(outer.seen().is_empty());

    // Trusted, but not what it leads to.
    client.trust(&outer.url("/"));
    let error = client.get(&outer.url("/"), &Limits::default()).unwrap_err();
    assert_eq!((error.url, error.hops.len()), (inner.url("/"), 1));
    assert!(matches!(error.cause, Cause::Private { .. }));
    assert!(inner.seen().is_empty());
    assert_eq!(outer.seen(), ["GET /"]);

    client.trust(&inner.url("/"));
    assert_eq!(client.get(&outer.url("/"), &Limits::default()).unwrap().body, b"secret");
    for url in ["http://localhost:1/", "http://[::1]:1/", "http://0x7f000001:1/", "http://169.254.169.254/latest/"] {
        let cause = client.get(url, &quick()).unwrap_err().cause;
        assert!(matches!(cause, Cause::Private { .. }), "{url}: {cause:?}");
    }
}

#[test]
fn no_more_requests_are_under_way_than_allowed() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (busy, peak) = (Arc::clone(&now), Arc::clone(&most));
    let server = Server::start(move |request, stream| {
        let count = busy.fetch_add(1, Ordering::SeqCst) + 1;
        peak.fetch_max(count, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(20));
        busy.fetch_sub(1, Ordering::SeqCst);
        reply(stream, request, "200 OK", &[], request.path.as_bytes());
    });
    let client = Client::new(&Settings { allow_private: true, connections: 6, per_host: 2 });
    let urls: Vec<String> = (0..12).map(|number| server.url(&format!("/{number}"))).collect();
    let bodies = client.each(&urls, |url| client.get(url, &Limits::default()).unwrap().body);
    let numbers: Vec<String> = bodies.into_iter().map(|body| String::from_utf8(body).unwrap()).collect();
    assert_eq!(numbers, (0..12).map(|number| format!("/{number}")).collect::<Vec<_>>());
    assert_eq!(most.load(Ordering::SeqCst), 2);
}
