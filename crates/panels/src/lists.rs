//! The list of assignment plans, paged by seeking.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Actor, Instant, PlanId, Refusal, ToValue};
use serde::Serialize;
use utoipa::ToSchema;

use crate::policy;
use crate::state::{Kind, State};

/// Rows of one page.
pub const PAGE: usize = 50;

/// A plan as a list shows it.
#[derive(Serialize, ToSchema)]
#[schema(as = AssignmentPlanRow)]
pub struct PlanRow {
    pub id: PlanId,
    pub kind: Kind,
    pub made_by_name: String,
    pub created_at: Instant,
    pub state: State,
    pub state_since: Instant,
    pub subjects: i64,
    pub pairs: i64,
    pub per_item: i64,
    pub most: i64,
    pub seed: i64,
}

impl FromRow for PlanRow {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(PlanRow {
            id: row.next()?,
            kind: row.next()?,
            made_by_name: row.next()?,
            created_at: row.next()?,
            state: row.next()?,
            state_since: row.next()?,
            subjects: row.next()?,
            pairs: row.next()?,
            per_item: row.next()?,
            most: row.next()?,
            seed: row.next()?,
        })
    }
}

/// Plans, the latest first, and where the next page begins.
pub fn plans(tx: &mut Tx<'_>, actor: &Actor, after: Option<PlanId>) -> Result<(Vec<PlanRow>, Option<PlanId>), Refusal> {
    policy::permit_prepare(actor)?;
    let mut values = params![PAGE + 1].to_vec();
    let mut condition = "";
    if let Some(after) = after {
        values.push(after.to_value());
        condition = "WHERE id < $2";
    }
    let sql = format!(
        "SELECT id, kind, made_by_name, created_at, state, state_since, subject_count, pair_count, per_item, most, seed \
         FROM assignment_plan {condition} ORDER BY id DESC LIMIT $1"
    );
    let mut rows: Vec<PlanRow> = tx.query(&sql, &values)?;
    let next = (rows.len() > PAGE).then(|| rows.truncate(PAGE)).and_then(|()| rows.last().map(|row| row.id));
    Ok((rows, next))
}

/// How many guidelines and how many cases wait for experts.
pub(crate) fn waiting(tx: &mut Tx<'_>) -> Result<(i64, i64), DbError> {
    let sql = "SELECT count(*) FROM guideline WHERE state = $1";
    let (guidelines,) = tx.one::<(i64,)>(sql, params![guidelines::state::State::Submitted])?;
    Ok((guidelines, cases::lists::count_waiting_for_experts(tx)?))
}
