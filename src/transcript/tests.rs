//! The formats from outside: text in, exact model or text out; round trips; hostile texts.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Severity;
use crate::scalar::Millis;

fn parse(name: &str, text: &str) -> (Transcript, Vec<&'static str>) {
    let (source, mut findings) = decode(name, text.as_bytes());
    let (transcript, more) = read(&source, detect(name, &source.text));
    findings.extend(more);
    findings.extend(lint(&transcript, &source, None));
    (transcript, findings.into_iter().map(|finding| finding.rule.id).collect())
}

/// Speaker, start, text of each cue.
fn cues(transcript: &Transcript) -> Vec<(String, Option<u64>, String)> {
    transcript
        .cues()
        .map(|s| (s.speaker.unwrap_or("-").to_string(), s.cue.time.map(|t| t.start.0), s.cue.text.replace('\n', " ")))
        .collect()
}

fn cue(speaker: &str, start: impl Into<Option<u64>>, text: &str) -> (String, Option<u64>, String) {
    (speaker.to_string(), start.into(), text.to_string())
}

fn convert(name: &str, text: &str, to: Format) -> String {
    write(&parse(name, text).0, to, &WriteOptions::default()).0
}

#[test]
fn vtt_is_read_beyond_its_grammar_and_written_strictly() {
    let text = "WEBVTT\nLanguage: en\n\nNOTE made by hand\n\n1\n00:01.000 --> 0:00:02.000 line:90%\n- <v Ida>Ready &amp; &#39;set&#39;?</v>\n- <v.loud Tom>Go.</v>\n\n00:00:03.000 --> 00:00:04.000\n\nSo <i>far</i>\n\nNOTE heading 3: Part two\n\n00:00:05.000 --> 00:00:06.000\nOn.\n";
    let (transcript, findings) = parse("a.vtt", text);
    assert_eq!(findings, ["vtt-timestamp-invalid", "vtt-text-outside-cue"]);
    let out = write(&transcript, Format::Vtt, &WriteOptions::default()).0;
    assert_eq!(
        out,
        "WEBVTT\n\nNOTE language: en\n\nNOTE made by hand\n\n00:00:01.000 --> 00:00:02.000\n<v Ida>Ready &amp; 'set'?</v>\n<v Tom>Go.</v>\n\n00:00:03.000 --> 00:00:04.000\n<v Tom>So far\n\nNOTE heading 3: Part two\n\n00:00:05.000 --> 00:00:06.000\n<v Tom>On.\n"
    );
    assert_eq!(parse("b.vtt", &out), (transcript, vec![]));
}

#[test]
fn vtt_word_times_are_kept() {
    let text = "WEBVTT\n\n00:01.000 --> 00:03.000\nOne <00:02.000>two\n";
    let (transcript, _) = parse("a.vtt", text);
    let options = WriteOptions { words: true, ..WriteOptions::default() };
    let json = write(&transcript, Format::Json, &options).0;
    assert_eq!(cues(&parse("a.json", &json).0), [cue("-", 1000, "One"), cue("-", 2000, "two")]);
    assert!(write(&transcript, Format::Vtt, &options).0.contains("One <00:00:02.000>two\n"));
    assert_eq!(write(&transcript, Format::Vtt, &WriteOptions::default()).1, [Loss { what: Lost::WordTimes, count: 2 }]);
}

#[test]
fn srt_dialects_keep_spoken_numbers_and_find_speakers() {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nIda Brook:\nWhich year?\n\n2\n00:00:02.5-->00:00:03,5 X1:40\n<b>1984</b>\n\nand\n3\n00:00:04,000 --> 00:00:05,000\nTom: The rule is simple: never\n\n4\n00:00:06,000 --> 00:00:07,000\nTom: ask.\n";
    let (transcript, findings) = parse("a.srt", text);
    assert_eq!(
        cues(&transcript),
        [
            cue("Ida Brook", 1000, "Which year?"),
            cue("Ida Brook", 2500, "1984 and"),
            cue("Tom", 4000, "The rule is simple: never"),
            cue("Tom", 6000, "ask.")
        ]
    );
    assert_eq!(
        findings,
        ["srt-structure-invalid", "srt-structure-invalid", "srt-structure-invalid", "srt-colon-ambiguous"]
    );
    assert_eq!(
        convert("a.srt", text, Format::Srt),
        "1\n00:00:01,000 --> 00:00:02,000\nIda Brook: Which year?\n\n2\n00:00:02,500 --> 00:00:03,500\n1984\nand\n\n3\n00:00:04,000 --> 00:00:05,000\nTom: The rule is simple: never\n\n4\n00:00:06,000 --> 00:00:07,000\nask.\n"
    );
    let (uncounted, _) =
        parse("b.srt", "00:00:01,000 --> 00:00:02,000\nWhich bus?\n\n00:00:03,000 --> 00:00:04,000\n2\n");
    assert_eq!(cues(&uncounted), [cue("-", 1000, "Which bus?"), cue("-", 3000, "2")]);
}

