//! Reads HTML: the profile where there is a `<cite>`, other pages as the text they show.
//!
//! HTML Living Standard, tokens by `html5ever`; no tree is built, blocks are enough. XML with `<item>` elements (Podlove
//! simple transcripts) is read the same way.

use std::cell::RefCell;
use std::sync::Arc;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::super::builder::Builder;
use super::super::model::{Cue, Heading, Intro, Origin, Transcript};
use super::super::raw::{Item, RawCue, Run, assemble};
use super::super::stamp;
use super::super::text::read_text;
use crate::diagnostic::Diagnostic;
use crate::scalar::Millis;
use crate::source::Source;

/// Reads an HTML page or fragment.
pub(in crate::transcript) fn read(source: &Arc<Source>) -> (Transcript, Vec<Diagnostic>) {
    let sink = Sink::default();
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&source.text));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // The sink never asks to stop.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.page.into_inner();
    page.flush();
    let mut transcript = if page.blocks.iter().any(|block| matches!(block, Block::Item(..))) {
        items(page.blocks)
    } else if page.blocks.iter().any(|block| matches!(block, Block::Cite(_))) {
        profile(page.blocks)
    } else {
        let mut transcript = read_text(&as_text(&page.blocks));
        transcript.forget_origins();
        transcript
    };
    transcript.language = page.language;
    (transcript, Vec::new())
}

#[derive(Debug)]
enum Block {
    Heading(u8, String),
    Cite(String),
    Time(Millis),
    Text(String),
    Entry(bool, String),
    /// Start, end and words of a Podlove `<item>`.
    Item(Option<Millis>, Option<Millis>, String),
}

#[derive(Default)]
struct Sink {
    page: RefCell<Page>,
}

#[derive(Default)]
struct Page {
    language: Option<String>,
    blocks: Vec<Block>,
    text: String,
    kind: Kind,
    /// Depth inside elements whose text is no content.
    hidden: usize,
    /// A time as its attribute gives it.
    time: Option<Millis>,
    lists: Vec<bool>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Text,
    Heading(u8),
    Cite,
    Time,
    Entry(bool),
    Item(Option<Millis>, Option<Millis>),
}

const HIDDEN: &[&str] = &["head", "nav", "footer", "aside", "button", "form", "svg", "template", "select"];
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "html",
    "hr",
    "br",
    "figure",
    "speech",
    "speaker",
    "pre",
    "summary",
    "details",
];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.page.borrow_mut();
        match token {
            Token::CharacterTokens(text) if page.hidden == 0 => page.text.push_str(&text),
            Token::TagToken(tag) => {
                let name = tag.name.rsplit(':').next().unwrap_or_default().to_string();
                let attribute =
                    |key: &str| tag.attrs.iter().find(|a| &*a.name.local == key).map(|a| a.value.to_string());
                if tag.kind == TagKind::StartTag {
                    if name == "html" {
                        page.language = attribute("lang").filter(|lang| !lang.trim().is_empty());
                    }
                    match name.as_str() {
                        "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                        "title" => return TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => {}
                    }
                    page.open(&name, &attribute, tag.self_closing);
                } else {
                    page.close(&name);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, self_closing: bool) {
        if HIDDEN.contains(&name) {
            self.flush();
            self.hidden += usize::from(!self_closing);
            return;
        }
        if self.hidden > 0 {
            return;
        }
        let clock = |key: &str| attribute(key).and_then(|text| stamp::lenient(text.trim()));
        match name {
            "cite" => self.begin(Kind::Cite),
            "time" => {
                self.begin(Kind::Time);
                self.time = attribute("datetime").and_then(|text| iso(&text));
            }
            "item" => self.begin(Kind::Item(clock("start"), clock("end"))),
            "ul" | "ol" => {
                self.begin(Kind::Text);
                self.lists.push(name == "ol");
            }
            "li" => {
                let ordered = self.lists.last().copied().unwrap_or(false);
                self.begin(Kind::Entry(ordered));
            }
            "strong" | "b" if self.kind == Kind::Text => self.text.push_str("**"),
            "br" => self.begin(self.kind),
            _ => match level(name) {
                Some(level) => self.begin(Kind::Heading(level)),
                None if BLOCKS.contains(&name) => self.begin(Kind::Text),
                None => {}
            },
        }
    }

    fn close(&mut self, name: &str) {
        if HIDDEN.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
            self.text.clear();
            return;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "cite" | "time" | "item" => self.begin(Kind::Text),
            "ul" | "ol" => {
                self.begin(Kind::Text);
                self.lists.pop();
            }
            "strong" | "b" if self.kind == Kind::Text => self.text.push_str("**"),
            _ if level(name).is_some() || BLOCKS.contains(&name) => self.begin(Kind::Text),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind) {
        self.flush();
        self.kind = kind;
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let time = self.time.take();
        if text.is_empty() {
            return;
        }
        self.blocks.push(match self.kind {
            Kind::Text => Block::Text(text),
            Kind::Heading(level) => Block::Heading(level, text),
            Kind::Cite => Block::Cite(text.trim_end_matches([':', ' ', '：']).to_string()),
            Kind::Entry(ordered) => Block::Entry(ordered, text),
            Kind::Item(start, end) => Block::Item(start, end, text),
            Kind::Time => match time.or_else(|| stamp::lenient(text.trim_matches(['[', ']', '(', ')', ' ']))) {
                Some(time) => Block::Time(time),
                None => Block::Text(text),
            },
        });
    }
}

fn level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&digit).then_some(digit)
}

