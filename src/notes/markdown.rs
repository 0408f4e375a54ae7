//! Markdown to pieces.
//!
//! CommonMark 0.31 with tables and strikethrough, through `pulldown-cmark`; bare `https://…` become links. Left out:
//! footnotes, task lists and the rest of what has no form in podcast apps.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::address::{self, Kind};
use super::piece::{Attributes, Builder, By, Piece};
use super::tags::{TagFinder, Where, judge_tag, read_tags, script_url};
use crate::diagnostic::{At, Diagnostic};
use crate::source::{Place, Source};

/// What reading finds.
pub(super) struct Read {
    pub(super) pieces: Vec<Piece>,
    pub(super) links: Vec<(String, Place)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a range of a source.
pub(super) fn read(source: &Arc<Source>, range: Range<usize>) -> Read {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let mut reader = Reader {
        source,
        base: range.start,
        builder: Builder::default(),
        links: Vec::new(),
        diagnostics: Vec::new(),
        pending: String::new(),
        plain: 0,
        image: None,
        block: None,
        table: Table::default(),
        link_ends: Vec::new(),
    };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush();
    Read { pieces: reader.builder.finish(), links: reader.links, diagnostics: reader.diagnostics }
}

/// What of Markdown is understood beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    base: usize,
    builder: Builder,
    links: Vec<(String, Place)>,
    diagnostics: Vec<Diagnostic>,
    /// Text not yet given on: the parser cuts it at every sign, and an address may hold some.
    pending: String,
    /// In how many links and code blocks the text stands, where no bare address becomes a link.
    plain: usize,
    image: Option<Image>,
    /// The HTML block that is open: its text and where it stands.
    block: Option<(String, Range<usize>)>,
    table: Table,
    /// What to do at the end of each open link.
    link_ends: Vec<LinkEnd>,
}

struct Image {
    attributes: Attributes,
    alt: String,
    /// Images in its description.
    nested: usize,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    head: bool,
    column: usize,
}

enum LinkEnd {
    Close,
    /// The link is none; its address follows its words.
    Write(String),
    Nothing,
}