#[test]
fn json_of_every_maker_is_known() {
    let same = [cue("Ann", 1500, "Hi there."), cue("Bo", 2250, "Hello.")];
    for text in [
        r#"{"version":"1.0.0","segments":[{"speaker":"Ann","startTime":1.5,"endTime":2.25,"body":"Hi there."},{"speaker":"Bo","startTime":2.25,"endTime":3,"body":"Hello.\n"}]}"#,
        r#"{"text":"","segments":[{"start":1.5,"end":2.25,"text":" Hi there.","speaker":"Ann"},{"start":2.25,"end":null,"text":" Hello.","speaker":"Bo"}]}"#,
        r#"{"result":{"language":"en"},"transcription":[{"offsets":{"from":1500,"to":2250},"text":" Hi there.","speaker":"Ann"},{"offsets":{"from":2250,"to":3000},"text":"Hello.","speaker":"Bo"}]}"#,
        r#"[{"start":"00:00:01.500","end":"00:00:02.250","text":"Hi there.","speaker":"Ann"},{"start":"00:00:02.250","end":"00:00:03","voice":"Bo","text":"Hello."}]"#,
        r#"{"lines":[{"startTime":"00:00:01,500","endTime":"00:00:02,250","speakerDesignation":"Ann","text":"Hi there."},{"startTime":"00:00:02,250","endTime":"00:00:03,000","speakerDesignation":"Bo","text":"Hello."}]}"#,
        r#"{"utterances":[{"start":1500,"end":2250,"text":"Hi there.","speaker":"Ann"},{"start":2250,"end":3000,"text":"Hello.","speaker":"Bo"}]}"#,
        r#"{"results":{"items":[{"type":"pronunciation","start_time":"1.5","end_time":"1.8","speaker_label":"Ann","alternatives":[{"content":"Hi"}]},{"type":"pronunciation","start_time":"1.8","end_time":"2.25","speaker_label":"Ann","alternatives":[{"content":"there"}]},{"type":"punctuation","alternatives":[{"content":"."}]},{"type":"pronunciation","start_time":"2.25","end_time":"3","speaker_label":"Bo","alternatives":[{"content":"Hello"}]},{"type":"punctuation","alternatives":[{"content":"."}]}]}}"#,
    ] {
        assert_eq!(cues(&parse("a.json", text).0), same, "{text}");
    }
    assert_eq!(parse("a.json", r#"{"segments":[]}"#).1, ["transcript-json-invalid", "transcript-empty"]);
    let (source, _) = decode("a.json", b"{\n \"segments\": [}");
    let (_, findings) = read(&source, Format::Json);
    assert_eq!(
        findings.first().map(|f| (f.rule.id, f.message.clone())),
        Some(("transcript-unreadable", "this is no JSON: expected value".to_string()))
    );
}

const PAGE: &str = "We talk about lamps and tides.\n\nTopics:\n\n1. Lamps\n2. Tides\n\nListen\n\nRead the full transcript\n\nIda Brook: Welcome to the pier, a show about light.\n\nToday we meet a keeper.\n\nHow it began\n\nI am glad that he is here.\n\nTom Reed: Thank you. The rule: never shout.\n\nIda Brook: Why?\n\nTom Reed: The gulls.\n";

#[test]
fn pages_have_introductions_headings_and_turns() {
    let (transcript, findings) = parse("page.txt", PAGE);
    assert!(findings.is_empty());
    assert_eq!(
        transcript.intro,
        [
            Intro::Paragraph("We talk about lamps and tides.".into()),
            Intro::Paragraph("Topics:".into()),
            Intro::List { items: vec!["Lamps".into(), "Tides".into()], ordered: true },
            Intro::Furniture("Listen".into()),
            Intro::Furniture("Read the full transcript".into()),
        ]
    );
    assert_eq!(transcript.headings().map(|h| h.text.as_str()).collect::<Vec<_>>(), ["How it began"]);
    assert_eq!(transcript.speakers(), [("Ida Brook", 2), ("Tom Reed", 2)]);
    assert_eq!(
        write(&transcript, Format::Text, &WriteOptions::default()).0,
        "We talk about lamps and tides.\n\nTopics:\n\n1. Lamps\n2. Tides\n\nIda Brook: Welcome to the pier, a show about light.\n\nToday we meet a keeper.\n\n## How it began\n\nI am glad that he is here.\n\nTom Reed: Thank you. The rule: never shout.\n\nIda Brook: Why?\n\nTom Reed: The gulls.\n"
    );
}

#[test]
fn labels_and_times_come_in_many_forms() {
    let same = [cue("Ann", 1000, "Hi there."), cue("Bo", 3000, "Hello.")];
    for text in [
        "[00:01] Ann: Hi there.\n[00:03] Bo: Hello.\n",
        "Ann (00:01): Hi there.\n\nBo (00:03): Hello.\n",
        "Ann (00:00:01):\nHi there.\n\nBo (00:00:03):\nHello.\n",
        "Ann: 00:00:01\n\nHi there.\n\nBo: 00:00:03\n\nHello.\n",
        "Ann [0:01]\nHi there.\n\nBo [0:03]\nHello.\n",
        "**[00:01] Ann:** Hi there.\n\n**[00:03] Bo:** Hello.\n",
        "*Ann (0:00:01)*: Hi there.\n\n*Bo (0:00:03)*: Hello.\n",
        "[Ann] [00:01] Hi there.\n[Bo] [00:03] Hello.\n",
        "00:00:01 <v Ann>Hi there.\n\n00:00:03 <v Bo>Hello.\n",
        "Ann:\n[1.0s] Hi there.\n\nBo:\n[3.0s] Hello.\n",
        "---\ntitle: x\ntranscript:\n- line: Hi there.\n  time: '0:01'\n  who: Ann\n- line: Hello.\n  sec: 3\n  who: Bo\n---\n",
    ] {
        assert_eq!(cues(&parse("a.md", text).0), same, "{text}");
    }
    let untimed =
        [cue("Ann", None, "Hi there."), cue("Bo", None, "Hello."), cue("Ann", None, "So."), cue("Bo", None, "Yes.")];
    for text in [
        "Ann: Hi there.\nBo: Hello.\nAnn: So.\nBo: Yes.\n",
        "__Ann__: Hi\nthere.\n\n__Bo__: Hello.\n\n__Ann__: So.\n\n__Bo__: Yes.\n",
        "> *Ann:* Hi there.\n\n> *Bo:* Hello.\n\n> *Ann:* So.\n\n> *Bo:* Yes.\n",
        "Ann:\n\nHi there.\n\nBo:\n\nHello.\n\nAnn:\n\nSo.\n\nBo:\n\nYes.\n",
        "<p><strong>Ann:</strong> Hi there.</p><p><strong>Bo:</strong> Hello.</p><p><b>Ann:</b> So.</p><p><b>Bo:</b> Yes.</p>",
        "<cite>Ann:</cite><p>Hi there.</p><cite>Bo:</cite><p>Hello.</p><cite>Ann</cite><p>So.</p><p><cite>Bo</cite> Yes.</p>",
    ] {
        assert_eq!(cues(&parse("a.md", text).0), untimed, "{text}");
    }
}

#[test]
fn html_is_a_page_with_the_profile_inside() {
    let transcript = parse("a.vtt", "WEBVTT\n\nNOTE heading 2: A & B\n\n01:00.000 --> 01:02.500\n<v Ida>Hi.\n").0;
    let options = WriteOptions {
        title: Some("T<".into()),
        language: Some("en".into()),
        back: Some(("../".into(), "Back".into())),
        ..WriteOptions::default()
    };
    let page = write(&transcript, Format::Html, &options).0;
    assert_eq!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>T&lt;</title>\n</head>\n<body>\n<nav><a href=\"../\">Back</a></nav>\n<main>\n<h1>T&lt;</h1>\n<h2>A &amp; B</h2>\n<cite>Ida</cite>\n<time datetime=\"PT1M\">1:00</time>\n<p>Hi.</p>\n</main></body></html>\n"
    );
    let (again, _) = parse("a.html", &page);
    assert_eq!((again.language.as_deref(), again.headings().count()), (Some("en"), 1));
    assert_eq!(cues(&again), [cue("Ida", 60_000, "Hi.")]);
    assert_eq!(
        html_fragment(&transcript),
        "<h2 id=\"a-b\">A &amp; B</h2>\n<p><cite>Ida</cite> <time datetime=\"PT1M\">1:00</time> <span id=\"t60000\">Hi.</span></p>\n"
    );
}

#[test]
fn structure_comes_from_the_untimed_one() {
    let timed = parse("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nWelcome to the peer a show\n\n00:02.000 --> 00:03.000\nabout light. Today we meet a keeper.\n\n00:03.000 --> 00:04.000\nI am glad that he is here.\n\n00:04.000 --> 00:05.000\nThank you. The rule: never shout.\n").0;
    let both = with_structure(&timed, &parse("page.txt", PAGE).0);
    let heading = both.headings().next().map(|h| h.text.clone());
    assert_eq!(heading.as_deref(), Some("How it began"));
    assert_eq!(both.speakers(), [("Ida Brook", 1), ("Tom Reed", 1)]);
    assert_eq!(both.word_count(), timed.word_count());
    assert_eq!(cues(&both).first(), Some(&cue("Ida Brook", 1000, "Welcome to the peer a show")));
}

#[test]
fn each_rule_has_a_bad_and_a_good_case() {
    let vtt = |body: &str| parse("a.vtt", &format!("WEBVTT\n\n{body}")).1;
    let good = "00:01.000 --> 00:03.000\nWell, that that is so, no no.\n\n00:03.000 --> 00:04.000\nGood.\n";
    assert_eq!(vtt(good), [""; 0]);
    assert_eq!(vtt("00:02.000 --> 00:01.000\nOne\n"), ["cue-times-reversed"]);
    assert_eq!(vtt("00:05.000 --> 00:06.000\nOne\n\n00:01.000 --> 00:02.000\nTwo\n"), ["cue-order"]);
    assert_eq!(vtt("00:01.000 --> 00:06.000\nOne\n\n00:03.000 --> 00:08.000\nTwo\n"), ["cue-overlap"]);
    assert_eq!(vtt("00:01.000 --> 00:02.000\nWe went to to town\n"), ["transcript-doubled-word"]);
    assert_eq!(vtt("NOTE language: en\n\n00:01.000 --> 00:02.000\nVery m much\n"), ["transcript-stray-letter"]);
    let again =
        "00:01.000 --> 00:02.000\nGo home\n\n00:02.000 --> 00:03.000\nGo home\n\n00:03.000 --> 00:04.000\ngo home\n";
    assert_eq!(vtt(again), ["transcript-loop"]);
    assert_eq!(vtt("00:01.000 --> 00:02.000\n<v SPEAKER_00>Hi\n"), ["transcript-speaker-placeholder"]);
    assert_eq!(
        vtt("00:01.000 --> 00:02.000\n<v Ida Brook>Hi\n\n00:02.000 --> 00:03.000\n<v Ida Brok>Hi\n"),
        ["transcript-speaker-variant"]
    );
    assert_eq!(vtt("00:01.000 --> 00:02.000\nR & B\n"), ["vtt-markup-invalid"]);
    assert_eq!(vtt("00:01.000 --> 00:02.000\n\n\n00:02.000 --> 00:03.000\nHi\n"), ["cue-empty"]);
    assert_eq!(parse("a.vtt", "webvtt\n\n00:01.000 --> 00:02.000\nHi\n").1, ["vtt-header-invalid"]);
    assert_eq!(parse("a.vtt", "WEBVTT\n").1, ["transcript-empty"]);
}

/// What `read_and_lint` says about a text of one speaker.
fn said(words: &str) -> Vec<&'static str> {
    let text = format!("Ida: {words}\n\nTom: Well said.\n\nIda: Good.\n\nTom: Indeed.\n");
    parse("a.txt", &text).1
}

