//! `<podcast:person>`: who is heard, and who made it.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/person>. Roles and groups are those of the namespace's taxonomy; both
//! are compared without case and written as it spells them. `label` is ours: what transcripts call that person.

use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::element::Addresses;
use crate::element::spec::{Kind, Spec, UrlUse, optional};
use crate::keys::{Link, PathOrUrl, quoted_like};
use crate::scalar::nearest;
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:person", &["channel", "item"], Kind::Line(128)).many().with(&[
        optional("role", Kind::Own),
        optional("group", Kind::Own),
        optional("img", Kind::Url(UrlUse::Secure)),
        optional("href", Kind::Url(UrlUse::Secure)),
    ])];

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
        let Some(role) = &self.role else { return DEFAULT_ROLE };
        let role = role.trim();
        TAXONOMY.iter().find(|(_, name)| name.eq_ignore_ascii_case(role)).map_or(role, |(_, name)| name)
    }

    /// The group, in the spelling of the taxonomy: as written, else the one of the role.
    ///
    /// `Editor` is a role of two groups and means the text's, not the film's, where no group says otherwise.
    pub fn group_name(&self) -> &str {
        match &self.group {
            Some(group) => {
                let group = group.trim();
                TAXONOMY.iter().find(|(name, _)| name.eq_ignore_ascii_case(group)).map_or(group, |(name, _)| name)
            }
            None => {
                let role = self.role_name();
                TAXONOMY.iter().find(|(_, name)| *name == role).map_or(DEFAULT_GROUP, |(group, _)| group)
            }
        }
    }

    /// Whether the person leads the episode: host, co-host or guest host.
    pub fn is_host(&self) -> bool {
        matches!(self.role_name(), "Host" | "Co-Host" | "Guest Host")
    }

    /// Role and group against the taxonomy.
    pub fn check(&self) -> Vec<Diagnostic> {
        let unknown = |value: &Spanned<String>, what: &str, near: Option<&str>| {
            let message = format!("the taxonomy has no {what} \"{}\"", value.trim());
            let finding = Diagnostic::new(&PODCAST_PERSON_UNKNOWN, &value.place, message).found(value.value.clone());
            match near {
                Some(near) => {
                    let near = near.to_lowercase();
                    let edit = quoted_like(&value.place, &near);
                    finding.help(format!("did you mean \"{near}\"?")).fix(
                        false,
                        format!("write `{near}`"),
                        &value.place,
                        edit,
                    )
                }
                None => finding.help(format!("a {what} of the taxonomy helps apps to sort people")),
            }
        };
        let mut findings = Vec::new();
        let role = self.role_name();
        let known_role = TAXONOMY.iter().any(|(_, name)| *name == role);
        if let (Some(value), false) = (&self.role, known_role) {
            findings.push(unknown(value, "role", nearest(role, TAXONOMY.iter().map(|(_, name)| *name))));
        }
        if let Some(value) = &self.group {
            let group = self.group_name();
            if !TAXONOMY.iter().any(|(name, _)| *name == group) {
                findings.push(unknown(value, "group", nearest(group, TAXONOMY.iter().map(|(name, _)| *name))));
            } else if self.role.is_some() && known_role && !TAXONOMY.contains(&(group, role)) {
                let right = TAXONOMY.iter().find(|(_, name)| *name == role).map_or(DEFAULT_GROUP, |(group, _)| group);
                let message = format!("\"{role}\" is no role of the group \"{group}\"");
                let finding = Diagnostic::new(&PODCAST_PERSON_UNKNOWN, &value.place, message)
                    .found(value.value.clone())
                    .expected(right)
                    .help("leave `group` out: it follows from the role");
                let edit = quoted_like(&value.place, &right.to_lowercase());
                findings.push(finding.fix(false, "write the group of the role", &value.place, edit));
            }
        }
        findings
    }
}
