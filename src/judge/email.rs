//! Addresses to write to: RFC 5322, 3.4.1, in the form of a dot-atom with a host of at least two parts (RFC 6531 for letters beyond
//! ASCII). Quoted local parts and addresses of numbers are not taken; no name is looked up.

use std::ops::Range;

use super::findings::Findings;
use super::structure::{Standing, renamed};
use crate::diagnostic::{Diagnostic, Fix};
use crate::xml::read::Value;

crate::rules! {
    /// Directories prove by it whose show it is, and listeners write to it.
    EMAIL_INVALID = "email-invalid": Warning, [Rss], None;
        summary "no address where one must be";
        bad "<itunes:email>ines at tape.fm</itunes:email>";
        good "<itunes:email>ines@tape.fm</itunes:email>";
        source "RSS 2.0; RFC 5322, 3.4.1";
    /// RSS wants an address here; a name is understood in `itunes:author`.
    AUTHOR_NOT_EMAIL = "author-not-email": Advice, [Rss], Unsafe;
        summary "an item's `<author>` that is no address";
        bad "<author>Ines Ott</author>";
        good "<itunes:author>Ines Ott</itunes:author>";
        source "RSS 2.0, <author>";
    /// Readers that show who is meant look for the name in parentheses behind the address.
    EMAIL_FORM = "email-form": Advice, [Rss], Unsafe;
        summary "an address in another form than `address (Name)`";
        bad "<managingEditor>Ines Ott &lt;ines@tape.fm&gt;</managingEditor>";
        good "<managingEditor>ines@tape.fm (Ines Ott)</managingEditor>";
        source "RSS Best Practices Profile, e-mail addresses";
}

/// Elements of RSS that hold an address and a name.
const WITH_NAME: &[&str] = &["author", "managingEditor", "webMaster"];

/// Judges an address.
pub(super) fn judge(value: &Value<'_>, standing: &Standing<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    if text.is_empty() {
        return;
    }
    let name = value.name();
    let of_item = standing.spec.name == "author" && value.attribute.is_none();
    let Some(address) = address(text) else {
        if of_item {
            findings.push(not_an_address(value));
        } else {
            let message = format!("{name} holds no address");
            let finding = Diagnostic::new(&EMAIL_INVALID, value.place(), message).found(text);
            findings.push(finding.expected("an address like `ines@tape.fm`"));
        }
        return;
    };
    if value.attribute.is_some() || !WITH_NAME.contains(&standing.spec.name) {
        return;
    }
    let person = person(text, &address);
    let own = text.get(address).unwrap_or_default();
    let finding = |message: String| Diagnostic::new(&EMAIL_FORM, value.place(), message).found(text);
    if person.is_empty() {
        let finding = finding(format!("{name} says no name behind the address"));
        findings.push(finding.expected(format!("`{own} (Name)`")));
        return;
    }
    let right = format!("{own} ({person})");
    if text != right && !text.starts_with(&format!("{own} (")) {
        let start = value.text.len() - value.text.trim_start().len();
        let mut finding = finding(format!("{name} has address and name in another form than `address (Name)`"));
        let edits = vec![value.edit(start..start + text.len(), &right)];
        finding.fix = Some(Fix { description: format!("write `{right}`"), safe: false, edits });
        findings.push(finding.expected(right));
    }
}

fn not_an_address(value: &Value<'_>) -> Diagnostic {
    let message = format!("{} holds a name, and RSS has an address there", value.name());
    let mut finding = Diagnostic::new(&AUTHOR_NOT_EMAIL, value.place(), message)
        .found(value.trimmed())
        .help("a name belongs into <itunes:author>");
    let siblings = || value.node.parent().into_iter().flat_map(|parent| parent.elements());
    let declared = siblings().any(|node| node.prefix() == "itunes");
    if declared && !siblings().any(|node| node.name() == "itunes:author") && value.node.elements().next().is_none() {
        finding.fix = Some(renamed(value.node, "itunes:author", false));
    }
    finding
}

/// Where the first address stands in a text.
fn address(text: &str) -> Option<Range<usize>> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"' | '[' | ']');
    for (sign, _) in text.match_indices('@').take(MOST_SIGNS) {
        let before = text.get(..sign)?;
        let start = before
            .rfind(ends)
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let start =
            start + if text.get(start..)?.to_ascii_lowercase().starts_with("mailto:") { "mailto:".len() } else { 0 };
        let after = text.get(sign + 1..)?;
        let end = sign + 1 + after.find(|c| ends(c) || c == '?').unwrap_or(after.len());
        let end = end - usize::from(text.get(..end)?.ends_with('.'));
        if is_local(text.get(start..sign).unwrap_or_default()) && is_host(text.get(sign + 1..end).unwrap_or_default()) {
            return Some(start..end);
        }
    }
    None
}

/// More signs than this are not looked at.
const MOST_SIGNS: usize = 16;

fn is_local(text: &str) -> bool {
    let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    text.len() <= 64 && text.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
}

fn is_host(text: &str) -> bool {
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.') && text.split('.').all(label) && !last.chars().all(|c| c.is_ascii_digit())
}

/// What stands beside an address: the name of a person.
fn person(text: &str, address: &Range<usize>) -> String {
    let before = text.get(..address.start).unwrap_or_default();
    let before = before.trim_end_matches("mailto:");
    let after = text.get(address.end..).unwrap_or_default();
    // The rest of an address like `mailto:…?subject=…`.
    let after = match after.strip_prefix('?') {
        Some(query) => query.get(query.find([' ', '>', ')']).unwrap_or(query.len())..).unwrap_or_default(),
        None => after.strip_prefix('.').unwrap_or(after),
    };
    let signs = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | ',' | ';' | '[' | ']');
    match before.trim_matches(signs) {
        "" => after.trim_matches(signs).to_string(),
        name => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_address_and_name() {
        let read = |text: &str| address(text).map(|range| (text[range.clone()].to_string(), person(text, &range)));
        let some = |address: &str, name: &str| Some((address.to_string(), name.to_string()));
        assert_eq!(read("ines@tape.fm"), some("ines@tape.fm", ""));
        assert_eq!(read("ines@tape.fm (Ines Ott)"), some("ines@tape.fm", "Ines Ott"));
        assert_eq!(read("\"Ines Ott\" <ines.o+x@mail.tape.fm>"), some("ines.o+x@mail.tape.fm", "Ines Ott"));
        assert_eq!(read("Ines Ott (mailto:ines@tape.fm?subject=x)"), some("ines@tape.fm", "Ines Ott"));
        assert_eq!(read("übung@tonträger.de."), some("übung@tonträger.de", ""));
        assert_eq!(read("mailto:ines@tape.fm?subject=x (Ines)"), some("ines@tape.fm", "Ines"));
        for none in
            ["", "Ines Ott", "ines@tape", "@tape.fm", "ines@", "i..o@tape.fm", "ines@-tape.fm", "ines@10.0.0.1", "a b"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
