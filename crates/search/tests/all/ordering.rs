//! The best first, and pages that follow each other.

use search::{Asked, Order, Reader, Texts};

use crate::world::{World, asked, ids, organisation, project};

#[test]
fn a_title_counts_more_than_a_name_and_a_name_more_than_a_text() {
    let mut by_name = project(2, "课程改革");
    by_name.open =
        Some(Texts { enterprise: "机器人科技公司".into(), title: "课程改革".into(), ..Texts::default() });
    let mut by_text = project(3, "课程改革");
    by_text.open =
        Some(Texts { body: "内容涉及机器人".into(), title: "课程改革".into(), ..Texts::default() });
    let world = World::of([by_text, by_name, project(1, "机器人课程")]);
    assert_eq!(world.find("机器人"), [1, 2, 3]);
}

#[test]
fn the_whole_name_or_number_goes_first() {
    let world = World::of([
        project(1, "北京大学北京大学北京大学"),
        organisation(2, "北京大学"),
        organisation(3, "北京大学出版社"),
        project(4, "编号 202102300009 的说明"),
        project(9, "另一个"),
    ]);
    assert_eq!(world.find("北京大学")[0], 2);
    assert_eq!(world.find("202102300009"), [9, 4]);
}

#[test]
fn among_equals_the_newer_goes_first() {
    let world = World::of((1..=5).map(|n| project(n, "同名项目")));
    assert_eq!(world.find("同名项目"), [5, 4, 3, 2, 1]);
    assert_eq!(world.find("year:2021"), [5, 4, 3, 2, 1]);
}

#[test]
fn rarer_words_count_more() {
    let world = World::of([
        project(1, "课程 课程 遥感"),
        project(2, "课程 课程 课程"),
        project(3, "课程 课程"),
        project(4, "遥感"),
    ]);
    let near = world.look(&Reader::public(), "遥感 单词");
    assert!(near.is_near && ids(&near).contains(&4));
}

#[test]
fn pages_follow_each_other_without_a_gap_or_a_double() {
    let world = World::of((1..=57).map(|n| project(n, if n % 3 == 0 { "人工智能课程" } else { "人工智能与课程建设" })));
    for order in [Order::Best, Order::Newest] {
        let mut all = Vec::new();
        let mut page = Asked { limit: 10, order, ..asked("人工智能") };
        loop {
            let found = world.index.look(&Reader::public(), &page);
            assert_eq!(found.total, 57);
            all.extend(ids(&found));
            let Some(next) = found.next else { break };
            let text = next.to_string();
            page.after = Some(text.parse().unwrap());
            assert_eq!(page.after, Some(next));
        }
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!((all.len(), once.len()), (57, 57));
    }
}
