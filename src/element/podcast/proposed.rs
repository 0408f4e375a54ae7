//! Elements that were proposed for the namespace and are not part of it: they are met in feeds, and are no misspellings.

use crate::element::spec::{Kind, Spec};

const BOTH: &[&str] = &["channel", "item"];

const fn draft(name: &'static str) -> Spec {
    Spec::value(name, BOTH, Kind::Text).many().proposed()
}

/// Names only: nothing inside them is judged.
pub(super) static SPECS: &[Spec] = &[
    draft("podcast:bonusItem"),
    draft("podcast:captions"),
    draft("podcast:category"),
    draft("podcast:contact"),
    draft("podcast:contentRating"),
    draft("podcast:explicit"),
    draft("podcast:gateway"),
    draft("podcast:guest"),
    draft("podcast:host"),
    draft("podcast:id"),
    draft("podcast:indexers"),
    draft("podcast:liveValue"),
    draft("podcast:newFeedUrl"),
    draft("podcast:owner"),
    draft("podcast:previousUrl"),
    draft("podcast:recommendations"),
    draft("podcast:social"),
    draft("podcast:socialSignUp"),
    draft("podcast:soundbites"),
    draft("podcast:subscribe"),
    draft("podcast:verificationEmail"),
    draft("podcast:verify"),
];
