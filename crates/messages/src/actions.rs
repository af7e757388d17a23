//! What people do with messages and letters.

use db::Tx;
use journal::Act;
use kernel::{Actor, Refusal};
use mail::{Delivery, Topic};

mod letters;
mod wordings;

pub use letters::{ListedLetter, failing_letters, listed, retry, send_again, set_letter_aside};
pub use wordings::{reset, reword};

/// Chooses how messages of these topics reach the actor.
pub fn choose(tx: &mut Tx<'_>, actor: &Actor, wanted: &[(Topic, Delivery)]) -> Result<(), Refusal> {
    let before = mail::choices(tx, actor.person_id)?;
    let mut changed = 0;
    for (topic, delivery) in wanted {
        if !before.contains(&(*topic, *delivery)) {
            mail::choose(tx, actor.person_id, *topic, *delivery)?;
            changed += 1;
        }
    }
    if changed > 0 {
        journal::record(tx, Act::new(actor, "person", actor.person_id.0, "choose_messages"));
    }
    Ok(())
}

/// What the secret of a letter turns off. [`Refusal::NotFound`] when the letter is gone.
pub fn subscription(tx: &mut Tx<'_>, secret: &str) -> Result<Topic, Refusal> {
    Ok(mail::subscription(tx, secret)?.ok_or(Refusal::NotFound)?.1)
}

/// Turns letters of a topic off by the secret of one of them, or on again.
pub fn unsubscribe(tx: &mut Tx<'_>, secret: &str, again: bool) -> Result<Topic, Refusal> {
    let (id, topic) = mail::unsubscribe(tx, secret, again)?;
    let person = directory::person(tx, id)?;
    let actor = Actor::person(id, &person.name, None);
    journal::record(tx, Act::new(&actor, "person", id.0, "choose_messages"));
    Ok(topic)
}
