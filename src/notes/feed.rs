//! Notes for a feed: the elements that podcast apps show, and nothing else.
//!
//! Kept are `p br ul ol li a b i strong em` (Apple's guide to HTML in descriptions, PSP-1). The rest keeps its words
//! and link targets: headings become bold paragraphs, a table's row and a block of code a paragraph, a quotation its
//! paragraphs, an image a link to it. Line ends mean a break in some apps and nothing in others: inside a paragraph
//! there are none, between blocks they make the feed legible.

use super::piece::{Attributes, Piece, attribute, is_block};
use super::{Resolve, resolved};
use crate::html::{HtmlWriter, escape};

/// Writes pieces in at most `limit` bytes, cut between words and closed properly; what is cut ends in `…`.
pub(super) fn feed(pieces: &[Piece], resolve: Resolve<'_>, limit: usize) -> String {
    let mut writer = Writer {
        html: HtmlWriter::new(),
        open: Vec::new(),
        links: Vec::new(),
        resolve,
        limit,
        full: false,
        begun: false,
        block: false,
        blank: Blank::Nothing,
        heading: false,
        pre: false,
        cells: 0,
    };
    for piece in pieces {
        writer.piece(piece);
        if writer.full {
            break;
        }
    }
    writer.boundary();
    writer.html.finish()
}

/// Elements that stand in the feed as they are, in a line of text.
const INLINE: &[&str] = &["b", "em", "i", "strong"];
/// What the tags around one piece, and the `…`, may take.
const RESERVE: usize = 80;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Paragraph,
    List,
    /// With whether there are words in it that a new block must keep away from.
    Item(bool),
    Inline(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// The last character written is one that a blank may follow.
    Nothing,
    /// A blank comes before the next word.
    Due,
    /// At the begin of a line, where blanks mean nothing.
    Begin,
}

struct Link {
    href: Option<String>,
    written: bool,
}

struct Writer<'a> {
    html: HtmlWriter,
    open: Vec<Open>,
    links: Vec<Link>,
    resolve: Resolve<'a>,
    limit: usize,
    full: bool,
    begun: bool,
    /// A paragraph, or a part of a list item, is begun.
    block: bool,
    blank: Blank,
    heading: bool,
    pre: bool,
    cells: usize,
}

