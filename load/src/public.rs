//! W-3: what one core of the server answers on public pages.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::answer::attribute;
use crate::client::{BROWSER, Client, PLAIN};
use crate::server::Server;
use crate::stats::{Times, ms};
use crate::{Fault, Settings};

/// Requests before the measurement, so that caches are filled and statements prepared.
const WARM: usize = 50;

struct Page {
    name: &'static str,
    path: String,
}

/// Keeps `connections` busy with each page for `seconds`, as browsers ask (compressed) and plain.
pub(crate) async fn measure(settings: &Settings, connections: u16, seconds: u64) -> Result<(), Fault> {
    let server = Server::ready(settings, true).await?;
    println!("\n## W-3 Public pages\n\n{}; {connections} kept connections, {seconds} s a page.\n", server.described);
    println!(
        "| Page | Accept-Encoding | requests/s | p50 ms | p95 ms | p99 ms | bytes | not 200 |\n|---|---|---:|---:|---:|---:|---:|---:|"
    );
    let deadline = settings.deadline();
    let mut wrong = 0;
    for page in pages(server.address).await? {
        for encoding in [BROWSER, PLAIN] {
            if Instant::now() > deadline {
                println!("\nStopped after {} minutes.", settings.minutes);
                return Ok(());
            }
            wrong += one(server.address, &page, encoding, connections, seconds).await?;
        }
    }
    if wrong > 0 { Err(format!("{wrong} requests were not answered with 200").into()) } else { Ok(()) }
}

/// Home, the register, one project of it, the open items.
async fn pages(address: SocketAddr) -> Result<Vec<Page>, Fault> {
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

async fn one(
    address: SocketAddr,
    page: &Page,
    encoding: &'static str,
    connections: u16,
    seconds: u64,
) -> Result<usize, Fault> {
    let mut first = Client::new(address).asking_for(encoding);
    let mut bytes = 0;
    for _ in 0..WARM {
        bytes = first.get(&page.path).await?.body.len();
    }
    let began = Instant::now();
    let until = began + Duration::from_secs(seconds);
    let workers: Vec<_> =
        (0..connections).map(|_| tokio::spawn(ask_until(address, page.path.clone(), encoding, until))).collect();
    let (mut times, mut wrong) = (Times::default(), 0);
    for worker in workers {
        let (some, failed) = worker.await?;
        times.join(some);
        wrong += failed;
    }
    let rate = times.count() as f64 / began.elapsed().as_secs_f64();
    let [p50, p95, p99] = [500, 950, 990].map(|share| ms(times.at(share)));
    println!("| {} | {encoding} | {rate:.0} | {p50} | {p95} | {p99} | {bytes} | {wrong} |", page.name);
    Ok(wrong)
}

async fn ask_until(address: SocketAddr, path: String, encoding: &'static str, until: Instant) -> (Times, usize) {
    let mut client = Client::new(address).asking_for(encoding);
    // A first visit brings the cookie; a visitor who comes back sends it.
    let (mut times, mut wrong) = (Times::default(), usize::from(client.get("/healthz").await.is_err()));
    while Instant::now() < until {
        match client.timed(&path).await {
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
