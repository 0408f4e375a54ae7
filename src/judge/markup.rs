//! HTML judged tag by tag, wherever it was written.
//!
//! HTML Living Standard: tags as browsers read them (13.2.5), which end tags may be left out (13.1.2.4). No tree is built: elements are
//! followed on a stack of bounded depth, which is enough to see what was left open.

use std::ops::Range;

use super::html::without_tags;
use crate::diagnostic::Profile::Apple;
use crate::diagnostic::{Diagnostic, Edit, Fix, Rule, Severity};
use crate::html::{
    ADDRESS_ATTRIBUTES, DOCUMENT_TAGS, EMBEDS, Markup, MarkupKind, TagAttribute, VOID, decode, element, escape,
    is_event_handler, reference, scan,
};
use crate::notes::{
    AddressKind, HTML_DOCUMENT_TAG, HTML_EMBED, HTML_ESCAPED_TWICE, HTML_EVENT_HANDLER, HTML_IMAGE_ALT_MISSING,
    HTML_MALFORMED, HTML_RELATIVE_URL, HTML_SCRIPT, HTML_SCRIPT_URL, HTML_STYLE_ATTRIBUTE, HTML_TRACKING_PIXEL,
    HTML_UNSUPPORTED_TAG, LINK_TEXT_MISSING, address_kind,
};
use crate::scalar::url_parts;
use crate::source::Place;

/// HTML, and the way back to where it was written.
pub struct Html<'a> {
    /// The HTML.
    pub text: &'a str,
    /// What people call it.
    pub name: &'a dyn Fn() -> String,
    /// Where a range of it stands.
    pub place: &'a dyn Fn(Range<usize>) -> Place,
    /// The edit that writes something else there.
    pub edit: &'a dyn Fn(Range<usize>, &str) -> Edit,
}

/// What was found in HTML.
#[derive(Debug, Default)]
pub struct JudgedHtml {
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
    /// Whether there is a tag of HTML in it.
    pub has_tags: bool,
    /// Whether there is one that begins a line or a paragraph.
    pub has_breaks: bool,
}

/// Judges HTML that travels.
pub fn judge_html(html: &Html<'_>) -> JudgedHtml {
    let mut judge = Judge {
        html,
        judged: JudgedHtml::default(),
        open: vec![],
        crossed: vec![],
        unsupported: vec![],
        swallowed: false,
    };
    for markup in scan(html.text) {
        match markup.kind {
            MarkupKind::Start => judge.start(&markup),
            MarkupKind::End => judge.end(&markup),
            MarkupKind::Doctype => judge.document(&markup, "a document type"),
            MarkupKind::Comment => {
                if html.text.get(markup.range.clone()).is_some_and(|own| own.starts_with("<?import")) {
                    judge.document(&markup, "an import");
                }
            }
            MarkupKind::Unfinished => judge.unfinished(&markup),
        }
    }
    judge.finish()
}

/// An element that is open.
struct Open {
    name: &'static str,
    start: Range<usize>,
    /// The address of a link.
    target: Option<String>,
    /// The finding that says its start tag must go.
    unwrapped: Option<usize>,
}

struct Judge<'a> {
    html: &'a Html<'a>,
    judged: JudgedHtml,
    open: Vec<Open>,
    /// Elements that were ended by the end of another one: their own end tag may still come, and goes with the fix
    /// of the finding.
    crossed: Vec<(&'static str, Option<usize>)>,
    /// What has been said to be unsupported.
    unsupported: Vec<&'static str>,
    /// The text ends inside of a tag: nothing can be written behind it.
    swallowed: bool,
}

