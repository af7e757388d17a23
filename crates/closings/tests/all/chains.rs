//! Both chains whole, and nothing out of order.

use closings::{Conclusion, State, Step};
use kernel::{Mode, Refusal};
use projects::state::State as ProjectState;

use crate::world::{ALL, World, rules_of};

testing::both_databases! {
    with ALL;

    fn z_02_a_2024_closing_goes_to_the_enterprise_then_the_university_and_ends_with_a_certificate(world: World) {
        let project = world.project(Mode::Rolling);
        let id = world.complete(&project).id;
        let c = world.cast.clone();
        assert_eq!(world.step(&c.lin_mei, id, Step::Submit).unwrap().state, State::EnterpriseReview);
        assert_eq!(world.project_now(&project).state, ProjectState::Closing);
        assert_eq!(world.conclude(id, Conclusion::Passed).state, State::Concluded);
        assert_eq!(world.step_with(&c.wang_jianguo, id, Step::Audit, "", Some(Conclusion::Passed)).unwrap().state, State::Audited);
        assert_eq!(world.step(&c.wang_jianguo, id, Step::PublishPassed).unwrap().state, State::Passed);
        assert_eq!(world.project_now(&project).state, ProjectState::Certified);
        assert_eq!(world.acts(id), ["begin", "attach", "attach", "submit", "judge", "conclude", "audit", "publish_passed"]);
        let kinds: Vec<(String, String)> = world.letters();
        assert_eq!(kinds.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), [
            "closing.to_accept", "closing.concluded", "closing.concluded", "closing.audited",
            "closing.passed", "closing.passed", "closing.passed",
        ]);
        assert_eq!(kinds[0].1, "zhao.lei@demo.xieyu");
    }

    fn z_02_a_legacy_closing_goes_to_university_enterprise_and_expert_group(world: World) {
        let project = world.project(Mode::Legacy);
        let id = world.complete(&project).id;
        let c = world.cast.clone();
        assert_eq!(world.step(&c.lin_mei, id, Step::Submit).unwrap().state, State::UniversityReview);
        assert_eq!(world.step(&c.wang_jianguo, id, Step::UniversityPass).unwrap().state, State::EnterpriseReview);
        assert_eq!(world.conclude(id, Conclusion::Passed).state, State::Concluded);
        assert_eq!(world.step(&c.zhao_lei, id, Step::ReportToExperts).unwrap().state, State::ExpertReview);
        let early = world.step(&c.feng_jing, id, Step::PublishPassed).unwrap_err();
        assert_eq!(rules_of(&early), ["Z-06"]);
        world.opinion(&c.he_zhiyuan, id, Conclusion::Passed, "").unwrap();
        assert_eq!(world.step(&c.feng_jing, id, Step::PublishPassed).unwrap().state, State::Passed);
        assert_eq!(world.project_now(&project).state, ProjectState::Certified);
        assert_eq!(world.acts(id), [
            "begin", "attach", "attach", "submit", "university_pass", "judge", "conclude", "report_to_experts", "opinion", "publish_passed",
        ]);
    }

    fn z_02_no_step_is_taken_out_of_the_order_of_its_mode(world: World) {
        let c = world.cast.clone();
        let rolling = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        for (actor, step) in [(&c.wang_jianguo, Step::UniversityPass), (&c.wang_jianguo, Step::Audit), (&c.wang_jianguo, Step::PublishPassed), (&c.zhao_lei, Step::ReportToExperts)] {
            assert!(matches!(world.step(actor, rolling.id, step), Err(Refusal::NotOpen { .. })), "{step}");
        }
        let legacy = world.closing_in(Mode::Legacy, State::UniversityReview);
        for (actor, step) in [(&c.zhao_lei, Step::Conclude), (&c.wang_jianguo, Step::Audit), (&c.feng_jing, Step::PublishPassed)] {
            assert!(matches!(world.step(actor, legacy.id, step), Err(Refusal::NotOpen { .. })), "{step}");
        }
    }

    fn nobody_judges_the_closing_of_their_own_project(world: World) {
        let c = world.cast.clone();
        let own = |hat_of: &kernel::Actor| kernel::Actor { hat: hat_of.hat, ..c.lin_mei.clone() };
        let barred = |answer: Result<closings::Closing, Refusal>| {
            assert!(matches!(&answer, Err(Refusal::Forbidden { who }) if who.en.contains("somebody other than you")), "{answer:?}");
        };
        let waits = |actor: kernel::Actor| world.act(move |tx| Ok(closings::todo(tx, &actor)?)).unwrap().len();
        let legacy = world.closing_in(Mode::Legacy, State::UniversityReview).id;
        barred(world.step(&own(&c.wang_jianguo), legacy, Step::UniversityPass));
        assert_eq!((waits(own(&c.wang_jianguo)), waits(c.wang_jianguo.clone())), (0, 1));
        let rolling = world.closing_in(Mode::Rolling, State::EnterpriseReview).id;
        barred(world.step(&own(&c.zhao_lei), rolling, Step::Conclude));
        world.conclude(rolling, Conclusion::Passed);
        barred(world.step_with(&own(&c.wang_jianguo), rolling, Step::Audit, "", Some(Conclusion::Passed)));
        world.step_with(&c.wang_jianguo, rolling, Step::Audit, "", Some(Conclusion::Passed)).unwrap();
        barred(world.step(&own(&c.wang_jianguo), rolling, Step::PublishPassed));
        let expert = world.closing_in(Mode::Legacy, State::ExpertReview).id;
        barred(world.opinion(&own(&c.he_zhiyuan), expert, Conclusion::Passed, ""));
        world.opinion(&c.he_zhiyuan, expert, Conclusion::Passed, "").unwrap();
        barred(world.step(&own(&c.feng_jing), expert, Step::PublishPassed));
    }

    fn u_02_a_closing_with_a_no_is_returned_or_fails_but_does_not_pass(world: World) {
        let c = world.cast.clone();
        let mut answers = crate::world::all_yes();
        (answers[1].yes, answers[1].comment) = (false, "教材未出版".into());
        let step = |id, step, reason: &'static str, word: Option<Conclusion>, answers: &[applications::checklist::Answer]| {
            let (actor, answers) = (c.wang_jianguo.clone(), answers.to_vec());
            let opinion = word.map(|conclusion| closings::OpinionInput { conclusion, reason: reason.into() });
            world.act(move |tx| closings::step(tx, &actor, id, step, reason, opinion.as_ref(), &answers))
        };
        let legacy = world.closing_in(Mode::Legacy, State::UniversityReview).id;
        assert_eq!(rules_of(&step(legacy, Step::UniversityPass, "", None, &[]).unwrap_err()), ["U-02"; 3]);
        assert_eq!(rules_of(&step(legacy, Step::UniversityPass, "", None, &answers).unwrap_err()), ["U-02"]);
        assert_eq!(rules_of(&step(legacy, Step::UniversityReturn, " ", None, &[]).unwrap_err()), ["U-02", "U-02", "U-02", ""]);
        assert_eq!(step(legacy, Step::UniversityReturn, "请补充", None, &answers).unwrap().state, State::Returned);
        let rolling = world.closing_in(Mode::Rolling, State::Concluded).id;
        assert_eq!(rules_of(&step(rolling, Step::Audit, "", Some(Conclusion::Passed), &answers).unwrap_err()), ["U-02"]);
        assert_eq!(step(rolling, Step::Audit, "教材未出版", Some(Conclusion::NotPassed), &answers).unwrap().state, State::Audited);
        let kept = world.act(move |tx| Ok(journal::trail(tx, rolling.0)?)).unwrap().pop().unwrap().detail;
        assert!(kept.contains("教材未出版") && kept.contains("results_match"), "{kept}");
    }

    fn z_05_nothing_is_built_on_a_conclusion_that_was_not_given_on_the_platform(world: World) {
        let c = world.cast.clone();
        // A conclusion somebody wrote into the record, as an import from paper would.
        let write_in = "UPDATE closing SET conclusion = 'passed', conclusion_text = '见纸质材料', concluded_at = 1, state = 'concluded' WHERE id = $1";
        let rolling = world.closing_in(Mode::Rolling, State::EnterpriseReview).id;
        world.act(move |tx| Ok(tx.execute(write_in, db::params![rolling])?)).unwrap();
        let audited = world.step_with(&c.wang_jianguo, rolling, Step::Audit, "", Some(Conclusion::Passed));
        assert_eq!(rules_of(&audited.unwrap_err()), ["Z-05"]);
        let legacy = world.closing_in(Mode::Legacy, State::EnterpriseReview).id;
        world.act(move |tx| Ok(tx.execute(write_in, db::params![legacy])?)).unwrap();
        world.step(&c.zhao_lei, legacy, Step::ReportToExperts).unwrap();
        assert_eq!(rules_of(&world.opinion(&c.wu_min, legacy, Conclusion::Passed, "").unwrap_err()), ["Z-05"]);
        // One that was given here and taken back by a return no longer counts.
        let returned = world.closing_in(Mode::Rolling, State::Concluded).id;
        world.step_with(&c.wang_jianguo, returned, Step::UniversityReturn, "请补充", None).unwrap();
        world.step(&c.lin_mei, returned, Step::Resubmit).unwrap();
        world.act(move |tx| Ok(tx.execute(write_in, db::params![returned])?)).unwrap();
        let audited = world.step_with(&c.wang_jianguo, returned, Step::Audit, "", Some(Conclusion::Passed));
        assert_eq!(rules_of(&audited.unwrap_err()), ["Z-05"]);
    }

    fn z_06_the_university_may_turn_passed_into_not_passed_with_a_reason_and_never_the_reverse(world: World) {
        let c = world.cast.clone();
        let passed = world.closing_in(Mode::Rolling, State::Concluded);
        let silent = world.step_with(&c.wang_jianguo, passed.id, Step::Audit, "", Some(Conclusion::NotPassed)).unwrap_err();
        assert_eq!(rules_of(&silent), ["Z-06"]);
        world.step_with(&c.wang_jianguo, passed.id, Step::Audit, "成果与报告不符", Some(Conclusion::NotPassed)).unwrap();
        assert_eq!(rules_of(&world.step(&c.wang_jianguo, passed.id, Step::PublishPassed).unwrap_err()), ["Z-06"]);
        assert_eq!(world.step(&c.wang_jianguo, passed.id, Step::PublishFailed).unwrap().state, State::Failed);

        let other = world.complete(&world.project(Mode::Rolling));
        world.step(&c.lin_mei, other.id, Step::Submit).unwrap();
        world.conclude(other.id, Conclusion::NotPassed);
        let reversed = world.step_with(&c.wang_jianguo, other.id, Step::Audit, "成果充分", Some(Conclusion::Passed)).unwrap_err();
        assert_eq!(rules_of(&reversed), ["Z-06"]);
    }

    fn z_06_the_expert_group_never_turns_not_passed_into_passed(world: World) {
        let c = world.cast.clone();
        let closing = world.complete(&world.project(Mode::Legacy));
        world.step(&c.lin_mei, closing.id, Step::Submit).unwrap();
        world.step(&c.wang_jianguo, closing.id, Step::UniversityPass).unwrap();
        world.conclude(closing.id, Conclusion::NotPassed);
        world.step(&c.zhao_lei, closing.id, Step::ReportToExperts).unwrap();
        assert_eq!(rules_of(&world.opinion(&c.wu_min, closing.id, Conclusion::Passed, "可以").unwrap_err()), ["Z-06"]);
        world.opinion(&c.wu_min, closing.id, Conclusion::NotPassed, "").unwrap();
        assert_eq!(world.step(&c.feng_jing, closing.id, Step::PublishFailed).unwrap().state, State::Failed);
    }

    fn a_failed_closing_ends_the_project_without_a_certificate(world: World) {
        let project = world.project(Mode::Rolling);
        let id = world.complete(&project).id;
        let c = world.cast.clone();
        world.step(&c.lin_mei, id, Step::Submit).unwrap();
        world.conclude(id, Conclusion::NotPassed);
        world.step_with(&c.wang_jianguo, id, Step::Audit, "", Some(Conclusion::NotPassed)).unwrap();
        world.step(&c.wang_jianguo, id, Step::PublishFailed).unwrap();
        assert_eq!(world.project_now(&project).state, ProjectState::ClosedFailed);
        let project_id = project.id;
        assert_eq!(world.act(move |tx| Ok(closings::certificate_of_project(tx, project_id)?)).unwrap(), None);
    }

    fn a_returned_closing_voids_the_conclusion_and_comes_back_the_same_way(world: World) {
        let project = world.project(Mode::Rolling);
        let id = world.complete(&project).id;
        let c = world.cast.clone();
        world.step(&c.lin_mei, id, Step::Submit).unwrap();
        world.conclude(id, Conclusion::Passed);
        let bare = world.step(&c.wang_jianguo, id, Step::UniversityReturn).unwrap_err();
        assert_eq!(bare.breaches()[0].field, "reason");
        let back = world.step_with(&c.wang_jianguo, id, Step::UniversityReturn, "请补充佐证", None).unwrap();
        assert_eq!((back.state, back.conclusion, back.concluded_at), (State::Returned, None, None));
        assert_eq!(world.project_now(&project).state, ProjectState::Running);
        assert_eq!(world.step(&c.lin_mei, id, Step::Resubmit).unwrap().state, State::EnterpriseReview);
        assert_eq!(world.project_now(&project).state, ProjectState::Closing);
    }

    fn r_7_a_double_submit_has_one_effect(world: World) {
        let id = world.complete(&world.project(Mode::Rolling)).id;
        let pi = world.cast.lin_mei.clone();
        assert!(world.step(&pi, id, Step::Submit).is_ok());
        assert!(matches!(world.step(&pi, id, Step::Submit), Err(Refusal::NotOpen { .. })));
        assert_eq!(world.acts(id).iter().filter(|act| *act == "submit").count(), 1);
    }

    fn a_certificate_that_nobody_issued_or_that_is_gone_is_found(world: World) {
        world.closing_in(Mode::Rolling, State::Passed);
        let verdict = |world: &World| world.act(|tx| Ok(closings::verify_certificates(tx)?)).unwrap();
        let run = |sql: &'static str| world.act(move |tx| Ok(tx.execute(sql, &[])?)).unwrap();
        let numbers = world.act(|tx| Ok(tx.query::<(String,)>("SELECT number FROM certificate", &[])?)).unwrap();
        let [(number,)] = &numbers[..] else { panic!("one certificate, not {numbers:?}") };
        assert_eq!(verdict(&world), Ok(1));
        run("UPDATE journal_entry SET act = 'cut' WHERE act = 'certificate.issue'");
        assert_eq!(verdict(&world), Err(vec![number.clone()]));
        run("UPDATE journal_entry SET act = 'certificate.issue' WHERE act = 'cut'");
        run("UPDATE certificate SET number = '#' || number");
        assert_eq!(verdict(&world), Err(vec![format!("#{number}")]));
        run("DELETE FROM certificate");
        assert!(matches!(verdict(&world), Err(lost) if lost.len() == 1 && lost[0].ends_with("(issued, but no longer there)")));
    }

    fn every_act_is_in_the_chain_of_the_journal(world: World) {
        world.closing_in(Mode::Legacy, State::Passed);
        world.closing_in(Mode::Rolling, State::Failed);
        let verdict = world.act(|tx| Ok(journal::verify(tx, |_| {})?)).unwrap();
        assert!(verdict.broken.is_empty(), "{verdict:?}");
    }
}
