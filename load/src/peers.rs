//! W-3 beside a peer: the same kinds of pages of a published platform, on the same core, asked by the same program.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::answer::attribute;
use crate::client::Client;
use crate::public::{self, Effort, Found, Way};
use crate::server::{Server, step_aside};
use crate::stats::spread;
use crate::{Fault, Settings};

/// Installs the peer into a folder of its own, fills it and serves it.
const SCRIPT: &str = "load/peers/pretalx.sh";

struct Line {
    what: &'static str,
    path: String,
    found: Found,
}

/// Measures the peer, then us, and prints how many times as many requests we answer.
pub(crate) async fn measure(settings: &Settings, effort: Effort) -> Result<(), Fault> {
    let theirs = peer(effort).await?;
    let server = Server::ready(settings, true).await?;
    let described = server.described.clone();
    let mut ours = Vec::new();
    for page in public::pages(server.address).await? {
        let what = match page.name {
            "/" => "home",
            "/projects" => "list",
            "/items" => "agenda",
            _ => "one thing",
        };
        let found = public::ask(server.address, &page.path, Way::Browser, effort).await?;
        ours.push(Line { what, path: page.name.to_owned(), found });
    }
    let Effort { connections, seconds, rounds } = effort;
    println!(
        "\n{described}; {connections} connections, {rounds} rounds of {seconds} s a page; requests/s, median (least – most).\n"
    );
    println!(
        "| Page | pretalx | its requests/s | bytes | Xieyu | our requests/s | bytes | ratio of the medians |\n|---|---|---:|---:|---|---:|---:|---:|"
    );
    for their in theirs {
        let Some(our) = ours.iter().find(|our| our.what == their.what) else { continue };
        let ratio = median(&our.found.rates) / median(&their.found.rates);
        let [theirs, rate] = [spread(their.found.rates, 1), spread(our.found.rates.clone(), 0)];
        let bytes = (their.found.bytes, our.found.bytes);
        println!(
            "| {} | {} | {theirs} | {} | {} | {rate} | {} | {ratio:.0} |",
            their.what, their.path, bytes.0, our.path, bytes.1
        );
        if their.found.wrong + our.found.wrong > 0 {
            println!("\n{} and {} of these requests were not answered with 200.\n", their.found.wrong, our.found.wrong);
        }
    }
    Ok(())
}

async fn peer(effort: Effort) -> Result<Vec<Line>, Fault> {
    let folder = std::env::current_dir()?.join("target/load/pretalx");
    let versions = set_up(&folder)?;
    let pinned = step_aside();
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new(if pinned { "taskset" } else { SCRIPT });
    if pinned {
        command.args(["-c", "0", SCRIPT]);
    }
    command.arg("serve").arg(&folder).arg(address.port().to_string()).stdin(Stdio::null()).stdout(Stdio::null());
    let child = command.stderr(std::fs::File::create(folder.join("server.log"))?).spawn()?;
    let core = if pinned { "pinned to one core" } else { "not pinned" };
    let server = Server::peer(address, format!("{versions}, {core}"), child);
    server.wait("/democon/").await?;
    println!("\n## W-3 Beside a peer\n\n{}", server.described);
    let mut lines = Vec::new();
    for (what, path) in pages(address).await? {
        let found = public::ask(address, &path, Way::Browser, effort).await?;
        lines.push(Line { what, path, found });
    }
    Ok(lines)
}

/// Makes the peer ready, which takes minutes the first time, and answers what it is.
fn set_up(folder: &PathBuf) -> Result<String, Fault> {
    let made = Command::new(SCRIPT).arg("setup").arg(folder).stderr(Stdio::inherit()).output()?;
    if !made.status.success() {
        return Err(format!("{SCRIPT} setup ended with {}", made.status).into());
    }
    Ok(String::from_utf8_lossy(&made.stdout).trim().to_owned())
}

/// The pages that are most like ours. Its list of talks and its agenda are drawn by the browser; what is asked for are the
/// list of speakers and the agenda for readers without JavaScript, which its server writes like ours.
async fn pages(address: SocketAddr) -> Result<Vec<(&'static str, String)>, Fault> {
    const AGENDA: &str = "/democon/schedule/nojs";
    let list = Client::new(address).get(AGENDA).await?.text();
    let is_talk =
        |href: &String| href.strip_prefix("/democon/talk/").is_some_and(|rest| rest.len() > 1 && rest.ends_with('/'));
    let talk =
        list.split("<a ").filter_map(|tag| attribute(tag, "href")).find(is_talk).ok_or("the peer shows no talk")?;
    Ok(vec![
        ("home", "/democon/".to_owned()),
        ("list", "/democon/speaker/".to_owned()),
        ("one thing", talk),
        ("agenda", AGENDA.to_owned()),
    ])
}

fn median(rates: &[f64]) -> f64 {
    let mut sorted = rates.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
