//! From bytes to characters, in pieces.

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use kernel::Word;

use super::Encoding;
use crate::Refused;

const PIECE: usize = 64 * 1024;

impl Encoding {
    const fn coding(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Gb18030 => GB18030,
            Encoding::Big5 => BIG5,
        }
    }

    /// The mark a text may begin with; empty where there is none.
    const fn mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8 => b"\xEF\xBB\xBF",
            Encoding::Utf16Le => b"\xFF\xFE",
            Encoding::Utf16Be => b"\xFE\xFF",
            Encoding::Gb18030 => b"\x84\x31\x95\x33",
            Encoding::Big5 => b"",
        }
    }
}

/// Reads characters from the beginning of a text, behind its mark.
pub(super) struct Decoder<'a, R> {
    source: &'a mut R,
    encoding: Encoding,
    decoder: encoding_rs::Decoder,
    piece: Vec<u8>,
    /// Bytes taken from the source.
    at: u64,
    line: u64,
    is_over: bool,
}

impl<'a, R: Read + Seek> Decoder<'a, R> {
    pub(super) fn begin(source: &'a mut R, encoding: Encoding) -> Result<Decoder<'a, R>, Refused> {
        let mut head = [0; 4];
        source.seek(SeekFrom::Start(0))?;
        let read = fill(source, &mut head)?;
        let skip = if head[..read].starts_with(encoding.mark()) { encoding.mark().len() as u64 } else { 0 };
        source.seek(SeekFrom::Start(skip))?;
        let decoder = encoding.coding().new_decoder_without_bom_handling();
        Ok(Decoder { source, encoding, decoder, piece: vec![0; PIECE], at: skip, line: 1, is_over: false })
    }

    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Adds the next characters to `into`; false when the text is over.
    pub(super) fn more(&mut self, into: &mut String) -> Result<bool, Refused> {
        if self.is_over {
            return Ok(false);
        }
        let read = fill(self.source, &mut self.piece)?;
        self.is_over = read < PIECE;
        let begin = into.len();
        let mut from = 0;
        loop {
            into.reserve(self.decoder.max_utf8_buffer_length_without_replacement(read - from).unwrap_or(PIECE));
            let piece = &self.piece[from..read];
            let (result, used) = self.decoder.decode_to_string_without_replacement(piece, into, self.is_over);
            from += used;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    let line = self.line + lines(&into[begin..]);
                    let at = (self.at + from as u64).saturating_sub(u64::from(length) + u64::from(after));
                    return Err(Refused::Encoding { at, line, read_as: self.encoding.text() });
                }
            }
        }
        self.at += read as u64;
        self.line += lines(&into[begin..]);
        Ok(!self.is_over)
    }
}

fn lines(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}

/// Reads until the buffer is full or the source is over.
fn fill(source: &mut impl Read, into: &mut [u8]) -> Result<usize, Refused> {
    let mut read = 0;
    while read < into.len() {
        match source.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(n) => read += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(read)
}

/// The encoding of a text: as told, by its mark, or the first of UTF-8 and GB 18030 in which all of it is valid. When it is
/// valid in none, the attempt that came furthest is named.
pub(super) fn find<R: Read + Seek>(source: &mut R, told: Option<Encoding>) -> Result<Encoding, Refused> {
    let mut head = vec![0; 4096];
    source.seek(SeekFrom::Start(0))?;
    let read = fill(source, &mut head)?;
    head.truncate(read);
    let marked = Encoding::ALL.iter().copied().find(|e| !e.mark().is_empty() && head.starts_with(e.mark()));
    if let Some(encoding) = told.or(marked).or_else(|| two_bytes(&head)) {
        return valid(source, encoding).map(|()| encoding);
    }
    let Err(first) = valid(source, Encoding::Utf8) else { return Ok(Encoding::Utf8) };
    let Err(second) = valid(source, Encoding::Gb18030) else { return Ok(Encoding::Gb18030) };
    let place = |refused: &Refused| if let Refused::Encoding { at, .. } = refused { *at } else { u64::MAX };
    Err(if place(&first) >= place(&second) { first } else { second })
}

/// UTF-16 without a mark: every other byte of plain letters and signs is zero.
fn two_bytes(head: &[u8]) -> Option<Encoding> {
    let zeros = |skip: usize| head.iter().skip(skip).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 4 > half && even * 20 < half.max(1) {
        return Some(Encoding::Utf16Le);
    }
    (even * 4 > half && odd * 20 < half.max(1)).then_some(Encoding::Utf16Be)
}

fn valid<R: Read + Seek>(source: &mut R, encoding: Encoding) -> Result<(), Refused> {
    let mut decoder = Decoder::begin(source, encoding)?;
    let mut text = String::new();
    while decoder.more(&mut text)? {
        text.clear();
    }
    Ok(())
}
