//! How the hosts of a feed's files answer, seen by apps and directories. Asking them is the caller's.

use super::pointer::{Pointer, Target};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::scalar::media_type_of;

crate::rules! {
    /// Whoever plays, looks or reads gets an error. A login in the way looks the same to an app.
    HTTP_STATUS = "http-status": Error, [], None;
        summary "an address of the feed does not answer with what it should";
        bad "404 Not Found for the enclosure";
        good "200 OK";
        source "Apple, Podcast requirements";
    /// Apple's crawlers ask for the head of a file before they take it, and refuse what does not answer.
    HTTP_HEAD_REFUSED = "http-head-refused": Warning, [], None;
        summary "a host that answers GET and refuses HEAD";
        bad "405 Method Not Allowed for HEAD";
        good "200 OK for HEAD, with Content-Length";
        source "Apple, Podcast requirements";
        levels Apple = Error;
    /// Without ranges nobody can jump in an episode or go on with a broken download, and Apple refuses the file.
    HTTP_RANGE_REFUSED = "http-range-refused": Warning, [], None;
        summary "a host that sends the whole recording where a part was asked for";
        bad "200 OK for Range: bytes=0-1";
        good "206 Partial Content with Content-Range: bytes 0-1/48211002";
        source "Apple, Podcast requirements; RFC 9110, 14.2";
        levels Apple = Error;
    /// Players and browsers choose by the type that the host sends, whatever the feed says.
    HTTP_CONTENT_TYPE = "http-content-type": Warning, [], None;
        summary "the media type of the answer is not that of the file";
        bad "Content-Type: text/plain for a WebVTT file";
        good "Content-Type: text/vtt";
        source "W3C feed validator, UnexpectedContentType; podcast namespace";
    /// Apps show another size than they load, and some stop at the promised byte. Inserted advertising explains a little.
    HTTP_LENGTH_DIFFERS = "http-length-differs": Warning, [], Safe;
        summary "the host sends another number of bytes than the feed says";
        bad "length=\"1000\", and Content-Length: 48211002";
        good "length=\"48211002\"";
        source "RSS 2.0, <enclosure>";
    /// Each costs time on a slow line; many apps give up after five, and a way back to http is open to everyone.
    HTTP_REDIRECTS = "http-redirects": Warning, [], None;
        summary "too many redirects, or one that leads from https to http";
        bad "https://show.fm/1.mp3 → http://cdn.show.fm/1.mp3";
        good "https://show.fm/1.mp3 → https://cdn.show.fm/1.mp3";
        source "RFC 9110, 15.4";
    /// Apps refuse the connection: the file is as good as gone.
    HTTP_TLS = "http-tls": Error, [], None;
        summary "no safe connection to the host";
        bad "a certificate that ended yesterday";
        good "a certificate of the host's own name that is good for some weeks";
        source "RFC 8446; RFC 9110, 4.3.4";
    /// Players in web pages may not read a file of another site without this header: no transcript, no chapters.
    HTTP_CORS_MISSING = "http-cors-missing": Warning, [], None;
        summary "transcript or chapters that web players may not read";
        bad "no Access-Control-Allow-Origin";
        good "Access-Control-Allow-Origin: *";
        source "Podcast namespace, transcripts; Fetch Standard";
    /// The address, or a redirect behind it, leads into somebody's own network; no listener gets there.
    HTTP_PRIVATE_REDIRECT = "http-private-redirect": Error, [], None;
        summary "an address that leads into a private network";
        bad "https://show.fm/1.mp3 → http://192.168.0.10/1.mp3";
        good "https://show.fm/1.mp3 → https://cdn.show.fm/1.mp3";
        source "our own judgement";
}

/// More redirects than this are too many.
const MOST_REDIRECTS: usize = 5;

