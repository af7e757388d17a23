//! Computing a plan: what it holds, what it leaves out, and that anybody gets the same.

use kernel::Refusal;
use panels::Wishes;
use panels::actions;
use panels::state::{Kind, State};

use crate::world::{MIGRATIONS, WISHES, World, fields};

testing::both_databases! {
    with MIGRATIONS;

    fn a_plan_fills_the_places_leaves_out_interests_and_tells_nobody(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        assert_eq!((plan.state, plan.subject_count, plan.pair_count), (State::Prepared, 3, 6));
        let e = &world.experts;
        for meridian in [world.optics, world.instruments] {
            let on = world.on(plan.id, meridian);
            assert!(!on.contains(&e.nie_lan), "of the enterprise");
            assert!(!on.contains(&e.gao_shan), "declared an interest");
            assert!(!(on.contains(&e.du_ruo) && on.contains(&e.su_he)), "of one university");
        }
        assert!(!world.on(plan.id, world.software).contains(&e.ye_feng), "works there");
        // Those who know the subject: optics by a specialist of optics, databases by the one of software.
        assert!(world.on(plan.id, world.software).contains(&world.experts.luo));
        assert!(world.on(plan.id, world.optics).contains(&world.experts.he));
        assert_eq!(world.letters(), Vec::<String>::new());
        for subject in [world.optics, world.software, world.instruments] {
            assert_eq!(world.state_of(subject), guidelines::state::State::Submitted);
        }
    }

    fn anybody_computes_the_same_pairs_from_the_stored_instance_and_the_seed(world: World) {
        for seed in [0, 7, 20_261_126] {
            let plan = world.prepared(Wishes { seed, is_fair: seed == 7, ..WISHES }).expect("a plan");
            let (pairs, broken) = world.computed_again(plan.id);
            assert_eq!((pairs, broken), (world.pairs(plan.id), Vec::new()));
            assert_eq!(world.document(plan.id), plan.instance);
            let acts = world.acts(plan.id);
            assert_eq!(acts.len(), 1);
            let (step, detail) = &acts[0];
            assert_eq!(step, "prepare");
            assert_eq!((&detail["seed"], &detail["instance_sha256"]), (&seed.into(), &plan.instance_sha256.into()));
        }
    }

    fn reviews_that_wait_already_count_against_the_load(world: World) {
        let first = world.prepared(WISHES).expect("a plan");
        world.commit(first.id).expect("carried out");
        let nothing = world.prepared(WISHES);
        assert_eq!(fields(nothing), [("", String::new())]);
        let id = world.software;
        world.write(move |tx| Ok(tx.execute("UPDATE guideline SET state = 'submitted' WHERE id = $1", db::params![id])?)).expect("back");
        world.write(move |tx| Ok(tx.execute("DELETE FROM guideline_review WHERE guideline_id = $1", db::params![id])?)).expect("anew");
        let busy = |world: &World| {
            let rows: Vec<(kernel::PersonId, i64)> = world.read(|tx| Ok(tx.query("SELECT expert_id, count(*) FROM guideline_review WHERE conflict <> 'declared' GROUP BY expert_id", &[])?));
            rows.into_iter().filter(|(_, count)| *count >= 1).map(|(person, _)| person).collect::<Vec<_>>()
        };
        let plan = world.prepared(Wishes { most: 1, ..WISHES }).expect("a plan");
        let on = world.on(plan.id, id);
        assert!(busy(&world).iter().all(|busy| !on.contains(busy)), "whoever has one already has no room");
    }

    fn what_cannot_be_asked_for_is_named_at_once(world: World) {
        let wishes = Wishes { per_item: 10, most: 0, ..WISHES };
        assert_eq!(fields(world.prepared(wishes)), [("", "per_item".to_owned()), ("", "most".to_owned())]);
    }

    fn nobody_but_the_office_learns_of_a_plan(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        for actor in [world.cast.he_zhiyuan.clone(), world.cast.feng_jing.clone(), world.cast.zhao_lei.clone()] {
            let read = world.base.db.read_now({ let actor = actor.clone(); move |tx| actions::load(tx, &actor, plan.id).map(|loaded| loaded.plan.id) });
            assert!(matches!(read, Err(Refusal::NotFound)));
            let asked = world.base.db.read_now(move |tx| actions::ask(tx, &actor, Kind::Guideline, WISHES).map(drop));
            assert!(matches!(asked, Err(Refusal::Forbidden { .. })));
        }
    }

    fn one_guideline_takes_as_many_statements_as_three(world: World) {
        let count = |world: &World| {
            let office = world.office();
            world.read(move |tx| {
                let before = tx.statements();
                actions::ask(tx, &office, Kind::Guideline, WISHES)?;
                Ok(tx.statements() - before)
            })
        };
        let three = count(&world);
        let gone = [world.software, world.instruments];
        world.write(move |tx| {
            for id in gone {
                tx.execute("UPDATE guideline SET state = 'draft' WHERE id = $1", db::params![id])?;
            }
            Ok(())
        }).expect("moved");
        assert_eq!(count(&world), three);
    }
}
