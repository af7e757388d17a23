use kernel::{Mode, Money};
use projects::ReportText;
use projects::report::{State, Step};

use crate::world::{ALL, World, day, rules_of};

testing::both_databases! {
    with ALL;

    fn a_mid_term_report_is_written_returned_and_accepted(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let (lin, wang) = (w.cast.lin_mei.clone(), w.cast.wang_jianguo.clone());
        let step = |by: &kernel::Actor, id, step, note: &'static str| { let by = by.clone(); w.act(move |tx| projects::step_report(tx, &by, id, step, note)) };
        let by = lin.clone();
        let report = w.act(move |tx| projects::start_report(tx, &by, project.id)).unwrap();
        assert_eq!(rules_of(step(&lin, report.id, Step::Submit, "")).len(), 4); // everything missing at once
        let by = lin.clone();
        let text = ReportText { progress: "已完成大纲".into(), money_used: Some(Money::from_yuan(1_000)), risks: "无".into(), next_steps: "开课".into() };
        w.act(move |tx| projects::save_report(tx, &by, report.id, text)).unwrap();
        step(&lin, report.id, Step::Submit, "").unwrap();
        assert_eq!(rules_of(step(&wang, report.id, Step::Return, "")), [""]);
        step(&wang, report.id, Step::Return, "请补充数据").unwrap();
        step(&lin, report.id, Step::Resubmit, "").unwrap();
        assert_eq!(step(&wang, report.id, Step::Accept, "").unwrap().state, State::Accepted);
        assert_eq!(w.letters(), [("report.moved".to_owned(), 4)]);
    }

    fn x_10_a_major_event_reaches_school_university_and_enterprise(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        let lin = w.cast.lin_mei.clone();
        let event = w.act(move |tx| projects::report_event(tx, &lin, project.id, "设备损坏", "光谱仪进水", day("2024-09-01"))).unwrap();
        assert_eq!(event.told, 2);
        let letters: Vec<(kernel::PersonId, String)> = w.read(|tx| Ok(tx.query("SELECT to_person, body FROM letter WHERE kind = 'project.event'", &[])?));
        let mut people: Vec<_> = letters.iter().map(|(p, _)| *p).collect();
        let mut wanted = vec![w.cast.wang_jianguo.person_id, w.cast.zhao_lei.person_id];
        people.sort();
        wanted.sort();
        assert_eq!(people, wanted);
        assert!(letters.iter().all(|(_, body)| body.contains("光谱仪进水")));
        let lin = w.cast.lin_mei.clone();
        let tomorrow = w.act(move |tx| projects::report_event(tx, &lin, project.id, "将来", "不可能", day("2024-09-03")));
        assert_eq!(rules_of(tomorrow), [""]);
    }

    fn x_10_where_a_side_has_nobody_the_programme_office_reads_it(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        w.act(|tx| Ok(tx.execute("UPDATE membership SET state = 'ended' WHERE role = 'enterprise_contact'", &[])?)).unwrap();
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| projects::report_event(tx, &lin, project.id, "设备损坏", "光谱仪进水", day("2024-09-01"))).unwrap();
        let wu = w.cast.wu_min.person_id;
        assert_eq!(w.read(move |tx| Ok(tx.one::<(i64,)>("SELECT COUNT(*) FROM letter WHERE to_person = $1", db::params![wu])?)), (1,));
    }
}
