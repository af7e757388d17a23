//! Lists, to-dos and figures.

use db::Tx;
use kernel::{Actor, Refusal};

use crate::world::{ALL, PLAN, World, lines, project, yuan};

fn everybody(world: &World) -> Vec<Actor> {
    let c = &world.cast;
    let mut all: Vec<Actor> = [
        &c.lin_mei,
        &c.zhou_yuan,
        &c.chen_xiao,
        &c.wang_jianguo,
        &c.li_fang,
        &c.zhao_lei,
        &c.sun_yue,
        &c.he_zhiyuan,
        &c.wu_min,
        &c.zheng_hai,
        &c.feng_jing,
        &c.tang_yun,
        &c.qin_yue,
        &c.gao_ning,
        &c.xu_lan,
        &c.luo_cheng,
    ]
    .into_iter()
    .cloned()
    .collect();
    all.push(Actor::person(c.lin_mei.person_id, "林梅", None));
    all
}

/// Ids of the instalments in scope, and of those whose project the actor may see.
fn listed_and_seen(tx: &mut Tx<'_>, actor: &Actor) -> Result<(Vec<String>, Vec<String>), Refusal> {
    let viewer = projects::viewer(tx, actor)?;
    let (condition, values) = funding::policy::scope(&viewer);
    let rest = format!("JOIN project ON project.id = instalment.project_id WHERE {condition} ORDER BY instalment.id");
    let listed: Vec<funding::Instalment> = db::list(tx, &rest, &values)?;
    let all: Vec<funding::Instalment> = db::list(tx, "ORDER BY instalment.id", &[])?;
    let mut seen = Vec::new();
    for one in all {
        let project = projects::get(tx, one.project_id)?;
        if funding::policy::may_view(&viewer, &project) {
            seen.push(one.id.to_string());
        }
    }
    Ok((listed.into_iter().map(|i| i.id.to_string()).collect(), seen))
}

fn todo_of(world: &World, actor: &Actor) -> (Vec<String>, u32) {
    let actor = actor.clone();
    world
        .act(move |tx| {
            let before = tx.statements();
            let all = funding::todo(tx, &actor)?;
            let line = |t: kernel::Todo| {
                format!("{} · {} · {}", t.what.en, t.subject, t.due.map_or("—".into(), |d| d.to_string()))
            };
            Ok((all.into_iter().map(line).collect(), tx.statements() - before))
        })
        .expect("the to-do list")
}

testing::both_databases! {
    with ALL;

    fn an_instalment_is_listed_exactly_when_its_project_may_be_seen(world: World) {
        let cast = world.cast.clone();
        world.act(move |tx| {
            let mut other = project(tx, &cast)?;
            other.enterprise_id = cast.bluebrook;
            other.university_id = cast.beiyuan;
            other.province = "23".into();
            other.pi_id = Some(cast.xu_lan.person_id);
            db::save(tx, &other)?;
            funding::plan(tx, &cast.gao_ning, &other, &lines(&PLAN))
        }).unwrap();
        let mut some = 0;
        for actor in everybody(&world) {
            let name = actor.name.clone();
            let (listed, seen) = world.act(move |tx| listed_and_seen(tx, &actor)).unwrap();
            assert_eq!(listed, seen, "{name}");
            some += usize::from(!listed.is_empty());
        }
        assert_eq!(some, 12);
    }

    fn each_finds_what_waits_for_them_with_one_statement(world: World) {
        let c = world.cast.clone();
        let (due, statements) = todo_of(&world, &c.zhao_lei);
        assert_eq!((due, statements), (vec!["Pay what falls due · 光电检测课程建设 · ¥\u{a0}30,000 · 2024-09-10".to_owned()], 1));
        world.on("2025-08-20");
        world.pay(1, "2025-08-20").unwrap();
        world.mark_late();
        let (due, statements) = todo_of(&world, &c.zhao_lei);
        assert_eq!((due, statements), (vec![
            "Pay what falls due · 光电检测课程建设 · ¥\u{a0}20,000 · 2025-03-01".to_owned(),
            "Deliver the goods that fall due · 光电检测课程建设 · ¥\u{a0}20,000 · 2025-09-01".to_owned(),
        ], 1));
        assert_eq!(todo_of(&world, &c.li_fang), (vec!["Confirm the arrival of the money · 光电检测课程建设 · ¥\u{a0}30,000 · —".to_owned()], 1));
        assert_eq!(todo_of(&world, &c.wang_jianguo), (vec!["Confirm that money is missing · 光电检测课程建设 · ¥\u{a0}20,000 · —".to_owned()], 1));
        assert_eq!(todo_of(&world, &c.gao_ning).0, Vec::<String>::new());
        assert_eq!(todo_of(&world, &c.tang_yun), (Vec::new(), 0));
    }

    fn the_account_and_the_list_ask_as_many_statements_for_one_part_as_for_three(world: World) {
        let (cast, long) = (world.cast.clone(), world.id());
        world.act(move |tx| {
            let mut short = project(tx, &cast)?;
            short.goods = yuan(0);
            funding::plan(tx, &cast.wang_jianguo, &short, &lines(&[(agreements::SupportKind::Cash, 50_000, "2024-12-01")]))?;
            let mut counts = Vec::new();
            for id in [short.id, long] {
                let before = tx.statements();
                let parts = funding::view::account(tx, &cast.zhao_lei, id)?.instalments.len();
                counts.push((parts, tx.statements() - before));
            }
            assert_eq!(counts, [(1, 5), (3, 5)]);
            let viewer = projects::viewer(tx, &cast.zhao_lei)?;
            let before = tx.statements();
            let listed = funding::lists::page(tx, &viewer, &funding::lists::Filter::default())?.len();
            assert_eq!((listed, tx.statements() - before), (4, 1));
            Ok(())
        }).unwrap();
    }

    fn honour_counts_what_arrived_by_its_due_day(world: World) {
        let meridian = world.cast.meridian;
        let figures = move |world: &World| world.act(move |tx| Ok(funding::honour(tx, meridian)?)).expect("the figures");
        assert_eq!(figures(&world), funding::Honour::default());
        world.on("2024-09-10");
        world.pay(1, "2024-09-10").unwrap();
        world.prove(1).unwrap();
        world.receive(1, "2024-09-10", false).unwrap(); // the due day itself
        world.on("2025-03-31");
        world.mark_late();
        assert_eq!(figures(&world), funding::Honour { due: 2, on_time: 1, received: 1, late: 1, amount_due: yuan(50_000), amount_received: yuan(30_000) });
        assert_eq!(figures(&world).on_time_percent(), Some(50));
        world.pay(2, "2025-03-31").unwrap();
        world.prove(2).unwrap();
        world.receive(2, "2025-03-31", false).unwrap();
        assert_eq!(figures(&world), funding::Honour { due: 2, on_time: 1, received: 2, late: 0, amount_due: yuan(50_000), amount_received: yuan(50_000) });
    }

    fn honour_leaves_out_what_a_termination_settled(world: World) {
        let meridian = world.cast.meridian;
        world.on("2024-10-10");
        let project = world.project.clone();
        world.act(move |tx| projects::advance(tx, &kernel::Actor::system(), &project, projects::state::Step::Terminate, "双方同意")).unwrap();
        world.on("2026-01-01");
        let figures = world.act(move |tx| Ok(funding::honour(tx, meridian)?)).expect("the figures");
        assert_eq!(figures, funding::Honour { due: 1, amount_due: yuan(30_000), ..funding::Honour::default() });
    }
}
