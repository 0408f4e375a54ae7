//! From what was read to what is published.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, FixedOffset};

use super::rules::*;
use super::*;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::element::{EpisodeType, ShowType};
use crate::keys::{KEY_INVALID, KEY_MISSING};
use crate::lock::{GuidPlace, Lock, LockedMedia, Places, Present, PresentEpisode, guid_for, new_guid};
use crate::scalar::{is_language_code, media_type_of, podcast_guid};

/// When a show is assembled, and for where.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Now.
    pub now: DateTime<FixedOffset>,
    /// Drafts and scheduled episodes are in.
    pub drafts: bool,
    /// Stands for `show.site`.
    pub base_url: Option<String>,
}

/// A show, and what was found on the way.
#[derive(Debug)]
pub struct Assembled {
    /// The show with the episodes of this build.
    pub show: Show,
    /// What lock and guards compare: independent of the moment.
    pub present: Present,
    /// Findings.
    pub diagnostics: Vec<Diagnostic>,
    /// Held back until their date, with it; the next one first.
    pub scheduled: Vec<(String, DateTime<FixedOffset>)>,
    /// Held back as drafts.
    pub drafts: Vec<String>,
    /// Recordings of scheduled episodes: published before the episodes are.
    pub early_media: Vec<MediaFile>,
    /// Guids of private episodes: of these `public/` holds nothing that anyone can find.
    pub private: BTreeSet<String>,
}

/// NAMEs that something else has in `public/`.
const KEPT_NAMES: &[&str] = &["index", "embed"];

/// Puts a show together. `files` are the published files of the show by path.
pub fn assemble(
    keys: FeedToml,
    description: Notes,
    sources: Vec<EpisodeSources>,
    files: BTreeMap<String, PublishedFile>,
    lock: &Lock,
    moment: &Moment,
) -> Assembled {
    let mut diagnostics = Vec::new();
    let home = addresses(&keys, None);
    let addresses = addresses(&keys, moment.base_url.as_deref());
    let site = keys.show.site.as_ref();
    if let Some(site) = site.filter(|_| home.is_placeholder()) {
        let message = "nobody can publish at this address; no podcast:guid is made from it";
        diagnostics.push(
            Diagnostic::new(&SHOW_SITE_PLACEHOLDER, &site.place, message)
                .found(site.0.clone())
                .help("set `show.site` to the address that `public/` will be served at"),
        );
    }
    let guid = show_guid(&keys, lock, &home);

    let defaults = Defaults {
        language: keys.show.language.as_ref().map_or("en".to_string(), |language| language.0.clone()),
        artwork: keys.show.artwork.as_ref().map(|artwork| picture(&addresses, &files, "", &artwork.value)),
    };
    let mut present = Present { guid: guid.clone(), feeds: vec![home.feed_url()], ..Present::default() };
    present.guid_at = keys.show.guid.as_ref().map(|guid| guid.place.clone());

    let by_name: HashMap<String, (String, Option<String>)> = sources
        .iter()
        .map(|source| (source.name.clone(), (source.name.clone(), source.translation.as_ref().map(|(_, l)| l.clone()))))
        .collect();
    let mut scheduled = Vec::new();
    let mut drafts = Vec::new();
    let mut early_media = Vec::new();
    let mut private_guids = BTreeSet::new();
    let mut episodes = Vec::new();
    for source in sources {
        let (episode, locked) =
            resolve_episode(source, &keys, &home, &addresses, &files, lock, &defaults, moment, &mut diagnostics);
        present.episodes.push(locked);
        let private = episode.keys.private.unwrap_or(false);
        if private {
            private_guids.insert(episode.guid.clone());
        }
        match episode.state {
            State::Published => {}
            // What only some may hear is at no address that anyone can guess, and no build lets it out.
            State::Scheduled if private => {}
            State::Scheduled => {
                scheduled.push((episode.name.clone(), episode.date));
                if !moment.drafts {
                    early_media.extend(episode.media_files().cloned());
                }
            }
            State::Draft => drafts.push(episode.name.clone()),
        }
        if (episode.state == State::Published || moment.drafts) && !private {
            episodes.push(episode);
        }
    }
    scheduled.sort_by_key(|(name, date)| (*date, name.clone()));
    link_translations(&mut episodes, &by_name, &mut diagnostics);
    judge_addresses(&present, &mut diagnostics);
    judge_aliases(&episodes, &mut diagnostics);
    judge_numbers(&episodes, &mut diagnostics);
    // Newest first; of one moment, by guid, so that the order never depends on the disk.
    episodes.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.guid.cmp(&b.guid)));

    let show = Show {
        title: keys.show.title.as_ref().map(|title| title.trim().to_string()).unwrap_or_default(),
        people: keys.show.people.clone(),
        keys,
        addresses,
        description,
        language: defaults.language,
        guid,
        artwork: defaults.artwork,
        files,
        episodes,
    };
    Assembled { show, present, diagnostics, scheduled, drafts, early_media, private: private_guids }
}

