//! The archive inside an xlsx: its directory and one part after another, each unpacked no further than its limit.

mod part;

use std::io::{self, Read, Seek, SeekFrom};

pub(crate) use part::Part;

use crate::refused::Counted;
use crate::{Limits, Refused};
use kernel::{Text, say};

/// More parts than any workbook has.
const MOST_PARTS: usize = 20_000;

/// A part as the directory lists it.
#[derive(Clone, Debug)]
struct Entry {
    /// Lower case, with `/`.
    name: String,
    method: u16,
    is_encrypted: bool,
    crc: u32,
    packed: u64,
    unpacked: u64,
    header_at: u64,
}

/// An archive that is open.
pub(crate) struct Archive<R> {
    file: R,
    length: u64,
    entries: Vec<Entry>,
    limits: Limits,
}

impl<R: Read + Seek> Archive<R> {
    pub(crate) fn open(mut file: R, limits: Limits) -> Result<Archive<R>, Refused> {
        let length = file.seek(SeekFrom::End(0))?;
        let entries = directory(&mut file, length)?;
        Ok(Archive { file, length, entries, limits })
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let wanted = folded(name);
        self.entries.iter().find(|entry| entry.name == wanted)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The names of all parts, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// How large a part says it is when unpacked.
    pub(crate) fn unpacked(&self, name: &str) -> u64 {
        self.entry(name).map_or(0, |entry| entry.unpacked)
    }

    /// Begins to unpack a part; `None` when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Part<'_, R>>, Refused> {
        let Some(entry) = self.entry(name).cloned() else { return Ok(None) };
        if entry.is_encrypted {
            return Err(Refused::Password);
        }
        let most = self.limits.unpacked_bytes.min((entry.packed.saturating_mul(self.limits.ratio)).max(16 << 20));
        if entry.unpacked > most {
            return Err(Refused::Swells { part: name.to_owned(), most });
        }
        let mut header = [0; 30];
        self.file.seek(SeekFrom::Start(entry.header_at))?;
        self.file.read_exact(&mut header)?;
        if &header[..4] != b"PK\x03\x04" {
            return Err(damaged(say("部件不在目录所写的位置", "a part is not where the directory says")));
        }
        let begin = entry.header_at + 30 + u64::from(u16_of(&header, 26)) + u64::from(u16_of(&header, 28));
        if begin.saturating_add(entry.packed) > self.length {
            return Err(damaged(say("部件超出文件末尾", "a part ends beyond the end of the file")));
        }
        self.file.seek(SeekFrom::Start(begin))?;
        let packed = (&mut self.file).take(entry.packed);
        match entry.method {
            0 => Ok(Some(Part::stored(packed, name, most, entry.crc))),
            8 => Ok(Some(Part::deflated(packed, name, most, entry.crc))),
            _ => Err(damaged(say("部件的压缩方式不是工作簿所用", "a part is packed in a way no workbook is"))),
        }
    }
}

fn damaged(what: Text) -> Refused {
    Refused::damaged(what)
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Where the directory begins, and how many entries it has.
fn directory<R: Read + Seek>(file: &mut R, length: u64) -> Result<Vec<Entry>, Refused> {
    // The end record has 22 bytes and may be followed by a comment of at most 65,535.
    let tail_at = length.saturating_sub(22 + 65_535 + 20);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(tail_at))?;
    file.by_ref().take(22 + 65_535 + 20).read_to_end(&mut tail)?;
    let end = tail.windows(4).rposition(|w| w == b"PK\x05\x06").filter(|at| at + 22 <= tail.len());
    let end = end.ok_or_else(|| {
        damaged(say("末尾的目录缺失，文件被截断", "its directory at the end is missing, the file was cut off"))
    })?;
    let (mut count, mut at) = (u64::from(u16_of(&tail, end + 10)), u64::from(u32_of(&tail, end + 16)));
    if let Some(locator) = end.checked_sub(20).filter(|at| tail[*at..].starts_with(b"PK\x06\x07")) {
        (count, at) = large_end(file, u64_of(&tail, locator + 8))?;
    }
    if count > MOST_PARTS as u64 {
        return Err(Refused::TooMany {
            what: Counted::Parts,
            most: MOST_PARTS as u64,
            sheet: String::new(),
            place: None,
        });
    }
    file.seek(SeekFrom::Start(at))?;
    let mut reader = io::BufReader::new(file.by_ref().take(length.saturating_sub(at)));
    (0..count).map(|_| entry(&mut reader)).collect()
}

/// The end record of large archives; some programs write it for small ones too.
fn large_end<R: Read + Seek>(file: &mut R, at: u64) -> Result<(u64, u64), Refused> {
    let mut record = [0; 56];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut record)?;
    if &record[..4] != b"PK\x06\x06" {
        return Err(damaged(say("目录不在应有的位置", "its directory is not where it should be")));
    }
    Ok((u64_of(&record, 32), u64_of(&record, 48)))
}

fn entry(reader: &mut impl Read) -> Result<Entry, Refused> {
    let mut fixed = [0; 46];
    reader.read_exact(&mut fixed)?;
    if &fixed[..4] != b"PK\x01\x02" {
        return Err(damaged(say("目录中有部件以外的内容", "its directory holds something else than parts")));
    }
    let mut name = vec![0; usize::from(u16_of(&fixed, 28))];
    let mut extra = vec![0; usize::from(u16_of(&fixed, 30))];
    let mut comment = vec![0; usize::from(u16_of(&fixed, 32))];
    reader.read_exact(&mut name)?;
    reader.read_exact(&mut extra)?;
    reader.read_exact(&mut comment)?;
    let mut large = large_figures(&extra);
    let mut figure = |at: usize| match u32_of(&fixed, at) {
        u32::MAX => large.next().ok_or_else(|| damaged(say("目录中缺少部件大小", "its directory lacks a size"))),
        small => Ok(u64::from(small)),
    };
    // In the order in which the figures of 64 bits follow each other.
    let (unpacked, packed, header_at) = (figure(24)?, figure(20)?, figure(42)?);
    Ok(Entry {
        name: folded(&String::from_utf8_lossy(&name)),
        method: u16_of(&fixed, 10),
        is_encrypted: u16_of(&fixed, 8) & 1 == 1,
        crc: u32_of(&fixed, 16),
        packed,
        unpacked,
        header_at,
    })
}

fn large_figures(extra: &[u8]) -> impl Iterator<Item = u64> + use<> {
    let mut rest = extra;
    let mut found = Vec::new();
    while rest.len() >= 4 {
        let size = usize::from(u16_of(rest, 2)).min(rest.len() - 4);
        if u16_of(rest, 0) == 1 {
            found = rest[4..4 + size].as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        }
        rest = &rest[4 + size..];
    }
    found.into_iter()
}

pub(crate) fn u16_of(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes)
}
pub(crate) fn u32_of(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}
fn u64_of(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
