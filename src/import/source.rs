//! The sources of a site by Jekyll, Hugo or Eleventy as the files of a show.
//!
//! Nobody agrees on names there, so each key has several, best first; a value that could mean two things is read in one way, and a
//! finding says which. There is no feed to compare with: what was published is better imported from its feed. Left out: Liquid and
//! shortcodes in bodies stay as they stand; data files, layouts and collections are not read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::address::usable;
use super::episode::{join, time};
use super::rules::{IMPORT_LEFT_OUT, IMPORT_RESOLVED};
use super::toml::{Toml, paragraphs};
use super::value;
use super::{Imported, ShowFacts};
use crate::diagnostic::{At, Diagnostic, Rule};
use crate::element::EpisodeType;
use crate::keys::{Data, Node, Words, read_toml, read_yaml};
use crate::manifest::{FrontMatter, ShowKeys};
use crate::scalar::{DateError, check_language, date_rfc3339, media_type_of, parse_date, slug, time_zone};
use crate::show::{folder_url, parent};
use crate::source::{Place, Source};

/// Whose sources they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// `_config.yml`, `_posts/`.
    Jekyll,
    /// `hugo.toml` or `config.toml`, `content/`.
    Hugo,
    /// Markdown anywhere.
    Eleventy,
}

impl Generator {
    /// The names of its configuration, best first.
    pub fn configs(self) -> &'static [&'static str] {
        match self {
            Generator::Jekyll => &["_config.yml", "_config.yaml", "_config.toml"],
            Generator::Hugo => &["hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml"],
            Generator::Eleventy => &[],
        }
    }
}

/// The names of each fact, best first; small letters without `-` and `_`, nested ones with dots.
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("title", &["title", "podcast.title", "name"]),
    ("date", &["date", "publishdate", "pubdate", "released", "datum"]),
    ("summary", &["summary", "oneliner", "excerpt", "subtitle", "description"]),
    ("audio", &[
        "enclosureurl", "enclosure.url", "audiourl", "podcast.url", "podcastlink", "audiofile", "audio.mp3", "audio.m4a", "audioformats.mp3",
        "audioformats.m4a", "podcastfile", "podcast.file", "podcast.filename", "podcastfilename", "episode.filename", "episodefile",
        "extra.podcast.source", "mp3", "m4a", "audio", "enclosure", "fileitunes", "file", "audio.ogg", "audioformats.ogg", "audioformats.opus", "ogg",
        "opus",
    ]),
    ("length", &[
        "enclosurelengthbytes", "enclosurebytessize", "enclosure.length", "podcastsizebytes", "filesize", "filesize.mp3", "filesize.m4a",
        "podcastfilesize", "podcast.filesize", "extra.podcast.size", "mp3length", "m4alength", "length", "podcastlength", "podcast.length",
    ]),
    ("kind", &["enclosure.type", "audiotype", "mimetype"]),
    ("duration", &[
        "itunesdurationseconds", "duration", "podcastduration", "podcast.duration", "extra.podcast.duration", "podcastrunningtime", "itunesduration",
        "durationformatted", "podcastlength", "podcast.length",
    ]),
    ("guid", &["guid", "podcast.guid"]),
    ("explicit", &["explicit", "podcast.explicit", "itunesexplicit"]),
    ("episode", &["itunesepisode", "episodenumber", "episode.episodenumber", "podcast.episode", "extra.podcast.episode", "podcastepisode", "episode"]),
    ("season", &["itunesseason", "season", "episode.seasonnumber", "podcast.season"]),
    ("type", &["episodetype", "itunesepisodetype", "podcast.episodetype"]),
    ("guests", &["guests", "guest"]),
    ("hosts", &["hosts"]),
    ("artwork", &["coverart", "podcast.image", "episodeimage", "image", "cover"]),
    ("tags", &["tags", "keywords"]),
    ("permalink", &["permalink", "url"]),
];

/// Keys of the generators themselves, which mean nothing in a show.
const THEIRS: &[&str] =
    &["layout", "type", "category", "categories", "comments", "weight", "menu", "eleventynavigation", "slug"];

/// Less than this is no recording, but the number of its seconds.
const FEWEST_BYTES: u64 = 20_000;

