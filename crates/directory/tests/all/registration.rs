use std::sync::Barrier;

use directory::{MembershipState, PersonForm, Registrant};
use kernel::{Refusal, Role};

use crate::world::{MIGRATIONS, World, broken, enterprise, newcomer};

testing::both_databases! {
    with MIGRATIONS;

    fn e_01_a_branch_is_refused_and_e_06_names_what_is_missing_of_the_contact(world: World) {
        let form = directory::EnterpriseForm { legal_form: directory::rules::LegalForm::Branch, contact_phone: "12".into(), ..enterprise() };
        assert_eq!(broken(world.register(form)), ["E-06", "E-01"]);
    }

    fn e_04_a_code_is_registered_once(world: World) {
        world.registered();
        assert_eq!(broken(world.register(enterprise())), ["E-04"]);
    }

    fn e_04_of_two_who_register_the_same_code_at_once_one_wins(world: World) {
        let start = Barrier::new(2);
        let papers = (world.scan("营业执照"), world.scan("承诺书"));
        let won = std::thread::scope(|scope| {
            let one = |actor: kernel::Actor| {
                let (db, papers, start) = (world.db().clone(), papers.clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    let by = Registrant::Known(actor);
                    db.write_now(move |tx| directory::register_enterprise(tx, &by, &enterprise(), &papers.0, &papers.1)).is_ok()
                })
            };
            let both = [one(world.cast.zhao_lei.clone()), one(world.cast.qin_yue.clone())];
            both.map(|thread| thread.join().expect("it does not panic"))
        });
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
    }

    fn nobody_is_made_contact_by_an_address_that_somebody_else_typed(world: World) {
        let Registrant::New(new) = newcomer() else { panic!("somebody new") };
        let by = Registrant::New(directory::NewAccount { email: "zhao.lei@demo.xieyu".into(), ..new });
        let (licence, commitment) = (world.scan("营业执照"), world.scan("承诺书"));
        let id = world.write(move |tx| directory::register_enterprise(tx, &by, &enterprise(), &licence, &commitment)).expect("it registers").id;
        let zhao = world.cast.zhao_lei.person_id;
        assert_eq!(world.read(move |tx| Ok(directory::membership_of(tx, zhao, id, Role::EnterpriseContact)?)), None);
        assert_eq!(world.letters_to("zhao.lei@demo.xieyu"), ["membership.named"]);
    }

    fn a_new_teacher_confirms_the_address_and_is_approved_by_the_university(world: World) {
        let certificate = world.scan("教师资格证");
        let form = teacher(&world);
        let scan = certificate.clone();
        world.write(move |tx| directory::register_person(tx, &newcomer(), &form, [Some(&scan), None])).expect("asked");
        let person = world.confirmed("he.lin@morning.example");
        assert_eq!(world.letters_to("wang.jianguo@demo.xieyu"), ["membership.requested"]);
        let wang = world.cast.wang_jianguo.clone();
        let waiting = world.read({ let wang = wang.clone(); move |tx| Ok(directory::todo(tx, &wang)?) });
        assert_eq!(waiting.iter().map(|t| t.subject.as_str()).collect::<Vec<_>>(), ["何琳"]);

        let (id, nanjiang) = (person.person_id, world.cast.nanjiang);
        let requested = world.read(move |tx| Ok(db::find_where::<directory::Membership>(tx, "WHERE person_id = $1", db::params![id])?)).expect("a request");
        let (gao, membership) = (world.cast.gao_ning.clone(), requested.id);
        let other = world.write(move |tx| directory::step_membership(tx, &gao, membership, directory::state::MembershipStep::Approve, ""));
        assert!(matches!(other, Err(Refusal::NotFound)));
        world.write(move |tx| directory::step_membership(tx, &wang, membership, directory::state::MembershipStep::Approve, "")).expect("approved");
        let held = world.read(move |tx| Ok(directory::membership_of(tx, id, nanjiang, Role::Teacher)?)).expect("held");
        assert_eq!((held.state, held.school.as_str()), (MembershipState::Active, "光电工程学院"));
        let shown = world.read(move |tx| directory::qualification(tx, id));
        assert_eq!(shown, ("20243100071000001".to_owned(), true, false));
    }

    fn a_05_a_teacher_without_any_proof_is_refused(world: World) {
        let form = teacher(&world);
        assert_eq!(broken(world.write(move |tx| directory::register_person(tx, &newcomer(), &form, [None, None]))), ["A-05"]);
    }

    fn no_role_of_power_can_be_asked_for(world: World) {
        let form = PersonForm { role: Role::UniversityAdministrator, ..teacher(&world) };
        assert_eq!(broken(world.write(move |tx| directory::register_person(tx, &newcomer(), &form, [None, None]))), ["role"]);
    }

    fn registering_a_known_address_answers_the_same_and_tells_its_owner(world: World) {
        let Registrant::New(new) = newcomer() else { panic!("somebody new") };
        let by = Registrant::New(directory::NewAccount { email: "Lin.Mei@demo.xieyu".into(), ..new });
        let form = PersonForm { role: Role::Student, ..teacher(&world) };
        world.write(move |tx| directory::register_person(tx, &by, &form, [None, None])).expect("answered alike");
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["account.known"]);
        let id = world.cast.lin_mei.person_id;
        assert_eq!(world.read(move |tx| Ok(directory::memberships_of(tx, id)?)).len(), 1);
    }
}

fn teacher(world: &World) -> PersonForm {
    PersonForm {
        university: world.cast.nanjiang,
        role: Role::Teacher,
        school: "光电工程学院".into(),
        certificate_number: "20243100071000001".into(),
        title: "讲师".into(),
    }
}
