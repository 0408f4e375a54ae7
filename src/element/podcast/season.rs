//! `<podcast:season>`: the number and name of a season.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/season>.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional};
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:season", &["item"], Kind::Own).with(&[optional("name", Kind::Line(128))]).judged_by(judge)];

crate::rules! {
    /// Apps sort by these numbers; what they cannot read as one counts as none.
    PODCAST_NUMBER_INVALID = "podcast-number-invalid": Error, [Podcasting2], None;
        summary "a season that is no whole number, or an episode that is no number";
        bad "<podcast:season>Two</podcast:season>";
        good "<podcast:season name=\"B-sides\">2</podcast:season>";
        source "Podcast namespace, <podcast:season>, <podcast:episode>";
}

crate::keys! {
    /// A season. In `[show]` it gives the season's name once for all its episodes.
    pub struct Season bare "number" {
        /// Its number.
        number: Spanned<u32> = "number = 2";
        /// Its name; at most 128 characters.
        name: Option<Spanned<String>> = "name = \"B-sides\"";
    }
}

impl Season {
    /// The element; `name` is the show's name of the season where the episode gives none.
    pub fn element(&self, name: Option<&str>) -> Element {
        let name = self.name.as_ref().map(|name| name.value.as_str()).or(name);
        Element::new("podcast:season").attr_if("name", name).text(self.number.to_string())
    }
}

fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let whole = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let expected = "a whole number; a name goes into `name`";
    judge_number(&Value::of(node), whole, expected).into_iter().collect()
}

/// Judges the number of a season or an episode.
pub(super) fn judge_number(value: &Value<'_>, is_right: impl Fn(&str) -> bool, expected: &str) -> Option<Diagnostic> {
    let text = value.trimmed();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if value.is_blank() || is_right(digits) {
        return None;
    }
    let message = format!("{} is \"{text}\"", value.name());
    Some(Diagnostic::new(&PODCAST_NUMBER_INVALID, value.place(), message).found(text).expected(expected))
}
