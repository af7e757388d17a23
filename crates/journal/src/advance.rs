//! The only way a state column changes.

use db::{Tx, params};
use kernel::{Refusal, RowId};

use crate::{Act, record};

/// Moves the subject of `act` from its old state to its new one and records the act. Answers [`Refusal::Overtaken`] when
/// somebody else moved it since it was read. The act must say `moved(from, to)`; the row must have `state` and
/// `state_since`.
pub fn advance(tx: &mut Tx<'_>, act: Act) -> Result<(), Refusal> {
    let (table, id) = act.subject();
    let (Some(from), Some(to)) = act.states() else {
        return Err(Refusal::fault("an act that advances must say from which state to which"));
    };
    let sql = format!("UPDATE {table} SET state = $1, state_since = $2 WHERE id = $3 AND state = $4");
    let now = tx.now();
    if tx.execute(&sql, params![to, now, RowId(id), from])? == 0 {
        return Err(Refusal::Overtaken);
    }
    record(tx, act);
    Ok(())
}
