//! Where messages may go. An address is typed by somebody outside, and the platform goes there by itself: without a look it could
//! be led to machines that only it can reach. So every address a name stands for is looked at, and the connection goes to
//! exactly those that were.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use kernel::{Breach, Text, say};

use crate::settings::Settings;

/// Characters of an address.
const MOST: usize = 500;
const FORM: Text = say(
    "请填写 https:// 开头的完整网址，不含用户名和密码，如 https://example.edu.cn/hook",
    "Give a whole https:// address without user and password, such as https://example.edu.cn/hook",
);
const PORT: Text = say("端口须为 443 或不小于 1024", "The port is 443, or 1024 or more");
const PRIVATE: Text = say(
    "该网址指向本机或内部网络，不能使用。",
    "This address is on this machine or in a private network and cannot be used.",
);

/// Whether messages may go to this address as it is typed. What its name stands for is asked when something is sent.
pub(crate) fn check(typed: &str, settings: Settings) -> Result<String, Breach> {
    let wrong = |text: Text| Breach::field("url", text);
    let typed = typed.trim();
    let uri: axum::http::Uri = typed.parse().map_err(|_| wrong(FORM))?;
    let scheme = uri.scheme_str().unwrap_or("");
    let is_scheme = scheme == "https" || (scheme == "http" && settings.allow_private);
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let host = uri.host().unwrap_or("");
    if typed.chars().count() > MOST || !is_scheme || host.is_empty() || authority.contains('@') {
        return Err(wrong(FORM));
    }
    // What stands behind the last colon and is no port makes the whole no address.
    if uri.port_u16().is_none() && !authority.ends_with(']') && authority.contains(':') {
        return Err(wrong(FORM));
    }
    if !settings.allow_private && uri.port_u16().is_some_and(|port| port != 443 && port < 1024) {
        return Err(wrong(PORT));
    }
    if !settings.allow_private && is_inside(host) {
        return Err(wrong(PRIVATE));
    }
    Ok(typed.to_owned())
}

/// Names that are kept for the own machine and the own network (RFC 6761, 6762, 8375, and what ICANN reserved).
const INNER: [&str; 6] = ["localhost", "local", "internal", "home.arpa", "localdomain", "intranet"];

/// Whether a host means something inside as far as its text tells. IPv4 addresses are taken in their one usual form only:
/// resolvers read `127.1`, `2130706433`, `0x7f.1` and `0177.0.0.1` as 127.0.0.1, each in its own way.
fn is_inside(host: &str) -> bool {
    if let Some(ip) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return !ip.parse::<Ipv6Addr>().is_ok_and(is_public_v6);
    }
    let name = host.to_ascii_lowercase();
    let name = name.trim_end_matches('.');
    if let Ok(ip) = name.parse::<Ipv4Addr>() {
        return !is_public_v4(ip);
    }
    let Some((_, last)) = name.rsplit_once('.') else { return true }; // one word is a name of the own network, or a number
    let is_number = last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit());
    let is_inner = |inner: &str| name.strip_suffix(inner).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    is_number || INNER.into_iter().any(is_inner)
}

/// The addresses `host:port` stands for, when all of them may be reached. One that may not spoils the rest: whoever owns the
/// name would decide by it which is taken.
pub(crate) fn resolve(netloc: &str, settings: Settings) -> io::Result<Vec<SocketAddr>> {
    let found: Vec<SocketAddr> = netloc.to_socket_addrs()?.collect();
    let inside = found.iter().find(|address| !settings.allow_private && !is_public(address.ip()));
    match inside {
        Some(_) => Err(io::Error::new(io::ErrorKind::PermissionDenied, "the name stands for a private address")),
        None => Ok(found),
    }
}

/// Whether an address belongs to the open internet.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (b == 18 || b == 19))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99);
    !special
}

/// Only addresses that are given out (`2000::/3`); those that hold an IPv4 address are as good as that one.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let s = ip.segments();
    let inner = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match s {
        [0x2001, 0x0000..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0x0000..=0x0fff, ..] => false,
        [0x2002, high, low, ..] => is_public_v4(inner(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(inner(high, low)),
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Settings = Settings { allow_private: false };

    #[test]
    fn nothing_inside_is_taken_for_the_open_internet() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "3fff::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for open in [
            "1.1.1.1",
            "114.114.114.114",
            "172.32.0.1",
            "100.128.0.1",
            "2400:3200::1",
            "2001:4860::1",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            assert!(is_public(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn addresses_that_cannot_be_meant_are_refused() {
        for wrong in [
            "",
            "example.edu.cn",
            "http://example.edu.cn/",
            "ftp://example.edu.cn/",
            "https://",
            "https://user:secret@example.edu.cn/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://LOCALHOST/x",
            "https://example.edu.cn:22/",
            "https://192.168.0.1:8443/",
            "https://2130706433/ x",
            "https://example.edu.cn:99999/",
            "https://example.edu.cn:/",
        ] {
            assert!(check(wrong, OPEN).is_err(), "{wrong}");
        }
        for fine in ["https://example.edu.cn/hook?a=b", "https://example.edu.cn:8443/", "https://1.1.1.1/"] {
            assert_eq!(check(fine, OPEN).as_deref(), Ok(fine));
        }
        assert!(check("http://127.0.0.1:8080/hook", Settings { allow_private: true }).is_ok());
    }

    #[test]
    fn inner_names_and_unusual_forms_of_addresses_are_refused_as_they_are_typed() {
        for inside in [
            "127.1",
            "127.0.1",
            "127.0.0.1.",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "0",
            "0x0",
            "10.1",
            "1.2.3.4.5",
            "256.1.1.1",
            "localhost",
            "localhost.",
            "a.localhost",
            "a.LocalHost.",
            "printer.local",
            "metadata.internal",
            "intranet",
            "nas.home.arpa",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::ffff:10.0.0.1]",
            "[::127.0.0.1]",
            "[fe80::1]",
            "[64:ff9b::7f00:1]",
        ] {
            let refused = check(&format!("https://{inside}/hook"), OPEN);
            assert_eq!(refused.map_err(|breach| breach.said.en), Err(PRIVATE.en.to_owned()), "{inside}");
        }
        for fine in [
            "https://localhost.example.edu.cn/",
            "https://163.com/hook",
            "https://[2400:3200::1]/",
            "https://mylocal.example.edu.cn./x",
            "https://notlocal.org/",
        ] {
            assert_eq!(check(fine, OPEN).as_deref(), Ok(fine));
        }
    }

    #[test]
    fn a_name_that_stands_for_an_inner_address_leads_nowhere() {
        for inside in [
            "localhost:443",
            "localhost.:443",
            "127.0.0.1:443",
            "127.1:443",
            "2130706433:443",
            "0x7f000001:443",
            "0177.0.0.1:443",
            "[::1]:443",
            "[::ffff:127.0.0.1]:443",
        ] {
            assert!(resolve(inside, OPEN).is_err(), "{inside}");
        }
        assert_eq!(resolve("127.0.0.1:80", Settings { allow_private: true }).unwrap().len(), 1);
    }
}
