//! From asking to taking down.

use exhibition::actions as e;
use exhibition::kinds::BoothKind::{Case, Enterprise, University};
use exhibition::state::State;
use kernel::Refusal;

use crate::world::{MIGRATIONS, World, fields, request};

testing::both_databases! {
    with MIGRATIONS;

    fn a_booth_is_asked_for_held_confirmed_set_up_and_taken_down(w: World) {
        let (own, office) = (w.cast.wang_jianguo.clone(), w.office());
        let asked = w.ask(&own, University, "机器人").unwrap();
        assert_eq!((asked.state, asked.organisation_zh.as_str()), (State::Requested, "南江大学"));
        let held = w.hold(asked.id, "A1", "").unwrap();
        assert_eq!((held.state, held.booth_id), (State::Held, Some(w.booth("A1"))));
        assert_eq!(held.held_until, Some(w.base.clock.now().plus_seconds(72 * 3_600)));
        assert_eq!(w.letters(), [("exhibition.held".to_owned(), Some(own.person_id))]);
        // Another booth may be held instead; the one before is free again.
        w.hold(asked.id, "A2", "").unwrap();
        assert!(matches!(w.confirm(&w.cast.gao_ning, asked.id), Err(Refusal::NotFound)));
        assert!(matches!(w.confirm(&office, asked.id), Err(Refusal::Forbidden { .. })));
        assert_eq!(w.confirm(&own, asked.id).unwrap().state, State::Confirmed);
        assert!(matches!(w.confirm(&own, asked.id), Err(Refusal::NotOpen { .. })));
        let at = (w.meeting, asked.id);
        let actor = office.clone();
        w.write(move |tx| e::mark(tx, &actor, at, true)).unwrap();
        assert_eq!(w.write(move |tx| e::mark(tx, &office, at, false)).unwrap().state, State::Closed);
        let acts = w.read(move |tx| Ok(journal::trail(tx, at.1.0)?)).iter().map(|it| it.step().to_owned()).collect::<Vec<_>>();
        assert_eq!(acts, ["ask", "hold", "hold", "confirm", "set_up", "close"]);
    }

    fn m_02_more_requests_than_booths_are_decided_with_reasons(w: World) {
        let (a, b) = (w.ask(&w.cast.zhao_lei, Enterprise, "光学平台").unwrap(), w.ask(&w.cast.qin_yue, Enterprise, "云平台").unwrap());
        let refusal = w.hold(a.id, "B1", " ").unwrap_err();
        assert_eq!((refusal.breaches()[0].rule, refusal.breaches()[0].field.as_str()), ("M-02", "reason"));
        w.hold(a.id, "B1", "与本届主题最相符").unwrap();
        assert_eq!(fields(w.hold(b.id, "B1", "同样优秀")), ["booth"], "one booth has one exhibitor");
        let (office, at) = (w.office(), (w.meeting, b.id));
        let actor = office.clone();
        assert_eq!(fields(w.write(move |tx| e::refuse(tx, &actor, at, ""))), ["reason"]);
        let refused = w.write(move |tx| e::refuse(tx, &office, at, "展位已满")).unwrap();
        assert_eq!((refused.state, refused.reason.as_str()), (State::Refused, "展位已满"));
        // What falls free goes to who was not selected.
        w.give_up(&w.cast.zhao_lei, a.id, "").unwrap();
        assert_eq!(w.hold(b.id, "B1", "递补").unwrap().state, State::Held);
        let kinds: Vec<String> = w.letters().into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["exhibition.held", "exhibition.refused", "exhibition.held"]);
    }

    fn what_is_not_confirmed_in_time_lapses_and_may_be_asked_for_again(w: World) {
        let own = w.cast.wang_jianguo.clone();
        let first = w.ask(&own, University, "机器人").unwrap();
        w.hold(first.id, "A1", "").unwrap();
        w.pass(72 * 3_600_000 - 10);
        assert_eq!(w.write(e::lapse_due).unwrap(), 0);
        w.pass(10);
        assert_eq!(w.write(e::lapse_due).unwrap(), 1);
        assert_eq!(w.get_request(first.id).state, State::Released);
        assert!(matches!(w.confirm(&own, first.id), Err(Refusal::NotOpen { .. })));
        let second = w.ask(&own, University, "机器人").unwrap();
        assert!(w.hold(second.id, "A1", "").is_ok());
    }

    fn an_organisation_asks_once_for_each_kind_and_for_its_own_kinds_only(w: World) {
        let own = w.cast.wang_jianguo.clone();
        w.ask(&own, University, "一").unwrap();
        assert_eq!(fields(w.ask(&own, University, "二")), ["kind"]);
        assert!(w.ask(&own, Case, "案例").is_ok());
        assert_eq!(fields(w.ask(&own, Enterprise, "三")), ["kind"]);
        for actor in [&w.cast.lin_mei, &w.cast.wu_min, &w.cast.sun_yue] {
            assert!(matches!(w.ask(actor, University, "四"), Err(Refusal::Forbidden { .. })), "{}", actor.name);
        }
        w.pass(864_000_000);
        assert_eq!(fields(w.ask(&w.cast.gao_ning, University, "晚了")), [""]);
    }

    fn what_a_request_says_is_changed_by_its_exhibitor(w: World) {
        let own = w.cast.wang_jianguo.clone();
        let asked = w.ask(&own, University, "一").unwrap();
        let change = |actor: &kernel::Actor, revision: i64, title: &str| {
            let (actor, meeting, draft) = (actor.clone(), w.meeting, request(University, title));
            w.write(move |tx| e::edit_request(tx, &actor, meeting, (asked.id, revision), &draft))
        };
        assert_eq!(change(&own, 1, "二").unwrap().title_zh, "二");
        assert!(matches!(change(&own, 1, "三"), Err(Refusal::Overtaken)));
        assert_eq!(fields(change(&own, 2, &"长".repeat(201))), ["title_zh", "title_en"]);
        assert!(matches!(change(&w.cast.gao_ning, 2, "四"), Err(Refusal::NotFound)));
        assert!(matches!(change(&w.cast.lin_mei, 2, "五"), Err(Refusal::Forbidden { .. })));
    }

    fn the_organiser_gives_a_booth_up_with_a_reason_and_tells(w: World) {
        let own = w.cast.wang_jianguo.clone();
        let asked = w.ask(&own, University, "一").unwrap();
        w.hold(asked.id, "A1", "").unwrap();
        w.confirm(&own, asked.id).unwrap();
        assert_eq!(fields(w.give_up(&w.office(), asked.id, "")), ["reason"]);
        assert_eq!(w.give_up(&w.office(), asked.id, "消防要求调整").unwrap().state, State::Released);
        assert_eq!(w.letters().last().map(|it| it.0.clone()).as_deref(), Some("exhibition.released"));
    }
}
