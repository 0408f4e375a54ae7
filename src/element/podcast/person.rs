//! `<podcast:person>`: who is heard, and who made it.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/person>. Roles and groups are those of the namespace's taxonomy; both
//! are compared without case and written as it spells them. `label` is ours: what transcripts call that person.

use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::element::Addresses;
use crate::element::spec::{Kind, Spec, UrlUse, optional};
use crate::element::written::Written;
use crate::keys::{Link, PathOrUrl};
use crate::scalar::nearest;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:person", &["channel", "item"], Kind::Line(128))
    .many()
    .with(&[
        optional("role", Kind::Own),
        optional("group", Kind::Own),
        optional("img", Kind::Url(UrlUse::Secure)),
        optional("href", Kind::Url(UrlUse::Secure)),
    ])
    .judged_by(judge_node)];

crate::keys! {
    /// A person of the show or the episode.
    pub struct Person bare "name" {
        /// The name that listeners know.
        name: Spanned<String> = "name = \"Ines Prado\"";
        /// What the person does, by the taxonomy of the namespace; absent: host.
        role: Option<Spanned<String>> = "role = \"audio editor\"";
        /// The group of that role; follows from the role.
        group: Option<Spanned<String>> = "group = \"audio post-production\"";
        /// A page about the person.
        href: Option<Spanned<Link>> = "href = \"https://needle.example.fm/ines\"";
        /// A portrait.
        img: Option<Spanned<PathOrUrl>> = "img = \"people/ines.jpg\"";
        /// What transcripts call the person, beside the name: a text or a list.
        label: Vec<Spanned<String>> = "label = [\"INES\", \"SPEAKER_00\"]";
    }
}

crate::rules! {
    /// Apps sort people by these words; with one they do not know, a cover designer becomes a host.
    PODCAST_PERSON_UNKNOWN = "podcast-person-unknown": Warning, [Podcasting2], Unsafe;
        summary "a role or group that the taxonomy of the namespace does not have";
        bad "people = [{ name = \"Tom\", role = \"sound guy\" }]";
        good "people = [{ name = \"Tom\", role = \"audio engineer\" }]";
        source "Podcast namespace, <podcast:person>, taxonomy";
}

/// The role of a person whose entry names none.
pub const DEFAULT_ROLE: &str = "Host";
/// The group of a role that is in no group.
const DEFAULT_GROUP: &str = "Cast";

/// Group and role, in the order of the taxonomy.
static TAXONOMY: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| include_str!("taxonomy.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

impl Person {
    /// The element; role and group as the taxonomy spells them. Both are always written: readers that do not know the
    /// defaults, or know only one of the two attributes, then agree with those that do.
    pub fn element(&self, addresses: Addresses<'_>) -> Element {
        Element::new("podcast:person")
            .attr("role", self.role_name())
            .attr("group", self.group_name())
            .attr_if("img", self.img.as_ref().map(|img| addresses(img)))
            .attr_if("href", self.href.as_ref().map(|href| href.0.as_str()))
            .text(self.name.trim())
    }

    /// The role in the spelling of the taxonomy; unknown ones as written.
    pub fn role_name(&self) -> &str {
        self.role.as_ref().map_or(DEFAULT_ROLE, |role| role_as_listed(role.trim()))
    }

    /// The group, in the spelling of the taxonomy: as written, else the one of the role.
    ///
    /// `Editor` is a role of two groups and means the text's, not the film's, where no group says otherwise.
    pub fn group_name(&self) -> &str {
        match &self.group {
            Some(group) => group_as_listed(group.trim()),
            None => group_of(self.role_name()).unwrap_or(DEFAULT_GROUP),
        }
    }

    /// Whether the person leads the episode: host, co-host or guest host.
    pub fn is_host(&self) -> bool {
        leads(self.role_name())
    }

    /// Role and group against the taxonomy.
    pub fn check(&self) -> Vec<Diagnostic> {
        judge(
            self.role.as_ref().map(|role| role as &dyn Written),
            self.group.as_ref().map(|group| group as &dyn Written),
        )
    }
}

/// Whether a person of a feed leads the show or the episode. A group other than the cast has no hosts.
pub fn is_host(node: Node<'_>) -> bool {
    let role = Value::filled(node, "role");
    let group = Value::filled(node, "group");
    leads(role.as_ref().map_or(DEFAULT_ROLE, |role| role_as_listed(role.trimmed())))
        && group.is_none_or(|group| group.trimmed().eq_ignore_ascii_case(DEFAULT_GROUP))
}

fn leads(role: &str) -> bool {
    matches!(role, "Host" | "Co-Host" | "Guest Host")
}

fn role_as_listed(role: &str) -> &str {
    TAXONOMY.iter().find(|(_, name)| name.eq_ignore_ascii_case(role)).map_or(role, |(_, name)| name)
}

fn group_as_listed(group: &str) -> &str {
    TAXONOMY.iter().find(|(name, _)| name.eq_ignore_ascii_case(group)).map_or(group, |(name, _)| name)
}

/// The first group that has a role of that name.
fn group_of(role: &str) -> Option<&'static str> {
    TAXONOMY.iter().find(|(_, name)| *name == role).map(|(group, _)| *group)
}

