//! What is found for phrases and first letters is what a reader of all texts would find.

use pinyin::ToPinyinMulti;
use proptest::prelude::*;
use search::{Entry, Reader, Texts};

use crate::world::{World, asked, audience, ids, member_of, project};

/// Few characters, so that they repeat.
fn text() -> impl Strategy<Value = String> {
    "[课程体系建]{0,9}"
}

/// A text whose first part everybody may read and whose second only a group.
fn entry(n: u128, (title, body, inner): &(String, String, String)) -> Entry {
    let texts = |title: &str, body: &str| Texts { title: title.into(), body: body.into(), ..Texts::default() };
    Entry { open: Some(texts(title, body)), inner: texts(inner, ""), audience: vec![audience(7)], ..project(n, "") }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_phrase_is_found_where_it_stands(all in prop::collection::vec((text(), text(), text()), 1..20), phrase in "[课程体系建]{2,5}") {
        let world = World::of(all.iter().enumerate().map(|(n, texts)| entry(n as u128 + 1, texts)));
        let typed = format!("“{phrase}”");
        for (reader, sees_inner) in [(Reader::public(), false), (member_of(7), true)] {
            let mut found = ids(&world.index.look(&reader, &asked(&typed)));
            found.sort_unstable();
            let holds = |(title, body, inner): &(String, String, String)| {
                title.contains(&phrase) || body.contains(&phrase) || sees_inner && inner.contains(&phrase)
            };
            let wanted: Vec<u128> = all.iter().zip(1..).filter(|(texts, _)| holds(texts)).map(|(_, n)| n).collect();
            prop_assert_eq!(found, wanted, "{} {}", typed, sees_inner);
        }
    }

    #[test]
    fn three_first_letters_are_found_where_three_neighbours_begin_so(all in prop::collection::vec(text(), 1..20), letters in "[kctxj]{3}") {
        let world = World::of(all.iter().zip(1..).map(|(title, n)| entry(n, &(title.clone(), String::new(), String::new()))));
        let mut found = ids(&world.index.look(&Reader::public(), &asked(&letters)));
        found.sort_unstable();
        let begins = |c: char, letter: u8| {
            c.to_pinyin_multi().is_some_and(|all| all.into_iter().any(|one| one.plain().as_bytes()[0] == letter))
        };
        let fits = |title: &String| {
            let signs: Vec<char> = title.chars().collect();
            signs.windows(3).any(|three| three.iter().zip(letters.bytes()).all(|(c, letter)| begins(*c, letter)))
        };
        let wanted: Vec<u128> = all.iter().zip(1..).filter(|(title, _)| fits(title)).map(|(_, n)| n).collect();
        prop_assert_eq!(found, wanted, "{}", letters);
    }
}
