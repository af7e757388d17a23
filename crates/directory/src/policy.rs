//! Who may see and do what in the directory: written once here. Steps and edits need a permit, and only this file makes one.

mod memberships;

pub(crate) use memberships::{
    MembershipPermit, may_see_membership, may_step_membership, permit_membership, who_else as who_else_decides,
};

use kernel::{Actor, OrganisationId, Refusal, Role, Said, Text, Value, Word, say};

use crate::kinds::OrganisationKind;
use crate::record::Organisation;
use crate::state::{OrganisationState as State, OrganisationStep as Step};

/// Who looks, for a provincial actor which province that is, and for the programme office to which houses the person
/// belongs under other hats: pure rules cannot look it up.
#[derive(Clone, Debug, Default)]
pub struct Eyes {
    pub actor: Option<Actor>,
    pub province: Option<String>,
    pub houses: Vec<OrganisationId>,
}

impl Eyes {
    /// Acts for the programme office about a house the person does not belong to: nobody verifies their own employer.
    fn is_independent_office(&self, organisation: OrganisationId) -> bool {
        self.is_office() && !self.houses.contains(&organisation)
    }
    fn is_office(&self) -> bool {
        self.actor.as_ref().is_some_and(Actor::is_office)
    }
    fn represents(&self, organisation: OrganisationId) -> bool {
        self.actor.as_ref().is_some_and(|actor| actor.represents(organisation))
    }
}

/// Whether this person sees the organisation at all: name, kind, code, province.
pub fn may_view(eyes: &Eyes, organisation: &Organisation) -> bool {
    organisation.state.shown_to_public().is_some() || may_view_inside(eyes, organisation)
}

/// Whether this person sees what was declared, the evidence and what happened.
pub fn may_view_inside(eyes: &Eyes, organisation: &Organisation) -> bool {
    let Some(actor) = &eyes.actor else { return false };
    let Some(role) = actor.role() else { return false };
    match role {
        Role::ProgrammeOffice | Role::Ministry => true,
        Role::Province => {
            actor.belongs_to(organisation.id)
                || (!organisation.province.is_empty() && eyes.province.as_ref() == Some(&organisation.province))
        }
        Role::UniversityAdministrator
        | Role::UniversityFinance
        | Role::EnterpriseContact
        | Role::EnterpriseReviewer
        | Role::Operator => actor.belongs_to(organisation.id),
        Role::Teacher | Role::Student | Role::Expert => false,
    }
}

/// Of which organisations an actor sees the inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// Its own and those of the province; empty for a department without one.
    Province(OrganisationId, String),
    Own(OrganisationId),
    Nothing,
}

/// What [`may_view_inside`] lets through, as data: for lists and for the search.
pub fn reach(eyes: &Eyes) -> Reach {
    let Some((role, own)) = eyes.actor.as_ref().and_then(|actor| Some((actor.role()?, actor.organisation_id()?)))
    else {
        return Reach::Nothing;
    };
    match role {
        Role::ProgrammeOffice | Role::Ministry => Reach::All,
        Role::Province => Reach::Province(own, eyes.province.clone().unwrap_or_default()),
        Role::UniversityAdministrator
        | Role::UniversityFinance
        | Role::EnterpriseContact
        | Role::EnterpriseReviewer
        | Role::Operator => Reach::Own(own),
        Role::Teacher | Role::Student | Role::Expert => Reach::Nothing,
    }
}

/// The same as [`may_view`], as a condition on `organisation` whose places begin at `$first`.
pub fn scope(eyes: &Eyes, first: usize) -> (String, Vec<Value>) {
    const SHOWN: &str = "organisation.state IN ('verified', 'suspended', 'imported')";
    match reach(eyes) {
        Reach::All => ("1 = 1".into(), Vec::new()),
        Reach::Province(own, province) => {
            let sql = format!(
                "({SHOWN} OR organisation.id = ${first} OR (organisation.province <> '' AND organisation.province = ${}))",
                first + 1
            );
            (sql, vec![kernel::ToValue::to_value(&own), Value::Text(province)])
        }
        Reach::Own(own) => (format!("({SHOWN} OR organisation.id = ${first})"), vec![kernel::ToValue::to_value(&own)]),
        Reach::Nothing => (SHOWN.into(), Vec::new()),
    }
}

/// Whose people an actor sees in the lists of an organisation: [`may_administer`] as data.
pub fn people_reach(actor: &Actor) -> Reach {
    let Some(hat) = actor.hat else { return Reach::Nothing };
    match hat.role {
        Role::ProgrammeOffice => Reach::All,
        Role::UniversityAdministrator | Role::EnterpriseContact => Reach::Own(hat.organisation_id),
        Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::Province
        | Role::Ministry
        | Role::Operator => Reach::Nothing,
    }
}

/// Whether this person may take this step, whatever the state.
pub fn may(eyes: &Eyes, step: Step, organisation: &Organisation) -> bool {
    match step {
        Step::Verify | Step::Return | Step::Refuse | Step::Suspend | Step::Reinstate => {
            eyes.is_independent_office(organisation.id)
        }
        Step::Resubmit => eyes.represents(organisation.id),
    }
}

