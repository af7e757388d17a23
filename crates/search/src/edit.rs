//! How many slips of the finger lie between two words: one inserted, missing or other letter, or two neighbours exchanged.

/// Slips allowed in a word of so many letters: none below four, one from four on, two from eight on.
pub const fn allowed(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Letters that occur, one bit each: two words with `k` slips between them differ in at most `2k` bits.
pub fn signature(word: &str) -> u32 {
    word.bytes().fold(0, |bits, b| bits | 1 << (b % 31))
}

/// The number of slips between two words, if there are at most `most`. Words are cut at 40 letters when they are indexed,
/// so the rows are short.
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|found| *found <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_slip_counts_one() {
        for (typed, meant) in [("pyhton", "python"), ("pythn", "python"), ("pythonn", "python"), ("pithon", "python")] {
            assert_eq!(distance(typed, meant, 2), Some(1), "{typed}");
        }
        assert_eq!(distance("machne lerning", "machine learning", 2), Some(2));
        assert_eq!(distance("python", "python", 0), Some(0));
        assert_eq!(distance("java", "python", 2), None);
    }

    #[test]
    fn the_signature_never_excludes_what_the_distance_allows() {
        for (typed, meant) in [("algoritm", "algorithm"), ("algorithmus", "algorithm"), ("nework", "network")] {
            let slips = distance(typed, meant, 2).expect("within two");
            assert!((signature(typed) ^ signature(meant)).count_ones() as usize <= 2 * slips);
        }
    }

    #[test]
    fn short_words_must_be_right() {
        assert_eq!([allowed(3), allowed(4), allowed(7), allowed(8)], [0, 1, 1, 2]);
    }
}
