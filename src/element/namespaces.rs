//! The one table of XML namespaces: customary prefix, URI, and other URIs that mean the same.
//!
//! URIs are compared byte by byte (Namespaces in XML 1.0, section 2.3).

/// A namespace.
#[derive(Debug)]
pub struct Namespace {
    /// The prefix everybody writes, and some readers demand.
    pub prefix: &'static str,
    /// Its URI.
    pub uri: &'static str,
    /// URIs that are right too.
    pub also: &'static [&'static str],
    /// URIs met in the wild that are wrong.
    pub wrong: &'static [&'static str],
}

const fn row(
    prefix: &'static str,
    uri: &'static str,
    also: &'static [&'static str],
    wrong: &'static [&'static str],
) -> Namespace {
    Namespace { prefix, uri, also, wrong }
}

/// All namespaces the tool knows, in alphabetical order of their prefixes.
#[rustfmt::skip]
pub static NAMESPACES: &[Namespace] = &[
    row("admin", "http://webns.net/mvcb/", &[], &[]),
    row("atom", "http://www.w3.org/2005/Atom", &[], &["https://www.w3.org/2005/Atom", "http://w3.org/2005/Atom"]),
    row("cc", "http://web.resource.org/cc/", &[], &[]),
    row("content", "http://purl.org/rss/1.0/modules/content/", &[], &[]),
    row("creativeCommons", "http://backend.userland.com/creativeCommonsRssModule", &[], &[]),
    row("dc", "http://purl.org/dc/elements/1.1/", &[], &[]),
    row("dcterms", "http://purl.org/dc/terms/", &[], &[]),
    row("fh", "http://purl.org/syndication/history/1.0", &[], &[]),
    row("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#", &[], &[]),
    row("georss", "http://www.georss.org/georss", &[], &[]),
    row("googleplay", "http://www.google.com/schemas/play-podcasts/1.0", &[], &["http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd"]),
    row("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd", &[], &["https://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/DTDs/Podcast-1.0.dtd"]),
    row("media", "http://search.yahoo.com/mrss/", &[], &["http://search.yahoo.com/mrss"]),
    row("podcast", "https://podcastindex.org/namespace/1.0", &["https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"], &["http://podcastindex.org/namespace/1.0", "https://podcastindex.org/namespace/1.0/"]),
    row("psc", "http://podlove.org/simple-chapters", &[], &[]),
    row("slash", "http://purl.org/rss/1.0/modules/slash/", &[], &[]),
    row("spotify", "http://www.spotify.com/ns/rss", &["https://www.spotify.com/ns/rss"], &[]),
    row("sy", "http://purl.org/rss/1.0/modules/syndication/", &[], &[]),
    row("thr", "http://purl.org/syndication/thread/1.0", &[], &[]),
    row("wfw", "http://wellformedweb.org/CommentAPI/", &[], &[]),
];

/// The namespace that a prefix customarily stands for.
pub fn namespace_by_prefix(prefix: &str) -> Option<&'static Namespace> {
    NAMESPACES.iter().find(|namespace| namespace.prefix == prefix)
}

/// The namespace of a URI that is right.
pub fn namespace_by_uri(uri: &str) -> Option<&'static Namespace> {
    NAMESPACES.iter().find(|namespace| namespace.uri == uri || namespace.also.contains(&uri))
}
