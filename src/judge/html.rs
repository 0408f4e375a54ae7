//! Values of feeds that are HTML, as a whole, and what looks like HTML in plain texts.
//!
//! HTML Living Standard, 13.2.5, for what is a tag or a reference; the limits are those of Apple's and PSP-1's pages. What stands in the
//! HTML is judged in `markup`.

use super::findings::Findings;
use super::markup::{Html, JudgedHtml, judge_html};
use super::structure::Standing;
use crate::diagnostic::{Diagnostic, Fix};
use crate::html::{decode, is_real, markup, references, scan};
use crate::notes::HTML_NOT_CDATA;
use crate::xml::read::Value;

crate::rules! {
    /// Apps show such a value as it is: listeners read `&amp;` or `<b>`.
    TITLE_HTML = "title-html": Warning, [], Safe;
        summary "HTML in a value that is plain text";
        bad "<title>Questions &amp;amp; answers</title>";
        good "<title>Questions &amp; answers</title>";
        source "RSS Best Practices Profile, character data; W3C feed validator, ContainsHTML";
    /// Apple cuts it there, wherever that is.
    DESCRIPTION_TOO_LONG = "description-too-long": Warning, [Apple, Psp1], None;
        summary "a description of more than 4000 bytes";
        bad "a <description> of 4,500 bytes";
        good "a <description> of at most 4,000 bytes; all of it in <content:encoded>";
        source "Apple, A Podcaster's Guide to RSS; PSP-1";
    /// Line ends are blanks in HTML: Apple shows one block without a paragraph.
    DESCRIPTION_UNBROKEN = "description-unbroken": Advice, [Apple], Safe;
        summary "a long description whose lines are not paragraphs";
        bad "<description>Line by line, without a <p> …</description>";
        good "<description><![CDATA[<p>Paragraph by paragraph</p>…]]></description>";
        source "Apple, A Podcaster's Guide to RSS";
}

/// Bytes that Apple and PSP-1 allow a description.
const LONGEST_DESCRIPTION: usize = 4000;
/// A text of so many characters can do without paragraphs.
const SHORT: usize = 300;
/// Judges a plain text.
pub(super) fn plain(value: &Value<'_>, findings: &mut Findings) {
    let text = &*value.text;
    let Some(first) = markup(text) else { return };
    let has_tag = scan(text).any(|markup| is_real(&markup, text));
    let found = text.get(first.clone()).unwrap_or_default();
    let shown: String = found.chars().take(40).collect();
    let message = format!("{} is plain text, and listeners see `{shown}` as it stands", value.name());
    let mut finding = Diagnostic::new(&TITLE_HTML, value.locate(first), message).found(value.trimmed());
    let mut meant = text.to_string();
    if has_tag {
        meant = without_tags(&meant);
    }
    // What was escaped several times is decoded several times.
    for _ in 0..4 {
        if references_of(&meant) == 0 {
            break;
        }
        meant = decode(&meant).into_owned();
    }
    let clear = references_of(&meant) == 0 && !scan(&meant).any(|markup| is_real(&markup, &meant));
    if clear && !meant.trim().is_empty() {
        finding = finding.expected(meant.trim());
        let description = if has_tag { "delete the tags" } else { "decode it once more" };
        let edits = vec![value.edit(0..text.len(), &meant)];
        finding.fix = Some(Fix { description: description.into(), safe: !has_tag && !meant.contains('<'), edits });
    }
    findings.push(finding);
}

fn references_of(text: &str) -> usize {
    references(text).count()
}

pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for markup in scan(text).filter(|markup| is_real(markup, text)) {
        out.push_str(text.get(at..markup.range.start).unwrap_or_default());
        at = markup.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Judges the HTML of a feed.
pub(super) fn judge(value: &Value<'_>, standing: &Standing<'_>, findings: &mut Findings) {
    let text = &*value.text;
    if standing.spec.name == "description" && text.trim().len() > LONGEST_DESCRIPTION {
        let start = text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        let at = (start + LONGEST_DESCRIPTION..end).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        let next = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        let message = format!("{} has {} bytes", value.name(), end - start);
        findings.push(
            Diagnostic::new(&DESCRIPTION_TOO_LONG, value.locate(at..next), message)
                .expected(format!("at most {LONGEST_DESCRIPTION}"))
                .help("the whole of it may stand in <content:encoded>"),
        );
    }
    let mut judged = JudgedHtml::default();
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_some() {
        judged = judge_html(&Html {
            text,
            name: &|| value.name(),
            place: &|range| value.locate(range),
            edit: &|range, text| value.edit(range, text),
        });
        findings.extend(judged.findings);
    }
    if judged.has_tags && value.attribute.is_none() && !value.node.texts().any(|text| text.is_cdata()) {
        let message = format!("{} holds HTML that is escaped", value.name());
        let mut finding = Diagnostic::new(&HTML_NOT_CDATA, value.place(), message).expected("a CDATA section");
        finding.fix = value.cdata(text).map(|edit| Fix {
            description: "put it into a CDATA section".into(),
            safe: true,
            edits: vec![edit],
        });
        findings.push(finding);
    }
    if !judged.has_breaks && standing.spec.name != "itunes:summary" {
        findings.extend(unbroken(value, judged.has_tags));
    }
}

/// The finding about a text whose lines get lost.
fn unbroken(value: &Value<'_>, tags: bool) -> Option<Diagnostic> {
    let text = value.trimmed();
    if text.len() <= SHORT {
        return None;
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    if lines < 3 || text.chars().count() <= SHORT {
        return None;
    }
    let message = format!("{} has {lines} lines and no paragraph", value.name());
    let mut finding = Diagnostic::new(&DESCRIPTION_UNBROKEN, value.place(), message)
        .help("line ends do not count in HTML: write `<p>` around each paragraph");
    // A text with tags of its own may mean its lines otherwise, one with `<` or `&` may be no HTML at all.
    if !tags && !text.contains(['<', '&']) {
        let mut html = String::with_capacity(text.len() + 64);
        let mut open = false;
        for line in text.lines().map(str::trim) {
            match (line.is_empty(), open) {
                (true, true) => html.push_str("</p>\n"),
                (false, false) => html.push_str("<p>"),
                (false, true) => html.push_str("<br>\n"),
                (true, false) => {}
            }
            html.push_str(line);
            open = !line.is_empty();
        }
        if open {
            html.push_str("</p>");
        }
        finding.fix = value.cdata(&html).map(|edit| Fix {
            description: "write paragraphs and line breaks".into(),
            safe: true,
            edits: vec![edit],
        });
    }
    Some(finding)
}
