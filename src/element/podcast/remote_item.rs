//! `<podcast:remoteItem>`, and `<podcast:podroll>` and `<podcast:publisher>` that hold it: pointers at other feeds.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/remote-item>, `…/podroll`, `…/publisher`.

use super::guid::{A_UUID, is_uuid};
use super::medium::{MEDIA, Medium};
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, UrlUse, optional, required};
use crate::element::written::Written;
use crate::keys::Link;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[
    Spec::empty("podcast:remoteItem", &["channel", "podcast:podroll", "podcast:valueTimeSplit", "podcast:publisher"])
        .many()
        .with(&[
            required("feedGuid", Kind::Own),
            optional("feedUrl", Kind::Url(UrlUse::Secure)),
            optional("itemGuid", Kind::Text),
            optional("medium", Kind::Own),
            optional("title", Kind::Line(255)),
        ])
        .judged_by(judge_node),
    Spec::container("podcast:podroll", &["channel"]).needs(&["podcast:remoteItem"]),
    Spec::container("podcast:publisher", &["channel"]).needs(&["podcast:remoteItem"]),
];

crate::keys! {
    /// Another feed, or an item of it.
    pub struct RemoteItem {
        /// The podcast:guid of the feed.
        feed_guid: Spanned<String> = "feed_guid = \"9b024349-ccf0-5f69-a609-6b82873eab3c\"";
        /// Its address, for apps that do not find it by its guid.
        feed_url: Option<Spanned<Link>> = "feed_url = \"https://podnews.net/rss\"";
        /// The guid of an item there.
        item_guid: Option<Spanned<String>> = "item_guid = \"fado-1\"";
        /// What the feed holds, where that is not a podcast.
        medium: Option<Spanned<Medium>> = "medium = \"music\"";
        /// What to call it.
        title: Option<Spanned<String>> = "title = \"Podnews\"";
    }
}

crate::rules! {
    /// Apps ask the index for the feed of this identity; without it they find nothing.
    PODCAST_REMOTE_ITEM_INVALID = "podcast-remote-item-invalid": Error, [Podcasting2], None;
        summary "a pointer at another feed that cannot be followed";
        bad "podroll = [{ feed_guid = \"podnews\" }]";
        good "podroll = [{ feed_guid = \"9b024349-ccf0-5f69-a609-6b82873eab3c\" }]";
        source "Podcast namespace, <podcast:remoteItem>, <podcast:publisher>";
}

/// The podroll of a show; `None` for one that names nothing.
pub fn podroll_element(feeds: &[RemoteItem]) -> Option<Element> {
    (!feeds.is_empty()).then(|| Element::new("podcast:podroll").children(feeds.iter().map(RemoteItem::element)))
}

/// The publisher of a show: its feed, whose medium is filled in.
pub fn publisher_element(feed: &RemoteItem) -> Element {
    Element::new("podcast:publisher").child(feed.element_of(Some(Medium::PUBLISHER)))
}

/// What can be wrong with the entries of a podroll.
pub fn check_podroll(feeds: &[RemoteItem]) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = feeds.iter().flat_map(RemoteItem::check).collect();
    for item in feeds.iter().filter_map(|feed| feed.item_guid.as_ref()) {
        let finding = Diagnostic::new(&PODCAST_REMOTE_ITEM_INVALID, &item.place, SHOWS_ONLY);
        findings.push(finding.severity(Severity::Advice).help("leave `item_guid` out"));
    }
    findings
}

/// What can be wrong with a publisher.
pub fn check_publisher(feed: &RemoteItem) -> Vec<Diagnostic> {
    let mut findings = feed.check();
    if let Some(medium) = feed.medium.as_ref().filter(|medium| medium.value != Medium::PUBLISHER) {
        let finding = Diagnostic::new(&PODCAST_REMOTE_ITEM_INVALID, &medium.place, PUBLISHERS_MEDIUM);
        findings.push(finding.found(medium.word()).help("leave `medium` out: it is filled in"));
    }
    findings
}

