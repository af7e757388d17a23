//! Changing a plan by hand, locking, computing again.

use kernel::{Actor, Refusal};
use panels::actions;
use panels::state::Change;
use panels::{Pair, Wishes};

use crate::world::{MIGRATIONS, WISHES, World, fields, knows};

testing::both_databases! {
    with MIGRATIONS;

    fn a_locked_pair_never_moves_whatever_is_computed(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let he = world.experts.he;
        // The least fitting of all: software has nothing to do with optics.
        let on_software = world.on(plan.id, world.software);
        let odd = if on_software.contains(&he) { he } else {
            let out = on_software.into_iter().find(|id| *id != world.experts.luo).expect("a second one");
            world.edit(plan.id, Change::TakeOut, world.software, out).expect("taken out");
            let moved = world.on(plan.id, world.optics);
            if moved.contains(&he) { world.edit(plan.id, Change::TakeOut, world.optics, he).expect("freed"); }
            world.edit(plan.id, Change::PutIn, world.software, he).expect("put in");
            he
        };
        if !world.contents(plan.id).on(world.software).any(|pair| pair.expert == odd && pair.locked) {
            world.edit(plan.id, Change::Lock, world.software, odd).expect("locked");
        }
        for seed in 0..12 {
            world.again(plan.id, Wishes { seed, is_fair: seed % 2 == 1, most: 2 + seed % 3, ..WISHES }).expect("computed");
            let kept = world.contents(plan.id).on(world.software).any(|pair| pair.expert == odd && pair.locked);
            assert!(kept, "seed {seed}");
            let (pairs, broken) = world.computed_again(plan.id);
            assert_eq!((pairs, broken), (world.pairs(plan.id), Vec::new()));
        }
        world.edit(plan.id, Change::Unlock, world.software, odd).expect("unlocked");
        world.again(plan.id, Wishes { most: 6, ..WISHES }).expect("computed");
        assert!(world.contents(plan.id).pairs.iter().all(|pair| !pair.locked));
    }

    fn who_is_taken_out_is_not_chosen_again_and_may_be_put_in(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let luo = world.experts.luo;
        world.edit(plan.id, Change::TakeOut, world.software, luo).expect("taken out");
        assert!(matches!(world.edit(plan.id, Change::TakeOut, world.software, luo), Err(Refusal::Overtaken)));
        for seed in 0..6 {
            world.again(plan.id, Wishes { seed, ..WISHES }).expect("computed");
            assert!(!world.on(plan.id, world.software).contains(&luo));
        }
        let other = world.on(plan.id, world.instruments);
        if other.contains(&luo) { world.edit(plan.id, Change::TakeOut, world.instruments, luo).expect("freed"); }
        world.edit(plan.id, Change::PutIn, world.software, luo).expect("put in again");
        let pair = world.contents(plan.id).on(world.software).find(|pair| pair.expert == luo).copied();
        assert_eq!(pair, Some(Pair { subject: world.software, expert: luo, locked: true, by_hand: true }));
        let steps: Vec<String> = world.acts(plan.id).into_iter().map(|(step, _)| step).collect();
        assert_eq!((steps.first().map(String::as_str), steps.last().map(String::as_str)), (Some("prepare"), Some("put_in")));
    }

    fn what_was_changed_by_hand_can_be_computed_again_as_well(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let out = world.on(plan.id, world.software)[0];
        world.edit(plan.id, Change::TakeOut, world.software, out).expect("taken out");
        assert_ne!(world.document(plan.id), plan.instance);
        let (pairs, broken) = world.computed_again(plan.id);
        assert_eq!((pairs.len(), pairs, broken), (5, world.pairs(plan.id), Vec::new()));
        let done = world.commit(plan.id).expect("carried out");
        assert_eq!(world.document(plan.id), done.instance);
        let (pairs, broken) = world.computed_again(plan.id);
        assert_eq!((pairs, broken), (world.pairs(plan.id), Vec::new()));
    }

    fn the_rules_of_the_engine_bind_the_hand_as_well(world: World) {
        let plan = world.prepared(Wishes { per_item: 1, most: 1, ..WISHES }).expect("a plan");
        let e = world.experts.clone();
        let put = |subject, expert| world.edit(plan.id, Change::PutIn, subject, expert);
        assert_eq!(fields(put(world.optics, e.nie_lan)), [("G-09", "reviewer_id".to_owned())]);
        assert_eq!(fields(put(world.optics, e.gao_shan)), [("G-09", "reviewer_id".to_owned())]);
        assert_eq!(fields(put(world.software, e.ye_feng)), [("G-09", "expert".to_owned())]);
        assert_eq!(fields(put(world.software, world.cast.lin_mei.person_id)), [("", "expert".to_owned())]);
        let sits = world.on(plan.id, world.software)[0];
        assert_eq!(fields(put(world.software, sits)), [("", "expert".to_owned())]);
        assert_eq!(fields(put(world.optics, sits)), [("", "expert".to_owned())], "at the limit");
        let plan = world.again(plan.id, Wishes { per_item: 1, most: 5, ..WISHES }).expect("computed");
        let on = world.on(plan.id, world.optics);
        for expert in on { world.edit(plan.id, Change::TakeOut, world.optics, expert).expect("taken out"); }
        world.edit(plan.id, Change::PutIn, world.optics, e.du_ruo).expect("one of the university");
        assert_eq!(fields(world.edit(plan.id, Change::PutIn, world.optics, e.su_he)), [("", "expert".to_owned())], "a second one of it");
    }

    fn a_lock_that_may_no_longer_be_is_said_and_not_moved_in_silence(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let (he, meridian) = (world.experts.he, world.cast.meridian);
        world.edit(plan.id, Change::Lock, world.optics, he).expect("locked");
        world.write(move |tx| crate::world::member(tx, he, meridian, kernel::Role::EnterpriseReviewer)).expect("joined");
        assert_eq!(fields(world.again(plan.id, WISHES)), [("", String::new())]);
        world.edit(plan.id, Change::TakeOut, world.optics, he).expect("taken out");
        let plan = world.again(plan.id, WISHES).expect("computed");
        assert!(!world.on(plan.id, world.instruments).contains(&he));
    }

    fn what_was_changed_while_it_was_computed_is_not_lost(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let office = world.office();
        let question = world.base.db.read_now({ let office = office.clone(); move |tx| actions::ask_again(tx, &office, plan.id, WISHES) }).expect("a question");
        let solved = question.solve().expect("solved");
        let sits = world.on(plan.id, world.software)[0];
        world.edit(plan.id, Change::Lock, world.software, sits).expect("locked meanwhile");
        let kept = world.write(move |tx| actions::keep(tx, &office, solved));
        assert!(matches!(kept, Err(Refusal::Overtaken)), "{kept:?}");
        assert!(world.contents(plan.id).pairs.iter().any(|pair| pair.locked));
    }

    fn what_experts_say_decides_who_fits(world: World) {
        let su = Actor::person(world.experts.su_he, "苏河", None);
        world.write(move |tx| knows(tx, &su, "软件工程\n数据库", "")).expect("changed");
        let plan = world.prepared(WISHES).expect("a plan");
        assert!(world.on(plan.id, world.software).contains(&world.experts.su_he));
    }
}
