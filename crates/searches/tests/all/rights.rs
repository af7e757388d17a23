//! S-3: everybody finds what the slices let them see, no more and no less, and no count tells about the rest.

use std::collections::BTreeSet;

use db::{DbError, Tx};
use directory::Organisation;
use guidelines::{Guideline, GuidelineReview, Item};
use journal::Act;
use kernel::{Actor, GuidelineId, ItemId, Lang, OrganisationId, Refusal, Role, RowId, Word};
use search::Kind;
use uuid::Uuid;

use crate::world::{STORY, World, words};

/// What of a kind somebody may see, as the slices' own policies say.
fn visible(tx: &mut Tx<'_>, actor: Option<&Actor>, kind: Kind) -> Result<BTreeSet<Uuid>, Refusal> {
    let ids = |tx: &mut Tx<'_>, sql: &str| -> Result<BTreeSet<Uuid>, DbError> {
        Ok(tx.query::<(RowId,)>(sql, &[])?.into_iter().map(|(id,)| id.0).collect())
    };
    Ok(match kind {
        // The register is public, and so is what was published of closings.
        Kind::Project => ids(tx, "SELECT id FROM project")?,
        Kind::Result => ids(
            tx,
            "SELECT id FROM closing WHERE published_at IS NOT NULL UNION ALL SELECT id FROM listed_project WHERE closed_by IS NOT NULL",
        )?,
        Kind::Organisation => {
            let eyes = directory::eyes(tx, actor)?;
            let all: Vec<Organisation> = db::list(tx, "ORDER BY id", &[])?;
            all.iter().filter(|o| directory::policy::may_view(&eyes, o)).map(|o| o.id.0).collect()
        }
        Kind::Item => items(tx, actor)?,
        Kind::Person => {
            let open = "SELECT id FROM membership WHERE state IN ('requested', 'invited', 'active')";
            match actor.and_then(|actor| Some((actor.role()?, actor.organisation_id()?))) {
                Some((Role::ProgrammeOffice, _)) => ids(tx, open)?,
                Some((Role::UniversityAdministrator | Role::EnterpriseContact, own)) => {
                    let sql = format!("{open} AND organisation_id = $1");
                    let rows: Vec<(RowId,)> = tx.query(&sql, db::params![own])?;
                    rows.into_iter().map(|(id,)| id.0).collect()
                }
                Some(_) | None => BTreeSet::new(),
            }
        }
    })
}

fn items(tx: &mut Tx<'_>, actor: Option<&Actor>) -> Result<BTreeSet<Uuid>, Refusal> {
    let mut seen = BTreeSet::new();
    for guideline in db::list::<Guideline>(tx, "ORDER BY id", &[])? {
        let reviews: Vec<GuidelineReview> = db::list(tx, "WHERE guideline_id = $1", db::params![guideline.id])?;
        let is_public = guidelines::rules::visible_to_applicants(guideline.state);
        let is_inside = actor.is_some_and(|actor| guidelines::policy::may_view(actor, &guideline, &reviews));
        // A draft is found from the list of guidelines.
        if is_public || (is_inside && guideline.state != guidelines::state::State::Draft) {
            let items: Vec<Item> = guidelines::items_of(tx, guideline.id)?;
            seen.extend(items.into_iter().map(|item| item.id.0));
        }
    }
    Ok(seen)
}

/// Everything an answer says, for a reader in a language.
fn said(world: &World, actor: Option<&Actor>, typed: &str) -> String {
    let answered = world.ask(actor, Lang::En, &words(typed)).unwrap_or_else(|no| panic!("{typed}: {no:?}"));
    format!("{:?} {:?}", answered.found, answered.rows)
}

