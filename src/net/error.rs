//! Why there is no answer.

use std::fmt;
use std::io;
use std::net::IpAddr;

use super::Hop;

/// A request without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetError {
    /// The address that failed, after the redirects.
    pub url: String,
    /// The redirects that led to it.
    pub hops: Vec<Hop>,
    /// What happened.
    pub cause: Cause,
}

/// What happened in place of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The address is none that can be asked: why.
    Url(String),
    /// The host, or all addresses its name stands for, are private; it was not asked.
    Private {
        /// The host as the URL has it.
        host: String,
        /// The address its name stands for, where it was looked up.
        address: Option<IpAddr>,
    },
    /// Nobody knows the host's name.
    HostNotFound,
    /// No connection: what the system said.
    Connect(String),
    /// The server's certificate, or what it speaks in place of TLS: why.
    Tls(String),
    /// No answer, or not all of it, in time.
    TimeOut,
    /// The answer is not HTTP, or breaks its rules: how.
    Protocol(String),
    /// The connection ended before the answer did.
    Cut,
    /// More redirects than were to be followed: how many those are.
    TooManyRedirects(usize),
    /// A redirect leads to an address that was asked before.
    RedirectLoop,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Url(why) => write!(f, "the address can't be asked: {why}"),
            Cause::Private { host, address: Some(address) } => {
                write!(f, "{host} stands for {address}, an address of a private network; it was not asked")
            }
            Cause::Private { host, address: None } => {
                write!(f, "{host} is in a private network; it was not asked")
            }
            Cause::HostNotFound => f.write_str("the host's name is not known"),
            Cause::Connect(why) => write!(f, "no connection: {why}"),
            Cause::Tls(why) => write!(f, "no safe connection: {why}"),
            Cause::TimeOut => f.write_str("no answer in time"),
            Cause::Protocol(why) => write!(f, "the answer is not valid HTTP: {why}"),
            Cause::Cut => f.write_str("the connection ended before the answer did"),
            Cause::TooManyRedirects(most) => write!(f, "more than {most} redirects"),
            Cause::RedirectLoop => f.write_str("the redirects go round in a circle"),
        }
    }
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.url, self.cause)?;
        match self.hops.first() {
            Some(first) => write!(f, " (redirected from {})", first.from),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NetError {}

/// Carries a refused address through the client library.
#[derive(Debug)]
pub(super) struct PrivateAddress {
    pub(super) host: String,
    pub(super) address: IpAddr,
}

impl fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} stands for {}", self.host, self.address)
    }
}

impl std::error::Error for PrivateAddress {}

impl From<ureq::Error> for Cause {
    fn from(error: ureq::Error) -> Cause {
        match error {
            ureq::Error::Timeout(_) => Cause::TimeOut,
            ureq::Error::HostNotFound => Cause::HostNotFound,
            ureq::Error::BadUri(why) => Cause::Url(why),
            ureq::Error::Tls(why) => Cause::Tls(why.to_string()),
            ureq::Error::Rustls(why) => Cause::Tls(why.to_string()),
            ureq::Error::ConnectionFailed => Cause::Connect("nobody answers".into()),
            ureq::Error::ConnectProxyFailed(why) => Cause::Connect(format!("the proxy refuses: {why}")),
            ureq::Error::Other(inner) => match inner.downcast::<PrivateAddress>() {
                Ok(private) => Cause::Private { host: private.host, address: Some(private.address) },
                Err(inner) => Cause::Protocol(inner.to_string()),
            },
            ureq::Error::Io(error) => Cause::from(error),
            error => Cause::Protocol(error.to_string()),
        }
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Cause {
        if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Cause::Tls(tls.to_string());
        }
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Cause::TimeOut,
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Cause::Cut,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Cause::Protocol(error.to_string()),
            _ => Cause::Connect(error.to_string()),
        }
    }
}
