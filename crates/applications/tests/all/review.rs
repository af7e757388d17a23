use applications::actions::{self, Version};
use applications::checklist::Check;
use applications::paths;
use applications::state::{State, Step};
use applications::typed::Typed;
use kernel::Refusal;

use crate::doors::Doors;
use crate::world::{ALL, World, all_yes, complete, rules};

testing::both_databases! {
    with ALL;

    fn u_02_every_check_is_answered_and_each_no_explained_before_anything_moves(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let wang = w.cast.wang_jianguo.clone();
        let refusal = w.act(move |tx| actions::review(tx, &wang, id, Step::UniversityPass, &all_yes()[..5], "")).unwrap_err();
        assert_eq!(rules(&refusal), [("U-02", "checks.seal_of_department".to_owned())]);
        let wang = w.cast.wang_jianguo.clone();
        let refusal = w.act(move |tx| {
            let mut answers = all_yes();
            answers[0].yes = false;
            actions::review(tx, &wang, id, Step::UniversityReturn, &answers, "题目请修改")
        }).unwrap_err();
        assert_eq!(rules(&refusal), [("U-02", "checks.title_wording.comment".to_owned())]);
        assert_eq!(w.state(id), State::UniversityReview);
    }

    fn a_12_the_enterprise_sees_it_from_the_pass_on_and_is_told(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let zhao = w.cast.zhao_lei.clone();
        let application = w.get(id);
        assert!(!applications::may_view(&zhao, &application));
        w.review(id, Step::UniversityPass).unwrap();
        assert!(applications::may_view(&zhao, &w.get(id)));
        assert!(w.get(id).passed_at.is_some());
        assert_eq!(w.letters_to(&w.cast.zhao_lei), ["application.to_evaluate"]);
        assert_eq!(w.letters_to(&w.cast.sun_yue), ["application.to_evaluate"]);
        assert_eq!(w.letters_to(&w.cast.lin_mei), ["application.submitted", "application.decided"]);
        assert_eq!(w.read(move |tx| Ok(applications::reviews(tx, id)?)).len(), 1);
    }

    fn a_12_what_is_rewritten_after_a_return_stays_hidden_until_the_university_passes_it_again(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        let (zhao, sun) = (w.cast.zhao_lei.clone(), w.cast.sun_yue.clone());
        w.decide(id, Step::EnterpriseReturn, "请补充课时安排").unwrap();
        assert!(applications::may_view(&zhao, &w.get(id)), "what was passed is still what stands there");
        let before = w.get(id);
        let lin = w.cast.lin_mei.clone();
        let typed = Typed { title: "尚未审核的新题目".into(), ..complete(&lin.name) };
        let version = Version { revision: before.revision, tab: "test".into() };
        let saved = w.act(move |tx| actions::save(tx, &lin, id, &typed, &version)).unwrap();
        assert!(matches!(saved, actions::Saved::Stored { .. }));
        for actor in [&zhao, &sun] {
            assert!(!applications::may_view(actor, &w.get(id)));
            let (reader, filter) = (actor.clone(), applications::lists::Filter { text: "尚未审核".into(), ..Default::default() });
            assert_eq!(w.read(move |tx| applications::lists::list(tx, &reader, &filter)).0.len(), 0);
            let (reader, item) = (actor.clone(), before.item_id);
            assert_eq!(w.read(move |tx| applications::lists::ranking(tx, &reader, item)).1.len(), 0);
        }
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| actions::submit(tx, &lin, id)).unwrap();
        w.review(id, Step::UniversityPass).unwrap();
        assert!(applications::may_view(&zhao, &w.get(id)));
    }

    fn a_12_a_new_file_is_a_change_as_well(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        let zhao = w.cast.zhao_lei.clone();
        w.decide(id, Step::EnterpriseReturn, "请补充附件").unwrap();
        let (lin, stored) = (w.cast.lin_mei.clone(), w.stored("another document"));
        w.act(move |tx| actions::attach(tx, &lin, id, actions::DOCUMENT, &stored)).unwrap();
        assert!(!applications::may_view(&zhao, &w.get(id)));
    }

    fn a_07_a_name_written_differently_goes_on_only_once_the_reviewer_confirmed_it(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let hand_in = |asks: bool| {
            let (lin, revision) = (w.cast.lin_mei.clone(), w.get(id).revision);
            w.act(move |tx| {
                let typed = applications::typed::Typed { document_pi_name: "Lin Mei".into(), asks_name_check: asks, ..complete(&lin.name) };
                actions::save(tx, &lin, id, &typed, &actions::Version { revision, tab: "test".into() })?;
                actions::submit(tx, &lin, id).map(drop)
            })
        };
        assert_eq!(rules(&hand_in(false).unwrap_err()), [("A-07", "document_pi_name".to_owned())]);
        hand_in(true).unwrap();
        let found = w.read(move |tx| {
            let application = applications::get(tx, id)?;
            Ok(actions::prechecked(&application, &files::list_for(tx, "application", kernel::RowId(id.0))?))
        });
        assert!(found.contains(&(Check::PiEqual, Some(false))));
        let review = |yes: bool| {
            let (wang, mut answers) = (w.cast.wang_jianguo.clone(), all_yes());
            for answer in answers.iter_mut().filter(|a| a.check == Check::PiEqual) {
                (answer.yes, answer.comment) = (yes, "护照姓名".into());
            }
            w.act(move |tx| actions::review(tx, &wang, id, Step::UniversityPass, &answers, ""))
        };
        let refused = rules(&review(false).unwrap_err());
        assert_eq!(refused, [("U-02", "checks.pi_equal".to_owned()), ("A-07", "checks.pi_equal".to_owned())]);
        assert_eq!(review(true).unwrap().state, State::EnterpriseReview);
        let kept = w.read(move |tx| Ok(applications::reviews(tx, id)?)).pop().unwrap().answers;
        assert!(kept.contains("护照姓名"), "{kept}");
    }

    fn a_07_the_reviewers_page_and_the_api_ask_the_same_rule(w: World) {
        let ids = [&w.cast.lin_mei, &w.cast.zhou_yuan].map(|pi| {
            let id = w.draft(pi, w.item);
            let (pi, revision) = (pi.clone(), w.get(id).revision);
            w.act(move |tx| {
                let typed = applications::typed::Typed { document_pi_name: "Pi Other".into(), asks_name_check: true, ..complete(&pi.name) };
                actions::save(tx, &pi, id, &typed, &actions::Version { revision, tab: "test".into() })?;
                actions::submit(tx, &pi, id)
            }).unwrap();
            id
        });
        let (doors, wang) = (Doors::of(&w), &w.cast.wang_jianguo);
        assert!(doors.get(wang, &paths::application(ids[0])).text.contains("核实为同一人后才选择“是”"));
        let fields = |pi_equal: &'static str| -> Vec<(String, String)> {
            let answer = |a: &applications::checklist::Answer| (a.check.field(), if a.check == Check::PiEqual { pi_equal } else { "yes" }.to_owned());
            let comment = ("checks.pi_equal.comment".to_owned(), "护照姓名".to_owned());
            all_yes().iter().map(answer).chain([comment, ("step".into(), "university_pass".into())]).collect()
        };
        let post = |pairs: Vec<(String, String)>| {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            doors.post(wang, &paths::university_review(ids[0]), &pairs)
        };
        let refused = post(fields("no"));
        assert!(refused.status == 422 && refused.text.contains("A-07"), "{}", refused.text);
        assert_eq!(post(fields("yes")).status, 303);
        let path = format!("/applications/{}/university_pass", ids[1]);
        let body = |yes: bool| serde_json::json!({ "answers": all_yes().iter().map(|a| serde_json::json!({ "check": a.check, "yes": a.check != Check::PiEqual || yes, "comment": "护照姓名" })).collect::<Vec<_>>() });
        let (status, problem) = doors.api(wang, "POST", &path, body(false));
        assert!(status == 422 && problem.to_string().contains("A-07"), "{problem}");
        let (status, passed) = doors.api(wang, "POST", &path, body(true));
        assert_eq!((status.as_u16(), passed["state"].as_str()), (200, Some("enterprise_review")));
    }

    fn another_universitys_administrator_may_not_review(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let gao = w.cast.gao_ning.clone();
        let refused = w.act(move |tx| actions::review(tx, &gao, id, Step::UniversityPass, &all_yes(), ""));
        assert!(matches!(refused, Err(Refusal::NotFound)));
    }

    fn a_second_review_hears_that_it_is_done(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        assert!(matches!(w.review(id, Step::UniversityPass), Err(Refusal::NotOpen { .. })));
    }

    fn the_platform_answers_the_checks_it_can(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let found = w.read(move |tx| {
            let application = applications::get(tx, id)?;
            Ok(actions::prechecked(&application, &files::list_for(tx, "application", kernel::RowId(id.0))?))
        });
        assert_eq!(found, [
            (Check::TitleWording, None), (Check::SummaryComplete, Some(true)), (Check::PiEqual, Some(true)),
            (Check::OnePi, Some(true)), (Check::Signed, Some(true)), (Check::SealOfDepartment, None),
        ]);
    }
}
