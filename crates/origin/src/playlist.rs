//! Playlists as encoders push them, read within bounds. What is not understood is left out; what would change the meaning is
//! refused.

use crate::name::{self, Promise};
use crate::refused::Refused;

/// Bytes and lines of a playlist, and the entries that are kept: the last ones.
pub const BYTES_MOST: usize = 2 * 1024 * 1024;
pub const LINES_MOST: usize = 200_000;
pub const LINE_MOST: usize = 4_096;
pub const KEPT: usize = 64;
/// A segment is at most a minute long.
pub const SEGMENT_MOST: i64 = 60_000_000;
const SEQUENCE_MOST: u64 = 1 << 52;

/// A media segment that a playlist names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The encoder's own media sequence number.
    pub sequence: u64,
    pub file: String,
    /// How long it plays, in microseconds.
    pub micros: i64,
    pub breaks: bool,
    pub gap: bool,
    /// The init segment it needs.
    pub map: Option<String>,
}

/// What a pushed playlist says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// Names renditions; its addresses are not ours, its attributes may be useful.
    Master(Vec<Variant>),
    Media(Media),
}

/// A media playlist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Media {
    /// The last [`KEPT`] entries.
    pub entries: Vec<Entry>,
    pub ended: bool,
}

/// What a master playlist says of a rendition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The file name of its media playlist and the folder it lies in, if any.
    pub folder: String,
    pub file: String,
    pub codecs: Option<String>,
    pub resolution: Option<(u32, u32)>,
}

fn fault(line: usize, why: &'static str) -> Refused {
    Refused::Playlist { line, why }
}

/// Reads a pushed playlist.
///
/// # Errors
/// Says the line and what is wrong there.
pub fn read(bytes: &[u8]) -> Result<Pushed, Refused> {
    if bytes.len() > BYTES_MOST {
        return Err(fault(0, "longer than 2 MB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| fault(0, "not UTF-8"))?;
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).enumerate();
    match lines.next() {
        Some((_, "#EXTM3U")) => {}
        _ => return Err(fault(1, "does not begin with #EXTM3U")),
    }
    let mut reading = Reading::default();
    for (at, line) in lines {
        if at >= LINES_MOST {
            return Err(fault(at + 1, "too many lines"));
        }
        if line.len() > LINE_MOST {
            return Err(fault(at + 1, "a line is too long"));
        }
        reading.line(line).map_err(|why| fault(at + 1, why))?;
    }
    Ok(if reading.is_master { Pushed::Master(reading.variants) } else { Pushed::Media(reading.media) })
}

/// Codecs, and width and height.
type Attributes = (Option<String>, Option<(u32, u32)>);

#[derive(Default)]
struct Reading {
    media: Media,
    is_master: bool,
    variants: Vec<Variant>,
    /// The attributes before the address of a variant.
    variant: Option<Attributes>,
    next: u64,
    micros: Option<i64>,
    breaks: bool,
    gap: bool,
    map: Option<String>,
}

impl Reading {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        if line.is_empty() {
            return Ok(());
        }
        let Some(tag) = line.strip_prefix('#') else { return self.address(line) };
        let (tag, value) = tag.split_once(':').unwrap_or((tag, ""));
        match tag {
            "EXTINF" => self.micros = Some(seconds(value.split(',').next().unwrap_or_default())?),
            "EXT-X-MEDIA-SEQUENCE" => {
                let first: u64 = value.trim().parse().map_err(|_| "no number")?;
                if first > SEQUENCE_MOST {
                    return Err("a media sequence number out of reach");
                }
                if !self.media.entries.is_empty() {
                    return Err("the media sequence stands after a segment");
                }
                self.next = first;
            }
            "EXT-X-DISCONTINUITY" => self.breaks = true,
            "EXT-X-GAP" => self.gap = true,
            "EXT-X-ENDLIST" => self.media.ended = true,
            "EXT-X-MAP" => self.map = Some(map(value)?),
            "EXT-X-BYTERANGE" => return Err("byte ranges are not taken: write one file for each segment"),
            "EXT-X-KEY" if attribute(value, "METHOD") != Some("NONE") => {
                return Err("encrypted segments are not taken");
            }
            "EXT-X-STREAM-INF" => {
                self.is_master = true;
                self.variant = Some((codecs(value), resolution(value)));
            }
            _ => {}
        }
        Ok(())
    }

    fn address(&mut self, address: &str) -> Result<(), &'static str> {
        let file = name::last_part(address);
        if let Some((codecs, resolution)) = self.variant.take() {
            let folder = address.split(['?', '#']).next().unwrap_or_default().rsplit('/').nth(1).unwrap_or_default();
            if name::promise(file) == Ok(Promise::Playlist) && self.variants.len() < 16 {
                self.variants.push(Variant { folder: folder.to_owned(), file: file.to_owned(), codecs, resolution });
            }
            return Ok(());
        }
        let micros = self.micros.take().ok_or("a segment without #EXTINF")?;
        match name::promise(file) {
            Ok(Promise::Ts | Promise::Mp4) => {}
            Ok(Promise::Playlist) | Err(_) => return Err("a segment whose name is not taken"),
        }
        let sequence = self.next;
        self.next += 1;
        if self.media.entries.len() == KEPT {
            self.media.entries.remove(0);
        }
        self.media.entries.push(Entry {
            sequence,
            file: file.to_owned(),
            micros,
            breaks: std::mem::take(&mut self.breaks),
            gap: std::mem::take(&mut self.gap),
            map: self.map.clone(),
        });
        Ok(())
    }
}

