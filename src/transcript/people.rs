//! Labels are people: `Dr. Ida Brook`, `Ida`, `IB` and `IDA BROOK` are one, `Ida Brok` probably is.

use unicode_normalization::UnicodeNormalization;

use super::model::{Part, Transcript};

/// How near a label is to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Letter by letter, titles and roles in parentheses aside: nobody would call it a variant.
    Same,
    /// The initials of it.
    Initials,
    /// Case, blanks, punctuation or accents aside.
    Written,
    /// A part of it: a first name, a surname, an initial for one of them.
    Shortened,
    /// A letter or two away.
    Near,
}

const TITLES: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "mx",
    "sir",
    "dame",
    "lady",
    "lord",
    "rev",
    "herr",
    "frau",
    "phd",
    "md",
    "dipl",
    "ing",
];

/// How near a label is to a name; `None`: it is somebody else.
pub fn likeness(label: &str, name: &str) -> Option<Likeness> {
    let (plain, other) = (bare(label), bare(name));
    if plain.is_empty() || other.is_empty() {
        return None;
    }
    if plain == other {
        return Some(Likeness::Same);
    }
    if is_initials(&plain, &other) || is_initials(&other, &plain) {
        return Some(Likeness::Initials);
    }
    let fold = |words: &[String]| -> Vec<String> {
        words.iter().map(|word| folded(word)).filter(|word| !word.is_empty()).collect()
    };
    let (a, b) = (fold(&plain), fold(&other));
    let (left, right) = (a.concat(), b.concat());
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left == right {
        return Some(Likeness::Written);
    }
    // Numbers are all that tells `Speaker 1` and `Speaker 2` apart.
    if left.chars().chain(right.chars()).any(char::is_numeric) {
        return None;
    }
    if is_part(&a, &b) || is_part(&b, &a) {
        return Some(Likeness::Shortened);
    }
    let close = |left: &str, right: &str| {
        left.chars().count().min(right.chars().count()) >= 5 && strsim::damerau_levenshtein(left, right) <= 2
    };
    let first_only = (a.len() == 1) != (b.len() == 1);
    let firsts = a.first().zip(b.first()).is_some_and(|(a, b)| a.chars().next() == b.chars().next() && close(a, b));
    (close(&left, &right) || (first_only && firsts)).then_some(Likeness::Near)
}

/// The name that a label means, where only one comes into question.
pub fn person_for<'p>(label: &str, names: &[&'p str]) -> Option<(&'p str, Likeness)> {
    let mut found: Vec<(Likeness, &str)> =
        names.iter().filter_map(|name| Some((likeness(label, name)?, *name))).collect();
    found.sort_by_key(|(near, _)| *near);
    found.dedup();
    match found.as_slice() {
        [(near, name)] => Some((name, *near)),
        [(near, name), (next, _), ..] if near < next => Some((name, *near)),
        _ => None,
    }
}

/// Gives labels the names of the people they mean; `people` are names with what else transcripts call them.
///
/// Near misses stay as they are: they are findings, and the author decides.
pub fn name_speakers(transcript: &mut Transcript, people: &[(&str, &str)]) {
    let labels: Vec<&str> = people.iter().map(|(label, _)| *label).collect();
    for part in &mut transcript.parts {
        let Part::Turn(turn) = part else { continue };
        let Some(speaker) = &mut turn.speaker else { continue };
        let exact = people.iter().find(|(label, _)| label == speaker);
        let meant = || {
            let (label, near) = person_for(speaker, &labels)?;
            (near < Likeness::Near).then(|| people.iter().find(|(other, _)| *other == label))?
        };
        if let Some((_, name)) = exact.or_else(meant)
            && speaker != name
        {
            *speaker = (*name).to_string();
        }
    }
}

/// The words of a name without titles and without what stands in parentheses.
fn bare(name: &str) -> Vec<String> {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let words = out.split_whitespace().filter(|word| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !plain.is_empty() && !TITLES.contains(&plain.as_str())
    });
    words.map(|word| word.trim_matches([',', ':']).to_string()).collect()
}

/// Lower case, without accents and punctuation.
fn folded(word: &str) -> String {
    word.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `IB` for `Ida Brook`.
fn is_initials(short: &[String], long: &[String]) -> bool {
    let [word] = short else { return false };
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphanumeric()).collect();
    (2..=4).contains(&letters.len())
        && letters.iter().all(|c| c.is_uppercase())
        && letters.iter().copied().eq(long.iter().filter_map(|word| word.chars().next()))
}

/// Whether the words stand in the other name in the same order, an initial for a word at most where another word is whole.
fn is_part(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    let initial = |word: &String| word.chars().count() == 1;
    short.len() <= long.len()
        && short.iter().any(|word| !initial(word))
        && short.iter().all(|word| {
            rest.any(|other| {
                other == word || ((initial(word) || initial(other)) && other.chars().next() == word.chars().next())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_find_their_people() {
        let of = |label, name| likeness(label, name);
        for (label, name, expected) in [
            ("Dr. Ida Brook", "Ida Brook", Some(Likeness::Same)),
            ("Ida Brook (Host)", "Ida Brook", Some(Likeness::Same)),
            ("IB", "Ida Brook", Some(Likeness::Initials)),
            ("IDA BROOK", "Ida Brook", Some(Likeness::Written)),
            ("José Ruiz", "Jose Ruiz", Some(Likeness::Written)),
            ("Ida", "Ida Brook", Some(Likeness::Shortened)),
            ("Brook", "Ida Brook", Some(Likeness::Shortened)),
            ("I. Brook", "Ida Brook", Some(Likeness::Shortened)),
            ("Ida M. Brook", "Ida Brook", Some(Likeness::Shortened)),
            ("Harold", "Harel Boren", Some(Likeness::Near)),
            ("Ida Brok", "Ida Brook", Some(Likeness::Near)),
            ("Tom Reed", "Ida Brook", None),
            ("Speaker 1", "Speaker 2", None),
            ("Ann", "Dan", None),
        ] {
            assert_eq!(of(label, name), expected, "{label} – {name}");
        }
        assert_eq!(person_for("Ida", &["Ida Brook", "Ida Reed"]), None);
        assert_eq!(person_for("Ida Reed", &["Ida Brook", "Ida Reed"]), Some(("Ida Reed", Likeness::Same)));
    }
}
