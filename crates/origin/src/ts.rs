//! MPEG transport streams: enough of them to tell them from anything else and to find key frames.

use crate::content::Measured;

const PACKET: usize = 188;
const SYNC: u8 = 0x47;
/// Ticks of a presentation time in one second.
const TICKS: i64 = 90_000;

/// Whole packets, each beginning with the sync byte.
pub fn is_ts(bytes: &[u8]) -> bool {
    !bytes.is_empty()
        && bytes.len().is_multiple_of(PACKET)
        && bytes.chunks_exact(PACKET).all(|packet| packet[0] == SYNC)
}

/// Reads the presentation times of key frames. Streams that do not announce random access have none that can be told.
pub fn measure(bytes: &[u8]) -> Measured {
    let mut measured = Measured::default();
    let mut last: Option<i64> = None;
    for packet in bytes.chunks_exact(PACKET) {
        let Some((random, payload)) = pes_start(packet) else { continue };
        let Some(time) = video_time(payload) else { continue };
        measured.has_video = true;
        if !random {
            continue;
        }
        measured.key_frames += 1;
        if let (Some(time), Some(before)) = (time, last) {
            let gap = (time - before) * 1_000_000 / TICKS;
            if gap > 0 {
                measured.key_gap = Some(measured.key_gap.unwrap_or(0).max(gap));
            }
        }
        last = time.or(last);
    }
    measured
}

/// Payload of a packet in which something begins, and whether it announces random access.
fn pes_start(packet: &[u8]) -> Option<(bool, &[u8])> {
    let (&begins, &control) = (packet.get(1)?, packet.get(3)?);
    if begins & 0x40 == 0 || control & 0x10 == 0 {
        return None;
    }
    if control & 0x20 == 0 {
        return Some((false, packet.get(4..)?));
    }
    let length = usize::from(*packet.get(4)?);
    let random = length > 0 && packet.get(5)? & 0x40 != 0;
    Some((random, packet.get(5 + length..)?))
}

/// The presentation time of a video packet, where it has one; nothing where it is no video.
fn video_time(payload: &[u8]) -> Option<Option<i64>> {
    let head = payload.get(..9)?;
    if head[..3] != [0, 0, 1] || !(0xe0..=0xef).contains(&head[3]) {
        return None;
    }
    if head[7] & 0x80 == 0 {
        return Some(None);
    }
    let Some(&[a, b, c, d, e]) = payload.get(9..14) else { return Some(None) };
    let part = |byte: u8, mask: u8, shift: u32| (i64::from(byte & mask)) << shift;
    Some(Some(part(a, 0x0e, 29) | part(b, 0xff, 22) | part(c, 0xfe, 14) | part(d, 0xff, 7) | part(e, 0xfe, 0) >> 1))
}
