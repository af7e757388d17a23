use agreements::state::State;
use agreements::{ResultKind, SupportKind};
use kernel::{Mode, Money, Refusal};

use crate::world::{World, broken, day, document};

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS];

    fn a_selected_application_becomes_a_draft_with_plan_and_deliverables(world: World) {
        let begun = world.begun(Mode::Rolling);
        let (payments, promised) = world.read(move |tx| Ok((agreements::payment_lines(tx, begun.id)?, agreements::deliverables(tx, begun.id)?)));
        assert_eq!((begun.state, begun.mode, begun.cash, begun.goods), (State::Draft, Mode::Rolling, Money::from_yuan(50_000), Money::from_yuan(20_000)));
        assert_eq!((begun.starts_on, begun.closes_on), (Some(day("2024-10-01")), Some(day("2025-10-01"))));
        let plan: Vec<_> = payments.iter().map(|line| (line.kind, line.amount, line.due_on)).collect();
        assert_eq!(plan, [
            (SupportKind::Cash, Money::from_yuan(50_000), day("2024-10-31")),
            (SupportKind::Goods, Money::from_yuan(20_000), day("2024-12-30")),
        ]);
        let promised: Vec<_> = promised.iter().map(|d| (d.number.as_str(), d.kind, d.what.as_str())).collect();
        assert_eq!(promised, [("D1", ResultKind::Course, "在线课程一门"), ("D2", ResultKind::Report, "教学改革报告一份")]);
        assert_eq!(world.acts(begun.id), ["begin"]);
    }

    fn beginning_twice_answers_the_same_agreement(world: World) {
        let begun = world.begun(Mode::Rolling);
        let application = begun.application_id;
        let again = world.done(&world.cast.lin_mei, move |tx, actor| agreements::begin(tx, actor, application));
        assert_eq!(again, begun);
        assert_eq!(world.acts(begun.id), ["begin"]);
    }

    fn r_7_many_clicks_at_once_begin_one_agreement(world: World) {
        let application = world.selected(Mode::Rolling, &world.cast.lin_mei);
        let world = &world;
        let answers: Vec<_> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..8).map(|_| scope.spawn(move || world.tried(&world.cast.lin_mei, move |tx, actor| agreements::begin(tx, actor, application)))).collect();
            tries.into_iter().map(|one| one.join().expect("no panic")).collect()
        });
        assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(Refusal::Overtaken))), "{answers:?}");
        let begun = world.read(move |tx| Ok(agreements::find_by_application(tx, application)?)).expect("begun");
        assert!(answers.into_iter().flatten().all(|answer| answer.id == begun.id));
        assert_eq!(world.acts(begun.id), ["begin"]);
    }

    fn only_the_principal_investigator_begins(world: World) {
        let application = world.selected(Mode::Rolling, &world.cast.lin_mei);
        let by = |actor| world.tried(actor, move |tx, actor| agreements::begin(tx, actor, application));
        assert!(matches!(by(&world.cast.wang_jianguo), Err(Refusal::Forbidden { .. })));
        assert!(matches!(by(&world.cast.xu_lan), Err(Refusal::NotFound)));
    }

    fn an_untouched_draft_names_everything_that_is_missing_at_once(world: World) {
        let begun = world.begun(Mode::Rolling);
        let refused = world.tried(&world.cast.lin_mei, move |tx, actor| agreements::submit(tx, actor, begun.id)).expect_err("not complete");
        assert_eq!(broken(&refused), ["C-03", "C-03", "C-06", "C-06", "C-06", "C-06", "file"]);
        assert_eq!(world.get(begun.id).state, State::Draft);
    }

    fn broken_dates_amounts_and_plan_carry_their_rules(world: World) {
        let begun = world.begun(Mode::Rolling);
        let mut edit = world.good_edit(&begun);
        edit.starts_on = Some(day("2024-01-01"));
        edit.closes_on = Some(day("2024-09-02"));
        edit.cash = Money::from_yuan(29_999);
        edit.payments.truncate(1);
        edit.deliverables.clear();
        let refused = world.tried(&world.cast.lin_mei, move |tx, actor| {
            agreements::attach(tx, actor, begun.id, &document(1))?;
            agreements::edit(tx, actor, begun.id, &edit)?;
            agreements::submit(tx, actor, begun.id)
        }).expect_err("broken");
        assert_eq!(broken(&refused), ["C-01", "C-02", "C-03", "C-04", "P-07", "P-07", "payments.0.due_on", "deliverables"]);
    }

    fn deliverables_keep_their_numbers_and_a_submitted_number_is_never_given_again(world: World) {
        let agreement = world.submitted(Mode::Rolling);
        let id = agreement.id;
        let revised = world.done(&world.cast.lin_mei, move |tx, actor| agreements::revise(tx, actor, id, "补充成果"));
        let mut edit = world.good_edit(&revised);
        edit.deliverables.remove(1); // D2
        edit.deliverables.push(agreements::EditedDeliverable { id: None, kind: ResultKind::Paper, what: "论文一篇".into(), due_on: None });
        let again = edit.clone();
        let numbers = |world: &World| world.read(move |tx| Ok(agreements::deliverables(tx, id)?.into_iter().map(|d| format!("{} {}", d.number, d.what)).collect::<Vec<_>>()));
        let saved = world.done(&world.cast.lin_mei, move |tx, actor| agreements::edit(tx, actor, id, &edit));
        assert_eq!(numbers(&world), ["D1 在线课程一门", "D3 论文一篇"]);
        // Saved while typing, again and again: the number does not run away.
        world.done(&world.cast.lin_mei, move |tx, actor| agreements::edit(tx, actor, id, &agreements::Edit { revision: saved.revision, ..again }));
        assert_eq!(numbers(&world), ["D1 在线课程一门", "D3 论文一篇"]);
    }

    fn two_tabs_do_not_overwrite_each_other(world: World) {
        let begun = world.begun(Mode::Rolling);
        let (one, mut two) = (world.good_edit(&begun), world.good_edit(&begun));
        two.duties = "另一页".into();
        let id = begun.id;
        world.done(&world.cast.lin_mei, move |tx, actor| agreements::edit(tx, actor, id, &one));
        let late = world.tried(&world.cast.lin_mei, move |tx, actor| agreements::edit(tx, actor, id, &two));
        assert!(matches!(late, Err(Refusal::Overtaken)));
        assert_ne!(world.get(id).duties, "另一页");
    }

    fn a_deliverable_of_somebody_else_is_refused(world: World) {
        let begun = world.begun(Mode::Rolling);
        let mut edit = world.good_edit(&begun);
        edit.deliverables[0].id = Some(kernel::DeliverableId::nil());
        let refused = world.tried(&world.cast.lin_mei, move |tx, actor| agreements::edit(tx, actor, begun.id, &edit)).expect_err("not ours");
        assert_eq!(broken(&refused), ["deliverables.0.id"]);
    }

    fn the_same_file_twice_is_kept_once_and_a_removed_one_leaves_a_trace(world: World) {
        let begun = world.begun(Mode::Rolling);
        let id = begun.id;
        let first = world.done(&world.cast.lin_mei, move |tx, actor| agreements::attach(tx, actor, id, &document(1)));
        let again = world.done(&world.cast.lin_mei, move |tx, actor| agreements::attach(tx, actor, id, &document(1)));
        assert_eq!(first.id, again.id);
        world.done(&world.cast.lin_mei, move |tx, actor| agreements::remove_file(tx, actor, id, first.id));
        assert_eq!(world.acts(id), ["begin", "attach", "remove_file"]);
    }
}
