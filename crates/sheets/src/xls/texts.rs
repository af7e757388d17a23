//! Texts in records. A text may go on in the next record, and there says anew how wide its characters are.

use crate::Refused;
use kernel::say;

/// Reads through a record and those that continue it.
pub(super) struct Texts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Texts<'a> {
    pub(super) fn new(first: &'a [u8], more: &[&'a [u8]]) -> Texts<'a> {
        let mut parts = vec![first];
        parts.extend_from_slice(more);
        Texts { parts, part: 0, at: 0 }
    }

    fn left(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len() - self.at)
    }

    /// Goes on in the next record when this one is used up.
    fn settle(&mut self) -> Result<bool, Refused> {
        let mut moved = false;
        while self.left() == 0 {
            self.part += 1;
            self.at = 0;
            moved = true;
            if self.part >= self.parts.len() {
                return Err(Refused::damaged(say("工作簿中的一段文本被截断", "a text of the workbook is cut off")));
            }
        }
        Ok(moved)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Refused> {
        self.settle()?;
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Refused> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn u32(&mut self) -> Result<u32, Refused> {
        Ok(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    pub(super) fn skip(&mut self, mut bytes: usize) -> Result<(), Refused> {
        while bytes > 0 {
            self.settle()?;
            let step = bytes.min(self.left());
            self.at += step;
            bytes -= step;
        }
        Ok(())
    }

    /// A text with its length in front (16 bits), its flags, and behind it the runs of its formats.
    pub(super) fn text(&mut self) -> Result<String, Refused> {
        let length = usize::from(self.u16()?);
        self.text_of(length)
    }

    pub(super) fn text_of(&mut self, length: usize) -> Result<String, Refused> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) * 4 } else { 0 };
        let reading = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.signs(length, flags & 1 != 0)?;
        self.skip(runs + reading)?;
        Ok(text)
    }

    fn signs(&mut self, length: usize, mut wide: bool) -> Result<String, Refused> {
        let mut units: Vec<u16> = Vec::with_capacity(length.min(8_224));
        while units.len() < length {
            if self.left() == 0 {
                self.settle()?;
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let size = if wide { 2 } else { 1 };
            let take = ((length - units.len()) * size).min(self.left());
            let take = take - take % size;
            if take == 0 {
                return Err(Refused::damaged(say(
                    "工作簿中的一段文本在字符中间被截断",
                    "a text of the workbook is cut in the middle of a character",
                )));
            }
            let bytes = &self.parts[self.part][self.at..self.at + take];
            if wide {
                units.extend(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])));
            } else {
                units.extend(bytes.iter().map(|b| u16::from(*b)));
            }
            self.at += take;
        }
        Ok(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_goes_on_in_the_next_record_says_its_width_anew() {
        let first = [4, 0, 0, b'a', b'b'];
        let second = [1, 0x2d, 0x4e, 0xfd, 0x56];
        assert_eq!(Texts::new(&first, &[&second]).text().unwrap(), "ab中国");
        assert!(Texts::new(&first, &[]).text().is_err());
    }
}
