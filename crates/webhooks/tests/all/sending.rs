//! Messages are signed, tried again, parked, and never led astray.

use kernel::RowId;
use webhooks::{Kind, Settings, State, Told};

use crate::world::{BASE, INSIDE, STORY, World};

/// A webhook with one test message waiting.
fn pinged(world: &World) -> (RowId, String) {
    let zhao = world.actor("zhao.lei");
    let (hook, secret) = world.hook(&zhao, &["project.start"]);
    world.act(move |tx| webhooks::ping(tx, &zhao, hook.id)).unwrap();
    (hook.id, secret)
}

testing::both_databases! {
    told STORY;

    fn a_message_is_small_signed_and_says_where_to_read_on(world: World) {
        let (hook, secret) = world.hook(&world.actor("zhao.lei"), &["project.start"]);
        let own = world.projects("子午%")[0];
        world.happens("project", RowId(own.0), "start");
        assert_eq!(world.gather(&world.base.db).unwrap(), 1);
        assert_eq!(world.send(INSIDE), Told { delivered: 1, failed: 0 });
        let got = world.receiver.got().remove(0);
        let delivery = world.log(hook.id).remove(0);
        assert_eq!(got.line, "POST /hook HTTP/1.1");
        assert_eq!(
            got.json(),
            serde_json::json!({
                "id": delivery.id, "event": "project.start", "sequence": delivery.sequence, "subject": "project", "subject_id": own,
                "at": delivery.happened_at, "link": format!("{BASE}/projects/{own}"),
            })
        );
        assert_eq!((got.header("xieyu-event"), got.header("xieyu-delivery")), ("project.start", &*delivery.id.to_string()));
        let seconds = world.base.clock.now().millis() / 1000;
        let mac = hex::encode(kernel::hmac_sha256(secret.as_bytes(), format!("{seconds}.{}", got.body).as_bytes()));
        assert_eq!(got.header("xieyu-signature"), format!("t={seconds},v1={mac}"));
        assert_eq!((delivery.state, delivery.attempts, delivery.answer.as_str()), (State::Delivered, 1, "200"));
        assert_eq!(world.send(INSIDE), Told::default(), "what was taken is not sent again");
    }

    fn what_nobody_takes_is_tried_later_and_later_and_parked_with_a_letter(world: World) {
        let (hook, _) = pinged(&world);
        for (attempt, wait) in (1..).zip([60, 300, 1_800, 7_200, 28_800, 86_400, 0]) {
            world.receiver.answer("500 Internal Server Error");
            assert_eq!(world.send(INSIDE), Told { delivered: 0, failed: 1 }, "attempt {attempt}");
            let log = world.log(hook);
            assert_eq!((log[0].attempts, log[0].answer.as_str()), (attempt, "500"));
            if wait > 0 {
                assert_eq!(log[0].due_at.seconds_since(world.base.clock.now()), wait);
                world.later(wait - 1);
                assert_eq!(world.send(INSIDE), Told::default(), "not before its time");
                world.later(1);
            }
        }
        let parked = world.log(hook).remove(0);
        assert_eq!((parked.state, parked.kind), (State::Parked, Kind::Ping));
        let letters = world.read(|tx| Ok(tx.query::<(String,)>("SELECT to_address FROM letter WHERE kind = 'webhook.parked'", &[])?));
        assert_eq!(letters, [("zhao.lei@demo.xieyu".to_owned(),)]);
        let ids: Vec<String> = world.receiver.got().iter().map(|got| got.header("xieyu-delivery").to_owned()).collect();
        assert_eq!(ids, vec![parked.id.to_string(); 7], "one identifier, however often it is sent");

        let zhao = world.actor("zhao.lei");
        world.act(move |tx| webhooks::send_again(tx, &zhao, hook, parked.id)).unwrap();
        assert_eq!(world.send(INSIDE), Told { delivered: 1, failed: 0 });
        assert_eq!(world.log(hook)[0].state, State::Delivered);
    }

    fn a_redirect_is_not_followed(world: World) {
        let (hook, _) = pinged(&world);
        world.receiver.answer(&format!("302 Found\r\nLocation: {}", world.receiver.url()));
        assert_eq!(world.send(INSIDE), Told { delivered: 0, failed: 1 });
        assert_eq!((world.receiver.got().len(), world.log(hook)[0].answer.as_str()), (1, "302"));
    }

    fn a_name_that_leads_inside_is_not_gone_to_however_it_came_to_stand_there(world: World) {
        let (hook, _) = pinged(&world);
        let url = format!("https://localhost:{}/hook", world.receiver.address.port());
        world.act(move |tx| Ok(tx.execute("UPDATE webhook SET url = $1 WHERE id = $2", db::params![url, hook])?)).unwrap();
        assert_eq!(world.send(Settings::default()), Told { delivered: 0, failed: 1 });
        assert_eq!(world.log(hook)[0].answer, "inside");
        world.later(60);
        let plain = world.receiver.url();
        world.act(move |tx| Ok(tx.execute("UPDATE webhook SET url = $1 WHERE id = $2", db::params![plain, hook])?)).unwrap();
        assert_eq!(world.send(Settings::default()), Told { delivered: 0, failed: 1 });
        assert_eq!(world.receiver.got(), []);
    }

    fn a_receiver_that_is_gone_fails_the_attempt_and_nothing_else_and_says_why(world: World) {
        let (hook, _) = pinged(&world);
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let url = format!("http://{free}/");
        world.act(move |tx| Ok(tx.execute("UPDATE webhook SET url = $1 WHERE id = $2", db::params![url, hook])?)).unwrap();
        assert_eq!(world.send(INSIDE), Told { delivered: 0, failed: 1 });
        assert_eq!((world.log(hook)[0].state, world.log(hook)[0].answer.as_str()), (State::Waiting, "not_reached"));
        // Other ways to fail, each by its word: no such name, no TLS where there should be, an answer that is none.
        let to = |url: String| {
            world.later(100_000);
            world.act(move |tx| {
                tx.execute("UPDATE webhook SET url = $1, resting_until = NULL, failures = 0 WHERE id = $2", db::params![url, hook])?;
                Ok(tx.execute("UPDATE webhook_delivery SET attempts = 0, due_at = $1", db::params![tx.now()])?)
            }).unwrap();
            world.send(INSIDE);
            world.log(hook).remove(0).answer
        };
        assert_eq!(to("http://nowhere.invalid/".into()), "no_name");
        let strange = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = strange.local_addr().unwrap();
        std::thread::spawn(move || {
            for mut stream in strange.incoming().flatten() {
                let _ = std::io::Read::read(&mut stream, &mut [0; 4_096]);
                let _ = std::io::Write::write_all(&mut stream, b"SSH-2.0-strange\r\n");
            }
        });
        assert_eq!(to(format!("http://{address}/")), "bad_answer");
        assert_eq!(to(format!("https://{address}/")), "no_trust");
    }
}
