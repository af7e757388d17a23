//! The index keeps what it was told, forgets what it should, and says when it cannot be used.

use std::fs;

use proptest::prelude::*;
use search::{Change, Damage, Entry, Index, Kind, Reader};

use crate::world::{World, asked, hidden, id, ids, member_of, position, project};

#[test]
fn changes_are_found_at_once_and_old_words_no_longer() {
    let world = World::of([project(1, "旧题目"), project(2, "另一项目")]);
    world.put(project(1, "新标题"));
    world.put(project(3, "第三个"));
    assert_eq!((world.find("新标题"), world.find("旧题目"), world.find("第三个")), (vec![1], vec![], vec![3]));
    world.apply(vec![
        Change::Drop(Kind::Project, id(2)),
        Change::Put(Box::new(project(4, "甲"))),
        Change::Put(Box::new(project(4, "第四个"))),
    ]);
    assert_eq!(
        (world.find("另一项目"), world.find("第四个"), world.look(&Reader::public(), "").total),
        (vec![], vec![4], 3)
    );
}

#[test]
fn what_was_flushed_is_there_after_the_next_start() {
    let world = World::of((1..=30).map(|n| project(n, "课程改革")));
    for n in 31..=60 {
        world.put(project(n, "新课程改革"));
    }
    world.apply(vec![Change::Drop(Kind::Project, id(5)), Change::Put(Box::new(project(6, "改了名")))]);
    let before = world.look(&member_of(1), "课程");
    world.index.flush().unwrap();
    assert_eq!(world.look(&member_of(1), "课程"), before);
    let World { folder, index, .. } = world;
    drop(index);
    let (index, damage) = Index::open(folder.path()).unwrap();
    assert!(damage.is_none() && index.is_whole().unwrap());
    assert_eq!(index.position(), Some(position(31)));
    assert_eq!(index.look(&member_of(1), &asked("课程")), before);
}

#[test]
fn each_copy_has_a_folder_of_its_own_and_others_may_look_in() {
    let world = World::of([project(1, "课程")]);
    let (second, _) = Index::open(world.folder.path()).unwrap();
    assert_ne!(second.folder(), world.index.folder());
    assert_eq!(second.position(), None);
    let (looking, damage) = Index::look_into(world.folder.path()).unwrap();
    assert!(damage.is_none());
    assert_eq!(ids(&looking.look(&Reader::public(), &asked("课程"))), [1]);
}

#[test]
fn a_damaged_or_older_index_says_so_and_is_empty() {
    for (ending, harm) in [("seg", Harm::Cut), ("seg", Harm::Change), ("json", Harm::Cut), ("json", Harm::Older)] {
        let world = World::of([project(1, "课程")]);
        let World { folder, index, .. } = world;
        let path = fs::read_dir(index.folder()).unwrap().flatten().map(|e| e.path());
        let path = path.into_iter().find(|p| p.extension().is_some_and(|e| e == ending)).unwrap();
        drop(index);
        let mut bytes = fs::read(&path).unwrap();
        match harm {
            Harm::Cut => bytes.truncate(bytes.len() / 2),
            Harm::Change => {
                let last = bytes.len() - 100;
                bytes[last] ^= 1;
            }
            Harm::Older => bytes = String::from_utf8(bytes).unwrap().replace("\"form\":2", "\"form\":1").into_bytes(),
        }
        fs::write(&path, bytes).unwrap();
        let (index, damage) = Index::open(folder.path()).unwrap();
        match harm {
            Harm::Older => assert!(matches!(damage, Some(Damage::OtherForm(_))), "{damage:?}"),
            Harm::Cut | Harm::Change => assert!(matches!(damage, Some(Damage::Damaged(_))), "{damage:?}"),
        }
        assert_eq!((index.position(), index.docs()), (None, 0));
    }
}

#[derive(Clone, Copy)]
enum Harm {
    Cut,
    Change,
    Older,
}

#[test]
fn harm_in_the_middle_of_the_postings_is_found_by_the_sum_and_never_panics() {
    let world = World::of((1..=400).map(|n| project(n, "人工智能课程改革与实践")));
    let World { folder, index, .. } = world;
    let path = fs::read_dir(index.folder())
        .unwrap()
        .flatten()
        .map(|e| e.path())
        .find(|p| p.extension().is_some_and(|e| e == "seg"))
        .unwrap();
    drop(index);
    let whole = fs::read(&path).unwrap();
    for at in (0..40_000).step_by(997) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xA5;
        fs::write(&path, bytes).unwrap();
        let (index, damage) = Index::open(folder.path()).unwrap();
        let _ = index.look(&Reader::public(), &asked("人工智能 课程改革 “智能课程”"));
        assert!(damage.is_some() || !index.is_whole().unwrap(), "byte {at}");
    }
}

fn title() -> impl Strategy<Value = String> {
    let words =
        prop::sample::select(vec!["人工智能", "课程", "改革", "python", "network", "机器人", "beijing", "制造", "5G"]);
    prop::collection::vec(words, 1..6).prop_map(|words| words.concat())
}

#[derive(Clone, Debug)]
enum Act {
    Put(u128, String, Option<u128>),
    Drop(u128),
    Flush,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (1_u128..25, title(), prop::option::of(1_u128..3)).prop_map(|(n, title, group)| Act::Put(n, title, group)),
        2 => (1_u128..25).prop_map(Act::Drop),
        1 => Just(Act::Flush),
    ]
}

