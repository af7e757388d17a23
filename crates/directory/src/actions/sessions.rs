//! Logging in and out. Neither is an act of the programme, so neither stands in the journal; the sessions themselves say
//! when and from where somebody logged in.

use db::Tx;
use journal::Act;
use kernel::{Actor, MembershipId, PersonId, Refusal, SessionId};

use crate::record::{Membership, Session};
use crate::secret::{hash_of, new_secret};
use crate::state::MembershipState;
use crate::store;

/// Begins a session and answers its secret, which is stored nowhere. The door has checked the password.
pub fn log_in(tx: &mut Tx<'_>, person: PersonId, device: &str, peer: &str) -> Result<String, Refusal> {
    store::sweep_sessions(tx)?;
    let (now, secret) = (tx.now(), new_secret());
    let first = store::active_memberships_of(tx, person)?.first().map(|membership| membership.id);
    let worn = store::last_worn(tx, person)?.or(first);
    db::insert(
        tx,
        &Session {
            id: SessionId::at(now),
            secret_hash: hash_of(&secret),
            person_id: person,
            membership_id: worn,
            device: device.chars().take(200).collect(),
            peer: peer.chars().take(100).collect(),
            created_at: now,
            seen_at: now,
            expires_at: now.plus_days(store::LONGEST_DAYS),
        },
    )?;
    Ok(secret)
}

/// Ends one session of this person.
pub fn log_out(tx: &mut Tx<'_>, actor: &Actor, session: SessionId) -> Result<(), Refusal> {
    if store::end_session(tx, actor.person_id, session)? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Ends every session and every token of this person, the one in use included; answers how many sessions.
pub fn log_out_everywhere(tx: &mut Tx<'_>, actor: &Actor) -> Result<u64, Refusal> {
    let sessions = store::end_sessions(tx, actor.person_id, None)?;
    let tokens = store::revoke_all(tx, actor.person_id)?;
    let detail = serde_json::json!({ "sessions": sessions, "tokens": tokens });
    journal::record(tx, Act::new(actor, "person", actor.person_id.0, "log_out_everywhere").detail(detail));
    Ok(sessions)
}

/// Puts another hat on in this session and answers its new secret: rights that change call for a new one, so that a secret
/// known from before does not gain them (OWASP ASVS 3.2.1).
pub fn wear(tx: &mut Tx<'_>, actor: &Actor, session: SessionId, membership: MembershipId) -> Result<String, Refusal> {
    let found: Option<Membership> = db::find(tx, membership)?;
    let own = |m: &Membership| m.person_id == actor.person_id && m.state == MembershipState::Active;
    let membership = found.filter(own).ok_or(Refusal::NotFound)?;
    Ok(store::wear(tx, session, membership.id)?)
}
