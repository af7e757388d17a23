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

/// A word that stands in what only an audience may read of thousands of things is not read through for somebody who belongs to
/// a few of them: what is found is the same as by looking at each.
#[test]
fn of_a_word_in_many_inner_texts_everybody_finds_those_of_the_own_groups() {
    const GROUPS: u128 = 40;
    let things = (1..=2_000_u128).map(|n| {
        let body = if n.is_multiple_of(3) { "机密 说明" } else { "说明" };
        let audience = if n.is_multiple_of(100) { Vec::new() } else { vec![audience(n % GROUPS), audience(n % 7)] };
        search::Entry { inner: Texts { body: body.into(), ..Texts::default() }, audience, ..project(n, "课程") }
    });
    let world = World::of(things);
    let belongs = |n: u128, group: u128| !n.is_multiple_of(100) && (n % GROUPS == group || n % 7 == group);
    for (typed, every) in [("说明", 1_u128), ("机密", 3), ("机密 说明", 3), ("“机密 说明”", 3), ("课程 说明", 1)]
    {
        let expected = |reads: &dyn Fn(u128) -> bool| {
            (1..=2_000_u128).filter(|n| n.is_multiple_of(every) && reads(*n)).count() as u64
        };
        let found = |reader: &Reader| world.look(reader, typed).total;
        assert_eq!(found(&Reader::public()), 0, "{typed}");
        assert_eq!(found(&member_of(999)), 0, "{typed}");
        for group in [3, 30] {
            assert_eq!(found(&member_of(group)), expected(&|n| belongs(n, group)), "{typed} of {group}");
        }
        let both = Reader { groups: vec![audience(30), audience(31)], ..Reader::default() };
        assert_eq!(found(&both), expected(&|n| belongs(n, 30) || belongs(n, 31)), "{typed} of two groups");
        let office = Reader { sees_all: vec![Kind::Project], ..Reader::default() };
        assert_eq!(found(&office), expected(&|_| true), "{typed} of the office");
    }
}
