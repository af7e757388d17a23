//! Whole files are read back.

use std::io::Cursor;

use axum::http::{StatusCode, header};
use calamine::{Data, Reader};

use crate::lamps::{ALL, at, hang, name};
use crate::site::Site;

/// More than three batches.
const LAMPS: i64 = 1_234;

fn serial(data: &Data) -> f64 {
    match data {
        Data::DateTime(at) => at.as_f64(),
        other => panic!("{other:?} is no date"),
    }
}

testing::both_databases! {
    with ALL;

    fn a_workbook_holds_every_row_with_types_as_types(site: Site) {
        hang(&site.base, LAMPS);
        let got = site.get("/exports/own-lamps/file?columns=number,name,shine,price,bought_on,seen_at,link&format=xlsx");
        assert_eq!(got.status, StatusCode::OK);
        assert_eq!(
            got.header(header::CONTENT_DISPOSITION),
            "attachment; filename*=UTF-8''%E7%81%AF%E5%85%B7-2024-09-02.xlsx",
        );
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(got.bytes.unwrap())).expect("a workbook");
        let range = book.worksheet_range("灯具").expect("the sheet");
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(rows[0], ["编号", "名称", "状态", "价格（元）", "购入日期", "最近查看", "网址"].map(text));
        assert_eq!(rows.len() as i64, LAMPS + 1);
        let seen = at().day();
        for (row, number) in rows[1..].iter().zip(1..) {
            assert_eq!(row[0], Data::Float(number as f64));
            assert_eq!(row[1], text(&name(number)));
            assert_eq!(row[2], text(if number % 2 == 0 { "亮" } else { "灭" }));
            assert_eq!(row[3], Data::Float((number * 101) as f64 / 100.0));
            let day = serial(&row[4]);
            assert_eq!(day, 45_467.0, "{seen}");
            match number % 2 {
                0 => assert!((serial(&row[5]) - (day + 8.5 / 24.0)).abs() < 1e-9),
                _ => assert_eq!(row[5], Data::Empty),
            }
            assert_eq!(row[6], text(&format!("http://xieyu.test/lamps/{number}")));
        }
    }

    fn csv_guards_what_would_be_a_formula_and_json_says_everything_plainly(site: Site) {
        hang(&site.base, 9);
        let csv = site.get("/exports/own-lamps/file?columns=name,price,shine&format=csv&headings=en").text();
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(lines[..4], ["\u{feff}Name,Price (yuan),State", "第1盏灯,1.01,Off", "第2盏灯,2.02,On", "00123,3.03,Off"]);
        assert_eq!(lines[9], "\"'=HYPERLINK(\"\"http://x\"\")\",9.09,Off");

        let got = site.get("/exports/own-lamps/file?columns=number,name,price,bought_on,seen_at,shine&format=json");
        assert_eq!(got.header(header::CONTENT_TYPE), "application/json");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&got.text()).expect("JSON");
        assert_eq!(
            (rows.len(), &rows[5]),
            (
                9,
                &serde_json::json!({ "number": 6, "name": "“灯”, 第二行\n@x", "price": 6.06, "bought_on": "2024-06-24", "seen_at": "2024-06-24T00:30:00.000Z", "shine": "on" })
            )
        );
    }

    fn programs_take_the_same_lists_and_read_what_the_columns_mean(site: Site) {
        hang(&site.base, 4);
        let all: serde_json::Value = serde_json::from_str(&site.get_with_token("/api/v1/exports", "none").text()).unwrap();
        assert_eq!(all[1]["key"], "own-lamps");
        assert_eq!(
            all[1]["columns"][3],
            serde_json::json!({ "key": "price", "heading": "价格（元）", "heading_en": "Price (yuan)", "kind": "money", "about": "", "about_en": "", "usual": true })
        );
        let own = site.get_with_token("/api/v1/exports/own-lamps?columns=number", "lamps:read").text();
        assert_eq!(own, "[\n{\"number\":1},\n{\"number\":2},\n{\"number\":3},\n{\"number\":4}\n]\n");
        assert_eq!(site.get_with_token("/api/v1/exports/own-lamps", "none").status, StatusCode::FORBIDDEN);
        // A list for everybody asks for no scope, so a token reads there what everybody reads.
        let open = site.get_with_token("/api/v1/exports/lamps?columns=number", "none").text();
        assert_eq!(open, "[\n{\"number\":2},\n{\"number\":4}\n]\n");
    }

    fn an_empty_list_is_a_whole_file(site: Site) {
        assert_eq!(site.get("/exports/lamps/file?format=json").text(), "[\n]\n");
        assert_eq!(site.get("/exports/lamps/file?format=csv&columns=name").text(), "\u{feff}名称\r\n");
    }
}
