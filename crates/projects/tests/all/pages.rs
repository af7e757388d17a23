use axum::http::StatusCode;
use kernel::Mode;
use projects::change::{Kind, Step};
use projects::wanted::Wanted;

use crate::doors::Doors;
use crate::world::{ALL, World, day};

testing::both_databases! {
    with ALL;

    fn p_06_the_public_reads_the_public_columns_and_no_more(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        w.set_clock("2025-09-10");
        w.act(projects::mark_overdue).unwrap();
        let doors = Doors::of(&w);
        let page = doors.visit(&format!("/projects/{}", project.id));
        assert_eq!(page.status, StatusCode::OK);
        insta::assert_snapshot!("project_public_zh", page.main());
        for secret in ["周远", "50,000", "超期"] { assert!(!page.text.contains(secret), "{secret}"); }
        let list = doors.visit("/projects?lang=en");
        insta::assert_snapshot!("register_public_en", list.main());
        assert!(!list.text.contains("Overdue"));
        let (_, json) = doors.api(&w.cast.tang_yun, "GET", "/projects", serde_json::Value::Null);
        assert_eq!(json["projects"][0]["state"], "running");
        assert!(json["projects"][0].get("cash").is_none());
        // What the public does not read, it cannot filter by either.
        assert_eq!(doors.api(&w.cast.tang_yun, "GET", "/projects?state=overdue", serde_json::Value::Null).0, StatusCode::UNPROCESSABLE_ENTITY);
    }

    fn the_parties_see_the_inside_in_both_languages(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let doors = Doors::of(&w);
        let path = format!("/projects/{}", project.id);
        insta::assert_snapshot!("project_inside_zh", doors.get(&w.cast.lin_mei, &path).main());
        insta::assert_snapshot!("project_inside_en", doors.get(&w.cast.zhao_lei, &format!("{path}?lang=en")).main());
        assert!(!doors.get(&w.cast.qin_yue, &path).text.contains("50,000"));
        for below in ["reports", "changes"] {
            assert_eq!(doors.get(&w.cast.qin_yue, &format!("{path}/{below}")).status, StatusCode::NOT_FOUND);
            assert_eq!(doors.get(&w.cast.wu_min, &format!("{path}/{below}")).status, StatusCode::OK);
        }
        insta::assert_snapshot!("reports_zh", doors.get(&w.cast.lin_mei, &format!("{path}/reports")).main());
        insta::assert_snapshot!("changes_zh", doors.get(&w.cast.wang_jianguo, &format!("{path}/changes")).main());
    }

    fn a_filing_is_found_however_it_is_typed_and_a_wrong_character_is_named(w: World) {
        let project = w.project(&w.cast.lin_mei);
        let doors = Doors::of(&w);
        let typed = project.number.to_lowercase().replacen("2024", "2024-", 1);
        let sent = doors.visit(&format!("/filings?number={typed}"));
        assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, format!("/filings/{}", project.number).as_str()));
        let page = doors.visit(&sent.location);
        assert!(page.text.contains("记录完好") && page.text.contains("xieyu filing 1"));
        let wrong = project.number.replacen("000001", "000007", 1);
        let page = doors.visit(&format!("/filings?number={wrong}&lang=en"));
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text.contains(&format!("Character 13 is wrong; you may mean {}", project.number)), "{}", page.main());
        let (status, json) = doors.api(&w.cast.tang_yun, "GET", &format!("/filings/{}", project.number), serde_json::Value::Null);
        assert_eq!((status, json["is_whole"].as_bool()), (StatusCode::OK, Some(true)));
        // A filing that was written into the table, with no entry that it was filed.
        w.act(|tx| Ok(tx.execute("DELETE FROM journal_entry WHERE act = 'filing.file'", &[])?)).unwrap();
        let (_, json) = doors.api(&w.cast.tang_yun, "GET", &format!("/filings/{}", project.number), serde_json::Value::Null);
        assert_eq!(json["is_whole"].as_bool(), Some(false));
        assert!(doors.visit(&format!("{}?lang=en", sent.location)).text.contains("Tampered with"), "not yet kept in English");
    }

    fn a_form_with_problems_shows_all_of_them_and_keeps_what_was_typed(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let doors = Doors::of(&w);
        let begun = doors.post(&w.cast.lin_mei, &format!("/projects/{}/changes", project.id), &[("kind", "budget")]);
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        let typed = [("then", "submit"), ("cash", "六万"), ("goods", ""), ("plan.0.amount", "100"), ("plan.0.note", "首付款"), ("reason", "价格上涨")];
        let page = doors.post(&w.cast.lin_mei, &begun.location, &typed);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("六万") && page.text.contains("首付款") && page.text.contains("价格上涨"));
        insta::assert_snapshot!("change_budget_with_problems_zh", page.main());
    }

    fn a_postponement_shows_what_it_means_before_it_is_sent(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let id = w.asked(&w.cast.lin_mei, project.id, Wanted::Postponement { closes_on: day("2027-01-01") }).unwrap();
        let doors = Doors::of(&w);
        let page = doors.get(&w.cast.lin_mei, &format!("/changes/{id}?lang=en"));
        assert!(page.text.contains("2026-09-02") && page.text.contains("X-05"));
        insta::assert_snapshot!("change_postponement_en", page.main());
        assert_eq!(doors.get(&w.cast.wang_jianguo, &format!("/changes/{id}")).status, StatusCode::NOT_FOUND); // a draft is its writer's
        let page = doors.post(&w.cast.lin_mei, &format!("/changes/{id}"), &[("then", "submit"), ("new_closing_on", "2026-01-01"), ("reason", "疫情")]);
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        insta::assert_snapshot!("change_to_review_zh", doors.get(&w.cast.wang_jianguo, &format!("/changes/{id}")).main());
        assert_eq!(doors.post(&w.cast.wang_jianguo, &format!("/changes/{id}/university_pass"), &[]).status, StatusCode::SEE_OTHER);
        assert_eq!(doors.post(&w.cast.wang_jianguo, &format!("/changes/{id}/university_pass"), &[]).status, StatusCode::CONFLICT);
    }

    fn the_files_and_receipts_of_a_draft_are_its_authors_alone(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let scan = w.files.put_now(&files::tiny_pdf(&["evidence"]), "evidence.pdf", &files::Limits::default()).unwrap();
        let wanted = Wanted::Termination { settlement: "x".into() };
        let change = w.asked(&w.cast.lin_mei, project.id, wanted).unwrap();
        let by = w.cast.lin_mei.clone();
        let of_change = { let (by, scan) = (by.clone(), scan.clone()); w.act(move |tx| projects::attach_to_change(tx, &by, change, &scan)).unwrap() };
        let report = { let by = by.clone(); w.act(move |tx| projects::start_report(tx, &by, project.id)).unwrap() };
        let of_report = w.act(move |tx| projects::attach_to_report(tx, &by, report.id, &scan)).unwrap();
        let doors = Doors::of(&w);
        for path in [
            format!("/projects/{}/files/{}", project.id, of_change.id),
            format!("/projects/{}/files/{}", project.id, of_report.id),
            format!("/changes/{change}/receipt?act=save"),
            format!("/projects/{}/reports/{}/receipt?act=start", project.id, report.id),
        ] {
            assert_eq!(doors.get(&w.cast.lin_mei, &path).status, StatusCode::OK, "{path}");
            for other in [&w.cast.wang_jianguo, &w.cast.zhao_lei, &w.cast.wu_min] {
                assert_eq!(doors.get(other, &path).status, StatusCode::NOT_FOUND, "{path}");
            }
        }
    }

    fn programs_do_what_people_do(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let doors = Doors::of(&w);
        let lin = &w.cast.lin_mei;
        let (status, request) = doors.api(lin, "POST", &format!("/projects/{}/changes", project.id), serde_json::json!({ "kind": Kind::Postponement }));
        assert_eq!(status, StatusCode::CREATED);
        let path = format!("/changes/{}", request["id"].as_str().unwrap());
        let text = serde_json::json!({ "wanted": { "kind": "postponement", "closes_on": "2026-01-01" }, "reason": "设备到货晚" });
        assert_eq!(doors.api(lin, "PUT", &path, text).0, StatusCode::OK);
        let step = |by, step: Step| doors.api(by, "POST", &format!("{path}/{}", kernel::Word::word(step)), serde_json::json!({ "note": "" }));
        assert_eq!(step(lin, Step::Submit).0, StatusCode::OK);
        assert_eq!(step(lin, Step::UniversityPass).0, StatusCode::FORBIDDEN);
        assert_eq!(step(&w.cast.gao_ning, Step::UniversityPass).0, StatusCode::NOT_FOUND);
        assert_eq!(step(&w.cast.wang_jianguo, Step::UniversityPass).1["state"], "enterprise_review");
        assert_eq!(step(&w.cast.zhao_lei, Step::EnterpriseApprove).1["state"], "approved");
        let (_, inside) = doors.api(lin, "GET", &format!("/projects/{}/inside", project.id), serde_json::Value::Null);
        assert_eq!(inside["project"]["closes_on"], "2026-01-01");
        let (_, mine) = doors.api(lin, "GET", "/my/projects", serde_json::Value::Null);
        assert_eq!(mine["projects"].as_array().unwrap().len(), 1);
    }
}
