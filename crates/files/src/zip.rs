//! The names in a ZIP archive's directory; nothing is unpacked, so an archive bomb does no harm here.

/// More entries than any document has.
const MOST_ENTRIES: usize = 20_000;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";

/// The names of all entries, or `None` when the bytes are no intact archive.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    // The end record is 22 bytes and may be followed by a comment of at most 65,535.
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let end = tail + bytes[tail..].windows(4).rposition(|w| w == END)?;
    let count = usize::from(u16_at(bytes, end + 10)?);
    let mut at = u32_at(bytes, end + 16)? as usize;
    if count > MOST_ENTRIES {
        return None;
    }
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != ENTRY {
            return None;
        }
        let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
        let begin = at + 46;
        let stop = begin + usize::from(name);
        names.push(String::from_utf8_lossy(bytes.get(begin..stop)?).into_owned());
        at = stop + usize::from(extra) + usize::from(comment);
    }
    Some(names)
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
