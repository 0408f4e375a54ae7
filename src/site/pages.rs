//! The pages that are about more than one episode, and what machines want beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::context::{LanguageContext, LinkContext, direction, episode_context, seasons};
use super::links::episode_url;
use super::{Artefact, Body, Site, ThemeError};
use crate::lock::Lock;
use crate::notes::Notes;
use crate::show::{Episode, Show};
use crate::source::Source;
use crate::xml::{Element, write_document};

/// A page of `pages/`.
#[derive(Debug)]
pub struct PageSource {
    /// Its Markdown file.
    pub source: Arc<Source>,
    /// Its title.
    pub title: String,
    /// Its body.
    pub notes: Notes,
    /// Its folder below `public/`: `about/`.
    pub path: String,
}

/// Everything below `public/` that is not one episode's, the feed aside.
///
/// # Errors
/// A template that can't be rendered.
pub fn render_pages(site: &Site<'_>, pages: &[PageSource], lock: &Lock) -> Result<Vec<Artefact>, ThemeError> {
    let show = site.show;
    let mut made: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut listed: Vec<String> = vec![String::new()];

    // The first page, and one for each language that episodes are translated into.
    let languages = languages(show);
    for language in std::iter::once(None).chain(languages.iter().map(|language| Some(language.as_str()))) {
        let folder = index_folder(language);
        let listed_here = show.episodes.par_iter().filter(|episode| episode.translation.as_deref() == language);
        let listed_episode = |episode: &Episode| tera::Value::from_serializable(&episode_context(show, episode));
        let episodes: Vec<tera::Value> = listed_here.map(listed_episode).collect();
        let others: Vec<_> = std::iter::once(None)
            .chain(languages.iter().map(|language| Some(language.as_str())))
            .filter(|other| *other != language)
            .map(|other| LanguageContext {
                language: other.unwrap_or(&show.language).to_string(),
                url: show.addresses.url(&index_folder(other)),
            })
            .collect();
        let mut index = site.page_context(language.unwrap_or(&show.language), &show.addresses.url(&folder));
        index.insert_value("episodes", tera::Value::from(episodes));
        index.insert("seasons", &seasons(show));
        index.insert("languages", &others);
        made.insert(format!("{folder}index.html"), site.theme.render("index.html", &index)?.into_bytes());
        if language.is_some() {
            listed.push(folder);
        }
    }

    // Shown wherever nothing is: it has no address of its own, and its links are absolute.
    let missing = site.page_context(&show.language, "");
    made.insert("404.html".into(), site.theme.render("404.html", &missing)?.into_bytes());

    for page in pages {
        let here = show.addresses.url(&page.path);
        let resolve = |address: &str| site.links.resolve(&page.source.name, &here, address);
        let mut context = site.page_context(&show.language, &here);
        let html = page.notes.page_html(&resolve);
        let value = serde_json::json!({ "title": page.title, "html": html, "url": here });
        context.insert("page", &value);
        made.insert(format!("{}index.html", page.path), site.theme.render("page.html", &context)?.into_bytes());
        listed.push(page.path.clone());
    }

    // Redirects from aliases and from where pages were; a real page wins.
    let real = episode_pages(show);
    for episode in &show.episodes {
        let target = LinkContext { title: episode.title.clone(), url: episode_url(show, episode) };
        for path in old_addresses(episode, lock).map(|alias| redirect_path(&alias)) {
            if real.contains(&path) {
                continue;
            }
            let mut context = tera::Context::new();
            context.insert("target", &target);
            context.insert("lang", &episode.language);
            context.insert("dir", direction(&episode.language));
            let html = site.theme.render("redirect.html", &context)?.into_bytes();
            made.entry(path).or_insert(html);
        }
        if episode.keys.link.is_none() {
            listed.push(episode.page_folder());
        }
    }

    made.insert(site.theme.style_path.clone(), site.theme.style.clone());
    listed.sort();
    let urls = listed.iter().map(|path| Element::new("url").child(Element::new("loc").text(show.addresses.url(path))));
    let sitemap = Element::new("urlset").attr("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9").children(urls);
    made.insert("sitemap.xml".into(), write_document(&sitemap));
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", show.addresses.url("sitemap.xml"));
    made.insert("robots.txt".into(), robots.into_bytes());
    made.insert(".nojekyll".into(), Vec::new());
    Ok(made.into_iter().map(|(path, bytes)| Artefact { path, body: Body::Bytes(bytes) }).collect())
}

/// The paths below `public/` that [`render_pages`] makes, the stylesheet aside.
pub fn page_paths(show: &Show, pages: &[PageSource], lock: &Lock) -> BTreeSet<String> {
    let fixed = ["index.html", "404.html", "sitemap.xml", "robots.txt", ".nojekyll"];
    let mut paths: BTreeSet<String> = fixed.iter().map(|path| (*path).to_string()).collect();
    paths.extend(pages.iter().map(|page| format!("{}index.html", page.path)));
    paths.extend(languages(show).iter().map(|language| format!("{}index.html", index_folder(Some(language)))));
    for episode in &show.episodes {
        paths.extend(old_addresses(episode, lock).map(|alias| redirect_path(&alias)));
    }
    paths
}

/// Languages that episodes are translated into.
fn languages(show: &Show) -> BTreeSet<String> {
    show.episodes.iter().filter_map(|episode| episode.translation.clone()).collect()
}

/// The folder of the first page in a language; `None` is the show's own.
fn index_folder(language: Option<&str>) -> String {
    language.map(|language| format!("{language}/")).unwrap_or_default()
}

/// Where the pages of episodes lie.
fn episode_pages(show: &Show) -> BTreeSet<String> {
    let own = show.episodes.iter().filter(|episode| episode.keys.link.is_none());
    own.map(|episode| format!("{}index.html", episode.page_folder())).collect()
}

/// Where an episode's page was before, and other addresses its author wants to lead to it.
fn old_addresses<'a>(episode: &'a Episode, lock: &'a Lock) -> impl Iterator<Item = String> + 'a {
    let moved = lock.episodes.get(&episode.guid).map(|locked| locked.moved.as_slice()).unwrap_or_default();
    moved.iter().cloned().chain(episode.keys.aliases.iter().map(|alias| alias.value.clone()))
}

/// The file that answers at an old address: `/2026/x/` and `/2026/x` are folders, `/x.html` is a file.
fn redirect_path(alias: &str) -> String {
    let path = alias.split(['?', '#']).next().unwrap_or_default();
    let path: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let joined = path.join("/");
    if joined.ends_with(".html") || joined.ends_with(".htm") { joined } else { format!("{joined}/index.html") }
}
