//! Who looks after letters, who words templates, and who may write to whom at once.

use kernel::{Actor, OrganisationId, Refusal, Role, Text, say};

use crate::announcement::{Announcement, AudienceKind};

/// What somebody may do here. One's own inbox and choices need no right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Sees letters that did not arrive and those to one address, sends them again or sets them aside.
    LookAfterLetters,
    /// Sees all letters with their occasion.
    SeeAllLetters,
    /// Reads every template.
    ReadTemplates,
    /// Rewords templates.
    Reword,
    /// Writes to this audience at once.
    Announce(AudienceKind),
}

/// Whether `actor` may.
pub fn may(actor: &Actor, right: Right) -> bool {
    let Some(role) = actor.role() else { return false };
    match right {
        Right::LookAfterLetters => matches!(role, Role::Operator | Role::ProgrammeOffice),
        Right::SeeAllLetters | Right::Reword => role == Role::ProgrammeOffice,
        Right::ReadTemplates => matches!(role, Role::Operator | Role::ProgrammeOffice),
        Right::Announce(kind) => match role {
            Role::ProgrammeOffice => true,
            // Their own people and those who lead projects with them. Applicants of a guideline are the enterprise's alone.
            Role::EnterpriseContact => true,
            Role::UniversityAdministrator => kind != AudienceKind::Applicants,
            Role::Teacher
            | Role::Student
            | Role::UniversityFinance
            | Role::EnterpriseReviewer
            | Role::Expert
            | Role::Province
            | Role::Ministry
            | Role::Operator => false,
        },
    }
}

const OFFICE: Text = say("项目办公室", "the programme office");
const OFFICE_OR_OPERATOR: Text = say("项目办公室、平台运维", "the programme office and the operator");
const ANNOUNCERS: Text = say(
    "项目办公室；高校管理员和企业联系人可写给本单位人员和有关项目的负责人",
    "the programme office; university administrators and enterprise contacts to their own people and the principal investigators of their projects",
);

/// Refuses whoever may not, and says who can.
pub fn permit(actor: &Actor, right: Right) -> Result<(), Refusal> {
    if may(actor, right) {
        return Ok(());
    }
    Err(Refusal::forbidden(match right {
        Right::LookAfterLetters | Right::ReadTemplates => OFFICE_OR_OPERATOR,
        Right::SeeAllLetters | Right::Reword => OFFICE,
        Right::Announce(_) => ANNOUNCERS,
    }))
}

/// Whether somebody sees an announcement, changes, sends or recalls it: the house that writes it, in the role it was written
/// in. A colleague can recall what somebody else sent by mistake.
pub fn may_work_on(actor: &Actor, announcement: &Announcement) -> bool {
    actor.wears_at(announcement.role, announcement.organisation_id)
        && match announcement.audience() {
            Ok(audience) => AudienceKind::of(&audience).is_none_or(|kind| may(actor, Right::Announce(kind))),
            // It can be recalled or thrown away; whatever asks whom it is for meets the fault.
            Err(_) => true,
        }
}

/// How far the announcements of somebody reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    University(OrganisationId),
    Enterprise(OrganisationId),
    Nothing,
}

/// How far `actor` reaches in the role worn now.
pub fn reach(actor: &Actor) -> Reach {
    let Some(hat) = actor.hat else { return Reach::Nothing };
    match hat.role {
        Role::ProgrammeOffice => Reach::All,
        Role::UniversityAdministrator => Reach::University(hat.organisation_id),
        Role::EnterpriseContact => Reach::Enterprise(hat.organisation_id),
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
