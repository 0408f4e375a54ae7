//! What is read, and what is said of documents that no parser accepts.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Severity;

fn said(text: &str) -> Vec<String> {
    said_of(text.as_bytes())
}

/// The findings but for the declaration that the samples leave out: `rule line:column text-there`.
fn said_of(bytes: &[u8]) -> Vec<String> {
    let (_, findings) = read_bytes("feed.xml", bytes);
    let place = |at: &crate::diagnostic::At| match at {
        crate::diagnostic::At::Place(place) => {
            let position = place.start();
            format!("{}:{} {}", position.line, position.column, place.text())
        }
        _ => "-".to_string(),
    };
    let mut findings: Vec<_> = findings.iter().filter(|f| f.rule.id != "xml-declaration-missing").collect();
    findings.sort_by_key(|f| match &f.at {
        crate::diagnostic::At::Place(place) => place.span.start,
        _ => 0,
    });
    findings.iter().map(|f| format!("{} {}", f.rule.id, place(&f.at))).collect()
}

/// The tree in one line.
fn tree(document: &Document) -> String {
    fn write(child: Child<'_>, out: &mut String) {
        match child {
            Child::Element(node) => {
                out.push_str(&format!("({}", node.local()));
                for attribute in node.attributes() {
                    out.push_str(&format!(" {}={}", attribute.local(), attribute.value()));
                }
                for child in node.children() {
                    out.push(' ');
                    write(child, out);
                }
                out.push(')');
            }
            Child::Text(text) => out.push_str(&format!("\"{}\"", text.value().replace('\n', "\\n"))),
            Child::Comment(text, _) => out.push_str(&format!("#{text}#")),
            Child::Instruction(text, _) => out.push_str(&format!("?{text}?")),
            Child::Doctype(..) => out.push('!'),
        }
    }
    let mut out = String::new();
    for child in document.top() {
        write(child, &mut out);
    }
    out
}

fn read_tree(text: &str) -> String {
    tree(&read_bytes("feed.xml", text.as_bytes()).0)
}

#[test]
fn a_document_with_all_there_is() {
    let text = "<?xml version='1.0' encoding='UTF-8'?><!--c--><a b='1&amp;2' c=\"x\ny\"><b/>t&lt;é<![CDATA[<&>]]>\r\n<?p q?></a>";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        read_tree(text),
        "?xml version='1.0' encoding='UTF-8'?#c#(a b=1&2 c=x y (b) \"t<é\" \"<&>\" \"\\n\" ?p q?)"
    );
    let source = Source::new("feed.xml", text);
    let (document, _) = read(&source);
    let root = document.root().unwrap();
    assert_eq!(root.text(), "t<é<&>\n");
    assert_eq!(root.locate(1..2).text(), "&lt;");
    assert_eq!(root.locate(2..4).text(), "é");
    assert_eq!(root.locate(4..7).text(), "<&>");
    assert_eq!(root.attribute("b").unwrap().locate(1..2).text(), "&amp;");
    assert_eq!(root.attribute("b").unwrap().locate(2..3).text(), "2");
    assert_eq!(root.attribute("b").unwrap().place().text(), "b='1&amp;2'");
    assert_eq!(root.end_place().unwrap().text(), "</a>");
}

#[test]
fn namespaces_by_scope() {
    let text = "<a xmlns='u' xmlns:p='v'><p:b q='1' p:q='2'/><c xmlns=''><p:d xmlns:p='w'/></c><x:e/></a>";
    let (document, _) = read(&Source::new("feed.xml", text));
    let seen: Vec<_> = document.elements().map(|node| (node.local(), document.uri(node.namespace()))).collect();
    let expected = [("a", Some("u")), ("b", Some("v")), ("c", None), ("d", Some("w")), ("e", None)];
    assert_eq!(seen, expected);
    assert!(document.namespaces.contains(&Namespace::Undeclared("x".into())));
    let b = document.node(1).unwrap();
    assert_eq!(b.attribute("q").unwrap().value(), "1");
    assert_eq!(b.attributes().map(|a| document.uri(a.namespace())).collect::<Vec<_>>(), [None, Some("v")]);
    let used: Vec<_> = document.declarations.iter().map(|d| (d.prefix.as_str(), d.used)).collect();
    assert_eq!(used, [("", true), ("p", true), ("", true), ("p", true)]);
}

