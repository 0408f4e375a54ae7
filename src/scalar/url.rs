//! Addresses as they are written: their parts, characters that must be escaped, hosts that nobody else can reach.
//!
//! RFC 3986 (parts: appendix B; characters: section 2), RFC 2606 and 6761 (reserved names); private
//! hosts are told in `host`. Whether a host can be parsed at all is the `url` crate's word (WHATWG URL).

use std::ops::Range;

use url::Host;

use super::host::is_private_host;

/// The parts of an address, as ranges of its bytes; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlParts {
    /// Without the colon.
    pub scheme: Range<usize>,
    /// Whether `//` follows the scheme, or begins the address.
    pub has_authority: bool,
    /// User name and password, without the `@`.
    pub user: Range<usize>,
    /// With its brackets, if it is a version 6 address.
    pub host: Range<usize>,
    /// Digits only.
    pub port: Range<usize>,
    /// With its first `/`.
    pub path: Range<usize>,
    /// Without the `?`.
    pub query: Range<usize>,
}

/// Takes an address apart. A host with a port and no scheme (`show.fm:8080/a`) has none here either.
pub fn url_parts(text: &str) -> UrlParts {
    let bytes = text.as_bytes();
    let position = |range: Range<usize>, wanted: &dyn Fn(u8) -> bool| {
        bytes.get(range.clone()).unwrap_or_default().iter().position(|b| wanted(*b)).map(|at| range.start + at)
    };
    let mut parts = UrlParts::default();
    let mut at = 0;
    let length = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')).count();
    if bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(length) == Some(&b':') {
        let rest = bytes.get(length + 1..).unwrap_or_default();
        let is_port = rest.first().is_some_and(u8::is_ascii_digit)
            && rest.iter().take_while(|b| !matches!(b, b'/' | b'?' | b'#')).all(u8::is_ascii_digit);
        let is_host = bytes.get(..length).unwrap_or_default().contains(&b'.') && !rest.starts_with(b"//");
        if !is_port && !is_host {
            parts.scheme = 0..length;
            at = length + 1;
        }
    }
    if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"//")) {
        parts.has_authority = true;
        let start = at + 2;
        let end = position(start..bytes.len(), &|b| matches!(b, b'/' | b'?' | b'#' | b'\\')).unwrap_or(bytes.len());
        let authority = bytes.get(start..end).unwrap_or_default();
        let host = match authority.iter().rposition(|b| *b == b'@') {
            Some(sign) => {
                parts.user = start..start + sign;
                start + sign + 1
            }
            None => start,
        };
        let colon = bytes.get(host..end).unwrap_or_default().iter().rposition(|b| *b == b':').map(|at| host + at);
        let port = colon.filter(|colon| bytes.get(colon + 1..end).unwrap_or_default().iter().all(u8::is_ascii_digit));
        parts.host = host..port.unwrap_or(end);
        parts.port = port.map_or(end..end, |colon| colon + 1..end);
        at = end;
    }
    let fragment = position(at..bytes.len(), &|b| b == b'#').unwrap_or(bytes.len());
    let query = position(at..fragment, &|b| b == b'?');
    parts.path = at..query.unwrap_or(fragment);
    parts.query = query.map_or(fragment..fragment, |mark| mark + 1..fragment);
    parts
}

/// Whether a URL cannot hold a character as it is (RFC 3986, appendix A); those beyond ASCII are not asked about.
pub fn is_url_stray(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '\\' | '^' | '|' | '`')
}

/// A text percent-encoded, every byte of it.
pub fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whether a host, as it is written, is of no use outside of one machine or one network.
pub fn is_private_host_text(host: &str) -> bool {
    match parsed(host) {
        Some(host) => is_private_host(&host),
        None => is_private_host(&Host::Domain(host)),
    }
}

/// Whether a host is one of those that are kept for examples.
pub fn is_placeholder_host(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let is_below = |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    ["example.com", "example.org", "example.net", "example", "test", "invalid"].iter().any(|name| is_below(name))
}

/// A host that is a number; names are not looked at.
fn parsed(host: &str) -> Option<Host<String>> {
    let last = host.rsplit('.').find(|label| !label.is_empty()).unwrap_or_default();
    let is_number = host.starts_with('[') || last.starts_with(|c: char| c.is_ascii_digit());
    if is_number { Host::parse(host).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> [&str; 6] {
        let parts = url_parts(text);
        [parts.scheme, parts.user, parts.host, parts.port, parts.path, parts.query].map(|range| &text[range])
    }

    #[test]
    fn takes_addresses_apart() {
        assert_eq!(shown("https://a:b@show.fm:80/x?y#z"), ["https", "a:b", "show.fm", "80", "/x", "y"]);
        assert_eq!(shown("http://[::1]/"), ["http", "", "[::1]", "", "/", ""]);
        assert_eq!(shown("//show.fm"), ["", "", "show.fm", "", "", ""]);
        assert_eq!(shown("mailto:a@show.fm"), ["mailto", "", "", "", "a@show.fm", ""]);
        assert_eq!(shown("show.fm:8080/a"), ["", "", "", "", "show.fm:8080/a", ""]);
        assert_eq!(shown("a/b:c#d?e"), ["", "", "", "", "a/b:c", ""]);
        assert_eq!(
            shown("https://t.fm/https://show.fm/a@b.mp3"),
            ["https", "", "t.fm", "", "/https://show.fm/a@b.mp3", ""]
        );
    }

    #[test]
    fn knows_hosts_out_of_reach() {
        for host in [
            "localhost",
            "nas",
            "tape.LOCAL",
            "192.168.1.20",
            "127.1",
            "[::1]",
            "[fd00::1]",
            "172.31.0.1",
            "100.64.0.1",
        ] {
            assert!(is_private_host_text(host), "{host}");
        }
        for host in ["show.fm", "172.32.0.1", "8.8.8.8", "[2001:db8::1]", "local.fm", "1.fm"] {
            assert!(!is_private_host_text(host), "{host}");
        }
        assert!(is_placeholder_host("www.Example.com") && is_placeholder_host("show.test"));
        assert!(!is_placeholder_host("myexample.com") && !is_placeholder_host("example.fm"));
    }
}
