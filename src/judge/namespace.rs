//! Namespaces: Namespaces in XML 1.0, and the URIs that podcast apps know.

use super::edit::attribute_gap;
use super::feed::Feed;
use super::findings::Findings;
use super::structure::HTML_HOLDERS;
use crate::diagnostic::Profile::{Apple, Psp1};
use crate::diagnostic::Severity::{Error, Warning};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::element::namespace_by_prefix;
use crate::source::Place;
use crate::xml::read::{Declaration, NO_NAMESPACE, Namespace};

crate::rules! {
    /// A parser that knows namespaces stops at such an element, the others do not know what it means.
    NAMESPACE_UNDECLARED = "namespace-undeclared": Error, [], Safe;
        summary "a prefix that nothing declares";
        bad "<rss version=\"2.0\"><channel><itunes:author>Ines</itunes:author>…";
        good "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">…";
        source "Namespaces in XML 1.0, 5";
    /// Namespaces are compared letter by letter: under another URI an app finds no artwork, no category, no transcript.
    NAMESPACE_URI_WRONG = "namespace-uri-wrong": Error, [], Safe;
        summary "a namespace whose URI is misspelt";
        bad "xmlns:itunes=\"https://www.itunes.com/dtds/podcast-1.0.dtd\"";
        good "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"";
        source "Apple, A Podcaster's Guide to RSS; Namespaces in XML 1.0, 2.3";
    /// The two URIs mean the same by the namespace's own words, but many apps know only one of them.
    NAMESPACE_URI_OUTDATED = "namespace-uri-outdated": Advice, [], None;
        summary "the podcast namespace by its old address";
        bad "xmlns:podcast=\"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md\"";
        good "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"";
        source "Podcast namespace 1.0";
    /// Some apps look for `itunes:` and `podcast:` as they stand and never at what the prefix is declared to mean.
    NAMESPACE_PREFIX_UNUSUAL = "namespace-prefix-unusual": Warning, [], Safe;
        summary "a known namespace under another prefix than everybody's";
        bad "xmlns:it=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"";
        good "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"";
        source "Podcast apps, as read in their code";
    /// Readers that go by the prefix take these elements for something they are not.
    NAMESPACE_PREFIX_MISUSED = "namespace-prefix-misused": Warning, [], None;
        summary "a customary prefix for something else";
        bad "xmlns:itunes=\"https://show.fm/my-own\"";
        good "xmlns:my=\"https://show.fm/my-own\"";
        source "RSS Advisory Board, Best Practices Profile";
    /// Both documents ask for the declarations at the top, whether the elements are used or not.
    NAMESPACE_REQUIRED_MISSING = "namespace-required-missing": Error, [Apple, Psp1], Safe;
        summary "a namespace that must be declared on `<rss>` is not";
        bad "<rss version=\"2.0\">";
        good "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" …>";
        source "Apple, Podcast requirements; PSP-1, required namespace declarations";
    /// It does no harm, and a reader of the file wonders what for.
    NAMESPACE_UNUSED = "namespace-unused": Advice, [], Safe;
        summary "a known namespace is declared and never used";
        bad "xmlns:media=\"http://search.yahoo.com/mrss/\" in a feed without media elements";
        good "no declaration";
        source "our own judgement";
    /// Elements of RSS are in no namespace; in one they are not RSS to a reader that knows namespaces.
    RSS_IN_NAMESPACE = "rss-in-namespace": Error, [], Safe;
        summary "RSS itself is put into a namespace";
        bad "<rss version=\"2.0\" xmlns=\"http://backend.userland.com/rss2\">";
        good "<rss version=\"2.0\">";
        source "RSS 2.0, Extending RSS";
}

/// Namespaces that are asked for by name even where nothing uses them.
const REQUIRED: &[&str] = &["itunes", "podcast", "atom", "content"];

pub(super) fn judge(feed: &Feed<'_>, findings: &mut Findings) {
    undeclared(feed, findings);
    for declaration in &feed.document.declarations {
        declared(feed, declaration, findings);
    }
    required(feed, findings);
}

fn written(prefix: &str, uri: &str) -> String {
    format!(" xmlns:{prefix}=\"{uri}\"")
}

