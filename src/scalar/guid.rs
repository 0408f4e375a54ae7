//! Identities: `podcast:guid` of a show and `guid` of an episode.

use uuid::{Uuid, uuid};

/// The namespace that the podcast namespace's `<podcast:guid>` page fixes.
const PODCAST: Uuid = uuid!("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");

/// `podcast:guid` of a feed URL: UUIDv5 over the URL without its scheme and its trailing slashes, nothing else changed.
///
/// Podcast namespace, `<podcast:guid>`. Made once; a show that has one keeps it wherever it moves.
///
/// ```
/// let guid = podwright::scalar::podcast_guid("https://podnews.net/rss");
/// assert_eq!(guid, "9b024349-ccf0-5f69-a609-6b82873eab3c");
/// ```
pub fn podcast_guid(feed_url: &str) -> String {
    let name = feed_url.split_once("://").map_or(feed_url, |(_, rest)| rest).trim_end_matches('/');
    Uuid::new_v5(&PODCAST, name.as_bytes()).to_string()
}

/// The guid of an episode whose file has none: UUIDv5 (URL namespace) of `site` + `episodes/` + NAME.
pub fn episode_guid(site: &str, name: &str) -> String {
    let url = format!("{}/episodes/{name}", site.trim_end_matches('/'));
    Uuid::new_v5(&Uuid::NAMESPACE_URL, url.as_bytes()).to_string()
}

/// Whether a guid is an address (then it may be a permalink) rather than an opaque text.
pub fn guid_is_link(guid: &str) -> bool {
    url::Url::parse(guid).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn podcast_guid_matches_the_vectors() {
        for (url, guid) in [
            ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
            ("https://example.com/feed.xml", "d84ced82-1926-54c0-88c2-bb01dd35d7e3"),
            ("https://www.example.com/feed.xml", "226bd0c9-2f40-5a29-8e83-4ce3ab051ff1"),
            ("https://Example.com/Feed.xml", "927d802e-bcf9-5ae6-a48c-eb1eeb854516"),
            ("https://example.com/feed.xml?x=1", "f1f445f2-0cf2-5ecb-918b-ea5bc2fdb498"),
            ("https://example.com/feed///", "4136005d-a5b9-534d-b32a-e88894e1ae4a"),
        ] {
            assert_eq!(podcast_guid(url), guid, "{url}");
        }
    }

    #[test]
    fn episode_guid_takes_the_site_with_and_without_slash() {
        assert_eq!(episode_guid("https://a.fm", "s1/one"), episode_guid("https://a.fm/", "s1/one"));
        assert_ne!(episode_guid("https://a.fm/", "one"), episode_guid("https://a.fm/", "two"));
    }
}
