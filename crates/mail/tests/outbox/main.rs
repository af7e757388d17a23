//! The outbox on both databases, and the way to a real mail server.

mod sink;

use kernel::{AnnouncementId, Instant, Lang, PersonId, Refusal, RowId, Said};
use mail::{Letter, LetterState, MOST_ATTEMPTS, NewLetter, Transport};
use testing::TestDb;

use sink::Sink;

fn letter(n: usize) -> NewLetter {
    NewLetter {
        to_person: Some(PersonId::nil()),
        to_address: format!("lin{n}@example.edu.cn"),
        lang: Lang::Zh,
        topic: mail::Topic::Application,
        kind: "application.submitted".into(),
        subject: Said { zh: format!("申请 {n} 已提交"), en: format!("Application {n} submitted") },
        body: Said {
            zh: "学校将在十个工作日内审核。".into(),
            en: "The university reviews it within ten working days.".into(),
        },
        link: format!("/applications/{n}"),
    }
}

fn queue(base: &TestDb, count: usize) {
    base.db.write_now(move |tx| (0..count).try_for_each(|n| mail::queue(tx, letter(n)).map(drop))).expect("queued");
}

/// Letters of one announcement, past the time in which they are held.
fn announce(base: &TestDb, count: usize) -> AnnouncementId {
    queue(base, count);
    let id = AnnouncementId::at(base.clock.now());
    base.db
        .write_now(move |tx| tx.execute("UPDATE letter SET announcement_id = $1", db::params![id]))
        .expect("of an announcement");
    id
}

fn recall(base: &TestDb, id: AnnouncementId) {
    base.db.write_now(move |tx| mail::recall(tx, id)).expect("recalled");
}

/// How many left, wait and did not arrive.
fn counted(base: &TestDb, id: AnnouncementId) -> (u64, u64, u64) {
    base.db.read_now(move |tx| mail::of_announcement(tx, id)).expect("counted")
}

fn states(base: &TestDb) -> Vec<LetterState> {
    all(base).iter().map(|letter| letter.state(base.clock.now())).collect()
}

fn all(base: &TestDb) -> Vec<Letter> {
    base.db.read_now(|tx| mail::recent(tx, 1000)).expect("read")
}

