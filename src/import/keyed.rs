//! Elements of the podcast namespace as the keys that make them.
//!
//! What an element becomes follows from its specification: attributes keep their name in snake_case, a text stands under the
//! key of the table below. Nothing is taken on trust: the key is read and the element made from it, and only where that says all
//! that the old one said is the key written. Else the element stays as it is.

use super::toml::Toml;
use crate::element::podcast::{
    AlternateEnclosure, ChaptersKey, ELEMENTS, chapters_element, podroll_element, publisher_element, transcript_element,
};
use crate::element::spec::Kind;
use crate::element::{AttributeSpec, Spec, spec_of};
use crate::keys::{KeyInfo, PathOrUrl, TableInfo};
use crate::manifest::{FrontMatter, ShowKeys, read_episode, read_feed_toml};
use crate::scalar::{Millis, date_rfc3339, media_type_of, parse_date};
use crate::source::Source;
use crate::xml::{Content, Element};

/// Where a key is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// In `[show]`.
    Show,
    /// In a front matter.
    Episode,
}

type Entries = Vec<(String, Toml)>;

/// The key of an element's text.
const TEXTS: &[(&str, &str)] = &[
    ("podcast:block", "value"),
    ("podcast:contentLink", "text"),
    ("podcast:episode", "number"),
    ("podcast:funding", "text"),
    ("podcast:guid", "text"),
    ("podcast:license", "id"),
    ("podcast:location", "name"),
    ("podcast:locked", "value"),
    ("podcast:medium", "text"),
    ("podcast:person", "name"),
    ("podcast:podping", "uses_podping"),
    ("podcast:season", "number"),
    ("podcast:soundbite", "title"),
    ("podcast:trailer", "title"),
    ("podcast:txt", "text"),
    ("podcast:updateFrequency", "text"),
];

/// Keys whose name does not follow from the attribute's or the child element's.
const RENAMED: &[(&str, &str)] = &[
    ("endTime", "end"),
    ("podcast:integrity", "integrity"),
    ("podcast:remoteItem", "remote_item"),
    ("podcast:source", "source"),
    ("podcast:valueRecipient", "recipient"),
    ("podcast:valueTimeSplit", "time_split"),
    ("pubdate", "date"),
    ("remoteStartTime", "remote_start"),
    ("startTime", "start"),
    ("url podcast:chapters", "file"),
    ("url podcast:transcript", "file"),
];

/// The key that makes an element, where it may stand there.
pub fn key_of(name: &str, home: Home) -> Option<&'static str> {
    let row = ELEMENTS.iter().find(|row| row.name == name)?;
    match home {
        Home::Show => row.show,
        Home::Episode => row.episode,
    }
    .then_some(row.key)
}

/// An element as the value of its key; `None` where the key would not say all of it.
pub fn keyed(element: &Element, home: Home) -> Option<Toml> {
    let key = key_of(&element.name, home)?;
    let keys = match home {
        Home::Show => (ShowKeys::INFO.keys)(),
        Home::Episode => (FrontMatter::INFO.keys)(),
    };
    let info = keys.iter().find(|own| own.name == key).and_then(|own| own.table);
    let value = match element.name.as_str() {
        // The key is what the element holds.
        "podcast:podroll" | "podcast:publisher" => {
            let inside: Option<Vec<Toml>> = elements(element).map(|item| table(item, info)).collect();
            Toml::list(inside?)?
        }
        _ => table(element, info)?,
    };
    let written = rewrite(key, &value, home);
    let [one] = written.as_slice() else { return None };
    covers(element, one).then_some(value)
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '-' => out.push('_'),
            c if c.is_ascii_uppercase() => {
                out.push('_');
                out.push(c.to_ascii_lowercase());
            }
            c => out.push(c),
        }
    }
    out
}

fn spec(name: &str) -> Option<&'static Spec> {
    let (prefix, local) = name.split_once(':')?;
    spec_of(prefix, local)
}