impl Writer<'_> {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(text) if self.pre => self.preformatted(text),
            Piece::Text(text) => self.text(text),
            Piece::Soft => self.soft(),
            Piece::Open(tag, attributes) => self.open(tag, attributes),
            Piece::Void("br", _) => self.line_break(),
            Piece::Void("img", attributes) => self.image(attributes),
            Piece::Void(..) => self.boundary(),
            Piece::Close(tag) => self.close(tag),
        }
    }

    fn open(&mut self, tag: &'static str, attributes: &Attributes) {
        if is_block(tag) {
            self.boundary();
        }
        match tag {
            "ul" | "ol" => self.open_list(tag, attributes),
            "li" if self.open.last() == Some(&Open::List) => self.open_item(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = true,
            "pre" => self.pre = true,
            "tr" => self.cells = 0,
            "td" | "th" => {
                if self.cells > 0 && self.block {
                    self.text(" | ");
                }
                self.cells += 1;
            }
            "a" => {
                let href = attribute(attributes, "href").and_then(|href| resolved(href, self.resolve));
                if let Some(href) = &href {
                    self.open_link(href);
                }
                self.links.push(Link { href, written: false });
            }
            tag if INLINE.contains(&tag) && self.room(0) => {
                self.start();
                self.html.open(tag, &[]);
                self.open.push(Open::Inline(tag));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: &'static str) {
        match tag {
            "a" => {
                let Some(Link { href, written }) = self.links.pop() else { return };
                let Some(href) = href else { return };
                if !written {
                    self.text(&href);
                }
                self.close_inline("a");
            }
            tag if INLINE.contains(&tag) => self.close_inline(tag),
            tag if is_block(tag) => {
                self.boundary();
                match tag {
                    "ul" | "ol" => self.close_list(),
                    "li" if matches!(self.open.last(), Some(Open::Item(_))) => self.pop(),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = false,
                    "pre" => self.pre = false,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn close_inline(&mut self, tag: &'static str) {
        if self.open.last() == Some(&Open::Inline(tag)) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        self.open.pop();
        self.html.close();
    }

    /// Ends the paragraph, or the part of an item, that is begun.
    fn boundary(&mut self) {
        while let Some(Open::Inline(_) | Open::Paragraph) = self.open.last() {
            self.pop();
        }
        self.block = false;
    }

    /// Begins a paragraph, or a part of an item, if none is begun; writes the blank that is due.
    fn start(&mut self) {
        if !self.block {
            if self.open.last() == Some(&Open::List) {
                self.open_item();
            }
            match self.open.last_mut() {
                Some(Open::Item(words)) => {
                    if std::mem::replace(words, true) {
                        self.html.open("br", &[]);
                    }
                }
                _ => {
                    self.line();
                    self.html.open("p", &[]);
                    self.open.push(Open::Paragraph);
                }
            }
            self.block = true;
            self.blank = Blank::Begin;
            if self.heading {
                self.html.open("strong", &[]);
                self.open.push(Open::Inline("strong"));
            }
        }
        if self.blank == Blank::Due {
            self.html.text(" ");
            self.blank = Blank::Nothing;
        }
    }

    fn line(&mut self) {
        if self.begun {
            self.html.line();
        }
        self.begun = true;
    }

    fn open_list(&mut self, tag: &'static str, attributes: &Attributes) {
        if !self.room(0) {
            return;
        }
        if self.open.last() == Some(&Open::List) {
            self.open_item();
        }
        if self.open.is_empty() {
            self.line();
        }
        match attribute(attributes, "start") {
            Some(start) if self.room(start.len()) => self.html.open(tag, &[("start", start)]),
            _ => self.html.open(tag, &[]),
        };
        self.open.push(Open::List);
    }

    fn close_list(&mut self) {
        if let Some(Open::Item(_)) = self.open.last() {
            self.pop();
        }
        if self.open.last() == Some(&Open::List) {
            self.pop();
        }
        if let Some(Open::Item(words)) = self.open.last_mut() {
            *words = false;
        }
    }

    fn open_item(&mut self) {
        self.html.open("li", &[]);
        self.open.push(Open::Item(false));
    }

    fn open_link(&mut self, href: &str) {
        if self.room(if self.limit == usize::MAX { 0 } else { escape(href).len() }) {
            self.start();
            self.html.open("a", &[("href", href)]);
            self.open.push(Open::Inline("a"));
        }
    }

    fn image(&mut self, attributes: &Attributes) {
        let source = attribute(attributes, "src").and_then(|source| resolved(source, self.resolve));
        let alt = attribute(attributes, "alt").unwrap_or_default();
        let in_link = self.links.last().is_some_and(|link| link.href.is_some());
        match source {
            Some(source) if !in_link => {
                let name = source.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
                let text = [alt, name].into_iter().find(|text| !text.trim().is_empty()).unwrap_or(&source);
                self.open_link(&source);
                self.text(text);
                self.close_inline("a");
            }
            _ => self.text(alt),
        }
    }

    fn line_break(&mut self) {
        if self.block && self.room(0) {
            self.html.open("br", &[]);
            self.blank = Blank::Begin;
        }
    }

    fn soft(&mut self) {
        if self.blank == Blank::Nothing {
            self.blank = Blank::Due;
        }
    }

    /// Words, with every run of blanks as one.
    fn text(&mut self, text: &str) {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
        let words = text.trim_matches(blank);
        if words.is_empty() {
            if self.block {
                self.soft();
            }
            return;
        }
        if self.block && text.starts_with(blank) {
            self.soft();
        }
        if !self.room(0) {
            return;
        }
        self.start();
        let mut line = String::with_capacity(words.len());
        for word in words.split(blank).filter(|word| !word.is_empty()) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.words(&line);
        self.blank = if text.ends_with(blank) { Blank::Due } else { Blank::Nothing };
    }

    /// As many words as there is room for.
    fn words(&mut self, line: &str) {
        if let Some(link) = self.links.last_mut() {
            link.written = true;
        }
        if self.limit == usize::MAX || self.room_for(escape(line).len()) {
            self.html.text(line);
            return;
        }
        self.full = true;
        let mut room = self.limit.saturating_sub(self.html.closed_len() + RESERVE);
        let mut end = 0;
        for (i, c) in line.char_indices() {
            let Some(left) = room.checked_sub(escape(c.encode_utf8(&mut [0; 4])).len()) else { break };
            room = left;
            if c == ' ' {
                end = i;
            }
        }
        self.html.text(line.get(..end).unwrap_or_default());
        self.html.text("…");
    }

    /// A block of code: a line each, its indent in blanks that are kept.
    fn preformatted(&mut self, text: &str) {
        let text = if self.block { text } else { text.trim_start_matches('\n') };
        for (i, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if i > 0 {
                self.line_break();
            }
            let words = line.trim_start_matches([' ', '\t']);
            let indent = "\u{a0}".repeat(line.len() - words.len());
            if words.trim().is_empty() || self.full || !self.room(indent.len()) {
                continue;
            }
            self.start();
            self.html.text(&indent);
            self.words(words.trim_end());
            self.blank = Blank::Nothing;
        }
    }

    fn room_for(&self, more: usize) -> bool {
        self.limit == usize::MAX || self.html.closed_len() + more + RESERVE <= self.limit
    }

    /// Whether so many bytes more, with tags of their own, have room; if not, nothing comes any more.
    fn room(&mut self, more: usize) -> bool {
        if !self.full && !self.room_for(more + RESERVE) {
            self.full = true;
            if self.block {
                self.html.text("…");
            }
        }
        !self.full
    }
}
