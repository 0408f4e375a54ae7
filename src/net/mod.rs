//! The network: HTTP requests that are bounded in time, size and number.
//!
//! HTTP/1.1 over TCP and TLS (RFC 9110, RFC 9112), a thread per request. Redirects are followed here, one by one, so that
//! each can be shown and each target is judged like the first address ([`Client::trust`]). Left out: cookies, caches,
//! retries, logins other than those in a URL, HTTP/2; how long a certificate is still good is not looked at.
//! A proxy named by the environment (`HTTPS_PROXY`, `NO_PROXY` …) is used; it looks names up itself, and then only what
//! a URL says of its host can be judged.

mod error;
mod gate;
mod reach;

use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use ureq::http::{self, HeaderMap, Request, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Proxy};
use url::Url;

pub use error::{Cause, NetError};

use gate::Gate;
use reach::Reach;

/// How a client behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Ask machines of this network and this machine itself, whoever names them.
    pub allow_private: bool,
    /// Requests under way at once, at most.
    pub connections: usize,
    /// Of these, to one host.
    pub per_host: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { allow_private: false, connections: 8, per_host: 2 }
    }
}

/// What one request may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the body that are read, counted after unpacking.
    pub bytes: u64,
    /// Redirects that are followed.
    pub redirects: usize,
    /// Time to look up a name and, again, to connect.
    pub connect: Duration,
    /// Time for everything, redirects and body included, waiting for other requests aside.
    pub time: Duration,
}

impl Default for Limits {
    /// A feed's: 32 MiB, 10 redirects, 10 s to connect, 30 s in all.
    fn default() -> Limits {
        let seconds = Duration::from_secs;
        Limits { bytes: 32 << 20, redirects: 10, connect: seconds(10), time: seconds(30) }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// With a body in the answer.
    Get,
    /// Status and headers alone.
    Head,
}

/// A redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The address that was asked.
    pub from: String,
    /// 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Where it led.
    pub to: String,
}

/// The headers of an answer, as they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The first value of a header; `name` in any case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All values of a header, in order; `name` in any case.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl From<&HeaderMap> for Headers {
    fn from(map: &HeaderMap) -> Headers {
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Headers(map.iter().map(|(name, value)| (name.as_str().to_string(), text(value))).collect())
    }
}

/// An answer, of whatever status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The address that gave it, after all redirects.
    pub url: String,
    /// The redirects before it.
    pub hops: Vec<Hop>,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body, unpacked where it came as gzip; empty for [`Method::Head`].
    pub body: Vec<u8>,
    /// Whether the body is whole: `false` where [`Limits::bytes`] ended it.
    pub complete: bool,
}

impl Answer {
    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Asks servers. One serves a whole run, from any number of threads; it keeps to its own limits among them.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    reach: Reach,
    gate: Gate,
    connections: usize,
}

