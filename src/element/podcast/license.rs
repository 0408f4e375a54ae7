//! `<podcast:license>`: what others may do with the sound.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/license>. Identifiers are those of the namespace's own short list and of SPDX, which
//! it referred to until 2024; both are compared without case and written as their list spells them.

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, UrlUse, optional};
use crate::element::written::Written;
use crate::keys::Link;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:license", &["channel", "item"], Kind::Line(128))
    .with(&[optional("url", Kind::Url(UrlUse::Secure))])
    .judged_by(judge_node)];

crate::keys! {
    /// A license.
    pub struct License bare "id" {
        /// An identifier of the namespace's list or of SPDX, or a name of your own.
        id: Spanned<String> = "id = \"CC-BY-4.0\"";
        /// Its text. A license of your own must have one.
        url: Option<Spanned<Link>> = "url = \"https://creativecommons.org/licenses/by/4.0/\"";
    }
}

crate::rules! {
    /// People who want to use the sound look the identifier up; one that is in no list needs an address.
    PODCAST_LICENSE_UNKNOWN = "podcast-license-unknown": Error, [Podcasting2], None;
        summary "a license that no list names, without an address";
        bad "license = \"house rules\"";
        good "license = { id = \"house rules\", url = \"https://example.org/license\" }";
        source "Podcast namespace, <podcast:license>";
}

/// The namespace's list, with the address of each text.
static LISTED: &[(&str, &str)] = &[
    ("ARR", "https://en.wikipedia.org/wiki/All_rights_reserved"),
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ("CC-BY-NC-ND-4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    ("POD-V4V-1.0", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/license/v4v-4.0.md"),
];

fn listed(id: &str) -> Option<&'static (&'static str, &'static str)> {
    LISTED.iter().find(|(name, _)| name.eq_ignore_ascii_case(id))
}

fn spdx_name(id: &str) -> Option<&'static str> {
    spdx::identifiers::LICENSES.iter().map(|license| license.name).find(|name| name.eq_ignore_ascii_case(id))
}

impl License {
    /// The element; the address is always written where one is known.
    pub fn element(&self) -> Element {
        Element::new("podcast:license").attr_if("url", self.address()).text(self.name())
    }

    /// The identifier as its list spells it; else as written.
    pub fn name(&self) -> &str {
        let id = self.id.trim();
        listed(id).map(|(name, _)| *name).or_else(|| spdx_name(id)).unwrap_or(id)
    }

    /// Where its text is.
    pub fn address(&self) -> Option<String> {
        if let Some(url) = &self.url {
            return Some(url.0.clone());
        }
        let id = self.id.trim();
        listed(id)
            .map(|(_, url)| (*url).to_string())
            .or_else(|| spdx_name(id).map(|name| format!("https://spdx.org/licenses/{name}.html")))
    }

    /// The identifier against the lists.
    pub fn check(&self) -> Vec<Diagnostic> {
        if self.url.is_some() { Vec::new() } else { judge(&self.id).into_iter().collect() }
    }
}

fn judge_node(node: Node<'_>) -> Vec<Diagnostic> {
    let id = Value::of(node);
    if id.is_blank() || Value::filled(node, "url").is_some() { Vec::new() } else { judge(&id).into_iter().collect() }
}

/// Judges an identifier that has no address beside it.
fn judge(written: &dyn Written) -> Option<Diagnostic> {
    let id = written.text();
    if listed(id).is_some() {
        return None;
    }
    if let Some(name) = spdx_name(id) {
        let message = format!("{name} is a license of SPDX, and the namespace now names five others only");
        let finding = written.finding(&PODCAST_LICENSE_UNKNOWN, message).severity(Severity::Advice);
        return Some(finding.help("add `url`, the address of its text"));
    }
    let finding = written.finding(&PODCAST_LICENSE_UNKNOWN, format!("no list of licenses has \"{id}\""));
    let near = crate::scalar::nearest(id, LISTED.iter().map(|(name, _)| *name));
    Some(match near {
        Some(near) => finding.expected(near).help(format!("did you mean \"{near}\"? Else add `url`")),
        None => finding.help("add `url`, the address of its text"),
    })
}
