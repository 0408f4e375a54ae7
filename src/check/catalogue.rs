//! All rules, in one list, and what people read about them: `podwright rules`, `podwright explain`, `docs/rules/`.

use std::fmt::Write;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::policy;
use crate::diagnostic::{FixKind, Rule, Severity};
use crate::scalar::nearest;
use crate::{chapters, diff, element, import, judge, keys, lock, manifest, media, notes, show, site, transcript, xml};

/// The lists of the modules that judge. A module that declares rules is added here, and nowhere else.
fn lists() -> impl Iterator<Item = &'static Rule> {
    let plain: [&[&Rule]; 12] = [
        chapters::RULES,
        diff::RULES,
        import::RULES,
        keys::RULES,
        lock::RULES,
        media::RULES,
        notes::RULES,
        policy::RULES,
        show::RULES,
        site::RULES,
        transcript::RULES,
        xml::read::RULES,
    ];
    plain.into_iter().flatten().copied().chain(element::rules()).chain(judge::rules()).chain(manifest::rules())
}

/// Every rule there is, sorted by id.
pub fn all_rules() -> &'static [&'static Rule] {
    static ALL: OnceLock<Vec<&'static Rule>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut rules: Vec<&'static Rule> = lists().collect();
        rules.sort_by_key(|rule| rule.id);
        rules
    })
}

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    let rules = all_rules();
    rules.binary_search_by_key(&id, |rule| rule.id).ok().and_then(|i| rules.get(i).copied())
}

/// What `podwright explain ID` prints.
///
/// # Errors
/// The sentence that names the nearest rule, when there is none of that id.
pub fn explain(id: &str) -> Result<String, String> {
    let rule = known(id)?;
    let mut text = format!("{} ({}): {}\n\n", rule.id, level_words(rule), rule.summary);
    text.push_str(&wrap(&why(rule), 80));
    let _ = write!(text, "\nNot so:\n\n{}\nBut so:\n\n{}\n", indent(rule.bad), indent(rule.good));
    let _ = writeln!(text, "Asked for by: {}", asked_by(rule));
    let _ = writeln!(text, "Source: {}", rule.source);
    let _ = writeln!(text, "Fix: {}", fix_words(rule.fix));
    let _ = writeln!(text, "Silenced by: # podwright: allow {}", rule.id);
    Ok(text)
}

/// What `podwright explain ID --format json` prints.
///
/// # Errors
/// As [`explain`].
pub fn explain_json(id: &str) -> Result<String, String> {
    Ok(format!("{:#}\n", rule_value(known(id)?)))
}

/// What `podwright rules` prints: one rule a line.
pub fn rules_text() -> String {
    let width = all_rules().iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in all_rules() {
        let _ = writeln!(text, "{:width$}  {:7}  {}", rule.id, rule.severity.name(), rule.summary);
    }
    text
}

/// What `podwright rules --format json` prints.
pub fn rules_json() -> String {
    let rules: Vec<Value> = all_rules().iter().map(|rule| rule_value(rule)).collect();
    format!("{:#}\n", json!({ "version": 1, "rules": rules }))
}

/// The page `docs/rules/ID.md` about a rule.
pub fn rule_page_markdown(rule: &Rule) -> String {
    let mut page = format!("# {}\n\n{}.\n\n", rule.id, prose(&capital(rule.summary)));
    let _ = writeln!(page, "{}", wrap(&prose(&why(rule)), 100));
    let _ = writeln!(page, "Not so:\n\n{}\nBut so:\n\n{}", fenced(rule.bad), fenced(rule.good));
    let _ = writeln!(page, "| | |\n| --- | --- |");
    let _ = writeln!(page, "| Level | {} |", level_words(rule));
    let _ = writeln!(page, "| Asked for by | {} |", asked_by(rule));
    let _ = writeln!(page, "| Source | {} |", cell(rule.source));
    let _ = writeln!(page, "| Fix | {} |", fix_words(rule.fix));
    page
}

/// The page `docs/rules/README.md`: all rules with links to their pages.
pub fn rule_index_markdown() -> String {
    let mut page = String::from(
        "# Rules\n\nWhat `podwright check`, `validate` and the lints report. `podwright explain RULE` prints a page.\n\n\
         | rule | level | asked for by | the problem |\n| --- | --- | --- | --- |\n",
    );
    for rule in all_rules() {
        let (id, level, summary) = (rule.id, rule.severity.name(), cell(rule.summary));
        let _ = writeln!(page, "| [{id}]({id}.md) | {level} | {} | {summary} |", asked_by(rule));
    }
    page
}

fn known(id: &str) -> Result<&'static Rule, String> {
    find(id).ok_or_else(|| match nearest(id, all_rules().iter().map(|rule| rule.id)) {
        Some(near) => format!("no rule is called `{id}`; did you mean `{near}`?"),
        None => format!("no rule is called `{id}`; `podwright rules` lists them all"),
    })
}

fn rule_value(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "severity": rule.severity.name(),
        "profiles": rule.profiles.iter().map(|profile| profile.name()).collect::<Vec<_>>(),
        "levels": rule.levels.iter().map(|(of, severity)| (of.name().to_string(), json!(severity.name())))
            .collect::<serde_json::Map<_, _>>(),
        "summary": rule.summary,
        "why": why(rule),
        "bad": rule.bad,
        "good": rule.good,
        "source": rule.source,
        "fix": match rule.fix {
            FixKind::None => "none",
            FixKind::Safe => "safe",
            FixKind::Unsafe => "unsafe",
        },
    })
}

