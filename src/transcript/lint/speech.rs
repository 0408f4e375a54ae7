//! What recognisers and typists do to words: doubled, broken, stray, looping, wrongly encoded.
//!
//! Precision before recall: people do repeat themselves, and what could be meant is not reported.

use std::collections::{HashMap, HashSet};

use super::super::model::{Origin, SpokenCue, Transcript, words};
use super::super::rules::*;
use super::{Lint, language};
use crate::diagnostic::{At, Diagnostic};
use crate::source::Place;

impl Lint<'_> {
    pub(super) fn words(&mut self, transcript: &Transcript, cues: &[SpokenCue<'_>], declared: Option<&str>) {
        let all = || cues.iter().flat_map(|spoken| spoken.cue.text.split_whitespace());
        let named = transcript.language.as_deref().or(declared);
        if let Some((named, other)) = named.and_then(|named| Some((named, language::another_than(named, all())?))) {
            let message = format!("the words are in '{other}', and '{named}' is declared");
            let finding = Diagnostic::new(&TRANSCRIPT_LANGUAGE_DIFFERS, At::File(self.source.name.clone()), message);
            self.findings.push(finding.found(other).expected(named));
        }
        let english = match named {
            Some(named) => named.to_ascii_lowercase().starts_with("en"),
            None => language::spoken(all()) == Some("en"),
        };
        // Only where a word asks for it.
        let mut small_words: Option<HashSet<&str>> = None;
        let lower = || all().map(bare).filter(|word| !word.chars().any(char::is_uppercase)).collect();
        let names = Names::of(cues);
        let capitals = sentences_have_capitals(cues);
        for spoken in cues {
            let origin = spoken.cue.origin;
            let text: Vec<&str> = spoken.cue.text.split_whitespace().collect();
            self.doubles(spoken, &text);
            for (i, word) in text.iter().enumerate() {
                let near = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or_default();
                let (before, after) = (near(i.checked_sub(1)), near(Some(i + 1)));
                if english && is_stray(word, before, after) {
                    let at = self.word_place(origin, word);
                    self.say(&TRANSCRIPT_STRAY_LETTER, at, format!("the letter '{word}' stands alone"));
                }
                if let Some(broken) = Broken::at_capital(bare(word))
                    && broken.is_slip(small_words.get_or_insert_with(lower))
                {
                    let at = self.word_place(origin, word);
                    self.say(&TRANSCRIPT_CAPITAL_INSIDE, at, format!("a capital inside of '{}'", bare(word)));
                }
                if stutters(word) {
                    let at = self.word_place(origin, word);
                    self.say(&TRANSCRIPT_NUMBER_STUTTER, at, format!("'{}' begins twice", bare(word)));
                }
                if capitals && begins_small(before, word) {
                    let at = self.word_place(origin, word);
                    self.say(&TRANSCRIPT_SENTENCE_LOWER_CASE, at, format!("a sentence begins with '{}'", bare(word)));
                }
                if let Some(name) = names.meant(bare(word)) {
                    let at = self.word_place(origin, bare(word));
                    let message = format!("'{}' is probably {name}", bare(word));
                    let mut finding =
                        Diagnostic::new(&TRANSCRIPT_NAME_VARIANT, at, message).found(bare(word)).expected(name);
                    if let At::Place(place) = finding.at.clone() {
                        finding = finding.fix(false, format!("write {name}"), &place, name);
                    }
                    self.findings.push(finding.help("`[glossary]` in feed.toml corrects it everywhere"));
                }
            }
            self.leftovers(spoken);
        }
        self.inaudible(cues);
    }

    fn say(&mut self, rule: &'static crate::diagnostic::Rule, at: At, message: String) {
        self.findings.push(Diagnostic::new(rule, at, message));
    }

    /// `to to`.
    fn doubles(&mut self, spoken: &SpokenCue<'_>, text: &[&str]) {
        let mut from = 0;
        for (i, pair) in text.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            if !is_doubled(first, second) {
                continue;
            }
            // Three and more in a row are meant, or a loop.
            let same =
                |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|word| folded(word) == folded(first));
            if (same(i.checked_sub(1)) || same(Some(i + 2))) && !is_small(first) {
                continue;
            }
            let message = format!("'{}' stands twice in a row", bare(first));
            let place = self.pair_place(spoken.cue.origin, first, second, from);
            let mut finding = Diagnostic::new(
                &TRANSCRIPT_DOUBLED_WORD,
                place.as_ref().map_or_else(|| self.at(spoken.cue.origin), At::from),
                message,
            )
            .found(format!("{first} {second}"))
            .expected((*second).to_string());
            if let Some(place) = place {
                from = place.span.end - second.len();
                finding = finding.fix(false, "take one away", &place, *second);
            }
            self.findings.push(finding);
        }
    }

    /// Two words with blanks between them, at `from` or later.
    fn pair_place(&self, origin: Origin, first: &str, second: &str, from: usize) -> Option<Place> {
        let span = origin.0?;
        let start = span.start.max(from);
        let text = self.source.text.get(start..span.end)?;
        let inside = |c: char| c.is_alphanumeric();
        text.match_indices(first).find_map(|(at, _)| {
            let rest = text.get(at + first.len()..)?;
            let gap = rest.len() - rest.trim_start().len();
            let whole = gap > 0
                && !text.get(..at)?.chars().next_back().is_some_and(inside)
                && rest.get(gap..)?.strip_prefix(second).is_some_and(|after| !after.chars().next().is_some_and(inside));
            whole.then(|| self.source.place(start + at..start + at + first.len() + gap + second.len()))
        })
    }

    /// The place of a piece of a cue, where it stands there as it is.
    fn word_place(&self, origin: Origin, piece: &str) -> At {
        let found = origin.0.and_then(|span| {
            let text = self.source.text.get(span.start..span.end)?;
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
            let (at, _) = text.match_indices(piece).find(|(at, _)| {
                let before = text.get(..*at).and_then(|text| text.chars().next_back());
                let after = text.get(at + piece.len()..).and_then(|text| text.chars().next());
                !inside(before) && !inside(after)
            })?;
            Some(self.source.place(span.start + at..span.start + at + piece.len()))
        });
        found.map_or_else(|| self.at(origin), At::Place)
    }

    /// Marks that were meant for a program, letters in a wrong encoding, phrases that recognisers hear in silence.
    fn leftovers(&mut self, spoken: &SpokenCue<'_>) {
        let (text, origin) = (spoken.cue.text.as_str(), spoken.cue.origin);
        if let Some(piece) = markup(text) {
            let at = self.word_place(origin, piece);
            self.say(&TRANSCRIPT_MARKUP_LEFT, at, format!("'{piece}' would be shown as it stands"));
        }
        let wrong = || MOJIBAKE.iter().copied().find(|piece| text.contains(piece));
        if let Some(piece) = text.contains(['â', 'Ã', 'Â', '\u{fffd}']).then(wrong).flatten() {
            let at = self.word_place(origin, piece);
            let message = if piece == "\u{fffd}" {
                "letters were lost when the file was converted".to_string()
            } else {
                format!("'{piece}' is a letter that was read in a wrong encoding")
            };
            self.say(&TRANSCRIPT_MOJIBAKE, at, message);
        }
        let whole = text.trim().trim_end_matches(['.', '!']).to_lowercase();
        if PHANTOMS
            .iter()
            .any(|phrase| if phrase.ends_with(' ') { whole.starts_with(phrase) } else { whole == *phrase })
        {
            self.tell(
                &TRANSCRIPT_MACHINE_PHRASE,
                origin,
                format!("'{}' is what recognisers hear in silence", text.trim()),
            );
        }
    }

    fn inaudible(&mut self, cues: &[SpokenCue<'_>]) {
        const MARKS: &[&str] = &["[inaudible", "(inaudible", "[unintelligible", "[unverständlich", "(unverständlich"];
        let holds = |spoken: &&SpokenCue<'_>| {
            spoken.cue.text.contains(['[', '(']) && {
                let lower = spoken.cue.text.to_lowercase();
                MARKS.iter().any(|mark| lower.contains(mark))
            }
        };
        let mut found = cues.iter().filter(holds);
        if let Some(first) = found.next() {
            let message = format!("{} passages are marked as not understood", 1 + found.count());
            self.tell(&TRANSCRIPT_MARKUP_LEFT, first.cue.origin, message);
        }
    }

    /// The same words three times running: cues, or a sequence of words inside of them.
    pub(super) fn loops(&mut self, cues: &[SpokenCue<'_>]) {
        let text = |at: usize| cues.get(at).map(|spoken| spoken.cue.text.trim().to_lowercase());
        let mut from = 0;
        let mut repeated = text(from);
        let mut whole = false;
        for i in 1..=cues.len() {
            let next = text(i);
            if next.is_some() && next == repeated {
                continue;
            }
            repeated = next;
            let count = i - from;
            if count >= 3
                && let Some(first) = cues.get(from)
                && words(&first.cue.text).count() >= 2
            {
                self.tell(&TRANSCRIPT_LOOP, first.cue.origin, format!("the same words {count} times in a row"));
                whole = true;
            }
            from = i;
        }
        if !whole {
            self.sequences(cues);
        }
    }

    /// A sequence of 4 to 40 words three times and more in a row.
    fn sequences(&mut self, cues: &[SpokenCue<'_>]) {
        let mut list: Vec<(u64, usize)> = Vec::new();
        for (i, spoken) in cues.iter().enumerate() {
            list.extend(words(&spoken.cue.text).map(|word| (number(word), i)));
        }
        let mut at = 0;
        'words: while at < list.len() {
            let word = |at: usize| list.get(at).map(|(word, _)| *word);
            for length in (4..=40usize).filter(|length| word(at) == word(at + length)) {
                let same = list
                    .iter()
                    .skip(at)
                    .zip(list.iter().skip(at + length))
                    .take_while(|(a, b)| a.0 == b.0)
                    .take(2000)
                    .count();
                let distinct = || list.iter().skip(at).take(length).map(|(word, _)| word).collect::<HashSet<_>>().len();
                if same >= 2 * length && distinct() >= 3 {
                    let origin = list
                        .get(at)
                        .and_then(|(_, i)| cues.get(*i))
                        .map(|spoken| spoken.cue.origin)
                        .unwrap_or_default();
                    self.tell(
                        &TRANSCRIPT_LOOP,
                        origin,
                        format!("the same {length} words {} times in a row", same / length + 1),
                    );
                    at += same + length;
                    continue 'words;
                }
            }
            at += 1;
        }
    }

    /// `so we went` – `Yeah.` – `to the harbour`: one word of another speaker that cuts a sentence in two.
    pub(super) fn broken_turns(&mut self, transcript: &Transcript) {
        let turns: Vec<_> = transcript.turns().collect();
        for three in turns.windows(3) {
            let [before, word, after] = three else { continue };
            let text = |turn: &super::super::model::Turn, last: bool| {
                let paragraph = if last { turn.paragraphs.last() } else { turn.paragraphs.first() };
                paragraph.map(|paragraph| paragraph.text()).unwrap_or_default()
            };
            let one = word.paragraphs.len() == 1 && words(&text(word, false)).count() == 1;
            if one
                && before.speaker.is_some()
                && before.speaker == after.speaker
                && before.speaker != word.speaker
                && text(before, true).ends_with(char::is_lowercase)
                && text(after, false).starts_with(char::is_lowercase)
            {
                let message = "a turn of one word breaks a sentence in two";
                self.tell(&TRANSCRIPT_TURN_BROKEN, word.origin, message);
            }
        }
    }
}

