//! Pieces to Markdown: what came as HTML, as its author would have typed it.
//!
//! CommonMark 0.31. Nothing is taken on trust: what was written is read back, and where the feed's HTML would be another one the notes
//! stay HTML. A bare address counts as a link to itself, because Markdown makes one of it; two line breaks in a row count as a
//! new paragraph.

use super::address;
use super::piece::{Attributes, Piece, attribute, is_phrasing};
use super::{Notes, feed, page};
use crate::html::escape;
use crate::source::Source;

/// How emphasis is written. Markdown's signs do not work inside of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Emphasis {
    Signs,
    Tags,
}

/// Notes as a body of Markdown, and whether it is Markdown indeed (else it is HTML, which Markdown lets through).
pub(super) fn markdown(pieces: &[Piece]) -> (String, bool) {
    let pieces = prepared(pieces);
    let wanted = shown(&pieces);
    for emphasis in [Emphasis::Signs, Emphasis::Tags] {
        let written = parse(&pieces).map(|blocks| blocks_text(&blocks, emphasis));
        if let Some(text) = written.filter(|text| shown(&read(text)) == wanted) {
            return (text, true);
        }
    }
    (html_block(&pieces), false)
}

fn read(markdown: &str) -> Vec<Piece> {
    let source = Source::new("", markdown);
    prepared(&super::read(&source, 0..markdown.len()).0.pieces)
}

/// What apps get: the measure of whether two notes are the same.
fn shown(pieces: &[Piece]) -> String {
    feed::feed(pieces, &|address| Some(address.to_string()), usize::MAX)
}

/// As HTML that Markdown leaves alone: one block without an empty line.
fn html_block(pieces: &[Piece]) -> String {
    let html = page::page(pieces, &|_| None);
    let mut text = String::from("<div>\n");
    // An empty line would end the block; one in a `pre` is kept as a reference.
    let mut pre = 0_usize;
    for line in html.lines() {
        let empty = line.trim().is_empty();
        match (empty, pre > 0) {
            (true, true) => text.push_str("&#10;"),
            (true, false) => {}
            (false, _) => {
                text.push_str(line);
                text.push('\n');
            }
        }
        pre = (pre + line.matches("<pre").count()).saturating_sub(line.matches("</pre").count());
    }
    text.push_str("</div>\n");
    text
}

/// Pieces with bare addresses as links, with the elements that Markdown writes, and with paragraphs where two breaks stood.
fn prepared(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut open: Vec<&'static str> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(tag, attributes) => {
                open.push(tag);
                out.push(Piece::Open(same_as(tag), attributes.clone()));
                continue;
            }
            Piece::Close(tag) => {
                open.pop();
                out.push(Piece::Close(same_as(tag)));
                continue;
            }
            Piece::Text(text) if !open.iter().any(|tag| matches!(*tag, "a" | "pre" | "code")) => {
                linked(text, &mut out);
                continue;
            }
            Piece::Void("br", _) => {
                let before = out.iter().rposition(|piece| !is_blank(piece));
                let after_break = before.is_some_and(|at| matches!(out.get(at), Some(Piece::Void("br", _))));
                let in_block = open.last().is_none_or(|tag| matches!(*tag, "p" | "div"));
                if in_block && after_break {
                    out.truncate(before.unwrap_or_default());
                    split_paragraph(open.last().copied(), &mut out);
                    continue;
                }
                // One that ends a block, or follows the end of one, breaks nothing.
                let next = pieces.iter().skip(i + 1).find(|piece| !is_blank(piece));
                let ends = matches!(next, None | Some(Piece::Close("p" | "div" | "li" | "td" | "blockquote")));
                let split = matches!(before.and_then(|at| out.get(at)), Some(Piece::Open("p" | "div" | "li", _)));
                let follows = before.is_none()
                    || matches!(before.and_then(|at| out.get(at)), Some(Piece::Close(tag)) if !is_phrasing(tag));
                if in_block && (ends || split || follows) {
                    continue;
                }
            }
            _ => {}
        }
        out.push(piece.clone());
    }
    out
}

