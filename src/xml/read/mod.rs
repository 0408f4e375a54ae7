//! XML in: a document with the place of everything in it, whatever the bytes are.
//!
//! XML 1.0 (5th edition) and Namespaces in XML 1.0. The events come from `quick-xml`; around it stand the decoding of old encodings,
//! recovery after what no parser accepts, namespaces, and bounds on all that can grow. Nothing outside the document is ever loaded.

mod attributes;
mod decode;
mod doctype;
mod document;
mod recover;
mod reference;
mod rules;
mod scan;
#[cfg(test)]
mod tests;
pub mod value;
mod write;

pub use decode::decode;
pub use document::{
    Attribute, Child, Damage, Declaration, Document, NO_NAMESPACE, Namespace, NamespaceId, Node, Range32, Text,
    XML_NAMESPACE, XMLNS_NAMESPACE,
};
pub use reference::html_entity;
pub use rules::RULES;
pub use value::Value;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use rules::{XML_DECLARATION_MISSING, XML_DOCTYPE, XML_HTML_PAGE, XML_LEADING_CONTENT, XML_VERSION_UNSUPPORTED};

/// The one line that a document should begin with.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Reads a document out of bytes.
pub fn read_bytes(name: &str, bytes: &[u8]) -> (Document, Vec<Diagnostic>) {
    let (source, mut findings) = decode(name, bytes);
    let (document, more) = read(&source);
    findings.extend(more);
    (document, findings)
}

/// Reads a document out of a text.
pub fn read(source: &Arc<Source>) -> (Document, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let text = &source.text;
    if let Some(finding) = html_page(source) {
        findings.push(finding);
        return (scan::scan(source, text.len(), &mut Vec::new()), findings);
    }
    let start = declaration(source, &mut findings);
    let document = scan::scan(source, start, &mut findings);
    if let Some(Child::Doctype(_, range)) = document.top().find(|child| matches!(child, Child::Doctype(..))) {
        let place = source.place(range.range());
        let finding = Diagnostic::new(&XML_DOCTYPE, &place, "a document type declaration; nothing of it is loaded");
        findings.push(finding.fix(false, "delete it", &place, ""));
    }
    (document, findings)
}

/// Judges the XML declaration. Answers where it begins.
fn declaration(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> usize {
    let text = &source.text;
    let Some(whole) = decode::declaration(text) else {
        let place = source.place(0..0);
        let finding =
            Diagnostic::new(&XML_DECLARATION_MISSING, &place, "the document begins without an XML declaration")
                .expected(DECLARATION);
        // Before blanks, or a document of nothing, it would mend nothing.
        let fix = text.starts_with('<') && source.is_as_on_disk();
        findings.push(if fix { finding.fix(true, "add it", &place, format!("{DECLARATION}\n")) } else { finding });
        return 0;
    };
    if whole.start > 0 {
        let before = source.place(0..whole.start);
        let message = "the XML declaration is not the first thing of the document";
        let finding = Diagnostic::new(&XML_LEADING_CONTENT, &before, message)
            .expected(format!("`{}` at the very begin", "<?xml"))
            .related(source.place(whole.clone()), "the declaration is here");
        let blank = before.text().trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty();
        findings.push(if blank { finding.fix(true, "delete the blanks", &before, "") } else { finding });
    }
    let version = decode::pseudo(text, whole.clone(), "version");
    let encoding = decode::pseudo(text, whole.clone(), "encoding");
    if let Some(version) = version.clone() {
        let place = source.place(version);
        if place.text() != "1.0" {
            let message = format!("version `{}` of XML is not read by apps", place.text());
            let finding = Diagnostic::new(&XML_VERSION_UNSUPPORTED, &place, message).expected("1.0");
            findings.push(finding.fix(true, "write 1.0", &place, "1.0"));
        }
    }
    if encoding.is_none() {
        let place = source.place(whole.clone());
        let finding = Diagnostic::new(&XML_DECLARATION_MISSING, &place, "the XML declaration names no encoding")
            .expected(DECLARATION);
        let fix = version.is_some_and(|version| text.get(version) == Some("1.0"));
        findings.push(if fix { finding.fix(true, "name it", &place, DECLARATION) } else { finding });
    }
    whole.start
}

/// The finding that a web page is there.
fn html_page(source: &Arc<Source>) -> Option<Diagnostic> {
    let text = source.text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let mut rest = text;
    // A declaration and comments may stand before the root of XHTML.
    while rest.starts_with("<?") || rest.starts_with("<!--") {
        let end = if rest.starts_with("<?") { "?>" } else { "-->" };
        rest = rest.get(rest.find(end)? + end.len()..)?.trim_start();
    }
    let begins = |word: &str| rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    if !begins("<!doctype html") && !begins("<html>") && !begins("<html ") {
        return None;
    }
    let at = source.text.len() - rest.len();
    let end = rest.find('>').map_or(source.text.len(), |end| at + end + 1);
    let lower = rest.get(..rest.len().min(64 * 1024)).unwrap_or_default().to_ascii_lowercase();
    let title = lower.find("<title").and_then(|open| {
        let start = open + lower.get(open..)?.find('>')? + 1;
        let end = start + lower.get(start..)?.find("</title")?;
        rest.get(start..end).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    let message = match title {
        Some(title) if !title.is_empty() => format!("this is a web page (\"{title}\") and no feed"),
        _ => "this is a web page and no feed".to_string(),
    };
    let finding = Diagnostic::new(&XML_HTML_PAGE, source.place(at..end), message);
    Some(finding.help("look whether the address is right, and whether it asks for a login"))
}
