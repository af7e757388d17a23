//! A meeting in one line, for answers that refuse a step with it.

use db::Tx;
use kernel::{Actor, MeetingId, Refusal, RowId, Word};
use web::Glance;

use crate::policy;
use crate::record::Meeting;

pub(crate) fn look(tx: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let meeting: Meeting = db::get(tx, MeetingId(id.0))?;
    if !policy::sees(actor, &meeting) {
        return Ok(None);
    }
    Ok(Some(Glance { title: meeting.title().said().zh, state: meeting.state.text().into() }))
}
