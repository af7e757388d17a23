//! The working schedule: written, moved, copied; what is refused, and what is only shown.

use kernel::{Refusal, Word};
use meetings::actions::{self as m, ClosedDraft};
use meetings::kinds::SessionKind;
use meetings::rules::ConflictKind;

use crate::world::{MIGRATIONS, World, fields, first, meeting_draft, on, person, session, words};

fn kinds(world: &World) -> Vec<ConflictKind> {
    world.working().conflicts.into_iter().map(|it| it.kind).collect()
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_session_comes_back_with_everything_that_was_written(world: World) {
        let mut draft = session(world.main, "主题报告", Some((on(0, "09:00"), on(0, "10:30"))), &[("光电", "林梅"), ("芯片", "周远")]);
        draft.chairs = vec![person("高宁", "北原理工大学")];
        draft.about = words("简介", "Abstract");
        draft.sign_ups = Some(120);
        let id = world.add(draft).unwrap();
        let working = world.working();
        let it = working.agenda.session(id).unwrap();
        assert_eq!((it.title.zh.as_str(), it.about.en.as_str(), it.sign_ups), ("主题报告", "Abstract", Some(120)));
        assert_eq!(it.talks.iter().map(|talk| talk.title.zh.as_str()).collect::<Vec<_>>(), ["光电", "芯片"]);
        assert_eq!(it.people().iter().map(|it| it.name.zh.as_str()).collect::<Vec<_>>(), ["高宁", "林梅", "周远"]);
        assert_eq!(it.talk_spans()[1], Some((on(0, "09:20"), on(0, "09:40"))));
        assert_eq!(working.meeting.change_minutes, 10, "the figure of the rule set");
    }

    fn the_same_name_and_organisation_is_the_same_person_printed_as_said(world: World) {
        let when = |from, until| Some((on(0, from), on(0, until)));
        world.add(session(world.main, "一", when("09:00", "10:00"), &[("甲", "林梅")])).unwrap();
        let mut other = session(world.side, "二", when("09:30", "10:30"), &[]);
        let mut lin = person("林梅", "南江大学");
        lin.title = words("院长", "Dean");
        other.chairs = vec![lin];
        other.guests = vec![person("林梅", "北原理工大学")];
        let id = world.add(other).unwrap();
        let working = world.working();
        assert_eq!(working.agenda.speakers().len(), 2);
        assert_eq!(working.agenda.session(id).unwrap().chairs[0].title.zh, "院长");
        assert_eq!(kinds(&world), [], "the talk of twenty minutes is over by then, with ten to change halls");
        world.edit(id, |draft| draft.starts_at = Some(on(0, "09:10"))).unwrap();
        assert_eq!(kinds(&world), [ConflictKind::SpeakerTwice]);
    }

    fn conflicts_are_shown_and_stop_nobody(world: World) {
        let when = Some((on(0, "09:00"), on(0, "10:00")));
        let first = world.add(session(world.main, "一", when, &[])).unwrap();
        let mut second = session(world.main, "二", when, &[]);
        second.sign_ups = Some(501);
        world.add(second).unwrap();
        let (office, meeting, main) = (world.office(), world.meeting, world.main);
        let closed = ClosedDraft { hall_id: Some(main), speaker_id: None, starts_at: on(0, "08:00"), ends_at: on(0, "09:30"), reason: "装台".into() };
        let row = world.write(move |tx| m::close_time(tx, &office, meeting, &closed)).unwrap();
        let mut found = kinds(&world);
        found.sort();
        assert_eq!(found, [ConflictKind::HallOverlap, ConflictKind::HallClosed, ConflictKind::HallClosed, ConflictKind::TooSmall]);
        world.move_to(first, world.side, on(1, "09:00"), on(1, "10:00")).unwrap();
        let office = world.office();
        world.write(move |tx| m::open_time(tx, &office, meeting, row.id)).unwrap();
        assert_eq!(kinds(&world), [ConflictKind::TooSmall]);
    }

    fn times_outside_the_days_and_halves_of_times_are_refused(world: World) {
        let out = session(world.main, "一", Some((on(-1, "23:00"), on(0, "01:00"))), &[]);
        assert_eq!(fields(world.add(out)), ["starts"]);
        let backwards = session(world.main, "一", Some((on(0, "10:00"), on(0, "09:00"))), &[]);
        assert_eq!(fields(world.add(backwards)), ["ends"]);
        let mut half = session(world.main, "", None, &[]);
        half.title = words("", "");
        half.starts_at = Some(on(0, "09:00"));
        assert_eq!(fields(world.add(half)), ["title_zh", "ends"]);
        let id = world.add(session(world.main, "一", Some((on(1, "09:00"), on(1, "24:00"))), &[])).unwrap();
        assert_eq!(fields(world.move_to(id, world.main, on(1, "23:00"), on(2, "01:00"))), ["ends"]);
        let (office, meeting) = (world.office(), world.meeting);
        let mut shorter = meeting_draft();
        shorter.last_on = first();
        let refusal = world.write(move |tx| m::edit(tx, &office, meeting, 1, &shorter)).unwrap_err();
        assert!(refusal.breaches()[0].said.zh.contains('一'), "the session is named: {refusal:?}");
    }

    fn what_somebody_else_changed_meanwhile_is_not_overwritten(world: World) {
        let id = world.add(session(world.main, "一", None, &[])).unwrap();
        let seen = world.revision(id);
        world.edit(id, |draft| draft.title = words("二", "Two")).unwrap();
        let (office, meeting) = (world.office(), world.meeting);
        let to = m::Place { hall_id: None, starts_at: None, ends_at: None };
        let late = world.write(move |tx| m::move_session(tx, &office, meeting, (id, seen), to).map(drop));
        assert!(matches!(late, Err(Refusal::Overtaken)), "{late:?}");
    }

    fn a_break_is_copied_to_other_halls_and_a_hall_in_use_stays(world: World) {
        let mut draft = session(world.main, "茶歇", Some((on(0, "10:00"), on(0, "10:20"))), &[]);
        draft.kind = SessionKind::Break;
        let id = world.add(draft).unwrap();
        let (office, meeting, side, main) = (world.office(), world.meeting, world.side, world.main);
        let made = world.write({
            let office = office.clone();
            move |tx| m::copy_session(tx, &office, meeting, id, &[main, side])
        }).unwrap();
        assert_eq!(made.iter().map(|it| it.hall_id).collect::<Vec<_>>(), [Some(side)]);
        let taken = world.write({
            let office = office.clone();
            move |tx| m::remove_hall(tx, &office, meeting, side)
        });
        assert_eq!(fields(taken), [""]);
        world.remove(made[0].id);
        world.write(move |tx| m::remove_hall(tx, &office, meeting, side)).unwrap();
        assert_eq!(world.working().agenda.halls.len(), 1);
    }

    fn talks_keep_their_identity_when_the_session_is_written_anew(world: World) {
        let when = Some((on(0, "09:00"), on(0, "10:00")));
        let id = world.add(session(world.main, "一", when, &[("甲", "林梅"), ("乙", "周远")])).unwrap();
        let before: Vec<_> = world.working().agenda.session(id).unwrap().talks.iter().map(|it| it.id).collect();
        world.edit(id, |draft| draft.talks.swap(0, 1)).unwrap();
        let after: Vec<_> = world.working().agenda.session(id).unwrap().talks.iter().map(|it| it.id).collect();
        assert_eq!(after, [before[1], before[0]]);
    }

    fn one_and_many_sessions_take_the_same_number_of_statements(world: World) {
        let count = |world: &World| {
            let (office, meeting) = (world.office(), world.meeting);
            world.read(move |tx| { m::working(tx, &office, meeting)?; Ok(tx.statements()) })
        };
        world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[("甲", "林梅")])).unwrap();
        let one = count(&world);
        for n in 0..3 {
            let when = Some((on(1, &format!("{:02}:00", 9 + n)), on(1, &format!("{:02}:50", 9 + n))));
            world.add(session(world.main, "又", when, &[("甲", "林梅"), ("乙", "周远")])).unwrap();
        }
        assert_eq!(count(&world), one);
    }

    fn only_the_office_works_on_a_meeting(world: World) {
        for (actor, sees) in [(world.cast.lin_mei.clone(), false), (world.cast.feng_jing.clone(), false)] {
            let meeting = world.meeting;
            let refused = world.base.db.read_now(move |tx| m::working(tx, &actor, meeting).map(drop));
            assert!(matches!(refused, Err(Refusal::NotFound)) && !sees, "{refused:?}");
        }
        let teacher = world.cast.lin_mei.clone();
        let begun = world.write(move |tx| m::create(tx, &teacher, &meeting_draft()).map(drop));
        assert!(matches!(begun, Err(Refusal::Forbidden { .. })), "{begun:?}");
        assert_eq!(SessionKind::Blocker.word(), "blocker");
    }
}