#[test]
fn every_fault_is_named_and_the_rest_is_read() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("<a>R & B</a>", &["xml-ampersand-unescaped 1:6 &"], "(a \"R & B\")"),
        ("<a b='?x=1&y=2'/>", &["xml-ampersand-unescaped 1:11 &"], "(a b=?x=1&y=2)"),
        ("<a>I <3 it</a>", &["xml-less-than-unescaped 1:6 <"], "(a \"I <3 it\")"),
        ("<a>x&nbsp;y</a>", &["xml-entity-undefined 1:5 &nbsp;"], "(a \"x\u{a0}y\")"),
        ("<a>x&nope;y</a>", &["xml-entity-undefined 1:5 &nope;"], "(a \"x&nope;y\")"),
        (
            "<a>x&#11;y&#X41;</a>",
            &["xml-character-forbidden 1:5 &#11;", "xml-character-forbidden 1:11 &#X41;"],
            "(a \"xyA\")",
        ),
        ("<a>x\u{b}y</a>", &["xml-character-forbidden 1:5 \u{b}"], "(a \"x\u{b}y\")"),
        ("<a><t>x</titel><b/></a>", &["xml-tag-mismatch 1:8 </titel>"], "(a (t \"x\") (b))"),
        ("<a><b><c>x</a>", &["xml-tag-mismatch 1:11 </a>"], "(a (b (c \"x\")))"),
        ("<a><b/></x></a>", &["xml-tag-mismatch 1:8 </x>"], "(a (b))"),
        ("</x><a/>", &["xml-tag-mismatch 1:1 </x>"], "(a)"),
        ("<a><b>x", &["xml-truncated 1:8 "], "(a (b \"x\"))"),
        ("<a><![CDATA[x", &["xml-truncated 1:14 "], "(a \"x\")"),
        ("<a><b c='", &["xml-truncated 1:10 "], "(a)"),
        ("<a><!-- x", &["xml-truncated 1:10 "], "(a)"),
        ("<a b=1 c='2'>x</a>", &["xml-not-well-formed 1:6 1"], "(a c=2 \"x\")"),
        ("<a b c='2'/>", &["xml-not-well-formed 1:6 c"], "(a c=2)"),
        ("<a b='1'c='2'/>", &["xml-not-well-formed 1:9 c"], "(a b=1 c=2)"),
        ("<a><!-- x -- y --></a>", &["xml-not-well-formed 1:11 --"], "(a # x -- y #)"),
        ("<a>x]]>y</a>", &["xml-not-well-formed 1:5 ]]>"], "(a \"x]]>y\")"),
        ("<a><1/></a>", &["xml-less-than-unescaped 1:4 <"], "(a \"<1/>\")"),
        ("<a><!x/></a>", &["xml-not-well-formed 1:4 <!"], "(a \"<!x/>\")"),
        ("<a b='1' b='2'/>", &["xml-attribute-duplicate 1:10 b='2'"], "(a b=1 b=2)"),
        ("<a b='x<y'/>", &["xml-less-than-unescaped 1:8 <"], "(a b=x<y)"),
        ("<a/><b/>", &["xml-trailing-content 1:5 <b/>"], "(a)(b)"),
        ("<a/>\nx\n", &["xml-trailing-content 2:1 x"], "(a)\"\\nx\\n\""),
        ("<a/><!--x-->", &["xml-trailing-comment 1:5 <!--x-->"], "(a)#x#"),
        ("x<a/>", &["xml-leading-content 1:1 x"], "\"x\"(a)"),
        (
            "\n<?xml version='1.0' encoding='UTF-8'?><a/>",
            &["xml-leading-content 1:1 \n"],
            "?xml version='1.0' encoding='UTF-8'?(a)",
        ),
        (
            "<?xml version='1.1' encoding='UTF-8'?><a/>",
            &["xml-version-unsupported 1:16 1.1"],
            "?xml version='1.1' encoding='UTF-8'?(a)",
        ),
        ("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", &["xml-doctype 1:1 <!DOCTYPE a [<!ENTITY e 'x'>]>"], "!(a \"x\")"),
        ("<html><title>Log\nin</title></html>", &["xml-html-page 1:1 <html>"], ""),
        ("", &["xml-empty -"], ""),
        (" <!-- x --> ", &["xml-empty -"], "\" \"# x #\" \""),
        ("<a:b:c/>", &["xml-not-well-formed 1:2 a:b:c"], "(b:c)"),
    ];
    for (text, findings, shape) in cases {
        assert_eq!(&said(text), findings, "{text}");
        assert_eq!(&read_tree(text), shape, "{text}");
    }
}

