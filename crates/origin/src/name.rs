//! Names an encoder may use. Ours are made by [`crate::author`] and never contain one of these.

use crate::refused::Refused;

/// Characters of a file name, and of a rendition's name.
pub const NAME_MOST: usize = 120;
pub const RENDITION_MOST: usize = 40;

/// What a file name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    Playlist,
    Ts,
    /// Either an init segment or media: only the bytes tell.
    Mp4,
}

/// Reads `[A-Za-z0-9_-]+\.(m3u8|ts|m4s|mp4)`.
pub fn promise(file: &str) -> Result<Promise, Refused> {
    let (stem, ending) = file.rsplit_once('.').ok_or(Refused::Name)?;
    if stem.is_empty() || file.len() > NAME_MOST || !stem.bytes().all(is_plain) {
        return Err(Refused::Name);
    }
    match ending {
        "m3u8" => Ok(Promise::Playlist),
        "ts" => Ok(Promise::Ts),
        "m4s" | "mp4" => Ok(Promise::Mp4),
        _ => Err(Refused::Name),
    }
}

/// Whether a rendition (码率档) may be called so.
pub fn is_rendition(name: &str) -> bool {
    (1..=RENDITION_MOST).contains(&name.len()) && name.bytes().all(is_plain)
}

/// The last part of an address in a playlist, without what follows `?` or `#`.
pub fn last_part(address: &str) -> &str {
    let bare = address.split(['?', '#']).next().unwrap_or_default();
    bare.rsplit('/').next().unwrap_or_default()
}

const fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_with_known_endings_are_taken() {
        assert_eq!(promise("index_12-a.ts"), Ok(Promise::Ts));
        assert_eq!(promise("init.mp4"), Ok(Promise::Mp4));
        for name in ["", ".ts", "a", "a.b.ts", "../a.ts", "a/b.ts", "a b.ts", "a.TS", "视频.ts", "a.exe", "a.ts\0"] {
            assert_eq!(promise(name), Err(Refused::Name), "{name:?}");
        }
        assert_eq!(promise(&format!("{}.ts", "a".repeat(NAME_MOST))), Err(Refused::Name));
        assert_eq!(last_part("https://x.example/a/b.ts?key=1#z"), "b.ts");
    }
}
