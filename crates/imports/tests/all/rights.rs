//! Who imports what.

use std::fmt::Write;

use imports::actions::{self, NewImport};
use imports::{HowToRead, Settings, Subject, lists, policy};
use kernel::{Actor, ImportId, Refusal, Word};

use crate::world::{ALL, World};

fn everybody(world: &World) -> Vec<Actor> {
    let c = &world.cast;
    let hats = kernel::Role::ALL.iter().map(|role| {
        let hat = kernel::Hat { role: *role, organisation_id: c.nanjiang };
        Actor::person(c.lin_mei.person_id, role.word(), Some(hat))
    });
    let nobody = Actor::person(c.lin_mei.person_id, "without a role", None);
    hats.chain([nobody]).collect()
}

fn brought(world: &World, actor: &Actor, subject: Subject) -> Result<ImportId, Refusal> {
    let new = NewImport {
        subject,
        file_name: "list.csv".into(),
        sha256: "0".repeat(64),
        bytes: 1,
        how: HowToRead::default(),
        settings: Settings::default(),
    };
    let actor = actor.clone();
    world.act(move |tx| Ok(actions::upload(tx, &actor, &new)?.id))
}

#[test]
fn rights_on_lists_by_role() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let office = world.cast.wu_min.clone();
    let own = world.cast.wang_jianguo.clone();
    let lists = Subject::ALL
        .iter()
        .map(|subject| (format!("{subject} of the office"), brought(&world, &office, *subject).unwrap()));
    let mut lists: Vec<(String, ImportId)> = lists.collect();
    lists.push(("people of the university".into(), brought(&world, &own, Subject::People).unwrap()));
    let mut table = String::new();
    for actor in everybody(&world) {
        let brings =
            Subject::ALL.iter().filter(|subject| policy::may_upload(&actor, **subject, policy::house_of(&actor)));
        let brings: Vec<&str> = brings.map(|subject| subject.word()).collect();
        let mut sees = Vec::new();
        for (name, id) in &lists {
            let (id, reader) = (*id, actor.clone());
            let seen = world.act(move |tx| actions::seen(tx, &reader, id));
            if seen.is_ok() {
                sees.push((name.as_str(), id));
            }
            assert!(matches!(seen, Ok(_) | Err(Refusal::NotFound)), "whoever may not see it learns nothing of it");
        }
        let reader = actor.clone();
        let page = world.act(move |tx| Ok(lists::imports(tx, &reader, None)?)).unwrap();
        let mut listed: Vec<ImportId> = page.rows.iter().map(|import| import.id).collect();
        let mut seen: Vec<ImportId> = sees.iter().map(|(_, id)| *id).collect();
        listed.sort();
        seen.sort();
        assert_eq!(listed, seen, "{}: the list agrees with the policy", actor.name);
        let sees: Vec<&str> = sees.into_iter().map(|(name, _)| name).collect();
        writeln!(table, "{} | brings {} | works on {}", actor.name, brings.join(", "), sees.join(", ")).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_list_that_may_not_be_brought_is_refused_with_who_may() {
    let world = World::from(testing::TestDb::on_sqlite(&ALL));
    let refused = brought(&world, &world.cast.wang_jianguo, Subject::Projects).unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden { .. }), "{refused}");
}
