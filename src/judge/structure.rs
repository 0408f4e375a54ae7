//! Elements and attributes in general, by what their standards say: unknown, misplaced, repeated, missing ones, and values of a
//! fixed type that need no rule of their own.

use super::feed::{Feed, Part, What, stray_text};
use super::findings::Findings;
use super::{Around, date, email, html, language, text, url};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::element::spec::{Content, Kind};
use crate::element::{AttributeSpec, Spec, specs_of};
use crate::scalar::nearest;
pub(super) use crate::scalar::{is_decimal, is_media_type};
use crate::xml::read::Value;
use crate::xml::read::{Damage, NO_NAMESPACE, Node};

crate::rules! {
    /// Podcast apps read RSS; Atom and RDF feeds are refused by Apple, and a page that is neither shows nothing.
    RSS_ROOT_MISSING = "rss-root-missing": Error, [], None;
        summary "the root element is not `<rss>`";
        bad "<feed xmlns=\"http://www.w3.org/2005/Atom\">";
        good "<rss version=\"2.0\">";
        source "RSS 2.0";
    /// A misspelt element is as good as none, and nobody tells its author.
    ELEMENT_UNKNOWN = "element-unknown": Warning, [], Unsafe;
        summary "an element that its namespace does not have";
        bad "<itunes:auther>Ines</itunes:auther>";
        good "<itunes:author>Ines</itunes:author>";
        source "RSS 2.0, Extending RSS";
    /// Names are compared letter by letter: an app that looks for `pubDate` does not see `pubdate`.
    ELEMENT_CASE_WRONG = "element-case-wrong": Error, [], Safe;
        summary "an element in the wrong case";
        bad "<pubdate>Fri, 27 Nov 2026 05:00:00 +0000</pubdate>";
        good "<pubDate>Fri, 27 Nov 2026 05:00:00 +0000</pubDate>";
        source "Apple, Podcast requirements";
    /// Apps look for an element where its standard puts it; elsewhere it is not seen, or taken for something else.
    ELEMENT_MISPLACED = "element-misplaced": Warning, [], None;
        summary "an element where its standard does not allow it";
        bad "<channel><itunes:duration>1800</itunes:duration>";
        good "<item><itunes:duration>1800</itunes:duration>";
        source "the standard of the element";
    /// Some readers take the first, some the last: two apps show two different things.
    ELEMENT_DUPLICATE = "element-duplicate": Error, [], Unsafe;
        summary "an element twice that may stand once";
        bad "<title>Tape</title><title>Tape and wire</title>";
        good "<title>Tape and wire</title>";
        source "RSS 2.0; the standard of the element";
    /// Readers differ in which of the two they take.
    ELEMENT_REDUNDANT = "element-redundant": Warning, [], None;
        summary "two elements that say the same thing";
        bad "<pubDate>…</pubDate><dc:date>…</dc:date>";
        good "<pubDate>…</pubDate>";
        source "W3C feed validator, DuplicateSemantics";
    /// Without the part that makes it work, the element is ignored or refused as a whole.
    CHILD_MISSING = "child-missing": Error, [], None;
        summary "an element lacks another one that must stand in it";
        bad "<image><url>https://show.fm/a.png</url></image>";
        good "<image><url>https://show.fm/a.png</url><title>Tape</title><link>https://show.fm/</link></image>";
        source "RSS 2.0; podcast namespace";
    /// Apps drop an element that lacks what they need of it.
    ATTRIBUTE_MISSING = "attribute-missing": Error, [], None;
        summary "a required attribute is missing or empty";
        bad "<podcast:transcript url=\"https://show.fm/1.vtt\"/>";
        good "<podcast:transcript url=\"https://show.fm/1.vtt\" type=\"text/vtt\"/>";
        source "the standard of the element";
    /// A value that is not of the type its reader expects is dropped, with the element around it or without.
    ATTRIBUTE_INVALID = "attribute-invalid": Error, [], Safe;
        summary "an attribute whose value is not of its type";
        bad "<podcast:trailer length=\"1.2 MB\" …>";
        good "<podcast:trailer length=\"1200000\" …>";
        source "the standard of the element";
    /// A misspelt attribute is as good as none; a misspelt `isPermaLink` makes of any text an address.
    ATTRIBUTE_UNKNOWN = "attribute-unknown": Warning, [], Safe;
        summary "an attribute that the element does not have";
        bad "<guid isPermalink=\"false\">";
        good "<guid isPermaLink=\"false\">";
        source "the standard of the element";
    /// No reader shows it; it is a tag that was lost, or a template that printed something.
    TEXT_UNEXPECTED = "text-unexpected": Warning, [], None;
        summary "text where only elements may stand";
        bad "<item>New! <title>Tape</title>";
        good "<item><title>Tape</title>";
        source "RSS 2.0";
    /// Apple and PSP-1 ask for values without blanks around them; some apps compare with the blanks.
    VALUE_WHITESPACE = "value-whitespace": Warning, [Apple, Psp1], Safe;
        summary "blanks around a value";
        bad "<itunes:author> Ines </itunes:author>";
        good "<itunes:author>Ines</itunes:author>";
        source "Apple, A Podcaster's Guide to RSS; PSP-1";
    /// Apps and directories cut it, mostly in the middle of a word.
    VALUE_TOO_LONG = "value-too-long": Warning, [Apple, Psp1, Podcasting2], None;
        summary "a value longer than its standard allows";
        bad "a title of 400 characters";
        good "a title of at most 255 characters";
        source "PSP-1; podcast namespace";
}

