use applications::actions::{self, Version};
use applications::checklist::Check;
use applications::state::{State, Step};
use applications::typed::Typed;
use kernel::Refusal;

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
