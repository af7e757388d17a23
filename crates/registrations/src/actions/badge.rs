//! Badges: printing them, and voiding one that was lost.

use std::collections::HashSet;

use db::Tx;
use journal::{Act, Signer};
use kernel::{Actor, MeetingId, Refusal, RegistrationId, RowId};
use meetings::Meeting;

use super::door::badge_of;
use super::{MEETING, permitted_at_door};
use crate::kinds::{MeetingRole, ScanKind, Way};
use crate::record::{Registration, Scan};
use crate::store::{self, REGISTRATION};
use crate::verdict::standing;
use crate::{policy, token};

/// Which badges are printed.
#[derive(Clone, Debug, Default)]
pub struct Printing {
    /// One role only.
    pub role: Option<MeetingRole>,
    /// Only those whose present badge was not printed yet.
    pub only_new: bool,
    /// One person only.
    pub registration_id: Option<RegistrationId>,
}

/// Notes which badges are printed, and hands them out with their tokens. Printing says nothing of whether somebody came.
pub fn print_badges(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    signer: &Signer,
    which: &Printing,
) -> Result<(Meeting, Vec<(Registration, String)>), Refusal> {
    let meeting = permitted_at_door(tx, actor, id)?;
    let printed: HashSet<(RegistrationId, String)> = store::printed(tx, id)?.into_iter().collect();
    let mut badges = Vec::new();
    for it in store::confirmed(tx, id)? {
        let token = token_of(&it, signer);
        let key = (it.id, token::digest(&token));
        let is_meant = which.role.is_none_or(|role| role == it.role)
            && which.registration_id.is_none_or(|id| id == it.id)
            && !(which.only_new && printed.contains(&key));
        if is_meant {
            badges.push((it, token));
        }
    }
    let now = tx.now();
    let scans: Vec<Scan> = badges
        .iter()
        .map(|(it, token)| Scan {
            id: RowId::at(now),
            meeting_id: id,
            registration_id: Some(it.id),
            kind: ScanKind::Printing,
            way: Way::List,
            verdict: standing(it.state),
            shown: None,
            digest: token::digest(token),
            nonce: RowId::at(now).to_string(),
            device: String::new(),
            scanned_at: now,
            received_at: now,
            scanned_by: actor.person_id,
        })
        .collect();
    db::bulk_insert(tx, &scans)?;
    if !scans.is_empty() {
        let detail = serde_json::json!({ "badges": scans.len() });
        journal::record(tx, Act::new(actor, MEETING, id.0, "print_badges").detail(detail));
    }
    Ok((meeting, badges))
}

/// The token of somebody's present badge; `signer` is that of badges.
pub(crate) fn token_of(it: &Registration, signer: &Signer) -> String {
    badge_of(it, u16::try_from(it.badge_version).unwrap_or(u16::MAX)).token(signer)
}

/// Voids the badge that was lost: the next one printed has another version.
pub fn new_badge(tx: &mut Tx<'_>, actor: &Actor, id: RegistrationId) -> Result<Registration, Refusal> {
    let it: Registration = db::get(tx, id)?;
    let is_staff = !actor.is_office() && store::is_staff(tx, it.meeting_id, actor.person_id)?;
    if !policy::works_at_door(actor, is_staff) {
        policy::permit_view(actor, it)?;
        return Err(policy::permit_door(actor, false).err().unwrap_or(Refusal::NotFound));
    }
    if !store::next_badge(tx, &it)? {
        return Err(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, REGISTRATION, id.0, "new_badge"));
    Ok(Registration { badge_version: it.badge_version + 1, ..it })
}