/// An element as a table of keys; as a bare value where one key says all.
fn table(element: &Element, info: Option<TableInfo>) -> Option<Toml> {
    let spec = spec(&element.name)?;
    let mut entries = Entries::new();
    let text: String = texts(element);
    if let (Some((_, key)), false) = (TEXTS.iter().find(|(name, _)| *name == element.name), text.is_empty()) {
        let kind = match (element.name.as_str(), text.as_str()) {
            ("podcast:block" | "podcast:locked", "yes") => return flag(element, spec, key, true, entries),
            ("podcast:block" | "podcast:locked", "no") => return flag(element, spec, key, false, entries),
            ("podcast:season" | "podcast:episode", _) => Kind::Decimal,
            _ => Kind::Text,
        };
        entries.push((key.to_string(), value(kind, key, &text)));
    }
    let keys = info.map(|info| (info.keys)()).unwrap_or_default();
    entries.extend(attributes(element, spec)?);
    entries.extend(children(element, &keys)?);
    entries.sort_by_key(|(key, _)| keys.iter().position(|own| own.name == key));
    Some(shortest(&element.name, entries))
}

fn flag(element: &Element, spec: &'static Spec, key: &'static str, value: bool, mut entries: Entries) -> Option<Toml> {
    let attributes = attributes(element, spec)?;
    // A service that is named is one that must not.
    if key != "value" || element.name == "podcast:locked" || !value || attributes.is_empty() {
        entries.push((key.into(), Toml::bare(value)));
    }
    entries.extend(attributes);
    Some(shortest(&element.name, entries))
}

/// The key alone where it is what a bare value stands for.
fn shortest(name: &str, mut entries: Entries) -> Toml {
    let bare = match name {
        "podcast:transcript" | "podcast:chapters" => "file",
        "podcast:person" | "podcast:location" => "name",
        "podcast:locked" => "value",
        "podcast:block" | "podcast:license" => "id",
        "podcast:season" | "podcast:episode" => "number",
        "podcast:guid" | "podcast:medium" | "podcast:txt" | "podcast:updateFrequency" => "text",
        "podcast:podping" => "uses_podping",
        "podcast:source" => "uri",
        _ => "",
    };
    match entries.as_slice() {
        [(key, _)] if key == bare => entries.swap_remove(0).1,
        // `block = true`: all of them.
        [(key, value)] if name == "podcast:block" && key == "value" => value.clone(),
        _ => Toml::Table(entries),
    }
}

fn attributes(element: &Element, spec: &'static Spec) -> Option<Entries> {
    let mut entries = Entries::new();
    for (name, text) in &element.attributes {
        let attribute: &AttributeSpec = spec.attribute(name)?;
        // An empty attribute says nothing.
        if text.trim().is_empty() {
            continue;
        }
        let full = format!("{name} {}", element.name);
        let renamed = RENAMED.iter().find(|(old, _)| *old == full || *old == attribute.name);
        let key = match renamed {
            Some((_, key)) => (*key).to_string(),
            None => snake(attribute.name),
        };
        // The type of a file follows from its name.
        if matches!(element.name.as_str(), "podcast:transcript" | "podcast:chapters") && key == "type" {
            continue;
        }
        let value = value(attribute.kind, &key, text.trim());
        entries.push((key, value));
    }
    Some(entries)
}

fn children(element: &Element, keys: &[KeyInfo]) -> Option<Entries> {
    let mut lists: Vec<(&str, Vec<Toml>)> = Vec::new();
    for child in elements(element) {
        let (_, key) = RENAMED.iter().find(|(name, _)| *name == child.name)?;
        let info = keys.iter().find(|own| own.name == *key).and_then(|own| own.table);
        let value = table(child, info)?;
        match lists.iter_mut().find(|(own, _)| own == key) {
            Some((_, list)) => list.push(value),
            None => lists.push((key, vec![value])),
        }
    }
    Some(lists.into_iter().filter_map(|(key, list)| Some((key.to_string(), Toml::list(list)?))).collect())
}

