//! Who is told of a release: exactly those whose own programme differs from what they were told last, and nobody before somebody
//! sends it.

use kernel::Refusal;

use crate::world::{MIGRATIONS, World, on, session, words};

/// Two sessions with two talks each.
fn filled(world: &World) -> [kernel::MeetingSessionId; 2] {
    let morning = Some((on(0, "09:00"), on(0, "10:00")));
    let noon = Some((on(0, "11:00"), on(0, "12:00")));
    let one = world.add(session(world.main, "上午", morning, &[("甲", "林梅"), ("乙", "周远")])).unwrap();
    let two = world.add(session(world.side, "中午", noon, &[("丙", "高宁"), ("丁", "林梅")])).unwrap();
    [one, two]
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_first_release_concerns_everybody_on_it_and_the_next_only_whose_programme_changed(world: World) {
        let [one, two] = filled(&world);
        let first = world.release("1.0").unwrap();
        assert_eq!(world.concerned(&first), ["周远", "林梅", "高宁"]);
        assert_eq!(world.letters(), vec![], "nothing leaves by itself");
        assert_eq!(world.drop_letters(&first), 3);
        // The second talk of the morning is reworded: its speaker alone is concerned.
        world.edit(one, |draft| draft.talks[1].title = words("乙改", "B")).unwrap();
        let second = world.release("1.1").unwrap();
        assert_eq!(world.concerned(&second), ["周远"]);
        world.drop_letters(&second);
        // The first talk of noon takes longer: the second one is moved by it, the first is as it was.
        world.edit(two, |draft| draft.talks[0].minutes = Some(30)).unwrap();
        let third = world.release("1.2").unwrap();
        assert_eq!(world.concerned(&third), ["林梅", "高宁"], "one has longer, the other begins later");
        world.drop_letters(&third);
        world.move_to(one, world.side, on(1, "09:00"), on(1, "10:00")).unwrap();
        let fourth = world.release("1.3").unwrap();
        assert_eq!(world.concerned(&fourth), ["周远", "林梅"]);
        world.drop_letters(&fourth);
        world.remove(two);
        let fifth = world.release("1.4").unwrap();
        assert_eq!(world.concerned(&fifth), ["林梅", "高宁"]);
        let told = world.told(&fifth);
        let gone = told.letters.iter().find(|(_, speaker)| speaker.name_zh == "高宁").unwrap();
        assert_eq!(gone.0.changes_zh, "取消：报告人“丙”，2024-11-02 11:00–11:30 · 分会场");
    }

    fn what_was_never_sent_is_told_with_the_next_release(world: World) {
        let [one, _] = filled(&world);
        let first = world.release("1.0").unwrap();
        world.edit(one, |draft| draft.talks[1].title = words("乙改", "B")).unwrap();
        let second = world.release("1.1").unwrap();
        assert_eq!(world.concerned(&first), Vec::<String>::new());
        assert_eq!(world.concerned(&second), ["周远", "林梅", "高宁"]);
        assert!(world.told(&first).letters.iter().all(|(it, _)| it.superseded_at.is_some()));
    }

    fn sending_reaches_accounts_and_addresses_once_and_names_who_has_none(world: World) {
        let [one, _] = filled(&world);
        world.reach("林梅", "lin.mei@demo.xieyu");
        world.reach("周远", "zhou@example.com");
        let release = world.release("1.0").unwrap();
        world.publish(&release);
        assert!(matches!(world.send(&release, 3), Err(Refusal::Overtaken)), "the preview showed two");
        assert_eq!(world.letters(), vec![]);
        world.send(&release, 2).unwrap();
        let letters = world.letters();
        assert_eq!(letters.iter().map(|(person, to, _)| (*person, to.as_str())).collect::<Vec<_>>(), [
            (Some(world.cast.lin_mei.person_id), "lin.mei@demo.xieyu"),
            (None, "zhou@example.com"),
        ]);
        assert!(letters[0].2.contains("新增：报告人“甲”，2024-11-02 09:00–09:20 · 主会场\n新增：报告人“丁”，2024-11-02 11:20–11:40 · 分会场"), "{}", letters[0].2);
        assert_eq!(world.concerned(&release), ["高宁"], "who cannot be reached still waits for a call");
        assert!(world.send(&release, 2).is_err());
        assert_eq!(world.letters().len(), 2, "nobody is told twice");
        // The next release tells the difference to those who were told, and everything to the one who was not.
        world.edit(one, |draft| draft.talks[1].title = words("乙改", "B")).unwrap();
        let next = world.release("1.1").unwrap();
        assert_eq!(world.concerned(&next), ["周远", "高宁"]);
    }
}
