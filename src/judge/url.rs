//! Addresses: RFC 3986 for their form, WHATWG URL for whether they can be opened at all, and what podcast apps can do with them.
//!
//! Nothing is fetched and no name is looked up. Internationalised hosts are turned into punycode by the `url` crate.

use std::ops::Range;

use super::findings::Findings;
use super::structure::Standing;
use super::text::is_invisible;
use crate::diagnostic::Profile::{Apple, Podcasting2};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity};
use crate::element::spec::UrlUse;
use crate::keys::{URL_INVALID, URL_RELATIVE, URL_SCHEME_UNSUPPORTED};
use crate::scalar::{UrlParts, is_placeholder_host, is_private_host_text, is_url_stray, percent_encoded, url_parts};
use crate::xml::read::Value;

crate::rules! {
    /// Some apps take the blanks for a part of the address, and play nothing.
    URL_WHITESPACE = "url-whitespace": Warning, [], Safe;
        summary "blanks or line ends around a URL";
        bad "<enclosure url=\" https://show.fm/1.mp3\" …/>";
        good "<enclosure url=\"https://show.fm/1.mp3\" …/>";
        source "RFC 3986, appendix C";
    /// Apple takes ASCII only. Apps that do not convert the address themselves ask the server for something else.
    URL_NOT_ASCII = "url-not-ascii": Warning, [], Safe;
        summary "a URL with characters beyond ASCII";
        bad "https://show.fm/größe.mp3";
        good "https://show.fm/gr%C3%B6%C3%9Fe.mp3";
        source "Apple, Podcast requirements; RFC 3986, 2.1";
        levels Apple = Error;
    /// The podcast namespace asks for https, and phones refuse to load what comes without. On the way anybody can read and change it.
    URL_NOT_HTTPS = "url-not-https": Advice, [Apple, Podcasting2], Unsafe;
        summary "a URL with http instead of https";
        bad "<podcast:transcript url=\"http://show.fm/1.vtt\" …/>";
        good "<podcast:transcript url=\"https://show.fm/1.vtt\" …/>";
        source "Podcast namespace 1.0";
        levels Podcasting2 = Warning;
    /// It leads into the network of whoever wrote the feed; for all others it leads nowhere, or somewhere else.
    URL_PRIVATE_ADDRESS = "url-private-address": Error, [], None;
        summary "a URL into a private network";
        bad "<link>http://localhost:8000/</link>";
        good "<link>https://show.fm/</link>";
        source "RFC 1918, RFC 4193, RFC 6761, RFC 6762";
    /// A template was not filled in, or an example was copied.
    URL_PLACEHOLDER = "url-placeholder": Warning, [], None;
        summary "a URL that is an example, or holds what a template left";
        bad "<link>https://www.example.com/</link>";
        good "<link>https://show.fm/</link>";
        source "RFC 2606";
    /// Everybody who reads the feed reads the password.
    URL_CREDENTIALS = "url-credentials": Error, [], None;
        summary "a user name or password in a URL";
        bad "https://ines:tape@show.fm/1.mp3";
        good "https://show.fm/1.mp3";
        source "RFC 3986, 7.5";
    /// What was escaped twice is a different address: apps ask for it, and the server has no such file.
    URL_ESCAPED_TWICE = "url-escaped-twice": Warning, [], Safe;
        summary "a URL that was escaped twice";
        bad "https://show.fm/1.mp3?a=1&amp;amp;b=2";
        good "https://show.fm/1.mp3?a=1&amp;b=2";
        source "RFC 3986, 2.4";
    /// Apps keep the address and open it months later; then the signature is no longer valid.
    URL_EXPIRING = "url-expiring": Warning, [], None;
        summary "a URL that is signed for a limited time";
        bad "https://cdn.show.fm/1.mp3?X-Amz-Expires=3600&amp;…";
        good "https://cdn.show.fm/1.mp3";
        source "podwright";
}

/// Schemes that people's programs open; in links they are legal.
const OPENED_SCHEMES: &[&str] = &[
    "ftp", "geo", "gopher", "irc", "ircs", "magnet", "mailto", "news", "nntp", "rtsp", "sip", "sips", "sms", "tag",
    "tel", "urn", "xmpp",
];

/// Elements in which http is worth a word although no namespace asks for https.
const BETTER_SECURE: &[&str] = &["enclosure", "itunes:image", "link"];

