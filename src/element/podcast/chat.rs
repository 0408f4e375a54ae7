//! `<podcast:chat>`: a room where listeners talk while they listen.
//!
//! <https://podcasting2.org/docs/podcast-namespace/tags/chat>.

use crate::diagnostic::{Diagnostic, Severity};
use crate::element::spec::{Kind, Spec, optional, required};
use crate::keys::quoted_like;
use crate::scalar::nearest;
use crate::source::Spanned;
use crate::xml::Element;

/// What the namespace says of it.
pub(super) static SPECS: &[Spec] = &[Spec::empty("podcast:chat", &["channel", "item"]).with(&[
    required("server", Kind::Own),
    required("protocol", Kind::Own),
    optional("accountId", Kind::Text),
    optional("space", Kind::Text),
    optional("embedUrl", Kind::Text),
])];

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
        let mut findings = Vec::new();
        let server = self.server.trim();
        let host = server.split_once("://").map_or(server, |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default();
        if host != server || !host.contains('.') || host.contains(char::is_whitespace) {
            let finding = Diagnostic::new(&PODCAST_CHAT_INVALID, &self.server.place, "this is not the name of a host")
                .found(server)
                .expected(if host.contains('.') { host } else { "a name like irc.zeronode.net" });
            findings.push(if host.contains('.') && host != server {
                finding.fix(true, format!("write `{host}`"), &self.server.place, quoted_like(&self.server.place, host))
            } else {
                finding
            });
        }
        let protocol = self.protocol.trim();
        if !PROTOCOLS.contains(&protocol) {
            let message = format!("the namespace lists no chat protocol \"{protocol}\"");
            let finding = Diagnostic::new(&PODCAST_CHAT_INVALID, &self.protocol.place, message)
                .severity(Severity::Warning)
                .found(protocol);
            findings.push(match nearest(protocol, PROTOCOLS.iter().copied()) {
                Some(near) => finding.expected(near),
                None => finding.expected(PROTOCOLS.join(", ")),
            });
        }
        findings
    }
}