/// One finding for a prefix: the cause is one declaration.
fn undeclared(feed: &Feed<'_>, findings: &mut Findings) {
    let document = feed.document;
    if !document.namespaces.iter().any(|namespace| matches!(namespace, Namespace::Undeclared(_))) {
        return;
    }
    let mut first: Vec<(&str, Place, usize)> = Vec::new();
    let mut count = |prefix, place: Place| match first.iter_mut().find(|(known, ..)| *known == prefix) {
        Some((_, _, times)) => *times += 1,
        None => first.push((prefix, place, 1)),
    };
    // What follows the root is too much as a whole.
    for node in document.elements_in(feed.rss.subtree()) {
        let names = std::iter::once((node.namespace(), node.place()));
        for (namespace, place) in names.chain(node.attributes().map(|a| (a.namespace(), a.place()))) {
            if let Some(Namespace::Undeclared(prefix)) = document.namespaces.get(usize::from(namespace)) {
                count(prefix, place);
            }
        }
    }
    for (prefix, place, times) in first {
        let more = if times > 1 { format!("; it is used {times} times") } else { String::new() };
        let finding =
            Diagnostic::new(&NAMESPACE_UNDECLARED, place, format!("nothing declares the prefix `{prefix}`{more}"));
        findings.push(match namespace_by_prefix(prefix) {
            Some(known) => finding.expected(written(prefix, known.uri).trim()).fix(
                true,
                "declare it on <rss>",
                &attribute_gap(feed.rss),
                written(prefix, known.uri),
            ),
            None => finding.help(format!("declare it on <rss>, or delete `{prefix}:`")),
        });
    }
}

fn declared(feed: &Feed<'_>, declaration: &Declaration, findings: &mut Findings) {
    let document = feed.document;
    let Some(attribute) = document.declaration_attribute(declaration) else { return };
    let uri = document.uri(declaration.namespace).unwrap_or_default();
    let prefix = declaration.prefix.as_str();
    if declaration.namespace != NO_NAMESPACE && declaration.namespace == feed.rss.namespace() && declaration.used {
        let place = attribute.place();
        let finding = Diagnostic::new(&RSS_IN_NAMESPACE, &place, format!("<rss> is in the namespace `{uri}`"))
            .expected("RSS in no namespace");
        // Deleting is safe where nothing but RSS stood in it.
        let only_rss = document.elements().filter(|node| node.namespace() == declaration.namespace);
        let safe = prefix.is_empty() && only_rss.into_iter().all(|node| feed.spec(node).is_some());
        let blank = place.source.place(place.span.start.saturating_sub(1)..place.span.end);
        findings.push(if safe { finding.fix(true, "delete the declaration", &blank, "") } else { finding });
        return;
    }
    let Some(meaning) = feed.meaning(declaration.namespace).filter(|_| declaration.namespace != NO_NAMESPACE) else {
        if declaration.used && namespace_by_prefix(prefix).is_some() {
            let message = format!("`{prefix}` is everybody's prefix for something else than `{uri}`");
            let finding = Diagnostic::new(&NAMESPACE_PREFIX_MISUSED, attribute.value_place(), message);
            findings.push(finding.help("choose another prefix"));
        }
        return;
    };
    let Some(known) = namespace_by_prefix(meaning.prefix) else { return };
    if !declaration.used {
        if meaning.exact && !REQUIRED.contains(&known.prefix) {
            let place = attribute.place();
            let blank = place.source.place(place.span.start.saturating_sub(1)..place.span.end);
            let finding =
                Diagnostic::new(&NAMESPACE_UNUSED, attribute.name_place(), format!("nothing uses `{prefix}:`"));
            findings.push(finding.fix(true, "delete the declaration", &blank, ""));
        }
        return;
    }
    let place = attribute.value_place();
    if !meaning.exact {
        let message = format!("no reader knows this namespace; `{}` is meant", known.prefix);
        let finding = Diagnostic::new(&NAMESPACE_URI_WRONG, &place, message).found(uri).expected(known.uri);
        findings.push(finding.fix(true, "write the right URI", &place, known.uri));
    } else if known.prefix == "podcast" && uri != known.uri {
        let message = "this is the namespace's old address; many apps know only the new one";
        findings.push(Diagnostic::new(&NAMESPACE_URI_OUTDATED, &place, message).expected(known.uri));
    }
    if prefix != known.prefix && !(prefix.is_empty()) {
        let message = format!("some apps know `{}:` and not `{prefix}:`", known.prefix);
        let mut finding =
            Diagnostic::new(&NAMESPACE_PREFIX_UNUSUAL, attribute.name_place(), message).expected(known.prefix);
        finding.fix = rename(feed, declaration, known.prefix, attribute.name_place());
        findings.push(finding);
    }
}

