//! What follows a meeting: an intention opens a draft application for the item it was about. Rule M-05.

use applications::Application;
use db::{Tx, params};
use journal::Act;
use kernel::{Actor, AppointmentId, MeetingId, Refusal};

use super::APPOINTMENT;
use super::place::two_of;
use crate::kinds::Side;
use crate::record::Appointment;
use crate::{policy, rules, store};

/// Opens the university side's application for the item the two spoke of, or the one that is there already; the applications' own rules say
/// who may and when.
pub fn open_application(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: AppointmentId,
) -> Result<(Appointment, Application), Refusal> {
    let it = store::appointment(tx, meeting, id)?;
    let me = store::negotiator_of(tx, meeting, actor.person_id)?;
    policy::permit_one_of_both(policy::permit_appointment(actor, me, &it)?)?;
    let request = it.request_id.map(|request| store::request(tx, meeting, request)).transpose()?;
    let item = request.and_then(|it| it.item_id);
    let item_of = item.map(|item| guidelines::get_item(tx, item)).transpose()?.map(|it| it.enterprise_id);
    let two = two_of(tx, &it)?;
    let enterprise = two.iter().find(|who| who.side == Side::Enterprise && !actor.is(who.person_id));
    let is_confirmed = it.intent == Some(true) && it.confirmed_by.is_some();
    kernel::check([rules::an_open_item_of_the_other_side(
        is_confirmed,
        item_of,
        enterprise.map(|who| who.organisation_id),
    )])?;
    let item = item.ok_or(Refusal::NotFound)?;
    let (application, _) = applications::actions::start(tx, actor, item)?;
    let sql = "UPDATE appointment SET application_id = $1, revision = revision + 1 WHERE id = $2 AND (application_id IS NULL OR application_id = $1)";
    if tx.execute(sql, params![application.id, id])? == 0 {
        return Err(Refusal::Overtaken);
    }
    let detail = serde_json::json!({ "application": application.id });
    journal::record(tx, Act::new(actor, APPOINTMENT, id.0, "open_application").detail(detail));
    Ok((Appointment { application_id: Some(application.id), revision: it.revision + 1, ..it }, application))
}
