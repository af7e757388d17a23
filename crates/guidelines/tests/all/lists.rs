//! Lists: exactly what may be seen, with a constant number of statements.

use guidelines::actions;
use guidelines::lists::{self, ItemFilter};
use guidelines::{Content, ItemContent, items_of, policy};
use kernel::{Actor, Money};

use crate::site::get;
use crate::world::{MIGRATIONS, World, content, item};

/// The ids on a page of the list.
fn listed(world: &World, who: &str, path: &str) -> Vec<String> {
    let body = get(world, who, path).body;
    let mut ids: Vec<String> = body
        .split("href=\"/guidelines/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| id.len() == 36)
        .map(str::to_owned)
        .collect();
    ids.sort();
    ids
}

fn statements(world: &World, work: impl FnOnce(&mut db::Tx<'_>) + Send + 'static) -> u32 {
    world.read(move |tx| {
        let before = tx.statements();
        work(tx);
        Ok(tx.statements() - before)
    })
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_guideline_is_listed_exactly_when_it_may_be_viewed(world: World) {
        let rival = world.cast.rival.clone();
        let theirs = world.write(move |tx| actions::create(tx, &rival, actions::NewGuideline { round_id: None, is_special: false, content: content() })).expect("a draft");
        let all = [world.whole_draft(None, false, content()), world.under_review(None, false), world.under_review(None, true), world.approved(None), theirs];
        let cast = world.cast.clone();
        let who: [(&str, &Actor); 6] = [("contact", &cast.contact), ("reviewer", &cast.reviewer), ("rival", &cast.rival), ("expert", &cast.expert), ("office", &cast.office), ("ministry", &cast.ministry)];
        for (name, actor) in who {
            let mut expected = Vec::new();
            for guideline in &all {
                let id = guideline.id;
                let (stored, reviews) = world.read(move |tx| Ok((guidelines::get_guideline(tx, id)?, db::list(tx, "WHERE guideline_id = $1", db::params![id])?)));
                if policy::may_view(actor, &stored, &reviews) { expected.push(id.to_string()); }
            }
            expected.sort();
            assert_eq!(listed(&world, name, "/guidelines"), expected, "{name}");
        }
        assert_eq!(listed(&world, "office", "/guidelines?state=under_review").len(), 2);
    }

    fn to_do_lists_cost_one_statement_with_one_row_and_with_three(world: World) {
        let count = |world: &World, actor: &Actor| {
            let (first, second) = (actor.clone(), actor.clone());
            let rows = world.read(move |tx| Ok(guidelines::todo(tx, &second)?)).len();
            (rows, statements(world, move |tx| drop(guidelines::todo(tx, &first))))
        };
        world.under_review(None, false);
        let cast = world.cast.clone();
        assert_eq!(count(&world, &cast.expert), (1, 1));
        world.under_review(None, false);
        world.under_review(None, true);
        assert_eq!(count(&world, &cast.expert), (3, 1));
        assert_eq!(count(&world, &cast.office), (0, 1));
        world.whole_draft(None, false, content());
        assert_eq!(count(&world, &cast.contact), (1, 1));
        assert_eq!(count(&world, &cast.teacher), (0, 0));
    }

    fn the_to_do_list_says_what_waits_for_whom(world: World) {
        let guideline = world.under_review(None, false);
        let what = |world: &World, actor: &Actor| {
            let actor = actor.clone();
            world.read(move |tx| Ok(guidelines::todo(tx, &actor)?)).into_iter().map(|t| t.what.en).collect::<Vec<_>>()
        };
        let cast = world.cast.clone();
        assert_eq!(what(&world, &cast.expert), ["Review the guideline"]);
        assert_eq!(what(&world, &cast.office), [] as [&str; 0]);
        world.reviewed(guideline.id);
        assert_eq!(what(&world, &cast.expert), [] as [&str; 0]);
        assert_eq!(what(&world, &cast.office), ["All reviews are in: decide on the guideline"]);
        world.write({ let office = cast.office.clone(); move |tx| actions::return_for_changes(tx, &office, guideline.id, "请修改") }).expect("returned");
        assert_eq!(what(&world, &cast.contact), ["Change the guideline as asked and submit it again"]);
    }

    fn items_are_found_by_words_type_enterprise_major_and_cash(world: World) {
        let items = vec![item(), ItemContent { title: "100%_实践".into(), majors: "会计学".into(), cash_each: Money::from_yuan(80_000), ..item() }];
        let draft = world.whole_draft(None, false, Content { items, ..content() });
        let cast = world.cast.clone();
        world.write({ let cast = cast.clone(); move |tx| { actions::submit(tx, &cast.contact, draft.id)?; actions::assign(tx, &cast.office, draft.id, &[cast.expert.person_id]) } }).expect("assigned");
        world.reviewed(draft.id);
        world.write(move |tx| actions::approve(tx, &cast.office, draft.id, "")).expect("approved");
        let found = |query: &str| {
            let body = get(&world, "", &format!("/items?{query}")).body;
            ["数字孪生课程", "100%_实践"].map(|title| body.contains(&format!(">{title}</a>")))
        };
        assert_eq!(found(""), [true, true]);
        assert_eq!(found("q=DIGITAL+twin"), [true, true]);
        assert_eq!(found("q=%25_"), [false, true]);
        assert_eq!(found("major=%E4%BC%9A%E8%AE%A1"), [false, true]);
        assert_eq!(found("cash=50001"), [false, true]);
        assert_eq!(found("type=T2"), [true, true]);
        assert_eq!(found("type=T1"), [false, false]);
        assert_eq!(found("enterprise=%E5%8D%8E%E6%95%B0"), [true, true]);
        assert_eq!(found("enterprise=%E8%BF%9C%E6%99%AF"), [false, false]);
        assert_eq!(found("type=nothing&cash=much"), [true, true]);
        assert_eq!(get(&world, "", "/items?after=not-an-id").status, 422);
    }

    fn fifty_items_make_a_page_and_the_next_page_begins_after_the_last(world: World) {
        let items: Vec<ItemContent> = (0..53).map(|n| ItemContent { title: format!("项目 {n:02}"), ..item() }).collect();
        let draft = world.whole_draft(None, false, Content { items, ..content() });
        let cast = world.cast.clone();
        world.write({ let cast = cast.clone(); move |tx| { actions::submit(tx, &cast.contact, draft.id)?; actions::assign(tx, &cast.office, draft.id, &[cast.expert.person_id]) } }).expect("assigned");
        world.reviewed(draft.id);
        world.write(move |tx| actions::approve(tx, &cast.office, draft.id, "")).expect("approved");
        let titles = |body: &str| body.matches(">项目 ").count();
        let first = get(&world, "", "/items?type=T2").body;
        assert_eq!(titles(&first), 50);
        let next = first.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a next page").replace("&amp;", "&");
        let second = get(&world, "", &next).body;
        assert_eq!((titles(&second), second.contains("rel=\"next\"")), (3, false));
        assert_eq!(world.read(move |tx| Ok(items_of(tx, draft.id)?)).len(), 53);
    }

    fn an_item_past_its_last_day_is_listed_no_more(world: World) {
        world.approved(None);
        assert!(get(&world, "", "/items").body.contains("数字孪生课程"));
        world.base.clock.move_to(crate::world::day("2025-01-01").begins());
        assert!(!get(&world, "", "/items").body.contains("数字孪生课程"));
    }

    fn lists_cost_the_same_number_of_statements_with_one_row_and_with_three(world: World) {
        let office = world.cast.office.clone();
        let list = move |world: &World| {
            let office = office.clone();
            let rows = { let office = office.clone(); world.read(move |tx| Ok(lists::guidelines(tx, &office, None, None, lists::PAGE)?)).rows.len() };
            (rows, statements(world, move |tx| drop(lists::guidelines(tx, &office, None, None, lists::PAGE))))
        };
        let items = |world: &World| {
            let rows = world.read(|tx| Ok(lists::open_items(tx, &ItemFilter::default())?)).rows.len();
            (rows, statements(world, |tx| drop(lists::open_items(tx, &ItemFilter::default()))))
        };
        world.approved(None);
        assert_eq!((list(&world), items(&world)), ((1, 1), (1, 1)));
        world.approved(None);
        world.approved(None);
        assert_eq!((list(&world), items(&world)), ((3, 1), (3, 1)));
    }

    fn the_latest_published_item_comes_first_whenever_it_was_written(world: World) {
        let old = world.under_review(None, false);
        world.base.clock.move_to(world.base.clock.now().plus_days(1));
        let newer = world.approved(None);
        world.base.clock.move_to(world.base.clock.now().plus_days(1));
        world.reviewed(old.id);
        let office = world.cast.office.clone();
        world.write(move |tx| actions::approve(tx, &office, old.id, "")).expect("approved");
        let page = world.read(|tx| Ok(lists::open_items(tx, &ItemFilter::default())?));
        assert_eq!(page.rows.iter().map(|item| item.guideline_id).collect::<Vec<_>>(), [old.id, newer.id]);
        let after = ItemFilter { after: Some(page.rows[0].id), ..ItemFilter::default() };
        let rest = world.read(move |tx| Ok(lists::open_items(tx, &after)?));
        assert_eq!(rest.rows.iter().map(|item| item.guideline_id).collect::<Vec<_>>(), [newer.id]);
    }
}