fn value(kind: Kind, key: &str, text: &str) -> Toml {
    let number = text.parse::<u64>().is_ok() && (text == "0" || !text.starts_with('0'));
    let decimal = number
        || text.split_once('.').is_some_and(|(whole, part)| {
            whole.parse::<u32>().is_ok() && (whole == "0" || !whole.starts_with('0')) && part.parse::<u64>().is_ok()
        });
    match key {
        "start" | "duration" | "remote_start" | "end" => match Millis::parse_seconds(text) {
            Some(time) if time.0 % 1000 == 0 && time.0 >= 60_000 => return Toml::text(time.short_clock()),
            Some(_) if decimal => return Toml::bare(text),
            _ => {}
        },
        "date" => {
            if let Ok(date) = parse_date(text, None) {
                return Toml::bare(date_rfc3339(&date));
            }
        }
        "suggested" => return Toml::text(text),
        _ => {}
    }
    match kind {
        Kind::Integer(_) if number => Toml::bare(text),
        Kind::Decimal if decimal => Toml::bare(text),
        Kind::Own if number && matches!(key, "split" | "priority" | "remote_percentage") => Toml::bare(text),
        Kind::Boolean if matches!(text, "true" | "false") => Toml::bare(text),
        Kind::Boolean if text.eq_ignore_ascii_case("true") => Toml::bare(true),
        Kind::Boolean if text.eq_ignore_ascii_case("false") => Toml::bare(false),
        _ => Toml::text(text),
    }
}

fn elements(element: &Element) -> impl Iterator<Item = &Element> {
    element.content.iter().filter_map(|content| match content {
        Content::Element(child) => Some(child),
        Content::Text(_) => None,
    })
}

fn texts(element: &Element) -> String {
    let text: String = element
        .content
        .iter()
        .filter_map(|content| match content {
            Content::Text(text) => Some(text.as_str()),
            Content::Element(_) => None,
        })
        .collect();
    text.trim().to_string()
}

/// What the key makes of a value.
fn rewrite(key: &'static str, value: &Toml, home: Home) -> Vec<Element> {
    let line = format!("{key} = {}", value.write());
    match home {
        Home::Show => {
            let source = Source::new("feed.toml", format!("[show]\n{line}\n"));
            show_elements(key, &read_feed_toml(&source).0.show)
        }
        Home::Episode => {
            let source = Source::new("x.md", format!("+++\n{line}\n+++\n"));
            episode_elements(key, &read_episode(&source, None, &[]).0)
        }
    }
}

fn address(value: &PathOrUrl) -> String {
    match value {
        PathOrUrl::Url(url) | PathOrUrl::Path(url) => url.clone(),
    }
}

fn show_elements(key: &str, keys: &ShowKeys) -> Vec<Element> {
    let one = |element: Option<Element>| element.into_iter().collect::<Vec<_>>();
    match key {
        "people" => keys.people.iter().map(|person| person.element(&address)).collect(),
        "locked" => one(keys.locked.as_ref().map(|locked| locked.element())),
        "block" => keys.block.iter().flat_map(|block| block.elements()).collect(),
        "guid" => one(keys.guid.as_ref().map(|guid| guid.element())),
        "medium" => one(keys.medium.as_ref().map(|medium| medium.element())),
        "funding" => keys.funding.iter().map(|funding| funding.element()).collect(),
        "location" => keys.location.iter().map(|location| location.element()).collect(),
        "trailer" => keys.trailer.iter().map(|trailer| trailer.element(&address)).collect(),
        "license" => one(keys.license.as_ref().map(|license| license.element())),
        "value" => keys.value.iter().map(|value| value.element()).collect(),
        "image" => keys.image.iter().map(|image| image.element(&address, &Default::default())).collect(),
        "social_interact" => keys.social_interact.iter().map(|thread| thread.element()).collect(),
        "txt" => keys.txt.iter().map(|txt| txt.element()).collect(),
        "remote_item" => keys.remote_item.iter().map(|item| item.element()).collect(),
        "podroll" => one(podroll_element(&keys.podroll)),
        "publisher" => one(keys.publisher.as_ref().map(publisher_element)),
        "update_frequency" => one(keys.update_frequency.as_ref().map(|frequency| frequency.element())),
        "podping" => one(keys.podping.as_ref().map(|podping| podping.element())),
        "chat" => one(keys.chat.as_ref().map(|chat| chat.element())),
        _ => Vec::new(),
    }
}