#[test]
fn slips_of_recognisers_are_told_from_speech() {
    let plenty: String = (0..25).map(|i| format!("We left number {i} alone. ")).collect();
    for (bad, good, rule) in [
        ("So the, the boat came.", "If you use it, it is slow.", "transcript-doubled-word"),
        ("We went went home.", "It was a big big boat, and very very old.", "transcript-doubled-word"),
        ("It was puEblished here.", "I use wxPython and iPhone with reCaptcha.", "transcript-capital-inside"),
        ("It costs $3,303,000,000,000 now.", "It costs $3,000,000,000,000 or 1,303,411.", "transcript-number-stutter"),
        ("It was **great** there.", "It was great, 2 * 3 & all.", "transcript-markup-left"),
        ("So [00:12:33] it was.", "So [laughs] it was.", "transcript-markup-left"),
        ("The Ã©cole is here.", "The école is here.", "transcript-mojibake"),
        ("SwarmOne, SwarmOne, and Swarm1AI.", "SegWit, SegWit and SegWit2x.", "transcript-name-variant"),
        (
            "I do not know it. I do not know it. I do not know it. I do not know it.",
            "No no no no no no no no no no no no no.",
            "transcript-loop",
        ),
        (
            &format!("{plenty}and then it rained on us."),
            &format!("{plenty}At 5 p.m. we left, etc. and so on."),
            "transcript-sentence-lower-case",
        ),
    ] {
        assert_eq!(said(bad), [rule], "{bad}");
        assert_eq!(said(good), [""; 0], "{good}");
    }
}

