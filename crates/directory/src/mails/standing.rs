//! Letters about organisations and about who is what in them.

use db::{DbError, Tx};
use kernel::{Role, Said, Text, Word, say};
use mail::{Part, Template, Topic, plain};

use super::named;
use crate::kinds::{CreditEventKind, OrganisationKind};
use crate::record::{Membership, Organisation, Person};
use crate::state::{MembershipStep, OrganisationStep};
use crate::tell::tell;
use crate::{paths, store};

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Organisation, subject, body)
}

pub(super) const REGISTERED: Template = template(
    "organisation.registered",
    say("待核验：{name}", "To verify: {name}"),
    say("一家企业提交了登记信息，请核验。", "An enterprise has registered. Please verify it."),
);

pub(crate) fn enterprise_registered(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<(), DbError> {
    let office = store::office_people(tx)?;
    tell(tx, &office, &REGISTERED, &[("name", named(organisation))], &paths::organisation(organisation.id))
}

pub(super) const REQUESTED: Template = template(
    "membership.requested",
    say("待审批：{person} 申请成为{role}", "To confirm: {person} as {role}"),
    say(
        "{person} 申请成为“{name}”的{role}，请核对后同意或拒绝。",
        "{person} asks to be {role} at {name}. Please check and decide.",
    ),
);

/// The university's administrators are asked; where there is none, the programme office learns it. Rule U-01.
pub(crate) fn membership_requested(
    tx: &mut Tx<'_>,
    person: &Person,
    university: &Organisation,
    role: Role,
) -> Result<(), DbError> {
    let mut readers = store::people_with(tx, university.id, Role::UniversityAdministrator)?;
    if readers.is_empty() {
        readers = store::office_people(tx)?;
    }
    let parts = [("person", plain(&person.name)), ("name", named(university)), ("role", Said::from(role.text()))];
    tell(tx, &readers, &REQUESTED, &parts, &paths::people(university.id))
}

const OFFICE_WRITES: Text = say("项目办公室的说明：\n{reason}", "The programme office writes:\n{reason}");

pub(super) const VERIFIED: Template = template(
    "organisation.verified",
    say("“{name}”已通过核验", "{name} is verified"),
    say("核验已通过，现在可以参与项目。", "The registration was verified; you may now take part."),
);
pub(super) const RETURNED: Template = template(
    "organisation.returned",
    say("“{name}”的登记需要补充", "{name}: the registration needs completing"),
    OFFICE_WRITES,
);
pub(super) const REFUSED: Template =
    template("organisation.refused", say("“{name}”未通过核验", "{name} was not verified"), OFFICE_WRITES);
pub(super) const SUSPENDED: Template =
    template("organisation.suspended", say("“{name}”已被暂停", "{name} is suspended"), OFFICE_WRITES);
pub(super) const REINSTATED: Template =
    template("organisation.reinstated", say("“{name}”已恢复", "{name} takes part again"), OFFICE_WRITES);

pub(crate) fn organisation_moved(
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    step: OrganisationStep,
    reason: &str,
) -> Result<(), DbError> {
    let template = match step {
        OrganisationStep::Resubmit => return enterprise_registered(tx, organisation),
        OrganisationStep::Verify => &VERIFIED,
        OrganisationStep::Return => &RETURNED,
        OrganisationStep::Refuse => &REFUSED,
        OrganisationStep::Suspend => &SUSPENDED,
        OrganisationStep::Reinstate => &REINSTATED,
    };
    let readers = store::people_with(tx, organisation.id, organisation.kind.administering_role())?;
    let parts = [("name", named(organisation)), ("reason", plain(reason))];
    tell(tx, &readers, template, &parts, &paths::organisation(organisation.id))
}

const WHY: Text = say("{reason}", "{reason}");

pub(super) const APPROVED: Template =
    template("membership.approved", say("您现在是“{name}”的{role}", "You are now {role} at {name}"), WHY);
pub(super) const REQUEST_REFUSED: Template = template(
    "membership.refused",
    say("您申请“{name}”的{role}未获同意", "Your request to be {role} at {name} was refused"),
    WHY,
);
pub(super) const RECALLED: Template = template(
    "membership.recalled",
    say("“{name}”的邀请已撤回（{role}）", "The invitation of {name} was recalled ({role})"),
    WHY,
);
pub(super) const ENDED: Template =
    template("membership.ended", say("您在“{name}”的{role}身份已结束", "You are no longer {role} at {name}"), WHY);
pub(super) const ACCEPTED: Template =
    template("membership.accepted", say("{person} 已接受“{name}”的{role}", "{person} accepted: {role} at {name}"), WHY);
pub(super) const DECLINED: Template =
    template("membership.declined", say("{person} 已谢绝“{name}”的{role}", "{person} declined: {role} at {name}"), WHY);
pub(super) const WITHDRAWN: Template = template(
    "membership.withdrawn",
    say("{person} 已撤回申请（{role}）", "{person} withdrew the request ({role})"),
    WHY,
);

pub(crate) fn membership_moved(
    tx: &mut Tx<'_>,
    membership: &Membership,
    step: MembershipStep,
    reason: &str,
) -> Result<(), DbError> {
    let organisation: Organisation = match db::find(tx, membership.organisation_id)? {
        Some(organisation) => organisation,
        None => return Ok(()),
    };
    let people = store::people(tx, &[membership.person_id])?;
    let person = people.first().map_or(String::new(), |p| p.name.clone());
    let template = match step {
        MembershipStep::Approve => &APPROVED,
        MembershipStep::Refuse => &REQUEST_REFUSED,
        MembershipStep::Recall => &RECALLED,
        MembershipStep::End => &ENDED,
        MembershipStep::Accept => &ACCEPTED,
        MembershipStep::Decline => &DECLINED,
        MembershipStep::Withdraw => &WITHDRAWN,
    };
    let (readers, link) = match step {
        MembershipStep::Approve | MembershipStep::Refuse | MembershipStep::Recall | MembershipStep::End => {
            (vec![membership.person_id], paths::ACCOUNT.to_owned())
        }
        MembershipStep::Accept | MembershipStep::Decline | MembershipStep::Withdraw => {
            (administrators(tx, &organisation)?, paths::people(organisation.id))
        }
    };
    let parts: [Part<'_>; 4] = [
        ("name", named(&organisation)),
        ("role", Said::from(membership.role.text())),
        ("person", plain(&person)),
        ("reason", plain(reason)),
    ];
    tell(tx, &readers, template, &parts, &link)
}

fn administrators(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<Vec<kernel::PersonId>, DbError> {
    store::people_with(tx, organisation.id, organisation.kind.administering_role())
}

pub(super) const CREDIT_EVENT: Template = template(
    "organisation.credit_event",
    say("“{name}”被记入失信记录：{kind}", "{name}: a credit event was noted ({kind})"),
    say(
        "{what}\n\n如有异议或已整改，请联系项目办公室了结。",
        "{what}\n\nIf you object or have put it right, ask the programme office to settle it.",
    ),
);

pub(crate) fn credit_event(
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    kind: CreditEventKind,
    what: &str,
) -> Result<(), DbError> {
    let readers = store::people_with(tx, organisation.id, OrganisationKind::Enterprise.administering_role())?;
    let parts = [("name", named(organisation)), ("kind", Said::from(kind.text())), ("what", plain(what))];
    tell(tx, &readers, &CREDIT_EVENT, &parts, &paths::organisation(organisation.id))
}