struct Defaults {
    language: String,
    artwork: Option<Picture>,
}

impl Episode {
    /// The recordings that are files of the show.
    pub fn media_files(&self) -> impl Iterator<Item = &MediaFile> {
        let alternates = self.alternates.iter().filter_map(|alternate| alternate.media.as_ref());
        self.enclosure.iter().chain(alternates).filter_map(|enclosure| enclosure.file.as_ref())
    }
}

/// Where the show is served; without `show.site` at a host that nobody owns.
fn addresses(keys: &FeedToml, base_url: Option<&str>) -> Addresses {
    let site = base_url.or(keys.show.site.as_ref().map(|site| site.0.as_str())).unwrap_or("https://show.invalid/");
    Addresses {
        site: folder_url(site),
        media: keys.media.base_url.as_ref().map(|base| folder_url(&base.0)),
        prefixes: keys.media.prefix.iter().map(|prefix| prefix.0.clone()).collect(),
        feed: keys.feed.path.as_ref().map_or("feed.xml".to_string(), |path| path.trim_start_matches('/').to_string()),
    }
}

/// `show.guid`, else the lock's, else made from the feed's address, if that is a real one.
fn show_guid(keys: &FeedToml, lock: &Lock, home: &Addresses) -> Option<String> {
    let written = keys.show.guid.as_ref().map(|guid| guid.0.clone());
    written.or_else(|| lock.guid.clone()).or_else(|| (!home.is_placeholder()).then(|| podcast_guid(&home.feed_url())))
}

