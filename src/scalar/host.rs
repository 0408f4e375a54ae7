//! Hosts that only a machine, or the network it stands in, can reach.
//!
//! RFC 1918, RFC 6598, RFC 6890, RFC 4193, RFC 4291, and the names of RFC 6761, RFC 6762 and RFC 8375. An IPv4 address
//! inside an IPv6 one (mapped, RFC 4291; 6to4, RFC 3056; NAT64, RFC 6052) counts as the IPv4 address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Host;

/// Endings of names that have no meaning in the public DNS.
const PRIVATE_ENDINGS: [&str; 5] = ["local", "internal", "lan", "home.arpa", "localhost"];

/// Whether a host, as a URL has it, is known to be out of the public's reach without asking anyone.
pub fn is_private_host<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Ipv4(address) => is_private_address(IpAddr::V4(*address)),
        Host::Ipv6(address) => is_private_address(IpAddr::V6(*address)),
        Host::Domain(name) => {
            let name = name.as_ref().trim_end_matches('.').to_ascii_lowercase();
            let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
            !name.contains('.') || PRIVATE_ENDINGS.into_iter().any(|ending| name == ending || ends(ending))
        }
    }
}

/// Whether an address is one of this machine, of its network, or of nobody.
pub fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => match v4_inside(v6) {
            Some(v4) => is_private_v4(v4),
            None => {
                v6.is_unspecified()
                    || v6.is_loopback()
                    || v6.is_unique_local()
                    || v6.is_unicast_link_local()
                    || v6.is_multicast()
            }
        },
    }
}

fn is_private_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let carrier = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    let benchmark = a == 198 && (b == 18 || b == 19);
    a == 0
        || v4.is_loopback()
        || v4.is_private()
        || v4.is_link_local()
        || v4.is_multicast()
        || a >= 240
        || carrier
        || protocol
        || benchmark
}

fn v4_inside(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_private_hosts_from_public_ones() {
        let private = |url: &str| is_private_host(&url::Url::parse(url).unwrap().host().unwrap().to_owned());
        for url in [
            "http://localhost/",
            "http://nas/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://a.home.arpa./",
            "http://0.0.0.0/",
            "http://10.1.2.3/",
            "http://100.64.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://169.254.169.254/",
            "http://172.31.255.255/",
            "http://192.168.0.1/",
            "http://255.255.255.255/",
            "http://[::]/",
            "http://[::1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:c0a8:1::]/",
        ] {
            assert!(private(url), "{url}");
        }
        for url in [
            "https://gulls.fm/",
            "https://local.gulls.fm/",
            "https://mylocal.fm/",
            "http://100.128.0.1/",
            "http://172.32.0.1/",
            "http://8.8.8.8/",
            "http://[2606:4700::1]/",
            "http://[64:ff9b::808:808]/",
        ] {
            assert!(!private(url), "{url}");
        }
    }
}
