//! `<podcast:value>` with `<podcast:valueRecipient>` and `<podcast:valueTimeSplit>`: who gets the money listeners send.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/value>, `…/value-recipient`, `…/value-time-split`. Addresses are judged under
//! `type = "lightning"` only.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::RemoteItem;
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, optional, required};
use crate::element::written::Written;
use crate::keys::{Decimal, FromNode, Node, Reader};
use crate::scalar::{Millis, is_decimal, nearest};
use crate::source::{Place, Spanned};
use crate::xml::{Element, read};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[
    Spec::container("podcast:value", &["channel", "item"])
        .many()
        .with(&[required("type", Kind::Own), required("method", Kind::Own), optional("suggested", Kind::Own)])
        .needs(&["podcast:valueRecipient"])
        .judged_by(judge_value),
    Spec::empty("podcast:valueRecipient", &["podcast:value", "podcast:valueTimeSplit"])
        .many()
        .with(&[
            required("type", Kind::Own),
            required("address", Kind::Own),
            required("split", Kind::Own),
            optional("name", Kind::Line(255)),
            optional("customKey", Kind::Own),
            optional("customValue", Kind::Text),
            optional("fee", Kind::Boolean),
        ])
        .judged_by(judge_recipient),
    Spec::container("podcast:valueTimeSplit", &["podcast:value"])
        .many()
        .with(&[
            required("startTime", Kind::Own),
            required("duration", Kind::Own),
            optional("remoteStartTime", Kind::Own),
            optional("remotePercentage", Kind::Own),
        ])
        .judged_by(judge_time_split),
];

crate::keys! {
    /// Who gets the money that listeners send while they listen.
    pub struct Value {
        /// The layer of payment: `lightning`.
        r#type: Spanned<String> = "type = \"lightning\"";
        /// The way of payment: `keysend`, `lnaddress`; absent: `default`.
        method: Option<Spanned<String>> = "method = \"keysend\"";
        /// A suggested amount for a minute, decimal text in the unit of the layer.
        suggested: Option<Spanned<Decimal>> = "suggested = \"0.00000005000\"";
        /// Who gets it.
        recipient: Vec<Recipient> = "recipient = [{ name = \"Ines\", type = \"lnaddress\", address = \"ines@pay.example\", split = 100 }]";
        /// Passages whose money goes to others.
        time_split: Vec<TimeSplit> = "time_split = [{ start = \"17:05\", duration = 60, remote_item = { feed_guid = \"469b403f-db2d-574c-9db9-96dbb3f6561c\" } }]";
    }
}

crate::keys! {
    /// Someone who gets a share.
    pub struct Recipient {
        /// What people call the recipient.
        name: Option<Spanned<String>> = "name = \"Ines\"";
        /// `node` (a public key) or `lnaddress` (`user@host`).
        r#type: Spanned<String> = "type = \"lnaddress\"";
        /// The key or address.
        address: Spanned<String> = "address = \"ines@pay.example\"";
        /// Shares, a whole number; not per cent.
        split: Spanned<u64> = "split = 95";
        /// A record type that goes with the payment.
        custom_key: Option<Spanned<Free>> = "custom_key = 7629169";
        /// The value of that record.
        custom_value: Option<Spanned<Free>> = "custom_value = \"needle-s2-07\"";
        /// `true`: taken off the whole before it is split.
        fee: Option<bool> = "fee = true";
    }
}

crate::keys! {
    /// A passage whose money goes to others.
    pub struct TimeSplit {
        /// When it begins.
        start: Spanned<Millis> = "start = \"17:05.5\"";
        /// How long it is.
        duration: Spanned<Millis> = "duration = \"03:20\"";
        /// Where in the other item it begins.
        remote_start: Option<Spanned<Millis>> = "remote_start = 0";
        /// The share of the other item, 0 to 100; absent: 100.
        remote_percentage: Option<Spanned<u32>> = "remote_percentage = 95";
        /// The item whose recipients get it.
        remote_item: Option<RemoteItem> = "remote_item = { feed_guid = \"469b403f-db2d-574c-9db9-96dbb3f6561c\" }";
        /// Or the recipients themselves.
        recipient: Vec<Recipient> = "recipient = [{ name = \"Lena\", type = \"lnaddress\", address = \"lena@pay.example\", split = 1 }]";
    }
}

/// A text or a number, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free(pub String);

