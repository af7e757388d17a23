use applications::actions::{self, Choice, Choices, Decided, Score};
use applications::state::{State, Step};
use applications::{PlanState, plan};
use kernel::{ApplicationId, Refusal};

use crate::world::{ALL, World, rules};

fn score(w: &World, actor: &kernel::Actor, scores: &[(ApplicationId, i64)]) -> Result<usize, Refusal> {
    let actor = actor.clone();
    let scores: Vec<Score> =
        scores.iter().map(|(id, score)| Score { application_id: *id, score: *score, note: String::new() }).collect();
    w.act(move |tx| actions::evaluate(tx, &actor, &scores))
}

/// Three applications with the enterprise, scored 90, 80 and 70.
fn three(w: &World) -> [ApplicationId; 3] {
    let ids = [1, 2, 3].map(|n| w.passed(&w.teacher(n), w.item));
    let scores: Vec<_> = ids.iter().copied().zip([90, 80, 70]).collect();
    score(w, &w.cast.zhao_lei.clone(), &scores).unwrap();
    ids
}

testing::both_databases! {
    with ALL;

    fn several_reviewers_score_and_the_mean_ranks(w: World) {
        let [a, b, c] = three(&w);
        score(&w, &w.cast.sun_yue.clone(), &[(a, 60), (b, 85)]).unwrap();
        let zhao = w.cast.zhao_lei.clone();
        let item = w.item;
        let ranked = w.read(move |tx| Ok(applications::lists::ranking(tx, &zhao, item)?.1));
        let means: Vec<_> = ranked.iter().map(|r| (r.application.id, r.mean_tenths)).collect();
        assert_eq!(means, [(b, Some(825)), (a, Some(750)), (c, Some(700))]);
        // The same scores again leave no trace.
        assert_eq!(score(&w, &w.cast.sun_yue.clone(), &[(a, 60), (b, 85)]).unwrap(), 0);
        let refusal = score(&w, &w.cast.sun_yue.clone(), &[(a, 101)]).unwrap_err();
        assert_eq!(rules(&refusal), [("", format!("score.{a}"))]);
        assert!(matches!(score(&w, &w.cast.qin_yue.clone(), &[(a, 50)]), Err(Refusal::NotFound)));
    }

    fn s_01_a_negative_decision_needs_a_reason_and_the_applicant_reads_it(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        assert_eq!(rules(&w.decide(id, Step::EnterpriseReject, " ").unwrap_err()), [("S-01", "reason".to_owned())]);
        w.decide(id, Step::EnterpriseReject, "名额有限").unwrap();
        assert_eq!(w.state(id), State::EnterpriseRejected);
        let bodies: Vec<(String,)> = w.read(|tx| Ok(tx.query("SELECT body FROM letter WHERE kind = 'application.decided' ORDER BY created_at", &[])?));
        assert!(bodies.last().unwrap().0.contains("名额有限"));
    }

    fn s_02_never_more_are_selected_than_offered(w: World) {
        let ids = three(&w);
        w.decide(ids[0], Step::EnterpriseSelect, "").unwrap();
        w.decide(ids[1], Step::EnterpriseSelect, "").unwrap();
        assert_eq!(rules(&w.decide(ids[2], Step::EnterpriseSelect, "").unwrap_err()), [("S-02", "item_id".to_owned())]);
        assert_eq!(w.state(ids[2]), State::EnterpriseReview);
    }

    fn a_plan_lists_exactly_what_the_commit_then_does(w: World) {
        let [a, b, c] = three(&w);
        let unscored = w.passed(&w.teacher(4), w.item);
        let before = w.letters().len();
        let (zhao, item) = (w.cast.zhao_lei.clone(), w.item);
        let prepared = w.act(move |tx| {
            let prepared = actions::prepare_plan(tx, &zhao, item, &Choices::Best { take: 2, reason: "得分较低".into() })?;
            actions::load_plan(tx, &zhao, prepared.id)
        }).unwrap();
        let (prepared, lines, exceptions) = prepared;
        assert_eq!(lines.iter().map(|l| (l.application_id, l.step)).collect::<Vec<_>>(), [
            (a, Step::EnterpriseSelect), (b, Step::EnterpriseSelect), (c, Step::EnterpriseReject),
        ]);
        assert_eq!(exceptions.iter().map(|e| e.application_id).collect::<Vec<_>>(), [unscored]);
        assert_eq!((prepared.offers_left, prepared.letters, plan::count(&lines, Step::EnterpriseSelect)), (2, 3, 2));
        assert_eq!(w.state(a), State::EnterpriseReview);
        let zhao = w.cast.zhao_lei.clone();
        let done = w.act(move |tx| actions::commit_plan(tx, &zhao, prepared.id)).unwrap();
        assert_eq!(done.state, PlanState::Committed);
        assert_eq!([a, b, c, unscored].map(|id| w.state(id)), [State::Selected, State::Selected, State::EnterpriseRejected, State::EnterpriseReview]);
        assert_eq!(w.letters().len() - before, 3);
        let zhao = w.cast.zhao_lei.clone();
        assert!(matches!(w.act(move |tx| actions::commit_plan(tx, &zhao, prepared.id)), Err(Refusal::NotOpen { .. })));
    }

    fn a_plan_is_refused_as_a_whole_when_anything_changed_since_the_preview(w: World) {
        let [a, b, c] = three(&w);
        let prepare = |w: &World| {
            let (zhao, item) = (w.cast.zhao_lei.clone(), w.item);
            w.act(move |tx| actions::prepare_plan(tx, &zhao, item, &Choices::Best { take: 1, reason: "得分较低".into() })).unwrap().id
        };
        let commit = |w: &World, id| {
            let zhao = w.cast.zhao_lei.clone();
            w.act(move |tx| actions::commit_plan(tx, &zhao, id))
        };
        let first = prepare(&w);
        score(&w, &w.cast.sun_yue.clone(), &[(c, 100)]).unwrap();
        assert!(matches!(commit(&w, first), Err(Refusal::Overtaken)), "a score changed");
        let second = prepare(&w);
        let pi = w.get(b).pi_id;
        let teacher = kernel::Actor::person(pi, "教师02", Some(kernel::Hat { role: kernel::Role::Teacher, organisation_id: w.cast.nanjiang }));
        w.act(move |tx| actions::withdraw(tx, &teacher, b, "")).unwrap();
        assert!(matches!(commit(&w, second), Err(Refusal::Overtaken)), "an application was withdrawn");
        let third = prepare(&w);
        w.decide(a, Step::EnterpriseSelect, "").unwrap();
        assert!(matches!(commit(&w, third), Err(Refusal::Overtaken)), "an offer was taken");
        assert_eq!([a, b, c].map(|id| w.state(id)), [State::Selected, State::Withdrawn, State::EnterpriseReview]);
    }

    fn s_01_s_02_a_plan_says_everything_that_is_wrong_at_once(w: World) {
        let [a, b, c] = three(&w);
        let (zhao, item) = (w.cast.zhao_lei.clone(), w.item);
        let refusal = w.act(move |tx| {
            let wish = |id, step| Choice { application_id: id, step, reason: String::new() };
            actions::prepare_plan(tx, &zhao, item, &Choices::Chosen(vec![wish(a, Step::EnterpriseSelect), wish(b, Step::EnterpriseReject), wish(c, Step::EnterpriseReturn)]))
        }).unwrap_err();
        assert_eq!(rules(&refusal), [("S-01", format!("reason.{b}")), ("S-01", format!("reason.{c}"))]);
        let (zhao, item) = (w.cast.zhao_lei.clone(), w.item);
        let refusal = w.act(move |tx| actions::prepare_plan(tx, &zhao, item, &Choices::Best { take: 3, reason: String::new() })).unwrap_err();
        assert_eq!(rules(&refusal), [("S-02", "top_n".to_owned())]);
    }

    fn s_03_with_four_eyes_a_second_person_signs_and_the_first_cannot(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item_with_four_eyes(1));
        let Decided::AwaitsSecond(plan) = w.decide(id, Step::EnterpriseSelect, "").unwrap() else { panic!("two signatures are asked for") };
        let prepared = plan.id;
        assert_eq!((plan.state, w.state(id)), (PlanState::Signed, State::EnterpriseReview));
        assert_eq!(w.letters_to(&w.cast.sun_yue).last().unwrap(), "application.second_signature");
        let (zhao, sun) = (w.cast.zhao_lei.clone(), w.cast.sun_yue.clone());
        let refusal = w.act(move |tx| actions::commit_plan(tx, &zhao, prepared)).unwrap_err();
        assert_eq!(rules(&refusal), [("S-03", "signatures".to_owned())]);
        let waits = w.read({ let sun = sun.clone(); move |tx| Ok(applications::todo(tx, &sun)?) });
        assert!(waits.iter().any(|t| t.href == format!("/decisions/{prepared}")));
        w.act(move |tx| actions::commit_plan(tx, &sun, prepared)).unwrap();
        assert_eq!(w.state(id), State::Selected);
    }

    fn a_reviewer_scores_but_does_not_decide(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        let sun = w.cast.sun_yue.clone();
        assert!(matches!(w.act(move |tx| actions::decide(tx, &sun, id, Step::EnterpriseSelect, "")), Err(Refusal::Forbidden { .. })));
    }

    fn fifty_seven_applications_are_ranked_and_decided_in_one_sitting(w: World) {
        let item = w.item(kernel::ProjectType::Curriculum, 10);
        let ids: Vec<_> = (0..57).map(|n| w.passed(&w.teacher(100 + n), item)).collect();
        let scores: Vec<_> = ids.iter().enumerate().map(|(n, id)| (*id, (n * 7 % 101) as i64)).collect();
        assert_eq!(score(&w, &w.cast.zhao_lei.clone(), &scores).unwrap(), 57);
        let zhao = w.cast.zhao_lei.clone();
        w.act(move |tx| {
            let prepared = actions::prepare_plan(tx, &zhao, item, &Choices::Best { take: 10, reason: "名额有限".into() })?;
            assert_eq!(prepared.letters, 57);
            actions::commit_plan(tx, &zhao, prepared.id)
        }).unwrap();
        let selected = ids.iter().filter(|id| w.state(**id) == State::Selected).count();
        assert_eq!(selected, 10);
    }
}
