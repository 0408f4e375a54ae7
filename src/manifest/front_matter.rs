//! The front matter of an episode.

use std::ops::Range;
use std::sync::Arc;

use chrono_tz::Tz;

use crate::diagnostic::Diagnostic;
use crate::element::podcast::{
    AlternateEnclosure, ChaptersKey, Chat, ContentLink, EpisodeNumber, Funding, Images, License, LiveItem, Location,
    Person, Season, SocialInteract, Soundbite, Transcript, Txt, Value,
};
use crate::element::{EpisodeType, Extra};
use crate::keys::{Date, FromNode, Language, Link, PathOrUrl, Reader, read_toml, read_yaml};
use crate::scalar::Millis;
use crate::source::{Source, Spanned};

crate::rules! {
    /// Without its front matter an episode has no title, no date and no identity.
    FRONT_MATTER_MISSING = "front-matter-missing": Error, [], None;
        summary "an episode file without a front matter, or one that is not closed";
        bad "Welcome to the first episode.";
        good "+++\ntitle = \"The first\"\ndate = 2026-11-27T06:00:00+01:00\n+++\n\nWelcome to the first episode.";
        source "podwright formats";
}

crate::keys! {
    /// The front matter of an episode, between two lines of `+++` (TOML) or `---` (YAML).
    #[derive(Default)]
    pub struct FrontMatter {
        /// The title, without show name or number.
        title: Option<Spanned<String>> = "title = \"The last fado\"";
        /// When it comes out; in the future: scheduled.
        date: Option<Spanned<Date>> = "date = 2026-11-27T06:00:00+01:00";
        /// Permanent identity. Written by `new`; never edit it.
        guid: Option<Spanned<String>> = "guid = \"0d4f8a52-8a8e-4d5c-9b40-2f2f6f0b8f11\"";
        /// The season.
        season: Option<Season> = "season = 2";
        /// The number.
        episode: Option<EpisodeNumber> = "episode = 7";
        /// What it is to the show; absent: a full episode.
        r#type: Option<Spanned<EpisodeType>> = "type = \"trailer\"";
        /// Whether it is for adults, where that is not as with the show.
        explicit: Option<bool> = "explicit = true";
        /// One or two sentences of plain text.
        summary: Option<Spanned<String>> = "summary = \"Tom finds a tape nobody was meant to hear.\"";
        /// Who made it, where that is not the show's author.
        author: Option<Spanned<String>> = "author = \"Tom Okafor\"";
        /// A picture of its own: square, JPEG or PNG, 1400 to 3000 pixels.
        artwork: Option<Spanned<PathOrUrl>> = "artwork = \"last-fado.jpg\"";
        /// Held back: in no feed and on no page.
        draft: Option<bool> = "draft = true";
        /// In private feeds only.
        private: Option<bool> = "private = true";
        /// Words to find it by.
        tags: Vec<Spanned<String>> = "tags = [\"fado\", \"archives\"]";
        /// The license of the sound, where that is not the show's.
        license: Option<License> = "license = \"CC-BY-NC-4.0\"";
        /// The language spoken, where that is not the show's.
        language: Option<Spanned<Language>> = "language = \"pt\"";
        /// Replaces the last part of the address.
        slug: Option<Spanned<String>> = "slug = \"last-fado\"";
        /// Old addresses of the page; each becomes a redirect.
        aliases: Vec<Spanned<String>> = "aliases = [\"/2026/11/last-fado.html\"]";
        /// The page is elsewhere, and none is made.
        link: Option<Spanned<Link>> = "link = \"https://blog.example.fm/last-fado\"";
        /// Rules that are not judged here.
        allow: Vec<Spanned<String>> = "allow = [\"transcript-doubled-word\"]";
        /// NAME of the episode that this one translates.
        translation_of: Option<Spanned<String>> = "translation_of = \"last-fado\"";
        /// The recording: a file of the show, or a URL.
        audio: Option<Spanned<PathOrUrl>> = "audio = \"last-fado.mp3\"";
        /// The recording elsewhere, where its facts are known.
        enclosure: Option<EnclosureKeys> = "enclosure = { url = \"https://cdn.example.fm/7.mp3\", length = 48211002, type = \"audio/mpeg\" }";
        /// How long it plays, for a recording that is not on this machine.
        duration: Option<Spanned<Millis>> = "duration = \"48:12\"";
        /// Transcripts, where they are not named as the episode.
        transcript: Vec<Transcript> = "transcript = [{ file = \"last-fado.vtt\", language = \"en\", rel = \"captions\" }]";
        /// Chapters: a file, or the list itself.
        chapters: Option<ChaptersKey> = "chapters = [{ start = 0, title = \"Cold open\" }, { start = \"04:10\", title = \"The tape\" }]";
        /// People of this episode; added to the show's.
        people: Vec<Person> = "people = [{ name = \"Lena Duarte\", role = \"guest\" }]";
        /// Leaves the show's people out.
        people_only: Option<bool> = "people_only = true";
        /// Passages worth sharing.
        soundbites: Vec<Soundbite> = "soundbites = [{ start = \"12:04\", duration = 38, title = \"The needle drops\" }]";
        /// Makes the file a live item in place of an item.
        live_item: Option<LiveItem> = "live_item = { status = \"pending\", start = 2026-12-04T20:00:00+00:00 }";
        /// Hides it from Apple's directory.
        block: Option<bool> = "block = true";
        /// Where listeners can give money.
        funding: Vec<Funding> = "funding = [{ url = \"https://lena.example/vinyl\", text = \"Lena's record\" }]";
        /// Places it is about or comes from.
        location: Vec<Location> = "location = [\"Lisbon\"]";
        /// Other forms of the recording.
        alternate_enclosure: Vec<AlternateEnclosure> = "alternate_enclosure = [{ file = \"last-fado.opus\", title = \"Opus, small\" }]";
        /// How listeners' money is shared, in place of the show's.
        value: Vec<Value> = "value = [{ type = \"lightning\", method = \"keysend\" }]";
        /// Pictures for a purpose; a plain file means `artwork`.
        image: Images = "image = [{ href = \"https://cdn.example.fm/wide.jpg\", alt = \"A reel of tape\", purpose = \"social\" }]";
        /// Other places to hear or see it.
        content_link: Vec<ContentLink> = "content_link = [{ href = \"https://video.example/watch/7\", text = \"Watch\" }]";
        /// Where people talk about it.
        social_interact: Vec<SocialInteract> = "social_interact = [{ protocol = \"activitypub\", uri = \"https://social.example/@needle/107\" }]";
        /// Free texts for machines.
        txt: Vec<Txt> = "txt = [{ purpose = \"ai-content\", text = \"false\" }]";
        /// Where listeners chat, in place of the show's.
        chat: Option<Chat> = "chat = { server = \"matrix.org\", protocol = \"matrix\" }";
        /// Elements that no key makes.
        extra: Vec<Extra> = "extra = [{ xml = '<spotify:access/>' }]";
    }
}

