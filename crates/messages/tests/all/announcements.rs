use kernel::{Actor, AnnouncementId, Refusal, Role, Word};
use mail::{Delivery, LetterState, Topic};
use messages::announcement::{self, Announcement, Audience, Both, Draft, state::State};

use crate::world::{ALL, World};

fn both(text: &str) -> Both {
    Both { zh: format!("{text}（中）"), en: text.into() }
}

fn to_roles(roles: &[Role]) -> Draft {
    let audience = Audience::Members { roles: roles.to_vec(), province: String::new(), organisations: Vec::new() };
    Draft { audience, subject: both("Round opens"), body: both("Please prepare.") }
}

fn written(world: &World, actor: &Actor, draft: &Draft) -> Announcement {
    let (actor, draft) = (actor.clone(), draft.clone());
    world.act(move |tx| announcement::create(tx, &actor, &draft)).expect("written")
}

fn preview(world: &World, actor: &Actor, one: &Announcement) -> announcement::Preview {
    let (actor, one) = (actor.clone(), one.clone());
    world.read(move |tx| announcement::preview(tx, &actor, &one))
}

fn commit(world: &World, actor: &Actor, one: &Announcement, fingerprint: &str) -> Result<Announcement, Refusal> {
    let (actor, id, revision, fingerprint) = (actor.clone(), one.id, one.revision, fingerprint.to_owned());
    world.act(move |tx| announcement::commit(tx, &actor, id, revision, &fingerprint))
}

fn committed(world: &World, actor: &Actor, draft: &Draft) -> Announcement {
    let one = written(world, actor, draft);
    let seen = preview(world, actor, &one);
    commit(world, actor, &one, &seen.fingerprint).expect("committed")
}

fn write(world: &World) -> u64 {
    world.work(async |db| messages::write_announcements(db).await)
}

fn recall(world: &World, actor: &Actor, id: AnnouncementId) -> Result<Announcement, Refusal> {
    let actor = actor.clone();
    let done = world.act(move |tx| announcement::recall(tx, &actor, id));
    world.work(async |db| messages::take_back_all(db).await);
    done
}

fn states(world: &World) -> Vec<LetterState> {
    let now = world.now();
    world.letters().iter().map(|letter| letter.state(now)).collect()
}

