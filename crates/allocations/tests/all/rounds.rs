use allocations::{Allocation, Wanted};
use applications::PlanState;
use applications::state::{State, Step};
use kernel::{Actor, AllocationId, ApplicationId, Refusal};
use matching::allocate::{Plan, Wishes, read_document, solve};

use crate::world::{ALL, FourEyes, World};

fn prepare(w: &World, wanted: Wanted) -> Result<Allocation, Refusal> {
    let (actor, guideline) = (w.cast.zhao_lei.clone(), w.guideline);
    w.act(move |tx| allocations::prepare(tx, &actor, guideline, &wanted))
}

fn commit(w: &World, actor: &Actor, id: AllocationId) -> Result<Allocation, Refusal> {
    let actor = actor.clone();
    w.act(move |tx| allocations::commit(tx, &actor, id))
}

/// Of each item: who is selected, and who waits.
fn shown(w: &World, id: AllocationId) -> Vec<(Vec<ApplicationId>, Vec<ApplicationId>)> {
    let actor = w.cast.zhao_lei.clone();
    let view = w.read(move |tx| allocations::load(tx, &actor, id));
    assert_eq!(view.broken, Vec::<String>::new());
    let ids = |seats: &[allocations::Seat]| seats.iter().map(|it| it.application_id).collect();
    view.items.iter().map(|it| (ids(&it.selected), ids(&it.waiting))).collect()
}

