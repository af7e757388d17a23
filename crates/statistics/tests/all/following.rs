//! The figures follow what happens, and are the same as those of somebody who reads everything anew.

use db::params;
use kernel::{Actor, Refusal};
use statistics::{Party, Side};
use testing::TestDb;

use crate::world::{ALL, TODAY, World};

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

    fn states_support_and_industries_that_change_are_counted_anew(world: World) {
        let before = world.figures(TODAY, None);
        world.act(|tx| {
            let project: projects::Project = db::find_where(tx, "WHERE state = 'running' ORDER BY id LIMIT 1", &[])?.ok_or(Refusal::NotFound)?;
            projects::advance(tx, &Actor::system(), &project, projects::state::Step::Terminate, "双方同意终止").map(drop)
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