/// A word without punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn folded(word: &str) -> String {
    bare(word).to_lowercase()
}

/// A number that is the same for the same word, whatever its case and the punctuation around it.
fn number(word: &str) -> u64 {
    // FNV-1a.
    let letters = bare(word).chars().flat_map(char::to_lowercase);
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3))
}

/// Words that speakers double on purpose, or that the grammar doubles.
const NATURAL: &[&str] = &[
    "that", "had", "very", "no", "bye", "yes", "yeah", "really", "so", "is", "ha", "okay", "ok", "right", "well",
    "hey", "hi", "knock", "many", "much", "long", "far", "more", "you", "sie", "die", "der", "das", "nous", "vous",
    "never", "sure", "good", "oh", "please", "wait", "go", "la", "na", "hello", "again", "just", "even", "big",
    "super", "exactly", "blah", "bla", "yada", "heh", "etc", "uh", "um", "hmm", "mm", "ah", "uhhuh", "dat", "het",
    "er", "sehr", "viele", "ganz", "immer", "noch", "mehr", "très", "muy", "más", "menos", "mucho", "tanto", "sempre",
    "que", "haha", "ho", "there", "come", "what", "do", "quite", "too", "zero", "one", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "hundred", "dot", "dash", "slash", "test", "je", "es", "plus",
];

