//! The inbox: what a person was told, in both languages, until a year has passed or the account is closed.

use db::{DbError, Tx, params};
use kernel::{AnnouncementId, Instant, Lang, MessageId, PersonId, Refusal, ToValue, Value};

use crate::kinds::Topic;

/// Messages beyond this many unread ones are not counted: the header says 99+.
pub const COUNTED: u32 = 100;
/// Days a message stays in the inbox.
pub const INBOX_DAYS: i64 = 365;

db::record! {
    /// Something a person was told.
    pub struct Message in "message" {
        pub id: MessageId,
        #[serde(skip)]
        pub person_id: PersonId,
        pub topic: Topic,
        /// The template it was written from: `application.submitted`.
        pub occasion: String,
        pub subject_zh: String,
        pub subject_en: String,
        pub body_zh: String,
        pub body_en: String,
        /// Path of the page to open; empty when there is none.
        pub link: String,
        pub created_at: Instant,
        pub read_at: Option<Instant>,
        /// Waits for the digest of this instant.
        #[serde(skip)]
        pub digest_due_at: Option<Instant>,
        #[serde(skip)]
        pub announcement_id: Option<AnnouncementId>,
    }
}

impl Message {
    pub fn subject(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.subject_zh,
            Lang::En => &self.subject_en,
        }
    }
    pub fn body(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.body_zh,
            Lang::En => &self.body_en,
        }
    }
}

/// Which messages of an inbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sift {
    pub topic: Option<Topic>,
    pub only_unread: bool,
    /// After this message, in the order of the list.
    pub after: Option<MessageId>,
}

/// Somebody's messages, the newest first.
pub fn inbox(tx: &mut Tx<'_>, person: PersonId, sift: Sift, limit: usize) -> Result<Vec<Message>, DbError> {
    let mut values: Vec<Value> = params![person].to_vec();
    let mut sql = "WHERE person_id = $1".to_owned();
    if let Some(topic) = sift.topic {
        values.push(topic.to_value());
        sql.push_str(&format!(" AND topic = ${}", values.len()));
    }
    if sift.only_unread {
        sql.push_str(" AND read_at IS NULL");
    }
    if let Some(after) = sift.after {
        values.push(after.to_value());
        sql.push_str(&format!(" AND id < ${}", values.len()));
    }
    values.push(limit.to_value());
    sql.push_str(&format!(" ORDER BY id DESC LIMIT ${}", values.len()));
    db::list(tx, &sql, &values)
}

/// A message of this person. Of somebody else's nobody learns that it exists.
pub fn message(tx: &mut Tx<'_>, person: PersonId, id: MessageId) -> Result<Message, Refusal> {
    let found = db::find_where(tx, "WHERE id = $1 AND person_id = $2", params![id, person])?;
    found.ok_or(Refusal::NotFound)
}

/// How many messages somebody has not read, up to [`COUNTED`]. One statement on an index.
pub fn unread(tx: &mut Tx<'_>, person: PersonId) -> Result<u32, DbError> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 AS line FROM message WHERE person_id = $1 AND read_at IS NULL LIMIT $2) AS unread";
    Ok(tx.one::<(u32,)>(sql, params![person, COUNTED])?.0)
}

/// Marks a message as read, or as not read.
pub fn mark(tx: &mut Tx<'_>, person: PersonId, id: MessageId, is_read: bool) -> Result<(), Refusal> {
    let now = tx.now();
    // What was read before keeps its instant.
    let sql = "UPDATE message SET read_at = COALESCE(read_at, $1) WHERE id = $2 AND person_id = $3";
    let back = "UPDATE message SET read_at = NULL WHERE id = $1 AND person_id = $2";
    let touched =
        if is_read { tx.execute(sql, params![now, id, person])? } else { tx.execute(back, params![id, person])? };
    match touched {
        0 => Err(Refusal::NotFound),
        _ => Ok(()),
    }
}

/// Marks everything as read, of one topic or of all; answers how many were not.
pub fn mark_all(tx: &mut Tx<'_>, person: PersonId, topic: Option<Topic>) -> Result<u64, DbError> {
    let now = tx.now();
    let mut values: Vec<Value> = params![now, person].to_vec();
    let mut sql = "UPDATE message SET read_at = $1 WHERE person_id = $2 AND read_at IS NULL".to_owned();
    if let Some(topic) = topic {
        values.push(topic.to_value());
        sql.push_str(" AND topic = $3");
    }
    tx.execute(&sql, &values)
}
