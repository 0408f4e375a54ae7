//! Notes as a list of pieces: what both readers (Markdown, HTML) make and all writers (page, feed, text) take.
//!
//! A [`Builder`] keeps the promises the writers rely on: every `Open` has its `Close` in the right order, only the
//! elements of [`KEPT`] occur, phrasing elements hold no blocks, links hold no links, nesting is bounded.

/// An element's attributes, addresses as they were written.
pub(super) type Attributes = Vec<(&'static str, String)>;

/// One step through notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An element begins.
    Open(&'static str, Attributes),
    /// The element opened last ends.
    Close(&'static str),
    /// An element without content: `br`, `hr`, `img`.
    Void(&'static str, Attributes),
    /// Characters.
    Text(String),
    /// A line end of the source that means no more than a blank.
    Soft,
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
}

/// The elements that notes may hold, sorted.
pub(super) const KEPT: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
];

/// Those of them that stand in a line of text.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Whether an element stands in a line of text.
pub(super) fn is_phrasing(tag: &str) -> bool {
    PHRASING.contains(&tag)
}

/// Whether an element begins and ends lines of its own: all that notes may hold, but for what stands in a line or a cell.
pub(super) fn is_block(tag: &str) -> bool {
    !is_phrasing(tag) && !["br", "img", "td", "th"].contains(&tag)
}

/// Who opened an element, and so who may close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Markdown, which always closes what it opened.
    Markdown,
    /// An HTML tag, which need not be closed, or not in order.
    Tag,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Written,
    Unwrapped,
    /// Not even the words inside are kept.
    Dropped,
}

/// Deeper than this, elements are unwrapped: nobody writes it, and each line of a text carries its nesting.
const DEEPEST: usize = 60;

/// Puts pieces together.
#[derive(Default)]
pub(super) struct Builder {
    pieces: Vec<Piece>,
    open: Vec<(&'static str, By, Level)>,
    dropped: usize,
}

impl Builder {
    /// Opens an element. Pieces inside an element that is dropped are dropped.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes, by: By) {
        if self.dropped == 0 {
            self.close_implied(tag);
        } else if by == By::Tag {
            return;
        }
        let nested_link = tag == "a" && self.has_link();
        let level = if self.dropped > 0 || nested_link || self.open.len() >= DEEPEST {
            Level::Unwrapped
        } else {
            Level::Written
        };
        if level == Level::Written {
            self.pieces.push(Piece::Open(tag, attributes));
        } else if by == By::Tag {
            return;
        }
        self.open.push((tag, by, level));
    }

    /// Opens an element whose content is dropped with it.
    pub(super) fn drop_until_closed(&mut self, tag: &'static str) {
        if self.dropped == 0 {
            self.dropped += 1;
            self.open.push((tag, By::Tag, Level::Dropped));
        }
    }

    /// Closes the element that Markdown opened last, with all that tags left open in it.
    pub(super) fn close(&mut self) {
        while let Some((_, by, _)) = self.open.last().copied() {
            self.pop();
            if by == By::Markdown {
                break;
            }
        }
    }

    /// An end tag: closes the element, if a tag opened it and Markdown opened nothing since.
    pub(super) fn close_tag(&mut self, tag: &str) {
        if self.open_tags().any(|open| open == tag) {
            self.close_through(tag);
        }
    }

    /// Closes what cannot hold blocks of Markdown: phrasing, paragraphs, and what is dropped.
    pub(super) fn close_phrasing(&mut self) {
        while let Some((tag, By::Tag, level)) = self.open.last().copied() {
            if level != Level::Dropped && !is_phrasing(tag) && tag != "p" {
                break;
            }
            self.pop();
        }
    }

    /// An element without content.
    pub(super) fn void(&mut self, tag: &'static str, attributes: Attributes) {
        if self.dropped == 0 {
            if tag == "hr" {
                self.close_implied(tag);
            }
            self.pieces.push(Piece::Void(tag, attributes));
        }
    }

    /// Characters; neighbours become one piece.
    pub(super) fn text(&mut self, text: &str) {
        if self.dropped > 0 || text.is_empty() {
            return;
        }
        if let Some(Piece::Text(last)) = self.pieces.last_mut() {
            last.push_str(text);
        } else {
            self.pieces.push(Piece::Text(text.to_string()));
        }
    }

    /// A line end without meaning.
    pub(super) fn soft(&mut self) {
        if self.dropped == 0 {
            self.pieces.push(Piece::Soft);
        }
    }

    /// All pieces, everything closed.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.pieces
    }

    fn pop(&mut self) {
        match self.open.pop() {
            Some((tag, _, Level::Written)) => self.pieces.push(Piece::Close(tag)),
            Some((_, _, Level::Dropped)) => self.dropped -= 1,
            Some((_, _, Level::Unwrapped)) | None => {}
        }
    }

    /// What tags opened since Markdown last opened something, innermost first.
    fn open_tags(&self) -> impl Iterator<Item = &'static str> {
        self.open.iter().rev().take_while(|(_, by, _)| *by == By::Tag).map(|(tag, _, _)| *tag)
    }

    fn has_link(&self) -> bool {
        // Links stand in one block: looking back to its begin is enough.
        self.open
            .iter()
            .rev()
            .take(DEEPEST)
            .take_while(|(tag, _, _)| is_phrasing(tag))
            .any(|(tag, _, level)| *tag == "a" && *level == Level::Written)
    }

    fn close_through(&mut self, tag: &str) {
        while let Some((last, _, _)) = self.open.last().copied() {
            self.pop();
            if last == tag {
                break;
            }
        }
    }

    /// Ends what the element that comes cannot stand in (HTML, section 13.1.2.4, optional tags).
    fn close_implied(&mut self, tag: &str) {
        if tag == "a" {
            self.close_tag("a");
        }
        if is_phrasing(tag) {
            return;
        }
        self.close_phrasing();
        let (ends, within): (&[&str], &[&str]) = match tag {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            _ => return,
        };
        let ended = self.open_tags().take_while(|open| !within.contains(open)).find(|open| ends.contains(open));
        if let Some(ended) = ended {
            self.close_through(ended);
        }
    }
}
