//! Every way to ask for the same thing finds it.

use search::{Asked, Kind, Reader, Standing, Texts};

use crate::world::{World, asked, hidden, id, ids, member_of, organisation, project};

fn sample() -> World {
    World::of([
        project(1, "面向智能制造的机械专业课程体系改革"),
        project(2, "人工智能通识课程建设"),
        project(3, "Python 数据分析与 Machine Learning Networks 实践"),
        project(4, "５Ｇ通信技术師資培訓"),
        project(5, "重庆地区智慧物流实践基地"),
        organisation(6, "北京大学"),
        organisation(7, "华为技术有限公司"),
        organisation(8, "北京理工大学"),
    ])
}

#[track_caller]
fn finds(world: &World, typed: &str, wanted: &[u128]) {
    let mut found = world.find(typed);
    found.sort_unstable();
    assert_eq!(found, wanted, "{typed}");
}

#[test]
fn chinese_is_found_by_any_part_of_it() {
    let world = sample();
    finds(&world, "智能", &[1, 2]);
    finds(&world, "课程体系", &[1]);
    finds(&world, "机", &[1]);
    finds(&world, "改革 智能", &[1]);
    finds(&world, "无此内容之词", &[]);
}

#[test]
fn traditional_simplified_width_and_case_are_one() {
    let world = sample();
    finds(&world, "課程體系", &[1]);
    finds(&world, "师资培训", &[4]);
    finds(&world, "5g", &[4]);
    finds(&world, "ＰＹＴＨＯＮ", &[3]);
}

#[test]
fn pinyin_finds_what_is_read_so_and_initials_too() {
    let world = sample();
    finds(&world, "beijing daxue", &[6, 8]);
    assert_eq!(world.find("beijingdaxue")[0], 6, "the whole name goes first");
    finds(&world, "beijingdaxue", &[6]);
    finds(&world, "bjdx", &[6]);
    finds(&world, "bjlgdx", &[8]);
    finds(&world, "rgzn", &[2]);
    finds(&world, "chongqing", &[5]);
    finds(&world, "zhihui wuliu", &[5]);
    finds(&world, "lin mei", &[1, 2, 3, 4, 5]);
    assert_eq!(world.find("hw"), [7, 5], "华为, and 智慧物流 behind it");
}

#[test]
fn latin_words_are_found_by_their_stem_and_with_slips() {
    let world = sample();
    finds(&world, "network", &[3]);
    finds(&world, "machines", &[3]);
    for slip in ["pyhton", "machne", "netwroks", "learnig python"] {
        let found = world.look(&Reader::public(), slip);
        assert_eq!((ids(&found), found.is_near), (vec![3], true), "{slip}");
    }
    finds(&world, "pxxhon", &[]);
}

#[test]
fn half_a_title_is_enough() {
    let world = sample();
    let found = world.look(&Reader::public(), "智能制造机械课程改革");
    assert_eq!((ids(&found)[0], found.is_near), (1, true));
}

#[test]
fn numbers_are_found_whole_by_their_beginning_and_with_signs_between() {
    let world = sample();
    finds(&world, "202102300003", &[3]);
    finds(&world, "2021-0230-0003", &[3]);
    finds(&world, "２０２１０２３０", &[1, 2, 3, 4, 5]);
    finds(&world, "number:202102300003", &[3]);
    finds(&world, "number:20210230000", &[]);
    finds(&world, "number:20210230000*", &[1, 2, 3, 4, 5]);
}

#[test]
fn phrases_stand_exactly_so() {
    let world = sample();
    finds(&world, "\"machine learning\"", &[3]);
    finds(&world, "\"learning machine\"", &[]);
    finds(&world, "\"python 数据\"", &[3]);
    finds(&world, "“智能制造的机械”", &[1]);
    finds(&world, "“智能机械”", &[]);
}

#[test]
fn keys_narrow_to_a_field_and_a_minus_excludes() {
    let world = sample();
    finds(&world, "enterprise:子午 title:智能", &[1, 2]);
    finds(&world, "title:子午", &[]);
    finds(&world, "university:nanjiang 智能", &[1, 2]);
    finds(&world, "智能 -title:制造", &[2]);
    finds(&world, "-kind:organisation -智能 -python -“5g通信”", &[5]);
    finds(&world, "kind:organisation -北京", &[7]);
}

#[test]
fn facts_filter_and_are_counted() {
    let mut old = project(20, "旧项目 智能");
    old.facts.year = 2016;
    old.facts.standing = Some(Standing::Closed);
    old.facts.university = Some(id(9003));
    let world = World::of([project(1, "智能一"), project(2, "智能二"), old]);
    finds(&world, "year:2016..2018", &[20]);
    finds(&world, "state:running year:2015..2017", &[]);
    finds(&world, "state:running,closed", &[1, 2, 20]);
    let facets = world.look(&Reader::public(), "智能 year:2021").facets;
    assert_eq!(facets.years, [(2021, 2), (2016, 1)], "the year's own filter does not narrow the years");
    assert_eq!(facets.standings, [(Standing::Running, 2)]);
    assert_eq!(facets.universities, [(id(9002), 2)]);
    let one = Asked { university: Some(id(9003)), ..asked("智能") };
    assert_eq!(ids(&world.index.look(&Reader::public(), &one)), [20]);
}

#[test]
fn what_only_an_audience_may_read_is_found_by_it_alone() {
    let mut project = project(1, "智能课程");
    project.inner = Texts { person: "周远".into(), codes: vec!["secret@example.cn".into()], ..Texts::default() };
    project.audience = vec![crate::world::audience(5)];
    let world = World::of([project, hidden(2, "尚未公布的智能项目", 5), hidden(3, "另一单位的智能项目", 6)]);
    let found = |reader: &Reader, typed: &str| ids(&world.look(reader, typed));
    assert_eq!(found(&Reader::public(), "智能"), [1]);
    assert_eq!(found(&Reader::public(), "周远"), [0; 0]);
    assert_eq!(found(&Reader::public(), "secret@example.cn"), [0; 0]);
    assert_eq!(found(&member_of(5), "周远"), [1]);
    assert_eq!(found(&member_of(5), "secret@example.cn"), [1]);
    assert_eq!(found(&member_of(5), "pi:周远 智能"), [1]);
    assert_eq!(found(&member_of(5), "“尚未公布的智能”"), [2]);
    let mut own = found(&member_of(5), "智能");
    own.sort_unstable();
    assert_eq!(own, [1, 2]);
    let office = Reader { sees_all: vec![Kind::Project], ..Reader::default() };
    assert_eq!(found(&office, "智能").len(), 3);
    assert_eq!(world.look(&member_of(6), "").total, 2);
}

#[test]
fn while_typing_the_last_word_is_a_beginning() {
    let world = sample();
    let typing = |typed: &str| ids(&world.index.look(&Reader::public(), &Asked { is_typing: true, ..asked(typed) }));
    assert_eq!(typing("pyth"), [3]);
    assert_eq!(typing("beijingd").len(), 2);
    assert_eq!(typing("华"), [7]);
    finds(&world, "pyt", &[3]);
}
