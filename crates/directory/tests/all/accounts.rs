use directory::Recogniser;
use directory::state::MembershipStep as Step;
use kernel::{MembershipId, PersonId, Refusal, Role};
use web::Identify;

use crate::world::{MIGRATIONS, World};

const TEST: mail::Template =
    mail::Template::new("test", mail::Topic::Organisation, kernel::say("甲", "A"), kernel::say("甲", "A"));

testing::both_databases! {
    with MIGRATIONS;

    fn a_session_ends_twelve_hours_after_its_last_use(world: World) {
        let secret = log_in(&world, world.cast.lin_mei.person_id);
        assert_eq!(role_of(&world, &secret), Some(Role::Teacher));
        world.later(12 * 3600 - 1);
        assert_eq!(role_of(&world, &secret), Some(Role::Teacher));
        wait_until_noted(&world, &secret);
        world.later(12 * 3600 - 1);
        assert_eq!(role_of(&world, &secret), Some(Role::Teacher));
        wait_until_noted(&world, &secret);
        world.later(12 * 3600);
        assert_eq!(role_of(&world, &secret), None);
    }

    fn a_session_ends_after_fourteen_days_however_much_it_is_used(world: World) {
        let secret = log_in(&world, world.cast.lin_mei.person_id);
        for _ in 0..28 {
            assert!(role_of(&world, &secret).is_some());
            world.later(12 * 3600 - 60);
            if role_of(&world, &secret).is_some() { wait_until_noted(&world, &secret) }
        }
        world.later(28 * 60);
        assert_eq!(role_of(&world, &secret), None);
    }

    fn a_role_that_ended_is_no_longer_worn_and_another_one_is(world: World) {
        let li = world.cast.li_fang.person_id;
        let secret = log_in(&world, li);
        assert_eq!(role_of(&world, &secret), Some(Role::UniversityFinance));
        let (wang, id) = (world.cast.wang_jianguo.clone(), first_membership(&world, li));
        world.write(move |tx| directory::step_membership(tx, &wang, id, Step::End, "离职")).expect("ended");
        assert_eq!(role_of(&world, &secret), None);
        let visitor = visitor(&world, &secret).expect("still logged in");
        assert_eq!((visitor.actor.hat, visitor.hats.len()), (None, 0));
    }

    fn logging_out_everywhere_ends_every_session(world: World) {
        let lin = world.cast.lin_mei.clone();
        let both = [log_in(&world, lin.person_id), log_in(&world, lin.person_id)];
        let others = log_in(&world, world.cast.zhou_yuan.person_id);
        assert_eq!(world.write(move |tx| directory::log_out_everywhere(tx, &lin)).expect("out"), 2);
        assert!(both.iter().all(|secret| visitor(&world, secret).is_none()));
        assert!(visitor(&world, &others).is_some());
    }

    fn a_reset_link_sets_a_password_once_within_an_hour_and_ends_all_sessions(world: World) {
        let session = log_in(&world, world.cast.lin_mei.person_id);
        world.write(|tx| directory::ask_reset(tx, " Lin.Mei@demo.xieyu ")).expect("asked");
        let secret = world.secret_sent_to("lin.mei@demo.xieyu");
        world.later(60);
        let hash = directory::hash_password_cheaply("a-new-password");
        let (first, new) = (secret.clone(), hash.clone());
        world.write(move |tx| directory::reset_password(tx, &first, &new)).expect("set");
        assert!(visitor(&world, &session).is_none());
        let id = world.cast.lin_mei.person_id;
        let stored = world.read(move |tx| directory::person(tx, id)).password_hash;
        assert!(directory::verify_password("a-new-password", &stored));
        assert!(matches!(world.write(move |tx| directory::reset_password(tx, &secret, &hash)), Err(Refusal::NotFound)));
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["account.reset", "account.password_reset"]);
    }

    fn a_reset_link_is_too_old_after_an_hour_and_unknown_addresses_get_no_letter(world: World) {
        world.write(|tx| directory::ask_reset(tx, "nobody@demo.xieyu")).expect("answered alike");
        assert_eq!(world.letters_to("nobody@demo.xieyu"), [""; 0]);
        world.write(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
        let secret = world.secret_sent_to("lin.mei@demo.xieyu");
        world.later(3600);
        assert!(matches!(world.write(move |tx| directory::reset_password(tx, &secret, "x")), Err(Refusal::NotFound)));
    }

    fn a_hat_is_worn_only_by_its_owner(world: World) {
        let (lin, zhou) = (world.cast.lin_mei.clone(), world.cast.zhou_yuan.person_id);
        let secret = log_in(&world, lin.person_id);
        let foreign = first_membership(&world, zhou);
        let session = world.read(move |tx| Ok(db::find_where::<directory::Session>(tx, "WHERE person_id = $1", db::params![lin.person_id])?)).expect("a session");
        let lin = world.cast.lin_mei.clone();
        assert!(matches!(world.write(move |tx| directory::wear(tx, &lin, session.id, foreign)), Err(Refusal::NotFound)));
        assert_eq!(role_of(&world, &secret), Some(Role::Teacher));
    }

    fn another_hat_gives_the_session_a_new_secret_and_the_old_one_opens_nothing(world: World) {
        let lin = world.cast.lin_mei.clone();
        let old = log_in(&world, lin.person_id);
        let own = first_membership(&world, lin.person_id);
        let id = lin.person_id;
        let session = world.read(move |tx| Ok(db::find_where::<directory::Session>(tx, "WHERE person_id = $1", db::params![id])?)).expect("a session");
        let new = world.write(move |tx| directory::wear(tx, &lin, session.id, own)).expect("worn");
        assert!(visitor(&world, &old).is_none());
        assert_eq!(role_of(&world, &new), Some(Role::Teacher));
    }

    fn letters_go_to_each_person_once_in_their_own_language(world: World) {
        let people = [world.cast.lin_mei.person_id, world.cast.zhou_yuan.person_id, world.cast.lin_mei.person_id];
        world.write(move |tx| Ok(directory::tell(tx, &people, &TEST, &[], "/")?)).expect("told");
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["test"]);
    }
}

fn log_in(world: &World, person: PersonId) -> String {
    world.write(move |tx| directory::log_in(tx, person, "Firefox · Linux", "127.0.0.1")).expect("logged in")
}

fn visitor(world: &World, secret: &str) -> Option<web::Visitor> {
    let (secret, recogniser) = (secret.to_owned(), Recogniser::new(world.db().clone()));
    world.read(move |tx| Ok(recogniser.by_session(tx, &secret)?))
}

fn role_of(world: &World, secret: &str) -> Option<Role> {
    visitor(world, secret)?.actor.role()
}

/// The last use is noted behind the request; the test waits for the note.
fn wait_until_noted(world: &World, secret: &str) {
    let now = world.base.clock.now();
    for _ in 0..2_000 {
        let seen: Vec<(kernel::Instant,)> = world.read(|tx| Ok(tx.query("SELECT seen_at FROM session", &[])?));
        if seen.iter().all(|(seen,)| *seen == now) {
            return;
        }
        let _ = visitor(world, secret);
        std::thread::yield_now();
    }
    panic!("the use of the session was never noted");
}

fn first_membership(world: &World, person: PersonId) -> MembershipId {
    world.read(move |tx| Ok(directory::memberships_of(tx, person)?))[0].id
}
