//! Who may do what, as a table that a non-programmer can review, and that actions keep to it.

use std::fmt::Write as _;

use kernel::{Actor, Mode, Refusal, Word};
use projects::change::{Kind, State as ChangeState, Step as ChangeStep};
use projects::policy;
use projects::report::Step as ReportStep;
use projects::wanted::Wanted;

use crate::world::{ALL, World, day};

fn everybody(w: &World) -> Vec<(&'static str, Actor)> {
    let c = &w.cast;
    [
        ("PI 林梅", &c.lin_mei),
        ("other teacher 周远", &c.zhou_yuan),
        ("student 陈晓", &c.chen_xiao),
        ("university administrator 王建国", &c.wang_jianguo),
        ("finance 李芳", &c.li_fang),
        ("enterprise contact 赵磊", &c.zhao_lei),
        ("enterprise reviewer 孙悦", &c.sun_yue),
        ("expert 何志远", &c.he_zhiyuan),
        ("programme office 吴敏", &c.wu_min),
        ("province 郑海", &c.zheng_hai),
        ("ministry 冯静", &c.feng_jing),
        ("operator 唐运", &c.tang_yun),
        ("other enterprise 秦越", &c.qin_yue),
        ("other university 高宁", &c.gao_ning),
    ]
    .map(|(label, actor)| (label, actor.clone()))
    .into_iter()
    .chain(own_people(w))
    .collect()
}

