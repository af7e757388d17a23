use agreements::Seen;
use agreements::state::{State, Step};
use applications::checklist::Check;
use kernel::{Actor, Mode, Refusal};

use crate::world::{World, all_yes, broken, document};

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS];

    fn both_sides_confirm_and_everybody_is_told(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        assert_eq!((agreed.state, agreed.version), (State::Agreed, 1));
        assert!(agreed.university_confirmed_at.is_some() && agreed.enterprise_confirmed_at.is_some() && agreed.agreed_at.is_some());
        assert_eq!(world.acts(agreed.id), ["begin", "attach", "edit", "submit", "university_pass", "enterprise_confirm"]);
        assert_eq!(world.letters(), [
            "agreement.agreed lin.mei@demo.xieyu",
            "agreement.submitted wang.jianguo@demo.xieyu",
            "agreement.to_establish wang.jianguo@demo.xieyu",
            "agreement.university_passed zhao.lei@demo.xieyu",
        ]);
    }

    fn in_legacy_mode_the_enterprise_reports(world: World) {
        world.at("2021-06-01", 9, 0);
        let agreed = world.agreed(Mode::Legacy);
        assert_eq!(agreed.mode, Mode::Legacy);
        let reported = world.done(&world.cast.zhao_lei, move |tx, actor| agreements::report(tx, actor, agreed.id));
        assert_eq!(reported.state, State::ExpertFiling);
        let again = world.tried(&world.cast.zhao_lei, move |tx, actor| agreements::report(tx, actor, agreed.id));
        assert!(matches!(again, Err(Refusal::NotOpen { .. })));
    }

    fn p_01_nobody_reports_in_the_2024_mode(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        let refused = world.tried(&world.cast.zhao_lei, move |tx, actor| agreements::report(tx, actor, agreed.id));
        assert!(matches!(refused, Err(Refusal::NotOpen { .. })));
    }

    fn submitting_twice_has_one_effect(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let again = world.tried(&world.cast.lin_mei, move |tx, actor| agreements::submit(tx, actor, submitted.id));
        assert!(matches!(again, Err(Refusal::NotOpen { .. })));
        assert_eq!(world.read(move |tx| Ok(agreements::versions(tx, submitted.id)?.len())), 1);
    }

    fn c_05_without_its_seal_neither_side_confirms(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let id = submitted.id;
        let without = world.tried(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, id, None, &all_yes(), false)).expect_err("no seal");
        assert_eq!(broken(&without), ["C-05"]);
        let mut answers = all_yes();
        for answer in answers.iter_mut().filter(|answer| answer.check == Check::SealsPresent) {
            (answer.yes, answer.comment) = (false, "缺企业公章".into());
        }
        let missing = world.tried(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, id, None, &answers, true)).expect_err("a seal is missing");
        assert_eq!(broken(&missing), ["U-02", "C-05"]);
        world.done(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, id, None, &all_yes(), true));
        let without = world.tried(&world.cast.zhao_lei, move |tx, actor| agreements::enterprise_confirm(tx, actor, id, None, false)).expect_err("no seal");
        assert_eq!(broken(&without), ["C-05"]);
    }

    fn u_02_an_incomplete_checklist_is_refused_whole(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let refused = world.tried(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, submitted.id, None, &[], true)).expect_err("nothing answered");
        assert_eq!(broken(&refused), ["U-02"; 5]);
    }

    fn u_02_a_no_keeps_an_agreement_from_being_passed_but_not_from_being_returned(world: World) {
        let id = world.submitted(Mode::Rolling).id;
        let mut answers = all_yes();
        (answers[0].yes, answers[0].comment) = (false, "缺结题日期".into());
        let (to_pass, to_return) = (answers.clone(), answers);
        let refused = world.tried(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, id, None, &to_pass, true)).expect_err("a no");
        assert_eq!(broken(&refused), ["U-02"]);
        let bare = world.tried(&world.cast.wang_jianguo, move |tx, actor| agreements::university_return(tx, actor, id, None, &[], " ")).expect_err("no list, no reason");
        assert_eq!(broken(&bare), ["U-02", "U-02", "U-02", "U-02", "U-02", "reason"]);
        let back = world.done(&world.cast.wang_jianguo, move |tx, actor| agreements::university_return(tx, actor, id, None, &to_return, "请补充"));
        assert_eq!(back.state, State::Draft);
    }

    fn nobody_confirms_or_establishes_an_agreement_of_their_own(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let id = submitted.id;
        let own = Actor { hat: world.cast.wang_jianguo.hat, ..world.cast.lin_mei.clone() };
        let refused = world.tried(&own, move |tx, actor| agreements::university_pass(tx, actor, id, None, &all_yes(), true)).expect_err("her own");
        assert!(matches!(&refused, Refusal::Forbidden { who } if who.en.contains("somebody other than you")), "{refused}");
        assert_eq!(world.read({ let own = own.clone(); move |tx| Ok(agreements::todo(tx, &own)?.len()) }), 0);
        let agreed = world.agreed(Mode::Rolling);
        let who = world.read(move |tx| agreements::who_else(tx, &own, Step::ConfirmEstablishment, &agreed));
        assert!(who.is_some_and(|who| who.en.contains("somebody other than you")));
    }

    fn c_07_a_changed_file_makes_a_new_version_and_cancels_confirmations(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        let id = agreed.id;
        let revised = world.done(&world.cast.lin_mei, move |tx, actor| agreements::revise(tx, actor, id, "更换签章页"));
        assert_eq!((revised.state, revised.university_confirmed_at, revised.enterprise_confirmed_at, revised.agreed_at), (State::Draft, None, None, None));
        let again = world.done(&world.cast.lin_mei, move |tx, actor| {
            agreements::attach(tx, actor, id, &document(2))?;
            agreements::submit(tx, actor, id)
        });
        assert_eq!((again.version, again.state), (2, State::UniversityReview));
        let versions = world.read(move |tx| Ok(agreements::versions(tx, id)?));
        assert_eq!(versions.iter().map(|v| v.number).collect::<Vec<_>>(), [1, 2]);
        assert_ne!(versions[0].hash, versions[1].hash);
        assert_eq!(versions[0].hash, agreed.version_hash);
    }

    fn c_07_the_same_content_keeps_its_version_but_is_confirmed_anew(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let id = submitted.id;
        world.done(&world.cast.wang_jianguo, move |tx, actor| agreements::university_return(tx, actor, id, None, &all_yes(), "请核对日期"));
        let again = world.done(&world.cast.lin_mei, move |tx, actor| agreements::submit(tx, actor, id));
        assert_eq!((again.version, again.version_hash, again.university_confirmed_at), (1, submitted.version_hash, None));
    }

    fn whoever_looked_at_an_older_version_decides_nothing(world: World) {
        let submitted = world.submitted(Mode::Rolling);
        let id = submitted.id;
        world.done(&world.cast.lin_mei, move |tx, actor| agreements::revise(tx, actor, id, "更换签章页"));
        world.done(&world.cast.lin_mei, move |tx, actor| {
            agreements::attach(tx, actor, id, &document(2))?;
            agreements::submit(tx, actor, id)
        });
        let stale = world.tried(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, id, Some(Seen(1)), &all_yes(), true));
        assert!(matches!(stale, Err(Refusal::Overtaken)));
    }

    fn a_return_needs_a_reason_and_tells_the_principal_investigator(world: World) {
        let passed = world.passed(Mode::Rolling);
        let id = passed.id;
        let refused = world.tried(&world.cast.zhao_lei, move |tx, actor| agreements::enterprise_return(tx, actor, id, None, "  ")).expect_err("no reason");
        assert_eq!(broken(&refused), ["reason"]);
        let returned = world.done(&world.cast.zhao_lei, move |tx, actor| agreements::enterprise_return(tx, actor, id, None, "金额有误"));
        assert_eq!((returned.state, returned.university_confirmed_at), (State::Draft, None));
        assert_eq!(world.letters(), [
            "agreement.returned lin.mei@demo.xieyu",
            "agreement.submitted wang.jianguo@demo.xieyu",
            "agreement.university_passed zhao.lei@demo.xieyu",
        ]);
    }

    fn s_02_a_withdrawn_agreement_gives_its_offer_back(world: World) {
        let agreed = world.agreed(Mode::Rolling);
        let (id, item) = (agreed.id, agreed.item_id);
        let withdrawn = world.done(&world.cast.lin_mei, move |tx, actor| agreements::withdraw(tx, actor, id, "工作调动"));
        assert_eq!(withdrawn.state, State::Withdrawn);
        assert_eq!(world.read(move |tx| guidelines::get_item(tx, item)).selected, 0);
    }

    fn p_03_what_was_reported_before_the_change_goes_over_to_the_2024_mode(world: World) {
        world.at("2023-05-10", 9, 0);
        let agreed = world.agreed(Mode::Legacy);
        let id = agreed.id;
        world.done(&world.cast.zhao_lei, move |tx, actor| agreements::report(tx, actor, id));
        world.at("2024-06-23", 23, 59);
        assert_eq!(world.write(agreements::carry_over).expect("the job runs"), 0);
        world.at("2024-06-24", 0, 0);
        assert_eq!(world.write(agreements::carry_over).expect("the job runs"), 1);
        assert_eq!((world.get(id).state, world.get(id).mode), (State::Agreed, Mode::Rolling));
        assert_eq!(world.write(agreements::carry_over).expect("the job runs"), 0);
    }

    fn every_act_is_in_the_journal_and_the_chain_holds(world: World) {
        world.agreed(Mode::Rolling);
        let verdict = world.read(|tx| Ok(journal::verify(tx, |_| {})?));
        assert_eq!(verdict.broken, []);
    }
}