#[test]
fn what_stands_between_cues_and_turns_is_judged() {
    let vtt = |body: &str| parse("a.vtt", &format!("WEBVTT\n\n{body}")).1;
    assert_eq!(vtt("00:01.000 --> 00:02.000\nOne\n\n02:01.000 --> 02:02.000\nTwo\n"), ["cue-gap"]);
    assert_eq!(
        vtt("00:01.000 --> 00:02.000\nToo many words for a single second\n\n00:02.000 --> 00:02.900\nOne\n"),
        ["cue-reading-speed"]
    );
    assert_eq!(vtt("00:01.000 --> 00:03.000\nThank you for watching.\n"), ["transcript-machine-phrase"]);
    let broken = "00:01.000 --> 00:02.000\n<v Ida>So we went\n\n00:02.000 --> 00:03.000\n<v Tom>Yeah.\n\n00:03.000 --> 00:04.000\n<v Ida>to the harbour.\n";
    assert_eq!(vtt(broken), ["transcript-turn-broken"]);
    assert_eq!(vtt(&broken.replace("went\n", "went.\n").replace("to the", "To the")), [""; 0]);
    let german: String = (0..15)
        .map(|i| format!("Und das ist Nummer {i}, wie wir es auf dem Meer mit den anderen auch noch haben. "))
        .collect();
    let declared = |language: &str| vtt(&format!("NOTE language: {language}\n\n00:01.000 --> 09:00.000\n{german}\n"));
    assert_eq!(declared("en"), ["transcript-language-differs"]);
    assert_eq!(declared("de"), [""; 0]);
    // A word of JSON may take no time; a caption may not.
    let json = |end: &str| {
        format!(r#"{{"version":"1.0.0","segments":[{{"startTime":1,"endTime":{end},"body":"Hi there"}}]}}"#)
    };
    assert_eq!(parse("a.json", &json("1")).1, [""; 0]);
    assert_eq!(parse("a.json", &json("0.5")).1, ["cue-times-reversed"]);
    assert_eq!(vtt("00:01.000 --> 00:01.000\nHi there\n"), ["cue-times-reversed"]);
}

#[test]
fn a_file_is_what_its_ending_says() {
    let ids = |name: &str, text: &str| -> Vec<(&str, Severity)> {
        let (source, _) = decode(name, text.as_bytes());
        let (_, findings) = read_and_lint(&source, detect(name, &source.text), None, &[], None);
        findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
    };
    let page = "<!DOCTYPE html><html><title>404</title><body><h1>Not found</h1><p>Sorry.</p></body></html>";
    assert_eq!(ids("a.vtt", page), [("transcript-unreadable", Severity::Error)]);
    assert_eq!(ids("a.html", page), []);
    assert_eq!(ids("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n"), [("transcript-unreadable", Severity::Warning)]);
}

#[test]
fn fixes_mend_what_they_promise() {
    for (name, text, mended) in [
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nR & B < C\n",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nR &amp; B &lt; C\n",
        ),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:01.000\nOne\n\n00:02.000 --> 00:03.000\nTwo\n",
            "WEBVTT\n\n00:01.000 --> 00:00:02.000\nOne\n\n00:02.000 --> 00:03.000\nTwo\n",
        ),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:06.000\nOne\n\n00:03.000 --> 00:08.000\nTwo\n",
            "WEBVTT\n\n00:01.000 --> 00:00:03.000\nOne\n\n00:03.000 --> 00:08.000\nTwo\n",
        ),
        (
            "a.json",
            r#"{"segments":[{"startTime":"1:01","endTime":"62","body":"Hi"}]}"#,
            "{\n  \"version\": \"1.0.0\",\"segments\":[{\"startTime\":61,\"endTime\":62,\"body\":\"Hi\"}]}",
        ),
        (
            "a.txt",
            "Ida: We went to to the\nthe pier.\n\nTom: Yes.\n\nIda: So.\n\nTom: No.\n",
            "Ida: We went to the pier.\n\nTom: Yes.\n\nIda: So.\n\nTom: No.\n",
        ),
        (
            "a.txt",
            "Ida Brook: Hello.\n\nTom: Yes.\n\nIda Brook: So.\n\nIda Brok: No.\n\nTom: Now.\n",
            "Ida Brook: Hello.\n\nTom: Yes.\n\nIda Brook: So.\n\nIda Brook: No.\n\nTom: Now.\n",
        ),
    ] {
        let (source, _) = decode(name, text.as_bytes());
        let (_, findings) = read_and_lint(&source, detect(name, &source.text), None, &[], None);
        let mut edits: Vec<_> =
            findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
        let mut out = text.to_string();
        edits.iter().for_each(|edit| out.replace_range(edit.place.span.start..edit.place.span.end, &edit.text));
        assert_eq!(out, mended);
        let (source, _) = decode(name, out.as_bytes());
        assert_eq!(read_and_lint(&source, detect(name, &source.text), None, &[], None).1.len(), 0, "{out}");
    }
}

