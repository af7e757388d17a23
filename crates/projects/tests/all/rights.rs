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
    .to_vec()
}

testing::both_databases! {
    with ALL;

    fn the_matrix_of_rights_is_as_reviewed(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let (lin, id) = (w.cast.lin_mei.clone(), project.id);
        let (report, change) = w.act(move |tx| Ok((projects::start_report(tx, &lin, id)?, projects::start_change(tx, &lin, id, Kind::Postponement)?))).unwrap();
        let mut table = String::new();
        for (label, actor) in everybody(&w) {
            let by = actor.clone();
            let viewer = w.read(move |tx| projects::viewer(tx, &by));
            let list = |words: Vec<&str>| if words.is_empty() { "-".to_owned() } else { words.join(" ") };
            let asks = list(Kind::ALL.iter().filter(|k| policy::may_ask(&actor, **k, &project)).map(|k| k.word()).collect());
            writeln!(table, "{label}\n  sees the inside: {}\n  reports: {}\n  asks for: {asks}", policy::may_view(&viewer, &project), policy::may_report(&actor, &project)).unwrap();
            for state in projects::report::State::ALL {
                let steps = ReportStep::ALL.iter().filter(|s| state.after(**s).is_ok() && policy::may_step_report(&actor, **s, &report)).map(|s| s.word()).collect();
                writeln!(table, "  mid-term report {}: {}", state.word(), list(steps)).unwrap();
            }
            for state in ChangeState::ALL {
                let steps = ChangeStep::ALL.iter().filter(|s| state.after(**s).is_ok() && policy::may_step_change(&actor, **s, &change)).map(|s| s.word()).collect();
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