crate::keys! {
    /// The recording elsewhere.
    pub struct EnclosureKeys bare "url" {
        /// Its address.
        url: Spanned<Link> = "url = \"https://cdn.example.fm/7.mp3\"";
        /// Its bytes; absent: unknown.
        length: Option<u64> = "length = 48211002";
        /// Its media type; absent: by the ending of the address.
        r#type: Option<Spanned<String>> = "type = \"audio/mpeg\"";
    }
}

/// Reads an episode's file: its front matter, and the range of its Markdown body.
///
/// What is wrong in one place does not lose the rest; a file without a front matter is all body.
pub fn read_episode(
    source: &Arc<Source>,
    zone: Option<Tz>,
    prefixes: &[&str],
) -> (FrontMatter, Range<usize>, Vec<Diagnostic>) {
    let text = &source.text;
    let first = text.lines().next().unwrap_or_default().trim_end();
    let mut reader = Reader::new(zone);
    reader.homes = vec![("", FrontMatter::INFO)];
    let mut diagnostics = Vec::new();
    let (node, body) = match first {
        "+++" | "---" => {
            let begin = text.find('\n').map_or(text.len(), |at| at + 1);
            let (range, body, closed) = block(text, begin, first);
            if !closed {
                let message = format!("the front matter is not closed by a second line of `{first}`");
                let place = source.place(0..first.len());
                diagnostics.push(Diagnostic::new(&FRONT_MATTER_MISSING, place, message));
            }
            let (node, findings) = if first == "+++" { read_toml(source, range) } else { read_yaml(source, range) };
            // Of a block that is not closed everything is wrong; one finding says so.
            if closed {
                diagnostics.extend(findings);
            }
            (node, body)
        }
        _ => {
            let finding =
                Diagnostic::new(&FRONT_MATTER_MISSING, source.place(0..first.len()), "there is no front matter")
                    .expected("a block between two lines of `+++` at the begin of the file")
                    .help("podwright new writes one; `README.md` and names that begin with `_` are not read");
            diagnostics.push(finding);
            (read_toml(source, 0..0).0, 0..text.len())
        }
    };
    let keys = FrontMatter::from_node(&node, &mut reader);
    // One cause, one finding: what was read around a fault of the syntax is not judged.
    if diagnostics.is_empty() {
        diagnostics.append(&mut reader.diagnostics);
    }
    let mut keys = keys.unwrap_or_else(|| FrontMatter { place: source.place(0..0), ..FrontMatter::default() });
    // A plain `image` means the artwork.
    if keys.artwork.is_none() {
        keys.artwork = keys.image.artwork.take();
    }
    judge(&keys, prefixes, &mut diagnostics);
    (keys, body, diagnostics)
}

