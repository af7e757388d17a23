//! What the teachers of the cast can show. Rule A-05.

use db::{DbError, Tx};
use files::Stored;
use kernel::RowId;

use crate::Cast;

/// Ties a stored scan of the teacher certificate to every teacher of the cast; without it nobody could hand in an
/// application. Needs the table of attachments.
pub fn give_proofs(tx: &mut Tx<'_>, cast: &Cast, scan: &Stored) -> Result<(), DbError> {
    for teacher in [&cast.lin_mei, &cast.zhou_yuan, &cast.xu_lan] {
        files::attach(tx, teacher, scan, "person", RowId(teacher.person_id.0), "teacher_certificate")?;
    }
    Ok(())
}
