//! How well an enterprise keeps its word about money and goods.

use db::{DbError, Tx, params};
use kernel::{Day, Instant, Money, OrganisationId};

use crate::rules::settled_by_termination;

/// What fell due at an enterprise and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Honour {
    /// Instalments whose due day has passed, or that arrived before it.
    pub due: u64,
    /// Of these, arrived by their due day.
    pub on_time: u64,
    /// Of these, arrived at all.
    pub received: u64,
    /// Marked as late now. Rule X-01.
    pub late: u64,
    /// In fen, cash and the value of goods together.
    pub amount_due: Money,
    pub amount_received: Money,
}

impl Honour {
    /// Paid on time, in whole per cent, cut; none when nothing has fallen due yet.
    pub fn on_time_percent(&self) -> Option<u64> {
        (self.on_time * 100).checked_div(self.due)
    }
}

/// The figures of one enterprise as of today: two statements. The due day itself is in time; what counts is the day of
/// arrival that the university confirmed. What a termination settled is not counted.
pub fn honour(tx: &mut Tx<'_>, enterprise: OrganisationId) -> Result<Honour, DbError> {
    let today = tx.now().day();
    let sql = "SELECT COUNT(*), \
               COALESCE(SUM(CASE WHEN state = 'received' AND received_on <= due_on THEN 1 ELSE 0 END), 0), \
               COALESCE(SUM(CASE WHEN state = 'received' THEN 1 ELSE 0 END), 0), \
               COALESCE(SUM(CASE WHEN late_at IS NOT NULL THEN 1 ELSE 0 END), 0), \
               COALESCE(SUM(amount), 0), \
               COALESCE(SUM(CASE WHEN state = 'received' THEN amount ELSE 0 END), 0) \
               FROM instalment WHERE enterprise_id = $1 AND (due_on < $2 OR state = 'received')";
    let (due, on_time, received, late, amount_due, amount_received) = tx.one(sql, params![enterprise, today])?;
    let mut honour = Honour { due, on_time, received, late, amount_due, amount_received };
    for (due_on, terminated_at, is_late, amount) in
        tx.query::<(Day, Instant, bool, Money)>(ENDED, params![enterprise, today])?
    {
        if settled_by_termination(terminated_at.day(), due_on) {
            honour.due -= 1;
            honour.late -= u64::from(is_late);
            honour.amount_due = honour.amount_due.less(amount);
        }
    }
    Ok(honour)
}

/// What had not arrived of projects that were terminated.
const ENDED: &str = "SELECT i.due_on, p.state_since, CASE WHEN i.late_at IS NOT NULL THEN 1 ELSE 0 END, i.amount \
     FROM instalment i JOIN project p ON p.id = i.project_id \
     WHERE i.enterprise_id = $1 AND i.due_on < $2 AND i.state <> 'received' AND p.state = 'terminated'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_cut_and_says_nothing_before_anything_fell_due() {
        assert_eq!(Honour::default().on_time_percent(), None);
        assert_eq!(Honour { due: 3, on_time: 2, ..Honour::default() }.on_time_percent(), Some(66));
        assert_eq!(Honour { due: 3, on_time: 3, ..Honour::default() }.on_time_percent(), Some(100));
    }
}