#[allow(clippy::too_many_arguments)] // One call; a struct for it would only name the same things twice.
fn resolve_episode(
    source: EpisodeSources,
    show: &FeedToml,
    home: &Addresses,
    addresses: &Addresses,
    files: &BTreeMap<String, PublishedFile>,
    lock: &Lock,
    defaults: &Defaults,
    moment: &Moment,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Episode, PresentEpisode) {
    let keys = source.keys;
    let draft = keys.draft.unwrap_or(false);
    let path = match &source.translation {
        // The language stands before the path.
        Some((name, _)) => episode_path(name, keys.slug.as_ref().map(|slug| slug.as_str())),
        None => episode_path(&source.name, keys.slug.as_ref().map(|slug| slug.as_str())),
    };
    let media_path = episode_path(&source.name, keys.slug.as_ref().map(|slug| slug.as_str()));
    let date = keys.date.as_ref().map(|date| date.0);
    if !draft && !source.broken {
        let at = source.source.place(0..source.source.line(1).len());
        let mut missing = |key: &str, help: &str| {
            let message = format!("the episode has no `{key}`");
            diagnostics.push(
                Diagnostic::new(&KEY_MISSING, &at, message)
                    .help(format!("{help}; or `draft = true` until it is ready")),
            );
        };
        if keys.title.as_ref().is_none_or(|title| title.trim().is_empty()) {
            missing("title", "add `title = \"…\"`");
        }
        if date.is_none() {
            missing("date", "add `date = 2026-11-27T06:00:00+01:00`");
        }
    }
    let language = match (&keys.language, &source.translation) {
        (Some(language), _) => language.0.clone(),
        (None, Some((_, language))) => language.clone(),
        (None, None) => defaults.language.clone(),
    };

    // What was measured, else what the lock remembers of this NAME or guid.
    let measured = measured_media(&source.audio, &source.alternates, &media_path);
    let locked_media: BTreeMap<String, LockedMedia> =
        measured.iter().map(|(key, sound)| (key.clone(), locked_facts(&sound.facts))).collect();
    let guid = match &keys.guid {
        Some(guid) => guid.value.clone(),
        None => guid_for(lock, &source.name, date.as_ref(), &locked_media)
            .map(str::to_string)
            .unwrap_or_else(|| new_guid(lock, &home.site, &source.name)),
    };
    judge_guid(&keys, diagnostics);
    let remembered = lock.episodes.get(&guid);
    let enclosure = find_enclosure(&keys, &source.audio, &media_path, addresses, remembered);
    let alternates = find_alternates(source.alternates, &media_path, addresses, remembered, source.audio.is_some());

    let mut media = locked_media;
    let kept =
        enclosure.iter().chain(alternates.iter().filter_map(|a| a.media.as_ref())).filter_map(|e| e.file.as_ref());
    for file in kept.filter(|file| file.source.is_none()) {
        media.insert(file.key.clone(), locked_facts(&file.facts));
    }
    if let (Some(Enclosure { url, file: None, .. }), Some(locked)) = (&enclosure, remembered)
        && locked.enclosure.as_ref() == Some(url)
    {
        let key = remote_key(url);
        media.extend(locked.media.get(&key).map(|facts| (key, facts.clone())));
    }
    let live = keys.live_item.is_some();
    if enclosure.is_none() && !draft && !live && !source.audio_reported {
        let name = source.name.rsplit('/').next().unwrap_or_default();
        diagnostics.push(
            Diagnostic::new(
                &EPISODE_AUDIO_MISSING,
                At::File(source.source.name.clone()),
                "there is no recording of this episode",
            )
            .expected(format!("{name}.mp3 or {name}.m4a beside it"))
            .help("put the recording there, name it with `audio`, or set `draft = true` until it is ready"),
        );
    }

    let page = page_path(&path, source.translation.as_ref().map(|(_, language)| language.as_str()));
    let first_line = source.source.line(1).trim_end();
    let body_start = source.source.text.find('\n').map_or(source.source.text.len(), |at| at + 1);
    let guid_place = match &keys.guid {
        Some(guid) => Some(GuidPlace::Written(guid.place.clone())),
        None if source.broken => None,
        None if first_line == "+++" => Some(GuidPlace::Toml(source.source.place(body_start..body_start))),
        None if first_line == "---" => Some(GuidPlace::Yaml(source.source.place(body_start..body_start))),
        None => None,
    };
    let present = PresentEpisode {
        name: source.name.clone(),
        guid: guid.clone(),
        title: keys.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        date,
        page: (keys.link.is_none() && !keys.private.unwrap_or(false)).then(|| page.clone()),
        enclosure: enclosure.as_ref().map(|enclosure| match &enclosure.file {
            Some(file) => home.media_url(&file.key),
            None => enclosure.url.clone(),
        }),
        media,
        draft,
        private: keys.private.unwrap_or(false),
        places: Places {
            file: At::File(source.source.name.clone()),
            guid: guid_place,
            date: keys.date.as_ref().map(|date| date.place.clone()),
            enclosure: keys.audio.as_ref().map(|audio| audio.place.clone()),
            slug: keys.slug.as_ref().map(|slug| slug.place.clone()),
        },
    };

    let state = match date {
        _ if draft => State::Draft,
        Some(date) if date > moment.now => State::Scheduled,
        _ => State::Published,
    };
    let duration = enclosure.as_ref().and_then(|enclosure| enclosure.duration);
    if let Some(duration) = duration {
        diagnostics.extend(keys.soundbites.iter().filter_map(|soundbite| soundbite.check_end(duration)));
    }
    if !source.chapters.list.is_empty() {
        diagnostics.extend(crate::chapters::lint(&source.chapters, duration, None));
    }
    let serial = show.show.r#type.as_ref().is_some_and(|kind| kind.value == ShowType::Serial);
    let full = keys.r#type.as_ref().is_none_or(|kind| kind.value == EpisodeType::Full);
    if serial && full && !draft && keys.episode.is_none() {
        let at = keys.title.as_ref().map_or(At::File(source.source.name.clone()), |title| At::from(&title.place));
        let message = "a serial show numbers its episodes, and this one has no number";
        diagnostics.push(Diagnostic::new(&ITUNES_EPISODE_REQUIRED, at, message).help("add `episode = 1` (2, 3 …)"));
    }
    let artwork =
        keys.artwork.as_ref().map(|artwork| picture(addresses, files, &source.folder, &artwork.value)).or_else(|| {
            source.artwork.as_ref().map(|path| picture(addresses, files, "", &PathOrUrl::Path(path.clone())))
        });
    let mut chapters = source.chapters;
    for chapter in &mut chapters.list {
        if let Some(file) = chapter.image.as_ref().and_then(|image| files.get(image)) {
            chapter.image = Some(addresses.url(&file.path));
        }
    }
    let people = inherited_people(&show.show.people, &keys.people, keys.people_only.unwrap_or(false));
    let published = published_transcripts(source.transcripts, show);
    let episode = Episode {
        path,
        translation: source.translation.map(|(_, language)| language),
        translations: Vec::new(),
        // A draft without a title is shown by its name.
        title: match present.title.trim() {
            "" => last_part(&source.name).to_string(),
            title => title.to_string(),
        },
        name: source.name,
        guid,
        date: date.unwrap_or(moment.now),
        state,
        language,
        enclosure,
        alternates,
        transcripts: published,
        chapters,
        people,
        artwork,
        notes: source.notes,
        source: source.source,
        keys,
    };
    (episode, present)
}

