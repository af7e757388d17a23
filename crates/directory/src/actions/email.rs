//! Another e-mail address: asked for by whoever knows the password, confirmed by the link in a letter to the new address, told
//! to the old one.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Refusal, Text, say};

use super::oneself;
use crate::kinds::LinkPurpose;
use crate::mails;
use crate::record::{EmailChange, Person};
use crate::rules::looks_like_email;
use crate::store;

/// Days the link works.
const LINK_DAYS: i64 = 2;

const NO_EMAIL: Text = say("请填写邮箱，如 name@example.com", "Give an e-mail such as name@example.com");
const SAME: Text = say("这就是现在的邮箱", "This is the present address");
const TAKEN: Text =
    say("这个邮箱现在属于另一个账号，没有更改", "This address belongs to another account by now; nothing was changed");

/// Notes a new address and sends its link; the door has checked the password. An address that has an account already gets a
/// letter that says so instead, and the asker learns nothing of it.
pub fn ask_email_change(tx: &mut Tx<'_>, actor: &Actor, email: &str) -> Result<EmailChange, Refusal> {
    let person = store::person(tx, actor.person_id)?;
    let email = new_address(&person, email).map_err(Refusal::Breaches)?;
    let until = tx.now().plus_days(LINK_DAYS);
    let secret = store::new_email_change(tx, person.id, &email, until)?;
    match store::find_person_by_email(tx, &email)? {
        Some(other) => mails::address_known(tx, &other)?,
        None => mails::confirm_new_address(tx, &person, &email, &secret)?,
    }
    mails::address_change_asked(tx, &person)?;
    // Addresses are personal data, and nothing is ever taken out of the journal: it says that, not which.
    journal::record(tx, Act::new(actor, "person", person.id.0, "ask_email_change"));
    store::waiting_email_change(tx, person.id)?.ok_or(Refusal::NotFound)
}

/// The address as it is kept, when it is one and is not what the person has.
pub(crate) fn new_address(person: &Person, typed: &str) -> Result<String, Vec<Breach>> {
    let email = store::plain_email(typed);
    if !looks_like_email(&email) {
        return Err(vec![Breach::field("email", NO_EMAIL)]);
    }
    if email == person.email {
        return Err(vec![Breach::field("email", SAME)]);
    }
    Ok(email)
}

/// Takes the request back. [`Refusal::NotFound`] when none waits.
pub fn cancel_email_change(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
    if !store::end_email_changes(tx, actor.person_id)? {
        return Err(Refusal::NotFound);
    }
    journal::record(tx, Act::new(actor, "person", actor.person_id.0, "cancel_email_change"));
    Ok(())
}

/// The change behind the secret of a letter. [`Refusal::NotFound`] when it was used or is too old.
pub(crate) fn email_change(tx: &mut Tx<'_>, secret: &str) -> Result<EmailChange, Refusal> {
    store::open_email_change(tx, secret)?.ok_or(Refusal::NotFound)
}

/// Gives the person the new address, once. Links sent to the old one open nothing any more.
pub fn confirm_email_change(tx: &mut Tx<'_>, secret: &str) -> Result<Person, Refusal> {
    let change = email_change(tx, secret)?;
    let before = store::person(tx, change.person_id)?;
    if !store::use_email_change(tx, change.id)? {
        return Err(Refusal::Overtaken);
    }
    if !store::set_email(tx, before.id, &change.email)? {
        return Err(Breach::field("email", TAKEN).into());
    }
    store::leave_address(tx, &before)?;
    store::use_all_links(tx, LinkPurpose::Reset, before.id)?;
    store::use_all_links(tx, LinkPurpose::Confirmation, before.id)?;
    let after = store::person(tx, before.id)?;
    mails::address_changed(tx, &before, &after)?;
    journal::record(tx, Act::new(&oneself(&after), "person", after.id.0, "change_email"));
    Ok(after)
}