/// An address in a feed.
struct Address<'v, 'd> {
    value: &'v Value<'d>,
    /// Without the blanks around it, and where it begins in the value.
    text: &'v str,
    base: usize,
    parts: UrlParts,
}

/// Judges an address.
pub(super) fn judge(value: &Value<'_>, used: UrlUse, standing: &Standing<'_>, findings: &mut Findings) {
    let text = value.trimmed();
    if text.is_empty() {
        return;
    }
    let base = value.text.len() - value.text.trim_start().len();
    if text.len() < value.text.len() {
        let whole = value.locate(0..value.text.len());
        let mut finding = Diagnostic::new(&URL_WHITESPACE, whole, format!("{} has blanks around it", value.name()));
        let edits = vec![value.edit(0..value.text.len(), text)];
        finding.fix = Some(Fix { description: "delete the blanks".into(), safe: true, edits });
        findings.push(finding);
    }
    let address = Address { value, text, base, parts: url_parts(text) };
    if let Some(at) = text.find("{{") {
        let message = format!("{} holds what a template should have filled in", value.name());
        findings.push(Diagnostic::new(&URL_PLACEHOLDER, address.place(at..text.len()), message).found(text));
        return;
    }
    if let Some(finding) = address.scheme(used) {
        findings.extend(finding);
        return;
    }
    if let Some(finding) = address.strays() {
        findings.push(finding);
        return;
    }
    findings.extend(address.beyond_ascii());
    if !matches!(address.part(&address.parts.scheme).to_ascii_lowercase().as_str(), "http" | "https") {
        return;
    }
    if let Some(finding) = address.unreadable() {
        findings.push(finding);
        return;
    }
    findings.extend(address.credentials());
    findings.extend(match address.nowhere() {
        Some(finding) => Some(finding),
        None => address.insecure(used, standing),
    });
    findings.extend(address.escaped_twice());
    findings.extend(address.expiring());
}

impl Address<'_, '_> {
    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn place(&self, range: Range<usize>) -> crate::source::Place {
        self.value.locate(self.base + range.start..self.base + range.end)
    }

    fn edit(&self, range: Range<usize>, text: &str) -> Edit {
        self.value.edit(self.base + range.start..self.base + range.end, text)
    }

    /// `Some` where the scheme leaves nothing more to be said; what is inside may be no finding at all.
    fn scheme(&self, used: UrlUse) -> Option<Option<Diagnostic>> {
        let name = self.value.name();
        let scheme = self.part(&self.parts.scheme).to_ascii_lowercase();
        if scheme.is_empty() {
            return Some((used != UrlUse::Any).then(|| self.relative()));
        }
        if matches!(scheme.as_str(), "http" | "https") {
            if self.parts.has_authority && !self.parts.host.is_empty() {
                return None;
            }
            let finding = Diagnostic::new(&URL_INVALID, self.value.place(), format!("{name} has no host"));
            return Some(Some(finding.found(self.text).expected(format!("an address that begins with `{scheme}://`"))));
        }
        if used == UrlUse::Any {
            return None;
        }
        let known = used == UrlUse::Opened && OPENED_SCHEMES.contains(&scheme.as_str());
        let who =
            if used == UrlUse::Opened { "podcast apps open no such link" } else { "podcast apps cannot fetch it" };
        let place = self.place(self.parts.scheme.clone());
        let message = format!("{name} begins with `{scheme}:`; {who}");
        let finding = Diagnostic::new(&URL_SCHEME_UNSUPPORTED, place, message).expected("`https:` or `http:`");
        Some(Some(if known { finding.severity(Severity::Warning) } else { finding }))
    }

    fn relative(&self) -> Diagnostic {
        let message = format!("{} has no scheme and host", self.value.name());
        let mut finding = Diagnostic::new(&URL_RELATIVE, self.value.place(), message)
            .found(self.text)
            .expected("an address that begins with `https://`");
        let host = self.text.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let prefix = if self.parts.has_authority {
            Some("https:")
        } else if host.contains('.') && !host.starts_with('.') && url::Host::parse(host).is_ok() {
            Some("https://")
        } else {
            None
        };
        if let Some(prefix) = prefix {
            let edits = vec![self.edit(0..self.text.len(), &format!("{prefix}{}", self.text))];
            finding.fix = Some(Fix { description: format!("write `{prefix}` before it"), safe: false, edits });
        }
        finding
    }

