//! Letters of the outbox, looked after by the operator and the programme office.

use db::Tx;
use journal::Act;
use kernel::{Actor, Instant, LetterId, Refusal, Said};
use mail::{Letter, LetterFilter, LetterState, Topic};

use crate::policy::{self, Right};
use crate::templates;

/// Sends a letter that was given up once more: to the address the person has by now, or to the one it bore.
pub fn send_again(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<(), Refusal> {
    let letter = given_up(tx, actor, id)?;
    send(tx, actor, letter)
}

fn send(tx: &mut Tx<'_>, actor: &Actor, letter: Letter) -> Result<(), Refusal> {
    let id = letter.id;
    let person: Option<directory::Person> = match letter.to_person {
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

/// The same by the platform itself, at the command line of whoever runs it.
pub fn retry(tx: &mut Tx<'_>, id: LetterId) -> Result<(), Refusal> {
    let letter = mail::letter(tx, id)?.ok_or(Refusal::NotFound)?;
    send(tx, &Actor::system(), letter)
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
    if !policy::may(actor, Right::LookAfterLetters) {
        return Err(Refusal::NotFound);
    }
    let letter = mail::letter(tx, id)?.ok_or(Refusal::NotFound)?;
    if letter.is_given_up() && letter.set_aside_at.is_none() { Ok(letter) } else { Err(Refusal::Overtaken) }
}

/// A letter as those see it who look after letters: where it should go, where it stands, and why it did not arrive. Its text
/// may hold a secret link and is nobody else's business.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ListedLetter {
    pub id: LetterId,
    pub state: LetterState,
    /// What it is about, and on which occasion in words: for letters that did not arrive, and for the programme office.
    pub topic: Option<Topic>,
    pub occasion: Option<Said>,
    pub to_address: String,
    pub created_at: Instant,
    pub sent_at: Option<Instant>,
    /// What the mail server answered at the last attempt.
    pub failed: String,
    pub attempts: u32,
    /// Given up: somebody has to look.
    pub given_up_at: Option<Instant>,
    /// When it is tried next by itself; counts only while it waits.
    pub next_attempt_at: Instant,
}

impl ListedLetter {
    /// `tells_all`: whoever reads knows of every act anyhow.
    fn of(letter: Letter, now: Instant, tells_all: bool) -> ListedLetter {
        let state = letter.state(now);
        let tells = tells_all || matches!(state, LetterState::Failed | LetterState::Retrying);
        ListedLetter {
            id: letter.id,
            state,
            topic: tells.then_some(letter.topic),
            occasion: tells.then(|| templates::occasion(&letter.kind)),
            to_address: letter.to_address,
            created_at: letter.created_at,
            sent_at: letter.sent_at,
            failed: letter.failed.unwrap_or_default(),
            attempts: letter.attempts,
            given_up_at: letter.given_up_at,
            next_attempt_at: letter.next_attempt_at,
        }
    }
}

/// What did not arrive; at most 100 of each kind.
pub fn failing_letters(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<ListedLetter>, Refusal> {
    policy::permit(actor, Right::LookAfterLetters)?;
    let (now, all) = (tx.now(), policy::may(actor, Right::SeeAllLetters));
    Ok(mail::failing(tx, 100)?.into_iter().map(|letter| ListedLetter::of(letter, now, all)).collect())
}

/// Letters by address and state, the newest first. The operator names a whole address: whoever could go through all letters
/// would learn of every act that is told by one.
pub fn listed(
    tx: &mut Tx<'_>,
    actor: &Actor,
    filter: &LetterFilter,
    limit: usize,
) -> Result<Vec<ListedLetter>, Refusal> {
    policy::permit(actor, Right::LookAfterLetters)?;
    let (now, all) = (tx.now(), policy::may(actor, Right::SeeAllLetters));
    if !all && !filter.address.contains('@') {
        return Ok(Vec::new());
    }
    Ok(mail::letters(tx, filter, limit)?.into_iter().map(|letter| ListedLetter::of(letter, now, all)).collect())
}
