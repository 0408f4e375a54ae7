//! Writes the HTML of the podcast namespace's profile, as a whole page where it has a title.

use super::super::model::{Intro, Part, Transcript, WriteOptions};
use super::super::text::readable;
use crate::html::HtmlWriter;

/// Writes an HTML transcript.
pub(in crate::transcript) fn write(transcript: &Transcript, options: &WriteOptions) -> String {
    let mut html = HtmlWriter::with_capacity(transcript.size());
    if let Some(title) = &options.title {
        html.fragment("<!DOCTYPE html>").line();
        match transcript.language.as_deref().or(options.language.as_deref()) {
            Some(language) => html.open("html", &[("lang", language)]),
            None => html.open("html", &[]),
        };
        html.line().open("head", &[]).line().open("meta", &[("charset", "utf-8")]).line();
        html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]).line();
        html.element("title", &[], title).line().close().line().open("body", &[]).line();
        if let Some((address, words)) = &options.back {
            html.open("nav", &[]).element("a", &[("href", address)], words).close().line();
        }
        html.open("main", &[]).line().element("h1", &[], title).line();
    }
    body(&mut html, transcript, options);
    let mut out = html.finish();
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn body(html: &mut HtmlWriter, transcript: &Transcript, options: &WriteOptions) {
    let title = |intro: &&Intro| matches!(intro, Intro::Title(_));
    if let Some(Intro::Title(title)) = transcript.intro.iter().find(title).filter(|_| options.title.is_none()) {
        html.element("h1", &[], title).line();
    }
    if transcript.intro.iter().any(|intro| matches!(intro, Intro::Paragraph(_) | Intro::List { .. })) {
        html.open("header", &[]).line();
        for intro in &transcript.intro {
            match intro {
                Intro::Paragraph(text) => {
                    html.element("p", &[], text).line();
                }
                Intro::List { items, ordered } => {
                    html.open(if *ordered { "ol" } else { "ul" }, &[]).line();
                    for item in items {
                        html.element("li", &[], item).line();
                    }
                    html.close().line();
                }
                Intro::Title(_) | Intro::Furniture(_) => {}
            }
        }
        html.close().line();
    }
    for part in &transcript.parts {
        match part {
            Part::Heading(heading) => {
                let tag = ["h2", "h3", "h4"].get(usize::from(heading.level.saturating_sub(2))).copied().unwrap_or("h4");
                html.element(tag, &[], &heading.text).line();
            }
            Part::Turn(turn) => {
                if let Some(speaker) = turn.speaker.as_ref().filter(|_| !turn.continued) {
                    html.element("cite", &[], speaker).line();
                }
                if let Some(time) = turn.begins() {
                    html.element("time", &[("datetime", &time.iso_duration())], &time.short_clock()).line();
                }
                for text in turn.paragraphs.iter().flat_map(readable) {
                    html.element("p", &[], &text).line();
                }
            }
        }
    }
}
