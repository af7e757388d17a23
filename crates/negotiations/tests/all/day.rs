//! At the tables: what came of it, no-shows, refilling, and the queue.

use kernel::Refusal;
use negotiations::actions::{self as n, Outcome};
use negotiations::kinds::{Origin, Rank};
use negotiations::state::appointment::State;
use negotiations::store;

use crate::world::{MIGRATIONS, World, fields};

testing::both_databases! {
    with MIGRATIONS;

    fn one_writes_down_what_came_of_it_and_the_other_confirms(world: World) {
        world.public();
        let (meeting, xu, zhao) = (world.meeting, world.cast.xu_lan.clone(), world.cast.zhao_lei.clone());
        let it = world.between(&xu, &zhao);
        let outcome = Outcome { intent: true, amount: Some(5_000_000), next_step: "下周互访".into() };
        let early = outcome.clone();
        assert_eq!(fields(world.act(&xu, move |tx, actor| n::note(tx, actor, meeting, it.id, &early))), [""], "not before it begins");
        let it = world.between(&xu, &zhao);
        world.during(&it);
        let id = it.id;
        let noted = world.act(&xu, move |tx, actor| n::note(tx, actor, meeting, id, &outcome)).unwrap();
        assert_eq!((noted.state, noted.intent, noted.confirmed_by), (State::Held, Some(true), None));
        let revision = noted.revision;
        assert!(matches!(world.act(&xu, move |tx, actor| n::confirm(tx, actor, meeting, (id, revision))), Err(Refusal::Forbidden { .. })));
        assert!(matches!(world.act(&world.cast.qin_yue.clone(), move |tx, actor| n::confirm(tx, actor, meeting, (id, revision))), Err(Refusal::NotFound)));
        let confirmed = world.act(&zhao, move |tx, actor| n::confirm(tx, actor, meeting, (id, revision))).unwrap();
        assert_eq!(confirmed.confirmed_by, Some(zhao.person_id));
        assert!(matches!(world.act(&zhao, move |tx, actor| n::confirm(tx, actor, meeting, (id, revision))), Err(Refusal::Overtaken)));
    }

    fn a_no_show_frees_the_place_and_a_request_of_people_who_are_there_is_offered_it(world: World) {
        let released = world.public();
        assert_eq!(released.ordinal, 2);
        let (meeting, xu, zhao) = (world.meeting, world.cast.xu_lan.clone(), world.cast.zhao_lei.clone());
        let it = world.between(&xu, &zhao);
        let sun = world.cast.sun_yue.clone();
        world.join(&sun);
        let zhou = world.cast.zhou_yuan.clone();
        world.join(&zhou);
        let open = world.agreed(&zhou, &sun);
        world.during(&it);
        let id = it.id;
        let gone = world.act(&xu, move |tx, actor| n::no_show(tx, actor, meeting, id)).unwrap();
        assert_eq!(gone.state, State::NoShow);
        let table = it.table_id;
        let offered = world.act(&xu, move |tx, actor| n::offer(tx, actor, meeting, table)).unwrap();
        assert_eq!((offered.request_id, offered.state, offered.origin, offered.slot_id), (Some(open), State::Offered, Origin::Refill, it.slot_id));
        assert_eq!(world.letters().iter().filter(|(kind, _)| kind == "negotiation.offered").count(), 2);
        assert_eq!(fields(world.act(&xu, move |tx, actor| n::offer(tx, actor, meeting, table))), [""], "nobody is left");
        let id = offered.id;
        assert!(matches!(world.act(&xu, move |tx, actor| n::take(tx, actor, meeting, id)), Err(Refusal::NotFound)));
        let taken = world.act(&sun, move |tx, actor| n::take(tx, actor, meeting, id)).unwrap();
        assert_eq!(taken.state, State::Placed);
        assert!(matches!(world.act(&zhou, move |tx, actor| n::take(tx, actor, meeting, id)), Err(Refusal::NotOpen { .. })));
    }

    fn walk_ups_wait_in_order_are_called_and_sit_down(world: World) {
        world.public();
        let (meeting, zhao) = (world.meeting, world.cast.zhao_lei.clone());
        let zhou = world.cast.zhou_yuan.clone();
        let gao = world.cast.gao_ning.clone();
        let ids = [world.join(&zhou), world.join(&gao)];
        let it = world.between(&world.cast.xu_lan, &zhao);
        let number = world.tables().into_iter().find(|table| table.id == it.table_id).unwrap().number;
        let first = world.act(&zhou, move |tx, actor| n::queue_up(tx, actor, meeting, number)).unwrap();
        let second = world.act(&gao, move |tx, actor| n::queue_up(tx, actor, meeting, number)).unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(fields(world.act(&zhou, move |tx, actor| n::queue_up(tx, actor, meeting, number))), [""], "once in a queue");
        assert!(matches!(world.act(&gao, move |tx, actor| n::call_next(tx, actor, meeting, number)), Err(Refusal::Forbidden { .. })));
        let called = world.act(&zhao, move |tx, actor| n::call_next(tx, actor, meeting, number)).unwrap();
        assert_eq!(called.negotiator_id, ids[0]);
        assert_eq!(world.letters().last().unwrap().0, "negotiation.called");
        // A slot in which neither the table nor the two have anything.
        let taken: Vec<_> = world.appointments().iter().map(|at| at.slot_id).collect();
        let free = world.slots().into_iter().find(|slot| !taken.contains(&slot.id)).unwrap();
        world.at(free.starts_at.plus_seconds(30));
        let sat = world.act(&zhao, move |tx, actor| n::sit_down(tx, actor, meeting, number, called.id)).unwrap();
        assert_eq!((sat.state, sat.origin, sat.slot_id, sat.request_id), (State::Held, Origin::WalkUp, free.id, None));
        assert_eq!(fields(world.act(&zhao, move |tx, actor| n::sit_down(tx, actor, meeting, number, called.id))), [""]);
        assert_eq!(world.read(move |tx| Ok(store::queues(tx, meeting)?)).len(), 1);
        let left = world.act(&gao, move |tx, actor| n::leave_queue(tx, actor, meeting, second.id)).unwrap();
        assert_eq!(left.state, negotiations::state::ticket::State::Gone);
        assert_eq!(world.read(move |tx| Ok(store::queues(tx, meeting)?)), vec![]);
    }

    fn a_computation_on_the_day_leaves_what_has_begun_and_what_is_locked(world: World) {
        world.public();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let mut all = world.appointments();
        let slots = world.slots();
        let starts = |it: &negotiations::Appointment| slots.iter().find(|slot| slot.id == it.slot_id).unwrap().starts_at;
        all.sort_by_key(|it| starts(it));
        let (first, last) = (all[0].clone(), all[3].clone());
        let id = last.id;
        world.act(&office, move |tx, office| n::lock(tx, office, meeting, id, true)).unwrap();
        world.during(&first);
        let computed = world.compute();
        world.adopt(computed.id);
        let place = |it: &negotiations::Appointment| (it.id, it.slot_id, it.table_id);
        let after: Vec<_> = world.appointments().iter().map(place).collect();
        assert!(after.contains(&place(&first)) && after.contains(&place(&last)));
        assert_eq!(after.len(), 4);
    }

    fn somebody_who_declined_is_not_offered(world: World) {
        world.public();
        let (meeting, xu, zhao) = (world.meeting, world.cast.xu_lan.clone(), world.cast.zhao_lei.clone());
        let (sun, zhou) = (world.cast.sun_yue.clone(), world.cast.zhou_yuan.clone());
        world.join(&sun);
        let to = world.join(&zhou);
        let request = world.ask(&sun, to, Rank::Must).unwrap();
        world.answer(&zhou, request, Rank::No).unwrap();
        let it = world.between(&xu, &zhao);
        world.during(&it);
        let (id, table) = (it.id, it.table_id);
        world.act(&zhao, move |tx, actor| n::no_show(tx, actor, meeting, id)).unwrap();
        assert_eq!(fields(world.act(&zhao, move |tx, actor| n::offer(tx, actor, meeting, table))), [""]);
    }
}