impl Client {
    /// A client; nothing is asked yet.
    pub fn new(settings: &Settings) -> Client {
        let proxy = Proxy::try_from_env();
        let reach = Reach::new(settings.allow_private, proxy.as_ref());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("podwright/", env!("CARGO_PKG_VERSION")))
            .proxy(proxy)
            .tls_config(tls)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), reach.clone());
        let connections = settings.connections.max(1);
        Client { agent, reach, gate: Gate::new(connections, settings.per_host.max(1)), connections }
    }

    /// Lets requests to the host and port of this address through even where they are private: for addresses that the
    /// person at the keyboard named. What such a server redirects to is judged on its own.
    pub fn trust(&self, url: &str) {
        if let Ok(url) = Url::parse(url) {
            self.reach.trust(&url);
        }
    }

    /// The whole body, packed on the way if the server can.
    ///
    /// # Errors
    /// Why there is no answer; a status like 404 is one.
    pub fn get(&self, url: &str, limits: &Limits) -> Result<Answer, NetError> {
        self.ask(Method::Get, url, &[("accept-encoding", "gzip")], limits)
    }

    /// Status and headers.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn head(&self, url: &str, limits: &Limits) -> Result<Answer, NetError> {
        self.ask(Method::Head, url, &[], limits)
    }

    /// The bytes from `first` to `last`, both included. A server that can't answers 200, and then the body is the file's
    /// begin, as far as [`Limits::bytes`] allows.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn range(&self, url: &str, first: u64, last: u64, limits: &Limits) -> Result<Answer, NetError> {
        self.ask(Method::Get, url, &[("range", &format!("bytes={first}-{last}"))], limits)
    }

    /// A request with headers of the caller's; they are sent to every address that it is redirected to.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub fn ask(
        &self,
        method: Method,
        url: &str,
        headers: &[(&str, &str)],
        limits: &Limits,
    ) -> Result<Answer, NetError> {
        let mut hops: Vec<Hop> = Vec::new();
        let mut asked: HashSet<Url> = HashSet::new();
        let mut left = limits.time;
        let mut next = parse(url);
        loop {
            let here = hops.last().map_or(url, |hop| hop.to.as_str()).to_string();
            let fail = |hops: &mut Vec<Hop>, cause| NetError { url: here.clone(), hops: std::mem::take(hops), cause };
            let at = match next {
                Ok(at) => at,
                Err(cause) => return Err(fail(&mut hops, cause)),
            };
            if !asked.insert(at.clone()) {
                return Err(fail(&mut hops, Cause::RedirectLoop));
            }
            if hops.len() > limits.redirects {
                return Err(fail(&mut hops, Cause::TooManyRedirects(limits.redirects)));
            }
            let _permit = self.gate.enter(at.host_str().unwrap_or_default());
            let began = Instant::now();
            let response = match self.send(method, &at, headers, limits, left) {
                Ok(response) => response,
                Err(cause) => return Err(fail(&mut hops, cause)),
            };
            let status = response.status().as_u16();
            let headers = Headers::from(response.headers());
            if let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, headers.get("location")) {
                next = redirected(&at, location);
                let to = next.as_ref().map_or_else(|_| location.to_string(), Url::to_string);
                hops.push(Hop { from: here, status, to });
                left = left.saturating_sub(began.elapsed());
                continue;
            }
            let packed = status != 206 && headers.get("content-encoding").is_some_and(is_gzip);
            let (body, complete) = match method {
                Method::Head => (Vec::new(), true),
                Method::Get => match read_body(response.into_body(), packed, limits.bytes) {
                    Ok(read) => read,
                    Err(cause) => return Err(fail(&mut hops, cause)),
                },
            };
            return Ok(Answer { url: here, hops, status, headers, body, complete });
        }
    }

    /// One request, without redirects.
    fn send(
        &self,
        method: Method,
        url: &Url,
        headers: &[(&str, &str)],
        limits: &Limits,
        left: Duration,
    ) -> Result<Response<Body>, Cause> {
        self.reach.judge(url)?;
        if left.is_zero() {
            return Err(Cause::TimeOut);
        }
        let method = match method {
            Method::Get => http::Method::GET,
            Method::Head => http::Method::HEAD,
        };
        let mut request = Request::builder().method(method).uri(url.as_str());
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept-encoding")) {
            request = request.header("accept-encoding", "identity");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).map_err(|error| Cause::Url(error.to_string()))?;
        let connect = Some(limits.connect.min(left));
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(Some(left))
            .timeout_resolve(connect)
            .timeout_connect(connect)
            .build();
        self.agent.run(request).map_err(Cause::from)
    }

    /// Works through a list with as many threads as the client has connections; answers are in the list's order.
    pub fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        match rayon::ThreadPoolBuilder::new().num_threads(self.connections.min(items.len().max(1))).build() {
            Ok(pool) => pool.install(|| items.par_iter().map(&work).collect()),
            Err(_) => items.iter().map(work).collect(),
        }
    }
}

/// An address that can be asked, without its fragment.
fn parse(url: &str) -> Result<Url, Cause> {
    let mut url = Url::parse(url).map_err(|error| Cause::Url(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Cause::Url(format!("{}: is neither http nor https", url.scheme())));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Where `Location` leads from an address (RFC 9110, 10.2.2).
fn redirected(from: &Url, location: &str) -> Result<Url, Cause> {
    let to = from.join(location).map_err(|error| Cause::Url(error.to_string()))?;
    parse(to.as_str())
}

fn is_gzip(encoding: &str) -> bool {
    matches!(encoding.trim().to_ascii_lowercase().as_str(), "gzip" | "x-gzip")
}

/// A body up to a limit, and whether that is all of it.
fn read_body(body: Body, packed: bool, most: u64) -> Result<(Vec<u8>, bool), Cause> {
    let reader = body.into_reader();
    let reader: Box<dyn Read> =
        if packed { Box::new(flate2::read::MultiGzDecoder::new(reader)) } else { Box::new(reader) };
    let mut bytes = Vec::new();
    reader
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Cause::from(ureq::Error::from(error)))?;
    let complete = bytes.len() as u64 <= most;
    bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok((bytes, complete))
}
