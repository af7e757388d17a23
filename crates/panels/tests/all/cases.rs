//! The same page and the same code for the cases of a call: who is of the team or of either house never meets the case.

use cases::actions::{self as case_actions, Begin, Content};
use cases::state::call::CallStep;
use cases::state::{Kind as CaseKind, State, Step};
use kernel::{CaseId, PersonId, Refusal, RowId};
use meetings::Words;
use panels::actions;
use panels::state::Kind;
use panels::{AssignmentPlan, Wishes};
use porter::{Doors, session};

use crate::world::{MIGRATIONS, WISHES, World};

fn content(title: &str, summary: &str) -> Content {
    Content {
        title: Words::of(title, ""),
        summary: summary.into(),
        novelty: "新".into(),
        influence: "广".into(),
        by_enterprise: false,
    }
}

/// A call under review with a case of 南江大学 and one of Meridian Optics, both about themselves.
fn two_cases(world: &World) -> [CaseId; 2] {
    let (office, cast) = (world.office(), world.cast.clone());
    let made = world.write(move |tx| {
        let day = tx.now().day();
        let draft = case_actions::CallDraft {
            year: 2024,
            series: Words::of("案例", ""),
            about: Words::default(),
            takes_projects: false,
            takes_universities: true,
            takes_enterprises: true,
            accepted_by: None,
            takes_earlier: true,
            by_enterprises: false,
            quota: None,
            closes_on: day,
            other: serde_json::Map::new(),
        };
        let call = case_actions::create_call(tx, &office, &draft)?;
        case_actions::step_call(tx, &office, call.id, CallStep::Open)?;
        let mut ids = Vec::new();
        let own = [
            (&cast.wang_jianguo, CaseKind::University, "软件工程人才培养"),
            (&cast.zhao_lei, CaseKind::Enterprise, "光电信息科学与工程实践"),
        ];
        for (who, kind, title) in own {
            let case = case_actions::begin(tx, who, call.id, Begin { kind, project_id: None })?;
            case_actions::save(tx, who, case.id, 1, &content(title, "三年"))?;
            case_actions::step(tx, who, case.id, Step::Submit, "")?;
            ids.push(case.id);
        }
        case_actions::step_call(tx, &office, call.id, CallStep::Review)?;
        Ok([ids[0], ids[1]])
    });
    made.expect("two cases")
}

fn prepared(world: &World, wishes: Wishes) -> Result<AssignmentPlan, Refusal> {
    let office = world.office();
    let question = world.base.db.read_now({
        let office = office.clone();
        move |tx| actions::ask(tx, &office, Kind::Case, wishes)
    })?;
    let solved = question.solve()?;
    world.write(move |tx| actions::keep(tx, &office, solved))
}

fn subject(id: CaseId) -> RowId {
    RowId(id.0)
}

testing::both_databases! {
    with MIGRATIONS;

    fn cases_of_a_call_under_review_get_experts_who_have_nothing_to_do_with_them(world: World) {
        let [of_university, of_enterprise] = two_cases(&world);
        let plan = prepared(&world, Wishes { per_item: 3, most: 4, ..WISHES }).unwrap();
        assert_eq!((plan.kind, plan.subject_count), (Kind::Case, 2));
        let who = &world.experts;
        let on_university = world.on(plan.id, subject(of_university));
        assert!(!on_university.is_empty());
        assert!(on_university.iter().all(|id| ![who.du_ruo, who.su_he].contains(id)), "teachers of the university");
        let on_enterprise = world.on(plan.id, subject(of_enterprise));
        assert!(on_enterprise.iter().all(|id| ![who.nie_lan, who.gao_shan].contains(id)), "of the enterprise, or interested in it");
        let at_nanjiang = on_enterprise.iter().filter(|id| [who.du_ruo, who.su_he].contains(id)).count();
        assert!(at_nanjiang <= 1, "one of an organisation at most");
        let (again, broken) = world.computed_again(plan.id);
        assert_eq!((again, broken), (world.pairs(plan.id), Vec::<String>::new()));
    }

    fn carrying_a_plan_of_cases_out_assigns_by_the_same_action_as_the_hand(world: World) {
        let [of_university, of_enterprise] = two_cases(&world);
        let plan = prepared(&world, WISHES).unwrap();
        world.commit(plan.id).unwrap();
        for id in [of_university, of_enterprise] {
            let planned = world.on(plan.id, subject(id));
            let (state, mut asked) = world.read(move |tx| {
                let sql = "SELECT expert_id FROM case_review WHERE case_id = $1 AND released_at IS NULL";
                let rows: Vec<(PersonId,)> = tx.query(sql, db::params![id])?;
                Ok((cases::store::get(tx, id)?.state, rows.into_iter().map(|(id,)| id).collect::<Vec<_>>()))
            });
            asked.sort();
            assert_eq!((state, asked), (State::ExpertReview, planned));
        }
        assert!(world.letters().iter().any(|kind| kind == "case.assigned"));
        let again = prepared(&world, WISHES);
        assert_eq!(crate::world::fields(again), [("", String::new())], "nothing waits any more");
    }

    fn reviews_of_cases_count_against_the_limit_of_a_guidelines_plan(world: World) {
        two_cases(&world);
        let plan = prepared(&world, Wishes { per_item: 2, most: 1, ..WISHES }).unwrap();
        world.commit(plan.id).unwrap();
        let busy: Vec<String> = world.pairs(plan.id).into_iter().map(|(_, expert)| expert).collect();
        let next = world.prepared(Wishes { per_item: 1, most: 1, ..WISHES }).unwrap();
        assert!(world.pairs(next.id).iter().all(|(_, expert)| !busy.contains(expert)));
    }

    fn a_case_that_was_assigned_by_hand_meanwhile_stops_the_plan(world: World) {
        let [of_university, _] = two_cases(&world);
        let plan = prepared(&world, WISHES).unwrap();
        let (office, he) = (world.office(), world.experts.he);
        world.write(move |tx| case_actions::assign(tx, &office, of_university, &[he])).unwrap();
        assert!(matches!(world.commit(plan.id), Err(Refusal::Overtaken)));
    }

    fn the_page_offers_both_and_the_plan_speaks_of_cases(world: World) {
        two_cases(&world);
        let list = world.get(session("office"), "/panels");
        list.holds("2 个评审中的案例等待分派专家");
        list.holds("优秀项目案例");
        let form = [("kind", "case"), ("per_item", "2"), ("most", "2"), ("seed", "7")];
        let made = world.post("office", "/panels", &form);
        assert_eq!(made.status, 303, "{}", made.body);
        let page = world.get(session("office"), made.location());
        page.holds("专家与案例");
        page.holds("软件工程人才培养");
        page.holds("/cases/entries/");
        let by_program = world.call("office panels:write", "POST", "/api/v1/panels", &serde_json::json!({ "kind": "case" }));
        assert_eq!((by_program.status, by_program.json()["kind"].as_str()), (201, Some("case")), "{}", by_program.body);
    }
}
