use directory::{CreditEventKind, OrganisationState as State};
use kernel::{Money, Refusal};

use crate::world::{MIGRATIONS, World, broken, enterprise};

testing::both_databases! {
    with MIGRATIONS;

    fn a_registered_enterprise_is_verified_with_evidence_and_leaves_a_trace(world: World) {
        let (organisation, _) = world.registered();
        let (office, id) = (world.cast.wu_min.clone(), organisation.id);
        assert_eq!((organisation.state, organisation.province.as_str()), (State::Registered, "31"));
        assert_eq!(world.letters_to("wu.min@demo.xieyu"), ["organisation.registered"]);
        let waiting = world.read({ let office = office.clone(); move |tx| Ok(directory::todo(tx, &office)?) });
        assert_eq!(waiting.iter().map(|t| t.subject.as_str()).collect::<Vec<_>>(), ["晨星教育科技有限公司"]);

        let by = office.clone();
        assert_eq!(broken(world.write(move |tx| directory::verify(tx, &by, id, " "))), ["evidence"]);
        let by = office.clone();
        world.write(move |tx| directory::verify(tx, &by, id, "与公示系统一致，2024-09-02")).expect("verified");
        assert_eq!(world.state_of(id), State::Verified);
        let by = office.clone();
        assert!(matches!(world.write(move |tx| directory::verify(tx, &by, id, "再次")), Err(Refusal::NotOpen { .. })));
        assert_eq!(world.acts_on(id.0), ["organisation.register", "organisation.verify"]);
        assert_eq!(world.letters_to("he.lin@morning.example"), ["account.confirm", "organisation.verified"]);
    }

    fn only_the_office_verifies_and_strangers_do_not_learn_of_a_registration(world: World) {
        let (organisation, contact) = world.registered();
        let id = organisation.id;
        assert!(matches!(world.write(move |tx| directory::verify(tx, &contact, id, "自己")), Err(Refusal::Forbidden { .. })));
        let stranger = world.cast.zhao_lei.clone();
        assert!(matches!(world.write(move |tx| directory::verify(tx, &stranger, id, "别人")), Err(Refusal::NotFound)));
    }

    fn a_returned_registration_is_corrected_and_handed_in_again(world: World) {
        let (organisation, contact) = world.registered();
        let (office, id) = (world.cast.wu_min.clone(), organisation.id);
        world.write(move |tx| directory::return_for_completion(tx, &office, id, "简介过短")).expect("returned");
        let waiting = world.read({ let contact = contact.clone(); move |tx| Ok(directory::todo(tx, &contact)?) });
        assert_eq!(waiting.len(), 1);
        let by = contact.clone();
        let form = directory::EnterpriseForm { about: "面向高校的教学软件与师资培训".into(), ..enterprise() };
        let edited = world.write(move |tx| directory::edit_enterprise(tx, &by, id, 1, &form)).expect("edited");
        assert_eq!(edited.revision, 2);
        let by = contact.clone();
        let stale = world.write(move |tx| directory::edit_enterprise(tx, &by, id, 1, &enterprise()));
        assert!(matches!(stale, Err(Refusal::Overtaken)));
        world.write(move |tx| directory::resubmit(tx, &contact, id)).expect("handed in");
        assert_eq!(world.state_of(id), State::Registered);
    }

    fn e_03_too_little_capital_keeps_an_enterprise_from_being_verified_until_it_is_waived(world: World) {
        let form = directory::EnterpriseForm { paid_in_capital: Money::from_yuan(4_999_999), ..enterprise() };
        let id = world.register(form).expect("it registers").id;
        let office = world.cast.wu_min.clone();
        let by = office.clone();
        assert_eq!(broken(world.write(move |tx| directory::verify(tx, &by, id, "公示系统"))), ["E-03"]);
        let by = office.clone();
        world.write(move |tx| directory::waive_capital(tx, &by, id, "国家级专精特新企业")).expect("waived");
        world.write(move |tx| directory::verify(tx, &office, id, "公示系统")).expect("verified");
    }

    fn e_05_a_credit_event_counts_until_it_is_settled_once(world: World) {
        let (office, id) = (world.cast.wu_min.clone(), world.cast.meridian);
        let by = office.clone();
        let event = world.write(move |tx| directory::note_credit_event(tx, &by, id, CreditEventKind::NonPayment, "逾期 90 天")).expect("noted");
        assert_eq!(world.read(move |tx| Ok(directory::open_credit_events(tx, id)?)).len(), 1);
        let by = office.clone();
        world.write(move |tx| directory::settle_credit_event(tx, &by, id, event, "已全额拨付")).expect("settled");
        assert_eq!(world.read(move |tx| Ok(directory::open_credit_events(tx, id)?)).len(), 0);
        let again = world.write(move |tx| directory::settle_credit_event(tx, &office, id, event, "再次了结"));
        assert!(matches!(again, Err(Refusal::Overtaken)));
    }

    fn a_08_only_the_universitys_administrator_sets_its_limits(world: World) {
        let (id, wang, gao) = (world.cast.nanjiang, world.cast.wang_jianguo.clone(), world.cast.gao_ning.clone());
        world.write(move |tx| directory::set_limits(tx, &wang, id, &[Some(1), Some(2), Some(6), Some(2)])).expect("set");
        let profile = world.read(move |tx| directory::university_profile(tx, id));
        assert_eq!((profile.per_person_and_round, profile.per_enterprise_and_type), (Some(1), Some(2)));
        assert!(matches!(world.write(move |tx| directory::set_limits(tx, &gao, id, &[None; 4])), Err(Refusal::Forbidden { .. })));
    }
}