/// What was seen of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The redirects: from where, with which status, to where.
    pub hops: Vec<(String, u16, String)>,
    /// The status of the answer to HEAD, where it was asked.
    pub head: Option<u16>,
    /// The status of the answer to GET, whole or in part, where it was asked.
    pub get: Option<u16>,
    /// Whether a range was asked for and answered as one.
    pub range: Option<bool>,
    /// The media type of the answer.
    pub media_type: Option<String>,
    /// The bytes that the host says there are.
    pub length: Option<u64>,
    /// Whether a foreign page may read it, where that was asked.
    pub cors: Option<bool>,
    /// The host that answered runs a service that can't do ranges.
    pub served_by: Option<String>,
    /// Why there is no answer.
    pub failure: Option<Failure>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address itself is one of a private network; it was not asked.
    Named,
    /// A redirect, or the name's meaning, leads into a private network; it was not asked.
    Private(String),
    /// No safe connection.
    Tls(String),
    /// Redirects in a circle, or without end.
    Redirects(String),
    /// Anything else: no such host, no answer in time.
    Other(String),
}

impl Observed {
    /// Whether the file can be had.
    pub fn is_there(&self) -> bool {
        let fine = |status: u16| (200..300).contains(&status);
        self.failure.is_none() && self.get.or(self.head).is_some_and(fine)
    }
}

/// Judges what was seen of an address that a feed holds.
pub fn judge(pointer: &Pointer, seen: &Observed) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let tell = |rule: &'static Rule, message: String| pointer.about(Diagnostic::new(rule, &pointer.place, message));
    let what = match pointer.target {
        Target::Enclosure => "the recording",
        Target::Transcript => "the transcript",
        Target::Chapters => "the chapters",
        Target::Artwork(_) => "the picture",
    };
    match &seen.failure {
        // That the feed itself names such an address is another rule's.
        Some(Failure::Named) => return findings,
        Some(Failure::Private(why)) => return vec![tell(&HTTP_PRIVATE_REDIRECT, format!("{what}: {why}"))],
        Some(Failure::Tls(why)) => return vec![tell(&HTTP_TLS, format!("{what}: {why}"))],
        Some(Failure::Redirects(why)) => {
            return vec![tell(&HTTP_REDIRECTS, format!("{what}: {why}")).severity(Severity::Error)];
        }
        Some(Failure::Other(why)) => return vec![tell(&HTTP_STATUS, format!("{what}: {why}"))],
        None => {}
    }
    redirects(seen, what, &tell, &mut findings);
    if !seen.is_there() {
        let status = seen.get.or(seen.head).unwrap_or_default();
        let words = match status {
            401 => "asks for a login (401)".to_string(),
            403 => "is refused (403)".to_string(),
            404 | 410 => format!("is not there ({status})"),
            500.. => format!("is behind an error of its host ({status})"),
            _ => format!("is answered with status {status}"),
        };
        findings.push(tell(&HTTP_STATUS, format!("{what} {words}")));
        return findings;
    }
    let asked_for_head = matches!(pointer.target, Target::Enclosure | Target::Artwork(_));
    if asked_for_head && seen.head.is_some_and(|status| status >= 400) {
        let status = seen.head.unwrap_or_default();
        findings.push(tell(&HTTP_HEAD_REFUSED, format!("the host of {what} refuses HEAD ({status}) and answers GET")));
    }
    if seen.range == Some(false) && pointer.target == Target::Enclosure {
        let finding = tell(&HTTP_RANGE_REFUSED, "the host sends the whole recording where a part was asked for".into());
        findings.push(match &seen.served_by {
            Some(host) => finding.help(format!("{host} can't do ranges for this file; keep recordings elsewhere")),
            None => finding.help("turn on range requests, or keep recordings at a host that has them"),
        });
    }
    if let Some(sent) = &seen.media_type {
        findings.extend(content_type(pointer, sent, what, &tell));
    }
    if seen.cors == Some(false) {
        let message = format!("web players of other sites may not read {what}");
        findings.push(tell(&HTTP_CORS_MISSING, message).help("send `Access-Control-Allow-Origin: *`"));
    }
    findings.extend(length(pointer, seen));
    findings
}

