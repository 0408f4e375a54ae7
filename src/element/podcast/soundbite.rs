//! `<podcast:soundbite>`: a passage worth sharing.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/soundbite>. Whether it lies within the audio is judged where the
//! duration is known.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, required};
use crate::scalar::Millis;
use crate::source::{Place, Spanned};
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:soundbite", &["item"], Kind::Line(128))
    .many()
    .with(&[required("startTime", Kind::Own), required("duration", Kind::Own)])
    .judged_by(judge)];

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
        judge_length(self.duration.value, &self.duration.place).into_iter().collect()
    }

    /// Judges it against the duration of the audio.
    pub fn check_end(&self, audio: Millis) -> Option<Diagnostic> {
        judge_end(self.start.plus(self.duration.value), audio, &self.start.place)
    }
}

fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for name in ["startTime", "duration"] {
        let Some(value) = Value::filled(node, name) else { continue };
        match Millis::parse_seconds(value.trimmed()) {
            None => {
                let message = format!("{} is \"{}\"", value.name(), value.trimmed());
                let finding = Diagnostic::new(&PODCAST_SOUNDBITE_RANGE, value.place(), message).found(value.trimmed());
                findings.push(finding.expected("decimal seconds, such as `724.5`"));
            }
            Some(length) if name == "duration" => findings.extend(judge_length(length, &value.place())),
            Some(_) => {}
        }
    }
    findings
}

/// Judges a soundbite of a feed against the duration of the audio.
pub fn soundbite_end(node: Node<'_>, audio: Millis) -> Option<Diagnostic> {
    let seconds = |name| Value::named(node, name).and_then(|value| Millis::parse_seconds(value.trimmed()));
    judge_end(seconds("startTime")?.plus(seconds("duration")?), audio, &node.place())
}

fn judge_length(length: Millis, place: &Place) -> Option<Diagnostic> {
    if length.0 == 0 {
        let finding = Diagnostic::new(&PODCAST_SOUNDBITE_RANGE, place, "this soundbite has no length");
        return Some(finding.expected("a duration of 15 to 120 seconds"));
    }
    let right = Millis::from_secs(15)..=Millis::from_secs(120);
    (!right.contains(&length)).then(|| {
        let message = format!("this soundbite lasts {}", length.short_clock());
        Diagnostic::new(&PODCAST_SOUNDBITE_LENGTH, place, message).expected("15 to 120 seconds")
    })
}

fn judge_end(end: Millis, audio: Millis, place: &Place) -> Option<Diagnostic> {
    (end > audio).then(|| {
        let message = format!(
            "this soundbite ends at {}, after the end of the audio ({})",
            end.short_clock(),
            audio.short_clock()
        );
        Diagnostic::new(&PODCAST_SOUNDBITE_RANGE, place, message)
    })
}
