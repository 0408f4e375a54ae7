//! Writes text and Markdown: a turn a paragraph, its label first; an empty line between paragraphs.

use super::super::model::{Intro, Paragraph, Part, Transcript, Turn, WriteOptions, push_words};
use super::super::timed::{one_line, wrap};

/// How labels look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transcript) enum Style {
    /// `Name: words`.
    Plain,
    /// `**Name:** words`.
    Markdown,
}

/// A paragraph of cues without end is broken at the end of a sentence behind this many bytes.
const LONG: usize = 700;

/// Writes a transcript as text.
pub(in crate::transcript) fn write(transcript: &Transcript, options: &WriteOptions, style: Style) -> String {
    let mut out = String::with_capacity(transcript.size());
    for intro in &transcript.intro {
        match intro {
            Intro::Title(text) => {
                separate(&mut out);
                out.push_str(&format!("# {}\n", one_line(text)));
            }
            Intro::Paragraph(text) => block(&mut out, text, options),
            Intro::List { items, ordered } => {
                let lines: Vec<String> = items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| {
                        if *ordered {
                            format!("{}. {}", i + 1, one_line(item))
                        } else {
                            format!("- {}", one_line(item))
                        }
                    })
                    .collect();
                separate(&mut out);
                out.push_str(&lines.join("\n"));
                out.push('\n');
            }
            Intro::Furniture(_) => {}
        }
    }
    for part in &transcript.parts {
        match part {
            Part::Heading(heading) => {
                separate(&mut out);
                out.push_str(&format!("{} {}\n", "#".repeat(usize::from(heading.level)), one_line(&heading.text)));
            }
            Part::Turn(turn) => write_turn(&mut out, turn, options, style),
        }
    }
    out
}

fn write_turn(out: &mut String, turn: &Turn, options: &WriteOptions, style: Style) {
    let time = turn.begins().filter(|_| options.times).map(|time| format!("[{}]", time.clock()));
    let label = match (&turn.speaker, style) {
        _ if turn.continued => None,
        (Some(speaker), Style::Plain) => Some(format!("{}:", one_line(speaker))),
        (Some(speaker), Style::Markdown) => Some(format!("**{}:**", one_line(speaker))),
        (None, _) => None,
    };
    let mut lead: Vec<String> = time.into_iter().chain(label).collect();
    for paragraph in turn.paragraphs.iter().flat_map(readable) {
        lead.push(paragraph);
        block(out, &lead.join(" "), options);
        lead.clear();
    }
}

/// The paragraph, or several where it is long and made of cues.
pub(in crate::transcript) fn readable(paragraph: &Paragraph) -> Vec<String> {
    let mut texts = vec![String::new()];
    for cue in &paragraph.cues {
        let Some(text) = texts.last_mut() else { break };
        if cue.time.is_some() && text.len() > LONG && text.ends_with(['.', '?', '!', '。', '？', '！']) {
            texts.push(one_line(&cue.text).into_owned());
        } else {
            push_words(text, &cue.text);
        }
    }
    texts
}

fn separate(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

fn block(out: &mut String, text: &str, options: &WriteOptions) {
    separate(out);
    match options.wrap {
        Some(width) => out.push_str(&wrap(text, Some(width))),
        None => out.push_str(&one_line(text)),
    }
    out.push('\n');
}
