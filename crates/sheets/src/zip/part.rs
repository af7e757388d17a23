//! One part while it is unpacked.

use std::io::{self, BufRead, BufReader, Read, Take};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::Refused;
use kernel::{Text, say};

const NOT_UNPACKED: Text = say("{part} 无法解压", "{part} cannot be unpacked");
const CHECK_SUM: Text = say("{part} 的校验和不符", "the check sum of {part} does not fit");
const ENDLESS: Text = say("{part} 中有没有结尾的文本或标签", "{part} holds a text or a tag without end");

/// Unpacked bytes at hand.
const BUFFER: usize = 64 * 1024;
/// The longest stretch between two marks of XML: a tag, or the text of a cell. Nothing sensible comes near it.
const STRETCH: usize = 4 * 1024 * 1024;

/// Reads a part, counting what it unpacks to.
pub(crate) struct Part<'a, R: Read> {
    inner: BufReader<Counted<'a, R>>,
    /// Bytes taken since the last mark.
    stretch: usize,
}

enum Unpack<'a, R: Read> {
    Stored(Take<&'a mut R>),
    Deflated(Box<DeflateDecoder<Take<&'a mut R>>>),
}

struct Counted<'a, R: Read> {
    from: Unpack<'a, R>,
    name: String,
    most: u64,
    crc: Crc,
    expected: u32,
    so_far: u64,
}

impl<'a, R: Read> Part<'a, R> {
    pub(super) fn stored(packed: Take<&'a mut R>, name: &str, most: u64, crc: u32) -> Part<'a, R> {
        Part::new(Unpack::Stored(packed), name, most, crc)
    }

    pub(super) fn deflated(packed: Take<&'a mut R>, name: &str, most: u64, crc: u32) -> Part<'a, R> {
        Part::new(Unpack::Deflated(Box::new(DeflateDecoder::new(packed))), name, most, crc)
    }

    fn new(from: Unpack<'a, R>, name: &str, most: u64, expected: u32) -> Part<'a, R> {
        let counted = Counted { from, name: name.to_owned(), most, crc: Crc::new(), expected, so_far: 0 };
        Part { inner: BufReader::with_capacity(BUFFER, counted), stretch: 0 }
    }

    /// Bytes unpacked so far.
    pub(crate) fn so_far(&self) -> u64 {
        self.inner.get_ref().so_far
    }

    /// Something was read as a whole: the next stretch begins.
    pub(crate) fn mark(&mut self) {
        self.stretch = 0;
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.from {
            Unpack::Stored(from) => from.read(into),
            Unpack::Deflated(from) => from.read(into),
        };
        let n = read.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                Refused::damaged(NOT_UNPACKED.with(&[("part", &self.name)])).into()
            }
            _ => error,
        })?;
        self.so_far += n as u64;
        if self.so_far > self.most {
            return Err(Refused::Swells { part: self.name.clone(), most: self.most }.into());
        }
        self.crc.update(&into[..n]);
        if n == 0 && !into.is_empty() && self.crc.sum() != self.expected {
            return Err(Refused::damaged(CHECK_SUM.with(&[("part", &self.name)])).into());
        }
        Ok(n)
    }
}

impl<R: Read> Read for Part<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into)
    }
}

impl<R: Read> BufRead for Part<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.stretch > STRETCH {
            let name = self.inner.get_ref().name.clone();
            return Err(Refused::damaged(ENDLESS.with(&[("part", &name)])).into());
        }
        self.inner.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.stretch += amount;
        self.inner.consume(amount);
    }
}
