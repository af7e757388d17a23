//! L-2, L-3 and L-4: thousands of event streams of one channel, what arrives on them and how late, and what happens when all of them
//! break at once.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::channel::Channel;
use crate::client::Client;
use crate::server::Server;
use crate::stats::{Times, ms};
use crate::{Fault, Settings, machine, roles};

/// New connections a second while the audience arrives.
const ARRIVALS: u64 = 1_000;
/// One in so many reads every comment; the others look at the frame only.
const READERS: usize = 100;
/// Longer nobody waits for a connection or a frame.
const PATIENCE: Duration = Duration::from_secs(30);

/// How large the audience is and how much it says.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Crowd {
    /// Code of the channel [default: the first of the first meeting].
    #[arg(long)]
    channel: Option<String>,
    /// Event streams at once.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    connections: u32,
    /// Comments a second; the server must allow one person so many (comments_a_minute).
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=500))]
    rate: Option<u32>,
    /// Seconds measured once everybody is there.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Process of the server of --base, for its memory.
    #[arg(long)]
    server_pid: Option<u32>,
}

impl Crowd {
    fn rate(&self) -> u32 {
        self.rate.unwrap_or(2)
    }
    /// With 200 comments a second unless another number was asked for.
    pub(crate) fn talkative(self) -> Crowd {
        Crowd { rate: self.rate.or(Some(200)), ..self }
    }
}

/// What one stream saw.
#[derive(Default)]
struct Seen {
    frames: Times,
    comments: Times,
    /// Frames that were never read, since a later one had come.
    skipped: u64,
    lost: u64,
}

fn now_millis() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

fn since(at: i64) -> Duration {
    Duration::from_millis(now_millis().saturating_sub(at).max(0) as u64)
}

/// One stream of events.
struct Stream {
    tcp: TcpStream,
    buffer: Vec<u8>,
}

/// One event: its number and its data.
struct Event {
    number: u64,
    data: String,
}

impl Stream {
    async fn open(address: SocketAddr, path: &str) -> Result<Stream, Fault> {
        let mut tcp = TcpStream::connect(address).await?;
        let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n");
        tcp.write_all(head.as_bytes()).await?;
        let mut stream = Stream { tcp, buffer: Vec::with_capacity(4_096) };
        let end = stream.until(b"\r\n\r\n").await?;
        let is_fine = stream.buffer.starts_with(b"HTTP/1.1 200");
        stream.buffer.drain(..end + 4);
        if is_fine { Ok(stream) } else { Err("the stream is refused".into()) }
    }

    async fn until(&mut self, sign: &[u8]) -> Result<usize, Fault> {
        loop {
            if let Some(at) = self.buffer.windows(sign.len()).position(|window| window == sign) {
                return Ok(at);
            }
            if self.tcp.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed the stream".into());
            }
        }
    }

    /// The next event. The marks of chunks stand outside of events and are passed over.
    async fn next(&mut self) -> Result<Event, Fault> {
        let end = self.until(b"\n\n").await?;
        let text = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        self.buffer.drain(..end + 2);
        let (head, data) = text.split_once("\ndata: ").ok_or("no event")?;
        let number = head.rsplit("id: ").next().and_then(|number| number.trim().parse().ok()).ok_or("no number")?;
        Ok(Event { number, data: data.to_owned() })
    }
}