/// The edits that give a namespace another prefix; `None` where that prefix is taken.
fn rename(feed: &Feed<'_>, declaration: &Declaration, to: &str, name: Place) -> Option<Fix> {
    let document = feed.document;
    let of_prefix = document.declarations.iter().filter(|other| other.prefix == declaration.prefix).count();
    if of_prefix > 1 || document.declarations.iter().any(|other| other.prefix == to) {
        return None;
    }
    let from = declaration.prefix.len();
    let edit = |place: Place, before: usize| Edit { place: place.part(before..before + from), text: to.to_string() };
    let mut edits = vec![edit(name, "xmlns:".len())];
    for node in document.elements() {
        if node.prefix() == declaration.prefix {
            edits.push(edit(node.name_place(), 0));
            edits.extend(node.end_place().map(|end| edit(end, "</".len())));
        }
        let attributes = node.attributes().filter(|attribute| attribute.prefix() == declaration.prefix);
        edits.extend(attributes.map(|attribute| edit(attribute.name_place(), 0)));
    }
    edits.sort_by_key(|edit| edit.place.span.start);
    Some(Fix { description: format!("write `{to}:`"), safe: true, edits })
}

fn required(feed: &Feed<'_>, findings: &mut Findings) {
    let declared: Vec<&str> = feed
        .document
        .declarations
        .iter()
        .filter(|declaration| declaration.element == feed.rss.id())
        .filter_map(|declaration| Some(feed.meaning(declaration.namespace)?.prefix))
        .collect();
    let html = || {
        let mut texts = feed
            .document
            .elements()
            .filter(|node| feed.spec(*node).is_some_and(|spec| HTML_HOLDERS.contains(&spec.name)));
        texts.any(|node| {
            let text = node.text();
            text.contains("</") || text.contains("/>") || text.contains("<br>")
        })
    };
    for prefix in REQUIRED {
        let Some(known) = namespace_by_prefix(prefix).filter(|known| !declared.contains(&known.prefix)) else {
            continue;
        };
        // One cause, one finding: a prefix without declaration has been said.
        let said = |namespace: &Namespace| matches!(namespace, Namespace::Undeclared(own) if own == prefix);
        if feed.document.namespaces.iter().any(said) || (*prefix == "content" && !html()) {
            continue;
        }
        let (message, asked_by): (_, &'static [_]) = match *prefix {
            "itunes" => ("the itunes namespace, which Apple and PSP-1 ask for", &[(Apple, Error), (Psp1, Error)]),
            "content" => {
                ("the content namespace, which goes with HTML in descriptions", &[(Apple, Warning), (Psp1, Error)])
            }
            "podcast" => ("the podcast namespace, which PSP-1 asks for", &[(Psp1, Error)]),
            _ => ("the atom namespace, which PSP-1 asks for", &[(Psp1, Error)]),
        };
        let declaration = written(prefix, known.uri);
        let finding =
            Diagnostic::new(&NAMESPACE_REQUIRED_MISSING, feed.rss.place(), format!("<rss> does not declare {message}"))
                .asked_by(asked_by)
                .expected(declaration.trim());
        // A prefix cannot be declared twice.
        let taken = feed.document.declarations.iter().any(|own| own.element == feed.rss.id() && own.prefix == *prefix);
        findings.push(if taken {
            finding
        } else {
            finding.fix(true, "declare it", &attribute_gap(feed.rss), declaration)
        });
    }
}
