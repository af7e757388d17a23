//! Words in a guideline that call the reviewer's attention: purchase demands, fees, tied sales. Rule G-08. A flag is a
//! hint, never a refusal: "no training fee" carries the same word as a demand for one, and a person reads the difference.

use kernel::{Text, Word, words};
use rulesets::Terms;

words! {
    /// What a word points at.
    pub enum Concern {
        Purchase = "purchase" ("要求购买", "Purchase demand"),
        Fee = "fee" ("收费", "Fee"),
        TiedSale = "tied_sale" ("搭售或宣传", "Tied sale or advertising"),
    }
}

/// One word found in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    pub concern: Concern,
    /// The word of the list.
    pub word: String,
    /// The field or annex it was found in.
    pub field: String,
    /// The name of the annex; empty for a field.
    pub file: String,
    /// The word with some characters on both sides, as written; only spaces are drawn together or dropped.
    pub around: String,
}

impl Flag {
    pub fn text(&self) -> Text {
        self.concern.text()
    }
}

/// How many characters are shown on each side of a word.
const AROUND: usize = 16;

/// Finds every listed word in a field, the first place of each. Spaces, width and case of letters make no difference;
/// Latin words count whole, so that "coffee" holds no "fee". Rule G-08.
pub fn flags(field: &str, text: &str, terms: &Terms) -> Vec<Flag> {
    let latin = plain(text, false);
    let chinese = plain(text, true);
    let lists = [
        (Concern::Purchase, &terms.flag_words.purchase),
        (Concern::Fee, &terms.flag_words.fee),
        (Concern::TiedSale, &terms.flag_words.tied_sale),
    ];
    let words = lists.into_iter().flat_map(|(concern, list)| list.iter().map(move |word| (concern, word)));
    words
        .filter_map(|(concern, word)| {
            let spaced = word.is_ascii();
            let around = find(if spaced { &latin } else { &chinese }, &plain(word, !spaced), spaced);
            around.map(|around| Flag {
                concern,
                word: word.clone(),
                field: field.to_owned(),
                file: String::new(),
                around,
            })
        })
        .collect()
}

/// A character as it is compared, lower case and half width, and as it was written.
type Pair = (char, char);

/// The text to compare; white space is dropped or drawn together to one space.
fn plain(text: &str, drop_spaces: bool) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::with_capacity(text.len());
    let folded =
        text.chars().flat_map(|written| half_width(written).to_lowercase().map(move |compared| (compared, written)));
    for (compared, written) in folded {
        match (compared.is_whitespace(), drop_spaces || out.last().is_some_and(|last| last.0 == ' ')) {
            (true, true) => (),
            (true, false) => out.push((' ', ' ')),
            (false, _) => out.push((compared, written)),
        }
    }
    out
}

fn half_width(c: char) -> char {
    if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c }
}

fn find(text: &[Pair], word: &[Pair], whole: bool) -> Option<String> {
    let touches =
        |index: Option<usize>| index.and_then(|i| text.get(i)).is_some_and(|pair| pair.0.is_ascii_alphanumeric());
    let equal = |window: &[Pair]| window.iter().map(|pair| pair.0).eq(word.iter().map(|pair| pair.0));
    let start = text.windows(word.len().max(1)).enumerate().position(|(i, window)| {
        equal(window) && !(whole && (touches(i.checked_sub(1)) || touches(Some(i + word.len()))))
    })?;
    let end = (start + word.len() + AROUND).min(text.len());
    Some(text[start.saturating_sub(AROUND)..end].iter().map(|pair| pair.1).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Concern, String)> {
        flags("text", text, &Terms::sample()).into_iter().map(|f| (f.concern, f.word)).collect()
    }

    #[test]
    fn g_08_purchase_fee_and_tied_sale_are_flagged_in_both_languages() {
        assert_eq!(found("学校须购买配套设备"), [(Concern::Purchase, "购买".to_owned())]);
        assert_eq!(found("每人收取培 训\n费 500 元"), [(Concern::Fee, "培训费".to_owned())]);
        assert_eq!(
            found("A ＦＥＥ is due; Tied   Sale"),
            [(Concern::Fee, "fee".to_owned()), (Concern::TiedSale, "tied sale".to_owned())]
        );
    }

    #[test]
    fn g_08_a_clean_text_and_words_inside_other_words_are_not_flagged() {
        assert_eq!(found("企业提供经费与导师"), []);
        assert_eq!(found("coffee, feedback and repurchased parts"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn g_08_a_flag_names_its_field_and_shows_what_stands_around_it() {
        let all = flags("annexes.0", "本项目不向学校收取任何培训费，亦不要求学生付款。", &Terms::sample());
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].field.as_str(), all[0].around.as_str()),
            ("annexes.0", "本项目不向学校收取任何培训费，亦不要求学生付款。")
        );
    }

    #[test]
    fn g_08_every_word_of_every_built_in_list_is_found_in_a_sentence() {
        for (name, text) in rulesets::built_in() {
            let terms = rulesets::parse(text).unwrap_or_else(|error| panic!("{name}: {error}")).terms;
            let lists = [&terms.flag_words.purchase, &terms.flag_words.fee, &terms.flag_words.tied_sale];
            for word in lists.into_iter().flatten() {
                let hits = flags("text", &format!("前文 {word} 后文"), &terms);
                assert!(hits.iter().any(|f| f.word == *word), "{name}: {word}");
            }
        }
    }
}
