//! Where relative links of Markdown lead: to other episodes' pages, to pages, to files of the show.

use std::collections::HashMap;

use super::PageSource;
use crate::show::{Addresses, Episode, Show, parent, resolve};

/// Addresses of the show's files, by path.
#[derive(Debug)]
pub struct Links {
    addresses: Addresses,
    targets: HashMap<String, String>,
}

impl Links {
    /// All that a link may lead to.
    pub fn new(show: &Show, pages: &[PageSource]) -> Links {
        let mut targets = HashMap::new();
        for (path, file) in &show.files {
            targets.insert(path.clone(), show.addresses.url(&file.path));
        }
        for page in pages {
            targets.insert(page.source.name.clone(), show.addresses.url(&page.path));
        }
        for episode in &show.episodes {
            targets.insert(episode.source.name.clone(), episode_url(show, episode));
        }
        Links { addresses: show.addresses.clone(), targets }
    }

    /// The absolute address of a link in a file; `None` if it leads nowhere.
    pub fn resolve(&self, file: &str, page_url: &str, address: &str) -> Option<String> {
        if address.starts_with('#') {
            return Some(format!("{page_url}{address}"));
        }
        let split = address.find(['#', '?']).unwrap_or(address.len());
        let (path, rest) = address.split_at(split);
        let path = percent_decode(path);
        let target = resolve(parent(file), &path).ok()?;
        let folder = format!("{}/index.md", target.trim_end_matches('/'));
        let url = self.targets.get(&target).or_else(|| self.targets.get(&folder));
        match url {
            Some(url) => Some(format!("{url}{rest}")),
            // The address of something on the site itself: `/episodes/hello/`.
            None if path.starts_with('/') => Some(format!("{}{rest}", self.addresses.url(&target_path(&path)))),
            None => None,
        }
    }
}

fn target_path(path: &str) -> String {
    path.trim_start_matches('/').to_string()
}

/// The address an episode is read at: its page, or where its author says it is.
pub(super) fn episode_url(show: &Show, episode: &Episode) -> String {
    match &episode.keys.link {
        Some(link) => link.0.clone(),
        None => show.addresses.url(&episode.page_folder()),
    }
}

/// `a%20b` as `a b`; what is no escape stays.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}
