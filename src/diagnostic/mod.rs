//! What is wrong, where, and what to do about it.
//!
//! Problems of content are values, collected to the end and never returned as `Err`. A [`Diagnostic`] names the
//! [`Rule`] it comes from; a rule is declared with [`rules!`](crate::rules) in the module that judges it, so that id, severity,
//! profiles, explanation and judgement stand together.

mod report;
mod rule;

pub use report::{Failed, Report, Skipped, Summary};
pub use rule::{FixKind, Profile, Rule, Severity};

use crate::source::Place;

/// One report.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// The rule's default, or what a sub-case or the author's levels make of it.
    pub severity: Severity,
    /// Who minds this very case and how much, where that is not what the rule says.
    pub asked_by: Option<&'static [(Profile, Severity)]>,
    /// One plain sentence without a full stop at the end.
    pub message: String,
    /// Where.
    pub at: At,
    /// What stands there, if that says more than the place.
    pub found: Option<String>,
    /// What would be right.
    pub expected: Option<String>,
    /// What to do, in words to type.
    pub help: Option<String>,
    /// guid or title of the item it is about.
    pub item: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// An edit that resolves it.
    pub fix: Option<Fix>,
    /// What recognises it in the next version of the file; given when all findings are together
    /// ([`Policy::apply`](crate::check::Policy::apply)).
    pub fingerprint: Option<String>,
}

/// Where a finding is.
#[derive(Clone, Debug)]
pub enum At {
    /// A range of a text.
    Place(Place),
    /// A whole file, by its name as people know it.
    File(String),
    /// Nowhere in particular.
    Nowhere,
}

impl At {
    /// The file's name, if there is one.
    pub fn file(&self) -> Option<&str> {
        match self {
            At::Place(place) => Some(&place.source.name),
            At::File(name) => Some(name),
            At::Nowhere => None,
        }
    }
}

impl From<Place> for At {
    fn from(place: Place) -> At {
        At::Place(place)
    }
}

impl From<&Place> for At {
    fn from(place: &Place) -> At {
        At::Place(place.clone())
    }
}

/// Another place that explains a finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where.
    pub at: At,
}

/// Edits that resolve a finding: disjoint, sorted, all or none.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, as an order: "declare the namespace".
    pub description: String,
    /// Cannot change meaning or identity.
    pub safe: bool,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Replace the text at a place.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What goes.
    pub place: Place,
    /// What comes.
    pub text: String,
}

impl Diagnostic {
    /// A finding of a rule, at the rule's own severity.
    pub fn new(rule: &'static Rule, at: impl Into<At>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            severity: rule.severity,
            asked_by: None,
            message: message.into(),
            at: at.into(),
            found: None,
            expected: None,
            help: None,
            item: None,
            related: Vec::new(),
            fix: None,
            fingerprint: None,
        }
    }

    /// With another severity than the rule's own: a sub-case.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Minded by these profiles, each at its level, and by no other: a sub-case. With several the highest counts.
    pub fn asked_by(mut self, levels: &'static [(Profile, Severity)]) -> Self {
        self.asked_by = Some(levels);
        self
    }

    /// Who minds it.
    pub fn profiles(&self) -> Vec<Profile> {
        match self.asked_by {
            Some(levels) => levels.iter().map(|(profile, _)| *profile).collect(),
            None => self.rule.profiles.to_vec(),
        }
    }

    /// With what was found.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// With what would be right.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// With what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the item it is about.
    pub fn item(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// With another place that explains it.
    pub fn related(mut self, at: impl Into<At>, message: impl Into<String>) -> Self {
        self.related.push(Related { message: message.into(), at: at.into() });
        self
    }

    /// With an edit of one place that resolves it.
    pub fn fix(mut self, safe: bool, description: impl Into<String>, place: &Place, text: impl Into<String>) -> Self {
        let edits = vec![Edit { place: place.clone(), text: text.into() }];
        self.fix = Some(Fix { description: description.into(), safe, edits });
        self
    }
}
