//! Proposes chapters for a transcript with times: where the words change, and the most telling words of each stretch.
//!
//! Boundaries by lexical cohesion, after M. Hearst, TextTiling (Computational Linguistics 23, 1997): the words before and
//! after each gap are compared, and the deepest valleys are the boundaries. A title is what is said often in its stretch and
//! seldom elsewhere. No list of function words: those are the words that stand everywhere. All in whole numbers, so that
//! every machine proposes the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Chapter, Chapters};
use crate::scalar::Millis;
use crate::transcript::{Part, Transcript};

/// Words in a block; gaps are looked at between blocks.
const BLOCK: usize = 40;
/// Blocks compared on each side of a gap.
const SIDE: usize = 6;
/// No proposed chapter is shorter.
const SHORTEST: Millis = Millis::from_secs(90);
/// A chapter for every so much, at most.
const USUAL: Millis = Millis::from_secs(300);

/// Chapters for a transcript. Its own headings, where it has some with times; else a proposal. Empty without times.
pub fn suggest(transcript: &Transcript) -> Chapters {
    let own = from_headings(transcript);
    let list = if own.len() >= 2 { own } else { propose(transcript) };
    Chapters { list, ..Chapters::default() }
}

/// Headings with the time that stands beside them, or of what follows.
pub fn from_headings(transcript: &Transcript) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    // Headings that wait for the time of what is said below them.
    let mut waiting: Vec<&str> = Vec::new();
    for part in &transcript.parts {
        match part {
            Part::Heading(heading) => match heading.start {
                Some(start) => chapters.push(Chapter::new(start).title(&heading.text)),
                None => waiting.push(&heading.text),
            },
            Part::Turn(turn) => {
                let mut cues = turn.paragraphs.iter().flat_map(|paragraph| &paragraph.cues);
                if let Some(start) = cues.find_map(|cue| cue.time).map(|time| time.start) {
                    chapters.extend(waiting.drain(..).map(|title| Chapter::new(start).title(title)));
                }
            }
        }
    }
    chapters
}

/// A word with where it stands.
struct Token<'a> {
    folded: String,
    /// As it is written, without punctuation around it.
    shown: &'a str,
    start: Millis,
    /// The words before it end a sentence, or somebody else begins: a chapter may begin here.
    opens: bool,
}

fn propose(transcript: &Transcript) -> Vec<Chapter> {
    let tokens = tokens(transcript);
    let end = transcript.end().unwrap_or_default();
    let most = usize::try_from(end.0 / USUAL.0).unwrap_or(usize::MAX);
    if most < 2 || tokens.len() < 4 * BLOCK {
        return Vec::new();
    }
    let common = common(&tokens);
    let blocks: Vec<HashMap<&str, u64>> = tokens.chunks(BLOCK).map(|block| counts(block, &common)).collect();
    let depths = depths(&blocks);
    let mean = depths.iter().sum::<u64>() / (depths.len().max(1) as u64);
    let mut gaps: Vec<(u64, usize)> =
        depths.iter().enumerate().map(|(i, depth)| (*depth, i + 1)).filter(|(depth, _)| *depth > mean).collect();
    gaps.sort_by_key(|(depth, at)| (std::cmp::Reverse(*depth), *at));
    let mut starts: BTreeMap<Millis, usize> = BTreeMap::from([(Millis(0), 0)]);
    for (_, block) in gaps {
        if starts.len() >= most {
            break;
        }
        let Some(at) = opening(&tokens, block * BLOCK) else { continue };
        let Some(start) = tokens.get(at).map(|token| token.start) else { continue };
        let far = |other: &Millis| other.since(start).0.max(start.since(*other).0) >= SHORTEST.0;
        if starts.keys().all(far) && end.since(start) >= SHORTEST {
            starts.insert(start, at);
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let bounds: Vec<(Millis, usize)> = starts.into_iter().collect();
    let ends = bounds.iter().skip(1).map(|(_, at)| *at).chain([tokens.len()]);
    let stretches: Vec<&[Token<'_>]> =
        bounds.iter().zip(ends).map(|((_, from), to)| tokens.get(*from..to).unwrap_or_default()).collect();
    let titles = titles(&stretches);
    bounds.iter().zip(titles).map(|((start, _), title)| Chapter::new(*start).title(&title)).collect()
}

fn tokens(transcript: &Transcript) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut speaker = None;
    let mut opens = true;
    for spoken in transcript.cues() {
        let Some(time) = spoken.cue.time else { continue };
        opens |= speaker != Some(spoken.speaker);
        speaker = Some(spoken.speaker);
        for word in spoken.cue.text.split_whitespace() {
            let shown = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !shown.is_empty() {
                tokens.push(Token { folded: fold(shown), shown, start: time.start, opens });
                opens = false;
            }
            opens |= word.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '?', '!', '…', '。', '？', '！']);
        }
    }
    tokens
}

