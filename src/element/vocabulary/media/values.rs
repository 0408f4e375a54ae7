//! What Media RSS says of values beyond their form, and of elements together.

use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::element::vocabulary::form::{self, invalid, is_uri, plain};
use crate::scalar::{is_country, nearest};
use crate::xml::read::{Node, Value};

crate::rules! {
    /// Players and portals that go by Media RSS drop what they cannot read, or take the wrong file of several.
    MEDIA_VALUE_INVALID = "media-value-invalid": Warning, [Rss], Safe;
        summary "a value that Media RSS excludes, or one that it asks for and that is not there";
        bad "<media:content url=\"https://show.fm/1.mp3\" medium=\"sound\"/>";
        good "<media:content url=\"https://show.fm/1.mp3\" medium=\"audio\"/>";
        source "Media RSS 1.5.1";
}

/// Attributes without which an element says nothing.
const NEEDED: &[(&str, &str)] = &[
    ("embed", "url"),
    ("param", "name"),
    ("player", "url"),
    ("restriction", "relationship"),
    ("rights", "status"),
    ("status", "state"),
    ("thumbnail", "url"),
];

/// The roles of the European Broadcasting Union, as Media RSS takes them: in small letters.
static ROLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("ebu_roles.txt").lines().collect());
const EBU: &str = "urn:ebu";

const MPAA: &[&str] = &["g", "m", "nc-17", "pg", "pg-13", "r", "x"];
const V_CHIP: &[&str] =
    &["14+", "18+", "c", "c8", "g", "pg", "tv-14", "tv-g", "tv-ma", "tv-pg", "tv-y", "tv-y7", "tv-y7-fv"];

/// Judges an element of Media RSS.
pub(super) fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = form::judge(node, if node.prefix().is_empty() { "" } else { "media" }, &MEDIA_VALUE_INVALID);
    for (_, name) in NEEDED.iter().filter(|(element, _)| *element == node.local()) {
        if Value::filled(node, name).is_none() {
            findings.push(missing(node, format!("<{}> without `{name}`", node.name())));
        }
    }
    match node.local() {
        "group" => findings.extend(group(node)),
        "content" => findings.extend(content(node)),
        "adult" => {
            let finding = missing(node, format!("<{}> is no longer part of Media RSS", node.name()));
            findings.push(finding.help("write <media:rating>adult</media:rating>, or nonadult"));
        }
        "rating" => findings.extend(rating(node)),
        "title" | "description" | "text" => {
            let html = Value::named(node, "type").is_some_and(|shown| shown.trimmed().eq_ignore_ascii_case("html"));
            findings.extend((!html).then(|| plain(&Value::of(node), &MEDIA_VALUE_INVALID)).flatten());
        }
        "hash" => findings.extend(hash(node)),
        "credit" => findings.extend(credit(node)),
        "restriction" => findings.extend(restriction(node)),
        "price" => findings.extend(price(node)),
        _ => {}
    }
    findings
}

fn missing(node: Node<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&MEDIA_VALUE_INVALID, node.place(), message)
}

fn contents<'d>(node: Node<'d>) -> impl Iterator<Item = Node<'d>> {
    of(node, "content")
}

fn of<'d>(node: Node<'d>, local: &str) -> impl Iterator<Item = Node<'d>> {
    node.elements().filter(move |inner| inner.local() == local && inner.namespace() == node.namespace())
}

/// A group is a choice, and one of its forms is what is played where nobody chooses.
fn group(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if contents(node).count() < 2 {
        let finding = missing(node, "a group is for several forms of the same thing, and this one has no choice");
        findings.push(finding.help("write <media:content> without a group around it"));
    }
    let is_default =
        |content: &Node<'_>| Value::named(*content, "isDefault").is_some_and(|own| own.trimmed() == "true");
    let mut defaults = contents(node).filter(is_default);
    if let (Some(first), Some(second)) = (defaults.next(), defaults.next()) {
        let finding = missing(second, "a second default in one group");
        findings.push(finding.related(first.place(), "the first is here"));
    }
    findings
}

/// So many neighbours are looked at for a player; one stands first, where there is one.
const NEIGHBOURS: usize = 64;

/// Without an address there must be a player, in it or around it.
fn content(node: Node<'_>) -> Option<Diagnostic> {
    let around = std::iter::successors(Some(node), |inner| inner.parent()).take(3);
    let player = |around: Node<'_>| {
        around
            .elements()
            .take(NEIGHBOURS)
            .any(|inner| inner.local() == "player" && inner.namespace() == node.namespace())
    };
    let lacking = Value::filled(node, "url").is_none() && !around.into_iter().any(player);
    lacking.then(|| missing(node, format!("<{}> with neither `url` nor a <media:player>", node.name())))
}

