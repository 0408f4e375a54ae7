//! Notes in, exact output out.

use super::*;
use proptest::prelude::*;

fn notes(markdown: &str) -> Notes {
    found(markdown).0
}

fn found(markdown: &str) -> (Notes, Vec<String>) {
    let source = Source::new("a.md", markdown);
    let (notes, diagnostics) = read(&source, 0..markdown.len());
    let findings = diagnostics
        .iter()
        .map(|d| match &d.at {
            crate::diagnostic::At::Place(place) => format!("{} {:?}", d.rule.id, place.start()),
            _ => d.rule.id.to_string(),
        })
        .map(|line| line.replace("Position { line: ", "").replace(", column: ", ":").replace(" }", ""))
        .collect();
    (notes, findings)
}

fn site(address: &str) -> Option<String> {
    (!address.starts_with("gone")).then(|| format!("https://show.example/{address}"))
}

#[test]
fn paragraphs_breaks_and_lists() {
    let notes = notes(
        "First\nline.\n\nHost: Ida\\\nReader: Tom  \nSound: Ana\n\n- [tides](https://a.example/?b=1&c=2)\n- a map\n  1. one\n  2. two\n",
    );
    assert_eq!(
        notes.feed_html(&site),
        "<p>First line.</p>\n<p>Host: Ida<br>Reader: Tom<br>Sound: Ana</p>\n<ul>\
         <li><a href=\"https://a.example/?b=1&amp;c=2\">tides</a></li><li>a map<ol><li>one</li><li>two</li></ol></li></ul>"
    );
    assert_eq!(
        notes.text(&site),
        "First line.\n\nHost: Ida\nReader: Tom\nSound: Ana\n\n- tides (https://a.example/?b=1&c=2)\n- a map\n  1. one\n  2. two"
    );
    assert_eq!(notes.plain_lines(), "First line.\nHost: Ida\nReader: Tom\nSound: Ana\ntides\na map\none\ntwo");
    assert_eq!(notes.first_paragraph_text().as_deref(), Some("First line."));
    assert!(notes.page_html(&site).starts_with("<p>First\nline.</p>\n<p>Host: Ida<br>Reader: Tom<br>"));
}

#[test]
fn what_apps_do_not_show_becomes_paragraphs() {
    let notes = notes(
        "## Links *now*\n\n> Quoted\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```\nx\n  y\n```\n\n![A map](map.png) `code` ~~old~~\n\n***\n\n1. one\n\n   more\n",
    );
    assert_eq!(
        notes.feed_html(&site),
        "<p><strong>Links <em>now</em></strong></p>\n<p>Quoted</p>\n<p>a | b</p>\n<p>1 | 2</p>\n<p>x<br>\u{a0}\u{a0}y</p>\n\
         <p><a href=\"https://show.example/map.png\">A map</a> code old</p>\n<ol><li>one<br>more</li></ol>"
    );
    assert_eq!(
        notes.text(&site),
        "Links now\n\n> Quoted\n\na | b\n1 | 2\n\nx\n  y\n\nA map (https://show.example/map.png) code old\n\n1. one\n\n   more"
    );
    assert!(notes.page_html(&site).contains("<td style=\"text-align: right\">2</td>"));
    assert_eq!(notes.links().iter().map(|(link, _)| link.as_str()).collect::<Vec<_>>(), ["map.png"]);
}

#[test]
fn links_are_found_resolved_or_written_out() {
    let notes = notes("See https://a.example/x_y_z, <ida@a.example>, [here](#t=1), [map](gone.pdf), [chain](ipfs://x)");
    assert_eq!(
        notes.feed_html(&site),
        "<p>See <a href=\"https://a.example/x_y_z\">https://a.example/x_y_z</a>, \
         <a href=\"mailto:ida@a.example\">ida@a.example</a>, <a href=\"https://show.example/#t=1\">here</a>, map, chain (ipfs://x)</p>"
    );
    assert_eq!(
        notes.text(&site),
        "See https://a.example/x_y_z, ida@a.example, here (https://show.example/#t=1), map (gone.pdf), chain (ipfs://x)"
    );
    assert_eq!(notes.links().len(), 1);
}

