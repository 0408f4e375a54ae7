//! `<podcast:block>`: services that must not take the show.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/block>.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{locked, yes_no};
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, optional};
use crate::element::written::Written;
use crate::keys::{Data, FromNode, Node, Reader, TableInfo};
use crate::scalar::nearest;
use crate::source::{Place, Spanned};
use crate::xml::Element;
use crate::xml::read;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:block", &["channel"], Kind::Own)
    .many()
    .with(&[optional("id", Kind::Own)])
    .judged_by(locked::judge)];

crate::keys! {
    /// A service that must not take the show, or one that may. `true` alone: none may, Apple included.
    pub struct Block bare "id" {
        /// The service; absent: all of them.
        id: Option<Spanned<String>> = "id = \"tiktok\"";
        /// `false`: this one may; absent: true.
        value: Option<bool> = "value = true";
    }
}

crate::rules! {
    /// A service looks for its own name; two answers to one question are none.
    PODCAST_BLOCK_CONFLICT = "podcast-block-conflict": Warning, [Podcasting2], None;
        summary "two blocks about one service, or a service that no list names";
        bad "block = [\"tiktok\", { id = \"tiktok\", value = false }]";
        good "block = [\"tiktok\"]";
        source "Podcast namespace, <podcast:block>";
}

/// The namespace's names of services.
const SERVICES: &str = "acast amazon anchor apple audible audioboom backtracks bitcoin blubrry buzzsprout captivate castos \
    castopod facebook fireside fyyd google gpodder hypercatcher kasts libsyn mastodon megafono megaphone omnystudio overcast \
    paypal pinecast podbean podcastaddict podcastguru podcastindex podcasts podchaser podcloud podfriend podiant podigee \
    podnews podomatic podserve podverse redcircle relay resonaterecordings rss shoutengine simplecast slack soundcloud \
    spotify spreaker tiktok transistor twitter whooshkaa youtube zencast";

/// All blocks of a show.
#[derive(Clone, Debug, Default)]
pub struct Blocks(pub Vec<Block>);

impl FromNode for Blocks {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.data {
            Data::Bool(value) => {
                Some(Blocks(vec![Block { id: None, value: Some(value), place: node.place.clone(), own: Vec::new() }]))
            }
            _ => Vec::from_node(node, reader).map(Blocks),
        }
    }
    fn absent() -> Option<Self> {
        Some(Blocks::default())
    }
    fn expected() -> String {
        "true, the name of a service, or a list of names".into()
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        let list = Vec::<Block>::schema(defs);
        json!({ "anyOf": [{ "type": "boolean" }, list] })
    }
    fn table_info() -> Option<TableInfo> {
        Some(Block::INFO)
    }
}

impl Block {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:block")
            .attr_if("id", self.id.as_ref().map(|id| id.value.as_str()))
            .text(yes_no(self.blocks()))
    }

    /// Whether it forbids rather than allows.
    pub fn blocks(&self) -> bool {
        self.value.unwrap_or(true)
    }
}

impl Blocks {
    /// The elements; `block = false` says nothing and writes nothing.
    pub fn elements(&self) -> Vec<Element> {
        self.0.iter().filter(|block| block.id.is_some() || block.blocks()).map(Block::element).collect()
    }

    /// Whether every service must not: then itunes:block is written too.
    pub fn all(&self) -> bool {
        self.0.iter().any(|block| block.id.is_none() && block.blocks())
    }

    /// The blocks against each other, and their names against the list.
    pub fn check(&self) -> Vec<Diagnostic> {
        judge(self.0.iter().map(|block| (block.id.as_ref().map(|id| id as &dyn Written), block.place.clone())))
    }
}

/// Judges all blocks of a channel against each other, and their names against the list.
pub fn judge_blocks<'d>(blocks: impl Iterator<Item = read::Node<'d>>) -> Vec<Diagnostic> {
    let blocks: Vec<_> = blocks.map(|node| (read::Value::filled(node, "id"), node.place())).collect();
    judge(blocks.iter().map(|(id, place)| (id.as_ref().map(|id| id as &dyn Written), place.clone())))
}

fn judge<'a>(blocks: impl Iterator<Item = (Option<&'a dyn Written>, Place)>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<Option<&str>, Place> = BTreeMap::new();
    for (id, place) in blocks {
        let name = id.map(|id| id.text());
        if let Some(first) = seen.get(&name) {
            let message = if id.is_some() { "this service is already named" } else { "a second block of all services" };
            findings.push(Diagnostic::new(&PODCAST_BLOCK_CONFLICT, place, message).related(first, "first here"));
            continue;
        }
        seen.insert(name, place);
        if let Some(id) = id.filter(|id| !SERVICES.split_whitespace().any(|name| name == id.text())) {
            let message = format!("the namespace lists no service \"{}\"", id.text());
            let finding = id.finding(&PODCAST_BLOCK_CONFLICT, message).severity(Severity::Advice);
            findings.push(match nearest(id.text(), SERVICES.split_whitespace()) {
                Some(near) => finding.help(format!("did you mean \"{near}\"?")),
                None => finding,
            });
        }
    }
    findings
}
