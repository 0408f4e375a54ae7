//! The findings that the tests of all renderings share: a byte order mark, CR LF, tabs, wide characters, an empty place at
//! the end of a file, a place over several lines, a whole file, no place at all.

use crate::diagnostic::{Diagnostic, Report, Skipped, Summary};
use crate::source::Source;
use crate::{check::Policy, diagnostic::At};

crate::rules! {
    /// Apps that show sizes or progress show nothing.
    LENGTH_MISSING = "enclosure-length-missing": Error, [Apple, Psp1], None;
        summary "no length";
        bad "<enclosure/>";
        good "<enclosure length=\"1\"/>";
        source "RSS 2.0, <enclosure>";
    /// A bare ampersand stops most parsers.
    AMPERSAND = "xml-ampersand-unescaped": Error, [Rss, Apple, Spotify, Psp1, Podcasting2], Safe;
        summary "a bare ampersand";
        bad "R & B";
        good "R &amp; B";
        source "XML 1.0, 2.4";
    /// A cut file loses its end.
    TRUNCATED = "xml-truncated": Error, [], None;
        summary "the input ends too early";
        bad "<a>";
        good "<a/>";
        source "XML 1.0, 2.1";
    /// Better so.
    ADVICE = "show-advice": Advice, [], None;
        summary "could be better";
        bad "a";
        good "b";
        source "podwright";
}

/// The shared report.
pub(super) fn report() -> Report {
    let feed = Source::new(
        "feed.xml",
        "\u{feff}<rss>\r\n\t<title>日本語 R & B 🎧</title>\r\n<enclosure\r\n  url=\"a\"\r\n  type=\"b\"/>\r\n<item>",
    );
    let at = |part: &str| feed.text.find(part).map(|start| feed.place(start..start + part.len())).unwrap();
    let end = feed.text.len();
    let findings = vec![
        Diagnostic::new(&AMPERSAND, at("&"), "an ampersand that begins no reference").expected("`&amp;`").fix(
            true,
            "write `&amp;`",
            &at("&"),
            "&amp;",
        ),
        Diagnostic::new(
            &LENGTH_MISSING,
            at("<enclosure\r\n  url=\"a\"\r\n  type=\"b\"/>"),
            "the enclosure has no length",
        )
        .found("url, type")
        .expected("the size of the file in bytes")
        .help("add length=\"…\"")
        .item("Folge: 1, 100 %"),
        Diagnostic::new(&TRUNCATED, feed.place(end..end), "the file ends inside `<item>`")
            .related(at("<item>"), "opened here"),
        Diagnostic::new(&ADVICE, At::File("episodes/a b.mp3".into()), "the sound is quiet"),
        Diagnostic::new(&ADVICE, At::Nowhere, "the show has no trailer"),
    ];
    let (findings, _) = Policy::default().apply(findings);
    let mut report = Report::new(findings, Summary { files: 1, items: 1, ..Summary::default() });
    report.skipped.push(Skipped { rule: "http-status".into(), why: "no network".into(), file: None, count: 3 });
    report
}
