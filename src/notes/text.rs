//! Notes as plain text: to paste where no HTML is taken, and line by line to look for time stamps.

use super::piece::{Piece, attribute, is_block};
use super::{Resolve, resolved};

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// Text to paste: an empty line between paragraphs, `- ` and `1. ` before list items, `> ` before quotations, an
/// address behind the words of its link.
pub(super) fn paste(pieces: &[Piece], resolve: Resolve<'_>) -> String {
    let mut writer = Writer {
        out: String::new(),
        prefixes: Vec::new(),
        lists: Vec::new(),
        links: Vec::new(),
        gap: 0,
        line: false,
        blank: false,
        pre: false,
        cells: 0,
    };
    for piece in pieces {
        writer.piece(piece, resolve);
    }
    writer.out
}

/// What a level of nesting puts before each line.
struct Prefix {
    /// Before the first line, until it is written.
    first: Option<String>,
    rest: String,
}

struct Writer {
    out: String,
    prefixes: Vec<Prefix>,
    /// The number of the next item of each open list; none for a bulleted one.
    lists: Vec<Option<u64>>,
    /// Where the words of each open link begin in `out`, and its address.
    links: Vec<(usize, Option<String>)>,
    /// Line ends due before the next line.
    gap: usize,
    /// A line is begun.
    line: bool,
    /// A blank is due before the next word.
    blank: bool,
    pre: bool,
    cells: usize,
}

impl Writer {
    fn piece(&mut self, piece: &Piece, resolve: Resolve<'_>) {
        match piece {
            Piece::Text(text) if self.pre => {
                for (i, line) in text.split('\n').enumerate() {
                    if i > 0 {
                        self.end_line(1);
                    }
                    if !line.trim().is_empty() {
                        self.begin();
                        self.out.push_str(line);
                    }
                }
            }
            Piece::Text(text) => self.text(text),
            Piece::Soft => self.blank = true,
            Piece::Void("br", _) => {
                if self.line {
                    self.end_line(1);
                }
            }
            Piece::Void("img", attributes) => {
                let alt = attribute(attributes, "alt").unwrap_or_default();
                self.text(alt);
                if let Some(source) = attribute(attributes, "src").map(|source| address(source, resolve)) {
                    self.text(&if alt.trim().is_empty() { source } else { format!(" ({source})") });
                }
            }
            Piece::Void(..) => self.end_line(2),
            Piece::Open("a", attributes) => {
                let href = attribute(attributes, "href").map(|href| address(href, resolve));
                self.begin();
                self.links.push((self.out.len(), href));
            }
            Piece::Open(tag, attributes) => self.open(tag, attribute(attributes, "start")),
            Piece::Close("a") => self.close_link(),
            Piece::Close(tag) => self.close(tag),
        }
    }

