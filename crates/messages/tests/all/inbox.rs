use kernel::{MessageId, say};
use mail::{Sift, Template, Topic};

use crate::world::{ALL, World};

const NEWS: Template = Template::new("test.news", Topic::Application, say("有进展", "News"), say("内容", "Text"));
const MONEY: Template = Template::new("test.money", Topic::Funding, say("经费", "Money"), say("内容", "Text"));
const LINK: Template =
    Template::new("test.link", Topic::Organisation, say("链接", "Link"), say("内容", "Text")).secret();

testing::both_databases! {
    with ALL;

    fn what_is_told_lies_in_the_inbox_in_both_languages_and_goes_out_as_a_letter_in_one(world: World) {
        let lin = world.cast.lin_mei.clone();
        world.tell(&[lin.person_id, world.cast.zhou_yuan.person_id, lin.person_id], &NEWS);
        let [message] = world.inbox(lin.person_id).try_into().expect("one message, however often somebody is named");
        assert_eq!((message.subject_zh.as_str(), message.subject_en.as_str(), message.link.as_str()), ("有进展", "News", "/todo"));
        assert_eq!((message.topic, message.occasion.as_str(), message.read_at), (Topic::Application, "test.news", None));
        assert_eq!(world.letters_to(&lin), ["test.news"]);
    }

    fn a_letter_with_a_secret_link_leaves_nothing_in_the_inbox(world: World) {
        let lin = world.cast.lin_mei.clone();
        world.tell(&[lin.person_id], &LINK);
        assert_eq!((world.inbox(lin.person_id), world.letters_to(&lin)), (vec![], vec!["test.link".to_owned()]));
    }

    fn messages_are_read_one_by_one_by_topic_or_all_at_once(world: World) {
        let lin = world.cast.lin_mei.person_id;
        for template in [&NEWS, &MONEY, &NEWS] {
            world.tell(&[lin], template);
            world.later(1);
        }
        let unread = || world.read(move |tx| Ok(mail::unread(tx, lin)?));
        assert_eq!(unread(), 3);
        let id = world.inbox(lin)[1].id;
        world.act(move |tx| mail::mark(tx, lin, id, true)).expect("marked");
        assert_eq!((unread(), world.inbox(lin)[1].read_at), (2, Some(world.now())));
        world.act(move |tx| mail::mark(tx, lin, id, false)).expect("marked");
        assert_eq!(world.act(move |tx| Ok(mail::mark_all(tx, lin, Some(Topic::Application))?)).expect("marked"), 2);
        let only = Sift { only_unread: true, ..Sift::default() };
        assert_eq!(world.read(move |tx| Ok(mail::inbox(tx, lin, only, 9)?)).iter().map(|m| m.topic).collect::<Vec<_>>(), [Topic::Funding]);
        assert_eq!(world.act(move |tx| Ok(mail::mark_all(tx, lin, None)?)).expect("marked"), 1);
        assert_eq!(unread(), 0);
    }

    fn pages_of_the_inbox_join_without_a_gap(world: World) {
        let lin = world.cast.lin_mei.person_id;
        for _ in 0..7 {
            world.tell(&[lin], &NEWS);
        }
        let all: Vec<MessageId> = world.inbox(lin).iter().map(|message| message.id).collect();
        let mut paged = Vec::new();
        loop {
            let sift = Sift { after: paged.last().copied(), topic: Some(Topic::Application), ..Sift::default() };
            let page = world.read(move |tx| Ok(mail::inbox(tx, lin, sift, 3)?));
            if page.is_empty() {
                break;
            }
            paged.extend(page.iter().map(|message| message.id));
        }
        assert_eq!(paged, all);
    }

    fn nobody_reads_or_marks_the_messages_of_others(world: World) {
        let (lin, zhou) = (world.cast.lin_mei.person_id, world.cast.zhou_yuan.person_id);
        world.tell(&[lin], &NEWS);
        let id = world.inbox(lin)[0].id;
        assert!(matches!(world.act(move |tx| mail::message(tx, zhou, id)), Err(kernel::Refusal::NotFound)));
        assert!(matches!(world.act(move |tx| mail::mark(tx, zhou, id, true)), Err(kernel::Refusal::NotFound)));
        assert_eq!(world.inbox(lin)[0].read_at, None);
    }

    fn the_list_and_the_count_take_one_statement_each_however_many_there_are(world: World) {
        let lin = world.cast.lin_mei.person_id;
        let statements = || world.read(move |tx| {
            let before = tx.statements();
            mail::inbox(tx, lin, Sift::default(), 31)?;
            mail::unread(tx, lin)?;
            Ok(tx.statements() - before)
        });
        world.tell(&[lin], &NEWS);
        assert_eq!(statements(), 2);
        (0..40).for_each(|_| world.tell(&[lin], &NEWS));
        assert_eq!(statements(), 2);
    }

    fn telling_takes_the_same_number_of_statements_for_one_and_for_many(world: World) {
        let c = &world.cast;
        let many = [&c.lin_mei, &c.zhou_yuan, &c.chen_xiao, &c.wang_jianguo, &c.wu_min].map(|actor| actor.person_id);
        let statements = |people: Vec<kernel::PersonId>| world.act(move |tx| {
            let before = tx.statements();
            directory::tell(tx, &people, &NEWS, &[], "")?;
            Ok(tx.statements() - before)
        }).expect("told");
        assert_eq!(statements(vec![many[0]]), statements(many.to_vec()));
    }

    fn closing_the_account_takes_messages_choices_and_letters_away(world: World) {
        let lin = world.cast.lin_mei.person_id;
        world.tell(&[lin], &NEWS);
        world.act(move |tx| mail::choose(tx, lin, Topic::Funding, mail::Delivery::None)).expect("chosen");
        world.act(move |tx| Ok(mail::note_reminded(tx, lin, "x", tx.now().day(), 7)?)).expect("noted");
        world.act(move |tx| Ok(mail::forget_all_of(tx, lin, &[])?)).expect("forgotten");
        let left: i64 = world.read(move |tx| {
            let mut left = 0;
            for table in ["message", "message_choice", "reminded"] {
                left += tx.one::<(i64,)>(&format!("SELECT COUNT(*) FROM {table} WHERE person_id = $1"), db::params![lin])?.0;
            }
            Ok(left + tx.one::<(i64,)>("SELECT COUNT(*) FROM letter WHERE to_person = $1", db::params![lin])?.0)
        });
        assert_eq!(left, 0);
    }

    fn texts_of_letters_are_kept_ninety_days_and_messages_a_year(world: World) {
        let lin = world.cast.lin_mei.clone();
        world.tell(&[lin.person_id], &NEWS);
        world.act(|tx| { let now = tx.now(); Ok(tx.execute("UPDATE letter SET sent_at = $1", db::params![now])?) }).expect("sent");
        let texts = |world: &World| world.letters().iter().map(|letter| (letter.body.clone(), letter.purged_at.is_some())).collect::<Vec<_>>();
        world.later(89 * 86_400);
        world.work(async |db| messages::purge(db).await);
        assert_eq!(texts(&world), [("内容".to_owned(), false)]);
        world.later(2 * 86_400);
        world.work(async |db| messages::purge(db).await);
        assert_eq!(texts(&world), [(String::new(), true)]);
        assert_eq!(world.inbox(lin.person_id).len(), 1);
        world.later(280 * 86_400);
        world.work(async |db| messages::purge(db).await);
        assert_eq!(world.inbox(lin.person_id), []);
        world.later(40 * 86_400);
        world.work(async |db| messages::purge(db).await);
        assert_eq!(world.letters(), []);
    }
}
