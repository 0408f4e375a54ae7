//! JSON chapters 1.2 of the podcast namespace; a list of Podlove's web player (`start`, `title`, `href`, `image`) is read
//! too.
//!
//! Numbers are read from their digits and written from whole milliseconds. Unknown fields are ignored, as the format asks.

use std::fmt;
use std::sync::Arc;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::{CHAPTERS_START_INVALID, CHAPTERS_UNREADABLE, Chapter, ChapterLocation, Chapters, filled, range_in};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scalar::Millis;
use crate::source::{Place, Source};

const VERSION: &str = "1.2.0";

/// Reads either shape.
pub(super) fn read(source: &Arc<Source>) -> (Chapters, Vec<Diagnostic>) {
    let mut reader = Reader { source, diagnostics: Vec::new() };
    let root: &RawValue = match serde_json::from_str(&source.text) {
        Ok(root) => root,
        Err(error) => {
            let at = offset_of(&source.text, error.line(), error.column());
            let message = format!("this is not JSON: {}", reason(&error));
            return (Chapters::default(), vec![Diagnostic::new(&CHAPTERS_UNREADABLE, source.place(at..at), message)]);
        }
    };
    let chapters = reader.root(root);
    (chapters, reader.diagnostics)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn root(&mut self, root: &'a RawValue) -> Chapters {
        if let Some(list) = array(root) {
            let one = self.unreadable(root, "a list of Podlove's web player, not podcast JSON chapters");
            self.diagnostics.push(one.severity(Severity::Warning));
            return Chapters { list: self.list(list), ..Chapters::default() };
        }
        let Some(Members(members)) = object(root) else {
            self.diagnostics.push(self.unreadable(root, "this is no JSON object"));
            return Chapters::default();
        };
        let mut chapters = Chapters::default();
        let mut list = None;
        let mut version = false;
        for (name, value) in members {
            match name.as_str() {
                "version" => version = text(value).is_some(),
                "chapters" => list = array(value),
                "title" => chapters.title = text(value),
                "author" => chapters.author = text(value),
                "podcastName" => chapters.podcast_name = text(value),
                "description" => chapters.description = text(value),
                "fileName" => chapters.file_name = text(value),
                "waypoints" => chapters.waypoints = serde_json::from_str(value.get()).ok(),
                _ => {}
            }
        }
        let Some(list) = list else {
            let one = self.unreadable(root, "there is no array `chapters`");
            self.diagnostics.push(one.expected("`\"chapters\": [ … ]`"));
            return chapters;
        };
        if !version {
            let inside = self.place(root).part(1..1);
            let text = format!("\n  \"version\": \"{VERSION}\",");
            let one = self.unreadable(root, "there is no `version`").severity(Severity::Warning);
            let one = one.expected(format!("`\"version\": \"{VERSION}\"`"));
            self.diagnostics.push(one.fix(true, "write the version", &inside, text));
        }
        chapters.list = self.list(list);
        chapters
    }

    fn list(&mut self, list: Vec<&'a RawValue>) -> Vec<Chapter> {
        list.into_iter().filter_map(|one| self.chapter(one)).collect()
    }

    fn chapter(&mut self, value: &'a RawValue) -> Option<Chapter> {
        let place = self.place(value);
        let Some(Members(members)) = object(value) else {
            self.diagnostics.push(self.unreadable(value, "a chapter is no JSON object"));
            return None;
        };
        let mut chapter = Chapter { place: Some(place.clone()), ..Chapter::new(Millis(0)) };
        let mut start = None;
        for (name, value) in members {
            match name.as_str() {
                "startTime" => start = Some(self.time(value)),
                "endTime" => chapter.end = self.time(value),
                "start" => start = Some(self.clock(value)),
                "end" => chapter.end = self.clock(value),
                "title" => chapter.title = text(value),
                "url" | "href" => chapter.url = text(value),
                "img" | "image" => chapter.image = text(value),
                "toc" => chapter.toc = self.toc(value),
                "location" => chapter.location = self.location(value),
                _ => {}
            }
        }
        if start.is_none() {
            let one = Diagnostic::new(&CHAPTERS_START_INVALID, place, "a chapter has no `startTime`");
            self.diagnostics.push(one.expected("`\"startTime\":` and seconds, such as `94.5`"));
        }
        chapter.start = start??;
        Some(chapter)
    }

    /// Podlove's form: `00:04:10.500` as a string.
    fn clock(&mut self, value: &'a RawValue) -> Option<Millis> {
        text(value).and_then(|text| Millis::parse(&text)).or_else(|| self.time(value))
    }

    /// Seconds as a number, or (said) in the form of a clock as a string.
    fn time(&mut self, value: &'a RawValue) -> Option<Millis> {
        if let Some(time) = decimal(value.get()) {
            return Some(time);
        }
        let read = text(value).and_then(|text| Millis::parse(&text));
        let place = self.place(value);
        let mut one = Diagnostic::new(&CHAPTERS_START_INVALID, &place, "a chapter's time is no number of seconds")
            .found(value.get())
            .expected(read.map_or_else(|| "seconds, such as `94.5`".to_string(), Millis::seconds));
        if let Some(time) = read {
            one = one.fix(true, "write the time as a number", &place, time.seconds());
        }
        self.diagnostics.push(one);
        read
    }

    fn toc(&mut self, value: &'a RawValue) -> bool {
        if let Ok(toc) = serde_json::from_str(value.get()) {
            return toc;
        }
        self.warn(value, "`toc` is neither true nor false", "`true` or `false`, without quotes");
        !text(value).is_some_and(|text| text.eq_ignore_ascii_case("false"))
    }

    fn location(&mut self, value: &'a RawValue) -> Option<ChapterLocation> {
        let mut location = ChapterLocation::default();
        for (name, value) in object(value).map(|members| members.0).unwrap_or_default() {
            match name.as_str() {
                "name" => location.name = text(value).unwrap_or_default(),
                "geo" => location.geo = text(value),
                "osm" => location.osm = text(value),
                "rel" => location.rel = text(value),
                "country" => location.country = text(value),
                _ => {}
            }
        }
        if location.name.is_empty() || location.geo.is_none() {
            self.warn(value, "a `location` without `name` or `geo`", "both, such as `\"geo\": \"geo:38.7,-9.1\"`");
        }
        (!location.name.is_empty()).then_some(location)
    }

    fn warn(&mut self, value: &'a RawValue, message: &str, expected: &str) {
        let one = Diagnostic::new(&CHAPTERS_START_INVALID, self.place(value), message);
        self.diagnostics.push(one.severity(Severity::Warning).expected(expected));
    }

    fn unreadable(&self, value: &RawValue, message: &str) -> Diagnostic {
        Diagnostic::new(&CHAPTERS_UNREADABLE, self.place(value), message)
    }

    fn place(&self, value: &RawValue) -> Place {
        self.source.place(range_in(&self.source.text, value.get().as_bytes()))
    }
}

