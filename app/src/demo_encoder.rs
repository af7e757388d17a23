//! What a demo shows on its live channel: a generated clip, pushed by ffmpeg where it is there.

use std::process::{Child, Command, Stdio};

use db::Db;
use kernel::Refusal;
use live::actions as l;

/// A running encoder; it ends when this is dropped.
pub struct Encoder(Child);

impl Drop for Encoder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Small on purpose: a demo must not keep a core busy.
const CLIP: [&str; 24] = [
    "-hide_banner",
    "-loglevel",
    "error",
    "-re",
    "-f",
    "lavfi",
    "-i",
    "testsrc2=size=426x240:rate=10",
    "-f",
    "lavfi",
    "-i",
    "sine=frequency=220:sample_rate=44100",
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-pix_fmt",
    "yuv420p",
    "-g",
    "20",
    "-sc_threshold",
    "0",
    "-c:a",
    "aac",
];

/// Starts the encoder of the demo's channel towards `base_url`. Nothing where the demo has no such channel or no ffmpeg is there.
pub fn start(db: &Db, base_url: &str) -> Option<Encoder> {
    let key = match db.write_now(key) {
        Ok(key) => key?,
        Err(error) => {
            tracing::warn!(%error, "the demo's channel has no key");
            return None;
        }
    };
    let to = format!("{base_url}/ingest/{}/0/{key}/main/index.m3u8", demo::LIVE_CHANNEL);
    let started = Command::new("ffmpeg")
        .args(CLIP)
        .args(["-b:a", "48k", "-f", "hls", "-hls_time", "2", "-hls_list_size", "8", "-method", "PUT"])
        .args(["-http_persistent", "1", "-ignore_io_errors", "1", &to])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        Ok(child) => {
            println!("The channel {} shows a generated clip.", demo::LIVE_CHANNEL);
            Some(Encoder(child))
        }
        Err(_) => {
            println!("Install ffmpeg to see a clip on the channel {}: bin/setup media.", demo::LIVE_CHANNEL);
            None
        }
    }
}

/// A new key of the channel; those of earlier starts are revoked.
fn key(tx: &mut db::Tx<'_>) -> Result<Option<String>, Refusal> {
    let Some(channel) = live::store::by_code(tx, demo::LIVE_CHANNEL)? else { return Ok(None) };
    let office = demo::actor(tx, "wu.min")?;
    let (at, now) = ((channel.meeting_id, channel.code.as_str()), tx.now());
    for old in live::store::keys(tx, channel.id)?.into_iter().filter(|it| it.copy == 0 && it.is_valid(now)) {
        l::revoke_key(tx, &office, at, old.id)?;
    }
    Ok(Some(l::issue_key(tx, &office, at, 0, 30)?.secret))
}
