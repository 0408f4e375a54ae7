//! Words that people write for a key because another tool, or the XML, calls it so.
//!
//! What [`nearest`] finds by itself (another case, `-` for `_`, a plural, a letter too few) does not stand here.

use crate::scalar::nearest;

/// What is written, and the keys it may mean; of these the first that the table has. Folded: small letters only.
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

/// The key that is meant by a word that is none: by the table of synonyms, else the nearest.
pub fn meant<'a>(word: &str, keys: &[&'a str]) -> Option<&'a str> {
    let lower = word.to_ascii_lowercase();
    let bare = ["itunes", "podcast"].iter().find_map(|prefix| lower.strip_prefix(prefix)?.strip_prefix([':', '_', '-']));
    let word = bare.unwrap_or(word);
    if let Some(same) = keys.iter().find(|key| **key == word) {
        return Some(same);
    }
    let folded: String = word.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let singular = folded.strip_suffix('s').unwrap_or(&folded);
    let synonyms = SYNONYMS.iter().filter(|(written, _)| *written == folded || *written == singular);
    let found = synonyms.flat_map(|(_, meant)| meant.iter()).find_map(|meant| keys.iter().find(|key| *key == meant));
    found.copied().or_else(|| nearest(word, keys.iter().copied()))
}
