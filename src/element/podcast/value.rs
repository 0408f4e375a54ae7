//! `<podcast:value>` with `<podcast:valueRecipient>` and `<podcast:valueTimeSplit>`: who gets the money listeners send.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/value>, `…/value-recipient`, `…/value-time-split`. Addresses are judged under
//! `type = "lightning"` only.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::RemoteItem;
use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, optional, required};
use crate::keys::{Decimal, FromNode, Node, Reader};
use crate::scalar::{Millis, nearest};
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[
    Spec::container("podcast:value", &["channel", "item"])
        .many()
        .with(&[required("type", Kind::Own), required("method", Kind::Own), optional("suggested", Kind::Own)])
        .needs(&["podcast:valueRecipient"]),
    Spec::empty("podcast:valueRecipient", &["podcast:value", "podcast:valueTimeSplit"]).many().with(&[
        required("type", Kind::Own),
        required("address", Kind::Own),
        required("split", Kind::Own),
        optional("name", Kind::Line(255)),
        optional("customKey", Kind::Own),
        optional("customValue", Kind::Text),
        optional("fee", Kind::Boolean),
    ]),
    Spec::container("podcast:valueTimeSplit", &["podcast:value"]).many().with(&[
        required("startTime", Kind::Own),
        required("duration", Kind::Own),
        optional("remoteStartTime", Kind::Own),
        optional("remotePercentage", Kind::Own),
    ]),
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
            findings.extend(check_slug(word));
        }
        if self.recipient.is_empty() {
            let finding = Diagnostic::new(&PODCAST_VALUE_INVALID, &self.place, "this value has no recipient")
                .help("add `[[value.recipient]]` with type, address and split");
            findings.push(finding);
        }
        if let Some(suggested) = self.suggested.as_ref().filter(|amount| amount.0.starts_with('-')) {
            let finding = Diagnostic::new(&PODCAST_VALUE_INVALID, &suggested.place, "an amount cannot be negative")
                .found(suggested.0.clone());
            findings.push(finding);
        }
        let lightning = self.r#type.value == "lightning";
        findings.extend(check_recipients(&self.recipient, lightning));
        for split in &self.time_split {
            findings.extend(split.check(lightning));
        }
        let mut end = None;
        let mut splits: Vec<&TimeSplit> = self.time_split.iter().collect();
        splits.sort_by_key(|split| split.start.value);
        for split in splits {
            if end.is_some_and(|end| split.start.value < end) {
                let message = "this split begins before the one above it ends";
                let finding = Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, &split.start.place, message)
                    .severity(Severity::Warning);
                findings.push(finding);
            }
            end = end.max(Some(split.start.plus(split.duration.value)));
        }
        findings
    }
}

fn check_slug(word: &Spanned<String>) -> Option<Diagnostic> {
    if SLUGS.contains(&word.value.as_str()) {
        return None;
    }
    let message = format!("\"{}\" is no word that the namespace lists for payments", word.value);
    let finding = Diagnostic::new(&PODCAST_VALUE_INVALID, &word.place, message)
        .severity(Severity::Warning)
        .found(word.value.clone());
    Some(match nearest(&word.value, SLUGS.iter().copied()) {
        Some(near) => finding.expected(near),
        None => finding,
    })
}

fn check_recipients(recipients: &[Recipient], lightning: bool) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = recipients.iter().flat_map(|recipient| recipient.check(lightning)).collect();
    if let (Some(first), true) = (recipients.first(), recipients.iter().all(|recipient| recipient.split.value == 0)) {
        let message = "every split is 0: nobody gets anything";
        findings.push(Diagnostic::new(&PODCAST_VALUE_INVALID, &first.split.place, message));
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
        let mut findings: Vec<Diagnostic> = check_slug(&self.r#type).into_iter().collect();
        if !lightning {
            return findings;
        }
        let address = self.address.trim();
        let expected = match self.r#type.as_str() {
            "node" if !is_public_key(address) => Some("66 hex digits that begin with 02 or 03"),
            "lnaddress" if !is_lightning_address(address) => Some("an address like user@host.example"),
            _ => None,
        };
        if let Some(expected) = expected {
            let message = format!("this is no address of a recipient of type \"{}\"", self.r#type.value);
            let finding = Diagnostic::new(&PODCAST_VALUE_INVALID, &self.address.place, message);
            findings.push(finding.found(address).expected(expected));
        }
        if let Some(key) = self.custom_key.as_ref().filter(|_| self.r#type.value == "node")
            && !key.0.parse::<u64>().is_ok_and(|number| number >= 65536)
        {
            let finding = Diagnostic::new(&PODCAST_VALUE_INVALID, &key.place, "this is no record type of Lightning")
                .found(key.0.clone())
                .expected("a whole number from 65536 on");
            findings.push(finding);
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
            let message = "a split goes to one remote item or to recipients of its own";
            let finding = Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, &self.place, message)
                .help("give it either `remote_item` or `recipient`");
            findings.push(finding);
        }
        if let Some(share) = self.remote_percentage.as_ref().filter(|share| share.value > 100) {
            let message = "a share of more than 100 per cent is taken as 100";
            let finding = Diagnostic::new(&PODCAST_VALUE_TIME_SPLIT_INVALID, &share.place, message)
                .severity(Severity::Warning)
                .found(share.value.to_string());
            findings.push(finding);
        }
        findings.extend(self.remote_item.iter().flat_map(RemoteItem::check));
        findings
    }
}
