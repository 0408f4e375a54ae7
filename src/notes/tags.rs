//! HTML tags inside Markdown, or a text that is HTML: judged, and what may stay turned into pieces.
//!
//! HTML Living Standard, section 13.2.5 (tokenization, by `html5ever`). Trees are not built: the tree construction
//! of browsers takes quadratic time on deep nesting, and the pieces need only elements in order. Safety comes from
//! what is written (the elements and attributes of lists, everything escaped), not from what is taken away.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use super::address::{self, Kind};
use super::piece::{Attributes, Builder, By, KEPT, is_phrasing};
use super::rules::{HTML_DOCUMENT_TAG, HTML_EMBED, HTML_EVENT_HANDLER, HTML_SCRIPT, HTML_SCRIPT_URL};
use crate::diagnostic::{At, Diagnostic};
use crate::html::{ADDRESS_ATTRIBUTES, DOCUMENT_TAGS, EMBEDS, is_event_handler};

/// Attributes that are kept, and on which element (`*`: on all).
const KEPT_ATTRIBUTES: &[(&str, &str)] = &[
    ("*", "dir"),
    ("*", "lang"),
    ("*", "title"),
    ("a", "href"),
    ("details", "open"),
    ("img", "alt"),
    ("img", "height"),
    ("img", "src"),
    ("img", "width"),
    ("ol", "start"),
    ("td", "colspan"),
    ("td", "rowspan"),
    ("th", "colspan"),
    ("th", "rowspan"),
    ("th", "scope"),
    ("time", "datetime"),
];
/// Elements that go with everything in them.
const DROPPED: &[&str] = &["iframe", "noembed", "noframes", "noscript", "script", "style", "svg", "template", "title"];

/// Where a chunk of HTML stands in the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In a line of text: blocks can't begin here.
    Line,
    /// Between blocks.
    Block,
}

/// Reads a chunk of HTML into pieces; tells `each` every start tag, in order.
pub(super) fn read_tags(html: &str, at: Where, builder: &mut Builder, mut each: impl FnMut(&Tag)) {
    for token in tokens(html) {
        match token {
            Token::CharacterTokens(text) => builder.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                each(&tag);
                open(&tag, at, builder);
            }
            Token::TagToken(tag) => builder.close_tag(&tag.name),
            _ => {}
        }
    }
    if at == Where::Block {
        builder.close_phrasing();
    }
}

fn open(tag: &Tag, at: Where, builder: &mut Builder) {
    let name: &str = &tag.name;
    if EMBEDS.contains(&name) {
        link_to_embedded(tag, at, builder);
    }
    if let Some(dropped) = DROPPED.iter().find(|dropped| **dropped == name) {
        if !tag.self_closing || name != "svg" {
            builder.drop_until_closed(dropped);
        }
        return;
    }
    let Ok(known) = KEPT.binary_search(&name) else { return };
    let Some(known) = KEPT.get(known).copied() else { return };
    let attributes = attributes(tag, known);
    let void = matches!(known, "br" | "hr" | "img");
    if at == Where::Line && !void && !is_phrasing(known) || at == Where::Line && known == "hr" {
        return;
    }
    match known {
        "img" if attributes.iter().all(|(name, _)| *name != "src") => {
            let alt = attributes.into_iter().find(|(name, _)| *name == "alt");
            builder.text(&alt.map(|(_, alt)| alt).unwrap_or_default());
        }
        "a" if attributes.iter().all(|(name, _)| *name != "href") => {}
        _ if void => builder.void(known, attributes),
        _ => builder.open(known, attributes, By::Tag),
    }
}

/// What was to be embedded stays within reach.
fn link_to_embedded(tag: &Tag, at: Where, builder: &mut Builder) {
    let value = |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string());
    let Some(address) = value("src").or_else(|| value("data")) else { return };
    if address::kind(&address) == Kind::Absolute {
        let address = address::normalise(&address);
        let text = value("title").unwrap_or_else(|| address.clone());
        if at == Where::Block {
            builder.open("p", Attributes::new(), By::Tag);
        }
        builder.open("a", vec![("href", address)], By::Tag);
        builder.text(&text);
        builder.close_tag("a");
        if at == Where::Block {
            builder.close_tag("p");
        }
    }
}

