//! The transcript as a part of the episode's page: headings and cues can be linked to.

use std::collections::HashSet;
use std::fmt::Write;

use super::super::model::{Part, Transcript, Turn};
use crate::html::HtmlWriter;
use crate::scalar::slug;

/// The transcript as a sequence of headings and paragraphs, each cue with its own id: `t` and its start in milliseconds.
pub fn html_fragment(transcript: &Transcript) -> String {
    html_fragment_with(transcript, &mut HashSet::new())
}

/// The same where the page has ids already; those given out are added to them.
pub fn html_fragment_with(transcript: &Transcript, ids: &mut HashSet<String>) -> String {
    let mut html = HtmlWriter::with_capacity(transcript.size());
    for part in &transcript.parts {
        match part {
            Part::Heading(heading) => {
                let tag = ["h2", "h3", "h4"].get(usize::from(heading.level.saturating_sub(2))).copied().unwrap_or("h4");
                let base = slug(&heading.text);
                let base = if base.is_empty() { "heading".to_string() } else { base };
                html.element(tag, &[("id", &unique(base, ids))], &heading.text).line();
            }
            Part::Turn(turn) => write_turn(&mut html, turn, ids),
        }
    }
    html.finish()
}

fn write_turn(html: &mut HtmlWriter, turn: &Turn, ids: &mut HashSet<String>) {
    let mut id = String::new();
    for (i, paragraph) in turn.paragraphs.iter().enumerate() {
        html.open("p", &[]);
        if i == 0 {
            if let Some(speaker) = turn.speaker.as_ref().filter(|_| !turn.continued) {
                html.element("cite", &[], speaker).text(" ");
            }
            if let Some(time) = turn.begins() {
                html.element("time", &[("datetime", &time.iso_duration())], &time.short_clock()).text(" ");
            }
        }
        for (n, cue) in paragraph.cues.iter().enumerate() {
            if n > 0 {
                html.text(" ");
            }
            let Some(time) = cue.time else {
                html.text(&cue.text);
                continue;
            };
            id.clear();
            let _ = write!(id, "t{}", time.start.0);
            let own = unique(id.clone(), ids);
            html.element("span", &[("id", &own)], &cue.text);
        }
        html.close().line();
    }
}

/// The id, numbered where it is taken.
fn unique(base: String, ids: &mut HashSet<String>) -> String {
    let mut id = base.clone();
    let mut number = 2usize;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}
