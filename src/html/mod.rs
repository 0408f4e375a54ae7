//! HTML out and in: a writer that escapes, for fragments (transcripts, notes, lists) that templates take in as they are, and a
//! scanner that says where tags stand.
//!
//! HTML Living Standard, section 13.1.2. Where tags stand in a text is said by [`scan()`]; cleaning is `notes`' work.

mod elements;
mod markup;
mod scan;

pub use elements::{ADDRESS_ATTRIBUTES, DOCUMENT_TAGS, ELEMENTS, EMBEDS, VOID, element, is_event_handler};
pub use markup::{is_real, markup, references};
pub use scan::{Markup, MarkupKind, Scan, TagAttribute, decode, reference, scan};

/// Writes one fragment; elements are closed in the order they were opened.
#[derive(Debug, Default)]
pub struct HtmlWriter {
    out: String,
    open: Vec<&'static str>,
}

impl HtmlWriter {
    /// An empty fragment.
    pub fn new() -> HtmlWriter {
        HtmlWriter::default()
    }

    /// An empty fragment with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> HtmlWriter {
        HtmlWriter { out: String::with_capacity(bytes), open: Vec::new() }
    }

    /// Opens an element with its attributes; a void element is not opened, only written.
    pub fn open(&mut self, tag: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.extend([" ", name, "=\""]);
            escape_into(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push('>');
        if !VOID.contains(&tag) {
            self.open.push(tag);
        }
        self
    }

    /// Closes the element opened last.
    pub fn close(&mut self) -> &mut Self {
        if let Some(tag) = self.open.pop() {
            self.out.extend(["</", tag, ">"]);
        }
        self
    }

    /// Characters.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape_into(&mut self.out, text);
        self
    }

    /// An element that holds nothing but characters.
    pub fn element(&mut self, tag: &'static str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close()
    }

    /// A line end, for people who read the source.
    pub fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// A fragment that this project wrote or cleaned before.
    pub fn fragment(&mut self, html: &str) -> &mut Self {
        self.out.push_str(html);
        self
    }

    /// The bytes there will be when everything is closed now.
    pub fn closed_len(&self) -> usize {
        self.out.len() + self.open.iter().map(|tag| tag.len() + "</>".len()).sum::<usize>()
    }

    /// What was written, with everything closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (i, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..i]);
        out.push_str(escaped);
        from = i + 1;
    }
    out.push_str(&text[from..]);
}

/// A text with the five characters of markup escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_closes() {
        let mut html = HtmlWriter::new();
        html.open("p", &[("title", "a\"b")]).text("R & B <é>").open("br", &[]).element("cite", &[], "I'm");
        assert_eq!(html.finish(), "<p title=\"a&quot;b\">R &amp; B &lt;é&gt;<br><cite>I&#39;m</cite></p>");
    }
}
