//! What a university has in a round already, and the gate its submissions pass one at a time. Rule A-08.

use db::{DbError, Tx, params};
use kernel::{ApplicationId, Instant, Mode, OrganisationId, PersonId, ProjectType, RoundId};
use limits::rules::Counts;

/// States that count towards a university's limits: handed in, neither withdrawn nor refused by the university.
const COUNTED: &str = "a.submitted_at IS NOT NULL AND a.state NOT IN ('withdrawn', 'university_rejected')";

/// What else the university has in this round, without the application in question. Rule A-08.
pub(crate) struct Batch {
    pub university: OrganisationId,
    pub round: RoundId,
    /// Where intake never ends, a batch is the year of handing in; 0 where the round is the batch.
    pub year: i64,
    pub enterprise: OrganisationId,
    pub kind: ProjectType,
    pub except: ApplicationId,
}

/// What limits per batch are counted over: a legacy round, or in the mode without rounds the calendar year. Rule A-08.
pub(crate) fn batch_year(mode: Mode, now: Instant) -> i64 {
    match mode {
        Mode::Legacy => 0,
        Mode::Rolling => i64::from(now.day().year()),
    }
}

/// Counts for the principal investigator. Rule A-08.
pub(crate) fn counts(tx: &mut Tx<'_>, batch: &Batch, pi: PersonId, pi_email: &str) -> Result<Counts, DbError> {
    let sql = format!(
        "SELECT COUNT(CASE WHEN a.pi_id = $1 THEN 1 END), COUNT(CASE WHEN a.enterprise_id = $2 THEN 1 END), \
         COUNT(CASE WHEN a.enterprise_id = $2 AND a.project_type = $3 THEN 1 END) \
         FROM application a WHERE a.university_id = $4 AND a.round_id = $5 AND a.id <> $6 AND ($7 = 0 OR a.counted_year = $7) AND {COUNTED}"
    );
    let values = params![pi, batch.enterprise, batch.kind, batch.university, batch.round, batch.except, batch.year];
    let (applications, to_enterprise, to_enterprise_of_type): (u32, u32, u32) = tx.one(&sql, values)?;
    Ok(Counts { applications, memberships: memberships(tx, batch, pi_email)?, to_enterprise, to_enterprise_of_type })
}

/// Counts for a member, known by the e-mail address, and by those left for it or it was left for. Rule A-08.
pub(crate) fn member_counts(tx: &mut Tx<'_>, batch: &Batch, email: &str) -> Result<Counts, DbError> {
    let sql = format!(
        "SELECT COUNT(*) FROM application a \
         WHERE a.pi_id IN ({}) AND a.university_id = $2 AND a.round_id = $3 AND a.id <> $4 AND ($5 = 0 OR a.counted_year = $5) AND {COUNTED}",
        directory::people_behind("$1")
    );
    let (applications,): (u32,) =
        tx.one(&sql, params![email, batch.university, batch.round, batch.except, batch.year])?;
    Ok(Counts { applications, memberships: memberships(tx, batch, email)?, ..Counts::default() })
}

fn memberships(tx: &mut Tx<'_>, batch: &Batch, email: &str) -> Result<u32, DbError> {
    let sql = format!(
        "SELECT COUNT(DISTINCT a.id) FROM application_member m JOIN application a ON a.id = m.application_id \
         WHERE (m.email = $1 OR m.email IN ({})) AND a.university_id = $2 AND a.round_id = $3 AND a.id <> $4 \
         AND ($5 = 0 OR a.counted_year = $5) AND {COUNTED}",
        directory::addresses_of(&directory::people_behind("$1"))
    );
    tx.one::<(u32,)>(&sql, params![email, batch.university, batch.round, batch.except, batch.year]).map(|(n,)| n)
}

/// Lets one submission of a university and round through at a time, so that counting and handing in cannot be
/// interleaved. Held until the transaction ends. Rule A-08.
pub(crate) fn pass_gate(tx: &mut Tx<'_>, university: OrganisationId, round: RoundId) -> Result<(), DbError> {
    let sql = "INSERT INTO application_gate (university_id, round_id, passed) VALUES ($1, $2, 1) \
               ON CONFLICT (university_id, round_id) DO UPDATE SET passed = application_gate.passed + 1";
    tx.execute(sql, params![university, round]).map(drop)
}
