//! W-3: what one core of the server answers on public pages.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::answer::attribute;
use crate::client::{BROWSER, Client, PLAIN};
use crate::server::Server;
use crate::stats::{Times, spread};
use crate::{Fault, Settings};

/// Requests before the measurement, so that caches are filled and statements prepared.
const WARM: usize = 50;

/// How a page is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Compressed, as browsers ask.
    Browser,
    /// As it is.
    Plain,
    /// Compressed, with an address nobody has asked for yet: the server has to make the page.
    Anew,
}

impl Way {
    const ALL: [Way; 3] = [Way::Browser, Way::Plain, Way::Anew];

    fn words(self) -> &'static str {
        match self {
            Way::Browser => "compressed",
            Way::Plain => "plain",
            Way::Anew => "compressed, never asked for before",
        }
    }
    fn encoding(self) -> &'static str {
        match self {
            Way::Browser | Way::Anew => BROWSER,
            Way::Plain => PLAIN,
        }
    }
}

/// An address with a part that no page looks at, so that the answer cannot have been kept from an earlier request.
pub(crate) fn anew(path: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}_={}", NEXT.fetch_add(1, Ordering::Relaxed))
}

pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) path: String,
}

/// How hard pages are asked for.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) connections: u16,
    pub(crate) seconds: u64,
    /// How often each page is measured.
    pub(crate) rounds: u32,
}

/// What the rounds of one page gave.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) rates: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    pub(crate) bytes: usize,
    pub(crate) wrong: usize,
}

/// Keeps the connections busy with each page, in each way, and prints a line for it.
pub(crate) async fn measure(settings: &Settings, effort: Effort) -> Result<(), Fault> {
    let server = Server::ready(settings, true).await?;
    let Effort { connections, seconds, rounds } = effort;
    println!(
        "\n## W-3 Public pages\n\n{}; {connections} kept connections, {rounds} rounds of {seconds} s a page; median (least – most).\n",
        server.described
    );
    println!(
        "| Page | asked for | requests/s | p50 ms | p99 ms | bytes | not 200 |\n|---|---|---:|---:|---:|---:|---:|"
    );
    let deadline = settings.deadline();
    let mut wrong = 0;
    for page in pages(server.address).await? {
        for way in Way::ALL {
            if Instant::now() > deadline {
                println!("\nStopped after {} minutes.", settings.minutes);
                return Ok(());
            }
            let found = ask(server.address, &page.path, way, effort).await?;
            let (name, how, bytes) = (page.name, way.words(), found.bytes);
            let [rate, p50, p99] = [spread(found.rates, 0), spread(found.p50, 2), spread(found.p99, 2)];
            println!("| {name} | {how} | {rate} | {p50} | {p99} | {bytes} | {} |", found.wrong);
            wrong += found.wrong;
        }
    }
    if wrong > 0 { Err(format!("{wrong} requests were not answered with 200").into()) } else { Ok(()) }
}

/// Home, the register, one project of it, the open items.
pub(crate) async fn pages(address: SocketAddr) -> Result<Vec<Page>, Fault> {
    let list = Client::new(address).get("/projects").await?.text();
    let project = list.split("<a ").filter_map(|tag| attribute(tag, "href")).find(|href| is_project(href));
    let mut pages = vec![Page { name: "/", path: "/".into() }, Page { name: "/projects", path: "/projects".into() }];
    pages.extend(project.map(|path| Page { name: "/projects/{id}", path }));
    pages.push(Page { name: "/items", path: "/items".into() });
    Ok(pages)
}

fn is_project(href: &str) -> bool {
    href.strip_prefix("/projects/").is_some_and(|id| id.len() == 36 && !id.contains('/'))
}

/// Measures one page in one way.
pub(crate) async fn ask(address: SocketAddr, path: &str, way: Way, effort: Effort) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut first = Client::new(address).asking_for(way.encoding());
    for _ in 0..WARM {
        found.bytes = first.get(path).await?.body.len();
    }
    for _ in 0..effort.rounds {
        let began = Instant::now();
        let until = began + Duration::from_secs(effort.seconds);
        let workers: Vec<_> =
            (0..effort.connections).map(|_| tokio::spawn(ask_until(address, path.to_owned(), way, until))).collect();
        let mut times = Times::default();
        for worker in workers {
            let (some, failed) = worker.await?;
            times.join(some);
            found.wrong += failed;
        }
        found.rates.push(times.count() as f64 / began.elapsed().as_secs_f64());
        found.p50.push(times.at(500).as_secs_f64() * 1000.0);
        found.p99.push(times.at(990).as_secs_f64() * 1000.0);
    }
    Ok(found)
}

async fn ask_until(address: SocketAddr, path: String, way: Way, until: Instant) -> (Times, usize) {
    let mut client = Client::new(address).asking_for(way.encoding());
    // A first visit brings the cookie; a visitor who comes back sends it.
    let (mut times, mut wrong) = (Times::default(), usize::from(client.get("/healthz").await.is_err()));
    while Instant::now() < until {
        let fresh = (way == Way::Anew).then(|| anew(&path));
        match client.timed(fresh.as_ref().unwrap_or(&path)).await {
            Ok((answer, took)) if answer.status == 200 => times.add(took),
            Ok(_) => wrong += 1,
            Err(_) => {
                wrong += 1;
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    }
    (times, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_addresses_are_the_same() {
        let all = [anew("/items"), anew("/items"), anew("/items?type=T2")];
        assert!(all[0].starts_with("/items?_=") && all[2].starts_with("/items?type=T2&_=") && all[0] != all[1]);
    }
}
