//! W-1: how long lists take, for everybody and for each role.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::client::{BROWSER, Client, PLAIN};
use crate::public::anew;
use crate::questions::{self, Questions};
use crate::server::Server;
use crate::stats::{Times, ms};
use crate::{Fault, Settings, roles};

/// Pages followed from the first of a list, for one address in [`EVERY`].
const DEEPER: usize = 3;
const EVERY: usize = 5;

/// What one list took.
struct Row {
    list: String,
    who: String,
    addresses: usize,
    times: Times,
    /// The address with the largest median, and that median.
    slowest: (String, Duration),
    wrong: usize,
}

/// Asks every address `rounds` times on one kept connection, as browsers ask, and prints a line per list and role.
pub(crate) async fn measure(settings: &Settings, rounds: u32) -> Result<(), Fault> {
    let server = Server::ready(settings, false).await?;
    println!(
        "\n## W-1 Lists\n\n{}; one visitor at a time, {rounds} times each address, {DEEPER} further pages of one address in {EVERY}; no answer may come from the kept pages.\n",
        server.described
    );
    println!(
        "| List | Who | addresses | requests | p50 ms | p95 ms | p99 ms | most ms | slowest address (its median) | failed |"
    );
    println!("|---|---|---:|---:|---:|---:|---:|---:|---|---:|");
    let deadline = settings.deadline();
    let mut rows = Vec::new();
    let mut visitor = Client::new(server.address);
    for asked in questions::public() {
        rows.extend(one(&mut visitor, &asked, "everybody", rounds, deadline).await?);
    }
    for_roles(server.address, rounds, deadline, &mut rows).await?;
    let worst = rows.iter().map(|row| row.times.at(950)).max().unwrap_or_default();
    let wrong: usize = rows.iter().map(|row| row.wrong).sum();
    println!("\nLargest p95 of a list: {} ms (must be below 50 ms).", ms(worst));
    if Instant::now() > deadline {
        println!("Stopped after {} minutes: the table is not complete.", settings.minutes);
    }
    if wrong > 0 { Err(format!("{wrong} requests failed").into()) } else { Ok(()) }
}

async fn for_roles(address: SocketAddr, rounds: u32, deadline: Instant, rows: &mut Vec<Row>) -> Result<(), Fault> {
    let cast = roles::cast(address).await?;
    if cast.is_empty() {
        println!("\nThe server is no demo: the lists of those who are signed in are left out.");
    }
    for person in cast {
        let mut client = roles::signed_in(address, &person).await?;
        for asked in questions::signed_in() {
            rows.extend(one(&mut client, &asked, person.role(), rounds, deadline).await?);
        }
    }
    Ok(())
}

/// Measures one list and prints its line; `None` when this visitor may not read it or time is up.
async fn one(
    client: &mut Client,
    asked: &Questions,
    who: &str,
    rounds: u32,
    deadline: Instant,
) -> Result<Option<Row>, Fault> {
    client.ask_for(PLAIN);
    let Some(first) = asked.addresses.first() else { return Ok(None) };
    if Instant::now() > deadline || matches!(client.get(first).await?.status, 401 | 403 | 404 | 303) {
        return Ok(None);
    }
    let mut row = Row {
        list: asked.list.clone(),
        who: who.to_owned(),
        addresses: 0,
        times: Times::default(),
        slowest: Default::default(),
        wrong: 0,
    };
    for (index, address) in asked.addresses.iter().enumerate() {
        if Instant::now() > deadline {
            break;
        }
        for page in pages(client, address, if index % EVERY == 0 { DEEPER } else { 0 }).await? {
            ask(client, &page, rounds, &mut row).await?;
        }
    }
    print(&row);
    Ok(Some(row))
}

/// The address itself and what its pager leads to. This also warms what a first request has to prepare.
async fn pages(client: &mut Client, address: &str, deeper: usize) -> Result<Vec<String>, Fault> {
    client.ask_for(PLAIN);
    let mut all = vec![address.to_owned()];
    let mut next = client.get(address).await?.next_page();
    while let Some(page) = next.take().filter(|_| all.len() <= deeper) {
        if all.len() < deeper {
            next = client.get(&page).await?.next_page();
        }
        all.push(page);
    }
    Ok(all)
}

async fn ask(client: &mut Client, address: &str, rounds: u32, row: &mut Row) -> Result<(), Fault> {
    client.ask_for(BROWSER);
    let mut times = Times::default();
    for _ in 0..rounds {
        // A public page is kept after it was made; here the making is measured, every time.
        let (answer, took) = client.timed(&anew(address)).await?;
        // A look-up leads on to what it found; what it did not find is answered 404 or 422.
        if answer.status >= 500 { row.wrong += 1 } else { times.add(took) }
    }
    row.addresses += 1;
    if times.median() > row.slowest.1 {
        row.slowest = (address.to_owned(), times.median());
    }
    row.times.join(times);
    Ok(())
}

fn print(row: &Row) {
    let [p50, p95, p99, most] = [500, 950, 990, 1000].map(|share| ms(row.times.at(share)));
    let shown = percent_encoding::percent_decode_str(&row.slowest.0).decode_utf8_lossy().replace('|', "\\|");
    println!(
        "| {} | {} | {} | {} | {p50} | {p95} | {p99} | {most} | `{shown}` ({}) | {} |",
        row.list,
        row.who,
        row.addresses,
        row.times.count(),
        ms(row.slowest.1),
        row.wrong,
    );
}