/// The number behind a key, where it stands first.
fn number_at(text: &str, key: &str) -> Option<i64> {
    let (_, rest) = text.split_once(key)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// Reads a stream until the end of the measurement.
async fn listen(mut stream: Stream, reads_all: bool, measured: Arc<AtomicBool>, is_over: Arc<AtomicBool>) -> Seen {
    let (mut seen, mut last) = (Seen::default(), None);
    while !is_over.load(Ordering::Relaxed) {
        let event = match tokio::time::timeout(Duration::from_secs(2), stream.next()).await {
            Err(_) => continue,
            Ok(Err(_)) => {
                seen.lost += 1;
                break;
            }
            Ok(Ok(event)) => event,
        };
        let before = last.replace(event.number);
        if !measured.load(Ordering::Relaxed) || before.is_none() {
            continue;
        }
        seen.skipped += before.map_or(0, |before| event.number.saturating_sub(before + 1));
        let (head, comments) = event.data.split_once("\"comments\":").unwrap_or((&event.data, ""));
        if let Some(at) = number_at(head, "\"at\":") {
            seen.frames.add(since(at));
        }
        if reads_all {
            let comments = comments.split("\"gone\":").next().unwrap_or("");
            for one in comments.split("{\"at\":").skip(1) {
                seen.comments.add(since(number_at(&format!("\"at\":{one}"), "\"at\":").unwrap_or(0)));
            }
        }
    }
    seen
}

/// Opens the streams at a steady pace; answers those that stand and how many failed.
async fn arrive(address: SocketAddr, path: &str, connections: u32) -> (Vec<Stream>, u64) {
    let (sender, mut streams) = mpsc::unbounded_channel();
    let failed = Arc::new(AtomicU64::new(0));
    let mut all = JoinSet::new();
    for n in 0..connections {
        let (sender, failed, path) = (sender.clone(), failed.clone(), format!("{path}?v=load{n}"));
        all.spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::from(n) * 1_000 / ARRIVALS)).await;
            match tokio::time::timeout(PATIENCE, Stream::open(address, &path)).await {
                Ok(Ok(stream)) => drop(sender.send(stream)),
                Ok(Err(_)) | Err(_) => drop(failed.fetch_add(1, Ordering::Relaxed)),
            }
        });
    }
    drop(sender);
    let mut opened = Vec::new();
    while let Some(stream) = streams.recv().await {
        opened.push(stream);
    }
    while all.join_next().await.is_some() {}
    (opened, failed.load(Ordering::Relaxed))
}

/// Writes comments at a steady pace; answers how many were accepted and how many not.
async fn talk(
    address: SocketAddr,
    channel: Channel,
    rate: u32,
    is_over: Arc<AtomicBool>,
) -> Result<(u64, u64, Times), Fault> {
    // One kept connection answers one comment after the other; so many together hold the pace.
    let writers = rate.div_ceil(5).max(1);
    let people = roles::cast(address).await?;
    let person = people.iter().find(|person| person.role().contains("教师")).ok_or("the cast has no teacher")?;
    let mut all = JoinSet::new();
    for writer in 0..writers {
        let mut client = roles::signed_in(address, person).await?;
        let (channel, is_over) = (channel.clone(), is_over.clone());
        all.spawn(async move {
            let csrf = channel.csrf(&mut client).await.unwrap_or_default();
            let mut every =
                tokio::time::interval(Duration::from_micros(1_000_000 * u64::from(writers) / u64::from(rate)));
            let (mut accepted, mut refused, mut times, mut n) = (0, 0, Times::default(), 0_u64);
            while !is_over.load(Ordering::Relaxed) {
                every.tick().await;
                n += 1;
                let body = format!("这是第 {writer}-{n} 条评论，来自负载测试 {}", now_millis());
                let began = Instant::now();
                let answer = client.post(&channel.comments(), &[("_csrf", &csrf), ("body", &body)]).await;
                match answer {
                    Ok(answer) if matches!(answer.status, 200 | 303) => accepted += 1,
                    Ok(_) | Err(_) => refused += 1,
                }
                times.add(began.elapsed());
            }
            (accepted, refused, times)
        });
    }
    let (mut accepted, mut refused, mut times) = (0, 0, Times::default());
    while let Some(done) = all.join_next().await {
        let (some, others, took) = done?;
        accepted += some;
        refused += others;
        times.join(took);
    }
    Ok((accepted, refused, times))
}