/// The element that Markdown writes for another.
fn same_as(tag: &'static str) -> &'static str {
    match tag {
        "b" => "strong",
        "i" => "em",
        tag => tag,
    }
}

fn split_paragraph(open: Option<&'static str>, out: &mut Vec<Piece>) {
    match open {
        Some("p") => {
            out.push(Piece::Close("p"));
            out.push(Piece::Open("p", Attributes::new()));
        }
        // Words that stand in no paragraph: an empty one keeps them apart.
        _ => {
            out.push(Piece::Open("p", Attributes::new()));
            out.push(Piece::Close("p"));
        }
    }
}

fn is_blank(piece: &Piece) -> bool {
    match piece {
        Piece::Text(text) => text.chars().all(is_html_blank),
        Piece::Soft => true,
        _ => false,
    }
}

fn is_html_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

fn linked(text: &str, out: &mut Vec<Piece>) {
    let mut push = |text: &str| {
        if !text.is_empty() {
            out.push(Piece::Text(text.to_string()));
        }
    };
    let found = if text.contains("http") { address::bare(text) } else { Vec::new() };
    if found.is_empty() {
        return push(text);
    }
    let mut from = 0;
    for range in found {
        let url = text.get(range.clone()).unwrap_or_default();
        if let Some(before) = text.get(from..range.start).filter(|before| !before.is_empty()) {
            out.push(Piece::Text(before.to_string()));
        }
        out.push(Piece::Open("a", vec![("href", url.to_string())]));
        out.push(Piece::Text(url.to_string()));
        out.push(Piece::Close("a"));
        from = range.end;
    }
    if let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        out.push(Piece::Text(rest.to_string()));
    }
}

enum Block {
    Paragraph(Vec<Inline>),
    Heading(usize, Vec<Inline>),
    List { first: Option<u64>, items: Vec<Vec<Block>> },
    Quote(Vec<Block>),
    Code(String),
    Rule,
}

