//! Pieces as the tree of blocks and lines that Markdown has, where it has one.

use super::super::piece::{Attributes, Piece, attribute, is_phrasing};
use super::{is_blank, is_html_blank};

/// What stands by itself.
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    Heading(usize, Vec<Inline>),
    List { first: Option<u64>, items: Vec<Vec<Block>> },
    Quote(Vec<Block>),
    Code(String),
    Rule,
}

/// What stands in a line.
pub(super) enum Inline {
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
pub(super) fn parse(pieces: &[Piece]) -> Option<Vec<Block>> {
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
