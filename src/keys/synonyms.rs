//! Words that people write for a key because another tool, or the XML, calls it so.
//!
//! What [`nearest`](crate::scalar::nearest) finds by itself (another case, `-` for `_`, a plural, a letter too few) does not stand here.

use crate::scalar::fold;

/// What is written, and the keys it may mean; of these the first that the table has. Small letters, no separators.
#[rustfmt::skip]
static SYNONYMS: &[(&str, &[&str])] = &[
    ("account", &["account_id"]),
    ("address", &["uri", "url", "href", "email"]),
    ("alternatetext", &["alt"]),
    ("audiofile", &["audio"]),
    ("audiourl", &["audio"]),
    ("avatar", &["img"]),
    ("caption", &["text", "alt", "title"]),
    ("cast", &["people"]),
    ("categories", &["tags"]),
    ("cover", &["artwork"]),
    ("coverart", &["artwork"]),
    ("creator", &["author"]),
    ("description", &["summary", "alt"]),
    ("enclosureurl", &["audio"]),
    ("endtime", &["end"]),
    ("episodenumber", &["episode"]),
    ("episodetype", &["type"]),
    ("file", &["audio", "href", "url"]),
    ("filename", &["file", "audio"]),
    ("filesize", &["length"]),
    ("guest", &["people"]),
    ("homepage", &["site", "href"]),
    ("host", &["people", "server"]),
    ("href", &["url", "uri"]),
    ("image", &["img", "artwork"]),
    ("keyword", &["tags"]),
    ("label", &["text", "name", "title"]),
    ("lang", &["language"]),
    ("language", &["lang"]),
    ("length", &["duration"]),
    ("link", &["site", "href", "url", "uri"]),
    ("logo", &["artwork"]),
    ("mediatype", &["type"]),
    ("mimetype", &["type"]),
    ("name", &["title", "text"]),
    ("number", &["episode"]),
    ("permalink", &["slug"]),
    ("person", &["people"]),
    ("photo", &["img"]),
    ("picture", &["artwork", "img", "href"]),
    ("pubdate", &["date"]),
    ("publicationdate", &["date"]),
    ("publishdate", &["date"]),
    ("published", &["date"]),
    ("publishedat", &["date"]),
    ("room", &["space"]),
    ("seasonnumber", &["season"]),
    ("size", &["length"]),
    ("src", &["href", "file", "url", "uri"]),
    ("starttime", &["start"]),
    ("subtitle", &["summary"]),
    ("timezone", &["time_zone"]),
    ("title", &["text", "name"]),
    ("uri", &["url", "href"]),
    ("url", &["site", "audio", "href", "uri", "file"]),
    ("valuerecipient", &["recipient"]),
    ("valuetimesplit", &["time_split"]),
    ("website", &["site", "href"]),
];

/// The key that a word surely means: the same in another form, or what the table of synonyms says.
pub fn synonym<'a>(word: &str, keys: &[&'a str]) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let prefixes = ["itunes", "podcast"].iter();
    let bare = prefixes.filter_map(|prefix| lower.strip_prefix(prefix)?.strip_prefix([':', '_', '-'])).next();
    let word = fold(bare.unwrap_or(&lower));
    if let Some(same) = keys.iter().find(|key| fold(key) == word) {
        return Some(same);
    }
    let meant = SYNONYMS.iter().filter(|(written, _)| fold(written) == word).flat_map(|(_, meant)| meant.iter());
    meant.filter_map(|meant| keys.iter().find(|key| *key == meant).copied()).next()
}
