//! The plan is made from the agreement, and made again by an approved change of the budget.

use agreements::SupportKind::{Cash, Goods};
use funding::state::State;
use kernel::{Money, Refusal};
use projects::wanted::{PlanLine, Wanted};

use crate::world::{ALL, World, day, lines, project, verdict, yuan};

type Part = (i64, agreements::SupportKind, Money, String, State);

fn plan(world: &World) -> Vec<Part> {
    let id = world.id();
    let all = world.act(move |tx| Ok(funding::instalments(tx, id)?)).expect("the plan");
    all.into_iter().map(|i| (i.sort, i.kind, i.amount, i.due_on.to_string(), i.state)).collect()
}

/// What becomes of a plan with these lines for a project that has none yet.
fn tried(world: &World, all: &'static [(agreements::SupportKind, i64, &'static str)]) -> String {
    let cast = world.cast.clone();
    verdict(&world.act(move |tx| {
        let project = project(tx, &cast)?;
        funding::plan(tx, &cast.wang_jianguo, &project, &lines(all))
    }))
}

/// Asks for a new budget and takes it through both reviews.
fn change_budget(world: &World, cash: i64, goods: i64, plan: Vec<PlanLine>) -> Result<(), Refusal> {
    let (cast, id) = (world.cast.clone(), world.id());
    world.act(move |tx| {
        funding::keep_budgets();
        let lin = &cast.lin_mei;
        let request = projects::start_change(tx, lin, id, projects::change::Kind::Budget)?.id;
        projects::save_change(
            tx,
            lin,
            request,
            Wanted::Budget { cash: yuan(cash), goods: yuan(goods), plan },
            "追加支持",
        )?;
        use projects::change::Step;
        projects::step_change(tx, lin, request, Step::Submit, "", false)?;
        projects::step_change(tx, &cast.wang_jianguo, request, Step::UniversityPass, "", false)?;
        projects::step_change(tx, &cast.zhao_lei, request, Step::EnterpriseApprove, "", false).map(drop)
    })
}

fn line(kind: agreements::SupportKind, amount: i64, due: &str) -> PlanLine {
    PlanLine { kind, amount: yuan(amount), due_on: day(due), note: String::new() }
}

testing::both_databases! {
    with ALL;

    fn p_07_the_plan_is_the_agreement_and_goods_without_a_line_are_due_with_the_closing(world: World) {
        assert_eq!(plan(&world), [
            (1, Cash, yuan(30_000), "2024-09-10".to_owned(), State::Agreed),
            (2, Cash, yuan(20_000), "2025-03-01".to_owned(), State::Agreed),
            (3, Goods, yuan(20_000), "2025-09-01".to_owned(), State::Agreed),
        ]);
        let id = world.id();
        let acts = world.act(move |tx| Ok(journal::trail(tx, id.0)?)).unwrap();
        assert!(acts.iter().any(|entry| entry.step() == "plan_support" && entry.detail.contains("\"instalments\":3")));
    }

    fn p_07_a_plan_that_does_not_add_up_is_refused_and_leaves_nothing(world: World) {
        assert_eq!(tried(&world, &[(Cash, 49_999, "2024-12-01")]), "P-07 plan");
        assert_eq!(tried(&world, &[(Cash, 50_001, "2024-12-01")]), "P-07 plan");
        assert_eq!(tried(&world, &[(Goods, 20_000, "2024-12-01"), (Cash, 50_000, "2024-12-01"), (Cash, 0, "2024-12-01")]), "P-07 plan.2.amount");
        assert_eq!(tried(&world, &[(Cash, 50_000, "2024-12-01"), (Goods, 19_999, "2024-12-01")]), "P-07 plan");
        assert_eq!(tried(&world, &[(Cash, 50_000, "2024-12-01"), (Goods, 20_000, "2024-12-01")]), "done");
        let (count,): (i64,) = world.act(|tx| Ok(tx.one("SELECT COUNT(*) FROM instalment", &[])?)).unwrap();
        assert_eq!(count, 5);
    }

    fn a_project_has_one_plan(world: World) {
        let (cast, project) = (world.cast.clone(), world.project.clone());
        let again = world.act(move |tx| funding::plan(tx, &cast.wang_jianguo, &project, &lines(&crate::world::PLAN)));
        assert_eq!(verdict(&again), "not open: There is a plan already");
    }

    fn an_approved_budget_replaces_what_was_not_paid_and_counts_what_was(world: World) {
        world.pay(1, "2024-09-02").unwrap();
        let short = change_budget(&world, 60_000, 20_000, vec![line(Cash, 29_999, "2025-06-01")]);
        assert_eq!(verdict(&short), "P-07 plan");
        change_budget(&world, 60_000, 20_000, vec![line(Cash, 30_000, "2025-06-01")]).unwrap();
        assert_eq!(plan(&world), [
            (1, Cash, yuan(30_000), "2024-09-10".to_owned(), State::Paid),
            (4, Cash, yuan(30_000), "2025-06-01".to_owned(), State::Agreed),
            (5, Goods, yuan(20_000), "2025-09-01".to_owned(), State::Agreed),
        ]);
    }

    fn a_new_plan_ends_the_mark_of_what_it_replaces(world: World) {
        world.on("2024-10-10");
        assert_eq!(world.mark_late(), 1);
        assert_eq!(world.late_since().as_deref(), Some("2024-09-10"));
        change_budget(&world, 50_000, 20_000, vec![line(Cash, 50_000, "2025-06-01")]).unwrap();
        assert_eq!(world.late_since(), None);
    }
}