/// Lower case, without the endings in which a word's forms differ most often.
fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    let lower = lower.split(['\'', '’']).next().unwrap_or_default();
    let stem = lower.strip_suffix('s').filter(|stem| stem.chars().count() >= 4 && !stem.ends_with('s'));
    stem.unwrap_or(lower).to_string()
}

/// Words that stand in so many blocks that they tell nothing, or are too short to.
fn common<'t>(tokens: &'t [Token<'_>]) -> HashSet<&'t str> {
    let mut blocks: HashMap<&str, usize> = HashMap::new();
    for block in tokens.chunks(BLOCK) {
        let distinct: HashSet<&str> = block.iter().map(|token| token.folded.as_str()).collect();
        distinct.into_iter().for_each(|word| *blocks.entry(word).or_default() += 1);
    }
    let all = tokens.len().div_ceil(BLOCK);
    let tells = |word: &str| word.chars().count() > 3 || !word.is_ascii();
    blocks.into_iter().filter(|(word, count)| !tells(word) || *count * 5 > all * 2).map(|(word, _)| word).collect()
}

fn counts<'t>(block: &'t [Token<'_>], common: &HashSet<&str>) -> HashMap<&'t str, u64> {
    let mut counts = HashMap::new();
    for token in block.iter().filter(|token| !common.contains(token.folded.as_str())) {
        *counts.entry(token.folded.as_str()).or_default() += 1;
    }
    counts
}

/// For each gap between blocks how deep the valley of likeness is there.
fn depths(blocks: &[HashMap<&str, u64>]) -> Vec<u64> {
    let likeness: Vec<u64> = (1..blocks.len())
        .map(|gap| {
            let before = joined(blocks.get(gap.saturating_sub(SIDE)..gap).unwrap_or_default());
            let after = joined(blocks.get(gap..(gap + SIDE).min(blocks.len())).unwrap_or_default());
            cosine(&before, &after)
        })
        .collect();
    let climb = |walk: &mut dyn Iterator<Item = &u64>, from: u64| {
        let mut peak = from;
        for value in walk.take(4 * SIDE) {
            if *value < peak {
                break;
            }
            peak = *value;
        }
        peak - from
    };
    let depth = |(i, value): (usize, &u64)| {
        let left = climb(&mut likeness.iter().take(i).rev(), *value);
        let right = climb(&mut likeness.iter().skip(i + 1), *value);
        left + right
    };
    likeness.iter().enumerate().map(depth).collect()
}

fn joined<'t>(blocks: &[HashMap<&'t str, u64>]) -> HashMap<&'t str, u64> {
    let mut all = HashMap::new();
    for (word, count) in blocks.iter().flatten() {
        *all.entry(*word).or_default() += *count;
    }
    all
}

/// The cosine of two counts in thousandths.
fn cosine(a: &HashMap<&str, u64>, b: &HashMap<&str, u64>) -> u64 {
    let product: u64 = a.iter().map(|(word, count)| count * b.get(word).copied().unwrap_or(0)).sum();
    let square = |counts: &HashMap<&str, u64>| counts.values().map(|count| count * count).sum::<u64>();
    let length = (square(a) * square(b)).isqrt();
    (product * 1000).checked_div(length).unwrap_or(0)
}