testing::both_databases! {
    with ALL;

    fn offers_go_by_score_and_everybody_gets_one_at_most(w: World) {
        let [a, b, c, d] = [1, 2, 3, 4].map(|n| w.teacher(n));
        // The best of the first item also leads the second; its place there goes to others.
        let (a1, a2) = (w.passed(&a, w.one, Some(95)), w.passed(&a, w.two, Some(99)));
        let (b1, b2) = (w.passed(&b, w.one, Some(90)), w.passed(&b, w.two, Some(60)));
        let (c2, d2) = (w.passed(&c, w.two, Some(70)), w.passed(&d, w.two, Some(50)));
        let unscored = w.passed(&w.teacher(5), w.two, None);
        let round = prepare(&w, Wanted::new()).unwrap();
        assert_eq!(shown(&w, round.id), [(vec![a1], vec![]), (vec![c2, b2], vec![d2])]);
        assert_eq!(w.state(a1), State::EnterpriseReview);
        let before = w.letters().len();
        assert_eq!(commit(&w, &w.cast.zhao_lei, round.id).unwrap().state, PlanState::Committed);
        assert_eq!([a1, b2, c2].map(|id| w.state(id)), [State::Selected; 3]);
        assert_eq!([a2, b1, d2, unscored].map(|id| w.state(id)), [State::EnterpriseReview; 4]);
        assert_eq!((w.waiting(w.one), w.waiting(w.two)), (vec![], vec![d2]));
        let told: Vec<_> = w.letters().into_iter().skip(before).map(|(kind, _)| kind).collect();
        assert_eq!(told, ["allocation.waiting", "application.decided", "application.decided", "application.decided"]);
        assert!(matches!(commit(&w, &w.cast.zhao_lei, round.id), Err(Refusal::NotOpen { .. })));
    }

    fn an_offer_that_falls_free_goes_to_the_next_who_waits(w: World) {
        let all = [1, 2, 3, 4].map(|n| w.passed(&w.teacher(n), w.two, Some(90 - n as i64)));
        let first = prepare(&w, Wanted::from([(w.two, 1)])).unwrap();
        commit(&w, &w.cast.zhao_lei, first.id).unwrap();
        assert_eq!(w.waiting(w.two), all[1..]);
        // The second gives up waiting: the list moves up at once.
        let second = all[1];
        let pi = w.read(move |tx| applications::get(tx, second)).pi_id;
        let actor = Actor::person(pi, "教师02", None);
        w.act(move |tx| applications::actions::withdraw(tx, &actor, second, "")).unwrap();
        assert_eq!(w.waiting(w.two), all[2..]);
        let next = prepare(&w, Wanted::new()).unwrap();
        assert_eq!((next.ordinal, next.seed), (2, first.seed));
        assert_eq!(shown(&w, next.id)[1], (vec![all[2]], vec![all[3]]));
        commit(&w, &w.cast.zhao_lei, next.id).unwrap();
        assert_eq!(w.waiting(w.two), [all[3]]);
        // Everything is given out: what is left is nobody's.
        let last = prepare(&w, Wanted::new()).unwrap();
        assert_eq!(shown(&w, last.id)[1], (vec![], vec![all[3]]));
    }

    fn between_equals_the_lottery_decides_and_anybody_can_draw_it_again(w: World) {
        for n in 1..=6 {
            w.passed(&w.teacher(n), w.two, Some(80));
        }
        let round = prepare(&w, Wanted::new()).unwrap();
        let actor = w.cast.zhao_lei.clone();
        let view = w.read(move |tx| allocations::load(tx, &actor, round.id));
        assert!(view.items[1].selected.iter().chain(&view.items[1].waiting).all(|seat| seat.drawn));
        let read = read_document(&format!("allocation-{}", view.allocation.id), &view.allocation.instance).unwrap();
        let wishes = Wishes { seed: allocations::seed_of(w.guideline) as u64, waiting: 6, log: false };
        let again = solve(&read, wishes, &matching::Steps(u64::MAX)).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&view.allocation.plan).unwrap(), again);
        let trail = w.read(move |tx| Ok(journal::trail(tx, view.allocation.id.0)?));
        assert_eq!(trail.len(), 1);
    }

    fn what_changed_since_the_preview_stops_the_commit(w: World) {
        let id = w.passed(&w.teacher(1), w.two, Some(80));
        let round = prepare(&w, Wanted::new()).unwrap();
        w.passed(&w.teacher(2), w.two, Some(90));
        assert!(matches!(commit(&w, &w.cast.zhao_lei, round.id), Err(Refusal::Overtaken)));
        assert_eq!(w.state(id), State::EnterpriseReview);
        let actor = w.cast.zhao_lei.clone();
        let dropped = w.act(move |tx| allocations::drop_round(tx, &actor, round.id)).unwrap();
        assert_eq!(dropped.state, PlanState::Dropped);
        let open: (i64,) = w.read(|tx| Ok(tx.one("SELECT COUNT(*) FROM decision_plan WHERE state = 'prepared'", &[])?));
        assert_eq!(open, (0,));
    }

    fn a_preview_older_than_a_round_carried_out_is_shown_as_overtaken(w: World) {
        w.passed(&w.teacher(1), w.two, Some(80));
        let (old, carried_out) = (prepare(&w, Wanted::new()).unwrap(), prepare(&w, Wanted::new()).unwrap());
        assert!(!old.is_overtaken(std::slice::from_ref(&carried_out)));
        let carried_out = commit(&w, &w.cast.zhao_lei, carried_out.id).unwrap();
        w.passed(&w.teacher(2), w.two, Some(70));
        let next = prepare(&w, Wanted::new()).unwrap();
        let rounds = [old, carried_out, next];
        assert_eq!(rounds.each_ref().map(|it| it.is_overtaken(&rounds)), [true, false, false]);
    }

    fn a_round_gives_out_no_more_than_is_left(w: World) {
        w.passed(&w.teacher(1), w.two, Some(80));
        let refusal = prepare(&w, Wanted::from([(w.one, 2), (w.two, -1)])).unwrap_err();
        let mut at: Vec<_> = refusal.breaches().iter().map(|it| (it.rule, it.field.clone())).collect();
        at.sort();
        let mut expected = [("S-02", format!("places.{}", w.one)), ("S-02", format!("places.{}", w.two))];
        expected.sort();
        assert_eq!(at, expected);
    }

    fn without_scores_there_is_nothing_to_allocate(w: World) {
        w.passed(&w.teacher(1), w.two, None);
        assert_eq!(prepare(&w, Wanted::new()).unwrap_err().breaches().len(), 1);
    }

    fn only_whoever_decides_for_the_enterprise_gives_out_offers(w: World) {
        let pi = w.teacher(1);
        w.passed(&pi, w.two, Some(80));
        let round = prepare(&w, Wanted::new()).unwrap();
        let guideline = w.guideline;
        for (actor, sees) in [
            (w.cast.sun_yue.clone(), true),
            (w.cast.wang_jianguo.clone(), false),
            (w.cast.qin_yue.clone(), false),
            (pi, false),
        ] {
            let reader = actor.clone();
            let seen = w.base.db.read_now(move |tx| allocations::load(tx, &reader, round.id).map(drop));
            assert_eq!(seen.is_ok(), sees, "{}", actor.name);
            let maker = actor.clone();
            let made = w.act(move |tx| allocations::prepare(tx, &maker, guideline, &Wanted::new()));
            match made {
                Err(Refusal::Forbidden { .. }) => assert!(sees),
                Err(Refusal::NotFound) => assert!(!sees),
                other => panic!("{other:?}"),
            }
            assert!(commit(&w, &actor, round.id).is_err());
        }
    }

    fn s_03_the_second_signature_comes_from_somebody_else(four_eyes: FourEyes) {
        let w = four_eyes.0;
        let id = w.passed(&w.teacher(1), w.two, Some(80));
        let waits = w.passed(&w.teacher(2), w.one, Some(80));
        let round = prepare(&w, Wanted::from([(w.one, 0)])).unwrap();
        assert_eq!(commit(&w, &w.cast.zhao_lei, round.id).unwrap().state, PlanState::Signed);
        assert_eq!((w.state(id), w.waiting(w.one)), (State::EnterpriseReview, vec![]));
        let again = commit(&w, &w.cast.zhao_lei, round.id);
        assert!(again.is_err(), "{again:?}");
        assert_eq!(commit(&w, &w.cast.sun_yue, round.id).unwrap().state, PlanState::Committed);
        assert_eq!((w.state(id), w.waiting(w.one)), (State::Selected, vec![waits]));
    }

    fn whoever_is_selected_by_hand_takes_no_second_offer_of_the_guideline(w: World) {
        let pi = w.teacher(1);
        let (by_hand, other) = (w.passed(&pi, w.one, Some(80)), w.passed(&pi, w.two, Some(99)));
        let rival = w.passed(&w.teacher(2), w.two, Some(50));
        let actor = w.cast.zhao_lei.clone();
        w.act(move |tx| applications::actions::decide(tx, &actor, by_hand, Step::EnterpriseSelect, "")).unwrap();
        let round = prepare(&w, Wanted::new()).unwrap();
        assert_eq!(shown(&w, round.id)[1], (vec![rival], vec![]));
        assert_eq!(w.state(other), State::EnterpriseReview);
    }

    fn s_03_a_signed_round_is_carried_out_as_a_whole_or_not_at_all(four_eyes: FourEyes) {
        let w = four_eyes.0;
        let (a, b) = (w.passed(&w.teacher(1), w.one, Some(80)), w.passed(&w.teacher(2), w.two, Some(80)));
        let round = prepare(&w, Wanted::new()).unwrap();
        let before = w.letters().len();
        assert_eq!(commit(&w, &w.cast.zhao_lei, round.id).unwrap().state, PlanState::Signed);
        // Asked for once, whatever the number of items, and not of whoever signed.
        let told: Vec<_> = w.letters().into_iter().skip(before).collect();
        assert_eq!(told, [("allocation.second_signature".to_owned(), w.cast.sun_yue.person_id)]);
        let of = |actor: &Actor| {
            let actor = actor.clone();
            w.read(move |tx| Ok((allocations::todo(tx, &actor)?, applications::todo(tx, &actor)?)))
        };
        let (rounds, single) = of(&w.cast.sun_yue);
        assert_eq!(rounds.iter().map(|it| it.href.clone()).collect::<Vec<_>>(), [format!("/allocations/{}", round.id)]);
        assert!(single.iter().all(|it| !it.href.starts_with("/decisions/")), "{single:?}");
        assert!(of(&w.cast.zhao_lei).0.is_empty());
        // A part of it can be neither signed nor dropped on its own.
        let parts: Vec<kernel::PlanId> = serde_json::from_str(&round.decisions).unwrap();
        assert_eq!(parts.len(), 2);
        for part in parts {
            let second = w.cast.sun_yue.clone();
            let alone = w.act(move |tx| applications::actions::commit_plan(tx, &second, part));
            assert_eq!(alone.unwrap_err().breaches()[0].rule, "S-02");
            let second = w.cast.sun_yue.clone();
            let alone = w.act(move |tx| applications::actions::drop_plan(tx, &second, part));
            assert_eq!(alone.unwrap_err().breaches()[0].rule, "S-02");
        }
        assert_eq!([a, b].map(|id| w.state(id)), [State::EnterpriseReview; 2]);
        assert_eq!(commit(&w, &w.cast.sun_yue, round.id).unwrap().state, PlanState::Committed);
        assert_eq!([a, b].map(|id| w.state(id)), [State::Selected; 2]);
        assert!(of(&w.cast.sun_yue).0.is_empty());
    }

    fn whoever_gets_an_offer_waits_nowhere_in_the_guideline(w: World) {
        let pi = w.teacher(1);
        let first = w.passed(&w.teacher(2), w.two, Some(90));
        let (waits, elsewhere) = (w.passed(&pi, w.two, Some(70)), w.passed(&pi, w.one, None));
        let last = w.passed(&w.teacher(3), w.two, Some(60));
        let round = prepare(&w, Wanted::from([(w.two, 1)])).unwrap();
        commit(&w, &w.cast.zhao_lei, round.id).unwrap();
        assert_eq!((w.state(first), w.waiting(w.two)), (State::Selected, vec![waits, last]));
        let actor = w.cast.zhao_lei.clone();
        w.act(move |tx| applications::actions::decide(tx, &actor, elsewhere, Step::EnterpriseSelect, "")).unwrap();
        assert_eq!(w.waiting(w.two), [last]);
        // A round in which nobody waits any more ends the list that was there.
        let round = prepare(&w, Wanted::new()).unwrap();
        commit(&w, &w.cast.zhao_lei, round.id).unwrap();
        assert_eq!((w.state(last), w.waiting(w.two)), (State::Selected, vec![]));
        assert_eq!(w.state(waits), State::EnterpriseReview);
    }

    fn a_12_what_the_university_has_not_passed_again_is_not_read_in_an_old_round(w: World) {
        let id = w.passed(&w.teacher(1), w.two, Some(80));
        let round = prepare(&w, Wanted::new()).unwrap();
        let titles = |w: &World| {
            let actor = w.cast.zhao_lei.clone();
            let view = w.read(move |tx| allocations::load(tx, &actor, round.id));
            view.items.into_iter().flat_map(|it| it.selected).map(|it| it.title).collect::<Vec<_>>()
        };
        assert_ne!(titles(&w), [""]);
        let actor = w.cast.zhao_lei.clone();
        w.act(move |tx| applications::actions::decide(tx, &actor, id, Step::EnterpriseReturn, "请补充")).unwrap();
        w.act(move |tx| {
            let application = applications::get(tx, id)?;
            let changed = applications::Application { title: "尚未审核的新题目".into(), saved_at: tx.now(), ..application };
            db::save(tx, &changed)
        })
        .unwrap();
        assert_eq!(titles(&w), [""]);
    }
}