/// Words of the grammar: what is never doubled on purpose. Of these a comma between does not help.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "to", "and", "or", "but", "if", "with", "for", "from", "at", "by", "as", "my", "our",
    "your", "their", "his", "its", "this", "these", "are", "was", "were", "be", "been", "it", "we", "they", "he",
    "she", "i", "can", "could", "will", "would", "should", "because", "than", "then", "when", "which", "who", "und",
    "oder", "aber", "mit", "von", "zu", "ein", "eine", "einen", "dem", "den", "ist", "wir", "auf", "für", "le", "les",
    "des", "un", "une", "et", "dans", "avec", "pour", "el", "los", "las", "y", "con", "para", "por", "um", "uma", "em",
    "il", "di", "per", "een", "en", "van", "met", "voor",
];

/// Words behind which a clause can't end.
const OPEN: &[&str] = &[
    "a", "an", "the", "my", "our", "your", "their", "of", "and", "or", "but", "with", "from", "at", "as", "und", "ein",
    "eine",
];

fn is_small(word: &str) -> bool {
    SMALL.contains(&folded(word).as_str())
}

fn is_doubled(first: &str, second: &str) -> bool {
    // Nearly all pairs differ in their first letter, and are not folded whole.
    let begin = |word: &str| word.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
    if begin(first) != begin(second) || !first.chars().next().is_some_and(char::is_alphabetic) {
        return false;
    }
    let word = folded(second);
    if folded(first) != word || !word.chars().all(char::is_alphabetic) {
        return false;
    }
    let comma = first.len() - bare(first).len() == 1 && first.ends_with(',');
    if SMALL.contains(&word.as_str()) {
        // "when you use it, it is slow": only what never ends a clause is doubled across a comma.
        let comma = comma && OPEN.contains(&word.as_str());
        return (comma || bare(first) == first)
            && second.starts_with(char::is_alphabetic)
            && !second.ends_with(['?', '!']);
    }
    let small_letters = |word: &str| !word.chars().any(char::is_uppercase);
    // A name, an emphasis at the end of a sentence, and what is doubled for effect are meant.
    word.chars().count() > 1
        && first.chars().all(char::is_alphabetic)
        && second.chars().all(char::is_alphabetic)
        && small_letters(first)
        && small_letters(second)
        && !word.ends_with("ly")
        && !NATURAL.contains(&word.as_str())
}

