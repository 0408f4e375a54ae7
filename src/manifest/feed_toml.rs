//! feed.toml.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Profile, Severity};
use crate::element::podcast::{
    Blocks, Chat, Funding, Image, License, Location, Locked, Medium, Person, Podping, RemoteItem, Season, ShowGuid,
    SocialInteract, Trailer, Txt, UpdateFrequency, Value, check_podroll, check_publisher,
};
use crate::element::{Category, Extra, ShowType};
use crate::keys::{
    FromNode, KEY_INVALID, KEY_MISSING, KEY_UNKNOWN, Language, Link, Node, Pairs, PathOrUrl, Reader, Table, TableInfo,
    Words, read_toml, word_from_node,
};
use crate::scalar::time_zone;
use crate::source::{Source, Spanned};
use crate::transcript::Format;

crate::rules! {
    /// Apple refuses a show without a cover ("Podcast artwork must be between 1400 x 1400 and 3000 x 3000 pixels"), and apps show
    /// a grey square.
    ITUNES_IMAGE_MISSING = "itunes-image-missing": Error, [Apple, Spotify, Psp1], None;
        summary "the show has no artwork";
        bad "[show] without `artwork`";
        good "artwork = \"artwork.jpg\"";
        source "Apple Podcasts, itunes:image; PSP-1";
    /// Apple and the apps that follow it sort shows by category, and refuse one without: "There is no category tag in your feed,
    /// or the category tag is empty."
    /// An empty or misspelt one counts as none.
    ITUNES_CATEGORY_MISSING = "itunes-category-missing": Error, [Apple, Psp1], None;
        summary "the show has no category";
        bad "[show] without `categories`";
        good "categories = [\"Technology\"]";
        source "Apple Podcasts, itunes:category; PSP-1";
    /// Apple asks for it on every show; without it the show is refused: "There is no explicit tag in your feed, or the explicit tag
    /// is empty." An empty one counts as none.
    ITUNES_EXPLICIT_MISSING = "itunes-explicit-missing": Error, [Apple, Psp1], None;
        summary "nothing says whether the show is explicit";
        bad "[show] without `explicit`";
        good "explicit = false";
        source "Apple Podcasts, itunes:explicit; PSP-1";
    /// Spotify puts no show live without an author; apps show the name below the title.
    ITUNES_AUTHOR_MISSING = "itunes-author-missing": Advice, [Apple, Spotify, Psp1], None;
        summary "nothing says who makes the show";
        bad "[show] without `author`";
        good "author = \"Ines Prado\"";
        source "Spotify, show metadata requirements; Apple Podcasts, itunes:author";
}

/// The newest version of the formats that this program reads.
const VERSION: u64 = 1;

crate::keys! {
    /// feed.toml: the show, its feeds, and how they are made.
    #[derive(Default)]
    pub struct FeedToml {
        /// Version of these formats; absent: 1.
        podwright: Option<Spanned<u64>> = "podwright = 1";
        /// The show.
        show: Required<ShowKeys> = "show = { title = \"Needle & Thread\" }";
        /// Where the recordings are served from.
        media: Optional<MediaKeys> = "media = { base_url = \"https://cdn.example.fm/needle/\" }";
        /// The main feed.
        feed: Optional<FeedKeys> = "feed = { path = \"feed.xml\" }";
        /// More feeds out of the same episodes.
        feeds: Vec<MoreFeed> = "feeds = [{ path = \"pt/feed.xml\" }]";
        /// What is published of transcripts.
        transcripts: Optional<TranscriptsKeys> = "transcripts = { formats = [\"vtt\", \"html\"] }";
        /// How the show is judged.
        lint: Optional<LintKeys> = "lint = { profiles = [\"apple\"] }";
        /// Words that transcripts have wrong, and what was meant: heard = meant.
        glossary: Pairs<Spanned<String>> = "glossary = { \"Swarm1AI\" = \"SwarmOne\" }";
        /// Namespaces of your own: prefix = URI.
        namespaces: Pairs<Spanned<String>> = "namespaces = { spotify = \"http://www.spotify.com/ns/rss\" }";
        /// Elements that no key makes.
        extra: Vec<Extra> = "extra = [{ xml = '<spotify:countryOfOrigin>pt gb</spotify:countryOfOrigin>' }]";
        /// The look of the pages.
        site: Option<Node> = "site = { colors = { accent = \"#7a1f3d\" } }";
        /// Files for hosts.
        hosting: Option<Node> = "hosting = { files = [\"netlify\"] }";
        /// Where to upload.
        deploy: Option<Node> = "deploy = { production = { to = \"s3://needle-site\" } }";
        /// Whom to tell after an upload.
        announce: Option<Node> = "announce = { websub = true }";
        /// Several shows in one workspace.
        network: Option<Node> = "network = { members = [\"shows/a\"] }";
    }
}

