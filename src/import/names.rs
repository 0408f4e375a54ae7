//! NAMEs of episodes: the day, then what the episode is called in its old address, or else by its title.
//!
//! They come from what listeners see, never from guids; the day in front makes folders read as the show was heard. An episode
//! keeps its NAME when others are added to the feed: of two that would be called alike, the later one gets a number.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset};

use crate::scalar::slug;

/// In characters, without the day: long enough to tell episodes apart.
const LONGEST: usize = 60;

/// What a NAME is made from.
#[derive(Clone, Debug)]
pub struct Called {
    /// When it came out.
    pub date: DateTime<FixedOffset>,
    /// Its page.
    pub link: Option<String>,
    /// Its title.
    pub title: String,
    /// Its recording.
    pub enclosure: Option<String>,
}

/// A NAME for each episode, in the same order.
pub fn names(episodes: &[Called]) -> Vec<String> {
    let mut links: HashMap<&str, usize> = HashMap::new();
    for link in episodes.iter().filter_map(|episode| episode.link.as_deref()) {
        *links.entry(link).or_default() += 1;
    }
    let mut order: Vec<usize> = (0..episodes.len()).collect();
    // Feeds list the newest first: of one moment, the one further down is the older.
    order.sort_by_key(|i| (episodes.get(*i).map(|episode| episode.date), std::cmp::Reverse(*i)));
    let mut names = vec![String::new(); episodes.len()];
    let mut taken: HashSet<String> = HashSet::new();
    for i in order {
        let (Some(episode), Some(place)) = (episodes.get(i), names.get_mut(i)) else { continue };
        let link = episode.link.as_deref().filter(|link| links.get(link) == Some(&1));
        let words = link.and_then(words_of_link).or_else(|| words_of(&episode.title));
        let words = words.or_else(|| episode.enclosure.as_deref().and_then(words_of_link));
        let day = episode.date.format("%Y-%m-%d").to_string();
        let base = match words {
            Some(words) if words.starts_with(&day) => words,
            Some(words) => format!("{day}-{words}"),
            None => day,
        };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let name = std::iter::once(base.clone()).chain(numbered).find(|name| !taken.contains(name));
        *place = name.unwrap_or(base);
        taken.insert(place.clone());
    }
    names
}

/// The words in the last part of an address, if it is made of words and not of digits or a code.
fn words_of_link(link: &str) -> Option<String> {
    // What is asked of a page, and not the page, is the episode then.
    let url = url::Url::parse(link).ok().filter(page_or_file)?;
    let last = url.path_segments()?.rfind(|part| !part.is_empty())?;
    let last = crate::site::percent_decode(last);
    let stem = last.rsplit_once('.').map_or(last.as_str(), |(stem, ending)| {
        if ending.len() <= 5 && ending.chars().all(|c| c.is_ascii_alphanumeric()) { stem } else { &last }
    });
    let words = words_of(stem)?;
    let letters = |part: &str| part.len() > 2 && part.chars().all(|c| c.is_ascii_alphabetic());
    // A code of hexadecimal digits has letters, too.
    let code =
        uuid::Uuid::parse_str(stem).is_ok() || words.split('-').all(|part| part.chars().all(|c| c.is_ascii_hexdigit()));
    (words.split(['-', '_']).any(letters) && !code).then_some(words)
}

/// Whether the path alone tells what an address is of.
fn page_or_file(url: &url::Url) -> bool {
    let file = url.path_segments().and_then(|mut parts| parts.next_back()).is_some_and(|last| last.contains('.'));
    url.query().is_none() || file
}

/// A text as part of a NAME, cut between words. A dot would make a language or a format of what follows it.
fn words_of(text: &str) -> Option<String> {
    let words = slug(&text.replace('.', "-"));
    let mut name = String::new();
    for part in words.split('-').filter(|part| !part.is_empty()) {
        if !name.is_empty() && name.len() + part.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(part.chars().take(LONGEST));
    }
    let name = name.trim_matches(['_', '-']).to_string();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(day: &str, link: Option<&str>, title: &str, enclosure: Option<&str>) -> Called {
        let date = DateTime::parse_from_rfc3339(&format!("{day}T06:00:00+01:00")).unwrap();
        Called { date, link: link.map(str::to_string), title: title.into(), enclosure: enclosure.map(str::to_string) }
    }

    #[test]
    fn by_day_and_words() {
        let episodes = [
            called(
                "2026-03-02",
                Some("https://gulls.example/2026/the-last-ferry.html"),
                "Nr. 3: The last ferry!",
                None,
            ),
            called("2026-03-01", Some("https://gulls.example/show/?p=12"), "Über Möwen v2.de", None),
            called(
                "2026-02-01",
                Some("https://gulls.example/e/5b21d70"),
                "",
                Some("https://cdn.example/ferry%20talk.mp3?x=1"),
            ),
            called("2026-01-02", None, "Again", None),
            called("2026-01-02", None, "Again", None),
            called("2026-01-01", Some("https://gulls.example/2026-01-01-new-year/"), "x", None),
            called("2025-12-31", None, "", None),
        ];
        let expected = [
            "2026-03-02-the-last-ferry",
            "2026-03-01-uber-mowen-v2-de",
            "2026-02-01-ferry-talk",
            "2026-01-02-again-2",
            "2026-01-02-again",
            "2026-01-01-new-year",
            "2025-12-31",
        ];
        assert_eq!(names(&episodes), expected);
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let title = "A title that goes on and on and tells the whole story before anybody has heard a word of it";
        let name = names(&[called("2026-01-01", None, title, None)]).remove(0);
        assert_eq!(name, "2026-01-01-a-title-that-goes-on-and-on-and-tells-the-whole-story-before");
    }
}
