//! Accounts: a new one begins to count when its address is confirmed.

use db::{DbError, Tx};
use journal::Act;
use kernel::{Actor, Breach, Lang, PersonId, Refusal, Text, say};

use crate::kinds::LinkPurpose;
use crate::mails;
use crate::record::Person;
use crate::store::{self, NewLink};
use crate::tell::language_word;

/// Days a confirmation link works.
const CONFIRM_DAYS: i64 = 7;

/// What somebody without an account says about themselves.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub name: String,
    pub name_en: String,
    pub email: String,
    pub phone: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    pub lang: Lang,
}

/// Who registers something: somebody logged in, or somebody new.
#[derive(Clone, Debug)]
pub enum Registrant {
    Known(Actor),
    New(NewAccount),
}

/// Who a registrant turned out to be. What the page answers must not differ between these.
pub(crate) enum Account {
    /// Logged in, or new: the role may be given to this person.
    Theirs(Person),
    /// The address belongs to somebody who did not log in: nothing is given without their consent.
    Anothers(Person),
}

pub(crate) fn account_of(tx: &mut Tx<'_>, registrant: &Registrant) -> Result<Account, Refusal> {
    match registrant {
        Registrant::Known(actor) => Ok(Account::Theirs(store::person(tx, actor.person_id)?)),
        Registrant::New(new) => match store::find_person_by_email(tx, &new.email)? {
            Some(person) if !person.password_hash.is_empty() || person.closed_at.is_some() => {
                Ok(Account::Anothers(person))
            }
            Some(person) => confirmable(tx, person, new),
            None => {
                let person = insert(tx, new)?;
                confirmable(tx, person, new)
            }
        },
    }
}

fn insert(tx: &mut Tx<'_>, new: &NewAccount) -> Result<Person, Refusal> {
    let person = unnamed_password(tx, &new.name, &new.email, new.lang);
    let person = Person { name_en: new.name_en.clone(), phone: new.phone.clone(), ..person };
    put(tx, &person)?;
    let act = Act::new(&super::oneself(&person), "person", person.id.0, "register");
    journal::record(tx, act);
    Ok(person)
}

/// A person whose password is not set yet.
pub(crate) fn unnamed_password(tx: &Tx<'_>, name: &str, email: &str, lang: Lang) -> Person {
    let now = tx.now();
    Person {
        id: PersonId::at(now),
        name: name.to_owned(),
        name_en: String::new(),
        email: store::plain_email(email),
        phone: String::new(),
        password_hash: String::new(),
        lang: language_word(lang).to_owned(),
        certificate_number: String::new(),
        title: String::new(),
        revision: 1,
        created_at: now,
        closed_at: None,
    }
}

/// Two people registering the same address at once: the later one tries again and is then told by letter.
pub(crate) fn put(tx: &mut Tx<'_>, person: &Person) -> Result<(), Refusal> {
    db::insert(tx, person).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })
}

fn confirmable(tx: &mut Tx<'_>, person: Person, new: &NewAccount) -> Result<Account, Refusal> {
    let link = NewLink {
        purpose: LinkPurpose::Confirmation,
        person_id: person.id,
        membership_id: None,
        email: &person.email,
        password_hash: Some(new.password_hash.clone()),
        expires_at: tx.now().plus_days(CONFIRM_DAYS),
    };
    let secret = store::new_link(tx, link)?;
    mails::confirm_address(tx, &person, &secret)?;
    Ok(Account::Theirs(person))
}

/// What a person changes about themselves.
#[derive(Clone, Debug)]
pub struct PersonalForm {
    pub name: String,
    pub name_en: String,
    pub phone: String,
    pub title: String,
    pub lang: Lang,
}

const NO_NAME: Text = say("请填写姓名，最多 60 字", "Give a name of at most 60 characters");
const NOT_LATIN: Text = say(
    "请用拉丁字母填写，如 Lin Mei，最多 100 个字符",
    "Write it in Latin letters, such as Lin Mei, at most 100 characters",
);
const NO_PHONE: Text =
    say("请填写电话号码，如 +86 25 8888 0000；不填请留空", "Give a number such as +86 25 8888 0000, or leave it empty");
const LONG_TITLE: Text = say("最多 60 字", "At most 60 characters");

impl PersonalForm {
    /// Everything that cannot be meant, at once.
    fn breaches(&self) -> Vec<Breach> {
        let within = |text: &str, most: usize| text.chars().count() <= most;
        let latin = |c: char| c.is_ascii() || ('\u{00c0}'..='\u{024f}').contains(&c) || c == '’';
        let dials = |c: char| c.is_ascii_digit() || " +-()/.#".contains(c);
        let digits = self.phone.chars().filter(char::is_ascii_digit).count();
        let phone = self.phone.is_empty() || (self.phone.chars().all(dials) && (5..=20).contains(&digits));
        [
            (!self.name.trim().is_empty() && within(&self.name, 60), "name", NO_NAME),
            (self.name_en.chars().all(latin) && within(&self.name_en, 100), "name_en", NOT_LATIN),
            (phone && within(&self.phone, 40), "phone", NO_PHONE),
            (within(&self.title, 60), "title", LONG_TITLE),
        ]
        .into_iter()
        .filter(|(holds, _, _)| !holds)
        .map(|(_, field, said)| Breach::field(field, said))
        .collect()
    }
}

/// Changes what a person says about themselves. A changed name is told by the journal: from then on it signs.
pub fn edit_person(tx: &mut Tx<'_>, actor: &Actor, revision: i64, form: &PersonalForm) -> Result<Person, Refusal> {
    super::all_of(form.breaches())?;
    let mut person = store::person(tx, actor.person_id)?;
    person.revision = revision;
    let before = std::mem::replace(&mut person.name, form.name.trim().to_owned());
    person.name_en = form.name_en.trim().to_owned();
    person.phone = form.phone.trim().to_owned();
    person.title = form.title.trim().to_owned();
    person.lang = language_word(form.lang).to_owned();
    db::save(tx, &person)?;
    let act = Act::new(actor, "person", person.id.0, "edit");
    let names = serde_json::json!({ "name": { "from": before, "to": person.name } });
    journal::record(tx, if before == person.name { act } else { act.detail(names) });
    person.revision += 1;
    Ok(person)
}

/// Adds what a teacher shows of their qualification to the person; empty texts change nothing.
pub(crate) fn set_qualification(
    tx: &mut Tx<'_>,
    person: PersonId,
    certificate: &str,
    title: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE person SET certificate_number = CASE WHEN $1 = '' THEN certificate_number ELSE $1 END, \
               title = CASE WHEN $2 = '' THEN title ELSE $2 END, revision = revision + 1 WHERE id = $3";
    tx.execute(sql, db::params![certificate, title, person]).map(drop)
}
