//! `<podcast:episode>`: the number of an episode, decimals allowed, and what apps show in its place.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/episode>. `itunes:episode` takes whole numbers from 1 on only.

use super::season::judge_number;
use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional};
use crate::keys::Decimal;
use crate::scalar::is_decimal;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:episode", &["item"], Kind::Own)
    .with(&[optional("display", Kind::Line(32))])
    .judged_by(judge)];

crate::keys! {
    /// The number of the episode.
    pub struct EpisodeNumber bare "number" {
        /// The number; decimals are for `podcast:episode` alone.
        number: Spanned<Decimal> = "number = 7";
        /// What apps show in place of the number; at most 32 characters.
        display: Option<Spanned<String>> = "display = \"B7\"";
    }
}

impl EpisodeNumber {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:episode")
            .attr_if("display", self.display.as_ref().map(|display| display.value.as_str()))
            .text(&self.number.0)
    }

    /// The number as `itunes:episode` takes it: whole, from 1 on.
    pub fn whole(&self) -> Option<u32> {
        self.number.0.parse().ok().filter(|number| *number > 0)
    }
}

fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    judge_number(&Value::of(node), is_decimal, "a number; other words go into `display`").into_iter().collect()
}