    fn open(&mut self, tag: &str, start: Option<&str>) {
        match tag {
            "ul" | "ol" => {
                self.end_line(if self.lists.is_empty() { 2 } else { 1 });
                let first = start.and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.lists.push((tag == "ol").then_some(first));
            }
            "li" => {
                self.end_line(1);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    Some(None) | None => "- ".to_string(),
                };
                self.prefixes.push(Prefix { rest: " ".repeat(mark.len()), first: Some(mark) });
            }
            "tr" => {
                self.end_line(1);
                self.cells = 0;
            }
            "td" | "th" => {
                if self.cells > 0 && self.line {
                    self.text(" | ");
                }
                self.cells += 1;
            }
            // Only their rows are lines.
            "tbody" | "tfoot" | "thead" => {}
            tag if is_block(tag) => {
                let marked = self.prefixes.last().is_some_and(|prefix| prefix.first.is_some());
                self.end_line(if marked { 1 } else { 2 });
                self.pre |= tag == "pre";
                if tag == "blockquote" {
                    self.prefixes.push(Prefix { first: Some("> ".to_string()), rest: "> ".to_string() });
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: &str) {
        match tag {
            "ul" | "ol" => {
                self.lists.pop();
                self.end_line(if self.lists.is_empty() { 2 } else { 1 });
            }
            "li" => {
                self.prefixes.pop();
                self.line = false;
                self.gap = 1;
            }
            "tr" => self.end_line(1),
            // Only their rows are lines.
            "tbody" | "tfoot" | "thead" => {}
            tag if is_block(tag) => {
                self.end_line(2);
                self.pre &= tag != "pre";
                if tag == "blockquote" {
                    self.prefixes.pop();
                }
            }
            _ => {}
        }
    }

    fn close_link(&mut self) {
        let Some((from, Some(href))) = self.links.pop() else { return };
        let words = self.out.get(from..).unwrap_or_default().trim();
        let says_it = href.strip_prefix("mailto:").unwrap_or(&href) == words || href == words;
        if words.is_empty() {
            self.text(&href);
        } else if !says_it {
            self.blank = false;
            self.text(&format!(" ({href})"));
        }
    }

    fn end_line(&mut self, gap: usize) {
        self.line = false;
        self.blank = false;
        self.gap = self.gap.max(gap);
    }

    /// Begins a line, if none is begun; writes the blank that is due.
    fn begin(&mut self) {
        if self.line {
            if std::mem::take(&mut self.blank) {
                self.out.push(' ');
            }
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
            if self.gap > 1 {
                // An empty line of a quotation is part of it.
                let empty: String = self.prefixes.iter().map_while(|p| p.first.is_none().then_some(&*p.rest)).collect();
                self.out.push_str(empty.trim_end());
                self.out.push('\n');
            }
        }
        for prefix in &mut self.prefixes {
            let first = prefix.first.take();
            self.out.push_str(first.as_deref().unwrap_or(&prefix.rest));
        }
        self.gap = 0;
        self.blank = false;
        self.line = true;
    }

    fn text(&mut self, text: &str) {
        if text.starts_with(is_blank) {
            self.blank = true;
        }
        for (i, word) in text.split(is_blank).filter(|word| !word.is_empty()).enumerate() {
            self.blank |= i > 0;
            self.begin();
            self.out.push_str(word);
        }
        if text.ends_with(is_blank) {
            self.blank = true;
        }
    }
}

/// The address to show: absolute where that is known.
fn address(address: &str, resolve: Resolve<'_>) -> String {
    resolved(address, resolve).unwrap_or_else(|| address.to_string())
}

/// Whether there is a colon between two digits.
pub(super) fn may_hold_times(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Text(text) => text
            .as_bytes()
            .windows(3)
            .any(|signs| matches!(signs, [before, b':', after] if before.is_ascii_digit() && after.is_ascii_digit())),
        _ => false,
    })
}

/// The visible words, a line for each block and after each hard break; no empty ones.
pub(super) fn lines(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut blank = false;
    let mut pre = false;
    let mut line_begun = false;
    for piece in pieces {
        let text = match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Soft => " ",
            Piece::Open(tag, _) | Piece::Close(tag) | Piece::Void(tag, _) => {
                if *tag == "pre" {
                    pre = matches!(piece, Piece::Open(..));
                }
                let cell = matches!(*tag, "td" | "th");
                let in_line = super::piece::is_phrasing(tag) || *tag == "img" || cell;
                blank |= cell;
                line_begun &= in_line;
                continue;
            }
        };
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                line_begun &= !pre;
                blank = true;
            }
            blank |= line.starts_with(is_blank);
            for (i, word) in line.split(is_blank).filter(|word| !word.is_empty()).enumerate() {
                if !line_begun {
                    out.push_str(if out.is_empty() { "" } else { "\n" });
                } else if blank || i > 0 {
                    out.push(' ');
                }
                out.push_str(word);
                line_begun = true;
                blank = false;
            }
            blank |= line.ends_with(is_blank);
        }
    }
    out
}
