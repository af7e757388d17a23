//! Which characters stand more than once in a title or a name: where none of a phrase's does, its pairs stand side by side, and
//! the text need not be read to know it.

use crate::fold::is_sign;

/// The bit of a character; several share one, which only costs a look into the text.
const fn bit(c: char) -> u64 {
    1 << ((c as u32).wrapping_mul(0x9E37_79B1) >> 26)
}

/// The bits of the characters that hold the pairs of a phrase together: all but its first and last.
pub(crate) fn inner_bits(phrase: &str) -> u64 {
    let mut chars = phrase.chars();
    chars.next();
    chars.next_back();
    chars.map(bit).fold(0, |all, one| all | one)
}

/// The characters of a document's titles and names, field by field. What everybody may read and the inner text of a field
/// count together, since the pairs of a phrase may come from both.
#[derive(Default)]
pub(crate) struct Repeats {
    fields: [Vec<char>; 5],
}

impl Repeats {
    pub(crate) fn hear(&mut self, field: usize, folded: &str) {
        self.fields[field].extend(folded.chars().filter(|c| is_sign(*c)));
    }

    /// The bits of what stands more than once in one of the fields.
    pub(crate) fn bits(mut self) -> u64 {
        let twice = |field: &mut Vec<char>| {
            field.sort_unstable();
            field.windows(2).filter(|two| two[0] == two[1]).fold(0, |all, two| all | bit(two[0]))
        };
        self.fields.iter_mut().map(twice).fold(0, |all, one| all | one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_repeats_within_a_field_and_not_across_fields() {
        let mut repeats = Repeats::default();
        repeats.hear(0, "教学");
        repeats.hear(1, "大学");
        assert_eq!(repeats.bits(), 0);
        let mut repeats = Repeats::default();
        repeats.hear(0, "教学");
        repeats.hear(0, "学院");
        assert_eq!(repeats.bits(), inner_bits("教学院"));
    }
}