enum Inline {
    Text(String),
    Break,
    Code(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link {
        href: String,
        title: Option<String>,
        inside: Vec<Inline>,
    },
    Image {
        src: String,
        title: Option<String>,
        alt: String,
    },
    /// Another element of a line of text, as a tag.
    Tag(&'static str, Attributes, Vec<Inline>),
}

/// The pieces as a tree; `None` where there is something that Markdown has no form for.
fn parse(pieces: &[Piece]) -> Option<Vec<Block>> {
    let mut walk = Walk { pieces, at: 0 };
    walk.blocks(None)
}

struct Walk<'a> {
    pieces: &'a [Piece],
    at: usize,
}

impl Walk<'_> {
    /// Blocks up to the end of the element that holds them. The builder bounds how deep this goes.
    fn blocks(&mut self, until: Option<&'static str>) -> Option<Vec<Block>> {
        let mut blocks = Vec::new();
        let mut line: Vec<Inline> = Vec::new();
        loop {
            let piece = self.pieces.get(self.at).cloned();
            let inline = match &piece {
                Some(Piece::Open(tag, _)) => is_phrasing(tag),
                Some(Piece::Void(tag, _)) => *tag != "hr",
                Some(Piece::Text(_) | Piece::Soft) => true,
                Some(Piece::Close(_)) | None => false,
            };
            if inline {
                line.extend(self.inline()?);
                continue;
            }
            paragraph(std::mem::take(&mut line), &mut blocks);
            self.at += 1;
            match piece {
                None => return until.is_none().then_some(blocks),
                Some(Piece::Close(_)) => return Some(blocks),
                Some(Piece::Void(..)) => blocks.push(Block::Rule),
                Some(Piece::Open(tag, attributes)) => match tag {
                    "p" | "div" => blocks.extend(self.blocks(Some(tag))?),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                        let level = tag.get(1..).and_then(|level| level.parse().ok())?;
                        let [Block::Paragraph(words)] = &mut self.blocks(Some(tag))?[..] else { continue };
                        blocks.push(Block::Heading(level, std::mem::take(words)));
                    }
                    "ul" | "ol" => {
                        let start = attribute(&attributes, "start").and_then(|start| start.parse().ok());
                        let first = (tag == "ol").then(|| start.unwrap_or(1));
                        blocks.push(Block::List { first, items: self.items()? });
                    }
                    "blockquote" => blocks.push(Block::Quote(self.blocks(Some(tag))?)),
                    "pre" => blocks.push(Block::Code(self.code()?)),
                    _ => return None,
                },
                Some(Piece::Text(_) | Piece::Soft) => return None,
            }
        }
    }

    fn items(&mut self) -> Option<Vec<Vec<Block>>> {
        let mut items = Vec::new();
        loop {
            let piece = self.pieces.get(self.at)?;
            self.at += 1;
            match piece {
                Piece::Open("li", _) => items.push(self.blocks(Some("li"))?),
                Piece::Close(_) => return Some(items),
                piece if is_blank(piece) => {}
                _ => return None,
            }
        }
    }

    /// The text of a `pre`, which holds nothing but text and perhaps a `code`.
    fn code(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let piece = self.pieces.get(self.at)?;
            self.at += 1;
            match piece {
                Piece::Text(more) => text.push_str(more),
                Piece::Open("code", _) | Piece::Close("code") => {}
                Piece::Close("pre") => return Some(text),
                _ => return None,
            }
        }
    }

    /// One step of a line: nothing, an inline, or what an element without a form of its own holds.
    fn inline(&mut self) -> Option<Vec<Inline>> {
        let piece = self.pieces.get(self.at)?.clone();
        self.at += 1;
        Some(match piece {
            Piece::Text(text) => vec![Inline::Text(text)],
            Piece::Soft => vec![Inline::Text(" ".into())],
            Piece::Void("br", _) => vec![Inline::Break],
            Piece::Void(_, attributes) => vec![Inline::Image {
                src: attribute(&attributes, "src")?.to_string(),
                title: attribute(&attributes, "title").map(str::to_string),
                alt: attribute(&attributes, "alt").unwrap_or_default().to_string(),
            }],
            Piece::Open(tag, attributes) => {
                let mut inside = Vec::new();
                loop {
                    match self.pieces.get(self.at)? {
                        Piece::Close(_) => break,
                        _ => inside.extend(self.inline()?),
                    }
                }
                self.at += 1;
                match tag {
                    "strong" => vec![Inline::Strong(inside)],
                    "em" => vec![Inline::Emphasis(inside)],
                    "code" => match &inside[..] {
                        [Inline::Text(text)] => vec![Inline::Code(text.clone())],
                        _ => return None,
                    },
                    "a" => vec![Inline::Link {
                        href: attribute(&attributes, "href")?.to_string(),
                        title: attribute(&attributes, "title").map(str::to_string),
                        inside,
                    }],
                    "span" if attributes.is_empty() => inside,
                    _ => vec![Inline::Tag(tag, attributes, inside)],
                }
            }
            Piece::Close(_) => return None,
        })
    }
}

fn paragraph(line: Vec<Inline>, blocks: &mut Vec<Block>) {
    if line.iter().any(has_words) {
        blocks.push(Block::Paragraph(line));
    }
}

fn has_words(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => !text.trim_matches(is_html_blank).is_empty(),
        Inline::Code(_) | Inline::Image { .. } => true,
        Inline::Break => false,
        Inline::Strong(inside) | Inline::Emphasis(inside) | Inline::Link { inside, .. } | Inline::Tag(_, _, inside) => {
            inside.iter().any(has_words)
        }
    }
}

