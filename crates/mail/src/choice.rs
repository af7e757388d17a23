//! Each person's choice how messages of a topic reach them. Without one a letter goes out at once.

use std::collections::HashMap;

use db::{DbError, Tx, params};
use kernel::{Breach, Instant, PersonId, Refusal, RowId, ToValue, Value, Word, say};

use crate::kinds::{Delivery, Topic};

/// People asked about in one statement.
const AT_ONCE: usize = 500;

/// Somebody's way for every topic that can be chosen, in the order of the topics.
pub fn choices(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<(Topic, Delivery)>, DbError> {
    let sql = "SELECT topic, delivery FROM message_choice WHERE person_id = $1";
    let made: HashMap<Topic, Delivery> = tx.query::<(Topic, Delivery)>(sql, params![person])?.into_iter().collect();
    let of = |topic: &Topic| (*topic, made.get(topic).copied().unwrap_or(Delivery::AtOnce));
    Ok(Topic::ALL.iter().filter(|topic| topic.may_be_chosen()).map(of).collect())
}

/// Chooses the way for one topic.
pub fn choose(tx: &mut Tx<'_>, person: PersonId, topic: Topic, delivery: Delivery) -> Result<(), Refusal> {
    if !topic.may_be_chosen() {
        let said = say(
            "“{topic}”类邮件保护您的账号，不能关闭",
            "Letters about “{topic}” guard your account and cannot be turned off",
        );
        let topic = topic.text();
        let said = kernel::Said { zh: said.zh.replace("{topic}", topic.zh), en: said.en.replace("{topic}", topic.en) };
        return Err(Breach::field("topic", said).into());
    }
    let now = tx.now();
    let sql = "INSERT INTO message_choice (id, person_id, topic, delivery, chosen_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (person_id, topic) DO UPDATE SET delivery = EXCLUDED.delivery, chosen_at = EXCLUDED.chosen_at";
    tx.execute(sql, params![RowId::at(now), person, topic, delivery, now])?;
    if delivery != Delivery::Digest {
        // What waits for the digest stays in the inbox only.
        let sql =
            "UPDATE message SET digest_due_at = NULL WHERE person_id = $1 AND topic = $2 AND digest_due_at IS NOT NULL";
        tx.execute(sql, params![person, topic])?;
    }
    Ok(())
}

/// Turns everything that comes in the digest off.
pub(crate) fn leave_digest(tx: &mut Tx<'_>, person: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    let sql =
        "UPDATE message_choice SET delivery = 'none', chosen_at = $1 WHERE person_id = $2 AND delivery = 'digest'";
    tx.execute(sql, params![now, person])?;
    tx.execute(
        "UPDATE message SET digest_due_at = NULL WHERE person_id = $1 AND digest_due_at IS NOT NULL",
        params![person],
    )?;
    Ok(())
}

/// The choices of these people for one topic; who is not named has made none.
pub fn choices_of(tx: &mut Tx<'_>, topic: Topic, people: &[PersonId]) -> Result<HashMap<PersonId, Delivery>, DbError> {
    let mut all = HashMap::new();
    if !topic.may_be_chosen() {
        return Ok(all);
    }
    for some in people.chunks(AT_ONCE) {
        let mut values: Vec<Value> = vec![topic.to_value()];
        values.extend(some.iter().map(ToValue::to_value));
        let places: Vec<String> = (2..=values.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT person_id, delivery FROM message_choice WHERE topic = $1 AND person_id IN ({})",
            places.join(", ")
        );
        all.extend(tx.query::<(PersonId, Delivery)>(&sql, &values)?);
    }
    Ok(all)
}

/// Eight in the morning of Beijing, when digests go out.
const MORNING: i64 = 8;

/// When the next digest goes out.
pub fn next_digest(now: Instant) -> Instant {
    let today = Instant::beijing(now.day(), MORNING, 0, 0);
    if now < today { today } else { today.plus_days(1) }
}
