//! Telling people, in the language each of them reads and by the way each of them chose.

use db::{DbError, Tx};
use kernel::{Lang, PersonId};
use mail::{Part, Reader, Template};

use crate::record::Person;

/// Tells each of `people` by a template, in the same transaction. `link` is the path of the page to open. People whose account
/// is closed are left out.
pub fn tell(
    tx: &mut Tx<'_>,
    people: &[PersonId],
    template: &'static Template,
    parts: &[Part<'_>],
    link: &str,
) -> Result<(), DbError> {
    let readers = readers(tx, people)?;
    mail::tell(tx, &readers, template, parts, link)
}

/// Those of `people` whose account is open, each once, with where their letters go.
pub fn readers(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<Vec<Reader>, DbError> {
    let mut once = people.to_vec();
    once.sort();
    once.dedup();
    let all = crate::store::people(tx, &once)?;
    Ok(all.iter().filter(|person| person.closed_at.is_none()).map(reader_of).collect())
}

/// Tells one person, whatever the state of the account.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    person: &Person,
    template: &'static Template,
    parts: &[Part<'_>],
    link: &str,
) -> Result<(), DbError> {
    mail::tell(tx, &[reader_of(person)], template, parts, link)
}

fn reader_of(person: &Person) -> Reader {
    Reader { person: person.id, address: person.email.clone(), lang: language(&person.lang) }
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