/// Where a value stands.
pub(super) struct Standing<'a> {
    /// The element that it belongs to.
    pub spec: &'static Spec,
    /// The element around that.
    pub parent: Option<&'static Spec>,
    /// What is known around the feed.
    pub around: &'a Around,
}

/// Elements whose text apps show as HTML.
pub(super) const HTML_HOLDERS: &[&str] = &["description", "content:encoded", "itunes:summary"];

/// Elements of one meaning: the first, and what says the same.
const SAME_MEANING: &[(&str, &str)] = &[
    ("author", "dc:creator"),
    ("pubDate", "dc:date"),
    ("language", "dc:language"),
    ("category", "dc:subject"),
    ("copyright", "dc:rights"),
    ("generator", "admin:generatorAgent"),
    ("guid", "atom:id"),
    ("pubDate", "atom:published"),
    ("description", "atom:content"),
    ("source", "dc:source"),
    ("lastBuildDate", "dcterms:modified"),
    ("managingEditor", "dc:creator"),
    ("webMaster", "dc:publisher"),
    ("creativeCommons:license", "cc:license"),
];

/// The finding that a document is no RSS.
pub(super) fn root(root: Node<'_>) -> Option<Diagnostic> {
    let what = match root.local() {
        "rss" => return None,
        "feed" => "an Atom feed; podcast apps and directories want RSS 2.0".to_string(),
        "RDF" => "RSS 1.0 (RDF); podcast apps and directories want RSS 2.0".to_string(),
        "channel" => "a channel without the <rss> around it".to_string(),
        other => format!("<{other}> and no feed"),
    };
    Some(Diagnostic::new(&RSS_ROOT_MISSING, root.place(), format!("this is {what}")).expected("<rss version=\"2.0\">"))
}

/// Judges one element with its attributes and its value.
pub(super) fn element(feed: &Feed<'_>, node: Node<'_>, around: &Around, findings: &mut Findings) {
    match feed.what(node) {
        What::Foreign => {}
        What::Unknown(prefix) => unknown(feed, node, prefix, findings),
        What::Known(spec) => known(feed, node, spec, around, findings),
    }
}

/// Judges what stands side by side in a channel or an item.
pub(super) fn part(part: &Part<'_>, findings: &mut Findings) {
    for (first, second) in SAME_MEANING {
        if let (Some(_), Some(node)) = (part.first(first), part.first(second)) {
            let message = format!("<{}> says what <{first}> says already", node.name());
            findings.push(Diagnostic::new(&ELEMENT_REDUNDANT, node.place(), message).help("keep one of them"));
        }
    }
}

