//! Which findings are said, and how loudly: profiles, levels, selection, silencing, the baseline.
//!
//! A [`Policy`] is built once per run from `[lint]` and the flags, and applied to all findings together: only then are
//! they sorted and do they get fingerprints.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::silence::Silencer;
use super::{Baseline, all_rules, find};
use crate::diagnostic::{At, Diagnostic, Profile, Rule, Severity};
use crate::scalar::nearest;

crate::rules! {
    /// A level, a selection or an `allow` under a name that no rule has changes nothing, and nobody would notice.
    RULE_UNKNOWN = "rule-unknown": Warning, [], None;
        summary "the name of a rule that does not exist";
        bad "[lint]\nlevels = { \"key-unknwon\" = \"error\" }";
        good "[lint]\nlevels = { \"key-unknown\" = \"error\" }";
        source "podwright formats";
}

/// What `[lint]`, front matters and flags ask for.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The profiles that judge; empty: all.
    pub profiles: Vec<Profile>,
    /// Levels of rules; a later one wins, so the flags come last.
    pub levels: Vec<(Named, Level)>,
    /// Only these rules; empty: all.
    pub select: Vec<Named>,
    /// Not these rules.
    pub ignore: Vec<Named>,
    /// `allow` in a front matter: file and rules. A file may stand here more than once.
    pub allow: Vec<(String, Vec<Named>)>,
    /// Findings that are known already.
    pub baseline: Baseline,
}

/// The name of a rule where somebody wrote it.
#[derive(Clone, Debug)]
pub struct Named {
    /// The id, or what was meant to be one.
    pub id: String,
    /// Where; [`At::Nowhere`] for a flag.
    pub at: At,
}

impl Named {
    /// The names in the comma-separated list of a flag.
    pub fn list(flag: &str) -> impl Iterator<Item = Named> {
        flag.split(',')
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .map(|id| Named { id: id.to_string(), at: At::Nowhere })
    }
}

/// What a rule's findings are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Said, with this severity.
    Say(Severity),
    /// Not said.
    Allow,
}

impl Level {
    /// The names, worst first.
    pub const NAMES: &[&str] = &["error", "warning", "advice", "allow"];

    /// The level of that name.
    pub fn by_name(name: &str) -> Option<Level> {
        match name {
            "error" => Some(Level::Say(Severity::Error)),
            "warning" => Some(Level::Say(Severity::Warning)),
            "advice" => Some(Level::Say(Severity::Advice)),
            "allow" => Some(Level::Allow),
            _ => None,
        }
    }
}

/// The settings, resolved.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    profiles: Vec<Profile>,
    levels: HashMap<&'static str, Level>,
    select: Option<BTreeSet<&'static str>>,
    ignore: BTreeSet<&'static str>,
    allow: BTreeMap<String, BTreeSet<&'static str>>,
    baseline: Baseline,
}

