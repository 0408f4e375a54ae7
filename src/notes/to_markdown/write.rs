//! The tree as text: signs where they mean something, escapes where they must not.

use super::super::piece::Attributes;
use super::is_html_blank;
use super::tree::{Block, Inline};
use crate::html::escape;

/// How emphasis is written. Markdown's signs do not work inside of words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Emphasis {
    Signs,
    Tags,
}

/// Blocks with an empty line between them.
pub(super) fn blocks_text(blocks: &[Block], emphasis: Emphasis) -> String {
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