/// Elements open at once; what is nested deeper is not followed.
const DEEPEST: usize = 256;
/// Elements whose end tag may be left out, or is of no consequence.
const IMPLIED: &[&str] = &[
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "thead", "tr",
];
/// Elements that go on to the end of the text if they are left open.
const MUST_CLOSE: &[&str] =
    &["a", "b", "blockquote", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ol", "strong", "table", "ul"];
/// Elements that end a paragraph by their beginning.
const END_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
];
/// Elements that end others of their kind by their beginning, and what they do not reach beyond.
const END_SIBLINGS: &[(&str, &[&str], &[&str])] = &[
    ("li", &["li"], &["ol", "ul", "menu", "table"]),
    ("dt", &["dt", "dd"], &["dl"]),
    ("dd", &["dt", "dd"], &["dl"]),
    ("td", &["td", "th"], &["tr", "table"]),
    ("th", &["td", "th"], &["tr", "table"]),
    ("tr", &["tr"], &["table"]),
];
/// What a paragraph does not end beyond.
const PARAGRAPH_SCOPE: &[&str] = &["table", "td", "th", "caption", "button", "object"];
/// Tags that Apple shows.
const SHOWN: &[&str] = &["a", "br", "li", "ol", "p", "ul"];
/// Tags of which the element around them has said enough.
const PARTS: &[&str] =
    &["caption", "col", "colgroup", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track"];
/// Tags that PSP-1 allows besides.
const SHOWN_BY_PSP: &[&str] = &["b", "em", "i", "strong"];

/// Elements that begin a line or a paragraph.
const BREAKS: &[&str] = &["br", "div", "li", "p"];

impl Judge<'_> {
    fn report(&mut self, rule: &'static Rule, at: Range<usize>, what: &str, fix: Option<Fix>) {
        let mut finding = self.finding(rule, at, what);
        finding.fix = fix;
        self.judged.findings.push(finding);
    }

    fn finding(&self, rule: &'static Rule, at: Range<usize>, what: &str) -> Diagnostic {
        Diagnostic::new(rule, (self.html.place)(at), format!("{} {what}", (self.html.name)()))
    }

    fn fix(&self, safe: bool, description: &str, edits: Vec<(Range<usize>, &str)>) -> Option<Fix> {
        let edits = edits.into_iter().map(|(range, text)| (self.html.edit)(range, text)).collect();
        Some(Fix { description: description.into(), safe, edits })
    }

    fn document(&mut self, markup: &Markup<'_>, what: &str) {
        let fix = self.fix(true, "delete it", vec![(markup.range.clone(), "")]);
        let what = format!("holds {what}, which belongs to a whole page");
        self.report(&HTML_DOCUMENT_TAG, markup.range.clone(), &what, fix);
    }

    fn unfinished(&mut self, markup: &Markup<'_>) {
        self.swallowed = true;
        let name = markup.name;
        let slash = usize::from(self.tag(markup).starts_with("</"));
        let until = markup.range.start..markup.range.start + 1 + slash + name.len();
        let what = format!("holds a tag `<{name}` without its `>`: what follows is not shown");
        self.report(&HTML_MALFORMED, until, &what, None);
    }

    fn start(&mut self, markup: &Markup<'_>) {
        let Some(name) = element(markup.name) else { return };
        self.judged.has_tags = true;
        self.judged.has_breaks |= BREAKS.contains(&name);
        let unwanted = self.unwanted(markup, name);
        if matches!(name, "script" | "noscript") {
            return;
        }
        let pixel = name == "img" && self.image(markup);
        let mut target = None;
        for attribute in markup.attributes() {
            if attribute.name.contains(['"', '\'']) {
                self.quotes(markup, name);
                break;
            }
            if is_event_handler(attribute.name) && !attribute.raw.is_empty() {
                let what = format!("holds `{}`, which runs a script", attribute.name);
                self.report(&HTML_EVENT_HANDLER, attribute.range.clone(), &what, self.without(&attribute));
            } else if attribute.name.eq_ignore_ascii_case("style") {
                // A hidden image goes as a whole.
                if !pixel {
                    self.style(&attribute);
                }
            } else if ADDRESS_ATTRIBUTES.iter().any(|own| attribute.name.eq_ignore_ascii_case(own)) {
                let address = decode(attribute.raw);
                if !pixel {
                    self.address(&attribute, &address, unwanted.is_some());
                }
                if name == "a" && attribute.name.eq_ignore_ascii_case("href") {
                    target = Some(address.into_owned());
                }
            }
        }
        if unwanted.is_none() && !pixel {
            self.supported(markup, name);
        }
        if !VOID.contains(&name) {
            self.push(markup, Open { name, start: markup.range.clone(), target, unwrapped: unwanted });
        }
    }

    /// A quote in the name of an attribute: the one before it ended too early.
    fn quotes(&mut self, markup: &Markup<'_>, name: &str) {
        let what = format!("holds a tag <{name}> whose quotes do not fit together");
        self.report(&HTML_MALFORMED, markup.range.clone(), &what, None);
    }

    /// What an element says by its name alone. Answers which finding that is.
    fn unwanted(&mut self, markup: &Markup<'_>, name: &'static str) -> Option<usize> {
        let range = markup.range.clone();
        if matches!(name, "script" | "noscript") {
            let fix = self.fix(name == "script", "delete it", vec![(self.whole(markup), "")]);
            let what = format!("holds <{name}>: apps take it out or refuse the feed");
            self.report(&HTML_SCRIPT, range, &what, fix);
        } else if EMBEDS.contains(&name) {
            let source = markup.attribute("src").filter(|source| address_kind(source) == AddressKind::Absolute);
            let link = source.filter(|_| matches!(name, "iframe" | "embed" | "frame")).map(|source| {
                let source = escape(source.trim());
                format!("<a href=\"{source}\">{source}</a>")
            });
            let mut finding =
                self.finding(&HTML_EMBED, range, &format!("holds <{name}>: podcast apps show nothing there"));
            finding.fix =
                link.and_then(|link| self.fix(false, "write a link instead", vec![(self.whole(markup), &link)]));
            self.judged.findings.push(finding.help("write a link to it"));
        } else if DOCUMENT_TAGS.contains(&name) {
            let gone = if matches!(name, "style" | "title") { self.whole(markup) } else { range.clone() };
            let fix = self.fix(true, "delete it", vec![(gone, "")]);
            self.report(&HTML_DOCUMENT_TAG, range, &format!("holds <{name}>, which belongs to a whole page"), fix);
        } else {
            return None;
        }
        self.judged.findings.len().checked_sub(1)
    }

    /// An element without markup in it, to the end of its end tag; of others the start tag alone.
    fn whole(&self, markup: &Markup<'_>) -> Range<usize> {
        let start = markup.range.start;
        if !matches!(element(markup.name), Some("script" | "noscript" | "style" | "title" | "iframe")) {
            return markup.range.clone();
        }
        let rest = self.html.text.get(start..).unwrap_or_default();
        match scan(rest).nth(1) {
            Some(end) if end.kind == MarkupKind::End && end.is(markup.name) => start..start + end.range.end,
            _ => start..self.html.text.len(),
        }
    }

    fn tag(&self, markup: &Markup<'_>) -> &str {
        self.html.text.get(markup.range.clone()).unwrap_or_default()
    }

    /// The fix that deletes an attribute.
    fn without(&self, attribute: &TagAttribute<'_>) -> Option<Fix> {
        let before = self.html.text.get(..attribute.range.start).unwrap_or_default();
        let start = before.trim_end_matches([' ', '\t', '\n', '\r']).len();
        self.fix(true, "delete the attribute", vec![(start..attribute.range.end, "")])
    }

    fn style(&mut self, attribute: &TagAttribute<'_>) {
        let lower = attribute.raw.to_ascii_lowercase();
        let dangers = ["position", "url(", "expression", "behavior", "@import", "-moz-binding"];
        let danger = dangers.into_iter().find(|danger| lower.contains(danger));
        let what = match danger {
            Some(danger) => format!("holds a `style` with `{danger}`, which apps must take out"),
            None => "holds a `style`, which podcast apps take out".to_string(),
        };
        let mut finding = self.finding(&HTML_STYLE_ATTRIBUTE, attribute.range.clone(), &what);
        finding.fix = self.without(attribute);
        let severity = if danger.is_some() { Severity::Warning } else { finding.severity };
        self.judged.findings.push(finding.severity(severity));
    }

    /// Judges the address in an attribute; in an element that is unwanted altogether, only whether it is a script.
    fn address(&mut self, attribute: &TagAttribute<'_>, address: &str, unwanted: bool) {
        let range = attribute.range.clone();
        match address_kind(address) {
            AddressKind::Script => {
                let mut finding = self.finding(&HTML_SCRIPT_URL, range, "holds an address that is a script");
                finding.fix = self.without(attribute);
                self.judged.findings.push(finding.found(address.chars().take(80).collect::<String>()));
            }
            AddressKind::Relative
                if !unwanted && ["href", "src"].iter().any(|own| attribute.name.eq_ignore_ascii_case(own)) =>
            {
                let what = "holds a relative address, which leads nowhere in an app";
                let finding = self.finding(&HTML_RELATIVE_URL, range, what).found(address);
                self.judged.findings.push(finding.expected("an address that begins with `https://`"));
            }
            _ => {}
        }
    }

    /// Judges an image. Answers whether it is one that nobody sees.
    fn image(&mut self, markup: &Markup<'_>) -> bool {
        let small = |name: &str| {
            markup.attribute(name).is_some_and(|size| matches!(size.trim().trim_end_matches("px"), "0" | "1"))
        };
        let hidden = || {
            let style = markup.attribute("style").map(|style| style.to_ascii_lowercase().replace(' ', ""));
            style.is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
        };
        if (small("width") && small("height")) || hidden() {
            let fix = self.fix(true, "delete it", vec![(markup.range.clone(), "")]);
            self.report(&HTML_TRACKING_PIXEL, markup.range.clone(), "holds an image that nobody sees", fix);
            return true;
        }
        if markup.attribute("alt").is_none() {
            let finding = self.finding(&HTML_IMAGE_ALT_MISSING, markup.range.clone(), "holds an image without `alt`");
            self.judged.findings.push(finding.help("write what is to be seen; `alt=\"\"` for decoration"));
        }
        false
    }

    /// Says once of each element that it is not shown.
    fn supported(&mut self, markup: &Markup<'_>, name: &'static str) {
        if SHOWN.contains(&name) || PARTS.contains(&name) || self.unsupported.contains(&name) {
            return;
        }
        self.unsupported.push(name);
        let what = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "which podcast apps show as a line like any other",
            "table" => "which podcast apps show as words in a row",
            "img" => "and most podcast apps show no image",
            _ => "which podcast apps leave out",
        };
        let finding = self.finding(&HTML_UNSUPPORTED_TAG, markup.range.clone(), &format!("holds <{name}>, {what}"));
        self.judged.findings.push(match SHOWN_BY_PSP.contains(&name) {
            true => finding.asked_by(&[(Apple, Severity::Advice)]),
            false => finding,
        });
    }

    /// Opens an element, after those that end by its beginning.
    fn push(&mut self, markup: &Markup<'_>, opened: Open) {
        if END_PARAGRAPH.contains(&opened.name) {
            self.end_implied(&["p"], PARAGRAPH_SCOPE);
        }
        if let Some((_, siblings, scope)) = END_SIBLINGS.iter().find(|(own, ..)| *own == opened.name) {
            self.end_implied(siblings, scope);
        }
        let around = self.open.iter().rposition(|open| open.name == "a").filter(|_| opened.name == "a");
        if let Some(at) = around {
            let first = self.open.remove(at);
            let ended = format!("</a>{}", self.tag(markup));
            let mut finding = self.finding(&HTML_MALFORMED, markup.range.clone(), "holds a link inside of a link");
            finding.fix = self.fix(false, "end the first link before it", vec![(markup.range.clone(), &ended)]);
            let finding = finding.related((self.html.place)(first.start), "the first link begins here");
            self.judged.findings.push(finding);
            self.cross("a", self.judged.findings.len().checked_sub(1));
        }
        if self.open.len() < DEEPEST {
            self.open.push(opened);
        }
    }

    fn cross(&mut self, name: &'static str, finding: Option<usize>) {
        if self.crossed.len() < DEEPEST {
            self.crossed.push((name, finding));
        }
    }

    /// Adds to the fix of a finding that a tag goes.
    fn goes_with(&mut self, finding: usize, markup: &Markup<'_>) {
        let edit = (self.html.edit)(markup.range.clone(), "");
        if let Some(fix) = self.judged.findings.get_mut(finding).and_then(|finding| finding.fix.as_mut()) {
            fix.edits.push(edit);
        }
    }

    /// Ends elements whose end tag may be left out.
    fn end_implied(&mut self, names: &[&str], scope: &[&str]) {
        let reach = self.open.iter().rposition(|open| scope.contains(&open.name)).map_or(0, |at| at + 1);
        let inside = self.open.get(reach..).unwrap_or_default();
        // Only where nothing that must be closed would be ended with it.
        let Some(at) = inside.iter().position(|open| names.contains(&open.name)) else { return };
        if inside.iter().skip(at).all(|open| IMPLIED.contains(&open.name)) {
            self.open.truncate(reach + at);
        }
    }

    fn end(&mut self, markup: &Markup<'_>) {
        let Some(name) = element(markup.name) else { return };
        self.judged.has_tags = true;
        self.judged.has_breaks |= BREAKS.contains(&name);
        if matches!(name, "script" | "noscript") {
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            self.end_of_nothing(markup, name);
            return;
        };
        let inner: Vec<Open> = self.open.drain(at + 1..).collect();
        for open in inner.into_iter().rev().filter(|open| !IMPLIED.contains(&open.name)) {
            if !MUST_CLOSE.contains(&open.name) {
                self.cross(open.name, None);
                continue;
            }
            let close = format!("</{}>{}", open.name, self.tag(markup));
            let what = format!("holds <{}>, which is not ended before </{name}>", open.name);
            let mut finding = self.finding(&HTML_MALFORMED, open.start, &what);
            finding.fix = self.fix(false, "end it before", vec![(markup.range.clone(), &close)]);
            let end = (self.html.place)(markup.range.clone());
            self.judged.findings.push(finding.related(end, "here it would have to be ended"));
            self.cross(open.name, self.judged.findings.len().checked_sub(1));
        }
        let Some(open) = self.open.pop() else { return };
        // A tag that must go takes its end with it; where the whole element goes, that is in the fix already.
        if let Some(finding) = open.unwrapped.filter(|_| !matches!(name, "style" | "title" | "iframe")) {
            self.goes_with(finding, markup);
        }
        if let Some(target) = open.target {
            self.link(open.start, markup.range.start, &target);
        }
    }

    /// An end tag without a start; browsers pass over those of elements that have no end.
    fn end_of_nothing(&mut self, markup: &Markup<'_>, name: &str) {
        if let Some(at) = self.crossed.iter().position(|(crossed, _)| *crossed == name) {
            if let (_, Some(finding)) = self.crossed.remove(at) {
                self.goes_with(finding, markup);
            }
        } else if self.open.len() < DEEPEST && (name == "br" || !VOID.contains(&name)) {
            let fix = self.fix(true, "delete it", vec![(markup.range.clone(), "")]);
            let what = format!("holds </{name}> without the tag that it ends");
            self.report(&HTML_MALFORMED, markup.range.clone(), &what, fix);
        }
    }

    /// Judges a link by its text.
    fn link(&mut self, start: Range<usize>, end: usize, target: &str) {
        let inside = self.html.text.get(start.end..end).unwrap_or_default();
        let is_seen =
            |markup: &Markup<'_>| markup.is("img") && markup.attribute("alt").is_none_or(|alt| !alt.trim().is_empty());
        if scan(inside).any(|markup| is_seen(&markup)) {
            return;
        }
        let text = without_tags(inside);
        let text = decode(&text);
        let text = text.trim();
        if text.is_empty() {
            let finding = self.finding(&LINK_TEXT_MISSING, start, "holds a link without a text");
            self.judged.findings.push(finding.help("say where it leads"));
            return;
        }
        if !text.starts_with("http://") && !text.starts_with("https://") || text.contains(char::is_whitespace) {
            return;
        }
        let host = |address: &str| {
            let host = address.get(url_parts(address).host).unwrap_or_default().to_ascii_lowercase();
            host.strip_prefix("www.").map(str::to_string).unwrap_or(host)
        };
        let (named, opened) = (host(text), host(target.trim()));
        if named.contains('.') && !opened.is_empty() && named != opened {
            let what = format!("holds a link that says `{named}` and leads to `{opened}`");
            self.report(&LINK_TEXT_MISSING, start, &what, None);
        }
    }

    fn finish(mut self) -> JudgedHtml {
        let text = self.html.text;
        let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
        for open in std::mem::take(&mut self.open).into_iter().rev().filter(|open| MUST_CLOSE.contains(&open.name)) {
            let close = format!("{}</{}>", text.get(last..).unwrap_or_default(), open.name);
            let fix = self.fix(true, "end it at the end", vec![(last..text.len(), &close)]).filter(|_| !self.swallowed);
            self.report(&HTML_MALFORMED, open.start, &format!("holds <{}>, which is never ended", open.name), fix);
        }
        if let Some(range) = escaped_twice(text, self.judged.has_tags) {
            let found = text.get(range.clone()).unwrap_or_default();
            let what = format!("was escaped twice: listeners see `{}`", decode(found));
            let mut finding = self.finding(&HTML_ESCAPED_TWICE, range, &what).found(found);
            finding.fix = self.fix(false, "decode it once more", vec![(0..text.len(), &decode_once(text))]);
            self.judged.findings.push(finding);
        }
        self.judged
    }
}

