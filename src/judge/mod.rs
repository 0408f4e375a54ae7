//! Anyone's feed, judged: a file per part of the feed or kind of value. Rules are declared where they are judged.
//!
//! Pure: a document and what is known around it go in, findings come out. Levels and silencing are applied later, by `check`.
//! What was broken on the level of XML has been said by the reader; here everything that could be read is judged.

mod across;
mod address;
mod atom;
mod category;
mod channel;
mod context;
mod date;
mod edit;
mod email;
mod empty;
mod enclosure;
mod feed;
mod findings;
mod guid;
pub mod hosting;
mod html;
mod item;
mod itunes;
mod language;
mod markup;
mod namespace;
mod podcast;
mod pointer;
mod spotify;
mod structure;
mod text;
mod url;

pub use feed::{Feed, Part, What};
pub use findings::Findings;
pub use hosting::{Failure, Observed};
pub use markup::{Html, JudgedHtml, judge_html};
pub use pointer::{
    ENCLOSURE_LENGTH_DIFFERS, ITUNES_DURATION_DIFFERS, POINTED_FILE_MISSING, Pointed, Pointer, Target, pointers,
};
pub use value::Value;

use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use context::Context;
use rayon::prelude::*;

use crate::diagnostic::{At, Diagnostic, Rule};
use crate::element::{self, Spec};
use crate::source::Span;
use crate::xml::read::{Damage, Document, Node, value};

/// What is known around a feed.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Now; without it nothing is too early or too late.
    pub now: Option<DateTime<FixedOffset>>,
    /// Where the feed was fetched, if it was.
    pub url: Option<String>,
}

/// What was judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Items, live items among them.
    pub items: usize,
    /// Addresses whose files were not looked at.
    pub pointed: Pointed,
}

/// Judges a feed. The rules that can be judged without its files are all here.
pub fn judge(document: &Document, around: &Around) -> (Vec<Diagnostic>, Judged) {
    let mut findings = Findings::default();
    let Some(root) = document.root() else { return (findings.into_list(), Judged::default()) };
    if let Some(finding) = structure::root(root) {
        findings.push(finding);
        return (findings.into_list(), Judged::default());
    }
    let feed = Feed::new(document, root);
    namespace::judge(&feed, &mut findings);
    // What stands outside of the items; what follows the root has been said to be too much.
    let Range { start: mut from, end } = root.subtree();
    for item in &feed.items {
        let inside = item.node.subtree();
        elements(&feed, from..inside.start, around, &mut findings);
        from = inside.end.max(from);
    }
    elements(&feed, from..end, around, &mut findings);
    channel::judge(&feed, &mut findings);
    if let Some(channel) = &feed.channel {
        structure::part(channel, &mut findings);
        atom::judge(&feed, channel, around, &mut findings);
        date::channel(&feed, &mut findings);
        itunes::channel(&feed, channel, around, &mut findings);
        podcast::channel(&feed, channel, &mut findings);
    }
    let (context, show) = (Context::of(&feed), podcast::Show::of(&feed));
    let judge_item = |part: &Part<'_>| item(&feed, part, &context, &show, around);
    let of_items = feed.items.par_iter().map(judge_item).collect::<Vec<_>>();
    between_items(&feed, &context, &mut findings);
    let mut list = findings.into_list();
    list.extend(of_items.into_iter().flatten());
    let cut = document.elements().filter(|node| node.damage() == Damage::Cut).map(|node| node.place().span);
    let cut: Vec<Span> = cut.collect();
    list.retain(|finding| !lacks_what_was_cut_off(finding, &cut));
    (list, Judged { items: feed.items.len(), pointed: pointer::count(&feed) })
}

/// Whether a finding says that something is missing in what the document ends inside of.
fn lacks_what_was_cut_off(finding: &Diagnostic, cut: &[Span]) -> bool {
    let lacks = finding.rule.id.ends_with("-missing") || finding.rule.id.ends_with("-none");
    lacks && matches!(&finding.at, At::Place(place) if cut.contains(&place.span))
}

/// Judges elements one by one, by what their standards say of them and of their values.
fn elements(feed: &Feed<'_>, ids: Range<u32>, around: &Around, findings: &mut Findings) {
    for node in feed.document.elements_in(ids) {
        structure::element(feed, node, around, findings);
        if let Some(spec) = feed.spec(node) {
            empty::judge(node, spec, findings);
            match spec.prefix() {
                "" | "sy" => plain(feed, node, spec, findings),
                "itunes" if spec.name == "itunes:category" => category::element(feed, node, findings),
                "itunes" => itunes::element(feed, node, spec.name, findings),
                "spotify" | "media" => spotify::element(node, spec.name, findings),
                _ => {}
            }
        }
    }
}

/// Judges an element of RSS by the rules of its own.
fn plain(feed: &Feed<'_>, node: Node<'_>, spec: &Spec, findings: &mut Findings) {
    match spec.name {
        "guid" => guid::element(node, findings),
        name => channel::element(feed, node, name, findings),
    }
}

/// Judges an item, and all that stands in it.
fn item(
    feed: &Feed<'_>,
    part: &Part<'_>,
    context: &Context,
    show: &podcast::Show<'_>,
    around: &Around,
) -> Vec<Diagnostic> {
    let mut findings = Findings::of_item(part.label());
    elements(feed, part.node.subtree(), around, &mut findings);
    structure::part(part, &mut findings);
    date::item(part, &mut findings);
    podcast::item(feed, show, part, around, &mut findings);
    item::judge(feed, part, context, &mut findings);
    guid::item(feed, part, &mut findings);
    enclosure::judge(feed, part, context, &mut findings);
    itunes::item(feed, part, context, &mut findings);
    spotify::item(part, &mut findings);
    findings.into_list()
}

/// Judges the items together.
fn between_items(feed: &Feed<'_>, context: &Context, findings: &mut Findings) {
    let repeats = guid::across(feed, findings);
    enclosure::across(feed, &repeats, findings);
    across::judge(feed, context, &repeats, findings);
}

/// The lists of the files beside.
static LISTS: &[&[&Rule]] = &[
    across::RULES,
    atom::RULES,
    channel::RULES,
    date::RULES,
    email::RULES,
    empty::RULES,
    enclosure::RULES,
    guid::RULES,
    hosting::RULES,
    html::RULES,
    item::RULES,
    itunes::RULES,
    language::RULES,
    namespace::RULES,
    podcast::RULES,
    pointer::RULES,
    spotify::RULES,
    structure::RULES,
    text::RULES,
    url::RULES,
];

/// The rules that are judged here.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    LISTS.iter().flat_map(|list| list.iter().copied()).chain(element::rules_of_feeds())
}
