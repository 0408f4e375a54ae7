//! Which files are feeds: those that were named, and in a folder every `*.xml` and `*.rss` that is not of another known
//! vocabulary.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::name_of;

/// Roots of documents that stand beside feeds and are none.
const OTHER_ROOTS: &[&str] = &["urlset", "sitemapindex", "chapters", "opml"];

/// Something to be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What findings call it.
    pub name: String,
    /// Where it is; without it, `bytes` are it.
    pub path: PathBuf,
    /// What was read already, from standard input or the network.
    pub bytes: Option<Vec<u8>>,
    /// Where it was fetched, after all redirects.
    pub url: Option<String>,
}

impl Input {
    /// A file.
    pub fn file(path: &Path) -> Input {
        Input { name: name_of(path), path: path.to_path_buf(), bytes: None, url: None }
    }

    /// What is at hand.
    pub fn bytes(name: &str, bytes: Vec<u8>) -> Input {
        Input { name: name.to_string(), path: PathBuf::new(), bytes: Some(bytes), url: None }
    }

    /// What was fetched from `url`; `name` is the address that was asked for.
    pub fn fetched(name: &str, url: &str, bytes: Vec<u8>) -> Input {
        Input { url: Some(url.to_string()), ..Input::bytes(name, bytes) }
    }

    /// The bytes, or why there are none.
    pub(super) fn read(&self) -> Result<Vec<u8>, String> {
        match &self.bytes {
            Some(bytes) => Ok(bytes.clone()),
            None => std::fs::read(&self.path).map_err(|error| format!("can't be read: {error}")),
        }
    }
}

/// The feeds that a path means: itself, or those in the folder that it is, sorted by name.
///
/// # Errors
/// The sentence that says why there are none: nothing there, or a folder without feeds.
pub fn find_feeds(path: &Path) -> Result<Vec<Input>, String> {
    if !path.is_dir() {
        return match path.exists() {
            true => Ok(vec![Input::file(path)]),
            false => Err("there is no such file or folder".to_string()),
        };
    }
    let entries = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path());
    let named = files.filter(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ending.eq_ignore_ascii_case("xml") || ending.eq_ignore_ascii_case("rss")
    });
    let feeds: Vec<Input> = named.filter(|path| !is_of_another_kind(path)).map(|path| Input::file(&path)).collect();
    if feeds.is_empty() {
        Err("there is no *.xml or *.rss in this folder that could be a feed".to_string())
    } else {
        Ok(feeds)
    }
}

/// Whether the root element is one that no feed has. What can't be read is not: the report is to say so.
fn is_of_another_kind(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).map(|file| file.take(4096).read_to_end(&mut head));
    if !matches!(read, Ok(Ok(_))) {
        return false;
    }
    let text = String::from_utf8_lossy(&head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(at) = rest.find(end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    OTHER_ROOTS.contains(&name.rsplit(':').next().unwrap_or_default())
}

/// The `index`-th of `count` parts of a list, `index` from 1: every `count`-th of them.
pub fn shard<T>(list: Vec<T>, index: usize, count: usize) -> Vec<T> {
    list.into_iter()
        .enumerate()
        .filter(|(at, _)| at % count.max(1) == index.saturating_sub(1))
        .map(|(_, item)| item)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_disjoint_and_whole() {
        let parts: Vec<Vec<i32>> = (1..=3).map(|index| shard((0..8).collect(), index, 3)).collect();
        assert_eq!(parts, [vec![0, 3, 6], vec![1, 4, 7], vec![2, 5]]);
    }
}