/// Where HTML stands that would have to be decoded once more: an escaped tag in a text without others, or an escaped
/// reference.
fn escaped_twice(text: &str, has_tags: bool) -> Option<Range<usize>> {
    let mut tags = None;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let rest = text.get(at..)?;
        if let Some(inside) = rest.strip_prefix("&amp;") {
            // A lone `&amp;` before a word and a semicolon is rare enough in a sentence; an address has `&amp;copy=` and no semicolon.
            let again = format!("&{}", inside.get(..inside.len().min(12)).unwrap_or_default());
            if let Some((length, _)) =
                reference(&again).filter(|(length, _)| again.get(..*length).is_some_and(|own| own.ends_with(';')))
            {
                return Some(at..at + length + "amp;".len());
            }
        } else if let Some(inside) = rest.strip_prefix("&lt;") {
            let name = inside.strip_prefix('/').unwrap_or(inside);
            let length = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
            let follows = name.get(length..).unwrap_or_default();
            let ends = follows.starts_with("&gt;") || follows.starts_with([' ', '/']);
            if ends && name.get(..length).is_some_and(|name| element(name).is_some()) {
                let whole = rest.find("&gt;").map_or(4, |end| end + 4);
                tags = tags.or(Some(at..at + whole));
            }
        }
    }
    // In a text with tags of its own, those that are escaped are meant to be read.
    tags.filter(|_| !has_tags)
}

