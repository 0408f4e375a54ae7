//! A show as artefacts: pages from templates, transcripts, chapters, notes, the feed's items.
//!
//! Pure: bytes come in, bytes go out. An episode is rendered by itself, from any thread; pages that need all of them come
//! last.

mod artefact;
mod context;
mod episode;
mod links;
mod pages;
mod theme;

pub use artefact::{Artefact, Body};
pub use episode::{EpisodeFrame, LoadedTranscript, RenderedEpisode, episode_paths, frame_episode, render_episode};
pub use links::Links;
pub(crate) use links::percent_decode;
pub use pages::{PageSource, page_paths, render_pages};
pub use theme::{RULES, TEMPLATE_INVALID, TEMPLATES, Theme, ThemeError};

use crate::scalar::Fingerprint;
use crate::show::{Episode, Show};

/// What all pages of a site share.
#[derive(Debug)]
pub struct Site<'a> {
    /// The show.
    pub show: &'a Show,
    /// Its templates.
    pub theme: &'a Theme,
    /// Where relative links of notes lead.
    pub links: Links,
    /// The show as templates see it.
    context: tera::Value,
    /// Pages of `pages/` as templates see them.
    pages: tera::Value,
}

impl<'a> Site<'a> {
    /// A site of a show; `pages` are its own pages.
    pub fn new(show: &'a Show, theme: &'a Theme, pages: &[PageSource]) -> Site<'a> {
        let links = Links::new(show, pages);
        let listed: Vec<context::LinkContext> = pages
            .iter()
            .map(|page| context::LinkContext { title: page.title.clone(), url: show.addresses.url(&page.path) })
            .collect();
        let context = tera::Value::from_serializable(&context::show_context(show, &links));
        Site { show, theme, links, context, pages: tera::Value::from_serializable(&listed) }
    }

    /// Where a relative link of an episode's notes leads.
    pub fn resolve(&self, episode: &Episode, address: &str) -> Option<String> {
        self.links.resolve(&episode.source.name, &links::episode_url(self.show, episode), address)
    }

    /// Takes into a hash what all pages of the site are given.
    pub fn print(&self, print: &mut Fingerprint) {
        print.json(&self.context).json(&self.pages).part(&self.theme.style_path);
    }

    /// What every page is given.
    fn page_context(&self, language: &str, here: &str) -> tera::Context {
        let mut page = tera::Context::new();
        page.insert_value("show", self.context.clone());
        page.insert_value("pages", self.pages.clone());
        page.insert("lang", language);
        page.insert("dir", context::direction(language));
        page.insert("here", here);
        page.insert("generator", "podwright");
        page.insert("assets", &context::Assets { style: self.show.addresses.url(&self.theme.style_path) });
        page
    }
}
