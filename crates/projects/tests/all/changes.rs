use kernel::{Mode, Money, Refusal};
use projects::change::Step;
use projects::state::State;
use projects::wanted::Wanted;
use projects::{NewMember, Project};

use crate::world::{ALL, World, day, rules_of};

fn postponed(to: &str) -> Wanted {
    Wanted::Postponement { closes_on: day(to) }
}

testing::both_databases! {
    with ALL;

    fn x_04_one_postponement_is_granted_and_a_second_refused(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        w.approved(&w.cast.lin_mei, project.id, postponed("2026-03-01")).unwrap();
        let after = w.get(project.id);
        assert_eq!((after.closes_on, after.agreed_closes_on, after.postponements), (day("2026-03-01"), day("2025-09-02"), 1));
        let second = w.asked(&w.cast.lin_mei, project.id, postponed("2026-05-01")).unwrap();
        assert_eq!(rules_of(w.step(&w.cast.lin_mei, second, Step::Submit)), ["X-04"]);
    }

    fn x_05_a_year_is_the_longest(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let try_to = |to: &str| {
            let id = w.asked(&w.cast.lin_mei, project.id, postponed(to)).unwrap();
            let answer = rules_of(w.step(&w.cast.lin_mei, id, Step::Submit));
            w.step(&w.cast.lin_mei, id, Step::Withdraw).unwrap();
            answer
        };
        assert_eq!(try_to("2026-09-03"), ["X-05"]);
        assert_eq!(try_to("2025-09-02"), ["X-05"]);
        assert_eq!(try_to("2026-09-02"), Vec::<&str>::new());
    }

    fn x_06_a_legacy_postponement_is_taken_from_15_to_31_october_only(w: World) {
        w.set_clock("2023-05-08");
        let project = w.running(&w.cast.lin_mei, Mode::Legacy);
        let id = w.asked(&w.cast.lin_mei, project.id, postponed("2024-12-01")).unwrap();
        for outside in ["2023-10-14", "2023-11-01"] {
            w.set_clock(outside);
            assert_eq!(rules_of(w.step(&w.cast.lin_mei, id, Step::Submit)), ["X-06"], "{outside}");
        }
        w.set_clock("2023-10-15");
        w.step(&w.cast.lin_mei, id, Step::Submit).unwrap();
        w.step(&w.cast.lin_mei, id, Step::Withdraw).unwrap();
        w.set_clock("2023-10-31");
        let last = w.asked(&w.cast.lin_mei, project.id, postponed("2024-12-01")).unwrap();
        w.step(&w.cast.lin_mei, last, Step::Submit).unwrap();
    }

    fn x_07_in_the_2024_round_the_university_marks_the_special_case(w: World) {
        w.set_clock("2023-05-08");
        let project = w.running(&w.cast.lin_mei, Mode::Legacy);
        w.set_clock("2024-10-20");
        w.act(projects::mark_overdue).unwrap();
        let id = w.asked(&w.cast.lin_mei, project.id, postponed("2025-05-08")).unwrap();
        w.step(&w.cast.lin_mei, id, Step::Submit).unwrap();
        assert_eq!(rules_of(w.step(&w.cast.wang_jianguo, id, Step::UniversityPass)), ["X-07"]);
        w.step_with(&w.cast.wang_jianguo, id, Step::UniversityPass, "", true).unwrap();
        w.step(&w.cast.zhao_lei, id, Step::EnterpriseApprove).unwrap();
        let after = w.get(project.id);
        assert_eq!((after.state, after.closes_on), (State::Running, day("2025-05-08"))); // the mark of being overdue is lifted
    }

    fn x_09_a_new_leader_needs_room_and_takes_the_place_over(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let zhou = w.cast.zhou_yuan.clone();
        for _ in 0..3 { w.project(&zhou); }
        let wanted = Wanted::Pi { person_id: zhou.person_id, name: zhou.name.clone() };
        let id = w.asked(&w.cast.lin_mei, project.id, wanted.clone()).unwrap();
        assert_eq!(rules_of(w.step(&w.cast.lin_mei, id, Step::Submit)), ["X-09"]);
        let xu = w.cast.xu_lan.clone(); // of another university
        let lin = w.cast.lin_mei.clone();
        let foreign = w.act(move |tx| projects::save_change(tx, &lin, id, Wanted::Pi { person_id: xu.person_id, name: xu.name }, "调动"));
        assert_eq!(rules_of(foreign), ["X-09"]);
        let chen = w.cast.chen_xiao.clone(); // a student leads T6 only
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| projects::save_change(tx, &lin, id, Wanted::Pi { person_id: chen.person_id, name: chen.name }, "调动")).unwrap();
        assert_eq!(rules_of(w.step(&w.cast.lin_mei, id, Step::Submit)), ["A-04"]);
        let new = w.teacher(1);
        let (lin, wanted) = (w.cast.lin_mei.clone(), Wanted::Pi { person_id: new.person_id, name: new.name.clone() });
        w.act(move |tx| projects::save_change(tx, &lin, id, wanted, "调动")).unwrap();
        w.step(&w.cast.lin_mei, id, Step::Submit).unwrap();
        w.step(&w.cast.wang_jianguo, id, Step::UniversityPass).unwrap();
        // Between the consents the new leader fills up: the place is asked for again when it is taken.
        for _ in 0..3 { w.project(&new); }
        assert_eq!(rules_of(w.step(&w.cast.zhao_lei, id, Step::EnterpriseApprove)), ["X-09"]);
        assert_eq!((w.running_count(w.cast.lin_mei.person_id), w.running_count(new.person_id)), (1, 3));
    }

    fn x_09_with_both_consents_the_project_and_the_count_move(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let zhou = w.cast.zhou_yuan.clone();
        w.approved(&w.cast.wang_jianguo, project.id, Wanted::Pi { person_id: zhou.person_id, name: zhou.name.clone() }).unwrap();
        let after = w.get(project.id);
        assert_eq!((after.pi_id, after.pi_name.as_str()), (Some(zhou.person_id), zhou.name.as_str()));
        assert_eq!((w.running_count(w.cast.lin_mei.person_id), w.running_count(zhou.person_id)), (0, 1));
    }

    fn x_09_both_sides_read_the_name_of_the_person_who_takes_over_whatever_a_program_typed(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let (new, zhou) = (w.teacher(1), w.cast.zhou_yuan.clone());
        let spoofed = Wanted::Pi { person_id: new.person_id, name: zhou.name };
        let id = w.asked(&w.cast.lin_mei, project.id, spoofed).unwrap();
        let stored = w.read(move |tx| db::get::<projects::ChangeRequest>(tx, id)).wanted;
        assert_eq!(Wanted::read(&stored).unwrap(), Wanted::Pi { person_id: new.person_id, name: new.name });
    }

    fn whoever_lost_the_project_hands_in_no_request_begun_before(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let begun = w.asked(&w.cast.lin_mei, project.id, Wanted::Members { members: vec![] }).unwrap();
        let zhou = w.cast.zhou_yuan.clone();
        w.approved(&w.cast.wang_jianguo, project.id, Wanted::Pi { person_id: zhou.person_id, name: zhou.name }).unwrap();
        assert!(matches!(w.step(&w.cast.lin_mei, begun, Step::Submit), Err(kernel::Refusal::NotFound)));
    }

    fn members_content_and_budget_take_effect_with_the_approval(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let member = NewMember { name: "钱进".into(), organisation: "子午光电".into(), duty: "企业导师".into(), email: String::new() };
        w.approved(&w.cast.lin_mei, project.id, Wanted::Members { members: vec![member.clone()] }).unwrap();
        let id = project.id;
        let names: Vec<String> = w.read(move |tx| Ok(projects::members(tx, id)?)).into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["钱进"]);
        w.approved(&w.cast.lin_mei, id, Wanted::Content { title: "机器视觉课程建设".into(), content: "增加一门实验课".into() }).unwrap();
        w.approved(&w.cast.lin_mei, id, Wanted::Budget { cash: Money::from_yuan(60_000), goods: Money::ZERO, plan: vec![] }).unwrap();
        let after: Project = w.get(id);
        assert_eq!((after.title.as_str(), after.cash, after.goods), ("机器视觉课程建设", Money::from_yuan(60_000), Money::ZERO));
        let figures = w.read(|tx| Ok(projects::figures(tx)?));
        assert_eq!((figures.cash, figures.goods), (Money::from_yuan(60_000), Money::ZERO));
        // The filing stays as it was filed. Rule P-04.
        assert_eq!(w.read(|tx| Ok(projects::filing::verify(tx)?)), Ok(1));
        let found = |words: &'static str| w.read(move |tx| Ok(projects::register(tx, &projects::Filter { title: words.into(), ..Default::default() })?)).rows.len();
        assert_eq!((found("机器视觉"), found("光电信息")), (1, 0));
    }

    fn a_termination_ends_the_project_and_can_be_asked_for_by_the_enterprise(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        w.approved(&w.cast.zhao_lei, project.id, Wanted::Termination { settlement: "设备归学校".into() }).unwrap();
        assert_eq!((w.get(project.id).state, w.running_count(w.cast.lin_mei.person_id)), (State::Terminated, 0));
        let late = w.asked(&w.cast.lin_mei, project.id, postponed("2026-01-01"));
        assert_eq!(rules_of(late), [""]);
    }

    fn a_rejection_needs_its_reason_and_changes_nothing(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let id = w.asked(&w.cast.lin_mei, project.id, postponed("2026-01-01")).unwrap();
        w.step(&w.cast.lin_mei, id, Step::Submit).unwrap();
        assert_eq!(rules_of(w.step_with(&w.cast.wang_jianguo, id, Step::UniversityReject, " ", false)), [""]);
        w.step(&w.cast.wang_jianguo, id, Step::UniversityReject).unwrap();
        assert_eq!(w.get(project.id), project);
    }

    fn a_double_submit_has_one_effect_and_one_clear_answer(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let id = w.asked(&w.cast.lin_mei, project.id, postponed("2026-01-01")).unwrap();
        w.step(&w.cast.lin_mei, id, Step::Submit).unwrap();
        assert!(matches!(w.step(&w.cast.lin_mei, id, Step::Submit), Err(Refusal::NotOpen { .. })));
        assert_eq!(w.letters(), [("change.moved".to_owned(), 1)]);
        assert_eq!(rules_of(w.asked(&w.cast.lin_mei, project.id, postponed("2026-01-01"))), [""]); // one of a kind is open
    }

    fn two_approvals_at_once_postpone_once(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let id = w.asked(&w.cast.lin_mei, project.id, postponed("2026-01-01")).unwrap();
        w.step(&w.cast.lin_mei, id, Step::Submit).unwrap();
        w.step(&w.cast.wang_jianguo, id, Step::UniversityPass).unwrap();
        let (db, zhao) = (w.base.db.clone(), w.cast.zhao_lei.clone());
        let threads: Vec<_> = (0..8).map(|_| {
            let (db, zhao) = (db.clone(), zhao.clone());
            std::thread::spawn(move || db.write_now(move |tx| projects::step_change(tx, &zhao, id, Step::EnterpriseApprove, "", false).map(drop)).is_ok())
        }).collect();
        assert_eq!(threads.into_iter().map(|t| t.join().unwrap()).filter(|won| *won).count(), 1);
        assert_eq!(w.get(project.id).postponements, 1);
    }
}