/// A guideline on its way to review and an enterprise nobody verified yet, both of words that stand nowhere else.
fn secrets(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    let (system, now) = (Actor::system(), tx.now());
    let sql = "WHERE enterprise_id = (SELECT id FROM organisation WHERE name_en LIKE 'Meridian%') ORDER BY id LIMIT 1";
    let known: Guideline = db::list(tx, sql, &[])?.swap_remove(0);
    let item = guidelines::items_of(tx, known.id)?.swap_remove(0);
    let guideline = Guideline {
        id: GuidelineId::at(now),
        title: "机密方案 confidential".into(),
        state: guidelines::state::State::Submitted,
        published_at: None,
        ..known
    };
    db::insert(tx, &guideline)?;
    let title = "机密方案课程 confidential".into();
    db::insert(
        tx,
        &Item { id: ItemId::at(now), guideline_id: guideline.id, title, is_open: false, published_at: None, ..item },
    )?;
    journal::record(tx, Act::new(&system, "guideline", guideline.id.0, "submit"));
    let known = directory::organisation(tx, guideline.enterprise_id)?;
    let id = OrganisationId::at(now);
    let state = directory::OrganisationState::Registered;
    db::insert(tx, &Organisation { id, name: "机密科技有限公司".into(), code: None, state, ..known })?;
    journal::record(tx, Act::new(&system, "organisation", id.0, "register"));
    Ok(())
}

testing::both_databases! {
    told STORY;

    fn s_3_everybody_finds_exactly_what_they_may_see(world: World) {
        for reader in world.readers() {
            for kind in Kind::ALL {
                let actor = reader.clone();
                let expected = world.act(move |tx| visible(tx, actor.as_ref(), *kind)).expect("readable");
                let found: BTreeSet<Uuid> = world.all(reader.as_ref(), *kind, "").into_iter().collect();
                let who = reader.as_ref().map_or("a stranger", |actor| actor.name.as_str());
                assert_eq!(found, expected, "{} for {who}", kind.word());
                let counted = world.find(reader.as_ref(), "").found.facets.kinds;
                let count = counted.iter().find(|(k, _)| k == kind).map_or(0, |(_, n)| *n);
                assert_eq!(count as usize, expected.len(), "the number of {} for {who}", kind.word());
            }
        }
    }

    fn s_3_what_was_delivered_is_found_by_those_who_may_see_the_closing(world: World) {
        let delivered = "“经两轮教学试用”";
        for reader in world.readers() {
            let actor = reader.clone();
            let expected = world.act(move |tx| {
                let mut seen = BTreeSet::new();
                for part in actor.as_ref().map(closings::policy::scope).unwrap_or_default() {
                    let sql = format!("SELECT closing.id FROM {} WHERE {} AND closing.published_at IS NOT NULL AND closing.summary LIKE '%经两轮教学试用%'", part.from, part.condition);
                    seen.extend(tx.query::<(RowId,)>(&sql, &part.values)?.into_iter().map(|(id,)| id.0));
                }
                Ok::<_, Refusal>(seen)
            }).expect("readable");
            let found: BTreeSet<Uuid> = world.all(reader.as_ref(), Kind::Result, delivered).into_iter().collect();
            assert_eq!(found, expected, "{:?}", reader.map(|actor| actor.name));
        }
    }

    fn s_3_what_is_not_public_changes_no_answer_of_a_stranger_or_of_another_house(world: World) {
        let rival = world.actor("qin.yue");
        let typed = ["", "机密方案", "机密", "kind:item", "子午", "jimi fang an", "jmfa", "jimi", "confidental", "year:2024..", "kind:organisation", "kind:person"];
        let before: Vec<String> = typed.iter().flat_map(|t| [said(&world, None, t), said(&world, Some(&rival), t)]).collect();
        world.done(secrets);
        let after: Vec<String> = typed.iter().flat_map(|t| [said(&world, None, t), said(&world, Some(&rival), t)]).collect();
        assert_eq!(before, after);
        let office = world.actor("wu.min");
        assert_eq!(world.find(Some(&office), "机密").found.total, 2, "the office does see them");
        assert_eq!(world.find(Some(&world.actor("zhao.lei")), "机密方案").found.total, 1, "and the house its own");
    }
}
