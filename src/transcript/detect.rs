//! Which format a text is in: by what stands in it, and by its name where that leaves a doubt.

use std::sync::Arc;

use super::lines::lines;
use super::model::Format;
use super::rules::TRANSCRIPT_UNREADABLE;
use super::stamp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// The format of a text; its content says more than its name's ending.
pub fn detect(name: &str, text: &str) -> Format {
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    if start.starts_with("WEBVTT") {
        return Format::Vtt;
    }
    if start.starts_with(['{', '[']) && serde_json::from_str::<serde_json::Value>(start).is_ok() {
        return Format::Json;
    }
    let by_ending = Format::by_ending(name);
    if looks_like_markup(start) {
        return Format::Html;
    }
    if has_timing_line(start) {
        return if by_ending == Some(Format::Vtt) { Format::Vtt } else { Format::Srt };
    }
    by_ending.unwrap_or(Format::Text)
}

/// A finding where a file's ending says another format than its content is: apps go by the ending.
pub(super) fn another_format(source: &Arc<Source>, format: Format) -> Option<Diagnostic> {
    let named = Format::by_ending(&source.name)?;
    let alike = |format| matches!(format, Format::Text | Format::Markdown);
    if named == format || (alike(named) && alike(format)) {
        return None;
    }
    let page =
        format == Format::Html && source.text.get(..2000).unwrap_or(&source.text).to_lowercase().contains("<html");
    let message = format!("the file is called .{} and holds {}", named.ending(), described(format, page));
    let place = source.place(0..source.text.find(['\n', '\r']).unwrap_or(source.text.len()));
    let finding = Diagnostic::new(&TRANSCRIPT_UNREADABLE, place, message).expected(described(named, false));
    // What is a transcript all the same is published under its right ending.
    let readable = !(page && named.is_timed());
    Some(if readable {
        finding.severity(Severity::Warning).help(format!("call it .{}", format.ending()))
    } else {
        finding
    })
}

fn described(format: Format, page: bool) -> &'static str {
    match format {
        Format::Html if page => "a web page",
        Format::Vtt => "WebVTT",
        Format::Srt => "SRT",
        Format::Json => "JSON",
        Format::Html => "HTML",
        Format::Text | Format::Markdown => "plain text",
    }
}

fn looks_like_markup(start: &str) -> bool {
    if !start.starts_with('<') {
        return false;
    }
    let head: String = start.chars().take(2000).flat_map(char::to_lowercase).collect();
    [
        "<!doctype html",
        "<html",
        "<?xml",
        "<cite",
        "<p>",
        "<p ",
        "<div",
        "<h1",
        "<h2",
        "<h3",
        "<article",
        "<section",
        "<time",
        "<body",
        "<!--",
    ]
    .iter()
    .any(|tag| head.starts_with(tag))
}

/// A timing line among the first lines, with an arrow between two clocks or as .sbv has it.
fn has_timing_line(text: &str) -> bool {
    let clock = |text: &str| text.contains(':') && stamp::lenient(text).is_some();
    lines(text.get(..text.len().min(8000)).or_else(|| text.get(..0)).unwrap_or(text)).into_iter().take(40).any(|line| {
        let line = text.get(line).unwrap_or_default().trim();
        match line.split_once("-->") {
            Some((left, right)) => {
                clock(&left.split_whitespace().collect::<String>())
                    && right.split_whitespace().next().is_some_and(clock)
            }
            None => line.split_once(',').is_some_and(|(left, right)| clock(left) && clock(right)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_beats_the_ending() {
        assert_eq!(detect("a.txt", "WEBVTT\n\n"), Format::Vtt);
        assert_eq!(detect("a.vtt", "<!DOCTYPE html><title>404</title>"), Format::Html);
        assert_eq!(detect("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi\n"), Format::Srt);
        assert_eq!(detect("a.sbv", "0:00:00.378,0:00:11.378\nHi\n"), Format::Srt);
        assert_eq!(detect("a.txt", " [{\"text\":\"Hi\"}]"), Format::Json);
        assert_eq!(detect("-", "[Ann] [00:12] Hi"), Format::Text);
        assert_eq!(detect("a.md", "**Ann:** Hi"), Format::Markdown);
        assert_eq!(detect("a.txt", "<v Ann>Hi"), Format::Text);
    }
}
