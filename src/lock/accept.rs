//! `--accept RULE[:EPISODE]`: which changes people let through, for one run.

use super::rules::{
    ENCLOSURE_MOVED, FEED_URL_CHANGED, GUID_CHANGED, GUID_REUSED, ITEM_REMOVED, PAGE_MOVED, PODCAST_GUID_CHANGED,
    PUB_DATE_MOVED,
};
use crate::diagnostic::Rule;
use crate::scalar::nearest;

/// The guards, and whether each is about one episode.
const GUARDS: &[(&Rule, bool)] = &[
    (&GUID_CHANGED, true),
    (&GUID_REUSED, true),
    (&ITEM_REMOVED, true),
    (&ENCLOSURE_MOVED, true),
    (&PUB_DATE_MOVED, true),
    (&PODCAST_GUID_CHANGED, false),
    (&FEED_URL_CHANGED, false),
    (&PAGE_MOVED, true),
];

/// The changes that are let through: a rule each, of one episode or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept(Vec<(&'static str, Option<String>)>);

/// A change that was let through.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accepted {
    /// The guard.
    pub rule: &'static str,
    /// NAME; none for a guard of the show.
    pub episode: Option<String>,
}

impl Accept {
    /// Reads the values of all `--accept`. EPISODE is a NAME, or the path of its file below `episodes/`.
    ///
    /// # Errors
    /// Bad usage: a sentence for each value that names no guard, or an episode where the guard is about the show.
    pub fn parse<S: AsRef<str>>(values: &[S]) -> Result<Accept, Vec<String>> {
        let (mut accept, mut errors) = (Accept::default(), Vec::new());
        for value in values {
            let value = value.as_ref();
            let (rule, episode) = match value.split_once(':') {
                Some((rule, episode)) => (rule, Some(episode)),
                None => (value, None),
            };
            match (GUARDS.iter().find(|(guard, _)| guard.id == rule), episode) {
                (None, _) => {
                    let ids = GUARDS.iter().map(|(guard, _)| guard.id);
                    let hint = match nearest(rule, ids.clone()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the guards are {}", ids.collect::<Vec<_>>().join(", ")),
                    };
                    errors.push(format!("--accept {value}: `{rule}` is no guard; {hint}"));
                }
                (Some((guard, false)), Some(_)) => {
                    errors.push(format!("--accept {value}: `{0}` is about the show; write `--accept {0}`", guard.id));
                }
                (Some((guard, true)), Some(episode)) if name_of(episode).is_empty() => {
                    errors.push(format!(
                        "--accept {value}: no episode after the colon; without it, all are meant: `--accept {}`",
                        guard.id
                    ));
                }
                (Some((guard, _)), episode) => accept.0.push((guard.id, episode.map(name_of).map(str::to_string))),
            }
        }
        if errors.is_empty() { Ok(accept) } else { Err(errors) }
    }

    /// The values that met nothing among what was let through: typing errors, mostly.
    pub fn unused(&self, accepted: &[Accepted]) -> Vec<String> {
        let met = |rule: &str, episode: &Option<String>| {
            accepted.iter().any(|a| a.rule == rule && (episode.is_none() || a.episode == *episode))
        };
        self.0
            .iter()
            .filter(|(rule, episode)| !met(rule, episode))
            .map(|(rule, episode)| match episode {
                Some(episode) => format!("{rule}:{episode}"),
                None => (*rule).to_string(),
            })
            .collect()
    }

    pub(super) fn allows(&self, rule: &Rule, episode: Option<&str>) -> bool {
        self.0.iter().any(|(id, name)| *id == rule.id && (name.is_none() || name.as_deref() == episode))
    }
}

/// NAME of `episodes/NAME.md`, `episodes/NAME/index.md`, `episodes/NAME/`, NAME.
pub(crate) fn name_of(episode: &str) -> &str {
    let name = episode.strip_prefix("./").unwrap_or(episode);
    let name = name.strip_prefix("episodes/").unwrap_or(name);
    let name = name.strip_suffix("/index.md").or_else(|| name.strip_suffix(".md")).unwrap_or(name);
    name.trim_end_matches('/')
}
