//! Letters that did not arrive, looked after by the operator.

use db::Tx;
use journal::Act;
use kernel::{Actor, LetterId, Refusal, Role};
use mail::Letter;

use crate::policy;
use crate::record::Person;

/// Sends a letter that was given up once more: to the address the person has by now, or to the one it bore.
pub fn send_again(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<(), Refusal> {
    let letter = given_up(tx, actor, id)?;
    let person: Option<Person> = match letter.to_person {
        Some(person) => db::find(tx, person)?,
        None => None,
    };
    let address = person.filter(|p| p.closed_at.is_none()).map_or(letter.to_address, |p| p.email);
    if !mail::try_again(tx, id, &address)? {
        return Err(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, "letter", id.0, "send_again"));
    Ok(())
}

/// Settles that a letter need not arrive.
pub fn set_letter_aside(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<(), Refusal> {
    given_up(tx, actor, id)?;
    if !mail::set_aside(tx, id)? {
        return Err(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, "letter", id.0, "set_aside"));
    Ok(())
}

fn given_up(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<Letter, Refusal> {
    if !policy::looks_after_letters(actor) {
        return Err(Refusal::NotFound);
    }
    let letter = mail::letter(tx, id)?.ok_or(Refusal::NotFound)?;
    if letter.is_given_up() && letter.set_aside_at.is_none() { Ok(letter) } else { Err(Refusal::Overtaken) }
}

/// A letter as the operator sees it: where it should go and why it did not. Its text may hold a secret link and is nobody
/// else's business.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FailingLetter {
    pub id: LetterId,
    /// The occasion: `application.submitted`.
    pub kind: String,
    pub to_address: String,
    pub created_at: kernel::Instant,
    /// What the mail server answered at the last attempt.
    pub failed: String,
    pub attempts: u32,
    /// Given up: somebody has to look.
    pub given_up_at: Option<kernel::Instant>,
    /// When it is tried again by itself; counts only while it is not given up.
    pub next_attempt_at: kernel::Instant,
}

impl From<Letter> for FailingLetter {
    fn from(letter: Letter) -> FailingLetter {
        FailingLetter {
            id: letter.id,
            kind: letter.kind,
            to_address: letter.to_address,
            created_at: letter.created_at,
            failed: letter.failed.unwrap_or_default(),
            attempts: letter.attempts,
            given_up_at: letter.given_up_at,
            next_attempt_at: letter.next_attempt_at,
        }
    }
}

/// What did not arrive, for the operator; at most 100 of each kind.
pub fn failing_letters(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<FailingLetter>, Refusal> {
    if !policy::looks_after_letters(actor) {
        return Err(Refusal::forbidden(kernel::Word::text(Role::Operator)));
    }
    Ok(mail::failing(tx, 100)?.into_iter().map(FailingLetter::from).collect())
}