/// L-2 and L-3.
pub(crate) async fn measure(settings: &Settings, crowd: &Crowd, title: &str) -> Result<(), Fault> {
    let server = Server::ready(settings, false).await?;
    let address = server.address;
    let channel = Channel::found(address, crowd.channel.as_deref()).await?;
    channel.open(address).await?;
    let pid = crowd.server_pid;
    let memory = || pid.and_then(machine::own_memory_kb).or_else(|| server.own_memory().map(|mb| mb * 1024));
    let before = memory();
    let began = Instant::now();
    let (streams, failed) = arrive(address, &channel.object("events"), crowd.connections).await;
    let (opened, arrived) = (streams.len(), began.elapsed());
    let (measured, is_over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut all = JoinSet::new();
    for (at, stream) in streams.into_iter().enumerate() {
        all.spawn(listen(stream, at % READERS == 0, measured.clone(), is_over.clone()));
    }
    let talking = tokio::spawn(talk(address, channel.clone(), crowd.rate(), is_over.clone()));
    tokio::time::sleep(Duration::from_secs(3)).await;
    measured.store(true, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(crowd.seconds)).await;
    let after = memory();
    is_over.store(true, Ordering::Relaxed);
    let mut seen = Seen::default();
    while let Some(one) = all.join_next().await {
        let one = one?;
        seen.frames.join(one.frames);
        seen.comments.join(one.comments);
        seen.skipped += one.skipped;
        seen.lost += one.lost;
    }
    let (accepted, refused, answered) = talking.await??;
    println!(
        "\n## {title}\n\n{}; {opened} event streams ({failed} failed) opened in {:.1} s, {} s measured.\n",
        server.described,
        arrived.as_secs_f64(),
        crowd.seconds
    );
    println!("| | count | p50 ms | p99 ms | most ms |\n|---|---:|---:|---:|---:|");
    for (name, times) in [
        ("frame made → read", &seen.frames),
        ("comment shown → read", &seen.comments),
        ("comment sent → answered", &answered),
    ] {
        println!(
            "| {name} | {} | {} | {} | {} |",
            times.count(),
            ms(times.at(500)),
            ms(times.at(990)),
            ms(times.at(1000))
        );
    }
    println!(
        "\nComments: {accepted} accepted, {refused} refused. Frames skipped by slow streams: {}. Streams lost: {}.",
        seen.skipped, seen.lost
    );
    if let (Some(before), Some(after)) = (before, after) {
        println!(
            "Memory of the server: {before} KB before, {after} KB with everybody: {:.1} KB a stream.",
            after.saturating_sub(before) as f64 / opened.max(1) as f64
        );
    }
    Ok(())
}

/// L-4: all streams but some break at once and come back as the page's script would.
pub(crate) async fn reconnect(settings: &Settings, crowd: &Crowd) -> Result<(), Fault> {
    let server = Server::ready(settings, false).await?;
    let address = server.address;
    let channel = Channel::found(address, crowd.channel.as_deref()).await?;
    channel.open(address).await?;
    let path = channel.object("events");
    let (others, _) = arrive(address, &format!("{path}?v=other"), 50).await;
    let (measured, is_over) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    let mut staying = JoinSet::new();
    for stream in others {
        staying.spawn(listen(stream, false, measured.clone(), is_over.clone()));
    }
    let talking = tokio::spawn(talk(address, channel.clone(), crowd.rate(), is_over.clone()));
    let (mut streams, failed) = arrive(address, &path, crowd.connections).await;
    // The hint stands in the frames that are made once everybody is there.
    tokio::time::sleep(Duration::from_secs(7)).await;
    let mut back = 1_000;
    if let Some(stream) = streams.last_mut() {
        // Those that waited unread come first; a new one comes twice a second.
        let until = Instant::now() + Duration::from_secs(2);
        while let Ok(Ok(event)) = tokio::time::timeout(Duration::from_secs(1), stream.next()).await
            && Instant::now() < until
        {
            back = number_at(&event.data, "\"back\":").unwrap_or(back);
        }
    }
    let opened = streams.len();
    let broken = Instant::now();
    drop(streams);
    let mut all = JoinSet::new();
    for n in 0..opened {
        let path = format!("{path}?v=load{n}");
        all.spawn(async move {
            // Full jitter: a random part of the hint, drawn again and twice as wide after a failure.
            for turn in 0..6_u32 {
                let wide = u128::from(back as u64) << turn;
                let part =
                    (u128::from(now_millis() as u64) * 2_654_435_761 + n as u128 * 40_503_017 + u128::from(turn))
                        % wide.max(1);
                tokio::time::sleep(Duration::from_millis(part as u64)).await;
                if let Ok(Ok(mut stream)) = tokio::time::timeout(PATIENCE, Stream::open(address, &path)).await
                    && tokio::time::timeout(PATIENCE, stream.next()).await.is_ok_and(|event| event.is_ok())
                {
                    return (Some(broken.elapsed()), turn, Some(stream));
                }
            }
            (None, 6, None)
        });
    }
    let (mut times, mut failures, mut again, mut kept) = (Times::default(), 0, 0, Vec::new());
    while let Some(done) = all.join_next().await {
        let (took, turns, stream) = done?;
        again += turns;
        kept.extend(stream);
        match took {
            Some(took) => times.add(took),
            None => failures += 1,
        }
    }
    is_over.store(true, Ordering::Relaxed);
    let mut seen = Seen::default();
    while let Some(one) = staying.join_next().await {
        let one = one?;
        seen.frames.join(one.frames);
        seen.lost += one.lost;
    }
    talking.await??;
    println!(
        "\n## L-4 Reconnecting\n\n{}; {opened} event streams ({failed} failed), all broken at once; the server's hint: {back} ms.\n",
        server.described
    );
    println!("| | count | p50 ms | p99 ms | most ms |\n|---|---:|---:|---:|---:|");
    for (name, times) in [("broken → first frame again", &times), ("frames of 50 others meanwhile", &seen.frames)] {
        println!(
            "| {name} | {} | {} | {} | {} |",
            times.count(),
            ms(times.at(500)),
            ms(times.at(990)),
            ms(times.at(1000))
        );
    }
    println!("\nNever back: {failures}. Further attempts: {again}. Streams of others lost: {}.", seen.lost);
    if failures > 0 || seen.lost > 0 { Err("not everybody was served".into()) } else { Ok(()) }
}

/// L-1 as far as a player asks: playlist and newest segment every two seconds.
pub(crate) async fn viewers(settings: &Settings, crowd: &Crowd) -> Result<(), Fault> {
    let server = Server::ready(settings, false).await?;
    let address = server.address;
    let channel = Channel::found(address, crowd.channel.as_deref()).await?;
    let playlist = channel.playlist(address).await?;
    let folder = playlist.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let until = Instant::now() + Duration::from_secs(crowd.seconds);
    let mut all = JoinSet::new();
    for n in 0..crowd.connections {
        let (playlist, folder) = (playlist.clone(), folder.clone());
        all.spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::from(n) * 2_000 / u64::from(crowd_of(n)))).await;
            let mut client = Client::new(address);
            let mut every = tokio::time::interval(Duration::from_secs(2));
            let (mut lists, mut segments, mut wrong) = (Times::default(), Times::default(), 0_u64);
            while Instant::now() < until {
                every.tick().await;
                let Ok((answer, took)) = client.timed(&playlist).await else {
                    wrong += 1;
                    continue;
                };
                lists.add(took);
                wrong += u64::from(answer.status != 200);
                let text = answer.text();
                let Some(name) = text.lines().rfind(|line| !line.is_empty() && !line.starts_with('#')) else {
                    continue;
                };
                let path = if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") };
                match client.timed(&path).await {
                    Ok((answer, took)) if answer.status == 200 => segments.add(took),
                    Ok(_) | Err(_) => wrong += 1,
                }
            }
            (lists, segments, wrong)
        });
    }
    let (mut lists, mut segments, mut wrong) = (Times::default(), Times::default(), 0);
    while let Some(done) = all.join_next().await {
        let (some, others, failed) = done?;
        lists.join(some);
        segments.join(others);
        wrong += failed;
    }
    println!(
        "\n## L-1 Viewers\n\n{}; {} viewers, playlist and segment every 2 s, {} s.\n",
        server.described, crowd.connections, crowd.seconds
    );
    println!("| | count | p50 ms | p99 ms | most ms |\n|---|---:|---:|---:|---:|");
    for (name, times) in [("playlist", &lists), ("segment", &segments)] {
        println!(
            "| {name} | {} | {} | {} | {} |",
            times.count(),
            ms(times.at(500)),
            ms(times.at(990)),
            ms(times.at(1000))
        );
    }
    println!("\nNot answered with 200: {wrong}.");
    if wrong > 0 { Err("not every request was answered with 200".into()) } else { Ok(()) }
}

/// Spreads beginnings over two seconds whatever the number of viewers.
const fn crowd_of(n: u32) -> u32 {
    if n < 1_000 { 1_000 } else { 10_000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_behind_its_key() {
        assert_eq!(number_at("{\"at\":1700,\"comments\":[]", "\"at\":"), Some(1700));
        assert_eq!(number_at("{\"back\":2500}", "\"back\":"), Some(2500));
        assert_eq!(number_at("{}", "\"at\":"), None);
    }
}
