//! The figures follow what happens, and are the same as those of somebody who reads everything anew.

use db::params;
use kernel::{Actor, Refusal};
use projects::state::{State, Step};
use statistics::{Party, Side};
use testing::TestDb;

use crate::world::{ALL, STORY, TODAY, World};

/// The programme and some organisations, followed and anew.
fn alike(world: &World) {
    for as_of in [TODAY, "2025-01-01"] {
        let all = world.figures(as_of, None);
        assert_eq!(*all, *world.anew(as_of, None), "{as_of}");
        for side in [Side::Enterprise, Side::University] {
            for (id, _) in all.parties(side).iter().take(3) {
                let party = Some(Party { side, id: *id });
                assert_eq!(*world.figures(as_of, party), *world.anew(as_of, party));
            }
        }
    }
}

testing::both_databases! {
    with ALL;

    fn a_whole_story_is_followed_act_by_act(base: TestDb) {
        let world = World::before_the_story(base);
        assert_eq!(world.figures(TODAY, None).total.projects, 0);
        world.tell();
        let told = world.figures(TODAY, None);
        assert!(told.total.projects > 3 && told.ended_in_all.passed > 0 && told.ended_in_all.on_time > 0, "{told:?}");
        assert!(told.decided.projects > 0 && told.decided.middle_days.is_some());
        alike(&world);
    }

    fn projects_taken_from_lists_and_closed_by_lists_are_followed(base: TestDb) {
        let world = World::before_the_story(base);
        world.tell();
        let before = world.figures(TODAY, None).total.projects;
        // Some hundred acts: followed one by one.
        let scale = demo::Scale { projects: 300, enterprises: 30, universities: 20, cash: kernel::Money::from_yuan(10_000_000), people: 300, open_items: 30 };
        demo::national(&world.base.db, 5, scale, &|_, _, _| {}).expect("a register can be made");
        assert_eq!((before, world.figures(TODAY, None).total.projects), (4, 300));
        alike(&world);
        let closed = world.act(|tx| {
            let sql = "SELECT id FROM project WHERE state = 'running' AND agreement_id IS NULL ORDER BY id LIMIT 7";
            let ids: Vec<kernel::ProjectId> = tx.query::<(kernel::ProjectId,)>(sql, &[])?.into_iter().map(|(id,)| id).collect();
            projects::record_closed(tx, &ids, State::Running, Step::RecordPassed)?;
            for id in &ids {
                let act = journal::Act::new(&Actor::system(), "project", id.0, "record_passed");
                journal::record(tx, act.moved(State::Running, State::ClosedPassed));
            }
            tx.defer(projects::recount);
            Ok(ids.len() as u64)
        });
        let ended = world.figures(TODAY, None).ended.last().copied().expect("a year");
        let anew = world.anew("2026-11-22", None).ended.last().copied().expect("a year");
        assert_eq!((ended.year, ended.passed), (2026, anew.passed + closed), "the list does not say when: they end today");
        alike(&world);
    }

    fn a_journal_that_is_another_one_or_far_ahead_is_read_anew(base: TestDb) {
        let world = World::before_the_story(base);
        world.tell();
        let before = world.figures(TODAY, None).total.projects;
        // Somebody put another database in its place: the entry that was followed to is another one.
        world.act(|tx| {
            tx.execute("UPDATE journal_entry SET hash = 'another' WHERE seq = (SELECT seq FROM journal_head)", &[])?;
            tx.execute("UPDATE project SET state = 'terminated', state_since = 1 WHERE state = 'running'", &[])?;
            journal::record(tx, journal::Act::new(&Actor::system(), "letter", kernel::RowId::nil().0, "send"));
            Ok(())
        });
        let after = world.figures(TODAY, None);
        assert!(after.ended_in_all.terminated > 0);
        assert_eq!(after.total.projects, before);
        alike(&world);
    }
}

testing::both_databases! {
    told STORY;

    fn a_closing_that_is_returned_has_not_ended(world: World) {
        let before = world.figures(TODAY, None).ended_in_all;
        world.act(|tx| {
            let project: projects::Project = db::find_where(tx, "WHERE state = 'closing' ORDER BY id LIMIT 1", &[])?.ok_or(Refusal::NotFound)?;
            let project = projects::advance(tx, &Actor::system(), &project, Step::ReturnClosing, "请补充成果")?;
            projects::advance(tx, &Actor::system(), &project, Step::SubmitClosing, "").map(drop)
        });
        assert_eq!(world.figures(TODAY, None).ended_in_all, before);
        alike(&world);
        world.act(|tx| {
            let project: projects::Project = db::find_where(tx, "WHERE state = 'closing' ORDER BY id LIMIT 1", &[])?.ok_or(Refusal::NotFound)?;
            projects::advance(tx, &Actor::system(), &project, Step::CloseFailed, "成果未完成").map(drop)
        });
        assert_eq!(world.figures(TODAY, None).ended_in_all.not_passed, before.not_passed + 1);
        alike(&world);
    }

    fn support_that_falls_due_after_a_termination_is_not_late(world: World) {
        let later = "2030-01-01";
        let before = world.figures(later, None).ended_in_all;
        world.act(|tx| {
            let open = "WHERE state = 'running' AND id IN (SELECT project_id FROM instalment) ORDER BY id LIMIT 1";
            let project: projects::Project = db::find_where(tx, open, &[])?.ok_or(Refusal::NotFound)?;
            let (id, today) = (project.id, tx.now().day());
            let came = "UPDATE instalment SET state = 'received', due_on = $1, received_on = $1 WHERE project_id = $2";
            tx.execute(came, params![today.plus_days(-9), id])?;
            let missing = "UPDATE instalment SET state = 'agreed', due_on = $1, received_on = NULL \
                           WHERE id = (SELECT id FROM instalment WHERE project_id = $2 ORDER BY id DESC LIMIT 1)";
            tx.execute(missing, params![today, id])?;
            projects::advance(tx, &Actor::system(), &project, Step::Terminate, "双方同意终止").map(drop)
        });
        let after = world.figures(later, None).ended_in_all;
        assert_eq!((after.terminated, after.late), (before.terminated + 1, before.late));
        alike(&world);
    }

    fn states_support_and_industries_that_change_are_counted_anew(world: World) {
        let before = world.figures(TODAY, None);
        world.act(|tx| {
            let project: projects::Project = db::find_where(tx, "WHERE state = 'running' ORDER BY id LIMIT 1", &[])?.ok_or(Refusal::NotFound)?;
            projects::advance(tx, &Actor::system(), &project, Step::Terminate, "双方同意终止").map(drop)
        });
        let after = world.figures(TODAY, None);
        assert_eq!(after.ended_in_all.terminated, before.ended_in_all.terminated + 1);
        alike(&world);
        let most = after.enterprises[0].0;
        world.act(move |tx| {
            tx.execute("UPDATE enterprise_profile SET industry = 'T' WHERE id = $1", params![most])?;
            journal::record(tx, journal::Act::new(&Actor::system(), "organisation", most.0, "edit"));
            Ok(())
        });
        let moved = world.figures(TODAY, None);
        assert!(moved.industries.iter().any(|(section, sums)| *section == b'T' && sums.projects >= after.enterprises[0].1.projects));
        alike(&world);
    }
}
