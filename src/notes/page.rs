//! Notes for a page: everything that may stay, as HTML.

use super::piece::Piece;
use super::{Resolve, resolved};
use crate::html::HtmlWriter;

/// Elements that begin a line of the source.
const LINES: &[&str] = &[
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Writes pieces as HTML; what `resolve` does not know stays relative.
pub(super) fn page(pieces: &[Piece], resolve: Resolve<'_>) -> String {
    let mut html = HtmlWriter::new();
    let mut begun = false;
    let mut open = |html: &mut HtmlWriter, tag: &'static str, attributes: &[(&'static str, String)]| {
        if LINES.contains(&tag) && begun {
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
    for piece in pieces {
        match piece {
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