impl AsRef<str> for Free {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromNode for Free {
    fn from_node(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = node.scalar_text();
        if text.is_none() {
            reader.wrong(node, &Self::expected());
        }
        text.map(Free)
    }
    fn expected() -> String {
        "a text or a number".into()
    }
    fn schema(_: &mut BTreeMap<String, Json>) -> Json {
        json!({ "type": ["string", "number"] })
    }
}

crate::rules! {
    /// Money sent to an address that does not exist comes back, or is lost.
    PODCAST_VALUE_INVALID = "podcast-value-invalid": Error, [Podcasting2], None;
        summary "recipients of money that no app can pay";
        bad "recipient = [{ type = \"lnaddress\", address = \"ines\", split = 0 }]";
        good "recipient = [{ type = \"lnaddress\", address = \"ines@pay.example\", split = 1 }]";
        source "Podcast namespace, <podcast:valueRecipient>";
    /// A split goes either to the recipients of another item or to those it names; apps ignore one that says both or none.
    PODCAST_VALUE_TIME_SPLIT_INVALID = "podcast-value-time-split-invalid": Error, [Podcasting2], None;
        summary "a time split with neither exactly one remote item nor recipients";
        bad "time_split = [{ start = 60, duration = 30 }]";
        good "time_split = [{ start = 60, duration = 30, recipient = [{ type = \"lnaddress\", address = \"a@b.example\", split = 1 }] }]";
        source "Podcast namespace, <podcast:valueTimeSplit>";
}

/// The namespace's one list of words for types, methods and types of recipients, and the method that is in none.
const SLUGS: &[&str] = &["bitcoin", "lightning", "keysend", "lnaddress", "amp", "wallet", "node", "default"];

const LIGHTNING: &str = "lightning";

impl Value {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:value")
            .attr("type", &self.r#type.value)
            .attr("method", self.method.as_ref().map_or("default", |method| method.value.as_str()))
            .attr_if("suggested", self.suggested.as_ref().map(|amount| amount.0.as_str()))
            .children(self.recipient.iter().map(Recipient::element))
            .children(self.time_split.iter().map(TimeSplit::element))
    }

    /// Words, recipients and splits.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for word in [Some(&self.r#type), self.method.as_ref()].into_iter().flatten() {
            findings.extend(judge_slug(word));
        }
        if self.recipient.is_empty() {
            let finding = Diagnostic::new(&PODCAST_VALUE_INVALID, &self.place, "this value has no recipient")
                .help("add `[[value.recipient]]` with type, address and split");
            findings.push(finding);
        }
        findings.extend(self.suggested.as_ref().and_then(|amount| judge_amount(amount)));
        let lightning = self.r#type.value == LIGHTNING;
        findings.extend(check_recipients(&self.recipient, lightning));
        for split in &self.time_split {
            findings.extend(split.check(lightning));
        }
        let passages = self.time_split.iter();
        findings.extend(judge_overlaps(
            passages.map(|split| (split.start.value, split.duration.value, split.start.place.clone())).collect(),
        ));
        findings
    }
}

/// Judges a `<podcast:value>` of a feed, and what its recipients and splits are together.
fn judge_value(node: read::Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for word in ["type", "method"].into_iter().filter_map(|name| read::Value::filled(node, name)) {
        findings.extend(judge_slug(&word));
    }
    findings.extend(read::Value::named(node, "suggested").and_then(|amount| judge_amount(&amount)));
    findings.extend(judge_shares(node));
    let splits = of_the_namespace(node, "valueTimeSplit");
    let seconds = |split: read::Node<'_>, name| Millis::parse_seconds(read::Value::named(split, name)?.trimmed());
    let passages =
        splits.filter_map(|split| Some((seconds(split, "startTime")?, seconds(split, "duration")?, split.place())));
    findings.extend(judge_overlaps(passages.collect()));
    findings
}

/// The elements of that name in an element, in the same namespace.
fn of_the_namespace<'d>(node: read::Node<'d>, local: &str) -> impl Iterator<Item = read::Node<'d>> {
    node.elements().filter(move |inner| inner.local() == local && inner.namespace() == node.namespace())
}

/// Judges a time split of a feed against the duration of the audio.
pub fn time_split_end(node: read::Node<'_>, audio: Millis) -> Option<Diagnostic> {
    let seconds = |name| Millis::parse_seconds(read::Value::named(node, name)?.trimmed());
    let end = seconds("startTime")?.plus(seconds("duration")?);
    (end > audio).then(|| {
        let message = format!("this split ends at {}, after the episode ({})", end.short_clock(), audio.short_clock());
        let finding = Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, node.place(), message);
        finding.severity(Severity::Warning)
    })
}