fn redirects(
    seen: &Observed,
    what: &str,
    tell: &dyn Fn(&'static Rule, String) -> Diagnostic,
    findings: &mut Vec<Diagnostic>,
) {
    let way = || {
        let mut steps: Vec<&str> = seen.hops.iter().map(|(from, ..)| from.as_str()).collect();
        steps.extend(seen.hops.last().map(|(.., to)| to.as_str()));
        steps.join(" → ")
    };
    if seen.hops.iter().any(|(from, _, to)| from.starts_with("https:") && to.starts_with("http:")) {
        let message = format!("a redirect of {what} leads from https to http");
        findings.push(tell(&HTTP_REDIRECTS, message).severity(Severity::Error).found(way()));
    } else if seen.hops.len() > MOST_REDIRECTS {
        let message = format!("{what} is behind {} redirects", seen.hops.len());
        findings.push(tell(&HTTP_REDIRECTS, message).found(way()).expected(format!("at most {MOST_REDIRECTS}")));
    }
}

/// The type without parameters, in lower case.
fn essence(text: &str) -> String {
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn content_type(
    pointer: &Pointer,
    sent: &str,
    what: &str,
    tell: &dyn Fn(&'static Rule, String) -> Diagnostic,
) -> Option<Diagnostic> {
    let sent = essence(sent);
    let said = pointer.media_type.as_deref().map(essence);
    let path = pointer.url.split(['?', '#']).next().unwrap_or_default();
    let row = media_type_of(path);
    let same = |text: &str| row.is_some_and(|row| row.name == text || row.also.contains(&text));
    let fits = said.as_deref() == Some(sent.as_str()) || (same(&sent) && said.as_deref().is_none_or(same));
    let page = sent == "text/html" && said.as_deref() != Some("text/html");
    let kind = |text: &str| text.split('/').next().unwrap_or_default().to_string();
    let message = || format!("the host sends {what} as {sent}");
    if page {
        let finding = tell(&HTTP_CONTENT_TYPE, message()).severity(Severity::Error);
        return Some(finding.help("a web page is sent in place of the file"));
    }
    let expected = match pointer.target {
        // GitHub Pages and others can send JSON only as JSON.
        Target::Chapters => {
            let fine = ["application/json+chapters", "application/json"].contains(&sent.as_str());
            return (!fine).then(|| tell(&HTTP_CONTENT_TYPE, message()).expected("application/json+chapters"));
        }
        Target::Transcript => said.clone().or_else(|| row.map(|row| row.name.to_string()))?,
        // `audio/mp4` or `audio/x-m4a` is a matter of spelling; pictures and sound are not.
        Target::Enclosure | Target::Artwork(_) => {
            let said = said.clone().or_else(|| row.map(|row| row.name.to_string()))?;
            if fits || kind(&said) == kind(&sent) {
                return None;
            }
            said
        }
    };
    (!fits && expected != sent).then(|| tell(&HTTP_CONTENT_TYPE, message()).found(&sent).expected(expected))
}

/// Advertising that the host inserts makes a file a little longer.
const INSERTED: u64 = 10;

fn length(pointer: &Pointer, seen: &Observed) -> Option<Diagnostic> {
    let (said, place) = pointer.length.as_ref().filter(|(said, _)| *said > 0)?;
    let real = seen.length.filter(|real| real != said)?;
    let off = said.abs_diff(real);
    // Behind a redirect stands a host that may insert.
    if !seen.hops.is_empty() && off * 100 <= real * INSERTED {
        return None;
    }
    let message = format!("`length` says {said} bytes, and the host sends {real}");
    let finding = Diagnostic::new(&HTTP_LENGTH_DIFFERS, place, message).found(said.to_string());
    let right = real.to_string();
    Some(pointer.about(finding.expected(&right).fix(true, "write the real length", place, right)))
}