/// A decimal number of seconds as microseconds.
fn seconds(text: &str) -> Result<i64, &'static str> {
    const NO: &str = "no length in seconds";
    let text = text.trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || !digits(whole) || part.len() > 20 || !digits(part) {
        return Err(NO);
    }
    let whole: i64 = whole.parse().map_err(|_| NO)?;
    let part: i64 = format!("{part:0<6}")[..6].parse().map_err(|_| NO)?;
    let micros = whole * 1_000_000 + part;
    match micros {
        1..=SEGMENT_MOST => Ok(micros),
        0 => Err("a segment of no length"),
        _ => Err("a segment of more than a minute"),
    }
}

fn map(value: &str) -> Result<String, &'static str> {
    if attribute(value, "BYTERANGE").is_some() {
        return Err("byte ranges are not taken: write one file for each segment");
    }
    let file = name::last_part(attribute(value, "URI").ok_or("an #EXT-X-MAP without address")?);
    match name::promise(file) {
        Ok(Promise::Mp4) => Ok(file.to_owned()),
        Ok(Promise::Ts | Promise::Playlist) | Err(_) => Err("an init segment whose name is not taken"),
    }
}

/// The value of an attribute of a tag, without its quotes.
fn attribute<'v>(value: &'v str, wanted: &str) -> Option<&'v str> {
    let mut rest = value;
    while let Some((name, after)) = rest.split_once('=') {
        let (own, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (own, next) = quoted.split_once('"')?;
                (own, next.strip_prefix(',').unwrap_or(""))
            }
            None => after.split_once(',').unwrap_or((after, "")),
        };
        if name.trim() == wanted {
            return Some(own);
        }
        rest = next;
    }
    None
}

/// Codecs are repeated to players only when they look like codecs.
fn codecs(value: &str) -> Option<String> {
    let codecs = attribute(value, "CODECS")?;
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b'-' | b' ');
    (codecs.len() <= 100 && codecs.bytes().all(is_plain)).then(|| codecs.to_owned())
}

fn resolution(value: &str) -> Option<(u32, u32)> {
    let (wide, high) = attribute(value, "RESOLUTION")?.split_once('x')?;
    let side = |text: &str| text.parse::<u32>().ok().filter(|n| (1..=16_384).contains(n));
    Some((side(wide)?, side(high)?))
}

#[cfg(test)]
mod tests;