testing::both_databases! {
    with ALL;

    fn an_announcement_is_counted_committed_and_reaches_exactly_those(world: World) {
        let (wu, lin, zhou) = (world.cast.wu_min.clone(), world.cast.lin_mei.clone(), world.cast.zhou_yuan.clone());
        let by = zhou.clone();
        world.act(move |tx| messages::choose(tx, &by, &[(Topic::Announcement, Delivery::None)])).expect("chosen");
        let one = written(&world, &wu, &to_roles(&[Role::Teacher]));
        let seen = preview(&world, &wu, &one);
        assert_eq!((seen.recipients, seen.at_once, seen.digest, seen.inbox_only), (3, 2, 0, 1));
        let (by, audience) = (wu.clone(), one.audience().expect("readable"));
        let names: Vec<String> = world.read(move |tx| Ok(announcement::recipients(tx, &by, &audience, None, 10)?)).into_iter().map(|r| r.name).collect();
        assert_eq!(names.len(), 3);
        let one = commit(&world, &wu, &one, &seen.fingerprint).expect("committed");
        assert_eq!((one.state, one.recipients, one.release_at), (State::Committed, 3, Some(world.now().plus_seconds(600))));
        assert_eq!(world.subjects(&lin), Vec::<String>::new());
        assert_eq!(write(&world), 3);
        assert_eq!([&lin, &zhou].map(|who| world.subjects(who)), [["Round opens"], ["Round opens"]]);
        assert_eq!(states(&world), [LetterState::Held; 2]);
        world.later(601);
        assert_eq!(states(&world), [LetterState::Waiting; 2]);
        let id = one.id;
        let progress = world.read(move |tx| Ok(announcement::progress(tx, id)?));
        assert_eq!((progress.written, progress.batches, progress.sent, progress.waiting), (1, 1, 0, 2));
    }

    fn an_audience_that_changed_since_the_preview_is_refused_with_the_new_count(world: World) {
        let wu = world.cast.wu_min.clone();
        let one = written(&world, &wu, &to_roles(&[Role::Teacher]));
        let seen = preview(&world, &wu, &one);
        let xu = world.cast.xu_lan.person_id;
        world.act(move |tx| Ok(tx.execute("UPDATE membership SET state = 'ended' WHERE person_id = $1", db::params![xu])?)).expect("ended");
        let refused = commit(&world, &wu, &one, &seen.fingerprint).expect_err("refused");
        assert_eq!(refused.breaches()[0].said.en, "The recipients have changed: they are 2 now, not those of the preview. Please look again, then commit");
        assert_eq!((write(&world), world.letters().len()), (0, 0));
    }

    fn what_is_recalled_in_time_reaches_nobody(world: World) {
        let (wu, lin) = (world.cast.wu_min.clone(), world.cast.lin_mei.clone());
        let one = committed(&world, &wu, &to_roles(&[Role::Teacher]));
        write(&world);
        assert_eq!(world.subjects(&lin).len(), 1);
        let recalled = recall(&world, &wu, one.id).expect("recalled");
        assert_eq!((recalled.state, world.subjects(&lin)), (State::Recalled, vec![]));
        assert_eq!(states(&world), [LetterState::Recalled; 3]);
        world.later(3_600);
        crate::world::runtime().block_on(async {
            assert!(!mail::deliver_next(&world.base.db, &mail::Transport::Outbox, "").await.expect("read"), "nothing is due");
        });
        assert!(matches!(recall(&world, &wu, one.id), Err(Refusal::NotOpen { .. })));
    }

    fn what_is_recalled_before_it_was_written_is_never_written(world: World) {
        let (wu, lin) = (world.cast.wu_min.clone(), world.cast.lin_mei.clone());
        let one = committed(&world, &wu, &to_roles(&[Role::Teacher]));
        recall(&world, &wu, one.id).expect("recalled");
        assert_eq!((write(&world), world.subjects(&lin)), (0, vec![]));
    }

    fn after_the_time_of_recall_only_what_has_not_left_is_taken_back(world: World) {
        let wu = world.cast.wu_min.clone();
        let one = committed(&world, &wu, &to_roles(&[Role::Teacher]));
        write(&world);
        world.later(601);
        crate::world::runtime().block_on(async {
            assert!(mail::deliver_next(&world.base.db, &mail::Transport::Outbox, "").await.expect("sent"));
        });
        recall(&world, &wu, one.id).expect("recalled");
        let mut all = states(&world);
        all.sort();
        assert_eq!(all, [LetterState::Sent, LetterState::Recalled, LetterState::Recalled]);
    }

    fn letters_of_an_announcement_keep_nobody_waiting_for_a_password(world: World) {
        let wu = world.cast.wu_min.clone();
        committed(&world, &wu, &to_roles(&[Role::Teacher]));
        write(&world);
        world.later(601);
        world.act(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
        crate::world::runtime().block_on(async {
            mail::deliver_next(&world.base.db, &mail::Transport::Outbox, "").await.expect("sent");
        });
        let sent: Vec<String> = world.letters().into_iter().filter(|letter| letter.sent_at.is_some()).map(|letter| letter.kind).collect();
        assert_eq!(sent, ["account.reset"]);
    }

    fn a_house_writes_to_its_own_only_and_sees_its_own_only(world: World) {
        let (wang, zhao, wu) = (world.cast.wang_jianguo.clone(), world.cast.zhao_lei.clone(), world.cast.wu_min.clone());
        let count = |actor: &Actor| preview(&world, actor, &written(&world, actor, &to_roles(&[]))).recipients;
        let of = |house: kernel::OrganisationId| -> u64 {
            world.read(move |tx| Ok(tx.one::<(u64,)>("SELECT COUNT(DISTINCT person_id) FROM membership WHERE organisation_id = $1 AND state = 'active'", db::params![house])?)).0
        };
        assert_eq!(count(&wang), of(world.cast.nanjiang));
        assert_eq!(count(&zhao), of(world.cast.meridian));
        let one = written(&world, &wang, &to_roles(&[Role::Teacher]));
        for other in [&zhao, &wu] {
            let seen = preview(&world, &wang, &one).fingerprint;
            assert!(matches!(commit(&world, other, &one, &seen), Err(Refusal::NotFound)));
        }
        let teacher = world.cast.lin_mei.clone();
        let refused = world.act(move |tx| announcement::create(tx, &teacher, &to_roles(&[Role::Teacher])));
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })));
    }

    fn an_audience_that_cannot_be_read_is_nobody_and_the_draft_can_be_thrown_away(world: World) {
        let wu = world.cast.wu_min.clone();
        let one = written(&world, &wu, &to_roles(&[Role::Teacher]));
        let seen = preview(&world, &wu, &one);
        let id = one.id;
        world.act(move |tx| Ok(tx.execute("UPDATE announcement SET audience = '{\"kind\":\"members_of_old\"}' WHERE id = $1", db::params![id])?)).expect("spoilt");
        assert!(matches!(commit(&world, &wu, &one, &seen.fingerprint), Err(Refusal::Fault(_))));
        let (by, spoilt) = (wu.clone(), Announcement { audience: "{}".into(), ..one });
        assert!(matches!(world.act(move |tx| announcement::preview(tx, &by, &spoilt)), Err(Refusal::Fault(_))));
        assert_eq!((write(&world), world.letters().len()), (0, 0));
        world.act(move |tx| announcement::discard(tx, &wu, id)).expect("thrown away");
    }

    fn nothing_beyond_the_own_reach_can_be_named(world: World) {
        let (zhao, wang, beiyuan) = (world.cast.zhao_lei.clone(), world.cast.wang_jianguo.clone(), world.cast.beiyuan);
        let strange = Audience::Members { roles: vec![], province: String::new(), organisations: vec![beiyuan] };
        let by = wang.clone();
        let refused = world.act(move |tx| announcement::create(tx, &by, &Draft { audience: strange, ..to_roles(&[]) })).expect_err("refused");
        assert_eq!(refused.breaches()[0].field, "organisations");
        let guideline = Audience::Applicants { guideline: kernel::GuidelineId::nil() };
        let refused = world.act(move |tx| announcement::create(tx, &zhao, &Draft { audience: guideline, ..to_roles(&[]) }));
        assert!(matches!(refused, Err(Refusal::NotFound)));
    }

    fn many_are_written_in_batches_and_each_once_by_two_copies(world: World) {
        let (wu, lin) = (world.cast.wu_min.clone(), world.cast.lin_mei.person_id);
        // 1,200 more teachers: seven batches.
        world.act(move |tx| {
            let model = directory::person(tx, lin)?;
            let house = directory::memberships_of(tx, lin)?.remove(0);
            let now = tx.now();
            let people: Vec<directory::Person> = (0..1_200).map(|n| directory::Person { id: kernel::PersonId::at(now), email: format!("t{n}@demo.xieyu"), ..model.clone() }).collect();
            let held: Vec<directory::Membership> = people.iter().map(|person| directory::Membership { id: kernel::MembershipId::at(now), person_id: person.id, ..house.clone() }).collect();
            db::bulk_insert(tx, &people)?;
            Ok(db::bulk_insert(tx, &held)?)
        }).expect("there");
        let one = committed(&world, &wu, &to_roles(&[Role::Teacher]));
        assert_eq!(one.recipients, 1_203);
        let other = world.base.open_again();
        std::thread::scope(|scope| {
            let here = scope.spawn(|| write(&world));
            crate::world::runtime().block_on(messages::write_announcements(&other)).expect("written");
            here.join().expect("no panic");
        });
        let (messages, people): (i64, i64) = world.read(|tx| Ok(tx.one("SELECT COUNT(*), COUNT(DISTINCT person_id) FROM message", &[])?));
        assert_eq!((messages, people, world.read(|tx| Ok(mail::waiting(tx)?)).0), (1_203, 1_203, 1_203));
    }
}

/// The table in print, beside its diagram in the README.
#[test]
fn every_state_with_every_step() {
    insta::assert_snapshot!(announcement::state::pairs());
    let readme = include_str!("../../README.md");
    assert!(
        readme.contains(&announcement::state::diagram()),
        "the diagram of the README:\n{}",
        announcement::state::diagram()
    );
    assert_eq!(State::ALL.len(), 4);
}
