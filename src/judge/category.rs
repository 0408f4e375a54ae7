//! `<itunes:category>`: the categories of a show, by Apple's tree.
//!
//! "A Podcaster's Guide to RSS". The tree and what is wrong with a name are the same for authors' files (`element`); here they
//! stand in attributes, and a subcategory inside of its parent.

use super::edit::with_blanks;
use super::feed::Feed;
use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::element::{Category, ITUNES_CATEGORY_UNKNOWN, ITUNES_SUBCATEGORY_MISPLACED, Misnamed, top_names};
use crate::xml::read::Value;
use crate::xml::read::{Damage, Node};

/// Judges a category of the channel, or one inside of it.
pub(super) fn element(feed: &Feed<'_>, node: Node<'_>, findings: &mut Findings) {
    let Some(parent) = feed.parent_of(node) else { return };
    if feed.is(parent, "channel") {
        if let Some(value) = name_of(node, findings) {
            top(node, &value, findings);
        }
        return;
    }
    let Some(grandparent) = feed.parent_of(parent).filter(|_| feed.is(parent, "itunes:category")) else { return };
    if !feed.is(grandparent, "channel") {
        let message = "a category inside of a subcategory";
        let finding = Diagnostic::new(&ITUNES_SUBCATEGORY_MISPLACED, node.place(), message);
        findings.push(finding.expected("two levels and no more"));
        return;
    }
    let Some(value) = name_of(node, findings) else { return };
    // Below what is no category nothing can be right.
    let above = parent.attribute("text").map(|text| text.value().into_owned()).unwrap_or_default();
    let above = match Category::judge(&above) {
        Ok(category) => category.top.to_string(),
        Err(Misnamed { right: Some(right), spelling_only: true, .. }) => right,
        Err(_) => return,
    };
    sub(node, parent, &value, &above, findings);
}

/// The value of `text`; `None` after saying that there is none.
fn name_of<'d>(node: Node<'d>, findings: &mut Findings) -> Option<Value<'d>> {
    let Some(attribute) = node.attribute("text") else {
        let misspelt = node.attributes().any(|other| other.local().eq_ignore_ascii_case("text"));
        if misspelt || node.damage() == Damage::Tag {
            return None;
        }
        let inside = node.text();
        let inside = inside.trim();
        let message = if inside.is_empty() {
            format!("<{}> without `text` names no category", node.name())
        } else {
            format!("the name of a category belongs into `text`: <{} text=\"…\"/>", node.name())
        };
        let finding = Diagnostic::new(&ITUNES_CATEGORY_UNKNOWN, node.place(), message);
        let known = Category::of_name(inside).is_some_and(|category| category.name() == inside);
        findings.push(if known && node.elements().next().is_none() {
            let right = format!("<{} text=\"{}\"/>", node.name(), quick_xml::escape::escape(inside));
            finding.found(inside).expected(&*right).fix(true, "write it there", &node.whole_place(), right)
        } else {
            finding.expected("`text` with a category of Apple's list")
        });
        return None;
    };
    let value = Value::of_attribute(node, attribute);
    if value.is_blank() {
        let message = format!("`text` of <{}> is empty", node.name());
        findings.push(Diagnostic::new(&ITUNES_CATEGORY_UNKNOWN, value.place(), message).help(top_names()));
        return None;
    }
    Some(value)
}

fn finding(value: &Value<'_>, misnamed: &Misnamed) -> Diagnostic {
    let finding = Diagnostic::new(misnamed.rule, value.place(), misnamed.message.as_str()).found(&*value.text);
    match &misnamed.right {
        Some(right) => finding.expected(right),
        None => finding.help(top_names()),
    }
}

/// The edit of the attribute.
fn write(finding: Diagnostic, value: &Value<'_>, right: &str, safe: bool) -> Diagnostic {
    match value.attribute {
        Some(attribute) => {
            finding.fix(safe, format!("write `{right}`"), &attribute.value_place(), value.escaped(right))
        }
        None => finding,
    }
}

fn top(node: Node<'_>, value: &Value<'_>, findings: &mut Findings) {
    let text = &*value.text;
    let misnamed = match Category::judge(text) {
        Ok(category) if category.sub.is_none() && category.top == text => return,
        Ok(category) => {
            let message = match category.sub {
                Some(_) => "a subcategory stands in an element of its own, inside of its parent".to_string(),
                None => "blanks around the name of a category".to_string(),
            };
            let spelling_only = category.sub.is_none();
            Misnamed { rule: &ITUNES_CATEGORY_UNKNOWN, message, right: Some(category.name()), spelling_only }
        }
        Err(misnamed) => misnamed,
    };
    let finding = finding(value, &misnamed);
    let Some(right) = &misnamed.right else { return findings.push(finding) };
    findings.push(match right.split_once(" > ") {
        None => write(finding, value, right, misnamed.spelling_only),
        // What holds something already is left to its author.
        Some(_) if node.elements().next().is_some() || node.damage() != Damage::None => finding,
        Some((top, sub)) => {
            finding.fix(false, format!("put it below `{top}`"), &node.whole_place(), nested(node, top, sub))
        }
    });
}

fn nested(node: Node<'_>, top: &str, sub: &str) -> String {
    let name = node.name();
    let (top, sub) = (quick_xml::escape::escape(top), quick_xml::escape::escape(sub));
    format!("<{name} text=\"{top}\"><{name} text=\"{sub}\"/></{name}>")
}

fn sub(node: Node<'_>, parent: Node<'_>, value: &Value<'_>, above: &str, findings: &mut Findings) {
    let text = &*value.text;
    let name = format!("{above} > {}", text.trim());
    let misnamed = match Category::judge(&name) {
        Ok(category) if category.sub == Some(text) => return,
        Ok(category) => Misnamed {
            rule: &ITUNES_CATEGORY_UNKNOWN,
            message: "blanks around the name of a category".to_string(),
            right: Some(category.name()),
            spelling_only: true,
        },
        Err(misnamed) => misnamed,
    };
    let mut finding = finding(value, &misnamed);
    let home = misnamed.right.as_deref().map(|right| right.split_once(" > ").unwrap_or((right, "")));
    match home {
        Some((top, sub)) if top == above && !sub.is_empty() => {
            finding = write(finding, value, sub, misnamed.spelling_only);
        }
        Some((top, sub)) => {
            if let Some(end) = parent.end_place().filter(|_| node.damage() == Damage::None) {
                let behind = end.source.place(end.span.end..end.span.end);
                let moved = if sub.is_empty() {
                    format!("<{} text=\"{}\"/>", node.name(), quick_xml::escape::escape(top))
                } else {
                    nested(node, top, sub)
                };
                let edits =
                    vec![Edit { place: with_blanks(node), text: String::new() }, Edit { place: behind, text: moved }];
                finding.fix = Some(Fix { description: format!("put it below `{top}`"), safe: false, edits });
            }
        }
        None => {}
    }
    findings.push(finding);
}
