//! Who is at the meeting.

use std::collections::HashSet;

use db::Tx;
use kernel::{MeetingId, PersonId, Refusal};

use crate::record::Negotiator;

/// Who was checked in. Where nobody checks in, everybody who did not leave counts as there.
pub struct Presence(Option<HashSet<PersonId>>);

/// Reads it.
pub fn of(_tx: &mut Tx<'_>, _meeting: MeetingId) -> Result<Presence, Refusal> {
    Ok(Presence(None))
}

impl Presence {
    pub fn is_here(&self, who: &Negotiator) -> bool {
        self.0.as_ref().is_none_or(|here| here.contains(&who.person_id))
    }
}
