//! `<podcast:chapters>`: where the chapters of the episode lie.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/chapters>. A chapter file is read by [`crate::chapters`]; chapters may
//! as well stand in the front matter, one table each.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Location, ending, essence};
use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, UrlUse, required};
use crate::element::written::Written;
use crate::keys::{Data, FromNode, Link, Node, PathOrUrl, Reader, TableInfo};
use crate::scalar::Millis;
use crate::source::Spanned;
use crate::xml::{Element, read};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::empty("podcast:chapters", &["item"])
    .with(&[required("url", Kind::Url(UrlUse::Secure)), required("type", Kind::MediaType)])
    .judged_by(judge)];

crate::rules! {
    /// Apps look for JSON chapters by this type and pass others by.
    PODCAST_CHAPTERS_TYPE = "podcast-chapters-type": Warning, [Podcasting2], Safe;
        summary "chapters of a type that no app reads";
        bad "<podcast:chapters url=\"https://show.fm/1.json\" type=\"application/json+chaptersX\"/>";
        good "<podcast:chapters url=\"https://show.fm/1.json\" type=\"application/json+chapters\"/>";
        source "Podcast namespace, <podcast:chapters>";
}

/// The media type of JSON chapters that the namespace asks for.
pub const CHAPTERS_TYPE: &str = "application/json+chapters";

/// The element that points at the published chapter file.
pub fn chapters_element(url: &str) -> Element {
    Element::new("podcast:chapters").attr("url", url).attr("type", CHAPTERS_TYPE)
}

fn judge(node: read::Node<'_>) -> Vec<Diagnostic> {
    let Some(value) = read::Value::filled(node, "type") else { return Vec::new() };
    let essence = essence(value.trimmed());
    // What is no media type at all is judged by its kind.
    if !essence.contains('/') || [CHAPTERS_TYPE, "application/json"].iter().any(|own| own.eq_ignore_ascii_case(essence))
    {
        return Vec::new();
    }
    let value: &dyn Written = &value;
    let finding = value.finding(&PODCAST_CHAPTERS_TYPE, "apps read no chapters of this type").expected(CHAPTERS_TYPE);
    let is_json = read::Value::named(node, "url").is_some_and(|url| ending(url.trimmed()) == Some("json".into()));
    vec![if is_json { value.mended(finding, true, CHAPTERS_TYPE) } else { finding }]
}

/// What stands under `chapters`.
#[derive(Clone, Debug)]
pub enum ChaptersKey {
    /// A file.
    File(Spanned<PathOrUrl>),
    /// The chapters themselves.
    List(Vec<ChapterKey>),
}

impl FromNode for ChaptersKey {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.data {
            Data::Array(_) => Vec::from_node(node, reader).map(ChaptersKey::List),
            _ => ChaptersFile::from_node(node, reader).map(|table| ChaptersKey::File(table.file)),
        }
    }
    fn expected() -> String {
        "a file, or a list of chapters".into()
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        let (file, chapter) = (ChaptersFile::schema(defs), ChapterKey::schema(defs));
        json!({ "anyOf": [file, { "type": "array", "items": chapter }] })
    }
    fn table_info() -> Option<TableInfo> {
        Some(ChapterKey::INFO)
    }
}

crate::keys! {
    /// The chapter file of the episode.
    pub struct ChaptersFile bare "file" {
        /// The file.
        file: Spanned<PathOrUrl> = "file = \"hello.chapters.json\"";
    }
}

crate::keys! {
    /// One chapter.
    pub struct ChapterKey {
        /// When it begins.
        start: Spanned<Millis> = "start = \"04:10\"";
        /// Its name; may be left out of a chapter that is there for its image only.
        title: Option<Spanned<String>> = "title = \"The tape\"";
        /// When it ends, where that is not the start of the next.
        end: Option<Spanned<Millis>> = "end = \"12:00\"";
        /// A page about it.
        url: Option<Spanned<Link>> = "url = \"https://archive.example/tape\"";
        /// A picture to be shown meanwhile.
        image: Option<Spanned<PathOrUrl>> = "image = \"tape.jpg\"";
        /// `false` keeps it out of the list of chapters.
        toc: Option<bool> = "toc = false";
        /// A place it is about.
        location: Option<Location> = "location = { name = \"Alfama\", geo = \"geo:38.7118,-9.1300\" }";
    }
}
