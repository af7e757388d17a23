//! Lists of organisations: name, code, authority, place, level.

use imports::{Counts, Settings, Subject};

use crate::world::{ALL, World, faults, notes};

const O: Subject = Subject::Organisations;

const LIST: &str = "全国高等学校名单（截至2025年6月20日）,,,,,,\n\
    序号,学校名称,学校标识码,主管部门,所在地,办学层次,备注\n\
    1,江南滨海大学,4132019951,江苏省,南京市,本科,\n\
    2,南江大学,4132019901,教育部,南京市,本科,\n\
    3,岭南数据职业学院,４１４４０１９９５２,广东省,广州市,专科,民办\n";

fn known(world: &World, name: &'static str) -> (String, String, String, String) {
    world.read(move |tx| {
        tx.one(
            "SELECT o.state, o.province, p.authority, p.remark FROM organisation o JOIN university_profile p ON p.id = o.id WHERE o.name = $1",
            db::params![name],
        )
    })
}

testing::both_databases! {
    with ALL;

    fn the_list_of_universities_adds_and_completes(world: World) {
        let counts = world.import(O, LIST.as_bytes(), &Settings::default());
        assert_eq!(counts, Counts { rows: 3, new: 2, changed: 1, ..Counts::default() });
        let texts = |all: [&str; 4]| { let [a, b, c, d] = all.map(str::to_owned); (a, b, c, d) };
        assert_eq!(known(&world, "岭南数据职业学院"), texts(["verified", "44", "广东省", "民办"]));
        assert_eq!(known(&world, "南江大学"), texts(["verified", "32", "教育部", ""]));
        assert_eq!(world.read(|tx| journal::astray(tx, "organisation")).len(), 0);
        let again = world.check(O, LIST.as_bytes(), &Settings::default()).unwrap();
        assert_eq!(again.overview().counts, Counts { rows: 3, unchanged: 3, ..Counts::default() });
    }

    fn a_university_that_changed_its_name_is_found_by_its_code_and_by_both_names(world: World) {
        let list = LIST.replace("2,南江大学,", "2,南江理工大学,");
        let checked = world.check(O, list.as_bytes(), &Settings::default()).unwrap();
        assert_eq!(notes(&checked).last().map(String::as_str), Some("B4 已有单位“南江大学”将更名为“南江理工大学”"));
        world.import(O, list.as_bytes(), &Settings::default());
        let id = world.cast.nanjiang;
        let names = world.act(move |tx| {
            let now = directory::organisation(tx, id)?.name;
            Ok((now, directory::names::aliases_of(tx, id)?.into_iter().map(|alias| alias.name).collect::<Vec<_>>()))
        });
        assert_eq!(names.unwrap(), ("南江理工大学".to_owned(), vec!["南江大学".to_owned()]));
    }
}

#[test]
fn codes_are_checked_and_each_fault_names_its_cell() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let list = "单位名称,代码,类别,省份\n\
        甲大学,4132019961,高校,广东\n\
        乙大学,4332019962,高校,\n\
        丙有限公司,91320100MA1X7K3P00,企业,\n\
        丁公司,,,\n\
        戊大学,4132019963,,\n\
        己大学,4132019963,,\n";
    let checked = world.check(O, list.as_bytes(), &Settings::default()).unwrap();
    insta::assert_snapshot!(faults(&checked).join("\n"));
}

#[test]
fn titles_of_sections_and_rows_with_a_serial_number_alone_are_left_out_and_noted() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let list = "序号,学校名称,学校标识码\n\
        江苏省（2所）,,\n\
        1,江南滨海大学,4132019951\n\
        2,,\n\
        ,广东省（共1所）,\n\
        ,（二）高等职业学校,\n\
        3,岭南数据职业学院,4144019952\n\
        ,忘填代码的大学,\n";
    let checked = world.check(O, list.as_bytes(), &Settings::default()).unwrap();
    let nothing = |row: &str| format!("{row} 除序号等未读取的列外没有内容，未作为数据读取");
    let title = |row: &str| format!("{row} 分节标题，未作为数据读取");
    assert_eq!(notes(&checked), [nothing("2"), nothing("4"), title("5"), title("6")]);
    assert_eq!(checked.overview().counts.new, 2);
    let why = "C8 无法判断单位类别：高校应有 10 位学校标识码，企业应有 18 位统一社会信用代码；也可增加“类别”列";
    assert_eq!(faults(&checked), [why]);
}