/// Judges that somebody gets something.
fn judge_shares(node: read::Node<'_>) -> Option<Diagnostic> {
    let shares = of_the_namespace(node, "valueRecipient");
    let shares: Vec<_> = shares.filter_map(|recipient| read::Value::filled(recipient, "split")).collect();
    let nobody = !shares.is_empty() && shares.iter().all(|share| share.trimmed().parse() == Ok(0_u64));
    nobody.then(|| shares.first().map(|first| nobody_paid(&first.place()))).flatten()
}

fn nobody_paid(first: &Place) -> Diagnostic {
    Diagnostic::new(&PODCAST_VALUE_INVALID, first, "every split is 0: nobody gets anything")
}

fn judge_recipient(node: read::Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let kind = read::Value::filled(node, "type");
    findings.extend(kind.as_ref().and_then(|kind| judge_slug(kind)));
    if let Some(split) = read::Value::filled(node, "split").filter(|split| split.trimmed().parse::<u64>().is_err()) {
        let finding = (&split as &dyn Written).finding(&PODCAST_VALUE_INVALID, "this is no number of shares");
        findings.push(finding.expected("a whole number"));
    }
    if let (Some(kind), true) = (kind, is_lightning(node)) {
        let address = read::Value::filled(node, "address");
        findings.extend(address.and_then(|address| judge_address(kind.trimmed(), &address)));
        let key = read::Value::filled(node, "customKey");
        findings.extend(key.and_then(|key| judge_custom_key(kind.trimmed(), &key)));
    }
    findings
}

/// Whether the value around a recipient is paid by Lightning.
fn is_lightning(recipient: read::Node<'_>) -> bool {
    let around = std::iter::successors(recipient.parent(), |node| node.parent()).take(2);
    let value = around.into_iter().find(|node| node.local() == "value");
    value.and_then(|value| read::Value::named(value, "type")).is_some_and(|kind| kind.trimmed() == LIGHTNING)
}

fn judge_time_split(node: read::Node<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for name in ["startTime", "duration", "remoteStartTime"] {
        let Some(value) = read::Value::filled(node, name) else { continue };
        if Millis::parse_seconds(value.trimmed()).is_none() {
            let message = format!("{} is \"{}\"", value.name(), value.trimmed());
            let finding = (&value as &dyn Written).finding(&PODCAST_VALUE_TIME_SPLIT_INVALID, message);
            findings.push(finding.expected("seconds, not negative"));
        }
    }
    if let Some(share) = read::Value::filled(node, "remotePercentage") {
        let share: &dyn Written = &share;
        if !is_decimal(share.text().strip_prefix('-').unwrap_or(share.text())) {
            let finding = share.finding(&PODCAST_VALUE_TIME_SPLIT_INVALID, "this is no percentage");
            findings.push(finding.expected("a number from 0 to 100"));
        } else if Millis::parse_seconds(share.text()).is_none_or(|hundredfold| hundredfold > Millis::from_secs(100)) {
            findings.push(clamped(&share.place(), share.text()));
        }
    }
    let count = |name| of_the_namespace(node, name).count();
    let (remote, own) = (count("remoteItem"), count("valueRecipient"));
    if remote > 1 || (remote == 1) != (own == 0) {
        let help = "give it either one <podcast:remoteItem> or recipients of its own";
        findings.push(to_both_or_none(node.place()).help(help));
    }
    findings.extend(judge_shares(node));
    findings
}

fn to_both_or_none(place: Place) -> Diagnostic {
    let message = "a split goes to one remote item or to recipients of its own";
    Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, place, message)
}

fn clamped(place: &Place, found: &str) -> Diagnostic {
    let message = "a share below 0 or above 100 per cent is taken as the nearer of the two";
    let finding = Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, place, message).severity(Severity::Warning);
    finding.found(found)
}

/// Judges passages, each with begin, length and place, against each other.
fn judge_overlaps(mut passages: Vec<(Millis, Millis, Place)>) -> Vec<Diagnostic> {
    passages.sort_by_key(|(start, ..)| *start);
    let mut findings = Vec::new();
    let mut end = None;
    for (start, length, place) in passages {
        if end.is_some_and(|end| start < end) {
            let message = "this split begins before the one above it ends";
            let finding = Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, place, message);
            findings.push(finding.severity(Severity::Warning));
        }
        end = end.max(Some(start.plus(length)));
    }
    findings
}

