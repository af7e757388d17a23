//! Playlists as players get them. Addresses are relative, so that a token in front of the path is inherited.

use std::fmt::Write;

use crate::Micros;

/// What is needed to name a segment in a playlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub epoch: i64,
    pub number: u64,
    /// The encoder's own number: who goes on with the next one was not interrupted.
    pub source: u64,
    pub starts_at: Micros,
    pub micros: i64,
    /// Does not continue the one before it.
    pub breaks: bool,
    /// The segment was lost: players skip it.
    pub gap: bool,
    pub is_ts: bool,
    /// The hash of the init segment it needs.
    pub init: Option<String>,
}

/// The name of a segment below its rendition: the epoch, and a number that only grows.
pub fn segment_name(epoch: i64, number: u64, is_ts: bool) -> String {
    format!("{epoch}/{number}.{}", if is_ts { "ts" } else { "m4s" })
}

/// The name of an init segment below its rendition: what it contains.
pub fn init_name(hash: &str) -> String {
    format!("init-{}.mp4", hash.get(..20).unwrap_or(hash))
}

/// A media playlist.
pub struct MediaPlaylist<'p, L> {
    /// What stands between the playlist's folder and the names of segments, such as `main/`.
    pub prefix: &'p str,
    pub lines: L,
    /// In whole seconds; no line is longer, rounded.
    pub target: i64,
    /// How many breaks were in segments that have left the list.
    pub discontinuity_sequence: u64,
    pub ended: bool,
    /// The whole of something that is over, from its beginning: a replay.
    pub whole: bool,
}

impl<'l, L: Iterator<Item = &'l Line> + Clone> MediaPlaylist<'_, L> {
    pub fn text(&self) -> String {
        let mut out = String::from("#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        let first = self.lines.clone().next().map_or(0, |line| line.number);
        let _ = writeln!(out, "#EXT-X-TARGETDURATION:{}", self.target.max(1));
        if self.whole {
            out.push_str("#EXT-X-PLAYLIST-TYPE:VOD\n");
        } else {
            let _ = writeln!(out, "#EXT-X-MEDIA-SEQUENCE:{first}");
            let _ = writeln!(out, "#EXT-X-DISCONTINUITY-SEQUENCE:{}", self.discontinuity_sequence);
        }
        let mut init: Option<&str> = None;
        for (at, line) in self.lines.clone().enumerate() {
            // Nothing comes before the first line of a replay that it could fail to continue.
            if line.breaks && !(self.whole && at == 0) {
                out.push_str("#EXT-X-DISCONTINUITY\n");
            }
            if let Some(hash) = line.init.as_deref().filter(|hash| init != Some(*hash)) {
                let _ = writeln!(out, "#EXT-X-MAP:URI=\"{}{}\"", self.prefix, init_name(hash));
                init = Some(hash);
            }
            let _ = writeln!(out, "#EXT-X-PROGRAM-DATE-TIME:{}", date_time(line.starts_at));
            if line.gap {
                out.push_str("#EXT-X-GAP\n");
            }
            let _ = writeln!(out, "#EXTINF:{}.{:06},", line.micros / 1_000_000, line.micros % 1_000_000);
            let _ = writeln!(out, "{}{}", self.prefix, segment_name(line.epoch, line.number, line.is_ts));
        }
        if self.ended {
            out.push_str("#EXT-X-ENDLIST\n");
        }
        out
    }
}

/// The length that no segment of a playlist may exceed, rounded to whole seconds as the standard counts.
pub const fn target(micros: i64) -> i64 {
    (micros + 500_000) / 1_000_000
}

/// A rendition in a master playlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantLine {
    /// Where its media playlist lies.
    pub address: String,
    /// Bits per second at most.
    pub bandwidth: u64,
    pub codecs: Option<String>,
    pub resolution: Option<(u32, u32)>,
}

/// A master playlist, the richest rendition first.
pub fn master(variants: &[VariantLine]) -> String {
    let mut variants: Vec<&VariantLine> = variants.iter().collect();
    variants.sort_by(|a, b| b.bandwidth.cmp(&a.bandwidth).then_with(|| a.address.cmp(&b.address)));
    let mut out = String::from("#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    for it in variants {
        let _ = write!(out, "#EXT-X-STREAM-INF:BANDWIDTH={}", it.bandwidth.max(1));
        if let Some(codecs) = &it.codecs {
            let _ = write!(out, ",CODECS=\"{codecs}\"");
        }
        if let Some((wide, high)) = it.resolution {
            let _ = write!(out, ",RESOLUTION={wide}x{high}");
        }
        let _ = writeln!(out, "\n{}", it.address);
    }
    out
}

/// RFC 3339 in UTC with milliseconds.
pub fn date_time(at: Micros) -> String {
    let millis = at.div_euclid(1_000);
    let (days, of_day) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let (seconds, part) = (of_day / 1_000, of_day % 1_000);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{part:03}Z",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// The day so many days after 1970-01-01 (the civil calendar, by H. Hinnant's method).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u64, breaks: bool, init: Option<&str>) -> Line {
        Line {
            epoch: 7,
            number,
            source: number,
            starts_at: 1_793_059_200_000_000 + number as i64 * 2_000_000,
            micros: 2_000_000,
            breaks,
            gap: number == 12,
            is_ts: init.is_none(),
            init: init.map(str::to_owned),
        }
    }

    #[test]
    fn a_live_playlist_and_the_replay_of_the_same_segments() {
        let lines =
            [line(11, true, None), line(12, false, None), line(13, true, Some("ab")), line(14, false, Some("ab"))];
        let list = |ended, whole| MediaPlaylist {
            prefix: "main/",
            lines: lines.iter(),
            target: 2,
            discontinuity_sequence: 3,
            ended,
            whole,
        };
        insta::assert_snapshot!(format!("{}--\n{}", list(false, false).text(), list(true, true).text()));
    }

    #[test]
    fn instants_are_written_in_utc() {
        for (at, wanted) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
            (1_735_689_599_999_999, "2024-12-31T23:59:59.999Z"),
            (-1_000, "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(date_time(at), wanted);
        }
    }

    #[test]
    fn the_richest_rendition_stands_first() {
        let of = |address: &str, bandwidth| VariantLine {
            address: address.into(),
            bandwidth,
            codecs: None,
            resolution: None,
        };
        let text = master(&[of("low.m3u8", 500), of("high.m3u8", 2_500)]);
        assert!(text.find("high.m3u8") < text.find("low.m3u8"), "{text}");
        assert!(text.contains("BANDWIDTH=2500"));
    }
}
