//! The podcast namespace, where several elements are judged together: what is missing in a channel or an item, and what
//! does not fit its neighbours. What one element says by itself is judged in its own file, below `element::podcast`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::TimeDelta;

use super::Around;
use super::feed::{Feed, Part};
use super::findings::Findings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::podcast::{
    LiveStatus, Medium, PODCAST_LIVE_ITEM_INVALID, is_host, judge_blocks, judge_podroll, judge_publisher,
    judge_threads, soundbite_end, time_split_end,
};
use crate::keys::Words;
use crate::scalar::{Millis, is_decimal, parse_date, podcast_guid};
use crate::xml::read::Node;
use crate::xml::read::Value;

crate::rules! {
    /// The index and the apps know a show by it, wherever it is hosted; without it a move makes two shows out of one.
    PODCAST_GUID_MISSING = "podcast-guid-missing": Advice, [Psp1, Podcasting2], Unsafe;
        summary "a channel without `<podcast:guid>`";
        bad "<channel> without <podcast:guid>";
        good "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>";
        source "PSP-1, recommended channel elements; podcast namespace, <podcast:guid>";
    /// It tells other hosts whether they may import the feed; a thief asks for nothing else.
    PODCAST_LOCKED_MISSING = "podcast-locked-missing": Advice, [Psp1, Podcasting2], None;
        summary "a channel without `<podcast:locked>`";
        bad "<channel> without <podcast:locked>";
        good "<podcast:locked>yes</podcast:locked>";
        source "PSP-1, recommended channel elements";
    /// Those who do not hear need it, and all others search and quote by it.
    PODCAST_TRANSCRIPT_MISSING = "podcast-transcript-missing": Advice, [Psp1, Podcasting2], None;
        summary "an episode without a transcript";
        bad "<item> with an enclosure and without <podcast:transcript>";
        good "<podcast:transcript url=\"https://show.fm/1.vtt\" type=\"text/vtt\"/>";
        source "PSP-1, recommended item elements";
    /// An app takes one of the two, and nobody knows which.
    PODCAST_TRANSCRIPT_REPEATED = "podcast-transcript-repeated": Warning, [Podcasting2], None;
        summary "two transcripts of one type and language";
        bad "two <podcast:transcript type=\"text/vtt\" language=\"en\" …/> in one item";
        good "<podcast:transcript type=\"text/vtt\" language=\"en\" …/> and one with language=\"pt\"";
        source "our own judgement";
    /// The persons of an episode take the place of those of the show: apps then show the guest alone.
    PODCAST_PERSON_HOST_LOST = "podcast-person-host-lost": Warning, [Podcasting2], Unsafe;
        summary "an episode names persons, and the hosts of the show are not among them";
        bad "<podcast:person role=\"guest\">Tom</podcast:person>";
        good "<podcast:person role=\"host\">Ines</podcast:person><podcast:person role=\"guest\">Tom</podcast:person>";
        source "Podcast namespace, <podcast:person>";
    /// Two apps call one episode by two numbers.
    PODCAST_NUMBER_DIFFERS = "podcast-number-differs": Warning, [Podcasting2], None;
        summary "the two namespaces number an episode or its season differently";
        bad "<itunes:episode>7</itunes:episode><podcast:episode>8</podcast:episode>";
        good "<itunes:episode>7</itunes:episode><podcast:episode>7</podcast:episode>";
        source "our own judgement";
    /// Apps choose among the forms of an episode by these, and older apps know the plain enclosure only.
    PODCAST_ALTERNATE_DEFAULT = "podcast-alternate-default": Warning, [Podcasting2], None;
        summary "alternate enclosures of which no one or several are the default, or that stand beside no enclosure";
        bad "two <podcast:alternateEnclosure default=\"true\" …> in one item";
        good "one <podcast:alternateEnclosure default=\"true\" …>, with the address of the enclosure among its sources";
        source "Podcast namespace, <podcast:alternateEnclosure>";
    /// Apps open a feed by its medium: a list as a list of other feeds, a film as one film.
    PODCAST_MEDIUM_DIFFERS = "podcast-medium-differs": Warning, [Podcasting2], None;
        summary "a feed that does not hold what its medium says";
        bad "<podcast:medium>musicL</podcast:medium> in a feed of items";
        good "<podcast:medium>musicL</podcast:medium> in a feed of <podcast:remoteItem>s";
        source "Podcast namespace, <podcast:medium>";
    /// Apps show it as on air, or as something to wait for, long after it is over.
    PODCAST_LIVE_ITEM_STALE = "podcast-live-item-stale": Warning, [Podcasting2], None;
        summary "a live item that is over, and whose status does not say so";
        bad "status=\"live\" a day after `end`";
        good "status=\"ended\"";
        source "our own judgement";
}

