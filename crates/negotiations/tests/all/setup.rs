//! What the office lays down, and what is refused.

use kernel::Refusal;
use meetings::Words;
use negotiations::actions::{self as n, GroupDraft, SetupDraft, SlotsDraft};
use negotiations::kinds::Side;
use negotiations::{facts, store};

use crate::world::{MIGRATIONS, World, fields, first};

fn slots(begins: &str, count: i64) -> SlotsDraft {
    SlotsDraft { day: Some(first()), begins: begins.into(), count, minutes: 20, gap: 5 }
}

testing::both_databases! {
    with MIGRATIONS;

    fn tables_are_numbered_on_and_slots_lie_on_every_day(world: World) {
        assert_eq!(world.tables().iter().map(|it| it.number).collect::<Vec<_>>(), [1, 2]);
        let all = world.slots();
        assert_eq!(all.len(), 8);
        assert_eq!((all[0].starts_at.beijing_minute(), all[3].ends_at.beijing_minute()), ("2024-11-12 14:00".into(), "2024-11-12 15:35".into()));
    }

    fn slots_that_overlap_or_lie_outside_the_meeting_are_refused(world: World) {
        let meeting = world.meeting;
        let office = world.cast.wu_min.clone();
        assert_eq!(fields(world.act(&office, move |tx, office| n::add_slots(tx, office, meeting, &slots("14:10", 1)))), ["begins"]);
        assert_eq!(fields(world.act(&office, move |tx, office| n::add_slots(tx, office, meeting, &slots("25:10", 1)))), ["begins"]);
        let outside = SlotsDraft { day: Some(first().plus_days(5)), ..slots("09:00", 1) };
        assert!(fields(world.act(&office, move |tx, office| n::add_slots(tx, office, meeting, &outside))).contains(&"begins".to_owned()));
        let many = SlotsDraft { minutes: 5, gap: 0, ..slots("00:00", 124) };
        assert_eq!(fields(world.act(&office, move |tx, office| n::add_slots(tx, office, meeting, &many))), ["count"]);
        assert_eq!(world.slots().len(), 8);
    }

    fn figures_are_written_if_nobody_wrote_them_since(world: World) {
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let draft = SetupDraft { most: 3, ..SetupDraft::default() };
        world.act(&office, move |tx, office| n::set_up(tx, office, meeting, 1, draft)).unwrap();
        let late = world.act(&office, move |tx, office| n::set_up(tx, office, meeting, 1, draft));
        assert!(matches!(late, Err(Refusal::Overtaken)));
    }

    fn others_set_nothing_up(world: World) {
        let meeting = world.meeting;
        let verdict = world.act(&world.cast.zhao_lei.clone(), move |tx, actor| n::set_up(tx, actor, meeting, 0, SetupDraft::default()));
        assert!(matches!(verdict, Err(Refusal::Forbidden { .. })));
    }

    fn a_slot_or_table_with_appointments_goes_only_with_a_place_for_them(world: World) {
        world.public();
        let (meeting, office) = (world.meeting, world.cast.wu_min.clone());
        let it = world.appointments()[0].clone();
        let slot = it.slot_id;
        assert_eq!(fields(world.act(&office, move |tx, office| n::remove_slot(tx, office, meeting, slot, None))), ["to"]);
        let free = world.slots().into_iter().rev().find(|slot| world.appointments().iter().all(|at| at.slot_id != slot.id)).unwrap().id;
        let moved = world.appointments().iter().filter(|at| at.slot_id == slot).count();
        world.act(&office, move |tx, office| n::remove_slot(tx, office, meeting, slot, Some(free))).unwrap();
        assert_eq!(world.appointments().iter().filter(|at| at.slot_id == free).count(), moved);
        assert_eq!(world.slots().len(), 7);
        let (from, to) = (world.tables()[0].id, world.tables()[1].id);
        if world.appointments().iter().any(|at| at.table_id == from) {
            assert_eq!(fields(world.act(&office, move |tx, office| n::remove_table(tx, office, meeting, from, None))), ["to"]);
        }
        // Where the other table is taken in the same slot, nothing goes: all or nothing.
        let before = world.appointments();
        if world.act(&office, move |tx, office| n::remove_table(tx, office, meeting, from, Some(to))).is_err() {
            assert_eq!(world.appointments(), before);
        }
    }

    fn a_minimum_of_a_group_counts_for_those_of_its_provinces(world: World) {
        world.four();
        let meeting = world.meeting;
        let draft = GroupDraft { name: Words { zh: "东北高校".into(), en: String::new() }, side: Side::University, provinces: vec!["23".into()], least: 2 };
        world.office(move |tx, office| n::add_group(tx, office, meeting, &draft));
        let facts = world.read(move |tx| {
            let meeting = db::get(tx, meeting)?;
            let setup = facts::setup(tx, world_meeting(&meeting))?;
            facts::Facts::load(tx, meeting, setup)
        });
        let least: Vec<(String, i64)> = facts.people.iter().map(|it| (it.name.clone(), facts.least(it))).collect();
        assert_eq!(least.iter().map(|(name, n)| (name.as_str(), *n)).collect::<Vec<_>>(), [("林梅", 0), ("许岚", 2), ("赵磊", 0), ("秦越", 0)]);
        let wrong = GroupDraft { name: Words::default(), side: Side::University, provinces: vec!["99".into()], least: 0 };
        let verdict = world.act(&world.cast.wu_min.clone(), move |tx, office| n::add_group(tx, office, meeting, &wrong));
        assert_eq!(fields(verdict), ["name_zh", "province", "least"]);
        assert_eq!(world.read(move |tx| Ok(store::groups(tx, meeting)?)).len(), 1);
    }
}

fn world_meeting(meeting: &meetings::Meeting) -> kernel::MeetingId {
    meeting.id
}
