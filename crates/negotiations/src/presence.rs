//! Who is at the meeting.

use std::collections::HashSet;

use db::Tx;
use kernel::{MeetingId, PersonId, Refusal};

use crate::record::Negotiator;

/// Who was checked in. Where a meeting takes no registrations nobody checks in, and everybody who did not leave counts as there.
pub struct Presence(Option<HashSet<PersonId>>);

/// Reads it.
pub fn of(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Presence, Refusal> {
    if registrations::store::opening(tx, meeting)?.is_none() {
        return Ok(Presence(None));
    }
    let present =
        registrations::store::confirmed(tx, meeting)?.into_iter().filter(registrations::Registration::is_present);
    Ok(Presence(Some(present.filter_map(|it| it.person_id).collect())))
}

impl Presence {
    pub fn is_here(&self, who: &Negotiator) -> bool {
        self.0.as_ref().is_none_or(|here| here.contains(&who.person_id))
    }
}