/// The word nearest to a gap at which a chapter may begin.
fn opening(tokens: &[Token<'_>], gap: usize) -> Option<usize> {
    let near = |reach: usize| {
        let range = gap.saturating_sub(reach)..(gap + reach).min(tokens.len());
        range.filter(|at| tokens.get(*at).is_some_and(|token| token.opens)).min_by_key(|at| at.abs_diff(gap))
    };
    near(BLOCK).or_else(|| (gap < tokens.len()).then_some(gap))
}

/// For each stretch up to three words that are its own.
fn titles(stretches: &[&[Token<'_>]]) -> Vec<String> {
    let mut spread: HashMap<&str, u64> = HashMap::new();
    for stretch in stretches {
        let distinct: HashSet<&str> = stretch.iter().map(|token| token.folded.as_str()).collect();
        distinct.into_iter().for_each(|word| *spread.entry(word).or_default() += 1);
    }
    let all = stretches.len() as u64;
    stretches.iter().map(|stretch| title(stretch, &spread, all)).collect()
}

fn title(stretch: &[Token<'_>], spread: &HashMap<&str, u64>, all: u64) -> String {
    // How often, the first place, and the form it is written in most.
    let mut words: HashMap<&str, (u64, usize, BTreeMap<&str, usize>)> = HashMap::new();
    for (i, token) in stretch.iter().enumerate() {
        let entry = words.entry(&token.folded).or_insert((0, i, BTreeMap::new()));
        entry.0 += 1;
        // What begins a sentence has a capital anyway.
        *entry.2.entry(token.shown).or_default() += if token.opens { 1 } else { 2 };
    }
    let score = |word: &str, count: u64, shown: &str| {
        let elsewhere = spread.get(word).copied().unwrap_or(1);
        // What more than half of the stretches speak of is nobody's own.
        let own = if elsewhere * 2 > all.max(2) { 0 } else { (all + 1 - elsewhere) * 1000 / all };
        let long = u64::from(word.chars().count() > 3 || !word.is_ascii());
        let named = if shown.chars().any(char::is_uppercase) { 3 } else { 2 };
        long * named * count * own * own
    };
    let mut best: Vec<(u64, usize, &str)> = words
        .iter()
        .filter(|(_, (count, ..))| *count >= 2)
        .map(|(word, (count, first, forms))| {
            let shown = forms.iter().max_by_key(|(_, times)| **times).map_or("", |(form, _)| *form);
            (score(word, *count, shown), *first, shown)
        })
        .filter(|(score, ..)| *score > 0)
        .collect();
    best.sort_by_key(|(score, first, _)| (std::cmp::Reverse(*score), *first));
    best.truncate(3);
    let mut title = best.iter().map(|(.., word)| *word).collect::<Vec<_>>().join(", ");
    if let Some(first) = title.chars().next() {
        let upper: String = first.to_uppercase().collect();
        title.replace_range(..first.len_utf8(), &upper);
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::transcript::{Format, read};

    /// A talk about three things, ten minutes each, in sentences of the same make.
    fn talk() -> String {
        let themes = [
            ["lantern", "keeper", "tower", "flame"],
            ["harbour", "anchor", "cargo", "sailor"],
            ["garden", "tulip", "spade", "seed"],
        ];
        let mut vtt = String::from("WEBVTT\n");
        let mut second = 0;
        for theme in themes {
            for i in 0..100 {
                let (a, b) = (theme[i % 4], theme[(i / 2 + 1) % 4]);
                vtt += &format!(
                    "\n{:02}:{:02}.000 --> {:02}:{:02}.900\nAnd then there was the {a} with that {b} again.\n",
                    second / 60,
                    second % 60,
                    (second + 5) / 60,
                    (second + 5) % 60
                );
                second += 6;
            }
        }
        vtt
    }

    #[test]
    fn boundaries_are_where_the_words_change() {
        let (transcript, _) = read(&Source::new("a.vtt", talk()), Format::Vtt);
        let found = suggest(&transcript);
        let starts: Vec<u64> = found.list.iter().map(|chapter| chapter.start.0 / 1000).collect();
        assert_eq!(starts.len(), 3, "{starts:?}");
        assert!(starts[0] == 0 && starts[1].abs_diff(600) <= 12 && starts[2].abs_diff(1200) <= 12, "{starts:?}");
        let title = found.list[1].title.clone().unwrap_or_default();
        assert!(
            title
                .split(", ")
                .all(|word| ["harbour", "anchor", "cargo", "sailor"].contains(&word.to_lowercase().as_str())),
            "{title}"
        );
    }

    #[test]
    fn headings_come_before_proposals_and_times_are_never_made_up() {
        let vtt = "WEBVTT\n\nNOTE heading 2: One\n\n00:01.000 --> 00:02.000\nHi.\n\nNOTE heading 2: Two\n\n00:03.000 --> 00:04.000\nHo.\n";
        let found = suggest(&read(&Source::new("a.vtt", vtt), Format::Vtt).0);
        assert_eq!(
            found.list.iter().map(|one| (one.start.0, one.title.as_deref())).collect::<Vec<_>>(),
            [(1000, Some("One")), (3000, Some("Two"))]
        );
        let text = "Ida: Hi.\n\nTom: Ho.\n\nIda: Hi.\n\nTom: Ho.\n";
        assert!(suggest(&read(&Source::new("a.txt", text), Format::Text).0).list.is_empty());
    }
}
