use applications::actions;
use applications::checklist::Check;
use applications::state::{State, Step};
use kernel::Refusal;

use crate::world::{ALL, World, all_yes, rules};

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
