//! Rules about the whole show; levels, profiles, silencing; the list of all rules.

mod baseline;
mod catalogue;
mod fix;
mod policy;
mod silence;

pub use baseline::Baseline;
pub use catalogue::{
    all_rules, explain, explain_json, find, rule_index_markdown, rule_page_markdown, rules_json, rules_text,
};
pub use fix::{Fixed, apply, apply_fixes, unified_diff};
pub use policy::{Level, Named, Policy, Settings};
pub use policy::{RULE_UNKNOWN, RULES};