impl Policy {
    /// The policy of the settings, and a finding for each name that no rule has.
    pub fn new(settings: Settings) -> (Policy, Vec<Diagnostic>) {
        let mut unknown = Vec::new();
        let mut known = |named: &Named| -> Option<&'static str> {
            let rule = find(&named.id);
            if rule.is_none() {
                unknown.push(rule_unknown(named));
            }
            rule.map(|rule| rule.id)
        };
        let mut policy = Policy { profiles: settings.profiles, ..Policy::default() };
        for (named, level) in &settings.levels {
            if let Some(id) = known(named) {
                policy.levels.insert(id, *level);
            }
        }
        if !settings.select.is_empty() {
            policy.select = Some(settings.select.iter().filter_map(&mut known).collect());
        }
        policy.ignore = settings.ignore.iter().filter_map(&mut known).collect();
        for (file, rules) in settings.allow {
            policy.allow.entry(file).or_default().extend(rules.iter().filter_map(&mut known));
        }
        for named in settings.baseline.rules() {
            known(&named);
        }
        policy.baseline = settings.baseline;
        (policy, unknown)
    }

    /// Whether a profile judges in this run: for rules whose severity depends on who asks.
    pub fn judges(&self, profile: Profile) -> bool {
        self.profiles.is_empty() || self.profiles.contains(&profile)
    }

    /// Whether a rule's findings can be said at all, so that costly rules need not be judged.
    pub fn wants(&self, rule: &Rule) -> bool {
        let asked = rule.profiles.is_empty() || rule.profiles.iter().any(|profile| self.judges(*profile));
        let selected = self.select.as_ref().is_none_or(|select| select.contains(rule.id));
        let allowed = self.levels.get(rule.id) == Some(&Level::Allow);
        asked && selected && !allowed && !self.ignore.contains(rule.id)
    }

    /// How bad a finding is for those who judge in this run: the worst of their levels. `None` for a sub-case whose
    /// level the rule's own does not decide.
    fn severity(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        let rule = diagnostic.rule;
        if let Some(levels) = diagnostic.asked_by {
            return levels.iter().filter(|(profile, _)| self.judges(*profile)).map(|(_, severity)| *severity).max();
        }
        if diagnostic.severity != rule.severity || rule.levels.is_empty() {
            return None;
        }
        let minds = |profile: &&Profile| {
            self.judges(**profile) && (rule.profiles.is_empty() || rule.profiles.contains(profile))
        };
        let level = |profile: &Profile| {
            let own = rule.levels.iter().find(|(of, _)| of == profile);
            own.map_or(rule.severity, |(_, severity)| *severity)
        };
        Profile::ALL.iter().filter(minds).map(level).max()
    }

    /// The findings that are to be said, sorted by file, position and rule, with their fingerprints; and how many the
    /// baseline kept back.
    pub fn apply(&self, mut diagnostics: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
        diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
        diagnostics.dedup_by(|a, b| order(a) == order(b) && a.item == b.item && a.found == b.found);
        // Before anything is left out, so that silencing one of many like findings does not rename the others.
        give_fingerprints(&mut diagnostics);

        let mut silencer = Silencer::default();
        diagnostics.retain_mut(|diagnostic| {
            if let Some(Level::Say(severity)) = self.levels.get(diagnostic.rule.id) {
                diagnostic.severity = *severity;
            } else if let Some(severity) = self.severity(diagnostic) {
                diagnostic.severity = severity;
            }
            let allowed = diagnostic.at.file().and_then(|file| self.allow.get(file));
            self.wants(diagnostic.rule)
                && diagnostic.asked_by.is_none_or(|levels| levels.iter().any(|(profile, _)| self.judges(*profile)))
                && !allowed.is_some_and(|rules| rules.contains(diagnostic.rule.id))
                && !silencer.silences(diagnostic)
        });
        let before = diagnostics.len();
        diagnostics.retain(|d| !d.fingerprint.as_ref().is_some_and(|fingerprint| self.baseline.knows(fingerprint)));
        let known = before - diagnostics.len();
        (diagnostics, known)
    }
}

fn rule_unknown(named: &Named) -> Diagnostic {
    let diagnostic = Diagnostic::new(&RULE_UNKNOWN, named.at.clone(), format!("no rule is called `{}`", named.id));
    match nearest(&named.id, all_rules().iter().map(|rule| rule.id)) {
        Some(id) => diagnostic.help(format!("write `{id}`")),
        None => diagnostic.help("`podwright rules` lists them all"),
    }
}

/// What findings are sorted by; findings without a place stand before those with one.
fn order(diagnostic: &Diagnostic) -> (Option<&str>, Option<(usize, usize)>, &'static str, &str) {
    let span = match &diagnostic.at {
        At::Place(place) => Some((place.span.start, place.span.end)),
        At::File(_) | At::Nowhere => None,
    };
    (diagnostic.at.file(), span, diagnostic.rule.id, &diagnostic.message)
}

/// A fingerprint is made of what stays when lines move: the rule, the file, the item, the text at the place, and which
/// of the findings with all that in common it is.
fn give_fingerprints(diagnostics: &mut [Diagnostic]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for diagnostic in diagnostics {
        let mut key = String::new();
        let text = stable_text(diagnostic);
        for part in
            [diagnostic.rule.id, diagnostic.at.file().unwrap_or(""), diagnostic.item.as_deref().unwrap_or(""), &text]
        {
            key.push_str(part);
            key.push('\0');
        }
        let nth = seen.entry(key.clone()).or_default();
        *nth += 1;
        let digest = Sha256::digest(format!("{key}{nth}"));
        let mut hex = String::with_capacity(16);
        for byte in digest.iter().take(8) {
            let _ = write!(hex, "{byte:02x}");
        }
        diagnostic.fingerprint = Some(hex);
    }
}

