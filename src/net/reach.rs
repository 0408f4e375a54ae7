//! Whom a request may reach: nobody in a private network, unless the person at the keyboard named them.
//!
//! A feed is written by strangers; what it names must not make this machine ask its neighbours (server-side request
//! forgery). The check is on the address that is connected to, so that a name that stands for a private one is refused too.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ureq::Proxy;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

use super::error::{Cause, PrivateAddress};
use crate::scalar::{is_private_address, is_private_host};

/// A host as URLs have it (IPv6 in brackets), and a port.
type Peer = (String, u16);

/// Which private hosts may be asked; copies share what is trusted.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    all: bool,
    proxy: Option<Peer>,
    trusted: Arc<Mutex<HashSet<Peer>>>,
}

impl Reach {
    pub(super) fn new(all: bool, proxy: Option<&Proxy>) -> Reach {
        let proxy = proxy.map(|proxy| (proxy.host().to_ascii_lowercase(), proxy.port()));
        Reach { all, proxy, trusted: Arc::default() }
    }

    /// Lets one host and port through.
    pub(super) fn trust(&self, url: &Url) {
        self.trusted.lock().unwrap_or_else(PoisonError::into_inner).extend(peer(url));
    }

    /// What an address itself says of its host.
    pub(super) fn judge(&self, url: &Url) -> Result<(), Cause> {
        let private = url.host().is_none_or(|host| is_private_host(&host));
        if !private || peer(url).is_some_and(|peer| self.allows(&peer)) {
            return Ok(());
        }
        Err(Cause::Private { host: url.host_str().unwrap_or_default().to_string(), address: None })
    }

    fn allows(&self, peer: &Peer) -> bool {
        self.all || self.trusted.lock().unwrap_or_else(PoisonError::into_inner).contains(peer)
    }
}

fn peer(url: &Url) -> Option<Peer> {
    Some((url.host_str()?.to_string(), url.port_or_known_default()?))
}

/// The library resolves names through this, and connects only to what it answers.
impl Resolver for Reach {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            error => error,
        })?;
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let of_host = |peer: &Peer| self.proxy.as_ref() == Some(peer) || self.allows(peer);
        let mut public = self.empty();
        let mut private = None;
        for address in found.iter() {
            if is_private_address(address.ip()) && !of_host(&(host.clone(), address.port())) {
                private = Some(address.ip());
            } else {
                public.push(*address);
            }
        }
        match private {
            Some(address) if public.is_empty() => Err(ureq::Error::Other(Box::new(PrivateAddress { host, address }))),
            _ => Ok(public),
        }
    }
}

#[cfg(test)]
mod tests {
    use ureq::unversioned::transport::time::Duration;

    use super::*;

    #[test]
    fn a_name_is_judged_by_what_it_stands_for() {
        let limit =
            NextTimeout { after: Duration::NotHappening, reason: ureq::Timeout::Resolve, ..NextTimeout::default() };
        let uri: Uri = "http://127.0.0.1:8000/".parse().unwrap();
        let reach = Reach::new(false, None);
        let error = reach.resolve(&uri, &Config::default(), limit).unwrap_err();
        let private = Cause::Private { host: "127.0.0.1".into(), address: Some([127, 0, 0, 1].into()) };
        assert_eq!(Cause::from(error), private);
        reach.clone().trust(&Url::parse("http://127.0.0.1:8000/other").unwrap());
        assert_eq!(reach.resolve(&uri, &Config::default(), limit).unwrap().len(), 1);
    }
}