fn smtp(sink: &Sink) -> Transport {
    Transport::open(&format!("smtp://127.0.0.1:{}", sink.port), "协育 <no-reply@xieyu.example>").expect("an address")
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// Sends what is due now.
fn deliver(base: &TestDb, transport: &Transport) {
    block_on(async {
        while mail::deliver_next(&base.db, transport, "https://xieyu.example/").await.expect("the outbox is read") {}
    });
}

testing::both_databases! {
    with [mail::MIGRATIONS];

    fn a_letter_exists_exactly_when_its_act_does(base: TestDb) {
        let undone: Result<(), Refusal> = base.db.write_now(|tx| {
            mail::queue(tx, letter(1))?;
            Err(Refusal::NotFound)
        });
        assert!(undone.is_err());
        assert_eq!(all(&base), []);
        base.db.write_now(|tx| mail::queue_about(tx, letter(1), "application", RowId::nil().0)).expect("queued");
        let kept = all(&base);
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].subject, "申请 1 已提交");
        assert_eq!(kept[0].subject_ref, "application:00000000-0000-0000-0000-000000000000");
        assert_eq!(base.db.read_now(mail::waiting).expect("read"), (1, Some(testing::morning())));
        let own = base.db.read_now(|tx| mail::recent_to(tx, PersonId::nil(), 9)).expect("read");
        assert_eq!(own, kept);
    }

    fn in_the_demo_letters_arrive_on_the_outbox_page(base: TestDb) {
        queue(&base, 3);
        block_on(async {
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let stopped = async { let _ = stopped.await; };
            let running = tokio::spawn(mail::run(base.db.clone(), Transport::Outbox, String::new(), stopped));
            while base.db.read(mail::waiting).await.expect("read").0 > 0 {
                tokio::task::yield_now().await;
            }
            stop.send(()).expect("the loop still runs");
            running.await.expect("the loop ends when told to");
        });
        assert!(all(&base).iter().all(|l| l.sent_at == Some(testing::morning()) && l.attempts == 1));
    }

    fn a_letter_arrives_whole_and_only_once(base: TestDb) {
        let sink = Sink::open();
        queue(&base, 2);
        deliver(&base, &smtp(&sink));
        deliver(&base, &smtp(&sink));
        let mut received = sink.received();
        received.sort_by(|a, b| a.to.cmp(&b.to));
        assert_eq!(received.iter().map(|r| r.to.as_str()).collect::<Vec<_>>(), ["lin0@example.edu.cn", "lin1@example.edu.cn"]);
        let first = &received[0];
        assert_eq!(first.from, "no-reply@xieyu.example");
        assert_eq!(first.header("Auto-Submitted"), Some("auto-generated"));
        let id = all(&base).into_iter().find(|l| l.to_address == first.to).map(|l| format!("<{}@xieyu.example>", l.id));
        assert_eq!(first.header("Message-ID"), id.as_deref());
        let leave = first.header("List-Unsubscribe").expect("a way to get no more of these").trim_matches(['<', '>']).to_owned();
        assert!(leave.starts_with("https://xieyu.example/unsubscribe/"), "{leave}");
        assert_eq!(first.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        assert_eq!(first.text(), format!("学校将在十个工作日内审核。\n\nhttps://xieyu.example/applications/0\n\n-- \n不想再收到“申请与遴选”类邮件：{leave}\n"));
        assert!(all(&base).iter().all(|letter| letter.unsubscribe.is_empty()), "the secret is kept only until the letter left");
        let secret = leave.rsplit('/').next().expect("a secret").to_owned();
        let meant = base.db.read_now(move |tx| mail::subscription(tx, &secret)).expect("read");
        assert_eq!(meant, Some((PersonId::nil(), mail::Topic::Application)));
    }

    fn a_letter_that_guards_the_account_goes_first_and_has_no_way_to_turn_it_off(base: TestDb) {
        let sink = Sink::open();
        queue(&base, 1);
        let guard = NewLetter { topic: mail::Topic::Account, kind: "account.reset".into(), ..letter(7) };
        base.db.write_now(move |tx| mail::queue(tx, guard)).expect("queued");
        block_on(async { mail::deliver_next(&base.db, &smtp(&sink), "https://xieyu.example").await.expect("sent") });
        let received = sink.received();
        assert_eq!((received.len(), received[0].to.as_str(), received[0].header("List-Unsubscribe")), (1, "lin7@example.edu.cn", None));
    }

    fn a_subject_cannot_bring_headers_along(base: TestDb) {
        let sink = Sink::open();
        let evil = NewLetter {
            subject: Said { zh: "申请\r\nBcc: evil@example.com\r\n\r\nbody".into(), en: String::new() },
            to_address: "lin@example.edu.cn\r\nBcc: evil@example.com".into(),
            ..letter(0)
        };
        let ascii = NewLetter { lang: Lang::En, subject: Said { zh: String::new(), en: "a\nBcc: evil@example.com".into() }, ..letter(1) };
        base.db.write_now(|tx| { mail::queue(tx, evil)?; mail::queue(tx, ascii) }).expect("queued");
        deliver(&base, &smtp(&sink));
        let received = sink.received();
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].header("Bcc"), None);
        assert_eq!(received[0].header("Subject"), Some("a Bcc: evil@example.com"));
        let refused = all(&base).into_iter().find(|l| l.sent_at.is_none()).expect("the address with a line break was refused");
        assert!(refused.is_given_up(), "{refused:?}");
    }

    fn a_server_that_is_busy_is_tried_again_later_and_later(base: TestDb) {
        let sink = Sink::open();
        queue(&base, 1);
        let tried_at = |attempts: u32, at: Instant| {
            base.clock.move_to(at);
            sink.answer_recipients_with("451 4.3.0 busy");
            deliver(&base, &smtp(&sink));
            let letter = all(&base).remove(0);
            assert_eq!((letter.attempts, letter.sent_at), (attempts, None));
            assert!(letter.failed.as_deref().is_some_and(|why| why.contains("busy")), "{letter:?}");
            letter.next_attempt_at
        };
        let start = testing::morning();
        assert_eq!(tried_at(1, start), start.plus_seconds(30));
        assert_eq!(tried_at(1, start.plus_seconds(29)), start.plus_seconds(30));
        assert_eq!(tried_at(2, start.plus_seconds(30)), start.plus_seconds(90));
        sink.answer_recipients_with("250 ok");
        base.clock.move_to(start.plus_seconds(90));
        deliver(&base, &smtp(&sink));
        let sent = all(&base).remove(0);
        assert_eq!((sent.attempts, sent.sent_at, sent.failed), (3, Some(start.plus_seconds(90)), None));
        assert_eq!(sink.received().len(), 1);
    }

    fn a_letter_is_given_up_after_twelve_attempts_or_a_final_no(base: TestDb) {
        let sink = Sink::open();
        sink.answer_recipients_with("550 5.1.1 no such user");
        queue(&base, 1);
        deliver(&base, &smtp(&sink));
        assert!(all(&base)[0].is_given_up());
        assert_eq!(sink.tries(), 1);

        sink.answer_recipients_with("451 busy");
        queue(&base, 1);
        for day in 0..20 {
            base.clock.move_to(testing::morning().plus_days(day));
            deliver(&base, &smtp(&sink));
        }
        assert_eq!(sink.tries(), 1 + MOST_ATTEMPTS);
        assert!(all(&base).iter().all(Letter::is_given_up));
    }

    fn many_letters_leave_over_one_connection(base: TestDb) {
        let (sink, count) = (Sink::open(), 40);
        queue(&base, count);
        let transport = smtp(&sink);
        deliver(&base, &transport);
        assert_eq!((sink.received().len(), sink.connections()), (count, 1));
        queue(&base, 1);
        deliver(&base, &transport);
        assert_eq!((sink.received().len(), sink.connections()), (count + 1, 1));
    }

    fn a_connection_that_the_server_closed_costs_no_letter(base: TestDb) {
        let sink = Sink::open();
        sink.hang_up_after_each_letter();
        queue(&base, 5);
        let transport = smtp(&sink);
        deliver(&base, &transport);
        let mut to: Vec<String> = sink.received().into_iter().map(|r| r.to).collect();
        to.sort();
        assert_eq!(to, (0..5).map(|n| format!("lin{n}@example.edu.cn")).collect::<Vec<_>>());
        assert_eq!(sink.connections(), 5);
        assert!(all(&base).iter().all(|l| l.attempts == 1 && l.failed.is_none()));
    }

    fn a_letter_refused_for_good_waits_for_the_operator_who_sends_it_again_or_sets_it_aside(base: TestDb) {
        let sink = Sink::open();
        let transport = smtp(&sink);
        sink.answer_recipients_with("550 5.1.1 no such user");
        queue(&base, 2);
        deliver(&base, &transport);
        let start = testing::morning();
        assert_eq!(base.db.read_now(mail::given_up).expect("read"), (2, Some(start)));
        assert_eq!(base.db.read_now(mail::waiting).expect("read"), (0, None));
        let failing = base.db.read_now(|tx| mail::failing(tx, 10)).expect("read");
        let [first, second] = failing.as_slice() else { panic!("{failing:?}") };
        assert!(first.is_given_up() && first.failed.as_deref().is_some_and(|why| why.contains("no such user")), "{first:?}");

        let (again, aside) = (first.id, second.id);
        let moved = base.db.write_now(move |tx| {
            Ok::<_, db::DbError>([
                mail::try_again(tx, again, "right@example.edu.cn")?,
                mail::try_again(tx, again, "right@example.edu.cn")?,
                mail::set_aside(tx, aside)?,
                mail::set_aside(tx, aside)?,
                mail::try_again(tx, aside, "right@example.edu.cn")?,
            ])
        });
        assert_eq!(moved.expect("written"), [true, false, true, false, false]);
        assert_eq!(base.db.read_now(mail::given_up).expect("read"), (0, None));
        sink.answer_recipients_with("250 ok");
        deliver(&base, &transport);
        assert_eq!(sink.received().into_iter().map(|r| r.to).collect::<Vec<_>>(), ["right@example.edu.cn"]);
        assert_eq!(base.db.read_now(|tx| mail::failing(tx, 10)).expect("read"), []);
    }

    fn a_busy_server_is_shown_with_the_time_of_the_next_attempt(base: TestDb) {
        let sink = Sink::open();
        sink.answer_recipients_with("451 4.3.0 busy");
        queue(&base, 1);
        deliver(&base, &smtp(&sink));
        let failing = base.db.read_now(|tx| mail::failing(tx, 10)).expect("read");
        assert_eq!(failing.iter().map(|l| (l.given_up_at, l.next_attempt_at)).collect::<Vec<_>>(), [(None, testing::morning().plus_seconds(30))]);
        assert_eq!(base.db.read_now(mail::given_up).expect("read"), (0, None));
    }

    fn a_letter_recalled_while_it_is_under_way_is_sent_or_recalled_and_counted_once(base: TestDb) {
        let sink = std::sync::Arc::new(Sink::open());
        let transport = smtp(&sink);
        for (answer, state, counts) in [
            ("451 4.3.0 busy", LetterState::Recalled, (0, 0, 0)),
            ("550 5.1.1 no such user", LetterState::Recalled, (0, 0, 0)),
            ("250 ok", LetterState::Sent, (1, 0, 0)),
        ] {
            base.db.write_now(|tx| tx.execute("DELETE FROM letter", &[])).expect("empty");
            let id = announce(&base, 1);
            let database = base.db.clone();
            sink.meanwhile(move || {
                database.write_now(move |tx| mail::recall(tx, id)).expect("recalled");
            });
            sink.answer_recipients_with(answer);
            deliver(&base, &transport);
            assert_eq!((states(&base), counted(&base, id)), (vec![state], counts), "{answer}");
            let tries = sink.tries();
            base.clock.move_to(base.clock.now().plus_days(1));
            deliver(&base, &transport);
            assert_eq!(sink.tries(), tries, "it is not tried again after {answer}");
        }
    }

    fn a_recalled_letter_waits_for_no_operator(base: TestDb) {
        let sink = Sink::open();
        let transport = smtp(&sink);
        sink.answer_recipients_with("550 5.1.1 no such user");
        let id = announce(&base, 2);
        block_on(async { mail::deliver_next(&base.db, &transport, "").await.expect("read") });
        sink.answer_recipients_with("451 busy");
        deliver(&base, &transport);
        let failing = base.db.read_now(|tx| mail::failing(tx, 10)).expect("read");
        assert_eq!(failing.iter().map(Letter::is_given_up).collect::<Vec<_>>(), [true, false]);
        recall(&base, id);
        assert_eq!(base.db.read_now(|tx| mail::failing(tx, 10)).expect("read"), []);
        assert_eq!(base.db.read_now(mail::given_up).expect("read"), (0, None));
        let given_up = failing[0].id;
        let moved = base.db.write_now(move |tx| {
            Ok::<_, db::DbError>([mail::try_again(tx, given_up, "right@example.edu.cn")?, mail::set_aside(tx, given_up)?])
        });
        assert_eq!(moved.expect("written"), [false, false]);
        assert!(!all(&base).iter().any(Letter::is_given_up));
    }

    fn the_link_in_a_letter_that_was_under_way_when_it_was_recalled_goes_on_working(base: TestDb) {
        let sink = Sink::open();
        let id = announce(&base, 1);
        let database = base.db.clone();
        sink.meanwhile(move || {
            database.write_now(move |tx| mail::recall(tx, id)).expect("recalled");
        });
        deliver(&base, &smtp(&sink));
        let received = sink.received();
        let leave = received[0].header("List-Unsubscribe").expect("a link").trim_matches(['<', '>']);
        let secret = leave.rsplit('/').next().expect("a secret").to_owned();
        let meant = base.db.read_now(move |tx| mail::subscription(tx, &secret)).expect("read");
        assert_eq!(meant, Some((PersonId::nil(), mail::Topic::Application)));
    }

    fn letters_of_an_announcement_are_each_counted_once_whatever_became_of_them(base: TestDb) {
        let sink = Sink::open();
        let transport = smtp(&sink);
        let id = announce(&base, 4);
        let next = |answer: &str| {
            sink.answer_recipients_with(answer);
            block_on(async { mail::deliver_next(&base.db, &transport, "").await.expect("read") });
        };
        next("250 ok");
        next("550 5.1.1 no such user");
        next("451 busy");
        assert_eq!(counted(&base, id), (1, 2, 1));
        recall(&base, id);
        assert_eq!(counted(&base, id), (1, 0, 0), "what did not arrive is recalled like what waits");
        let mut states = states(&base);
        states.sort();
        assert_eq!(states, [LetterState::Sent, LetterState::Recalled, LetterState::Recalled, LetterState::Recalled]);
    }

    fn two_copies_send_each_letter_once(base: TestDb) {
        let sink = Sink::open();
        queue(&base, 30);
        let (other, transport) = (base.open_again(), smtp(&sink));
        block_on(async {
            let copies = [base.db.clone(), other.clone(), base.db.clone(), other].map(|db| {
                let transport = transport.clone();
                tokio::spawn(async move { while mail::deliver_next(&db, &transport, "").await.expect("read") {} })
            });
            for copy in copies {
                copy.await.expect("no panic");
            }
        });
        let mut to: Vec<String> = sink.received().into_iter().map(|r| r.to).collect();
        let sent = to.len();
        to.sort();
        to.dedup();
        assert_eq!((to.len(), sent), (30, 30));
        assert!(all(&base).iter().all(|l| l.sent_at.is_some() && l.attempts == 1));
    }

    fn a_copy_that_died_while_sending_is_replaced_after_its_claim_ran_out(base: TestDb) {
        queue(&base, 1);
        let claimed = testing::morning().plus_seconds(300);
        base.db.write_now(move |tx| {
            tx.execute("UPDATE letter SET attempts = 1, next_attempt_at = $1", db::params![claimed])
        }).map_err(|e: db::DbError| e).expect("claimed by a copy that died");
        deliver(&base, &Transport::Outbox);
        assert_eq!(all(&base)[0].sent_at, None);
        base.clock.move_to(claimed);
        deliver(&base, &Transport::Outbox);
        assert_eq!(all(&base)[0].sent_at, Some(claimed));
    }
}
