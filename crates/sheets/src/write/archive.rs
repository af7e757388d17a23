//! An archive written from front to back: sizes stand behind each part, so nothing is held back.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Everything written is dated 1980-01-01, the first day an archive knows: the same rows give the same bytes.
const DATE: u32 = 0x0021_0000;
const DEFLATED: u16 = 8;
/// Bit 3: sizes stand behind the part. Bit 11: names are UTF-8.
const FLAGS: u16 = 0x0808;

pub(super) struct Archive {
    out: Vec<u8>,
    /// Bytes handed out before `out`.
    gone: u64,
    parts: Vec<Part>,
    open: Option<Open>,
}

struct Part {
    name: String,
    crc: u32,
    packed: u32,
    unpacked: u32,
    at: u32,
}

struct Open {
    name: String,
    at: u64,
    packer: DeflateEncoder<Vec<u8>>,
    crc: Crc,
    packed: u64,
}

impl Archive {
    pub(super) fn new() -> Archive {
        Archive { out: Vec::new(), gone: 0, parts: Vec::new(), open: None }
    }

    /// Bytes written so far.
    pub(super) fn length(&self) -> u64 {
        self.gone + self.out.len() as u64
    }

    pub(super) fn begin(&mut self, name: &str) {
        self.close();
        let at = self.length();
        let mut header = Vec::with_capacity(30 + name.len());
        put32(&mut header, 0x0403_4b50);
        put16(&mut header, 20);
        put16(&mut header, FLAGS);
        put16(&mut header, DEFLATED);
        put32(&mut header, DATE);
        header.extend_from_slice(&[0; 12]); // check sum and sizes follow behind
        put16(&mut header, name.len() as u16);
        put16(&mut header, 0);
        header.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(&header);
        let packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        self.open = Some(Open { name: name.to_owned(), at, packer, crc: Crc::new(), packed: 0 });
    }

    /// Adds to the open part.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        if let Some(open) = &mut self.open {
            // The packer writes to memory, which cannot fail.
            let _ = open.packer.write_all(bytes);
            open.crc.update(bytes);
            let ready = std::mem::take(open.packer.get_mut());
            open.packed += ready.len() as u64;
            self.out.extend_from_slice(&ready);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let unpacked = open.packer.total_in();
        let rest = open.packer.finish().unwrap_or_default();
        let packed = open.packed + rest.len() as u64;
        self.out.extend_from_slice(&rest);
        let part = Part {
            name: open.name,
            crc: open.crc.sum(),
            packed: packed as u32,
            unpacked: unpacked as u32,
            at: open.at as u32,
        };
        put32(&mut self.out, 0x0807_4b50);
        put32(&mut self.out, part.crc);
        put32(&mut self.out, part.packed);
        put32(&mut self.out, part.unpacked);
        self.parts.push(part);
    }

    pub(super) fn ready(&mut self) -> Vec<u8> {
        self.gone += self.out.len() as u64;
        std::mem::take(&mut self.out)
    }

    /// Writes the directory.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.close();
        let begin = self.length();
        for part in &self.parts {
            put32(&mut self.out, 0x0201_4b50);
            put16(&mut self.out, 20);
            put16(&mut self.out, 20);
            put16(&mut self.out, FLAGS);
            put16(&mut self.out, DEFLATED);
            put32(&mut self.out, DATE);
            put32(&mut self.out, part.crc);
            put32(&mut self.out, part.packed);
            put32(&mut self.out, part.unpacked);
            put16(&mut self.out, part.name.len() as u16);
            self.out.extend_from_slice(&[0; 12]); // no extra field, no comment, first disk, no attributes
            put32(&mut self.out, part.at);
            self.out.extend_from_slice(part.name.as_bytes());
        }
        let (count, size) = (self.parts.len() as u16, self.length() - begin);
        put32(&mut self.out, 0x0605_4b50);
        put32(&mut self.out, 0);
        put16(&mut self.out, count);
        put16(&mut self.out, count);
        put32(&mut self.out, size as u32);
        put32(&mut self.out, begin as u32);
        put16(&mut self.out, 0);
        self.out
    }
}

fn put16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}
fn put32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}
