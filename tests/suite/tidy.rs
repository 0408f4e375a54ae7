//! The house rules that can be checked by reading the source.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Every file of `src/`, with its text up to its tests.
fn sources() -> Vec<(PathBuf, String)> {
    let files = walkdir::WalkDir::new(repository().join("src")).sort_by_file_name();
    files
        .into_iter()
        .filter_map(Result::ok)
        .map(|entry| entry.into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(repository()).unwrap().to_path_buf(), text)
        })
        .collect()
}

/// Whether a whole file is tests.
fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.ends_with("sample.rs") || path.iter().any(|part| part == "tests")
}

fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// Modules from the ground up, as the table of ARCHITECTURE.md has them.
fn layers() -> Vec<String> {
    let text = fs::read_to_string(repository().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 4);
    let cells = rows.filter_map(|line| line.split('|').nth(2)).map(str::trim);
    cells.filter_map(|cell| cell.strip_prefix('`')?.strip_suffix('`')).map(str::to_string).collect()
}

#[test]
fn modules_use_only_those_above_them() {
    let layers = layers();
    let rank = |module: &str| layers.iter().position(|layer| layer == module);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(module) = path.iter().nth(1).and_then(|part| part.to_str()).filter(|part| !part.ends_with(".rs"))
        else {
            continue;
        };
        let own = rank(module).unwrap_or_else(|| panic!("{module} is not in the table of ARCHITECTURE.md"));
        if is_test(&path) {
            continue;
        }
        // A list of uses may go over several lines, so the text is read as one.
        let code: Vec<&str> =
            without_tests(&text).lines().map(|line| line.split("//").next().unwrap_or(line)).collect();
        let code = code.join("\n");
        for (at, _) in code.match_indices("crate::") {
            let used = &code[at + "crate::".len()..];
            let names: Vec<&str> = match used.strip_prefix('{') {
                Some(list) => list.split(';').next().unwrap_or(list).split(['{', '}', ',']).map(str::trim).collect(),
                None => used.split(|c: char| !c.is_alphanumeric() && c != '_').take(1).collect(),
            };
            for name in names.iter().filter_map(|name| rank(name.split("::").next().unwrap_or_default())) {
                if name > own {
                    let line = code[..at].matches('\n').count() + 1;
                    wrong.push(format!("{}:{line}: {module} uses {}", path.display(), layers[name]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} begins without //!", path.display());
    }
}

#[test]
fn only_the_face_prints_and_nothing_panics() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let face = path.starts_with("src/cli") || path.starts_with("src/report");
        for (i, line) in without_tests(&text).lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            let prints =
                ["println!", "print!(", "eprintln!", "eprint!(", "dbg!("].iter().any(|word| code.contains(word));
            let panics = [
                ".unwrap()",
                ".expect(",
                "panic!(",
                "todo!(",
                "unimplemented!(",
                "unreachable!(",
                "unsafe fn",
                "unsafe impl",
            ];
            if (prints && !face) || panics.iter().any(|word| code.contains(word)) {
                wrong.push(format!("{}:{}: {code}", path.display(), i + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn documents_name_files_that_are_there() {
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(repository().join(document)).unwrap();
        for name in text.split('`').skip(1).step_by(2) {
            let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
            let top = name.split('/').next().unwrap_or_default();
            // What has one of our folders in front, or is written like one of the repository's documents.
            let ours = ["src", "tests", "docs", "benches", "templates", "scripts", ".ci"].contains(&top);
            let document_of_ours = name.ends_with(".md")
                && name.starts_with(|c: char| c.is_ascii_uppercase())
                && !name.starts_with("NAME");
            // `ID` stands for any.
            let of_each = name.contains("/ID.");
            if (ours || document_of_ours) && !of_each && name.chars().all(plain) {
                assert!(repository().join(name).exists(), "{document} names {name}");
            }
        }
    }
}