fn unknown(feed: &Feed<'_>, node: Node<'_>, prefix: &str, findings: &mut Findings) {
    let local = node.local();
    let name =
        |local: &str| if node.prefix().is_empty() { local.to_string() } else { format!("{}:{local}", node.prefix()) };
    if let Some(right) = specs_of(prefix).find(|spec| spec.local().eq_ignore_ascii_case(local)) {
        let right = name(right.local());
        let message = format!("<{}> is not <{right}>: names are compared letter by letter", node.name());
        let mut finding = Diagnostic::new(&ELEMENT_CASE_WRONG, node.place(), message).expected(format!("<{right}>"));
        finding.fix = Some(renamed(node, &right, true));
        findings.push(finding);
        return;
    }
    // What may stand here is nearer than what may not.
    let parent = feed.parent_of(node).and_then(|parent| feed.spec(parent));
    let here: Vec<&str> = specs_of(prefix)
        .filter(|spec| parent.is_some_and(|parent| spec.may_stand_in(parent)))
        .map(Spec::local)
        .collect();
    let near = nearest(local, here.iter().copied()).or_else(|| nearest(local, specs_of(prefix).map(Spec::local)));
    let message = if prefix.is_empty() {
        format!("RSS has no element <{}>", node.name())
    } else {
        format!("the {prefix} namespace has no element <{}>", node.name())
    };
    let severity = if prefix.is_empty() { Severity::Error } else { Severity::Warning };
    let mut finding = Diagnostic::new(&ELEMENT_UNKNOWN, node.place(), message).severity(severity);
    if let Some(near) = near {
        let near = name(near);
        finding = finding.help(format!("did you mean <{near}>?"));
        finding.fix = Some(renamed(node, &near, false));
    }
    findings.push(finding);
}

/// The edits that give an element another name.
pub(super) fn renamed(node: Node<'_>, to: &str, safe: bool) -> Fix {
    let name = node.name().len();
    let mut edits = vec![Edit { place: node.name_place(), text: to.to_string() }];
    edits.extend(node.end_place().map(|end| Edit { place: end.part(2..2 + name), text: to.to_string() }));
    Fix { description: format!("write <{to}>"), safe, edits }
}

fn known(feed: &Feed<'_>, node: Node<'_>, spec: &'static Spec, around: &Around, findings: &mut Findings) {
    if spec.proposed {
        let message = format!("<{}> is a proposal and not part of the namespace", node.name());
        findings.push(Diagnostic::new(&ELEMENT_UNKNOWN, node.place(), message).severity(Severity::Advice));
        return;
    }
    misplaced(feed, node, spec, findings);
    let parent = feed.parent_of(node).and_then(|parent| feed.spec(parent));
    let standing = Standing { spec, parent, around };
    if node.damage() != Damage::Tag {
        attributes(node, &standing, findings);
    }
    children(feed, node, spec, findings);
    match spec.content {
        // A category between the tags is one that lacks its attribute.
        Content::Elements if spec.name == "itunes:category" && node.attribute("text").is_none() => {}
        Content::Empty | Content::Elements if node.damage() != Damage::End => {
            if let Some(text) = stray_text(node) {
                let place = node.locate(text.len() - text.trim_start().len()..text.trim_end().len());
                let message = format!("text directly in <{}>, where no app looks for it", node.name());
                findings.push(Diagnostic::new(&TEXT_UNEXPECTED, place, message));
            }
        }
        Content::Value(kind) if matches!(node.damage(), Damage::None | Damage::Tag) => {
            value(&Value::of(node), kind, &standing, findings)
        }
        _ => {}
    }
    if let Some(judge) = spec.judge.filter(|_| node.damage() == Damage::None) {
        findings.extend(judge(node));
    }
}

