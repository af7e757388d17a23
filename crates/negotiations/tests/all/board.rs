//! Booking, moving and calling off, by the office and by the two.

use negotiations::actions as n;
use negotiations::kinds::Origin;

use crate::world::{MIGRATIONS, World, fields, on, rules};

testing::both_databases! {
    with MIGRATIONS;

    fn m_03_nobody_and_no_table_is_taken_twice(world: World) {
        world.public();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let (one, other) = (world.between(&world.cast.xu_lan, &world.cast.zhao_lei), world.between(&world.cast.xu_lan, &world.cast.qin_yue));
        let (slot, table) = (other.slot_id, world.tables().into_iter().find(|it| it.id != other.table_id).unwrap().id);
        let it = one.clone();
        let twice = world.act(&office, move |tx, office| n::move_appointment(tx, office, meeting, (it.id, it.revision), slot, Some(table)));
        assert_eq!(rules(twice), ["M-03"]);
        let stranger = world.between(&world.cast.lin_mei, &world.cast.zhao_lei);
        let (slot, table) = (stranger.slot_id, stranger.table_id);
        let same = world.act(&office, move |tx, office| n::move_appointment(tx, office, meeting, (other.id, other.revision), slot, Some(table)));
        if let Err(refused) = same {
            assert_eq!(refused.breaches()[0].rule, "M-03", "{refused:?}");
        } else {
            panic!("a table was taken twice");
        }
        assert_eq!(world.between(&world.cast.xu_lan, &world.cast.zhao_lei).slot_id, one.slot_id);
    }

    fn m_04_the_two_move_early_and_later_only_the_office(world: World) {
        world.public();
        let (meeting, xu) = (world.meeting, world.cast.xu_lan.clone());
        let it = world.between(&xu, &world.cast.qin_yue);
        let free = world.slots().into_iter().rev().find(|slot| world.appointments().iter().all(|at| at.slot_id != slot.id)).unwrap().id;
        let (id, revision, back, table) = (it.id, it.revision, it.slot_id, it.table_id);
        let moved = world.act(&xu, move |tx, actor| n::move_appointment(tx, actor, meeting, (id, revision), free, None)).unwrap();
        assert_eq!(moved.slot_id, free);
        assert_eq!(world.letters().last().map(|(kind, to)| (kind.clone(), to.clone())), Some(("negotiation.moved".into(), "qin.yue@demo.xieyu".into())));
        world.at(on(-4, 9, 0));
        assert_eq!(rules(world.act(&xu, move |tx, actor| n::move_appointment(tx, actor, meeting, (id, revision + 1), back, None))), ["M-04"]);
        world.office(move |tx, office| n::move_appointment(tx, office, meeting, (id, revision + 1), back, Some(table)));
        world.act(&xu, move |tx, actor| n::cancel(tx, actor, meeting, id)).unwrap();
    }

    fn what_is_left_is_booked_by_the_two_once_the_timetable_is_public(world: World) {
        let cast = world.cast.clone();
        world.join(&cast.lin_mei);
        world.join(&cast.zhao_lei);
        let request = world.agreed(&cast.lin_mei, &cast.zhao_lei);
        let meeting = world.meeting;
        let slots = world.slots();
        let (busy, free) = (slots[0].id, slots[5].id);
        assert_eq!(fields(world.act(&cast.lin_mei, move |tx, actor| n::book(tx, actor, meeting, request, free, None))), [""]);
        world.join(&cast.xu_lan);
        let other = world.agreed(&cast.xu_lan, &cast.zhao_lei);
        world.office(move |tx, office| n::book(tx, office, meeting, other, busy, None));
        world.publish();
        // She chairs a session then.
        assert_eq!(fields(world.act(&cast.lin_mei, move |tx, actor| n::book(tx, actor, meeting, request, busy, None))), ["slot"]);
        let it = world.act(&cast.lin_mei, move |tx, actor| n::book(tx, actor, meeting, request, free, None)).unwrap();
        assert_eq!(it.origin, Origin::Own);
        assert_eq!(fields(world.act(&cast.zhao_lei, move |tx, actor| n::book(tx, actor, meeting, request, free, None))), ["slot"]);
    }
}
