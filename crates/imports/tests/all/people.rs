//! Lists of people.

use imports::people::PeopleSettings;
use imports::{Counts, Settings, Subject};
use kernel::Role;

use crate::world::{ALL, World, faults, notes};

const LIST: &str = "姓名,电子邮箱,身份,学校,院系,职称\n\
    顾清越,Gu.Qingyue@sample.example,教师,南江大学,电子工程学院,副教授\n\
    林梅,lin.mei@demo.xieyu,教师,南江大学,,\n\
    罗言,luo.yan@sample.example,高校财务,南江大学,财务处,\n";

fn settings(sends_letters: bool) -> Settings {
    Settings { people: PeopleSettings { sends_letters, ..PeopleSettings::default() }, ..Settings::default() }
}

fn letters(world: &World) -> i64 {
    world.read(|tx| tx.one::<(i64,)>("SELECT COUNT(*) FROM letter", &[])).0
}

testing::both_databases! {
    with ALL;

    fn people_are_invited_and_nobody_is_written_to_unless_asked(world: World) {
        let before = letters(&world);
        let checked = world.check(Subject::People, LIST.as_bytes(), &settings(false)).unwrap();
        assert_eq!(checked.readers(10), Vec::<String>::new());
        let counts = world.import(Subject::People, LIST.as_bytes(), &settings(false));
        assert_eq!(counts, Counts { rows: 3, new: 2, unchanged: 1, ..Counts::default() });
        assert_eq!(letters(&world), before);
        let state: (String, String) = world.read(|tx| tx.one(
            "SELECT m.state, m.role FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = 'gu.qingyue@sample.example'", &[]));
        assert_eq!(state, ("invited".to_owned(), "teacher".to_owned()));
        assert!(world.check(Subject::People, LIST.as_bytes(), &settings(true)).unwrap().overview().is_known());
    }

    fn letters_are_counted_before_they_go_out(world: World) {
        let checked = world.check(Subject::People, LIST.as_bytes(), &settings(true)).unwrap();
        assert_eq!((checked.overview().counts.letters, checked.readers(10).len()), (2, 2));
        let before = letters(&world);
        world.commit(Subject::People, LIST.as_bytes(), &settings(true), checked).unwrap();
        assert_eq!(letters(&world), before + 2);
    }
}

#[test]
fn an_address_with_two_names_is_noted_and_two_people_in_a_cell_are_a_fault() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let list = "姓名,邮箱,身份,单位\n\
        顾 清越,gu@sample.example,教师,南江大学\n\
        顧清越,gu@sample.example,高校财务,南江大学\n\
        顾清月,gu@sample.example,高校管理员,南江大学\n\
        沈桐 顾清越,shen@sample.example,教师,南江大学\n";
    let checked = world.check(Subject::People, list.as_bytes(), &settings(false)).unwrap();
    assert_eq!(notes(&checked), ["A4 同一邮箱在第 2 行的姓名为“顾清越”，请核对"]);
    assert_eq!(faults(&checked), ["A5 一行只写一个人，请分成几行"]);
}

#[test]
fn an_unknown_organisation_a_wrong_role_and_a_doubled_row_are_faults() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let list = "姓名,邮箱,身份,单位\n\
        甲,a@sample.example,教师,无名大学\n\
        乙,b@sample.example,企业联系人,南江大学\n\
        丙,c,教师,南江大学\n\
        丁,d@sample.example,校长,南江大学\n\
        戊,e@sample.example,教师,南江大学\n\
        戊,e@sample.example,教师,南江大学\n\
        林小梅,lin.mei@demo.xieyu,教师,南江大学\n";
    let checked = world.check(Subject::People, list.as_bytes(), &Settings::default()).unwrap();
    insta::assert_snapshot!([faults(&checked), notes(&checked)].concat().join("\n"));
}

#[test]
fn a_list_of_one_organisation_needs_no_column_for_it() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let people =
        PeopleSettings { organisation_id: Some(world.cast.nanjiang), role: Some(Role::Teacher), sends_letters: false };
    let checked = world.check(
        Subject::People,
        "姓名,邮箱\n甲,a@sample.example\n".as_bytes(),
        &Settings { people, ..Settings::default() },
    );
    assert_eq!(checked.unwrap().overview().counts, Counts { rows: 1, new: 1, ..Counts::default() });
}
