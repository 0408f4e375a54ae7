//! Going on after what no parser accepts, and what is said of it.

use std::ops::Range;

use quick_xml::errors::{Error, SyntaxError};

use super::document::{Damage, Document, Kind, NONE};
use super::rules::{XML_EMPTY, XML_LESS_THAN_UNESCAPED, XML_NOT_WELL_FORMED, XML_TAG_MISMATCH, XML_TRUNCATED};
use super::scan::{Flow, Scanner};
use crate::diagnostic::{At, Diagnostic};

/// Tags whose end is nowhere; each costs a look at the whole rest of the text.
const UNCLOSED_LIMIT: usize = 20;

impl Scanner<'_, '_> {
    pub fn less_than(&mut self, at: usize) {
        let place = self.place(at..at + 1);
        let finding = Diagnostic::new(&XML_LESS_THAN_UNESCAPED, &place, "a `<` that begins no tag")
            .expected("`&lt;`")
            .fix(true, "write `&lt;`", &place, "&lt;");
        self.findings.push(finding);
    }

    /// Where a tag ends that has no end before `limit`: behind a `>`, or there.
    pub fn cut(&self, start: usize, limit: usize) -> Range<usize> {
        start..self.slice(start..limit).find('>').map_or(limit, |end| start + end + 1)
    }

    /// A tag that is not closed before the next one begins at `limit`: what can be read of it is read.
    pub fn cut_tag(&mut self, start: usize, limit: usize) -> Flow {
        let span = self.cut(start, limit);
        let inside = self.slice(start + 1..span.end).trim_end_matches(['>', ' ', '\t', '\r', '\n']);
        let plain = inside.trim_end_matches('/');
        if plain.is_empty() {
            return Flow::Restart(span.end);
        }
        match self.element(start + 1..start + 1 + plain.len(), span.clone(), plain.len() < inside.len(), true) {
            Flow::Stop => Flow::Stop,
            _ => Flow::Restart(span.end),
        }
    }

    /// An end tag that closes nothing that is open.
    pub fn stray(&mut self, span: Range<usize>, name: &str) {
        let place = self.place(span.clone());
        let finding = match self.open.last() {
            Some(open) => {
                let expected = self.slice(open.name.range()).to_string();
                Diagnostic::new(&XML_TAG_MISMATCH, place, format!("`</{name}>` does not close `<{expected}>`"))
                    .expected(format!("`</{expected}>`"))
                    .related(self.place(open.name.range()), format!("`<{expected}>` begins here"))
            }
            None => Diagnostic::new(&XML_TAG_MISMATCH, place, format!("`</{name}>` closes nothing")),
        };
        self.findings.push(finding);
        match self.open.last_mut() {
            // What holds no element is closed by a misspelt end tag; elsewhere the tag is one too many.
            Some(open) if !open.holds => self.close(Some(span)),
            Some(open) => open.said = true,
            None => {}
        }
    }

    /// After an error of the parser that it cannot go on from.
    pub fn recover(&mut self, error: &Error, at: usize) -> Flow {
        let end = self.text.len();
        let what = match error {
            Error::Syntax(SyntaxError::UnclosedCData) => {
                self.add(Kind::Cdata, at..end);
                "a CDATA section"
            }
            Error::Syntax(SyntaxError::UnclosedComment) => "a comment",
            Error::Syntax(SyntaxError::UnclosedDoctype) => "the document type declaration",
            Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => "a processing instruction",
            Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                self.find(
                    &XML_NOT_WELL_FORMED,
                    at..at + 2,
                    "`<!` begins neither a comment nor a CDATA section nor a DOCTYPE",
                );
                self.characters(at..at + 2);
                return Flow::Restart(at + 2);
            }
            _ => {
                self.unclosed += 1;
                let next = self.slice(at + 1..end).find('<').map(|next| at + 1 + next);
                if let Some(next) = next.filter(|_| self.unclosed <= UNCLOSED_LIMIT) {
                    let message = "this tag is not closed: a quote or a `>` is missing";
                    self.find(&XML_NOT_WELL_FORMED, self.cut(at, next), message);
                    return match self.slice(at + 1..next).starts_with('/') {
                        true => Flow::Restart(next),
                        false => self.cut_tag(at, next),
                    };
                }
                "a tag"
            }
        };
        self.truncated(what, at);
        Flow::Stop
    }

    fn truncated(&mut self, what: &str, at: usize) {
        let end = self.text.len();
        let begin = self.place(at..(at + 1).min(end));
        let place = self.place(end..end);
        self.findings.push(
            Diagnostic::new(&XML_TRUNCATED, place, format!("the document ends inside {what}"))
                .related(begin, "it begins here"),
        );
        // That elements are open as well follows from it.
        self.stopped = true;
    }

    /// What is open at the end was cut off.
    pub fn finish(mut self) -> Document {
        if let Some(innermost) = self.open.last()
            && !self.stopped
            && !self.open.iter().any(|open| open.said)
        {
            let name = self.slice(innermost.name.range()).to_string();
            let start = self.place(innermost.name.range());
            let end = self.text.trim_end().len();
            let place = self.place(end..end);
            self.findings.push(
                Diagnostic::new(&XML_TRUNCATED, place, format!("the document ends while `<{name}>` is open"))
                    .expected(format!("`</{name}>`"))
                    .related(start, format!("`<{name}>` begins here")),
            );
        }
        for open in &self.open {
            if let Some(Kind::Element(element)) =
                self.document.entries.get_mut(open.node as usize).map(|entry| &mut entry.kind)
            {
                element.damage = Damage::Cut;
            }
        }
        if self.document.root == NONE && !self.stopped {
            let name = self.source.name.clone();
            self.findings.push(Diagnostic::new(&XML_EMPTY, At::File(name), "there is no element in it"));
        }
        self.document
    }
}