#[test]
fn the_audio_bounds_the_transcript() {
    let (source, _) = decode("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n05:00.000 --> 05:02.000\nBye\n");
    let (transcript, _) = read(&source, Format::Vtt);
    let ids = |duration: u64, people: &[&str]| -> Vec<&str> {
        let options = LintOptions { format: Some(Format::Vtt), people, ..LintOptions::default() };
        lint_with(&transcript, &source, Some(Millis(duration)), &options).iter().map(|f| f.rule.id).collect()
    };
    assert_eq!(ids(30_000, &[]), ["cue-past-end", "cue-gap"]);
    assert_eq!(ids(3_600_000, &[]), ["transcript-coverage", "cue-gap"]);
    let (source, _) = decode("b.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ida>Hi\n");
    let (transcript, _) = read(&source, Format::Vtt);
    let options = LintOptions { people: &["Tom Reed"], ..LintOptions::default() };
    let found = lint_with(&transcript, &source, None, &options);
    assert_eq!(found.iter().map(|f| f.rule.id).collect::<Vec<_>>(), ["transcript-speaker-undeclared"]);
}

/// Turns of two speakers in turn, each with one cue of plain words, in rising time.
fn talk() -> impl Strategy<Value = Transcript> {
    let text = "[A-Z][a-z&<>é]{0,6}( [a-z&<>é\"']{1,7}){0,5}\\.";
    proptest::collection::vec((text, 1u64..5000, 0u64..3000), 2..20).prop_map(|turns| {
        let mut at = 0;
        let parts = turns.into_iter().enumerate().map(|(i, (text, length, gap))| {
            let start = at + gap;
            at = start + length;
            let time = Some(CueTime { start: Millis(start), end: Millis(at) });
            let speaker = if i % 2 == 0 { "Ida Brook" } else { "Tom & Reed" };
            let paragraphs = vec![Paragraph { cues: vec![Cue { time, ..Cue::untimed(text) }] }];
            Part::Turn(Turn { speaker: Some(speaker.into()), paragraphs, ..Turn::default() })
        });
        Transcript { parts: parts.collect(), ..Transcript::default() }
    })
}

