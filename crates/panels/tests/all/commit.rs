//! Carrying a plan out: as by hand, all or nothing, and not when anything changed.

use guidelines::state::State as GuidelineState;
use kernel::{GuidelineId, Refusal, RowId};
use panels::actions;
use panels::state::{Change, State};

use crate::world::{MIGRATIONS, WISHES, World, fields, member};

/// Nothing of the plan was done.
fn nothing_was_done(world: &World, id: kernel::PlanId) {
    assert!(matches!(world.commit(id), Err(Refusal::Overtaken)));
    let office = world.office();
    let plan = world.read(move |tx| Ok(actions::load(tx, &office, id)?.plan));
    assert_eq!(plan.state, State::Prepared);
    assert_eq!(world.acts(id).len(), 1, "preparing alone");
}

fn reviewers(world: &World, subject: RowId) -> Vec<kernel::PersonId> {
    let sql =
        "SELECT expert_id FROM guideline_review WHERE guideline_id = $1 AND released_at IS NULL ORDER BY expert_id";
    let rows: Vec<(kernel::PersonId,)> = world.read(move |tx| Ok(tx.query(sql, db::params![subject])?));
    rows.into_iter().map(|(id,)| id).collect()
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_plan_is_carried_out_as_by_hand(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let done = world.commit(plan.id).expect("carried out");
        assert_eq!(done.state, State::Committed);
        for subject in [world.optics, world.software, world.instruments] {
            assert_eq!(world.state_of(subject), GuidelineState::UnderReview);
            assert_eq!(reviewers(&world, subject), world.on(plan.id, subject));
            let trail = world.read(move |tx| Ok(journal::trail(tx, subject.0)?));
            let steps: Vec<&str> = trail.iter().map(journal::Entry::step).collect();
            assert_eq!(steps, ["assign", "add_experts"]);
        }
        assert_eq!(world.letters(), vec!["guideline.assigned".to_owned(); 6]);
        let acts = world.acts(plan.id);
        let (step, detail) = acts.last().expect("acts");
        assert_eq!((step.as_str(), &detail["seed"], &detail["instance_sha256"]), ("commit", &7.into(), &done.instance_sha256.into()));
        assert!(matches!(world.commit(plan.id), Err(Refusal::NotOpen { .. })));
        let sits = world.on(plan.id, world.software)[0];
        assert!(matches!(world.edit(plan.id, Change::TakeOut, world.software, sits), Err(Refusal::NotOpen { .. })));
        assert!(matches!(world.again(plan.id, WISHES), Err(Refusal::NotOpen { .. })));
        let verdict = world.read(|tx| Ok(journal::verify(tx, |_| {})?));
        assert_eq!(verdict.broken, vec![]);
    }

    fn a_guideline_that_moved_on_stops_the_whole_plan_until_it_is_computed_again(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let (office, id, luo) = (world.office(), GuidelineId(world.software.0), world.experts.luo);
        world.write(move |tx| guidelines::actions::assign(tx, &office, id, &[luo])).expect("assigned by hand");
        nothing_was_done(&world, plan.id);
        assert_eq!(world.state_of(world.optics), GuidelineState::Submitted);
        let again = world.again(plan.id, WISHES).expect("computed");
        assert_eq!(again.subject_count, 2);
        world.commit(plan.id).expect("carried out");
        assert_eq!(reviewers(&world, world.software), [luo]);
        assert_eq!(world.state_of(world.optics), GuidelineState::UnderReview);
    }

    fn a_text_that_changed_stops_it(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let id = world.optics;
        world.write(move |tx| Ok(tx.execute("UPDATE guideline SET revision = revision + 1 WHERE id = $1", db::params![id])?)).expect("written");
        nothing_was_done(&world, plan.id);
    }

    fn an_expert_who_left_stops_it_and_can_be_taken_out(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let luo = world.experts.luo;
        world.write(move |tx| Ok(tx.execute("UPDATE membership SET state = 'ended' WHERE person_id = $1", db::params![luo])?)).expect("left");
        nothing_was_done(&world, plan.id);
        let subjects: Vec<RowId> = world.contents(plan.id).pairs.iter().filter(|pair| pair.expert == luo).map(|pair| pair.subject).collect();
        assert!(!subjects.is_empty());
        for subject in subjects {
            world.edit(plan.id, Change::TakeOut, subject, luo).expect("taken out");
        }
        world.commit(plan.id).expect("carried out");
    }

    fn an_expert_who_joined_the_enterprise_or_is_busy_stops_it(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let (sits, house) = (world.on(plan.id, world.software)[0], world.cast.bluebrook);
        world.write(move |tx| member(tx, sits, house, kernel::Role::EnterpriseReviewer)).expect("joined");
        nothing_was_done(&world, plan.id);
        let other = world.prepared(WISHES).expect("a second plan");
        assert!(!world.on(other.id, world.software).contains(&sits));
        world.commit(other.id).expect("carried out");
        nothing_was_done(&world, plan.id);
    }

    fn whoever_read_a_plan_before_it_ended_can_no_longer_write_it(world: World) {
        let (kept, dropped) = (world.prepared(WISHES).expect("a plan"), world.prepared(WISHES).expect("another"));
        let read = |id| { let office = world.office(); world.read(move |tx| Ok(actions::load(tx, &office, id)?.plan)) };
        let (first, second) = (read(kept.id), read(dropped.id));
        world.commit(kept.id).expect("carried out");
        let office = world.office();
        world.write(move |tx| actions::drop_plan(tx, &office, dropped.id)).expect("dropped");
        for before in [first, second] {
            assert!(matches!(world.write(move |tx| db::save(tx, &before)), Err(Refusal::Overtaken)));
        }
    }

    fn an_empty_plan_assigns_nobody(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        for pair in world.contents(plan.id).pairs {
            world.edit(plan.id, Change::TakeOut, pair.subject, pair.expert).expect("taken out");
        }
        assert_eq!(fields(world.commit(plan.id)), [("", String::new())]);
    }

    fn a_dropped_plan_is_over_and_nobody_is_told(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let office = world.office();
        let dropped = world.write(move |tx| actions::drop_plan(tx, &office, plan.id)).expect("dropped");
        assert_eq!(dropped.state, State::Dropped);
        assert!(matches!(world.commit(plan.id), Err(Refusal::NotOpen { .. })));
        assert_eq!(world.letters(), Vec::<String>::new());
    }
}