fn blocks_text(blocks: &[Block], emphasis: Emphasis) -> String {
    let mut text = String::new();
    let mut list_before = false;
    for block in blocks {
        let written = block_text(block, emphasis);
        if written.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let list = matches!(block, Block::List { .. });
        // Two lists in a row would be one.
        if list && list_before {
            text.push_str("<!-- -->\n\n");
        }
        list_before = list;
        text.push_str(&written);
    }
    text
}

fn block_text(block: &Block, emphasis: Emphasis) -> String {
    match block {
        Block::Paragraph(line) => {
            let words = line_text(line, emphasis);
            if words.is_empty() { words } else { format!("{words}\n") }
        }
        Block::Heading(level, line) => {
            let words = line_text(line, emphasis).replace("\\\n", " ");
            if words.is_empty() { words } else { format!("{} {words}\n", "#".repeat(*level)) }
        }
        Block::Rule => "---\n".into(),
        Block::Quote(blocks) => prefixed(&blocks_text(blocks, emphasis), "> ", "> "),
        Block::Code(text) => {
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest.max(2) + 1);
            format!("{fence}\n{}\n{fence}\n", text.trim_matches('\n'))
        }
        Block::List { first, items } => {
            let mut text = String::new();
            for (i, item) in items.iter().enumerate() {
                let sign = match first {
                    Some(first) => format!("{}. ", first.saturating_add(i as u64)),
                    None => "- ".to_string(),
                };
                let tight = item.len() < 2 || matches!(item.as_slice(), [Block::Paragraph(_), Block::List { .. }]);
                let mut inside = blocks_text(item, emphasis);
                if tight {
                    inside = inside.replacen("\n\n", "\n", 1);
                } else if i > 0 {
                    text.push('\n');
                }
                text.push_str(&prefixed(&inside, &sign, &" ".repeat(sign.len())));
            }
            text
        }
    }
}

/// Lines with one prefix before the first and another before the rest; empty lines have none of blanks.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (i, line) in text.lines().enumerate() {
        let prefix = if i == 0 { first } else { rest };
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
        out.push('\n');
    }
    if out.is_empty() { format!("{}\n", first.trim_end()) } else { out }
}

/// A line of text: blanks folded, none at the ends and around breaks, signs escaped where a line begins.
fn line_text(line: &[Inline], emphasis: Emphasis) -> String {
    let mut writer = Line { out: String::new(), emphasis };
    writer.inlines(line);
    let mut lines = writer.out.split('\u{0}').map(|line| begin_escaped(line.trim_matches(' '))).collect::<Vec<_>>();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\\\n")
}

/// A mark for a hard break in a text that has no such character.
const BREAK: char = '\u{0}';

struct Line {
    out: String,
    emphasis: Emphasis,
}

