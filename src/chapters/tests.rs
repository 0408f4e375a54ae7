//! Each format in and out, each rule broken and kept.

use proptest::prelude::*;

use super::*;

fn read_text(format: Format, text: &str) -> (Chapters, Vec<Diagnostic>) {
    read(&Source::new("in", text), format)
}

fn ids(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|one| one.rule.id).collect()
}

/// `start-end title` of each chapter, in milliseconds.
fn short(list: &[Chapter]) -> Vec<String> {
    let end = |chapter: &Chapter| chapter.end.map_or(String::new(), |end| format!("-{}", end.0));
    let title = |chapter: &Chapter| chapter.title.as_ref().map_or(String::new(), |title| format!(" {title}"));
    list.iter().map(|chapter| format!("{}{}{}", chapter.start.0, end(chapter), title(chapter))).collect()
}

fn loss(what: &str, count: usize) -> Loss {
    Loss { what: what.to_string(), count }
}

/// Three chapters with everything a chapter can have.
fn full() -> Chapters {
    let mut intro = Chapter::new(Millis(0)).title("Intro");
    intro.end = Some(Millis(94_500));
    intro.url = Some("https://example.org/?a=1&b=2".into());
    let mut marker = Chapter::new(Millis(60_000));
    marker.toc = false;
    marker.image = Some("https://example.org/boat.jpg".into());
    let mut harbour = Chapter::new(Millis(94_500)).title("R & B <in> the harbour");
    harbour.location = Some(ChapterLocation {
        name: "Lisbon".into(),
        geo: Some("geo:38.7,-9.1".into()),
        ..ChapterLocation::default()
    });
    Chapters { list: vec![intro, marker, harbour], title: Some("Low water".into()), ..Chapters::default() }
}

#[test]
fn json_is_written_from_digits() {
    let (text, losses) = write(&full(), Format::Json);
    assert_eq!(losses, []);
    assert_eq!(
        text,
        r#"{
  "version": "1.2.0",
  "title": "Low water",
  "chapters": [
    {
      "startTime": 0,
      "endTime": 94.5,
      "title": "Intro",
      "url": "https://example.org/?a=1&b=2"
    },
    {
      "startTime": 60,
      "img": "https://example.org/boat.jpg",
      "toc": false
    },
    {
      "startTime": 94.5,
      "title": "R & B <in> the harbour",
      "location": {
        "name": "Lisbon",
        "geo": "geo:38.7,-9.1"
      }
    }
  ]
}
"#
    );
    let (again, diagnostics) = read_text(Format::Json, &text);
    assert!(diagnostics.is_empty());
    assert_eq!(write(&again, Format::Json).0, text);
}

#[test]
fn json_reads_strings_and_exponents_and_says_so() {
    let text = r#"{ "version": "1.2.0", "chapters": [
  { "startTime": "1:34", "title": "A", "toc": "false" },
  { "startTime": 1.5e2, "title": "B" }, { "startTime": 15625e-2 }, { "startTime": 1e-1 },
  { "startTime": -3 }, { "title": "none" }, { "startTime": 200, "location": { "name": "x" } }, 7 ] }"#;
    let (chapters, diagnostics) = read_text(Format::Json, text);
    assert_eq!(short(&chapters.list), ["94000 A", "150000 B", "156250", "100", "200000"]);
    assert!(!chapters.list[0].toc);
    let said: Vec<String> = diagnostics.iter().map(|one| format!("{} {:?}", one.rule.id, one.at)).collect();
    assert_eq!(
        said,
        [
            "chapters-start-invalid Place(in:2:18)",
            "chapters-start-invalid Place(in:2:47)",
            "chapters-start-invalid Place(in:4:18)",
            "chapters-start-invalid Place(in:4:24)",
            "chapters-start-invalid Place(in:4:77)",
            "chapters-unreadable Place(in:4:96)",
        ]
    );
    assert_eq!(diagnostics[0].fix.as_ref().map(|fix| fix.edits[0].text.as_str()), Some("94"));
}

