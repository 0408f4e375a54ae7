//! Links of Atom in a channel: where the feed lives, and what else it names.
//!
//! RFC 4287, 4.2.7; IANA's link relations. Their addresses are judged as values.

use super::Around;
use super::address::same_address;
use super::edit::{insertion, start_of};
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::element::namespace_by_prefix;
use crate::scalar::nearest;
use crate::xml::read::Node;
use crate::xml::read::Value;

crate::rules! {
    /// Apps that got the feed by a file or a redirect learn from it where it really lives.
    ATOM_SELF_LINK_MISSING = "atom-self-link-missing": Advice, [Rss, Psp1], Safe;
        summary "the feed does not say where it lives";
        bad "<channel> without <atom:link rel=\"self\">";
        good "<atom:link href=\"https://show.fm/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>";
        source "PSP-1, <atom:link>; RSS best practices profile";
        levels Psp1 = Error;
    /// Apps that follow it subscribe to another feed than this one.
    ATOM_SELF_LINK_DIFFERS = "atom-self-link-differs": Warning, [Rss, Psp1], Unsafe;
        summary "the feed says that it lives elsewhere";
        bad "href=\"https://old.show.fm/feed.xml\" in the feed at https://show.fm/feed.xml";
        good "href=\"https://show.fm/feed.xml\"";
        source "W3C feed validator, SelfDoesntMatchLocation";
    /// A link that readers cannot sort in is one that they leave out.
    ATOM_LINK_INVALID = "atom-link-invalid": Warning, [Rss], Safe;
        summary "a link of Atom that readers cannot sort in";
        bad "<atom:link href=\"https://show.fm/feed.xml\" rel=\"self\" type=\"text/html\"/>";
        good "<atom:link href=\"https://show.fm/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>";
        source "RFC 4287, 4.2.7";
}

const RSS_TYPE: &str = "application/rss+xml";

/// Judges the links of Atom in the channel.
pub(super) fn judge(feed: &Feed<'_>, channel: &Part<'_>, around: &Around, findings: &mut Findings) {
    let mut own: Option<Node<'_>> = None;
    for node in channel.all("atom:link") {
        let Some(attribute) = node.attribute("rel") else { continue };
        let rel = Value::of_attribute(node, attribute);
        if rel.trimmed() != "self" {
            relation(&rel, findings);
            continue;
        }
        if let Some(first) = own {
            let finding = Diagnostic::new(&ATOM_LINK_INVALID, node.place(), "a second link of the feed to itself");
            findings.push(finding.related(first.place(), "the first is here"));
            continue;
        }
        own = Some(node);
        if let Some(attribute) = node.attribute("type") {
            let value = Value::of_attribute(node, attribute);
            let essence = value.text.split(';').next().unwrap_or_default().trim();
            if !essence.eq_ignore_ascii_case(RSS_TYPE) {
                let message = format!("the feed is RSS and calls itself `{}`", value.trimmed());
                let finding = Diagnostic::new(&ATOM_LINK_INVALID, value.place(), message).found(value.trimmed());
                findings.push(finding.expected(RSS_TYPE).fix(
                    true,
                    format!("write {RSS_TYPE}"),
                    &attribute.value_place(),
                    RSS_TYPE,
                ));
            }
        }
        let (Some(href), Some(url)) = (node.attribute("href"), &around.url) else { continue };
        let value = Value::of_attribute(node, href);
        if !value.is_blank() && !same_address(value.trimmed(), url) {
            let message = "the feed was found elsewhere than where it says it lives";
            let finding = Diagnostic::new(&ATOM_SELF_LINK_DIFFERS, value.place(), message);
            let finding = finding.found(value.trimmed()).expected(url);
            findings.push(finding.fix(false, "write where it was found", &value.place(), value.escaped(url)));
        }
    }
    if own.is_none() {
        let message = "the channel has no link to the feed itself";
        let finding = Diagnostic::new(&ATOM_SELF_LINK_MISSING, channel.node.place(), message)
            .expected("<atom:link href=\"ADDRESS OF THE FEED\" rel=\"self\" type=\"application/rss+xml\"/>");
        let element = around.url.as_ref().and_then(|url| {
            let uri = namespace_by_prefix("atom")?.uri;
            let start = start_of(feed, "atom", uri, "link");
            Some(format!("{start} href=\"{}\" rel=\"self\" type=\"{RSS_TYPE}\"/>", quick_xml::escape::escape(url)))
        });
        findings.push(match element.and_then(|element| insertion(channel.node, &element)) {
            Some((place, text)) => finding.fix(true, "add it", &place, text),
            None => finding,
        });
    }
}

/// A kind of link is registered at IANA, or an address.
fn relation(rel: &Value<'_>, findings: &mut Findings) {
    let text = rel.trimmed();
    let known = RELATIONS.iter().any(|known| known.eq_ignore_ascii_case(text));
    if text.is_empty() || known || text.contains(':') {
        return;
    }
    let finding = Diagnostic::new(&ATOM_LINK_INVALID, rel.place(), format!("there is no kind of link called `{text}`"))
        .found(text);
    findings.push(match nearest(text, RELATIONS.iter().copied()) {
        Some(near) => finding.expected(near),
        None => finding.help("links are of a kind that IANA lists, or of one that is an address"),
    });
}

/// IANA's link relations, and what podcasts had before (`prev` of paged feeds is among IANA's).
#[rustfmt::skip]
const RELATIONS: &[&str] = &[
    "about", "acl", "alternate", "amphtml", "api-catalog", "appendix", "apple-touch-icon", "apple-touch-startup-image",
    "archives", "author", "blocked-by", "bookmark", "c2pa-manifest", "canonical", "chapter", "cite-as", "collection",
    "compression-dictionary", "contents", "convertedfrom", "copyright", "create-form", "current", "deprecation",
    "describedby", "describes", "disclosure", "dns-prefetch", "duplicate", "edit", "edit-form", "edit-media", "enclosure",
    "external", "first", "geofeed", "glossary", "help", "hosts", "hub", "ice-server", "icon", "index", "intervalafter",
    "intervalbefore", "intervalcontains", "intervaldisjoint", "intervalduring", "intervalequals", "intervalfinishedby",
    "intervalfinishes", "intervalin", "intervalmeets", "intervalmetby", "intervaloverlappedby", "intervaloverlaps",
    "intervalstartedby", "intervalstarts", "item", "last", "latest-version", "license", "linkset", "lrdd", "manifest",
    "mask-icon", "me", "media-feed", "memento", "micropub", "modulepreload", "monitor", "monitor-group", "next",
    "next-archive", "nofollow", "noopener", "noreferrer", "opener", "openid2.local_id", "openid2.provider", "original",
    "p3pv1", "payment", "pingback", "preconnect", "predecessor-version", "prefetch", "preload", "prerender", "prev",
    "prev-archive", "preview", "previous", "privacy-policy", "profile", "publication", "rdap-active", "rdap-bottom",
    "rdap-down", "rdap-top", "rdap-up", "related", "replies", "restconf", "ruleinput", "search", "section", "self",
    "service", "service-desc", "service-doc", "service-meta", "sip-trunking-capability", "sponsored", "start", "status",
    "stylesheet", "subsection", "successor-version", "sunset", "tag", "term", "terms-of-service", "timegate", "timemap",
    "type", "ugc", "up", "version-history", "via", "webmention", "working-copy", "working-copy-of",
];