/// The text at the place without regard to blanks, else the line around it, else what was found or said.
fn stable_text(diagnostic: &Diagnostic) -> String {
    // Long enough to tell lines apart; a feed written in a single line is not hashed anew for each finding.
    const ENOUGH: usize = 400;
    let text = match &diagnostic.at {
        At::Place(place) if !place.text().trim().is_empty() => place.text(),
        At::Place(place) => place.source.line(place.start().line),
        At::File(_) | At::Nowhere => diagnostic.found.as_deref().unwrap_or(&diagnostic.message),
    };
    let start: String = text.chars().take(ENOUGH).collect();
    start.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{DATE_INVALID, KEY_INVALID, KEY_UNKNOWN};
    use crate::source::{Place, Source};

    fn at(text: &str, part: &str) -> Place {
        let source = Source::new("feed.toml", text);
        let start = text.find(part).unwrap();
        source.place(start..start + part.len())
    }

    fn named(ids: &str) -> Vec<Named> {
        Named::list(ids).collect()
    }

    fn ids(policy: &Policy, diagnostics: Vec<Diagnostic>) -> Vec<&'static str> {
        policy.apply(diagnostics).0.iter().map(|d| d.rule.id).collect()
    }

    #[test]
    fn unknown_names_are_reported_with_the_nearest() {
        let place = at("[lint]\nlevels = { key-unknwon = \"error\" }", "key-unknwon");
        let misspelt = Named { id: "key-unknwon".into(), at: place.into() };
        let settings = Settings {
            levels: vec![(misspelt, Level::Allow)],
            select: named("banana"),
            ignore: named("key-invalid, "),
            ..Settings::default()
        };
        let (_, found) = Policy::new(settings);
        let said: Vec<_> = found.iter().map(|d| (format!("{:?}", d.at), &*d.message, d.help.as_deref())).collect();
        assert_eq!(said.len(), 2);
        assert!(said[0].0.contains("feed.toml:2:12"), "{said:?}");
        assert_eq!((said[0].1, said[0].2), ("no rule is called `key-unknwon`", Some("write `key-unknown`")));
        assert_eq!((said[1].1, said[1].2), ("no rule is called `banana`", Some("`podwright rules` lists them all")));
    }

    #[test]
    fn profiles_levels_select_and_ignore() {
        let findings = || {
            vec![
                Diagnostic::new(&DATE_INVALID, At::Nowhere, "a"),
                Diagnostic::new(&KEY_INVALID, At::Nowhere, "b"),
                Diagnostic::new(&KEY_UNKNOWN, At::Nowhere, "c"),
            ]
        };
        let with = |settings: Settings| ids(&Policy::new(settings).0, findings());
        assert_eq!(with(Settings::default()), ["date-invalid", "key-invalid", "key-unknown"]);
        assert_eq!(
            with(Settings { profiles: vec![Profile::Apple], ..Settings::default() }),
            ["date-invalid", "key-invalid", "key-unknown"]
        );
        assert_eq!(with(Settings { select: named("key-invalid"), ..Settings::default() }), ["key-invalid"]);
        assert_eq!(with(Settings { select: named("banana"), ..Settings::default() }), [""; 0]);
        assert_eq!(
            with(Settings { ignore: named("key-invalid,date-invalid"), ..Settings::default() }),
            ["key-unknown"]
        );

        let levels = [("key-invalid", "advice"), ("date-invalid", "error"), ("date-invalid", "allow")]
            .map(|(id, level)| (named(id).remove(0), Level::by_name(level).unwrap()));
        let (policy, _) = Policy::new(Settings { levels: levels.into(), ..Settings::default() });
        let (left, _) = policy.apply(findings());
        assert_eq!(left.len(), 2);
        assert_eq!((left[0].rule.id, left[0].severity), ("key-invalid", Severity::Advice));
    }

    #[test]
    fn a_rule_is_off_when_none_of_its_profiles_judges_and_as_bad_as_the_worst_of_them_says() {
        static APPLE_ONLY: Rule = Rule {
            id: "apple-only",
            severity: Severity::Error,
            profiles: &[Profile::Apple, Profile::Rss],
            levels: &[(Profile::Rss, Severity::Warning)],
            summary: "",
            why: &[],
            bad: "",
            good: "",
            source: "",
            fix: crate::diagnostic::FixKind::None,
        };
        let (policy, _) = Policy::new(Settings { profiles: vec![Profile::Psp1], ..Settings::default() });
        assert!(!policy.wants(&APPLE_ONLY));
        assert!(policy.wants(&KEY_INVALID));
        assert!(policy.judges(Profile::Psp1) && !policy.judges(Profile::Apple));
        assert!(Policy::default().wants(&APPLE_ONLY));
        let severity = |profiles: &[Profile]| {
            let (policy, _) = Policy::new(Settings { profiles: profiles.to_vec(), ..Settings::default() });
            policy.apply(vec![Diagnostic::new(&APPLE_ONLY, At::Nowhere, "a")]).0[0].severity
        };
        assert_eq!(severity(&[Profile::Rss]), Severity::Warning);
        assert_eq!(severity(&[Profile::Rss, Profile::Apple]), Severity::Error);
        assert_eq!(severity(&[]), Severity::Error);
    }

    #[test]
    fn front_matters_allow_for_their_file() {
        let allow = vec![("episodes/a.md".to_string(), named("key-unknown"))];
        let (policy, _) = Policy::new(Settings { allow, ..Settings::default() });
        let findings = vec![
            Diagnostic::new(&KEY_UNKNOWN, At::File("episodes/a.md".into()), "a"),
            Diagnostic::new(&KEY_INVALID, At::File("episodes/a.md".into()), "b"),
            Diagnostic::new(&KEY_UNKNOWN, At::File("episodes/b.md".into()), "c"),
        ];
        assert_eq!(ids(&policy, findings), ["key-invalid", "key-unknown"]);
    }

    #[test]
    fn sorted_without_duplicates() {
        let text = "a = 1\nb = 2\n";
        let findings = vec![
            Diagnostic::new(&KEY_UNKNOWN, at(text, "b"), "no b"),
            Diagnostic::new(&KEY_UNKNOWN, at(text, "a"), "no a"),
            Diagnostic::new(&KEY_UNKNOWN, at(text, "b"), "no b"),
            Diagnostic::new(&KEY_INVALID, at(text, "a"), "bad a"),
            Diagnostic::new(&KEY_INVALID, At::File("feed.toml".into()), "bad file"),
            Diagnostic::new(&KEY_INVALID, At::Nowhere, "bad world"),
        ];
        let (sorted, _) = Policy::default().apply(findings);
        let messages: Vec<_> = sorted.iter().map(|d| &*d.message).collect();
        assert_eq!(messages, ["bad world", "bad file", "bad a", "no a", "no b"]);
    }

    #[test]
    fn fingerprints_stay_when_lines_move_and_tell_like_findings_apart() {
        let prints = |text: &str| -> Vec<String> {
            let source = Source::new("feed.toml", text);
            let starts = text.match_indices("titel").map(|(i, _)| i);
            let findings = starts.map(|i| Diagnostic::new(&KEY_UNKNOWN, source.place(i..i + 5), "no")).collect();
            let (found, _) = Policy::default().apply(findings);
            found.into_iter().filter_map(|d| d.fingerprint).collect()
        };
        let before = prints("titel = 1\ntitel = 2\n");
        let after = prints("\n# moved\n  titel = 1\n\n\ttitel = 2\n");
        assert_eq!(before, after);
        assert_ne!(before[0], before[1]);
        assert_eq!(before[0].len(), 16);
    }

    #[test]
    fn the_baseline_keeps_back_what_it_knows() {
        let source = Source::new("feed.toml", "a = 1\n");
        let findings = || vec![Diagnostic::new(&KEY_UNKNOWN, source.place(0..1), "no a")];
        let (found, _) = Policy::default().apply(findings());
        let written = Baseline::of(&found).to_json();
        let baseline = Baseline::parse("known.json", &written).unwrap();
        let (policy, unknown) = Policy::new(Settings { baseline, ..Settings::default() });
        assert!(unknown.is_empty());
        let (left, known) = policy.apply(findings());
        assert_eq!((left.len(), known), (0, 1));
    }
}
