//! Asking, answering, and what lapses.

use kernel::Refusal;
use negotiations::actions::{self as n, RequestDraft, TimeDraft};
use negotiations::kinds::{Rank, TimeKind};
use negotiations::state::request::State;
use negotiations::store;

use crate::world::{MIGRATIONS, World, fields, on};

testing::both_databases! {
    with MIGRATIONS;

    fn a_request_is_asked_answered_and_told(world: World) {
        let (lin, zhao) = (world.cast.lin_mei.clone(), world.cast.zhao_lei.clone());
        world.join(&lin);
        let to = world.join(&zhao);
        let request = world.ask(&lin, to, Rank::Must).unwrap();
        let done = world.answer(&zhao, request, Rank::Want).unwrap();
        assert_eq!((done.state, done.answer, done.class()), (State::Accepted, Some(Rank::Want), Some((1, true))));
        let letters = world.letters();
        assert_eq!(letters.iter().map(|(kind, to)| (kind.as_str(), to.as_str())).collect::<Vec<_>>(), [
            ("negotiation.asked", "zhao.lei@demo.xieyu"),
            ("negotiation.accepted", "lin.mei@demo.xieyu"),
        ]);
    }

    fn a_second_request_of_a_pair_points_to_the_first_whoever_makes_it(world: World) {
        let (lin, zhao) = (world.cast.lin_mei.clone(), world.cast.zhao_lei.clone());
        let (from, to) = (world.join(&lin), world.join(&zhao));
        world.ask(&lin, to, Rank::Want).unwrap();
        assert_eq!(fields(world.ask(&lin, to, Rank::Must)), ["to"]);
        assert_eq!(fields(world.ask(&zhao, from, Rank::Must)), ["to"]);
    }

    fn universities_meet_enterprises_and_nobody_their_own_house(world: World) {
        let (lin, xu, zhou) = (world.cast.lin_mei.clone(), world.cast.xu_lan.clone(), world.cast.zhou_yuan.clone());
        world.join(&lin);
        let (other, own) = (world.join(&xu), world.join(&zhou));
        assert_eq!(fields(world.ask(&lin, other, Rank::Want)), ["to"]);
        assert_eq!(fields(world.ask(&lin, own, Rank::Want)), ["to"]);
    }

    fn a_no_keeps_the_other_from_asking_and_is_not_told(world: World) {
        let (lin, zhao) = (world.cast.lin_mei.clone(), world.cast.zhao_lei.clone());
        let (from, to) = (world.join(&lin), world.join(&zhao));
        world.ask(&lin, to, Rank::No).unwrap();
        assert_eq!(world.letters(), vec![]);
        let refused = world.ask(&zhao, from, Rank::Must).unwrap_err();
        assert!(refused.breaches()[0].said.zh.contains("不接受"), "{refused:?}");
        let meeting = world.meeting;
        let no = world.read(move |tx| Ok(store::request_of_pair(tx, meeting, from, to)?.unwrap()));
        assert!(matches!(world.answer(&zhao, no.id, Rank::Want), Err(Refusal::NotFound)), "a no is no request");
        assert_eq!(world.ask(&lin, to, Rank::Want).unwrap(), no.id, "thinking again makes it one");
        assert_eq!(world.answer(&zhao, no.id, Rank::Want).unwrap().state, State::Accepted);
    }

    fn what_nobody_answers_lapses_and_can_be_asked_again(world: World) {
        let (lin, zhao) = (world.cast.lin_mei.clone(), world.cast.zhao_lei.clone());
        world.join(&lin);
        let to = world.join(&zhao);
        let request = world.ask(&lin, to, Rank::Want).unwrap();
        let meeting = world.meeting;
        let now = world.base.clock.now();
        world.at(now.plus_seconds(71 * 3_600));
        assert_eq!(world.office(move |tx, _| n::expire(tx, meeting)), 0);
        world.at(now.plus_seconds(73 * 3_600));
        assert_eq!(world.office(move |tx, _| n::expire(tx, meeting)), 1);
        assert_eq!(world.office(move |tx, _| n::expire(tx, meeting)), 0);
        assert_eq!(world.letters().last().unwrap().0, "negotiation.expired");
        let again = world.act(&lin, move |tx, actor| n::ask_again(tx, actor, meeting, request)).unwrap();
        assert_eq!(again.state, State::Sent);
        assert!(again.expires_at > world.base.clock.now());
    }

    fn whoever_asked_cannot_answer_and_a_stranger_finds_nothing(world: World) {
        let (lin, zhao, qin) = (world.cast.lin_mei.clone(), world.cast.zhao_lei.clone(), world.cast.qin_yue.clone());
        world.join(&lin);
        let to = world.join(&zhao);
        world.join(&qin);
        let request = world.ask(&lin, to, Rank::Want).unwrap();
        assert!(matches!(world.answer(&lin, request, Rank::Want), Err(Refusal::Forbidden { .. })));
        assert!(matches!(world.answer(&qin, request, Rank::Want), Err(Refusal::NotFound)));
        assert!(matches!(world.answer(&world.cast.xu_lan.clone(), request, Rank::Want), Err(Refusal::Forbidden { .. })));
    }

    fn a_request_carries_an_item_of_the_enterprise_among_the_two_only(world: World) {
        let (lin, zhao) = (world.cast.lin_mei.clone(), world.cast.zhao_lei.clone());
        world.join(&lin);
        let to = world.join(&zhao);
        let (own, foreign) = (world.item(world.cast.meridian), world.item(world.cast.bluebrook));
        let meeting = world.meeting;
        let draft = |item| RequestDraft { to, rank: Rank::Want, item_id: Some(item), note: String::new() };
        let wrong = draft(foreign);
        assert_eq!(fields(world.act(&lin, move |tx, actor| n::ask_to_meet(tx, actor, meeting, &wrong))), ["item_id"]);
        let right = draft(own);
        assert_eq!(world.act(&lin, move |tx, actor| n::ask_to_meet(tx, actor, meeting, &right)).unwrap().item_id, Some(own));
    }

    fn taking_back_or_leaving_calls_the_appointment_off_and_tells_the_other(world: World) {
        world.public();
        let (meeting, xu, qin) = (world.meeting, world.cast.xu_lan.clone(), world.cast.qin_yue.clone());
        let it = world.between(&xu, &qin);
        let request = it.request_id.unwrap();
        world.act(&xu, move |tx, actor| n::withdraw(tx, actor, meeting, request)).unwrap();
        assert!(world.appointments().iter().all(|at| at.id != it.id));
        assert_eq!(world.letters().last().map(|(kind, to)| (kind.clone(), to.clone())), Some(("negotiation.cancelled".into(), "qin.yue@demo.xieyu".into())));
        world.act(&qin, move |tx, actor| n::leave(tx, actor, meeting)).unwrap();
        assert_eq!(world.appointments().len(), 2);
        assert_eq!(world.read(move |tx| Ok(store::holds(tx, meeting)?)).len(), 6);
    }

    fn an_absence_over_an_appointment_is_refused(world: World) {
        world.public();
        let (meeting, lin) = (world.meeting, world.cast.lin_mei.clone());
        let draft = TimeDraft { kind: TimeKind::Absent, starts_at: on(0, 8, 0), ends_at: on(1, 20, 0), note: "航班".into() };
        assert_eq!(fields(world.act(&lin, move |tx, actor| n::add_time(tx, actor, meeting, &draft))), ["starts"]);
        let soft = TimeDraft { kind: TimeKind::Favourite, starts_at: on(0, 8, 0), ends_at: on(1, 20, 0), note: String::new() };
        world.act(&lin, move |tx, actor| n::add_time(tx, actor, meeting, &soft)).unwrap();
    }

    fn whoever_asked_may_change_how_much_and_whoever_was_asked_after_the_answer(world: World) {
        let (meeting, xu, zhao) = (world.meeting, world.cast.xu_lan.clone(), world.cast.zhao_lei.clone());
        world.join(&xu);
        let to = world.join(&zhao);
        let id = world.ask(&xu, to, Rank::Want).unwrap();
        let rank = |actor: &kernel::Actor, revision, rank| world.act(actor, move |tx, actor| n::rank(tx, actor, meeting, (id, revision), rank));
        let revision = || world.read(move |tx| store::request(tx, meeting, id)).revision;
        let asked = rank(&xu, revision(), Rank::Must).unwrap();
        assert_eq!((asked.rank, asked.answer, asked.revision), (Rank::Must, None, revision()));
        assert!(matches!(rank(&zhao, revision(), Rank::IfPossible), Err(Refusal::NotOpen { .. })), "first comes an answer");
        world.answer(&zhao, id, Rank::Want).unwrap();
        let before = revision();
        let changed = rank(&zhao, before, Rank::IfPossible).unwrap();
        assert_eq!((changed.rank, changed.answer), (Rank::Must, Some(Rank::IfPossible)));
        assert!(matches!(rank(&xu, before, Rank::Want), Err(Refusal::Overtaken)), "the other changed it meanwhile");
        assert!(matches!(rank(&xu, revision(), Rank::No), Err(Refusal::NotOpen { .. })));
    }
}
