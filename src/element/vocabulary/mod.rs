//! The elements of each namespace, a file each. The podcast namespace has a folder of its own beside this one.

mod atom;
mod dublin_core;
mod form;
mod geo;
mod itunes;
mod media;
mod psc;
mod rss;
mod small;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::podcast;
use super::spec::Spec;
use crate::diagnostic::Rule;

/// Every element there is.
fn all() -> impl Iterator<Item = &'static Spec> {
    let lists: [&[Spec]; 8] = [
        atom::SPECS,
        dublin_core::SPECS,
        geo::SPECS,
        itunes::SPECS,
        media::SPECS,
        psc::SPECS,
        rss::SPECS,
        small::SPECS,
    ];
    lists.into_iter().flatten().chain(podcast::specs())
}

/// The rules about their values.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    media::RULES.iter().chain(small::RULES).copied()
}

type Vocabulary = HashMap<&'static str, &'static Spec>;

fn vocabularies() -> &'static HashMap<&'static str, Vocabulary> {
    static ALL: OnceLock<HashMap<&'static str, Vocabulary>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut map: HashMap<&'static str, Vocabulary> = HashMap::new();
        for spec in all() {
            map.entry(spec.prefix()).or_default().insert(spec.local(), spec);
        }
        map
    })
}

/// Whether the elements of the namespace with that customary prefix are known; empty is RSS itself.
pub fn has_vocabulary(prefix: &str) -> bool {
    vocabularies().contains_key(prefix)
}

/// The element of that name in the namespace with that customary prefix.
pub fn spec(prefix: &str, local: &str) -> Option<&'static Spec> {
    vocabularies().get(prefix)?.get(local).copied()
}

/// All elements of the namespace with that customary prefix.
pub fn specs_of(prefix: &str) -> impl Iterator<Item = &'static Spec> {
    vocabularies().get(prefix).into_iter().flat_map(|vocabulary| vocabulary.values().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::namespace_by_prefix;

    #[test]
    fn names_are_unique_have_a_namespace_and_parents_that_exist() {
        let mut names: Vec<&str> = all().map(|spec| spec.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for spec in all() {
            assert!(spec.prefix().is_empty() || namespace_by_prefix(spec.prefix()).is_some(), "{}", spec.name);
            for name in spec.parents.iter().chain(spec.children) {
                assert!(names.binary_search(name).is_ok(), "{} names {name}", spec.name);
            }
        }
    }
}