fn episode_elements(key: &str, keys: &FrontMatter) -> Vec<Element> {
    let one = |element: Option<Element>| element.into_iter().collect::<Vec<_>>();
    let by_ending = |url: &str| {
        media_type_of(url.split(['?', '#']).next().unwrap_or_default()).map_or("", |known| known.name).to_string()
    };
    match key {
        "transcript" => keys
            .transcript
            .iter()
            .map(|transcript| {
                let url = address(&transcript.file);
                let language = transcript.language.as_ref().map(|language| language.0.as_str());
                transcript_element(&url, &by_ending(&url), language, transcript.rel.as_ref().map(|rel| rel.value))
            })
            .collect(),
        "chapters" => match &keys.chapters {
            Some(ChaptersKey::File(file)) => vec![chapters_element(&address(file))],
            _ => Vec::new(),
        },
        "soundbites" => keys.soundbites.iter().map(|soundbite| soundbite.element()).collect(),
        "people" => keys.people.iter().map(|person| person.element(&address)).collect(),
        "funding" => keys.funding.iter().map(|funding| funding.element()).collect(),
        "location" => keys.location.iter().map(|location| location.element()).collect(),
        "season" => one(keys.season.as_ref().map(|season| season.element(None))),
        "episode" => one(keys.episode.as_ref().map(|episode| episode.element())),
        "license" => one(keys.license.as_ref().map(|license| license.element())),
        "alternate_enclosure" => {
            let alternates = keys.alternate_enclosure.iter();
            alternates.map(|keys| AlternateEnclosure::over(keys, Default::default()).element()).collect()
        }
        "value" => keys.value.iter().map(|value| value.element()).collect(),
        "image" => keys.image.images.iter().map(|image| image.element(&address, &Default::default())).collect(),
        "content_link" => keys.content_link.iter().map(|link| link.element()).collect(),
        "social_interact" => keys.social_interact.iter().map(|thread| thread.element()).collect(),
        "txt" => keys.txt.iter().map(|txt| txt.element()).collect(),
        "chat" => one(keys.chat.as_ref().map(|chat| chat.element())),
        _ => Vec::new(),
    }
}

/// Whether an element says all that another one said: what it says besides (a group, a default) follows from that.
fn covers(old: &Element, new: &Element) -> bool {
    let attribute = |name: &str| new.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let attributes = old.attributes.iter().all(|(name, value)| {
        value.trim().is_empty()
            || attribute(name).is_some_and(|now| same(value, now))
            || is_default(&old.name, name, value)
    });
    let (old_children, new_children) = (elements(old).collect::<Vec<_>>(), elements(new).collect::<Vec<_>>());
    old.name == new.name
        && attributes
        && same(&texts(old), &texts(new))
        && old_children.len() == new_children.len()
        && old_children.into_iter().zip(new_children).all(|(old, new)| covers(old, new))
}

/// Values that need not be written because they mean what their absence means.
fn is_default(element: &str, attribute: &str, value: &str) -> bool {
    let value = value.trim();
    match (element, attribute) {
        ("podcast:alternateEnclosure", "default")
        | ("podcast:valueRecipient", "fee")
        | ("podcast:updateFrequency", "complete") => value.eq_ignore_ascii_case("false"),
        ("podcast:valueTimeSplit", "remoteStartTime") => Millis::parse_seconds(value) == Some(Millis(0)),
        ("podcast:valueTimeSplit", "remotePercentage") => value == "100",
        ("podcast:chapters", "type") => value.starts_with("application/json"),
        ("podcast:remoteItem", "medium") => value == "podcast",
        _ => false,
    }
}

/// Whether two values mean the same: texts but for blanks at their ends and letter case of words, numbers, dates.
fn same(old: &str, new: &str) -> bool {
    let (old, new) = (old.trim(), new.trim());
    let seconds = |text: &str| text.contains('.').then(|| Millis::parse_seconds(text)).flatten();
    let number = |text: &str| Millis::parse_seconds(text);
    old == new
        || (old.eq_ignore_ascii_case(new) && old.chars().all(|c| c.is_ascii_alphabetic() || c == ' ' || c == '-'))
        || ((seconds(old).is_some() || seconds(new).is_some()) && number(old) == number(new))
        || (old.contains(':')
            && matches!((parse_date(old, None), parse_date(new, None)), (Ok(old), Ok(new)) if old == new))
        || (old.contains('/') && media_types_agree(old, new))
}

