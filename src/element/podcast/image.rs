//! `<podcast:image>`: pictures for many purposes, beside the one of `itunes:image`.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/image>. The attribute of the ratio has a hyphen. `podcast:images` is deprecated and not written.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::Addresses;
use crate::element::spec::{Kind, Spec, UrlUse, optional, required};
use crate::element::written::Written;
use crate::keys::{Data, FromNode, Node, PathOrUrl, Reader, TableInfo};
use crate::source::{Place, Spanned};
use crate::xml::{Element, read};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[
    Spec::empty("podcast:image", &["channel", "item"])
        .many()
        .with(&[
            required("href", Kind::Url(UrlUse::Secure)),
            optional("alt", Kind::Text),
            optional("aspect-ratio", Kind::Own),
            optional("width", Kind::Integer(1)),
            optional("height", Kind::Integer(1)),
            optional("type", Kind::MediaType),
            optional("purpose", Kind::Line(128)),
        ])
        .judged_by(judge_image),
    Spec::empty("podcast:images", &["channel", "item"]).with(&[required("srcset", Kind::Own)]).judged_by(judge_images),
];

crate::keys! {
    /// A picture for a purpose.
    pub struct Image {
        /// The picture; of a file of the show width, height and type are measured.
        href: Spanned<PathOrUrl> = "href = \"banner.jpg\"";
        /// What is to be seen, for those who do not see it.
        alt: Option<Spanned<String>> = "alt = \"A needle on a groove\"";
        /// Width to height.
        aspect_ratio: Option<Spanned<String>> = "aspect_ratio = \"3/1\"";
        /// Pixels.
        width: Option<Spanned<u32>> = "width = 1920";
        /// Pixels.
        height: Option<Spanned<u32>> = "height = 640";
        /// Its media type, where it is no JPEG or PNG.
        r#type: Option<Spanned<String>> = "type = \"image/webp\"";
        /// What it is for: words like artwork, social, banner, with blanks between.
        purpose: Option<Spanned<String>> = "purpose = \"banner\"";
    }
}

crate::rules! {
    /// Apps choose among pictures by their ratio before they have loaded one, and read the text to those who do not see.
    PODCAST_IMAGE_INVALID = "podcast-image-invalid": Warning, [Podcasting2], None;
        summary "a picture whose ratio cannot be read or does not fit its size, or one without a text";
        bad "image = [{ href = \"banner.jpg\", aspect_ratio = \"3 to 1\" }]";
        good "image = [{ href = \"banner.jpg\", alt = \"A needle\", aspect_ratio = \"3/1\" }]";
        source "Podcast namespace, <podcast:image>";
}

/// What is known of a picture's bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageFacts {
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Media type.
    pub media_type: Option<String>,
}

