use axum::http::StatusCode;
use kernel::ProjectType;

use applications::paths;
use applications::state::State;

use crate::doors::Doors;
use crate::world::{ALL, World};

testing::both_databases! {
    with ALL;

    fn eligibility_is_told_before_a_word_is_written(w: World) {
        w.submitted(&w.cast.lin_mei, w.item(ProjectType::Curriculum, 1));
        let doors = Doors::of(&w);
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| { limits::take_running(tx, lin.person_id, 3)?; limits::take_running(tx, lin.person_id, 3) }).unwrap();
        let page = doors.get(&w.cast.lin_mei, &format!("{}?lang=en", paths::eligibility(w.item)));
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("2 of 3") && page.text.contains("1 of 3"), "{}", page.text);
        insta::assert_snapshot!("eligibility_en", page.main());
    }

    fn a_form_with_breaches_keeps_what_was_typed_and_shows_all_messages(w: World) {
        let doors = Doors::of(&w);
        let applied = doors.post(&w.cast.lin_mei, &paths::apply(w.item), &[]);
        assert_eq!(applied.status, StatusCode::SEE_OTHER);
        let path = applied.location.clone();
        let typed = [
            ("revision", "1"), ("tab", "t"), ("then", "submit"), ("title", "光电课程"), ("ends_on", "明年"), ("document_pi_name", "林美"),
            ("members.0.name", "钱进"), ("budget.0.purpose", "设备"), ("budget.0.cash", "五万"),
        ];
        let page = doors.post(&w.cast.lin_mei, &path, &typed);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        insta::assert_snapshot!("form_with_breaches_zh", page.main());
        let page = doors.post(&w.cast.lin_mei, &format!("{path}?lang=en"), &typed);
        insta::assert_snapshot!("form_with_breaches_en", page.main());
    }

    fn rows_are_added_and_removed_without_javascript(w: World) {
        let doors = Doors::of(&w);
        let path = doors.post(&w.cast.lin_mei, &paths::apply(w.item), &[]).location;
        let page = doors.post(&w.cast.lin_mei, &path, &[("revision", "1"), ("tab", "t"), ("then", "add:members"), ("members.0.name", "钱进")]);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("name=\"members.1.name\""));
        let page = doors.post(&w.cast.lin_mei, &path, &[("revision", "2"), ("tab", "t"), ("then", "remove:members.0"), ("members.0.name", "钱进")]);
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(!doors.get(&w.cast.lin_mei, &path).text.contains("钱进"));
    }

    fn two_tabs_see_both_versions_and_keep_the_typed_text(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let doors = Doors::of(&w);
        let path = paths::application(id);
        let page = doors.post(&w.cast.lin_mei, &path, &[("revision", "1"), ("tab", "other"), ("then", "save"), ("title", "另一窗口的题目")]);
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("value=\"另一窗口的题目\"") && page.text.contains("面向新工科的光电实验课程建设"));
        let part = doors.post(&w.cast.lin_mei, &paths::autosave(id), &[("revision", "1"), ("tab", "other"), ("title", "又一个")]);
        assert_eq!(part.status, StatusCode::CONFLICT);
        assert_eq!(w.get(id).title, "面向新工科的光电实验课程建设");
    }

    fn an_upload_stores_text_and_file_and_a_lying_file_is_refused_by_content(w: World) {
        let doors = Doors::of(&w);
        let path = doors.post(&w.cast.lin_mei, &paths::apply(w.item), &[]).location;
        let fields = [("revision", "1"), ("tab", "t"), ("title", "有附件的申请")];
        let page = doors.upload(&w.cast.lin_mei, &format!("{path}/files"), &fields, ("document", "申报书.pdf", b"MZ this is a program".to_vec()));
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("有附件的申请"));
        let page = doors.upload(&w.cast.lin_mei, &format!("{path}/files"), &fields, ("document", "申报书.pdf", files::tiny_pdf(&["真的"]).to_vec()));
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let page = doors.get(&w.cast.lin_mei, &path);
        assert!(page.text.contains("申报书.pdf") && page.text.contains("有附件的申请"));
        let link = page.link(&format!("{path}/files/"));
        assert_eq!(doors.get(&w.cast.lin_mei, &link).status, StatusCode::OK);
        assert_eq!(doors.get(&w.cast.zhou_yuan, &link).status, StatusCode::NOT_FOUND);
    }

    fn a_file_that_was_chosen_goes_along_when_the_application_is_handed_in(w: World) {
        let doors = Doors::of(&w);
        let path = doors.post(&w.cast.lin_mei, &paths::apply(w.item), &[]).location;
        let fields = [
            ("revision", "1"), ("tab", "t"), ("then", "submit"), ("title", "光电课程"), ("summary", "简述"),
            ("document_pi_name", "林梅"), ("is_signed", "on"),
        ];
        let lying = ("document", "申报书.pdf", b"MZ this is a program".to_vec());
        let page = doors.upload(&w.cast.lin_mei, &path, &fields, lying);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = doors.upload(&w.cast.lin_mei, &path, &fields, ("document", "申报书.pdf", files::tiny_pdf(&["真的"]).to_vec()));
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.main());
        assert!(page.location.ends_with("/submitted"), "{}", page.location);
    }

    fn a_field_that_cannot_be_read_does_not_make_filled_fields_look_empty(w: World) {
        let doors = Doors::of(&w);
        let path = doors.post(&w.cast.lin_mei, &paths::apply(w.item), &[]).location;
        let long = "题".repeat(400);
        let page = doors.post(&w.cast.lin_mei, &path, &[
            ("revision", "1"), ("tab", "t"), ("then", "submit"), ("title", &long), ("summary", "简述"),
            ("document_pi_name", "张三"), ("budget.0.cash", "60000.001"),
        ]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (text, is_there) in [
            ("最多 120 字，现有 400 字", true), ("张三", true), ("请填写申报题目", false), ("请填写申请简述", false),
        ] {
            assert_eq!(page.text.contains(text), is_there, "{text}: {}", page.main());
        }
    }

    fn a_10_a_draft_stands_in_the_list_right_after_saving_and_no_copy_is_kept_by_the_browser(w: World) {
        let (doors, lin) = (Doors::of(&w), &w.cast.lin_mei);
        let path = doors.post(lin, &paths::apply(w.item), &[]).location;
        assert!(doors.get(lin, paths::LIST).text.contains("（未填题目的草稿）"));
        let saved = doors.post(lin, &path, &[("revision", "1"), ("tab", "t"), ("title", "刚保存的题目"), ("then", "save")]);
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let list = doors.get(lin, paths::LIST);
        assert!(list.text.contains("刚保存的题目"), "{}", list.text);
        assert_eq!(list.cache, "no-store");
        let (_, listed) = doors.api(lin, "GET", "/applications", serde_json::Value::Null);
        assert!(listed.to_string().contains("刚保存的题目"), "{listed}");
    }

    fn the_receipt_holds_without_the_platform(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let doors = Doors::of(&w);
        let page = doors.get(&w.cast.lin_mei, &paths::submitted(id));
        assert_eq!(page.status, StatusCode::OK);
        let receipt: journal::Receipt = serde_json::from_str(&doors.get(&w.cast.lin_mei, &paths::receipt(id)).text).unwrap();
        assert_eq!(journal::check_receipt(&receipt, Some(&receipt.public_key)), Ok(()));
        assert_eq!((receipt.entry.act.as_str(), receipt.entry.subject_id), ("application.submit", id.0));
        assert_eq!(doors.get(&w.cast.zhou_yuan, &paths::receipt(id)).status, StatusCode::NOT_FOUND);
    }

    fn the_university_reviews_on_one_page(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let doors = Doors::of(&w);
        let page = doors.get(&w.cast.wang_jianguo, &paths::application(id));
        assert!(page.text.contains("name=\"checks.pi_equal\""));
        let page = doors.post(&w.cast.wang_jianguo, &paths::university_review(id), &[("checks.pi_equal", "no"), ("comment", "请核对")]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("U-02") && page.text.contains("请核对"));
        let yes: Vec<(String, &str)> = crate::world::all_yes().iter().map(|a| (format!("checks.{}", a.check), "yes")).collect();
        let mut fields: Vec<(&str, &str)> = yes.iter().map(|(k, v)| (k.as_str(), *v)).collect();
        fields.push(("step", "university_pass"));
        assert_eq!(doors.post(&w.cast.wang_jianguo, &paths::university_review(id), &fields).status, StatusCode::SEE_OTHER);
        assert_eq!(w.state(id), State::EnterpriseReview);
    }

    fn the_enterprise_ranks_previews_and_commits(w: World) {
        let ids = [1, 2, 3].map(|n| w.passed(&w.teacher(n), w.item));
        let doors = Doors::of(&w);
        let ranking = paths::ranking(w.item);
        let names = ids.map(|id| format!("score.{id}"));
        let fields = [(names[0].as_str(), "70"), (names[1].as_str(), "90"), (names[2].as_str(), "80")];
        assert_eq!(doors.post(&w.cast.zhao_lei, &ranking, &fields).status, StatusCode::SEE_OTHER);
        insta::assert_snapshot!("ranking_zh", doors.get(&w.cast.zhao_lei, &ranking).main());
        insta::assert_snapshot!("ranking_en", doors.get(&w.cast.zhao_lei, &format!("{ranking}?lang=en")).main());
        // A reason is missing: everything typed is kept.
        let page = doors.post(&w.cast.zhao_lei, &ranking, &[("then", "best"), ("top_n", "2"), (names[0].as_str(), "71")]);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("S-01") && page.text.contains("value=\"71\""));
        let preview = doors.post(&w.cast.zhao_lei, &ranking, &[("then", "best"), ("top_n", "2"), ("reason", "名额有限")]);
        assert_eq!(preview.status, StatusCode::SEE_OTHER, "{}", preview.text);
        insta::assert_snapshot!("plan_zh", doors.get(&w.cast.zhao_lei, &preview.location).main());
        assert_eq!(doors.post(&w.cast.zhao_lei, &format!("{}/commit", preview.location), &[]).status, StatusCode::SEE_OTHER);
        assert_eq!(ids.map(|id| w.state(id)), [State::EnterpriseRejected, State::Selected, State::Selected]);
        assert_eq!(doors.post(&w.cast.zhao_lei, &format!("{}/commit", preview.location), &[]).status, StatusCode::CONFLICT);
        assert_eq!(doors.get(&w.cast.qin_yue, &ranking).status, StatusCode::NOT_FOUND);
    }

    fn every_page_says_who_can_do_what_the_reader_cannot(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let page = Doors::of(&w).get(&w.cast.lin_mei, &paths::application(id));
        assert!(page.text.contains("申请人所在高校的管理员（本人除外）"));
        assert!(page.text.contains(&paths::withdraw(id)));
    }
}