#[test]
fn a_quote_that_is_not_closed_costs_one_tag() {
    let text = "<r>\n<e url=\"a.mp3 length=\"1\"/>\n<g>x</g>\n<h i=\"1\"/></r>";
    assert_eq!(said(text), ["xml-not-well-formed 2:1 <e url=\"a.mp3 length=\"1\"/>"]);
    let (document, _) = read(&Source::new("feed.xml", text));
    let names: Vec<_> = document.elements().map(Node::name).collect();
    assert_eq!(names, ["r", "e", "g", "h"]);
    assert_eq!(document.node(2).unwrap().damage(), Damage::Tag);
}

#[test]
fn what_follows_a_missing_end_tag_is_marked() {
    let (document, _) = read(&Source::new("feed.xml", "<i><t>x<l>y</l></i>"));
    let damage: Vec<_> = document.elements().map(|node| (node.name(), node.damage())).collect();
    assert_eq!(damage, [("i", Damage::None), ("t", Damage::End), ("l", Damage::None)]);
}

#[test]
fn encodings() {
    let head = |label: &str| format!("<?xml version='1.0' encoding='{label}'?>");
    assert_eq!(said_of(b"\xef\xbb\xbf<a/>"), ["encoding-bom 1:1 "]);
    assert_eq!(said("<?xml version='1.0' encoding='ISO-8859-1'?><a>x</a>").len(), 1);
    let latin = [head("ISO-8859-1").as_bytes(), b"<a>\xe9t\xe9 &</a>"].concat();
    assert_eq!(said_of(&latin), ["encoding-not-utf8 1:31 ISO-8859-1", "xml-ampersand-unescaped 1:51 &"]);
    let (document, findings) = read_bytes("feed.xml", &latin);
    assert_eq!(document.root().unwrap().text(), "été &");
    let at = document.root().unwrap().end_place().unwrap();
    assert_eq!(at.source.on_disk(at.span.start), latin.len() - 4);
    assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, head("UTF-8") + "<a>été &</a>");

    assert_eq!(
        said_of(&[head("ISO-8859-1").as_bytes(), "<a>é</a>".as_bytes()].concat()),
        ["encoding-declaration-mismatch 1:31 ISO-8859-1"]
    );
    assert_eq!(said(&(head("utf8mb4") + "<a/>")), ["encoding-unknown 1:31 utf8mb4"]);
    assert_eq!(said(&(head("UTF-16") + "<a/>")), ["encoding-declaration-mismatch 1:31 UTF-16"]);
    assert_eq!(said_of(&[head("UTF-8").as_bytes(), b"<a>\xe9</a>"].concat()), ["encoding-invalid-bytes 1:42 é"]);
    assert_eq!(said_of(&[head("UTF-8").as_bytes(), b"<a>\xc3\xa9 caf\xe9</a>"].concat()), ["encoding-mixed 1:47 é"]);
    let wide: Vec<u8> =
        "\u{feff}<?xml version='1.0' encoding='UTF-16'?><a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(said_of(&wide), ["encoding-not-utf8 1:31 UTF-16"]);
    let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("<?xml version='1.0' encoding='Shift_JIS'?><a>日本ｶ語</a>");
    let (document, _) = read_bytes("feed.xml", &japanese);
    assert_eq!(document.root().unwrap().text(), "日本ｶ語");
    let end = document.root().unwrap().end_place().unwrap();
    assert_eq!(end.source.on_disk(end.span.start), japanese.len() - 4);
}

#[test]
fn bounds() {
    let deep = "<a>".repeat(100_000);
    assert_eq!(said(&deep)[0].split(' ').next(), Some("xml-limit-exceeded"));
    let many = format!("<a {}/>", (0..300).map(|n| format!("a{n}='' ")).collect::<String>());
    assert_eq!(said(&many)[0].split(' ').next(), Some("xml-limit-exceeded"));
    // Each of these would be looked at to the end of the text.
    assert!(said(&"<a \"".repeat(100_001)).len() < 100);
    assert!(said(&"<![CDATA[".repeat(100_000)).len() < 10);
}

