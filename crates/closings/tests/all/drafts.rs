//! Beginning, saving and handing in.

use closings::{Closing, Draft, ExtraInput, OutcomeInput, Step};
use kernel::{ClosingId, Instant, Mode, Refusal};

use crate::world::{ALL, PROMISED, World, rules_of};

fn save(world: &World, id: ClosingId, draft: Draft) -> Result<Closing, Refusal> {
    let pi = world.cast.lin_mei.clone();
    world.act(move |tx| closings::save(tx, &pi, id, &draft))
}

fn lines(world: &World, id: ClosingId, is_done: bool, deviation: &str) -> Vec<OutcomeInput> {
    world
        .act(move |tx| Ok(closings::outcomes(tx, id)?))
        .unwrap()
        .into_iter()
        .map(|o| OutcomeInput { id: o.id.to_string(), is_done, what: o.what, deviation: deviation.to_owned() })
        .collect()
}

testing::both_databases! {
    with ALL;

    fn a_closing_is_begun_once_with_a_half_filled_line_per_deliverable(world: World) {
        let project = world.project(Mode::Rolling);
        let first = world.begin(&project);
        assert_eq!(world.begin(&project).id, first.id);
        let id = first.id;
        let lines = world.act(move |tx| Ok(closings::outcomes(tx, id)?)).unwrap();
        let found: Vec<(&str, &str, &str, bool)> = lines.iter().map(|o| (o.number.as_str(), o.promised.as_str(), o.what.as_str(), o.is_done)).collect();
        assert_eq!(found, PROMISED.map(|(number, _, what)| (number, what, what, false)));
        assert_eq!(world.acts(id), ["begin"]);
    }

    fn only_the_principal_investigator_begins(world: World) {
        let project = world.project(Mode::Rolling);
        let other = world.cast.zhou_yuan.clone();
        assert!(matches!(world.act(move |tx| closings::begin(tx, &other, project.id)), Err(Refusal::Forbidden { .. })));
    }

    fn everything_that_is_missing_is_told_at_once(world: World) {
        let id = world.begin(&world.project_of(Mode::Rolling, false)).id;
        let refusal = world.step(&world.cast.lin_mei, id, Step::Submit).unwrap_err();
        let told: Vec<(&str, &str)> = refusal.breaches().iter().map(|b| (b.rule, b.field.as_str())).collect();
        assert_eq!(told, [
            ("Z-03", "summary"), ("Z-03", "report"), ("Z-03", "results"), ("Z-04", "deliverables.0"), ("Z-04", "deliverables.1"),
            ("Z-09", "missing_cash_reason"),
        ]);
    }

    fn z_01_before_the_agreed_day_every_deliverable_must_be_done_and_after_it_a_deviation_will_do(world: World) {
        world.base.clock.move_to(Instant::beijing("2024-08-31".parse().unwrap(), 9, 0, 0));
        let id = world.complete(&world.project(Mode::Rolling)).id;
        let outcomes = lines(&world, id, false, "改为讲义");
        save(&world, id, Draft { outcomes, ..Draft::default() }).unwrap();
        let early = world.step(&world.cast.lin_mei, id, Step::Submit).unwrap_err();
        assert_eq!(rules_of(&early), ["Z-01", "Z-01"]);
        world.base.clock.move_to(Instant::beijing("2024-09-01".parse().unwrap(), 0, 0, 0));
        assert!(world.step(&world.cast.lin_mei, id, Step::Submit).is_ok());
    }

    fn z_09_missing_cash_is_explained_before_the_closing_is_handed_in(world: World) {
        let id = world.complete(&world.project_of(Mode::Rolling, false)).id;
        assert_eq!(rules_of(&world.step(&world.cast.lin_mei, id, Step::Submit).unwrap_err()), ["Z-09"]);
        save(&world, id, Draft { missing_cash_reason: Some("企业承诺 10 月拨付".into()), ..Draft::default() }).unwrap();
        assert!(world.step(&world.cast.lin_mei, id, Step::Submit).is_ok());
    }

    fn z_07_a_batch_whose_last_chance_has_gone_is_not_taken(world: World) {
        let project = world.project(Mode::Legacy);
        let id = world.complete(&project).id;
        world.act(move |tx| {
            let list = kernel::ListId::at(tx.now());
            tx.execute("INSERT INTO establishment_list (id, round_id, name, ordinal, document_number, made_at) \
                        SELECT $1, round_id, 'a list', 1, '', $2 FROM agreement WHERE id = $3", db::params![list, tx.now(), project.agreement_id])?;
            tx.execute("UPDATE agreement SET list_id = $1 WHERE id = $2", db::params![list, project.agreement_id])?;
            Ok(())
        }).unwrap();
        world.base.clock.move_to(Instant::beijing("2025-01-01".parse().unwrap(), 9, 0, 0));
        let late = world.step(&world.cast.lin_mei, id, Step::Submit);
        let terms = world.act(|tx| rulesets::applicable_on(tx, Mode::Legacy, tx.now().day())).unwrap().1;
        match terms.last_chance {
            Some(last) if last.last_day < "2025-01-01".parse().unwrap() => assert_eq!(rules_of(&late.unwrap_err()), ["Z-07"]),
            Some(_) | None => assert!(late.is_ok()),
        }
    }

    fn z_07_a_number_of_15_digits_does_not_hide_the_batch(world: World) {
        world.base.clock.move_to(Instant::beijing("2024-12-30".parse().unwrap(), 9, 0, 0));
        // Number, day of establishment, whether the last chance has gone on the first day of 2025.
        let all = [("220314570001234", "2022-11-16", true), ("230701456145711", "2023-02-07", false), ("200614570001234", "2020-07-01", true), ("191200000000017", "2019-12-01", false)];
        let ids = all.map(|(number, established_on, gone)| {
            let project = world.project(Mode::Legacy);
            let closing = world.complete(&project).id;
            let id = project.id;
            world.act(move |tx| Ok(tx.execute("UPDATE project SET number = $1, established_on = $2, agreement_id = NULL WHERE id = $3", db::params![number, established_on, id])?)).unwrap();
            (number, closing, gone)
        });
        world.base.clock.move_to(Instant::beijing("2025-01-01".parse().unwrap(), 9, 0, 0));
        for (number, closing, gone) in ids {
            match world.step(&world.cast.lin_mei, closing, Step::Submit) {
                Ok(_) => assert!(!gone, "{number}"),
                Err(refusal) => assert!(gone && rules_of(&refusal) == ["Z-07"], "{number}: {refusal}"),
            }
        }
    }

    fn a_second_tab_is_told_and_a_tab_never_collides_with_itself(world: World) {
        let closing = world.begin(&world.project(Mode::Rolling));
        let typed = |form: &str, summary: &str| Draft {
            summary: Some(summary.into()), revision: Some(closing.revision), form: form.into(), ..Draft::default()
        };
        save(&world, closing.id, typed("one", "a")).unwrap();
        save(&world, closing.id, typed("one", "ab")).unwrap();
        assert!(matches!(save(&world, closing.id, typed("two", "c")), Err(Refusal::Overtaken)));
        assert_eq!(world.closing(closing.id).summary, "ab");
    }

    fn further_results_are_numbered_and_can_be_taken_away_again(world: World) {
        let id = world.begin(&world.project(Mode::Rolling)).id;
        for what in ["软件著作权", "竞赛获奖"] {
            let extra = ExtraInput { kind: agreements::ResultKind::Other, what: what.into() };
            save(&world, id, Draft { extra: Some(extra), ..Draft::default() }).unwrap();
        }
        let numbers = |world: &World| -> Vec<String> {
            world.act(move |tx| Ok(closings::outcomes(tx, id)?)).unwrap().into_iter().map(|o| o.number).collect()
        };
        assert_eq!(numbers(&world), ["D1", "D2", "R1", "R2"]);
        let pi = world.cast.lin_mei.clone();
        world.act(move |tx| {
            let all = closings::outcomes(tx, id)?;
            closings::remove_result(tx, &pi, id, all[2].id)?;
            assert!(matches!(closings::remove_result(tx, &pi, id, all[0].id), Err(Refusal::NotFound)));
            Ok(())
        }).unwrap();
        assert_eq!(numbers(&world), ["D1", "D2", "R2"]);
    }

    fn a_text_too_long_is_refused_beside_its_field(world: World) {
        let id = world.begin(&world.project(Mode::Rolling)).id;
        let refusal = save(&world, id, Draft { summary: Some("长".repeat(5_001)), ..Draft::default() }).unwrap_err();
        assert_eq!(refusal.breaches()[0].field, "summary");
    }

    fn a_receipt_of_the_submission_checks_without_the_platform(world: World) {
        let id = world.complete(&world.project(Mode::Rolling)).id;
        world.step(&world.cast.lin_mei, id, Step::Submit).unwrap();
        let signer = journal::Signer::from_bytes(&[7; 32]);
        let receipt = world.act(move |tx| Ok(journal::receipt_for(tx, &signer, id.0, "closing.submit")?)).unwrap().expect("a receipt");
        assert_eq!(journal::check_receipt(&receipt, None), Ok(()));
        let documents: Vec<String> = serde_json::from_str(&receipt.entry.documents).unwrap();
        assert_eq!(documents.len(), 2);
    }
}