/// Three speakers, headings above turns, turns of paragraphs, paragraphs of cues.
fn episode() -> impl Strategy<Value = Transcript> {
    let text = "[A-Z][a-zé]{0,6}( [a-zé]{1,7}){0,7}\\.";
    let paragraphs = proptest::collection::vec(proptest::collection::vec((text, 100u64..5000, 0u64..3000), 1..3), 1..3);
    let heading = proptest::option::weighted(0.2, "[A-Z][b-z]{2,8}( [b-z]{2,8}){1,4}");
    proptest::collection::vec((heading, 0usize..3, paragraphs), 6..12).prop_map(|turns| {
        let names = ["Ida Brook", "Tom Reed", "Ann"];
        let mut at = 0;
        let mut parts = Vec::new();
        for (i, (heading, step, paragraphs)) in turns.into_iter().enumerate() {
            // Each speaker comes often enough to be known by it, and none follows on the same one.
            let speaker = if i < 6 { i % 3 } else { (i * 2 + step.min(1)) % 3 };
            let same = parts.iter().rev().find_map(|part| match part {
                Part::Turn(Turn { speaker, .. }) => speaker.clone(),
                Part::Heading(_) => None,
            });
            let speaker = if same.as_deref() == Some(names[speaker]) { (speaker + 1) % 3 } else { speaker };
            if let Some(text) = heading {
                parts.push(Part::Heading(Heading { level: 2, text, start: None, origin: Origin::default() }));
            }
            let paragraphs = paragraphs.into_iter().map(|cues| {
                let cues = cues.into_iter().map(|(text, length, gap)| {
                    let start = at + gap;
                    at = start + length;
                    Cue { time: Some(CueTime { start: Millis(start), end: Millis(at) }), ..Cue::untimed(text) }
                });
                Paragraph { cues: cues.collect() }
            });
            let paragraphs = paragraphs.collect();
            parts.push(Part::Turn(Turn { speaker: Some(names[speaker].into()), paragraphs, ..Turn::default() }));
        }
        Transcript { parts, ..Transcript::default() }
    })
}

