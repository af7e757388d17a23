//! `xieyu relay`: for crews who only know RTMP. It supervises an ffmpeg on the same computer, keeps segments on disk while the
//! uplink is down, and pushes them as HLS, to a backup as well. Nothing but HTTPS leaves the venue.

mod push;
mod watch;

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;

use crate::command::Outcome;
use push::Target;
use watch::{Piece, Watch};

/// What `xieyu relay` takes.
#[derive(Args)]
pub struct Relay {
    /// Where the encoder pushes to: rtmp://ADDRESS:PORT/NAME
    #[arg(long, value_name = "URL", default_value = "rtmp://127.0.0.1:1935/live")]
    listen: String,
    /// The channel to push to: https://HOST/ingest/CHANNEL
    #[arg(long, value_name = "URL")]
    to: String,
    /// 0 is the primary encoder, 1 its backup.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=1))]
    copy: u8,
    /// The key of the channel and copy [default: what XIEYU_RELAY_KEY says, which other users of the computer cannot read]
    #[arg(long)]
    key: Option<String>,
    /// Push to this channel as well, such as the same one by another way.
    #[arg(long, value_name = "URL")]
    backup_to: Option<String>,
    /// The key for the backup, which is pushed as copy 1 [default: what XIEYU_RELAY_BACKUP_KEY says]
    #[arg(long)]
    backup_key: Option<String>,
    /// Name of the rendition.
    #[arg(long, default_value = "main")]
    rendition: String,
    /// Where segments lie until they were sent [default: a temporary folder]
    #[arg(long, value_name = "FOLDER")]
    buffer: Option<PathBuf>,
    /// Seconds that are kept while nothing can be sent; older ones are given up.
    #[arg(long, default_value_t = 1_800)]
    keep: u64,
    /// The program that receives RTMP.
    #[arg(long, default_value = "ffmpeg")]
    ffmpeg: String,
}

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// An encoder that came and went at once is not waited for again at the same moment.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs until Ctrl-C.
pub fn run(relay: &Relay) -> Outcome {
    let folder = match &relay.buffer {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("xieyu-relay-{}", std::process::id())),
    };
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let targets = targets(relay)?;
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.spawn(async move {
        crate::serve::asked_to_stop().await;
        asked.store(true, Ordering::Relaxed);
    });
    let mut senders = Vec::new();
    let mut threads = Vec::new();
    for target in targets {
        let (sender, receiver) = channel();
        let ends = stop.clone();
        senders.push(sender);
        threads.push(thread::spawn(move || target.run(&receiver, &ends)));
    }
    eprintln!("relay: push RTMP to {} (H.264 and AAC, a key frame every 2 seconds)", relay.listen);
    let outcome = listen(relay, &folder, &senders, &stop);
    drop(senders); // what is on its way is sent, then the threads end
    stop.store(true, Ordering::Relaxed);
    for thread in threads {
        let _ = thread.join();
    }
    if relay.buffer.is_none() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    outcome
}

/// The channel, and the backup where there is one.
fn targets(relay: &Relay) -> Result<Vec<Target>, String> {
    let key = |said: &Option<String>, name: &str| {
        let key = said.clone().or_else(|| std::env::var(name).ok());
        key.ok_or_else(|| format!("no key: give --key, or set {name}"))
    };
    let keep = Duration::from_secs(relay.keep);
    let own = key(&relay.key, "XIEYU_RELAY_KEY")?;
    let mut targets = vec![Target::new(&relay.to, relay.copy, &relay.rendition, &own, keep)?];
    if let Some(to) = &relay.backup_to {
        let own = key(&relay.backup_key, "XIEYU_RELAY_BACKUP_KEY")?;
        targets.push(Target::new(to, 1, &relay.rendition, &own, keep)?);
    }
    Ok(targets)
}

/// Starts ffmpeg again whenever the encoder has gone.
fn listen(relay: &Relay, folder: &std::path::Path, senders: &[Sender<Arc<Piece>>], stop: &AtomicBool) -> Outcome {
    let mut next = 0;
    for run in 0_u64.. {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let own = folder.join(format!("run-{run}"));
        let _ = std::fs::remove_dir_all(&own);
        std::fs::create_dir_all(&own)?;
        let mut watch = Watch::new(&own);
        let mut receiver = Receiver::start(relay, &own, next)?;
        loop {
            thread::sleep(LOOK);
            let gone = receiver.is_gone() || stop.load(Ordering::Relaxed);
            if gone {
                receiver.end();
            }
            for piece in watch.look() {
                next = next.max(piece.sequence + 1);
                let piece = Arc::new(piece);
                senders.iter().for_each(|sender| drop(sender.send(piece.clone())));
            }
            if gone {
                break;
            }
        }
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// The ffmpeg that receives.
struct Receiver {
    child: Child,
    began: Instant,
}

impl Receiver {
    fn start(relay: &Relay, folder: &std::path::Path, next: u64) -> Result<Receiver, String> {
        let start = next.to_string();
        let child = Command::new(&relay.ffmpeg)
            .args(["-hide_banner", "-loglevel", "warning", "-listen", "1", "-f", "flv", "-i", &relay.listen])
            .args(["-c", "copy", "-f", "hls", "-hls_time", "2", "-hls_list_size", "30", "-hls_flags", "temp_file"])
            .args(["-start_number", &start, "-hls_segment_filename"])
            .arg(folder.join("%d.ts"))
            .arg(folder.join("index.m3u8"))
            .stdin(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} cannot be started: {error} (bin/setup media installs it)", relay.ffmpeg))?;
        Ok(Receiver { child, began: Instant::now() })
    }

    fn is_gone(&mut self) -> bool {
        match self.child.try_wait() {
            Ok(None) => false,
            Ok(Some(status)) => {
                if !status.success() && self.began.elapsed() < Duration::from_secs(2) {
                    eprintln!("relay: ffmpeg ended at once ({status}); is the port in use?");
                }
                true
            }
            Err(_) => true,
        }
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.end();
    }
}

/// How a target does, for the terminal: said when it changes, not for every segment.
#[derive(Default)]
struct Told(Mutex<String>);

impl Told {
    fn say(&self, text: String) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != text {
            eprintln!("relay: {text}");
            *last = text;
        }
    }
}
