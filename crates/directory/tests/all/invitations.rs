use std::sync::Barrier;

use directory::state::MembershipStep as Step;
use directory::{InvitationForm, MembershipState};
use kernel::{Actor, OrganisationId, Refusal, Role};

use crate::world::{MIGRATIONS, World, broken, enterprise};

testing::both_databases! {
    with MIGRATIONS;

    fn an_invitation_is_accepted_once_and_sets_the_password_of_somebody_new(world: World) {
        invite(&world, &world.cast.wang_jianguo.clone(), world.cast.nanjiang, Role::UniversityFinance, "new@nanjiang.example").expect("invited");
        let secret = world.secret_sent_to("new@nanjiang.example");
        let first = secret.clone();
        assert_eq!(broken(world.write(move |tx| directory::answer_invitation(tx, &first, true, None))), ["password"]);
        let first = secret.clone();
        let new = Some(("钱程".to_owned(), directory::hash_password_cheaply("ten-letters-long")));
        let person = world.write(move |tx| directory::answer_invitation(tx, &first, true, new)).expect("accepted");
        assert_eq!(person.name, "钱程");
        let again = world.write(move |tx| directory::answer_invitation(tx, &secret, true, None));
        assert!(matches!(again, Err(Refusal::NotFound)));
        let (id, nanjiang) = (person.id, world.cast.nanjiang);
        assert!(world.read(move |tx| Ok(directory::membership_of(tx, id, nanjiang, Role::UniversityFinance)?)).is_some());
    }

    fn a_05_an_invited_teacher_adds_the_proof_that_the_invitation_did_not_ask_for(world: World) {
        invite(&world, &world.cast.wang_jianguo.clone(), world.cast.nanjiang, Role::Teacher, "he@nanjiang.example").expect("invited");
        let secret = world.secret_sent_to("he@nanjiang.example");
        let new = Some(("何老师".to_owned(), directory::hash_password_cheaply("ten-letters-long")));
        let person = world.write(move |tx| directory::answer_invitation(tx, &secret, true, new)).expect("accepted");
        let he = Actor::person(person.id, &person.name, None);
        let prove = |shown: directory::Qualification| {
            let he = he.clone();
            world.write(move |tx| directory::prove_qualification(tx, &he, &shown))
        };
        let scan = files::Stored { sha256: "ab".repeat(32), bytes: 9, kind: files::Kind::Pdf, name: "资格证.pdf".into() };
        assert_eq!(broken(prove(directory::Qualification::default())), ["certificate_number"]);
        let number = directory::Qualification { certificate_number: "2015".into(), ..Default::default() };
        assert_eq!(broken(prove(number.clone())), ["A-05"]);
        prove(directory::Qualification { proofs: [Some(scan), None], ..number }).expect("number and scan are there");
        let id = person.id;
        assert_eq!(world.read(move |tx| directory::qualification(tx, id)), ("2015".to_owned(), true, false));
    }

    fn a_second_letter_replaces_the_first(world: World) {
        let wang = world.cast.wang_jianguo.clone();
        invite(&world, &wang, world.cast.nanjiang, Role::Teacher, "zheng.hai@demo.xieyu").expect("invited");
        let old = world.secret_sent_to("zheng.hai@demo.xieyu");
        world.base.clock.move_to(world.base.clock.now().plus_seconds(60));
        invite(&world, &wang, world.cast.nanjiang, Role::Teacher, "zheng.hai@demo.xieyu").expect("invited again");
        assert!(matches!(world.write(move |tx| directory::answer_invitation(tx, &old, true, None)), Err(Refusal::NotFound)));
        let new = world.secret_sent_to("zheng.hai@demo.xieyu");
        world.write(move |tx| directory::answer_invitation(tx, &new, true, None)).expect("accepted");
    }

    fn an_invitation_ends_after_fourteen_days(world: World) {
        invite(&world, &world.cast.zhao_lei.clone(), world.cast.meridian, Role::EnterpriseReviewer, "late@meridian.example").expect("invited");
        let secret = world.secret_sent_to("late@meridian.example");
        world.base.clock.move_to(world.base.clock.now().plus_days(14));
        assert!(matches!(world.write(move |tx| directory::answer_invitation(tx, &secret, false, None)), Err(Refusal::NotFound)));
    }

    fn administrators_invite_only_into_their_own_organisation_and_its_roles(world: World) {
        let zhao = world.cast.zhao_lei.clone();
        let elsewhere = invite(&world, &zhao, world.cast.bluebrook, Role::EnterpriseReviewer, "a@b.example");
        assert!(matches!(elsewhere, Err(Refusal::Forbidden { .. })));
        assert_eq!(broken(invite(&world, &zhao, world.cast.meridian, Role::ProgrammeOffice, "a@b.example")), ["role"]);
        assert_eq!(broken(invite(&world, &zhao, world.cast.meridian, Role::EnterpriseReviewer, "sun.yue@demo.xieyu")), ["email"]);
    }

    fn the_last_administrator_cannot_be_taken_away_even_by_the_office(world: World) {
        let wang = membership(&world, &world.cast.wang_jianguo.clone());
        for actor in [world.cast.wang_jianguo.clone(), world.cast.wu_min.clone()] {
            assert_eq!(broken(world.write(move |tx| directory::step_membership(tx, &actor, wang, Step::End, ""))), [""]);
        }
        let li = membership(&world, &world.cast.li_fang.clone());
        let actor = world.cast.wang_jianguo.clone();
        let ended = world.write(move |tx| directory::step_membership(tx, &actor, li, Step::End, "离职")).expect("a finance officer may go");
        assert_eq!(ended.state, MembershipState::Ended);
    }

    fn a_letter_of_somebody_elses_registration_sets_no_password_after_an_invitation_was_accepted(world: World) {
        let (wang, nanjiang) = (world.cast.wang_jianguo.clone(), world.cast.nanjiang);
        invite(&world, &wang, nanjiang, Role::UniversityFinance, "he.lin@morning.example").expect("invited");
        let invitation = world.secret_sent_to("he.lin@morning.example");
        world.later(60);
        world.register(enterprise()).expect("somebody registers with the same address and a password of their own");
        let confirmation = world.secret_sent_to("he.lin@morning.example");
        assert_ne!(invitation, confirmation);
        let chosen = Some(("何琳".to_owned(), directory::hash_password_cheaply("chosen-by-herself")));
        let person = world.write(move |tx| directory::answer_invitation(tx, &invitation, true, chosen)).expect("accepted");
        let late = world.write(move |tx| directory::confirm_address(tx, &confirmation));
        assert!(matches!(late, Err(Refusal::NotFound)), "{late:?}");
        let hash = world.read(move |tx| directory::person(tx, person.id)).password_hash;
        assert!(directory::verify_password("chosen-by-herself", &hash));
    }

    fn two_administrators_who_end_each_other_at_once_leave_one(world: World) {
        let (wang, nanjiang) = (world.cast.wang_jianguo.clone(), world.cast.nanjiang);
        invite(&world, &wang, nanjiang, Role::UniversityAdministrator, "zhou.yuan@demo.xieyu").expect("invited");
        let secret = world.secret_sent_to("zhou.yuan@demo.xieyu");
        world.write(move |tx| directory::answer_invitation(tx, &secret, true, None)).expect("accepted");
        let hat = kernel::Hat { role: Role::UniversityAdministrator, organisation_id: nanjiang };
        let zhou = Actor { hat: Some(hat), ..world.cast.zhou_yuan.clone() };
        let (of_wang, of_zhou) = (membership(&world, &wang), membership(&world, &zhou));
        let start = Barrier::new(2);
        let ended = std::thread::scope(|scope| {
            let one = |actor: Actor, target| {
                let (db, start) = (world.db().clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    db.write_now(move |tx| directory::step_membership(tx, &actor, target, Step::End, "")).is_ok()
                })
            };
            [one(wang, of_zhou), one(zhou, of_wang)].map(|thread| thread.join().expect("it does not panic"))
        });
        assert_eq!(ended.iter().filter(|ended| **ended).count(), 1, "{ended:?}");
        assert_eq!(world.read(move |tx| Ok(directory::people_with(tx, nanjiang, Role::UniversityAdministrator)?)).len(), 1);
    }
}

fn invite(
    world: &World,
    by: &Actor,
    organisation: OrganisationId,
    role: Role,
    email: &str,
) -> Result<directory::Membership, Refusal> {
    let (by, email) = (by.clone(), email.to_owned());
    let form = InvitationForm { role, name: "新人".into(), email, school: String::new() };
    world.write(move |tx| directory::invite(tx, &by, organisation, &form))
}

fn membership(world: &World, actor: &Actor) -> kernel::MembershipId {
    let (person, hat) = (actor.person_id, actor.hat.expect("a hat"));
    world
        .read(move |tx| Ok(directory::membership_of(tx, person, hat.organisation_id, hat.role)?))
        .expect("an active role")
        .id
}
