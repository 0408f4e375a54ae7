//! The proof: the old feed and the rebuilt one, item by item.

use std::collections::HashMap;

use super::facts::{Facts, ShowFacts};
use super::rules::{IMPORT_DIFFERS, IMPORT_LOST};
use crate::diagnostic::{Diagnostic, Rule};
use crate::source::Place;

/// An old item: its facts, where it stands, and the guid that the import gave it.
#[derive(Clone, Debug)]
pub struct OldItem {
    /// What apps take from it.
    pub facts: Facts,
    /// Its start tag.
    pub place: Place,
    /// What the episode is known by.
    pub guid: String,
    /// The file of the episode.
    pub file: String,
    /// Whether the item says when it came out.
    pub dated: bool,
}

/// What differs between the items of two feeds. `held` are NAMEs whose date is to come.
pub fn items(old: &[OldItem], new: &[Facts], held: &[String]) -> Vec<Diagnostic> {
    let mut by_guid: HashMap<&str, Vec<&Facts>> = HashMap::new();
    for facts in new {
        by_guid.entry(facts.guid.as_deref().unwrap_or_default()).or_default().push(facts);
    }
    let mut findings = Vec::new();
    for item in old {
        let same = by_guid.get_mut(item.guid.trim()).filter(|list| !list.is_empty());
        let Some(list) = same else {
            let name = item.file.trim_start_matches("episodes/").trim_end_matches(".md");
            if held.iter().any(|held| held == name) {
                findings.push(finding(
                    item,
                    &IMPORT_DIFFERS,
                    "it is held back until its date, which is to come".into(),
                ));
            } else {
                findings.push(finding(item, &IMPORT_LOST, "this item is not in the rebuilt feed".into()));
            }
            continue;
        };
        // Of items with one guid, the one that is most like it.
        let likeness = |new: &Facts| {
            let same = [
                new.enclosure == item.facts.enclosure,
                new.title == item.facts.title,
                new.date == item.facts.date,
                new.inline_chapters == item.facts.inline_chapters,
                new.notes == item.facts.notes,
            ];
            same.iter().filter(|same| **same).count()
        };
        let best = list.iter().enumerate().max_by_key(|(at, new)| (likeness(new), std::cmp::Reverse(*at)));
        let Some(at) = best.map(|(at, _)| at) else { continue };
        let now = list.remove(at);
        compare(item, now, &mut findings);
    }
    findings
}

fn finding(item: &OldItem, rule: &'static Rule, message: String) -> Diagnostic {
    Diagnostic::new(rule, &item.place, message).item(item.guid.clone())
}

fn compare(item: &OldItem, new: &Facts, findings: &mut Vec<Diagnostic>) {
    let old = &item.facts;
    let mut differ = |rule: &'static Rule, what: &str, was: String, is: String| {
        let shown = |text: String| text.chars().take(160).collect::<String>();
        let finding = finding(item, rule, format!("{what} is another one in the rebuilt feed"));
        findings.push(finding.found(shown(is)).expected(shown(was)));
    };
    if !old.title.is_empty() && old.title != new.title {
        differ(&IMPORT_LOST, "the title", old.title.clone(), new.title.clone());
    }
    if item.dated && old.date != new.date {
        differ(&IMPORT_LOST, "the date", debug(&old.date), debug(&new.date));
    }
    match (&old.enclosure, &new.enclosure) {
        (Some((url, length, kind)), Some((new_url, new_length, new_kind))) => {
            if url != new_url {
                differ(&IMPORT_LOST, "the address of the recording", url.clone(), new_url.clone());
            }
            if length.is_some() && length != new_length {
                differ(&IMPORT_LOST, "the length of the recording", debug(length), debug(new_length));
            }
            if !kind.is_empty() && kind != new_kind {
                differ(&IMPORT_LOST, "the type of the recording", kind.clone(), new_kind.clone());
            }
        }
        (old, new) if old != new => differ(&IMPORT_LOST, "the recording", debug(old), debug(new)),
        _ => {}
    }
    if old.duration.is_some() && old.duration != new.duration {
        differ(&IMPORT_LOST, "the duration", debug(&old.duration), debug(&new.duration));
    }
    if old.explicit.is_some() && old.explicit != new.explicit {
        differ(&IMPORT_LOST, "`itunes:explicit`", debug(&old.explicit), debug(&new.explicit));
    }
    if old.episode.is_some() && old.episode != new.episode {
        differ(&IMPORT_LOST, "the number", debug(&old.episode), debug(&new.episode));
    }
    if old.season.is_some() && old.season != new.season {
        differ(&IMPORT_LOST, "the season", debug(&old.season), debug(&new.season));
    }
    if old.kind != new.kind {
        differ(&IMPORT_LOST, "the type of the episode", debug(&old.kind), debug(&new.kind));
    }
    if old.artwork.is_some() && old.artwork != new.artwork {
        differ(&IMPORT_LOST, "the artwork", debug(&old.artwork), debug(&new.artwork));
    }
    if old.people != new.people {
        differ(&IMPORT_LOST, "the list of people", debug(&old.people), debug(&new.people));
    }
    if !old.transcripts.iter().all(|transcript| new.transcripts.contains(transcript)) {
        differ(&IMPORT_LOST, "the transcript", debug(&old.transcripts), debug(&new.transcripts));
    }
    if old.chapters.is_some() && old.chapters != new.chapters {
        differ(&IMPORT_LOST, "the address of the chapters", debug(&old.chapters), debug(&new.chapters));
    }
    if !old.inline_chapters.is_empty() && old.inline_chapters != new.inline_chapters {
        differ(&IMPORT_LOST, "the list of chapters", debug(&old.inline_chapters), debug(&new.inline_chapters));
    }
    if old.chapters.is_none() && old.inline_chapters.is_empty() && new.chapters.is_some() {
        findings.push(finding(item, &IMPORT_DIFFERS, "it has chapters now, made from the times in its notes".into()));
    }
    if old.notes != new.notes {
        let more = new.notes.contains(&old.notes);
        let message = if more { "its notes say more now" } else { "its notes are others in the rebuilt feed" };
        let rule = if more { &IMPORT_DIFFERS } else { &IMPORT_LOST };
        let (is, was) = apart(&new.notes, &old.notes);
        findings.push(finding(item, rule, message.into()).found(is).expected(was));
    }
    let lost = old.links.iter().find(|link| !new.links.contains(link));
    if let Some(link) = lost {
        findings.push(finding(item, &IMPORT_LOST, "a link of its notes is gone".into()).found(link.clone()));
    }
}

