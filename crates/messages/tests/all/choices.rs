use kernel::say;
use mail::{Delivery, Template, Topic};

use crate::world::{ALL, World};

const NEWS: Template = Template::new("test.news", Topic::Application, say("有进展", "News"), say("内容", "Text"));
const GUARD: Template = Template::new("test.guard", Topic::Account, say("密码", "Password"), say("内容", "Text"));

/// The secret of the newest letter to somebody.
fn secret(world: &World, actor: &kernel::Actor) -> String {
    let me = Some(actor.person_id);
    let letter = world.letters().into_iter().find(|letter| letter.to_person == me).expect("a letter");
    letter.unsubscribe
}

testing::both_databases! {
    with ALL;

    fn each_person_chooses_for_each_topic(world: World) {
        let (lin, zhou, chen) = (world.cast.lin_mei.clone(), world.cast.zhou_yuan.clone(), world.cast.chen_xiao.clone());
        let by = lin.clone();
        world.act(move |tx| messages::choose(tx, &by, &[(Topic::Application, Delivery::Digest)])).expect("chosen");
        let by = zhou.clone();
        world.act(move |tx| messages::choose(tx, &by, &[(Topic::Application, Delivery::None)])).expect("chosen");
        world.tell(&[lin.person_id, zhou.person_id, chen.person_id], &NEWS);
        assert_eq!([&lin, &zhou, &chen].map(|who| world.letters_to(who).len()), [0, 0, 1]);
        assert_eq!([&lin, &zhou, &chen].map(|who| world.subjects(who)), [["News"], ["News"], ["News"]]);
        let me = lin.person_id;
        let chosen = world.read(move |tx| Ok(mail::choices(tx, me)?));
        assert_eq!(chosen.iter().find(|(topic, _)| *topic == Topic::Application), Some(&(Topic::Application, Delivery::Digest)));
        assert_eq!(chosen.iter().find(|(topic, _)| *topic == Topic::Funding), Some(&(Topic::Funding, Delivery::AtOnce)));
        assert_eq!(world.read(move |tx| Ok(journal::trail(tx, me.0)?)).last().map(|entry| entry.act.clone()), Some("person.choose_messages".into()));
    }

    fn what_guards_the_account_cannot_be_turned_off(world: World) {
        let lin = world.cast.lin_mei.clone();
        let by = lin.clone();
        let refused = world.act(move |tx| messages::choose(tx, &by, &[(Topic::Account, Delivery::None)])).expect_err("refused");
        assert_eq!(refused.breaches()[0].said.en, "Letters about “Account and security” guard your account and cannot be turned off");
        world.tell(&[lin.person_id], &GUARD);
        assert_eq!(world.letters_to(&lin), ["test.guard"]);
        assert_eq!(secret(&world, &lin), "", "nothing in the letter turns it off");
    }

    fn the_link_in_a_letter_turns_its_topic_off_and_on_again(world: World) {
        let lin = world.cast.lin_mei.clone();
        world.tell(&[lin.person_id], &NEWS);
        let known = secret(&world, &lin);
        let used = known.clone();
        assert_eq!(world.act(move |tx| messages::unsubscribe(tx, &used, false)).expect("done"), Topic::Application);
        world.tell(&[lin.person_id], &NEWS);
        assert_eq!(world.letters_to(&lin).len(), 1);
        let used = known.clone();
        world.act(move |tx| messages::unsubscribe(tx, &used, true)).expect("done");
        world.tell(&[lin.person_id], &NEWS);
        assert_eq!(world.letters_to(&lin).len(), 2);
        let strange = world.act(|tx| messages::unsubscribe(tx, "0000", false));
        assert!(matches!(strange, Err(kernel::Refusal::NotFound)));
    }

    fn the_link_ends_with_the_text_of_its_letter(world: World) {
        let lin = world.cast.lin_mei.clone();
        world.tell(&[lin.person_id], &NEWS);
        let known = secret(&world, &lin);
        world.act(|tx| { let now = tx.now(); Ok(tx.execute("UPDATE letter SET sent_at = $1", db::params![now])?) }).expect("sent");
        world.later(91 * 86_400);
        world.work(async |db| messages::purge(db).await);
        assert!(matches!(world.act(move |tx| messages::unsubscribe(tx, &known, false)), Err(kernel::Refusal::NotFound)));
    }
}
