//! What is written is read back the same, by ourselves and by the reader of another project.

use std::io::Cursor;

use kernel::{Day, Instant};
use proptest::prelude::*;
use sheets::{Book, Cell, Column, Limits, Output, Value, Width, Writer};

use crate::files::{read, row, rows, text};

fn column(key: &str, heading: &str) -> Column {
    Column { key: key.into(), heading: heading.into(), width: Width::Usual }
}

fn columns() -> Vec<Column> {
    vec![
        column("number", "项目编号"),
        column("title", "项目名称"),
        column("cash", "经费（元）"),
        column("on", "立项时间"),
        column("state", "状态"),
        column("count", "数量"),
        column("at", "提交时间"),
    ]
}

fn day() -> Day {
    Day::new(2021, 7, 15).expect("a day")
}

fn values(title: &str) -> Vec<Value> {
    vec![
        Value::from("202102311004"),
        Value::from(title),
        Value::Money(5_000_050),
        Value::Day(day()),
        Value::Word { word: "running", text: "在研" },
        Value::Whole(-3),
        Value::At(Instant::beijing(day(), 8, 30, 0)),
    ]
}

fn written(output: Output, titles: &[&str]) -> Vec<u8> {
    let mut writer = Writer::new(output, "项目[1]", columns());
    let mut out = Vec::new();
    for title in titles {
        writer.row(&values(title)).expect("the sheet has room");
        out.extend(writer.ready());
    }
    out.extend(writer.end());
    out
}

const TITLES: [&str; 4] =
    ["面向“AI”的课程, <改革> & \"实践\"", "=HYPERLINK(\"http://x\")", "第一行\r\n第二行 _x000D_ ", ""];

#[test]
fn an_xlsx_is_read_back_as_it_was_written() {
    let bytes = written(Output::Xlsx, &TITLES);
    let mut book = Book::open(Cursor::new(bytes), Limits::default()).unwrap();
    assert_eq!(book.sheets()[0].name, "项目1");
    let (all, summary) = rows(&mut book, 0).unwrap();
    assert_eq!(all[0], row(1, &["项目编号", "项目名称", "经费（元）", "立项时间", "状态", "数量", "提交时间"]));
    for (read, title) in all[1..].iter().zip(TITLES) {
        assert_eq!(
            read.cells,
            [
                text("202102311004"),
                text(title),
                Cell::Number(50_000.5),
                Cell::Date(day(), 0),
                text("在研"),
                Cell::Number(-3.0),
                Cell::Date(day(), 30_600),
            ]
        );
    }
    assert_eq!((summary.rows, summary.formulas), (5, 0));
}

#[test]
fn an_xlsx_is_read_by_the_reader_of_another_project() {
    use calamine::{Data, Reader};
    let bytes = written(Output::Xlsx, &TITLES);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("项目1").unwrap();
    for (n, title) in TITLES.iter().enumerate() {
        let cell = |column| range.get_value((n as u32 + 1, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(0), Data::String("202102311004".into()));
        let expected = if title.is_empty() { Data::Empty } else { Data::String((*title).into()) };
        assert_eq!(cell(1), expected);
        assert_eq!(cell(2), Data::Float(50_000.5));
        assert!(matches!(cell(3), Data::DateTime(at) if at.as_f64() == 44_392.0), "{:?}", cell(3));
    }
    assert_eq!(range.height(), 5);
}

#[test]
fn a_csv_begins_with_the_mark_of_utf_8_and_guards_what_would_be_a_formula() {
    let bytes = written(Output::Csv, &TITLES);
    let shown = String::from_utf8(bytes.clone()).unwrap();
    assert!(shown.starts_with('\u{feff}'));
    let lines: Vec<&str> = shown.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}项目编号,项目名称,经费（元）,立项时间,状态,数量,提交时间");
    assert_eq!(lines[2], "202102311004,\"'=HYPERLINK(\"\"http://x\"\")\",50000.50,2021-07-15,在研,-3,2021-07-15 08:30");
    let (all, _) = read(bytes).unwrap();
    let titles: Vec<Cell> = all[1..].iter().map(|row| row.cell(1).clone()).collect();
    assert_eq!(titles, TITLES.map(text));
}

#[test]
fn every_sign_that_begins_a_formula_is_guarded() {
    for sign in ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"] {
        let mut writer = Writer::new(Output::Csv, "", vec![column("a", "a")]);
        writer.row(&[Value::from(sign)]).unwrap();
        let shown = String::from_utf8(writer.end()).unwrap();
        let field = shown.trim_start_matches("\u{feff}a\r\n").trim_start_matches('"');
        assert!(field.starts_with('\''), "{sign:?} became {field:?}");
    }
}

#[test]
fn json_names_its_columns_and_gives_programs_words_and_numbers() {
    let bytes = written(Output::Json, &[TITLES[0]]);
    let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        read,
        serde_json::json!([{
            "number": "202102311004", "title": TITLES[0], "cash": 50000.50, "on": "2021-07-15", "state": "running", "count": -3,
            "at": "2021-07-15T00:30:00.000Z",
        }])
    );
    let nothing: serde_json::Value = serde_json::from_slice(&written(Output::Json, &[])).unwrap();
    assert_eq!(nothing, serde_json::json!([]));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(written(Output::Xlsx, &TITLES), written(Output::Xlsx, &TITLES));
}

#[test]
fn a_workbook_may_hold_several_sheets() {
    let mut writer = Writer::new(Output::Xlsx, "问题", vec![column("a", "甲")]);
    writer.row(&[Value::from("1")]).unwrap();
    writer.sheet("待确认单位", vec![column("b", "乙")]);
    writer.row(&[Value::from("2")]).unwrap();
    let mut book = Book::open(Cursor::new(writer.end()), Limits::default()).unwrap();
    assert_eq!(rows(&mut book, 0).unwrap().0, [row(1, &["甲"]), row(2, &["1"])]);
    assert_eq!(rows(&mut book, 1).unwrap().0, [row(1, &["乙"]), row(2, &["2"])]);
}

#[test]
fn an_apostrophe_that_people_wrote_before_a_sign_of_a_formula_comes_back() {
    for text in ["'=", "''+1", "=1", "'a"] {
        let mut writer = Writer::new(Output::Csv, "x", vec![column("t", "t")]);
        writer.row(&[Value::from(text)]).unwrap();
        assert_eq!(read(writer.end()).unwrap().0[1], row(2, &[text]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_from_xlsx_csv_and_json(texts in proptest::collection::vec("[^\\p{C}\u{FFFE}\u{FFFF}]{0,40}", 1..20)) {
        for output in [Output::Xlsx, Output::Csv, Output::Json] {
            let mut writer = Writer::new(output, "x", vec![column("n", "n"), column("t", "t")]);
            for text in &texts {
                writer.row(&[Value::Whole(1), Value::from(text.as_str())]).unwrap();
            }
            let bytes = writer.end();
            let found: Vec<String> = if output == Output::Json {
                let all: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap();
                all.iter().map(|one| one["t"].as_str().unwrap_or("").to_owned()).collect()
            } else {
                read(bytes).unwrap().0[1..].iter().map(|row| row.cell(1).text().into_owned()).collect()
            };
            // What is only blank is an empty cell to every reader; marks of errors are read as such.
            let expected: Vec<String> = texts.iter().map(|t| if t.trim().is_empty() { String::new() } else { t.clone() }).collect();
            let found: Vec<String> = found.into_iter().map(|t| if t.trim().is_empty() { String::new() } else { t }).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0..4usize) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        let _ = read([heads[head], &bytes].concat());
    }
}