/// What all the formats can carry: headings, speakers, paragraphs, times and words, a line each.
fn carried(transcript: &Transcript, formats: &[Format]) -> Vec<String> {
    let all = |carries: &dyn Fn(Format) -> bool| formats.iter().all(|format| carries(*format));
    let headings = all(&|format| !matches!(format, Format::Srt | Format::Json));
    let paragraphs = all(&|format| !matches!(format, Format::Vtt | Format::Srt));
    let times = all(&Format::is_timed);
    let mut out = Vec::new();
    for part in &transcript.parts {
        match part {
            Part::Heading(heading) if headings => out.push(format!("# {}", heading.text)),
            Part::Heading(_) => {}
            Part::Turn(turn) => {
                out.push(format!("{}:", turn.speaker.as_deref().unwrap_or("?")));
                let cues: Vec<&Cue> = turn.paragraphs.iter().flat_map(|paragraph| &paragraph.cues).collect();
                if times {
                    out.extend(cues.iter().map(|cue| format!("{:?} {}", cue.time, cue.text)));
                } else if paragraphs {
                    out.extend(turn.paragraphs.iter().map(Paragraph::text));
                } else {
                    out.push(turn.paragraphs.iter().map(Paragraph::text).collect::<Vec<_>>().join(" "));
                }
            }
        }
    }
    out
}

/// The file without what a format has no place for: here the times.
fn spoken(transcript: &Transcript) -> Vec<(String, String)> {
    cues(transcript).into_iter().map(|(speaker, _, text)| (speaker, text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_two_formats_can_carry_comes_back_through_both(talk in episode(), first in 0usize..6, second in 0usize..6) {
        let (first, second) = (Format::ALL[first], Format::ALL[second]);
        prop_assume!(first.is_timed() || !second.is_timed());
        let through = |transcript: &Transcript, format: Format| {
            let text = write(transcript, format, &WriteOptions::default()).0;
            read(&Source::new("a", text), format).0
        };
        let found = carried(&through(&through(&talk, first), second), &[first, second]);
        prop_assert_eq!(found, carried(&talk, &[first, second]), "{} and {}", first.name(), second.name());
    }

    #[test]
    fn signs_of_markup_are_words_in_timed_formats(talk in talk(), first in 0usize..2, second in 0usize..2) {
        let formats = [Format::Vtt, Format::Json];
        let once = write(&talk, formats[first], &WriteOptions::default()).0;
        let (read_once, _) = read(&Source::new("a", once), formats[first]);
        let twice = write(&read_once, formats[second], &WriteOptions::default()).0;
        let (read_twice, _) = read(&Source::new("b", twice), formats[second]);
        prop_assert_eq!(cues(&read_twice), cues(&talk));
    }

    #[test]
    fn untimed_formats_give_back_the_words(talk in talk(), format in 3usize..6) {
        let format = Format::ALL[format];
        let text = write(&talk, format, &WriteOptions::default()).0;
        let (again, _) = read(&Source::new("a", text), format);
        prop_assert_eq!(spoken(&again), spoken(&talk));
    }

    #[test]
    fn no_text_breaks_a_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300), format in 0usize..6) {
        let (source, _) = decode("a", &bytes);
        let format = Format::ALL[format];
        let (transcript, _) = read(&source, format);
        let _ = lint(&transcript, &source, Some(Millis(60_000)));
        for to in Format::ALL {
            let _ = write(&transcript, *to, &WriteOptions { words: true, wrap: Some(20), ..WriteOptions::default() });
        }
    }

    #[test]
    fn no_mixture_of_marks_breaks_a_reader(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "WEBVTT", "\n", "\n\n", "\r", "00:01.000", " --> ", "1:02:03,4", "<v Ann>", "</v>", "<", ">", "&amp;", "&", "é", "Ann: ",
            "**", "__", "[00:12]", "(1:02)", "# ", "- ", "1. ", "NOTE ", "word ", "\u{2028}", "---", "{\"segments\":[", "]}", "<cite>", "<p>",
            "<time datetime=\"PT1M\">", "STYLE", "ſ", "：", "\\[", ": ", "7",
        ]), 0..60),
        format in 0usize..6,
    ) {
        let text = pieces.concat();
        let source = Source::new("a.srt", text.clone());
        let (transcript, findings) = read(&source, Format::ALL[format]);
        let _ = lint(&transcript, &source, None);
        let _ = detect("a", &text);
        let _ = with_structure(&transcript, &transcript);
        let _ = html_fragment(&transcript);
        for finding in findings {
            if let crate::diagnostic::At::Place(place) = finding.at {
                prop_assert!(place.span.end <= source.text.len() && place.span.start <= place.span.end);
            }
        }
    }
}