crate::keys! {
    /// `[show]`: what the show is called, where it is served, who makes it.
    #[derive(Default)]
    pub struct ShowKeys {
        /// The name, and nothing else.
        title: Option<Spanned<String>> = "title = \"Needle & Thread\"";
        /// What it is about, in Markdown.
        description: Option<Spanned<String>> = "description = \"Songs, and the people who **mend** them.\"";
        /// The address that `public/` is served at.
        site: Option<Spanned<Link>> = "site = \"https://needle.example.fm/\"";
        /// The language spoken.
        language: Option<Spanned<Language>> = "language = \"en\"";
        /// The zone of dates without an offset: an IANA name.
        time_zone: Option<Spanned<String>> = "time_zone = \"Europe/Lisbon\"";
        /// Who makes it.
        author: Option<Spanned<String>> = "author = \"Ines Prado\"";
        /// Whom directories write to.
        owner: Option<OwnerKeys> = "owner = { name = \"Ines Prado\", email = \"feed@needle.example.fm\" }";
        /// The cover: square, JPEG or PNG, 1400 to 3000 pixels.
        artwork: Option<Spanned<PathOrUrl>> = "artwork = \"artwork.jpg\"";
        /// Categories of Apple's list; the first counts most.
        categories: Vec<Category> = "categories = [\"Society & Culture > Documentary\"]";
        /// Whether it is for adults.
        explicit: Option<Spanned<bool>> = "explicit = false";
        /// In which order it is to be heard.
        r#type: Option<Spanned<ShowType>> = "type = \"serial\"";
        /// Who holds the rights.
        copyright: Option<Spanned<String>> = "copyright = \"2026 Ines Prado\"";
        /// The license of the sound.
        license: Option<License> = "license = \"CC-BY-4.0\"";
        /// What the feed holds; absent: podcasts.
        medium: Option<Spanned<Medium>> = "medium = \"podcast\"";
        /// The permanent identity of the show, kept from a former host; else made from the first feed address.
        guid: Option<Spanned<ShowGuid>> = "guid = \"917393e3-1b1e-5cef-ace4-edaa54e1f810\"";
        /// Whether hosting platforms must refuse to import the feed.
        locked: Option<Locked> = "locked = true";
        /// Services that must not take the show; `true`: none may.
        block: Option<Blocks> = "block = [\"tiktok\"]";
        /// Whether there will never be another episode.
        complete: Option<bool> = "complete = false";
        /// The address this feed moves to.
        new_feed_url: Option<Spanned<Link>> = "new_feed_url = \"https://new.example.fm/feed.xml\"";
        /// The regular people.
        people: Vec<Person> = "people = [{ name = \"Ines Prado\", role = \"host\" }]";
        /// Where listeners can give money.
        funding: Vec<Funding> = "funding = [{ url = \"https://needle.example.fm/support\", text = \"Support us\" }]";
        /// Names of seasons.
        season: Vec<Season> = "season = [{ number = 2, name = \"B-sides\" }]";
        /// Places it is about or comes from.
        location: Vec<Location> = "location = [\"Porto\"]";
        /// Pictures for a purpose; the cover is `artwork`.
        image: Vec<Image> = "image = [{ href = \"banner.jpg\", alt = \"A needle\", purpose = \"banner\" }]";
        /// Trailers; episodes with `type = "trailer"` are added by themselves.
        trailer: Vec<Trailer> = "trailer = [{ title = \"Soon\", url = \"https://cdn.example.fm/t.mp3\", date = 2026-10-01T06:00:00+01:00 }]";
        /// Where people talk about it.
        social_interact: Vec<SocialInteract> = "social_interact = [{ protocol = \"activitypub\", uri = \"https://social.example/@needle/1\" }]";
        /// Free texts for machines.
        txt: Vec<Txt> = "txt = [{ purpose = \"verify\", text = \"7a1c0e9e\" }]";
        /// How listeners' money is shared.
        value: Vec<Value> = "value = [{ type = \"lightning\", method = \"keysend\" }]";
        /// Items of other feeds.
        remote_item: Vec<RemoteItem> = "remote_item = [{ feed_guid = \"9b024349-ccf0-5f69-a609-6b82873eab3c\" }]";
        /// Shows worth hearing.
        podroll: Vec<RemoteItem> = "podroll = [{ feed_guid = \"9b024349-ccf0-5f69-a609-6b82873eab3c\", title = \"Podnews\" }]";
        /// The publisher's feed.
        publisher: Option<RemoteItem> = "publisher = { feed_guid = \"003af0a0-6a45-55bf-b765-68e3d349551a\" }";
        /// How often it comes.
        update_frequency: Option<UpdateFrequency> = "update_frequency = { text = \"weekly\", rrule = \"FREQ=WEEKLY\" }";
        /// Whether changes are announced by Podping.
        podping: Option<Podping> = "podping = true";
        /// Where listeners chat.
        chat: Option<Chat> = "chat = { server = \"irc.zeronode.net\", protocol = \"irc\" }";
    }
}

