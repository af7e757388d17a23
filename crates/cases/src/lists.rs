//! Lists, each with a constant number of statements and paged by seeking.

mod public;

use std::collections::HashMap;

use db::{DbError, FromRow, Row, Tx, params};
use guidelines::lists::IS_EXPERT;
use kernel::{Actor, CaseCallId, CaseId, OrganisationId, PersonId, ProjectId, Refusal, ToValue, Value};

use crate::policy;
use crate::record::{Case, CaseCall};
use crate::state::State;
use crate::state::call::CallState;
pub use public::{PublicCase, Wanted, award_lists, published, published_cases};

/// Rows of one page; one more is read to learn whether another page follows.
pub const PAGE: usize = 50;

/// One page of a list and where the next begins.
pub struct Page<T, I> {
    pub rows: Vec<T>,
    pub next: Option<I>,
}

impl<T, I> Page<T, I> {
    fn of(mut rows: Vec<T>, most: usize, id: impl Fn(&T) -> I) -> Page<T, I> {
        let next = (rows.len() > most).then(|| rows.truncate(most)).and_then(|()| rows.last().map(id));
        Page { rows, next }
    }
}

/// Calls a reader learns of, the latest year first.
pub fn calls(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    after: Option<CaseCallId>,
) -> Result<Page<CaseCall, CaseCallId>, DbError> {
    let mut values = params![PAGE + 1].to_vec();
    let mut conditions: Vec<String> = Vec::new();
    if !actor.is_some_and(policy::runs) {
        values.push(CallState::Draft.to_value());
        conditions.push(format!("case_call.state <> ${}", values.len()));
    }
    if let Some(after) = after {
        values.push(after.to_value());
        conditions.push(format!(
            "(case_call.year, case_call.id) < (SELECT c.year, c.id FROM case_call c WHERE c.id = ${})",
            values.len()
        ));
    }
    let rest = format!("{} ORDER BY case_call.year DESC, case_call.id DESC LIMIT $1", all_of(&conditions));
    Ok(Page::of(db::list(tx, &rest, &values)?, PAGE, |call: &CaseCall| call.id))
}

fn all_of(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) }
}

/// What a list of cases is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub call: Option<CaseCallId>,
    pub state: Option<State>,
    pub after: Option<CaseId>,
}

/// The cases somebody sees from inside, the latest first.
pub fn entries(tx: &mut Tx<'_>, actor: &Actor, filter: &Filter) -> Result<Page<Case, CaseId>, DbError> {
    let (scope, mut values) = policy::scope(actor, 1);
    let mut conditions = vec![scope];
    let mut also = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(call) = filter.call {
        also("case_submission.call_id = ?", call.to_value());
    }
    if let Some(state) = filter.state {
        also("case_submission.state = ?", state.to_value());
    }
    if let Some(after) = filter.after {
        also("case_submission.id < ?", after.to_value());
    }
    values.push((PAGE + 1).to_value());
    let rest = format!(
        "LEFT JOIN project ON project.id = case_submission.project_id {} ORDER BY case_submission.id DESC LIMIT ${}",
        all_of(&conditions),
        values.len()
    );
    Ok(Page::of(db::list(tx, &rest, &values)?, PAGE, |case: &Case| case.id))
}

/// A case in the ranking of its call.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = CaseRank)]
pub struct Rank {
    /// 1 is the best; equal means share a place.
    pub place: i64,
    pub case: Case,
}

/// The cases the office decides about, by the mean of their scores; those that nobody judged yet are the last.
pub fn ranking(
    tx: &mut Tx<'_>,
    actor: &Actor,
    call: CaseCallId,
    after: Option<CaseId>,
) -> Result<Page<Rank, CaseId>, Refusal> {
    policy::permit_office(actor)?;
    let mut values = params![call, PAGE + 1, "draft", "handed_in", "nominated", "not_nominated"].to_vec();
    let mut seek = String::new();
    if let Some(after) = after {
        values.push(after.to_value());
        seek =
            format!("WHERE (mean, id) < (SELECT c.mean, c.id FROM case_submission c WHERE c.id = ${})", values.len());
    }
    let sql = format!(
        "SELECT id, place FROM (SELECT id, mean, RANK() OVER (ORDER BY mean DESC) AS place FROM case_submission \
         WHERE call_id = $1 AND state NOT IN ($3, $4, $5, $6)) AS ranked {seek} ORDER BY mean DESC, id DESC LIMIT $2"
    );
    let places: Vec<(CaseId, i64)> = tx.query(&sql, &values)?;
    let ids: Vec<CaseId> = places.iter().map(|(id, _)| *id).collect();
    let mut cases: HashMap<CaseId, Case> = these(tx, &ids)?.into_iter().map(|case| (case.id, case)).collect();
    let rows = places.into_iter().filter_map(|(id, place)| cases.remove(&id).map(|case| Rank { place, case }));
    Ok(Page::of(rows.collect(), PAGE, |rank: &Rank| rank.case.id))
}

