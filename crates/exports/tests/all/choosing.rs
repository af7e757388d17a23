//! Columns are chosen on a form, remembered, and named in addresses.

use axum::http::{StatusCode, header};

use crate::lamps::{ALL, hang};
use crate::site::Site;

const CHOSEN: [(&str, &str); 8] = [
    ("columns", "number"),
    ("columns", "name"),
    ("columns", "seen_at"),
    ("place.number", "3"),
    ("place.name", "1"),
    ("place.seen_at", ""),
    ("format", "csv"),
    ("headings", "both"),
];
const FILE: &str = "/exports/own-lamps/file?columns=name%2Cnumber%2Cseen_at&format=csv&headings=both";

testing::both_databases! {
    with ALL;

    fn a_choice_leads_to_its_file_and_is_remembered(site: Site) {
        hang(&site.base, 2);
        let mut form = CHOSEN.to_vec();
        form.push(("shine", "on"));
        let chosen = site.post("/exports/own-lamps", &form);
        assert_eq!((chosen.status, chosen.header(header::LOCATION)), (StatusCode::SEE_OTHER, &*format!("{FILE}&shine=on")));
        let file = site.get(&format!("{FILE}&shine=on"));
        assert_eq!(file.text(), "\u{feff}名称 Name,编号 Number,最近查看 Last seen\r\n第2盏灯,2,2024-06-24 08:30\r\n");

        // Without a word about columns, the file and the form are as they were chosen last.
        assert_eq!(site.get("/exports/own-lamps/file?shine=on").text(), file.text());
        let form = site.get("/exports/own-lamps?shine=on").text();
        let boxes: Vec<&str> = form.split("name=\"columns\" value=\"").skip(1).map(|rest| &rest[..rest.find('>').unwrap()]).collect();
        assert_eq!(boxes[..4], ["name\" checked", "number\" checked", "seen_at\" checked", "shine\""]);
        assert!(form.contains("name=\"shine\" value=\"on\""), "what the list is narrowed to goes along");

        let usual = site.get("/exports/own-lamps/file?usual=1&format=csv").text();
        assert_eq!(usual.lines().next(), Some("\u{feff}编号,名称,状态,价格（元）,购入日期"));
    }

    fn a_stranger_chooses_without_anything_being_kept(site: Site) {
        hang(&site.base, 2);
        let form = site.get_as_stranger("/exports/lamps").text();
        assert!(form.contains("<form method=\"get\" action=\"/exports/lamps/file\">"), "{form}");
        let file = site.get_as_stranger("/exports/lamps/file?columns=name&place.name=1&place.number=&format=csv&headings=en");
        assert_eq!(file.text(), "\u{feff}Name\r\n第2盏灯\r\n");
        let kept = site.base.db.read_now(|tx| tx.one::<(i64,)>("SELECT COUNT(*) FROM export_choice", &[])).unwrap();
        assert_eq!(kept, (0,));
    }

    fn what_was_ticked_stays_ticked_when_something_is_wrong(site: Site) {
        let typed = [("columns", "seen_at"), ("columns", "name"), ("place.seen_at", "2"), ("place.name", "1"), ("format", "pdf"), ("headings", "both")];
        let refused = site.post("/exports/own-lamps", &typed);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        let boxes: Vec<&str> = page.split("name=\"columns\" value=\"").skip(1).map(|rest| &rest[..rest.find('>').unwrap()]).collect();
        assert_eq!(boxes, ["name\" checked", "seen_at\" checked", "number\"", "shine\"", "price\"", "bought_on\"", "link\""]);
        let headings = page.split("value=\"both\"").nth(1).expect("the choice of both");
        assert!(headings[..headings.find('>').unwrap()].contains("checked"), "{headings}");
        let nothing = site.post("/exports/own-lamps", &[("place.name", "1"), ("format", "csv")]).text();
        assert!(!nothing.contains("name=\"columns\" value=\"name\" checked"), "{nothing}");
    }

    fn columns_that_do_not_exist_are_named_once_and_briefly(site: Site) {
        let long = "x".repeat(500);
        let some = ["a1", "b2", "a1", "c3", "d4", "e5", "f6", "g7", "h8", "i9", "j10", "k11", "l12", "m13"];
        let ask = |columns: &str| site.get_with_token(&format!("/api/v1/exports/lamps?columns={columns}"), "none");
        let refused = ask(&some.join(","));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text();
        assert!(text.contains("a1, b2, c3, d4, e5, f6, g7, h8, i9, j10") && text.contains("and 3 more") && !text.contains("k11"), "{text}");
        assert_eq!(text.matches("seen_at").count(), 2, "the columns there are stand there once in each language");
        let refused = ask(&long).text();
        assert!(refused.contains(&format!("{}…", "x".repeat(30))) && !refused.contains(&"x".repeat(31)), "{refused}");
    }

    fn a_flood_of_columns_is_answered_briefly_on_every_way_in(site: Site) {
        let flood = (0..8_000).map(|n| format!("x{n}")).collect::<Vec<_>>().join(",");
        let address = format!("/exports/lamps/file?columns={flood}");
        let program = format!("/api/v1/exports/lamps?columns={flood}");
        for refused in [site.get(&address), site.get_as_stranger(&address), site.get_with_token(&program, "none"), site.post("/exports/own-lamps", &[("columns", &flood)])] {
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let text = refused.text();
            // A page names its own address in the link to the other language.
            assert!(text.len() < 10_000 + flood.len(), "{} bytes", text.len());
        }
        let text = site.get(&address).text();
        assert!(text.contains("最多写 14 列"), "{text}");
    }

    fn what_cannot_be_taken_along_is_said_before_the_first_byte(site: Site) {
        for (query, field) in
            [("columns=colour", "colour"), ("columns=", "至少选择一列"), ("format=pdf", "xlsx、csv"), ("headings=fr", "zh、en")]
        {
            let refused = site.get(&format!("/exports/lamps/file?{query}"));
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert!(refused.text().contains(field), "{query}");
        }
        let nothing = site.post("/exports/own-lamps", &[("place.name", "1"), ("format", "csv")]);
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text().contains("请至少选择一列"));
        assert_eq!(site.get_as_stranger("/exports/own-lamps/file").status, StatusCode::SEE_OTHER);
    }
}