impl Line {
    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Break => self.out.push(BREAK),
            Inline::Code(text) => {
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
                let fence = "`".repeat(longest + 1);
                let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
                self.out.push_str(&format!("{fence}{pad}{}{pad}{fence}", text.replace(['\n', BREAK], " ")));
            }
            Inline::Strong(inside) => self.marked("**", "strong", inside),
            Inline::Emphasis(inside) => self.marked("*", "em", inside),
            Inline::Link { href, title, inside } => self.link(href, title.as_deref(), inside),
            Inline::Image { src, title, alt } => {
                let alt = escaped(alt);
                self.out.push_str(&format!("![{alt}]({})", target(src, title.as_deref())));
            }
            Inline::Tag(tag, attributes, inside) => {
                self.tag(tag, attributes, inside);
            }
        }
    }

    fn tag(&mut self, tag: &str, attributes: &Attributes, inside: &[Inline]) {
        self.out.push_str(&format!("<{tag}"));
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        self.out.push('>');
        self.inlines(inside);
        self.out.push_str(&format!("</{tag}>"));
    }

    /// Blanks folded into one.
    fn text(&mut self, text: &str) {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars().filter(|c| *c != BREAK) {
            if !is_html_blank(c) {
                folded.push(c);
            } else if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        let words = if self.out.ends_with(' ') { folded.trim_start_matches(' ') } else { &folded };
        self.out.push_str(&escaped(words));
    }

    /// Emphasis; blanks at its ends stand outside of it, because signs must touch the words.
    fn marked(&mut self, signs: &str, tag: &str, inside: &[Inline]) {
        let mut inner = Line { out: String::new(), emphasis: self.emphasis };
        inner.inlines(inside);
        let words = inner.out.trim_matches([' ', BREAK]);
        if words.is_empty() {
            self.out.push_str(&inner.out);
            return;
        }
        let start = inner.out.len() - inner.out.trim_start_matches([' ', BREAK]).len();
        let before = inner.out.get(..start).unwrap_or_default();
        let after = inner.out.get(start + words.len()..).unwrap_or_default();
        let before = if self.out.ends_with(' ') { before.trim_start_matches(' ') } else { before };
        self.out.push_str(before);
        match self.emphasis {
            // Emphasis in emphasis shows nothing more.
            Emphasis::Signs if words.starts_with('*') && words.ends_with('*') => self.out.push_str(words),
            Emphasis::Signs => self.out.push_str(&format!("{signs}{words}{signs}")),
            Emphasis::Tags => self.out.push_str(&format!("<{tag}>{words}</{tag}>")),
        }
        self.out.push_str(after);
    }

    fn link(&mut self, href: &str, title: Option<&str>, inside: &[Inline]) {
        let plain: Option<String> = inside
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let itself = plain.is_some_and(|text| text.trim() == href) && title.is_none();
        let speaks = href.contains("://") && !href.contains(['<', '>', ' ']);
        if itself && speaks {
            self.out.push_str(&format!("<{href}>"));
            return;
        }
        let mut inner = Line { out: String::new(), emphasis: self.emphasis };
        inner.inlines(inside);
        let words = inner.out.trim_matches([' ', BREAK]);
        let start = inner.out.len() - inner.out.trim_start_matches([' ', BREAK]).len();
        let before = inner.out.get(..start).unwrap_or_default();
        let after = inner.out.get(start + words.len()..).unwrap_or_default();
        let before = if self.out.ends_with(' ') { before.trim_start_matches(' ') } else { before };
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push_str(before);
        if !words.is_empty() {
            self.out.push_str(&format!("[{words}]({})", target(href, title)));
        }
        self.out.push_str(after);
    }
}

