//! `<podcast:liveItem>`: an episode that is live, in place of an item.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/live-item>. Times are written as RFC 3339.

use crate::diagnostic::Diagnostic;
use crate::element::spec::{Kind, Spec, optional, required};
use crate::element::written::word;
use crate::keys::Date;
use crate::scalar::{date_rfc3339, parse_date};
use crate::source::{Place, Spanned};
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::container("podcast:liveItem", &["channel"])
    .many()
    .with(&[
        required("status", Kind::Own),
        required("start", Kind::IsoDate { date_only: false }),
        optional("end", Kind::IsoDate { date_only: false }),
        optional("chat", Kind::Text),
    ])
    .needs(&["podcast:contentLink"])
    .judged_by(judge)];

crate::keys! {
    /// While it stands here, the file is a live item in place of an episode.
    pub struct LiveItem {
        /// `pending`, `live` or `ended`.
        status: Spanned<LiveStatus> = "status = \"pending\"";
        /// When it begins.
        start: Spanned<Date> = "start = 2026-12-04T20:00:00+00:00";
        /// When it ends, as planned.
        end: Option<Spanned<Date>> = "end = 2026-12-04T21:30:00+00:00";
    }
}

crate::rules! {
    /// Apps tell their listeners by these words and times that somebody is on air.
    PODCAST_LIVE_ITEM_INVALID = "podcast-live-item-invalid": Error, [Podcasting2], Safe;
        summary "a live item with an unknown status, or one that ends before it starts";
        bad "live_item = { status = \"Live\", start = 2026-12-04T20:00:00Z }";
        good "live_item = { status = \"live\", start = 2026-12-04T20:00:00Z }";
        source "Podcast namespace, <podcast:liveItem>";
}

crate::words! {
    /// How far a live item is.
    pub enum LiveStatus judged by PODCAST_LIVE_ITEM_INVALID {
        /// Not yet on air.
        Pending = "pending",
        /// On air.
        Live = "live",
        /// Over.
        Ended = "ended",
    }
}

impl LiveItem {
    /// The element around the children that an item would have.
    pub fn element(&self, children: impl IntoIterator<Item = Element>) -> Element {
        Element::new("podcast:liveItem")
            .attr("status", self.status.word())
            .attr("start", date_rfc3339(&self.start.0))
            .attr_if("end", self.end.as_ref().map(|end| date_rfc3339(&end.0)))
            .children(children)
    }

    /// That it ends after it starts.
    pub fn check(&self) -> Vec<Diagnostic> {
        let reversed = self.end.as_ref().filter(|end| end.value <= self.start.value);
        reversed.map(|end| ends_early(&end.place, &date_rfc3339(&end.0), &self.start.place)).into_iter().collect()
    }
}

fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Some(status) = Value::filled(node, "status") {
        findings.extend(word::<LiveStatus>(&status, "status", &PODCAST_LIVE_ITEM_INVALID));
    }
    if let Some((start, end)) = Value::filled(node, "start").zip(Value::filled(node, "end"))
        && let (Ok(starts), Ok(ends)) = (parse_date(start.trimmed(), None), parse_date(end.trimmed(), None))
        && ends <= starts
    {
        findings.push(ends_early(&end.place(), end.trimmed(), &start.place()));
    }
    findings
}

fn ends_early(end: &Place, found: &str, start: &Place) -> Diagnostic {
    Diagnostic::new(&PODCAST_LIVE_ITEM_INVALID, end, "this live item ends before it starts")
        .found(found)
        .related(start, "it starts here")
}