/// `$1, $2, …` for a list of ids, with its values.
fn places<T: ToValue>(ids: &[T]) -> (String, Vec<Value>) {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    (places.join(", "), ids.iter().map(ToValue::to_value).collect())
}

/// These cases, whatever their state, in no order.
pub fn these(tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<Vec<Case>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = places(ids);
    db::list(tx, &format!("WHERE case_submission.id IN ({places})"), &values)
}

/// Submitted cases of calls under review, the longest waiting first; at most so many.
pub fn waiting_for_experts(tx: &mut Tx<'_>, most: usize) -> Result<Vec<Case>, DbError> {
    let rest = "JOIN case_call ON case_call.id = case_submission.call_id WHERE case_submission.state = $1 \
                AND case_call.state = $2 ORDER BY case_submission.state_since, case_submission.id LIMIT $3";
    db::list(tx, rest, params![State::Submitted, CallState::Reviewing, most])
}

/// How many of them there are.
pub fn count_waiting_for_experts(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) FROM case_submission JOIN case_call ON case_call.id = case_submission.call_id \
               WHERE case_submission.state = $1 AND case_call.state = $2";
    Ok(tx.one::<(i64,)>(sql, params![State::Submitted, CallState::Reviewing])?.0)
}

/// Counts in SQL the reviews of cases that wait for a person: asked for, not answered, without an interest, of what is not
/// decided.
pub const REVIEWS_WAITING: &str = "(SELECT count(*) FROM case_review cr JOIN case_submission cs ON cs.id = cr.case_id \
     WHERE cr.expert_id = person.id AND cr.released_at IS NULL AND cr.decided_at IS NULL AND cr.conflict <> 'declared' \
     AND cs.state = 'expert_review')";

/// An expert the office may choose.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
#[schema(as = CaseExpert)]
pub struct ExpertRow {
    pub id: PersonId,
    pub name: String,
    pub name_en: String,
    pub title: String,
    /// Reviews of cases that wait for this expert now: shows who has room.
    pub waiting: i64,
}

impl FromRow for ExpertRow {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(ExpertRow {
            id: row.next()?,
            name: row.next()?,
            name_en: row.next()?,
            title: row.next()?,
            waiting: row.next()?,
        })
    }
}

/// Experts in office, those with the least to do first; 200 at most. Who may not judge a case is refused when chosen.
pub fn experts(tx: &mut Tx<'_>) -> Result<Vec<ExpertRow>, DbError> {
    let sql = format!(
        "SELECT person.id, person.name, person.name_en, person.title, {REVIEWS_WAITING} AS waiting FROM person \
         WHERE person.closed_at IS NULL AND {IS_EXPERT} ORDER BY waiting, person.name, person.id LIMIT 200"
    );
    tx.query(&sql, &[])
}

/// A project somebody leads whose closing passed.
pub struct Passed {
    pub id: ProjectId,
    pub number: String,
    pub title: String,
}

/// The passed projects of a leader, the latest first; 100 at most.
pub fn passed_projects(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Passed>, DbError> {
    let sql = "SELECT project.id, project.number, project.title FROM project JOIN closing ON closing.project_id = project.id \
               WHERE project.pi_id = $1 AND closing.state = 'passed' ORDER BY project.year DESC, project.id DESC LIMIT 100";
    let rows: Vec<(ProjectId, String, String)> = tx.query(sql, params![actor.person_id])?;
    Ok(rows.into_iter().map(|(id, number, title)| Passed { id, number, title }).collect())
}

/// Names of organisations in both languages.
pub type Names = HashMap<OrganisationId, (String, String)>;

/// The names of all organisations that these cases have to do with.
pub fn names_of<'c>(tx: &mut Tx<'_>, cases: impl IntoIterator<Item = &'c Case>) -> Result<Names, DbError> {
    let ids: Vec<OrganisationId> = cases.into_iter().flat_map(Case::houses).collect();
    directory::organisation_names_both(tx, &ids)
}
