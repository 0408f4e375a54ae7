//! The writer: `quick-xml` escapes, this decides the frame.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{Content, Element};

/// A whole document: declaration, root, indented by two blanks, a line end last.
pub fn write_document(root: &Element) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing into memory has no way to fail.
    let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    write_element(&mut writer, root);
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

/// A well-formed document written anew: indented by two blanks, elements without content closed at once, everything
/// else as it was.
///
/// The first empty element that is named like the filling stands for its pieces: each of them is written on lines of its own, as
/// it is.
///
/// # Errors
/// The reader's, for bytes that are not well-formed.
pub fn reindent(document: &str, filling: &Filling<'_>) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_str(document);
    let more: usize = filling.pieces.iter().map(|piece| piece.len() + 1).sum();
    let size = document.len() + document.len() / 8 + more;
    let mut writer = Writer::new_with_indent(Vec::with_capacity(size), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut empty = Some(filling);
    // A start tag waits for what follows: an end tag makes it an empty element.
    let mut waiting: Option<BytesStart<'_>> = None;
    loop {
        let event = reader.read_event()?;
        if let Some(start) = waiting.take() {
            if matches!(event, Event::End(_)) {
                if let Some(filling) = empty.take_if(|filling| start.name().as_ref() == filling.name.as_bytes()) {
                    for piece in filling.pieces {
                        writer.get_mut().push(b'\n');
                        writer.get_mut().extend_from_slice(piece);
                    }
                } else {
                    writer.write_event(Event::Empty(start))?;
                }
                continue;
            }
            writer.write_event(Event::Start(start))?;
        }
        match event {
            Event::Eof => break,
            Event::Decl(_) => {}
            Event::Start(start) => waiting = Some(start),
            // A reference is a piece of the text around it: on a line of its own it would bring blanks into the text.
            Event::GeneralRef(reference) => {
                let text = format!("&{};", reference.decode()?);
                writer.write_event(Event::Text(BytesText::from_escaped(text)))?;
            }
            event => writer.write_event(event)?,
        }
    }
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// Pieces of a document that were written before it, with the indent they have in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filling<'a> {
    /// The name of the element that they stand for.
    pub name: &'a str,
    /// The pieces.
    pub pieces: &'a [&'a [u8]],
}

/// An element for itself, in one piece: nothing between its tags that is not in it.
pub fn write_fragment(element: &Element) -> String {
    let mut writer = Writer::new(Vec::new());
    write_element(&mut writer, element);
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

fn write_element(writer: &mut Writer<Vec<u8>>, element: &Element) {
    let mut start = BytesStart::new(element.name.as_str());
    for (name, value) in &element.attributes {
        start.push_attribute((name.as_str(), xml_text(value).as_ref()));
    }
    if element.content.is_empty() {
        let _ = writer.write_event(Event::Empty(start));
        return;
    }
    let _ = writer.write_event(Event::Start(start));
    for content in &element.content {
        match content {
            Content::Text(text) => {
                let _ = writer.write_event(Event::Text(BytesText::new(xml_text(text).as_ref())));
            }
            Content::Element(child) => write_element(writer, child),
        }
    }
    let _ = writer.write_event(Event::End(BytesEnd::new(element.name.as_str())));
}

/// Whether XML 1.0 allows a character (section 2.2, Char).
pub fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// A text without the characters that no XML document can hold.
pub fn xml_text(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_xml_char) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_xml_char(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents_what_was_written_without() {
        let text = "<a x=\"1\"><b></b><c>R &amp; <![CDATA[<B>]]></c></a>";
        let indented = String::from_utf8(reindent(text, &Filling::default()).unwrap()).unwrap();
        assert_eq!(
            indented,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x=\"1\">\n  <b/>\n  <c>R &amp; <![CDATA[<B>]]></c>\n</a>\n"
        );
        assert!(reindent("<a><b></a>", &Filling::default()).is_err());
    }

    #[test]
    fn fills_a_document_with_pieces() {
        let filling = Filling { name: "b", pieces: &[b"  <b>1</b>", b"  <b>2</b>"] };
        let filled = reindent("<a><x>0</x><b></b><c></c></a>", &filling).unwrap();
        assert_eq!(
            String::from_utf8(filled).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <x>0</x>\n  <b>1</b>\n  <b>2</b>\n  <c/>\n</a>\n"
        );
    }

    #[test]
    fn texts_that_begin_with_a_reference_stay_as_they_are() {
        let text = "<a><b>&lt;p&gt;x&lt;b&gt;y&lt;/b&gt;&#38;&lt;/p&gt;</b><c>&quot;x&quot;</c></a>";
        let indented = String::from_utf8(reindent(text, &Filling::default()).unwrap()).unwrap();
        let expected = "<a>\n  <b>&lt;p&gt;x&lt;b&gt;y&lt;/b&gt;&#38;&lt;/p&gt;</b>\n  <c>&quot;x&quot;</c>\n</a>\n";
        assert_eq!(indented.split_once('\n').unwrap().1, expected);
    }

    #[test]
    fn escapes_and_indents() {
        let root = Element::new("a")
            .attr("href", "x?a=1&b=\"2\"")
            .child(Element::new("b").text("R & B <\u{b}]]>"))
            .child(Element::new("c"));
        let text = String::from_utf8(write_document(&root)).unwrap();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a href=\"x?a=1&amp;b=&quot;2&quot;\">\n  \
             <b>R &amp; B &lt;]]&gt;</b>\n  <c/>\n</a>\n"
        );
    }
}