/// What the items of a feed are judged by, looked up once.
pub(super) struct Show<'d> {
    /// The channel's language, in small letters; empty where it has none.
    language: String,
    /// The first of the hosts that it names.
    hosts: Vec<Node<'d>>,
}

/// More hosts than this are not named again in a finding.
const HOSTS: usize = 8;

impl<'d> Show<'d> {
    pub(super) fn of(feed: &Feed<'d>) -> Show<'d> {
        let channel = feed.channel.as_ref();
        let language = channel.and_then(|channel| channel.text("language")).unwrap_or_default().to_ascii_lowercase();
        let persons = channel.into_iter().flat_map(|channel| channel.all("podcast:person"));
        Show { language, hosts: persons.filter(|person| is_host(*person)).take(HOSTS).collect() }
    }
}

/// Judges what a channel says, and what it does not.
pub(super) fn channel(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    if channel.first("podcast:guid").is_none() {
        findings.push(guid_missing(feed, channel));
    }
    if channel.first("podcast:locked").is_none() {
        let message = "the channel does not say whether other hosts may import it";
        let finding = Diagnostic::new(&PODCAST_LOCKED_MISSING, channel.node.place(), message);
        findings.push(finding.help("add <podcast:locked>yes</podcast:locked>"));
    }
    findings.extend(judge_blocks(channel.all("podcast:block")));
    findings.extend(judge_threads(channel.all("podcast:socialInteract")));
    let own = channel.text("podcast:guid");
    let remote = |node| feed.elements_of(node).filter(|inner| feed.is(*inner, "podcast:remoteItem"));
    for podroll in channel.all("podcast:podroll") {
        findings.extend(judge_podroll(remote(podroll), own.as_deref()));
    }
    for publisher in channel.all("podcast:publisher") {
        findings.extend(judge_publisher(publisher, remote(publisher)));
    }
    medium(feed, channel, findings);
}

fn guid_missing(feed: &Feed<'_>, channel: &Part<'_>) -> Diagnostic {
    let finding = Diagnostic::new(&PODCAST_GUID_MISSING, channel.node.place(), "the channel has no <podcast:guid>")
        .help("if the show ever had one, it is that; podcastindex.org knows it");
    let own = channel.all("atom:link").find(|link| {
        let rel = Value::named(*link, "rel");
        rel.is_some_and(|rel| rel.trimmed() == "self") && Value::filled(*link, "href").is_some()
    });
    let of_podcasts = |id| feed.meaning(id).is_some_and(|meaning| meaning.prefix == "podcast" && meaning.exact);
    let mut declarations = feed.document.declarations.iter();
    let declared = declarations.find(|one| one.element == feed.rss.id() && of_podcasts(one.namespace));
    let (Some(own), Some(declared)) = (own, declared) else { return finding };
    let Some(address) = Value::named(own, "href") else { return finding };
    let (prefix, guid) = (&declared.prefix, podcast_guid(address.trimmed()));
    let name = if prefix.is_empty() { "guid".to_string() } else { format!("{prefix}:guid") };
    let end = own.whole_place();
    let behind = end.source.place(end.span.end..end.span.end);
    let text = format!("\n<{name}>{guid}</{name}>");
    finding.fix(false, "add the one of this address, if the show never had another", &behind, text)
}

fn medium(feed: &Feed<'_>, channel: &Part<'_>, findings: &mut Findings) {
    let Some(value) = channel.value("podcast:medium") else { return };
    let Some(medium) = Medium::of(value.trimmed()) else { return };
    let items = feed.items.len();
    let remote = channel.first("podcast:remoteItem").is_some();
    let message = if medium.is_list() && items > 0 {
        format!("a feed of the medium \"{}\" points at items of other feeds, and this one has its own", medium.word())
    } else if (medium.is_list() || medium == Medium::PUBLISHER) && !remote {
        format!(
            "a feed of the medium \"{}\" points at other feeds, and this one has no <podcast:remoteItem>",
            medium.word()
        )
    } else if medium == Medium::PUBLISHER && channel.first("podcast:guid").is_none() {
        "shows name their publisher by its <podcast:guid>, and this one has none".to_string()
    } else if medium == Medium::FILM && items > 1 {
        format!("a feed of the medium \"film\" holds one film, and this one has {items} items")
    } else {
        return;
    };
    findings.push(Diagnostic::new(&PODCAST_MEDIUM_DIFFERS, value.node.place(), message).found(medium.word()));
}

/// Judges what an item says, and what it does not.
pub(super) fn item(feed: &Feed<'_>, show: &Show<'_>, item: &Part<'_>, around: &Around, findings: &mut Findings) {
    transcripts(show, item, findings);
    if !item.children().any(|(spec, _)| spec.prefix() == "podcast") && !item.is_live() {
        return;
    }
    hosts(show, item, findings);
    findings.extend(judge_threads(item.all("podcast:socialInteract")));
    numbers(item, findings);
    alternates(feed, item, findings);
    if let Some(length) = item.text("itunes:duration").and_then(|text| Millis::parse(&text)).filter(|l| l.0 > 0) {
        findings.extend(item.all("podcast:soundbite").filter_map(|soundbite| soundbite_end(soundbite, length)));
        let splits = item.all("podcast:value").flat_map(|value| feed.elements_of(value));
        let splits = splits.filter(|inner| feed.is(*inner, "podcast:valueTimeSplit"));
        findings.extend(splits.filter_map(|split| time_split_end(split, length)));
    }
    if item.is_live() {
        live(item, around, findings);
    }
}

fn transcripts(show: &Show<'_>, item: &Part<'_>, findings: &mut Findings) {
    let mut seen: HashMap<(String, String, bool), Node<'_>> = HashMap::new();
    for node in item.all("podcast:transcript") {
        let lower = |name| Value::filled(node, name).map(|value| value.trimmed().to_ascii_lowercase());
        let Some(media_type) = lower("type") else { continue };
        let language = lower("language").unwrap_or_else(|| show.language.clone());
        match seen.entry((media_type, language, node.attribute("rel").is_some())) {
            Entry::Occupied(first) => {
                let message = format!("a second transcript of the type {} in the same language", first.key().0);
                let finding = Diagnostic::new(&PODCAST_TRANSCRIPT_REPEATED, node.place(), message);
                findings.push(finding.related(first.get().place(), "the first is here"));
            }
            Entry::Vacant(free) => {
                free.insert(node);
            }
        }
    }
    let full = || item.text("itunes:episodeType").is_none_or(|kind| kind.eq_ignore_ascii_case("full"));
    let heard = || ["enclosure", "podcast:alternateEnclosure"].iter().any(|name| item.first(name).is_some());
    if item.first("podcast:transcript").is_none() && !item.is_live() && heard() && full() {
        let finding = Diagnostic::new(&PODCAST_TRANSCRIPT_MISSING, item.node.place(), "this episode has no transcript");
        findings.push(finding.help("add <podcast:transcript url=\"…\" type=\"text/vtt\"/>"));
    }
}

fn hosts(show: &Show<'_>, item: &Part<'_>, findings: &mut Findings) {
    let Some(last) = item.all("podcast:person").last() else { return };
    let Some(first) = show.hosts.first().filter(|_| !item.all("podcast:person").any(is_host)) else { return };
    let names: Vec<String> = show.hosts.iter().map(|host| host.text().trim().to_string()).collect();
    let message = format!("the persons of this episode replace the show's, and leave out {}", names.join(", "));
    let end = last.whole_place();
    let behind = end.source.place(end.span.end..end.span.end);
    let again: String = show.hosts.iter().map(|host| format!("\n{}", host.whole_place().text())).collect();
    findings.push(
        Diagnostic::new(&PODCAST_PERSON_HOST_LOST, item.node.place(), message)
            .related(first.place(), "the show names its host here")
            .fix(false, "name the hosts here too", &behind, again),
    );
}

fn numbers(item: &Part<'_>, findings: &mut Findings) {
    for (theirs, ours) in [("itunes:season", "podcast:season"), ("itunes:episode", "podcast:episode")] {
        let (Some(theirs), Some(ours)) = (item.value(theirs), item.value(ours)) else { continue };
        let whole = |text: &str| text.split('.').next().and_then(|whole| whole.parse::<u64>().ok());
        let number = whole(ours.trimmed()).filter(|_| is_decimal(ours.trimmed()));
        if let (Some(one), Some(other)) = (theirs.trimmed().parse::<u64>().ok(), number)
            && one != other
        {
            let message = format!("{} is {}, and {} is {one}", ours.name(), ours.trimmed(), theirs.name());
            let finding = Diagnostic::new(&PODCAST_NUMBER_DIFFERS, ours.place(), message);
            findings.push(finding.related(theirs.place(), "the other number"));
        }
    }
}

fn alternates(feed: &Feed<'_>, item: &Part<'_>, findings: &mut Findings) {
    let mut default: Option<Node<'_>> = None;
    let enclosure = item.attribute("enclosure", "url");
    for node in item.all("podcast:alternateEnclosure") {
        let finding = |message: &str| Diagnostic::new(&PODCAST_ALTERNATE_DEFAULT, node.place(), message);
        if node.attribute("length").is_none() {
            let message = "an alternate without `length`, which some apps leave out";
            findings.push(finding(message).severity(Severity::Advice));
        }
        if Value::named(node, "default").is_none_or(|value| value.trimmed() != "true") {
            continue;
        }
        if let Some(first) = default {
            findings.push(finding("a second default alternate").related(first.place(), "the first is here"));
            continue;
        }
        default = Some(node);
        let Some(enclosure) = &enclosure else { continue };
        let mut sources = feed.elements_of(node).filter(|inner| feed.is(*inner, "podcast:source")).peekable();
        let is_it = |source| Value::named(source, "uri").is_some_and(|uri| uri.trimmed() == enclosure.trimmed());
        if sources.peek().is_some() && !sources.any(is_it) {
            let message =
                "the default alternate is the file of the enclosure, and none of its sources has that address";
            findings.push(finding(message).related(enclosure.place(), "the address of the enclosure"));
        }
    }
    let first = item.first("podcast:alternateEnclosure");
    if let Some(first) = first.filter(|_| item.first("enclosure").is_none() && !item.is_live()) {
        let message = "alternates stand beside an <enclosure>, and there is none for the apps that know no other";
        findings.push(Diagnostic::new(&PODCAST_ALTERNATE_DEFAULT, first.place(), message));
    }
}

fn live(item: &Part<'_>, around: &Around, findings: &mut Findings) {
    if item.first("enclosure").is_none() && item.first("podcast:alternateEnclosure").is_none() {
        let message = "this live item has nothing to listen to: neither <enclosure> nor <podcast:alternateEnclosure>";
        let finding = Diagnostic::new(&PODCAST_LIVE_ITEM_INVALID, item.node.place(), message);
        findings.push(finding.severity(Severity::Warning));
    }
    let Some(status) = Value::named(item.node, "status") else { return };
    let (name, what) = match LiveStatus::of_word(status.trimmed()) {
        Some(LiveStatus::Live) => ("end", "it was to end"),
        Some(LiveStatus::Pending) => ("start", "it was to begin"),
        _ => return,
    };
    let Some((date, now)) = Value::named(item.node, name).zip(around.now) else { return };
    let Ok(then) = parse_date(date.trimmed(), None) else { return };
    if now.signed_duration_since(then) > TimeDelta::hours(24) {
        let message = format!("the status is \"{}\", and {what} more than a day ago", status.trimmed());
        let finding = Diagnostic::new(&PODCAST_LIVE_ITEM_STALE, status.place(), message).found(status.trimmed());
        findings.push(finding.expected("`ended`").related(date.place(), what));
    }
}
