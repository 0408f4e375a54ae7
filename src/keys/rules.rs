//! The rules that reading keys and values judges.

crate::rules! {
    /// The file can't be read at all until this is mended; everything after the place may be misunderstood.
    CONFIG_INVALID = "config-invalid": Error, [], None;
        summary "the file is not TOML (or YAML, between `---`)";
        bad "title = \"An unclosed text";
        good "title = \"A closed text\"";
        source "TOML 1.0; YAML 1.2";
    /// A misspelt key does nothing, silently, in most tools. Here it is said. Keys that begin with `x_` are free.
    KEY_UNKNOWN = "key-unknown": Warning, [], Unsafe;
        summary "a key that its table does not have";
        bad "titel = \"Hello\"";
        good "title = \"Hello\"";
        source "podwright formats";
    /// The value can't mean what the key is for.
    KEY_INVALID = "key-invalid": Error, [], None;
        summary "a value of the wrong type, or outside its list";
        bad "explicit = \"no\"";
        good "explicit = false";
        source "podwright formats";
    /// Without it no feed can be made that a directory takes.
    KEY_MISSING = "key-missing": Error, [], None;
        summary "a required key is absent";
        bad "[show]\ndescription = \"A show without a name\"";
        good "[show]\ntitle = \"A name\"\ndescription = \"A show\"";
        source "podwright formats";
    /// Readers that know only the mail form of dates drop what they cannot read, and the episode with it.
    DATE_INVALID = "date-invalid": Error, [], Safe;
        summary "no date can be read";
        bad "date = \"27.11.2026\"";
        good "date = 2026-11-27T06:00:00+01:00";
        source "RFC 5322, 3.3; RFC 3339";
    /// The zone of the machine that builds would decide; so that any machine makes the same feed, UTC is taken.
    EPISODE_DATE_ZONE_MISSING = "episode-date-zone-missing": Warning, [], Unsafe;
        summary "a date without an offset, and no `show.time_zone`";
        bad "date = 2026-11-27T06:00:00";
        good "date = 2026-11-27T06:00:00+01:00";
        source "podwright formats";
    /// Apple refuses a feed whose language code is not registered; apps sort shows by it, screen readers choose a voice.
    LANGUAGE_INVALID = "language-invalid": Error, [], Safe;
        summary "not a language tag whose language is registered";
        bad "language = \"en_US\"";
        good "language = \"en-US\"";
        source "BCP 47; ISO 639";
    /// Apps that cannot parse an address neither open nor download what it names.
    URL_INVALID = "url-invalid": Error, [], Safe;
        summary "a URL that does not parse, or holds a character that must be escaped";
        bad "href = \"https://example.org/a b\"";
        good "href = \"https://example.org/a%20b\"";
        source "RFC 3986, 2; WHATWG URL";
    /// A feed has no address of its own to resolve against once an app has stored it.
    URL_RELATIVE = "url-relative": Error, [], Safe;
        summary "a URL without scheme and host";
        bad "url = \"www.example.org/support\"";
        good "url = \"https://www.example.org/support\"";
        source "RFC 3986, 4.2";
    /// Only http and https can be fetched by podcast apps.
    URL_SCHEME_UNSUPPORTED = "url-scheme-unsupported": Error, [], None;
        summary "a URL with another scheme than http or https";
        bad "url = \"ftp://example.org/a.mp3\"";
        good "url = \"https://example.org/a.mp3\"";
        source "podwright";
}
