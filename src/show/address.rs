//! Addresses: what lies where below `site`, and how enclosures are named.
//!
//! interface.md, "What lies where in `public/`" and "Enclosures". Paths come from NAME alone; titles, dates and the order of
//! files never move one.

use crate::scalar::{is_placeholder_host, percent_encode_path, slug, slug_path};

/// Where a show is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The folder `public/` is served at, with its last slash.
    pub site: String,
    /// The folder enclosures are served from, with its last slash, where that is not `site` + `media/`.
    pub media: Option<String>,
    /// Tracking prefixes, put before enclosure URLs in feeds only.
    pub prefixes: Vec<String>,
    /// The feed's path below `site`.
    pub feed: String,
}

impl Addresses {
    /// The URL of a path in `public/`; `index.html` is its folder.
    pub fn url(&self, path: &str) -> String {
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        format!("{}{}", self.site, percent_encode_path(path))
    }

    /// The feed's URL.
    pub fn feed_url(&self) -> String {
        self.url(&self.feed)
    }

    /// The URL of a recording by its path below the media folder, as lock and guards know it.
    pub fn media_url(&self, path: &str) -> String {
        let path = percent_encode_path(path);
        match &self.media {
            Some(base) => format!("{base}{path}"),
            None => format!("{}media/{path}", self.site),
        }
    }

    /// The same URL as feeds have it: behind the prefixes, each of which swallows the scheme of what follows.
    pub fn prefixed(&self, url: &str) -> String {
        let mut url = url.to_string();
        for prefix in self.prefixes.iter().rev() {
            let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            url = format!("{}/{rest}", prefix.trim_end_matches('/'));
        }
        url
    }

    /// Whether the host is one that nobody can publish at (RFC 2606 and RFC 6761).
    pub fn is_placeholder(&self) -> bool {
        let site = url::Url::parse(&self.site).ok();
        let host = site.as_ref().and_then(url::Url::host_str);
        host.is_none_or(|host| is_placeholder_host(host) || host == "localhost" || host.ends_with(".localhost"))
    }
}

/// How the lock names a recording that lies elsewhere: by the last part of its URL that says something.
pub fn remote_key(url: &str) -> String {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path).to_string()
}

/// A folder's URL with its last slash.
pub fn folder_url(url: &str) -> String {
    format!("{}/", url.trim_end_matches('/'))
}

/// The address part of an episode: NAME by the slug rule, its last part replaced by `slug` if that is given.
///
/// A translation's NAME loses its `.LANG`: its language is in the path before.
pub fn episode_path(name: &str, own_slug: Option<&str>) -> String {
    let path = slug_path(name);
    match own_slug {
        Some(own) => match path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{}", slug(own)),
            None => slug(own),
        },
        None => path,
    }
}

/// The last part of an episode's path: the file name of what it publishes.
pub fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The page's folder below `public/`: `episodes/NAME/`, of a translation `LANG/episodes/NAME/`.
pub fn page_path(path: &str, translation: Option<&str>) -> String {
    match translation {
        Some(language) => format!("{language}/episodes/{path}/"),
        None => format!("episodes/{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        Addresses { site: "https://show.fm/".into(), media: None, prefixes: vec![], feed: "feed.xml".into() }
    }

    #[test]
    fn pages_media_and_prefixes() {
        let mut at = addresses();
        assert_eq!(at.url("episodes/s1/pilot/index.html"), "https://show.fm/episodes/s1/pilot/");
        assert_eq!(at.media_url("hello.mp3"), "https://show.fm/media/hello.mp3");
        at.media = Some("https://cdn.fm/x/".into());
        at.prefixes = vec!["https://op3.dev/e/".into(), "https://pdst.fm/e".into()];
        let url = at.media_url("s1/hello.mp3");
        assert_eq!(url, "https://cdn.fm/x/s1/hello.mp3");
        assert_eq!(at.prefixed(&url), "https://op3.dev/e/pdst.fm/e/cdn.fm/x/s1/hello.mp3");
    }

    #[test]
    fn knows_hosts_nobody_owns() {
        let placeholder = |site: &str| Addresses { site: site.into(), ..addresses() }.is_placeholder();
        assert!(placeholder("https://example.com/"));
        assert!(placeholder("https://needle.example.fm.test/"));
        assert!(placeholder("http://localhost:8000/"));
        assert!(!placeholder("https://needle.example.fm/"));
        assert!(!placeholder("https://myexample.com/"));
    }

    #[test]
    fn recordings_elsewhere_are_named_by_their_last_part() {
        assert_eq!(remote_key("https://cdn.fm/shows/x/hello.mp3?token=1"), "hello.mp3?token=1");
        assert_eq!(remote_key("https://cdn.fm/hello/"), "hello");
        assert_eq!(remote_key("https://cdn.fm"), "cdn.fm");
    }

    #[test]
    fn names_become_paths() {
        assert_eq!(episode_path("s1/01 Pilot", None), "s1/01-pilot");
        assert_eq!(episode_path("s1/01 Pilot", Some("The Start")), "s1/the-start");
        assert_eq!(page_path("hello", Some("de")), "de/episodes/hello/");
        assert_eq!(last_part("s1/01-pilot"), "01-pilot");
    }
}
