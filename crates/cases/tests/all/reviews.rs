//! Experts: assignment, interests, scores. Rule G-09.

use cases::actions::{self as a, Opinion};
use cases::state::call::CallStep;
use cases::state::{State, Step};
use directory::{ExpertiseForm, Membership, MembershipState};
use guidelines::rules::Interest;
use kernel::{Actor, CaseId, MembershipId, OrganisationId, Refusal, Role};

use crate::world::{MIGRATIONS, World, fields, opinion};

fn reviewing(world: &World) -> CaseId {
    let case = world.submitted(&world.cast.lin_mei, world.optics);
    world.call_step(CallStep::Review).unwrap();
    case.id
}

fn join(world: &World, who: &Actor, organisation_id: OrganisationId, role: Role) {
    let person_id = who.person_id;
    world
        .write(move |tx| {
            let now = tx.now();
            let (id, school, state) = (MembershipId::at(now), String::new(), MembershipState::Active);
            let row =
                Membership { id, person_id, organisation_id, role, school, state, state_since: now, created_at: now };
            Ok(db::insert(tx, &row)?)
        })
        .unwrap();
}

testing::both_databases! {
    with MIGRATIONS;

    fn experts_are_assigned_once_the_call_is_under_review(world: World) {
        let case = world.submitted(&world.cast.lin_mei, world.optics);
        let he = world.cast.he_zhiyuan.person_id;
        assert!(matches!(world.assign(case.id, &[he]), Err(Refusal::NotOpen { .. })));
        world.call_step(CallStep::Review).unwrap();
        assert_eq!(world.assign(case.id, &[he, he]).unwrap().state, State::ExpertReview);
        assert_eq!(world.letters().iter().filter(|kind| *kind == "case.assigned").count(), 1);
        let luo = world.cast.luo_cheng.person_id;
        let office = world.cast.wu_min.clone();
        world.write(move |tx| a::add_experts(tx, &office, case.id, &[luo])).unwrap();
    }

    fn g_09_team_members_people_of_the_house_and_employees_are_not_assigned(world: World) {
        let case = reviewing(&world);
        let he = world.cast.he_zhiyuan.clone();
        join(&world, &world.cast.lin_mei.clone(), world.cast.expert_group, Role::Expert);
        assert_eq!(fields(world.assign(case, &[world.cast.lin_mei.person_id])), [("G-09", "reviewer_id".to_owned())]);
        assert_eq!(fields(world.assign(case, &[world.cast.zhou_yuan.person_id])), [("", "reviewer_id".to_owned())], "no expert");
        let works = ExpertiseForm { employer: "南江大学".into(), ..ExpertiseForm::default() };
        world.write({ let he = he.clone(); move |tx| directory::set_expertise(tx, &he, 0, &works).map(drop) }).unwrap();
        assert_eq!(fields(world.assign(case, &[he.person_id])), [("G-09", "reviewer_id".to_owned())]);
        join(&world, &world.cast.luo_cheng.clone(), world.cast.meridian, Role::EnterpriseReviewer);
        assert_eq!(fields(world.assign(case, &[world.cast.luo_cheng.person_id])), [("G-09", "reviewer_id".to_owned())]);
    }

    fn scores_come_after_the_question_and_the_mean_follows_every_change(world: World) {
        let case = reviewing(&world);
        let (he, luo) = (world.cast.he_zhiyuan.clone(), world.cast.luo_cheng.clone());
        world.assign(case, &[he.person_id, luo.person_id]).unwrap();
        let unasked = world.write({ let he = he.clone(); move |tx| a::hand_in_review(tx, &he, case, &opinion(80)) });
        assert_eq!(fields(unasked), [("G-09", "reviewer_id".to_owned())]);
        world.review(&he, case, 81).unwrap();
        assert_eq!((world.case(case).mean, world.case(case).review_count), (8100, 1));
        world.review(&luo, case, 90).unwrap();
        assert_eq!((world.case(case).mean, world.case(case).review_count), (8550, 2));
        assert_eq!(world.letters().iter().filter(|kind| *kind == "case.reviewed").count(), 1);
        world.write({ let he = he.clone(); move |tx| a::hand_in_review(tx, &he, case, &opinion(91)) }).unwrap();
        assert_eq!(world.case(case).mean, 9050);
        let (office, out) = (world.cast.wu_min.clone(), luo.person_id);
        world.write(move |tx| a::release_expert(tx, &office, case, out)).unwrap();
        assert_eq!((world.case(case).mean, world.case(case).review_count), (9100, 1));
    }

    fn who_declares_an_interest_judges_nothing_and_cannot_take_it_back(world: World) {
        let case = reviewing(&world);
        let he = world.cast.he_zhiyuan.clone();
        world.assign(case, &[he.person_id]).unwrap();
        let say = |interest, text: &'static str| {
            let he = he.clone();
            world.write(move |tx| a::declare_interest(tx, &he, case, interest, text))
        };
        assert_eq!(fields(say(Interest::Declared, "")), [("G-09", "conflict_text".to_owned())]);
        world.review(&he, case, 88).unwrap();
        say(Interest::Declared, "与该企业合作").unwrap();
        assert_eq!((world.case(case).mean, world.case(case).review_count), (0, 0), "it counts no more");
        assert_eq!(fields(say(Interest::None, "")), [("G-09", "conflict".to_owned())]);
        let after = world.write({ let he = he.clone(); move |tx| a::hand_in_review(tx, &he, case, &opinion(80)) });
        assert_eq!(fields(after), [("G-09", "reviewer_id".to_owned())]);
        let mut letters = world.letters();
        letters.retain(|kind| kind == "case.conflict");
        assert_eq!(letters.len(), 1);
    }

    fn every_fault_of_a_review_is_said_at_once(world: World) {
        let case = reviewing(&world);
        let he = world.cast.he_zhiyuan.clone();
        world.assign(case, &[he.person_id]).unwrap();
        world.write({ let he = he.clone(); move |tx| a::declare_interest(tx, &he, case, Interest::None, "") }).unwrap();
        let wrong = Opinion { novelty: 101, conduct: -1, comment: " ".into(), ..opinion(50) };
        let refused = world.write(move |tx| a::hand_in_review(tx, &he, case, &wrong));
        assert_eq!(fields(refused), ["novelty", "conduct", "comment"].map(|field| ("", field.to_owned())));
    }

    fn others_do_not_judge_and_nobody_judges_after_the_decision(world: World) {
        let case = reviewing(&world);
        let (he, luo) = (world.cast.he_zhiyuan.clone(), world.cast.luo_cheng.clone());
        world.assign(case, &[he.person_id]).unwrap();
        let other = world.write({ let luo = luo.clone(); move |tx| a::hand_in_review(tx, &luo, case, &opinion(80)) });
        assert!(matches!(other, Err(Refusal::NotFound)));
        world.review(&he, case, 80).unwrap();
        world.decide(case, Step::Select, "好").unwrap();
        let after = world.write(move |tx| a::hand_in_review(tx, &he, case, &opinion(10)));
        assert!(matches!(after, Err(Refusal::NotOpen { .. })));
    }
}
