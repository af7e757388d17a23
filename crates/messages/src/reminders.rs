//! Reminders before each deadline, and the rules when they are due.
//!
//! Every morning a round goes through all open accounts, some at a time; several copies of the program may take part. What is
//! reminded of is read from the lists of what waits, so that what is done is never reminded of.

use db::{Db, DbError, Tx, params};
use kernel::{Day, Instant, Lang, PersonId, Refusal, RowId, Said};
use mail::plain;
use sha2::{Digest, Sha256};

use crate::mails;

/// Hour of the morning, Beijing, at which the round begins: before the digests, which it may be part of.
const BEGINS: i64 = 7;
/// People looked at in one transaction.
const BATCH: usize = 50;
/// Lines of one message.
const NAMED: usize = 30;

/// How many days before a deadline it is reminded of: the nearest of `days` not yet passed. `since` is the day on which the
/// thing began to wait: it was told of then, so distances from before are left out.
pub fn distance(days: &[u32], since: Option<Day>, due: Day, today: Day) -> Option<u32> {
    let left = u32::try_from(due.days_since(today)).ok()?;
    let nearest = days.iter().copied().filter(|days| *days >= left).min()?;
    let begins = due.plus_days(-i32::try_from(nearest).ok()?);
    if since.is_some_and(|since| since >= begins) { None } else { Some(nearest) }
}

/// One deadline of somebody that is near.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Near {
    /// Tells it from all others and stays when its day moves.
    key: String,
    what: Said,
    subject: String,
    href: String,
    due: Day,
    days_before: u32,
}

fn near_of(tx: &mut Tx<'_>, person: &directory::Person, days: &[u32]) -> Result<Vec<Near>, DbError> {
    let today = tx.now().day();
    let all = home::deadlines(tx, person)?;
    let mut near = Vec::new();
    for todo in all.todos {
        let Some(due) = todo.due else { continue };
        if let Some(days_before) = distance(days, Some(todo.since.day()), due, today) {
            let key = hashed(&format!("{} {}", todo.href, todo.what.en));
            near.push(Near { key, what: todo.what, subject: todo.subject, href: todo.href, due, days_before });
        }
    }
    for dated in all.dates {
        if let Some(days_before) = distance(days, None, dated.on, today) {
            let (what, subject, href) = (dated.what, dated.subject, dated.href);
            near.push(Near { key: hashed(&dated.key), what, subject, href, due: dated.on, days_before });
        }
    }
    near.sort_by(|a, b| (a.due, &a.key).cmp(&(b.due, &b.key)));
    Ok(near)
}

fn hashed(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes())[..16])
}

/// Goes through everybody who was not looked at today; answers how many were reminded. Nothing before seven in the morning.
pub async fn remind_due(db: &Db, days: &[u32]) -> Result<u64, Refusal> {
    let mut told = 0;
    while let Some(n) = remind_some(db, days).await? {
        told += n;
    }
    Ok(told)
}

/// Looks at the next people of today's round; `None` when it is finished or not yet time.
async fn remind_some(db: &Db, days: &[u32]) -> Result<Option<u64>, Refusal> {
    let now = db.clock().now();
    if days.is_empty() || now < Instant::beijing(now.day(), BEGINS, 0, 0) {
        return Ok(None);
    }
    let today = now.day();
    let round = db.read(move |tx| round_of(tx, today).map_err(Refusal::from)).await?;
    let reached = match round {
        Some((_, Some(_))) => return Ok(None),
        Some((reached, None)) => reached,
        None => db.write(move |tx| begin(tx, today)).await?,
    };
    let days = days.to_vec();
    let found = db
        .read(move |tx| {
            let people: Vec<directory::Person> =
                db::list(tx, "WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2", params![reached, BATCH])?;
            let mut near = Vec::new();
            for person in &people {
                near.push((person.id, near_of(tx, person, &days)?));
            }
            Ok::<_, Refusal>(near)
        })
        .await?;
    db.write(move |tx| remind(tx, today, reached, found)).await.map(Some)
}