/// The members of an object in their order; of two with one name both.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

fn object(value: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(value.get()).ok()
}

fn array(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str::<String>(value.get()).ok().as_deref().and_then(filled)
}

/// A JSON number that is not negative, from its digits: also `1.5e2`.
fn decimal(number: &str) -> Option<Millis> {
    let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else { return Millis::parse_seconds(number) };
    let exponent = exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() <= 30)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = "0".repeat(exponent.unsigned_abs() as usize);
    let moved = if exponent < 0 {
        let digits = format!("{zeros}{whole}");
        let (head, tail) = digits.split_at_checked(whole.len())?;
        format!("{head}.{tail}{fraction}")
    } else {
        let digits = format!("{fraction}{zeros}");
        let (head, tail) = digits.split_at_checked(zeros.len())?;
        format!("{whole}{head}.{tail}0")
    };
    Millis::parse_seconds(&moved)
}

/// serde_json counts lines at LF from 1 and columns in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// What serde_json says, without its " at line 3 column 4".
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_string())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    podcast_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waypoints: Option<bool>,
    chapters: Vec<Item<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    start_time: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_time: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    img: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    toc: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Spot<'a>>,
}

#[derive(Serialize)]
struct Spot<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    osm: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
}

/// Writes the document, indented by two blanks.
pub(super) fn write(chapters: &Chapters) -> String {
    let document = Document {
        version: VERSION,
        title: chapters.title.as_deref(),
        author: chapters.author.as_deref(),
        podcast_name: chapters.podcast_name.as_deref(),
        description: chapters.description.as_deref(),
        file_name: chapters.file_name.as_deref(),
        waypoints: chapters.waypoints,
        chapters: chapters.list.iter().map(item).collect(),
    };
    // A document of strings and numbers has no way to fail.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn item(chapter: &Chapter) -> Item<'_> {
    Item {
        start_time: number(chapter.start),
        end_time: chapter.end.and_then(number),
        title: chapter.title.as_deref(),
        url: chapter.url.as_deref(),
        img: chapter.image.as_deref(),
        toc: (!chapter.toc).then_some(false),
        location: chapter.location.as_ref().map(|location| Spot {
            name: &location.name,
            geo: location.geo.as_deref(),
            osm: location.osm.as_deref(),
            rel: location.rel.as_deref(),
            country: location.country.as_deref(),
        }),
    }
}

/// Seconds as a JSON number made of digits, never of a float.
fn number(time: Millis) -> Option<Box<RawValue>> {
    RawValue::from_string(time.seconds()).ok()
}
