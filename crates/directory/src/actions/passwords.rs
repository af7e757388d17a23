//! Passwords: changed by whoever knows the old one, or by a link sent to the address of the account.

use db::Tx;
use journal::Act;
use kernel::{Actor, Refusal, SessionId};

use super::oneself;
use crate::kinds::LinkPurpose;
use crate::mails;
use crate::record::{AccountLink, Person};
use crate::store::{self, NewLink};

/// Seconds a reset link works: one hour.
const RESET_SECONDS: i64 = 3600;

/// Sets a new password; the door has checked the old one. Every other session ends; tokens stay, since whoever made them
/// knew the old password as well.
pub fn change_password(tx: &mut Tx<'_>, actor: &Actor, hash: &str, keep: Option<SessionId>) -> Result<(), Refusal> {
    let person = store::person(tx, actor.person_id)?;
    store::set_password(tx, person.id, hash)?;
    store::end_sessions(tx, person.id, keep)?;
    store::use_all_links(tx, LinkPurpose::Reset, person.id)?;
    journal::record(tx, Act::new(actor, "person", person.id.0, "change_password"));
    mails::password_changed(tx, &person)?;
    Ok(())
}

/// Sends a link for a new password if there is such an account. The caller learns nothing about it.
pub fn ask_reset(tx: &mut Tx<'_>, email: &str) -> Result<(), Refusal> {
    let Some(person) = store::find_person_by_email(tx, email)?.filter(|p| p.closed_at.is_none()) else { return Ok(()) };
    let link = NewLink {
        purpose: LinkPurpose::Reset,
        person_id: person.id,
        membership_id: None,
        email: &person.email,
        password_hash: None,
        expires_at: tx.now().plus_seconds(RESET_SECONDS),
    };
    let secret = store::new_link(tx, link)?;
    mails::reset(tx, &person, &secret)?;
    Ok(())
}

/// Writes to the owner of this address, if there is one, that somebody tries passwords: once a day, however long it goes on.
pub(crate) fn tell_of_guesses(tx: &mut Tx<'_>, email: &str) -> Result<(), Refusal> {
    let Some(person) = store::find_person_by_email(tx, email)?.filter(|p| p.closed_at.is_none()) else { return Ok(()) };
    let since = tx.now().plus_days(-1);
    if !mail::was_written_since(tx, person.id, mails::GUESSED, since)? {
        mails::guessed(tx, &person)?;
    }
    Ok(())
}

/// The link behind a secret. [`Refusal::NotFound`] when it was used or is too old.
pub(crate) fn reset_link(tx: &mut Tx<'_>, secret: &str) -> Result<AccountLink, Refusal> {
    store::open_link(tx, LinkPurpose::Reset, secret)?.ok_or(Refusal::NotFound)
}

/// Sets a new password by the link from a letter, once. Every session and every token ends.
pub fn reset_password(tx: &mut Tx<'_>, secret: &str, hash: &str) -> Result<Person, Refusal> {
    let link = reset_link(tx, secret)?;
    let person = set_by_link(tx, &link, hash, "reset_password")?;
    mails::password_reset(tx, &person)?;
    Ok(person)
}

pub(crate) fn confirmation(tx: &mut Tx<'_>, secret: &str) -> Result<AccountLink, Refusal> {
    store::open_link(tx, LinkPurpose::Confirmation, secret)?.ok_or(Refusal::NotFound)
}

/// Confirms the address given on registering, once: the password chosen then begins to count.
pub fn confirm_address(tx: &mut Tx<'_>, secret: &str) -> Result<Person, Refusal> {
    let link = confirmation(tx, secret)?;
    let hash = link.password_hash.clone().ok_or(Refusal::NotFound)?;
    set_by_link(tx, &link, &hash, "confirm_address")
}

/// Uses the link up together with every other one of its kind, so that no older letter sets a password afterwards.
fn set_by_link(tx: &mut Tx<'_>, link: &AccountLink, hash: &str, step: &str) -> Result<Person, Refusal> {
    if !store::use_link(tx, link.id)? {
        return Err(Refusal::Overtaken);
    }
    let id = link.person_id.ok_or(Refusal::NotFound)?;
    let person = store::person(tx, id)?;
    store::set_password(tx, id, hash)?;
    let ended = (store::end_sessions(tx, id, None)?, store::revoke_all(tx, id)?);
    store::use_all_links(tx, LinkPurpose::Reset, id)?;
    store::use_all_links(tx, LinkPurpose::Confirmation, id)?;
    let detail = serde_json::json!({ "sessions": ended.0, "tokens": ended.1 });
    journal::record(tx, Act::new(&oneself(&person), "person", id.0, step).detail(detail));
    Ok(person)
}
