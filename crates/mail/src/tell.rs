//! Telling people something: into their inbox always, by mail as each of them chose.

use db::{DbError, Tx};
use kernel::{AnnouncementId, Instant, Lang, MessageId, PersonId, Said};

use crate::choice::{choices_of, next_digest};
use crate::kinds::{Delivery, Topic};
use crate::letter::Letter;
use crate::message::Message;
use crate::queue::{NewLetter, letter_of, one_line, without_controls};
use crate::template::{Part, Template};
use crate::wording;

/// Somebody who is told, where their letters go and in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub person: PersonId,
    pub address: String,
    pub lang: Lang,
}

/// What is told.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    pub topic: Topic,
    pub occasion: &'a str,
    pub subject: Said,
    pub body: Said,
    /// Path of the page to open; empty for none.
    pub link: &'a str,
    /// The announcement it belongs to, and until when its letters are held.
    pub announcement: Option<(AnnouncementId, Instant)>,
}

/// Tells `readers` by a template, as it is worded now.
pub fn tell(
    tx: &mut Tx<'_>,
    readers: &[Reader],
    template: &'static Template,
    parts: &[Part<'_>],
    link: &str,
) -> Result<(), DbError> {
    if readers.is_empty() {
        return Ok(());
    }
    let (_, worded) = if template.may_be_reworded() {
        wording::current(tx, template)?
    } else {
        (0, wording::NewWording::built_in(template))
    };
    let (subject, body) = wording::filled(&worded, parts);
    let told = Told { topic: template.topic, occasion: template.name, subject, body, link, announcement: None };
    if template.is_secret { send(tx, readers, &told) } else { deliver(tx, readers, &told) }
}

/// Letters alone, at once.
fn send(tx: &mut Tx<'_>, readers: &[Reader], told: &Told<'_>) -> Result<(), DbError> {
    let now = tx.now();
    let letters: Vec<Letter> = readers.iter().map(|reader| letter_to(reader, told, now)).collect();
    db::bulk_insert(tx, &letters)
}

/// Puts it into every inbox and writes the letters that were chosen. Few statements, however many readers.
pub fn deliver(tx: &mut Tx<'_>, readers: &[Reader], told: &Told<'_>) -> Result<(), DbError> {
    let now = tx.now();
    let people: Vec<PersonId> = readers.iter().map(|reader| reader.person).collect();
    let chosen = choices_of(tx, told.topic, &people)?;
    let after = told.announcement.map_or(now, |(_, held_until)| held_until);
    let (mut messages, mut letters) = (Vec::with_capacity(readers.len()), Vec::new());
    for reader in readers {
        let delivery = chosen.get(&reader.person).copied().unwrap_or(Delivery::AtOnce);
        let digest = matches!(delivery, Delivery::Digest).then(|| next_digest(after));
        messages.push(message_to(reader, told, now, digest));
        if delivery == Delivery::AtOnce {
            letters.push(letter_to(reader, told, now));
        }
    }
    db::bulk_insert(tx, &messages)?;
    db::bulk_insert(tx, &letters)
}

fn message_to(reader: &Reader, told: &Told<'_>, now: Instant, digest_due_at: Option<Instant>) -> Message {
    Message {
        id: MessageId::at(now),
        person_id: reader.person,
        topic: told.topic,
        occasion: told.occasion.to_owned(),
        subject_zh: one_line(&told.subject.zh),
        subject_en: one_line(&told.subject.en),
        body_zh: without_controls(&told.body.zh),
        body_en: without_controls(&told.body.en),
        link: one_line(told.link),
        created_at: now,
        read_at: None,
        digest_due_at,
        announcement_id: told.announcement.map(|(id, _)| id),
    }
}

fn letter_to(reader: &Reader, told: &Told<'_>, now: Instant) -> Letter {
    let letter = letter_of(
        NewLetter {
            to_person: Some(reader.person),
            to_address: reader.address.clone(),
            lang: reader.lang,
            topic: told.topic,
            kind: told.occasion.to_owned(),
            subject: told.subject.clone(),
            body: told.body.clone(),
            link: told.link.to_owned(),
        },
        now,
    );
    match told.announcement {
        None => letter,
        Some((id, held_until)) => letter.held(id, held_until),
    }
}