fn judge_guid(keys: &FrontMatter, diagnostics: &mut Vec<Diagnostic>) {
    let Some(guid) = &keys.guid else { return };
    if guid.trim() != guid.value || guid.contains(['\n', '\r', '\t']) {
        let message = "apps differ in whether they see these blanks: the episode has two identities";
        let finding = Diagnostic::new(&GUID_WHITESPACE, &guid.place, message)
            .found(format!("{:?}", guid.value))
            .help("if it is published so, leave it; else write it without");
        diagnostics.push(finding);
    }
    if guid.trim().is_empty() {
        let message = "an empty guid is no identity";
        diagnostics.push(
            Diagnostic::new(&GUID_WHITESPACE, &guid.place, message)
                .severity(Severity::Error)
                .help("take the key out: the build gives the episode a guid"),
        );
    }
}

/// The recordings of an episode that are here, by their place below `media/`.
fn measured_media(audio: &Option<Sound>, alternates: &[AlternateSource], path: &str) -> Vec<(String, Sound)> {
    let main = audio.iter().map(|sound| (format!("{path}.{}", ending(&sound.path)), sound.clone()));
    let others = alternates.iter().filter_map(|alternate| {
        alternate.sound.as_ref().map(|sound| (alternate_key(alternate, sound, path), sound.clone()))
    });
    main.chain(others).collect()
}

