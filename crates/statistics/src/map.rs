//! The provinces as squares: a map without borders, laid out by us so that neighbours stand near each other.

use kernel::Lang;

pub(crate) const COLUMNS: u8 = 9;
pub(crate) const ROWS: u8 = 8;

/// A province-level region on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tile {
    pub code: u8,
    pub x: u8,
    pub y: u8,
    zh: &'static str,
    en: &'static str,
}

impl Tile {
    /// The short name: one character, or the two letters of GB/T 2260.
    pub(crate) fn short(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

const fn t(code: u8, x: u8, y: u8, zh: &'static str, en: &'static str) -> Tile {
    Tile { code, x, y, zh, en }
}

/// From north to south, from west to east. The Xinjiang corps, which has a code of its own, stands beside Xinjiang; its two
/// letters are ours.
pub(crate) const ALL: [Tile; 35] = [
    t(23, 8, 0, "黑", "HL"),
    t(21, 7, 1, "辽", "LN"),
    t(22, 8, 1, "吉", "JL"),
    t(66, 0, 2, "兵", "XP"),
    t(65, 1, 2, "新", "XJ"),
    t(62, 3, 2, "甘", "GS"),
    t(64, 4, 2, "宁", "NX"),
    t(15, 5, 2, "蒙", "NM"),
    t(11, 6, 2, "京", "BJ"),
    t(12, 7, 2, "津", "TJ"),
    t(63, 3, 3, "青", "QH"),
    t(61, 4, 3, "陕", "SN"),
    t(14, 5, 3, "晋", "SX"),
    t(13, 6, 3, "冀", "HE"),
    t(37, 7, 3, "鲁", "SD"),
    t(54, 2, 4, "藏", "XZ"),
    t(51, 3, 4, "川", "SC"),
    t(50, 4, 4, "渝", "CQ"),
    t(41, 5, 4, "豫", "HA"),
    t(34, 6, 4, "皖", "AH"),
    t(32, 7, 4, "苏", "JS"),
    t(31, 8, 4, "沪", "SH"),
    t(53, 3, 5, "云", "YN"),
    t(52, 4, 5, "贵", "GZ"),
    t(42, 5, 5, "鄂", "HB"),
    t(36, 6, 5, "赣", "JX"),
    t(33, 7, 5, "浙", "ZJ"),
    t(45, 4, 6, "桂", "GX"),
    t(43, 5, 6, "湘", "HN"),
    t(44, 6, 6, "粤", "GD"),
    t(35, 7, 6, "闽", "FJ"),
    t(71, 8, 6, "台", "TW"),
    t(46, 4, 7, "琼", "HI"),
    t(82, 5, 7, "澳", "MO"),
    t(81, 6, 7, "港", "HK"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_province_has_one_square_of_its_own_on_the_map() {
        let codes: BTreeSet<String> = ALL.iter().map(|tile| format!("{:02}", tile.code)).collect();
        let meant: BTreeSet<String> = kernel::province::ALL.iter().map(|p| p.code.to_owned()).collect();
        assert_eq!(codes, meant);
        let places: BTreeSet<(u8, u8)> = ALL.iter().map(|tile| (tile.x, tile.y)).collect();
        assert_eq!(places.len(), ALL.len());
        assert!(ALL.iter().all(|tile| tile.x < COLUMNS && tile.y < ROWS));
        for lang in [Lang::Zh, Lang::En] {
            let short: BTreeSet<&str> = ALL.iter().map(|tile| tile.short(lang)).collect();
            assert_eq!(short.len(), ALL.len());
        }
    }
}
