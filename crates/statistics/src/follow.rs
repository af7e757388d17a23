//! Following the journal: every act names its subject, so what it may have changed is read again. A journal that ran far
//! ahead, or another database beneath, makes everything be read anew.

use std::collections::BTreeSet;

use db::{Db, DbError, Tx, params};
use journal::Place;
use kernel::{OrganisationId, ProjectId, RowId};

use crate::facts::{Facts, Read};
use crate::read;

/// Acts followed one by one; when more are open, reading everything anew is sooner done.
const FAR_BEHIND: i64 = 5_000;

/// What happened since a place of the journal.
pub(crate) enum News {
    Nothing,
    Some {
        position: Place,
        projects: Vec<Read>,
        industries: Vec<(OrganisationId, String)>,
    },
    /// It cannot be told: everything has to be read anew.
    Lost,
}

/// Looks what happened since `from`: one statement while nothing did.
pub(crate) fn news(tx: &mut Tx<'_>, from: &Place) -> Result<News, DbError> {
    let head = journal::head(tx)?;
    if head == *from {
        return Ok(News::Nothing);
    }
    if head.seq < from.seq || head.seq - from.seq > FAR_BEHIND || !from.is_here(tx)? {
        return Ok(News::Lost);
    }
    let sql = "SELECT DISTINCT subject, subject_id FROM journal_entry WHERE seq > $1 AND seq <= $2";
    let subjects: Vec<(String, RowId)> = tx.query(sql, params![from.seq, head.seq])?;
    let named = |name: &'static str| subjects.iter().filter(move |(subject, _)| subject == name).map(|(_, id)| id.0);
    let mut projects: BTreeSet<ProjectId> = named("project").map(ProjectId).collect();
    let mut organisations: BTreeSet<OrganisationId> = named("organisation").map(OrganisationId).collect();
    // What belongs to a project. Guidelines, applications and agreements lead to one only by its establishment.
    for table in ["closing", "change_request", "instalment"] {
        projects.extend(read::projects_of(tx, table, &named(table).map(RowId).collect::<Vec<_>>())?);
    }
    let projects = read::these(tx, &projects.into_iter().collect::<Vec<_>>())?;
    // An enterprise may have come with its first project.
    organisations.extend(projects.iter().map(|read| read.enterprise));
    let industries = read::industries(tx, Some(&organisations.into_iter().collect::<Vec<_>>()))?;
    Ok(News::Some { position: head, projects, industries })
}

/// Reads everything; `progress` hears how many of how many projects are read.
pub(crate) fn anew(db: &Db, progress: &dyn Fn(u64, u64)) -> Result<Facts, DbError> {
    // Whatever happens while tables are read stands behind this place of the journal and is followed afterwards.
    let (position, all) = db.read_now(|tx| Ok::<_, DbError>((journal::head(tx)?, read::amount(tx)?)))?;
    let mut facts = Facts::at(position);
    facts.all.reserve_exact(usize::try_from(all).unwrap_or(0));
    let mut after = ProjectId::nil();
    loop {
        progress(facts.all.len() as u64, all);
        let page = db.read_now(move |tx| read::page(tx, after))?;
        let Some(last) = page.last() else { break };
        after = last.fact.id;
        facts.put(&page);
    }
    for (enterprise, section) in db.read_now(|tx| read::industries(tx, None))? {
        facts.put_industry(enterprise, &section);
    }
    Ok(facts)
}

#[cfg(test)]
mod tests {
    use kernel::Actor;
    use testing::TestDb;

    use super::*;

    /// Records acts on so many projects and closings, and tells how many statements it takes to follow them.
    fn statements(base: &TestDb, things: usize) -> (u32, u32) {
        let from = base.db.read_now(journal::head).expect("a place");
        let done = base.db.write_now(move |tx| {
            for n in 0..things {
                for subject in ["project", "closing", "instalment"] {
                    let id = kernel::RowId::at(kernel::Instant::from_millis(n as i64 + 1)).0;
                    journal::record(tx, journal::Act::new(&Actor::system(), subject, id, "edit"));
                }
            }
            Ok::<_, DbError>(())
        });
        done.expect("recorded");
        base.db
            .read_now(move |tx| {
                let found = news(tx, &from)?;
                assert!(matches!(found, News::Some { .. }));
                let followed = tx.statements();
                let here = journal::head(tx)?;
                let before = tx.statements();
                assert!(matches!(news(tx, &here)?, News::Nothing));
                Ok::<_, DbError>((followed, tx.statements() - before))
            })
            .expect("followed")
    }

    testing::both_databases! {
        with [
            directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS, guidelines::MIGRATIONS,
            applications::MIGRATIONS, agreements::MIGRATIONS, projects::MIGRATIONS, funding::MIGRATIONS, closings::MIGRATIONS,
        ];

        fn following_costs_the_same_statements_after_one_act_and_after_three_and_one_after_none(base: TestDb) {
            // From the very first act on there is no entry to compare with.
            statements(&base, 1);
            let one = statements(&base, 1);
            assert_eq!(one, statements(&base, 3));
            assert_eq!(one.1, 1);
        }
    }
}
