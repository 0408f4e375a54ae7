//! What differs between two locks, in words.

use std::collections::BTreeMap;

use super::write::{episode_facts, show_facts};
use super::{LOCK_FILE, LOCK_OUTDATED, Lock, LockedEpisode};
use crate::diagnostic::{At, Diagnostic};

/// The finding of `--frozen`: what the next lock would say that this one does not.
pub fn outdated(old: &Lock, new: &Lock) -> Option<Diagnostic> {
    /// More lines than this are counted, not listed.
    const MOST: usize = 5;
    let differences = differences(old, new);
    if differences.is_empty() {
        return None;
    }
    let mut listed = differences.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
    if differences.len() > MOST {
        listed.push_str(&format!("; and {} more", differences.len() - MOST));
    }
    let message = format!("{LOCK_FILE} would change: {listed}");
    let help = format!("run `podwright build`, look at the change, and commit {LOCK_FILE}");
    Some(Diagnostic::new(&LOCK_OUTDATED, At::File(LOCK_FILE.into()), message).help(help))
}

/// A line for each fact that comes, goes or changes, those of the show first, then by NAME; facts, not the order of lines.
pub fn differences(old: &Lock, new: &Lock) -> Vec<String> {
    let mut lines = facts_between("show", show_facts(old), show_facts(new));
    lines.extend(facts_between("lock", extra(old), extra(new)));
    let mut episodes = Vec::new();
    for (guid, after) in &new.episodes {
        match old.episodes.get(guid) {
            None => episodes.push((&after.name, vec![format!("{}: new, guid {guid}", after.name)])),
            Some(before) if before != after => episodes.push((&after.name, episode_between(before, after))),
            Some(_) => {}
        }
    }
    for (guid, before) in &old.episodes {
        if !new.episodes.contains_key(guid) {
            episodes.push((&before.name, vec![format!("{}: guid {guid} is gone", before.name)]));
        }
    }
    episodes.sort_by_key(|(name, _)| *name);
    lines.extend(episodes.into_iter().flat_map(|(_, lines)| lines));
    lines
}

fn extra(lock: &Lock) -> Vec<(String, String)> {
    lock.extra.iter().map(|(path, value)| (path.join("."), value.clone())).collect()
}

fn episode_between(before: &LockedEpisode, after: &LockedEpisode) -> Vec<String> {
    let name = &after.name;
    let mut lines = Vec::new();
    let kept = |facts: Vec<(String, String)>| {
        facts.into_iter().filter(|(key, _)| !matches!(key.as_str(), "name" | "removed" | "moved")).collect::<Vec<_>>()
    };
    if before.name != after.name {
        lines.push(format!("{name}: renamed from {}", before.name));
    }
    match (before.removed, after.removed) {
        (false, true) => lines.push(format!("{name}: removed")),
        (true, false) => lines.push(format!("{name}: put back")),
        _ => {}
    }
    lines.extend(facts_between(name, kept(episode_facts(before)), kept(episode_facts(after))));
    lines.extend(
        after.moved.iter().filter(|page| !before.moved.contains(page)).map(|page| format!("{name}: {page} redirects")),
    );
    lines.extend(
        before
            .moved
            .iter()
            .filter(|page| !after.moved.contains(page))
            .map(|page| format!("{name}: {page} redirects no longer")),
    );
    if lines.is_empty() {
        lines.push(format!("{name}: the order of old pages"));
    }
    lines
}

fn facts_between(subject: &str, before: Vec<(String, String)>, after: Vec<(String, String)>) -> Vec<String> {
    let before: BTreeMap<String, String> = before.into_iter().collect();
    let after: BTreeMap<String, String> = after.into_iter().collect();
    let mut lines = Vec::new();
    for (key, value) in &after {
        match before.get(key) {
            None => lines.push(format!("{subject}: {key} {value} is new")),
            Some(old) if old != value => lines.push(format!("{subject}: {key} {old} becomes {value}")),
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key));
    lines.extend(gone.map(|(key, value)| format!("{subject}: {key} {value} goes")));
    lines
}
