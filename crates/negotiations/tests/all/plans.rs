//! Computing, adopting, publishing and telling.

use kernel::Refusal;
use negotiations::actions::{self as n, Ask, TimeDraft};
use negotiations::kinds::TimeKind;
use negotiations::state::timetable::State;
use negotiations::{solving, store};

use crate::world::{MIGRATIONS, World, fields, on};

testing::both_databases! {
    with MIGRATIONS;

    fn a_timetable_is_computed_with_a_certificate_and_adopted(world: World) {
        world.four();
        let computed = world.compute();
        assert_eq!(computed.state, State::Proposed);
        let contents = world.contents(&computed);
        let certificate = contents.certificate.clone().unwrap();
        assert_eq!((certificate.placed, certificate.requests, contents.unplaced.len()), (4, 4, 0));
        assert_eq!((certificate.value, certificate.minima_missed), (certificate.value_bound, 0));
        assert_eq!(world.appointments(), vec![], "a proposal changes nothing");
        world.adopt(computed.id);
        assert_eq!(world.appointments().len(), 4);
        let meeting = world.meeting;
        assert_eq!(world.read(move |tx| Ok(store::holds(tx, meeting)?)).len(), 12);
        // Lin Mei chairs until 14:30 and needs ten minutes: her appointments begin at 14:50 or on the next day.
        for it in world.appointments().iter().filter(|it| [&world.cast.zhao_lei, &world.cast.qin_yue].iter().any(|other| world.between(&world.cast.lin_mei, other).id == it.id)) {
            let slot = world.slots().into_iter().find(|slot| slot.id == it.slot_id).unwrap();
            assert!(slot.starts_at >= on(0, 14, 40), "{}", slot.starts_at.beijing_minute());
        }
    }

    fn a_request_without_a_place_says_why_and_what_would_help(world: World) {
        world.four();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let slots = world.slots();
        for slot in slots[2..].iter().map(|slot| slot.id) {
            world.act(&office, move |tx, office| n::remove_slot(tx, office, meeting, slot, None)).unwrap();
        }
        let computed = world.compute();
        let contents = world.contents(&computed);
        assert_eq!(contents.certificate.unwrap().placed, 2, "Lin Mei cannot in either of the two slots");
        assert_eq!(contents.unplaced.len(), 2);
        assert!(contents.unplaced.iter().all(|it| it.reason.zh == "双方没有共同的空闲时段"), "{:?}", contents.unplaced);
        assert!(contents.unplaced[0].unlock.en.starts_with("Lin Mei"), "{:?}", contents.unplaced[0].unlock);
    }

    fn favourites_are_kept_free_where_nothing_is_lost_by_it(world: World) {
        world.four();
        let (meeting, lin) = (world.meeting, world.cast.lin_mei.clone());
        let soft = TimeDraft { kind: TimeKind::Favourite, starts_at: on(1, 0, 0), ends_at: on(1, 23, 0), note: String::new() };
        world.act(&lin, move |tx, actor| n::add_time(tx, actor, meeting, &soft)).unwrap();
        let computed = world.compute();
        world.adopt(computed.id);
        assert_eq!(world.appointments().len(), 4);
        for other in [&world.cast.zhao_lei, &world.cast.qin_yue] {
            let it = world.between(&lin, other);
            let slot = world.slots().into_iter().find(|slot| slot.id == it.slot_id).unwrap();
            assert_eq!(slot.starts_at.day(), on(0, 0, 0).day());
        }
    }

    fn a_proposal_is_not_adopted_after_anything_moved(world: World) {
        world.public();
        let computed = world.compute();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let it = world.appointments()[0].clone();
        world.act(&office, move |tx, office| n::lock(tx, office, meeting, it.id, true)).unwrap();
        let id = computed.id;
        assert!(matches!(world.act(&office, move |tx, office| n::adopt(tx, office, meeting, id)), Err(Refusal::Overtaken)));
        assert_eq!(world.timetable(id).state, State::Proposed);
    }

    fn what_people_hold_stays_when_nothing_is_won_by_moving_it(world: World) {
        world.public();
        let before = world.appointments();
        let computed = world.compute();
        assert_eq!(world.contents(&computed).certificate.unwrap().changed, 0);
        world.adopt(computed.id);
        let place = |it: &negotiations::Appointment| (it.id, it.slot_id, it.table_id);
        assert_eq!(world.appointments().iter().map(place).collect::<Vec<_>>(), before.iter().map(place).collect::<Vec<_>>());
    }

    fn one_computation_runs_at_a_time_and_is_stopped_from_anywhere(world: World) {
        world.four();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let wishes = Ask { seed: 1, seconds: 60 };
        let question = world.office(move |tx, office| n::ask(tx, office, meeting, wishes));
        let id = question.timetable.id;
        assert_eq!(fields(world.act(&office, move |tx, office| n::ask(tx, office, meeting, wishes))), [""]);
        std::thread::scope(|scope| {
            let running = scope.spawn(|| solving::run(&world.base.db, &office, question));
            world.act(&office, move |tx, office| n::stop(tx, office, meeting, id)).unwrap();
            running.join().unwrap();
        });
        assert_eq!(world.timetable(id).state, State::Stopped);
        assert_eq!(world.compute().state, State::Proposed, "the next one may run");
    }

    fn a_computation_that_fell_silent_keeps_nobody_from_another(world: World) {
        world.four();
        let meeting = world.meeting;
        world.office(move |tx, office| n::ask(tx, office, meeting, Ask::default()));
        let now = world.base.clock.now();
        world.at(now.plus_seconds(60));
        assert_eq!(world.compute().state, State::Proposed);
    }

    fn publishing_drafts_letters_and_each_is_told_once_what_differs(world: World) {
        let released = world.public();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let before = world.letters().len();
        let id = released.id;
        assert!(matches!(world.act(&office, move |tx, office| n::send_letters(tx, office, meeting, id, 3)), Err(Refusal::Overtaken)));
        assert_eq!(world.letters().len(), before, "nothing leaves by itself");
        world.office(move |tx, office| n::send_letters(tx, office, meeting, id, 4));
        assert_eq!(world.letters().len(), before + 4);
        // One appointment is moved: the two of it differ from what they were told, and nobody else.
        let it = world.between(&world.cast.xu_lan, &world.cast.qin_yue);
        let free = world.slots().into_iter().rev().find(|slot| world.appointments().iter().all(|at| at.slot_id != slot.id)).unwrap().id;
        world.office(move |tx, office| n::move_appointment(tx, office, meeting, (it.id, it.revision), free, None));
        let again = world.publish();
        let told = world.read(move |tx| Ok(store::letters(tx, again.id)?));
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|letter| letter.changes_zh.starts_with("改期或换桌：")), "{told:?}");
    }
}
