//! `tests/elements/NAME.toml`, keys as authors write them, against `tests/elements/NAME.xml`, the elements they become.
//!
//! A line `# --- show: WORDS` begins a variant that stands below `[show]`, `# --- episode: WORDS` one of a front matter.
//! Nothing of what stands there may cause a finding.

use super::{assert_file, episode, fixtures, read, show};
use crate::element::podcast::{
    Alternate, ChaptersKey, ELEMENTS, ElementInfo, ImageFacts, RemoteItem, chapters_element, podroll_element,
    publisher_element, transcript_element,
};
use crate::keys::PathOrUrl;
use crate::manifest::{FrontMatter, ShowKeys};
use crate::scalar::media_type_of;
use crate::xml::{Element, write_document};

#[test]
fn every_element_is_written_as_its_fixture_says() {
    for element in ELEMENTS {
        let name = element.name.trim_start_matches("podcast:");
        let path = fixtures().join("elements").join(format!("{name}.toml"));
        let text = read(&path);
        let mut root = Element::new("fixture");
        let mut places = (false, false);
        for variant in text.split("# --- ").skip(1) {
            let (head, keys) = variant.split_once('\n').unwrap();
            let (place, words) = head.split_once(": ").unwrap();
            let (elements, findings) = match place {
                "show" => {
                    places.0 = true;
                    let (keys, findings) = show(keys);
                    (of_show(element, &keys.show), findings)
                }
                _ => {
                    places.1 = true;
                    let (keys, findings) = episode(keys);
                    (of_episode(element, &keys), findings)
                }
            };
            assert!(findings.is_empty(), "{name}, {head}: {findings:#?}");
            assert!(elements.iter().all(|written| written.name == element.name), "{name}, {head}");
            assert!(element.many || elements.len() <= 1, "{name}, {head}");
            root = root.child(Element::new("variant").attr("of", place).attr("with", words).children(elements));
        }
        assert_eq!(places, (element.show, element.episode), "{name} stands in other places than the table says");
        assert_file(&path.with_extension("xml"), &String::from_utf8(write_document(&root)).unwrap());
    }
}

#[test]
fn no_fixture_is_of_an_element_that_is_none() {
    for entry in std::fs::read_dir(fixtures().join("elements")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("podcast:{}", path.file_stem().unwrap().to_string_lossy());
        assert!(ELEMENTS.iter().any(|element| element.name == name), "{}", path.display());
    }
}

fn address(file: &PathOrUrl) -> String {
    match file {
        PathOrUrl::Path(path) => format!("https://needle.example.fm/{path}"),
        PathOrUrl::Url(url) => url.clone(),
    }
}

fn of_show(element: &ElementInfo, show: &ShowKeys) -> Vec<Element> {
    match element.key {
        "people" => show.people.iter().map(|person| person.element(&address)).collect(),
        "locked" => show.locked.iter().map(|locked| locked.element()).collect(),
        "block" => show.block.iter().flat_map(|block| block.elements()).collect(),
        "guid" => show.guid.iter().map(|guid| guid.element()).collect(),
        "medium" => show.medium.iter().map(|medium| medium.element()).collect(),
        "funding" => show.funding.iter().map(|funding| funding.element()).collect(),
        "location" => show.location.iter().map(|location| location.element()).collect(),
        "trailer" => show.trailer.iter().map(|trailer| trailer.element(&address)).collect(),
        "license" => show.license.iter().map(|license| license.element()).collect(),
        "value" => show.value.iter().map(|value| value.element()).collect(),
        "image" => show.image.iter().map(|image| image.element(&address, &ImageFacts::default())).collect(),
        "social_interact" => show.social_interact.iter().map(|thread| thread.element()).collect(),
        "txt" => show.txt.iter().map(|txt| txt.element()).collect(),
        "remote_item" => show.remote_item.iter().map(RemoteItem::element).collect(),
        "podroll" => podroll_element(&show.podroll).into_iter().collect(),
        "publisher" => show.publisher.iter().map(publisher_element).collect(),
        "update_frequency" => show.update_frequency.iter().map(|frequency| frequency.element()).collect(),
        "podping" => show.podping.iter().map(|podping| podping.element()).collect(),
        "chat" => show.chat.iter().map(|chat| chat.element()).collect(),
        key => panic!("`{key}` is no key of [show]"),
    }
}

fn of_episode(element: &ElementInfo, keys: &FrontMatter) -> Vec<Element> {
    match element.key {
        "transcript" => {
            let one = |transcript: &crate::element::podcast::Transcript| {
                let url = address(&transcript.file);
                let language = transcript.language.as_ref().map(|language| language.0.as_str());
                let rel = transcript.rel.as_ref().map(|rel| rel.value);
                transcript_element(&url, media_type_of(&url).unwrap().name, language, rel)
            };
            keys.transcript.iter().map(one).collect()
        }
        "chapters" => match &keys.chapters {
            Some(ChaptersKey::File(file)) => vec![chapters_element(&address(file))],
            _ => Vec::new(),
        },
        "soundbites" => keys.soundbites.iter().map(|soundbite| soundbite.element()).collect(),
        "people" => keys.people.iter().map(|person| person.element(&address)).collect(),
        "funding" => keys.funding.iter().map(|funding| funding.element()).collect(),
        "location" => keys.location.iter().map(|location| location.element()).collect(),
        "season" => keys.season.iter().map(|season| season.element(None)).collect(),
        "episode" => keys.episode.iter().map(|number| number.element()).collect(),
        "license" => keys.license.iter().map(|license| license.element()).collect(),
        "alternate_enclosure" => {
            let one = |alternate: &crate::element::podcast::AlternateEnclosure| {
                let file = alternate.file.iter().map(|file| (address(file), None));
                let media_type = alternate.file.iter().filter_map(|file| media_type_of(&address(file))).next();
                let measured = Alternate {
                    sources: file.collect(),
                    media_type: media_type.map(|known| known.name.to_string()).unwrap_or_default(),
                    ..Alternate::default()
                };
                alternate.over(measured).element()
            };
            keys.alternate_enclosure.iter().map(one).collect()
        }
        "value" => keys.value.iter().map(|value| value.element()).collect(),
        "image" => keys.image.images.iter().map(|image| image.element(&address, &ImageFacts::default())).collect(),
        "live_item" => keys.live_item.iter().map(|live| live.element([Element::new("title").text("Hello")])).collect(),
        "content_link" => keys.content_link.iter().map(|link| link.element()).collect(),
        "social_interact" => keys.social_interact.iter().map(|thread| thread.element()).collect(),
        "txt" => keys.txt.iter().map(|txt| txt.element()).collect(),
        "chat" => keys.chat.iter().map(|chat| chat.element()).collect(),
        key => panic!("`{key}` is no key of a front matter"),
    }
}
