//! Letters to people, in the language each of them reads.

use db::{DbError, Tx};
use kernel::{Lang, PersonId, Said};

use crate::record::Person;

/// Writes a letter to each of `people` into the outbox, in the same transaction. `link` is the path of the page to open.
/// People whose account is closed get none.
pub fn tell(
    tx: &mut Tx<'_>,
    people: &[PersonId],
    kind: &'static str,
    subject: Said,
    body: Said,
    link: &str,
) -> Result<(), DbError> {
    let mut once = people.to_vec();
    once.sort();
    once.dedup();
    for person in crate::store::people(tx, &once)? {
        if person.closed_at.is_none() {
            write(tx, &person, kind, subject.clone(), body.clone(), link)?;
        }
    }
    Ok(())
}

/// One letter to one person.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    person: &Person,
    kind: &'static str,
    subject: Said,
    body: Said,
    link: &str,
) -> Result<(), DbError> {
    let letter = mail::NewLetter {
        to_person: Some(person.id),
        to_address: person.email.clone(),
        lang: language(&person.lang),
        kind,
        subject,
        body,
        link: link.to_owned(),
    };
    mail::queue(tx, letter).map(drop)
}

/// The stored word of a language.
pub(crate) fn language(word: &str) -> Lang {
    if word == "en" { Lang::En } else { Lang::Zh }
}

pub(crate) const fn language_word(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}
