//! What is missing for the days of grace is marked; confirmed by the university it is a credit event, once. Rule X-01.

use directory::CreditEventKind;
use kernel::RowId;

use crate::world::{ALL, World, verdict};

fn events(world: &World) -> Vec<(CreditEventKind, Option<RowId>, bool)> {
    let enterprise = world.cast.meridian;
    let open = world.act(move |tx| Ok(directory::open_credit_events(tx, enterprise)?)).expect("the events");
    open.into_iter().map(|e| (e.kind, e.subject_id, e.settled_at.is_some())).collect()
}

testing::both_databases! {
    with ALL;

    fn x_01_twenty_nine_days_are_in_the_grace_and_thirty_are_late(world: World) {
        world.on("2024-10-09"); // 29 days after 10 September
        assert_eq!(world.mark_late(), 0);
        assert_eq!(world.late_since(), None);
        world.on("2024-10-10");
        assert_eq!(world.mark_late(), 1);
        assert_eq!(world.late_since().as_deref(), Some("2024-09-10"));
        assert_eq!(world.part(1).late_at, Some(world.base.clock.now()));
        world.on("2024-10-11");
        assert_eq!(world.mark_late(), 0);
        assert_eq!(world.steps(1), ["mark_late"]);
        assert_eq!(world.letters(), [
            "funding.late → li.fang@demo.xieyu", "funding.late → lin.mei@demo.xieyu",
            "funding.late → wang.jianguo@demo.xieyu", "funding.late → zhao.lei@demo.xieyu",
        ]);
    }

    fn x_01_only_what_arrived_counts_as_made(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        world.on("2024-10-10");
        assert_eq!(world.mark_late(), 1);
        assert_eq!(verdict(&world.confirm_late(1)), "not open: Reported as given, waiting for the finance office");
        world.prove(1).unwrap();
        world.receive(1, "2024-09-05", false).unwrap();
        assert_eq!(world.late_since(), None);
        assert_eq!(world.part(1).late_at, None);
        assert_eq!(world.mark_late(), 0);
    }

    fn x_01_the_university_confirms_and_one_credit_event_is_written(world: World) {
        assert_eq!(verdict(&world.confirm_late(1)), "not open: Not marked as late");
        world.on("2024-10-10");
        world.mark_late();
        let (li, part) = (world.cast.li_fang.clone(), world.part(1));
        let by_finance = world.act(move |tx| funding::confirm_late(tx, &li, part.id, ""));
        assert_eq!(verdict(&by_finance), "forbidden: an administrator of the university");
        world.confirm_late(1).unwrap();
        assert_eq!(verdict(&world.confirm_late(1)), "not open: A credit event is written");
        assert_eq!(events(&world), [(CreditEventKind::NonPayment, Some(RowId(world.part(1).id.0)), false)]);
        assert_eq!(world.steps(1), ["mark_late", "confirm_late"]);
        let letters: Vec<String> = world.letters().into_iter().filter(|l| l.starts_with("funding.late_confirmed")).collect();
        assert_eq!(letters, [
            "funding.late_confirmed → lin.mei@demo.xieyu", "funding.late_confirmed → wu.min@demo.xieyu", "funding.late_confirmed → zhao.lei@demo.xieyu",
        ]);
    }

    fn r_7_of_ten_confirmations_of_lateness_one_writes_the_event(world: World) {
        world.on("2024-10-10");
        world.mark_late();
        let (wang, id) = (world.cast.wang_jianguo.clone(), world.part(1).id);
        let answers: Vec<String> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..10).map(|_| {
                let (db, wang) = (world.base.db.clone(), wang.clone());
                scope.spawn(move || verdict(&db.write_now(move |tx| funding::confirm_late(tx, &wang, id, ""))))
            }).collect();
            workers.into_iter().map(|w| w.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|a| *a == "done").count(), 1, "{answers:?}");
        assert_eq!(events(&world).len(), 1);
    }

    fn when_late_money_arrives_the_mark_ends_and_the_office_is_told_of_the_open_event(world: World) {
        world.on("2025-04-10");
        assert_eq!(world.mark_late(), 2); // both payments
        world.confirm_late(1).unwrap();
        world.pay(1, "2025-04-10").unwrap();
        world.prove(1).unwrap();
        world.receive(1, "2025-04-10", false).unwrap();
        assert_eq!(world.late_since().as_deref(), Some("2025-03-01")); // the second is still missing
        assert_eq!(events(&world).len(), 1);
        assert!(world.letters().contains(&"funding.event_may_be_settled → wu.min@demo.xieyu".to_owned()));
        let (wu, meridian, event) = (world.cast.wu_min.clone(), world.cast.meridian, world.part(1).credit_event_id.unwrap());
        world.act(move |tx| directory::settle_credit_event(tx, &wu, meridian, event, "已到账")).unwrap();
        assert_eq!(events(&world), []);
    }

    fn a_terminated_project_is_left_to_its_settlement(world: World) {
        let project = world.project.clone();
        world.act(move |tx| projects::advance(tx, &kernel::Actor::system(), &project, projects::state::Step::Terminate, "双方同意")).unwrap();
        world.on("2024-10-10");
        assert_eq!(world.mark_late(), 0);
    }
}