/// Whether two media types are spellings of one.
fn media_types_agree(old: &str, new: &str) -> bool {
    let old = old.split(';').next().unwrap_or(old).trim();
    crate::scalar::MEDIA_TYPES.iter().any(|known| {
        known.name == new
            && (known.name.eq_ignore_ascii_case(old) || known.also.iter().any(|also| also.eq_ignore_ascii_case(old)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(element: Element, home: Home) -> Option<String> {
        keyed(&element, home).map(|value| value.write())
    }

    #[test]
    fn short_forms_and_tables() {
        let person = Element::new("podcast:person").text(" Ann Reed ");
        assert_eq!(written(person.clone(), Home::Episode).as_deref(), Some("\"Ann Reed\""));
        let guest = person.attr("role", "Guest").attr("href", "https://ann.example");
        let expected = "{ name = \"Ann Reed\", role = \"Guest\", href = \"https://ann.example\" }";
        assert_eq!(written(guest, Home::Show).as_deref(), Some(expected));
        let locked = Element::new("podcast:locked").attr("owner", "a@b.example").text("yes");
        assert_eq!(written(locked, Home::Show).as_deref(), Some("{ value = true, owner = \"a@b.example\" }"));
        let soundbite =
            Element::new("podcast:soundbite").attr("startTime", "724.0").attr("duration", "38.5").text("Tea");
        let expected = "{ start = \"12:04\", duration = 38.5, title = \"Tea\" }";
        assert_eq!(written(soundbite, Home::Episode).as_deref(), Some(expected));
    }

    #[test]
    fn files_elsewhere_have_their_type_by_their_ending() {
        let transcript = |url: &str, kind: &str| Element::new("podcast:transcript").attr("url", url).attr("type", kind);
        let vtt = transcript("https://a.example/x.vtt?a=1", "text/vtt").attr("language", "pt");
        let expected = "{ file = \"https://a.example/x.vtt?a=1\", language = \"pt\" }";
        assert_eq!(written(vtt, Home::Episode).as_deref(), Some(expected));
        let srt = transcript("https://a.example/x.srt", "application/srt");
        assert_eq!(written(srt, Home::Episode).as_deref(), Some("\"https://a.example/x.srt\""));
        assert_eq!(written(transcript("https://a.example/x", "text/vtt"), Home::Episode), None);
    }

    #[test]
    fn nested_elements() {
        let recipient = |split: &str| {
            Element::new("podcast:valueRecipient")
                .attr("type", "lnaddress")
                .attr("address", "a@b.example")
                .attr("split", split)
        };
        let value = Element::new("podcast:value")
            .attr("type", "lightning")
            .attr("method", "lnaddress")
            .attr("suggested", "0.00000005000")
            .children([recipient("95"), recipient("5").attr("fee", "true")]);
        let expected = "{ type = \"lightning\", method = \"lnaddress\", suggested = \"0.00000005000\", recipient = [\n  \
                        { type = \"lnaddress\", address = \"a@b.example\", split = 95 },\n  \
                        { type = \"lnaddress\", address = \"a@b.example\", split = 5, fee = true },\n] }";
        assert_eq!(written(value.clone(), Home::Show).as_deref(), Some(expected));
        // What the keys cannot say keeps the whole as it is.
        assert_eq!(
            written(value.child(Element::new("podcast:valueRecipient").attr("split", "half")), Home::Show),
            None
        );
    }

    #[test]
    fn words_that_are_not_the_namespaces_stay_as_they_are() {
        assert_eq!(written(Element::new("podcast:locked").text("maybe"), Home::Show), None);
        assert_eq!(written(Element::new("podcast:person").attr("nick", "x").text("Ann"), Home::Show), None);
        assert_eq!(written(Element::new("podcast:transcript").attr("url", "x"), Home::Show), None);
    }
}
