//! The last offer is given once, however many ask. Rule S-02.

use std::sync::{Arc, Barrier};
use std::thread;

use guidelines::{Content, ItemContent, get_item, give_back_offer, items_of, take_offer};
use kernel::{Money, Refusal};

use crate::world::{MIGRATIONS, World, broken, content, item};

testing::both_databases! {
    with MIGRATIONS;

    fn s_02_of_twenty_who_ask_at_once_for_three_offers_three_get_one(world: World) {
        let three = ItemContent { offers: 3, cash_each: Money::from_yuan(200_000), ..item() };
        let draft = world.whole_draft(None, false, Content { items: vec![three], ..content() });
        let item = world.read(move |tx| Ok(items_of(tx, draft.id)?)).remove(0);
        let gate = Arc::new(Barrier::new(20));
        let askers: Vec<_> = (0..20).map(|_| {
            let (db, gate) = (world.base.db.clone(), gate.clone());
            thread::spawn(move || {
                gate.wait();
                db.write_now(move |tx| take_offer(tx, item.id))
            })
        }).collect();
        let answers: Vec<Result<(), Refusal>> = askers.into_iter().map(|asker| asker.join().expect("it ends")).collect();
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
        for refused in answers.into_iter().filter(Result::is_err) {
            assert_eq!(broken(refused), [("S-02", "item_id".to_owned())]);
        }
        assert_eq!(world.read(move |tx| get_item(tx, item.id)).selected, 3);
    }

    fn an_offer_given_back_can_be_taken_again_and_none_appears_from_nowhere(world: World) {
        let draft = world.whole_draft(None, false, content());
        let item = world.read(move |tx| Ok(items_of(tx, draft.id)?)).remove(0);
        assert!(matches!(world.write(move |tx| give_back_offer(tx, item.id)), Err(Refusal::Fault(_))));
        world.write(move |tx| take_offer(tx, item.id)).expect("taken");
        world.write(move |tx| give_back_offer(tx, item.id)).expect("given back");
        assert_eq!(world.read(move |tx| get_item(tx, item.id)).selected, 0);
        assert!(matches!(world.write(|tx| take_offer(tx, kernel::ItemId::nil())), Err(Refusal::NotFound)));
    }
}
