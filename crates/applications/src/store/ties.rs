//! Whose matter an application is. Members are known by their e-mail address, in small letters as accounts keep
//! them; an address that somebody left still tells.

use db::{DbError, Tx, params};
use kernel::{Actor, ApplicationId, ItemId, PersonId, Team};

use crate::Application;
use crate::policy::Ties;

/// What ties the actor to the application besides the hat.
pub(crate) fn ties(tx: &mut Tx<'_>, actor: &Actor, application: &Application) -> Result<Ties, DbError> {
    Ok(Ties {
        team: team(tx, application.id)?.and([application.pi_id]),
        applied: applied_to(tx, actor, application.item_id)?,
    })
}

/// The people with an account among those who lead an application or belong to it.
pub fn team(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Team, DbError> {
    let members = directory::people_behind("SELECT email FROM application_member WHERE application_id = $1");
    let sql = format!("SELECT pi_id FROM application WHERE id = $1 UNION {members}");
    let people: Vec<(PersonId,)> = tx.query(&sql, params![id])?;
    Ok(Team::of(people.into_iter().map(|(person,)| person)))
}

/// Whether the actor leads or belongs to an application to this item that was handed in and not taken back.
pub fn applied_to(tx: &mut Tx<'_>, actor: &Actor, item: ItemId) -> Result<bool, DbError> {
    let sql = format!("SELECT 1 FROM item WHERE item.id = $1 AND {}", has_applied("item.id", 2));
    let found: Option<(i64,)> = tx.first(&sql, params![item, actor.person_id])?;
    Ok(found.is_some())
}

/// Says in SQL that the person in place `$place` applied to the item in this column, alone or with others, and did not take
/// it back.
pub fn has_applied(item: &str, place: usize) -> String {
    format!(
        "{item} IN (SELECT led.item_id FROM application led WHERE led.pi_id = ${place} AND {HANDED_IN} \
         UNION SELECT led.item_id FROM application_member own JOIN application led ON led.id = own.application_id \
         WHERE own.email IN ({}) AND {HANDED_IN})",
        directory::addresses_of(&format!("${place}"))
    )
}

const HANDED_IN: &str = "led.submitted_at IS NOT NULL AND led.state <> 'withdrawn'";

/// Says in SQL that the person in place `$place` leads an application or belongs to it; the columns hold its principal
/// investigator and its id.
pub fn of_team(pi: &str, application: &str, place: usize) -> String {
    format!(
        "({pi} = ${place} OR EXISTS (SELECT 1 FROM application_member own \
         WHERE own.application_id = {application} AND own.email IN ({})))",
        directory::addresses_of(&format!("${place}"))
    )
}
