//! Cases on their way to the office. Rules K-03, K-04 and K-05.

use std::sync::Arc;

use cases::actions::{self as a, Begin, Content};
use cases::lists::{self, Filter};
use cases::state::call::CallStep;
use cases::state::{Kind, Route, State, Step};
use kernel::Refusal;

use crate::world::{MIGRATIONS, World, call_draft, content, day, fields};

testing::both_databases! {
    with MIGRATIONS;

    fn a_case_goes_from_its_author_by_the_university_to_the_office(world: World) {
        let case = world.submitted(&world.cast.lin_mei, world.optics);
        assert_eq!((case.state, case.route, case.submitted_at.is_some()), (State::Submitted, Route::University, true));
        assert_eq!(world.acts(case.id), ["begin", "save", "hand_in", "nominate", "submit"]);
        let mut letters = world.letters();
        letters.retain(|kind| kind != "case.opened");
        assert_eq!(letters, ["case.handed_in", "case.nominated", "case.submitted", "case.submitted"]);
    }

    fn k_03_only_what_was_accepted_by_the_cut_off_enters(world: World) {
        let lin = world.cast.lin_mei.clone();
        assert_eq!(fields(world.begin(&lin, world.late)), [("K-03", "project_id".to_owned())]);
        assert_eq!(fields(world.begin(&lin, world.running)), [("K-03", "project_id".to_owned())]);
        assert_eq!(fields(world.begin(&lin, world.vision)), [("", "project_id".to_owned())], "somebody else's");
        world.begin(&lin, world.optics).unwrap();
    }

    fn k_03_is_asked_again_when_the_case_is_handed_in(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        let project = world.optics;
        world.write(move |tx| Ok(tx.execute("UPDATE closing SET state = 'failed' WHERE project_id = $1", db::params![project])?)).unwrap();
        assert_eq!(fields(world.step(&world.cast.lin_mei, case.id, Step::HandIn, "")), [("K-03", "project_id".to_owned())]);
    }

    fn k_04_a_project_selected_before_enters_only_where_the_series_says_so(world: World) {
        let case = world.submitted(&world.cast.lin_mei, world.optics);
        world.call_step(CallStep::Review).unwrap();
        world.assign(case.id, &[world.cast.he_zhiyuan.person_id]).unwrap();
        world.review(&world.cast.he_zhiyuan, case.id, 90).unwrap();
        world.decide(case.id, Step::Select, "突出").unwrap();
        for (takes_earlier, rule) in [(false, Some("K-04")), (true, None)] {
            let (office, lin, project) = (world.cast.wu_min.clone(), world.cast.lin_mei.clone(), world.optics);
            let begun = world.write(move |tx| {
                let call = a::create_call(tx, &office, &cases::actions::CallDraft { year: 2025, takes_earlier, ..call_draft() })?;
                a::step_call(tx, &office, call.id, CallStep::Open)?;
                a::begin(tx, &lin, call.id, Begin { kind: Kind::Project, project_id: Some(project) })
            });
            match rule {
                Some(rule) => assert_eq!(fields(begun), [(rule, "project_id".to_owned())]),
                None => assert_eq!(begun.unwrap().state, State::Draft),
            }
        }
    }

    fn k_05_a_second_nomination_is_refused_until_the_first_is_taken_back(world: World) {
        let university = world.cast.wang_jianguo.clone();
        let first = world.written(&world.cast.lin_mei, world.optics, false);
        let second = world.written(&world.cast.zhou_yuan, world.vision, false);
        world.step(&world.cast.lin_mei, first.id, Step::HandIn, "").unwrap();
        world.step(&world.cast.zhou_yuan, second.id, Step::HandIn, "").unwrap();
        world.step(&university, first.id, Step::Nominate, "").unwrap();
        assert_eq!(fields(world.step(&university, second.id, Step::Nominate, "")), [("K-05", String::new())]);
        world.step(&university, first.id, Step::Unnominate, "").unwrap();
        world.step(&university, second.id, Step::Nominate, "").unwrap();
        world.quota(Some(2)).unwrap();
        world.step(&university, first.id, Step::Nominate, "").unwrap();
    }

    fn k_05_of_two_nominations_for_the_last_place_exactly_one_gets_it(world: World) {
        let pairs = [(world.cast.lin_mei.clone(), world.optics), (world.cast.zhou_yuan.clone(), world.vision)];
        let cases = pairs.map(|(who, project)| {
            let case = world.written(&who, project, false);
            world.step(&who, case.id, Step::HandIn, "").unwrap().id
        });
        let world = Arc::new(world);
        let both = cases.map(|id| {
            let (db, university) = (world.base.db.clone(), world.cast.wang_jianguo.clone());
            std::thread::spawn(move || db.write_now(move |tx| a::step(tx, &university, id, Step::Nominate, "")))
        });
        let verdicts = both.map(|thread| thread.join().unwrap());
        assert_eq!(verdicts.iter().filter(|verdict| verdict.is_ok()).count(), 1, "{verdicts:?}");
        let states = cases.map(|id| world.state(id));
        assert_eq!(states.iter().filter(|state| **state == State::Nominated).count(), 1);
    }

    fn an_enterprise_nominates_without_using_a_place_of_the_university(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, true);
        assert_eq!(case.route, Route::Enterprise);
        world.step(&world.cast.lin_mei, case.id, Step::HandIn, "").unwrap();
        let refused = world.step(&world.cast.wang_jianguo, case.id, Step::Nominate, "");
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })));
        world.step(&world.cast.zhao_lei, case.id, Step::Nominate, "").unwrap();
        world.step(&world.cast.zhao_lei, case.id, Step::Submit, "").unwrap();
        world.submitted(&world.cast.zhou_yuan, world.vision);
    }

    fn what_is_not_nominated_has_a_reason_and_may_come_by_the_other_way(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        world.step(&world.cast.lin_mei, case.id, Step::HandIn, "").unwrap();
        let university = world.cast.wang_jianguo.clone();
        assert_eq!(fields(world.step(&university, case.id, Step::Decline, " ")), [("", "reason".to_owned())]);
        let declined = world.step(&university, case.id, Step::Decline, "成果尚少").unwrap();
        assert_eq!((declined.state, declined.nomination_reason.as_str()), (State::NotNominated, "成果尚少"));
        let lin = world.cast.lin_mei.clone();
        let again = Content { by_enterprise: true, ..content() };
        world.write({ let lin = lin.clone(); move |tx| a::save(tx, &lin, declined.id, declined.revision, &again) }).unwrap();
        let again = world.step(&lin, case.id, Step::HandIn, "").unwrap();
        assert_eq!((again.state, again.route, again.nomination_reason.as_str()), (State::HandedIn, Route::Enterprise, ""));
    }

    fn an_organisation_enters_once_about_itself_and_a_university_uses_a_place(world: World) {
        let (university, enterprise, call) = (world.cast.wang_jianguo.clone(), world.cast.zhao_lei.clone(), world.call);
        for (who, kind) in [(university.clone(), Kind::University), (enterprise, Kind::Enterprise)] {
            let begin = Begin { kind, project_id: None };
            let first = world.write({ let who = who.clone(); move |tx| a::begin(tx, &who, call, begin) }).unwrap();
            let again = world.write({ let who = who.clone(); move |tx| a::begin(tx, &who, call, begin) }).unwrap();
            assert_eq!((first.id, first.route), (again.id, Route::Own));
            let missing = world.step(&who, first.id, Step::Submit, "");
            assert_eq!(fields(missing).len(), 4, "title and the three texts");
            let saved = world.write({ let who = who.clone(); move |tx| a::save(tx, &who, first.id, 1, &content()) }).unwrap();
            assert_eq!(world.step(&who, saved.id, Step::Submit, "").unwrap().state, State::Submitted);
        }
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        world.step(&world.cast.lin_mei, case.id, Step::HandIn, "").unwrap();
        assert_eq!(fields(world.step(&university, case.id, Step::Nominate, "")), [("K-05", String::new())]);
    }

    fn nothing_enters_after_the_closing_day_or_once_the_review_began(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        world.base.clock.move_to(day("2024-09-30").ends());
        assert_eq!(fields(world.step(&world.cast.lin_mei, case.id, Step::HandIn, "")), [("", String::new())]);
        world.call_step(CallStep::Review).unwrap();
        assert_eq!(fields(world.begin(&world.cast.zhou_yuan, world.vision)), [("", String::new())]);
    }

    fn two_tabs_do_not_overwrite_each_other(world: World) {
        let case = world.written(&world.cast.lin_mei, world.optics, false);
        let lin = world.cast.lin_mei.clone();
        let stale = world.write(move |tx| a::save(tx, &lin, case.id, case.revision - 1, &content()));
        assert!(matches!(stale, Err(Refusal::Overtaken)));
    }

    fn a_list_holds_exactly_the_cases_that_may_be_seen(world: World) {
        world.quota(Some(5)).unwrap();
        world.written(&world.cast.lin_mei, world.optics, false);
        let handed_in = world.written(&world.cast.lin_mei, world.software, true);
        world.step(&world.cast.lin_mei, handed_in.id, Step::HandIn, "").unwrap();
        world.submitted(&world.cast.zhou_yuan, world.vision);
        let (gao, call) = (world.cast.gao_ning.clone(), world.call);
        world.write(move |tx| a::begin(tx, &gao, call, Begin { kind: Kind::University, project_id: None })).unwrap();
        let sql = "INSERT INTO project_member (id, project_id, name, organisation, duty, sort, email) VALUES ($1, $2, '许岚', '', '', 0, 'xu.lan@demo.xieyu')";
        let vision = world.vision;
        world.write(move |tx| { let id = kernel::RowId::at(tx.now()); Ok(tx.execute(sql, db::params![id, vision])?) }).unwrap();
        let c = &world.cast;
        let all = [&c.lin_mei, &c.zhou_yuan, &c.chen_xiao, &c.wang_jianguo, &c.li_fang, &c.zhao_lei, &c.sun_yue, &c.he_zhiyuan, &c.wu_min,
            &c.zheng_hai, &c.feng_jing, &c.tang_yun, &c.qin_yue, &c.gao_ning, &c.xu_lan];
        let mut counts = Vec::new();
        for who in all {
            let who = who.clone();
            let (listed, seen) = world.read(move |tx| {
                let listed: Vec<_> = lists::entries(tx, &who, &Filter::default())?.rows.into_iter().map(|case| case.id).collect();
                let every: Vec<cases::Case> = db::list(tx, "ORDER BY id DESC", &[])?;
                let mut seen = Vec::new();
                for case in every {
                    if a::view(tx, &who, case.id).is_ok() { seen.push(case.id); }
                }
                Ok((listed, seen))
            });
            assert_eq!(listed, seen);
            counts.push(listed.len());
        }
        assert_eq!(counts, [2, 1, 0, 2, 0, 1, 1, 0, 4, 0, 4, 0, 1, 1, 1]);
    }
}
