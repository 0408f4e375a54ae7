//! Podlove Simple Chapters 1.2: a document of its own, or the first `psc:chapters` inside a feed.
//!
//! The namespace decides; a prefix that nobody declared is taken at its word. Times are Normal Play Time. XML that breaks
//! off gives the chapters before the break.

use std::sync::Arc;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::lint::lint_marks;
use super::{CHAPTERS_START_INVALID, CHAPTERS_UNREADABLE, Chapter, Chapters, Format, filled, one_line, range_in};
use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::{Place, Source};
use crate::xml::read::Node;
use crate::xml::{Element, write_document};

const NAMESPACE: &str = "http://podlove.org/simple-chapters";

/// Reads the first `psc:chapters`; the specification has readers ignore more.
pub(super) fn read(source: &Arc<Source>) -> (Chapters, Vec<Diagnostic>) {
    let mut chapters = Chapters::default();
    let mut diagnostics = Vec::new();
    let mut reader = NsReader::from_str(&source.text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut inside = false;
    let mut found = false;
    loop {
        let (known, event) = match reader.read_resolved_event() {
            Ok((namespace, event)) => (ours(&namespace), event),
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(source.text.len());
                let message = format!("this is not XML: {error}");
                diagnostics.push(Diagnostic::new(&CHAPTERS_UNREADABLE, source.place(at..at), message));
                return (chapters, diagnostics);
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) if known => match tag.local_name().as_ref() {
                b"chapters" => (inside, found) = (true, true),
                b"chapter" if inside => chapters.list.extend(chapter(source, &tag, &mut diagnostics)),
                _ => {}
            },
            Event::End(tag) if known && inside && tag.local_name().as_ref() == b"chapters" => break,
            _ => {}
        }
    }
    if !found {
        diagnostics.push(
            Diagnostic::new(&CHAPTERS_UNREADABLE, source.place(0..0), "there is no element `psc:chapters`")
                .expected(format!("`<psc:chapters version=\"1.2\" xmlns:psc=\"{NAMESPACE}\">`")),
        );
    }
    (chapters, diagnostics)
}

fn ours(namespace: &ResolveResult<'_>) -> bool {
    match namespace {
        ResolveResult::Bound(name) => name.as_ref().strip_suffix(b"/").unwrap_or(name.as_ref()) == NAMESPACE.as_bytes(),
        ResolveResult::Unknown(prefix) => prefix == b"psc",
        ResolveResult::Unbound => true,
    }
}

fn chapter(source: &Arc<Source>, tag: &BytesStart<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Chapter> {
    let inner = range_in(&source.text, tag);
    let closing = if source.text.get(inner.end..).is_some_and(|rest| rest.starts_with('/')) { 2 } else { 1 };
    let place = source.place(inner.start.saturating_sub(1)..(inner.end + closing).min(source.text.len()));
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into_owned(),
            // A bare `&` or an entity that nobody declared: the characters as they stand.
            Err(_) => String::from_utf8_lossy(&attribute.value).into_owned(),
        };
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let raw = range_in(&source.text, &attribute.value);
        (name, value, move || source.place(raw))
    });
    from_attributes(place, attributes, diagnostics)
}

/// The chapters that stand in a feed, and what is wrong with them in their own order.
pub fn judge_psc(node: Node<'_>) -> Vec<Diagnostic> {
    let mut chapters = Chapters { place: Some(node.place()), ..Chapters::default() };
    let mut findings = Vec::new();
    let marks = node.elements().filter(|inner| inner.local() == "chapter" && inner.namespace() == node.namespace());
    for mark in marks {
        let attributes = mark.attributes().map(|one| (one.local(), one.value(), move || one.value_place()));
        chapters.list.extend(from_attributes(mark.place(), attributes, &mut findings));
    }
    findings.extend(lint_marks(&chapters, Some(Format::Psc)));
    findings
}

/// One chapter out of its attributes, each with its value and the place of that.
fn from_attributes<N: AsRef<str>, V: AsRef<str>, P: FnOnce() -> Place>(
    place: Place,
    attributes: impl Iterator<Item = (N, V, P)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Chapter> {
    let mut chapter = Chapter { place: Some(place.clone()), ..Chapter::new(Millis(0)) };
    let mut start = None;
    for (name, value, raw) in attributes {
        let value = value.as_ref();
        match name.as_ref() {
            "start" => start = Some((Millis::parse(value.trim()), raw)),
            "title" => chapter.title = filled(value),
            "href" => chapter.url = filled(value),
            "image" => chapter.image = filled(value),
            _ => {}
        }
    }
    let invalid = |place, message| {
        Diagnostic::new(&CHAPTERS_START_INVALID, place, message).expected("Normal Play Time, such as `00:04:10.500`")
    };
    match start {
        Some((Some(time), _)) => chapter.start = time,
        Some((None, raw)) => {
            let raw = raw();
            let found = raw.text().to_string();
            diagnostics.push(invalid(raw, "a chapter's `start` is no Normal Play Time").found(found));
            return None;
        }
        None => {
            diagnostics.push(invalid(place, "a chapter has no `start`"));
            return None;
        }
    }
    Some(chapter)
}

/// The element for a feed or a document; the prefix `psc` is for whoever writes the frame to declare.
///
/// Silent markers are left out, titles are always there (they are compulsory), times are `HH:MM:SS.mmm`.
pub fn psc_element(chapters: &Chapters) -> Element {
    let sorted = chapters.sorted();
    let element = |chapter: &Chapter| {
        Element::new("psc:chapter")
            .attr("start", chapter.start.clock_millis())
            .attr("title", one_line(chapter.title.as_deref()))
            .attr_if("href", chapter.url.as_deref())
            .attr_if("image", chapter.image.as_deref())
    };
    Element::new("psc:chapters")
        .attr("version", "1.2")
        .children(sorted.list.iter().filter(|chapter| chapter.toc).map(element))
}

pub(super) fn write(chapters: &Chapters) -> String {
    let root = psc_element(chapters).attr("xmlns:psc", NAMESPACE);
    String::from_utf8(write_document(&root)).unwrap_or_default()
}