/// A lower-case consonant alone, between words that are no letters.
fn is_stray(word: &str, before: &str, after: &str) -> bool {
    let mut chars = word.chars();
    let letter = matches!((chars.next(), chars.next()), (Some('b'..='h' | 'j'..='n' | 'p'..='z'), None));
    let single = |word: &str| !word.is_empty() && bare(word).chars().count() <= 1;
    // What letters and numbers are called stands before and after them.
    let spelt = |word: &str| {
        [
            "letter", "letters", "vitamin", "option", "plan", "type", "class", "grade", "variable", "key", "plus",
            "minus", "equals", "times", "over",
        ]
        .contains(&folded(word).as_str())
    };
    letter
        && !single(before)
        && !single(after)
        && !spelt(before)
        && !spelt(after)
        && before.ends_with(char::is_alphabetic)
        && after.starts_with(char::is_lowercase)
}

/// A word with a single capital inside: `puEblished`, `wxPython`.
struct Broken<'a> {
    word: &'a str,
    head: &'a str,
    tail: &'a str,
}

impl<'a> Broken<'a> {
    fn at_capital(word: &'a str) -> Option<Broken<'a>> {
        if !word.starts_with(char::is_lowercase) {
            return None;
        }
        let (at, capital) = word.char_indices().find(|(_, c)| c.is_uppercase())?;
        let (head, tail) = (word.get(..at)?, word.get(at + capital.len_utf8()..)?);
        let letters = |text: &str| text.chars().count() >= 2 && text.chars().all(char::is_lowercase);
        (letters(head) && letters(tail)).then_some(Broken { word, head, tail })
    }

    /// The word without its capital, or in small letters, stands elsewhere; or no name begins so.
    fn is_slip(&self, small_words: &HashSet<&str>) -> bool {
        const BEGINS: &[&str] = &[
            "is", "to", "do", "no", "my", "in", "on", "of", "by", "go", "as", "at", "be", "we", "us", "or", "an", "ip",
            "id", "ai", "ex", "un", "re", "co", "up", "de", "la", "le", "os", "ui",
        ];
        small_words.contains(format!("{}{}", self.head, self.tail).as_str())
            || small_words.contains(self.word.to_lowercase().as_str())
            || (self.head.chars().count() == 2
                && self.head.contains(['a', 'e', 'i', 'o', 'u', 'y'])
                && self.tail.chars().count() >= 5
                && !BEGINS.contains(&self.head))
    }
}

/// `$3,303,000,000,000`: the first figures come again in the next three.
fn stutters(word: &str) -> bool {
    if !word.contains(',') {
        return false;
    }
    let groups: Vec<&str> = bare(word).split(',').collect();
    let [first, second, rest @ ..] = groups.as_slice() else { return false };
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    rest.len() >= 2
        && figures(first)
        && (first.len() < 3)
        && second.len() == 3
        && second.ends_with(first)
        && second.bytes().any(|b| b != b'0')
        && rest.iter().all(|group| *group == "000")
}

/// Whether sentences of this transcript begin with capitals, so that one that does not is a slip.
fn sentences_have_capitals(cues: &[SpokenCue<'_>]) -> bool {
    let (mut small, mut all) = (0usize, 0usize);
    for spoken in cues {
        let mut before = "";
        for word in spoken.cue.text.split_whitespace() {
            if ends_sentence(before) && word.starts_with(char::is_alphabetic) {
                all += 1;
                small += usize::from(word.starts_with(char::is_lowercase));
            }
            before = word;
        }
    }
    all >= 10 && small * 20 <= all
}

/// A word of small letters with a full stop, that is no abbreviation.
fn ends_sentence(word: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "etc", "vs", "approx", "inc", "ltd", "corp", "dept", "est", "feat", "usw", "bzw", "ggf", "evtl", "resp", "env",
    ];
    let Some(inner) = word.strip_suffix('.') else { return false };
    inner.chars().count() >= 3 && inner.chars().all(char::is_lowercase) && !ABBREVIATIONS.contains(&inner)
}

fn begins_small(before: &str, word: &str) -> bool {
    // Lower-case names of programs and brands have signs or capitals inside.
    let plain = |word: &str| word.chars().count() >= 2 && word.chars().all(char::is_lowercase);
    ends_sentence(before) && plain(word.trim_end_matches([',', '.', '?']))
}

/// Names that are spelt in one way most of the time.
struct Names<'a> {
    /// Seldom spelling to the usual one.
    meant: HashMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(cues: &[SpokenCue<'a>]) -> Names<'a> {
        let mut counts: HashMap<&'a str, usize> = HashMap::new();
        for spoken in cues {
            for word in spoken.cue.text.split_whitespace() {
                let word = bare(word).trim_end_matches("'s").trim_end_matches("’s");
                // A capital inside or a digit: no word that only begins a sentence.
                if word.chars().count() >= 6 && word.starts_with(char::is_uppercase) && is_made_up(word) {
                    *counts.entry(word).or_default() += 1;
                }
            }
        }
        let spelt: Vec<(&str, String, usize)> =
            counts.iter().map(|(word, count)| (*word, in_words(word), *count)).collect();
        let mut meant = HashMap::new();
        // Few words are so; beyond this they are no names but code.
        if spelt.len() <= 300 {
            for (word, key, count) in &spelt {
                let other = spelt.iter().find(|(other, other_key, times)| {
                    // A number at the end is another thing of the series: `SegWit2x`, `DevCon1`.
                    let digit = word.find(|c: char| c.is_ascii_digit());
                    let begins = digit.is_some_and(|at| at < other_key.len()) && key.starts_with(other_key.as_str());
                    other != word && times > count && (key == other_key || begins)
                });
                if let Some((other, ..)) = other {
                    meant.insert(*word, *other);
                }
            }
        }
        Names { meant }
    }

    fn meant(&self, word: &str) -> Option<&'a str> {
        if self.meant.is_empty() { None } else { self.meant.get(word).copied() }
    }
}

/// `SwarmOne`, `Web3`: capitals or digits inside.
fn is_made_up(word: &str) -> bool {
    word.chars().all(char::is_alphanumeric)
        && word.chars().any(char::is_lowercase)
        && word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Small letters, digits as words.
fn in_words(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        match c.to_digit(10).and_then(|digit| {
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"].get(digit as usize)
        }) {
            Some(digit) => out.push_str(digit),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A mark in a text that apps would show.
fn markup(text: &str) -> Option<&str> {
    if !text.contains(['*', '&', '<', '[']) {
        return None;
    }
    let word = text.split_whitespace().find(|word| {
        word.len() > 4 && (word.starts_with("**") || word.trim_end_matches([',', '.', ':']).ends_with("**"))
    });
    let entity = || {
        ["&nbsp;", "&amp;", "&quot;", "&#39;", "&lt;", "&gt;", "&apos;", "&rsquo;"].iter().find_map(|name| {
            let at = text.find(name)?;
            text.get(at..at + name.len())
        })
    };
    let tag = || {
        ["<i>", "</i>", "<b>", "</b>", "<br>", "<br/>", "<p>", "</p>", "<em>", "<strong>"].iter().find_map(|name| {
            let at = text.find(name)?;
            text.get(at..at + name.len())
        })
    };
    let stamp = || {
        text.match_indices('[').find_map(|(at, _)| {
            let end = text.get(at..)?.find(']')?;
            let inside = text.get(at + 1..at + end)?;
            (end < 16 && inside.contains(':') && super::super::stamp::lenient(inside).is_some())
                .then(|| text.get(at..=at + end))?
        })
    };
    word.or_else(entity).or_else(tag).or_else(stamp)
}

/// UTF-8 that was read as windows-1252, and what is left of letters that no encoding had.
const MOJIBAKE: &[&str] = &[
    "â€™",
    "â€œ",
    "â€\u{9d}",
    "â€”",
    "â€“",
    "â€¦",
    "Ã©",
    "Ã¨",
    "Ã¼",
    "Ã¶",
    "Ã¤",
    "ÃŸ",
    "Ã±",
    "Ã³",
    "Ã¡",
    "Ã§",
    "Ã£",
    "Â\u{a0}",
    "\u{fffd}",
];

/// What recognisers hear in silence and music. With a blank at the end: however it goes on.
const PHANTOMS: &[&str] = &[
    "thank you for watching",
    "thanks for watching",
    "thank you for watching and see you next time",
    "please subscribe to my channel",
    "don't forget to like and subscribe",
    "subtitles by the amara.org community",
    "subtitles by ",
    "untertitel der ",
    "untertitel von ",
    "untertitel im auftrag des zdf ",
    "untertitelung des zdf ",
    "untertitelung aufgrund der amara.org-community",
    "vielen dank fürs zuschauen",
    "sous-titres réalisés ",
    "sous-titrage st' 501",
    "merci d'avoir regardé cette vidéo",
    "subtítulos realizados por la comunidad de amara.org",
    "legendas pela comunidade amara.org",
    "sottotitoli creati dalla comunità amara.org",
    "ondertitels ingediend door de amara.org gemeenschap",
    "ご視聴ありがとうございました",
    "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
];