fn misplaced(feed: &Feed<'_>, node: Node<'_>, spec: &'static Spec, findings: &mut Findings) {
    let Some(parent) = feed.parent_of(node) else { return };
    let Some(around) = feed.spec(parent) else { return };
    // An item outside of the channel has a rule of its own.
    // And so has an address inside of artwork.
    let said = matches!((spec.name, around.name), ("item", "rss") | ("url", "itunes:image"));
    if said || spec.may_stand_in(around) {
        return;
    }
    let mut places: Vec<String> = spec.parents.iter().map(|parent| format!("<{parent}>")).collect();
    if let Some(last) = places.pop() {
        let expected = if places.is_empty() { last } else { format!("{} or {last}", places.join(", ")) };
        let message = format!("<{}> stands in <{}>", node.name(), parent.name());
        findings.push(Diagnostic::new(&ELEMENT_MISPLACED, node.place(), message).expected(format!("in {expected}")));
    }
}

fn children(feed: &Feed<'_>, node: Node<'_>, spec: &'static Spec, findings: &mut Findings) {
    // What may repeat is of no interest here, and most elements hold none at all.
    let mut seen: Vec<(&'static Spec, Node<'_>)> = Vec::new();
    for child in feed.elements_of(node) {
        let Some(own) = feed.spec(child).filter(|own| !own.many && own.may_stand_in(spec)) else { continue };
        let Some((_, first)) = seen.iter().find(|(other, _)| std::ptr::eq(*other, own)) else {
            seen.push((own, child));
            continue;
        };
        let equal = first.text() == child.text() && first.attributes().count() == 0 && child.attributes().count() == 0;
        let message = format!("a second <{}> in <{}>", child.name(), node.name());
        let finding = Diagnostic::new(&ELEMENT_DUPLICATE, child.place(), message)
            .related(first.place(), "the first is here")
            .help("keep one of them");
        let delete = || child.whole_place();
        findings.push(if equal { finding.fix(false, "delete the second", &delete(), "") } else { finding });
    }
    if node.damage() != Damage::None {
        return;
    }
    for needed in spec.children {
        if feed.elements_of(node).any(|child| feed.is(child, needed)) {
            continue;
        }
        let message = format!("<{}> without <{needed}>", node.name());
        // Hosts leave the address out for privacy.
        let mild = *needed == "itunes:email";
        let finding = Diagnostic::new(&CHILD_MISSING, node.place(), message);
        findings.push(if mild { finding.severity(Severity::Warning) } else { finding });
    }
}

fn attributes(node: Node<'_>, standing: &Standing<'_>, findings: &mut Findings) {
    let spec = standing.spec;
    for attribute in node.attributes() {
        if attribute.namespace() != NO_NAMESPACE {
            continue;
        }
        let name = attribute.local();
        if let Some(own) = spec.attribute(name) {
            let value = Value::of_attribute(node, attribute);
            if !(value.is_blank() && own.required) {
                self::attribute(&value, own, standing, findings);
            }
            continue;
        }
        let case = spec.attributes.iter().find(|own| own.name.eq_ignore_ascii_case(name));
        let near = nearest(name, spec.attributes.iter().map(|own| own.name));
        let message = format!("<{}> has no attribute `{name}`", node.name());
        let finding = Diagnostic::new(&ATTRIBUTE_UNKNOWN, attribute.name_place(), message);
        findings.push(match (case, near) {
            (Some(own), _) => {
                let finding = finding.expected(format!("`{}`", own.name)).fix(
                    true,
                    format!("write `{}`", own.name),
                    &attribute.name_place(),
                    own.name,
                );
                // The default of the right one then holds: the guid becomes an address.
                if own.name == "isPermaLink" { finding.severity(Severity::Error) } else { finding }
            }
            (None, Some(near)) => finding.help(format!("did you mean `{near}`?")),
            (None, None) => finding,
        });
    }
    for own in spec.attributes.iter().filter(|own| own.required) {
        let there = node.attribute(own.name);
        if there.is_some_and(|attribute| !attribute.value().trim().is_empty()) {
            continue;
        }
        // A wrong case has been said.
        if there.is_none() && node.attributes().any(|other| other.local().eq_ignore_ascii_case(own.name)) {
            continue;
        }
        let message = match there {
            Some(_) => format!("`{}` of <{}> is empty", own.name, node.name()),
            None => format!("<{}> without `{}`", node.name(), own.name),
        };
        let place = there.map_or_else(|| node.place(), |attribute| attribute.place());
        findings.push(Diagnostic::new(&ATTRIBUTE_MISSING, place, message));
    }
}

