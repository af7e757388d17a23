//! Writing letters into the outbox, and reading what lies there.

use db::{DbError, Tx, params};
use kernel::{Instant, Lang, LetterId, PersonId, Said};
use uuid::Uuid;

use crate::kinds::Topic;
use crate::letter::Letter;
use crate::unsubscribe;

/// A letter to be written. Both languages are given; the reader's own is kept.
#[derive(Clone, Debug)]
pub struct NewLetter {
    pub to_person: Option<PersonId>,
    pub to_address: String,
    pub lang: Lang,
    pub topic: Topic,
    /// The occasion, `application.submitted`.
    pub kind: String,
    pub subject: Said,
    /// Plain text.
    pub body: Said,
    /// Path of the page to open, `/applications/…`; empty for none.
    pub link: String,
}

/// Puts a letter into the outbox. It leaves after the transaction commits, or never.
pub fn queue(tx: &mut Tx<'_>, letter: NewLetter) -> Result<LetterId, DbError> {
    put(tx, letter, String::new())
}

/// [`queue`], with the thing the letter is about: `queue_about(tx, letter, "application", id.0)`.
pub fn queue_about(tx: &mut Tx<'_>, letter: NewLetter, table: &str, id: Uuid) -> Result<LetterId, DbError> {
    put(tx, letter, format!("{table}:{id}"))
}

fn put(tx: &mut Tx<'_>, new: NewLetter, subject_ref: String) -> Result<LetterId, DbError> {
    let letter = Letter { subject_ref, ..letter_of(new, tx.now()) };
    db::insert(tx, &letter)?;
    Ok(letter.id)
}

/// The letter as it lies in the outbox. What guards accounts goes before everything else.
pub(crate) fn letter_of(new: NewLetter, now: Instant) -> Letter {
    let can_leave = new.to_person.is_some() && new.topic != Topic::Account;
    let unsubscribe = if can_leave { unsubscribe::new_secret() } else { String::new() };
    Letter {
        id: LetterId::at(now),
        to_person: new.to_person,
        to_address: one_line(&new.to_address),
        lang: match new.lang {
            Lang::Zh => "zh".into(),
            Lang::En => "en".into(),
        },
        kind: new.kind,
        subject: one_line(new.subject.get(new.lang)),
        body: without_controls(new.body.get(new.lang)),
        link: one_line(&new.link),
        subject_ref: String::new(),
        created_at: now,
        sent_at: None,
        failed: None,
        attempts: 0,
        next_attempt_at: now,
        given_up_at: None,
        set_aside_at: None,
        topic: new.topic,
        urgency: if new.topic == Topic::Account { 0 } else { 1 },
        unsubscribe_hash: can_leave.then(|| unsubscribe::hash_of(&unsubscribe)),
        unsubscribe,
        announcement_id: None,
        recalled_at: None,
        purged_at: None,
    }
}

/// A line break in a subject or an address would begin a header of somebody else's choice.
pub(crate) fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One of the databases keeps no zero character in a text, and no mail program shows one.
pub(crate) fn without_controls(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The newest letters, for the outbox page.
pub fn recent(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Letter>, DbError> {
    db::list(tx, "ORDER BY created_at DESC, id DESC LIMIT $1", params![limit])
}

/// The newest letters to one person.
pub fn recent_to(tx: &mut Tx<'_>, person: PersonId, limit: usize) -> Result<Vec<Letter>, DbError> {
    db::list(tx, "WHERE to_person = $1 ORDER BY created_at DESC, id DESC LIMIT $2", params![person, limit])
}

/// Whether a letter of this occasion was written to this person since then.
pub fn was_written_since(tx: &mut Tx<'_>, person: PersonId, kind: &str, since: Instant) -> Result<bool, DbError> {
    let sql = "SELECT id FROM letter WHERE to_person = $1 AND created_at > $2 AND kind = $3 LIMIT 1";
    Ok(tx.first::<(LetterId,)>(sql, params![person, since, kind])?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_stays_one_line() {
        assert_eq!(one_line("申请\r\nBcc: a@b.cn\0"), "申请 Bcc: a@b.cn");
        assert_eq!(without_controls("一\r\n二\0\u{7}\t三"), "一\n二\t三");
    }
}