crate::keys! {
    /// Whom directories write to. The address is public.
    pub struct OwnerKeys {
        /// The name.
        name: Option<Spanned<String>> = "name = \"Ines Prado\"";
        /// The address.
        email: Option<Spanned<String>> = "email = \"feed@needle.example.fm\"";
    }
}

crate::keys! {
    /// `[media]`: where the recordings are served from.
    #[derive(Default)]
    pub struct MediaKeys {
        /// The folder enclosures are served from, where that is not `public/media/`. Nothing is copied there then.
        base_url: Option<Spanned<Link>> = "base_url = \"https://cdn.example.fm/needle/\"";
        /// Tracking prefixes; in feeds only, never in guid or lock.
        prefix: Vec<Spanned<Link>> = "prefix = [\"https://op3.dev/e/\"]";
        /// Whether `build` writes tags into the published recordings.
        tag: Option<bool> = "tag = false";
    }
}

crate::keys! {
    /// `[feed]`: the main feed.
    #[derive(Default)]
    pub struct FeedKeys {
        /// Its path below the site.
        path: Option<Spanned<String>> = "path = \"feed.xml\"";
        /// Which episodes it holds; absent: all.
        only: Option<OnlyKeys> = "only = { season = 2 }";
        /// How many items it holds at most.
        limit: Option<Spanned<u64>> = "limit = 100";
        /// WebSub hubs.
        hub: Vec<Spanned<Link>> = "hub = \"https://pubsubhubbub.appspot.com/\"";
    }
}

crate::keys! {
    /// One more feed out of the same episodes.
    pub struct MoreFeed {
        /// Its path below the site; `.xml`, or `.json` for JSON Feed.
        path: Spanned<String> = "path = \"pt/feed.xml\"";
        /// Which episodes it holds; absent: all.
        only: Option<OnlyKeys> = "only = { language = \"pt\" }";
        /// The ending or tag of the alternate that is its enclosure.
        rendition: Option<Spanned<String>> = "rendition = \"opus\"";
        /// How many items it holds at most.
        limit: Option<Spanned<u64>> = "limit = 100";
        /// The file of names and tokens that makes it private.
        private: Option<Spanned<String>> = "private = \"supporters.toml\"";
        /// What differs from `[show]`.
        show: Option<ShowKeys> = "show = { language = \"pt\", title = \"Agulha e Linha\" }";
    }
}

crate::keys! {
    /// A choice of episodes.
    pub struct OnlyKeys {
        /// Those of a language.
        language: Option<Spanned<Language>> = "language = \"pt\"";
        /// Those of a season.
        season: Option<Spanned<u64>> = "season = 2";
        /// Those with a tag.
        tag: Option<Spanned<String>> = "tag = \"fado\"";
    }
}

crate::keys! {
    /// `[transcripts]`: what is published of transcripts.
    #[derive(Default)]
    pub struct TranscriptsKeys {
        /// The formats, of those the transcript can have; absent: all.
        formats: Vec<Spanned<TranscriptFormat>> = "formats = [\"vtt\", \"srt\", \"json\", \"html\", \"txt\"]";
    }
}

crate::words! {
    /// A published form of a transcript.
    pub enum TranscriptFormat {
        /// WebVTT.
        Vtt = "vtt",
        /// SubRip.
        Srt = "srt",
        /// Podcast namespace JSON.
        Json = "json",
        /// A page.
        Html = "html",
        /// Plain text.
        Txt = "txt",
    }
}

