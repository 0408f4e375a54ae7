//! Pieces to Markdown: what came as HTML, as its author would have typed it.
//!
//! CommonMark 0.31. Nothing is taken on trust: what was written is read back, and where the feed's HTML would be another one the notes
//! stay HTML. A bare address counts as a link to itself, because Markdown makes one of it; two line breaks in a row count as a
//! new paragraph.

mod tree;
mod write;

use super::address;
use super::piece::{Attributes, Piece, is_phrasing};
use super::{Notes, feed, page};
use crate::source::Source;
use tree::parse;
use write::{Emphasis, blocks_text};

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
