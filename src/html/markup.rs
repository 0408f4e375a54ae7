//! Markup in a text that is to be shown as it stands.

use std::ops::Range;

use super::{Markup, MarkupKind, element, reference, scan};

/// Where the first tag of an HTML element, comment or character reference stands in a text.
pub fn markup(text: &str) -> Option<Range<usize>> {
    memchr::memchr2(b'<', b'&', text.as_bytes())?;
    let tag = scan(text).find(|markup| is_real(markup, text)).map(|markup| markup.range);
    let reference = references(text).next();
    tag.into_iter().chain(reference).min_by_key(|range| range.start)
}

/// Whether a tag is one of HTML, or a comment is one that is closed.
pub fn is_real(markup: &Markup<'_>, text: &str) -> bool {
    match markup.kind {
        MarkupKind::Start | MarkupKind::End => element(markup.name).is_some(),
        MarkupKind::Comment => text.get(markup.range.clone()).is_some_and(|own| own.starts_with("<!--")),
        MarkupKind::Doctype => true,
        MarkupKind::Unfinished => false,
    }
}

/// Where references with a semicolon stand.
pub fn references(text: &str) -> impl Iterator<Item = Range<usize>> {
    memchr::memchr_iter(b'&', text.as_bytes()).filter_map(|at| {
        let rest = text.get(at..)?;
        let (length, _) = reference(rest)?;
        rest.get(..length).filter(|own| own.ends_with(';')).map(|own| at..at + own.len())
    })
}

#[cfg(test)]
mod tests {
    use super::markup;

    #[test]
    fn tags_comments_and_references_are_markup_and_other_signs_are_not() {
        for (text, found) in [
            ("a <b>tape</b>", Some("<b>")),
            ("</P >", Some("</P >")),
            ("<br/>", Some("<br/>")),
            ("<a href='x", None),
            ("x <!-- y --> z", Some("<!-- y -->")),
            ("R &amp; B", Some("&amp;")),
            ("it&#39;s", Some("&#39;")),
            ("&#xE9;", Some("&#xE9;")),
            ("R & B; or <gorilla>", None),
            ("1 < 2 &#; &;", None),
            ("<", None),
            ("é<é", None),
        ] {
            assert_eq!(markup(text).and_then(|range| text.get(range)), found, "{text}");
        }
    }
}
