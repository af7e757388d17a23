//! A guideline's way from draft to its end, in both modes.

use guidelines::actions;
use guidelines::rules::Interest;
use guidelines::state::State;
use guidelines::{Content, NewRound, create_round, get_item, items_of, publish_plan, publish_round};
use kernel::Refusal;

use crate::world::{MIGRATIONS, World, broken, content, day, opinion};

testing::both_databases! {
    with MIGRATIONS;

    fn g_06_in_the_2024_mode_approval_publishes_at_once_with_an_entry_of_its_own(world: World) {
        let guideline = world.approved(None);
        assert_eq!(guideline.state, State::Published);
        assert_eq!(world.acts_of(guideline.id), [
            "enterprise_contact create →draft",
            "enterprise_contact submit draft→submitted",
            "programme_office assign submitted→under_review",
            "programme_office approve under_review→approved",
            "system publish approved→published",
        ]);
        let items = world.read(move |tx| Ok(items_of(tx, guideline.id)?));
        assert!(items.iter().all(|item| item.is_open && item.published_at.is_some()));
        assert_eq!(world.letters(), [
            "guideline.assigned", "guideline.published", "guideline.reviewed", "guideline.reviewed", "guideline.submitted", "guideline.submitted",
        ]);
    }

    fn g_06_in_legacy_mode_approval_waits_and_the_round_publishes_everything_together(world: World) {
        let office = world.cast.office.clone();
        let round = world.write(move |tx| create_round(tx, &office, NewRound { name: "2024年6月".into(), year: 2024, opens_on: day("2024-06-23"), closes_on: day("2024-09-30") })).expect("a round");
        let first = world.approved(Some(round.id));
        let second = world.approved(Some(round.id));
        let undecided = world.under_review(Some(round.id), false);
        assert_eq!(world.state_of(first.id), State::Approved);
        assert!(!world.read(move |tx| Ok(items_of(tx, first.id)?))[0].is_open);

        let office = world.cast.office.clone();
        let plan = world.read(move |tx| publish_plan(tx, &office, round.id));
        assert_eq!((plan.guidelines.len(), plan.items, plan.undecided), (2, 2, 1));
        let (office, seen) = (world.cast.office.clone(), plan.fingerprint.clone());
        world.write(move |tx| publish_round(tx, &office, round.id, &seen)).expect("published");
        assert_eq!([first.id, second.id, undecided.id].map(|id| world.state_of(id)), [State::Published, State::Published, State::UnderReview]);

        let (office, seen) = (world.cast.office.clone(), plan.fingerprint);
        assert!(matches!(world.write(move |tx| publish_round(tx, &office, round.id, &seen)), Err(Refusal::Overtaken)));
    }

    fn a_round_whose_plan_changed_since_it_was_read_is_not_published(world: World) {
        let office = world.cast.office.clone();
        let round = world.write(move |tx| create_round(tx, &office, NewRound { name: "2024年6月".into(), year: 2024, opens_on: day("2024-06-23"), closes_on: day("2024-09-30") })).expect("a round");
        let first = world.approved(Some(round.id));
        let office = world.cast.office.clone();
        let plan = world.read(move |tx| publish_plan(tx, &office, round.id));
        world.approved(Some(round.id));
        let office = world.cast.office.clone();
        assert!(matches!(world.write(move |tx| publish_round(tx, &office, round.id, &plan.fingerprint)), Err(Refusal::Overtaken)));
        assert_eq!(world.state_of(first.id), State::Approved);
    }

    fn a_submission_names_everything_that_is_missing_and_changes_nothing(world: World) {
        let empty = Content { items: Vec::new(), ..Content::default() };
        let contact = world.cast.contact.clone();
        let draft = world.write(move |tx| actions::create(tx, &contact, actions::NewGuideline { round_id: None, is_special: false, content: empty })).expect("a draft");
        let contact = world.cast.contact.clone();
        let found = broken(world.write(move |tx| actions::submit(tx, &contact, draft.id)));
        let expected = [("", "title"), ("", "about"), ("", "how_to_apply"), ("E-06", "contact_name"), ("E-06", "contact_phone"), ("E-06", "contact_email"), ("", "items"), ("G-01", "items"), ("", "commitment_letter")];
        assert_eq!(found, expected.map(|(rule, field)| (rule, field.to_owned())));
        assert_eq!(world.state_of(draft.id), State::Draft);
    }

    fn submitting_twice_has_one_effect_and_the_second_is_told_so(world: World) {
        let draft = world.whole_draft(None, false, content());
        let contact = world.cast.contact.clone();
        world.write({ let contact = contact.clone(); move |tx| actions::submit(tx, &contact, draft.id) }).expect("submitted");
        assert!(matches!(world.write(move |tx| actions::submit(tx, &contact, draft.id)), Err(Refusal::NotOpen { .. })));
        assert_eq!(world.letters(), ["guideline.submitted", "guideline.submitted"], "one for each of the office");
    }

    fn e_05_an_enterprise_with_an_open_event_of_non_payment_cannot_submit(world: World) {
        let draft = world.whole_draft(None, false, content());
        let cast = world.cast.clone();
        world.write(move |tx| Ok(directory::write_credit_event(tx, &cast.office, cast.enterprise, directory::CreditEventKind::NonPayment, None, "未拨付")?)).expect("recorded");
        let contact = world.cast.contact.clone();
        assert_eq!(broken(world.write(move |tx| actions::submit(tx, &contact, draft.id))), [("E-05", String::new())]);
    }

    fn a_returned_guideline_comes_back_with_the_reason_and_goes_the_way_again(world: World) {
        let guideline = world.under_review(None, false);
        let cast = world.cast.clone();
        assert_eq!(broken(world.write({ let office = cast.office.clone(); move |tx| actions::return_for_changes(tx, &office, guideline.id, "  ") })), [("", "reason".to_owned())]);
        world.write({ let office = cast.office.clone(); move |tx| actions::return_for_changes(tx, &office, guideline.id, "请补充经费来源") }).expect("returned");
        assert_eq!(world.state_of(guideline.id), State::Returned);
        world.write(move |tx| actions::resubmit(tx, &cast.contact, guideline.id)).expect("submitted again");
        let cast = world.cast.clone();
        // The earlier review counts no more: the same expert is assigned and asked anew.
        world.write(move |tx| actions::assign(tx, &cast.office, guideline.id, &[cast.expert.person_id])).expect("assigned");
        let office = world.cast.office.clone();
        assert_eq!(broken(world.write(move |tx| actions::approve(tx, &office, guideline.id, ""))), [("G-09", String::new())]);
    }

    fn a_special_programme_is_decided_by_its_independent_experts(world: World) {
        let guideline = world.under_review(None, true);
        let cast = world.cast.clone();
        let id = guideline.id;
        world.write({ let office = cast.office.clone(); move |tx| actions::approve(tx, &office, id, "形式审查通过") }).expect("passed on");
        assert_eq!(world.state_of(id), State::ExpertStage);
        assert!(matches!(world.write({ let office = cast.office.clone(); move |tx| actions::expert_approve(tx, &office, id, "") }), Err(Refusal::Forbidden { .. })));
        assert!(matches!(world.write({ let expert = cast.expert.clone(); move |tx| actions::expert_approve(tx, &expert, id, "") }), Err(Refusal::Forbidden { .. })));
        world.write({ let expert = cast.expert.clone(); move |tx| actions::declare_interest(tx, &expert, id, Interest::None, "") }).expect("declared");
        assert_eq!(broken(world.write({ let expert = cast.expert.clone(); move |tx| actions::expert_approve(tx, &expert, id, "") })), [("G-09", String::new())]);
        world.write({ let expert = cast.expert.clone(); move |tx| actions::hand_in_review(tx, &expert, id, &opinion()) }).expect("reviewed");
        let done = world.write(move |tx| actions::expert_approve(tx, &cast.expert, id, "")).expect("approved");
        assert_eq!(done.state, State::Published);
    }

    fn pausing_closes_the_items_and_resuming_opens_them_again(world: World) {
        let guideline = world.approved(None);
        let cast = world.cast.clone();
        let is_open = |world: &World| world.read(move |tx| Ok(items_of(tx, guideline.id)?))[0].is_open;
        world.write({ let contact = cast.contact.clone(); move |tx| actions::pause(tx, &contact, guideline.id, "调整名额") }).expect("paused");
        assert!(!is_open(&world));
        world.write(move |tx| actions::resume(tx, &cast.contact, guideline.id)).expect("resumed");
        assert!(is_open(&world));
        assert_eq!(world.read(move |tx| guidelines::get_guideline(tx, guideline.id)).published_at, guideline.published_at);
    }

    fn revoking_records_a_credit_event_with_the_reason(world: World) {
        let guideline = world.approved(None);
        let cast = world.cast.clone();
        world.write(move |tx| actions::revoke(tx, &cast.office, guideline.id, "要求学校购买设备")).expect("revoked");
        let enterprise = world.cast.enterprise;
        let events = world.read(move |tx| Ok(directory::open_credit_events(tx, enterprise)?));
        let said: Vec<_> = events.iter().map(|e| (e.kind, e.subject_id.map(|id| id.0), e.what.as_str())).collect();
        assert_eq!(said, [(directory::CreditEventKind::Revocation, Some(guideline.id.0), "智能制造课程改革：要求学校购买设备")]);
        assert!(world.letters().contains(&"guideline.revoked".to_owned()));
    }

    fn a_guideline_closes_the_day_after_its_last_day_and_once_only(world: World) {
        let guideline = world.approved(None);
        world.base.clock.move_to(day("2024-12-31").ends().plus_seconds(-1));
        assert_eq!(world.write(actions::close_due).expect("run"), 0);
        world.base.clock.move_to(day("2024-12-31").ends());
        assert_eq!(world.write(actions::close_due).expect("run"), 1);
        assert_eq!(world.write(actions::close_due).expect("run"), 0);
        assert_eq!(world.state_of(guideline.id), State::Closed);
        assert_eq!(world.acts_of(guideline.id).last().map(String::as_str), Some("system close published→closed"));
    }

    fn a_guideline_closes_when_every_offer_is_taken(world: World) {
        let guideline = world.approved(None);
        let item = world.read(move |tx| Ok(items_of(tx, guideline.id)?)).remove(0);
        for left in (0..item.offers).rev() {
            world.write(move |tx| guidelines::take_offer(tx, item.id)).expect("taken");
            assert_eq!(world.write(actions::close_due).expect("run"), u32::from(left == 0));
        }
        assert_eq!(world.read(move |tx| get_item(tx, item.id)).offers_left(), 0);
    }

    fn the_rule_set_of_the_day_is_pinned(world: World) {
        let guideline = world.whole_draft(None, false, content());
        let (expected, _) = world.read(|tx| rulesets::applicable_on(tx, kernel::Mode::Rolling, day("2024-09-02")));
        assert_eq!((guideline.ruleset_id, guideline.mode), (expected, kernel::Mode::Rolling));
    }
}