#[test]
fn json_that_is_none_is_unreadable_at_its_place() {
    for (text, message, at) in [
        ("{\n \"chapters\": [,] }", "this is not JSON: expected value", "in:2:15"),
        ("\"x\"", "this is no JSON object", "in:1:1"),
        ("{ \"marks\": [] }", "there is no array `chapters`", "in:1:1"),
        ("", "this is not JSON: EOF while parsing a value", "in:1:1"),
    ] {
        let (chapters, diagnostics) = read_text(Format::Json, text);
        assert!(chapters.list.is_empty());
        assert_eq!(ids(&diagnostics), ["chapters-unreadable"], "{text}");
        assert_eq!(diagnostics[0].message, message);
        assert!(
            matches!(&diagnostics[0].at, crate::diagnostic::At::Place(place) if format!("{place:?}") == at),
            "{text}"
        );
    }
    let (_, diagnostics) = read_text(Format::Json, "{ \"chapters\": [] }");
    let edit = &diagnostics[0].fix.as_ref().unwrap().edits[0];
    assert_eq!((edit.place.span.start, edit.text.as_str()), (1, "\n  \"version\": \"1.2.0\","));
}

#[test]
fn podlove_player_lists_are_read() {
    let (chapters, diagnostics) =
        read_text(Format::Json, r#"[{"start":"00:00:26.196","title":"Simon","href":"https://a.example","image":""}]"#);
    assert_eq!(short(&chapters.list), ["26196 Simon"]);
    assert_eq!(chapters.list[0].url.as_deref(), Some("https://a.example"));
    assert_eq!(chapters.list[0].image, None);
    assert!(diagnostics.iter().all(|one| one.severity == crate::diagnostic::Severity::Warning), "{diagnostics:?}");
}

#[test]
fn psc_goes_out_and_in() {
    let (text, losses) = write(&full(), Format::Psc);
    assert_eq!(
        text,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <psc:chapters version=\"1.2\" xmlns:psc=\"http://podlove.org/simple-chapters\">\n  \
         <psc:chapter start=\"00:00:00.000\" title=\"Intro\" href=\"https://example.org/?a=1&amp;b=2\"/>\n  \
         <psc:chapter start=\"00:01:34.500\" title=\"R &amp; B &lt;in&gt; the harbour\"/>\n\
         </psc:chapters>\n"
    );
    assert_eq!(losses, [loss("silent markers", 1), loss("locations", 1), loss("ends", 1)]);
    let (again, diagnostics) = read_text(Format::Psc, &text);
    assert!(diagnostics.is_empty());
    assert_eq!(short(&again.list), ["0 Intro", "94500 R & B <in> the harbour"]);
    let place = again.list[1].place.as_ref().map(|place| place.text());
    assert!(place.is_some_and(|text| text.starts_with("<psc:chapter ") && text.ends_with("harbour\"/>")), "{place:?}");
}

#[test]
fn psc_is_found_in_a_feed_by_its_namespace() {
    let text = "<rss xmlns:x='http://podlove.org/simple-chapters' xmlns:podcast='https://podcastindex.org/namespace/1.0'>\n\
                <podcast:chapters url='c.json'/><x:chapters><x:chapter start='7:48' title='A &amp; &bad; B'/>\n\
                <x:chapter start='soon'/><x:chapter title='x'/></x:chapters>\n\
                <x:chapters><x:chapter start='1' title='second'/></x:chapters></rss>";
    let (chapters, diagnostics) = read_text(Format::Psc, text);
    assert_eq!(short(&chapters.list), ["468000 A &amp; &bad; B"]);
    assert_eq!(ids(&diagnostics), ["chapters-start-invalid", "chapters-start-invalid"]);
    assert_eq!(diagnostics[0].found.as_deref(), Some("soon"));
    let (_, diagnostics) = read_text(Format::Psc, "<rss/>");
    assert_eq!(ids(&diagnostics), ["chapters-unreadable"]);
    let (chapters, diagnostics) = read_text(Format::Psc, "<psc:chapters><psc:chapter start='5' title='A'/><psc:cha");
    assert_eq!(short(&chapters.list), ["5000 A"]);
    assert_eq!(ids(&diagnostics), ["chapters-unreadable"]);
}

#[test]
fn lines_of_text_in_their_dialects() {
    let (chapters, diagnostics) = read_text(
        Format::List,
        "My show\n\n0:00 - Intro\n(12:34) Tide tables: a history\r\n1:04:50.25\tOutro\n[1:10:00 - not closed\n75:99 x\n",
    );
    assert_eq!(short(&chapters.list), ["0 Intro", "754000 Tide tables: a history", "3890250 Outro"]);
    assert_eq!(ids(&diagnostics), ["chapters-start-invalid"]);
    let (chapters, _) = read_text(Format::List, "0:00 - 4:10 Intro\n4:10–5:00: Next\n");
    assert_eq!(short(&chapters.list), ["0-250000 Intro", "250000-300000 Next"]);
    let (chapters, _) = read_text(Format::Mp4chaps, "00:00:00.000 - Intro\n00:02:20.123456789 B\n00:03:06.5\n");
    assert_eq!(short(&chapters.list), ["0 - Intro", "140123 B", "186500"]);
    assert_eq!(write(&chapters, Format::Mp4chaps).0, "00:00:00.000 - Intro\n00:02:20.123 B\n00:03:06.500\n");
    let ogm = "CHAPTER02=00:00:05.000\nCHAPTER02NAME=Two\nCHAPTER01=00:00:00.000\nCHAPTER01NAME=One = 1\n";
    assert_eq!(detect("x.txt", ogm), Some(Format::Mp4chaps));
    assert_eq!(short(&read_text(Format::Mp4chaps, ogm).0.list), ["5000 Two", "0 One = 1"]);
    assert_eq!(ids(&read_text(Format::List, "just words\n").1), ["chapters-unreadable"]);
}

#[test]
fn ffmetadata_unescapes_and_counts_in_its_time_base() {
    let text = ";FFMETADATA1\ntitle=Ebb\n; a remark\n[CHAPTER]\nTIMEBASE=1/44100\nSTART=0\nEND=30871323\n\
                title=x \\= y\\; no. \\#1\\\nnext\n[STREAM]\ntitle=no\n[CHAPTER]\nSTART=700030000000\ntitle=C:\\\\x\n\
                [CHAPTER]\nTIMEBASE=1/1000\nSTART=-5\n";
    let (chapters, diagnostics) = read_text(Format::Ffmetadata, text);
    assert_eq!(chapters.title.as_deref(), Some("Ebb"));
    assert_eq!(short(&chapters.list), ["0-700030 x = y; no. #1\nnext", "700030 C:\\x"]);
    assert_eq!(ids(&diagnostics), ["chapters-start-invalid"]);
    let (written, _) = write(&chapters, Format::Ffmetadata);
    assert_eq!(
        written,
        ";FFMETADATA1\ntitle=Ebb\n\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=700030\ntitle=x \\= y\\; no. \\#1\\\nnext\n\
         \n[CHAPTER]\nTIMEBASE=1/1000\nSTART=700030\ntitle=C:\\\\x\n"
    );
    assert_eq!(ids(&read_text(Format::Ffmetadata, "[CHAPTER]\nSTART=0\n").1), ["chapters-unreadable"]);
}

#[test]
fn vtt_titles_are_plain_and_cues_nest() {
    let text = "WEBVTT\nKind: chapters\n\nNOTE nothing\n\n1\n00:00.000 --> 00:20.000\n<b>Fish</b> &amp;\nchips\n\n\
                00:05.000 --> 00:15.000\nInner\n\n00:20,000 --> 00:30.000\nComma\n\n1:20 --> soon\n";
    let (chapters, diagnostics) = read_text(Format::Vtt, text);
    assert_eq!(short(&chapters.list), ["0-20000 Fish & chips", "5000-15000 Inner", "20000-30000 Comma"]);
    assert_eq!(ids(&diagnostics), ["chapters-start-invalid", "chapters-start-invalid"]);
    assert_eq!(lint(&chapters, None, Some(Format::Vtt)).len(), 0);
    assert_eq!(ids(&lint(&chapters, None, Some(Format::Json))), ["chapters-overlap"]);
    assert_eq!(ids(&read_text(Format::Vtt, "WEBVTT1\n").1), ["chapters-unreadable"]);
    let mut chapters = Chapters::default();
    for (start, end, title) in [(0, Some(20), "A"), (5, Some(10), ""), (15, Some(30), "C <3"), (40, None, "D")] {
        chapters
            .list
            .push(Chapter { end: end.map(Millis::from_secs), ..Chapter::new(Millis::from_secs(start)).title(title) });
    }
    assert_eq!(
        write(&chapters, Format::Vtt).0,
        "WEBVTT\n\n00:00:00.000 --> 00:00:15.000\nA\n\n00:00:05.000 --> 00:00:10.000\n\n\
         00:00:15.000 --> 00:00:30.000\nC &lt;3\n\n00:00:40.000 --> 99:59:59.999\nD\n"
    );
}

#[test]
fn audacity_labels_go_both_ways() {
    let text = "0.000000\t94.500000\tIntro\n\\\t100.0\t200.0\n94.5\t94.5\tPoint\n120,25\told\nx\t1\ty\n";
    let (chapters, diagnostics) = read_text(Format::Audacity, text);
    assert_eq!(short(&chapters.list), ["0-94500 Intro", "94500 Point", "120250 old"]);
    assert_eq!(ids(&diagnostics), ["chapters-start-invalid"]);
    assert_eq!(
        write(&chapters, Format::Audacity).0,
        "0.000000\t94.500000\tIntro\n94.500000\t94.500000\tPoint\n120.250000\t120.250000\told\n"
    );
}

#[test]
fn formats_are_known_by_content_before_ending() {
    for (name, text, format) in [
        ("a.txt", "{ \"chapters\": [] }", Some(Format::Json)),
        ("a.txt", "[{}]", Some(Format::Json)),
        ("a.txt", "[00:00] Intro\n", Some(Format::List)),
        ("a.json", "<x/>", Some(Format::Psc)),
        ("a.txt", "WEBVTT\n", Some(Format::Vtt)),
        ("a.txt", "\n[CHAPTER]\nSTART=1", Some(Format::Ffmetadata)),
        ("a.txt", "1.5\t1.5\tx", Some(Format::Audacity)),
        ("a.txt", "00:00:00.000 x", Some(Format::Mp4chaps)),
        ("a.txt", "Title\n0:00 x", Some(Format::List)),
        ("a.psc.xml", "", Some(Format::Psc)),
        ("a.txt", "words", None),
    ] {
        assert_eq!(detect(name, text), format, "{text}");
    }
    assert_eq!(Format::by_ending("out/B.TXT"), Some(Format::Mp4chaps));
    assert_eq!(Format::by_ending("x.chapters.json"), Some(Format::Json));
    assert_eq!(Format::by_ending("xjson"), None);
    assert!(Format::ALL.iter().all(|format| Format::by_name(format.name()) == Some(*format)));
}

#[test]
fn ends_come_from_the_next_start_and_the_duration() {
    let (chapters, _) = read_text(Format::List, "0:10 B\n0:00 A\n0:10 C\n0:20 D\n");
    let filled = chapters.with_ends(Some(Millis(30_000)));
    assert_eq!(short(&filled.list), ["0-10000 A", "10000-20000 B", "10000-20000 C", "20000-30000 D"]);
}

#[test]
fn each_rule_breaks_and_holds() {
    let lint_text = |format, text, duration: Option<u64>| {
        let (chapters, _) = read_text(format, text);
        ids(&lint(&chapters, duration.map(Millis), Some(format)))
    };
    let good = "0:00 A\n0:10 B\n0:20 C\n";
    assert_eq!(lint_text(Format::List, good, Some(30_000)), Vec::<&str>::new());
    assert_eq!(lint_text(Format::List, good, Some(20_000)), ["chapters-past-end"]);
    assert_eq!(lint_text(Format::List, "0:00 A\n0:20 B\n0:10 C\n", None), ["chapters-order"]);
    assert_eq!(lint_text(Format::List, "0:00 A\n0:10 B\n0:10 C\n", None), ["chapters-order"]);
    assert_eq!(lint_text(Format::List, "0:05 A\n0:15 B\n", None), ["chapters-first-late"]);
    assert_eq!(lint_text(Format::List, "0:00 A\n0:09 B\n0:20 C\n", Some(30_000)), ["chapters-too-short"]);
    assert_eq!(lint_text(Format::List, good, Some(29_000)), ["chapters-too-short"]);
    assert_eq!(lint_text(Format::List, "0:00 A\n0:10\n", None), ["chapters-title-missing"]);
    assert_eq!(lint_text(Format::List, "0:00 A\n", None), ["chapters-empty"]);
    assert_eq!(lint_text(Format::List, "", None), ["chapters-empty"]);
    assert_eq!(lint_text(Format::Audacity, "0\t12\tA\n10\t21\tB\n", None), ["chapters-overlap"]);
    assert_eq!(lint_text(Format::Audacity, "0\t10.9\tA\n10\t9\tB\n", None), ["chapters-overlap"]);
    assert_eq!(write(&read_text(Format::Audacity, "10\t9\tB\n").0, Format::Json).1.len(), 1);
}

#[test]
fn show_notes_get_lines() {
    let (mut chapters, _) = read_text(Format::List, "0:00 A\n4:10 B\n");
    assert_eq!(lines(&chapters), [("00:00".into(), "A".into()), ("04:10".into(), "B".to_string())]);
    chapters.list.push(Chapter::new(Millis::from_secs(3723)).title("C"));
    chapters.list.push(Chapter::new(Millis::from_secs(3724)));
    assert_eq!(lines(&chapters)[1], ("00:04:10".into(), "B".to_string()));
    assert_eq!(lines(&chapters)[2], ("01:02:03".into(), "C".to_string()));
    assert_eq!(lines(&chapters).len(), 3);
}

#[test]
fn show_notes_are_read_with_care() {
    let read = |text| short(&from_lines(text));
    assert_eq!(
        read("Hello!\n\n0:00 Intro\n(4:10) Harbour\n- 1:02:03 – [Fish](https://f.example)\n\nBye"),
        ["0 Intro", "250000 Harbour", "3723000 Fish"]
    );
    assert_eq!(read("<p>x</p>\n\n00:00 A\n\n01:00 B\n"), ["0 A", "60000 B"]);
    for none in [
        "17:05 is where the guitar comes in.",
        "17:05 is where the guitar comes in.\n\n21:10 is where it leaves.",
        "0:10 A\n0:05 B",
        "0:10 A\nwords\n0:20 B",
        "3:2 won\n4:1 lost",
        "10:30am one\n11:30am two",
        "",
    ] {
        assert_eq!(read(none), Vec::<String>::new(), "{none}");
    }
}

fn some_chapters() -> impl Strategy<Value = Chapters> {
    let title = proptest::option::of("[a-zA-Z&<>=;#\\\\'\"éß0-9.,:-]{1,6}( [a-zA-Z&<>=;#é0-9.,:-]{1,6}){0,2}");
    let one = (1..100_000_u64, title).prop_map(|(gap, title)| (gap, title));
    proptest::collection::vec(one, 0..8).prop_map(|gaps| {
        let mut at = 0;
        let mut chapters = Chapters::default();
        for (gap, title) in gaps {
            at += gap;
            chapters.list.push(Chapter::new(Millis(at)).title(title.as_deref().unwrap_or_default()));
        }
        chapters
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_and_written_without_a_panic(text in "\\PC*|[\\[\\]{}<>0-9:.,\\-\"'A-Za-z=\\\\&;\\t\\n\\r ]{0,80}") {
        detect("x.txt", &text);
        from_lines(&text);
        for format in Format::ALL {
            let (chapters, _) = read_text(*format, &text);
            lint(&chapters, Some(Millis(1000)), Some(*format));
            lines(&chapters);
            for target in Format::ALL {
                write(&chapters, *target);
            }
        }
    }

    #[test]
    fn what_is_written_is_read_again(chapters in some_chapters()) {
        for format in Format::ALL.iter().filter(|format| **format != Format::List) {
            let (text, losses) = write(&chapters, *format);
            prop_assert!(losses.is_empty());
            let (again, diagnostics) = read_text(*format, &text);
            prop_assert!(diagnostics.is_empty(), "{} {:?}", text, diagnostics);
            let kept = |chapters: &Chapters| {
                chapters.list.iter().map(|one| (one.start, one.title.clone())).collect::<Vec<_>>()
            };
            prop_assert_eq!(kept(&again), kept(&chapters), "{}", text);
            prop_assert_eq!(write(&again, *format).0, text);
        }
    }
}

/// Real files, where they are at hand: the text formats are recognised and give chapters.
#[test]
fn corpus_files_are_read() {
    let folder = std::env::var("PODWRIGHT_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_string());
    let Ok(files) = std::fs::read_dir(std::path::Path::new(&folder).join("chapters")) else {
        println!("skipped: no corpus at {folder}; set PODWRIGHT_CORPUS");
        return;
    };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(text) = std::fs::read(file.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        let family = name.split("--").next().unwrap_or_default();
        let expected: &[Format] = match family {
            "json" | "podlove-json" => &[Format::Json],
            "psc" => &[Format::Psc],
            "vtt" => &[Format::Vtt],
            "ffmetadata" => &[Format::Ffmetadata],
            "txt" => &[Format::List, Format::Mp4chaps],
            _ => continue,
        };
        let format = detect(&name, &text).unwrap_or_else(|| panic!("{name} is not recognised"));
        assert!(expected.contains(&format), "{name} is taken for {}", format.name());
        let (chapters, diagnostics) = read_text(format, &text);
        println!("{name}: {} {} chapters {:?}", format.name(), chapters.list.len(), diagnostics.first());
        let header_only = text.contains(";FFMETADATA1") && !text.contains("[CHAPTER]");
        assert!(header_only || !chapters.list.is_empty(), "{name} has no chapters");
    }
}