fn round_of(tx: &mut Tx<'_>, today: Day) -> Result<Option<(PersonId, Option<Instant>)>, DbError> {
    tx.first("SELECT reached, finished_at FROM reminder_round WHERE day = $1", params![today])
}

fn begin(tx: &mut Tx<'_>, today: Day) -> Result<PersonId, Refusal> {
    let now = tx.now();
    let sql = "INSERT INTO reminder_round (id, day, reached) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.execute(sql, params![RowId::at(now), today, PersonId::nil()])?;
    // Rounds of days gone by say nothing any more.
    tx.execute("DELETE FROM reminder_round WHERE day < $1", params![today.plus_days(-30)])?;
    Ok(PersonId::nil())
}

/// Moves the round on and tells these people. Whoever moves it first has them; the other copy goes on behind.
fn remind(tx: &mut Tx<'_>, today: Day, reached: PersonId, found: Vec<(PersonId, Vec<Near>)>) -> Result<u64, Refusal> {
    let now = tx.now();
    let last = found.last().map(|(person, _)| *person);
    let finished_at = last.is_none().then_some(now);
    let sql = "UPDATE reminder_round SET reached = $1, finished_at = $2 WHERE day = $3 AND reached = $4 AND finished_at IS NULL";
    if tx.execute(sql, params![last.unwrap_or(reached), finished_at, today, reached])? == 0 {
        return Ok(0);
    }
    let mut told = 0;
    for (person, near) in found {
        told += u64::from(tell(tx, person, near)?);
    }
    Ok(told)
}

/// One message a person: whoever has twenty deadlines on a day gets one letter.
fn tell(tx: &mut Tx<'_>, person: PersonId, near: Vec<Near>) -> Result<bool, DbError> {
    let mut fresh = Vec::new();
    for one in near {
        if mail::note_reminded(tx, person, &one.key, one.due, one.days_before)? {
            fresh.push(one);
        }
    }
    let today = tx.now().day();
    match fresh.as_slice() {
        [] => return Ok(false),
        [one] => {
            let parts = [
                ("day", day_in_both(one.due)),
                ("what", one.what.clone()),
                ("subject", plain(&one.subject)),
                ("days", plain(one.due.days_since(today))),
            ];
            directory::tell(tx, &[person], &mails::ONE, &parts, &one.href)?;
        }
        several => {
            let lines = |lang: Lang| {
                let line = |one: &Near| {
                    format!("- {}  {}：{}\n", ui::day_text(lang, one.due), one.what.get(lang), one.subject)
                };
                several.iter().take(NAMED).map(line).collect::<String>()
            };
            let lines = Said { zh: lines(Lang::Zh), en: lines(Lang::En).replace('：', ": ") };
            let parts = [("n", plain(several.len())), ("lines", lines)];
            directory::tell(tx, &[person], &mails::SEVERAL, &parts, "/todo")?;
        }
    }
    Ok(true)
}

fn day_in_both(day: Day) -> Said {
    Said { zh: ui::day_text(Lang::Zh, day), en: ui::day_text(Lang::En, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_deadline_is_reminded_of_at_the_nearest_distance_that_has_come() {
        let due = day("2026-12-31");
        let at = |today: &str| distance(&[7, 1], None, due, day(today));
        let days = ["2026-12-23", "2026-12-24", "2026-12-26", "2026-12-30", "2026-12-31", "2027-01-01"];
        assert_eq!(days.map(at), [None, Some(7), Some(7), Some(1), Some(1), None]);
    }

    #[test]
    fn what_began_to_wait_meanwhile_was_told_of_then() {
        let due = day("2026-12-31");
        let at = |since: &str, today: &str| distance(&[7, 1], Some(day(since)), due, day(today));
        assert_eq!(at("2026-12-01", "2026-12-25"), Some(7));
        assert_eq!(at("2026-12-24", "2026-12-25"), None);
        assert_eq!(at("2026-12-24", "2026-12-30"), Some(1));
        assert_eq!(at("2026-12-30", "2026-12-31"), None);
    }

    #[test]
    fn without_days_nothing_is_reminded_of() {
        assert_eq!(distance(&[], None, day("2026-12-31"), day("2026-12-31")), None);
    }
}