/// Two texts from where they part.
fn apart<'a>(a: &'a str, b: &'a str) -> (String, String) {
    const SHOWN: usize = 60;
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| text.chars().skip(same.saturating_sub(SHOWN / 3)).take(SHOWN).collect::<String>();
    (from(a), from(b))
}

fn debug(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

/// What differs between two channels. What the old one has not may be there now.
pub fn shows(old: &ShowFacts, new: &ShowFacts, at: &Place) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for ((name, was), (_, is)) in old.facts.iter().zip(&new.facts) {
        if !was.is_empty() && was != is {
            let message = format!("`{name}` of the show is another one in the rebuilt feed");
            findings.push(Diagnostic::new(&IMPORT_LOST, at, message).found(is.clone()).expected(was.clone()));
        }
    }
    // Directories take 4000 bytes, and so much is written.
    let cut = new.description.strip_suffix('…').filter(|begin| !begin.is_empty() && old.description.starts_with(begin));
    if cut.is_some() {
        let message = "the description of the show is cut at 4000 bytes in the rebuilt feed, as directories ask for";
        findings.push(Diagnostic::new(&IMPORT_DIFFERS, at, message));
    } else if !new.description.contains(&old.description) {
        let (is, was) = apart(&new.description, &old.description);
        let message = "the description of the show is another one in the rebuilt feed";
        findings.push(Diagnostic::new(&IMPORT_LOST, at, message).found(is).expected(was));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn item() -> OldItem {
        let facts = Facts {
            guid: Some("g".into()),
            title: "The ferry".into(),
            enclosure: Some(("https://gulls.fm/1.mp3".into(), Some(7), "audio/mpeg".into())),
            duration: Some(60),
            notes: "Tomwaits.".into(),
            links: vec!["https://gulls.fm/a".into()],
            ..Facts::default()
        };
        let place = Source::new("feed.xml", "<item>").whole();
        OldItem { facts, place, guid: "g".into(), file: "episodes/ferry.md".into(), dated: true }
    }

    fn said(new: &[Facts]) -> Vec<(&'static str, String)> {
        items(&[item()], new, &[]).into_iter().map(|finding| (finding.rule.id, finding.message)).collect()
    }

    #[test]
    fn what_apps_rely_on_is_lost_and_what_is_more_is_said() {
        assert_eq!(said(&[item().facts]), []);
        assert_eq!(said(&[]), [("import-lost", "this item is not in the rebuilt feed".to_string())]);
        let other = |change: fn(&mut Facts)| {
            let mut facts = item().facts;
            change(&mut facts);
            said(&[facts])
        };
        let lost = |what: &str| vec![("import-lost", format!("{what} is another one in the rebuilt feed"))];
        assert_eq!(other(|facts| facts.title = "A ferry".into()), lost("the title"));
        assert_eq!(other(|facts| facts.duration = None), lost("the duration"));
        assert_eq!(other(|facts| facts.enclosure = None), lost("the recording"));
        assert_eq!(other(|facts| facts.people = vec![Default::default()]), lost("the list of people"));
        let more = other(|facts| facts.notes = "Tomwaits.Still.".into());
        assert_eq!(more, [("import-differs", "its notes say more now".to_string())]);
        assert_eq!(other(|facts| facts.links.clear()), [("import-lost", "a link of its notes is gone".to_string())]);
    }

    #[test]
    fn items_of_one_guid_are_told_apart_by_what_they_say() {
        let mut second = item();
        second.facts.title = "Another".into();
        let (first, new) = (item(), [second.facts.clone(), item().facts]);
        assert!(items(&[first, second], &new, &[]).is_empty());
    }

    #[test]
    fn what_is_to_come_is_not_lost() {
        let held = items(&[item()], &[], &["ferry".to_string()]);
        assert_eq!(held.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["import-differs"]);
    }
}
