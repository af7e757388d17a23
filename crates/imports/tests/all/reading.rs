//! How lists are read: which sheet, which columns, which encoding, whose names.

use std::io::Cursor;

use imports::{Choices, Counts, HowToRead, Progress, Settings, Subject, check};
use kernel::Refusal;
use sheets::{Column, Output, Value, Width, Writer};

use crate::world::{ALL, World, faults, notes};

const P: Subject = Subject::Projects;
const HEADS: [&str; 7] = ["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人", "立项时间"];
const ROW: [&str; 7] = ["202101311004", "子午光电科技有限公司", "T2", "光学课程改革", "南江大学", "林梅", "2021-07-15"];

fn world() -> World {
    World::from(testing::TestDb::on_sqlite(&ALL))
}

/// A list with further columns.
fn csv(heads: &str, rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|more| format!("{}{more}", ROW.join(","))).collect();
    format!("{}{heads}\n{}\n", HEADS.join(","), rows.join("\n"))
}

/// A workbook of sheets with their rows.
fn workbook(sheets: &[(&str, &[[&str; 7]])]) -> Vec<u8> {
    let columns = || {
        let plain = |_| Column { key: String::new(), heading: String::new(), width: Width::Usual };
        (0..7).map(plain).collect::<Vec<_>>()
    };
    let mut writer = Writer::new(Output::Xlsx, sheets[0].0, columns());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        if at > 0 {
            writer.sheet(name, columns());
        }
        for row in *rows {
            writer.row(&row.map(Value::from)).unwrap();
        }
    }
    writer.end()
}

fn read(world: &World, bytes: Vec<u8>, how: &HowToRead) -> Result<imports::Checked, Refusal> {
    let (choices, progress) = (Choices::new(), Progress::default());
    check(&world.base.db, P, Cursor::new(bytes), how, &Settings::default(), &choices, &progress)
}

fn new(rows: u64) -> Counts {
    Counts { rows, new: rows, ..Counts::default() }
}

#[test]
fn behind_a_cover_sheet_the_only_sheet_of_a_list_is_read_and_of_several_one_is_chosen() {
    let world = world();
    let cover = [["填报说明", "", "", "", "", "", ""]];
    let list = [HEADS, ROW];
    let covered = workbook(&[("说明", &cover), ("立项名单", &list)]);
    let checked = read(&world, covered, &HowToRead::default()).unwrap();
    assert_eq!((checked.overview().sheet.as_str(), checked.overview().counts), ("立项名单", new(1)));
    assert_eq!(checked.overview().sheets, ["说明", "立项名单"]);
    let two = workbook(&[("2020年", &list), ("2021年", &list), ("说明", &cover)]);
    let refused = read(&world, two.clone(), &HowToRead::default()).err().unwrap();
    assert_eq!(refused.breaches()[0].said.zh, "有几个工作表都像是名单：2020年、2021年。请指明读取哪一个。");
    let named = HowToRead { sheet: "2021年".into(), ..HowToRead::default() };
    assert_eq!(read(&world, two, &named).unwrap().overview().counts, new(1));
}

#[test]
fn of_two_columns_that_mean_the_same_one_is_read_and_what_contradicts_it_is_named() {
    let world = world();
    let checked =
        world.check(P, csv(",课题名称,年度", &[",光学课程改革,2021年"]).as_bytes(), &Settings::default()).unwrap();
    assert_eq!((faults(&checked), checked.overview().counts), (vec![], new(1)));
    assert_eq!(
        notes(&checked),
        [
            "D 列“项目名称”和 H 列“课题名称”都是“项目名称”，只读取 D 列。",
            "G 列“立项时间”和 I 列“年度”都是“立项时间”，只读取 G 列。",
        ]
    );
    let other = world.check(P, csv(",课题名称", &[",光学实验改革"]).as_bytes(), &Settings::default()).unwrap();
    assert!(faults(&other)[0].starts_with("H2 与同一含义的 D 列（“光学课程改革”）不同"), "{:?}", faults(&other));
    let columns = vec![(3, String::new()), (7, "title".to_owned())];
    let said = HowToRead { columns, ..HowToRead::default() };
    let chosen = read(&world, csv(",课题名称", &[",光学实验改革"]).into_bytes(), &said).unwrap();
    assert_eq!((faults(&chosen), notes(&chosen)), (vec![], vec![]));
}