fn alternate_key(alternate: &AlternateSource, sound: &Sound, path: &str) -> String {
    let part = alternate.language.as_deref().or(alternate.tag.as_deref()).map(crate::scalar::slug);
    match part {
        Some(part) => format!("{path}.{part}.{}", ending(&sound.path)),
        None => format!("{path}.{}", ending(&sound.path)),
    }
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

fn locked_facts(facts: &MediaFacts) -> LockedMedia {
    let duration = facts.duration.map(|duration| duration.0);
    LockedMedia::new(facts.bytes, duration, facts.media_type.clone(), facts.sha256.clone())
}

fn facts_of(locked: &LockedMedia) -> MediaFacts {
    MediaFacts {
        bytes: locked.bytes,
        duration: locked.duration_ms.map(Millis),
        media_type: locked.media_type.clone(),
        sha256: locked.sha256.clone(),
    }
}

fn find_enclosure(
    keys: &FrontMatter,
    audio: &Option<Sound>,
    path: &str,
    addresses: &Addresses,
    remembered: Option<&crate::lock::LockedEpisode>,
) -> Option<Enclosure> {
    let stated = keys.duration.as_ref().map(|duration| duration.value);
    let own_file = |key: String, facts: MediaFacts, source: Option<String>| Enclosure {
        url: addresses.media_url(&key),
        length: facts.bytes,
        media_type: facts.media_type.clone(),
        duration: facts.duration.or(stated),
        file: Some(MediaFile { source, key, facts }),
    };
    if let Some(sound) = audio {
        let key = format!("{path}.{}", ending(&sound.path));
        return Some(own_file(key, sound.facts.clone(), Some(sound.path.clone())));
    }
    // What its host told `podwright lock --online`.
    let known = |url: &str| {
        let remembered = remembered.filter(|locked| locked.enclosure.as_deref() == Some(url))?;
        remembered.media.get(&remote_key(url)).map(facts_of)
    };
    if let Some(enclosure) = &keys.enclosure {
        let facts = known(&enclosure.url.0);
        return Some(Enclosure {
            url: enclosure.url.0.clone(),
            length: enclosure.length.or(facts.as_ref().map(|f| f.bytes)).unwrap_or(0),
            media_type: enclosure
                .r#type
                .as_ref()
                .map_or_else(|| type_of_url(&enclosure.url.0), |kind| kind.value.clone()),
            duration: stated.or(facts.and_then(|f| f.duration)),
            file: None,
        });
    }
    if let Some(Spanned { value: PathOrUrl::Url(url), .. }) = &keys.audio {
        let facts = known(url);
        return Some(Enclosure {
            url: url.clone(),
            length: facts.as_ref().map_or(0, |facts| facts.bytes),
            media_type: facts.as_ref().map_or_else(|| type_of_url(url), |facts| facts.media_type.clone()),
            duration: stated.or(facts.and_then(|facts| facts.duration)),
            file: None,
        });
    }
    // The audio is not on this machine: the lock remembers it.
    let remembered = remembered?;
    let url = remembered.enclosure.as_deref()?;
    // Told by the end of its URL, so that a move to another host does not lose it.
    let of_url = remembered.media.iter().find(|(key, _)| url.ends_with(&format!("/{key}")));
    let only = || remembered.media.iter().next().filter(|_| remembered.media.len() == 1);
    let (key, facts) = of_url.or_else(only)?;
    // The address follows NAME, as it would with the file at hand; the guards see it if it moved.
    let key_now = format!("{path}.{}", ending(key));
    Some(own_file(key_now, facts_of(facts), None))
}

fn type_of_url(url: &str) -> String {
    let path = url::Url::parse(url).map(|url| url.path().to_string()).unwrap_or_default();
    media_type_of(&path).map_or("audio/mpeg", |media| media.name).to_string()
}

fn find_alternates(
    sources: Vec<AlternateSource>,
    path: &str,
    addresses: &Addresses,
    remembered: Option<&crate::lock::LockedEpisode>,
    recording_here: bool,
) -> Vec<Alternate> {
    let mut alternates: Vec<Alternate> = Vec::new();
    let mut keys_here = BTreeSet::new();
    for source in sources {
        let media = source.sound.as_ref().map(|sound| {
            let key = alternate_key(&source, sound, path);
            keys_here.insert(key.clone());
            own_alternate(addresses, key, sound.facts.clone(), Some(sound.path.clone()))
        });
        alternates.push(Alternate { keys: source.keys, media, language: source.language });
    }
    // Where no recording of the episode is on this machine, the lock knows which there are.
    if !recording_here && keys_here.is_empty() {
        for (key, facts) in remembered.map(|locked| &locked.media).into_iter().flatten() {
            let middle =
                key.strip_prefix(path).and_then(|rest| rest.strip_prefix('.')).and_then(|rest| rest.rsplit_once('.'));
            let Some((word, _)) = middle else { continue };
            let media = own_alternate(addresses, key.clone(), facts_of(facts), None);
            let language = (word.len() == 2 && is_language_code(word)).then(|| word.to_string());
            alternates.push(Alternate { keys: None, media: Some(media), language });
        }
    }
    alternates
}

fn own_alternate(addresses: &Addresses, key: String, facts: MediaFacts, source: Option<String>) -> Enclosure {
    Enclosure {
        url: addresses.media_url(&key),
        length: facts.bytes,
        media_type: facts.media_type.clone(),
        duration: facts.duration,
        file: Some(MediaFile { source, key, facts }),
    }
}

fn picture(addresses: &Addresses, files: &BTreeMap<String, PublishedFile>, folder: &str, value: &PathOrUrl) -> Picture {
    match value {
        PathOrUrl::Url(url) => Picture { url: url.clone(), size: None, media_type: None },
        PathOrUrl::Path(path) => {
            let path = resolve(folder, path).unwrap_or_default();
            match files.get(&path) {
                Some(file) => {
                    Picture { url: addresses.url(&file.path), size: file.size, media_type: file.media_type.clone() }
                }
                None => Picture { url: addresses.url(&path), size: None, media_type: None },
            }
        }
    }
}

/// The show's people and the episode's; of one name the episode's entry.
fn inherited_people(show: &[Person], episode: &[Person], only: bool) -> Vec<Person> {
    if only {
        return episode.to_vec();
    }
    // Item people replace the channel's in apps: whoever is on the list of an episode alone would push the hosts out.
    if episode.is_empty() {
        return show.to_vec();
    }
    let same = |a: &Person, b: &Person| a.name.trim().eq_ignore_ascii_case(b.name.trim());
    let mut people: Vec<Person> = Vec::new();
    for person in show {
        match episode.iter().find(|other| same(person, other)) {
            Some(other) => people.push(other.clone()),
            None => people.push(person.clone()),
        }
    }
    people.extend(episode.iter().filter(|person| !show.iter().any(|other| same(person, other))).cloned());
    people
}

/// Which formats are published of each transcript: all that are wanted of one with times, text and HTML of one without.
fn published_transcripts(sources: Vec<TranscriptSource>, show: &FeedToml) -> Vec<TranscriptSource> {
    let wanted: Vec<Format> = show.transcripts.published_formats();
    let formats_of =
        |timed: bool| wanted.iter().copied().filter(|format| timed || !format.is_timed()).collect::<Vec<_>>();
    sources.into_iter().map(|source| TranscriptSource { formats: formats_of(source.timed), ..source }).collect()
}

/// Each translation knows the other languages of its episode.
fn link_translations(
    episodes: &mut [Episode],
    names: &HashMap<String, (String, Option<String>)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for name in episodes.iter().filter_map(|episode| episode.keys.translation_of.as_ref()) {
        if names.contains_key(&name.value) {
            continue;
        }
        let message = "`translation_of` names no episode of this show";
        let near = crate::scalar::nearest(&name.value, names.keys().map(String::as_str));
        let near = near.map_or("write the other episode's NAME".to_string(), |near| format!("did you mean {near:?}?"));
        diagnostics.push(Diagnostic::new(&KEY_INVALID, &name.place, message).found(name.value.clone()).help(near));
    }
    // The episode a file translates: told by its name, or by `translation_of`.
    let original = |episode: &Episode| -> Option<String> {
        let named = episode.keys.translation_of.as_ref().map(|name| name.value.clone());
        let by_file =
            episode.translation.as_ref().and_then(|language| episode.name.strip_suffix(&format!(".{language}")));
        named.or_else(|| by_file.map(str::to_string)).filter(|name| names.contains_key(name))
    };
    let mut groups: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for episode in episodes.iter() {
        let key = original(episode).unwrap_or_else(|| episode.name.clone());
        groups.entry(key).or_default().push((episode.name.clone(), episode.language.clone()));
    }
    for episode in episodes.iter_mut() {
        let key = original(episode).unwrap_or_else(|| episode.name.clone());
        let group = groups.get(&key).into_iter().flatten();
        episode.translations = group.filter(|(name, _)| *name != episode.name).cloned().collect();
    }
}

fn judge_addresses(present: &Present, diagnostics: &mut Vec<Diagnostic>) {
    let mut pages: BTreeMap<&str, &PresentEpisode> = BTreeMap::new();
    for episode in &present.episodes {
        let Some(page) = episode.page.as_deref() else { continue };
        let path = page.trim_end_matches('/');
        let last = last_part(path);
        let kept = KEPT_NAMES.contains(&last)
            || (is_language_code(last) && last.len() == 2)
            || last.is_empty()
            || last == "episodes";
        let at = episode.places.slug.as_ref().map_or_else(|| episode.places.file.clone(), At::from);
        if kept {
            let what = if last.is_empty() || last == "episodes" {
                "makes no address".to_string()
            } else {
                format!("makes the address part `{last}`, which is kept for something else")
            };
            let finding = Diagnostic::new(&EPISODE_SLUG_DUPLICATE, at, format!("this NAME {what}"))
                .help("give the file another name, or set `slug` in its front matter");
            diagnostics.push(finding);
            continue;
        }
        if let Some(first) = pages.insert(page, episode) {
            let finding = Diagnostic::new(&EPISODE_SLUG_DUPLICATE, at, format!("two episodes would lie at {page}"))
                .related(first.places.file.clone(), "the other one")
                .help("rename one of the files, or set `slug` in its front matter");
            diagnostics.push(finding);
        }
    }
}

/// An old address can lead to one page only.
fn judge_aliases(episodes: &[Episode], diagnostics: &mut Vec<Diagnostic>) {
    let plain =
        |address: &str| address.trim_matches('/').trim_end_matches("index.html").trim_end_matches('/').to_string();
    let pages: BTreeMap<String, &Episode> =
        episodes.iter().map(|episode| (plain(&episode.page_folder()), episode)).collect();
    let mut seen: BTreeMap<String, &Episode> = BTreeMap::new();
    for episode in episodes {
        for alias in &episode.keys.aliases {
            let address = plain(&alias.value);
            let taken = pages.get(&address).or_else(|| seen.get(&address)).filter(|other| other.name != episode.name);
            if let Some(other) = taken {
                let message = format!("{} is an address of another episode, too, and leads there", alias.value);
                let finding =
                    Diagnostic::new(&EPISODE_SLUG_DUPLICATE, &alias.place, message).severity(Severity::Warning);
                diagnostics.push(finding.related(At::File(other.source.name.clone()), "the other one"));
            }
            seen.entry(address).or_insert(episode);
        }
    }
}

fn judge_numbers(episodes: &[Episode], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(Option<u32>, String), &Episode> = BTreeMap::new();
    for episode in episodes {
        let full = episode.keys.r#type.as_ref().is_none_or(|kind| kind.value == EpisodeType::Full);
        let Some(number) = episode.keys.episode.as_ref().filter(|_| full && episode.translation.is_none()) else {
            continue;
        };
        let season = episode.keys.season.as_ref().map(|season| season.number.value);
        let key = (season, number.number.value.0.clone());
        if let Some(first) = seen.get(&key) {
            let message = format!("the number {} is taken", number.number.value.0);
            let at = At::File(first.source.name.clone());
            let finding = Diagnostic::new(&EPISODE_NUMBER_DUPLICATE, &number.number.place, message)
                .related(at, format!("by \"{}\"", first.title));
            diagnostics.push(finding);
        } else {
            seen.insert(key, episode);
        }
    }
}
