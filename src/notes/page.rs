//! Notes for a page: everything that may stay, as HTML.

use std::collections::HashSet;

use super::piece::{Piece, is_block};
use super::{Resolve, resolved};
use crate::html::HtmlWriter;
use crate::scalar::slug;

/// Writes pieces as HTML; what `resolve` does not know stays relative.
pub(super) fn page(pieces: &[Piece], resolve: Resolve<'_>) -> String {
    let mut html = HtmlWriter::new();
    let mut begun = false;
    let mut open = |html: &mut HtmlWriter, tag: &'static str, attributes: &[(&'static str, String)]| {
        if is_block(tag) && begun {
            html.line();
        }
        begun = true;
        if attributes.is_empty() {
            html.open(tag, &[]);
            return;
        }
        let resolved: Vec<(&str, String)> = attributes
            .iter()
            .map(|(name, value)| match *name {
                "href" | "src" => (*name, resolved(value, resolve).unwrap_or_else(|| value.clone())),
                _ => (*name, value.clone()),
            })
            .collect();
        let attributes: Vec<(&str, &str)> = resolved.iter().map(|(name, value)| (*name, value.as_str())).collect();
        html.open(tag, &attributes);
    };
    let mut ids: HashSet<String> = HashSet::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            // Headings can be linked to: by the slug of their words, numbered where it repeats.
            Piece::Open(tag, attributes) if is_heading(tag) && !attributes.iter().any(|(name, _)| *name == "id") => {
                let mut attributes = attributes.clone();
                attributes.extend(heading_id(pieces.get(i + 1..).unwrap_or_default(), &mut ids).map(|id| ("id", id)));
                open(&mut html, tag, &attributes);
            }
            Piece::Open(tag, attributes) | Piece::Void(tag, attributes) => open(&mut html, tag, attributes),
            Piece::Close(_) => {
                html.close();
            }
            Piece::Text(text) => {
                html.text(text);
            }
            Piece::Soft => {
                html.line();
            }
        }
    }
    html.finish()
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// An id out of the words up to the end of the heading; none for a heading without words.
fn heading_id(rest: &[Piece], ids: &mut HashSet<String>) -> Option<String> {
    let inside = rest.iter().take_while(|piece| !matches!(piece, Piece::Close(tag) if is_heading(tag)));
    let words: String = inside
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let base = Some(slug(&words)).filter(|base| !base.is_empty())?;
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !ids.contains(id))?;
    ids.insert(id.clone());
    Some(id)
}
