//! The boxes of an MP4 file, walked within bounds.

use crate::content::{Kind, Measured};

/// Boxes looked at in one level: no segment of an encoder has more.
const BOXES_MOST: usize = 10_000;

/// A box: its type and what it holds.
pub(crate) struct Box4<'b> {
    pub name: [u8; 4],
    pub body: &'b [u8],
}

/// The boxes of one level; stops at the first that does not fit.
pub(crate) struct Boxes<'b> {
    rest: &'b [u8],
    left: usize,
    /// Whether a box did not fit.
    pub is_broken: bool,
}

pub(crate) fn boxes(bytes: &[u8]) -> Boxes<'_> {
    Boxes { rest: bytes, left: BOXES_MOST, is_broken: false }
}

impl<'b> Iterator for Boxes<'b> {
    type Item = Box4<'b>;
    fn next(&mut self) -> Option<Box4<'b>> {
        if self.rest.is_empty() || self.left == 0 {
            return None;
        }
        self.left -= 1;
        let next = split(self.rest);
        match next {
            Some((found, rest)) => {
                self.rest = rest;
                Some(found)
            }
            None => {
                self.is_broken = true;
                self.rest = &[];
                None
            }
        }
    }
}

fn split(bytes: &[u8]) -> Option<(Box4<'_>, &[u8])> {
    let size = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let name: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let (head, size) = match size {
        0 => (8, bytes.len()), // to the end
        1 => (16, usize::try_from(u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)).ok()?),
        size => (8, size as usize),
    };
    if size < head || size > bytes.len() {
        return None;
    }
    Some((Box4 { name, body: &bytes[head..size] }, &bytes[size..]))
}

/// `ftyp` with `moov` is an init segment; `moof` with `mdat`, whatever stands before it, is media. Anything else is neither.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let mut level = boxes(bytes);
    let names: Vec<[u8; 4]> = level.by_ref().map(|it| it.name).collect();
    if level.is_broken {
        return None;
    }
    let has = |name: &[u8; 4]| names.contains(name);
    match names.first()? {
        b"ftyp" if has(b"moov") && !has(b"moof") => Some(Kind::Init),
        b"styp" | b"moof" | b"sidx" | b"emsg" | b"prft" if has(b"moof") && has(b"mdat") => Some(Kind::Media),
        _ => None,
    }
}

fn child<'b>(bytes: &'b [u8], name: &[u8; 4]) -> Option<&'b [u8]> {
    boxes(bytes).find(|it| &it.name == name).map(|it| it.body)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A track that an init segment declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Track {
    pub id: u32,
    /// Ticks of a second.
    pub scale: u32,
    pub is_video: bool,
    /// Of samples that do not say it themselves.
    pub duration: u32,
    pub flags: u32,
}

/// The tracks an init segment declares; 16 at most.
pub fn tracks(init: &[u8]) -> Vec<Track> {
    let Some(moov) = child(init, b"moov") else { return Vec::new() };
    let defaults = child(moov, b"mvex").unwrap_or_default();
    let track = |trak: &[u8]| {
        let tkhd = child(trak, b"tkhd")?;
        let id = number(tkhd, if tkhd.first()? == &1 { 20 } else { 12 })?;
        let mdia = child(trak, b"mdia")?;
        let mdhd = child(mdia, b"mdhd")?;
        let scale = number(mdhd, if mdhd.first()? == &1 { 20 } else { 12 })?;
        let is_video = child(mdia, b"hdlr")?.get(8..12)? == b"vide";
        let trex = boxes(defaults).filter(|it| &it.name == b"trex").find(|it| number(it.body, 4) == Some(id));
        let of_trex = |at: usize| trex.as_ref().and_then(|it| number(it.body, at)).unwrap_or(0);
        Some(Track { id, scale, is_video, duration: of_trex(12), flags: of_trex(20) })
    };
    boxes(moov).filter(|it| &it.name == b"trak").take(16).filter_map(|it| track(it.body)).collect()
}

/// A sample that can be shown only after others.
const NOT_SYNC: u32 = 0x1_0000;

/// Finds the key frames of media by the flags of its samples.
pub fn measure(media: &[u8], tracks: &[Track]) -> Measured {
    let mut measured = Measured::default();
    let Some(video) = tracks.iter().find(|it| it.is_video && it.scale > 0) else { return measured };
    measured.has_video = true;
    let (mut time, mut last): (i64, Option<i64>) = (0, None);
    for moof in boxes(media).filter(|it| &it.name == b"moof") {
        for traf in boxes(moof.body).filter(|it| &it.name == b"traf") {
            for (is_key, duration) in samples(traf.body, video).unwrap_or_default() {
                if is_key {
                    measured.key_frames += 1;
                    if let Some(before) = last {
                        let gap = (time - before) * 1_000_000 / i64::from(video.scale);
                        measured.key_gap = Some(measured.key_gap.unwrap_or(0).max(gap));
                    }
                    last = Some(time);
                }
                time += i64::from(duration);
            }
        }
    }
    measured
}

/// Whether each sample of the video track in this fragment is a key frame, and how long it lasts.
fn samples(traf: &[u8], video: &Track) -> Option<Vec<(bool, u32)>> {
    let tfhd = child(traf, b"tfhd")?;
    if number(tfhd, 4)? != video.id {
        return None;
    }
    let tf = number(tfhd, 0)? & 0xff_ffff;
    let (mut at, mut duration, mut flags) = (8, video.duration, video.flags);
    at += if tf & 0x1 != 0 { 8 } else { 0 };
    at += if tf & 0x2 != 0 { 4 } else { 0 };
    if tf & 0x8 != 0 {
        duration = number(tfhd, at)?;
        at += 4;
    }
    at += if tf & 0x10 != 0 { 4 } else { 0 };
    if tf & 0x20 != 0 {
        flags = number(tfhd, at)?;
    }
    let mut found = Vec::new();
    for trun in boxes(traf).filter(|it| &it.name == b"trun") {
        let (tr, count) = (number(trun.body, 0)? & 0xff_ffff, number(trun.body, 4)?);
        let mut at = 8 + if tr & 0x1 != 0 { 4 } else { 0 };
        let mut first = None;
        if tr & 0x4 != 0 {
            first = Some(number(trun.body, at)?);
            at += 4;
        }
        let step: usize = [0x100, 0x200, 0x400, 0x800].iter().filter(|bit| tr & **bit != 0).count() * 4;
        for n in 0..count.min(20_000) {
            let own = trun.body.get(at..at + step)?;
            let lasts = if tr & 0x100 != 0 { number(own, 0)? } else { duration };
            let before = [0x100, 0x200].iter().filter(|bit| tr & **bit != 0).count() * 4;
            let mut said = if tr & 0x400 != 0 { number(own, before)? } else { flags };
            if let (0, Some(first)) = (n, first) {
                said = first;
            }
            found.push((said & NOT_SYNC == 0, lasts));
            at += step;
        }
    }
    Some(found)
}
