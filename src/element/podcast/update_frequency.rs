//! `<podcast:updateFrequency>`: when the next episode is to be expected.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/update-frequency>; RFC 5545 section 3.3.10. Names and combinations of the parts of a
//! rule are judged, the values of `BY…` parts are not.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, optional};
use crate::element::written::Written;
use crate::keys::{Data, FromNode, Node, Reader};
use crate::scalar::{DateError, parse_date};
use crate::source::Spanned;
use crate::xml::{Element, read};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::value("podcast:updateFrequency", &["channel"], Kind::Line(128))
    .with(&[
        optional("rrule", Kind::Own),
        optional("dtstart", Kind::IsoDate { date_only: true }),
        optional("complete", Kind::Boolean),
    ])
    .judged_by(judge_node)];

crate::keys! {
    /// When the next episode is to be expected.
    pub struct UpdateFrequency bare "text" {
        /// In words; at most 128 characters.
        text: Spanned<String> = "text = \"every other Friday\"";
        /// As a recurrence rule of RFC 5545.
        rrule: Option<Spanned<String>> = "rrule = \"FREQ=WEEKLY;INTERVAL=2;BYDAY=FR\"";
        /// The first date; needed where the rule counts.
        dtstart: Option<Spanned<IsoDate>> = "dtstart = 2026-11-27";
        /// Whether no further episode is to be expected.
        complete: Option<bool> = "complete = false";
    }
}

/// A date or a date-time of ISO 8601, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsoDate(pub String);

impl FromNode for IsoDate {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = match &node.data {
            Data::Datetime(text) | Data::String(text) => text.trim(),
            _ => "",
        };
        let begins_with_year = text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
        if begins_with_year && !matches!(parse_date(text, None), Err(DateError::NotADate)) {
            return Some(IsoDate(text.replacen(' ', "T", 1)));
        }
        reader.wrong(node, &Self::expected());
        None
    }
    fn expected() -> String {
        "a date like 2026-11-27".into()
    }
    fn schema(_: &mut BTreeMap<String, Value>) -> Value {
        json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}" })
    }
}

crate::rules! {
    /// Apps compute the next date out of the rule; one they cannot read gives none.
    PODCAST_UPDATE_FREQUENCY_INVALID = "podcast-update-frequency-invalid": Error, [Podcasting2], Safe;
        summary "a recurrence rule that RFC 5545 does not know";
        bad "update_frequency = { text = \"weekly\", rrule = \"WEEKLY\" }";
        good "update_frequency = { text = \"weekly\", rrule = \"FREQ=WEEKLY\" }";
        source "Podcast namespace, <podcast:updateFrequency>; RFC 5545, 3.3.10";
}

const PARTS: &[&str] = &[
    "FREQ",
    "UNTIL",
    "COUNT",
    "INTERVAL",
    "BYSECOND",
    "BYMINUTE",
    "BYHOUR",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];
const FREQUENCIES: &[&str] = &["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

impl UpdateFrequency {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:updateFrequency")
            .attr_if("complete", self.complete.filter(|complete| *complete))
            .attr_if("dtstart", self.dtstart.as_ref().map(|date| date.0.as_str()))
            .attr_if("rrule", self.rrule.as_ref().map(|rule| rule.trim()))
            .text(self.text.trim())
    }

    /// The rule.
    pub fn check(&self) -> Vec<Diagnostic> {
        self.rrule.as_ref().map(|rule| judge(rule, self.dtstart.is_some())).unwrap_or_default()
    }
}

fn judge_node(node: read::Node<'_>) -> Vec<Diagnostic> {
    let has_start = read::Value::filled(node, "dtstart").is_some();
    read::Value::named(node, "rrule").map(|rule| judge(&rule, has_start)).unwrap_or_default()
}

fn judge(rule: &dyn Written, has_start: bool) -> Vec<Diagnostic> {
    let finding = |message: String| rule.finding(&PODCAST_UPDATE_FREQUENCY_INVALID, message);
    let mut parts: BTreeMap<&str, &str> = BTreeMap::new();
    for part in rule.text().split(';') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if !PARTS.contains(&name) {
            return vec![finding(format!("recurrence rules have no part \"{name}\"")).expected(PARTS.join(", "))];
        }
        if value.is_empty() {
            return vec![finding(format!("{name} has no value"))];
        }
        if parts.insert(name, value).is_some() {
            return vec![finding(format!("{name} stands there twice"))];
        }
    }
    let Some(frequency) = parts.get("FREQ") else {
        return vec![finding("a recurrence rule needs FREQ".into()).expected("FREQ=WEEKLY …")];
    };
    if !FREQUENCIES.contains(frequency) {
        return vec![finding(format!("there is no FREQ={frequency}")).expected(FREQUENCIES.join(", "))];
    }
    let mut findings = Vec::new();
    for name in ["COUNT", "INTERVAL"] {
        if parts.get(name).is_some_and(|value| !value.parse::<u32>().is_ok_and(|number| number > 0)) {
            findings.push(finding(format!("{name} must be a whole number from 1 on")));
        }
    }
    if parts.contains_key("COUNT") && parts.contains_key("UNTIL") {
        findings.push(finding("COUNT and UNTIL exclude each other".into()));
    }
    if parts.contains_key("COUNT") && !has_start {
        findings.push(finding("a rule with COUNT needs a date to count from".into()).help("add `dtstart`"));
    }
    if *frequency == "WEEKLY" && parts.contains_key("BYMONTHDAY") {
        let message = "BYMONTHDAY does not go with FREQ=WEEKLY".into();
        findings.push(finding(message).severity(Severity::Warning).expected("FREQ=MONTHLY"));
    }
    if let Some(until) = parts.get("UNTIL") {
        findings.extend(judge_until(until, rule));
    }
    findings
}

/// RFC 5545 wants the basic form: `20261231`, `20261231T000000Z`.
fn judge_until(until: &str, rule: &dyn Written) -> Option<Diagnostic> {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let basic = |text: &str| match text.split_once('T') {
        None => digits(text, 8),
        Some((date, time)) => digits(date, 8) && digits(time.strip_suffix('Z').unwrap_or(time), 6),
    };
    if basic(until) {
        return None;
    }
    let finding = |message: String| rule.finding(&PODCAST_UPDATE_FREQUENCY_INVALID, message);
    let plain = until.split('.').next().unwrap_or_default();
    let zone = if until.ends_with('Z') && !plain.ends_with('Z') { "Z" } else { "" };
    let right = format!("{}{zone}", plain.replace(['-', ':'], ""));
    Some(if basic(&right) {
        let message = format!("UNTIL is written UNTIL={right}");
        let finding = finding(message).severity(Severity::Warning).expected(format!("UNTIL={right}"));
        rule.mended(finding, true, &rule.text().replacen(until, &right, 1))
    } else {
        finding("UNTIL is not a date".into()).expected("UNTIL=20261231")
    })
}