crate::keys! {
    /// `[lint]`: how the show is judged.
    #[derive(Default)]
    pub struct LintKeys {
        /// By whose demands; absent: all.
        profiles: Vec<Spanned<Profile>> = "profiles = [\"rss\", \"apple\"]";
        /// Levels of single rules.
        levels: Pairs<Spanned<LevelName>> = "levels = { \"artwork-too-large\" = \"allow\" }";
        /// Findings already known.
        baseline: Option<Spanned<String>> = "baseline = \"known.json\"";
    }
}

impl Words for Profile {
    const WORDS: &'static [(&'static str, Profile)] = &[
        (Profile::Rss.name(), Profile::Rss),
        (Profile::Apple.name(), Profile::Apple),
        (Profile::Spotify.name(), Profile::Spotify),
        (Profile::Psp1.name(), Profile::Psp1),
        (Profile::Podcasting2.name(), Profile::Podcasting2),
    ];
}

impl FromNode for Profile {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        word_from_node(node, reader, &KEY_INVALID)
    }
    fn expected() -> String {
        Profile::ALL.iter().map(|profile| format!("\"{}\"", profile.name())).collect::<Vec<_>>().join(" or ")
    }
    fn schema(_: &mut std::collections::BTreeMap<String, serde_json::Value>) -> serde_json::Value {
        serde_json::json!({ "enum": Profile::ALL.iter().map(|profile| profile.name()).collect::<Vec<_>>() })
    }
}

crate::words! {
    /// What a rule does.
    pub enum LevelName {
        /// Stops the build.
        Error = "error",
        /// Is said.
        Warning = "warning",
        /// Is said, softly.
        Advice = "advice",
        /// Is not said.
        Allow = "allow",
    }
}

/// A table that counts as empty where it is not there.
#[derive(Clone, Debug, Default)]
pub struct Optional<T>(pub T);

impl<T> std::ops::Deref for Optional<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: FromNode + Default> FromNode for Optional<T> {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::from_node(node, reader).map(Optional)
    }
    fn absent() -> Option<Self> {
        Some(Optional::default())
    }
    fn expected() -> String {
        T::expected()
    }
    fn schema(defs: &mut std::collections::BTreeMap<String, serde_json::Value>) -> serde_json::Value {
        T::schema(defs)
    }
    fn table_info() -> Option<TableInfo> {
        T::table_info()
    }
}

/// The same for a table that a schema requires.
pub type Required<T> = Optional<T>;

impl TranscriptsKeys {
    /// The formats to publish, in the order of the feed.
    pub fn published_formats(&self) -> Vec<Format> {
        let all = [Format::Vtt, Format::Srt, Format::Json, Format::Html, Format::Text];
        if self.formats.is_empty() {
            return all.to_vec();
        }
        all.into_iter().filter(|format| self.formats.iter().any(|wanted| wanted.word() == format.name())).collect()
    }
}

/// Tables by their headers, to tell where a stray key belongs.
fn homes() -> Vec<(&'static str, TableInfo)> {
    vec![
        ("show", ShowKeys::INFO),
        ("media", MediaKeys::INFO),
        ("feed", FeedKeys::INFO),
        ("transcripts", TranscriptsKeys::INFO),
        ("lint", LintKeys::INFO),
    ]
}

/// Reads feed.toml. What is wrong in one place does not lose the rest.
pub fn read_feed_toml(source: &Arc<Source>) -> (FeedToml, Vec<Diagnostic>) {
    let (node, mut diagnostics) = read_toml(source, 0..source.text.len());
    let mut reader = Reader::default();
    reader.homes = homes();
    let show = node.table().and_then(|top| top.get("show"));
    if let Some(zone) = show.and_then(|show| show.table()).and_then(|show| show.get("time_zone")) {
        let known = zone.text().and_then(time_zone);
        // One that is none is reported once, and not at every date.
        reader.zone = Some(known.unwrap_or(chrono_tz::Tz::UTC));
        if known.is_none() {
            reader.within("show", |reader| {
                reader.within("time_zone", |reader| reader.wrong(zone, "an IANA time zone like \"Europe/Lisbon\""));
            });
        }
    }
    let broken = !diagnostics.is_empty();
    let keys = FeedToml::from_node(&node, &mut reader);
    let mut keys = keys.unwrap_or_else(|| FeedToml { place: source.place(0..0), ..FeedToml::default() });
    // Whatever is missed of a table that nobody wrote is missed in this file.
    if keys.show.place.source.name.is_empty() {
        keys.show.0.place = source.place(0..0);
    }
    if let Some(version) = keys.podwright.as_ref().filter(|version| version.value > VERSION) {
        let message = format!("these files are of version {}, and this podwright reads up to {VERSION}", version.value);
        reader.report(Diagnostic::new(&KEY_INVALID, &version.place, message).help("use a newer podwright"));
    }
    if !broken {
        missing(&keys, show.and_then(|show| show.table()), source, &mut reader);
    }
    judge(&keys, &mut reader);
    diagnostics.append(&mut reader.diagnostics);
    (keys, diagnostics)
}