/// `PT1H2M3.5S`.
fn iso(text: &str) -> Option<Millis> {
    let mut rest = text.trim().strip_prefix("PT")?;
    let mut total = Millis(0);
    for (unit, seconds) in [('H', 3600u64), ('M', 60)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total = total.plus(Millis::from_secs(number.parse::<u64>().ok()?.checked_mul(seconds)?));
            rest = after;
        }
    }
    match rest.strip_suffix('S') {
        Some(number) => Some(total.plus(Millis::parse_seconds(number)?)),
        None => rest.is_empty().then_some(total),
    }
}

/// The profile: a name, a time, paragraphs.
fn profile(blocks: Vec<Block>) -> Transcript {
    let mut transcript = Transcript::default();
    let mut builder = Builder::default();
    let mut stamps = Vec::new();
    let mut speaker: Option<String> = None;
    let mut time = None;
    let mut began = false;
    for block in blocks {
        match block {
            Block::Cite(name) => {
                builder.end_turn();
                speaker = Some(name);
                began = true;
            }
            Block::Time(start) => {
                time = Some(start);
                began = true;
            }
            Block::Heading(1, text) => transcript.intro.insert(0, Intro::Title(text)),
            Block::Heading(level, text) => {
                began = true;
                builder.heading(Heading { level: level.min(4), text, start: None, origin: Origin::default() });
            }
            Block::Text(text) if !began => transcript.intro.push(Intro::Paragraph(text)),
            Block::Entry(ordered, text) if !began => match transcript.intro.last_mut() {
                Some(Intro::List { items, ordered: same }) if *same == ordered => items.push(text),
                _ => transcript.intro.push(Intro::List { items: vec![text], ordered }),
            },
            Block::Text(text) | Block::Entry(_, text) | Block::Item(_, _, text) => {
                let text = text.replace("**", "");
                if text.is_empty() {
                    continue;
                }
                builder.end_paragraph();
                stamps.push(time.take());
                builder.cue(speaker.as_deref(), Origin::default(), Cue::untimed(text));
            }
        }
    }
    transcript.parts = builder.finish();
    stamp::apply(&mut transcript, &stamps);
    transcript
}

fn items(blocks: Vec<Block>) -> Transcript {
    let mut cues = Vec::new();
    let mut speaker = None;
    for block in blocks {
        match block {
            Block::Item(start, end, text) => cues.push(Item::Cue(RawCue {
                start,
                end,
                runs: vec![Run { speaker: speaker.clone(), text, words: Vec::new() }],
                ..RawCue::default()
            })),
            Block::Text(name) | Block::Cite(name) => speaker = Some(name),
            Block::Heading(..) | Block::Time(_) | Block::Entry(..) => {}
        }
    }
    Transcript { parts: assemble(cues), ..Transcript::default() }
}

/// A page as text, for the reader of pages.
fn as_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(level, text) => {
                out.push_str(&format!("{} {}", "#".repeat(usize::from(*level)), text.replace("**", "")))
            }
            Block::Cite(text) | Block::Text(text) | Block::Item(_, _, text) => out.push_str(text),
            Block::Entry(true, text) => out.push_str(&format!("1. {text}")),
            Block::Entry(false, text) => out.push_str(&format!("- {text}")),
            Block::Time(time) => {
                out.push_str(&format!("[{}] ", time.clock()));
                continue;
            }
        }
        out.push_str("\n\n");
    }
    out
}