fn attribute(value: &Value<'_>, own: &'static AttributeSpec, standing: &Standing<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    let invalid = |expected: String| {
        let message = format!(
            "{} is {}",
            value.name(),
            if text.is_empty() { "empty".to_string() } else { format!("\"{text}\"") }
        );
        Diagnostic::new(&ATTRIBUTE_INVALID, value.place(), message).found(text).expected(expected)
    };
    match own.kind {
        Kind::Integer(least) if !text.parse::<u64>().is_ok_and(|number| number >= least) => {
            findings.push(invalid(format!("a whole number, {least} or more")));
        }
        Kind::Decimal if !is_decimal(text) => findings.push(invalid("a number, not negative".to_string())),
        Kind::Boolean if !["true", "false"].contains(&text) => {
            let finding = invalid("`true` or `false`".to_string());
            let lower = text.to_ascii_lowercase();
            let case = ["true", "false"].contains(&lower.as_str());
            findings.push(if case {
                finding.fix(true, "write it in lower case", &value.place(), lower)
            } else {
                finding
            });
        }
        Kind::Word(words) if !words.contains(&text) => {
            let finding = invalid(words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "));
            let case = words.iter().find(|word| word.eq_ignore_ascii_case(text));
            findings.push(match case {
                Some(word) => finding.fix(true, format!("write `{word}`"), &value.place(), *word),
                None => finding,
            });
        }
        Kind::MediaType if !is_media_type(text) => {
            findings.push(invalid("a media type: `audio/mpeg`, `text/vtt` …".to_string()));
        }
        kind => self::value(value, kind, standing, findings),
    }
}

/// What holds for values of a kind wherever they stand.
fn value(value: &Value<'_>, kind: Kind, standing: &Standing<'_>, findings: &mut Findings) {
    text::judge(value, kind, findings);
    match kind {
        Kind::Line(_) => html::plain(value, findings),
        Kind::Html => html::judge(value, standing, findings),
        Kind::Language => language::judge(value, findings),
        Kind::Email => email::judge(value, standing, findings),
        Kind::Url(used) => url::judge(value, used, standing, findings),
        Kind::MailDate => date::judge(value, standing, findings),
        Kind::IsoDate { date_only } => date::judge_iso(value, date_only, findings),
        _ => {}
    }
    if let Kind::Line(limit) = kind {
        let length = value.trimmed().chars().count();
        if length > limit {
            let message = format!("{} has {length} characters", value.name());
            findings
                .push(Diagnostic::new(&VALUE_TOO_LONG, value.place(), message).expected(format!("at most {limit}")));
        }
    }
    let one_line = matches!(
        kind,
        Kind::Line(_)
            | Kind::Email
            | Kind::MailDate
            | Kind::Language
            | Kind::Integer(_)
            | Kind::Decimal
            | Kind::Boolean
            | Kind::Form(_)
    ) || (kind == Kind::Own && !NO_TRIMMING.contains(&value.node.name()));
    if one_line && !value.is_blank() && value.trimmed().len() < value.text.len() && value.attribute.is_none() {
        let whole = 0..value.text.len();
        let message = format!("{} has blanks around it", value.name());
        let mut finding = Diagnostic::new(&VALUE_WHITESPACE, value.locate(whole.clone()), message);
        let edits = vec![value.edit(whole, value.trimmed())];
        finding.fix = Some(Fix { description: "delete the blanks".into(), safe: true, edits });
        findings.push(finding);
    }
}

/// Values whose blanks have a rule of their own.
const NO_TRIMMING: &[&str] = &["guid", "itunes:image"];