fn attributes(tag: &Tag, known: &str) -> Attributes {
    let mut kept = Attributes::new();
    for attribute in &tag.attrs {
        let name: &str = &attribute.name.local;
        let found = KEPT_ATTRIBUTES.iter().find(|(on, own)| *own == name && (*on == "*" || *on == known));
        let Some((_, name)) = found else { continue };
        if matches!(*name, "href" | "src") {
            if matches!(address::kind(&attribute.value), Kind::Absolute | Kind::Relative) {
                kept.push((name, address::normalise(&attribute.value)));
            }
        } else {
            kept.push((name, attribute.value.to_string()));
        }
    }
    kept
}

/// What is wrong with a start tag wherever it stands.
pub(super) fn judge_tag(tag: &Tag, at: &dyn Fn() -> At, diagnostics: &mut Vec<Diagnostic>) {
    let name: &str = &tag.name;
    if matches!(name, "script" | "noscript") {
        diagnostics.push(
            Diagnostic::new(&HTML_SCRIPT, at(), format!("`<{name}>` is left out")).help("remove it from the text"),
        );
    } else if EMBEDS.contains(&name) {
        let message = format!("`<{name}>` is left out: podcast apps show nothing in its place");
        diagnostics.push(Diagnostic::new(&HTML_EMBED, at(), message).help("write a link to it"));
    } else if DOCUMENT_TAGS.contains(&name) {
        let message = format!("`<{name}>` is left out: it belongs to a whole page");
        diagnostics.push(Diagnostic::new(&HTML_DOCUMENT_TAG, at(), message).help("keep only what it holds"));
    }
    for attribute in &tag.attrs {
        let own: &str = &attribute.name.local;
        if is_event_handler(own) {
            let message = format!("`{own}` runs a script and is left out");
            diagnostics.push(Diagnostic::new(&HTML_EVENT_HANDLER, at(), message).help("remove the attribute"));
        } else if ADDRESS_ATTRIBUTES.contains(&own) && address::kind(&attribute.value) == Kind::Script {
            diagnostics.push(script_url(&attribute.value, at()));
        }
    }
}

/// An address that runs a program.
pub(super) fn script_url(address: &str, at: At) -> Diagnostic {
    let found: String = address.chars().take(80).collect();
    Diagnostic::new(&HTML_SCRIPT_URL, at, "the address is a script, and the link is left out")
        .found(found)
        .expected("an address that begins with `https://`")
}

/// A longer tag is pointed at by its name alone.
const LONGEST_TAG: usize = 1000;

/// Finds the places of start tags, asked for in their order; moves forward only.
#[derive(Default)]
pub(super) struct TagFinder {
    from: usize,
}

impl TagFinder {
    /// The tag's range, up to its `>`; empty at where the search stands when it can't be found.
    pub(super) fn find(&mut self, html: &str, name: &str) -> std::ops::Range<usize> {
        let bytes = html.as_bytes();
        let mut from = self.from;
        while let Some(start) = bytes.get(from..).and_then(|rest| rest.iter().position(|b| *b == b'<')) {
            let start = from + start;
            from = start + 1;
            let is_it = bytes.get(from..from + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            if is_it {
                let length = bytes.iter().skip(from).take(LONGEST_TAG).position(|b| *b == b'>');
                let end = length.map_or(from + name.len(), |length| from + length + 1);
                self.from = from;
                return start..end;
            }
        }
        self.from = html.len();
        self.from..self.from
    }
}

struct Tokens(RefCell<Vec<Token>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let raw = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => match &*tag.name {
                "script" => Some(RawKind::ScriptData),
                "iframe" | "noembed" | "noframes" | "noscript" | "style" | "xmp" => Some(RawKind::Rawtext),
                "textarea" | "title" => Some(RawKind::Rcdata),
                _ => None,
            },
            _ => None,
        };
        self.0.borrow_mut().push(token);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

fn tokens(html: &str) -> Vec<Token> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Tokens(RefCell::new(Vec::new())), Default::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}
