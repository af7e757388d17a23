//! A house is told what it may see and asked for, and nothing else.

use kernel::{Refusal, RowId};
use webhooks::{Kind, NewWebhook, Settings};

use crate::world::{STORY, World};

testing::both_databases! {
    told STORY;

    fn a_house_is_told_of_its_own_things_only(world: World) {
        let (zhao, qin) = (world.actor("zhao.lei"), world.actor("qin.yue"));
        world.hook(&zhao, &["project.start", "project.terminate"]);
        let own = world.projects("子午%")[0];
        world.happens("project", RowId(own.0), "start");
        world.happens("project", RowId(own.0), "postpone");
        world.happens("project", RowId::at(world.base.clock.now()), "start");
        assert_eq!(world.told(), [("project.start".to_owned(), own.to_string())]);
        // The same act again, heard by another house as well: it learns nothing, not even that there was something.
        let (other, _) = world.hook(&qin, &["project.start"]);
        world.happens("project", RowId(own.0), "start");
        assert_eq!(world.told().len(), 1);
        assert_eq!(world.log(other.id), []);
    }

    fn an_application_is_told_to_the_enterprise_only_once_it_may_see_it(world: World) {
        let enterprise = world.actor("zhao.lei");
        let (hook, _) = world.hook(&enterprise, &["application.submit", "application.university_pass"]);
        let with_the_university = "SELECT id FROM application WHERE state = 'university_review' LIMIT 1";
        let hidden = world.read(move |tx| Ok(tx.first::<(RowId,)>(with_the_university, &[])?));
        let seen = "SELECT application.id FROM application JOIN organisation ON organisation.id = application.enterprise_id \
                    WHERE application.state = 'selected' AND organisation.name LIKE '子午%' LIMIT 1";
        let seen = world.read(move |tx| Ok(tx.one::<(RowId,)>(seen, &[])?.0));
        if let Some((hidden,)) = hidden {
            world.happens("application", hidden, "submit");
        }
        world.happens("application", seen, "university_pass");
        assert_eq!(world.told(), [("application.university_pass".to_owned(), seen.to_string())]);
        assert_eq!(world.log(hook.id).len(), 1);
    }

    fn what_happens_while_it_is_off_is_not_told_later(world: World) {
        let zhao = world.actor("zhao.lei");
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        let own = RowId(world.projects("子午%")[0].0);
        let switch = |on| {
            let zhao = zhao.clone();
            world.act(move |tx| webhooks::set_active(tx, &zhao, hook.id, on)).unwrap();
        };
        switch(false);
        world.happens("project", own, "start");
        assert_eq!(world.told(), []);
        switch(true);
        assert_eq!(world.told(), []);
        world.happens("project", own, "start");
        assert_eq!(world.told().len(), 1);
    }

    fn whoever_lost_the_role_is_told_nothing_more(world: World) {
        let zhao = world.actor("zhao.lei");
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        let person = zhao.person_id;
        world.act(move |tx| {
            tx.execute("UPDATE membership SET state = 'ended' WHERE person_id = $1", db::params![person]).map_err(Refusal::from)
        })
        .unwrap();
        world.happens("project", RowId(world.projects("子午%")[0].0), "start");
        assert_eq!(world.told(), []);
        assert_eq!(world.log(hook.id), []);
    }

    fn what_was_written_before_the_role_was_lost_or_the_thing_hidden_does_not_leave_after_it(world: World) {
        let zhao = world.actor("zhao.lei");
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        let own = RowId(world.projects("子午%")[0].0);
        let parked = |world: &World| {
            let log = world.log(hook.id);
            (log[0].state, log[0].attempts, log[0].answer.clone())
        };
        let expected = (webhooks::State::Parked, 0, "no_right".to_owned());

        world.happens("project", own, "start");
        assert_eq!(world.gather(&world.base.db).unwrap(), 1);
        let enterprise = "UPDATE project SET enterprise_id = (SELECT id FROM organisation WHERE name NOT LIKE '子午%' AND kind = 'enterprise' ORDER BY id LIMIT 1) WHERE id = $1";
        world.act(move |tx| Ok(tx.execute(enterprise, db::params![own])?)).unwrap();
        assert_eq!((world.send(crate::world::INSIDE), parked(&world)), (webhooks::Told::default(), expected.clone()));

        world.act(move |tx| webhooks::ping(tx, &zhao, hook.id)).unwrap();
        let person = hook.person_id;
        world.act(move |tx| Ok(tx.execute("UPDATE membership SET state = 'ended' WHERE person_id = $1", db::params![person])?)).unwrap();
        assert_eq!((world.send(crate::world::INSIDE), parked(&world)), (webhooks::Told::default(), expected));
        assert_eq!(world.receiver.got(), []);
        let letters = world.read(|tx| Ok(tx.one::<(i64,)>("SELECT COUNT(*) FROM letter WHERE kind = 'webhook.parked'", &[])?));
        assert_eq!(letters, (0,));
    }

    fn of_several_copies_one_writes_each_message(world: World) {
        let (hook, _) = world.hook(&world.actor("zhao.lei"), &["project.start"]);
        let own = RowId(world.projects("子午%")[0].0);
        let other = world.base.open_again();
        for _ in 0..5 {
            world.happens("project", own, "start");
            let (first, second) = world.runtime.block_on(async {
                tokio::join!(webhooks::gather_due(&world.base.db), webhooks::gather_due(&other))
            });
            let count = |answer: Result<usize, Refusal>| match answer {
                Ok(count) => count,
                Err(Refusal::Overtaken) => 0,
                Err(refusal) => panic!("{refusal}"),
            };
            assert_eq!(count(first) + count(second), 1);
        }
        assert_eq!(world.log(hook.id).len(), 5);
        let (first, second) = world.runtime.block_on(async {
            let send = |db| webhooks::send_due(db, crate::world::INSIDE, crate::world::BASE);
            tokio::join!(send(&world.base.db), send(&other))
        });
        assert_eq!(first.unwrap().delivered + second.unwrap().delivered, 5);
        assert_eq!(world.receiver.got().len(), 5);
    }

    fn only_those_who_speak_for_a_house_have_webhooks_and_only_for_real_events(world: World) {
        let new = |url: &str, kinds: &[&str]| NewWebhook {
            url: url.to_owned(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        };
        let make = |name: &str, new: NewWebhook, settings: Settings| {
            let actor = world.actor(name);
            world.act(move |tx| webhooks::create(tx, &actor, &new, settings))
        };
        let fine = new("https://example.edu.cn/hook", &["project.start"]);
        for name in ["lin.mei", "li.fang", "sun.yue", "he.zhiyuan", "zheng.hai", "feng.jing", "tang.yun"] {
            assert!(matches!(make(name, fine.clone(), Settings::default()), Err(Refusal::Forbidden { .. })), "{name}");
        }
        for (wrong, fields) in [
            (new("http://127.0.0.1/", &[]), vec!["url", "kinds"]),
            (new("https://example.edu.cn/", &["project.think"]), vec!["kinds"]),
            (new("https://example.edu.cn/", &["ping"]), vec!["kinds"]),
        ] {
            let refusal = make("zhao.lei", wrong, Settings::default()).map(drop).unwrap_err();
            assert_eq!(refusal.breaches().iter().map(|breach| breach.field.as_str()).collect::<Vec<_>>(), fields);
        }
        for _ in 0..5 {
            make("zhao.lei", fine.clone(), Settings::default()).unwrap();
        }
        assert_eq!(make("zhao.lei", fine.clone(), Settings::default()).map(drop).unwrap_err().breaches().len(), 1);
        assert!(make("wang.jianguo", fine.clone(), Settings::default()).is_ok());
        assert!(make("wu.min", fine, Settings::default()).is_ok());
        assert!(Kind::offered().count() > 15);
    }
}
