//! The digest: one letter a day with what was told since the last, for those who chose so.

use db::{DbError, Tx, params};
use kernel::{Instant, Lang, PersonId, Said, say};

use crate::kinds::Topic;
use crate::message::Message;
use crate::queue::{NewLetter, queue};
use crate::tell::Reader;
use crate::template::plain;

/// Messages named in a digest; the rest is a number.
const NAMED: usize = 30;

/// What became of somebody's digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digested {
    /// A letter was written.
    Sent,
    /// Everything was read in the meantime, or another copy of the program was first.
    Nothing,
}

/// People whose digest is due, at most `limit`.
pub fn in_digest(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<PersonId>, DbError> {
    let now = tx.now();
    let sql = "SELECT DISTINCT person_id FROM message WHERE digest_due_at IS NOT NULL AND digest_due_at <= $1 LIMIT $2";
    Ok(tx.query::<(PersonId,)>(sql, params![now, limit])?.into_iter().map(|(person,)| person).collect())
}

/// Writes the digest of one person. The messages are taken first: of two copies that do so at once, one finds none.
pub fn to_digest(tx: &mut Tx<'_>, reader: &Reader) -> Result<Digested, DbError> {
    let now = tx.now();
    let due: Vec<Message> = db::list(
        tx,
        "WHERE person_id = $1 AND digest_due_at IS NOT NULL AND digest_due_at <= $2 ORDER BY id",
        params![reader.person, now],
    )?;
    let taken = take(tx, reader.person, now)?;
    if taken == 0 {
        return Ok(Digested::Nothing);
    }
    // What somebody read in the inbox is no news.
    let news: Vec<&Message> = due.iter().filter(|message| message.read_at.is_none()).collect();
    if news.is_empty() {
        return Ok(Digested::Nothing);
    }
    queue(tx, digest_of(reader, &news))?;
    Ok(Digested::Sent)
}

fn take(tx: &mut Tx<'_>, person: PersonId, now: Instant) -> Result<u64, DbError> {
    let sql = "UPDATE message SET digest_due_at = NULL WHERE person_id = $1 AND digest_due_at IS NOT NULL AND digest_due_at <= $2";
    tx.execute(sql, params![person, now])
}

fn digest_of(reader: &Reader, news: &[&Message]) -> NewLetter {
    let n = news.len();
    let lines = |lang: Lang| -> String {
        news.iter().take(NAMED).map(|message| format!("- {}\n", message.subject(lang))).collect()
    };
    let (zh, en) = (lines(Lang::Zh), lines(Lang::En));
    let more = n.saturating_sub(NAMED);
    let rest = if more > 0 {
        say("另有 {n} 条，请打开页面查看。\n", "and {n} more on the page.\n").with(&[("n", &more)])
    } else {
        plain("")
    };
    let body = Said {
        zh: format!("自上次汇总以来，您有 {n} 条新消息：\n\n{zh}{}", rest.zh),
        en: format!("New messages since the last digest ({n}):\n\n{en}{}", rest.en),
    };
    NewLetter {
        to_person: Some(reader.person),
        to_address: reader.address.clone(),
        lang: reader.lang,
        topic: Topic::Digest,
        kind: "digest.daily".to_owned(),
        subject: say("每日汇总：{n} 条新消息", "Daily digest: {n} new messages").with(&[("n", &n)]),
        body,
        link: "/messages".to_owned(),
    }
}
