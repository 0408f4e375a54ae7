//! What else lies in a show's folder: pages, templates, static files.

use std::path::Path;
use std::sync::Arc;

use super::ProjectError;
use super::read::read_source;
use super::walk::walk;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::keys::KEY_MISSING;
use crate::manifest::read_page;
use crate::notes;
use crate::scalar::slug_path;
use crate::show::*;
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
    for entry in entries.iter().filter(|entry| entry.path.ends_with(".md")) {
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
    Ok((pages, diagnostics))
}

/// The files of `static/`: copied as they are, names with a dot in front (`.well-known`) too.
pub(super) fn walk_static(root: &Path) -> (Vec<String>, Vec<Diagnostic>) {
    let top = root.join("static");
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    if !top.is_dir() {
        return (files, diagnostics);
    }
    for entry in walkdir::WalkDir::new(&top).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let parts = entry.path().strip_prefix(root).ok();
                let parts = parts.map(|p| p.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>());
                let Some(path) = parts.map(|parts| parts.join("/")) else { continue };
                if super::walk::real_inside(root, entry.path()) {
                    files.push(path);
                } else {
                    let message = "this link leads out of the show's folder";
                    diagnostics.push(Diagnostic::new(&FILE_OUTSIDE_SHOW, At::File(path), message));
                }
            }
            Ok(_) => {}
            Err(error) => {
                diagnostics.push(Diagnostic::new(&FILE_UNREADABLE, At::File("static".into()), error.to_string()));
            }
        }
    }
    (files, diagnostics)
}
