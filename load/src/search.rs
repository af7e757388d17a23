//! W-2: how long the search index takes to build and what it needs, and how long searches take, for everybody and for each
//! role: the page, the API, and suggestions while somebody types.

use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::client::{BROWSER, Client, PLAIN};
use crate::data::Data;
use crate::server::Server;
use crate::stats::{Times, ms};
use crate::words::{self, Questions};
use crate::{Fault, Settings, machine, roles};

/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// How long the server may take until its index answers.
const READY: Duration = Duration::from_secs(600);

/// Builds the index with `xieyu search rebuild`, then asks a server on it.
pub(crate) async fn measure(settings: &Settings, rounds: u32) -> Result<(), Fault> {
    println!("\n## W-2 Search\n");
    let server = match &settings.base {
        Some(_) => Server::ready(settings, false).await?,
        None => {
            let data = Data::ready(settings)?;
            built(&data)?;
            let began = Instant::now();
            let server = Server::start(&data, "demo", false)?;
            server.wait("/readyz").await?;
            ready(&server).await?;
            println!("From the start of the process to the first answer of the index: {} ms.\n", ms(began.elapsed()));
            server
        }
    };
    ready(&server).await?;
    println!("{}; one visitor at a time, each question {rounds} times.\n", server.described);
    println!(
        "| Questions | Who | questions | requests | hits (median) | p50 ms | p95 ms | p99 ms | most ms | slowest (its median) | failed |"
    );
    println!("|---|---|---:|---:|---:|---:|---:|---:|---:|---|---:|");
    let asked = words::all(&titles(server.address).await?);
    let deadline = settings.deadline();
    let mut all = Vec::new();
    for questions in &asked {
        all.extend(one(&mut Client::new(server.address), questions, "everybody", rounds, deadline).await?);
    }
    for person in roles::cast(server.address).await? {
        let mut client = roles::signed_in(server.address, &person).await?;
        for questions in asked.iter().filter(|questions| questions.for_roles) {
            all.extend(one(&mut client, questions, person.role(), rounds, deadline).await?);
        }
    }
    let mut times = Times::default();
    all.iter().for_each(|(t, _)| times.join(t.clone()));
    let worst = all.iter().map(|(t, _)| t.at(950)).max().unwrap_or_default();
    println!(
        "\nAll questions together: p50 {} ms, p95 {} ms (must be below 20 ms), p99 {} ms; largest p95 of a line {} ms.",
        ms(times.median()),
        ms(times.at(950)),
        ms(times.at(990)),
        ms(worst)
    );
    if let Some(memory) = server.peak_memory() {
        println!("Memory of the whole server, at most: {memory} MB.");
    }
    if Instant::now() > deadline {
        println!("Stopped after {} minutes: the table is not complete.", settings.minutes);
    }
    let failed: usize = all.iter().map(|(_, failed)| failed).sum();
    if failed > 0 { Err(format!("{failed} requests failed").into()) } else { Ok(()) }
}

/// Builds the index anew and prints what it took.
fn built(data: &Data) -> Result<(), Fault> {
    let folder = data.search();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let began = Instant::now();
    let mut command = data.command(&["search", "rebuild"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (own, whole) = watched(&mut child)?;
    let took = began.elapsed();
    let size: u64 = files(&folder).iter().filter_map(|path| path.metadata().ok()).map(|m| m.len()).sum();
    println!(
        "`xieyu search rebuild` on {}: {:.1} s (must be below 180 s), memory of its own at most {own} MB (must be below 500 MB for 1,000,000 documents; {whole} MB with mapped files), files {} MB.\n",
        machine::hidden(&data.database),
        took.as_secs_f64(),
        size >> 20
    );
    Ok(())
}

/// The files below a folder.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let all = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    all.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Waits for the end of a process; answers the most memory of its own it was seen with, and with mapped files, in megabytes.
fn watched(child: &mut Child) -> Result<(u64, u64), Fault> {
    let mut peak = (0, 0);
    loop {
        peak.0 = peak.0.max(machine::own_memory(child.id()).unwrap_or(0));
        peak.1 = peak.1.max(machine::peak_memory(child.id()).unwrap_or(0));
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(peak),
            Some(status) => return Err(format!("building the index failed: {status}").into()),
            None => std::thread::sleep(LOOK),
        }
    }
}

/// Waits until the index answers.
async fn ready(server: &Server) -> Result<(), Fault> {
    let (began, mut client) = (Instant::now(), Client::new(server.address));
    while began.elapsed() < READY {
        if client.get("/api/v1/search?q=").await.is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err("the index did not answer in time".into())
}

/// Titles of projects from all years, to be asked for whole and in parts.
async fn titles(address: SocketAddr) -> Result<Vec<String>, Fault> {
    let mut client = Client::new(address);
    let mut titles = Vec::new();
    for year in [2016, 2018, 2020, 2022, 2024] {
        let page = client.get(&format!("/api/v1/search?kind=project&order=newest&year={year}")).await?.text();
        titles.extend(words::titles(&page).into_iter().take(4));
    }
    Ok(titles)
}

/// Measures one kind of question and prints its line; `None` when time is up.
async fn one(
    client: &mut Client,
    asked: &Questions,
    who: &str,
    rounds: u32,
    deadline: Instant,
) -> Result<Option<(Times, usize)>, Fault> {
    let (mut times, mut failed, mut hits) = (Times::default(), 0, Vec::new());
    let (mut slowest, mut questions) = ((String::new(), Duration::ZERO), 0);
    for address in &asked.addresses {
        if Instant::now() > deadline {
            break;
        }
        // The first answer prepares what later ones reuse; it is read for its number of hits.
        client.ask_for(PLAIN);
        hits.extend(words::total(&client.get(address).await?.text()));
        client.ask_for(BROWSER);
        let mut own = Times::default();
        for _ in 0..rounds {
            let (answer, took) = client.timed(address).await?;
            if answer.status == 200 { own.add(took) } else { failed += 1 }
        }
        if own.median() > slowest.1 {
            slowest = (address.clone(), own.median());
        }
        questions += 1;
        times.join(own);
    }
    if questions == 0 {
        return Ok(None);
    }
    hits.sort_unstable();
    let [p50, p95, p99, most] = [500, 950, 990, 1000].map(|share| ms(times.at(share)));
    let shown = percent_encoding::percent_decode_str(&slowest.0).decode_utf8_lossy().replace('|', "\\|");
    let median = hits.get(hits.len() / 2).map_or_else(|| "–".to_owned(), u64::to_string);
    println!(
        "| {} | {who} | {questions} | {} | {median} | {p50} | {p95} | {p99} | {most} | `{shown}` ({}) | {failed} |",
        asked.name,
        times.count(),
        ms(slowest.1),
    );
    Ok(Some((times, failed)))
}
