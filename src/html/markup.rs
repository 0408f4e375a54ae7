//! Markup in a text that is to be shown as it stands.

use std::ops::Range;

/// The elements of HTML, obsolete ones too: other words between `<` and `>` are words.
const ELEMENTS: &str = "a abbr acronym address applet area article aside audio b base big blink blockquote body br button \
    canvas caption center cite code col colgroup dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure \
    font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link \
    main map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q \
    s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea \
    tfoot th thead time title tr track tt u ul var video wbr";

/// Where the first tag of an HTML element, comment or character reference stands in a text.
pub fn markup(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).find_map(|at| {
        let rest = text.get(at..)?;
        let length = if rest.starts_with('<') { tag(rest) } else { reference(rest) };
        length.map(|length| at..at + length)
    })
}

/// The length of the tag or comment that a text begins with.
fn tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(4, |end| end + 3));
    }
    let name = text.get(1..)?.trim_start_matches('/');
    let length = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let follows = name.as_bytes().get(length)?;
    let ends = matches!(follows, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n');
    let name = name.get(..length)?.to_ascii_lowercase();
    let known = ends && ELEMENTS.split_ascii_whitespace().any(|element| element == name);
    known.then(|| text.find('>').map_or(text.len(), |end| end + 1))
}

/// The length of the character reference, with its semicolon, that a text begins with.
fn reference(text: &str) -> Option<usize> {
    let end = 1 + text.get(1..)?.bytes().take(32).position(|byte| byte == b';')?;
    let inside = text.get(1..end)?;
    let all = |digits: &str, is: fn(&u8) -> bool| !digits.is_empty() && digits.bytes().all(|byte| is(&byte));
    let right = match inside.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => all(hex, u8::is_ascii_hexdigit),
            None => all(number, u8::is_ascii_digit),
        },
        None => inside.starts_with(|c: char| c.is_ascii_alphabetic()) && all(inside, u8::is_ascii_alphanumeric),
    };
    right.then_some(end + 1)
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
            ("<a href='x", Some("<a href='x")),
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
