//! The pages, without JavaScript.

use cases::state::call::CallStep;
use cases::state::{State, Step};
use porter::{Doors, session as logged_in, stranger};

use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn a_case_goes_all_the_way_by_forms_alone(world: World) {
        let call = format!("/cases/{}", world.call);
        let page = world.get(logged_in("teacher"), &call);
        page.holds("2024 年度优秀项目案例");
        page.holds("本次征集不收取任何费用");
        page.holds("202401001");
        let project = world.optics.to_string();
        let begun = world.post("teacher", &format!("{call}/begin"), &[("kind", "project"), ("project_id", &project)]);
        assert_eq!(begun.status, 303, "{}", begun.body);
        let case = begun.location().to_owned();
        let early = world.post("teacher", &format!("{case}/steps/hand_in"), &[]);
        assert_eq!(early.status, 422);
        early.holds("此项必填");
        let text = [("revision", "1"), ("title_zh", "共建课程"), ("title_en", "A course"), ("summary", "概述"), ("novelty", "新"), ("influence", "广")];
        assert_eq!(world.post("teacher", &format!("{case}/save"), &text).status, 303);
        assert_eq!(world.post("teacher", &format!("{case}/save"), &text).status, 409, "another tab");
        assert_eq!(world.post("teacher", &format!("{case}/steps/hand_in"), &[]).status, 303);
        let bare = world.post("university", &format!("{case}/steps/decline"), &[("reason.decline", "")]);
        assert_eq!(bare.status, 422);
        bare.holds("请写明不推荐的理由");
        assert_eq!(world.post("university", &format!("{case}/steps/nominate"), &[]).status, 303);
        assert_eq!(world.post("university", &format!("{case}/steps/submit"), &[]).status, 303);
        assert_eq!(world.post("office", &format!("{call}/steps/review"), &[]).status, 303);
        let expert = world.cast.he_zhiyuan.person_id.to_string();
        let nobody = world.post("office", &format!("{case}/experts"), &[]);
        assert_eq!(nobody.status, 422);
        nobody.holds("请至少选择一位专家");
        assert_eq!(world.post("office", &format!("{case}/experts"), &[("reviewer_id", &expert)]).status, 303);
        world.get(logged_in("expert"), &case).holds("请先如实声明");
        assert_eq!(world.post("expert", &format!("{case}/interest"), &[("conflict", "none")]).status, 303);
        let typed = [("representative", "90"), ("novelty", "x"), ("results", "80"), ("example", "80"), ("conduct", "80"), ("comment", "值得推广")];
        let wrong = world.post("expert", &format!("{case}/review"), &typed);
        assert_eq!(wrong.status, 422);
        wrong.holds("值得推广");
        wrong.holds("value=\"x\"");
        let right = [("representative", "90"), ("novelty", "80"), ("results", "80"), ("example", "80"), ("conduct", "80"), ("comment", "值得推广")];
        assert_eq!(world.post("expert", &format!("{case}/review"), &right).status, 303);
        let ranking = world.get(logged_in("office"), &format!("{call}/ranking"));
        ranking.holds("82.00");
        world.get(logged_in("office"), &case).holds("值得推广");
        assert_eq!(world.post("office", &format!("{case}/steps/select"), &[("reason.select", "突出")]).status, 303);
        let author = world.get(logged_in("teacher"), &case);
        author.lacks("拟入选");
        author.lacks("值得推广");
        author.lacks("何志远");
        author.holds("专家评审中");
        assert_eq!(world.post("office", &format!("{call}/steps/decide"), &[]).status, 303);
        assert_eq!(world.get(stranger(), &case).status, 404);
        assert_eq!(world.post("office", &format!("{call}/steps/publish"), &[]).status, 303);
        let public = world.get(stranger(), &case);
        assert_eq!(public.status, 200, "{}", public.body);
        public.holds("共建课程");
        public.lacks("82.00");
        public.lacks("突出");
        let list = world.get(stranger(), &call);
        list.holds("共建课程");
        list.holds("项目案例");
        list.holds("2024");
        world.get(stranger(), &format!("{call}?lang=en")).holds("A course");
        world.get(logged_in("teacher"), &case).holds("突出");
    }

    fn files_are_attached_read_by_those_inside_and_taken_away(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        let path = format!("/cases/entries/{}", case.id);
        let none = world.post("teacher", &format!("{path}/files"), &[]);
        assert_eq!(none.status, 422);
        none.holds("请先选择文件");
        let asker = porter::token("teacher cases:write");
        let pdf = String::from_utf8_lossy(&files::tiny_pdf(&["case"])).into_owned();
        let sent = world.send(asker, "POST", &format!("/api/v1{path}/files?name=case.pdf"), "application/pdf", pdf);
        assert_eq!(sent.status, 201, "{}", sent.body);
        let page = world.get(logged_in("teacher"), &path);
        page.holds("case.pdf");
        let file = format!("{path}/files/{}", sent.json()["id"].as_str().unwrap());
        assert_eq!(world.get(logged_in("teacher"), &file).status, 200);
        assert_eq!(world.get(logged_in("zhou"), &file).status, 404);
        assert_eq!(world.post("zhou", &format!("{file}/remove"), &[]).status, 404);
        assert_eq!(world.post("teacher", &format!("{file}/remove"), &[]).status, 303);
        assert_eq!(world.get(logged_in("teacher"), &file).status, 404);
    }

    fn the_office_writes_a_call_by_forms_and_a_fee_is_refused(world: World) {
        let form = [("year", "2025"), ("series_zh", "2025 年度案例"), ("takes_projects", "on"), ("accepted_on", "2025-06-30"), ("closes_on", "2025-09-30"), ("quota", "2")];
        let mut with_fee = form.to_vec();
        with_fee.push(("参评费", "500"));
        let refused = world.post("office", "/cases/new", &with_fee);
        assert_eq!(refused.status, 422);
        refused.holds("案例征集不得收取任何费用");
        refused.holds("K-06");
        refused.holds("value=\"2025 年度案例\"");
        let made = world.post("office", "/cases/new", &form);
        assert_eq!(made.status, 303, "{}", made.body);
        let call = made.location().to_owned();
        assert_eq!(world.get(stranger(), &call).status, 404);
        let edit = world.get(logged_in("office"), &format!("{call}/edit"));
        edit.holds("value=\"2025-06-30\"");
        let university = world.cast.nanjiang.to_string();
        assert_eq!(world.post("office", &format!("{call}/quotas"), &[("university_id", &university), ("own_quota", "4")]).status, 303);
        assert_eq!(world.post("office", &format!("{call}/quotas"), &[("university_id", &university), ("own_quota", "x")]).status, 422);
        assert_eq!(world.post("office", &format!("{call}/steps/open"), &[]).status, 303);
        world.get(stranger(), "/cases").holds("2025 年度案例");
        world.get(logged_in("university"), &call).holds("4");
        assert_eq!(world.post("teacher", &format!("{call}/steps/review"), &[]).status, 403);
    }

    fn m_07_awards_are_published_by_forms_and_read_by_everybody(world: World) {
        let wrong = world.post("office", "/awards/new", &[("year", ""), ("kind", "")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("获奖名单须注明年度");
        let made = world.post("office", "/awards/new", &[("year", "2023"), ("kind", "excellent_organisation")]);
        assert_eq!(made.status, 303, "{}", made.body);
        let list = made.location().to_owned();
        assert_eq!(world.get(stranger(), &list).status, 404);
        world.get(stranger(), "/awards").holds("还没有公布的获奖名单");
        assert_eq!(world.post("office", &format!("{list}/entries"), &[("name_zh", "")]).status, 422);
        assert_eq!(world.post("office", &format!("{list}/entries"), &[("name_zh", "南江大学")]).status, 303);
        assert_eq!(world.post("office", &format!("{list}/publish"), &[]).status, 303);
        let page = world.get(stranger(), &list);
        page.holds("2023 年度优秀组织奖");
        page.holds("南江大学");
        world.get(stranger(), "/awards?lang=en").holds("Excellent organisation award");
    }

    fn everybody_finds_what_waits_for_them(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        let todo = |who: &kernel::Actor| { let who = who.clone(); world.read(move |tx| Ok(cases::todo(tx, &who)?)).len() };
        assert_eq!((todo(&world.cast.lin_mei), todo(&world.cast.wang_jianguo)), (1, 0));
        world.step(&world.cast.lin_mei, case.id, Step::HandIn, "").unwrap();
        assert_eq!((todo(&world.cast.lin_mei), todo(&world.cast.wang_jianguo), todo(&world.cast.zhao_lei)), (0, 1, 0));
        world.step(&world.cast.wang_jianguo, case.id, Step::Nominate, "").unwrap();
        assert_eq!(todo(&world.cast.wang_jianguo), 1);
        world.step(&world.cast.wang_jianguo, case.id, Step::Submit, "").unwrap();
        world.call_step(CallStep::Review).unwrap();
        assert_eq!((todo(&world.cast.wang_jianguo), todo(&world.cast.wu_min), todo(&world.cast.he_zhiyuan)), (0, 1, 0));
        world.assign(case.id, &[world.cast.he_zhiyuan.person_id]).unwrap();
        assert_eq!((todo(&world.cast.wu_min), todo(&world.cast.he_zhiyuan)), (0, 1));
        world.review(&world.cast.he_zhiyuan, case.id, 70).unwrap();
        assert_eq!((todo(&world.cast.wu_min), todo(&world.cast.he_zhiyuan)), (1, 0));
        assert_eq!(world.state(case.id), State::ExpertReview);
    }
}
