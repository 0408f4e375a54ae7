//! `<podcast:socialInteract>`: where listeners talk about it.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/social-interact>. The attributes of early
//! drafts are told from the right ones, and not read.

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, UrlUse, optional};
use crate::element::written::Written;
use crate::keys::Link;
use crate::source::{Place, Spanned};
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:socialInteract", &["channel", "item"], Kind::Text).many().with(&[
        optional("protocol", Kind::Own),
        optional("uri", Kind::Url(UrlUse::Any)),
        optional("accountId", Kind::Text),
        optional("accountUrl", Kind::Url(UrlUse::Secure)),
        optional("priority", Kind::Integer(0)),
        optional("platform", Kind::Own),
        optional("podcastAccountId", Kind::Own),
        optional("podcastAccountUrl", Kind::Own),
        optional("pubDate", Kind::Own),
    ])];

crate::keys! {
    /// A post under which listeners talk about it.
    pub struct SocialInteract {
        /// `activitypub`, `atproto`, `nostr` …; `disabled` alone: no public comments.
        protocol: Spanned<String> = "protocol = \"activitypub\"";
        /// The post.
        uri: Option<Spanned<String>> = "uri = \"https://social.example/@needle/1\"";
        /// The account that wrote it.
        account_id: Option<Spanned<String>> = "account_id = \"@needle@social.example\"";
        /// The public page of that account.
        account_url: Option<Spanned<Link>> = "account_url = \"https://social.example/@needle\"";
        /// Which comes first where there are several; the lowest does.
        priority: Option<Spanned<u32>> = "priority = 1";
    }
}

crate::rules! {
    /// Apps show comments of the protocols they know; without the address of a post there are none to show.
    PODCAST_SOCIAL_INTERACT_INVALID = "podcast-social-interact-invalid": Warning, [Podcasting2], None;
        summary "a comment thread of an unknown protocol, without address, or switched off and on at once";
        bad "social_interact = { protocol = \"mastodon\", uri = \"https://social.example/@needle/1\" }";
        good "social_interact = { protocol = \"activitypub\", uri = \"https://social.example/@needle/1\" }";
        source "Podcast namespace, <podcast:socialInteract>";
}

const PROTOCOLS: &[&str] = &["disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr"];
const DISABLED: &str = "disabled";

impl SocialInteract {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:socialInteract")
            .attr("protocol", &self.protocol.value)
            .attr_if("uri", self.uri.as_ref().map(|uri| uri.value.as_str()))
            .attr_if("accountId", self.account_id.as_ref().map(|id| id.value.as_str()))
            .attr_if("accountUrl", self.account_url.as_ref().map(|url| url.0.as_str()))
            .attr_if("priority", self.priority.as_ref().map(|priority| priority.value))
    }

    /// All threads of a show or an episode, each by itself and against the others.
    pub fn check_all(threads: &[SocialInteract]) -> Vec<Diagnostic> {
        judge(threads.iter().map(|thread| Thread {
            place: thread.protocol.place.clone(),
            protocol: Some(&thread.protocol),
            uri: thread.uri.as_ref().map(|uri| uri as &dyn Written),
            has_priority: thread.priority.is_some(),
        }))
    }
}

/// What is judged of a thread, wherever it is written.
struct Thread<'a> {
    place: Place,
    protocol: Option<&'a dyn Written>,
    uri: Option<&'a dyn Written>,
    has_priority: bool,
}

/// Judges all threads of a channel or an item of a feed.
pub fn judge_threads<'d>(threads: impl Iterator<Item = Node<'d>>) -> Vec<Diagnostic> {
    let (drafts, threads): (Vec<_>, Vec<_>) = threads.partition(|node| is_of_a_draft(*node));
    let mut findings: Vec<Diagnostic> = drafts.into_iter().map(draft).collect();
    let threads: Vec<_> =
        threads.iter().map(|node| (*node, Value::filled(*node, "protocol"), Value::filled(*node, "uri"))).collect();
    findings.extend(judge(threads.iter().map(|(node, protocol, uri)| Thread {
        place: node.place(),
        protocol: protocol.as_ref().map(|protocol| protocol as &dyn Written),
        uri: uri.as_ref().map(|uri| uri as &dyn Written),
        has_priority: Value::filled(*node, "priority").is_some(),
    })));
    findings
}

/// Whether a thread has the attributes of an early draft, and none that are read today.
fn is_of_a_draft(node: Node<'_>) -> bool {
    let has = |name: &&str| node.attribute(name).is_some();
    ["platform", "podcastAccountId", "podcastAccountUrl"].iter().any(has) && !["protocol", "uri"].iter().any(has)
}

fn draft(node: Node<'_>) -> Diagnostic {
    let message = "this thread is written as in an early draft, which apps no longer read";
    Diagnostic::new(&PODCAST_SOCIAL_INTERACT_INVALID, node.place(), message)
        .expected("`protocol`, `uri`, `accountId` and `accountUrl`")
}

fn judge<'a>(threads: impl Iterator<Item = Thread<'a>>) -> Vec<Diagnostic> {
    let threads: Vec<Thread<'_>> = threads.collect();
    let mut findings: Vec<Diagnostic> = threads.iter().flat_map(judge_one).collect();
    if threads.len() < 2 {
        return findings;
    }
    for thread in &threads {
        let message = if thread.is_disabled() {
            "comments are disabled here, and there are other threads"
        } else if !thread.has_priority {
            "of several threads each needs a `priority`"
        } else {
            continue;
        };
        findings.push(thread.finding(message));
    }
    findings
}

fn judge_one(thread: &Thread<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    match thread.protocol {
        Some(protocol) if !PROTOCOLS.contains(&protocol.text()) => {
            let message = format!("apps know no protocol \"{}\"", protocol.text());
            let unknown = protocol.finding(&PODCAST_SOCIAL_INTERACT_INVALID, message);
            findings.push(protocol.offering(unknown, PROTOCOLS));
        }
        Some(_) => {}
        None => {
            let missing = thread.finding("a thread needs a protocol").severity(Severity::Error);
            findings.push(missing.expected(PROTOCOLS.join(", ")));
        }
    }
    match (thread.uri, thread.is_disabled()) {
        (None, false) => {
            let missing = thread.finding("a thread needs the address of its first post").severity(Severity::Error);
            findings.push(missing.help("add `uri`"));
        }
        (Some(uri), true) => {
            let mut both = thread.finding("comments are disabled, and a thread is named");
            both.at = uri.place().into();
            findings.push(both);
        }
        _ => {}
    }
    findings
}

impl Thread<'_> {
    fn is_disabled(&self) -> bool {
        self.protocol.is_some_and(|protocol| protocol.text() == DISABLED)
    }

    fn finding(&self, message: &str) -> Diagnostic {
        Diagnostic::new(&PODCAST_SOCIAL_INTERACT_INVALID, &self.place, message)
    }
}