/// Who can take this step, for those who may not, with the reason where it is only that the house is their own.
pub fn who_else(eyes: &Eyes, step: Step, organisation: &Organisation) -> Said {
    let own = eyes.is_office() && eyes.houses.contains(&organisation.id);
    match step {
        Step::Verify | Step::Return | Step::Refuse | Step::Suspend | Step::Reinstate if own => somebody_else(OFFICE),
        Step::Verify | Step::Return | Step::Refuse | Step::Suspend | Step::Reinstate | Step::Resubmit => {
            who(step).into()
        }
    }
}

/// Somebody else with the same right, because nobody decides about themselves or their own house.
pub(crate) fn somebody_else(who: Text) -> Said {
    const OTHER: Text = say(
        "{who}（不能办理本人或本人所在单位的事项，须由其他人办理）",
        "{who} - somebody other than you, because nobody decides about themselves or their own house",
    );
    Said { zh: OTHER.zh.replace("{who}", who.zh), en: OTHER.en.replace("{who}", who.en) }
}

/// Who can take this step: shown where somebody else may not.
pub const fn who(step: Step) -> Text {
    match step {
        Step::Verify | Step::Return | Step::Refuse | Step::Suspend | Step::Reinstate => OFFICE,
        Step::Resubmit => CONTACT,
    }
}

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");
pub(crate) const CONTACT: Text = say("企业联系人", "the contact of the enterprise");
pub(crate) const ADMINISTRATORS: Text = say(
    "该单位的管理员（高校管理员、企业联系人）或项目办公室",
    "an administrator of the organisation (university administrator, enterprise contact) or the programme office",
);

/// An organisation and the step somebody may take on it.
#[derive(Debug)]
pub(crate) struct Permit {
    organisation: Organisation,
    step: Step,
}

impl Permit {
    pub(crate) fn organisation(&self) -> &Organisation {
        &self.organisation
    }
    pub(crate) fn step(&self) -> Step {
        self.step
    }
    pub(crate) fn into_organisation(self) -> Organisation {
        self.organisation
    }
}

pub(crate) fn permit(eyes: &Eyes, step: Step, organisation: Organisation) -> Result<Permit, Refusal> {
    allowed(may(eyes, step, &organisation), eyes, &organisation, who_else(eyes, step, &organisation))?;
    Ok(Permit { organisation, step })
}

/// What of an organisation is changed without a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// What an enterprise declared, and its evidence: while it is registered or returned.
    Profile,
    /// The capital waiver (E-03) and the settling of credit events (E-05).
    Standing,
    /// The limits a university sets itself. Rule A-08.
    Limits,
    /// Inviting people.
    People,
}

/// An organisation somebody may edit.
#[derive(Debug)]
pub(crate) struct EditPermit {
    organisation: Organisation,
}

impl EditPermit {
    pub(crate) fn into_organisation(self) -> Organisation {
        self.organisation
    }
}

pub(crate) fn may_edit(eyes: &Eyes, edit: Edit, organisation: &Organisation) -> bool {
    let Some(actor) = &eyes.actor else { return false };
    match edit {
        Edit::Profile => actor.represents(organisation.id),
        Edit::Standing => eyes.is_independent_office(organisation.id),
        Edit::Limits => actor.administers(organisation.id),
        Edit::People => may_administer(actor, organisation.id),
    }
}

/// Who can make this change, for those who may not.
pub(crate) fn who_else_edits(eyes: &Eyes, edit: Edit, organisation: &Organisation) -> Said {
    match edit {
        Edit::Profile => CONTACT.into(),
        Edit::Standing if eyes.is_office() && eyes.houses.contains(&organisation.id) => somebody_else(OFFICE),
        Edit::Standing => OFFICE.into(),
        Edit::Limits => Role::UniversityAdministrator.text().into(),
        Edit::People => ADMINISTRATORS.into(),
    }
}

pub(crate) fn permit_edit(eyes: &Eyes, edit: Edit, organisation: Organisation) -> Result<EditPermit, Refusal> {
    let may = may_edit(eyes, edit, &organisation);
    allowed(may, eyes, &organisation, who_else_edits(eyes, edit, &organisation))?;
    match (edit, organisation.state) {
        (Edit::Profile, State::Verified | State::Refused | State::Suspended | State::Imported) => {
            Err(Refusal::NotOpen { step: EDIT_PROFILE, state: organisation.state.text() })
        }
        (Edit::Profile, State::Registered | State::Returned) | (Edit::Standing | Edit::Limits | Edit::People, _) => {
            Ok(EditPermit { organisation })
        }
    }
}

pub(crate) const EDIT_PROFILE: Text = say("修改登记信息", "Edit the registration");

/// Invites people to this organisation, confirms and ends their roles, sees who they are.
pub(crate) fn may_administer(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.is_office() || actor.administers(organisation) || actor.represents(organisation)
}

/// Adds organisations other than enterprises.
pub(crate) fn may_add(actor: &Actor) -> bool {
    actor.is_office()
}

/// Kinds the office adds by hand; enterprises register themselves.
pub(crate) const ADDED_BY_HAND: [OrganisationKind; 3] =
    [OrganisationKind::University, OrganisationKind::Province, OrganisationKind::Ministry];

/// 404 for whoever may not learn of it, 403 with the right person's name for the others.
fn allowed(may: bool, eyes: &Eyes, organisation: &Organisation, who: impl Into<Said>) -> Result<(), Refusal> {
    match (may, may_view(eyes, organisation)) {
        (true, _) => Ok(()),
        (false, true) => Err(Refusal::forbidden(who)),
        (false, false) => Err(Refusal::NotFound),
    }
}

#[cfg(test)]
mod tests;
