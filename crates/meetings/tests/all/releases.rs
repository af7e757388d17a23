//! Releases never change; what differs between two of them is found; publishing is another act.

use kernel::Refusal;
use meetings::actions as m;
use meetings::kinds::SessionKind;
use meetings::{Change, ChangeKind, apply, diff};

use crate::world::{MIGRATIONS, World, fields, on, session, words};

fn told(changes: &[Change]) -> Vec<(Vec<ChangeKind>, String)> {
    changes.iter().map(|it| (it.kinds.clone(), it.title().zh)).collect()
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_release_stays_as_it_was_whatever_is_changed_afterwards(world: World) {
        let id = world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[("甲", "林梅")])).unwrap();
        let release = world.release("1.0").unwrap();
        world.edit(id, |draft| draft.title = words("改名", "Renamed")).unwrap();
        world.release("1.1").unwrap();
        world.remove(id);
        let (meeting, first) = (world.meeting, release.id);
        let kept = world.read(move |tx| meetings::store::release(tx, meeting, first));
        assert_eq!(kept, release);
        assert_eq!(world.agenda_of(&kept).session(id).unwrap().title.zh, "一");
    }

    fn what_is_internal_is_not_released(world: World) {
        let when = Some((on(0, "09:00"), on(0, "10:00")));
        let mut shown = session(world.main, "报告", when, &[]);
        shown.sign_ups = Some(40);
        let shown = world.add(shown).unwrap();
        let mut blocker = session(world.side, "彩排", when, &[]);
        blocker.kind = SessionKind::Blocker;
        world.add(blocker).unwrap();
        world.add(session(world.side, "未定", None, &[])).unwrap();
        let agenda = world.agenda_of(&world.release("1.0").unwrap());
        assert_eq!(agenda.sessions.iter().map(|it| (it.id, it.sign_ups)).collect::<Vec<_>>(), [(shown, None)]);
    }

    fn new_moved_cancelled_and_reworded_sessions_are_told_apart(world: World) {
        let at = |hour: i32| Some((on(0, &format!("{hour:02}:00")), on(0, &format!("{hour:02}:50"))));
        let ids: Vec<_> = [("留", 8), ("移", 9), ("改", 10), ("消", 11), ("移改", 12)]
            .into_iter()
            .map(|(title, hour)| world.add(session(world.main, title, at(hour), &[])).unwrap())
            .collect();
        let before = world.agenda_of(&world.release("1.0").unwrap());
        world.move_to(ids[1], world.side, on(0, "09:00"), on(0, "09:50")).unwrap();
        world.edit(ids[2], |draft| draft.about = words("新简介", "New")).unwrap();
        world.remove(ids[3]);
        world.edit(ids[4], |draft| { draft.title = words("移改了", "Both"); draft.ends_at = Some(on(0, "13:00")); }).unwrap();
        world.add(session(world.side, "新", at(14), &[])).unwrap();
        let release = world.release("1.1").unwrap();
        let after = world.agenda_of(&release);
        let changes = diff(Some(&before), &after);
        assert_eq!(told(&changes), [
            (vec![ChangeKind::Moved], "移".into()),
            (vec![ChangeKind::Text], "改".into()),
            (vec![ChangeKind::Moved, ChangeKind::Text], "移改了".into()),
            (vec![ChangeKind::New], "新".into()),
            (vec![ChangeKind::Cancelled], "消".into()),
        ]);
        assert_eq!(changes[0].was.as_ref().unwrap().zh, "2024-11-02 09:00–09:50 · 主会场");
        assert_eq!(changes[0].is.as_ref().unwrap().en, "2024-11-02 09:00–09:50 · Side hall");
        // Made to the earlier agenda, the changes give the later one.
        let mut made = apply(&before.sessions, &changes);
        let mut wanted = after.sessions.clone();
        made.sort_by_key(|it| it.id);
        wanted.sort_by_key(|it| it.id);
        assert_eq!(made, wanted);
        // Programs see by the number what changed.
        let numbers: Vec<i64> = ids.iter().filter_map(|id| after.session(*id)).map(|it| it.sequence).collect();
        assert_eq!(numbers, [1, 2, 2, 2]);
    }

    fn a_renamed_hall_is_a_changed_text_of_its_sessions(world: World) {
        world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[])).unwrap();
        world.add(session(world.side, "二", Some((on(0, "09:00"), on(0, "10:00"))), &[])).unwrap();
        let before = world.agenda_of(&world.release("1.0").unwrap());
        let (office, meeting, main) = (world.office(), world.meeting, world.main);
        let renamed = m::HallDraft { name: words("一号厅", "Hall One"), capacity: Some(500) };
        world.write(move |tx| m::edit_hall(tx, &office, meeting, (main, 1), &renamed)).unwrap();
        let after = world.agenda_of(&world.release("1.1").unwrap());
        assert_eq!(told(&diff(Some(&before), &after)), [(vec![ChangeKind::Text], "一".into())]);
    }

    fn a_release_needs_a_name_of_its_own_something_to_hold_and_something_new(world: World) {
        assert_eq!(fields(world.release("1.0")), [""]);
        let id = world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[])).unwrap();
        assert_eq!(fields(world.release(" ")), ["name"]);
        world.release("1.0").unwrap();
        assert_eq!(fields(world.release("1.0")), ["name", ""]);
        assert_eq!(fields(world.release("1.1")), [""]);
        world.edit(id, |draft| draft.title = words("二", "Two")).unwrap();
        let (office, meeting) = (world.office(), world.meeting);
        let preview = world.read(move |tx| m::preview(tx, &office, meeting));
        assert_eq!((preview.name.as_str(), told(&preview.changes)), ("1.1", vec![(vec![ChangeKind::Text], "二".into())]));
        world.edit(id, |draft| draft.title = words("三", "Three")).unwrap();
        let (office, seen) = (world.office(), preview.fingerprint);
        let unseen = world.write(move |tx| m::release(tx, &office, meeting, "1.1", Some(&seen)).map(drop));
        assert!(matches!(unseen, Err(Refusal::Overtaken)), "{unseen:?}");
    }

    fn releasing_and_publishing_are_two_acts_and_an_earlier_release_may_be_shown_again(world: World) {
        let id = world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[])).unwrap();
        let first = world.release("1.0").unwrap();
        assert_eq!(first.published_at, None);
        world.publish(&first);
        world.edit(id, |draft| draft.title = words("二", "Two")).unwrap();
        let second = world.release("1.1").unwrap();
        let shown = |world: &World| {
            let meeting = world.meeting;
            world.read(move |tx| db::get::<meetings::Meeting>(tx, meeting)).published_id
        };
        assert_eq!(shown(&world), Some(first.id));
        world.publish(&second);
        assert_eq!(shown(&world), Some(second.id));
        world.publish(&first);
        assert_eq!(shown(&world), Some(first.id));
        let (office, meeting) = (world.office(), world.meeting);
        world.write({ let office = office.clone(); move |tx| m::hide(tx, &office, meeting) }).unwrap();
        let again = world.write(move |tx| m::hide(tx, &office, meeting).map(drop));
        assert!(matches!(again, Err(Refusal::NotOpen { .. })), "{again:?}");
        let trail = world.read(move |tx| Ok(journal::trail(tx, meeting.0)?));
        let steps: Vec<&str> = trail.iter().map(|it| it.step()).collect();
        assert_eq!(steps, ["create", "add_hall", "add_hall", "release", "publish", "release", "publish", "publish", "hide"]);
    }
}
