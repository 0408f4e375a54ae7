//! Elements of HTML, by what they are to somebody who shows a piece of it inside a page or an app.
//!
//! HTML Living Standard, section 4, and the obsolete ones of section 16.2.

/// Every element there is or was; sorted.
pub const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// Elements without content and end tag.
pub const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "spacer", "track", "wbr",
];

/// What is embedded, played or filled in: podcast apps show nothing in its place.
pub const EMBEDS: &[&str] =
    &["applet", "audio", "button", "embed", "form", "frame", "frameset", "iframe", "input", "object", "video"];

/// What belongs to a whole page.
pub const DOCUMENT_TAGS: &[&str] = &["base", "body", "head", "html", "link", "meta", "style", "title"];

/// Attributes that hold an address.
pub const ADDRESS_ATTRIBUTES: &[&str] = &["action", "formaction", "href", "poster", "src", "srcset", "xlink:href"];

/// The element of that name in any case, in small letters.
pub fn element(name: &str) -> Option<&'static str> {
    let order = |own: &&str| {
        let (own, name) = (own.bytes(), name.bytes().map(|b| b.to_ascii_lowercase()));
        own.cmp(name)
    };
    ELEMENTS.binary_search_by(order).ok().and_then(|at| ELEMENTS.get(at).copied())
}

/// Whether an attribute runs a script: `onclick`.
pub fn is_event_handler(attribute: &str) -> bool {
    let bytes = attribute.as_bytes();
    bytes.get(..2).is_some_and(|on| on.eq_ignore_ascii_case(b"on")) && bytes.get(2).is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_whole() {
        assert!(ELEMENTS.is_sorted());
        assert_eq!(element("IFrame"), Some("iframe"));
        assert_eq!(element("gorilla"), None);
        for name in VOID.iter().chain(EMBEDS).chain(DOCUMENT_TAGS) {
            assert!(element(name).is_some(), "{name}");
        }
    }
}