fn entry(n: u128, title: &str, group: Option<u128>) -> Entry {
    group.map_or_else(|| project(n, title), |group| hidden(n, title, group))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// However it came about: an index that followed changes answers like one built anew.
    #[test]
    fn following_changes_gives_the_same_answers_as_building_anew(acts in prop::collection::vec(act(), 1..40)) {
        let followed = World::of([]);
        let mut things: std::collections::BTreeMap<u128, Entry> = std::collections::BTreeMap::new();
        for act in acts {
            match act {
                Act::Put(n, title, group) => {
                    let entry = entry(n, &title, group);
                    things.insert(n, entry.clone());
                    followed.put(entry);
                }
                Act::Drop(n) => {
                    things.remove(&n);
                    followed.apply(vec![Change::Drop(Kind::Project, id(n))]);
                }
                Act::Flush => followed.index.flush().unwrap(),
            }
        }
        let anew = World::of(things.into_values());
        for reader in [Reader::public(), member_of(1), Reader { sees_all: vec![Kind::Project], ..Reader::default() }] {
            for typed in ["", "人工智能", "课程 改革", "python", "pyhton 课程", "rgzn", "rengong zhineng", "“智能课程”", "-python 课程"] {
                prop_assert_eq!(followed.look(&reader, typed), anew.look(&reader, typed), "{}", typed);
            }
        }
    }
}

/// What may happen to a file.
#[derive(Clone, Debug)]
enum Blow {
    Change(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Fill(prop::sample::Index, u8, usize),
}

fn blow() -> impl Strategy<Value = Blow> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        6 => (place(), 1_u8..).prop_map(|(at, bits)| Blow::Change(at, bits)),
        1 => place().prop_map(Blow::Cut),
        1 => (place(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Blow::Insert(at, bytes)),
        2 => (place(), any::<u8>(), 1_usize..300).prop_map(|(at, byte, many)| Blow::Fill(at, byte, many)),
    ]
}

fn strike(bytes: &mut Vec<u8>, blow: &Blow) {
    if bytes.is_empty() {
        return;
    }
    let len = bytes.len();
    match blow {
        Blow::Change(at, bits) => bytes[at.index(len)] ^= bits,
        Blow::Cut(at) => bytes.truncate(at.index(len)),
        Blow::Insert(at, more) => {
            let tail = bytes.split_off(at.index(len));
            bytes.extend_from_slice(more);
            bytes.extend(tail);
        }
        Blow::Fill(at, byte, many) => {
            let from = at.index(len);
            bytes[from..(from + many).min(len)].fill(*byte);
        }
    }
}

/// An index in files: two segments, with dead documents in the first.
fn in_files() -> World {
    let world = World::of(
        (1..=300).map(|n| project(n, ["人工智能课程改革", "Python Machine Learning", "机器人制造"][n as usize % 3])),
    );
    world.apply((290..=320).map(|n| Change::Put(Box::new(project(n, "人工智能新课程")))).collect());
    world.apply(vec![Change::Drop(Kind::Project, id(7)), Change::Put(Box::new(hidden(8, "机密课程", 1)))]);
    world.index.flush().expect("flushed");
    world
}

const ASKED: [&str; 9] =
    ["", "人工智能", "课程改革 机器人", "pyhton", "rgzn", "jiqiren", "“智能课程”", "2021023*", "-智能 machine"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// S-4, R: however its files were harmed, an index never panics, says that it is damaged, and is as good as new when
    /// it was built anew.
    #[test]
    fn no_damage_of_any_file_makes_it_panic_or_answer_wrongly_unnoticed(
        file in any::<prop::sample::Index>(), blows in prop::collection::vec(blow(), 1..6),
    ) {
        let World { folder, index, .. } = in_files();
        let answers = |index: &Index| ASKED.map(|typed| index.look(&member_of(1), &asked(typed)));
        let expected = answers(&index);
        let mut files: Vec<_> = fs::read_dir(index.folder()).unwrap().flatten().map(|e| e.path()).filter(|p| !p.ends_with("lock")).collect();
        files.sort();
        drop(index);
        let path = file.get(&files);
        let mut bytes = fs::read(path).unwrap();
        let before = bytes.clone();
        blows.iter().for_each(|blow| strike(&mut bytes, blow));
        fs::write(path, &bytes).unwrap();
        let (index, damage) = Index::open(folder.path()).unwrap();
        let found = answers(&index);
        let is_noticed = damage.is_some() || index.is_damaged() || !index.is_whole().unwrap_or(false);
        // A manifest may be harmed into another one that is in order; then it names other files, or the same with another place.
        let is_manifest = path.extension().is_some_and(|e| e == "json");
        prop_assert!(is_noticed || bytes == before || is_manifest || found == expected, "{}", path.display());
        let mut building = index.rebuild(1);
        building.add(&project(1, "人工智能课程改革")).unwrap();
        building.finish(position(9)).unwrap();
        prop_assert_eq!(ids(&index.look(&Reader::public(), &asked("智能"))), [1]);
        prop_assert!(index.is_whole().unwrap() && !index.is_damaged());
    }
}

#[test]
fn what_a_killed_program_left_half_written_is_cleared_away() {
    let world = World::of([project(1, "课程")]);
    let World { folder, index, .. } = world;
    let place = index.folder().to_owned();
    drop(index);
    for (name, bytes) in [("77.seg", &b"half a segment"[..]), ("manifest.part", b"{\"form\":"), ("78.dead", b"")] {
        fs::write(place.join(name), bytes).unwrap();
    }
    let (index, damage) = Index::open(folder.path()).unwrap();
    assert!(damage.is_none());
    assert_eq!(ids(&index.look(&Reader::public(), &asked("课程"))), [1]);
    let left = ["77.seg", "manifest.part", "78.dead"].map(|name| place.join(name).exists());
    assert_eq!(left, [false, false, false]);
}