fn why(rule: &Rule) -> String {
    rule.why.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

fn asked_by(rule: &Rule) -> String {
    if rule.profiles.is_empty() {
        return "always".to_string();
    }
    rule.profiles.iter().map(|profile| profile.name()).collect::<Vec<_>>().join(", ")
}

/// `warning`, or `warning; error for apple, psp-1`.
fn level_words(rule: &Rule) -> String {
    let mut words = rule.severity.name().to_string();
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        let of: Vec<&str> = rule.levels.iter().filter(|(_, own)| *own == severity).map(|(of, _)| of.name()).collect();
        if !of.is_empty() {
            let _ = write!(words, "; {} for {}", severity.name(), of.join(", "));
        }
    }
    words
}

fn fix_words(fix: FixKind) -> &'static str {
    match fix {
        FixKind::None => "by hand",
        FixKind::Safe => "`--fix`",
        FixKind::Unsafe => "`--fix-unsafe`, look at it first with `--diff`",
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// A fenced block whose fence is longer than any run of backticks inside.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}\n")
}

/// A text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    prose(text).replace('|', "\\|")
}

/// A text in Markdown: elements outside code stay words.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(i, part)| if i % 2 == 0 { part.replace('<', "\\<") } else { format!("`{part}`") }).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// Lines of at most `width` characters, each with its line end.
fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            wrapped.push('\n');
            used = 0;
        }
        if used > 0 {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += length;
    }
    wrapped.push('\n');
    wrapped
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::{env, fs};

    use super::*;

    #[test]
    fn every_rule_is_whole() {
        let mut ids = BTreeSet::new();
        for rule in all_rules() {
            let id = rule.id;
            assert!(ids.insert(id), "{id} stands twice");
            let words =
                id.split('-').all(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
            assert!(words && id.contains('-'), "{id} is not kebab-case");
            for text in [rule.summary, rule.bad, rule.good, rule.source, &why(rule)] {
                assert!(!text.trim().is_empty(), "{id} leaves something empty");
            }
            assert_ne!(rule.bad, rule.good, "{id}");
            assert!(!rule.summary.ends_with('.'), "{id}: a summary is a clause");
            assert!(why(rule).ends_with('.'), "{id}: the why is made of sentences");
            let profiles: BTreeSet<_> = rule.profiles.iter().collect();
            assert_eq!(profiles.len(), rule.profiles.len(), "{id} names a profile twice");
        }
    }

    #[test]
    fn finds_each_and_proposes_the_nearest() {
        for rule in all_rules() {
            assert_eq!(find(rule.id).map(|found| found.id), Some(rule.id));
        }
        assert_eq!(explain("key-unknwon").unwrap_err(), "no rule is called `key-unknwon`; did you mean `key-unknown`?");
        assert_eq!(explain("").unwrap_err(), "no rule is called ``; `podwright rules` lists them all");
    }

    #[test]
    fn explains() {
        assert_eq!(
            explain("key-unknown").unwrap(),
            "key-unknown (warning): a key that its table does not have

A misspelt key does nothing, silently, in most tools. Here it is said. Keys that
begin with `x_` are free.

Not so:

    titel = \"Hello\"

But so:

    title = \"Hello\"

Asked for by: always
Source: podwright formats
Fix: `--fix-unsafe`, look at it first with `--diff`
Silenced by: # podwright: allow key-unknown
"
        );
        let value: Value = serde_json::from_str(&explain_json("url-not-https").unwrap()).unwrap();
        assert_eq!(value["profiles"], json!(["apple", "podcasting2"]));
        assert_eq!(value["fix"], "unsafe");
    }

    #[test]
    fn lists() {
        let line = rules_text().lines().find(|line| line.starts_with("key-unknown ")).unwrap().to_string();
        assert!(line.ends_with("  warning  a key that its table does not have"), "{line}");
        let value: Value = serde_json::from_str(&rules_json()).unwrap();
        assert_eq!(value["rules"].as_array().unwrap().len(), all_rules().len());
    }

    #[test]
    fn fences_hold_what_is_inside() {
        assert_eq!(fenced("a"), "```text\na\n```\n");
        assert_eq!(fenced("```\n"), "````text\n```\n\n````\n");
        assert_eq!(cell("<a|b> `<c>`"), "\\<a\\|b> `<c>`");
    }

    /// Run with `PODWRIGHT_BLESS=1` to write the pages.
    #[test]
    fn pages_in_docs_are_fresh() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
        let mut pages: Vec<(String, String)> =
            all_rules().iter().map(|rule| (format!("{}.md", rule.id), rule_page_markdown(rule))).collect();
        pages.push(("README.md".to_string(), rule_index_markdown()));
        let names: BTreeSet<&str> = pages.iter().map(|(name, _)| &**name).collect();
        let bless = env::var_os("PODWRIGHT_BLESS").is_some();
        if bless {
            fs::create_dir_all(&folder).unwrap();
        }
        for (name, page) in &pages {
            if bless {
                fs::write(folder.join(name), page).unwrap();
            }
            let there = fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n");
            assert!(there == *page, "docs/rules/{name} is stale: run the tests once with PODWRIGHT_BLESS=1");
        }
        for entry in fs::read_dir(&folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if !names.contains(&*name) && bless {
                fs::remove_file(folder.join(&name)).unwrap();
            } else {
                assert!(names.contains(&*name), "docs/rules/{name} is about no rule");
            }
        }
    }
}
