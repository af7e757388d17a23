//! S-3: two worlds that differ only in what a reader must not know give that reader the same answers to the last byte.

use proptest::prelude::*;
use search::{Asked, Change, Kind, Reader, Texts};

use crate::world::{World, asked, audience, hidden, id, member_of, project};

const QUESTIONS: [&str; 16] = [
    "",
    "智能",
    "人工智能 课程",
    "pyhton",
    "pyth",
    "network",
    "rgzn",
    "zhineng",
    "202102300003",
    "2021",
    "“人工智能”",
    "-智能",
    "year:2021 课程",
    "unknwon",
    "机密",
    "enterprise:子午 课程",
];

fn open_things() -> Vec<search::Entry> {
    let mut all: Vec<search::Entry> = (1..=12)
        .map(|n| project(n, ["人工智能课程", "智能制造课程改革", "Python 网络", "Networks 数据"][n as usize % 4]))
        .collect();
    all[0].inner = Texts { body: "内部说明".into(), ..Texts::default() };
    all[0].audience = vec![audience(7)];
    all
}

fn answers(world: &World, reader: &Reader) -> Vec<String> {
    QUESTIONS
        .iter()
        .flat_map(|typed| [false, true].map(|is_typing| Asked { is_typing, ..asked(typed) }))
        .map(|asked| format!("{:?}", world.index.look(reader, &asked)))
        .collect()
}

fn secret() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "人工智能",
        "课程",
        "机密",
        "python",
        "pyhton",
        "unknown",
        "rgzn",
        "智能",
        "networks",
        "202102300003",
    ]);
    prop::collection::vec(words, 1..8).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_must_not_be_known_changes_nothing(secrets in prop::collection::vec((1_u128..15, secret(), any::<bool>()), 1..25)) {
        let plain = World::of(open_things());
        let other = World::of(open_things());
        for (n, title, is_inner) in secrets {
            if is_inner {
                // The inner part of an open thing changes; what everybody may read stays.
                let open = open_things().swap_remove(n as usize % 12);
                let inner = Texts { body: title, ..Texts::default() };
                other.put(search::Entry { inner, audience: vec![audience(7)], ..open });
            } else {
                other.put(hidden(100 + n, &title, 7));
            }
        }
        for reader in [Reader::public(), member_of(8)] {
            prop_assert_eq!(answers(&plain, &reader), answers(&other, &reader));
        }
    }
}

#[test]
fn the_audience_itself_does_see_the_difference() {
    let world = World::of(open_things());
    let before = answers(&world, &member_of(7));
    world.put(hidden(200, "机密 人工智能", 7));
    assert_ne!(answers(&world, &member_of(7)), before);
    world.apply(vec![Change::Drop(Kind::Project, id(200))]);
    assert_eq!(answers(&world, &member_of(7)), before);
}
