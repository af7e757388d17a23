//! Rows of instalments and their proofs.

use db::{DbError, Tx, params};
use files::Attachment;
use kernel::{Day, InstalmentId, Money, ProjectId, Refusal, RowId};

use crate::Instalment;
use crate::state::Kind;

/// The table that attachments and journal name.
pub(crate) const SUBJECT: &str = "instalment";
/// What the enterprise shows for having paid or delivered.
pub(crate) const PAYMENT_PROOF: &str = "payment_proof";
/// What the finance office shows for the arrival: invoice, stamped statement or receipt. Rules.
pub(crate) const ARRIVAL_PROOF: &str = "arrival_proof";

/// The instalment with this id.
pub fn get(tx: &mut Tx<'_>, id: InstalmentId) -> Result<Instalment, Refusal> {
    db::get(tx, id)
}

/// The plan of a project in its order.
pub fn instalments(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Instalment>, DbError> {
    db::list(tx, "WHERE project_id = $1 ORDER BY sort, id", params![id])
}

/// Cash received and cash agreed, in fen.
pub fn received_cash(tx: &mut Tx<'_>, id: ProjectId) -> Result<(Money, Money), DbError> {
    received(tx, id, Kind::Cash)
}

/// Value of the goods received and agreed.
pub fn received_goods(tx: &mut Tx<'_>, id: ProjectId) -> Result<(Money, Money), DbError> {
    received(tx, id, Kind::Goods)
}

fn received(tx: &mut Tx<'_>, id: ProjectId, kind: Kind) -> Result<(Money, Money), DbError> {
    let sql = "SELECT COALESCE(SUM(CASE WHEN state = 'received' THEN amount ELSE 0 END), 0), COALESCE(SUM(amount), 0) \
               FROM instalment WHERE project_id = $1 AND kind = $2";
    tx.one(sql, params![id, kind])
}

pub(crate) fn proofs(tx: &mut Tx<'_>, id: InstalmentId) -> Result<Vec<Attachment>, DbError> {
    files::list_for(tx, SUBJECT, RowId(id.0))
}

/// The proofs of all instalments of a project, in one statement.
pub(crate) fn proofs_of_project(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Attachment>, DbError> {
    let rest = "JOIN instalment ON instalment.id = attachment.subject_id \
                WHERE attachment.subject = 'instalment' AND instalment.project_id = $1 AND attachment.removed_at IS NULL \
                ORDER BY attachment.uploaded_at, attachment.id";
    db::list(tx, rest, params![id])
}

/// Whether a proof speaks for where the instalment stands now: one attached before a payment was reported anew does not.
pub(crate) fn counts(proof: &Attachment, instalment: &Instalment, purpose: &str) -> bool {
    proof.purpose == purpose && proof.uploaded_at >= instalment.state_since
}

/// SHA-256 hashes of the proofs that count.
pub(crate) fn hashes(tx: &mut Tx<'_>, instalment: &Instalment, purpose: &str) -> Result<Vec<String>, DbError> {
    let all = proofs(tx, instalment.id)?;
    Ok(all.into_iter().filter(|p| counts(p, instalment, purpose)).map(|p| p.sha256).collect())
}

/// Tells the project since when money is late: the first due day among what is marked, or that nothing is. Rule X-01.
pub(crate) fn tell_project(tx: &mut Tx<'_>, id: ProjectId) -> Result<(), DbError> {
    let sql = "SELECT MIN(due_on) FROM instalment WHERE project_id = $1 AND late_at IS NOT NULL";
    let (since,): (Option<Day>,) = tx.one(sql, params![id])?;
    projects::mark_late(tx, id, since)
}