/// Turns sources into a show: the configuration, and every file that may be an episode.
pub fn import_sources(generator: Generator, config: Option<&Arc<Source>>, files: &[Arc<Source>]) -> Imported {
    let mut findings = Vec::new();
    let (site, show) = show(generator, config, &mut findings);
    let mut texts = vec![("feed.toml".to_string(), show)];
    let mut taken = BTreeSet::new();
    let mut unknown: BTreeMap<String, Place> = BTreeMap::new();
    let mut without = 0;
    for file in files {
        let Some((keys, body)) = front_matter(file) else { continue };
        let mut reading = Reading { file, keys: &keys, used: BTreeSet::new(), findings: &mut findings };
        match episode(generator, &site, &mut reading, body) {
            Some((name, text)) => {
                let used = std::mem::take(&mut reading.used);
                let left = keys.iter().filter(|(key, _)| !used.contains(*key) && !THEIRS.contains(&key.as_str()));
                for (key, node) in left {
                    unknown.entry(key.clone()).or_insert_with(|| node.place.clone());
                }
                let numbered = (2..).map(|number| format!("{name}-{number}"));
                let name = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
                texts.push((format!("episodes/{}.md", name.unwrap_or_default()), text));
            }
            None => without += 1,
        }
    }
    for (key, place) in unknown {
        let message = format!("nothing of podwright is called `{key}`, and it is left out");
        findings.push(Diagnostic::new(&IMPORT_LEFT_OUT, place, message));
    }
    if without > 0 {
        let message = format!("files without a recording are no episodes, and are left out: {without}");
        findings.push(Diagnostic::new(&IMPORT_LEFT_OUT, At::Nowhere, message));
    }
    Imported {
        title: site.title,
        feed_url: None,
        new_feed_url: format!("{}feed.xml", site.url),
        html_notes: 0,
        episodes: texts.len().saturating_sub(1),
        files: texts,
        diagnostics: findings,
        old: Vec::new(),
        show: ShowFacts::default(),
        at: Place::default(),
    }
}

/// What a configuration says that episodes need.
struct Site {
    title: String,
    /// With its last slash.
    url: String,
    zone: Option<Tz>,
    permalink: Option<String>,
}

/// Single values by their folded names.
type Flat = BTreeMap<String, Node>;