    /// Characters of ASCII that must be escaped.
    fn strays(&self) -> Option<Diagnostic> {
        let is_stray = |c: char| c.is_ascii() && is_url_stray(c);
        let strays = || self.text.char_indices().filter(|(_, c)| is_stray(*c));
        let (at, first) = strays().next()?;
        let shown = match first {
            ' ' => "a blank".to_string(),
            c if c.is_control() => "a control character".to_string(),
            c => format!("`{c}`"),
        };
        let message = format!("{} holds {shown}, which an address must escape", self.value.name());
        let mut finding = Diagnostic::new(&URL_INVALID, self.place(at..at + 1), message)
            .found(self.text)
            .expected(percent_encoded(&first.to_string()));
        // Browsers take `\` for `/` and leave out line ends; in a host nothing can be escaped.
        let clear = strays().all(|(at, c)| at >= self.parts.path.start && c != '\\' && !c.is_control());
        if clear {
            let edits = strays().map(|(at, c)| self.edit(at..at + 1, &percent_encoded(&c.to_string()))).collect();
            finding.fix = Some(Fix { description: "escape it".into(), safe: true, edits });
        }
        Some(finding)
    }

    /// Characters beyond ASCII. Those that nobody sees have a rule of their own.
    fn beyond_ascii(&self) -> Option<Diagnostic> {
        if self.text.is_ascii() {
            return None;
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, c) in self.text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            let end = at + c.len_utf8();
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = end,
                _ => runs.push(at..end),
            }
        }
        let first = runs.first()?.clone();
        if self.text.chars().any(is_invisible) {
            return None;
        }
        let host = self.part(&self.parts.host);
        let punycode = match host.is_ascii() {
            true => None,
            false => Some(url::Host::parse(host).ok()?.to_string()),
        };
        let mut edits: Vec<Edit> = punycode.map(|host| self.edit(self.parts.host.clone(), &host)).into_iter().collect();
        let escaped = runs.iter().filter(|run| run.start >= self.parts.host.end);
        edits.extend(escaped.map(|run| self.edit(run.clone(), &percent_encoded(self.part(run)))));
        let found = self.part(&first);
        let message = format!("{} holds `{found}`, and an address holds only ASCII", self.value.name());
        let mut finding = Diagnostic::new(&URL_NOT_ASCII, self.place(first.clone()), message);
        finding.fix = Some(Fix { description: "escape what is beyond ASCII".into(), safe: true, edits });
        Some(finding)
    }

    /// Host and port that no parser takes. Plain names are not even tried.
    fn unreadable(&self) -> Option<Diagnostic> {
        let host = self.part(&self.parts.host);
        let is_plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
            && !host
                .rsplit('.')
                .find(|label| !label.is_empty())
                .is_some_and(|label| label.starts_with(|c: char| c.is_ascii_digit()))
            && !host.contains("xn--");
        if is_plain && self.parts.port.is_empty() {
            return None;
        }
        let error = url::Url::parse(self.text).err()?;
        let message = format!("{} cannot be read: {error}", self.value.name());
        Some(Diagnostic::new(&URL_INVALID, self.value.place(), message).found(self.text))
    }

    fn credentials(&self) -> Option<Diagnostic> {
        let user = self.parts.user.clone();
        let what = if self.part(&user).contains(':') { "a user name and a password" } else { "a user name" };
        let message = format!("{} holds {what}, for everybody to read", self.value.name());
        (!user.is_empty())
            .then(|| Diagnostic::new(&URL_CREDENTIALS, self.place(user), message).help("delete it up to the `@`"))
    }

    /// Hosts and paths that lead nowhere.
    fn nowhere(&self) -> Option<Diagnostic> {
        let host = self.part(&self.parts.host);
        let at = || self.place(self.parts.host.clone());
        if is_private_host_text(host) {
            let message = format!("{} leads to `{host}`, which only its own network reaches", self.value.name());
            let finding = Diagnostic::new(&URL_PRIVATE_ADDRESS, at(), message);
            // A name without a dot may be a slip of the pen and no address of anybody's.
            let bare = !host.contains(['.', ':']) && !host.eq_ignore_ascii_case("localhost");
            return Some(if bare { finding.severity(Severity::Warning) } else { finding });
        }
        if is_placeholder_host(host) {
            let message = format!("{} leads to `{host}`, a host that is kept for examples", self.value.name());
            return Some(Diagnostic::new(&URL_PLACEHOLDER, at(), message));
        }
        let mut start = self.parts.path.start;
        for segment in self.part(&self.parts.path).split('/') {
            if matches!(segment, "TODO" | "%s" | "undefined" | "null") {
                let message = format!("{} holds `{segment}` where a name should stand", self.value.name());
                return Some(Diagnostic::new(&URL_PLACEHOLDER, self.place(start..start + segment.len()), message));
            }
            start += segment.len() + 1;
        }
        None
    }

    fn insecure(&self, used: UrlUse, standing: &Standing<'_>) -> Option<Diagnostic> {
        if !self.part(&self.parts.scheme).eq_ignore_ascii_case("http") {
            return None;
        }
        let own = standing.spec.name;
        let is_self = own == "atom:link" && self.value.node.attribute("rel").is_some_and(|rel| rel.value() == "self");
        let asked = used == UrlUse::Secure;
        if !asked && !is_self && !BETTER_SECURE.contains(&own) {
            return None;
        }
        let scheme = self.parts.scheme.clone();
        let message = format!("{} begins with `http:`", self.value.name());
        let mut finding = Diagnostic::new(&URL_NOT_HTTPS, self.place(scheme.clone()), message).expected("`https:`");
        if !asked {
            finding = finding.asked_by(&[(Apple, Severity::Advice), (Podcasting2, Severity::Advice)]);
        }
        let edits = vec![self.edit(scheme, "https")];
        finding.fix = Some(Fix { description: "write `https`".into(), safe: false, edits });
        Some(finding)
    }

    /// `&amp;` that is still there after decoding, and `%25` before what was an escape.
    fn escaped_twice(&self) -> Option<Diagnostic> {
        let name = self.value.name();
        if let Some(at) = self.text.find("&amp;") {
            let message = format!("{name} still holds `&amp;` after it was decoded");
            let mut finding = Diagnostic::new(&URL_ESCAPED_TWICE, self.place(at..at + 5), message).expected("`&`");
            let edits = self.text.match_indices("&amp;").map(|(at, all)| self.edit(at..at + all.len(), "&")).collect();
            finding.fix = Some(Fix { description: "decode it once more".into(), safe: true, edits });
            return Some(finding);
        }
        // An address in an address is escaped twice by right.
        let path = self.part(&self.parts.path);
        let at = self.parts.path.start + path.find("%25").filter(|_| !holds_ignoring_case(self.text, "%3a%2f"))?;
        let run = twice_escaped_run(self.text.get(at..self.parts.path.end).unwrap_or_default())?;
        let message = format!("{name} holds `{}`, an escape that was escaped", &self.part(&(at..at + 5)));
        Some(Diagnostic::new(&URL_ESCAPED_TWICE, self.place(at..at + run), message))
    }

    fn expiring(&self) -> Option<Diagnostic> {
        let query = self.part(&self.parts.query);
        if query.is_empty() {
            return None;
        }
        let names = || query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
        let has = |wanted: &str| names().any(|name| name.eq_ignore_ascii_case(wanted));
        let pairs = [("expires", "signature"), ("se", "sig"), ("exp", "token")];
        let pair = pairs.into_iter().find(|(first, second)| has(first) && has(second)).map(|(first, _)| first);
        let wanted = ["x-amz-expires", "x-goog-expires"].into_iter().find(|name| has(name)).or(pair)?;
        let mut start = self.parts.query.start;
        for pair in query.split('&') {
            if pair.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case(wanted)) {
                let message = format!("{} is signed for a limited time", self.value.name());
                let help = "publish an address that stays; apps keep it for years";
                return Some(Diagnostic::new(&URL_EXPIRING, self.place(start..start + pair.len()), message).help(help));
            }
            start += pair.len() + 1;
        }
        None
    }
}

fn holds_ignoring_case(text: &str, wanted: &str) -> bool {
    text.as_bytes().windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The length of the `%25XX`s that a text begins with, if what they were escaped from is UTF-8.
fn twice_escaped_run(text: &str) -> Option<usize> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(digits) = rest.strip_prefix("%25").and_then(|rest| rest.get(..2)) {
        let byte = digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok());
        let Some(byte) = byte.flatten() else { break };
        bytes.push(byte);
        rest = rest.get(5..).unwrap_or_default();
    }
    let valid = !bytes.is_empty() && std::str::from_utf8(&bytes).is_ok();
    valid.then_some(bytes.len() * 5)
}