impl Image {
    /// The element; what the author wrote comes before what was measured.
    pub fn element(&self, addresses: Addresses<'_>, measured: &ImageFacts) -> Element {
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.trim().to_string());
        Element::new("podcast:image")
            .attr("href", addresses(&self.href))
            .attr_if("alt", text(&self.alt))
            .attr_if("aspect-ratio", text(&self.aspect_ratio))
            .attr_if("width", self.width.as_ref().map(|width| width.value).or(measured.width))
            .attr_if("height", self.height.as_ref().map(|height| height.value).or(measured.height))
            .attr_if("type", text(&self.r#type).or_else(|| measured.media_type.clone()))
            .attr_if("purpose", text(&self.purpose))
    }

    /// Ratio, size and text.
    pub fn check(&self) -> Vec<Diagnostic> {
        let size = self.width.as_ref().zip(self.height.as_ref()).map(|(width, height)| (width.value, height.value));
        let ratio = self.aspect_ratio.as_ref().map(|ratio| ratio as &dyn Written);
        let untold = self.alt.is_none().then(|| without_text(self.href.place.clone()));
        untold.into_iter().chain(ratio.and_then(|ratio| judge_ratio(ratio, size))).collect()
    }
}

fn judge_image(node: read::Node<'_>) -> Vec<Diagnostic> {
    let pixels = |name| read::Value::named(node, name).and_then(|value| value.trimmed().parse().ok());
    let ratio = read::Value::named(node, "aspect-ratio");
    // An empty text says that there is nothing to be told.
    let untold = node.attribute("alt").is_none().then(|| without_text(node.place()));
    untold
        .into_iter()
        .chain(ratio.and_then(|ratio| judge_ratio(&ratio, pixels("width").zip(pixels("height")))))
        .collect()
}

fn judge_images(node: read::Node<'_>) -> Vec<Diagnostic> {
    let message = "<podcast:images> is deprecated";
    let mut findings = vec![
        Diagnostic::new(&PODCAST_IMAGE_INVALID, node.place(), message)
            .severity(Severity::Advice)
            .help("write a <podcast:image> for each picture"),
    ];
    let Some(set) = read::Value::filled(node, "srcset") else { return findings };
    let mut from = 0;
    for part in set.text.split(',') {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_width =
            |text: &str| text.strip_suffix('w').is_some_and(|width| width.parse::<u32>().is_ok_and(|w| w > 0));
        let right = matches!(words.as_slice(), [url, width] if url.contains("://") && is_width(width));
        if !right {
            let start = from + part.len() - part.trim_start().len();
            let place = set.locate(start..(start + part.trim().len()).max(start));
            let finding = Diagnostic::new(&PODCAST_IMAGE_INVALID, place, "this part of the set cannot be read");
            findings.push(
                finding.found(part.trim()).expected("an address and a width, like `https://show.fm/600.jpg 600w`"),
            );
        }
        from += part.len() + 1;
    }
    findings
}

fn without_text(place: Place) -> Diagnostic {
    Diagnostic::new(&PODCAST_IMAGE_INVALID, place, "this picture has no text")
        .severity(Severity::Advice)
        .help("add `alt`, a sentence that says what is to be seen")
}

/// Judges a ratio by itself, and by the size where both sides of it are known.
fn judge_ratio(ratio: &dyn Written, size: Option<(u32, u32)>) -> Option<Diagnostic> {
    let Some((wide, high)) = read_ratio(ratio.text()) else {
        return Some(ratio.finding(&PODCAST_IMAGE_INVALID, "this is not a ratio").expected("width/height, like 16/9"));
    };
    let (width, height) = size?;
    let (a, b) = (wide * u128::from(height), high * u128::from(width));
    (a.abs_diff(b) * 50 > a.max(b))
        .then(|| ratio.finding(&PODCAST_IMAGE_INVALID, format!("{width} × {height} pixels have another ratio")))
}

/// A CSS ratio (`16/9`, `1.9`) as two whole numbers.
fn read_ratio(text: &str) -> Option<(u128, u128)> {
    let (wide, high) = text.split_once('/').unwrap_or((text, "1"));
    let pair = (thousandths(wide.trim())?, thousandths(high.trim())?);
    (pair.0 > 0 && pair.1 > 0).then_some(pair)
}

/// A positive decimal number times 1000, finer digits cut off.
fn thousandths(text: &str) -> Option<u128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<u128>().ok()? * 1000 + fraction.parse::<u128>().ok()?)
}

/// What stands under `image`: pictures, and the artwork where a plain text stands among them.
#[derive(Clone, Debug, Default)]
pub struct Images {
    /// The artwork (`itunes:image`), where `image` is a plain text.
    pub artwork: Option<Spanned<PathOrUrl>>,
    /// Pictures for a purpose.
    pub images: Vec<Image>,
}

impl FromNode for Images {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut images = Images::default();
        let entries = match &node.data {
            Data::Array(entries) => entries.as_slice(),
            _ => std::slice::from_ref(node),
        };
        for entry in entries {
            if entry.text().is_some() && images.artwork.is_none() {
                images.artwork = Spanned::from_node(entry, reader);
            } else {
                images.images.extend(Image::from_node(entry, reader));
            }
        }
        Some(images)
    }
    fn absent() -> Option<Self> {
        Some(Images::default())
    }
    fn expected() -> String {
        "a table, or a list of them; the file alone means `artwork`".into()
    }
    fn schema(defs: &mut BTreeMap<String, Value>) -> Value {
        let one = Image::schema(defs);
        json!({ "anyOf": [{ "type": "string" }, one, { "type": "array", "items": one }] })
    }
    fn table_info() -> Option<TableInfo> {
        Some(Image::INFO)
    }
}