fn fold(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

fn flatten(node: &Node, prefix: &str, depth: usize, flat: &mut Flat) {
    let Some(table) = node.table().filter(|_| depth < 8) else { return };
    for (name, node) in &table.entries {
        let key = format!("{prefix}{}", fold(&name.text));
        if node.table().is_some() {
            flatten(node, &format!("{key}."), depth + 1, flat);
        } else {
            flat.insert(key, node.clone());
        }
    }
}

/// The front matter and where the body stands; `None` for a file without.
fn front_matter(file: &Arc<Source>) -> Option<(Flat, Range<usize>)> {
    let text = &file.text;
    let fence = text.lines().next()?.trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let begin = text.find('\n')? + 1;
    let mut at = begin;
    for line in text.get(begin..)?.split_inclusive('\n') {
        if line.trim_end() == fence {
            let range = begin..at;
            let node = if fence == "+++" { read_toml(file, range).0 } else { read_yaml(file, range).0 };
            let mut flat = Flat::new();
            flatten(&node, "", 0, &mut flat);
            return Some((flat, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

fn show(generator: Generator, config: Option<&Arc<Source>>, findings: &mut Vec<Diagnostic>) -> (Site, String) {
    let mut flat = Flat::new();
    if let Some(config) = config {
        let all = 0..config.text.len();
        let node = if config.name.ends_with(".toml") { read_toml(config, all).0 } else { read_yaml(config, all).0 };
        flatten(&node, "", 0, &mut flat);
    }
    let get = |names: &[&str]| {
        let value = names.iter().find_map(|name| flat.get(*name)?.scalar_text());
        value.map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
    };
    let mut keys: Vec<(&str, String)> = Vec::new();
    let title = get(&["podcast.title", "title", "name"]).unwrap_or_default();
    keys.push(("title", Toml::text(&title).write()));
    let description = get(&["podcast.description", "description", "podcast.summary", "params.description", "tagline"]);
    keys.push(("description", paragraphs(&description.unwrap_or_else(|| title.clone()))));
    let base = get(&["url", "baseurl"]).and_then(|url| usable(&url, None));
    let below = match generator {
        Generator::Jekyll => get(&["baseurl"]).filter(|path| path.starts_with('/')),
        Generator::Hugo | Generator::Eleventy => None,
    };
    let url = base.map(|base| folder_url(&format!("{}{}", base.trim_end_matches('/'), below.unwrap_or_default())));
    if url.is_none() {
        let message = "the sources say no address; https://example.com/ is written, and `show.site` is yours to set";
        findings.push(Diagnostic::new(&IMPORT_RESOLVED, At::Nowhere, message));
    }
    let url = url.unwrap_or_else(|| "https://example.com/".into());
    keys.push(("site", Toml::text(&url).write()));
    let language = get(&["podcast.language", "language", "languagecode", "lang", "defaultcontentlanguage"]);
    keys.extend(language.filter(|tag| check_language(tag).is_ok()).map(|tag| ("language", Toml::text(tag).write())));
    let author = get(&["podcast.author", "author.name", "author", "itunesauthor", "params.author"]);
    keys.extend(author.map(|author| ("author", Toml::text(author).write())));
    let zone = get(&["timezone", "timeZone"]).filter(|name| time_zone(name).is_some());
    keys.extend(zone.as_ref().map(|zone| ("time_zone", Toml::text(zone).write())));
    let explicit = get(&["podcast.explicit", "explicit"]).and_then(|text| value::explicit(&text));
    keys.extend(explicit.map(|explicit| ("explicit", explicit.to_string())));
    let order: Vec<&str> = (ShowKeys::INFO.keys)().iter().map(|key| key.name).collect();
    keys.sort_by_key(|(key, _)| order.iter().position(|own| own == key));
    let lines: String = keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    let zone = zone.and_then(|name| time_zone(&name));
    (Site { title, url, zone, permalink: get(&["permalink"]) }, format!("podwright = 1\n\n[show]\n{lines}"))
}

/// A file while its keys are read.
struct Reading<'a> {
    file: &'a Arc<Source>,
    keys: &'a Flat,
    used: BTreeSet<String>,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Reading<'a> {
    /// The first value that a fact has under one of its names.
    fn get(&mut self, fact: &str) -> Option<&'a Node> {
        let (_, names) = NAMES.iter().find(|(own, _)| *own == fact)?;
        let mut found = None;
        for name in *names {
            let Some((key, node)) = self.keys.get_key_value(*name) else { continue };
            self.used.insert(key.clone());
            let says = match &node.data {
                Data::Array(list) => !list.is_empty(),
                _ => node.scalar_text().is_some_and(|text| !text.trim().is_empty()),
            };
            if found.is_none() && says {
                found = Some(node);
            }
        }
        found
    }

    fn text(&mut self, fact: &str) -> Option<(String, &'a Node)> {
        let node = self.get(fact)?;
        Some((node.scalar_text()?.trim().to_string(), node))
    }

    fn say(&mut self, rule: &'static Rule, at: impl Into<At>, message: String) {
        self.findings.push(Diagnostic::new(rule, at, message));
    }

    /// Texts of a list, or of a text with commas.
    fn list(&mut self, fact: &str) -> Vec<String> {
        let Some(node) = self.get(fact) else { return Vec::new() };
        let texts = match &node.data {
            Data::Array(list) => list.iter().filter_map(Node::scalar_text).collect(),
            _ => node.scalar_text().unwrap_or_default().split(',').map(str::to_string).collect::<Vec<_>>(),
        };
        texts.into_iter().map(|text| text.trim().to_string()).filter(|text| !text.is_empty()).collect()
    }
}

/// NAME and text of an episode; `None` for a file without a recording.
fn episode(generator: Generator, site: &Site, read: &mut Reading<'_>, body: Range<usize>) -> Option<(String, String)> {
    let (audio, at) = read.text("audio")?;
    let url = usable(&audio, None).or_else(|| join(Some(&site.url), &audio))?;
    media_type_of(url::Url::parse(&url).ok()?.path())?;
    if url != audio {
        read.say(&IMPORT_RESOLVED, &at.place, format!("the recording is taken to lie at {url}"));
    }
    let mut keys: Vec<(&str, Toml)> = Vec::new();
    let file = read.file.clone();
    let (name, day) = name(&file.name);
    let title = read.text("title").map_or_else(|| name.replace('-', " "), |(title, _)| title);
    keys.push(("title", Toml::text(title.split_whitespace().collect::<Vec<_>>().join(" "))));
    let date = date(site, read, day.as_deref())?;
    keys.push(("date", Toml::bare(date_rfc3339(&date))));
    let guid = match read.text("guid") {
        Some((guid, _)) => guid,
        None => {
            let page = page(generator, site, read, &name, &date);
            let message = format!(
                "the sources keep no guid; the address of the page, {page}, is taken: see whether the old feed has it so"
            );
            read.say(&IMPORT_RESOLVED, At::File(file.name.clone()), message);
            page
        }
    };
    keys.push(("guid", Toml::text(guid)));
    let duration = duration(read);
    let mut enclosure = vec![("url", Toml::text(&url))];
    enclosure.extend(length(read, duration.map(|time| time.0 / 1000)).map(|bytes| ("length", Toml::bare(bytes))));
    enclosure.extend(read.text("kind").map(|(kind, _)| ("type", Toml::text(kind))));
    keys.push(("enclosure", Toml::table(enclosure)));
    keys.extend(duration.map(|duration| ("duration", time(duration))));
    for fact in ["season", "episode"] {
        if let Some((text, node)) = read.text(fact)
            && let Some(number) = value::number(&text)
        {
            if let Some(words) = number.decided {
                read.say(&IMPORT_RESOLVED, &node.place, format!("`{fact}`: {words}"));
            }
            keys.push((fact, Toml::bare(number.value)));
        }
    }
    if let Some((kind, _)) = read.text("type")
        && let Some(kind) = EpisodeType::of_word(&kind.to_lowercase()).filter(|kind| *kind != EpisodeType::Full)
    {
        keys.push(("type", Toml::text(kind.word())));
    }
    keys.extend(explicit(read).map(|explicit| ("explicit", Toml::bare(explicit))));
    let summary = read.text("summary").map(|(text, _)| text.split_whitespace().collect::<Vec<_>>().join(" "));
    keys.extend(summary.map(|summary| ("summary", Toml::text(summary))));
    let artwork = read.text("artwork").and_then(|(image, _)| usable(&image, Some(&site.url)));
    keys.extend(artwork.map(|address| ("artwork", Toml::text(address))));
    keys.extend(Toml::list(read.list("tags").into_iter().map(Toml::text).collect()).map(|tags| ("tags", tags)));
    let person =
        |role: &'static str| move |name: String| Toml::table([("name", Toml::text(name)), ("role", Toml::text(role))]);
    let hosts = read.list("hosts").into_iter().map(person("host"));
    let people: Vec<Toml> = hosts.chain(read.list("guests").into_iter().map(person("guest"))).collect();
    keys.extend(Toml::list(people).map(|people| ("people", people)));
    let says = |key: &str, word: &str| read.keys.get(key).and_then(Node::scalar_text).is_some_and(|text| text == word);
    let held = says("draft", "true") || says("published", "false");
    read.used.extend(["draft", "published"].map(str::to_string));
    keys.extend(held.then(|| ("draft", Toml::bare(true))));
    let order: Vec<&str> = (FrontMatter::INFO.keys)().iter().map(|key| key.name).collect();
    keys.sort_by_key(|(key, _)| order.iter().position(|own| own == key));
    let lines: String = keys.iter().map(|(key, value)| format!("{key} = {}\n", value.write())).collect();
    let body = file.text.get(body).unwrap_or_default().replace("\r\n", "\n");
    let body = body.trim_matches('\n');
    let gap = if body.is_empty() { String::new() } else { format!("\n{body}\n") };
    Some((name, format!("+++\n{lines}+++\n{gap}")))
}

/// NAME of a file, and the day in it.
fn name(path: &str) -> (String, Option<String>) {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // A bundle of Hugo is named by its folder.
    let stem = match stem {
        "index" | "_index" => parent(path).rsplit('/').next().unwrap_or(stem),
        stem => stem,
    };
    let name = slug(&stem.replace('.', "-"));
    let day = name.get(..10).filter(|day| chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok());
    let day = day.map(str::to_string);
    (if name.is_empty() { "episode".into() } else { name }, day)
}

fn date(site: &Site, read: &mut Reading<'_>, day: Option<&str>) -> Option<DateTime<FixedOffset>> {
    let file = read.file.name.clone();
    let written = read.text("date");
    let at = written.as_ref().map_or_else(|| At::File(file.clone()), |(_, node)| At::from(&node.place));
    let text = written.map(|(text, _)| text).or_else(|| day.map(str::to_string));
    let Some(text) = text else {
        read.say(&IMPORT_LEFT_OUT, at, "this file has no date, and is left out".into());
        return None;
    };
    if let Ok(date) = parse_date(&text, site.zone) {
        return Some(date);
    }
    let resolved = match parse_date(&text, site.zone) {
        Err(DateError::ZoneMissing(date)) => Some((date, "it says no zone, and UTC is taken".to_string())),
        _ => value::date(&text).map(|date| (date.value, date.decided.unwrap_or_default())),
    };
    match resolved {
        Some((date, words)) => {
            read.say(&IMPORT_RESOLVED, at, format!("`date`: {words}"));
            Some(date)
        }
        None => {
            read.say(&IMPORT_LEFT_OUT, at, format!("`{text}` is no date, and the file is left out"));
            None
        }
    }
}

fn duration(read: &mut Reading<'_>) -> Option<crate::scalar::Millis> {
    let (text, node) = read.text("duration")?;
    let Some(resolved) = value::duration(&text) else {
        read.say(&IMPORT_LEFT_OUT, &node.place, format!("`{text}` is no duration, and is left out"));
        return None;
    };
    // Some readers of YAML take 02:11:07 for a number of seconds, and 11:07 for one of minutes.
    let sexagesimal = node.plain.is_some() && text.contains(':');
    let words =
        resolved.decided.or_else(|| sexagesimal.then(|| format!("it is read as {}", resolved.value.short_clock())));
    if let Some(words) = words {
        read.say(&IMPORT_RESOLVED, &node.place, format!("the duration `{text}`: {words}"));
    }
    Some(resolved.value).filter(|duration| duration.0 > 0)
}

/// The bytes of the recording, where a value says bytes indeed.
fn length(read: &mut Reading<'_>, seconds: Option<u64>) -> Option<u64> {
    let (_, names) = NAMES.iter().find(|(own, _)| *own == "length")?;
    for name in *names {
        let Some((key, node)) = read.keys.get_key_value(*name) else { continue };
        read.used.insert(key.clone());
        let Some(text) = node.scalar_text().map(|text| text.trim().to_string()).filter(|text| !text.is_empty()) else {
            continue;
        };
        match value::bytes(&text).map(|bytes| bytes.value) {
            Some(bytes) if bytes >= FEWEST_BYTES && Some(bytes) != seconds => return Some(bytes),
            Some(0) => {}
            Some(_) => {
                let message = format!("`{key}: {text}` is the length in seconds and not in bytes, and is left out");
                read.say(&IMPORT_RESOLVED, &node.place, message);
            }
            None => {
                let message = format!("`{key}: {text}` is no number of bytes, and is left out");
                read.say(&IMPORT_RESOLVED, &node.place, message);
            }
        }
    }
    None
}

fn explicit(read: &mut Reading<'_>) -> Option<bool> {
    let node = read.get("explicit")?;
    if let Data::Bool(value) = node.data {
        return Some(value);
    }
    let text = node.scalar_text()?;
    match value::explicit(&text) {
        Some(explicit) => {
            read.say(&IMPORT_RESOLVED, &node.place, format!("`explicit: {text}` is read as {explicit}"));
            Some(explicit)
        }
        None => {
            read.say(
                &IMPORT_LEFT_OUT,
                &node.place,
                format!("`explicit: {text}` is neither yes nor no, and is left out"),
            );
            None
        }
    }
}

/// The address that the generator gives the page, where nothing else was asked of it.
fn page(generator: Generator, site: &Site, read: &mut Reading<'_>, name: &str, date: &DateTime<FixedOffset>) -> String {
    if let Some((permalink, _)) = read.text("permalink")
        && let Some(page) =
            join(Some(&site.url), permalink.trim_start_matches('/')).filter(|_| !permalink.contains([':', '{']))
    {
        return page;
    }
    let words = match name.get(..10).filter(|day| chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok()) {
        Some(_) => name.get(11..).unwrap_or(name),
        None => name,
    };
    let path = match (generator, site.permalink.as_deref()) {
        (Generator::Jekyll, Some("pretty")) => format!("{}/{words}/", date.format("%Y/%m/%d")),
        (Generator::Jekyll, Some("none")) => format!("{words}.html"),
        (Generator::Jekyll, _) => format!("{}/{words}.html", date.format("%Y/%m/%d")),
        (Generator::Hugo | Generator::Eleventy, _) => {
            let folder = parent(&read.file.name);
            let folder = folder.strip_prefix("content").unwrap_or(folder).trim_matches('/');
            // A bundle's folder has its name already.
            let above = folder.strip_suffix(name).unwrap_or(folder).trim_matches('/');
            format!("{above}/{name}/")
        }
    };
    format!("{}{}", site.url, path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(generator: Generator, config: &str, file: (&str, &str)) -> (Vec<(String, String)>, Vec<String>) {
        let config = Source::new(generator.configs().first().copied().unwrap_or("site.yml"), config);
        let imported = import_sources(generator, Some(&config), &[Source::new(file.0, file.1)]);
        let said = imported.diagnostics.into_iter().map(|finding| format!("{:?}: {}", finding.at, finding.message));
        (imported.files, said.collect())
    }

    #[test]
    fn jekyll_with_values_that_could_mean_two_things() {
        let config = "title: Gull Watch\ndescription: Birds.\nurl: https://gulls.fm\nbaseurl: /pod\ntimezone: Europe/Berlin\nlang: en\n";
        let post = "---\nlayout: post\ntitle: The ferry\ndate: 2026-03-06 06:00\nfile: https://cdn.gulls.fm/1.mp3\nlength: \"153\"\n\
                    duration: 02:11:07\nexplicit: \"no\"\nvoices: Ida\nguests: [Tom Reed]\n---\n\nNotes.\n";
        let (files, said) = import(Generator::Jekyll, config, ("_posts/2026-03-06-the-ferry.md", post));
        let feed = "podwright = 1\n\n[show]\ntitle = \"Gull Watch\"\ndescription = \"Birds.\"\nsite = \"https://gulls.fm/pod/\"\n\
                    language = \"en\"\ntime_zone = \"Europe/Berlin\"\n";
        assert_eq!(files[0], ("feed.toml".to_string(), feed.to_string()));
        let episode = "+++\ntitle = \"The ferry\"\ndate = 2026-03-06T06:00:00+01:00\nguid = \"https://gulls.fm/pod/2026/03/06/the-ferry.html\"\n\
                       explicit = false\nenclosure = { url = \"https://cdn.gulls.fm/1.mp3\" }\nduration = \"2:11:07\"\n\
                       people = { name = \"Tom Reed\", role = \"guest\" }\n+++\n\nNotes.\n";
        assert_eq!(files[1], ("episodes/2026-03-06-the-ferry.md".to_string(), episode.to_string()));
        let expected = [
            "File(\"_posts/2026-03-06-the-ferry.md\"): the sources keep no guid; the address of the page, \
             https://gulls.fm/pod/2026/03/06/the-ferry.html, is taken: see whether the old feed has it so",
            "Place(_posts/2026-03-06-the-ferry.md:7:11): the duration `02:11:07`: it is read as 2:11:07",
            "Place(_posts/2026-03-06-the-ferry.md:6:9): `length: 153` is the length in seconds and not in bytes, and is left out",
            "Place(_posts/2026-03-06-the-ferry.md:8:11): `explicit: no` is read as false",
            "Place(_posts/2026-03-06-the-ferry.md:9:9): nothing of podwright is called `voices`, and it is left out",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn hugo_with_toml_and_bundles() {
        let config = "title = \"Gull Watch\"\nbaseURL = \"https://gulls.fm/\"\nlanguageCode = \"en-gb\"\n";
        let post = "+++\ntitle = \"Two\"\ndate = 2026-03-06T06:00:00Z\npodcast_file = \"audio/two.mp3\"\npodcast_file_size = 3456789\n\
                    podcast_duration = \"71:31\"\nepisode = \"02\"\n+++\nNotes.\n";
        let (files, said) = import(Generator::Hugo, config, ("content/episode/two/index.md", post));
        let episode = "+++\ntitle = \"Two\"\ndate = 2026-03-06T06:00:00+00:00\nguid = \"https://gulls.fm/episode/two/two/\"\nepisode = 2\n\
                       enclosure = { url = \"https://gulls.fm/audio/two.mp3\", length = 3456789 }\nduration = \"1:11:31\"\n+++\n\nNotes.\n";
        assert_eq!(files[1], ("episodes/two.md".to_string(), episode.replace("two/two/", "two/")));
        assert_eq!(said.len(), 2, "{said:?}");
    }

    #[test]
    fn what_is_no_episode_is_counted() {
        let (files, said) = import(Generator::Eleventy, "", ("content/about.md", "---\ntitle: About\n---\nUs.\n"));
        assert_eq!(files.len(), 1);
        assert!(said.iter().any(|line| line.ends_with("left out: 1")), "{said:?}");
    }
}
