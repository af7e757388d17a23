//! All SQL on the rows of this slice. Only [`advance`] moves the state of an application.

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, ApplicationId, ItemId, OrganisationId, PersonId, ProjectType, Refusal, RoundId, RowId};
use limits::rules::Counts;

use crate::policy::Permit;
use crate::state::State;
use crate::typed::{Read, Typed, TypedLine, TypedMember};
use crate::{Application, BudgetLine, Evaluation, Member, UniversityReview};

/// The subject of journal entries and attachments.
pub const SUBJECT: &str = "application";

/// The application with this id.
pub fn get(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Application, Refusal> { db::get(tx, id) }

/// The members of an application, in the order typed.
pub fn members(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<Member>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY sort", params![id])
}

/// The budget of an application, in the order typed.
pub fn budget(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<BudgetLine>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY sort", params![id])
}

/// The reviews of the university, oldest first.
pub fn reviews(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<UniversityReview>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY id", params![id])
}

/// The evaluations of one application, oldest first.
pub fn evaluations(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Vec<Evaluation>, DbError> {
    db::list(tx, "WHERE application_id = $1 ORDER BY id", params![id])
}

/// The evaluations of all applications to one item.
pub fn evaluations_of_item(tx: &mut Tx<'_>, item: ItemId) -> Result<Vec<Evaluation>, DbError> {
    db::list(tx, "WHERE item_id = $1 ORDER BY application_id, id", params![item])
}

/// The applications of a person to an item, the latest first.
pub(crate) fn of_person_to_item(tx: &mut Tx<'_>, pi: PersonId, item: ItemId) -> Result<Vec<Application>, DbError> {
    db::list(tx, "WHERE pi_id = $1 AND item_id = $2 ORDER BY id DESC", params![pi, item])
}

/// Moves an application along a permitted step and records it.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    reason: &str,
    documents: Vec<String>,
) -> Result<Application, Refusal> {
    let (mut application, step) = permit.into_parts();
    let (before, after) = (application.state, application.state.after(step)?);
    let act = Act::new(actor, SUBJECT, application.id.0, kernel::Word::word(step));
    journal::advance(tx, act.moved(before, after).because(reason).documents(documents))?;
    application.state = after;
    application.state_since = tx.now();
    Ok(application)
}

/// Writes the columns of an application but its state; the answer holds the new revision.
pub(crate) fn save(tx: &mut Tx<'_>, mut application: Application) -> Result<Application, Refusal> {
    db::save(tx, &application)?;
    application.revision += 1;
    Ok(application)
}

/// Puts everything that could be read of a typed draft into the application and its rows.
pub(crate) fn write_draft(tx: &mut Tx<'_>, mut application: Application, typed: &Typed, read: &Read) -> Result<Application, Refusal> {
    if read.texts_fit {
        application.title = typed.title.clone();
        application.school = typed.school.clone();
        application.summary = typed.summary.clone();
        application.plan = typed.plan.clone();
        application.expected_results = typed.expected_results.clone();
        application.document_pi_name = typed.document_pi_name.clone();
    }
    application.is_signed = typed.is_signed;
    application.starts_on = read.starts_on.unwrap_or(application.starts_on);
    application.ends_on = read.ends_on.unwrap_or(application.ends_on);
    application.saved_at = tx.now();
    let application = save(tx, application)?;
    if read.texts_fit && read.rows_fit {
        replace_members(tx, application.id, &typed.members)?;
        if let Some(amounts) = &read.amounts {
            replace_budget(tx, application.id, &typed.budget, amounts)?;
        }
    }
    Ok(application)
}

fn replace_members(tx: &mut Tx<'_>, id: ApplicationId, typed: &[TypedMember]) -> Result<(), DbError> {
    tx.execute("DELETE FROM application_member WHERE application_id = $1", params![id])?;
    let now = tx.now();
    let rows: Vec<Member> = typed
        .iter()
        .zip(0..)
        .map(|(member, sort)| Member {
            id: RowId::at(now),
            application_id: id,
            sort,
            name: member.name.clone(),
            email: member.email.to_lowercase(),
            unit: member.unit.clone(),
            duty: member.duty.clone(),
        })
        .collect();
    db::bulk_insert(tx, &rows)
}

fn replace_budget(tx: &mut Tx<'_>, id: ApplicationId, typed: &[TypedLine], amounts: &[(kernel::Money, kernel::Money)]) -> Result<(), DbError> {
    tx.execute("DELETE FROM budget_line WHERE application_id = $1", params![id])?;
    let now = tx.now();
    let rows: Vec<BudgetLine> = typed
        .iter()
        .zip(amounts)
        .zip(0..)
        .map(|((line, (cash, goods)), sort)| BudgetLine {
            id: RowId::at(now),
            application_id: id,
            sort,
            purpose: line.purpose.clone(),
            cash: *cash,
            goods: *goods,
        })
        .collect();
    db::bulk_insert(tx, &rows)
}

/// The stored draft as if it had been typed.
pub(crate) fn as_typed(application: &Application, members: &[Member], budget: &[BudgetLine]) -> Typed {
    let day = |day: Option<kernel::Day>| day.map_or(String::new(), |d| d.to_string());
    Typed {
        title: application.title.clone(),
        school: application.school.clone(),
        summary: application.summary.clone(),
        plan: application.plan.clone(),
        expected_results: application.expected_results.clone(),
        starts_on: day(application.starts_on),
        ends_on: day(application.ends_on),
        document_pi_name: application.document_pi_name.clone(),
        is_signed: application.is_signed,
        members: members
            .iter()
            .map(|m| TypedMember { name: m.name.clone(), email: m.email.clone(), unit: m.unit.clone(), duty: m.duty.clone() })
            .collect(),
        budget: budget
            .iter()
            .map(|l| TypedLine { purpose: l.purpose.clone(), cash: l.cash.plain(), goods: l.goods.plain() })
            .collect(),
    }
}

/// States that count towards a university's limits: handed in, neither withdrawn nor refused by the university.
const COUNTED: &str = "a.submitted_at IS NOT NULL AND a.state NOT IN ('withdrawn', 'university_rejected')";

/// What else the university has in this round, without the application in question. Rule A-08.
pub(crate) struct Batch {
    pub university: OrganisationId,
    pub round: RoundId,
    pub enterprise: OrganisationId,
    pub kind: ProjectType,
    pub except: ApplicationId,
}

/// Counts for the principal investigator. Rule A-08.
pub(crate) fn counts(tx: &mut Tx<'_>, batch: &Batch, pi: PersonId, pi_email: &str) -> Result<Counts, DbError> {
    let sql = format!(
        "SELECT COUNT(CASE WHEN a.pi_id = $1 THEN 1 END), COUNT(CASE WHEN a.enterprise_id = $2 THEN 1 END), \
         COUNT(CASE WHEN a.enterprise_id = $2 AND a.project_type = $3 THEN 1 END) \
         FROM application a WHERE a.university_id = $4 AND a.round_id = $5 AND a.id <> $6 AND {COUNTED}"
    );
    let values = params![pi, batch.enterprise, batch.kind, batch.university, batch.round, batch.except];
    let (applications, to_enterprise, to_enterprise_of_type): (u32, u32, u32) = tx.one(&sql, values)?;
    Ok(Counts { applications, memberships: memberships(tx, batch, pi_email)?, to_enterprise, to_enterprise_of_type })
}

/// Counts for a member, known by the e-mail address. Rule A-08.
pub(crate) fn member_counts(tx: &mut Tx<'_>, batch: &Batch, email: &str) -> Result<Counts, DbError> {
    let sql = format!(
        "SELECT COUNT(*) FROM application a JOIN person p ON p.id = a.pi_id \
         WHERE p.email = $1 AND a.university_id = $2 AND a.round_id = $3 AND a.id <> $4 AND {COUNTED}"
    );
    let (applications,): (u32,) = tx.one(&sql, params![email, batch.university, batch.round, batch.except])?;
    Ok(Counts { applications, memberships: memberships(tx, batch, email)?, ..Counts::default() })
}

fn memberships(tx: &mut Tx<'_>, batch: &Batch, email: &str) -> Result<u32, DbError> {
    let sql = format!(
        "SELECT COUNT(DISTINCT a.id) FROM application_member m JOIN application a ON a.id = m.application_id \
         WHERE m.email = $1 AND a.university_id = $2 AND a.round_id = $3 AND a.id <> $4 AND {COUNTED}"
    );
    tx.one::<(u32,)>(&sql, params![email, batch.university, batch.round, batch.except]).map(|(n,)| n)
}

/// Lets one submission of a university and round through at a time, so that counting and handing in cannot be
/// interleaved. Held until the transaction ends. Rule A-08.
pub(crate) fn pass_gate(tx: &mut Tx<'_>, university: OrganisationId, round: RoundId) -> Result<(), DbError> {
    let sql = "INSERT INTO application_gate (university_id, round_id, passed) VALUES ($1, $2, 1) \
               ON CONFLICT (university_id, round_id) DO UPDATE SET passed = application_gate.passed + 1";
    tx.execute(sql, params![university, round]).map(drop)
}

/// How many applications of a university wait for its review. Rule U-01.
pub(crate) fn open_at(tx: &mut Tx<'_>, university: OrganisationId) -> Result<u32, DbError> {
    let sql = "SELECT COUNT(*) FROM application WHERE university_id = $1 AND state = $2";
    tx.one::<(u32,)>(sql, params![university, State::UniversityReview]).map(|(n,)| n)
}

/// Writes or replaces what one reviewer thinks of an application.
pub(crate) fn put_evaluation(tx: &mut Tx<'_>, evaluation: &Evaluation) -> Result<(), DbError> {
    let sql = "INSERT INTO evaluation (id, application_id, item_id, reviewer_id, reviewer_name, score, note, saved_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (application_id, reviewer_id) \
               DO UPDATE SET score = excluded.score, note = excluded.note, reviewer_name = excluded.reviewer_name, saved_at = excluded.saved_at";
    tx.execute(sql, &db::Record::values(evaluation)).map(drop)
}
