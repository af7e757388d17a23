//! Workbooks that are read.

use std::io::Cursor;

use kernel::Day;
use sheets::{Book, Cell, Format, Limits, Place, Row, Sheet};

use crate::files::{made_elsewhere, read, row, rows, text, xlsx};

const TITLE: &str = "2021年第一批产学合作协同育人项目立项名单";
const HEADS: [&str; 8] = ["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人", "立项时间", "经费"];

fn day(day: Day) -> Cell {
    Cell::Date(day, 0)
}

#[test]
fn a_list_by_openpyxl_is_read_with_its_merged_cells_days_and_hidden_rows() {
    let mut book = Book::open(Cursor::new(made_elsewhere("openpyxl.xlsx")), Limits::default()).unwrap();
    assert_eq!(book.format(), Format::Xlsx);
    let sheet = |name: &str, hidden| Sheet { name: name.into(), hidden };
    assert_eq!(book.sheets(), [sheet("立项名单", false), sheet("底稿", true)]);
    let (all, summary) = rows(&mut book, 0).unwrap();
    let july = Day::new(2021, 7, 15).unwrap();
    assert_eq!(all[0], row(1, &[TITLE; 6]));
    assert_eq!(all[1], row(2, &HEADS));
    assert_eq!(
        all[2].cells,
        [
            Cell::Number(202_102_311_004.0),
            text("示例科技有限公司"),
            text("教学内容和课程体系改革项目"),
            text("面向ＡＩ的“新工科”课程 & <改革>"),
            text("示例大学"),
            text("林梅"),
            day(july),
            Cell::Number(50_000.5),
            Cell::Uncomputed,
        ]
    );
    assert_eq!(all[3].cells[..2], [text("202102311005"), text("示例科技有限公司")]);
    assert_eq!(all[3].cells[6], Cell::Date(july, 30_600));
    assert_eq!((all[4].hidden, all[4].cells[3].clone()), (true, text("实践基地\n建设")));
    assert_eq!(all[5], row(6, &["合计"]));
    assert_eq!(all.len(), 6);
    assert_eq!((summary.rows, summary.hidden_rows, summary.formulas, summary.merged_areas), (6, 1, 1, 2));
    assert_eq!(summary.first_formula, Place::parse("I3"));
}

#[test]
fn a_list_by_xlwt_is_read_like_the_same_list_as_xlsx() {
    let mut book = Book::open(Cursor::new(made_elsewhere("xlwt.xls")), Limits::default()).unwrap();
    assert_eq!(book.format(), Format::Xls);
    let sheet = |name: &str, hidden| Sheet { name: name.into(), hidden };
    assert_eq!(book.sheets(), [sheet("立项名单", false), sheet("底稿", true)]);
    let (all, summary) = rows(&mut book, 0).unwrap();
    assert_eq!(all[0], row(1, &[TITLE; 6]));
    assert_eq!(all[1], row(2, &HEADS));
    assert_eq!(all[2].cells[0], Cell::Number(202_102_311_004.0));
    assert_eq!(all[2].cells[6..], [day(Day::new(2021, 7, 15).unwrap()), Cell::Number(50_000.5)]);
    let long = "长".repeat(3_000);
    assert_eq!(all[3].cells[..4], [text("202102311005"), text("示例科技有限公司"), text("plain ascii"), text(&long)]);
    assert_eq!(all[3].cells[8..], [Cell::Empty, Cell::Bool(true)]);
    assert!(all[3].hidden);
    // The shared texts of this file go on in several records.
    let last: Vec<Row> = (0..400).map(|n| row(11 + n, &[&format!("文本{n:04}{}", "协育".repeat(20))])).collect();
    assert_eq!(all[4..], last);
    assert_eq!((summary.rows, summary.hidden_rows, summary.formulas, summary.merged_areas), (404, 1, 1, 2));
}

#[test]
fn both_workbooks_read_as_the_reader_of_another_project_reads_them() {
    use calamine::{Data, Reader};
    for name in ["openpyxl.xlsx", "xlwt.xls"] {
        let bytes = made_elsewhere(name);
        let mut theirs = calamine::open_workbook_auto_from_rs(Cursor::new(bytes.clone())).unwrap();
        let range = theirs.worksheet_range("立项名单").unwrap();
        let (ours, _) = read(bytes).unwrap();
        for (at, cell) in range.used_cells().map(|(row, column, cell)| ((row as u32 + 1, column), cell)) {
            let found = ours.iter().find(|row| row.number == at.0).map(|row| row.cell(at.1).clone()).unwrap();
            match cell {
                Data::String(text) if !text.is_empty() => assert_eq!(found, Cell::Text(text.clone()), "{at:?}"),
                Data::Float(number) => assert_eq!(found, Cell::Number(*number), "{at:?}"),
                Data::Int(number) => assert_eq!(found, Cell::Number(*number as f64), "{at:?}"),
                Data::Bool(yes) => assert_eq!(found, Cell::Bool(*yes), "{at:?}"),
                Data::DateTime(at_time) => {
                    let (day, seconds) = sheets::day::of_serial(at_time.as_f64(), false).unwrap();
                    assert_eq!(found, Cell::Date(day, seconds), "{at:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_kind_of_cell_is_read_with_or_without_its_address() {
    let (all, summary) = read(xlsx(
        "<sheetData><row r='2'><c t='inlineStr'><is><r><t>一</t></r><r><t xml:space='preserve"
            .replace(
                "preserve",
                "preserve'> 二&amp;</t></r><rPh><t>yi</t></rPh></is></c>\
             <c><v>3.5</v></c><c t='b'><v>1</v></c><c t='e'><f>A1</f><v>#REF!</v></c><c t='str'><f>B</f><v>值</v></c>\
             <c t='str'><f>C</f><v></v></c><c><f>D</f></c><c t='d'><v>2021-07-15</v></c><c t='s'/></row><row/>\
             <row><c r='B4'><v>1</v></c></row></sheetData>",
            )
            .as_str(),
    ))
    .unwrap();
    assert_eq!(
        all[0].cells,
        [
            text("一 二&"),
            Cell::Number(3.5),
            Cell::Bool(true),
            Cell::Fault("#REF!".into()),
            text("值"),
            Cell::Empty,
            Cell::Uncomputed,
            day(Day::new(2021, 7, 15).unwrap()),
        ]
    );
    assert_eq!((all[1].number, all[1].cells.clone()), (4, vec![Cell::Empty, Cell::Number(1.0)]));
    assert_eq!((summary.rows, summary.formulas), (2, 4));
}

#[test]
fn a_sheet_is_chosen_by_name_or_is_the_first_that_is_shown() {
    let book = Book::open(Cursor::new(made_elsewhere("openpyxl.xlsx")), Limits::default()).unwrap();
    assert_eq!(book.choose(None).unwrap(), 0);
    assert_eq!(book.choose(Some("底稿")).unwrap(), 1);
    let refused = book.choose(Some("没有")).unwrap_err();
    assert_eq!(refused.said().zh, "没有名为“没有”的工作表。现有：立项名单、底稿");
}

#[test]
fn rows_that_only_a_format_or_a_merged_area_fills_are_no_rows() {
    let (all, _) = read(xlsx(
        "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>x</t></is></c></row><row r='2'><c r='A2' s='0'/></row>\
         <row r='3'><c r='B3' t='inlineStr'><is><t>  </t></is></c></row><row r='4'/></sheetData>\
         <mergeCells><mergeCell ref='A1:A4'/></mergeCells>",
    ))
    .unwrap();
    assert_eq!(all, [row(1, &["x"])]);
}
