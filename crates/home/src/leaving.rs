//! What the slices hold of somebody who wants to close their account.

use db::{DbError, Tx};
use directory::{Keeper, Ties};
use kernel::{Actor, Refusal};

pub(crate) const KEEPER: Keeper = Keeper { ties, let_go };

/// Why the drafts of somebody who left were withdrawn, for whoever reads the journal.
const LEFT: &str = "账号注销 Account closed";

/// What has to be finished or handed over first.
fn ties(tx: &mut Tx<'_>, actor: &Actor) -> Result<Ties, DbError> {
    let person = actor.person_id;
    let mut in_the_way = projects::under_way(tx, person)?;
    in_the_way.extend(agreements::under_way(tx, actor)?);
    in_the_way.extend(applications::under_way(tx, person)?);
    in_the_way.extend(guidelines::under_way(tx, person)?);
    Ok(Ties { in_the_way, keeps_proofs: applications::ever_submitted(tx, person)? })
}

/// Withdraws what nobody but the author waits for.
fn let_go(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
    for id in applications::unfinished(tx, actor.person_id)? {
        applications::actions::withdraw(tx, actor, id, LEFT)?;
    }
    Ok(())
}