#[test]
fn padded_names_lose_their_blanks_and_two_names_are_refused() {
    let world = world();
    world.import(P, csv("", &[""]).replace("林梅", "林 梅").as_bytes(), &Settings::default());
    let padded = csv("", &[""]).replace("林梅", "林\u{3000}\u{3000}梅");
    assert!(world.check(P, padded.as_bytes(), &Settings::default()).unwrap().overview().is_known());
    let found = world.read(|tx| projects::find_by_number(tx, "202101311004")).unwrap();
    assert_eq!(found.pi_name, "林梅");
    // The same in traditional characters, with blanks, is the same project.
    let traditional = csv("", &[""]).replace("光学课程改革", "光學課程改革").replace("南江大学", "南江大學");
    let checked = world.check(P, traditional.as_bytes(), &Settings::default()).unwrap();
    assert!(checked.overview().is_known(), "{:?}", faults(&checked));
    let two = csv("", &[""]).replace("林梅", "林梅 何航");
    let checked = world.check(P, two.as_bytes(), &Settings::default()).unwrap();
    assert_eq!(faults(&checked), ["F2 A-01 每个项目只有一位负责人，请只保留一位"]);
}

#[test]
fn a_day_that_lost_its_format_is_told_with_the_day_it_may_be() {
    let world = world();
    let list = csv("", &[""]).replace("2021-07-15", "44392");
    let checked = world.check(P, list.as_bytes(), &Settings::default()).unwrap();
    assert_eq!(
        faults(&checked),
        ["G2 “44392”像是丢失了日期格式的序号（可能是 2021-07-15）；请把该列设为日期格式，或写成 2021-07-15"]
    );
}

#[test]
fn a_wrong_encoding_is_refused_and_garbled_headings_say_how_they_were_read() {
    let world = world();
    let klingon = HowToRead { encoding: "klingon".into(), ..HowToRead::default() };
    let refused = read(&world, csv("", &[""]).into_bytes(), &klingon).err().unwrap();
    assert_eq!(
        refused.breaches()[0].said.en,
        "There is no encoding “klingon”; choose one of utf-8、utf-16le、utf-16be、gb18030、big5"
    );
    // 項目編號,公司名稱 … in Big5, which GB 18030 takes for other characters.
    let heads = b"\xb6\xb5\xa5\xd8\xbds\xb8\xb9,\xa4\xbd\xa5q\xa6W\xba\xd9\n1,2\n".to_vec();
    let refused = read(&world, heads, &HowToRead::default()).err().unwrap();
    let said = &refused.breaches()[0].said;
    assert!(said.zh.contains("文本按 GB 18030（含 GBK） 编码读取") && said.zh.contains("Big5（繁体）"), "{said:?}");
}

testing::both_databases! {
    with ALL;

    fn every_fault_stands_in_the_report_however_many(world: World) {
        let rows: Vec<String> = (0..6_000).map(|n| ROW.join(",").replace("202101311004", &format!("20210131{n:04}")).replace("2021-07-15", "明年")).collect();
        let list = format!("{}\n{}\n", HEADS.join(","), rows.join("\n"));
        let checked = world.check(P, list.as_bytes(), &Settings::default()).unwrap();
        let findings = &checked.overview().findings;
        assert_eq!((findings.faults, findings.kept.len(), findings.left_out()), (6_000, 5_000, 0));
        let (mut count, mut last) = (0, 0);
        findings.each(|fault| { count += 1; last = fault.row; Ok::<_, std::io::Error>(()) }).unwrap();
        assert_eq!((count, last), (6_000, 6_001));
    }

    fn a_doubled_number_is_named_whatever_else_is_wrong_with_its_first_row(world: World) {
        let list = csv("", &["", ""]).replacen("2021-07-15", "明年", 1);
        let checked = world.check(P, list.as_bytes(), &Settings::default()).unwrap();
        assert_eq!(faults(&checked), [
            "G2 日期无法识别，如 2021-07-15、2021年7月",
            "A3 P-05 项目编号在名单中重复，第 2 行已有；请只保留一行",
        ]);
    }
}