fn missing(keys: &FeedToml, written: Option<&Table>, source: &Arc<Source>, reader: &mut Reader) {
    let Some(written) = written else {
        let finding = Diagnostic::new(&KEY_MISSING, source.place(0..0), "there is no `[show]` in feed.toml")
            .help("begin with `[show]` and the keys title, description, site, language");
        reader.report(finding);
        return;
    };
    let show = &keys.show;
    // One cause, one finding: a value that is there and wrong has its own, and so has a misspelt key.
    let misspelt: Vec<String> = reader
        .diagnostics
        .iter()
        .filter(|finding| finding.rule.id == KEY_UNKNOWN.id)
        .filter_map(|finding| finding.expected.clone())
        .collect();
    let absent = |key: &str| written.get(key).is_none() && !misspelt.iter().any(|meant| meant == key);
    for (rule, key, missing, example) in [
        (&KEY_MISSING, "title", absent("title"), "title = \"My show\""),
        (&KEY_MISSING, "description", absent("description"), "description = \"What it is about\""),
        (&KEY_MISSING, "site", absent("site"), "site = \"https://my-show.fm/\""),
        (&KEY_MISSING, "language", absent("language"), "language = \"en\""),
        (&ITUNES_IMAGE_MISSING, "artwork", absent("artwork"), "artwork = \"artwork.jpg\""),
        (&ITUNES_CATEGORY_MISSING, "categories", absent("categories"), "categories = [\"Technology\"]"),
        (&ITUNES_EXPLICIT_MISSING, "explicit", absent("explicit"), "explicit = false"),
        (&ITUNES_AUTHOR_MISSING, "author", absent("author"), "author = \"Your name\""),
    ] {
        if missing {
            // What only directories ask for need not be there yet while a show is being made.
            let severity = if rule.profiles.is_empty() { rule.severity } else { rule.severity.min(Severity::Warning) };
            let finding = Diagnostic::new(rule, &show.place, format!("`[show]` has no `{key}`"))
                .severity(severity)
                .help(format!("add `{example}`"));
            reader.report(finding);
        }
    }
    for (key, text) in [("title", &show.title), ("description", &show.description)] {
        if let Some(text) = text.as_ref().filter(|text| text.trim().is_empty()) {
            reader.report(Diagnostic::new(&KEY_MISSING, &text.place, format!("`show.{key}` is empty")));
        }
    }
}

/// What the elements themselves judge.
fn judge(keys: &FeedToml, reader: &mut Reader) {
    let shows = std::iter::once(&keys.show.0).chain(keys.feeds.iter().filter_map(|feed| feed.show.as_ref()));
    let mut findings: Vec<Diagnostic> = shows.flat_map(judge_show).collect();
    let prefixes: Vec<&str> = keys.namespaces.0.iter().map(|(prefix, _)| prefix.as_str()).collect();
    findings.extend(keys.extra.iter().flat_map(|extra| extra.check(&prefixes)));
    reader.diagnostics.extend(findings);
}

fn judge_show(show: &ShowKeys) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    findings.extend(show.people.iter().flat_map(|person| person.check()));
    findings.extend(show.location.iter().flat_map(|location| location.check()));
    findings.extend(show.license.iter().flat_map(|license| license.check()));
    findings.extend(show.image.iter().flat_map(|image| image.check()));
    findings.extend(show.block.iter().flat_map(|block| block.check()));
    findings.extend(show.value.iter().flat_map(|value| value.check()));
    findings.extend(SocialInteract::check_all(&show.social_interact));
    findings.extend(show.txt.iter().flat_map(|txt| txt.check()));
    findings.extend(show.remote_item.iter().flat_map(|item| item.check()));
    findings.extend(check_podroll(&show.podroll));
    findings.extend(show.publisher.iter().flat_map(check_publisher));
    findings.extend(show.update_frequency.iter().flat_map(|frequency| frequency.check()));
    findings.extend(show.chat.iter().flat_map(|chat| chat.check()));
    findings
}
