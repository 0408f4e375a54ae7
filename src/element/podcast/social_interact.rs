//! `<podcast:socialInteract>`: where listeners talk about it.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/social-interact>. The attributes of early drafts are not read.

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, UrlUse, optional};
use crate::keys::Link;
use crate::scalar::nearest;
use crate::source::Spanned;
use crate::xml::Element;

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

    /// One thread by itself.
    pub fn check(&self) -> Vec<Diagnostic> {
        let protocol = self.protocol.value.as_str();
        let mut findings = Vec::new();
        let finding =
            |message: String| Diagnostic::new(&PODCAST_SOCIAL_INTERACT_INVALID, &self.protocol.place, message);
        if !PROTOCOLS.contains(&protocol) {
            let unknown = finding(format!("apps know no protocol \"{protocol}\"")).found(protocol);
            findings.push(match nearest(protocol, PROTOCOLS.iter().copied()) {
                Some(near) => unknown.expected(near),
                None => unknown.expected(PROTOCOLS.join(", ")),
            });
        }
        match (&self.uri, protocol == DISABLED) {
            (None, false) => {
                let missing = finding("a thread needs the address of its first post".into());
                findings.push(missing.severity(Severity::Error).help("add `uri`"));
            }
            (Some(uri), true) => {
                let mut both = finding("comments are disabled, and a thread is named".into());
                both.at = (&uri.place).into();
                findings.push(both);
            }
            _ => {}
        }
        findings
    }

    /// All threads of a show or an episode, each by itself and against the others.
    pub fn check_all(threads: &[SocialInteract]) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = threads.iter().flat_map(SocialInteract::check).collect();
        if threads.len() < 2 {
            return findings;
        }
        for thread in threads {
            let message = if thread.protocol.value == DISABLED {
                "comments are disabled here, and there are other threads"
            } else if thread.priority.is_none() {
                "of several threads each needs a `priority`"
            } else {
                continue;
            };
            findings.push(Diagnostic::new(&PODCAST_SOCIAL_INTERACT_INVALID, &thread.protocol.place, message));
        }
        findings
    }
}
