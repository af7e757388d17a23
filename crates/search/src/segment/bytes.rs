//! Numbers and lists as bytes, and the place they are read from: memory for what is fresh, a file for the rest.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// Where a segment lies. A file is read piece by piece, so that the system's cache holds it and not the program.
pub(crate) enum Place {
    Memory(Vec<u8>),
    File(File),
}

impl Place {
    pub(crate) fn len(&self) -> io::Result<u64> {
        match self {
            Place::Memory(bytes) => Ok(bytes.len() as u64),
            Place::File(file) => Ok(file.metadata()?.len()),
        }
    }

    /// Replaces what `into` holds by `len` bytes from `at` on.
    pub(crate) fn read(&self, at: u64, len: usize, into: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Place::Memory(bytes) => {
                let from = usize::try_from(at).map_err(|_| io::ErrorKind::UnexpectedEof)?;
                let piece = bytes.get(from..from.saturating_add(len)).ok_or(io::ErrorKind::UnexpectedEof)?;
                into.clear();
                into.extend_from_slice(piece);
                Ok(())
            }
            Place::File(file) => {
                into.resize(len, 0);
                file.read_exact_at(into, at)
            }
        }
    }
}

/// A whole number in as few bytes as it needs, seven bits each.
pub(crate) fn put_number(mut n: u32, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push((n as u8) | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Reads such a number; `None` when the bytes end or say more than 32 bits.
#[inline]
pub(crate) fn get_number(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let first = *bytes.get(*at)?;
    if first < 0x80 {
        *at += 1;
        return Some(u32::from(first)); // most gaps of long lists
    }
    let mut n = 0_u32;
    let mut shift = 0;
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        n |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(n);
        }
        shift += 7;
        if shift > 28 {
            return None;
        }
    }
}

/// Finds damage, not forgery: eight bytes at a time.
#[derive(Clone, Copy)]
pub(crate) struct Sum(pub u64);

impl Sum {
    pub(crate) const START: Sum = Sum(0xcbf2_9ce4_8422_2325);

    /// Every call but the last must bring a multiple of eight bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let mut eights = bytes.chunks_exact(8);
        for eight in &mut eights {
            let n = u64::from_le_bytes(eight.try_into().unwrap_or_default());
            self.0 = (self.0 ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        }
        for byte in eights.remainder() {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(crate) fn of(bytes: &[u8]) -> u64 {
        let mut sum = Sum::START;
        sum.add(bytes);
        sum.0
    }
}

/// A list of equal numbers that is kept as its length and its bytes.
pub(crate) trait Flat: Copy + Sized {
    const WIDTH: usize;
    fn put(self, out: &mut Vec<u8>);
    fn get(bytes: &[u8]) -> Self;
}

macro_rules! flat { ($($kind:ty),*) => {$(
    impl Flat for $kind {
        const WIDTH: usize = size_of::<$kind>();
        fn put(self, out: &mut Vec<u8>) { out.extend_from_slice(&self.to_le_bytes()); }
        fn get(bytes: &[u8]) -> Self { <$kind>::from_le_bytes(bytes.try_into().unwrap_or_default()) }
    }
)*}; }
flat!(u8, u32, u64, u128, i64);

pub(crate) fn put_list<T: Flat>(list: &[T], out: &mut Vec<u8>) {
    (list.len() as u64).put(out);
    out.reserve(list.len() * T::WIDTH);
    list.iter().for_each(|n| n.put(out));
}

/// Takes a list off the front of `bytes`; `None` when it is cut short.
pub(crate) fn get_list<T: Flat>(bytes: &mut &[u8]) -> Option<Vec<T>> {
    let (head, rest) = bytes.split_at_checked(8)?;
    let wanted = usize::try_from(u64::get(head)).ok()?.checked_mul(T::WIDTH)?;
    let (body, rest) = rest.split_at_checked(wanted)?;
    *bytes = rest;
    Some(body.chunks_exact(T::WIDTH).map(T::get).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_back(n: u32) {
            let mut out = Vec::new();
            put_number(n, &mut out);
            prop_assert_eq!(get_number(&out, &mut 0), Some(n));
        }

        #[test]
        fn no_bytes_make_the_readers_panic(bytes: Vec<u8>) {
            get_number(&bytes, &mut 0);
            let mut rest = bytes.as_slice();
            get_list::<u64>(&mut rest);
        }
    }
}
