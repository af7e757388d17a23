//! Where a request comes from. What a header says about it counts only from a proxy that the configuration trusts: anybody
//! can write such a header.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// The network of the client, as limits count it, for doors that stand aside and know no visit.
pub fn network_of(request: &Parts, site: &crate::Site) -> String {
    crate::network(&peer(request, site.trusted_proxies()))
}

const FORWARDED: &str = "x-forwarded-for";

/// The address of the client; `unknown` where no connection is known.
pub(crate) fn peer(request: &Parts, trusted: &[IpAddr]) -> String {
    let Some(ConnectInfo(peer)) = request.extensions.get::<ConnectInfo<SocketAddr>>() else { return "unknown".into() };
    client(peer.ip().to_canonical(), &request.headers, trusted).to_string()
}

/// The last address that no trusted proxy has: proxies write at the end, so what stands before it may be invented.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut nearest = peer;
    let lines: Vec<&str> = headers.get_all(FORWARDED).iter().map(|value| value.to_str().unwrap_or("")).collect();
    let mut said = lines.iter().flat_map(|line| line.split(',')).rev();
    while trusted.contains(&nearest) {
        match said.next().and_then(address) {
            Some(address) => nearest = address,
            None => break, // nobody before it, or nothing that can be believed
        }
    }
    nearest
}

/// An address as proxies write it, with a port or without.
fn address(said: &str) -> Option<IpAddr> {
    let said = said.trim();
    let bare = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(said);
    let ip = bare.parse::<IpAddr>().or_else(|_| said.parse::<SocketAddr>().map(|with_port| with_port.ip()));
    ip.ok().map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED, line.parse().expect("a header"));
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|ip| ip.parse().expect("an address")).collect();
        client(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_the_header_says_nothing_not_even_from_this_machine() {
        assert_eq!(seen("127.0.0.1", &["192.0.2.7"], &[]), "127.0.0.1");
        assert_eq!(seen("198.51.100.9", &["192.0.2.7"], &["127.0.0.1"]), "198.51.100.9");
    }

    #[test]
    fn the_last_address_that_is_no_trusted_proxy_counts_whatever_was_written_before_it() {
        let proxies = ["127.0.0.1", "10.0.0.2"];
        assert_eq!(seen("127.0.0.1", &["192.0.2.7"], &proxies), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["203.0.113.1, 192.0.2.7, 10.0.0.2"], &proxies), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["203.0.113.1", "192.0.2.7"], &proxies), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["[2001:db8::7]:4711"], &proxies), "2001:db8::7");
        assert_eq!(seen("127.0.0.1", &["192.0.2.7:4711"], &proxies), "192.0.2.7");
    }

    #[test]
    fn a_header_that_cannot_be_read_or_is_missing_leaves_the_proxy() {
        assert_eq!(seen("10.0.0.2", &[], &["10.0.0.2"]), "10.0.0.2");
        assert_eq!(seen("10.0.0.2", &["192.0.2.7, unknown"], &["10.0.0.2"]), "10.0.0.2");
        assert_eq!(seen("10.0.0.2", &["10.0.0.2"], &["10.0.0.2"]), "10.0.0.2");
    }
}
