//! What else lies in a show's folder: pages, templates, static files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::ProjectError;
use super::read::read_source;
use super::walk::{walk, walk_all};
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::keys::KEY_MISSING;
use crate::manifest::read_page;
use crate::notes;
use crate::scalar::{is_language_code, slug_path};
use crate::show::{EPISODE_SLUG_DUPLICATE, last_part};
use crate::site::PageSource;
use crate::source::Source;

pub(super) fn read_templates(root: &Path) -> Result<(Vec<Arc<Source>>, Vec<Diagnostic>), ProjectError> {
    let (entries, diagnostics) = walk(root, "templates");
    let templates = entries
        .iter()
        .filter(|entry| entry.path.ends_with(".html") || entry.path.ends_with(".txt") || entry.path.ends_with(".css"))
        .map(|entry| read_source(root, &entry.path))
        .collect::<Result<_, _>>()?;
    Ok((templates, diagnostics))
}

pub(super) fn read_pages(root: &Path) -> Result<(Vec<PageSource>, Vec<Diagnostic>), ProjectError> {
    let (entries, mut diagnostics) = walk(root, "pages");
    let mut pages = Vec::new();
    let written = |path: &str| path.ends_with(".md") && last_part(path) != "README.md";
    for entry in entries.iter().filter(|entry| written(&entry.path)) {
        let Some(name) = entry.path.strip_prefix("pages/").and_then(|name| name.strip_suffix(".md")) else { continue };
        let source = read_source(root, &entry.path)?;
        let (keys, body, findings) = read_page(&source);
        diagnostics.extend(findings);
        let (notes, findings) = notes::read(&source, body);
        diagnostics.extend(findings);
        let title = keys.and_then(|keys| keys.title).map(|title| title.value);
        if title.is_none() {
            let first = source.place(0..source.line(1).len());
            let finding = Diagnostic::new(&KEY_MISSING, first, "the page has no title")
                .severity(Severity::Warning)
                .help("begin the file with `+++`, `title = \"About\"`, `+++`");
            diagnostics.push(finding);
        }
        let title = title.unwrap_or_else(|| name.to_string());
        pages.push(PageSource { source, title, notes, path: format!("{}/", slug_path(name)) });
    }
    diagnostics.extend(judge_paths(&pages));
    Ok((pages, diagnostics))
}

/// Folders of `public/` that are made from something else.
const KEPT: &[&str] =
    &["assets", "episodes", "images", "index", "media", "people", "private", "search", "seasons", "tags"];

/// Pages that would lie where another one does, or something else.
fn judge_paths(pages: &[PageSource]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, &PageSource> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        let path = page.path.trim_end_matches('/');
        let language = path.len() == 2 && is_language_code(path);
        let at = At::File(page.source.name.clone());
        let finding = if KEPT.contains(&path) || language || path.is_empty() {
            let message = format!("this NAME makes the address /{path}/, which is kept for something else");
            Diagnostic::new(&EPISODE_SLUG_DUPLICATE, at, message)
        } else if let Some(first) = seen.insert(path, page) {
            let message = format!("two pages would lie at /{path}/");
            let other = At::File(first.source.name.clone());
            Diagnostic::new(&EPISODE_SLUG_DUPLICATE, at, message).related(other, "the other one")
        } else {
            continue;
        };
        diagnostics.push(finding.help("give the file another name"));
    }
    diagnostics
}

/// The files of `static/`: copied as they are, names with a dot in front (`.well-known`) too.
pub(super) fn walk_static(root: &Path) -> (Vec<String>, Vec<Diagnostic>) {
    let (entries, diagnostics) = walk_all(root, "static");
    (entries.into_iter().map(|entry| entry.path).collect(), diagnostics)
}