#[test]
fn html_in_markdown_is_cleaned_and_judged() {
    let markdown = "A <b onclick=\"x()\">bold</b> [x](javascript:alert(1))\n\n<div style=\"color: red\">\n<script>evil()</script>\n\n*in*\n\n</div>\n\n<iframe src=\"https://v.example/7\"></iframe>\n\n<body>end";
    let (notes, findings) = found(markdown);
    assert_eq!(
        findings,
        [
            "html-event-handler 1:3",
            "html-script-url 1:29",
            "html-script 4:1",
            "html-embed 10:1",
            "html-document-tag 12:1"
        ]
    );
    assert_eq!(
        notes.feed_html(&site),
        "<p>A <b>bold</b> x</p>\n<p><em>in</em></p>\n<p><a href=\"https://v.example/7\">https://v.example/7</a></p>\n<p>end</p>"
    );
    assert!(!notes.page_html(&site).contains("evil"));
    assert!(found("A <b>bold</b> [x](https://a.example)\n\n<div>\n\n*in*\n\n</div>").1.is_empty());
}

#[test]
fn open_and_crossed_tags_are_put_in_order() {
    assert_eq!(
        clean_html("<ul><li>a<li><b>b<p>c</b></ul><a href='x'>d<a href=/y>e</a> &amp; f", &|_| None),
        "<ul>\n<li>a</li>\n<li><b>b</b>\n<p>c</p></li></ul><a href=\"x\">d</a><a href=\"/y\">e</a> &amp; f"
    );
    assert_eq!(
        html_to_text("<p>A <a href=\"https://a.example\">b</a></p><ul><li>c</ul>"),
        "A b (https://a.example)\n\n- c"
    );
}

#[test]
fn line_ends_of_any_kind_give_the_same() {
    let markdown = "a\nb  \nc\n\n```\nx\ny\n```\n\n<div>\nq\n</div>\n";
    let crlf = markdown.replace('\n', "\r\n");
    assert_eq!(notes(markdown).feed_html(&site), notes(&crlf).feed_html(&site));
    assert_eq!(notes(markdown).page_html(&site), notes(&crlf).page_html(&site));
}

#[test]
fn limits_cut_between_words() {
    let notes = notes(&"word & **word** [link](https://a.example/?a&b)\n\n".repeat(100));
    let html = notes.feed_html_within(&site, 400);
    assert!(html.len() <= 400 && html.len() > 200, "{html}");
    assert!(html.ends_with("…</p>") || html.ends_with("</p>"), "{html}");
    assert_eq!(notes.feed_html_within(&site, 1_000_000), notes.feed_html(&site));
}

#[test]
fn hostile_notes_take_linear_time() {
    for piece in
        ["<b>", "<div>\n", "</b>", "> ", "<a href=x>", "<!-- <b ", "https://", "- ", "[a](", "<script>", "<ul><li>"]
    {
        let notes = notes(&piece.repeat(20_000));
        let _ = (notes.page_html(&site), notes.feed_html_within(&site, 4000), notes.text(&site), notes.plain_lines());
    }
}

fn balanced(html: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { return false };
        let tag = &rest[start + 1..start + end];
        match tag.strip_prefix('/') {
            Some(name) => {
                if open.pop() != Some(name) {
                    return false;
                }
            }
            None => {
                let name = tag.split(' ').next().unwrap_or_default();
                if !matches!(name, "br" | "hr" | "img") {
                    open.push(name);
                }
            }
        }
        rest = &rest[start + end + 1..];
    }
    open.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_notes_come_out_well_formed(parts in prop::collection::vec(prop::sample::select(vec![
        "word ", "\n", "\n\n", "- ", "> ", "**", "*", "<b>", "</b>", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<a href='x'>", "</a>",
        "<div>", "</div>", "[a](b)", "![i](j)", "<script>", "</script>", "`", "```\n", "| a | b |\n|---|---|\n", "<td>", "<!--", "-->",
        "https://a.example/?x&y", "# ", "1. ", "    ", "é", "&lt;", "\r", "<br>", "<h2>", "<table>", "<pre>", "</pre>", "<", "\"",
    ]), 0..60), limit in 200usize..500) {
        let notes = notes(&parts.concat());
        let page = notes.page_html(&site);
        let feed = notes.feed_html(&site);
        let short = notes.feed_html_within(&site, limit);
        prop_assert!(balanced(&page), "{page}");
        prop_assert!(balanced(&feed), "{feed}");
        prop_assert!(balanced(&short), "{short}");
        prop_assert!(short.len() <= limit, "{} {short}", short.len());
        prop_assert!(!page.contains("<script"));
        let _ = (notes.text(&site), notes.plain_lines(), notes.first_paragraph_text());
    }

    #[test]
    fn summaries_keep_to_their_limit(text in "[a-zé. ,]{0,80}", limit in 0usize..60) {
        prop_assert!(summary_from(&text, limit).chars().count() <= limit);
    }
}
