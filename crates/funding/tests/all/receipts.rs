//! Both sides confirm their own part, with proof.

use funding::state::State;
use kernel::{Money, Refusal};

use crate::world::{ALL, World, day, verdict, yuan};

fn sums(world: &World) -> (funding::Ledger, (Money, Money)) {
    let id = world.id();
    world.act(move |tx| Ok((funding::ledger(tx, id)?, funding::received_cash(tx, id)?))).expect("the account")
}

testing::both_databases! {
    with ALL;

    fn the_account_follows_both_sides_and_keeps_cash_and_goods_apart(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        world.prove(1).unwrap();
        world.receive(1, "2024-09-02", false).unwrap();
        world.pay(2, "2024-09-02").unwrap();
        world.pay(3, "2024-09-02").unwrap();
        let (ledger, cash) = sums(&world);
        let line = |kind, agreed, paid, received, missing| funding::Line {
            kind, pledged: None, agreed: yuan(agreed), paid: yuan(paid), received: yuan(received), missing: yuan(missing),
        };
        assert_eq!(ledger, funding::Ledger {
            cash: line(agreements::SupportKind::Cash, 50_000, 50_000, 30_000, 20_000),
            goods: line(agreements::SupportKind::Goods, 20_000, 20_000, 0, 20_000),
        });
        assert_eq!(cash, (yuan(30_000), yuan(50_000)));
        assert_eq!(world.steps(1), ["pay", "attach", "receive"]);
        assert_eq!(world.letters(), [
            "funding.paid → li.fang@demo.xieyu", "funding.paid → li.fang@demo.xieyu", "funding.paid → li.fang@demo.xieyu",
            "funding.paid → lin.mei@demo.xieyu", "funding.paid → lin.mei@demo.xieyu", "funding.paid → lin.mei@demo.xieyu",
            "funding.received → lin.mei@demo.xieyu", "funding.received → zhao.lei@demo.xieyu",
        ]);
    }

    fn a_finance_officer_who_leads_the_project_confirms_nothing_of_it(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        world.prove(1).unwrap();
        let own = kernel::Actor { hat: world.cast.li_fang.hat, ..world.cast.lin_mei.clone() };
        let (id, actor) = (world.part(1).id, own.clone());
        let arrived = funding::Arrived { on: day("2024-09-02"), note: String::new(), is_stamped: false };
        let refused = world.act(move |tx| funding::receive(tx, &actor, id, arrived));
        assert!(verdict(&refused).contains("somebody other than you"), "{}", verdict(&refused));
        let waiting = |actor: &kernel::Actor| { let actor = actor.clone(); world.act(move |tx| Ok(funding::todo(tx, &actor)?)).unwrap().len() };
        assert_eq!((waiting(&own), waiting(&world.cast.li_fang)), (0, 1));
        assert_eq!(world.receive(1, "2024-09-02", false).unwrap().state, State::Received);
    }

    fn x_02_cash_counts_only_with_a_proof_of_its_arrival(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        assert_eq!(verdict(&world.receive(1, "2024-09-02", false)), "X-02 proof");
        assert_eq!(verdict(&world.receive(1, "2024-09-03", false)), "on, X-02 proof"); // everything at once, tomorrow included
        world.prove(1).unwrap();
        assert_eq!(world.receive(1, "2024-09-02", false).unwrap().state, State::Received);
        let journal = { let id = world.part(1).id; world.act(move |tx| Ok(journal::trail(tx, id.0)?)).unwrap() };
        let proof = world.pdf("到账证明").sha256;
        assert_eq!(journal.last().unwrap().documents, format!("[\"{proof}\"]"));
    }

    fn x_03_goods_count_only_with_a_stamped_receipt(world: World) {
        world.pay(3, "2024-09-02").unwrap();
        assert_eq!(verdict(&world.receive(3, "2024-09-02", true)), "X-03 receipt");
        world.prove(3).unwrap();
        assert_eq!(verdict(&world.receive(3, "2024-09-02", false)), "X-03 is_stamped");
        let received = world.receive(3, "2024-09-02", true).unwrap();
        assert!(received.is_stamped);
        assert_eq!(world.part(3), received);
    }

    fn what_did_not_arrive_goes_back_with_the_reason_and_an_old_proof_no_longer_counts(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        world.prove(1).unwrap();
        assert_eq!(verdict(&world.dispute(1, "  ")), "reason");
        let back = world.dispute(1, "账户未见入账").unwrap();
        assert_eq!((back.state, back.paid_on, back.paid_note.as_str()), (State::Agreed, None, ""));
        assert_eq!(world.part(1), back);
        world.on("2024-09-03");
        world.pay(1, "2024-09-03").unwrap();
        assert_eq!(verdict(&world.receive(1, "2024-09-03", false)), "X-02 proof");
        world.prove(1).unwrap();
        world.receive(1, "2024-09-03", false).unwrap();
        assert_eq!(world.steps(1), ["pay", "attach", "dispute", "pay", "attach", "receive"]);
    }

    fn each_side_confirms_its_own_part_only(world: World) {
        let (c, id) = (world.cast.clone(), world.part(1).id);
        let given = || funding::Given { on: day("2024-09-02"), note: String::new() };
        let pay = |actor: &kernel::Actor| { let (actor, given) = (actor.clone(), given()); verdict(&world.act(move |tx| funding::pay(tx, &actor, id, given))) };
        assert_eq!(pay(&c.li_fang), "forbidden: a contact of the enterprise");
        assert_eq!(pay(&c.lin_mei), "forbidden: a contact of the enterprise");
        assert_eq!(pay(&c.sun_yue), "forbidden: a contact of the enterprise");
        assert_eq!(pay(&c.qin_yue), "not found");
        assert_eq!(pay(&c.tang_yun), "not found");
        assert_eq!(pay(&c.zhao_lei), "done");
        assert_eq!(pay(&c.zhao_lei), "not open: Paid");
        let dispute = |actor: &kernel::Actor| { let actor = actor.clone(); verdict(&world.act(move |tx| funding::dispute(tx, &actor, id, "没有"))) };
        assert_eq!(dispute(&c.zhao_lei), "forbidden: a finance officer of the university");
        assert_eq!(dispute(&c.wang_jianguo), "forbidden: a finance officer of the university");
        assert_eq!(dispute(&c.gao_ning), "not found");
        let attach = |actor: &kernel::Actor| { let (actor, pdf) = (actor.clone(), world.pdf("假")); verdict(&world.act(move |tx| funding::attach(tx, &actor, id, &pdf).map(drop))) };
        assert_eq!(attach(&c.zhao_lei), "forbidden: a finance officer of the university");
    }

    fn r_7_of_ten_confirmations_at_the_same_moment_one_wins(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        world.prove(1).unwrap();
        let (li, id) = (world.cast.li_fang.clone(), world.part(1).id);
        let answers: Vec<String> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..10).map(|_| {
                let (db, li) = (world.base.db.clone(), li.clone());
                scope.spawn(move || {
                    let arrived = funding::Arrived { on: day("2024-09-02"), note: String::new(), is_stamped: false };
                    verdict(&db.write_now(move |tx| funding::receive(tx, &li, id, arrived)))
                })
            }).collect();
            workers.into_iter().map(|w| w.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|a| *a == "done").count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| matches!(a.as_str(), "done" | "overtaken" | "not open: Received")), "{answers:?}");
        assert_eq!(world.steps(1), ["pay", "attach", "receive"]);
    }

    fn the_day_of_a_payment_cannot_lie_in_the_future(world: World) {
        let answer: Result<_, Refusal> = world.pay(1, "2024-09-03");
        assert_eq!(verdict(&answer), "on");
    }
}
