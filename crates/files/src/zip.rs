//! A ZIP archive: the names in its directory, and single entries unpacked within a limit, so that a bomb does no harm.

use std::io::Read;

use flate2::read::DeflateDecoder;

/// More entries than any document has.
const MOST_ENTRIES: usize = 20_000;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const OWN: &[u8] = b"PK\x03\x04";

/// One file of the archive, as its directory describes it.
pub(crate) struct Entry {
    pub(crate) name: String,
    flags: u16,
    method: u16,
    packed: usize,
    /// Where its own header begins.
    at: usize,
}

/// Why an entry is not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    TooLarge,
    Encrypted,
    Damaged,
}

/// The names of all entries, or `None` when the bytes are no intact archive.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    Some(entries(bytes)?.into_iter().map(|entry| entry.name).collect())
}

/// All entries, or `None` when the bytes are no intact archive.
pub(crate) fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    // The end record is 22 bytes and may be followed by a comment of at most 65,535.
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let end = tail + bytes[tail..].windows(4).rposition(|w| w == END)?;
    let count = usize::from(u16_at(bytes, end + 10)?);
    let mut at = u32_at(bytes, end + 16)? as usize;
    if count > MOST_ENTRIES {
        return None;
    }
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != ENTRY {
            return None;
        }
        let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
        let begin = at + 46;
        let stop = begin + usize::from(name);
        entries.push(Entry {
            name: String::from_utf8_lossy(bytes.get(begin..stop)?).into_owned(),
            flags: u16_at(bytes, at + 8)?,
            method: u16_at(bytes, at + 10)?,
            packed: u32_at(bytes, at + 20)? as usize,
            at: u32_at(bytes, at + 42)? as usize,
        });
        at = stop + usize::from(extra) + usize::from(comment);
    }
    Some(entries)
}

/// The content of an entry; nothing is unpacked beyond `most` bytes, whatever the directory claims.
pub(crate) fn unpack(bytes: &[u8], entry: &Entry, most: usize) -> Result<Vec<u8>, Packed> {
    if entry.flags & 1 == 1 {
        return Err(Packed::Encrypted);
    }
    let packed = packed(bytes, entry).ok_or(Packed::Damaged)?;
    let mut content = Vec::new();
    let read = match entry.method {
        0 => packed.take(most as u64 + 1).read_to_end(&mut content),
        8 => DeflateDecoder::new(packed).take(most as u64 + 1).read_to_end(&mut content),
        _ => return Err(Packed::Damaged),
    };
    match read {
        Ok(_) if content.len() > most => Err(Packed::TooLarge),
        Ok(_) => Ok(content),
        Err(_) => Err(Packed::Damaged),
    }
}

fn packed<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    if bytes.get(entry.at..entry.at.checked_add(4)?)? != OWN {
        return None;
    }
    let (name, extra) = (u16_at(bytes, entry.at + 26)?, u16_at(bytes, entry.at + 28)?);
    let begin = entry.at + 30 + usize::from(name) + usize::from(extra);
    bytes.get(begin..begin.checked_add(entry.packed)?)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_archive_has_no_names_and_does_not_panic() {
        assert_eq!(names(b""), None);
        assert_eq!(names(b"PK\x05\x06"), None);
        let mut lying = b"PK\x05\x06".to_vec();
        lying.extend([0xff; 18]);
        assert_eq!(names(&lying), None);
    }
}
