//! Lists that wait for the programme office and the Department.

use db::{DbError, Tx, params};
use kernel::{Actor, Instant, ListId, Mode, Role, RoundId, Todo, Waiting, say};

use crate::paths;

/// What waits for `actor` in the role worn now: two statements at most.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    match actor.role() {
        Some(Role::ProgrammeOffice) => to_make(tx),
        Some(Role::Ministry) => to_publish(tx),
        Some(
            Role::Teacher
            | Role::Student
            | Role::UniversityAdministrator
            | Role::UniversityFinance
            | Role::EnterpriseContact
            | Role::EnterpriseReviewer
            | Role::Expert
            | Role::Province
            | Role::Operator,
        )
        | None => Ok(Vec::new()),
    }
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    if actor.wears(Role::ProgrammeOffice) {
        vec![Waiting::of(&format!("{TO_MAKE} GROUP BY agreement.round_id"), params![Mode::Legacy])]
    } else if actor.wears(Role::Ministry) {
        vec![Waiting::of(TO_PUBLISH, &[])]
    } else {
        Vec::new()
    }
}

/// Agreements that were reported and stand on no list.
const TO_MAKE: &str = "agreement JOIN round ON round.id = agreement.round_id \
     WHERE agreement.state = 'expert_filing' AND agreement.mode = $1 AND agreement.list_id IS NULL";
const TO_PUBLISH: &str = "establishment_list WHERE published_at IS NULL";

/// Rounds with such agreements.
fn to_make(tx: &mut Tx<'_>) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT round.id, round.name, COUNT(*), MIN(agreement.state_since) FROM {TO_MAKE} \
         GROUP BY round.id, round.name ORDER BY MIN(agreement.state_since) LIMIT {}",
        Todo::MOST
    );
    let rounds: Vec<(RoundId, String, i64, Instant)> = tx.query(&sql, params![Mode::Legacy])?;
    Ok(rounds
        .into_iter()
        .map(|(_, name, count, since)| Todo {
            what: say("编制立项名单：{n} 项已上报", "Make the establishment list: {n} reported").with(&[("n", &count)]),
            subject: name,
            href: paths::HOME.to_owned(),
            since,
            due: None,
        })
        .collect())
}

fn to_publish(tx: &mut Tx<'_>) -> Result<Vec<Todo>, DbError> {
    let sql = format!("SELECT id, name, made_at FROM {TO_PUBLISH} ORDER BY made_at LIMIT {}", Todo::MOST);
    let lists: Vec<(ListId, String, Instant)> = tx.query(&sql, &[])?;
    Ok(lists
        .into_iter()
        .map(|(id, name, since)| Todo {
            what: say("公布立项名单", "Publish the establishment list").into(),
            subject: name,
            href: paths::list(id),
            since,
            due: None,
        })
        .collect())
}
