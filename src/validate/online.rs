//! What a feed points at, where it is served: asks the hosts, politely, and gives what they say to be judged.
//!
//! Recordings are asked for their head and for two bytes, so that statistics count no download; pictures, transcripts and chapters
//! are read. Each address is asked once.

use std::collections::HashMap;
use std::io::Cursor;

use super::tree::{Seen, judge_chapters, judge_transcript};
use crate::diagnostic::{Diagnostic, Severity};
use crate::judge::{Failure, Feed, Observed, Pointer, Target, hosting, pointers};
use crate::media::{judge_artwork, read_image};
use crate::net::{Answer, Cause, Client, Limits, Method, NetError};

/// A page of another site, as browsers name it to the host.
const ORIGIN: (&str, &str) = ("origin", "https://player.example");

/// What was seen of an address, and its bytes where they were read.
struct Asked {
    seen: Observed,
    body: Option<Vec<u8>>,
}

/// Asks for everything that a feed points at.
pub(super) fn judge(feed: &Feed<'_>, client: &Client) -> (Vec<Diagnostic>, Seen) {
    let all = pointers(feed);
    let mut addresses: Vec<(&str, Target)> = all.iter().map(|pointer| (pointer.url.as_str(), pointer.target)).collect();
    addresses.sort_unstable_by_key(|(url, _)| *url);
    addresses.dedup_by_key(|(url, _)| *url);
    let answers = client.each(&addresses, |(url, target)| ask(client, url, *target));
    let asked: HashMap<&str, Asked> = addresses.iter().map(|(url, _)| *url).zip(answers).collect();

    let mut findings = Vec::new();
    let mut seen = Seen::default();
    for pointer in &all {
        let Some(answer) = asked.get(pointer.url.as_str()) else { continue };
        let told = hosting::judge(pointer, &answer.seen);
        // Of a page in place of the file everything has been said.
        let page = told.iter().any(|finding| finding.severity == Severity::Error);
        findings.extend(told);
        match pointer.target {
            Target::Enclosure => seen.enclosures += 1,
            Target::Transcript => seen.transcripts += 1,
            Target::Chapters => seen.chapters += 1,
            Target::Artwork(_) => seen.artwork += 1,
        }
        if let Some(body) = answer.body.as_ref().filter(|_| !page) {
            findings.extend(content(pointer, body).into_iter().map(|finding| pointer.about(finding)));
        }
    }
    (findings, seen)
}

fn ask(client: &Client, url: &str, target: Target) -> Asked {
    let limits = Limits::default();
    let head = match target {
        Target::Enclosure | Target::Artwork(_) => match client.head(url, &limits) {
            Ok(answer) => Some(answer),
            Err(error) => return Asked { seen: failed(&error), body: None },
        },
        Target::Transcript | Target::Chapters => None,
    };
    let get = match target {
        Target::Enclosure => client.range(url, 0, 1, &Limits { bytes: 2, ..limits }),
        Target::Artwork(_) => client.get(url, &limits),
        Target::Transcript | Target::Chapters => client.ask(Method::Get, url, &[ORIGIN], &limits),
    };
    let get = match get {
        Ok(answer) => answer,
        Err(error) => return Asked { seen: failed(&error), body: None },
    };
    let foreign = matches!(target, Target::Transcript | Target::Chapters);
    let mut seen = Observed {
        hops: hops(&get.hops),
        head: head.as_ref().map(|answer| answer.status),
        get: Some(get.status),
        media_type: get.headers.get("content-type").map(str::to_string),
        cors: foreign.then(|| get.headers.get("access-control-allow-origin").is_some()),
        length: length(head.as_ref(), &get, target),
        ..Observed::default()
    };
    if target == Target::Enclosure && get.is_success() {
        let fits = get.headers.get("content-range").is_some_and(|range| range.trim_start().starts_with("bytes 0-1/"));
        seen.range = Some(get.status == 206 && fits);
        let server = get.headers.get("server").unwrap_or_default();
        seen.served_by = server.eq_ignore_ascii_case("cloudflare").then(|| "Cloudflare Pages".to_string());
    }
    let whole = get.complete && target != Target::Enclosure;
    Asked { seen, body: whole.then_some(get.body) }
}

/// The bytes of the file: from the answer to HEAD, else behind the slash of a range.
fn length(head: Option<&Answer>, get: &Answer, target: Target) -> Option<u64> {
    if target != Target::Enclosure {
        return None;
    }
    let of_head = head.filter(|answer| answer.is_success()).and_then(|answer| answer.headers.get("content-length"));
    let of_range = get.headers.get("content-range").and_then(|range| range.rsplit('/').next());
    of_head.or(of_range)?.trim().parse().ok()
}

fn hops(hops: &[crate::net::Hop]) -> Vec<(String, u16, String)> {
    hops.iter().map(|hop| (hop.from.clone(), hop.status, hop.to.clone())).collect()
}

fn failed(error: &NetError) -> Observed {
    let why = error.cause.to_string();
    let failure = match error.cause {
        Cause::Private { address: None, .. } if error.hops.is_empty() => Failure::Named,
        Cause::Private { .. } => Failure::Private(why),
        Cause::Tls(_) => Failure::Tls(why),
        Cause::TooManyRedirects(_) | Cause::RedirectLoop => Failure::Redirects(why),
        _ => Failure::Other(why),
    };
    Observed { hops: hops(&error.hops), failure: Some(failure), ..Observed::default() }
}

/// Judges what was read.
fn content(pointer: &Pointer, bytes: &[u8]) -> Vec<Diagnostic> {
    let duration = pointer.duration.as_ref().map(|(duration, _)| *duration);
    let name = pointer.url.as_str();
    match pointer.target {
        Target::Transcript => judge_transcript(name, bytes, duration, pointer.language.as_deref()),
        Target::Chapters => judge_chapters(name, bytes, duration),
        Target::Artwork(role) => judge_artwork(name, role, read_image(Cursor::new(bytes)).as_ref()),
        Target::Enclosure => Vec::new(),
    }
}
