//! Any text at all: nothing panics, every place lies inside the text, the body begins where the front matter ends.

use proptest::prelude::*;

use super::fixtures;
use crate::diagnostic::{At, Diagnostic};
use crate::manifest::{read_episode, read_feed_toml, read_page};
use crate::source::{Place, Source};

fn inside(place: &Place) -> bool {
    let text = &place.source.text;
    let span = place.span;
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

fn all_inside(findings: &[Diagnostic]) {
    for finding in findings {
        let related = finding.related.iter().map(|related| &related.at);
        for at in std::iter::once(&finding.at).chain(related) {
            if let At::Place(place) = at {
                assert!(inside(place), "{finding:?}");
            }
        }
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(inside(&edit.place), "{finding:?}");
        }
    }
}

fn read_all(text: &str) {
    let source = Source::new("x", text);
    all_inside(&read_feed_toml(&source).1);
    for (body, findings) in [
        {
            let (_, body, findings) = read_episode(&source, None, &[]);
            (body, findings)
        },
        {
            let (_, body, findings) = read_page(&source);
            (body, findings)
        },
    ] {
        assert!(source.text.get(body).is_some());
        all_inside(&findings);
    }
}

/// A file of the fixtures with a piece cut out and another put in.
fn damaged() -> impl Strategy<Value = String> {
    let files =
        ["feed.toml", "episode.md", "episode.yaml.md"].map(|name| super::read(&fixtures().join("keys").join(name)));
    let pieces = prop::sample::select(vec![
        "",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ":",
        ",",
        "\n",
        "\r\n",
        "+++",
        "---",
        "\t",
        "é\u{301}",
        "\u{feff}",
        "&a",
        "*a",
        "|",
        ">",
        "#",
        "1",
        "-",
        "true",
        "=\n[",
        "2026-11-27",
    ]);
    (prop::sample::select(files.to_vec()), any::<prop::sample::Index>(), 0usize..12, pieces).prop_map(
        |(text, at, length, piece)| {
            let characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            let rest = characters.iter().skip((at + length).min(characters.len()));
            characters.iter().take(at).copied().chain(piece.chars()).chain(rest.copied()).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_all(&text);
        for fence in ["+++", "---"] {
            read_all(&format!("{fence}\n{text}\n{fence}\nbody"));
        }
    }

    #[test]
    fn a_damaged_file_is_read(text in damaged()) {
        read_all(&text);
    }

    #[test]
    fn the_body_begins_after_the_second_fence(
        fence in prop::sample::select(vec!["+++", "---"]),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        mark in prop::sample::select(vec!["", "\u{feff}"]),
        body in "[a-zé \r\n+-]{0,40}",
    ) {
        let separator = if fence == "+++" { " = " } else { ": " };
        let text = format!("{mark}{fence}{end}title{separator}\"Hé\"{end}{fence} {end}{body}");
        let source = Source::new("x.md", text);
        let (keys, range, findings) = read_episode(&source, None, &[]);
        prop_assert!(findings.is_empty(), "{findings:?}");
        prop_assert_eq!(keys.title.as_ref().map(|title| title.value.as_str()), Some("Hé"));
        prop_assert_eq!(keys.title.as_ref().map(|title| title.place.text()), Some("\"Hé\""));
        prop_assert_eq!(&source.text[range], &body);
        let (page, range, _) = read_page(&source);
        prop_assert_eq!(page.and_then(|page| page.title).map(|title| title.value), Some("Hé".to_string()));
        prop_assert_eq!(&source.text[range], &body);
    }
}
