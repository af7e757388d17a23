use kernel::say;
use mail::{Delivery, Template, Topic};

use crate::world::{ALL, World};

const ONE: Template = Template::new("test.one", Topic::Application, say("甲", "First"), say("内容", "Text"));
const TWO: Template = Template::new("test.two", Topic::Application, say("乙", "Second"), say("内容", "Text"));

fn in_digest(world: &World) -> kernel::Actor {
    let lin = world.cast.lin_mei.clone();
    let by = lin.clone();
    world.act(move |tx| messages::choose(tx, &by, &[(Topic::Application, Delivery::Digest)])).expect("chosen");
    lin
}

fn send(world: &World) -> u64 {
    world.work(async |db| messages::send_digests(db).await)
}

testing::both_databases! {
    with ALL;

    fn the_digest_goes_out_at_eight_with_what_is_unread(world: World) {
        let lin = in_digest(&world);
        world.at("2024-06-24T10:00:00Z");
        world.tell(&[lin.person_id], &ONE);
        world.later(1);
        world.tell(&[lin.person_id], &TWO);
        world.at("2024-06-24T23:59:00Z");
        assert_eq!(send(&world), 0);
        let (me, read) = (lin.person_id, world.inbox(lin.person_id)[1].id);
        world.act(move |tx| mail::mark(tx, me, read, true)).expect("read");
        world.at("2024-06-25T00:00:00Z");
        assert_eq!(send(&world), 1);
        let letter = world.letters().remove(0);
        assert_eq!((letter.subject.as_str(), letter.link.as_str()), ("每日汇总：1 条新消息", "/messages"));
        assert_eq!(letter.body, "自上次汇总以来，您有 1 条新消息：\n\n- 乙\n");
        assert_eq!(send(&world), 0);
    }

    fn nothing_is_sent_when_everything_was_read(world: World) {
        let lin = in_digest(&world);
        world.tell(&[lin.person_id], &ONE);
        let me = lin.person_id;
        world.act(move |tx| Ok(mail::mark_all(tx, me, None)?)).expect("read");
        world.later(2 * 86_400);
        assert_eq!((send(&world), world.letters_to(&lin)), (0, vec![]));
    }

    fn two_copies_write_one_digest(world: World) {
        let lin = in_digest(&world);
        world.tell(&[lin.person_id], &ONE);
        world.later(2 * 86_400);
        let other = world.base.open_again();
        let both = std::thread::scope(|scope| {
            let here = scope.spawn(|| send(&world));
            let there = crate::world::runtime().block_on(messages::send_digests(&other)).expect("sent");
            here.join().expect("no panic") + there
        });
        assert_eq!((both, world.letters_to(&lin)), (1, vec!["digest.daily".to_owned()]));
    }

    fn the_link_in_a_digest_turns_the_digest_off(world: World) {
        let lin = in_digest(&world);
        world.tell(&[lin.person_id], &ONE);
        world.later(2 * 86_400);
        send(&world);
        let secret = world.letters().remove(0).unsubscribe;
        assert_eq!(world.act(move |tx| messages::unsubscribe(tx, &secret, false)).expect("done"), Topic::Digest);
        world.tell(&[lin.person_id], &TWO);
        world.later(2 * 86_400);
        assert_eq!((send(&world), world.letters_to(&lin)), (0, vec!["digest.daily".to_owned()]));
    }

    fn whoever_leaves_the_digest_gets_no_last_one(world: World) {
        let lin = in_digest(&world);
        world.tell(&[lin.person_id], &ONE);
        let by = lin.clone();
        world.act(move |tx| messages::choose(tx, &by, &[(Topic::Application, Delivery::AtOnce)])).expect("chosen");
        world.later(2 * 86_400);
        assert_eq!(send(&world), 0);
    }
}