impl RemoteItem {
    /// The element.
    pub fn element(&self) -> Element {
        self.element_of(self.medium.as_ref().map(|medium| medium.value).filter(|medium| *medium != Medium::PODCAST))
    }

    fn element_of(&self, medium: Option<Medium>) -> Element {
        Element::new("podcast:remoteItem")
            .attr("feedGuid", self.feed_guid.trim())
            .attr_if("feedUrl", self.feed_url.as_ref().map(|url| url.0.as_str()))
            .attr_if("itemGuid", self.item_guid.as_ref().map(|guid| guid.value.as_str()))
            .attr_if("medium", medium.map(Medium::word))
            .attr_if("title", self.title.as_ref().map(|title| title.value.as_str()))
    }

    /// The guid.
    pub fn check(&self) -> Vec<Diagnostic> {
        judge_guid(&self.feed_guid).into_iter().collect()
    }
}

fn judge_guid(guid: &dyn Written) -> Option<Diagnostic> {
    let finding = || guid.finding(&PODCAST_REMOTE_ITEM_INVALID, "this is not a podcast:guid").expected(A_UUID);
    (!is_uuid(guid.text())).then(finding)
}

fn judge_node(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings: Vec<_> = Value::filled(node, "feedGuid").and_then(|guid| judge_guid(&guid)).into_iter().collect();
    if let Some(value) = Value::named(node, "medium").filter(|value| Medium::of(value.trimmed()).is_none()) {
        let written: &dyn Written = &value;
        let message = format!("there is no medium \"{}\"", written.text());
        let finding = written.finding(&PODCAST_REMOTE_ITEM_INVALID, message).severity(Severity::Warning);
        findings.push(written.offering(finding, MEDIA));
    }
    findings
}

/// Judges the podroll of a feed that has that guid.
pub fn judge_podroll<'d>(entries: impl Iterator<Item = Node<'d>>, own: Option<&str>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for entry in entries {
        if let Some(item) = Value::named(entry, "itemGuid") {
            let finding = (&item as &dyn Written).finding(&PODCAST_REMOTE_ITEM_INVALID, SHOWS_ONLY);
            findings.push(finding.severity(Severity::Advice).help("leave `itemGuid` out"));
        }
        let guid = Value::named(entry, "feedGuid");
        if let Some(guid) = guid.filter(|guid| own.is_some_and(|own| own.eq_ignore_ascii_case(guid.trimmed()))) {
            let message = "this podroll recommends the show it stands in";
            let finding = (&guid as &dyn Written).finding(&PODCAST_REMOTE_ITEM_INVALID, message);
            findings.push(finding.severity(Severity::Advice));
        }
    }
    findings
}

/// Judges the publisher of a feed by what it points at.
pub fn judge_publisher<'d>(publisher: Node<'d>, feeds: impl Iterator<Item = Node<'d>>) -> Vec<Diagnostic> {
    let feeds: Vec<Node<'_>> = feeds.collect();
    let mut findings = Vec::new();
    if feeds.len() > 1 {
        let message = format!("a publisher is one feed, and {} are named", feeds.len());
        findings.push(Diagnostic::new(&PODCAST_REMOTE_ITEM_INVALID, publisher.place(), message));
    }
    for feed in feeds {
        let medium = Value::filled(feed, "medium");
        if medium.as_ref().is_some_and(|medium| Medium::of(medium.trimmed()) == Some(Medium::PUBLISHER)) {
            continue;
        }
        let finding = match &medium {
            Some(medium) => (medium as &dyn Written).finding(&PODCAST_REMOTE_ITEM_INVALID, PUBLISHERS_MEDIUM),
            None => Diagnostic::new(&PODCAST_REMOTE_ITEM_INVALID, feed.place(), PUBLISHERS_MEDIUM),
        };
        findings.push(finding.expected("`medium=\"publisher\"`"));
    }
    findings
}

const SHOWS_ONLY: &str = "a podroll recommends shows, not episodes";
const PUBLISHERS_MEDIUM: &str = "the feed of a publisher has the medium \"publisher\"";