/// A text with the references of markup replaced, once.
fn decode_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let known = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'")];
        let (length, text) =
            known.into_iter().find(|(own, _)| from.starts_with(own)).map_or((1, "&"), |(own, text)| (own.len(), text));
        out.push_str(text);
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::apply_fixes;
    use crate::notes;
    use crate::source::Source;
    use proptest::prelude::*;

    fn judged(text: &str) -> JudgedHtml {
        let source = Source::new("notes", text);
        judge_html(&Html {
            text,
            name: &|| "the text".to_string(),
            place: &|range| source.place(range),
            edit: &|range, text| Edit { place: source.place(range), text: text.to_string() },
        })
    }

    fn ids(text: &str) -> Vec<&'static str> {
        judged(text).findings.iter().map(|finding| finding.rule.id).collect()
    }

    fn fixed(text: &str, with_unsafe: bool) -> String {
        let fixed = apply_fixes(&judged(text).findings, with_unsafe);
        fixed.into_iter().next().map_or_else(|| text.to_string(), |fixed| fixed.after)
    }

    #[test]
    fn examples_of_the_rules_are_what_they_say() {
        for rule in notes::RULES.iter().filter(|rule| !["html-not-cdata", "html-escaped-twice"].contains(&rule.id)) {
            assert!(ids(rule.bad).contains(&rule.id), "{}", rule.id);
            assert!(!ids(rule.good).contains(&rule.id), "{}", rule.id);
        }
    }

    #[test]
    fn fixes_leave_what_was_meant() {
        for (text, safe, all) in [
            ("a<script>b</script>c", "ac", "ac"),
            ("<body class=x><p onclick='x()'>a</p></body>", "<p>a</p>", "<p>a</p>"),
            ("<ul><li>a", "<ul><li>a</ul>", "<ul><li>a</ul>"),
            ("<p><b>a<i>b</b>c</i></p>", "<p><b>a<i>b</b>c</i></p>", "<p><b>a<i>b</i></b>c</p>"),
            (
                "<a href=//x.fm>a<a href=//y.fm>b</a></a>",
                "<a href=//x.fm>a<a href=//y.fm>b</a></a>",
                "<a href=//x.fm>a</a><a href=//y.fm>b</a>",
            ),
            (
                "<iframe src='https://v.fm/1'>x</iframe>",
                "<iframe src='https://v.fm/1'>x</iframe>",
                "<a href=\"https://v.fm/1\">https://v.fm/1</a>",
            ),
            ("&lt;p&gt;R &amp;amp; B", "&lt;p&gt;R &amp;amp; B", "<p>R &amp; B"),
        ] {
            assert_eq!(fixed(text, false), safe, "{text}");
            assert_eq!(fixed(text, true), all, "{text}");
        }
    }

    #[test]
    fn hostile_html_takes_linear_time() {
        let pieces =
            ["<a href=x>", "</b>", "<b>", "<b><i></b>", "<!--", "<p", "<title>", "&amp;", "<div style='", "<li><ul>"];
        for piece in pieces {
            let _ = judged(&piece.repeat(5_000));
        }
    }

    proptest! {
        #[test]
        fn any_html_is_judged_and_edits_are_apart(
            pieces in prop::collection::vec(prop::sample::select(&[
                "<p>", "</p>", "<a href=\"x\">", "</a>", "<b>", "</b>", "<i>", "</i>", "<li>", "</ul>", "<ul>", "<body>", "</body>",
                "<script>", "</script>", "<img width=1 height=1>", "<p style='x' onclick=y>", "é", " ", "<", "&amp;lt;", "\"", "<a b=\"",
            ][..]), 0..24)
        ) {
            let text = pieces.concat();
            for finding in judged(&text).findings {
                let edits = finding.fix.map(|fix| fix.edits).unwrap_or_default();
                for edit in &edits {
                    prop_assert!(text.get(edit.place.span.start..edit.place.span.end).is_some());
                }
                prop_assert!(edits.windows(2).all(|pair| pair[0].place.span.end <= pair[1].place.span.start), "{text}");
            }
        }
    }
}