type Speakers = &'static [(&'static str, usize)];

/// Pages of the corpus with what their labels add up to when counted by a plain search for them.
const COUNTED: &[(&str, usize, Speakers)] = &[
    ("bitcoin-livera--2019-11-27-jan-capekstratum-v2.md", 0, &[("Stephan Livera", 35), ("Jan Čapek", 93)]),
    ("bitcoin-livera--2021-10-02-philip-glazman.md", 0, &[("Stephan Livera", 27), ("Philip Glazman", 27)]),
    ("changelog-md--the-changelog-345.md", 0, &[("Jerod Santo", 43), ("Evan Conrad", 88), ("Adam Stacoviak", 77)]),
    ("lenny-md--itamar-gilad-transcript.md", 0, &[("Itamar Gilad", 78), ("Lenny", 78)]),
    ("lenny-md--sam-schillace-transcript.md", 0, &[("Sam Schillace", 63), ("Lenny", 63)]),
    ("rustacean-md--2020-05-27-twir-340.md", 0, &[("Nell Shamrell-Harrington", 1)]),
    ("strato-md--episode012-martin-becze-whisperx-gemini.md", 0, &[("SPEAKER_00", 78), ("SPEAKER_01", 78)]),
    (
        "thedig-md--2019-02-06-transcript-palestine-politics-with-linda-sarsour.md",
        0,
        &[("Daniel Denvir", 1), ("DD", 50), ("Linda Sarsour", 1), ("LS", 48)],
    ),
    ("swarmcast-burkov.txt", 14, &[("Harel Boren", 27), ("Dr. Andriy Burkov", 26)]),
];

/// The transcripts of the corpus, if it is at hand.
fn corpus() -> Option<std::path::PathBuf> {
    let folder =
        std::env::var_os("PODWRIGHT_CORPUS").map_or_else(|| "../shared/corpus".into(), std::path::PathBuf::from);
    let folder = folder.join("transcripts");
    if !folder.is_dir() {
        println!("skipped: no corpus (PODWRIGHT_CORPUS)");
        return None;
    }
    Some(folder)
}

#[test]
fn published_pages_have_the_turns_that_were_counted() {
    let Some(folder) = corpus() else { return };
    for (name, headings, speakers) in COUNTED {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let (source, _) = decode(name, &bytes);
        let (transcript, _) = read(&source, detect(name, &source.text));
        assert_eq!(transcript.speakers(), *speakers, "{name}");
        assert_eq!(transcript.headings().count(), *headings, "{name}");
    }
}

#[test]
fn every_file_of_the_corpus_survives_each_format() {
    let Some(folder) = corpus() else { return };
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (source, _) = decode(&name, &std::fs::read(entry.path()).unwrap());
        if source.text.len() > 60_000 {
            continue;
        }
        let (transcript, _) = read(&source, detect(&name, &source.text));
        let words: Vec<String> = transcript
            .cues()
            .flat_map(|s| s.cue.text.split_whitespace().map(str::to_string).collect::<Vec<_>>())
            .collect();
        for format in
            Format::ALL.iter().filter(|format| transcript.is_timed() && matches!(format, Format::Vtt | Format::Json))
        {
            let written = write(&transcript, *format, &WriteOptions::default()).0;
            let (again, _) = read(&Source::new("a", written), *format);
            let kept: Vec<String> = again
                .cues()
                .flat_map(|s| s.cue.text.split_whitespace().map(str::to_string).collect::<Vec<_>>())
                .collect();
            if transcript.cues().filter_map(|s| s.cue.time).is_sorted_by(|a, b| a.start <= b.start) {
                assert_eq!(kept, words, "{name} as {}", format.name());
            }
        }
    }
}
