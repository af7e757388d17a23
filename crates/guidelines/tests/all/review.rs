//! Experts: who may be asked, what they must say first, and what they can do then. Rule G-09.

use guidelines::actions::{self, Opinion};
use guidelines::rules::Interest;
use guidelines::state::State;
use kernel::{PersonId, Refusal};

use crate::world::{MIGRATIONS, World, broken, content, opinion};

testing::both_databases! {
    with MIGRATIONS;

    fn g_09_an_expert_who_belongs_to_the_enterprise_is_refused(world: World) {
        let draft = world.whole_draft(None, false, content());
        let cast = world.cast.clone();
        world.write({ let contact = cast.contact.clone(); move |tx| actions::submit(tx, &contact, draft.id) }).expect("submitted");
        let assign = |experts: Vec<PersonId>| { let office = cast.office.clone(); world.write(move |tx| actions::assign(tx, &office, draft.id, &experts)) };
        assert_eq!(broken(assign(vec![cast.insider.person_id])), [("G-09", "reviewer_id".to_owned())]);
        assert_eq!(broken(assign(vec![cast.expert.person_id, cast.insider.person_id])), [("G-09", "reviewer_id".to_owned())]);
        assert_eq!(broken(assign(vec![cast.teacher.person_id])), [("", "reviewer_id".to_owned())]);
        assert_eq!(broken(assign(Vec::new())), [("", "reviewer_id".to_owned())]);
        assert_eq!(world.state_of(draft.id), State::Submitted);
        assign(vec![cast.expert.person_id, cast.expert.person_id]).expect("assigned once");
        assert_eq!(world.state_of(draft.id), State::UnderReview);
    }

    fn g_09_an_expert_answers_the_question_first_and_one_with_an_interest_cannot_review(world: World) {
        let guideline = world.under_review(None, false);
        let expert = world.cast.expert.clone();
        let review = |world: &World| { let expert = expert.clone(); world.write(move |tx| actions::hand_in_review(tx, &expert, guideline.id, &opinion())) };
        let declare = |answer, text: &'static str| { let expert = expert.clone(); world.write(move |tx| actions::declare_interest(tx, &expert, guideline.id, answer, text)) };
        assert_eq!(broken(review(&world)), [("G-09", "reviewer_id".to_owned())]);
        declare(Interest::None, "").expect("declared");
        assert_eq!(broken(declare(Interest::NotAsked, "")), [("G-09", "conflict".to_owned())]);
        assert_eq!(review(&world).expect("reviewed").mean_score(), Some(81));
    }

    fn g_09_a_declared_interest_needs_its_kind_and_cannot_be_taken_back(world: World) {
        let guideline = world.under_review(None, false);
        let expert = world.cast.expert.clone();
        let declare = |answer, text: &'static str| { let expert = expert.clone(); world.write(move |tx| actions::declare_interest(tx, &expert, guideline.id, answer, text)) };
        assert_eq!(broken(declare(Interest::Declared, " ")), [("G-09", "conflict_text".to_owned())]);
        declare(Interest::Declared, "持有该企业股份").expect("declared");
        declare(Interest::Declared, "持有该企业股份").expect("sent twice changes nothing");
        assert_eq!(broken(declare(Interest::None, "")), [("G-09", "conflict".to_owned())]);
        let expert = world.cast.expert.clone();
        assert_eq!(broken(world.write(move |tx| actions::hand_in_review(tx, &expert, guideline.id, &opinion()))), [("G-09", "reviewer_id".to_owned())]);
        // Nobody independent is left, so nothing can be approved; another expert helps.
        let cast = world.cast.clone();
        assert_eq!(broken(world.write({ let office = cast.office.clone(); move |tx| actions::approve(tx, &office, guideline.id, "") })), [("G-09", String::new())]);
        world.write({ let cast = cast.clone(); move |tx| actions::add_experts(tx, &cast.office, guideline.id, &[cast.second_expert.person_id]) }).expect("added");
        world.write({ let expert = cast.second_expert.clone(); move |tx| {
            actions::declare_interest(tx, &expert, guideline.id, Interest::None, "")?;
            actions::hand_in_review(tx, &expert, guideline.id, &opinion())
        } }).expect("reviewed");
        world.write(move |tx| actions::approve(tx, &cast.office, guideline.id, "")).expect("approved");
        assert!(world.letters().contains(&"guideline.conflict".to_owned()));
    }

    fn g_09_whoever_declared_an_interest_in_an_enterprise_is_asked_about_none_of_its_guidelines_again(world: World) {
        let (first, second) = (world.under_review(None, false), world.whole_draft(None, false, content()));
        let cast = world.cast.clone();
        world.write({ let cast = cast.clone(); move |tx| {
            actions::declare_interest(tx, &cast.expert, first.id, Interest::Declared, "持有该企业股份")?;
            actions::release_expert(tx, &cast.office, first.id, cast.expert.person_id)
        } }).expect("declared and taken out");
        let again = { let cast = cast.clone(); world.write(move |tx| actions::add_experts(tx, &cast.office, first.id, &[cast.expert.person_id])) };
        assert_eq!(broken(again), [("G-09", "reviewer_id".to_owned())]);
        world.write({ let contact = cast.contact.clone(); move |tx| actions::submit(tx, &contact, second.id) }).expect("submitted");
        let assign = |person: PersonId| { let office = cast.office.clone(); world.write(move |tx| actions::assign(tx, &office, second.id, &[person])) };
        assert_eq!(broken(assign(cast.expert.person_id)), [("G-09", "reviewer_id".to_owned())]);
        assign(cast.second_expert.person_id).expect("whoever declared nothing is asked");
    }

    fn g_09_a_declared_interest_ends_the_other_reviews_of_the_same_enterprise(world: World) {
        let (first, second) = (world.under_review(None, false), world.under_review(None, false));
        let cast = world.cast.clone();
        world.write({ let expert = cast.expert.clone(); move |tx| {
            actions::declare_interest(tx, &expert, second.id, Interest::None, "")?;
            actions::hand_in_review(tx, &expert, second.id, &opinion())?;
            actions::declare_interest(tx, &expert, first.id, Interest::Declared, "持有该企业股份")
        } }).expect("declared");
        let told = world.letters().iter().filter(|kind| *kind == "guideline.conflict").count();
        assert!(told >= 2, "the office hears of both guidelines");
        let expert = cast.expert.clone();
        assert_eq!(broken(world.write(move |tx| actions::hand_in_review(tx, &expert, second.id, &opinion()))), [("G-09", "reviewer_id".to_owned())]);
        let expert = cast.expert.clone();
        assert_eq!(broken(world.write(move |tx| actions::declare_interest(tx, &expert, second.id, Interest::None, ""))), [("G-09", "conflict".to_owned())]);
        // What was written before carries no approval.
        assert_eq!(broken(world.write(move |tx| actions::approve(tx, &cast.office, second.id, ""))), [("G-09", String::new())]);
    }

    fn an_approval_waits_for_every_expert_who_was_asked_unless_taken_out(world: World) {
        let guideline = world.under_review(None, false);
        let cast = world.cast.clone();
        world.write({ let cast = cast.clone(); move |tx| actions::add_experts(tx, &cast.office, guideline.id, &[cast.second_expert.person_id]) }).expect("added");
        world.reviewed(guideline.id);
        let approve = |world: &World| { let office = cast.office.clone(); world.write(move |tx| actions::approve(tx, &office, guideline.id, "")) };
        assert_eq!(broken(approve(&world)), [("G-09", String::new())]);
        let release = |world: &World| { let cast = cast.clone(); world.write(move |tx| actions::release_expert(tx, &cast.office, guideline.id, cast.second_expert.person_id)) };
        release(&world).expect("taken out");
        assert!(matches!(release(&world), Err(Refusal::Overtaken)));
        approve(&world).expect("approved");
    }

    fn scores_outside_0_to_100_and_an_empty_opinion_are_named_at_once(world: World) {
        let guideline = world.under_review(None, false);
        let expert = world.cast.expert.clone();
        let wrong = Opinion { fit: -1, support: 101, comment: " ".into(), ..opinion() };
        let found = broken(world.write(move |tx| {
            actions::declare_interest(tx, &expert, guideline.id, Interest::None, "")?;
            actions::hand_in_review(tx, &expert, guideline.id, &wrong)
        }));
        assert_eq!(found, [("", "fit".to_owned()), ("", "support".to_owned()), ("", "comment".to_owned())]);
    }

    fn an_expert_who_is_not_assigned_learns_nothing(world: World) {
        let guideline = world.under_review(None, false);
        let stranger = world.cast.second_expert.clone();
        assert!(matches!(world.write(move |tx| actions::hand_in_review(tx, &stranger, guideline.id, &opinion())), Err(Refusal::NotFound)));
        let rival = world.cast.rival.clone();
        assert!(matches!(world.write(move |tx| actions::submit(tx, &rival, guideline.id)), Err(Refusal::NotFound)));
    }

    fn g_09_somebody_of_the_office_who_works_for_the_enterprise_does_not_decide(world: World) {
        let guideline = world.under_review(None, false);
        world.reviewed(guideline.id);
        let insider = world.cast.office_insider.clone();
        assert_eq!(broken(world.write(move |tx| actions::approve(tx, &insider, guideline.id, ""))), [("G-09", String::new())]);
        let office = world.cast.office.clone();
        world.write(move |tx| actions::approve(tx, &office, guideline.id, "")).expect("approved by another");
    }
}
