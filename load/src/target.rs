//! Only this machine is ever measured.

use std::net::{IpAddr, SocketAddr};

use crate::Fault;

/// The address behind `http://127.0.0.1:8080`. Anything that is not a loopback address is refused: a name could lead
/// elsewhere, and this program must never be turned on somebody else's server.
pub(crate) fn loopback(base: &str) -> Result<SocketAddr, Fault> {
    let rest = base.strip_prefix("http://").ok_or("the address must begin with http:// (a server on this machine)")?;
    let place = rest.trim_end_matches('/').replace("localhost:", "127.0.0.1:");
    let address: SocketAddr = place.parse().map_err(|_| format!("{base:?} is not http://127.0.0.1:PORT"))?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(format!("{base} is not on this machine; only loopback addresses are measured").into())
    }
}

/// Refuses a database on another machine: the figures would measure the network, and somebody else's server.
pub(crate) fn local_database(url: &str) -> Result<(), Fault> {
    let Some((_, rest)) = url.split_once("://") else { return Ok(()) };
    let place = rest.split(['/', '?']).next().unwrap_or("");
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let is_socket = host.is_empty() || host.starts_with("%2F") || host.starts_with("%2f");
    let is_here = is_socket || host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if is_here {
        Ok(())
    } else {
        Err(format!("the database is on {host}; only one on this machine is measured").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_addresses_are_measured() {
        for fine in ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:80"] {
            assert!(loopback(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "http://10.0.0.1:80",
            "https://127.0.0.1:80",
            "http://example.org:80",
            "http://0.0.0.0:80",
            "http://127.0.0.1",
            "http://127.0.0.1.example:80",
        ] {
            assert!(loopback(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_databases_on_this_machine_are_used() {
        for fine in [
            "sqlite:a.db",
            "postgres://u:p@127.0.0.1:5432/x",
            "postgres://u@%2Ftmp%2Fsocket/x",
            "postgres://localhost/x",
            "postgres://u@[::1]:5432/x",
        ] {
            assert!(local_database(fine).is_ok(), "{fine}");
        }
        for wrong in ["postgres://u:p@db.example/x", "postgres://10.1.1.1:5432/x", "postgresql://u@127.0.0.1.example/x"]
        {
            assert!(local_database(wrong).is_err(), "{wrong}");
        }
    }
}
