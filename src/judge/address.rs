//! What rules ask of an address without judging it: how its path ends, whether two lead to the same place.

use url::Url;

/// What stands behind the last dot of an address's path: up to five letters and digits.
pub(super) fn ending(address: &str) -> Option<&str> {
    let name = file_name(address)?;
    let (_, ending) = name.rsplit_once('.')?;
    let plain = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then_some(ending)
}

/// The last part of an address's path, without query and fragment.
pub(super) fn file_name(address: &str) -> Option<&str> {
    path(address).rsplit_once('/').map(|(_, name)| name)
}

/// An address from the first slash behind its host to its query.
pub(super) fn path(address: &str) -> &str {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let whole = address.get(..end).unwrap_or_default();
    let rest = whole.split_once("://").map_or(whole, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
}

/// Whether an address begins with http or https and has a host.
pub(super) fn is_web_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    web && !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':'])
}

/// Whether two addresses lead to the same place: scheme (http or https), case of the host, a default port and a slash at the
/// end make no difference.
pub(super) fn same_address(one: &str, other: &str) -> bool {
    let plain = |address: &str| -> Option<String> {
        let url = Url::parse(address).ok()?;
        let rest = url.as_str().split_once("://").map(|(_, rest)| rest.trim_end_matches('/').to_string());
        rest.filter(|_| matches!(url.scheme(), "http" | "https"))
    };
    one == other || matches!((plain(one), plain(other)), (Some(one), Some(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_endings() {
        assert_eq!(ending("https://a.fm/x/y.MP3?z=.ogg#q"), Some("MP3"));
        assert_eq!(ending("https://a.fm"), None);
        assert_eq!(ending("https://a.fm/play?format=.mp3"), None);
        assert_eq!(ending("https://a.fm/v1.some-thing"), None);
        assert_eq!(file_name("https://a.fm/x/y.mp3"), Some("y.mp3"));
    }

    #[test]
    fn the_same_place() {
        assert!(same_address("http://A.fm:80/feed/", "https://a.fm/feed"));
        assert!(!same_address("https://a.fm/feed", "https://a.fm/feed?x=1"));
        assert!(is_web_address("HTTPS://a.fm/1") && !is_web_address("urn:uuid:1") && !is_web_address("http:///a"));
    }
}
