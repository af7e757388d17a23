//! The compound file around an xls: sectors in chains, a directory of streams.

use crate::Refused;
use crate::zip::{u16_of, u32_of};
use kernel::{Text, say};

const FREE: u32 = 0xFFFF_FFFA; // from here on sector numbers are marks
const HEADER: usize = 512;
/// More directory entries than any workbook has.
const MOST_STREAMS: usize = 50_000;

pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    streams: Vec<Stream>,
    /// The short streams, and their table.
    mini: Vec<u8>,
    mini_table: Vec<u32>,
    mini_below: u32,
}

struct Stream {
    name: String,
    begin: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Compound<'a>, Refused> {
        let shift = u16_of(bytes, 30);
        if bytes.len() < HEADER || !matches!(shift, 9 | 12) {
            return Err(damaged(say("文件头被截断", "its header is cut off")));
        }
        let mut file = Compound {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            streams: Vec::new(),
            mini: Vec::new(),
            mini_table: Vec::new(),
            mini_below: u32_of(bytes, 56),
        };
        file.read_table()?;
        let directory = file.chain(u32_of(bytes, 48), usize::MAX)?;
        file.read_directory(&directory)?;
        file.mini_table = numbers(&file.chain(u32_of(bytes, 60), usize::MAX)?);
        Ok(file)
    }

    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let begin = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = begin.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(begin..end).filter(|part| !part.is_empty())
    }

    /// The table of which sector follows which is itself listed in the header and in a chain of further lists.
    fn read_table(&mut self) -> Result<(), Refused> {
        let mut lists: Vec<u32> = numbers(&self.bytes[76..HEADER]);
        let mut next = u32_of(self.bytes, 68);
        let mut left = self.bytes.len() / self.sector;
        while next < FREE {
            let part = self.at(next).ok_or_else(|| damaged(say("扇区表被截断", "its table is cut off")))?;
            let mut more = numbers(part);
            next = more.pop().unwrap_or(FREE);
            lists.extend(more);
            left = left.checked_sub(1).ok_or_else(|| damaged(say("扇区表首尾循环", "its table runs in a circle")))?;
        }
        for sector in lists.into_iter().filter(|sector| *sector < FREE) {
            let part = self.at(sector).ok_or_else(|| damaged(say("扇区表被截断", "its table is cut off")))?;
            self.table.extend(numbers(part));
            if self.table.len() > self.bytes.len() {
                return Err(damaged(say("扇区表大于文件", "its table is larger than the file")));
            }
        }
        Ok(())
    }

    /// The bytes of a chain of sectors, at most `size`.
    fn chain(&self, begin: u32, size: usize) -> Result<Vec<u8>, Refused> {
        let mut bytes = Vec::new();
        let mut sector = begin;
        while sector < FREE && bytes.len() < size {
            bytes.extend_from_slice(self.at(sector).ok_or_else(|| damaged(say("文件被截断", "it was cut off")))?);
            if bytes.len() > self.bytes.len() + self.sector {
                return Err(damaged(say("扇区首尾循环", "its sectors run in a circle")));
            }
            sector = self
                .table
                .get(sector as usize)
                .copied()
                .ok_or_else(|| damaged(say("缺少一个扇区", "a sector is missing")))?;
        }
        bytes.truncate(size);
        Ok(bytes)
    }

    fn read_directory(&mut self, directory: &[u8]) -> Result<(), Refused> {
        for entry in directory.chunks_exact(128).take(MOST_STREAMS) {
            let length = usize::from(u16_of(entry, 64)).min(64);
            let units: Vec<u16> = entry[..length].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
            let name = String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned();
            let (begin, size) = (u32_of(entry, 116), u32_of(entry, 120) as usize);
            match entry[66] {
                2 => self.streams.push(Stream { name, begin, size }),
                5 => self.mini = self.chain(begin, size)?,
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(stream) = self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if stream.size > self.bytes.len() {
            return Err(damaged(say("文件被截断", "it was cut off")));
        }
        let bytes = if stream.size < self.mini_below as usize {
            self.short(stream.begin, stream.size)?
        } else {
            self.chain(stream.begin, stream.size)?
        };
        if bytes.len() < stream.size { Err(damaged(say("文件被截断", "it was cut off"))) } else { Ok(Some(bytes)) }
    }

    fn short(&self, begin: u32, size: usize) -> Result<Vec<u8>, Refused> {
        let mut bytes = Vec::new();
        let mut sector = begin;
        while sector < FREE && bytes.len() < size {
            let at = sector as usize * 64;
            bytes.extend_from_slice(
                self.mini
                    .get(at..at + 64)
                    .ok_or_else(|| damaged(say("一段数据流被截断", "a short stream is cut off")))?,
            );
            if bytes.len() > self.mini.len() + 64 {
                return Err(damaged(say("扇区首尾循环", "its sectors run in a circle")));
            }
            sector = self
                .mini_table
                .get(sector as usize)
                .copied()
                .ok_or_else(|| damaged(say("缺少一个扇区", "a sector is missing")))?;
        }
        bytes.truncate(size);
        Ok(bytes)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

fn damaged(what: Text) -> Refused {
    Refused::damaged(what)
}
