//! A replay is a playlist: the segments of the archive between two marks.

use crate::Micros;
use crate::author::{Line, MediaPlaylist, target};

/// Keeps the segments that play between two instants, in the order of their numbers. The first begins at or before `from`, so
/// that nothing is cut off.
pub fn cut(archive: &[Line], (from, until): (Micros, Micros)) -> Vec<Line> {
    let mut lines: Vec<Line> = archive
        .iter()
        .filter(|it| !it.gap && it.starts_at < until && it.starts_at.saturating_add(it.micros) > from)
        .cloned()
        .collect();
    lines.sort_by_key(|it| it.number);
    lines.dedup_by_key(|it| it.number);
    // What is missing in between, or was made by another run, does not continue.
    for at in 1..lines.len() {
        let (before, it) = (&lines[at - 1], &lines[at]);
        if before.number + 1 != it.number || before.epoch != it.epoch {
            lines[at].breaks = true;
        }
    }
    lines
}

/// The playlist of a replay. While what is shown still runs, `ended` is false and the list grows.
pub fn playlist(prefix: &str, lines: &[Line]) -> String {
    let longest = lines.iter().map(|it| it.micros).max().unwrap_or(0);
    let list = MediaPlaylist {
        prefix,
        lines: lines.iter(),
        target: target(longest),
        discontinuity_sequence: 0,
        ended: true,
        whole: true,
    };
    list.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_talk_has_every_segment_that_plays_in_it_and_no_other() {
        let line = |number: u64, epoch| Line {
            epoch,
            number,
            source: number,
            starts_at: number as i64 * 2_000_000,
            micros: 2_000_000,
            breaks: false,
            gap: number == 6,
            is_ts: true,
            init: None,
        };
        let archive: Vec<Line> = (0..10).map(|n| line(n, if n < 8 { 1 } else { 2 })).collect();
        let cut = cut(&archive, (7_000_000, 18_000_000));
        let found: Vec<(u64, bool)> = cut.iter().map(|it| (it.number, it.breaks)).collect();
        assert_eq!(found, [(3, false), (4, false), (5, false), (7, true), (8, true)]);
        let text = playlist("", &cut);
        assert!(text.ends_with("2/8.ts\n#EXT-X-ENDLIST\n") && text.contains("PLAYLIST-TYPE:VOD"), "{text}");
        assert_eq!(super::cut(&archive, (90_000_000, 95_000_000)), []);
    }
}
