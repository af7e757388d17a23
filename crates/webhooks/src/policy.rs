//! Who may have webhooks, and whose they are.

use kernel::{Actor, OrganisationId, Refusal, Role, Text, say};

use crate::record::Webhook;

/// Those who speak for a house to programs.
pub(crate) const ROLES: &[Role] = &[Role::EnterpriseContact, Role::UniversityAdministrator, Role::ProgrammeOffice];
pub(crate) const WHO: Text = say(
    "该单位的企业联系人、高校管理员，或项目办公室",
    "A contact of the enterprise, an administrator of the university, or the programme office",
);

/// The house of somebody who may have webhooks for it.
pub fn may_have(actor: &Actor) -> Option<(OrganisationId, Role)> {
    let role = actor.role().filter(|role| ROLES.contains(role))?;
    Some((actor.organisation_id()?, role))
}

/// A webhook that somebody looks after. Private fields: only this file makes one.
#[derive(Debug)]
pub struct Permit(Webhook);

impl Permit {
    pub(crate) fn into_webhook(self) -> Webhook {
        self.0
    }
}

/// Whoever holds the same role at the same house looks after its webhooks; for all others there are none.
pub(crate) fn permit(actor: &Actor, webhook: Webhook) -> Result<Permit, Refusal> {
    match may_have(actor) {
        Some(own) if own == (webhook.organisation_id, webhook.role) => Ok(Permit(webhook)),
        Some(_) | None => Err(Refusal::NotFound),
    }
}
