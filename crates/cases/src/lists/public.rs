//! What everybody reads: published cases and lists of awards.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Actor, AwardListId, CaseCallId, CaseId, Instant, MeetingId, ProjectId, ToValue, Value};

use super::{PAGE, Page, all_of};
use crate::policy;
use crate::record::AwardList;
use crate::state::award::ListState;
use crate::state::{Kind, State};

/// What is public of a case.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct PublicCase {
    pub id: CaseId,
    pub call_id: CaseCallId,
    /// The year whose case it is.
    pub year: i64,
    pub kind: Kind,
    pub title_zh: String,
    pub title_en: String,
    pub author: String,
    /// Empty where it has none.
    pub university: String,
    pub university_en: String,
    pub enterprise: String,
    pub enterprise_en: String,
    pub project_id: Option<ProjectId>,
    /// Empty of a case that is not of a project.
    pub project_number: String,
    pub state: State,
    /// The meeting it was shown at.
    pub meeting_id: Option<MeetingId>,
    pub published_at: Option<Instant>,
}

impl FromRow for PublicCase {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(PublicCase {
            id: row.next()?,
            call_id: row.next()?,
            year: row.next()?,
            kind: row.next()?,
            title_zh: row.next()?,
            title_en: row.next()?,
            author: row.next()?,
            university: row.next()?,
            university_en: row.next()?,
            enterprise: row.next()?,
            enterprise_en: row.next()?,
            project_id: row.next()?,
            project_number: row.next()?,
            state: row.next()?,
            meeting_id: row.next()?,
            published_at: row.next()?,
        })
    }
}

const PUBLIC: &str = "SELECT case_submission.id, case_submission.call_id, case_call.year, case_submission.kind, \
     case_submission.title_zh, case_submission.title_en, case_submission.author_name, COALESCE(u.name, ''), \
     COALESCE(u.name_en, ''), COALESCE(e.name, ''), COALESCE(e.name_en, ''), case_submission.project_id, \
     COALESCE(project.number, ''), case_submission.state, case_submission.meeting_id, case_submission.published_at \
     FROM case_submission JOIN case_call ON case_call.id = case_submission.call_id \
     LEFT JOIN organisation u ON u.id = case_submission.university_id \
     LEFT JOIN organisation e ON e.id = case_submission.enterprise_id \
     LEFT JOIN project ON project.id = case_submission.project_id";

/// What published cases are narrowed to; nothing means all of all years.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub call: Option<CaseCallId>,
    pub year: Option<i64>,
    pub kind: Option<Kind>,
    pub after: Option<CaseId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    pub page: usize,
}

/// Published cases, the latest first.
pub fn published_cases(tx: &mut Tx<'_>, wanted: Wanted) -> Result<Page<PublicCase, CaseId>, DbError> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = vec!["case_submission.published_at IS NOT NULL".to_owned()];
    let mut also = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(call) = wanted.call {
        also("case_submission.call_id = ?", call.to_value());
    }
    if let Some(year) = wanted.year {
        also("case_call.year = ?", year.to_value());
    }
    if let Some(kind) = wanted.kind {
        also("case_submission.kind = ?", kind.to_value());
    }
    if let Some(after) = wanted.after {
        also("case_submission.id < ?", after.to_value());
    }
    let most = if wanted.page == 0 { PAGE } else { wanted.page };
    values.push((most + 1).to_value());
    let sql = format!("{PUBLIC} {} ORDER BY case_submission.id DESC LIMIT ${}", all_of(&conditions), values.len());
    Ok(Page::of(tx.query(&sql, &values)?, most, |case: &PublicCase| case.id))
}

/// One published case.
pub fn published(tx: &mut Tx<'_>, id: CaseId) -> Result<Option<PublicCase>, DbError> {
    let sql = format!("{PUBLIC} WHERE case_submission.id = $1 AND case_submission.published_at IS NOT NULL");
    tx.first(&sql, params![id])
}

/// Lists of awards a reader learns of, the latest year first; for the office those that are not published too.
pub fn award_lists(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    after: Option<AwardListId>,
) -> Result<Page<AwardList, AwardListId>, DbError> {
    let mut values = params![PAGE + 1].to_vec();
    let mut conditions: Vec<String> = Vec::new();
    if !actor.is_some_and(policy::runs) {
        values.push(ListState::Published.to_value());
        conditions.push(format!("award_list.state = ${}", values.len()));
    }
    if let Some(after) = after {
        values.push(after.to_value());
        conditions.push(format!(
            "(award_list.year, award_list.id) < (SELECT l.year, l.id FROM award_list l WHERE l.id = ${})",
            values.len()
        ));
    }
    let rest = format!("{} ORDER BY award_list.year DESC, award_list.id DESC LIMIT $1", all_of(&conditions));
    Ok(Page::of(db::list(tx, &rest, &values)?, PAGE, |list: &AwardList| list.id))
}
