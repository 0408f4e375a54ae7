//! `<podcast:chat>`: a room where listeners talk while they listen.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/chat>.

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, optional, required};
use crate::element::written::Written;
use crate::source::Spanned;
use crate::xml::Element;
use crate::xml::read::{Node, Value};

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::empty("podcast:chat", &["channel", "item"])
    .with(&[
        required("server", Kind::Own),
        required("protocol", Kind::Own),
        optional("accountId", Kind::Text),
        optional("space", Kind::Text),
        optional("embedUrl", Kind::Text),
    ])
    .judged_by(judge)];

crate::keys! {
    /// A room where listeners talk.
    pub struct Chat {
        /// The host of the server.
        server: Spanned<String> = "server = \"irc.zeronode.net\"";
        /// `irc`, `xmpp`, `nostr` or `matrix`.
        protocol: Spanned<String> = "protocol = \"irc\"";
        /// The account of the show.
        account_id: Option<Spanned<String>> = "account_id = \"@ines\"";
        /// The room.
        space: Option<Spanned<String>> = "space = \"#needle\"";
    }
}

crate::rules! {
    /// Apps connect to this host by this protocol, and put nothing before or after it.
    PODCAST_CHAT_INVALID = "podcast-chat-invalid": Error, [Podcasting2], Safe;
        summary "a chat whose server is not a host name, or of an unknown protocol";
        bad "chat = { server = \"https://irc.zeronode.net\", protocol = \"irc\" }";
        good "chat = { server = \"irc.zeronode.net\", protocol = \"irc\" }";
        source "Podcast namespace, <podcast:chat>";
}

const PROTOCOLS: &[&str] = &["irc", "xmpp", "nostr", "matrix"];

impl Chat {
    /// The element.
    pub fn element(&self) -> Element {
        Element::new("podcast:chat")
            .attr("server", self.server.trim())
            .attr("protocol", self.protocol.trim())
            .attr_if("accountId", self.account_id.as_ref().map(|id| id.value.as_str()))
            .attr_if("space", self.space.as_ref().map(|space| space.value.as_str()))
    }

    /// Server and protocol.
    pub fn check(&self) -> Vec<Diagnostic> {
        judge_server(&self.server).into_iter().chain(judge_protocol(&self.protocol)).collect()
    }
}

fn judge(node: Node<'_>) -> Vec<Diagnostic> {
    let server = Value::filled(node, "server").and_then(|server| judge_server(&server));
    let protocol = Value::filled(node, "protocol").and_then(|protocol| judge_protocol(&protocol));
    server.into_iter().chain(protocol).collect()
}

fn judge_server(server: &dyn Written) -> Option<Diagnostic> {
    let text = server.text();
    let host = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let possible = host.contains('.') && !host.contains(char::is_whitespace);
    if host == text && possible {
        return None;
    }
    let finding = server.finding(&PODCAST_CHAT_INVALID, "this is not the name of a host");
    Some(if possible {
        server.mended(finding.expected(host), true, host)
    } else {
        finding.expected("a name like irc.zeronode.net")
    })
}

fn judge_protocol(protocol: &dyn Written) -> Option<Diagnostic> {
    let text = protocol.text();
    (!PROTOCOLS.contains(&text)).then(|| {
        let message = format!("the namespace lists no chat protocol \"{text}\"");
        let finding = protocol.finding(&PODCAST_CHAT_INVALID, message).severity(Severity::Warning);
        protocol.offering(finding, PROTOCOLS)
    })
}
