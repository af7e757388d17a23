//! Who may decide about a role.

use kernel::{Actor, Refusal, Said, Text, say};

use super::{ADMINISTRATORS, may_administer, somebody_else};
use crate::record::Membership;
use crate::state::MembershipStep as Step;

/// Whether this person may take this step on a membership, whatever its state. Nobody approves their own: the proof of a
/// teacher is looked at by somebody else (rule A-05).
pub(crate) fn may_step_membership(actor: &Actor, step: Step, membership: &Membership) -> bool {
    let administers = may_administer(actor, membership.organisation_id);
    match step {
        Step::Approve => administers && !actor.is(membership.person_id),
        Step::Refuse | Step::Recall => administers,
        Step::Accept | Step::Decline | Step::Withdraw => actor.is(membership.person_id),
        Step::End => administers || actor.is(membership.person_id),
    }
}

/// Whether this person may know of a membership at all.
pub(crate) fn may_see_membership(actor: &Actor, membership: &Membership) -> bool {
    actor.is(membership.person_id) || may_administer(actor, membership.organisation_id)
}

/// A membership and the step somebody may take on it.
#[derive(Debug)]
pub(crate) struct MembershipPermit {
    membership: Membership,
    step: Step,
}

impl MembershipPermit {
    pub(crate) fn membership(&self) -> &Membership {
        &self.membership
    }
    pub(crate) fn step(&self) -> Step {
        self.step
    }
    pub(crate) fn into_membership(self) -> Membership {
        self.membership
    }

    /// The secret of a letter stands for its reader: whoever opens it may accept or decline, and nothing else.
    pub(crate) fn by_letter(membership: Membership, accepts: bool) -> MembershipPermit {
        MembershipPermit { membership, step: if accepts { Step::Accept } else { Step::Decline } }
    }
}

const THE_PERSON: Text = say("本人", "the person concerned");

pub(crate) fn permit_membership(
    actor: &Actor,
    step: Step,
    membership: Membership,
) -> Result<MembershipPermit, Refusal> {
    match (may_step_membership(actor, step, &membership), may_see_membership(actor, &membership)) {
        (true, _) => Ok(MembershipPermit { membership, step }),
        (false, true) => Err(Refusal::forbidden(who_else(actor, step, &membership))),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// Who can take the step, with the reason where it is only that the role would be the actor's own.
pub(crate) fn who_else(actor: &Actor, step: Step, membership: &Membership) -> Said {
    let own =
        step == Step::Approve && may_administer(actor, membership.organisation_id) && actor.is(membership.person_id);
    if own { somebody_else(who(step)) } else { who(step).into() }
}

const fn who(step: Step) -> Text {
    match step {
        Step::Approve | Step::Refuse | Step::Recall => ADMINISTRATORS,
        Step::Accept | Step::Decline | Step::Withdraw => THE_PERSON,
        Step::End => ADMINISTRATORS,
    }
}
