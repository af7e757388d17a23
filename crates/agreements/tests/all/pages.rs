use agreements::paths;
use agreements::state::State;
use kernel::Mode;

use crate::house::House;
use crate::world::World;

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS];

    fn the_draft_shows_what_is_missing_and_everybody_who_can_act(world: World) {
        let begun = world.begun(Mode::Rolling);
        let house = House::of(&world);
        let (status, page) = house.get("lin", &paths::show(begun.id));
        insta::assert_snapshot!("draft_seen_by_its_pi", format!("{status}\n{page}"));
        let (status, page) = house.get("zhao", &paths::show(begun.id));
        insta::assert_snapshot!("draft_seen_by_the_enterprise", format!("{status}\n{page}"));
        assert_eq!(house.get("xu", &paths::show(begun.id)).0, 404);
    }

    fn in_english_nothing_but_what_people_typed_is_chinese(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        let house = House::of(&world);
        for path in [paths::show(agreed.id), paths::versions(agreed.id), "/agreements".to_owned()] {
            let (_, page) = house.get("wang", &format!("{path}?lang=en"));
            let typed = ["光电检测课程共建", "子午光电科技有限公司", "南江大学", "林梅", "王建国", "赵磊", "在线课程一门", "教学改革报告一份", "首期", "尾款", "协议1.pdf"];
            let defaults = [agreed.ip_terms.as_str(), agreed.duties.as_str()];
            let lines = defaults.iter().flat_map(|text| text.lines());
            let left = typed.into_iter().chain(lines).fold(page, |page, known| page.replace(known, ""));
            let chinese: String = left.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
            assert_eq!(chinese, "", "{path}");
        }
    }

    fn the_editing_page_holds_every_field(world: World) {
        let begun = world.begun(Mode::Rolling);
        let house = House::of(&world);
        let (status, page) = house.get("lin", &paths::edit(begun.id));
        insta::assert_snapshot!("editing", format!("{status}\n{page}"));
        assert_eq!(house.get("wang", &paths::edit(begun.id)).0, 403);
    }

    fn what_cannot_be_read_is_shown_again_exactly_as_typed(world: World) {
        let begun = world.begun(Mode::Rolling);
        let house = House::of(&world);
        let typed = [("revision", "1"), ("starts_on", "明天"), ("cash", "五万元整"), ("goods", "20000"), ("ip_terms", "共享"), ("duties", "按期拨付"), ("then", "submit")];
        let (status, page) = house.post("lin", &paths::show(begun.id), &typed);
        assert_eq!(status, 422);
        for kept in ["明天", "五万元整", "共享", "按期拨付"] {
            assert!(page.contains(kept), "{kept}");
        }
        assert_eq!(world.get(begun.id), begun);
    }

    fn a_refused_submission_keeps_what_was_typed(world: World) {
        let begun = world.begun(Mode::Rolling);
        let house = House::of(&world);
        let typed = [("revision", "1"), ("cash", "50000"), ("goods", "20000"), ("ip_terms", "新条款"), ("duties", "按期拨付"), ("then", "submit")];
        let (status, page) = house.post("lin", &paths::show(begun.id), &typed);
        assert_eq!((status, page.contains("C-03"), page.contains("P-07")), (422, true, true));
        assert_eq!((world.get(begun.id).ip_terms.as_str(), world.get(begun.id).state), ("新条款", State::Draft));
    }

    fn an_autosave_answers_the_rules_and_the_next_revision(world: World) {
        let begun = world.begun(Mode::Rolling);
        let house = House::of(&world);
        let typed = [("revision", "1"), ("cash", "50000"), ("goods", "20000"), ("ip_terms", "新条款"), ("duties", "按期拨付")];
        assert_eq!(house.post("lin", &paths::draft(begun.id), &typed).0, 303); // without JavaScript
        assert_eq!(world.get(begun.id).revision, 2);
        assert_eq!(house.post("lin", &paths::draft(begun.id), &typed).0, 409); // the stale page
        let (status, part) = house.typing("lin", &paths::draft(begun.id), "revision=2&cash=50000&document_cash=49999&document_goods=0&goods=0&ip_terms=a&duties=b");
        assert_eq!((status, part.contains("C-03"), part.contains("P-07")), (200, true, true));
        assert!(part.contains(r#"name="revision" value="3" hx-swap-oob="true""#), "{part}");
        let (status, part) = house.typing("lin", &paths::draft(begun.id), "revision=3&cash=abc&goods=0&ip_terms=a&duties=b");
        assert_eq!((status, part.contains("f-cash-said"), part.contains("name=\"revision\"")), (200, true, false));
    }

    fn a_file_that_is_not_what_it_says_is_refused_and_a_good_one_is_kept(world: World) {
        let begun = world.begun(Mode::Rolling);
        let house = House::of(&world);
        let (status, page) = house.upload("lin", &paths::files(begun.id), "协议.pdf", b"MZ not a pdf at all, an executable");
        assert_eq!((status, page.contains("class=\"breach\"")), (422, true));
        assert_eq!(house.upload("lin", &paths::files(begun.id), "协议.pdf", &files::tiny_pdf(&["agreement"])).0, 303);
        assert_eq!(house.upload("wang", &paths::files(begun.id), "协议.pdf", &files::tiny_pdf(&["agreement"])).0, 403);
        assert!(house.get("wang", &paths::show(begun.id)).1.contains("协议.pdf"));
    }

    fn the_university_answers_the_checklist(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let house = House::of(&world);
        let (status, page) = house.get("wang", &paths::show(submitted.id));
        insta::assert_snapshot!("university_review", format!("{status}\n{page}"));
        let review = paths::step(submitted.id, "university-review");
        let (status, page) = house.post("wang", &review, &[("version", "1"), ("decision", "pass"), ("checks.fields_filled", "no"), ("checks.fields_filled.comment", "缺日期")]);
        assert_eq!((status, page.contains("U-02"), page.contains("C-05"), page.contains("缺日期")), (422, true, true, true));
        assert_eq!(house.post("zhao", &review, &[("version", "1"), ("decision", "pass")]).0, 403);
        let mut back = vec![("version", "1"), ("decision", "return"), ("checks.fields_filled", "no"), ("checks.fields_filled.comment", "缺日期")];
        back.extend(["checks.closing_date_sensible", "checks.amounts_equal", "checks.seals_present", "checks.clauses_clear"].map(|check| (check, "yes")));
        assert_eq!(house.post("wang", &review, &back).0, 303);
        let (_, page) = house.get("lin", &paths::show(submitted.id));
        assert!(page.contains("各栏填写完整：缺日期"));
    }

    fn an_address_without_a_version_prints_the_current_one_once_it_is_no_draft(world: World) {
        let (begun, agreed) = (world.begun(Mode::Rolling), world.agreed(Mode::Rolling));
        let house = House::of(&world);
        let text = |path: &str| house.get("lin", path).1;
        assert!(text(&format!("/agreements/{}/text", begun.id)).contains("草稿，尚未提交"));
        let current = text(&format!("/agreements/{}/text", agreed.id));
        assert_eq!((current.contains("草稿，尚未提交"), current.contains("第 1 版")), (false, true));
        assert_eq!(house.get_raw("lin", &format!("/agreements/{}/pdf?version=one", agreed.id)).0, 422);
    }

    fn an_agreed_one_leads_to_establishment_and_has_its_receipts(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        let house = House::of(&world);
        let (status, page) = house.get("wang", &paths::show(agreed.id));
        insta::assert_snapshot!("agreed", format!("{status}\n{page}"));
        let (status, body) = house.get_raw("zhao", &paths::receipt(agreed.id, "enterprise_confirm"));
        let receipt: journal::Receipt = serde_json::from_slice(&body).expect("a receipt");
        assert_eq!((status.as_u16(), journal::check_receipt(&receipt, None), receipt.entry.act.as_str()), (200, Ok(()), "agreement.enterprise_confirm"));
    }

    fn the_text_and_the_differences_of_versions_are_shown(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        let id = agreed.id;
        let revised = world.done(&world.cast.lin_mei, move |tx, actor| agreements::revise(tx, actor, id, "改期"));
        let mut edit = world.good_edit(&revised);
        edit.duties = "企业按期拨付。".into();
        world.done(&world.cast.lin_mei, move |tx, actor| {
            agreements::edit(tx, actor, id, &edit)?;
            agreements::submit(tx, actor, id)
        });
        let house = House::of(&world);
        insta::assert_snapshot!("text", house.get("zhao", &paths::text(id, 1)).1);
        insta::assert_snapshot!("differences", house.get("zhao", &paths::compare(id, 1, 2)).1);
        assert_eq!(house.get("zhao", &paths::text(id, 9)).0, 404);
        assert_eq!(house.get("xu", &paths::text(id, 1)).0, 404);
    }

    fn the_list_is_filtered(world: World) {
        world.submitted(Mode::Rolling);
        let house = House::of(&world);
        insta::assert_snapshot!("list", house.get("wang", "/agreements").1);
        assert!(!house.get("wang", "/agreements?state=draft").1.contains("光电检测课程共建"));
        assert!(house.get("wang", "/agreements?q=%E6%A3%80%E6%B5%8B&mode=2024").1.contains("光电检测课程共建"));
        assert!(!house.get("xu", "/agreements").1.contains("光电检测课程共建"));
    }

    fn the_api_does_the_same_as_the_pages(world: World) {
        let agreement = world.submitted(Mode::Rolling);
        let house = House::of(&world);
        let path = |step: &str| format!("/api/v1/agreements/{}{step}", agreement.id);
        assert_eq!(house.api("zhao", "GET", &path(""), "").0, 200);
        assert_eq!(house.api("xu", "GET", &path(""), "").0, 404);
        let (status, problem) = house.api("wang", "POST", &path("/university-review"), r#"{"version":1,"passes":true}"#);
        assert_eq!((status, problem.contains("U-02"), problem.contains("C-05")), (422, true, true));
        let checks = r#"{"version":1,"passes":true,"seal":true,"checks":[{"check":"fields_filled","yes":true},{"check":"closing_date_sensible","yes":true},
            {"check":"amounts_equal","yes":true},{"check":"seals_present","yes":true},{"check":"clauses_clear","yes":true}]}"#;
        assert_eq!(house.api("wang", "POST", &path("/university-review"), checks).0, 200);
        assert_eq!(house.api("wang", "POST", &path("/university-review"), checks).0, 409);
        assert_eq!(house.api("zhao", "POST", &path("/enterprise-review"), r#"{"version":1,"confirms":true,"seal":true}"#).0, 200);
        assert_eq!(world.get(agreement.id).state, State::Agreed);
    }
}
