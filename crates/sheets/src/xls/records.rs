//! The records of a stream, one after another.

use crate::Refused;
use crate::zip::u16_of;
use kernel::say;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
pub(super) const CONTINUE: u16 = 0x003C;

/// A record, with those that continue it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) bytes: &'a [u8],
    /// What follows in records of its own because one holds 8,224 bytes at most.
    pub(super) more: Vec<&'a [u8]>,
}

/// Goes through the records from a place in the stream.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn from(stream: &'a [u8], at: usize) -> Records<'a> {
        Records { stream, at }
    }

    fn one(&mut self) -> Result<Option<(u16, &'a [u8])>, Refused> {
        if self.at + 4 > self.stream.len() {
            return Ok(None);
        }
        let (kind, size) = (u16_of(self.stream, self.at), usize::from(u16_of(self.stream, self.at + 2)));
        let begin = self.at + 4;
        let bytes = self.stream.get(begin..begin + size);
        let bytes = bytes
            .ok_or_else(|| Refused::damaged(say("工作簿中的一条记录被截断", "a record of the workbook is cut off")))?;
        self.at = begin + size;
        Ok(Some((kind, bytes)))
    }

    /// The next record; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Refused> {
        let Some((kind, bytes)) = self.one()? else { return Ok(None) };
        let mut more = Vec::new();
        while self.at + 4 <= self.stream.len() && u16_of(self.stream, self.at) == CONTINUE {
            more.extend(self.one()?.map(|(_, bytes)| bytes));
        }
        Ok(Some(Record { kind, bytes, more }))
    }
}