crate::keys! {
    /// The front matter of a page of `pages/`.
    #[derive(Default)]
    pub struct PageKeys {
        /// Its title.
        title: Option<Spanned<String>> = "title = \"About\"";
    }
}

/// Reads a page of `pages/`: its front matter if it has one, and the range of its Markdown body.
pub fn read_page(source: &Arc<Source>) -> (Option<PageKeys>, Range<usize>, Vec<Diagnostic>) {
    let text = &source.text;
    let first = text.lines().next().unwrap_or_default().trim_end();
    let begin = text.find('\n').map_or(text.len(), |at| at + 1);
    let (range, body) = match first {
        "+++" | "---" => match block(text, begin, first) {
            (range, body, true) => (range, body),
            _ => (0..0, 0..text.len()),
        },
        _ => (0..0, 0..text.len()),
    };
    let (node, mut diagnostics) = if first == "---" { read_yaml(source, range) } else { read_toml(source, range) };
    let mut reader = Reader::default();
    let keys = PageKeys::from_node(&node, &mut reader);
    diagnostics.append(&mut reader.diagnostics);
    (keys, body, diagnostics)
}

/// The range of the block after its first line, the body's, and whether the block is closed.
fn block(text: &str, begin: usize, fence: &str) -> (Range<usize>, Range<usize>, bool) {
    let mut at = begin;
    for line in text.get(begin..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == fence {
            return (begin..at, at + line.len()..text.len(), true);
        }
        at += line.len();
    }
    (begin..text.len(), text.len()..text.len(), false)
}

/// What the elements themselves judge.
fn judge(keys: &FrontMatter, prefixes: &[&str], findings: &mut Vec<Diagnostic>) {
    findings.extend(keys.people.iter().flat_map(|person| person.check()));
    findings.extend(keys.location.iter().flat_map(|location| location.check()));
    if let Some(ChaptersKey::List(chapters)) = &keys.chapters {
        let locations = chapters.iter().filter_map(|chapter| chapter.location.as_ref());
        findings.extend(locations.flat_map(|location| location.check()));
    }
    findings.extend(keys.license.iter().flat_map(|license| license.check()));
    findings.extend(keys.image.images.iter().flat_map(|image| image.check()));
    findings.extend(keys.value.iter().flat_map(|value| value.check()));
    findings.extend(keys.soundbites.iter().flat_map(|soundbite| soundbite.check()));
    findings.extend(keys.alternate_enclosure.iter().flat_map(|alternate| alternate.check()));
    findings.extend(SocialInteract::check_all(&keys.social_interact));
    findings.extend(keys.txt.iter().flat_map(|txt| txt.check()));
    findings.extend(keys.chat.iter().flat_map(|chat| chat.check()));
    findings.extend(keys.live_item.iter().flat_map(|live| live.check()));
    findings.extend(keys.extra.iter().flat_map(|extra| extra.check(prefixes)));
}
