//! Lists: the same number of statements however many rows, paging by seeking, filters.

use std::collections::HashMap;

use closings::{Filter, State};
use kernel::{Mode, Refusal};

use crate::world::{ALL, World};

fn filter(pairs: &[(&str, &str)]) -> Filter {
    Filter::of(&pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<HashMap<_, _>>())
        .expect("readable")
}

/// Rows and statements.
fn published(world: &World, pairs: &[(&str, &str)]) -> (usize, u32) {
    let wanted = filter(pairs);
    world
        .act(move |tx| {
            let before = tx.statements();
            let page = closings::published(tx, &wanted)?;
            Ok::<_, Refusal>((page.rows.len(), tx.statements() - before))
        })
        .unwrap()
}

testing::both_databases! {
    with ALL;

    fn the_public_list_holds_what_is_published_and_takes_one_statement(world: World) {
        world.closing_in(Mode::Rolling, State::Passed);
        world.closing_in(Mode::Rolling, State::Audited);
        assert_eq!(published(&world, &[]), (1, 1));
        world.closing_in(Mode::Rolling, State::Failed);
        world.closing_in(Mode::Legacy, State::Passed);
        assert_eq!(published(&world, &[]), (3, 1));
    }

    fn the_public_list_is_narrowed_by_year_and_party(world: World) {
        world.closing_in(Mode::Rolling, State::Passed);
        assert_eq!(published(&world, &[("year", "2024")]).0, 1);
        assert_eq!(published(&world, &[("year", "2023")]).0, 0);
        assert_eq!(published(&world, &[("university", "南江")]).0, 1);
        assert_eq!(published(&world, &[("university", "北原")]).0, 0);
        assert_eq!(published(&world, &[("university", "100%_")]).0, 0);
        let id = world.cast.meridian.to_string();
        assert_eq!(published(&world, &[("enterprise", id.as_str()), ("university", "Nanjiang"), ("year", "")]), (1, 2));
    }

    fn a_name_that_fits_many_still_finds_all(world: World) {
        world.closing_in(Mode::Rolling, State::Passed);
        world.act(|tx| {
            for n in 0..30 {
                let id = kernel::OrganisationId::at(tx.now());
                tx.execute("INSERT INTO organisation (id, kind, name, name_en, code, province, state, state_since, revision, created_at) \
                            SELECT $1, kind, $2, name_en, NULL, province, state, state_since, revision, created_at FROM organisation WHERE name = '南江大学'",
                    db::params![id, format!("第{n}大学")])?;
            }
            Ok(())
        }).unwrap();
        assert_eq!(published(&world, &[("university", "大学")]), (1, 2));
        assert_eq!(published(&world, &[("university", "第1大学")]), (0, 2));
    }

    fn the_list_goes_on_after_the_last_row_seen(world: World) {
        let first = world.closing_in(Mode::Rolling, State::Passed);
        let second = world.closing_in(Mode::Rolling, State::Passed);
        let (early, late) = if first.id < second.id { (first, second) } else { (second, first) };
        let after = late.id.to_string();
        let wanted = filter(&[("after", after.as_str())]);
        let page = world.act(move |tx| Ok::<_, Refusal>(closings::published(tx, &wanted)?)).unwrap();
        assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [early.id]);
        assert_eq!(page.next, None);
    }

    fn the_to_do_list_takes_the_same_statements_for_one_row_and_for_three(world: World) {
        let contact = world.cast.zhao_lei.clone();
        let count = |world: &World| {
            let contact = contact.clone();
            world.act(move |tx| {
                let before = tx.statements();
                let todos = closings::todo(tx, &contact)?;
                Ok::<_, Refusal>((todos.len(), tx.statements() - before))
            }).unwrap()
        };
        world.closing_in(Mode::Rolling, State::EnterpriseReview);
        count(&world); // rule sets are read once in the life of a process
        let (one, statements) = count(&world);
        world.closing_in(Mode::Legacy, State::EnterpriseReview);
        world.closing_in(Mode::Legacy, State::Concluded);
        assert_eq!((one, count(&world)), (1, (3, statements)));
    }

    fn everybody_finds_what_waits_for_them(world: World) {
        let c = world.cast.clone();
        let waits = |actor: &kernel::Actor| -> Vec<String> {
            let actor = actor.clone();
            let mut all: Vec<String> = world.act(move |tx| Ok::<_, Refusal>(closings::todo(tx, &actor)?)).unwrap().into_iter().map(|t| t.what.en).collect();
            all.sort();
            all
        };
        world.closing_in(Mode::Rolling, State::Draft);
        world.closing_in(Mode::Legacy, State::UniversityReview);
        world.closing_in(Mode::Rolling, State::Audited);
        world.closing_in(Mode::Legacy, State::Concluded);
        world.closing_in(Mode::Legacy, State::ExpertReview);
        assert_eq!(waits(&c.lin_mei), ["Finish and hand in the closing"]);
        assert_eq!(waits(&c.wang_jianguo), ["Publish the result", "Review the closing"]);
        assert_eq!(waits(&c.zhao_lei), ["Report the conclusion to the expert group"]);
        assert_eq!(waits(&c.he_zhiyuan), ["Expert group's opinion and publication"]);
        assert_eq!(waits(&c.feng_jing), [""; 0]);
        assert_eq!(waits(&c.gao_ning), [""; 0]);
    }
}
