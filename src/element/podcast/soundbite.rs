//! `<podcast:soundbite>`: a passage worth sharing.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/soundbite>. Whether it lies within the audio is judged where the
//! duration is known.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, required};
use crate::scalar::Millis;
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:soundbite", &["item"], Kind::Line(128))
    .many()
    .with(&[required("startTime", Kind::Own), required("duration", Kind::Own)])];

crate::keys! {
    /// A passage of the episode worth sharing.
    pub struct Soundbite {
        /// When it begins.
        start: Spanned<Millis> = "start = \"12:04\"";
        /// How long it is; 15 to 120 seconds is best.
        duration: Spanned<Millis> = "duration = 38";
        /// What is said; left out, apps show the episode's title.
        title: Option<Spanned<String>> = "title = \"The needle drops\"";
    }
}

crate::rules! {
    /// An app that plays a passage of no length, or one past the end, plays nothing.
    PODCAST_SOUNDBITE_RANGE = "podcast-soundbite-range": Error, [Podcasting2], None;
        summary "a soundbite without length, or one that ends after the episode";
        bad "soundbites = [{ start = \"12:04\", duration = 0 }]";
        good "soundbites = [{ start = \"12:04\", duration = 38 }]";
        source "Podcast namespace, <podcast:soundbite>";
    /// Apps make clips of soundbites; the namespace recommends a length that works as one.
    PODCAST_SOUNDBITE_LENGTH = "podcast-soundbite-length": Advice, [Podcasting2], None;
        summary "a soundbite shorter than 15 or longer than 120 seconds";
        bad "soundbites = [{ start = \"12:04\", duration = 4 }]";
        good "soundbites = [{ start = \"12:04\", duration = 38 }]";
        source "Podcast namespace, <podcast:soundbite>";
}

impl Soundbite {
    /// The element; times in decimal seconds.
    pub fn element(&self) -> Element {
        Element::new("podcast:soundbite")
            .attr("startTime", self.start.seconds())
            .attr("duration", self.duration.seconds())
            .text(self.title.as_ref().map(|title| title.value.clone()).unwrap_or_default())
    }

    /// What can be judged without the audio.
    pub fn check(&self) -> Vec<Diagnostic> {
        let length = self.duration.value;
        if length.0 == 0 {
            let finding =
                Diagnostic::new(&PODCAST_SOUNDBITE_RANGE, &self.duration.place, "this soundbite has no length")
                    .expected("a duration of 15 to 120 seconds");
            return vec![finding];
        }
        if (Millis::from_secs(15)..=Millis::from_secs(120)).contains(&length) {
            return Vec::new();
        }
        let message = format!("this soundbite lasts {}", length.short_clock());
        vec![Diagnostic::new(&PODCAST_SOUNDBITE_LENGTH, &self.duration.place, message).expected("15 to 120 seconds")]
    }

    /// Judges it against the duration of the audio.
    pub fn check_end(&self, audio: Millis) -> Option<Diagnostic> {
        let end = self.start.plus(self.duration.value);
        (end > audio).then(|| {
            let message = format!(
                "this soundbite ends at {}, after the end of the audio ({})",
                end.short_clock(),
                audio.short_clock()
            );
            Diagnostic::new(&PODCAST_SOUNDBITE_RANGE, &self.start.place, message)
        })
    }
}
