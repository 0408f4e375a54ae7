//! Show notes: Markdown, parsed once, written as a page's HTML, a feed's HTML, plain text.
//!
//! ```text
//! Markdown ──► markdown ─┐                ┌─► page   everything that may stay
//!                        ├─► pieces ──────┼─► feed   what podcast apps show
//! HTML ──────► tags ─────┘                ├─► text   to paste
//!                                         └─► to_markdown   what came as HTML, to be edited
//! ```
//!
//! CommonMark 0.31 with tables, strikethrough and bare addresses as links; HTML inside is allowed and cleaned. What
//! was not asked for by any list never gets out: pieces hold only known elements and attributes, and the writers
//! escape everything else. Time stamps are `chapters`' work: it takes [`Notes::plain_lines`].

mod absolute;
mod address;
mod feed;
mod markdown;
mod page;
mod piece;
mod rules;
mod summary;
mod tags;
#[cfg(test)]
mod tests;
mod text;
mod to_markdown;

pub use address::{Kind as AddressKind, kind as address_kind};
pub use rules::*;
pub use summary::summary_from;

use std::ops::Range;
use std::sync::Arc;

use crate::chapters::{self, Chapter};
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source};
use piece::{Builder, Piece};

/// Makes a relative address (a fragment, too) absolute; `None` if it leads nowhere.
pub type Resolve<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The show notes of an episode, or the description of a show.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    pieces: Vec<Piece>,
    links: Vec<(String, Place)>,
}

/// Reads a range of a source as Markdown.
pub fn read(source: &Arc<Source>, range: Range<usize>) -> (Notes, Vec<Diagnostic>) {
    let read = markdown::read(source, range);
    (Notes { pieces: read.pieces, links: read.links }, read.diagnostics)
}

impl Notes {
    /// Notes out of HTML, cleaned; without the places of links.
    pub fn from_html(html: &str) -> Notes {
        let mut builder = Builder::default();
        tags::read_tags(html, tags::Where::Block, &mut builder, |_| {});
        Notes { pieces: builder.finish(), links: Vec::new() }
    }

    /// For a page: all that may stay, with addresses made absolute; those that `resolve` does not know stay relative.
    pub fn page_html(&self, resolve: Resolve<'_>) -> String {
        page::page(&self.pieces, resolve)
    }

    /// For a feed: only what podcast apps show, with no word and no link target lost. A relative address that
    /// `resolve` does not know is no link there.
    pub fn feed_html(&self, resolve: Resolve<'_>) -> String {
        feed::feed(&self.pieces, resolve, usize::MAX)
    }

    /// The same in at most `limit` bytes of UTF-8 (of 200 or more), cut after a word, everything closed.
    pub fn feed_html_within(&self, resolve: Resolve<'_>, limit: usize) -> String {
        feed::feed(&self.pieces, resolve, limit)
    }

    /// Plain text to paste: paragraphs, lists with `- `, the address of a link behind its words. Lines are not wrapped.
    pub fn text(&self, resolve: Resolve<'_>) -> String {
        text::paste(&self.pieces, resolve)
    }

    /// The relative addresses of links and images, with where they stand; fragments of the page itself are not among
    /// them.
    pub fn links(&self) -> &[(String, Place)] {
        &self.links
    }

    /// The addresses that links lead to, in the order of the text.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Open("a", attributes) => piece::attribute(attributes, "href"),
            _ => None,
        })
    }

    /// The visible words, a line for each block and after each hard break.
    pub fn plain_lines(&self) -> String {
        text::lines(&self.pieces)
    }

    /// The chapters that are typed in them, a line each.
    pub fn typed_chapters(&self) -> Vec<Chapter> {
        // Nearly all notes have no time in them, and need not be written out to learn that.
        if text::may_hold_times(&self.pieces) { chapters::from_lines(&self.plain_lines()) } else { Vec::new() }
    }

    /// The words of the first paragraph that has some, in one line.
    pub fn first_paragraph_text(&self) -> Option<String> {
        self.pieces.split_inclusive(|piece| *piece == Piece::Close("p")).find_map(|part| {
            let start = part.iter().rposition(|piece| matches!(piece, Piece::Open("p", _)))?;
            let words = part.get(start..).map(text::lines)?.replace('\n', " ");
            (!words.is_empty()).then_some(words)
        })
    }

    /// Whether there is nothing to see: no word and no image.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Void("img", _) => false,
            _ => true,
        })
    }
}

/// Markdown as it stands, with the addresses of links and images made absolute; those that `resolve` does not know stay.
pub fn absolute_markdown(text: &str, resolve: Resolve<'_>) -> String {
    absolute::absolute(text, resolve)
}

/// HTML with only what may stay on a page.
pub fn clean_html(html: &str, resolve: Resolve<'_>) -> String {
    Notes::from_html(html).page_html(resolve)
}

/// HTML as plain text, as in [`Notes::text`].
pub fn html_to_text(html: &str) -> String {
    Notes::from_html(html).text(&|_| None)
}

/// An absolute address as it is, a relative one as `resolve` has it.
fn resolved(address: &str, resolve: Resolve<'_>) -> Option<String> {
    match address::kind(address) {
        address::Kind::Absolute => Some(address.to_string()),
        address::Kind::Relative => resolve(address),
        address::Kind::Script | address::Kind::Foreign => None,
    }
}
