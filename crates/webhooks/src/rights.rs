//! Whether the house of a webhook may see what an event is about: asked of the slices, for the person who made the webhook, in
//! the role it was made in.

use db::Tx;
use kernel::{Actor, AgreementId, ApplicationId, ClosingId, GuidelineId, Hat, InstalmentId, ProjectId, Refusal, RowId};

use crate::kind::Kind;
use crate::record::{Delivery, Webhook};

/// Whoever made the webhook, as long as they hold its role.
pub(crate) fn owner(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<Option<Actor>, Refusal> {
    let person = directory::person(tx, webhook.person_id)?;
    if person.closed_at.is_some() {
        return Ok(None);
    }
    let held = directory::memberships_of(tx, person.id)?
        .into_iter()
        .any(|m| m.role == webhook.role && m.organisation_id == webhook.organisation_id);
    let hat = Hat { role: webhook.role, organisation_id: webhook.organisation_id };
    Ok(held.then(|| Actor::person(person.id, &person.name, Some(hat))))
}

/// Whether a message may be told now: whoever made the webhook holds its role, and sees what the message is about.
pub(crate) fn may_be_told(tx: &mut Tx<'_>, webhook: &Webhook, delivery: &Delivery) -> Result<bool, Refusal> {
    match owner(tx, webhook)? {
        None => Ok(false),
        Some(_) if delivery.kind == Kind::Ping => Ok(true),
        Some(owner) => may_see(tx, &owner, delivery.kind, delivery.subject_id),
    }
}

/// Whether this actor may see the subject now; what is gone is seen by nobody.
pub(crate) fn may_see(tx: &mut Tx<'_>, actor: &Actor, kind: Kind, subject: RowId) -> Result<bool, Refusal> {
    let seen = match kind.subject() {
        "application" => {
            applications::get(tx, ApplicationId(subject.0)).map(|found| applications::may_view(actor, &found))
        }
        "agreement" => agreements::get(tx, AgreementId(subject.0)).map(|found| agreements::may_view(actor, &found)),
        "project" => project(tx, actor, ProjectId(subject.0)),
        "instalment" => {
            funding::get(tx, InstalmentId(subject.0)).and_then(|found| project(tx, actor, found.project_id))
        }
        "closing" => closings::get(tx, ClosingId(subject.0))
            .and_then(|found| Ok(found.submitted_at.is_some() && project(tx, actor, found.project_id)?)),
        "guideline" => guidelines::get_guideline(tx, GuidelineId(subject.0))
            .map(|found| guidelines::policy::may_view(actor, &found, &[])),
        _ => Ok(false), // a test is about nothing
    };
    match seen {
        Err(Refusal::NotFound) => Ok(false),
        other => other,
    }
}

fn project(tx: &mut Tx<'_>, actor: &Actor, id: ProjectId) -> Result<bool, Refusal> {
    let project = projects::get(tx, id)?;
    let viewer = projects::viewer(tx, actor)?;
    Ok(projects::policy::may_view(&viewer, &project))
}

/// The page of a subject.
pub(crate) fn page(kind: Kind, subject: RowId) -> String {
    match kind.subject() {
        "application" => format!("/applications/{subject}"),
        "agreement" => format!("/agreements/{subject}"),
        "project" => format!("/projects/{subject}"),
        "closing" => format!("/closings/{subject}"),
        "guideline" => format!("/guidelines/{subject}"),
        "instalment" => "/funding".to_owned(),
        _ => "/webhooks".to_owned(),
    }
}