#[test]
fn a_bomb_of_entities_is_answered_and_not_expanded() {
    let mut text = String::from("<!DOCTYPE l [<!ENTITY l0 'lol'>");
    for n in 1..10 {
        text.push_str(&format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)));
    }
    let findings = said(&format!("{text}]><a>&l9;</a>"));
    assert!(findings.iter().any(|f| f.starts_with("xml-entity-expansion")), "{findings:?}");
    let findings = said("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>");
    assert!(findings.iter().any(|f| f.starts_with("xml-external-entity")), "{findings:?}");
}

/// Texts that stand side by side as one, the declaration and the document type left out.
fn plain_tree(document: &Document) -> String {
    let tree = tree(document).replace("\"\"", "").replace("\r\n", "\n");
    let declared = tree.strip_prefix("?xml ").and_then(|rest| rest.split_once('?')).map(|(_, rest)| rest.to_string());
    declared.unwrap_or(tree).replace('!', "")
}

#[test]
fn what_is_written_again_is_the_same() {
    let text = "<?xml version='1.0' encoding='UTF-8'?><!--c--><a xmlns:p='u' b='1&amp;2&#10;3' c=\"x\ny\"><b/>t&lt;é<![CDATA[<&>]]>\r\n\
                <?p q?><p:c p:d='&quot;'>&#13;</p:c></a>";
    let (document, _) = read(&Source::new("feed.xml", text));
    assert_eq!(
        document.to_xml(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!--c--><a xmlns:p=\"u\" b=\"1&amp;2&#10;3\" c=\"x y\"><b/>t&lt;é<![CDATA[<&>]]>\n\
         <?p q?><p:c p:d=\"&quot;\">\r</p:c></a>"
    );
}

#[test]
fn feeds_of_the_corpus_are_kept_whole() {
    let folder =
        std::env::var_os("PODWRIGHT_CORPUS").map_or_else(|| "../shared/corpus".into(), std::path::PathBuf::from);
    let Ok(entries) = std::fs::read_dir(folder.join("feeds")) else {
        println!("skipped: no corpus at PODWRIGHT_CORPUS or ../shared/corpus");
        return;
    };
    let mut whole = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let bytes = std::fs::read(&path).unwrap();
        // Large ones hold more of the same.
        if bytes.len() > 300_000 {
            continue;
        }
        let (document, findings) = read_bytes("feed.xml", &bytes);
        if findings.iter().any(|finding| finding.rule.id.starts_with("xml-") && finding.severity == Severity::Error) {
            continue;
        }
        let (again, findings) = read_bytes("feed.xml", document.to_xml().as_bytes());
        let broken: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(broken.is_empty(), "{}: {broken:?}", path.display());
        assert_eq!(plain_tree(&document), plain_tree(&again), "{}", path.display());
        whole += 1;
    }
    assert!(whole > 100, "{whole}");
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (document, findings) = read_bytes("x", &bytes);
        let _ = (tree(&document), findings);
    }

    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "<a>", "</a>", "<b c='d'>", "</b>", "<e/>", "&amp;", "&", "<", ">", "'", "\"", "<![CDATA[", "]]>", "<!--", "-->", "<?p", "?>",
        "<!DOCTYPE a [", "]", "x", "é", " ", "\r\n", "xmlns:p='u'", "<p:q ", "=", "/", "&#233;", "&#xd800;", "\u{feff}",
    ]), 0..60)) {
        let text = parts.concat();
        let source = Source::new("x", text.as_str());
        let (document, _) = read(&source);
        for node in document.elements() {
            let value = node.text();
            for (at, c) in value.char_indices() {
                let _ = node.locate(at..at + c.len_utf8()).text();
            }
            for attribute in node.attributes() {
                let value = attribute.value();
                let _ = attribute.locate(0..value.len()).text();
            }
        }
        let (again, findings) = read(&Source::new("x", document.to_xml()));
        let parts = |document: &Document| document.elements().map(|node| node.local().to_string()).collect::<Vec<_>>();
        // What was read without a fault comes back as it was.
        let (_, first) = read(&source);
        if first.iter().all(|finding| finding.severity < Severity::Error) {
            prop_assert!(findings.iter().all(|finding| finding.severity < Severity::Error));
            prop_assert_eq!(parts(&document), parts(&again));
        }
    }
}