/// The people of the project under hats that decide: 林梅 leads it, 周远 is a member.
fn own_people(w: &World) -> [(&'static str, Actor); 4] {
    let (c, with) = (&w.cast, |person: &Actor, of: &Actor| Actor { hat: of.hat, ..person.clone() });
    [
        ("PI 林梅 as university administrator", with(&c.lin_mei, &c.wang_jianguo)),
        ("PI 林梅 as enterprise contact", with(&c.lin_mei, &c.zhao_lei)),
        ("member 周远 as university administrator", with(&c.zhou_yuan, &c.wang_jianguo)),
        ("member 周远 as enterprise contact", with(&c.zhou_yuan, &c.zhao_lei)),
    ]
}

testing::both_databases! {
    with ALL;

    fn a_member_who_has_another_address_by_now_still_belongs_to_the_project(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let team = |w: &World| {
            let project = project.clone();
            w.read(move |tx| Ok(projects::team(tx, &project)?))
        };
        let before = team(&w);
        assert!(before.has(&w.cast.zhou_yuan));
        let zhou = w.cast.zhou_yuan.clone();
        w.act(move |tx| {
            directory::ask_email_change(tx, &zhou, "zhou@nanjiang.example")?;
            let letters = mail::recent(tx, 10)?;
            let letter = letters.iter().find(|letter| letter.to_address == "zhou@nanjiang.example").unwrap();
            directory::confirm_email_change(tx, letter.link.rsplit('/').next().unwrap()).map(drop)
        }).unwrap();
        assert_eq!(team(&w), before);
    }

    fn the_matrix_of_rights_is_as_reviewed(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let (lin, id) = (w.cast.lin_mei.clone(), project.id);
        let (report, change) = w.act(move |tx| Ok((projects::start_report(tx, &lin, id)?, projects::start_change(tx, &lin, id, Kind::Postponement)?))).unwrap();
        let of_project = project.clone();
        let team = w.read(move |tx| Ok(projects::team(tx, &of_project)?));
        let mut table = String::new();
        for (label, actor) in everybody(&w) {
            let by = actor.clone();
            let viewer = w.read(move |tx| projects::viewer(tx, &by));
            let list = |words: Vec<&str>| if words.is_empty() { "-".to_owned() } else { words.join(" ") };
            let asks = list(Kind::ALL.iter().filter(|k| policy::may_ask(&actor, **k, &project)).map(|k| k.word()).collect());
            writeln!(table, "{label}\n  sees the inside: {}\n  reports: {}\n  asks for: {asks}", policy::may_view(&viewer, &project), policy::may_report(&actor, &project)).unwrap();
            for state in projects::report::State::ALL {
                let steps = ReportStep::ALL.iter().filter(|s| state.after(**s).is_ok() && policy::may_step_report(&actor, **s, &report, &team)).map(|s| s.word()).collect();
                writeln!(table, "  mid-term report {}: {}", state.word(), list(steps)).unwrap();
            }
            for state in ChangeState::ALL {
                let steps = ChangeStep::ALL.iter().filter(|s| state.after(**s).is_ok() && policy::may_step_change(&actor, **s, &change, &team)).map(|s| s.word()).collect();
                writeln!(table, "  change request {}: {}", state.word(), list(steps)).unwrap();
            }
        }
        insta::assert_snapshot!("rights", table);
    }

    fn whoever_sees_it_learns_who_can_and_whoever_does_not_learns_nothing(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let wanted = Wanted::Postponement { closes_on: day("2026-01-01") };
        let id = w.asked(&w.cast.lin_mei, project.id, wanted).unwrap();
        w.step(&w.cast.lin_mei, id, ChangeStep::Submit).unwrap();
        for (label, actor) in everybody(&w) {
            let by = actor.clone();
            let viewer = w.read(move |tx| projects::viewer(tx, &by));
            if actor.administers(project.university_id) { continue; }
            match (policy::may_view(&viewer, &project), w.step(&actor, id, ChangeStep::UniversityPass)) {
                (true, Err(Refusal::Forbidden { .. })) | (false, Err(Refusal::NotFound)) => {}
                (sees, answer) => panic!("{label} sees={sees} {answer:?}"),
            }
        }
    }

    fn nobody_decides_for_a_house_about_their_own_project(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let own = |answer: Result<(), Refusal>| matches!(answer, Err(Refusal::Forbidden { who }) if who.en.contains("somebody other than you"));
        let (lin, id) = (w.cast.lin_mei.clone(), project.id);
        let report = w.act(move |tx| {
            let report = projects::start_report(tx, &lin, id)?;
            let text = projects::ReportText { progress: "大纲".into(), money_used: Some(kernel::Money::ZERO), risks: "无".into(), next_steps: "开课".into() };
            projects::save_report(tx, &lin, report.id, text)?;
            projects::step_report(tx, &lin, report.id, ReportStep::Submit, "")
        }).unwrap().id;
        let change = w.asked(&w.cast.lin_mei, id, Wanted::Postponement { closes_on: day("2026-01-01") }).unwrap();
        w.step(&w.cast.lin_mei, change, ChangeStep::Submit).unwrap();
        for (label, actor) in own_people(&w).into_iter().filter(|(_, actor)| actor.administers(project.university_id)) {
            let by = actor.clone();
            assert!(own(w.act(move |tx| projects::step_report(tx, &by, report, ReportStep::Accept, "").map(drop))), "{label}");
            assert!(own(w.step(&actor, change, ChangeStep::UniversityPass)), "{label}");
            assert_eq!(w.read(move |tx| Ok(projects::todo(tx, &actor)?)).len(), 0, "{label}");
        }
        w.step(&w.cast.wang_jianguo, change, ChangeStep::UniversityPass).unwrap();
        for (label, actor) in own_people(&w).into_iter().filter(|(_, actor)| actor.represents(project.enterprise_id)) {
            assert!(own(w.step(&actor, change, ChangeStep::EnterpriseApprove)), "{label}");
            assert_eq!(w.read(move |tx| Ok(projects::todo(tx, &actor)?)).len(), 0, "{label}");
        }
    }

    fn whoever_would_lead_the_project_does_not_pass_the_change(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let new = w.teacher(1);
        let id = w.asked(&w.cast.lin_mei, project.id, Wanted::Pi { person_id: new.person_id, name: new.name.clone() }).unwrap();
        w.step(&w.cast.lin_mei, id, ChangeStep::Submit).unwrap();
        let as_administrator = Actor { hat: w.cast.wang_jianguo.hat, ..new };
        assert!(matches!(w.step(&as_administrator, id, ChangeStep::UniversityPass), Err(Refusal::Forbidden { .. })));
        w.step(&w.cast.wang_jianguo, id, ChangeStep::UniversityPass).unwrap();
    }

    fn whoever_would_become_a_member_does_not_pass_the_change(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let member = projects::NewMember { name: "王建国".into(), organisation: "南江大学".into(), duty: "管理".into(), email: "wang.jianguo@demo.xieyu".into() };
        let id = w.asked(&w.cast.lin_mei, project.id, Wanted::Members { members: vec![member] }).unwrap();
        w.step(&w.cast.lin_mei, id, ChangeStep::Submit).unwrap();
        assert!(matches!(w.step(&w.cast.wang_jianguo, id, ChangeStep::UniversityPass), Err(Refusal::Forbidden { .. })));
    }

    fn the_todo_list_names_what_waits_for_each_side(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let todo = |actor: &Actor| { let actor = actor.clone(); w.read(move |tx| { let before = tx.statements(); let all = projects::todo(tx, &actor)?; Ok((all.into_iter().map(|t| t.what.en).collect::<Vec<_>>(), tx.statements() - before)) }) };
        let id = w.asked(&w.cast.lin_mei, project.id, Wanted::Postponement { closes_on: day("2026-01-01") }).unwrap();
        assert_eq!(todo(&w.cast.lin_mei), (vec!["Finish the change request".to_owned()], 2));
        w.step(&w.cast.lin_mei, id, ChangeStep::Submit).unwrap();
        assert_eq!(todo(&w.cast.wang_jianguo), (vec!["Review the change request".to_owned()], 2));
        w.step(&w.cast.wang_jianguo, id, ChangeStep::UniversityPass).unwrap();
        assert_eq!(todo(&w.cast.zhao_lei), (vec!["Decide about the change request".to_owned()], 2));
        assert_eq!(todo(&w.cast.lin_mei), (Vec::new(), 2));
        assert_eq!(todo(&w.cast.gao_ning), (Vec::new(), 2));
    }
}