fn judge_amount(amount: &dyn Written) -> Option<Diagnostic> {
    (!is_decimal(amount.text())).then(|| {
        let finding = amount.finding(&PODCAST_VALUE_INVALID, "this is no amount of money");
        finding.expected("a decimal number, not negative")
    })
}

fn judge_slug(word: &dyn Written) -> Option<Diagnostic> {
    if SLUGS.contains(&word.text()) {
        return None;
    }
    let message = format!("\"{}\" is no word that the namespace lists for payments", word.text());
    let finding = word.finding(&PODCAST_VALUE_INVALID, message).severity(Severity::Warning);
    Some(match nearest(word.text(), SLUGS.iter().copied()) {
        Some(near) => finding.expected(near),
        None => finding,
    })
}

fn judge_address(kind: &str, address: &dyn Written) -> Option<Diagnostic> {
    let expected = match kind {
        "node" if !is_public_key(address.text()) => "66 hex digits that begin with 02 or 03",
        "lnaddress" if !is_lightning_address(address.text()) => "an address like user@host.example",
        _ => return None,
    };
    let message = format!("this is no address of a recipient of type \"{kind}\"");
    Some(address.finding(&PODCAST_VALUE_INVALID, message).expected(expected))
}

fn judge_custom_key(kind: &str, key: &dyn Written) -> Option<Diagnostic> {
    let right = key.text().parse::<u64>().is_ok_and(|number| number >= 65536);
    (kind == "node" && !right).then(|| {
        let finding = key.finding(&PODCAST_VALUE_INVALID, "this is no record type of Lightning");
        finding.expected("a whole number from 65536 on")
    })
}

fn check_recipients(recipients: &[Recipient], lightning: bool) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = recipients.iter().flat_map(|recipient| recipient.check(lightning)).collect();
    if let (Some(first), true) = (recipients.first(), recipients.iter().all(|recipient| recipient.split.value == 0)) {
        findings.push(nobody_paid(&first.split.place));
    }
    findings
}

impl Recipient {
    fn element(&self) -> Element {
        Element::new("podcast:valueRecipient")
            .attr_if("name", self.name.as_ref().map(|name| name.value.as_str()))
            .attr("type", &self.r#type.value)
            .attr("address", &self.address.value)
            .attr("split", self.split.value)
            .attr_if("customKey", self.custom_key.as_ref().map(|key| key.0.as_str()))
            .attr_if("customValue", self.custom_value.as_ref().map(|value| value.0.as_str()))
            .attr_if("fee", self.fee.filter(|fee| *fee))
    }

    fn check(&self, lightning: bool) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = judge_slug(&self.r#type).into_iter().collect();
        if lightning {
            findings.extend(judge_address(self.r#type.as_str(), &self.address));
            findings.extend(self.custom_key.as_ref().and_then(|key| judge_custom_key(self.r#type.as_str(), key)));
        }
        findings
    }
}

fn is_public_key(text: &str) -> bool {
    text.len() == 66
        && (text.starts_with("02") || text.starts_with("03"))
        && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_lightning_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

impl TimeSplit {
    fn element(&self) -> Element {
        let shown = |millis: &&Spanned<Millis>| millis.value != Millis(0);
        Element::new("podcast:valueTimeSplit")
            .attr("startTime", self.start.seconds())
            .attr("duration", self.duration.seconds())
            .attr_if("remoteStartTime", self.remote_start.as_ref().filter(shown).map(|start| start.seconds()))
            .attr_if("remotePercentage", self.remote_percentage.as_ref().map(|p| p.value).filter(|p| *p != 100))
            .children(self.remote_item.iter().map(RemoteItem::element))
            .children(self.recipient.iter().map(Recipient::element))
    }

    fn check(&self, lightning: bool) -> Vec<Diagnostic> {
        let mut findings = check_recipients(&self.recipient, lightning);
        if self.remote_item.is_some() != self.recipient.is_empty() {
            let finding = to_both_or_none(self.place.clone());
            findings.push(finding.help("give it either `remote_item` or `recipient`"));
        }
        if let Some(share) = self.remote_percentage.as_ref().filter(|share| share.value > 100) {
            findings.push(clamped(&share.place, &share.value.to_string()));
        }
        findings.extend(self.remote_item.iter().flat_map(RemoteItem::check));
        findings
    }
}
