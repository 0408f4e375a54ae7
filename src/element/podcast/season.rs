//! `<podcast:season>`: the number and name of a season.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/season>.

use crate::element::spec::{Kind, Spec, optional};
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] =
    &[Spec::value("podcast:season", &["item"], Kind::Own).with(&[optional("name", Kind::Line(128))])];

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
