//! Pushes segments to one target: in their order, each until it is there, with pauses that grow.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::Told;
use super::watch::Piece;

/// Segments a pushed playlist names.
const LISTED: usize = 8;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// Where segments are pushed to.
pub(super) struct Target {
    agent: ureq::Agent,
    /// The address without the file's name.
    base: String,
    key: String,
    keep: Duration,
    told: Told,
    /// Without the key, for the terminal.
    shown: String,
}

/// What became of an attempt.
enum Sent {
    Yes,
    /// Will not be better by trying again.
    Refused(String),
    /// May be better later.
    Later(String),
}

impl Target {
    pub(super) fn new(to: &str, copy: u8, rendition: &str, key: &str, keep: Duration) -> Result<Target, String> {
        if !to.starts_with("https://") && !to.starts_with("http://") {
            return Err(format!("{to} is no address such as https://HOST/ingest/CHANNEL"));
        }
        let base = format!("{}/{copy}/{rendition}", to.trim_end_matches('/'));
        let agent = ureq::AgentBuilder::new()
            .timeout_connect(Duration::from_secs(5))
            .timeout(Duration::from_secs(30))
            .user_agent("xieyu-relay/1")
            .build();
        Ok(Target { agent, shown: base.clone(), base, key: key.to_owned(), keep, told: Told::default() })
    }

    /// Sends what comes until nobody sends any more, or everything is to stop.
    pub(super) fn run(&self, pieces: &Receiver<Arc<Piece>>, stop: &AtomicBool) {
        let (mut waiting, mut listed): (VecDeque<Arc<Piece>>, VecDeque<Line>) = (VecDeque::new(), VecDeque::new());
        let mut lost = false;
        loop {
            match pieces.recv_timeout(Duration::from_millis(200)) {
                Ok(piece) => waiting.push_back(piece),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if waiting.is_empty() => return,
                Err(RecvTimeoutError::Disconnected) => {}
            }
            waiting.extend(pieces.try_iter());
            lost |= self.give_up(&mut waiting);
            let Some(piece) = waiting.pop_front() else { continue };
            if !self.send(&piece, stop) {
                lost = true;
                continue;
            }
            if listed.len() == LISTED {
                listed.pop_front();
            }
            let breaks = piece.breaks || std::mem::take(&mut lost);
            listed.push_back(Line { sequence: piece.sequence, micros: piece.micros, breaks });
            let list = playlist(&listed);
            drop(piece); // its file goes when the other target has it too
            self.until_there("index.m3u8", list.as_bytes(), stop);
            let behind: i64 = waiting.iter().map(|it| it.micros).sum();
            self.told.say(match behind {
                0..10_000_000 => format!("{} is up to date", self.shown),
                _ => format!("{} is behind and catching up", self.shown),
            });
        }
    }

    /// Gives the oldest up when more waits than is kept.
    fn give_up(&self, waiting: &mut VecDeque<Arc<Piece>>) -> bool {
        let keep = i64::try_from(self.keep.as_micros()).unwrap_or(i64::MAX);
        let mut sum: i64 = waiting.iter().map(|it| it.micros).sum();
        let mut lost = false;
        while sum > keep {
            let Some(oldest) = waiting.pop_front() else { break };
            sum -= oldest.micros;
            lost = true;
        }
        lost
    }

    fn send(&self, piece: &Piece, stop: &AtomicBool) -> bool {
        match std::fs::read(&piece.path) {
            Ok(bytes) => self.until_there(&format!("{}.ts", piece.sequence), &bytes, stop),
            Err(error) => {
                self.told.say(format!("{}: {error}", piece.path.display()));
                false
            }
        }
    }

    /// Tries until it is there, or it is clear that it will not be.
    fn until_there(&self, file: &str, bytes: &[u8], stop: &AtomicBool) -> bool {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.put(file, bytes) {
                Sent::Yes => return true,
                Sent::Refused(why) => {
                    self.told.say(format!("{} REFUSED: {why}", self.shown));
                    return false;
                }
                Sent::Later(why) => {
                    self.told.say(format!("{} cannot be reached, segments are kept: {why}", self.shown))
                }
            }
            if stop.load(Ordering::Relaxed) {
                return false;
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn put(&self, file: &str, bytes: &[u8]) -> Sent {
        let request = self.agent.put(&format!("{}/{file}", self.base));
        match request.set("authorization", &format!("Bearer {}", self.key)).send_bytes(bytes) {
            Ok(_) => Sent::Yes,
            Err(ureq::Error::Status(status, answer)) => {
                let said = answer.into_string().unwrap_or_default();
                let why = format!("{status} {}", said.trim());
                // A key may be renewed and another encoder may go; bytes that are refused stay refused.
                if matches!(status, 412 | 413 | 415 | 422) { Sent::Refused(why) } else { Sent::Later(why) }
            }
            Err(error) => Sent::Later(error.to_string()),
        }
    }
}

struct Line {
    sequence: u64,
    micros: i64,
    breaks: bool,
}

fn playlist(lines: &VecDeque<Line>) -> String {
    let longest = lines.iter().map(|it| it.micros).max().unwrap_or(0);
    let first = lines.front().map_or(0, |it| it.sequence);
    let target = longest.div_euclid(1_000_000) + 1;
    let mut out = format!("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:{target}\n#EXT-X-MEDIA-SEQUENCE:{first}\n");
    for it in lines {
        if it.breaks {
            out.push_str("#EXT-X-DISCONTINUITY\n");
        }
        let (whole, part) = (it.micros / 1_000_000, it.micros % 1_000_000);
        let _ = writeln!(out, "#EXTINF:{whole}.{part:06},\n{}.ts", it.sequence);
    }
    out
}