fn judge_node(node: Node<'_>) -> Vec<Diagnostic> {
    let (role, group) = (Value::filled(node, "role"), Value::filled(node, "group"));
    let mut findings =
        judge(role.as_ref().map(|role| role as &dyn Written), group.as_ref().map(|group| group as &dyn Written));
    // Where a feed names no group it means the cast; one's own files leave it out, and it is written.
    if let (Some(role), None) = (&role, &group)
        && let Some(right) = group_of(role_as_listed(role.trimmed())).filter(|right| *right != DEFAULT_GROUP)
    {
        let name = role_as_listed(role.trimmed());
        let message = format!("without a group, \"{name}\" is looked for in the cast");
        let right = right.to_lowercase();
        let finding = Diagnostic::new(&PODCAST_PERSON_UNKNOWN, role.place(), message);
        let finding = finding.found(role.trimmed()).help(format!("add `group=\"{right}\"`"));
        findings.push(match role.attribute {
            Some(attribute) => {
                let place = attribute.place();
                let text = format!("{} group=\"{right}\"", place.text());
                finding.fix(false, "add the group of the role", &place, text)
            }
            None => finding,
        });
    }
    findings
}

fn judge(role: Option<&dyn Written>, group: Option<&dyn Written>) -> Vec<Diagnostic> {
    let unknown = |value: &dyn Written, what: &str, near: Option<&str>| {
        let finding =
            value.finding(&PODCAST_PERSON_UNKNOWN, format!("the taxonomy has no {what} \"{}\"", value.text()));
        match near.map(str::to_lowercase) {
            Some(near) => value.mended(finding.help(format!("did you mean \"{near}\"?")), false, &near),
            None => finding.help(format!("a {what} of the taxonomy helps apps to sort people")),
        }
    };
    let mut findings = Vec::new();
    let role_name = role.map_or(DEFAULT_ROLE, |role| role_as_listed(role.text()));
    let known_role = group_of(role_name);
    if let (Some(role), None) = (role, known_role) {
        findings.push(unknown(role, "role", nearest(role_name, TAXONOMY.iter().map(|(_, name)| *name))));
    }
    if let Some(group) = group {
        let name = group_as_listed(group.text());
        if !TAXONOMY.iter().any(|(known, _)| *known == name) {
            findings.push(unknown(group, "group", nearest(name, TAXONOMY.iter().map(|(name, _)| *name))));
        } else if let (Some(_), Some(right)) = (role, known_role)
            && !TAXONOMY.contains(&(name, role_name))
        {
            let message = format!("\"{role_name}\" is no role of the group \"{name}\"");
            let finding = group.finding(&PODCAST_PERSON_UNKNOWN, message).expected(right);
            let edit = group.edit(&right.to_lowercase());
            findings.push(finding.fix(false, "write the group of the role", &group.place(), edit));
        }
    }
    findings
}