impl Reader<'_> {
    fn place(&self, range: &Range<usize>) -> Place {
        self.source.place(self.base + range.start..self.base + range.end)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.image.is_some() {
            return self.in_image(event);
        }
        if let Event::Text(text) = event {
            return self.pending.push_str(&text);
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                self.builder.open("code", Attributes::new(), By::Markdown);
                self.builder.text(&code);
                self.builder.close();
            }
            Event::Html(html) => match &mut self.block {
                Some((block, _)) => block.push_str(&html),
                None => self.tags(&html, Where::Block, range),
            },
            Event::InlineHtml(html) => self.tags(&html, Where::Line, range),
            Event::SoftBreak => self.builder.soft(),
            Event::HardBreak => self.builder.void("br", Attributes::new()),
            Event::Rule => self.builder.void("hr", Attributes::new()),
            // Text is taken above, the others are not switched on.
            Event::Text(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        let bare = if self.plain > 0 || !text.contains("http") { Vec::new() } else { address::bare(&text) };
        let mut from = 0;
        for range in bare {
            let address = text.get(range.clone()).unwrap_or_default();
            self.builder.text(text.get(from..range.start).unwrap_or_default());
            self.builder.open("a", vec![("href", address.to_string())], By::Markdown);
            self.builder.text(address);
            self.builder.close();
            from = range.end;
        }
        self.builder.text(text.get(from..).unwrap_or_default());
    }

    fn in_image(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(Tag::Image { .. }) => image.nested += 1,
            Event::End(TagEnd::Image) if image.nested > 0 => image.nested -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(Image { mut attributes, alt, .. }) = self.image.take() {
                    if attributes.iter().any(|(name, _)| *name == "src") {
                        attributes.push(("alt", alt));
                        self.builder.void("img", attributes);
                    } else {
                        self.builder.text(&alt);
                    }
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let mut attributes = Attributes::new();
        let name = match tag {
            Tag::Paragraph => "p",
            Tag::Heading { level, .. } => heading(level),
            Tag::BlockQuote(_) => "blockquote",
            Tag::CodeBlock(_) => {
                self.plain += 1;
                self.builder.open("pre", Attributes::new(), By::Markdown);
                "code"
            }
            Tag::HtmlBlock => {
                self.block = Some((String::new(), range));
                return;
            }
            Tag::List(None) => "ul",
            Tag::List(Some(first)) => {
                if first != 1 {
                    attributes.push(("start", first.to_string()));
                }
                "ol"
            }
            Tag::Item => "li",
            Tag::Table(alignments) => {
                self.table = Table { alignments, head: false, column: 0 };
                "table"
            }
            Tag::TableHead => {
                self.builder.open("thead", Attributes::new(), By::Markdown);
                self.table.head = true;
                self.table.column = 0;
                "tr"
            }
            Tag::TableRow => {
                self.table.column = 0;
                "tr"
            }
            Tag::TableCell => {
                let style = match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Left) => Some("text-align: left"),
                    Some(Alignment::Center) => Some("text-align: center"),
                    Some(Alignment::Right) => Some("text-align: right"),
                    Some(Alignment::None) | None => None,
                };
                attributes.extend(style.map(|style| ("style", style.to_string())));
                self.table.column += 1;
                if self.table.head { "th" } else { "td" }
            }
            Tag::Emphasis => "em",
            Tag::Strong => "strong",
            Tag::Strikethrough => "del",
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(link_type, &dest_url, &title, range);
                return;
            }
            Tag::Image { dest_url, title, .. } => {
                if let Some(address) = self.address(&dest_url, &range) {
                    attributes.push(("src", address));
                }
                if !title.is_empty() {
                    attributes.push(("title", title.into_string()));
                }
                self.image = Some(Image { attributes, alt: String::new(), nested: 0 });
                return;
            }
            // Not switched on.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => return,
        };
        self.builder.open(name, attributes, By::Markdown);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough => self.builder.close(),
            TagEnd::CodeBlock => {
                self.plain -= 1;
                self.builder.close();
                self.builder.close();
            }
            TagEnd::TableHead => {
                self.table.head = false;
                self.builder.close();
                self.builder.close();
            }
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.block.take() {
                    self.tags(&html, Where::Block, range);
                }
            }
            TagEnd::Link => {
                self.plain -= 1;
                match self.link_ends.pop() {
                    Some(LinkEnd::Close) => self.builder.close(),
                    Some(LinkEnd::Write(address)) => self.builder.text(&format!(" ({address})")),
                    Some(LinkEnd::Nothing) | None => {}
                }
            }
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn link(&mut self, link_type: LinkType, target: &str, title: &str, range: Range<usize>) {
        self.plain += 1;
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_string(),
        };
        let end = match self.address(&target, &range) {
            Some(address) => {
                let mut attributes = vec![("href", address)];
                if !title.is_empty() {
                    attributes.push(("title", title.to_string()));
                }
                self.builder.open("a", attributes, By::Markdown);
                LinkEnd::Close
            }
            None if address::kind(&target) == Kind::Foreign && !matches!(link_type, LinkType::Autolink) => {
                LinkEnd::Write(target)
            }
            None => LinkEnd::Nothing,
        };
        self.link_ends.push(end);
    }

    /// The address to write, if a page may have it; keeps relative ones for judging.
    fn address(&mut self, address: &str, range: &Range<usize>) -> Option<String> {
        match address::kind(address) {
            Kind::Absolute => Some(address::normalise(address)),
            Kind::Relative => {
                let address = address::normalise(address);
                if !address.is_empty() && !address.starts_with('#') {
                    self.links.push((address.clone(), self.place(range)));
                }
                Some(address)
            }
            Kind::Script => {
                self.diagnostics.push(script_url(address, At::Place(self.place(range))));
                None
            }
            Kind::Foreign => None,
        }
    }

    fn tags(&mut self, html: &str, at: Where, range: Range<usize>) {
        let Reader { source, base, builder, links, diagnostics, .. } = self;
        let start = *base + range.start;
        let text = source.text.get(start..*base + range.end).unwrap_or_default();
        let mut finder = TagFinder::default();
        read_tags(html, at, builder, |tag| {
            let found = finder.find(text, &tag.name);
            let place = source.place(start + found.start..start + found.end);
            judge_tag(tag, &|| At::Place(place.clone()), diagnostics);
            for attribute in &tag.attrs {
                let refers = matches!((&*tag.name, &*attribute.name.local), ("a", "href") | ("img", "src"));
                let fragment = attribute.value.trim_start().starts_with('#') || attribute.value.trim().is_empty();
                if refers && !fragment && address::kind(&attribute.value) == Kind::Relative {
                    links.push((address::normalise(&attribute.value), place.clone()));
                }
            }
        });
    }
}

fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h1",
        HeadingLevel::H2 => "h2",
        HeadingLevel::H3 => "h3",
        HeadingLevel::H4 => "h4",
        HeadingLevel::H5 => "h5",
        HeadingLevel::H6 => "h6",
    }
}
