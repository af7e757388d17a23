//! A house whose receiver is broken keeps nobody waiting: turns are fair, failing webhooks rest and are switched off in the end.

use std::sync::{Arc, Mutex};

use kernel::{Refusal, RowId};
use webhooks::{NewWebhook, State, Told};

use crate::receiver::Receiver;
use crate::world::{INSIDE, STORY, World};

/// So many messages of a webhook wait, as after a busy night.
fn wait(world: &World, hook: RowId, count: usize) {
    world
        .act(move |tx| {
            for _ in 0..count {
                let now = tx.now();
                let sql = "INSERT INTO webhook_delivery (id, webhook_id, kind, sequence, subject_id, happened_at, state, attempts, due_at, answer, created_at) \
                           VALUES ($1, $2, 'ping', 0, $2, $3, 'waiting', 0, $3, '', $3)";
                tx.execute(sql, db::params![RowId::at(now), hook, now])?;
            }
            Ok(())
        })
        .unwrap();
}

/// A webhook of the programme office to a receiver of its own, with one message.
fn other_house(world: &World) -> (Receiver, RowId) {
    let (receiver, office) = (Receiver::new(), world.actor("wu.min"));
    let new = NewWebhook { url: receiver.url(), kinds: vec!["project.start".into()] };
    let hook = world.act(move |tx| webhooks::create(tx, &office, &new, INSIDE)).unwrap().0.id;
    wait(world, hook, 1);
    (receiver, hook)
}

fn refused(answer: Result<impl Sized, Refusal>) -> String {
    answer.map(drop).unwrap_err().breaches()[0].said.en.clone()
}

testing::both_databases! {
    told STORY;

    fn a_house_with_thousands_of_messages_keeps_no_other_waiting(world: World) {
        let (hook, _) = world.hook(&world.actor("zhao.lei"), &["project.start"]);
        wait(&world, hook.id, 200);
        world.later(1);
        let (receiver, _) = other_house(&world);
        assert_eq!(world.send(INSIDE), Told { delivered: 64, failed: 0 });
        assert_eq!((receiver.got().len(), world.receiver.got().len()), (1, 63));
    }

    fn of_each_webhook_one_message_is_under_way_at_a_time(world: World) {
        let (hook, _) = world.hook(&world.actor("zhao.lei"), &["project.start"]);
        wait(&world, hook.id, 10);
        let under_way: Arc<Mutex<Vec<i64>>> = Arc::default();
        let (seen, database) = (under_way.clone(), world.base.db.clone());
        world.receiver.meanwhile(move || {
            let claimed = database.read_now(|tx| {
                let now = tx.now();
                tx.one::<(i64,)>("SELECT COUNT(*) FROM webhook_delivery WHERE state = 'waiting' AND due_at > $1", db::params![now])
            });
            seen.lock().unwrap().push(claimed.unwrap().0);
        });
        assert_eq!(world.send(INSIDE), Told { delivered: 10, failed: 0 });
        assert_eq!(*under_way.lock().unwrap(), [1; 10]);
    }

    fn a_webhook_that_keeps_failing_rests_and_is_switched_off_with_a_letter_to_those_who_look_after_it(world: World) {
        let zhao = world.actor("zhao.lei");
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        wait(&world, hook.id, 30);
        world.receiver.answer_always("503 Service Unavailable");
        let now_is = |world: &World| {
            let (house, role) = webhooks::may_have(&zhao).unwrap();
            world.read(move |tx| Ok(webhooks::webhooks_of(tx, house, role)?)).remove(0)
        };
        let mut tried = Vec::new();
        for minute in 0..3 {
            tried.push(world.send(INSIDE).failed);
            assert_eq!(world.send(INSIDE), Told::default(), "it rests in minute {minute}");
            world.later(60);
        }
        assert_eq!(tried, [3, 1, 0], "three in a row, a minute of rest, two minutes of rest");
        let mut hours = 0;
        while now_is(&world).stopped_at.is_none() {
            world.later(3_600);
            world.send(INSIDE);
            hours += 1;
            assert!(hours < 100);
        }
        assert!(hours > 48, "{hours} hours");
        let stopped = now_is(&world);
        assert_eq!((stopped.failures, stopped.disabled_at), (20, stopped.stopped_at));
        let letters = world.read(|tx| Ok(tx.query::<(String,)>("SELECT to_address FROM letter WHERE kind = 'webhook.stopped'", &[])?));
        assert_eq!(letters, [("zhao.lei@demo.xieyu".to_owned(),)]);
        let told = world.read(|tx| Ok(tx.one::<(i64,)>("SELECT COUNT(*) FROM message WHERE occasion = 'webhook.stopped'", &[])?));
        assert_eq!(told, (1,));
        let act = world.read(|tx| Ok(tx.one::<(String,)>("SELECT act FROM journal_entry WHERE subject = 'webhook' ORDER BY seq DESC LIMIT 1", &[])?));
        assert_eq!(act, ("webhook.stop".to_owned(),));
        world.later(86_400);
        assert_eq!(world.send(INSIDE), Told::default(), "it is off");

        world.receiver.answer_always("204 No Content");
        let by = zhao.clone();
        let on = world.act(move |tx| webhooks::set_active(tx, &by, hook.id, true)).unwrap();
        assert_eq!((on.failures, on.disabled_at, on.stopped_at, on.resting_until), (0, None, None, None));
        assert_eq!(world.send(INSIDE).failed, 0);
        let log = world.log(hook.id);
        assert!(log.iter().all(|one| one.state == State::Delivered), "{log:?}");
    }

    fn one_that_is_taken_ends_the_count_of_failures(world: World) {
        let zhao = world.actor("zhao.lei");
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        wait(&world, hook.id, 4);
        for answer in ["500 No", "500 No", "200 OK", "500 No"] {
            world.receiver.answer(answer);
        }
        assert_eq!(world.send(INSIDE), Told { delivered: 1, failed: 3 });
        let (house, role) = webhooks::may_have(&zhao).unwrap();
        let now = world.read(move |tx| Ok(webhooks::webhooks_of(tx, house, role)?)).remove(0);
        assert_eq!((now.failures, now.resting_until), (1, None));
    }

    fn tests_are_sent_one_at_a_time_and_twelve_in_an_hour(world: World) {
        let zhao = world.actor("zhao.lei");
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        let ping = || {
            let by = zhao.clone();
            world.act(move |tx| webhooks::ping(tx, &by, hook.id))
        };
        for _ in 0..12 {
            ping().unwrap();
            assert_eq!(refused(ping()), "A test is waiting already; see what it brings first");
            assert_eq!(world.send(INSIDE), Told { delivered: 1, failed: 0 });
        }
        assert_eq!(refused(ping()), "At most 12 tests in an hour; try again later");
        world.later(3_601);
        ping().unwrap();
        let (sent, by) = (world.log(hook.id)[1].id, zhao.clone());
        let again = world.act(move |tx| webhooks::send_again(tx, &by, hook.id, sent));
        assert_eq!(refused(again), "A test is waiting already; see what it brings first");
    }
}