/// What stands in the round brackets of a link.
fn target(href: &str, title: Option<&str>) -> String {
    let reference = href.split_once('&').is_some_and(|(_, rest)| rest.contains(';'));
    let plain = !href.is_empty() && !reference && !href.contains([' ', '(', ')', '<', '>', '\\']);
    let href = if plain {
        href.to_string()
    } else {
        format!("<{}>", href.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>").replace('&', "&amp;"))
    };
    match title.filter(|title| !title.is_empty()) {
        Some(title) => format!("{href} \"{}\"", escaped(title).replace('"', "\\\"")),
        None => href,
    }
}

/// A text whose signs are no markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '|' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// A line that begins with no sign of a block.
fn begin_escaped(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    if digits > 0 && digits < 10 && (after.starts_with(". ") || after.starts_with(") ") || after == "." || after == ")")
    {
        return format!("{}\\{after}", line.get(..digits).unwrap_or_default());
    }
    let signs = match line.chars().next() {
        Some('#' | '>' | '=') => true,
        Some('+' | '-') => {
            let rest = line.get(1..).unwrap_or_default();
            rest.is_empty() || rest.starts_with([' ', '-'])
        }
        _ => false,
    };
    if signs { format!("\\{line}") } else { line.to_string() }
}

impl Notes {
    /// The notes as Markdown that comes out the same in feeds, and whether that is so: notes that Markdown has no form for are
    /// given as HTML, which may stand in its place.
    pub fn markdown(&self) -> (String, bool) {
        markdown(&self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(html: &str) -> (String, bool) {
        Notes::from_html(html).markdown()
    }

    #[test]
    fn paragraphs_lists_links() {
        let html = "<p>Two friends, <b>one boat</b>.</p><h2>Links</h2><ul><li><a href=\"https://gulls.example/boat\">The boat</a></li>\
                    <li>And <em>tea</em></li></ul><p>Music: Salt by us<br>and others.</p>";
        let expected = "Two friends, **one boat**.\n\n## Links\n\n- [The boat](https://gulls.example/boat)\n- And *tea*\n\n\
                        Music: Salt by us\\\nand others.\n";
        assert_eq!(of(html), (expected.into(), true));
    }

    #[test]
    fn signs_are_escaped_where_they_would_mean_something() {
        let html = "<p>1. snake_case *and* [x] &lt;b&gt; &amp;amp; 2 < 3 ~ a_b_</p><p># no heading</p><p>- no list</p>";
        let expected =
            "1\\. snake_case \\*and\\* \\[x\\] \\<b> \\&amp; 2 \\< 3 \\~ a_b\\_\n\n\\# no heading\n\n\\- no list\n";
        assert_eq!(of(html), (expected.into(), true));
    }

    #[test]
    fn bare_addresses_and_doubled_breaks() {
        let html = "See https://gulls.example/a_b_ now.<br><br>And <a href=\"https://gulls.example\">https://gulls.example</a>";
        let expected = "See <https://gulls.example/a_b> \\_ now.\n\nAnd <https://gulls.example>\n";
        let (text, markdown) = of(html);
        assert!(markdown, "{text}");
        assert_ne!(text, expected);
        assert!(text.ends_with("now.\n\nAnd <https://gulls.example>\n"), "{text}");
    }

    #[test]
    fn emphasis_inside_of_words_is_written_with_tags() {
        assert_eq!(of("<p>un<b>be.</b>lievable</p>"), ("un<strong>be.</strong>lievable\n".into(), true));
        assert_eq!(of("<p><b>Bold </b>word</p>"), ("**Bold** word\n".into(), true));
    }

    #[test]
    fn what_markdown_has_no_form_for_stays_html() {
        let (text, markdown) = of("<table><tr><td>a *b*</td><td>c</td></tr></table>\n\n<p>After.</p>");
        assert!(!markdown);
        assert_eq!(
            shown(&read(&text)),
            shown(&Notes::from_html("<table><tr><td>a *b*</td><td>c</td></tr></table><p>After.</p>").pieces)
        );
    }

    #[test]
    fn nested_lists_and_code() {
        let html = "<ol start=\"3\"><li>a<ul><li>b</li></ul></li><li>c</li></ol><pre><code>x = `1`\n\n  y</code></pre>";
        let (text, markdown) = of(html);
        assert!(markdown);
        assert_eq!(text, "3. a\n   - b\n4. c\n\n```\nx = `1`\n\n  y\n```\n");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<br>", "<b>", "</b>", "<i>", "</i>", "<ul>", "</ul>", "<li>", "</li>", "<a href=\"https://a.example/x\">", "</a>",
            "words", " ", "*", "_", "1. ", "# ", "- ", "\n\n", "&lt;", "&amp;", "<blockquote>", "</blockquote>", "<div>", "</div>", "`", "[", "](x)", "!",
            "<table><tr><td>", "</td></tr></table>", "<pre>", "</pre>", "\\", "https://b.example/y", "<h2>", "</h2>", "<u>", "</u>", "~", "é", "|", ">",
        ]), 0..24)) {
            let html = parts.concat();
            let notes = Notes::from_html(&html);
            let (text, _) = notes.markdown();
            let source = Source::new("", text.as_str());
            let (back, findings) = super::super::read(&source, 0..text.len());
            let fold = |text: String| text.split_whitespace().collect::<String>();
            prop_assert_eq!(fold(back.plain_lines()), fold(notes.plain_lines()), "{}\n{}", html, text);
            prop_assert!(findings.is_empty(), "{:?}", findings);
        }
    }
}
