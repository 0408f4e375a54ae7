//! `<podcast:trailer>`: a sound or film that makes people want the show.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/trailer>. The date is the mail form, in an attribute with a lower-case d.

use crate::element::Addresses;
use crate::element::spec::{Kind, Spec, UrlUse, optional, required};
use crate::keys::{Date, PathOrUrl};
use crate::scalar::{date_rfc2822, media_type_of};
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:trailer", &["channel"], Kind::Line(128)).many().with(&[
    required("url", Kind::Url(UrlUse::Secure)),
    required("pubdate", Kind::MailDate),
    optional("length", Kind::Integer(0)),
    optional("type", Kind::MediaType),
    optional("season", Kind::Decimal),
])];

crate::keys! {
    /// A trailer of the show. Episodes with `type = "trailer"` are added by themselves.
    pub struct Trailer {
        /// What it is called; at most 128 characters.
        title: Spanned<String> = "title = \"Season two, in a minute\"";
        /// The sound or film.
        url: Spanned<PathOrUrl> = "url = \"https://cdn.example.fm/s2-trailer.mp3\"";
        /// When it came out.
        date: Spanned<Date> = "date = 2026-10-01T06:00:00+01:00";
        /// Its bytes.
        length: Option<Spanned<u64>> = "length = 1048576";
        /// Its media type; absent: by the ending of the address.
        r#type: Option<Spanned<String>> = "type = \"audio/mpeg\"";
        /// The season it is for.
        season: Option<Spanned<u32>> = "season = 2";
    }
}

impl Trailer {
    /// The element.
    pub fn element(&self, addresses: Addresses<'_>) -> Element {
        let url = addresses(&self.url);
        let by_ending = media_type_of(url.split(['?', '#']).next().unwrap_or_default()).map(|known| known.name);
        let media_type = self.r#type.as_ref().map(|name| name.value.as_str()).or(by_ending);
        Element::new("podcast:trailer")
            .attr("pubdate", date_rfc2822(&self.date.0))
            .attr("url", &url)
            .attr_if("length", self.length.as_ref().map(|length| length.value))
            .attr_if("type", media_type)
            .attr_if("season", self.season.as_ref().map(|season| season.value))
            .text(self.title.trim())
    }
}