fn rating(node: Node<'_>) -> Option<Diagnostic> {
    let value = Value::of(node);
    let scheme = Value::filled(node, "scheme");
    let scheme = scheme.as_ref().map_or("urn:simple", |scheme| scheme.trimmed());
    let text = value.trimmed();
    let among = |words: &[&'static str]| {
        let right = words.contains(&text.to_ascii_lowercase().as_str());
        (!right).then(|| invalid(&value, &MEDIA_VALUE_INVALID).expected(words.join(", ")))
    };
    match scheme {
        "urn:simple" if ["adult", "nonadult"].contains(&text) => None,
        "urn:simple" => among(&["adult", "nonadult"]),
        "urn:mpaa" => among(MPAA),
        "urn:v-chip" => among(V_CHIP),
        "urn:icra" => (!is_icra_label(text))
            .then(|| invalid(&value, &MEDIA_VALUE_INVALID).expected("a label like `r (cz 1 lz 1 nz 1 oz 1 vz 1)`")),
        other => {
            let scheme = Value::named(node, "scheme").filter(|_| !is_uri(other))?;
            Some(invalid(&scheme, &MEDIA_VALUE_INVALID).expected("a whole URI, such as `urn:simple`"))
        }
    }
}

/// Pairs of a descriptor in two letters and 0 or 1.
fn is_icra_label(text: &str) -> bool {
    let Some(inside) = text.strip_prefix("r (").and_then(|rest| rest.strip_suffix(')')) else { return false };
    let words: Vec<&str> = inside.split(' ').collect();
    let pair = |pair: &[&str]| match pair {
        [code, value] => {
            code.len() == 2
                && code.starts_with(['n', 's', 'v', 'l', 'o', 'c', 'x'])
                && code.bytes().all(|byte| byte.is_ascii_lowercase())
                && ["0", "1"].contains(value)
        }
        _ => false,
    };
    words.chunks(2).all(pair)
}

/// The digits of the hash that `algo` names.
fn hash(node: Node<'_>) -> Option<Diagnostic> {
    let value = Value::of(node);
    let algorithm = Value::named(node, "algo");
    let (name, length) = match algorithm.as_ref().map(|algorithm| algorithm.trimmed()) {
        None | Some("md5") => ("MD5", 32),
        Some("sha-1") => ("SHA-1", 40),
        Some(_) => return None,
    };
    let text = value.trimmed();
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (!right).then(|| invalid(&value, &MEDIA_VALUE_INVALID).expected(format!("{length} hex digits, for {name}")))
}

fn credit(node: Node<'_>) -> Option<Diagnostic> {
    let role = Value::filled(node, "role")?;
    let text = role.trimmed();
    let lower = text.to_lowercase();
    let of_ebu = Value::filled(node, "scheme").is_none_or(|scheme| scheme.trimmed() == EBU);
    if text == lower && (!of_ebu || ROLES.contains(&text)) {
        return None;
    }
    let finding = invalid(&role, &MEDIA_VALUE_INVALID);
    Some(if text != lower && (!of_ebu || ROLES.contains(&lower.as_str())) {
        finding.expected("small letters").fix(true, format!("write `{lower}`"), &role.place(), role.escaped(&lower))
    } else {
        let finding = finding.expected("a role of the EBU's list, or a `scheme` that has this one");
        match nearest(text, ROLES.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        }
    })
}

fn restriction(node: Node<'_>) -> Option<Diagnostic> {
    let value = Value::of(node);
    let text = value.trimmed();
    let kind = Value::named(node, "type");
    let finding = || invalid(&value, &MEDIA_VALUE_INVALID);
    match kind.as_ref().map(|kind| kind.trimmed()) {
        None if !["", "all", "none"].contains(&text) => {
            Some(finding().expected("`all` or `none`, or a `type` that says what this is"))
        }
        Some("country") => {
            let wrong = text.split_whitespace().find(|code| !is_country(&code.to_ascii_uppercase()));
            let wrong = if text.is_empty() { Some("") } else { wrong }?;
            let message = match wrong {
                "" => format!("{} names no country", value.name()),
                _ => format!("\"{wrong}\" is no code of a country"),
            };
            let finding = Diagnostic::new(&MEDIA_VALUE_INVALID, value.place(), message).found(wrong);
            Some(finding.expected("codes of ISO 3166-1 with blanks between: `pt es`"))
        }
        Some("uri") if !is_uri(text) => Some(finding().expected("a whole URI, with its scheme")),
        _ => None,
    }
}

/// A package or a subscription is described elsewhere.
fn price(node: Node<'_>) -> Option<Diagnostic> {
    let info = Value::filled(node, "info")?;
    let kind = Value::named(node, "type")?;
    let elsewhere = ["package", "subscription"].contains(&kind.trimmed());
    (elsewhere && !is_uri(info.trimmed()))
        .then(|| invalid(&info, &MEDIA_VALUE_INVALID).expected("the address of what is sold"))
}
