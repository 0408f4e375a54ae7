//! Which language a text is in, by its small words.

use std::collections::HashMap;

/// Language, and the small words that are frequent in it.
const SMALL: &[(&str, &str)] = &[
    ("en", "the and of to is that it was for with you this have are but not they what he she we so about there from"),
    (
        "de",
        "der die das und ist nicht ich ein eine zu den es sie auch wir mit auf dass wie man aber noch oder wenn dann",
    ),
    ("fr", "le la les des est et que qui pas une dans pour ce on vous nous avec sur mais ça c'est il elle sont donc"),
    ("es", "el la los las de que y en un una es por con no para se lo como más pero muy esto eso está son cuando"),
    ("pt", "o a os as de que e em um uma é não para com se por mais mas como isso muito você ele ela está então"),
    ("it", "il la lo gli le di che e un una è non per con si come più ma sono questo anche quindi della nel perché"),
    ("nl", "de het een en van is dat niet ik je we die op te met voor er maar ook wel dan nog als zijn wat"),
    ("sv", "och det att är som en ett på jag inte av för med har du så men den vi till om kan var"),
    ("da", "og det at er som en et på jeg ikke af for med har du så men den vi til om kan var"),
    ("pl", "i w na się nie to że jest do z o jak ale tak po co za tym jako już czy dla jego od"),
    ("ru", "и в не на что я с он как это а то по но они мы вы так за у из же для все"),
];

/// The first of a text say enough.
const MOST: usize = 2000;
/// Fewer words than this say nothing.
const ENOUGH: usize = 200;

/// How often the small words of each known language come, the most frequent first.
fn evidence<'a>(words: impl Iterator<Item = &'a str>) -> (usize, Vec<(usize, &'static str)>) {
    let mut languages: HashMap<&str, Vec<&'static str>> = HashMap::new();
    for (language, small) in SMALL {
        small.split(' ').for_each(|word| languages.entry(word).or_default().push(language));
    }
    let mut counts: HashMap<&'static str, usize> = HashMap::new();
    let mut all = 0;
    for word in words.take(MOST) {
        all += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        for language in languages.get(bare.as_str()).into_iter().flatten() {
            *counts.entry(language).or_default() += 1;
        }
    }
    let mut ranked: Vec<(usize, &'static str)> =
        counts.into_iter().map(|(language, count)| (count, language)).collect();
    ranked.sort_by_key(|(count, language)| (std::cmp::Reverse(*count), *language));
    (all, ranked)
}

/// The language of a text, where it is long enough and clearly one of those known here.
pub(super) fn spoken<'a>(words: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let (all, ranked) = evidence(words);
    let (count, language) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(count, _)| *count);
    (all >= ENOUGH && count * 6 >= all && count * 2 >= second * 3).then_some(language)
}

/// The language that small words speak for by a factor of three, where another one is declared.
pub(super) fn another_than<'a>(declared: &str, words: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let declared = declared.split(['-', '_']).next()?.to_ascii_lowercase();
    let (all, ranked) = evidence(words);
    let (count, language) = *ranked.first()?;
    let own = ranked.iter().find(|(_, language)| **language == *declared).map_or(0, |(count, _)| *count);
    let known = SMALL.iter().any(|(language, _)| *language == declared);
    (known && all >= ENOUGH && count * 8 >= all && count >= own * 3 && language != declared).then_some(language)
}
